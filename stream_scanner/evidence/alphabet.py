"""Recogniser of SECRET_KEY spelled out by the radio alphabet: ``capital kilo, romeo, four, hash, zulu``."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.spoken import RADIO
from stream_scanner.evidence.views import View

REACH = 32
"""Characters in front in which a word for a password makes one of letters alone."""
SHORTEST = 6
"""Characters of a password that is worth spelling."""

_DIGIT = rb"(?:(?:number |digit |figure )?(?:[0-9]{1,4}|zero|one|two|three|four|five|six|seven|eight|niner?))"
# What parts the words of a list, a rota or a number plate is no sign of a password.
_GAP = rb"(?:hyphen|dash|dot|full stop|slash|comma|colon)"
_SIGN = (
    rb"(?:hash|pound sign|dollar(?: sign)?|percent(?: sign)?|ampersand|asterisk|star|underscore|question mark"
    rb"|exclamation (?:mark|point)|bang|at sign|plus(?: sign)?|equals(?: sign)?|backslash|semicolon|tilde|caret"
    rb"|[!#$%&*_+=?@])"
)
_PASSWORD = rb"(?i)\b(?:pass(?:word|phrase|code)?|pw|pwd|unlock|log ?in)\b[^.\n]*$"
_CASE = rb"(?:capital|upper(?:[ -]?case)?|big|small|lower(?:[ -]?case)?|little)"
_LETTER = rb"(?:(?:" + _CASE + rb" )?" + RADIO + rb"|" + _CASE + rb" [a-z]\b)"
_UNIT = rb"(?:" + _LETTER + rb"|" + _DIGIT + rb"|" + _SIGN + rb"|" + _GAP + rb")"
_RUN = (
    rb"(?i)(?:^|[^a-z0-9\xe9])(" + _UNIT + rb"(?:[ ]?[,;./-]?[ \r\n]{1,3}(?:then |and )?" + _UNIT
    + rb"){5,40})(?:[^a-z0-9\xe9]|$)"
)  # fmt: skip


def spelled_secrets(view: View) -> Iterator[Hit]:
    """Runs of letters, digits and signs by name. Number plates and bookings are spelled like that as well, but neither
    with small letters beside capitals nor with signs."""
    data = view.data
    if not pattern(rb"(?i)\b" + _LETTER + rb"\b").within(data):
        return
    for match in pattern(_RUN).finditer(data):
        run = match.group(1)
        letters, digits, signs, cases = (
            sum(1 for _ in pattern(rb"(?i)(?:^|[ ,;./\n-])" + kind).finditer(run))
            for kind in (_LETTER, _DIGIT, _SIGN, _CASE)
        )
        told = pattern(_PASSWORD).within(data[max(0, match.start() - REACH) : match.start() + 1])
        mixed = (digits + signs and cases + signs) or told
        if letters >= 3 and letters + digits + signs >= SHORTEST and mixed:
            yield Hit("SECRET_KEY", *match.span(1), 0.7)
