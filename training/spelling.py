"""A row's texts in the word pieces of a teacher, and which of them each token asks for."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer as WordPieces

from model_core.dsl import Document
from model_core.tokenizer import Tokens
from training.pretrained import package_folder

WINDOW: Final = 126
"""Word pieces that are read together, between the encoder's opening and closing piece."""
NOWHERE: Final = -(1 << 40)
Places = npt.NDArray[np.int64]


class Spelling(NamedTuple):
    """The word pieces of a row's texts, or of many rows', and which of them a token asks for.

    Attributes:
        ids: int64[p], text after text.
        windows: int64[w], lengths of the stretches that are read together; their sum is p.
        places: int64[n], the piece of each token, the one that holds its first visible letter; -1 where there is none.
        content: like ``places``, for the tokens of content alone.
    """

    ids: Places
    windows: Places
    places: Places
    content: Places


@functools.lru_cache(maxsize=1)
def word_pieces(package: str) -> WordPieces:
    """The tokenizer that an installed package carries, whole texts at a time."""
    pieces = WordPieces.from_file(str(package_folder(package) / "tokenizer.json"))
    pieces.no_truncation()
    pieces.no_padding()
    return pieces


def spell(document: Document, tokens: Tokens, size: int, pieces: WordPieces) -> Spelling:
    """The word pieces of a document and the places of its first ``size`` tokens."""
    encodings = pieces.encode_batch([value.text for value in document.values], add_special_tokens=False)
    owner, start = tokens.value[:size], tokens.start[:size]
    spelt = tokens.end[:size] > start
    places, content = np.full((2, size), -1, np.int64)
    windows: list[int] = []
    first = 0
    for index, (value, encoding) in enumerate(zip(document.values, encodings, strict=True)):
        asking = np.flatnonzero((owner == index) & spelt)
        found = first + _piece_at(value.text, encoding.offsets)[start[asking]]
        places[asking] = np.where(found >= first, found, -1)
        if value.content:
            content[asking] = places[asking]
        count = len(encoding.ids)
        windows += [min(WINDOW, count - at) for at in range(0, count, WINDOW)]
        first += count
    ids = np.array([number for encoding in encodings for number in encoding.ids], np.int64)
    return Spelling(ids, np.array(windows, np.int64), places, content)


def joined(spellings: Sequence[Spelling]) -> Spelling:
    """The spellings of many rows as one."""
    first = np.cumsum([0, *(len(one.ids) for one in spellings)])

    def moved(parts: list[Places]) -> Places:
        return np.concatenate([np.where(part < 0, -1, part + at) for part, at in zip(parts, first, strict=False)])

    return Spelling(
        np.concatenate([one.ids for one in spellings]),
        np.concatenate([one.windows for one in spellings]),
        moved([one.places for one in spellings]),
        moved([one.content for one in spellings]),
    )


def _piece_at(text: str, offsets: list[tuple[int, int]]) -> Places:
    """For each character where a token may begin, the word piece of its first visible letter; `NOWHERE` for none."""
    piece = np.full(len(text) + 2, NOWHERE, np.int64)
    for number, (begin, end) in enumerate(offsets):
        piece[begin:end] = number
    # A token of whole words begins at the space before them.
    space = np.fromiter((char.isspace() for char in text), bool, len(text))
    return np.where(np.append(space, False), piece[1:], piece[:-1])
