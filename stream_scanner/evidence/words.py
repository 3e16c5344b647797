"""Text as words, so that one value written two ways is one value."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator

import numpy as np

from stream_scanner.evidence.normalise import normalise
from stream_scanner.evidence.views import View

NGRAM = 8
"""Words of the longest value that is compared with a text."""
GAP = 4
"""Characters between two words of one value."""
SHORTEST = 4
"""Letters and digits of the shortest value; shorter ones stand in every text."""
_LOWER = bytes(range(128)).lower() + bytes(128)
_OTHERS = bytes(code for code in range(128) if not chr(code).isalnum())


def normalised(text: str) -> str:
    """A text with every disguise undone that `normalise` knows."""
    return normalise("", View(text))[0].text


def fold(text: str) -> str:
    """Letters and digits alone, in one case and one width: ``4539-1488`` and ``4539 1488`` are the same."""
    if text.isascii():
        return text.encode().translate(_LOWER, _OTHERS).decode()
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def ngrams(text: str, sizes: Collection[int]) -> Iterator[tuple[int, int]]:
    """Ranges of up to `NGRAM` neighbouring words whose letters and digits number one of ``sizes``.

    Time and results are linear in the text. A word is an unbroken run of letters and digits, so scripts without spaces
    are one word a sentence.
    """
    wanted = np.zeros(max(sizes, default=0) + 2, np.bool_)
    wanted[list(sizes)] = True
    inside = np.zeros(len(text) + 2, np.int8)
    inside[1:-1] = np.fromiter(map(str.isalnum, text), np.int8, len(text))
    edges = np.flatnonzero(np.diff(inside))
    starts, ends = edges[::2], edges[1::2]
    letters = np.concatenate(([0], np.cumsum(ends - starts)))
    wide = np.concatenate(([0], np.cumsum(starts[1:] - ends[:-1] > GAP)))
    for count in range(1, min(NGRAM, len(starts)) + 1):
        last = np.arange(count - 1, len(starts))
        first = last - count + 1
        size = np.minimum(letters[last + 1] - letters[first], len(wanted) - 1)
        fits = wanted[size] & (wide[last] == wide[first])
        yield from zip(starts[first[fits]].tolist(), ends[last[fits]].tolist(), strict=True)
