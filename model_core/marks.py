"""What the evidence pass says of each token, folded into the token's id.

A piece id below the vocabulary's size is a token nobody spoke for. ``id = piece + vocab_size * mark`` is the same piece
with a mark: which type a recogniser found there, how sure it was, and whether something had to be undone to see it.
The network adds an embedding of the mark to that of the piece, so it need not learn check digits and encodings to know
what a message holds, and it stays free to disagree. User text can no more produce a mark than a marker.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from model_core.dsl import Document
from model_core.labels import SHORT, TYPES
from model_core.tokenizer import Tokens

BANDS: Final = ("sure", "unsure", "harmless")
"""A finding its recogniser is sure of, one it is not, and a test value or placeholder."""
ESCAPED: Final = 1 + len(TYPES) * len(BANDS) * 2
DISGUISED: Final = ESCAPED + 1
"""A transform that machines apply without meaning to hide fired here, or another did; nothing was found in it."""
LISTED: Final = DISGUISED + 1
"""First of four: a word in the lists of given names, of family names, and of either if it is an everyday word too."""
MARKS: Final = LISTED + 4
"""Marks are below this; 0 is no mark."""


class Mark(NamedTuple):
    """``code`` holds for the characters [start, end) of the raw field ``field``."""

    field: str
    start: int
    end: int
    code: int


def finding_code(kind: str, band: str, hidden: bool) -> int:
    """Mark of a finding of the display type ``kind`` in one of `BANDS`; ``hidden`` if a transform had to be undone."""
    return 1 + (TYPES.index(SHORT[kind]) * len(BANDS) + BANDS.index(band)) * 2 + hidden


def marked(
    tokens: Tokens, document: Document, marks: Iterable[Mark], vocab_size: int, known: int = MARKS
) -> npt.NDArray[np.int32]:
    """The tokens' ids with marks folded in, int32[n]; of marks on one token the last one holds.

    Codes from ``known`` on are left out: a network that is older than a kind of mark can't read it.
    """
    codes = np.zeros(len(tokens), np.int32)
    index_of = {value.field: index for index, value in enumerate(document.values) if value.content}
    # Tokens lie in the order of the values, and inside one neither their starts nor their ends ever fall.
    first = np.searchsorted(tokens.value, np.arange(len(document.values) + 1, dtype=np.int32))
    said: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.code < known:
            said[index_of[mark.field]].append(mark)
    for index, here in said.items():
        low, high = int(first[index]), int(first[index + 1])
        # All at once and of the tokens' own type: each single search would copy them.
        starts, ends = (np.array(places, np.int32) for places in zip(*((m.start, m.end) for m in here), strict=True))
        begins = low + np.searchsorted(tokens.end[low:high], starts, side="right")
        stops = low + np.searchsorted(tokens.start[low:high], ends, side="left")
        for begin, stop, mark in zip(begins.tolist(), stops.tolist(), here, strict=True):
            codes[begin:stop] = mark.code
    return tokens.ids + vocab_size * codes
