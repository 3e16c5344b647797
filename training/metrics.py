"""Figures from labels and answers alone: doc heads, spans, and how sure a figure is. NumPy only."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable
from typing import Any, Final, NamedTuple, TypeAlias, TypedDict

import numpy as np
import numpy.typing as npt

from model_core.labels import DISPLAY, SCORES, TYPES
from model_core.spans import TaggedSpan

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
NAN: Final = float("nan")
BINS: Final = 15
EDGE: Final = " \t\r\n.,;:!?\"'`()[]{}<>"
"""White space and punctuation that two annotators may or may not take into a span."""
NAMES: Final = tuple(DISPLAY[t] for t in TYPES)
"""Display names in tag order: the row index of span counts."""


class Estimate(TypedDict):
    """A figure with the 95 % interval of its bootstrap."""

    value: float
    low: float
    high: float


# --- doc heads ---


def precision_recall(labels: Bools, scores: Floats) -> tuple[Floats, Floats]:
    """Precision and recall at every distinct threshold, from the highest down. Empty without a positive."""
    if not labels.any():
        return np.zeros(0), np.zeros(0)
    order = np.argsort(-scores, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(scores[order]) != 0, True))
    hits = np.cumsum(labels[order])[ends]
    return hits / (ends + 1), hits / labels.sum()


def average_precision(labels: Bools, scores: Floats) -> float:
    """Area under the precision-recall curve by steps, equal scores taken at once; NaN without both classes."""
    if labels.all() or not labels.any():
        return NAN
    precision, recall = precision_recall(labels, scores)
    return float(np.diff(recall, prepend=0.0) @ precision)


def false_positives_at_recall(labels: Bools, scores: Floats, recall: float = 0.95) -> float:
    """Share of negatives at or above the highest threshold that finds ``recall`` of the positives; NaN without both."""
    if labels.all() or not labels.any():
        return NAN
    found = np.sort(scores[labels])
    # The slack keeps 0.95 of 20 at 19, whatever the last bit says.
    threshold = found[len(found) - math.ceil(recall * len(found) - 1e-9)]
    return float((scores[~labels] >= threshold).mean())


def reliability(targets: Floats, scores: Floats, bins: int = BINS) -> tuple[Floats, Floats, Floats]:
    """Mean score, mean target and share of rows of every equal-width bin that holds any."""
    index = np.minimum((scores * bins).astype(int), bins - 1)
    count = np.bincount(index, minlength=bins)
    held = count > 0
    means = [np.bincount(index, values, bins)[held] / count[held] for values in (scores, targets)]
    return means[0], means[1], count[held] / len(scores)


def expected_calibration_error(targets: Floats, scores: Floats, bins: int = BINS) -> float:
    """Mean gap between score and target over equal-width bins (Guo et al. 2017, arXiv:1706.04599)."""
    score, target, share = reliability(targets, scores, bins)
    return float(share @ np.abs(score - target))


def doc_figures(targets: Floats, scores: Floats) -> dict[str, dict[str, float]]:
    """AUPRC, FP@95R and ECE for each head of targets and scores [N,4]; a target from 0.5 on is positive."""
    out: dict[str, dict[str, float]] = {}
    for k, head in enumerate(SCORES):
        labels = targets[:, k] >= 0.5
        out[head] = {
            "auprc": average_precision(labels, scores[:, k]),
            "base_rate": float(labels.mean()),
            "fp_at_95r": false_positives_at_recall(labels, scores[:, k]),
            "ece": expected_calibration_error(targets[:, k], scores[:, k]),
        }
    return out


# --- spans ---


class Mark(NamedTuple):
    """A labelled or predicted range of characters, end exclusive; ``type`` is a display name."""

    type: str
    field: str
    start: int
    end: int


COUNTS: Final = ("predicted", "exact_predicted", "touching_predicted", "gold", "exact", "touched", "half", "most")
"""Columns of span counts. The first three count predictions, the rest gold spans; ``half`` and ``most`` are gold spans
of which 50 and 90 % of the characters lie under predictions of their type."""
RATIOS: Final = ("precision", "recall", "f1", "overlap_precision", "overlap_recall", "overlap_f1", "cov50", "cov90")


def trimmed(text: str, mark: Mark) -> Mark:
    """The mark without white space and punctuation at its edges."""
    start, end = mark.start, mark.end
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return mark._replace(start=start, end=end)


def touching(one: Mark, two: Mark) -> bool:
    """Whether they share a character, whatever their types."""
    return one.field == two.field and one.start < two.end and two.start < one.end


def covered(mark: Mark, others: Iterable[Mark]) -> float:
    """Share of a mark's characters that lie under any of the others of its field."""
    under = np.zeros(max(1, mark.end - mark.start), np.bool_)
    for other in others:
        if touching(mark, other):
            under[max(0, other.start - mark.start) : other.end - mark.start] = True
    return float(under.mean())


def counted(
    gold: Collection[Mark], predicted: Iterable[Mark], known: Collection[str], ignored: Iterable[Mark] = ()
) -> set[Mark]:
    """Predictions that are right or wrong: of a type whose absence is known, and not of an ignored range alone."""
    ignored = list(ignored)
    return {
        p
        for p in predicted
        if p.type in known and (any(touching(p, g) for g in gold) or not any(touching(p, i) for i in ignored))
    }


