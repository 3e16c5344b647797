"""Text seen through rewrites that remember where each character came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

import numpy as np

LATIN_LETTER = 0xE9
"""Projected byte of any non-ASCII Latin letter."""
FOREIGN = 0x80
"""Projected byte of any other non-ASCII character."""


class Fired(NamedTuple):
    """A transform that changed what a machine would read; ``start``/``end`` are raw offsets, end exclusive."""

    name: str
    field: str
    start: int
    end: int


class Edit(NamedTuple):
    """Replace ``[start, end)`` of a view by ``text``. An unnamed edit is everyday spelling and is not reported.

    ``aligned``: each character of ``text`` stands for the one in its place, so that offsets stay exact inside.
    """

    start: int
    end: int
    text: str
    name: str = ""
    aligned: bool = False


class View:
    """A rewritten text with a map back to the raw field.

    The map is a list of pieces, not an array of offsets: a copied piece keeps exact offsets inside, a replaced one
    stands for its whole source range.
    """

    def __init__(self, text: str, parent: View | None = None, pieces: Iterable[tuple[int, int, int]] = ()) -> None:
        """``pieces``: (start here, source start, source end or -1 for a copy), ordered, none empty."""
        self.text = text
        self.parent = parent
        self._pieces = list(pieces)
        self._starts = [piece[0] for piece in self._pieces]

    @cached_property
    def data(self) -> bytes:
        """The projection of the text: see `project`."""
        return project(self.text)

    @cached_property
    def digits(self) -> int:
        """How many digits there are; most messages have none, and most of what is looked for has several."""
        return len(self.data) - len(self.data.translate(None, b"0123456789"))

    @property
    def source(self) -> View:
        """The view of the raw field."""
        view = self
        while view.parent is not None:
            view = view.parent
        return view

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Raw range of the characters ``[start, end)`` of this view, start < end."""
        view: View | None = self
        while view is not None and view.parent is not None:
            here, source, stop = view._pieces[bisect_right(view._starts, start) - 1]
            begin = source + (start - here if stop < 0 else 0)
            here, source, stop = view._pieces[bisect_right(view._starts, end - 1) - 1]
            start, end = begin, source + end - here if stop < 0 else stop
            view = view.parent
        return start, end

    def edited(self, edits: Iterable[Edit]) -> View:
        """This view with ordered, disjoint edits applied; itself when there are none."""
        parts: list[str] = []
        pieces: list[tuple[int, int, int]] = []
        at = length = 0
        for edit in edits:
            if edit.start > at:
                pieces.append((length, at, -1))
                parts.append(self.text[at : edit.start])
                length += edit.start - at
            if edit.text:
                pieces.append((length, edit.start, -1 if edit.aligned else edit.end))
                parts.append(edit.text)
                length += len(edit.text)
            at = edit.end
        if not at:
            return self
        if at < len(self.text):
            pieces.append((length, at, -1))
            parts.append(self.text[at:])
        return View("".join(parts), self, pieces)

    def joined(self, parts: Iterable[tuple[int, int, str]]) -> View:
        """A view of decoded stretches (start, end, text), a line each; all of a text maps to its whole stretch."""
        pieces: list[tuple[int, int, int]] = []
        length = 0
        texts: list[str] = []
        for start, end, text in parts:
            pieces.append((length, start, end))
            texts.append(text + "\n")
            length += len(text) + 1
        return View("".join(texts), self, pieces)

    @property
    def starts(self) -> tuple[int, ...]:
        """Where each piece begins in this view."""
        return tuple(self._starts)


class Ranges:
    """Disjoint ranges, a byte a character, so that neither their number nor their order costs anything."""

    def __init__(self) -> None:
        self._taken = bytearray()

    def add(self, start: int, end: int) -> bool:
        """Add a range unless it touches one that is there; whether it was added."""
        if self._taken.find(1, start, end) >= 0:
            return False
        if end > len(self._taken):
            self._taken += bytes(2 * end - len(self._taken))
        self._taken[start:end] = b"\1" * (end - start)
        return True


def disjoint(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits in order; where two overlap the one that begins first, and the longer of two that begin together."""
    at = 0
    # Two sorts of what is nearly sorted, without a Python call for each edit.
    for edit in sorted(sorted(edits, key=itemgetter(1), reverse=True), key=itemgetter(0)):
        if edit.start >= at:
            yield edit
            at = edit.end


def project(text: str) -> bytes:
    """One byte per code point, so that a byte engine's offsets are character offsets.

    ASCII stays; a Latin letter becomes `LATIN_LETTER`, anything else `FOREIGN`. Python's re2 accepts str too, but maps
    offsets per match and loses the DFA to UTF-8; this costs one table look-up for the whole text.
    """
    if text.isascii():
        return text.encode("ascii")
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    latin = (codes >= 0xC0) & (codes < 0x250) & (codes != 0xD7) & (codes != 0xF7)
    out = np.where(codes < 0x80, codes, np.where(latin, LATIN_LETTER, FOREIGN))
    return out.astype(np.uint8).tobytes()
