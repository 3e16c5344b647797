"""What people spell out: addresses in words, digits in words, in groups, or as letters that look like them."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Iterator

from stream_scanner.evidence import checksums, validators
from stream_scanner.evidence.apart import digits_apart
from stream_scanner.evidence.checksums import luhn
from stream_scanner.evidence.context import Words, near
from stream_scanner.evidence.digit_words import said
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import digits_of
from stream_scanner.evidence.sown import digits_sown
from stream_scanner.evidence.views import Edit, View, project

_GAP = rb"[ \t\r\n.,_/|*~:;-]{1,3}"
_GROUP_RUN = (
    rb"\b[0-9]{4}(?:" + _GAP + rb"[0-9]{4}){3}\b|\b[0-9]{4}" + _GAP + rb"[0-9]{6}" + _GAP + rb"[0-9]{5}\b"
    rb"|\b[0-9]{2}(?:" + _GAP + rb"[0-9]{2}){7}\b"
)
_ODD_RUN = rb"(?:^|[^0-9A-Za-z])([0-9]{1,8}(?:[^0-9A-Za-z\xe9\s]{1,2}[0-9]{1,8}){2,15})(?:[^0-9A-Za-z]|$)"
_ODD = rb"[\x80~|*_#^;!&=<>]"
# The letter at the end of a number said in words: of the Irish and Spanish ones.
_LETTER, LETTERED = rb"^[ ,/-]{1,3}([A-Za-z])(?:[^A-Za-z0-9\xe9]|$)", (7, 8)
_HINT = (
    rb"phone|number|no\.|call|ring|text|tel|mobile|cell|reach|contact|dial|fax|sms|whats ?app|handy|num.r|nummer|appel"
    rb"|joign|zap\b|llam|escr.b|lig(?:a|ue)\b|chiam|bel\b|dzwo|mobi|m.vil|puh\b"
)
# What else is told by so many digits.
_OTHERS = (
    rb"cpr\b|person|f.dsel|birth|social|ssn\b|tax|id\b|nino?\b|insurance|s.cu|nir\b|bsn\b|burger|kimlik|pesel|cnp\b"
    rb"|hetu|passport|card|karte|carte|tarjeta|cart.o|kart|cpf\b|curp\b|rodn|henkil|egn\b|rut\b|dni\b|ni[ef]\b"
    rb"|aadhaar|nric|oib\b|jmbg|kod\b|matter|docket|case\b|time (?:on|entr)|order|ticket|invoice|track|ref\b|steuer"
    rb"|fiscal|iban|account|konto|cuenta"
)
_HINTED = rb"(?i)\b(?:phone|call|ring|text|tel|mobile|cell|dial|fax|sms|whats ?app|handy|land ?line|voice ?mail)"
_NANP = rb"^1?([2-9][0-9]{2})([2-9][0-9]{2})([0-9]{4})$"
_ABROAD = rb"^(?:44|49|33|34|39|31|32|41|43|45|46|47|48|351|353|358|61|64|65|81|82|86|91|52|55|27)[0-9]{9,10}$"


TABLE = 4
"""Runs of digits alike that make a table."""
_NO_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_GAPS = bytes(c for c in range(256) if not 48 <= c <= 57)
_PRINTED = frozenset((b" ", b"-", b"."))


def digit_runs(view: View) -> Iterator[Edit]:
    """Runs of single digits, of equal groups, or of digit words, each joined into one number."""
    data = view.data
    hints, others = Words(data, _HINT), Words(data, _OTHERS)
    for number in said(view):
        # Nobody spells ten digits out that are no number.
        called = hints.near(number.start, 64) or pattern(_HINTED).within(data[number.end : number.end + 32])
        told = called or not validators.sequence(number.digits, 4)
        digits = _national(number.digits) if called else number.digits
        if not called and len(number.digits) == 11 and checksums.cpf(number.digits):
            digits = f"{digits[:3]}.{digits[3:6]}.{digits[6:9]}-{digits[9:]}"  # as Brazil prints it
        elif called or not others.near(number.start, 64):
            digits = _dialled(digits) if told else digits
            digits = _read_out(digits, called) if digits == number.digits else digits
        if number.groups == (3, 2, 4):
            digits = _printed(digits)
        start, end = number.start, number.end
        if data[max(0, start - 5) : start].lower() == b"plus " and number.digits[0] != "0":
            start, digits = start - 5, "+" + number.digits
        if LETTERED[0] <= len(number.digits) <= LETTERED[1] and (
            letter := pattern(_LETTER).search(data[end : end + 4])
        ):
            end, digits = end + letter.end(1), number.digits + letter.group(1).decode().upper()
        yield Edit(start, end, digits, "spelled_digits")
    for start, end, digits in (*digits_sown(view), *_odd_groups(data)):
        social = len(digits) == 9 and validators.ssn(digits)
        called = hints.near(start, 64) or pattern(_HINTED).within(data[end : end + 32])
        digits = _national(digits) if called else digits
        yield Edit(start, end, _printed(digits) if social else _dialled(digits), "spaced_digits")
    singles = (((one.gap, len(one.digits)), one.start, one.end, one.digits) for one in digits_apart(view))
    for source, single in ((singles, True), (_groups(data), False)):
        runs: dict[tuple[bytes, int], list[tuple[int, int, str]]] = defaultdict(list)
        for shape, start, end, digits in source:
            runs[shape].append((start, end, digits))
        for alike in runs.values():
            table = _tabulated([digits for *_, digits in alike])
            for start, end, digits in alike:
                if table and not near(data, start, rb"card|visa|amex|pan\b|credit|debit", 40):
                    continue
                told = single and hints.near(start, 40)
                yield Edit(start, end, _dialled(digits) if told else digits, "spaced_digits")


def _odd_groups(data: bytes) -> Iterator[tuple[int, int, str]]:
    """Cards whose groups stand apart by signs that no two numbers have between them: ``4665·95¦05~5034``."""
    for match in pattern(_ODD_RUN).finditer(data):
        digits = digits_of(match.group(1))
        odd = pattern(_ODD).within(match.group(1))
        if odd and validators.card(digits):
            yield *match.span(1), digits


def _groups(data: bytes) -> Iterator[tuple[tuple[bytes, int], int, int, str]]:
    for match in pattern(_GROUP_RUN).finditer(data):
        gaps = {gap for gap in match.group().translate(_NO_DIGITS).split(b"0") if gap}
        # Mixed gaps are dates, addresses and tables; four digits and a space are how cards are printed.
        if len(gaps) == 1 and not (match.group()[4:5] in _PRINTED and not gaps - _PRINTED):
            digits = match.group().translate(None, _GAPS).decode()
            yield (gaps.pop(), len(digits)), *match.span(), digits


def _tabulated(numbers: list[str]) -> bool:
    """Whether runs of one shape are rows of a table: there are many, and few of them are cards."""
    cards = sum(validators.issuer(number) is not None and luhn(number) for number in numbers)
    return len(numbers) >= TABLE and len(numbers[0]) > 12 and 2 * cards < len(numbers)


def _printed(digits: str) -> str:
    """As social security numbers are."""
    return "-".join((digits[:3], digits[3:5], digits[5:]))


def _national(digits: str) -> str:
    """A number with its trunk prefix as its shape alone tells it to be one."""
    trunk = digits[0] == "0" and digits[1] != "0" and len(digits) in (10, 11, 12)
    return f"({digits[:3]}) {digits[3:7]} {digits[7:]}" if trunk else digits


def _read_out(digits: str, called: bool) -> str:
    """Digits in words that are as many as a telephone number has, as some country dials it: nobody reads out others."""
    if digits[:1] == "0":
        return _national(digits)
    if len(digits) == 11 and digits[:2] in ("89", "79"):
        return "+7" + digits[1:]
    if len(digits) == 10 and called and digits[0] in "6789":
        return "+91" + digits
    if len(digits) == 11 and digits[0] == "1" and digits[1] in "3456789":
        return "+86" + digits
    if len(digits) == 11 and digits[2] == "9" and "0" not in digits[:2]:
        return "+55" + digits
    return "+34" + digits if called and len(digits) == 9 and digits[0] in "67" else digits


def _dialled(digits: str) -> str:
    # As it is printed when it can be a telephone number: the recogniser has nothing else to tell it by.
    if plan := pattern(_NANP).search(digits.encode()):
        return b"-".join(map(plan.group, (1, 2, 3))).decode()
    return "+" + digits if pattern(_ABROAD).within(digits.encode()) and not luhn(digits) else digits


_LEET = str.maketrans("OoQDIli|!ZzEASsGbTBgq", "000011111223455667899")
# Letters of other scripts that are drawn as digits.
_DRAWN = {"0": "ОоΟοՕօ", "1": "ІіӀӏΙǀ", "2": "Ƨƻ", "3": "ЗзƷӠ", "4": "Чч", "5": "Ƽƽ", "6": "бƂ", "8": "Ȣȣ"}
_TWINS = {ord(odd): digit for digit, odds in _DRAWN.items() for odd in odds}
_L = rb"[0-9OoQDIli|!ZzEASsGbTBgq]"
_LEET_RUN = (
    rb"(?:\b|^)(?:" + _L + rb"{4}(?:[ -]?" + _L + rb"{4}){3}|" + _L + rb"{3}-" + _L + rb"{2}-" + _L + rb"{4}|" + _L
    + rb"{4}[ -]?" + _L + rb"{6}[ -]?" + _L + rb"{4,5})(?:\b|$)"
)  # fmt: skip
_LEET_PHONE = (
    rb"(?:\+" + _L + rb"{1,3}|\b[1Il])[ .-](?:\(?" + _L + rb"{2,5}\)?[ .-]){1,4}" + _L + rb"{3,5}\b|(?:\b|\()" + _L
    + rb"{3}(?:\) ?|[ .-])" + _L + rb"{3}[ .-]" + _L + rb"{4}\b"
)  # fmt: skip


_DRAWN_RUN = rb"(?:\+|\b)" + _L + rb"(?:[ .()-]{0,2}" + _L + rb"){8,18}\b"


def leet_digits(view: View) -> Iterator[Edit]:
    """Numbers with letters for digits (``4S39 ...``), only where the digits make a card, a social security number, or a
    telephone number beside a word for one; letters of other scripts say by themselves that digits are meant."""
    if view.parent is not None or not view.text.isascii():
        yield from _drawn(view)
    data = view.data
    hints: Words | None = None
    for source in (_LEET_RUN, _LEET_PHONE):
        for match in pattern(source).finditer(data):
            text = view.text[match.start() : match.end()]
            octets = match.group()
            plain = octets.decode().translate(_LEET)
            if text == plain:
                continue
            letters = sum(map(operator.ne, text, plain))
            digits = digits_of(plain.encode())
            if source is _LEET_RUN:
                # Issuer and check digit are proof enough, were it not for words; nine digits have none.
                card = validators.card(digits)
                known = card and len(digits) - letters >= 2
                if len(digits) == 9 and text.count("-") == 2 and 2 * letters <= 9 and validators.ssn(digits):
                    # So are many reference numbers written that begin with a word.
                    spelt = any(group.isalpha() for group in text.split("-")) or letters > 2
                    known = not spelt or near(data, match.start(), rb"(?i)\bssn|social|tax ?id", 40)
            elif 2 * letters > len(digits):
                continue
            elif (inner := text.strip("|!")) == inner.translate(_LEET):
                continue  # the bar of a row, or the end of a sentence
            else:
                known = octets[0] == 0x2B and digits[0] != "1" and 10 <= len(digits) <= 13
                if not known and pattern(_NANP).within(digits.encode()):
                    hints = Words(data, _HINT) if hints is None else hints
                    known = octets[0] == 0x2B or hints.near(match.start(), 40)
            if known:
                yield Edit(match.start(), match.end(), plain, "leet_digits")


def _drawn(view: View) -> Iterator[Edit]:
    """Runs of digits and of what is drawn like them, with letters of another script among these."""
    source = view.source.text
    # One character stays one, so offsets hold.
    for match in pattern(_DRAWN_RUN).finditer(project(view.text.translate(_TWINS))):
        start, end = match.span()
        text, plain = view.text[start:end], match.group().decode().translate(_LEET)
        beside = view.text[max(0, start - 1) : start] + view.text[end : end + 1]
        if text != plain and sum(map(str.isdigit, text)) >= 2 and not any(map(str.isalpha, beside)):
            raw = source[slice(*view.raw(start, end))]
            if any(c.isalpha() and not c.isascii() for c in raw):
                yield Edit(start, end, plain, "leet_digits")
