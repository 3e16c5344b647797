"""Metrics against values worked out by hand."""

import numpy as np
import pytest

from model_core.spans import TaggedSpan
from training.metrics import (
    COUNTS,
    NAMES,
    Mark,
    SpanTally,
    average_precision,
    bootstrap,
    covered,
    draws,
    expected_calibration_error,
    false_positives_at_recall,
    precision_at,
    precision_recall,
    ratio,
    reliability,
    span_counts,
    span_ratios,
    trimmed,
)

LABELS = np.array([True, False, True, False])
SCORES = np.array([0.9, 0.8, 0.7, 0.1])


def body(kind: str, start: int, end: int) -> Mark:
    return Mark(kind, "body", start, end)


def row(counts: np.ndarray, kind: str) -> dict[str, int]:
    return dict(zip(COUNTS, counts[NAMES.index(kind)].tolist(), strict=True))


def test_average_precision_adds_up_steps() -> None:
    # Positives at ranks 1 and 3: (1/1 + 2/3) / 2.
    assert average_precision(LABELS, SCORES) == pytest.approx(5 / 6)
    precision, recall = precision_recall(LABELS, SCORES)
    assert precision.tolist() == pytest.approx([1, 1 / 2, 2 / 3, 2 / 4])
    assert recall.tolist() == [0.5, 0.5, 1, 1]


def test_equal_scores_are_one_threshold_whatever_their_order() -> None:
    tied = np.full(4, 0.5)
    assert average_precision(LABELS, tied) == pytest.approx(0.5)
    assert average_precision(LABELS[::-1], tied) == pytest.approx(0.5)


def test_one_class_has_no_curve() -> None:
    assert np.isnan(average_precision(np.ones(3, np.bool_), np.arange(3.0)))
    assert np.isnan(average_precision(np.zeros(3, np.bool_), np.arange(3.0)))
    assert np.isnan(false_positives_at_recall(np.zeros(3, np.bool_), np.arange(3.0)))


def test_false_positives_at_recall() -> None:
    # 19 of 20 positives are enough, so the threshold is 0.3, and two of five negatives reach it.
    scores = np.concatenate(([0.1, 0.3], np.full(18, 0.9), [0.05, 0.2, 0.25, 0.3, 0.95]))
    labels = np.arange(25) < 20
    assert false_positives_at_recall(labels, scores) == pytest.approx(2 / 5)
    # All must be found, so it is 0.1, which all but one reach.
    assert false_positives_at_recall(labels, scores, recall=1.0) == pytest.approx(4 / 5)


def test_calibration_error_weighs_bins_by_their_rows() -> None:
    scores, targets = np.array([0.1, 0.1, 0.9, 1.0]), np.array([0.0, 0.4, 1.0, 1.0])
    # Two bins of two: |0.1 - 0.2| and |0.95 - 1|.
    assert expected_calibration_error(targets, scores, bins=2) == pytest.approx(0.5 * 0.1 + 0.5 * 0.05)
    score, target, share = reliability(targets, scores, bins=2)
    assert (score.tolist(), target.tolist(), share.tolist()) == (
        pytest.approx([0.1, 0.95]),
        pytest.approx([0.2, 1.0]),
        [0.5, 0.5],
    )


def test_trimming_takes_white_space_and_punctuation_off_both_edges() -> None:
    text = 'say "key=abc".\n'
    assert trimmed(text, body("SECRET_KEY", 3, len(text))) == body("SECRET_KEY", 5, 12)
    assert trimmed("...", body("PAN", 0, 3)).start == 3


def test_coverage_counts_each_character_once() -> None:
    gold = body("PAN", 10, 20)
    assert covered(gold, [body("PAN", 5, 13), body("PAN", 12, 15)]) == pytest.approx(0.5)
    assert covered(gold, [Mark("PAN", "subject", 10, 20)]) == 0.0


def test_exact_overlap_and_coverage_of_one_message() -> None:
    gold = [body("PAN", 0, 10), body("PAN", 20, 30), body("EMAIL", 40, 50)]
    predicted = [body("PAN", 0, 10), body("PAN", 20, 26), body("PAN", 60, 70), body("NAME", 40, 50)]
    counts = span_counts(gold, predicted, {"PAN", "EMAIL", "NAME"})
    assert row(counts, "PAN") == {
        "predicted": 3, "exact_predicted": 1, "touching_predicted": 2,
        "gold": 2, "exact": 1, "touched": 2, "half": 2, "most": 1,
    }  # fmt: skip
    assert row(counts, "EMAIL")["gold"] == 1
    assert row(counts, "EMAIL")["touched"] == 0
    assert row(counts, "NAME")["predicted"] == 1
    ratios = {name: values[NAMES.index("PAN")] for name, values in span_ratios(counts).items()}
    assert ratios["precision"] == pytest.approx(1 / 3)
    assert ratios["recall"] == pytest.approx(1 / 2)
    assert ratios["f1"] == pytest.approx(0.4)
    assert ratios["overlap_f1"] == pytest.approx(2 * (2 / 3) / (2 / 3 + 1))
    assert (ratios["cov50"], ratios["cov90"]) == (1.0, 0.5)
    assert span_ratios(counts)["f1"][NAMES.index("PHONE")] == 0.0


