"""Text to the text it stands for: escapes, invisible characters, look-alikes, spelled digits and addresses.

Stages rewrite one view after another, so a value hidden twice still maps back to raw offsets. A text without trigger
characters costs a handful of linear scans and yields the raw view alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

from stream_scanner.evidence.characters import characters
from stream_scanner.evidence.escapes import emphasis, escapes, quoted_printable, tags
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.spelled_addresses import spelled_addresses
from stream_scanner.evidence.spelling import digit_runs, leet_digits
from stream_scanner.evidence.views import Edit, Fired, View, disjoint

CONTROLS = rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
"""Characters that no text needs; between letters they break words up."""
ROUNDS = 4
"""Escapes inside escapes are undone this often."""


def normalise(field: str, view: View) -> tuple[View, list[Fired]]:
    """The view with every transform undone, and the transforms worth reporting, in raw offsets."""
    fired: list[Fired] = []
    view = _unescaped(field, view, fired)
    if b"=" in view.data:
        view = _apply(field, view, quoted_printable, fired)
    if b"<" in view.data:
        view = _apply(field, view, tags, fired)
    if any(mark in view.data for mark in (b"**", b"[]", b"__", b"~~", b"{}", b"()", b"``")):
        view = _apply(field, view, emphasis, fired)
    if not view.text.isascii() or pattern(CONTROLS).search(view.data):
        before, view = view, _apply(field, view, characters, fired)
        if view is not before:
            # Escapes written in wide letters, or with something between their signs.
            view = _unescaped(field, view, fired)
    return _apply(field, view, spelled_addresses, fired), fired


def _unescaped(field: str, view: View, fired: list[Fired]) -> View:
    for _ in range(ROUNDS):
        before, view = view, _apply(field, view, escapes, fired)
        if view is before:
            break
    return view


def digits_joined(view: View) -> tuple[View, list[Edit]]:
    """The view with spaced, dotted and spelled-out digit runs joined, and the edits that did it.

    Only for recognisers of numbers: joining takes away separators that other recognisers need.
    """
    edits = list(disjoint(itertools.chain(digit_runs(view), leet_digits(view))))
    return view.edited(edits), edits


def report(field: str, view: View, edits: list[Edit]) -> Iterator[Fired]:
    """The raw places of the named edits of ``view``; neighbours of one name are one place.

    Deletions one character apart are neighbours too: a word with a joiner between any two letters is one place.
    """
    name, start, end = "", 0, 0
    for edit in edits:
        if name and (edit.name != name or edit.start > end + (not edit.text)):
            yield Fired(name, field, *view.raw(start, end))
            name = ""
        if edit.name:
            name, start, end = edit.name, start if name else edit.start, edit.end
    if name:
        yield Fired(name, field, *view.raw(start, end))


def _apply(field: str, view: View, stage: Callable[[View], Iterator[Edit]], fired: list[Fired]) -> View:
    edits = list(disjoint(stage(view)))
    fired += report(field, view, edits)
    return view.edited(edits)
