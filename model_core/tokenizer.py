"""SentencePiece unigram over documents, with exact character offsets.

Identity normalisation, byte fallback, no dummy prefix and no white-space folding (Kudo & Richardson 2018,
arXiv:1808.06226): the pieces of a value spell it exactly, so offsets are running sums of piece lengths.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import sentencepiece

from model_core.dsl import MARKER_INDEX, MARKERS, Document

PAD: Final = 0
UNK: Final = 1
MASK: Final = 2
MARKER_BASE: Final = 3
CONTROL_SYMBOLS: Final = ("<|mask|>", *MARKERS)
SPACE: Final = "\u2581"

IntArray = npt.NDArray[np.int32]

# How good it is to end a segment before a token.
CUT_SPACE, CUT_SENTENCE, CUT_LINE, CUT_MARKER = 1, 2, 3, 4


@dataclasses.dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one document; all arrays have one entry a token.

    Attributes:
        ids: vocabulary ids.
        value: index into ``document.values``; of a marker, the value it announces.
        start, end: characters in that value, end exclusive; both 0 for a marker.
        cut: how good it is to end a segment before this token, 0 (never by choice) to `CUT_MARKER`.
    """

    ids: IntArray
    value: IntArray
    start: IntArray
    end: IntArray
    cut: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.ids)


class Tokenizer:
    """A trained piece model. Thread-safe; encoding never fails and never yields the unknown id."""

    def __init__(self, path: Path | str) -> None:
        self._model = sentencepiece.SentencePieceProcessor(model_file=str(path))
        size = self._model.get_piece_size()
        pieces = [self._model.id_to_piece(i) for i in range(size)]
        if tuple(pieces[MASK : MARKER_BASE + len(MARKERS)]) != CONTROL_SYMBOLS:
            raise ValueError(f"{path}: not a Stream Scanner tokenizer: its control symbols differ")
        self.vocab_size = size
        self._length = np.zeros(size, np.int32)
        self._opens_word = np.zeros(size, np.bool_)
        self._ends_line = np.zeros(size, np.bool_)
        self._ends_sentence = np.zeros(size, np.bool_)
        for index, piece in enumerate(pieces):
            if self._model.is_byte(index):
                byte = int(piece[3:5], 16)
                # A character begins with its lead byte; continuation bytes add nothing to the length.
                self._length[index] = byte & 0xC0 != 0x80
                self._ends_line[index] = byte == 0x0A
            elif not self._model.is_control(index):
                self._length[index] = len(piece)
                self._opens_word[index] = piece.startswith(SPACE)
                self._ends_line[index] = piece.endswith("\n")
                self._ends_sentence[index] = piece.rstrip(SPACE).endswith((".", "!", "?", ":", ";"))

    def encode(self, document: Document) -> Tokens:
        """Tokenise every value under its markers."""
        values = document.values
        # One by one: for a list the library starts a pool of threads, which takes longer than most messages do.
        encoded = [self._model.encode(value.text) for value in values]
        total = sum(len(value.markers) + len(ids) for value, ids in zip(values, encoded, strict=True))
        ids, owner, start, end = np.zeros((4, total), np.int32)
        out = Tokens(ids, owner, start, end, np.zeros(total, np.int8))
        at = 0
        for index, (value, pieces) in enumerate(zip(values, encoded, strict=True)):
            first = at
            for name in value.markers:
                out.ids[at] = MARKER_BASE + MARKER_INDEX[name]
                at += 1
            out.cut[first] = CUT_MARKER
            stop = at + len(pieces)
            out.value[first:stop] = index
            if pieces:
                spelling = np.asarray(pieces, np.int32)
                length = self._length[spelling]
                stops = np.cumsum(length, dtype=np.int32)
                out.ids[at:stop] = spelling
                out.end[at:stop] = stops
                out.start[at:stop] = stops - np.maximum(length, 1)
                out.cut[at + 1 : stop] = self._cuts(spelling)
            at = stop
        return out

    def _cuts(self, ids: IntArray) -> npt.NDArray[np.int8]:
        previous = ids[:-1]
        opens = self._opens_word[ids[1:]]
        cut = np.where(opens, CUT_SPACE, 0).astype(np.int8)
        cut[opens & self._ends_sentence[previous]] = CUT_SENTENCE
        cut[self._ends_line[previous]] = CUT_LINE
        return cut

    def piece(self, index: int) -> str:
        """Text of one vocabulary entry; spaces are written U+2581."""
        return str(self._model.id_to_piece(index))

    def decode(self, ids: Iterable[int]) -> str:
        """Text of piece ids; markers vanish."""
        return str(self._model.decode([int(i) for i in ids]))
