"""Figures over evaluated messages: heads, spans, false alarms, decisions, groups, early exit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import numpy as np

from model_core.labels import OUTSIDE, SCORES, TYPES
from stream_scanner.policy import DECISIONS
from training.metrics import (
    NAMES,
    Bools,
    Estimate,
    Floats,
    Ints,
    Mark,
    average_precision,
    bootstrap,
    counted,
    draws,
    estimate,
    expected_calibration_error,
    false_positives_at_recall,
    precision_at,
    precision_recall,
    ratio,
    reliability,
    span_counts,
    span_ratios,
    touching,
)
from training.passes import Case, Systems, marks, scores, severity

SEVERE: Final = ("PAN", "SSN_LIKE", "SECRET_KEY", "DB_URI")
TOP: Final = (10, 25, 50, 100)
BANDS: Final = ((128, "up to 128 tokens"), (512, "129 to 512"), (1024, "513 to 1,024"), (1 << 40, "over 1,024"))
CURVE_POINTS: Final = 200
SHOWN_RATIOS: Final = ("precision", "recall", "f1", "overlap_f1", "cov50", "cov90")
Answer = Callable[[Case], Sequence[Mark]]
ANSWERS: Final[dict[str, Answer]] = {
    "scanner": lambda case: case.marks(case.whole),
    "evidence": lambda case: case.marks(case.bare),
    "network": lambda case: case.read,
}


class Measure:
    """Evaluated messages with the bootstrap's draws over their clusters."""

    def __init__(self, cases: Sequence[Case], replicates: int) -> None:
        self.cases = cases
        self.clusters: Ints = np.unique([c.cluster for c in cases], return_inverse=True)[1].astype(np.int64)
        self.drawn = draws(int(self.clusters.max()) + 1, replicates)
        self.targets = np.stack([c.targets for c in cases])

    def share(self, hits: Iterable[float], rows: Bools | None = None) -> Estimate:
        """Mean of a value a message, over all messages or over some."""
        held = np.ones(len(self.cases)) if rows is None else rows.astype(np.float64)
        return ratio(np.fromiter(hits, np.float64) * held, held, self.clusters, self.drawn)

    def head(self, targets: Floats, given: Floats, clusters: Ints | None = None) -> dict[str, Estimate]:
        """AUPRC, FP@95R, ECE and base rate of one head's targets and scores [N]."""
        at = self.clusters if clusters is None else clusters
        labels = targets >= 0.5
        return {
            "auprc": bootstrap(lambda i: average_precision(labels[i], given[i]), at, self.drawn),
            "fp_at_95r": bootstrap(lambda i: false_positives_at_recall(labels[i], given[i]), at, self.drawn),
            "ece": bootstrap(lambda i: expected_calibration_error(targets[i], given[i]), at, self.drawn),
            "base_rate": ratio(labels.astype(np.float64), np.ones(len(labels)), at, self.drawn),
        }

    def heads(self) -> dict[str, Any]:
        """Every head for the network (whole message, calibrated), the scanner and the evidence alone; with curves."""
        given = {
            "network": np.stack([c.probabilities[-1] for c in self.cases]),
            "scanner": np.stack([scores(c.whole) for c in self.cases]),
            "evidence": np.stack([scores(c.bare) for c in self.cases]),
        }
        out: dict[str, Any] = {}
        for k, head in enumerate(SCORES):
            target = self.targets[:, k]
            entry: dict[str, Any] = {name: self.head(target, s[:, k]) for name, s in given.items()}
            score, truth, share = reliability(target, given["scanner"][:, k])
            entry["reliability"] = {"score": score.tolist(), "target": truth.tolist(), "share": share.tolist()}
            entry["curves"] = {name: _curve(target >= 0.5, s[:, k]) for name, s in given.items()}
            out[head] = entry
        return out

    # --- spans ---

    def counts(self, answer: Answer) -> Ints:
        """Span counts int64[N, 10, 8] of one system."""
        return np.stack([span_counts(c.gold, answer(c), c.known) for c in self.cases])

    def by_cluster(self, counts: Ints) -> Ints:
        """Counts summed over clusters."""
        out = np.zeros((self.drawn.shape[1], *counts.shape[1:]), np.int64)
        np.add.at(out, self.clusters, counts)
        return out

    def spans(self) -> dict[str, Any]:
        """For each system and type the span ratios, their macro mean over types with gold, and the scanner's gain."""
        out: dict[str, Any] = {}
        f1: dict[str, tuple[Floats, Floats]] = {}
        for name, answer in ANSWERS.items():
            summed = self.by_cluster(self.counts(answer))
            total = summed.sum(axis=0)
            point = span_ratios(total)
            spread = span_ratios(np.tensordot(self.drawn, summed, axes=1))
            held = total[:, 3] > 0
            table: dict[str, Any] = {
                kind: {"gold": int(total[i, 3]), "predicted": int(total[i, 0])}
                | {r: estimate(float(point[r][i]), spread[r][:, i]) for r in SHOWN_RATIOS}
                for i, kind in enumerate(NAMES)
                if total[i, 0] or held[i]
            }
            table["macro"] = {
                r: estimate(float(point[r][held].mean()), spread[r][:, held].mean(axis=1)) for r in SHOWN_RATIOS
            }
            out[name] = table
            f1[name] = point["f1"], spread["f1"]
        one, two = f1["scanner"], f1["evidence"]
        out["gain"] = {
            kind: estimate(float(one[0][i] - two[0][i]), one[1][:, i] - two[1][:, i])
            for i, kind in enumerate(NAMES)
            if kind in out["scanner"]
        }
        return out

    def surest(self) -> dict[str, Any]:
        """Precision among the k surest spans of each severe type, exact and touching."""
        out: dict[str, Any] = {}
        for kind in SEVERE:
            rows: list[tuple[int, float, bool, bool]] = []
            for at, c in zip(self.clusters, self.cases, strict=True):
                found = zip(c.marks(c.whole), (s.confidence for s in c.whole.verdict.spans), strict=True)
                sure = {mark: confidence for mark, confidence in found if mark.type == kind}
                for p in counted(c.gold, sure, c.known):
                    near = any(g.type == kind and touching(p, g) for g in c.gold)
                    rows.append((int(at), sure[p], p in c.gold, near))
            confidence = np.array([r[1] for r in rows])
            out[kind] = {"predicted": len(rows)}
            for name, column in (("exact", 2), ("touching", 3)):
                right = np.array([r[column] for r in rows], np.bool_)
                out[kind][name] = {str(k): precision_at(confidence, right, k) for k in TOP}
        return out

    def confusion(self) -> list[list[float]]:
        """Share of each gold type's tokens that the network's tags give to each type; last row and column outside.

        Tokens that are outside where some type is unknown are left out.
        """
        table = np.zeros((len(TYPES) + 1, len(TYPES) + 1))
        for c in self.cases:
            gold = c.network.row.tags // 2
            guess = c.network.tags.argmax(axis=1) // 2
            keep = np.full(len(gold), not c.network.row.unknown.any()) | (gold != OUTSIDE // 2)
            np.add.at(table, (gold[keep], guess[keep]), 1)
        rows = np.maximum(table.sum(axis=1, keepdims=True), 1)
        return [[float(v) for v in row] for row in table / rows]

    # --- what people notice ---

    def false_alarms(self) -> dict[str, Any]:
        """False spans, and messages with one, per 1,000 clean messages (no labelled span; known types alone count)."""
        clean = np.array([not c.gold and bool(c.known) for c in self.cases])
        wrong = {
            name: np.array([len(counted((), ANSWERS[name](c), c.known)) for c in self.cases], np.float64)
            for name in ("scanner", "evidence")
        }
        sources = sorted({c.message.source for c, is_clean in zip(self.cases, clean, strict=True) if is_clean})
        out: dict[str, Any] = {}
        for source in ("all", *sources):
            rows = clean & np.array([source in ("all", c.message.source) for c in self.cases])
            entry: dict[str, Any] = {"messages": int(rows.sum())}
            for name, count in wrong.items():
                entry[name] = _scaled(self.share(count, rows), 1000)
            entry["messages_hit"] = _scaled(self.share(wrong["scanner"] > 0, rows), 1000)
            kinds: Counter[str] = Counter()
            for c in (self.cases[i] for i in np.flatnonzero(rows).tolist()):
                kinds.update(p.type for p in counted((), ANSWERS["scanner"](c), c.known))
            entry["types"] = dict(kinds.most_common())
            out[source] = entry
        return out

    def decisions(self) -> dict[str, Any]:
        """Decisions against those of the policy if it were told the labels: table truth x answer, and shares."""
        out: dict[str, Any] = {"names": list(DECISIONS)}
        truth = np.array([severity(c.truth) for c in self.cases])
        for name in ("scanner", "evidence"):
            given = np.array(
                [severity((c.whole if name == "scanner" else c.bare).verdict.decision) for c in self.cases]
            )
            table = np.zeros((len(DECISIONS), len(DECISIONS)), int)
            np.add.at(table, (truth, given), 1)
            out[name] = {
                "table": table.tolist(),
                "same": self.share(given == truth),
                "too_mild": self.share(given < truth),
                "too_strict": self.share(given > truth),
                "leak_passed": self.share(given < 2, truth == 3),
                "harmless_held": self.share(given >= 2, truth == 0),
            }
        return out

    def groups(self) -> dict[str, Any]:
        """Heads and spans by kind and length, and heads by the segment that was just read."""
        lengths = np.array([len(c.network.row.ids) for c in self.cases])
        band = np.array([next(label for top, label in BANDS if n <= top) for n in lengths])
        kind = np.array([c.message.event["kind"] for c in self.cases])
        given = np.stack([scores(c.whole) for c in self.cases])
        counts = self.counts(ANSWERS["scanner"])
        out: dict[str, Any] = {}
        for name, values, order in (
            ("kind", kind, sorted(set(kind))),
            ("length", band, [b for _, b in BANDS if b in band]),
        ):
            out[name] = {}
            for value in order:
                rows = np.flatnonzero(values == value)
                pooled = self.by_cluster(counts * (values == value)[:, None, None]).sum(axis=1)
                f1 = span_ratios(pooled.sum(axis=0))["f1"]
                out[name][value] = {"messages": len(rows), "gold": int(counts[rows, :, 3].sum())} | {
                    "heads": self._some(self.targets[rows], given[rows], self.clusters[rows]),
                    "span_f1": estimate(float(f1), span_ratios(self.drawn @ pooled)["f1"]),
                }
        out["segment"] = {}
        deepest = 3
        for index in range(deepest):
            last = index == deepest - 1
            picked = [
                (c.network.row.doc[s], c.probabilities[s], at)
                for at, c in zip(self.clusters, self.cases, strict=True)
                for s in range(len(c.probabilities))
                if s == index or (last and s > index)
            ]
            if picked:
                target, probability = (np.stack([p[i] for p in picked]).astype(np.float64) for i in (0, 1))
                at = np.array([p[2] for p in picked])
                label = f"segment {index + 1}" + (" and later" if last else "")
                out["segment"][label] = {
                    "messages": len(picked),
                    "heads": self._some(target, probability, at),
                }
        return out

    def _some(self, targets: Floats, given: Floats, clusters: Ints) -> dict[str, Any]:
        return {head: self.head(targets[:, k], given[:, k], clusters) for k, head in enumerate(SCORES)}

    def exits(self, systems: Systems) -> dict[str, Any]:
        """What early exit saves, and what it costs: messages that stopped early are read again to their end."""
        total = np.array([c.whole.verdict.segments_total for c in self.cases], np.float64)
        read = np.array([c.whole.verdict.segments_read for c in self.cases], np.float64)
        stops = Counter(c.whole.verdict.stopped for c in self.cases)
        early = np.array([c.whole.verdict.stopped.startswith("early") for c in self.cases])
        same = np.zeros(len(self.cases))
        lost = 0
        for i in np.flatnonzero(early).tolist():
            case = self.cases[i]
            patient = systems.patient.scan(case.event, case.before)
            same[i] = patient.verdict.decision == case.whole.verdict.decision
            lost += len(set(marks(patient)) - set(marks(case.whole)))
        return {
            "messages": len(self.cases),
            "longer_than_a_segment": int((total > 1).sum()),
            "stopped": dict(stops),
            "segments_saved": ratio(total - read, total, self.clusters, self.drawn),
            "saved_of_longer": ratio((total - read) * (total > 1), total * (total > 1), self.clusters, self.drawn),
            "same_decision": self.share(same, early),
            "spans_lost": lost,
        }


def _curve(labels: Bools, given: Floats) -> dict[str, list[float]]:
    precision, recall = precision_recall(labels, given)
    if len(recall) > CURVE_POINTS:
        keep = np.unique(np.searchsorted(recall, np.linspace(0, 1, CURVE_POINTS)).clip(max=len(recall) - 1))
        precision, recall = precision[keep], recall[keep]
    return {"recall": recall.tolist(), "precision": precision.tolist()}


def _scaled(figure: Estimate, by: float) -> Estimate:
    return {"value": figure["value"] * by, "low": figure["low"] * by, "high": figure["high"] * by}
