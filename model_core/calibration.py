"""What turns logits into the probabilities that verdicts carry: ``calib.json`` of a bundle."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from model_core.labels import DISPLAY, SCORES, SHORT, TYPES

POSITIONS = ("first", "later")
DISGUISED = 0.5
"""Obfuscation score from which a message counts as disguised."""
TABLES = ("span_thresholds", "span_thresholds_disguised")
SUPPORTED = 0.5
"""Least confidence of a span that touches a finding of its type: there it only settles the edges."""
NAMED = 0.3
"""Least confidence of a capitalised name that holds a listed given name: half of those below `SUPPORTED` are right."""


def likely() -> npt.NDArray[np.float32]:
    """Thresholds float32[10] that keep whatever is likelier than not."""
    return np.full(len(TYPES), SUPPORTED, np.float32)


def softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Probabilities over the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: npt.NDArray[np.float32] = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


@dataclasses.dataclass(frozen=True)
class Calibration:
    """Temperature scaling (Guo et al. 2017, arXiv:1706.04599) with a shift, per head and segment position.

    Attributes:
        temperature, bias: float64[2,4]; row 0 is the first segment of a message, row 1 every later one.
        thresholds: float32[2,10], the lowest confidence at which a span of each type stands alone; row 0 in messages
            at large, row 1 in disguised ones, where patterns miss more and little else is said.
    """

    temperature: npt.NDArray[np.float64]
    bias: npt.NDArray[np.float64]
    thresholds: npt.NDArray[np.float32]

    @classmethod
    def identity(cls) -> Calibration:
        """Leaves logits as they are and keeps every span."""
        return cls(np.ones((2, len(SCORES))), np.zeros((2, len(SCORES))), np.zeros((2, len(TYPES)), np.float32))

    def probability(self, logits: npt.NDArray[np.float32], segment: int) -> npt.NDArray[np.float64]:
        """Calibrated probabilities float64[4] of one segment's logits[4]; ``segment`` counts from 0."""
        row = min(segment, 1)
        scaled = logits.astype(np.float64) / self.temperature[row] + self.bias[row]
        result: npt.NDArray[np.float64] = 1.0 / (1.0 + np.exp(-scaled))
        return result

    @property
    def supported(self) -> npt.NDArray[np.float32]:
        """Confidence float32[10] from which a span is worth decoding: alone it needs its threshold."""
        lowest: npt.NDArray[np.float32] = self.thresholds.min(axis=0).clip(NAMED, SUPPORTED)
        lowest[TYPES.index("NAME")] = NAMED
        return lowest

    def alone(self, obfuscation: float) -> dict[str, float]:
        """By type, the least confidence of a span that only the network sees in a message of this score."""
        return dict(zip(DISPLAY.values(), self.thresholds[int(obfuscation >= DISGUISED)].tolist(), strict=True))

    def message(self, logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Probabilities float64[S,4] of a message's logits[S,4]."""
        return np.stack([self.probability(row, index) for index, row in enumerate(logits)])

    def save(self, path: Path) -> None:
        """Write ``calib.json``."""
        heads = {
            head: {
                position: {"temperature": round(self.temperature[p, k], 6), "bias": round(self.bias[p, k], 6)}
                for p, position in enumerate(POSITIONS)
            }
            for k, head in enumerate(SCORES)
        }
        spans = {
            key: {DISPLAY[t]: round(float(value), 4) for t, value in zip(TYPES, row, strict=True)}
            for key, row in zip(TABLES, self.thresholds, strict=True)
        }
        path.write_text(json.dumps({"scores": heads, **spans}, indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Calibration:
        """Read ``calib.json``; one without a table for disguised messages has one for all.

        Raises:
            KeyError: when a head, position or type is missing.
        """
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        out = cls.identity()
        for k, head in enumerate(SCORES):
            for p, position in enumerate(POSITIONS):
                entry = data["scores"][head][position]
                out.temperature[p, k], out.bias[p, k] = entry["temperature"], entry["bias"]
        for row, key in enumerate(TABLES):
            for name, threshold in data.get(key, data[TABLES[0]]).items():
                out.thresholds[row, TYPES.index(SHORT[name])] = threshold
        return out
