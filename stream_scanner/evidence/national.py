"""Recogniser of the numbers by which states know people, all under the one label SSN_LIKE."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from stream_scanner.evidence import validators
from stream_scanner.evidence.context import COUNTED, DOUBT, OPPOSING, Columns, Words, alone, near
from stream_scanner.evidence.known import after_name
from stream_scanner.evidence.labels import Labels
from stream_scanner.evidence.nations import Nation, nations, varied
from stream_scanner.evidence.numerals import apart, gaps
from stream_scanner.evidence.patterns import Pattern, pattern
from stream_scanner.evidence.recognisers import Hit, digits_of
from stream_scanner.evidence.views import View

_SSN = rb"\b[0-9]{3}(?:-[0-9]{2}-|/[0-9]{2}/|-[0-9]{2}|[0-9]{2}-| [0-9]{2} |\.[0-9]{2}\.|[0-9]{2})[0-9]{4}\b"
_SIN = rb"\b[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}\b"
_NINO = rb"(?i)\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[A-D]\b"
_SSN_WORDS = (
    # "social" alone is a word for everything.
    rb"ssns?\b|s\.s\.n|social(?:[ _-]?(?:sec|#|no\b|num|ins|id)|[\"']?[ ]{0,2}[:=]"
    rb"|'s|,? (?:is|was|[0-9]))|socsec|soc\.? sec|ss ?#|ss no"
)
_TAX_WORDS = rb"itin\b|tin(?:[ _]?(?:no\b|num|#|id)|[\"']?[ ]{0,2}[:=]| is| [0-9])|tax ?payer|tax id"
_SIN_WORDS = rb"sin\b|nas\b|social insurance|assurance sociale"
_NINO_WORDS = rb"nino|national insurance|nat(?:ional)?\.? ins|ni number|ni no|insurance n"
_ANY_WORDS = (
    rb"ssn\b|sin\b|nino\b|tin(?:[\"']?[ ]{0,2}[:=#]| is| no| num| [0-9])|tax[ _-]?(?:id"
    rb"|number|payer|no)|(?:national|personal|citizen)(?:[ _-]identity)?[ _-]?"
    rb"(?:id|number|no)|identity (?:number|no|card)|id number|social (?:security|insurance)"
)
_SSN_COLUMN = (
    rb"ssn|social[ _-]?security(?:[ _-](?:number|no))?|social[ _-](?:number|no)"
    rb"|itin|tin|tax[ _-]?id|sin|nino|cpf|aadhaar|national[ _-]?id"
)
_PLACES = rb"(?:suite|ste\.?|apt\.?|unit|room|box|zip|#) ?$"


# The number of a part or a batch, by its own name.
_COUNTED = (
    rb"(?i)\b(?:part|model|batch|lot|serial|item|sku|order|invoice|ticket|tracking|catalog(?:ue)?)[ -]?"
    rb"(?:no\.?|nos\.?|numbers?|#|nr\.?)[ :#]{0,3}$"
)
_BEHIND = (
    rb"(?i)^\s{0,3}(?:(?:as|is|for)[ ])?[(\[]?(?:(?:my|his|her|their|your|our|the|a)[ ])?(?:ssn|social)\b"
    rb"(?: security)?(?: number| no\.?)?(?:[^0-9:=#]|$)"
)


def named_behind(data: bytes, end: int) -> bool:
    """Whether the words for a social security number stand right behind ``end``: "... as my SSN"."""
    return pattern(_BEHIND).within(data[end : end + 48])


def national_numbers(view: View) -> Iterator[Hit]:
    """US SSN and ITIN, Canadian SIN, UK National Insurance numbers, and others with check digits beside their name."""
    data = view.data
    lone = alone(data)
    columns: Columns | None = None

    def headed(start: int) -> bool:
        nonlocal columns
        columns = Columns(data, _SSN_COLUMN) if columns is None else columns
        return columns.holds(start)

    sin, nino = Words(data, _SIN_WORDS), Words(data, _NINO_WORDS)
    ssn, tax, named_so = (Labels(view, words) for words in (_SSN_WORDS, _TAX_WORDS, _ANY_WORDS))
    for match in pattern(_SSN).finditer(data):
        start, end = match.span()
        clear = apart(data, start, end, listed=b"-" in match.group())
        if clear or b"," in (data[end : end + 1], data[start - 1 : start]):
            named = ssn.name(start) or named_behind(data, end)
            labelled = named or tax.name(start)
            if not (labelled and clear):
                in_column = headed(start)
                labelled, clear = labelled or in_column, clear or in_column
            if clear:
                yield from _social_security(data, start, end, named, labelled, lone)
    for match in pattern(_SIN).finditer(data):
        start, end = match.span()
        value = match.group()
        shaped = len(value) in (9, 11) and len(gaps(value)) <= 1
        if shaped and validators.sin(digits_of(value)) and apart(data, start, end):
            if sin.near(start) or named_so.name(start) or headed(start):
                yield Hit("SSN_LIKE", start, end, 0.95)
            elif lone and len(value) == 11 and not data[:start].strip():
                yield Hit("SSN_LIKE", start, end, 0.55)
    for match in pattern(_NINO).finditer(data):
        start, end = match.span()
        value = match.group().translate(None, b" -")
        if not validators.nino(value.decode().upper()):
            continue
        in_column = headed(start)
        labelled = nino.near(start) or named_so.name(start) or in_column
        sole = not data[:start].strip() and not data[end:].strip()
        if (labelled or value.isupper() or sole) and (in_column or apart(data, start, end)):
            yield Hit("SSN_LIKE", start, end, 0.95 if labelled else 0.7)
    yield from _others(view, named_so, headed)


def _social_security(data: bytes, start: int, end: int, named: bool, labelled: bool, lone: bool) -> Iterator[Hit]:
    value = data[start:end]
    number = digits_of(value)
    whole = len(value) == 11  # both separators in place
    if b"/" in value and not named:
        return
    band = "test" if number in validators.TEST_SSNS else "live"
    if not validators.ssn(number):
        # Nobody holds a 9xx number, but whoever writes "SSN 9xx-.." in full means one; often it is a mistyped real one.
        if named and whole and number[0] == "9" and number[3:5] != "00":
            yield Hit("SSN_LIKE", start, end, 0.7, band)
    elif labelled:
        # The standing example without separators is as likely "any nine digits".
        if whole or band == "live":
            yield Hit("SSN_LIKE", start, end, 0.97, band)
    elif whole and b"-" in value:
        if not pattern(_COUNTED).within(data[max(0, start - 24) : start]):
            yield Hit("SSN_LIKE", start, end, DOUBT if near(data, start, OPPOSING, 24) else 0.85, band)
    elif lone and number != "123456789" and b"+" not in data[:start]:
        yield Hit("SSN_LIKE", start, end, 0.55, band)
    elif (
        whole
        and band == "live"
        and not pattern(rb"(?i)" + _PLACES).within(data[max(0, start - 8) : start])
        and not (near(data, start, OPPOSING, 24))
    ):
        yield Hit("SSN_LIKE", start, end, 0.55)


# --- other nations -----------------------------------------------------------------------------------------------

_REACH = 64
# What a record says of the number that stands before: "<Id>160...</Id><Type>fodselsnummer".
_MARKUP = rb"^(?:[\"']? ?[,;}\]]|[\"']?</)"
_PARTS = b" .-+/()"
_SPOKEN = (
    rb"(?i)\b(?:is|was|no|nr|num|number|nummer|num.ro|n.mero|n.m|id|er|ist|lautet|es|es el|est|no is|card|jest|to|numer"
    rb"|the|my|it|its|s|nro|nomor|kodas|kood)\b"
)


def _others(view: View, named_so: Labels, headed: Callable[[int], bool]) -> Iterator[Hit]:
    data = view.data
    plain = view.text.isascii()
    numbers = nations()
    for nation in numbers:
        if nation.sure:
            for match in pattern(nation.sure).finditer(data):
                if nation.check(_bare(match.group())) and apart(data, *match.span(), listed=True):
                    yield Hit("SSN_LIKE", *match.span(), 0.85)
        if nation.beside:
            for match in pattern(nation.beside).finditer(data):
                start, end = match.span()
                if nation.check(_bare(match.group())) and apart(data, start, end) and after_name(view, start):
                    yield Hit("SSN_LIKE", start, end, 0.7)
    anyhow = bool(named_so)
    if not anyhow and not told(view):
        return
    for nation in numbers:
        # Without a name in the text there is nothing to check, which is nearly always.
        named = Labels(view, nation.words, () if plain else nation.elsewhere)
        if named and nation.own:
            yield from _own(view, nation, named)
        if nation.own or not (named or anyhow):
            continue
        for match in pattern(nation.shape).finditer(data):
            start, end = match.span()
            if not nation.check(_bare(match.group())):
                continue
            close = named.name(start) or _named_behind(data, end, nation.words)
            if ((close or named_so.name(start)) and apart(data, start, end)) or headed(start):
                yield Hit("SSN_LIKE", start, end, 0.93 if close else 0.8)
    yield from _columns(data)


def told(view: View) -> bool:
    """Whether the name of any nation's number is in the text."""
    plain = view.text.isascii()
    return _union().within(view.data) or (not plain and any(word in view.text for word in _elsewhere()))


