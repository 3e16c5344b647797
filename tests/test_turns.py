import threading
import time

import pytest

from stream_scanner.turns import Turns


def waiters(turns: Turns, ranks: list[float], order: list[float]) -> list[threading.Thread]:
    """A thread for each rank, begun in this order; each notes its rank when its turn comes."""

    def wait(rank: float) -> None:
        with turns.turn(rank):
            order.append(rank)

    threads = []
    for count, rank in enumerate(ranks, start=1):
        thread = threading.Thread(target=wait, args=(rank,))
        thread.start()
        threads.append(thread)
        while len(turns._waiting) < count:
            time.sleep(0.001)
    return threads


def test_the_lowest_rank_goes_first() -> None:
    turns, order = Turns(1), []
    with turns.turn(0):
        threads = waiters(turns, [3.0, 1.0, 2.0], order)
    for thread in threads:
        thread.join(10)
    assert order == [1.0, 2.0, 3.0]


def test_no_more_than_its_capacity_are_inside() -> None:
    turns, lock = Turns(2), threading.Lock()
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        for rank in range(50):
            with turns.turn(rank):
                with lock:
                    inside += 1
                    most = max(most, inside)
                time.sleep(0)
                with lock:
                    inside -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert (inside, most) == (0, 2)


def test_a_place_is_given_back_after_an_error() -> None:
    turns = Turns(1)
    with pytest.raises(ValueError, match="inside"), turns.turn(0):
        raise ValueError("inside")
    with turns.turn(0):
        pass
