"""Whose turn it is at the model: messages go segment by segment, so that a long one does not stop the short ones."""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 10.0
"""Seconds that a further segment of a message lets messages go first which came after it."""


class Turns:
    """A semaphore whose waiters enter by rank, lowest first, equal ones in the order in which they came.

    With the time at which a scan began plus `PATIENCE` for each segment read as rank, a message of one segment waits
    for no later segment of another, and no segment waits longer than its own patience behind newcomers.
    """

    def __init__(self, capacity: int) -> None:
        self._free = capacity
        self._lock = threading.Lock()
        self._waiting: list[tuple[float, int, threading.Event]] = []
        self._order = itertools.count()

    @contextmanager
    def turn(self, rank: float) -> Iterator[None]:
        """Hold one of the places while the block runs."""
        self._enter(rank)
        try:
            yield
        finally:
            self._leave()

    def _enter(self, rank: float) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            called = threading.Event()
            heapq.heappush(self._waiting, (rank, next(self._order), called))
        called.wait()

    def _leave(self) -> None:
        with self._lock:
            if self._waiting:
                heapq.heappop(self._waiting)[2].set()
            else:
                self._free += 1