def _own(view: View, nation: Nation, named: Labels) -> Iterator[Hit]:
    """What stands behind each of a number's names: of few names in much text, or many, the work is that of reading."""
    data = view.data
    checked = nation.check is not varied
    for _, at in named.places:
        window = data[at : at + _REACH]
        for match in pattern(nation.shape).finditer(window):
            start, end = at + match.start(), at + match.end()
            if end == at + _REACH or not nation.check(_bare(match.group())) or not apart(data, start, end):
                continue
            loose = not checked and (not _led(window[: match.start()]) or pattern(COUNTED).within(data[end : end + 12]))
            if named.name(start) and not loose:
                yield Hit("SSN_LIKE", start, end, 0.93 if checked else 0.8)
    if b"</" in data or b'"' in data:
        for begin, _ in named.places:
            before = data[max(0, begin - _REACH) : begin]
            for match in pattern(nation.shape).finditer(before):
                end = begin - len(before) + match.end()
                start = begin - len(before) + match.start()
                bare = _bare(match.group())
                if (
                    checked
                    and nation.check(bare)
                    and _named_behind(data, end, nation.words)
                    and apart(data, start, end)
                ):
                    yield Hit("SSN_LIKE", start, end, 0.8)


def _columns(data: bytes) -> Iterator[Hit]:
    """Cells below a head that names one nation's number."""
    if b"\n" not in data:
        return
    fitting: dict[bytes, list[Nation]] = {}
    for start, end, head in Columns(data, _words()).cells():
        if head not in fitting:
            fitting[head] = [n for n in nations() if pattern(rb"(?i)(?:\b|_)(?:" + n.words + rb")").within(head)]
        cell = data[start:end].rstrip(b' \r"')
        begin = start + len(cell) - len(cell.lstrip(b' "'))
        cell = cell.lstrip(b' "')
        for nation in fitting[head]:
            match = pattern(nation.shape).match(cell)
            if match is not None and match.end() == len(cell) and nation.check(_bare(cell)):
                yield Hit("SSN_LIKE", begin, begin + len(cell), 0.85)
                break


def _named_behind(data: bytes, end: int, words: bytes) -> bool:
    """Whether the next field of mark-up or of a record says what the number is."""
    behind = data[end : end + 72]
    if not pattern(_MARKUP).within(behind):
        return False
    named = pattern(rb"(?i)(?:\b|_)(?:" + words + rb")").search(behind)
    return named is not None and not pattern(rb"[0-9]{3}|\n").within(behind[: named.start()])


def _led(between: bytes) -> bool:
    """Whether no more than a few words stand between a name and a number that no check digit vouches for."""
    words = pattern(rb"[A-Za-z\xe9]+").findall(between)
    return len(words) - len(pattern(_SPOKEN).findall(between)) <= 1 or b"?" in between


def _bare(value: bytes) -> str:
    return value.translate(None, _PARTS).decode()


@cache
def _words() -> bytes:
    return rb"|".join(nation.words for nation in nations())


@cache
def _union() -> Pattern:
    return pattern(rb"(?i)(?:\b|_)(?:" + _words() + rb")")


@cache
def _elsewhere() -> tuple[str, ...]:
    return tuple(word for nation in nations() for word in nation.elsewhere)
