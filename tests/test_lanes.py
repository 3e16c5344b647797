"""KeyLanes: order within a key, one in flight, oldest first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream_scanner.lanes import KeyLanes

STEPS = st.lists(st.one_of(st.tuples(st.just("push"), st.integers(0, 4)), st.tuples(st.just("take"), st.integers(0, 9)),
                           st.tuples(st.just("release"), st.integers(0, 9))), max_size=200)  # fmt: skip


@given(STEPS)
def test_each_key_is_taken_in_order_and_one_at_a_time(steps: list[tuple[str, int]]) -> None:
    lanes: KeyLanes[int, tuple[int, int]] = KeyLanes()
    pushed = 0
    taken: dict[int, list[int]] = {}
    sent: dict[int, list[int]] = {}
    flying: list[int] = []
    for step, number in steps:
        if step == "push":
            lanes.push(number, (number, pushed))
            sent.setdefault(number, []).append(pushed)
            pushed += 1
        elif step == "take" and lanes.any_ready:
            ready = lanes.ready()
            assert [item[1] for _, item in ready] == sorted(item[1] for _, item in ready)
            key = ready[number % len(ready)][0]
            assert key not in flying
            taken.setdefault(key, []).append(lanes.take(key)[1])
            flying.append(key)
        elif step == "release" and flying:
            lanes.release(flying.pop(number % len(flying)))
        assert len(lanes) == pushed - sum(map(len, taken.values()))
        idle = {key for key in sent if key not in flying and len(taken.get(key, [])) < len(sent[key])}
        assert {key for key, _ in lanes.ready()} == idle
    assert all(numbers == sent[key][: len(numbers)] for key, numbers in taken.items())


def test_an_older_head_that_becomes_ready_late_is_first_again() -> None:
    lanes: KeyLanes[str, int] = KeyLanes()
    for key, item in (("a", 1), ("a", 2), ("b", 3)):
        lanes.push(key, item)
    lanes.take("a")
    assert lanes.ready() == [("b", 3)]
    lanes.release("a")
    assert lanes.ready() == [("a", 2), ("b", 3)]


def test_dropping_keeps_keys_in_flight_in_flight() -> None:
    lanes: KeyLanes[str, int] = KeyLanes()
    for key, item in (("a", 1), ("b", 2), ("a", 3)):
        lanes.push(key, item)
    lanes.take("a")
    assert lanes.drop_waiting() == [2, 3]
    lanes.push("a", 4)
    assert not lanes.any_ready
    lanes.release("a")
    assert lanes.ready() == [("a", 4)]


def test_taking_or_releasing_the_wrong_key_is_an_error() -> None:
    lanes: KeyLanes[str, int] = KeyLanes()
    with pytest.raises(KeyError):
        lanes.take("a")
    with pytest.raises(KeyError):
        lanes.release("a")
