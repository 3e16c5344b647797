"""Frontier: only a finished prefix is ever committable, and only of the newest generation."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stream_scanner.frontier import Frontier


@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=40).flatmap(
        lambda gaps: st.tuples(st.just(gaps), st.permutations(range(len(gaps))))
    )
)
def test_the_position_is_always_the_end_of_the_finished_prefix(case: tuple[list[int], list[int]]) -> None:
    gaps, order = case
    offsets = [sum(gaps[: index + 1]) for index in range(len(gaps))]
    frontier = Frontier()
    assert all(frontier.begin(0, 1, offset) for offset in offsets)
    finished: set[int] = set()
    for index in order:
        frontier.finish(0, 1, offsets[index])
        finished.add(offsets[index])
        prefix = [offset for rank, offset in enumerate(offsets) if finished.issuperset(offsets[: rank + 1])]
        assert frontier.committable() == ({0: prefix[-1] + 1} if prefix else {})


@given(
    st.lists(
        st.tuples(st.sampled_from(["begin", "finish", "revoke", "commit"]), st.integers(0, 1), st.integers(0, 30)),
        max_size=200,
    )
)
def test_no_position_passes_an_offset_of_its_generation_still_in_flight(steps: list[tuple[str, int, int]]) -> None:
    frontier = Frontier()
    generation = 1
    flying: set[tuple[int, int, int]] = set()
    for step, partition, offset in steps:
        if step == "begin" and frontier.begin(partition, generation, offset):
            flying.add((partition, generation, offset))
        elif step == "finish" and flying:
            entry = sorted(flying)[offset % len(flying)]
            flying.remove(entry)
            assert frontier.finish(*entry) == (entry[1] == generation)
        elif step == "revoke":
            frontier.revoke()
            generation += 1
        elif step == "commit":
            frontier.committed(frontier.committable())
            assert frontier.committable() == {}
        for number, position in frontier.committable().items():
            assert all(o >= position for p, g, o in flying if p == number and g == generation)


def test_an_older_generation_moves_nothing() -> None:
    frontier = Frontier()
    assert frontier.begin(0, 1, 10)
    assert frontier.begin(0, 2, 10)
    assert not frontier.begin(0, 1, 11)
    assert not frontier.finish(0, 1, 10)
    assert frontier.committable() == {}
    assert frontier.finish(0, 2, 10)
    assert frontier.committable() == {0: 11}


def test_an_offset_delivered_twice_is_begun_once() -> None:
    frontier = Frontier()
    assert frontier.begin(0, 1, 5)
    assert not frontier.begin(0, 1, 5)
    frontier.finish(0, 1, 5)
    assert not frontier.begin(0, 1, 5)
    assert frontier.begin(0, 1, 6)
    assert frontier.committable() == {0: 6}


def test_after_a_revoke_nothing_is_committable_and_a_lower_offset_may_begin() -> None:
    frontier = Frontier()
    frontier.begin(3, 1, 9)
    frontier.finish(3, 1, 9)
    frontier.revoke()
    assert frontier.committable() == {}
    frontier.committed({3: 10})
    assert frontier.begin(3, 2, 4)
