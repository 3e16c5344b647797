"""Recogniser of SECRET_KEY spelled out by the radio alphabet: ``capital kilo, romeo, four, hash, zulu``."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.spoken import RADIO
from stream_scanner.evidence.views import View

REACH = 96
"""Characters in front in which a word for a password makes one of letters alone."""
SHORTEST = 6
"""Characters of a password that is worth spelling."""

_DIGIT = (
    rb"(?:(?:number |digit |figure )?(?:[0-9]{1,4}|zero|nought|one|two|three|four|five|six|seven|eight|niner?"
    rb"|null|eins|zwei|drei|vier|f\xe9nf|sechs|sieben|acht|neun|jeden|dwa|trzy|cztery|siedem|osiem|cero|uno|dos"
    rb"|tres|cuatro|cinco|seis|siete|ocho|nueve|deux|trois|quatre|cinq|sept|huit|neuf))"
)
# What parts the words of a list, a rota or a number plate is no sign of a password.
_GAP = rb"(?:hyphen|dash|dot|full stop|slash|comma|colon)"
_SIGN = (
    rb"(?:hash(?: sign)?|pound sign|dollar(?: sign)?|percent(?: sign)?|ampersand|asterisk|star|underscore|question mark"
    rb"|exclamation (?:mark|point)|bang|at sign|plus(?: sign)?|equals(?: sign)?|backslash|semicolon|tilde|caret"
    rb"|raute|y\xe9ld\xe9z|ausrufezeichen|fragezeichen|klammeraffe|unterstrich|stern(?:chen)?|dollarzeichen|prozent"
    rb"|[!#$%&*_+=?@])"
)
_PASSWORD = (
    rb"(?i)\b(?:p(?:ass)?-?(?:word|phrase|code)|pass|pwd?|unlock|log ?in|wi-?fi|(?:pass|kenn)wort|mot de passe|mdp"
    rb"|contrase\xe9a|(?:till|alarm|access) code|senha|wachtwoord|clave|has\xe9o|l\xe9senord|adgangskode"
    rb"|salasana)\b[^.\n]*$"
)
_JOINED = (
    rb"(?i)^[^\n]{0,40}\b(?:with(?:out| no) (?:the )?(?:spaces|gaps|blanks|commas)|no (?:spaces|gaps)"
    rb"|all (?:small|lower)|ohne leer|sans espace|sin espacio|sem espa|senza spaz"
    rb"|zonder spat)"
)
_CASE = (
    rb"(?:gro(?:\xe9|ss)es|kleines|b\xe9y\xe9k|k\xe9\xe9\xe9k|du\xe9e|ma\xe9e|wielkie|cap|capital|upper(?:[ -]?case)?"
    rb"|big|small|lower(?:[ -]?case)?|little)"
)
_LETTER = (
    rb"(?:(?:" + _CASE + rb" )?" + RADIO + rb"|" + _CASE + rb"[ -][a-z]\b"
    rb"|[a-z] (?:majuscule|minuscule|m(?:ay|in)\xe9scula)\b)"
)  # fmt: skip
_BARE = rb"[a-z]"
_UNIT = rb"(?:" + _LETTER + rb"|" + _DIGIT + rb"|" + _SIGN + rb"|" + _GAP + rb"|" + _BARE + rb")"
_EDGE, _BLANK = rb"[ ,;./\n-]", rb"[ ,;./\n]"
_SPACED = rb"(?i)(?:^|[^a-z0-9])(?:[a-z0-9][ \n]){7}"
_RUN = (
    rb"(?i)(?:^|[^a-z0-9\xe9'\x80])(" + _UNIT + rb"(?:[ ]?[,;./-]?[ \r\n]{1,3}(?:then |and )?" + _UNIT
    + rb"){5,40})(?:[^a-z0-9\xe9]|$)"
)  # fmt: skip


def spelled_secrets(view: View) -> Iterator[Hit]:
    """Runs of letters, digits and signs by name. Number plates and bookings are spelled like that as well, but neither
    with small letters beside capitals nor with signs; bare letters need a word for a password, or for the blanks."""
    data = view.data
    named = pattern(rb"(?i)\b" + _LETTER + rb"\b").within(data)
    if not named and not pattern(_SPACED).within(data):
        return
    for match in pattern(_RUN).finditer(data):
        run = match.group(1)
        letters, digits, signs, cases, bare = (
            sum(1 for _ in pattern(rb"(?i)(?:^|" + edge + rb")" + kind + rb"(?:$|" + edge + rb")").finditer(run))
            for kind, edge in (*((kind, _EDGE) for kind in (_LETTER, _DIGIT, _SIGN, _CASE)), (_BARE, _BLANK))
        )
        told = pattern(_PASSWORD).within(data[max(0, match.start() - REACH) : match.start() + 1])
        told = told or pattern(_JOINED).within(data[match.end(1) : match.end(1) + REACH])
        mixed = (digits + signs and cases + signs and (cases > 1 or not bare)) or told
        varied = letters or digits > 1 or (run.upper() != run and run.lower() != run)
        if letters + bare >= 3 and letters + bare + digits + signs >= SHORTEST and mixed and varied:
            yield Hit("SECRET_KEY", *match.span(1), 0.7)
