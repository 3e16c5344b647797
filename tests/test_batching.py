"""Batcher: the oldest always goes, the budget holds, likes go together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stream_scanner.batching import Batcher
from stream_scanner.lanes import KeyLanes


def _lanes(sizes: list[int]) -> KeyLanes[int, int]:
    lanes: KeyLanes[int, int] = KeyLanes()
    for key, size in enumerate(sizes):
        lanes.push(key, size)
    return lanes


@given(st.lists(st.integers(1, 100), min_size=1, max_size=50), st.integers(1, 8), st.integers(1, 300))
def test_a_batch_holds_the_oldest_within_budget_and_sorted(sizes: list[int], events: int, budget: int) -> None:
    lanes = _lanes(sizes)
    batch = Batcher(events, budget).take(lanes, lambda size: size)
    lengths = [size for _, size in batch]
    assert 0 in [key for key, _ in batch]
    assert lengths == sorted(lengths)
    assert len(batch) <= events
    assert len(batch) == 1 or len(batch) * max(lengths) <= budget
    assert len(lanes) == len(sizes) - len(batch)


@given(st.lists(st.integers(1, 100), max_size=30))
def test_every_event_is_taken_once(sizes: list[int]) -> None:
    lanes, batcher, taken = _lanes(sizes), Batcher(4, 120), []
    while batch := batcher.take(lanes, lambda size: size):
        taken += [key for key, _ in batch]
    assert sorted(taken) == list(range(len(sizes)))


def test_likes_in_length_join_the_oldest() -> None:
    batch = Batcher(3, 1000).take(_lanes([50, 400, 51, 3, 49]), lambda size: size)
    assert [size for _, size in batch] == [49, 50, 51]


def test_nothing_ready_is_an_empty_batch() -> None:
    assert Batcher(4, 10).take(_lanes([]), lambda size: size) == []
