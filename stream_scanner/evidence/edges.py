"""Edges of addresses that the network saw, and what it took for one that can't be any."""

from __future__ import annotations

from stream_scanner.evidence.patterns import letters

SIGNS = " \t\r\n,;:-\u2013\u2014\u2022|"
"""Signs that no address begins or ends with."""
LONGEST = 400
"""Characters of an address that are looked at; a longer one is left as it is."""
_SENTENCE = r"^[.!?]\s+\pL"
_SHORTENED = r"(?i)\b(?:st|str|ave?|rd|blvd|bd|ln|dr|ct|cres|pl|sq|ter|trl|hwy|pkwy|apt|ste|no|nr|co|bldg|fl|flr)$"
_CODE = r"^(?:[0-9]{4,6}(?:-[0-9]{3,4})?|[0-9]{2,4}[ -][0-9]{2,4})$"
_NO_TEXT = r"[<>={}*%\x{20ac}$\x{a3}\x{a5}\x{5186}]"
_CARRIER = r"^[A-Z0-9]{2} ?[0-9]{2,4}(?: [0-9]{2,4})*$"
_COLUMNS = r"\S(?:\t| {2,})\S.*\S(?:\t| {2,})\S"
_COUNTED = r"^[0-9]+ ?(?i:st|stk|st\x{fc}ck|pcs?|pce|ea|szt|kg|g|mg|km|mm|cm|ml|l|kwh|gb|mb)\.?$|[0-9]{10}"
_PROVINCE = r" (\((?:\p{Lu}\p{Lu}|\p{Lu}\p{Ll}{3,20}(?: \p{Lu}\p{Ll}{3,20})?))\)"
LONGEST_PROVINCE = 48
"""Characters behind an address in which its province ends."""
_TOWNED = r"[0-9]{5} \p{Lu}[\pL '-]{2,30}$"
_CALL = r"(?i)^[\s,;(]*(?:tel|tlf|t\x{e9}l|tfno|phone|mob|mobile|cell?|fax|gsm|fono|telefon\pL*|e-?mail)\b"
_CARDINAL = r"(?:^|[^\pL\pN])[0-9]"
_WAYS = (
    r"(?i)\b(?:box|apt|unit|suite|ste|floor|street|str?|ave(?:nue)?|road|rd|lane|drive|dr|court|ct|plaza|way|house"
    r"|route|rr|hwy|highway|apo|fpo|dpo|via|calle|rua|rue|ul)\b|stra(?:ss|\x{df})e|[gk]at(?:a|an|u)\b|weg\b|gade\b"
    r"|vej\b"
)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without signs and white space at its ends; empty if nothing is left."""
    left = end - len(text[start:end].lstrip(SIGNS))
    return left, max(left, start + len(text[start:end].rstrip(SIGNS)))


def joined(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """What the network's ``[start, end)`` and a pattern's ``[low, high)`` tell of one address.

    Each sees parts that the other doesn't, but a label in front and the next sentence are the network's mistakes.
    """
    head, tail = text[start:low][-LONGEST:], text[high:end][:LONGEST]
    cased = any(sign.isupper() for sign in text[low : min(high, low + LONGEST)])
    if start > low or (cased and _plain(head)):
        start = low
    sentence = not any(sign.isdigit() for sign in tail) and letters(_SENTENCE).search(tail) is not None
    over = sentence and letters(_SHORTENED).search(text[max(low, high - 8) : high]) is None
    over = over or letters(_CALL).search(tail) is not None
    if end < high or over or (cased and _plain(tail)):
        end = high
    return start, end


def towned(text: str, start: int, end: int) -> bool:
    """Whether an address ends with a code of five digits and a town."""
    return letters(_TOWNED).search(text[max(start, end - LONGEST_PROVINCE) : end]) is not None


def province(text: str, end: int) -> int:
    """The end with a province in brackets behind the town: ``30201 Cartagena (Murcia)``, but its last sign."""
    if found := letters(_PROVINCE).match(text[end : end + LONGEST_PROVINCE]):
        return end + found.high
    return end


def _plain(text: str) -> bool:
    return not any(sign.isupper() or sign.isdigit() for sign in text)


def possible(text: str, start: int, end: int) -> bool:
    """Whether what only the network calls an address can be one.

    It is no piece of a larger number, has no signs of code or money, and is a postal code, if it is digits alone; else
    it has a house's number or a way's word, or begins with a capital, as the next line of one may.
    """
    found = text[start : min(end, start + LONGEST)]
    if found[:1].isdigit() and start > 1 and text[start - 1] in ".,'" and text[start - 2].isdigit():
        return False
    if found[-1:].isdigit() and text[end : end + 1] in (".", ",", "-", "/") and text[end + 1 : end + 2].isdigit():
        return False
    if letters(_NO_TEXT).search(found) is not None:
        return False
    if not any(sign.isalpha() for sign in found):
        return letters(_CODE).search(found) is not None
    if any(letters(sign).search(found) is not None for sign in (_CARRIER, _COLUMNS, _COUNTED)):
        return False
    return placed(found) or (found[:1].isupper() and not any(sign.isdigit() for sign in found))


def placed(found: str) -> bool:
    """Whether it names a house or a way: a town alone belongs to an address, but is none."""
    return letters(_CARDINAL).search(found) is not None or letters(_WAYS).search(found) is not None