def span_counts(
    gold: Iterable[Mark], predicted: Iterable[Mark], known: Collection[str], ignored: Iterable[Mark] = ()
) -> Ints:
    """Counts int64[10 types, 8 `COUNTS`] of one message; add them up over messages.

    A prediction counts against precision only if its type is in ``known``; a gold span always counts for recall.
    """
    golds, guesses = set(gold), set(predicted)
    out = np.zeros((len(NAMES), len(COUNTS)), np.int64)
    for p in counted(golds, guesses, known, ignored):
        same = any(g.type == p.type and touching(p, g) for g in golds)
        out[NAMES.index(p.type), :3] += (1, p in golds, same)
    for g in golds:
        if g.type in NAMES:
            same_type = [p for p in guesses if p.type == g.type and touching(p, g)]
            share = covered(g, same_type)
            out[NAMES.index(g.type), 3:] += (1, g in guesses, bool(same_type), share >= 0.5, share >= 0.9)
    return out


def span_ratios(counts: npt.NDArray[Any]) -> dict[str, Floats]:
    """`RATIOS` of counts[..., 8], each [...]; zero where there is nothing to divide by."""

    def share(part: str, whole: str) -> Floats:
        top, bottom = (counts[..., COUNTS.index(name)].astype(np.float64) for name in (part, whole))
        return np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)

    def harmonic(p: Floats, r: Floats) -> Floats:
        return np.divide(2 * p * r, p + r, out=np.zeros_like(p), where=p + r > 0)

    p, r = share("exact_predicted", "predicted"), share("exact", "gold")
    op, overlap = share("touching_predicted", "predicted"), share("touched", "gold")
    values = (p, r, harmonic(p, r), op, overlap, harmonic(op, overlap), share("half", "gold"), share("most", "gold"))
    return dict(zip(RATIOS, values, strict=True))


def precision_at(confidence: Floats, right: Bools, k: int) -> float:
    """Share of right ones among the ``k`` surest answers; of equals at the edge the mean. NaN for fewer than k."""
    if len(confidence) < k:
        return NAN
    edge = np.sort(confidence)[-k]
    above, equal = confidence > edge, confidence == edge
    return float((right[above].sum() + (k - above.sum()) * right[equal].mean()) / k)


class SpanTally:
    """Strict matches of predicted against gold spans, by type; a type unknown in a row counts for recall only."""

    def __init__(self) -> None:
        self.counts = np.zeros((len(NAMES), len(COUNTS)), np.int64)

    def add(
        self, gold: Iterable[tuple[str, str, int, int]], predicted: Iterable[TaggedSpan], known: frozenset[str]
    ) -> None:
        """One message: gold as (short type, field, start, end)."""
        golds = [Mark(DISPLAY[t], field, start, end) for t, field, start, end in gold]
        guesses = [Mark(s.type, s.field, s.start, s.end) for s in predicted]
        self.counts += span_counts(golds, guesses, {DISPLAY[t] for t in known})

    def figures(self) -> dict[str, dict[str, float]]:
        """Precision, recall and F1 for each type that occurs, and their macro mean."""
        ratios = span_ratios(self.counts)
        out: dict[str, dict[str, float]] = {}
        for i, name in enumerate(NAMES):
            if self.counts[i, 0] or self.counts[i, 3]:
                out[name] = {k: float(ratios[k][i]) for k in ("precision", "recall", "f1")}
                out[name]["gold"] = int(self.counts[i, 3])
        out["macro"] = {
            k: float(np.mean([v[k] for v in out.values()])) if out else 0.0 for k in ("precision", "recall", "f1")
        }
        return out


# --- intervals ---

Statistic: TypeAlias = Callable[[Ints], float]


def draws(clusters: int, replicates: int, seed: int = 0) -> Ints:
    """How often each cluster is drawn, int64[replicates, clusters]: as many as there are, with replacement."""
    even = np.full(clusters, 1 / clusters)
    return np.random.default_rng(seed).multinomial(clusters, even, size=replicates)


def estimate(value: float, replicates: Floats) -> Estimate:
    """A figure and the middle 95 % of its replicates; those that could not be computed are left out."""
    sound = replicates[np.isfinite(replicates)]
    low, high = np.quantile(sound, (0.025, 0.975)) if len(sound) else (NAN, NAN)
    return {"value": float(value), "low": float(low), "high": float(high)}


def bootstrap(statistic: Statistic, clusters: Ints, drawn: Ints) -> Estimate:
    """Cluster bootstrap (Field & Welsh 2007, doi:10.1111/j.1467-9868.2007.00593.x): whole clusters are drawn.

    Args:
        statistic: of the rows that an index array names, repeats included.
        clusters: int64[N], the cluster of each row.
        drawn: see `draws`.
    """
    rows = np.arange(len(clusters))
    replicates = [statistic(np.repeat(rows, weights[clusters])) for weights in drawn]
    return estimate(statistic(rows), np.array(replicates))


def ratio(top: Floats, bottom: Floats, clusters: Ints, drawn: Ints) -> Estimate:
    """`bootstrap` of sum(top) / sum(bottom) over rows, in one multiplication; NaN where the bottom is zero."""
    sums = [np.bincount(clusters, values, drawn.shape[1]) for values in (top, bottom)]
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.float64(sums[0].sum()) / np.float64(sums[1].sum())
        return estimate(float(value), (drawn @ sums[0]) / (drawn @ sums[1]))
