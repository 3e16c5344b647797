"""Decisions of a bundle beside those of its float twin."""

from pathlib import Path

from tests.conftest import Exported
from training.flips import flips, twin


def test_a_twin_of_floats_decides_alike_to_the_last_bit(exported: Exported, tmp_path: Path) -> None:
    twin(exported.bundle, exported.floats, tmp_path)
    told = flips(tmp_path, exported.floats, None, seed=5, count=3)
    assert told["messages"] >= 3
    assert told["other_decision"] == told["other_spans"] == told["max_score_difference"] == 0


def test_integers_are_told_from_floats(exported: Exported) -> None:
    assert flips(exported.bundle, exported.floats, None, seed=5, count=3)["max_score_difference"] > 0
