"""Recogniser of card numbers, and what the recognisers of other numbers share with it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator

from stream_scanner.evidence import validators
from stream_scanner.evidence.checksums import luhn
from stream_scanner.evidence.context import DOUBT, OPPOSING, Columns, Words, alone, follows, near
from stream_scanner.evidence.labels import Labels
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit, digits_of
from stream_scanner.evidence.views import View

# --- cards -------------------------------------------------------------------------------------------------------

_CARD = (
    rb"\b(?:[0-9]{4}[ .-][0-9]{4}[ .-][0-9]{4}[ .-](?:[0-9]{4}(?:[ .-][0-9]{3})?|[0-9]{1,2})"
    rb"|[0-9]{4}[ .-][0-9]{6}[ .-][0-9]{4,5}|[0-9]{12,19})\b"
)
# Track 1 of a magnetic stripe, ISO/IEC 7813.
_TRACK = rb"%?[Bb]([0-9]{12,19})\^"
# As travel agents' systems have it, the scheme and the end of validity clung to it.
_BOOKED = rb"\b(?:VI|CA|AX|DC|DS|TP)([0-9]{14,16})(?:EXP|/?[DN]?[0-9]{4}\b)"
_IBAN = rb"\b[A-Z]{2}[0-9]{2} ?$"
CARD_WORDS = (
    rb"card|visa|master ?card|amex|american express|discover|diners|maestro|jcb|unionpay|pan\b|cc\b|ccn\b|credit|debit"
    rb"|karte|carte|tarjeta|carta\b|cart.o\b|kort(?:nr|nummer)|karta\b|karty\b|cvv|cvc|expir"
)
_ELSEWHERE = (
    "номер карты", "Номер карты", "карта ", "Карта ", "карты", "картой", "карту", "卡号", "卡號", "信用卡", "银行卡",
    "クレジットカード", "カード番号", "카드", "कार्ड", "بطاقة", "البطاقة", "כרטיס", "κάρτα", "Κάρτα", "บัตรเครดิต",
)  # fmt: skip
BEHIND = 24
"""Characters behind a number in which its scheme may be named."""
_OTHER_NUMBERS = OPPOSING + rb"|id\b|uuid|epoch|time|build"


_STRONG_WORDS = (
    rb"(?:credit|debit|bank|payment|visa|master|amex|diners|corporate) ?card|card ?(?:number|no|num|#)"
    rb"|my (?:[a-z0-9]+ )?card|visa|master ?card|amex|american express|discover card|diners|maestro|jcb|ccn?|pan"
    rb"|kreditkarte|kartennummer|carte bancaire|carte de cr.dit|tarjeta"
)
_CARD_COLUMN = rb"(?:credit|debit|payment)?[ _-]?card(?:[ _-]?(?:number|no|num))?|pan|ccn?|cc[ _-]?num(?:ber)?"
_OTHER_CARDS = rb"(?:gift|sim|library|loyalty|membership|member|memory|sd|network|graphics|report|score|health) ?card"


def cards(view: View) -> Iterator[Hit]:
    """Primary account numbers: issuer range, length and Luhn; lengths shared with other numbers need a word for it.

    Sixteen digits pass those checks by chance about once in forty, so a number beside "order" or in a path is unsure.
    A number that fails them is no card, but right behind a word for one it may be a standing example: shown and
    not counted.
    """
    data = view.data
    for sign, source in ((b"^", _TRACK), (b"EXP", _BOOKED)):
        for match in pattern(source).finditer(data) if sign in data else ():
            number = match.group(1).decode()
            if validators.issuer(number) is not None and luhn(number):
                yield Hit("PAN", *match.span(1), 0.99, "test" if validators.test_card(number) else "live")
    columns: Columns | None = None
    words: Labels | None = None
    lone = alone(data)
    rows = _rows(data)
    for match in pattern(_CARD).finditer(data):
        start, end = match.span()
        value = match.group()
        number = digits_of(value)
        grouped = len(value) != len(number)
        if grouped and len(gaps(value)) > 1:
            continue
        if not apart(data, start, end, listed=True):
            columns = Columns(data, _CARD_COLUMN) if columns is None else columns
            if not columns.holds(start):
                continue
        if words is None:
            words, others = Labels(view, CARD_WORDS, _ELSEWHERE), Words(data, _OTHER_NUMBERS)
        if pattern(_IBAN).within(data[max(0, start - 5) : start]):
            continue
        scheme = validators.issuer(number)
        if scheme is None or not luhn(number):
            if 13 <= len(number) <= 16 and words.near(start) and _made_up(data, start, number, scheme):
                yield Hit("PAN", start, end, 0.55, "test")
            continue
        common = len(number) == 16 or scheme == "amex" or (grouped and scheme != "maestro" and len(number) > 13)
        named = words.near(start) if common else words.name(start) or words.around(start, end, BEHIND)
        labelled = named and not follows(data, start, _OTHER_CARDS)
        if not labelled:
            columns = Columns(data, _CARD_COLUMN) if columns is None else columns
            labelled = columns.holds(start)
        if rows and grouped and not labelled:
            low, high = rows[bisect(rows, (start + 1,)) - 1]
            if low <= start < high:
                continue
        known = number in validators.TEST_CARDS
        if not labelled and not (lone and known) and (scheme == "uatp" or not (common or known)):
            continue
        confidence = 0.97 if labelled else 0.93 if grouped else 0.85
        if not labelled and (others.near(start, 24) or data[start - 1 : start] in (b"/", b"=", b":")):
            confidence = DOUBT
        yield Hit("PAN", start, end, confidence, "test" if validators.test_card(number) else "live")


_ROW = rb"\b[0-9]{4}(?:[ .-][0-9]{4}){4,}\b"
LONGEST_ROW = 54
"""Characters of forty-four digits and the blanks between their groups."""
TABLE = 4
"""Rows that make a table."""


def _rows(data: bytes) -> list[tuple[int, int]]:
    """Places of rows of a table of four-digit numbers, any four of which may look like a card."""
    found = [match.span() for match in pattern(_ROW).finditer(data)]
    # The key of a Brazilian invoice has eleven groups.
    long = [span for span in found if span[1] - span[0] == LONGEST_ROW]
    return found if len(found) >= TABLE else long


def _made_up(data: bytes, start: int, number: str, scheme: str | None) -> bool:
    return (
        len(set(number)) > 2
        and (scheme is None or validators.test_card(number) or validators.sequence(number))
        and follows(data, start, _STRONG_WORDS, 40)
        and not near(data, start, _OTHER_CARDS + rb"|" + _OTHER_NUMBERS, 40)
    )


def gaps(value: bytes) -> set[int]:
    """The different separators inside a number."""
    return set(value.translate(None, b"0123456789"))


def apart(data: bytes, start: int, end: int, *, listed: bool = False) -> bool:
    """Whether ``[start, end)`` stands alone: not inside a decimal, GUID, version, longer number or identifier.

    ``listed``: too long or too well grouped for a number with thousands, so that a comma beside it parts a list.
    """
    thousands = () if listed else (b",",)
    one, two = data[start - 1 : start] if start else b"", data[start - 2 : start - 1] if start > 1 else b""
    if one == b"+" and two in (b"", b"\n"):
        one = b""  # a line that a diff adds
    if one in _MARKS_BEFORE or (one in (b".", b"-") and two.isalnum()) or (one in (*thousands, b"/") and two.isdigit()):
        return False
    one, two = data[end : end + 1], data[end + 1 : end + 2]
    return not (one in _MARKS_AFTER or (one in (b".", b"-") and two.isalnum()) or (one in thousands and two.isdigit()))


_MARKS_BEFORE = (b"_", b"$", b"@", b"+")
_MARKS_AFTER = (b"_", b"%", b"@")
