"""Recogniser of the numbers by which states know people, all under the one label SSN_LIKE."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from stream_scanner.evidence import checksums, validators
from stream_scanner.evidence.context import DOUBT, OPPOSING, Columns, Words, alone, near
from stream_scanner.evidence.labels import Labels
from stream_scanner.evidence.numerals import apart, gaps
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit, digits_of
from stream_scanner.evidence.views import View

_SSN = rb"\b[0-9]{3}(?:-[0-9]{2}-|-[0-9]{2}|[0-9]{2}-| [0-9]{2} |\.[0-9]{2}\.|[0-9]{2})[0-9]{4}\b"
_SIN = rb"\b[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}\b"
_NINO = rb"(?i)\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[A-D]\b"
_SSN_WORDS = (
    # "social" alone is a word for everything.
    rb"ssns?\b|s\.s\.n|social(?:[ _-]?(?:sec|#|no\b|num|ins|id)|[\"']?[ ]{0,2}[:=]"
    rb"|'s|,? (?:is|was|[0-9]))|socsec|soc\.? sec|ss ?#|ss no"
)
_TAX_WORDS = rb"itin\b|tin(?:[ _]?(?:no\b|num|#|id)|[\"']?[ ]{0,2}[:=]| is| [0-9])|tax ?payer|tax id"
_SIN_WORDS = rb"sin\b|nas\b|social insurance|assurance sociale"
_NINO_WORDS = rb"nino|national insurance|ni number|ni no|insurance n"
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


class _Number(NamedTuple):
    """A nation's number: its shape, its names, and its check on the digits and capitals alone."""

    shape: bytes
    words: bytes
    check: Callable[[str], bool]
    elsewhere: tuple[str, ...] = ()


@cache
def _nations() -> tuple[_Number, ...]:
    return (
        _Number(
            rb"\b[1-9][0-9](?: ?[0-9]{3}){3}\b",
            rb"steuer-?id|steuerliche|steueridentifikation|idnr\b|tin\b|tax id",
            checksums.steuer_id,
        ),
        _Number(
            rb"\b[2-9][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}\b", rb"aadhaa?r|uidai|uid\b", checksums.verhoeff, ("आधार",)
        ),
        _Number(
            rb"\b[12] ?[0-9]{2} ?[0-9]{2} ?[0-9][0-9AB] ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}\b",
            rb"nir\b|insee|s.curit. sociale|num.ro de s.cu|n.{1,2}s.cu|carte vitale",
            checksums.nir,
        ),
        _Number(
            rb"\b(?:[0-9]{8}|[0-9]{2}\.[0-9]{3}\.[0-9]{3})-?[A-HJ-NP-TV-Z]\b|\b[XYZ]-?[0-9]{7}-?[A-HJ-NP-TV-Z]\b",
            rb"dni\b|nie\b"
            rb"|nif\b",
            checksums.dni,
        ),
        _Number(
            rb"\b[A-Z]{6}[0-9]{2}[A-EHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z]\b",
            rb"codice fiscale|c\.?f\.?\b|fiscal code",
            checksums.codice_fiscale,
        ),
        _Number(rb"\b[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}-?[0-9]{2}\b", rb"cpf\b", checksums.cpf),
        _Number(rb"\b[0-9]{3} ?[0-9]{3} ?[0-9]{3}\b", rb"tfn\b|tax file", checksums.tfn),
        _Number(
            rb"\b[A-Z]{3}[PCHFATBLJG][A-Z][0-9]{4}[A-Z]\b",
            rb"pan (?:card|number|no)|permanent account"
            rb"|income tax",
            bool,
        ),
        _Number(rb"\b[0-9]{9}\b|\b[0-9]{4}\.[0-9]{2}\.[0-9]{3}\b", rb"bsn\b|burgerservice|sofinummer", checksums.bsn),
        _Number(rb"\b[0-9]{11}\b", rb"pesel\b", checksums.pesel),
        _Number(
            rb"\b(?:19|20)?[0-9]{6}[-+]?[0-9]{4}\b", rb"personn(?:umme)?r|personal identity", checksums.personnummer
        ),
        _Number(
            rb"\b756[. ]?[0-9]{4}[. ]?[0-9]{4}[. ]?[0-9]{2}\b", rb"ahv|avs\b|oasi\b|versichertennummer", checksums.ahv
        ),
        _Number(rb"\b[0-9]{6}[-+A-F]?[0-9]{3}[0-9A-Y]\b", rb"hetu\b|henkil.tunnus", checksums.hetu),
        _Number(rb"\b[0-9]{6} ?[0-9]{5}\b", rb"f.dselsnummer|personnummer", checksums.fodselsnummer),
        _Number(rb"\b[0-3][0-9][01][0-9]{3}-?[0-9]{4}\b", rb"cpr\b", checksums.cpr),
        _Number(
            rb"\b[0-9]{2}\.?[0-9]{2}\.?[0-9]{2}-?[0-9]{3}\.?[0-9]{2}\b",
            rb"rijksregister|nationaal nummer|registre national|num.ro national|niss\b|insz\b",
            checksums.niss,
        ),
        _Number(rb"\b[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}\b", rb"nhs\b", checksums.nhs),
        _Number(
            rb"\b[0-9]{6}-?[1-8][0-9]{6}\b",
            rb"rrn\b|resident registration",
            checksums.rrn,
            ("주민등록번호", "주민번호"),
        ),
        _Number(
            rb"\b[1-9][0-9]{16}[0-9X]\b",
            rb"resident id|identity card|id card|id number",
            checksums.ric,
            ("身份证", "身份證"),
        ),
    )


def _others(view: View, named_so: Labels, headed: Callable[[int], bool]) -> Iterator[Hit]:
    data = view.data
    plain = view.text.isascii()
    for nation in _nations():
        # Without a name in the text there is nothing to check, which is nearly always.
        named = Labels(view, nation.words, () if plain else nation.elsewhere)
        if not named and not named_so:
            continue
        for match in pattern(nation.shape).finditer(data):
            start, end = match.span()
            value = match.group().translate(None, b" .-+").decode()
            if not nation.check(value):
                continue
            close = named.name(start)
            if ((close or named_so.name(start)) and apart(data, start, end)) or headed(start):
                yield Hit("SSN_LIKE", start, end, 0.93 if close else 0.8)
