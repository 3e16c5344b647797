"""Single digits or letters that all stand apart in one and the same way: by a sign, a tag, a cell, quotes, brackets."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.validators import sequence
from stream_scanner.evidence.views import View

FEWEST = 9
"""Digits of the shortest run of them."""

_TAGS = rb"[^0-9A-Za-z<>\xe9]{0,3}(?:</?[A-Za-z][^<>]*>[^0-9A-Za-z<>\xe9]{0,6}){1,4}"
_GAP = rb"(?:[^0-9A-Za-z<>\xe9]{1,8}|[<>]{1,2}|" + _TAGS + rb")"
_APART = rb"(?:^|[^0-9A-Za-z])([0-9](?:" + _GAP + rb"[0-9]){8,})"
_SINGLE = rb"[0-9]" + _GAP + rb"[0-9]" + _GAP + rb"[0-9]"


class Apart(NamedTuple):
    """Digits set apart: where, the shorter gap between them, and the digits."""

    start: int
    end: int
    gap: bytes
    digits: str


def digits_apart(view: View) -> Iterator[Apart]:
    """Runs of nine single digits and more with the same gap between any two; a longer gap may part groups of them."""
    data = view.data
    if not pattern(_SINGLE).within(data):
        return
    for match in pattern(_APART).finditer(data):
        start, end = match.span(1)
        if data[end : end + 1].isalnum():
            end -= 1  # the first sign of a word or a number
        places = [start + at for at, octet in enumerate(data[start:end]) if 48 <= octet <= 57]
        if b"<" in match.group(1):
            places = _single(data, places)
        gaps = [data[one + 1 : two] for one, two in itertools.pairwise(places)]
        at = 0
        while at + FEWEST <= len(places):
            stop = _alike(gaps, at)
            if stop - at + 1 >= FEWEST:
                digits = "".join(chr(data[place]) for place in places[at : stop + 1])
                if not sequence(digits, FEWEST):  # a scale, a keypad, the pages of a list
                    yield Apart(places[at], places[stop] + 1, min(gaps[at:stop], key=len), digits)
            at = max(stop, at + 1)


def _single(data: bytes, places: list[int]) -> list[int]:
    # Digits inside of a tag are none of the run.
    inside, kept = 0, []
    for place in places:
        opening, closing = data.rfind(b"<", inside, place), data.rfind(b">", inside, place)
        if opening <= closing:
            kept.append(place)
            inside = place
    return kept


def _alike(gaps: list[bytes], at: int) -> int:
    """Where the run that begins with the digit ``at`` ends."""
    shorter = longer = gaps[at]
    stop = at
    while stop < len(gaps):
        gap = gaps[stop]
        if gap not in (shorter, longer):
            if shorter != longer:
                break
            small, large = sorted((shorter, gap), key=len)
            if b"|" in small and b"|" in large and not (small + large).strip(b"| \t\r\n"):
                stop, longer = stop + 1, large  # the next row of a table
                continue
            ends = large.startswith(small) or large.endswith(small)
            if not small or not ends or (b"\n" in large and b"\n" not in small):
                break
            shorter, longer = small, large
        stop += 1
    return stop


# --- letters -----------------------------------------------------------------------------------------------------

_C = rb"([!-;=?-~\x80\xe9 ])"
_BLANK = rb"[ \t\r\n]{0,6}"
_WRAPS = (
    rb"<[a-z][a-z0-9-]*(?: [^<>]*)?>" + _C + rb"</[a-z][a-z0-9-]*>" + _BLANK,
    rb"\"" + _C + rb"\"(?:[ \t]?[,;][ \t\r\n]{0,6}|[ \t]{1,2})?",
    rb"'" + _C + rb"'(?:[ \t]?[,;][ \t\r\n]{0,6}|[ \t]{1,2})?",
    rb"`" + _C + rb"`[ \t]?",
    rb"\*\*" + _C + rb"\*\*[ \t]?",
    rb"~~" + _C + rb"~~[ \t]?",
    rb"\|\|" + _C + rb"\|\|[ \t]?",
    rb"_" + _C + rb"_[ \t]?",
    rb"!?\[" + _C + rb"\]\([^()\s]*\)[ \t]?",
    rb"\[" + _C + rb"\][ \t]?",
    rb"\(" + _C + rb"\)[ \t]?",
    rb"\{" + _C + rb"\}[ \t]?",
    rb"\[[a-z]\]" + _C + rb"\[/[a-z]\][ \t]?",
    rb"\\[a-z]{2,10}\{" + _C + rb"\}[ \t]?",
    rb"<img alt=[\"']" + _C + rb"[\"'][^<>]*>" + _BLANK,
)
_HINTS = (b"</", b'"', b"'", b"`", b"**", b"~~", b"||", b"_", b"](", b"]", b")", b"}", b"[/", b"}", b"<img")


def letters_apart(view: View) -> Iterator[tuple[int, int, str]]:
    """Runs of eight single characters and more, each in a tag, quotes, brackets or marks of its own, and their text."""
    data = view.data
    for hint, source in zip(_HINTS, _WRAPS, strict=True):
        if data.count(hint) < 8:
            continue
        for match in pattern(rb"(?:" + source.replace(b"(" + _C[1:-1] + b")", _C[1:-1]) + rb"){8,}").finditer(data):
            inner = [found.start(1) for found in pattern(source).finditer(match.group())]
            yield match.start(), match.end(), "".join(view.text[match.start() + at] for at in inner)
