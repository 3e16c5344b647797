"""Readings of a text that only count when they hold a value: backwards, by ROT13 or ROT47, with pieces put together.

Nothing here is reported by itself: mirrored words, split strings and broken lines are everywhere. `finder` reports the
reading where a recogniser of secrets or contacts vouches for what it found there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from stream_scanner.evidence.pieces import codes, lines, quoted, sentences, spaced, strings, told
from stream_scanner.evidence.turned import turned
from stream_scanner.evidence.views import View

NAMES = frozenset(
    {
        "reversed", "rot13", "rot47", "concatenation", "line_break", "markup", "leet_digits", "spaced_letters",
        "quoted_printable", "character_codes", "base85", "parted", "spoken", "grouped", "encoded", "loosened",
        "rot5",
    }
)  # fmt: skip
"""Transforms reported only where something was found through them."""


class Reading(NamedTuple):
    """A text read in another way.

    Attributes:
        name: of the transform.
        view: what is read.
        sure: raw ranges changed on good grounds: a value may rest on them alone.
        unsure: raw ranges that may be just where one thing ends and the next begins.
    """

    name: str
    view: View
    sure: list[tuple[int, int]]
    unsure: list[tuple[int, int]]


def disguises(view: View) -> Iterator[Reading]:
    """Readings worth a search."""
    for name, parts in turned(view):
        yield Reading(name, view.joined(parts), [], [view.raw(start, end) for start, end, _ in parts])
    for pieces in (quoted, codes, spaced, strings, lines, told, sentences):
        seams = sorted(pieces(view), key=lambda seam: (seam.edit.start, -seam.edit.end))
        edits = []
        at = 0
        for seam in seams:
            if seam.edit.start >= at:
                edits.append(seam)
                at = seam.edit.end
        if edits:
            ranges = [(view.raw(seam.edit.start, seam.edit.end), seam.sure) for seam in edits]
            yield Reading(
                edits[0].edit.name,
                view.edited(seam.edit for seam in edits),
                [span for span, sure in ranges if sure],
                [span for span, sure in ranges if not sure],
            )