def test_a_type_that_nobody_looked_for_counts_for_recall_only() -> None:
    counts = span_counts([body("NAME", 0, 4)], [body("NAME", 0, 4), body("NAME", 9, 12)], {"PAN"})
    assert row(counts, "NAME")["predicted"] == 0
    assert row(counts, "NAME")["exact"] == 1


def test_an_ignored_range_is_neither_right_nor_wrong_unless_a_label_is_touched() -> None:
    ignored = [Mark("", "body", 0, 20)]
    lone = span_counts([], [body("PHONE", 2, 8)], {"PHONE"}, ignored)
    assert row(lone, "PHONE")["predicted"] == 0
    beside = span_counts([body("PAN", 5, 9)], [body("PHONE", 2, 8)], {"PHONE", "PAN"}, ignored)
    assert row(beside, "PHONE")["predicted"] == 1


def test_ratios_of_replicates_are_those_of_each() -> None:
    one = span_counts([body("PAN", 0, 9)], [body("PAN", 0, 9)], {"PAN"})
    two = span_counts([body("PAN", 0, 9)], [], {"PAN"})
    f1 = span_ratios(np.stack([one, one + two]))["f1"][:, NAMES.index("PAN")]
    assert f1.tolist() == pytest.approx([1.0, 2 / 3])


def test_precision_at_k_shares_out_equals_at_the_cut() -> None:
    confidence = np.array([0.9, 0.8, 0.8, 0.8, 0.1])
    right = np.array([True, True, False, False, True])
    assert precision_at(confidence, right, 1) == 1.0
    # One sure hit, and one of three equals of which a third is right.
    assert precision_at(confidence, right, 2) == pytest.approx((1 + 1 / 3) / 2)
    assert precision_at(confidence, right, 5) == pytest.approx(3 / 5)
    assert np.isnan(precision_at(confidence, right, 6))


def test_tally_reports_types_that_occur_and_their_mean() -> None:
    tally = SpanTally()
    tally.add([("PAN", "body", 0, 9)], [TaggedSpan("PAN", "body", 0, 9, 0.9)], frozenset({"PAN", "EMAIL"}))
    tally.add([("EMAIL", "body", 0, 9)], [TaggedSpan("EMAIL", "body", 0, 8, 0.9)], frozenset({"PAN", "EMAIL"}))
    figures = tally.figures()
    assert set(figures) == {"PAN", "EMAIL", "macro"}
    assert figures["PAN"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "gold": 1}
    assert figures["EMAIL"]["f1"] == 0.0
    assert figures["macro"]["f1"] == 0.5


def test_clusters_are_drawn_whole() -> None:
    # Two clusters, all right and all wrong: a replicate holds 0, 1 or 2 of the first, so its mean is 0, 0.5 or 1.
    clusters = np.array([0, 0, 0, 1, 1, 1])
    values = np.array([1.0, 1, 1, 0, 0, 0])
    drawn = draws(2, 400)
    assert (drawn.sum(axis=1) == 2).all()
    seen: set[float] = set()

    def mean(rows: np.ndarray) -> float:
        seen.add(float(values[rows].mean()))
        return float(values[rows].mean())

    result = bootstrap(mean, clusters, drawn)
    assert seen == {0.0, 0.5, 1.0}
    assert result == {"value": 0.5, "low": 0.0, "high": 1.0}
    assert ratio(values, np.ones(6), clusters, drawn) == result


def test_an_interval_narrows_with_more_clusters() -> None:
    rng = np.random.default_rng(1)
    widths = []
    for count in (20, 2000):
        hits = (rng.random(count) < 0.5).astype(float)
        result = ratio(hits, np.ones(count), np.arange(count), draws(count, 300))
        assert result["low"] <= result["value"] <= result["high"]
        widths.append(result["high"] - result["low"])
    # About 4 sqrt(p (1 - p) / n): 0.45 and 0.045.
    assert 0.3 < widths[0] < 0.6
    assert 0.03 < widths[1] < 0.06


def test_nothing_to_divide_by_is_no_figure() -> None:
    result = ratio(np.zeros(3), np.zeros(3), np.arange(3), draws(3, 10))
    assert all(np.isnan(value) for value in result.values())
