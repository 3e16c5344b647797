"""Recogniser of SECRET_KEY spelled out by the radio alphabet: ``capital kilo, romeo, four, hash, zulu``."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View

SHORTEST = 6
"""Characters of a password that is worth spelling."""

# ICAO Annex 10, volume II, 5.2.1.3
_LETTER = (
    rb"(?:al(?:ph|f)a|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?e?|kilo|lima|mike|november|oscar|papa|quebec"
    rb"|romeo|sierra|tango|uniform|victor|whiske?y|x-?ray|yankee|zulu)"
)
_DIGIT = rb"(?:[0-9]{1,4}|zero|one|two|three|four|five|six|seven|eight|niner?)"
_SIGN = (
    rb"(?:hash|pound sign|dollar(?: sign)?|percent(?: sign)?|ampersand|asterisk|star|underscore|hyphen|dash|full stop"
    rb"|dot|question mark|exclamation (?:mark|point)|bang|at sign|plus(?: sign)?|equals(?: sign)?|slash|backslash"
    rb"|semicolon|colon|comma|tilde|caret|[!#$%&*_+=?@-])"
)
_CASE = rb"(?:capital|upper(?:[ -]?case)?|big|small|lower(?:[ -]?case)?|little)"
_UNIT = rb"(?:(?:" + _CASE + rb" )?" + _LETTER + rb"|" + _DIGIT + rb"|" + _SIGN + rb")"
_RUN = rb"(?i)\b" + _UNIT + rb"(?:(?:[ ]?[,;./-][ \n]?|[ \n])(?:then |and )?" + _UNIT + rb"){5,40}(?:\b|$)"


def spelled_secrets(view: View) -> Iterator[Hit]:
    """Runs of letters, digits and signs by name. Number plates and bookings are spelled like that as well, but neither
    with small letters beside capitals nor with signs."""
    data = view.data
    if not pattern(rb"(?i)\b" + _LETTER + rb"\b").within(data):
        return
    for match in pattern(_RUN).finditer(data):
        run = match.group()
        letters, digits, signs, cases = (
            sum(1 for _ in pattern(rb"(?i)(?:^|[ ,;./\n-])" + kind).finditer(run))
            for kind in (_LETTER, _DIGIT, _SIGN, _CASE)
        )
        if letters >= 3 and letters + digits + signs >= SHORTEST and digits + signs and cases + signs:
            yield Hit("SECRET_KEY", *match.span(), 0.7)
