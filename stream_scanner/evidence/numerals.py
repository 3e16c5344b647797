"""Recognisers of card, national and telephone numbers."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence import validators
from stream_scanner.evidence.recognisers import Hit, digits_of, near
from stream_scanner.evidence.views import View, pattern

# --- cards -------------------------------------------------------------------------------------------------------

_CARD = (
    rb"\b(?:[0-9]{4}[ .-][0-9]{4}[ .-][0-9]{4}[ .-][0-9]{4}(?:[ .-][0-9]{3})?|[0-9]{4}[ .-][0-9]{6}[ .-][0-9]{4,5}"
    rb"|[0-9]{12,19})\b"
)
_CARD_WORDS = (
    rb"card|visa|master ?card|amex|american express|discover|diners|maestro|jcb|unionpay|pan\b|cc\b|ccn\b|credit|debit"
    rb"|karte|carte|tarjeta|cvv|cvc|expir"
)
_OTHER_NUMBERS = (
    rb"order|track|invoice|ticket|reference|ref\b|imei|serial|isbn|ean\b|upc\b|sku\b|id\b|uuid|epoch|time|build"
)


def cards(view: View) -> Iterator[Hit]:
    """Primary account numbers: issuer range, length and Luhn; lengths shared with other numbers need a word for it.

    Sixteen digits pass those checks by chance about once in forty, so a number beside "order" or in a path is unsure.
    """
    data = view.data
    for match in pattern(_CARD).finditer(data):
        start, end = match.span()
        value = match.group()
        number = digits_of(value)
        scheme = validators.issuer(number)
        if scheme is None or not validators.luhn(number) or not apart(data, start, end) or len(gaps(value)) > 1:
            continue
        grouped = len(value) != len(number)
        labelled = near(data, start, _CARD_WORDS)
        common = len(number) == 16 or scheme == "amex" or (grouped and scheme != "maestro")
        if not labelled and (scheme == "uatp" or not (common or number in validators.TEST_CARDS)):
            continue
        confidence = 0.97 if labelled else 0.93 if grouped else 0.85
        if not labelled and (near(data, start, _OTHER_NUMBERS, 24) or data[start - 1 : start] in (b"/", b"=", b":")):
            confidence = 0.5
        yield Hit("PAN", start, end, confidence, "test" if validators.test_card(number) else "live")


def gaps(value: bytes) -> set[int]:
    """The different separators inside a number."""
    return {c for c in value if not 48 <= c <= 57}


_GLUED_BEFORE = rb"[_$@+]$|[0-9A-Za-z][.-]$|[0-9][,/]$"
_GLUED_AFTER = rb"^(?:[_%@]|[.-][0-9A-Za-z]|,[0-9])"


def apart(data: bytes, start: int, end: int) -> bool:
    """Whether ``[start, end)`` stands alone: not inside a decimal, GUID, version, longer number or identifier."""
    return (
        pattern(_GLUED_BEFORE).search(data[max(0, start - 2) : start]) is None
        and pattern(_GLUED_AFTER).search(data[end : end + 2]) is None
    )


# --- national numbers --------------------------------------------------------------------------------------------

_SSN = rb"\b[0-9]{3}(?:-[0-9]{2}-|-[0-9]{2}|[0-9]{2}-| [0-9]{2} |\.[0-9]{2}\.|[0-9]{2})[0-9]{4}\b"
_SIN = rb"\b[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}\b"
_NINO = rb"(?i)\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]\b"
_SSN_WORDS = rb"ssn|s\.s\.n|social|socsec|soc sec"
_TAX_WORDS = rb"itin\b|tin\b|tax ?payer|tax id"
_SIN_WORDS = rb"sin\b|nas\b|social insurance|assurance sociale"
_NINO_WORDS = rb"nino|national insurance|ni number|ni no|insurance n"


def national_numbers(view: View) -> Iterator[Hit]:
    """US SSN and ITIN, Canadian SIN, UK National Insurance numbers, all under the one label SSN_LIKE."""
    data = view.data
    for match in pattern(_SSN).finditer(data):
        start, end = match.span()
        if apart(data, start, end):
            yield from _social_security(data, start, end)
    for match in pattern(_SIN).finditer(data):
        start, end = match.span()
        value = match.group()
        shaped = len(value) in (9, 11) and len(gaps(value)) <= 1
        if shaped and validators.sin(digits_of(value)) and near(data, start, _SIN_WORDS) and apart(data, start, end):
            yield Hit("SSN_LIKE", start, end, 0.95)
    for match in pattern(_NINO).finditer(data):
        start, end = match.span()
        value = match.group().replace(b" ", b"")
        labelled = near(data, start, _NINO_WORDS)
        if validators.nino(value.decode().upper()) and (labelled or value.isupper()) and apart(data, start, end):
            yield Hit("SSN_LIKE", start, end, 0.95 if labelled else 0.7)


def _social_security(data: bytes, start: int, end: int) -> Iterator[Hit]:
    value = data[start:end]
    number = digits_of(value)
    whole = len(value) == 11  # both separators in place
    named = near(data, start, _SSN_WORDS)
    labelled = named or near(data, start, _TAX_WORDS)
    band = "test" if number in validators.TEST_SSNS else "live"
    if not validators.ssn(number):
        # Nobody holds a 9xx number, but whoever writes "SSN 9xx-.." in full means one; often it is a mistyped real one.
        if named and whole and number[0] == "9" and number[3:5] != "00":
            yield Hit("SSN_LIKE", start, end, 0.7, band)
    elif labelled:
        # The standing example without separators is as likely "any nine digits".
        if whole or band == "live":
            yield Hit("SSN_LIKE", start, end, 0.97, band)
    elif whole and (b"-" in value or band == "live"):
        yield Hit("SSN_LIKE", start, end, 0.85 if b"-" in value else 0.55, band)


# --- telephone numbers -------------------------------------------------------------------------------------------

_EXTENSION = rb"(?:[ ,;]{0,2}(?:x|ext\.?|extension)[ .:]?[0-9]{1,6}\b)?"
_NANP = (
    rb"(?:(?:\+?1|001)[ .-]?)?(?:\([0-9]{3}\)[ .-]{0,2}[0-9]{3}[ .-]?[0-9]{4}"
    rb"|[0-9]{3}(?:[.-] ?[0-9]{3}[.-]| [0-9]{3}[ -]|/[0-9]{3}-)[0-9]{4})(?:\b|x)" + _EXTENSION
)
_INTERNATIONAL = rb"\(?\+[1-9][0-9]{0,3}\)?(?:[ .-]{0,2}\(?[0-9]{1,14}\)?){1,7}" + _EXTENSION
_NATIONAL = rb"\(?[0-9]{1,5}\)?(?:[ ./-]{1,2}\(?[0-9]{1,7}\)?|\)[0-9]{2,8}|[0-9]{2,6}){0,5}[0-9]" + _EXTENSION
_PHONE_WORDS = (
    rb"phone|tel\b|tel[.:]|telephone|call|mobile|cell|fax|dial|text me|sms|whats ?app|reach|hotline|helpline|direct:"
    rb"|contact number|desk:|ring\b"
)
_WEAK_WORDS = rb"number is|number:"
_AFTER = rb"(?i)^[ -]{0,2}(?:office|fax|mobile|cell|home|work)\b"
_DATE = (
    rb"^\(?(?:[12][0-9]{3}[-/. ][01]?[0-9][-/. ][0-3]?[0-9]\b"
    rb"|[0-3]?[0-9][-/.][0-3]?[0-9][-/.](?:[0-9]{4}|[0-9]{2})\b)"
)
_PLAN = rb"^(?:\+?1[ .-]?|001[ .-]?)?\(?[2-9]"
_CLUNG_BEFORE = rb"[0-9A-Za-z_+$#@&%/\\]$|[0-9][.,-]$"
_CLUNG_AFTER = rb"^(?:[0-9_@%$]|[.,/:-][0-9]|-[A-Za-z]\b)"
_TAIL = rb"(?i)[ ,;]*(?:x|ext).*$"


def phones(view: View) -> Iterator[Hit]:
    """Telephone numbers: international with +, North American shapes, and other shapes beside a word for it."""
    data = view.data
    if b"+" in data:
        for match in pattern(_INTERNATIONAL).finditer(data):
            start, end = match.span()
            number = digits_of(pattern(_TAIL).sub(b"", match.group()))
            known = len(number) == 11 if number[0] == "1" else 7 <= len(number) <= 15
            if known and _clear(data, start, end):
                yield Hit("PHONE", start, end, 0.93)
    for match in pattern(_NANP).finditer(data):
        start, end = match.span()
        if not _clear(data, start, end) or pattern(_DATE).search(match.group()):
            continue
        labelled = near(data, start, _PHONE_WORDS, 32)
        plan = pattern(_PLAN).search(match.group()) is not None
        if plan or labelled or pattern(_AFTER).search(data[end : end + 12]):
            yield Hit("PHONE", start, end, 0.92 if labelled else 0.85 if plan else 0.7)
    if pattern(rb"(?i)" + _PHONE_WORDS + rb"|" + _WEAK_WORDS + rb"|office|home|work").search(data):
        yield from _labelled_phones(data)


def _labelled_phones(data: bytes) -> Iterator[Hit]:
    for match in pattern(_NATIONAL).finditer(data):
        start, end = match.span()
        value = match.group()
        if not 7 <= len(digits_of(value)) <= 13 or not _clear(data, start, end) or pattern(_DATE).search(value):
            continue
        words = _PHONE_WORDS + rb"|" + _WEAK_WORDS if gaps(value) else _PHONE_WORDS
        if near(data, start, words, 24) or pattern(_AFTER).search(data[end : end + 12]):
            yield Hit("PHONE", start, end, 0.7)


def _clear(data: bytes, start: int, end: int) -> bool:
    return (
        pattern(_CLUNG_BEFORE).search(data[max(0, start - 2) : start]) is None
        and pattern(_CLUNG_AFTER).search(data[end : end + 3]) is None
    )
