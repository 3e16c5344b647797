"""Digits with junk sown between them: the same letter, the same word, or letters that a reader is told to drop; and
digits as sums."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence import validators
from stream_scanner.evidence.digit_words import english
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import digits_of
from stream_scanner.evidence.validators import sequence
from stream_scanner.evidence.views import View

FEWEST = 9
"""Digits of the shortest number that is worth it."""

_LETTERS = rb"(?:^|[^0-9A-Za-z])([0-9](?:[A-Za-z]{1,3}[0-9]){8,18})(?:[^0-9A-Za-z]|$)"
# The same letter between groups, and signs of mark-up.
_GLUED = rb"(?:^|[^0-9A-Za-z])([0-9]{1,6}(?:[A-Za-z]{1,3}[0-9]{1,6}){2,15})(?:[^0-9A-Za-z]|$)"
_SIGNED = (
    rb"(?:^|[^0-9.,/])([0-9]{3,6}(?:[*_`~]{1,6}[0-9]{3,6}){2,4}|[0-9]{4,6}(?:/[0-9]{3,6}){2,3})"
    rb"(?:[^0-9,/]|[,/](?:[^0-9]|$)|$)"
)
_DROPPED = (
    rb"(?i)\b(?:strip|los(?:e|ing)|drop|remov|delet|ignor|skip|without|minus the|take out|cut|minus all|filler|junk"
    rb"|omit|weg(?:lassen|denken)|ohne|streich|enlev|retir|sans|supprim|quita|sin las?|elimina|togli|senza)"
)
_NUMBER = rb"(?:[0-9]|zero|oh|one|two|three|four|five|six|seven|eight|nine)"
_WORD = rb"[A-Za-z]{2,12}"
_WORDS = rb"(?i)\b" + _NUMBER + rb"(?:[ ,]{1,2}" + _WORD + rb"[ ,]{1,2}" + _NUMBER + rb"){8,18}\b"
_GROUPS = rb"\b[0-9]{2,6}(?:[ ,]{1,2}" + _WORD + rb"[ ,]{1,2}[0-9]{2,6}){2,6}\b"
_ONE_SUM = rb"\(?[0-9]{1,2} ?[+-] ?[0-9]{1,2}\)?"
_SUMS = rb"(?:^|[^0-9+-])(" + _ONE_SUM + rb"(?:[,;|/ ]{1,3}" + _ONE_SUM + rb"){12,18})(?:[^0-9+-]|$)"
_SUM = rb"([0-9]{1,2}) ?([+-]) ?([0-9]{1,2})"


def digits_sown(view: View) -> Iterator[tuple[int, int, str]]:
    """Start, end and digits of such runs; they may be of anything."""
    data = view.data
    told = pattern(_DROPPED).within(data)
    for match in pattern(_LETTERS).finditer(data):
        run = match.group(1)
        junk = {part.lower() for part in pattern(rb"[A-Za-z]+").findall(run)}
        digits = digits_of(run)
        if told or len(junk) == 1 or validators.card(digits):
            yield from _number(*match.span(1), digits)
    for source in (_GLUED, _SIGNED):
        for match in pattern(source).finditer(data):
            junk = {part.lower() for part in pattern(rb"[A-Za-z]+").findall(match.group(1))}
            digits = digits_of(match.group(1))
            if len(junk) <= 1 and validators.card(digits):
                yield *match.span(1), digits
    for match in pattern(_GROUPS).finditer(data):
        junk = {word.lower() for word in pattern(rb"[A-Za-z]{2,}").findall(match.group())}
        digits = digits_of(match.group())
        if len(junk) == 1 and validators.card(digits):
            yield *match.span(), digits
    for match in pattern(_WORDS).finditer(data):
        words = [word.lower() for word in pattern(rb"[A-Za-z0-9]+").findall(match.group())]
        if len(set(words[1::2])) == 1 and not english(words[1]):
            yield from _number(*match.span(), "".join(map(english, words[::2])))
    for match in pattern(_SUMS).finditer(data):
        sums = [
            _sum(found.group(1), found.group(2), found.group(3)) for found in pattern(_SUM).finditer(match.group(1))
        ]
        # Results of matches are written like differences.
        if b"+" in match.group(1) and all(0 <= one <= 9 for one in sums):
            yield from _number(*match.span(1), "".join(map(str, sums)))


def _sum(one: bytes, sign: bytes, two: bytes) -> int:
    return int(one) + int(two) if sign == b"+" else int(one) - int(two)


def _number(start: int, end: int, digits: str) -> Iterator[tuple[int, int, str]]:
    if len(digits) >= FEWEST and not sequence(digits, FEWEST):
        yield start, end, digits
