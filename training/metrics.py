"""Figures of a model on labelled threads: doc heads, spans, calibration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from sklearn.metrics import average_precision_score

from model_core.labels import DISPLAY, SCORES, TYPES
from model_core.spans import TaggedSpan

Floats = npt.NDArray[np.float64]


def false_positives_at_recall(labels: npt.NDArray[np.bool_], scores: Floats, recall: float = 0.95) -> float:
    """Share of negatives above the threshold at which ``recall`` of the positives are found; NaN without both."""
    if labels.all() or not labels.any():
        return float("nan")
    threshold = np.quantile(scores[labels], 1 - recall, method="lower")
    return float((scores[~labels] >= threshold).mean())


def expected_calibration_error(targets: Floats, scores: Floats, bins: int = 15) -> float:
    """Mean gap between score and target over equal-width bins (Guo et al. 2017, arXiv:1706.04599)."""
    index = np.minimum((scores * bins).astype(int), bins - 1)
    gap = 0.0
    for b in range(bins):
        inside = index == b
        if inside.any():
            gap += float(inside.mean()) * abs(float(scores[inside].mean() - targets[inside].mean()))
    return gap


def doc_figures(targets: Floats, scores: Floats) -> dict[str, dict[str, float]]:
    """AUPRC, FP@95R and ECE for each head of targets and scores [N,4]; a target from 0.5 on is positive."""
    out: dict[str, dict[str, float]] = {}
    for k, head in enumerate(SCORES):
        labels = targets[:, k] >= 0.5
        both = bool(labels.any() and not labels.all())
        out[head] = {
            "auprc": float(average_precision_score(labels, scores[:, k])) if both else float("nan"),
            "base_rate": float(labels.mean()),
            "fp_at_95r": false_positives_at_recall(labels, scores[:, k]),
            "ece": expected_calibration_error(targets[:, k], scores[:, k]),
        }
    return out


class SpanTally:
    """Strict matches of predicted against gold spans, by type; a type unknown in a row counts for recall only."""

    def __init__(self) -> None:
        self.gold: Counter[str] = Counter()
        self.predicted: Counter[str] = Counter()
        self.matched: Counter[str] = Counter()

    def add(
        self, gold: Iterable[tuple[str, str, int, int]], predicted: Iterable[TaggedSpan], known: frozenset[str]
    ) -> None:
        """One message: gold as (short type, field, start, end)."""
        golds = {(DISPLAY[t], field, start, end) for t, field, start, end in gold}
        guesses = {(s.type, s.field, s.start, s.end) for s in predicted}
        shown = {DISPLAY[t] for t in known}
        self.gold.update(g[0] for g in golds)
        self.predicted.update(p[0] for p in guesses if p[0] in shown or p in golds)
        self.matched.update(p[0] for p in guesses & golds)

    def figures(self) -> dict[str, dict[str, float]]:
        """Precision, recall and F1 for each type that occurs, and their macro mean."""
        out: dict[str, dict[str, float]] = {}
        for short in TYPES:
            name = DISPLAY[short]
            if self.gold[name] or self.predicted[name]:
                p = self.matched[name] / self.predicted[name] if self.predicted[name] else 0.0
                r = self.matched[name] / self.gold[name] if self.gold[name] else 0.0
                f1 = 2 * p * r / (p + r) if p + r else 0.0
                out[name] = {"precision": p, "recall": r, "f1": f1, "gold": self.gold[name]}
        out["macro"] = {
            k: float(np.mean([v[k] for v in out.values()])) if out else 0.0 for k in ("precision", "recall", "f1")
        }
        return out
