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
SUPPORTED = 0.5
"""Least confidence of a span that touches a finding of its type: there it only settles the edges."""


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
        thresholds: float32[10], the lowest confidence at which a span of each type stands alone.
    """

    temperature: npt.NDArray[np.float64]
    bias: npt.NDArray[np.float64]
    thresholds: npt.NDArray[np.float32]

    @classmethod
    def identity(cls) -> Calibration:
        """Leaves logits as they are and keeps every span."""
        return cls(np.ones((2, len(SCORES))), np.zeros((2, len(SCORES))), np.zeros(len(TYPES), np.float32))

    def probability(self, logits: npt.NDArray[np.float32], segment: int) -> npt.NDArray[np.float64]:
        """Calibrated probabilities float64[4] of one segment's logits[4]; ``segment`` counts from 0."""
        row = min(segment, 1)
        scaled = logits.astype(np.float64) / self.temperature[row] + self.bias[row]
        result: npt.NDArray[np.float64] = 1.0 / (1.0 + np.exp(-scaled))
        return result

    @property
    def supported(self) -> npt.NDArray[np.float32]:
        """Confidence float32[10] from which a span is worth decoding: alone it needs its threshold."""
        return np.minimum(self.thresholds, np.float32(SUPPORTED))

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
        spans = {DISPLAY[t]: round(float(self.thresholds[i]), 4) for i, t in enumerate(TYPES)}
        path.write_text(json.dumps({"scores": heads, "span_thresholds": spans}, indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Calibration:
        """Read ``calib.json``.

        Raises:
            KeyError: when a head, position or type is missing.
        """
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        out = cls.identity()
        for k, head in enumerate(SCORES):
            for p, position in enumerate(POSITIONS):
                entry = data["scores"][head][position]
                out.temperature[p, k], out.bias[p, k] = entry["temperature"], entry["bias"]
        for name, threshold in data["span_thresholds"].items():
            out.thresholds[TYPES.index(SHORT[name])] = threshold
        return out
