"""Recogniser of telephone numbers."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence.context import DOUBT, OPPOSING, Columns, Words, alone
from stream_scanner.evidence.numerals import gaps
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit, digits_of
from stream_scanner.evidence.validators import sequence
from stream_scanner.evidence.views import View

_EXTENSION = rb"(?:[ ,;]{0,2}(?:x|ext\.?|extension)[ .:]?[0-9]{1,6}\b)?"
_NANP = (
    rb"(?:(?:\+?1|001)[ .-]?)?(?:\([0-9]{3}\)[ .-]{0,2}[0-9]{3}[ .-]?[0-9]{4}"
    rb"|[0-9]{3}(?:[.-] ?[0-9]{3}[.-]| [0-9]{3}[ -]|/[0-9]{3}-)[0-9]{4})(?:x[0-9]{1,6}\b|\b" + _EXTENSION + rb")"
)
_INTERNATIONAL = rb"\(?\+[1-9][0-9]{0,3}\)?(?:(?:[ .-]{0,2}|/| / )\(?[0-9]{1,14}\)?){1,7}" + _EXTENSION
_NATIONAL = (
    rb"\(?[0-9]{1,5}\)?(?:(?:[ ./-]{1,2}| [/-] )\(?[0-9]{1,7}\)?|\)[0-9]{2,8}|[0-9]{1,6}){0,5}[0-9]" + _EXTENSION
)
_PHONE_WORDS = (
    rb"phone|tel\b|tel[.:]|ph[.:]|\n[tmpf]:|telephone|toll[- ]free"
    rb"|call|mobile|cell|fax|dial|text me|sms|whats ?app|reach|hotline|helpline|direct:"
    rb"|(?:contact|direct|callback|emergency) (?:number|no|line)|desk:|ring\b|answering at|contact (?:me|us|him|her"
    rb"|them|you) (?:at|on|by)"
    rb"|handy|mobil(?:nummer|telefon)?\b|telefon|rufnummer|t.l.phone|portable|tel.fono|m.vil|celular|cellulare|telefoon"
    rb"|puhelin|t.l\b"
)
_PHONE_COLUMN = rb"phone|telephone|tel|mobile|cell|fax|(?:phone|mobile|cell|contact|home|work)[ _-]?(?:number|no|phone)"
_WEAK_WORDS = rb"number is|number:"
# Letters of a dial: 1-800-FLOWERS.
_VANITY = (
    rb"(?:\+?1[ .-]?\(?8(?:00|33|44|55|66|77|88)\)?|\(?\b8(?:00|33|44|55|66|77|88)\)?|\b(?:0800|0808|1300|1800))"
    rb"[ .-]{1,2}((?:[A-Z0-9]+[ -]){0,3}[A-Z0-9]*[A-Z]{3}[A-Z0-9]*(?:-[A-Z0-9]+)*)\b"
)
_AFTER = rb"(?i)^[ -]{0,2}(?:office|fax|mobile|cell|home|work|direct)\b"
_DATE = (
    rb"^\(?(?:[12][0-9]{3}[-/. ][01]?[0-9][-/. ][0-3]?[0-9]|[0-3]?[0-9][-/.][0-3]?[0-9][-/.](?:[12][0-9]{3}|[0-9]{2}))"
    rb"(?:$|[ ,T])"
)
_AMOUNT = rb"^[0-9]{1,3}(?:[ ,.][0-9]{3})+(?:[.,][0-9]{1,2})?$|^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$|^[0-9]+[.,][0-9]+$"
_CHINESE_MOBILE = rb"^1[3-9][0-9]{9}$"
_LONE = rb"^(?:0[0-9]{6,11}|1?[2-9][0-9]{2}[2-9][0-9]{6})$"
_NO_PHONE = rb"^[0-9]{3,4}[-. ][0-9]{2}[-. ][0-9]{4,5}$"
_PLAN = rb"^(?:\+?1[ .-]?|001[ .-]?)?\(?[2-9]"
_STREET = rb"^ (?:[A-Z][A-Za-z'.-]* ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct)\b"
_CLUNG_AFTER = rb"^(?:[0-9_@%$]|[.,/:-][0-9]|-[A-Za-z]\b)"
_CLUNG_LISTED = rb"^(?:[0-9_@%$]|[./:-][0-9]|-[A-Za-z]\b)"


def phones(view: View) -> Iterator[Hit]:
    """Telephone numbers: international with +, North American shapes, and other shapes beside a word for it."""
    data = view.data
    words, opposing = Words(data, _PHONE_WORDS), Words(data, OPPOSING)
    if b"+" in data:
        for match in pattern(_INTERNATIONAL).finditer(data):
            start, end = match.span()
            # What follows may be a date or a postal code: then the number is the longest that can be one.
            while not _dialled(data[start:end]) and (cut := data.rfind(b" ", start, end)) > start:
                end = cut
            if _dialled(data[start:end]) and _clear(data, start, end, listed=True):
                yield Hit("PHONE", start, end, 0.93)
    for match in pattern(_NANP).finditer(data):
        start, end = match.span()
        if not _clear(data, start, end, listed=True) or pattern(_DATE).within(match.group()):
            continue
        labelled = words.near(start, 32)
        plan = pattern(_PLAN).within(match.group())
        if plan or labelled or pattern(_AFTER).within(data[end : end + 12]):
            doubt = not labelled and opposing.near(start, 24)
            yield Hit("PHONE", start, end, 0.92 if labelled else DOUBT if doubt else 0.85 if plan else 0.7)
    for match in pattern(_VANITY).finditer(data):
        start, end = match.span()
        letters = match.group(1).translate(None, b" -")
        led = match.group()[:1] not in (b"8", b"(")
        if 7 <= len(letters) <= 11 and (led or words.near(start, 32)) and _clear(data, start, end, listed=True):
            yield Hit("PHONE", start, end, 0.85 if words.near(start, 32) else 0.7)
    yield from _labelled_phones(data, words, opposing)


def _labelled_phones(data: bytes, words: Words, opposing: Words) -> Iterator[Hit]:
    lone = alone(data)
    columns = Columns(data, _PHONE_COLUMN)
    weak = Words(data, _WEAK_WORDS)
    if not (lone or columns or words or weak or pattern(rb"(?i)office|home|work|direct|[0-9] ?(?:x|ext)").within(data)):
        return
    for match in pattern(_NATIONAL).finditer(data):
        start, end = match.span()
        value = match.group()
        if len(value) < 6:
            continue
        number = _without_extension(value)
        digits = digits_of(number)
        # An international prefix takes two digits more, unless it is filling.
        abroad = len(digits) >= 10 and digits[:2] == "00" and digits[2] != "0" and not opposing.near(start, 24)
        size = len(digits) - 2 * abroad
        listed = columns.holds(start)
        if not 6 <= size <= 13 or not _clear(data, start, end, listed=listed) or pattern(_DATE).within(value):
            continue
        if pattern(_STREET).within(data[end : end + 48]):
            continue
        extended = len(number) < len(value) and (size == 10 or b"e" in value.lower())
        if extended or words.near(start, 32) or pattern(_AFTER).within(data[end : end + 12]):
            if size > 6 or gaps(value):
                yield Hit("PHONE", start, end, 0.7)
        elif size < 7:
            continue
        elif weak.near(start, 24) and (gaps(value) or pattern(_CHINESE_MOBILE).search(value)):
            yield Hit("PHONE", start, end, 0.6)
        elif listed:
            yield Hit("PHONE", start, end, 0.8)
        elif lone and _whole_message(value):
            yield Hit("PHONE", start, end, 0.5)


def _dialled(value: bytes) -> bool:
    """Whether a number after a plus has as many digits as ITU-T E.164 allows; of country 1, ten more."""
    number = digits_of(_without_extension(value))
    return len(number) == 11 if number[0] == "1" else 7 <= len(number) <= 15


def _whole_message(value: bytes) -> bool:
    # Neither an amount, an IP address, nor the shape of a social security number or of a date.
    digits = digits_of(_without_extension(value))
    plan = pattern(_LONE).within(digits.encode()) and not sequence(digits, 9)
    return plan and not pattern(_AMOUNT).within(value) and not pattern(_NO_PHONE).within(value)


def _without_extension(value: bytes) -> bytes:
    lower = value.lower()
    cuts = [at for at in (lower.find(b"x"), lower.find(b"e")) if at >= 0]
    return value[: min(cuts)] if cuts else value


def _clear(data: bytes, start: int, end: int, *, listed: bool) -> bool:
    """Whether a number stands alone. ``listed``: too well formed for a number with thousands, or in a column, so that a
    comma beside it parts a list."""
    if start:
        one = data[start - 1]
        if one in b"_+$#@&%/\\" or (one < 0x80 and chr(one).isalnum()):
            return False
        if one in (b".-" if listed else b".,-") and data[start - 2 : start - 1].isdigit() and start > 1:
            return False
    return not pattern(_CLUNG_LISTED if listed else _CLUNG_AFTER).within(data[end : end + 3])
