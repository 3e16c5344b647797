"""Values as they are told over the telephone: letters by the radio alphabet or by their names, signs by theirs."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence.digit_words import english
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.views import View

# ICAO Annex 10, volume II, 5.2.1.3; and names of letters that are no other word.
RADIO = (
    rb"(?:al(?:ph|f)a|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?e?|kilo|lima|mike|november|oscar|papa|quebec"
    rb"|romeo|sierra|tango|uniform|victor|whiske?y|x[ -]?ray|yankee|zulu)"
)
# The towns by which Italy spells.
_TOWNS = (
    rb"(?:ancona|bari|bologna|como|catania|domodossola|empoli|firenze|genova|hotel|imola|jolly|kappa|livorno|milano|napoli"
    rb"|otranto|palermo|padova|quarto|roma|savona|torino|udine|venezia|washington|xeres|york|zara)"
)
_NAMED = {
    b"bee": "b", b"cee": "c", b"dee": "d", b"eff": "f", b"gee": "g", b"aitch": "h", b"jay": "j", b"kay": "k",
    b"el": "l", b"ell": "l", b"em": "m", b"en": "n", b"pee": "p", b"cue": "q", b"ar": "r", b"ess": "s", b"tee": "t",
    b"vee": "v", b"ex": "x", b"wye": "y", b"zed": "z", b"zee": "z",
}  # fmt: skip
_NUMBER = (
    rb"(?:[0-9]{1,4}|zero|oh|one|two|three|four|five|six|seven|eight|niner?|ten|eleven|twelve"
    rb"|(?:thir|four|fif|six|seven|eigh|nine)teen"
    rb"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    rb"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_CASE = rb"(?:(?:capital|upper(?:[ -]?case)?|big|small|lower(?:[ -]?case)?) )?"
_LETTER = _CASE + rb"(?:" + RADIO + rb"|" + _TOWNS + rb"|" + b"|".join(sorted(_NAMED, reverse=True)) + rb")"
_UNIT = rb"(?:" + _LETTER + rb"|" + _NUMBER + rb")"
_PAUSE = rb"[ ]?[,;/.-]?[ \r\n]{1,2}(?:then |and )?|-"
_RUN = rb"(?i)(?:^|[^a-z0-9\xe9])(" + _UNIT + rb"(?:(?:" + _PAUSE + rb")" + _UNIT + rb"){2,40})(?:[^a-z0-9\xe9]|$)"
_CASED = rb"(?i)\b(?:capital|upper|big|small|lower)\b"
_LETTERS = rb"(?i)\b" + _LETTER + rb"\b"
FEWEST, MANY = 2, 7
"""Letters by name in a run that is read; or figures, of which one letter is enough."""

_SIGNS = {
    b"colon": ":", b"slash": "/", b"forward slash": "/", b"backslash": "\\", b"underscore": "_", b"dash": "-",
    b"hyphen": "-", b"minus": "-", b"dot": ".", b"period": ".", b"full stop": ".", b"at": "@", b"at sign": "@",
    b"equals": "=", b"equal sign": "=", b"question mark": "?", b"ampersand": "&", b"percent": "%", b"plus": "+",
}  # fmt: skip
_SIGN = rb"(?:" + b"|".join(sorted(_SIGNS, reverse=True)) + rb")"
# Signs between words that hold none: each but the first may stand at the end.
_CHAIN = rb"(?i)(?:^|[\s\"'`(])[^\s]+(?:(?: " + _SIGN + rb")+ [^\s]+){2,60}"
_SPOKEN = rb"(?i)(?: " + _SIGN + rb")+ "
_TRIGGER = (
    rb"(?i)colon slash|colon forward slash| underscore |\b(?:xox[abpr]|sk|pk|glpat|gh[pous]|hf|npm) (?:dash|hyphen) "
)


def spoken(view: View) -> Iterator[tuple[int, int, str]]:
    """What is told by name, and what is meant by it."""
    yield from _letters(view)
    yield from _signs(view)


def _letters(view: View) -> Iterator[tuple[int, int, str]]:
    data = view.data
    if not pattern(_LETTERS).within(data):
        return
    for match in pattern(_RUN).finditer(data):
        units = pattern(rb"(?i)" + _UNIT).findall(match.group(1))
        text = "".join(map(_unit, units))
        # Who tells no capital from a small letter reads out a number of a register.
        text = text if pattern(_CASED).within(match.group(1)) else text.upper()
        named, figures = sum(map(str.isalpha, text)), sum(map(str.isdigit, text))
        if named >= FEWEST or (named and figures >= MANY):
            yield *match.span(1), text


def _unit(unit: bytes) -> str:
    case, _, word = unit.lower().rpartition(b" ")
    if digits := english(unit.lower()):
        return digits
    letter = _NAMED.get(word) or chr(word[0])
    return letter.upper() if case[:1] in (b"c", b"u") or case == b"big" else letter


def _signs(view: View) -> Iterator[tuple[int, int, str]]:
    data = view.data
    if not pattern(_TRIGGER).within(data):
        return
    for match in pattern(_CHAIN).finditer(data):
        for found in pattern(_SPOKEN).finditer(match.group()):
            words = pattern(rb"(?i)" + _SIGN).findall(found.group())
            start, end = found.span()
            yield match.start() + start, match.start() + end, "".join(_SIGNS[word.lower()] for word in words)
