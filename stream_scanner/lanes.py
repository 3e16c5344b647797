"""Order within a thread: one queue for each key, and at most one item of a key in flight."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class KeyLanes(Generic[K, T]):
    """FIFO queues by key. A key's next item is ready when none of its items is in flight. Not thread-safe."""

    def __init__(self) -> None:
        self._waiting: dict[K, deque[tuple[int, T]]] = {}
        self._busy: set[K] = set()
        # A dict of heads would be in the order in which they became ready; age is the order of arrival.
        self._ready: dict[K, tuple[int, T]] = {}
        self._arrivals = 0

    def __len__(self) -> int:
        """Items waiting, those in flight not counted."""
        return sum(len(lane) for lane in self._waiting.values())

    @property
    def any_ready(self) -> bool:
        """Whether `ready` holds anything."""
        return bool(self._ready)

    def push(self, key: K, item: T) -> None:
        """Queue ``item`` behind everything pushed under ``key`` before."""
        lane = self._waiting.setdefault(key, deque())
        lane.append((self._arrivals, item))
        self._arrivals += 1
        self._expose(key)

    def ready(self) -> list[tuple[K, T]]:
        """The head of every key with nothing in flight, oldest first."""
        return [(key, item) for key, (_, item) in sorted(self._ready.items(), key=lambda entry: entry[1][0])]

    def take(self, key: K) -> T:
        """Put the head of ``key`` in flight.

        Raises:
            KeyError: when ``key`` has no ready head.
        """
        _, item = self._ready.pop(key)
        lane = self._waiting[key]
        lane.popleft()
        if not lane:
            del self._waiting[key]
        self._busy.add(key)
        return item

    def release(self, key: K) -> None:
        """The item of ``key`` in flight is finished; the next one is ready.

        Raises:
            KeyError: when nothing of ``key`` is in flight.
        """
        self._busy.remove(key)
        self._expose(key)

    def drop_waiting(self) -> list[T]:
        """Empty the queues and return what was in them, oldest first. Keys in flight stay in flight."""
        dropped = sorted((entry for lane in self._waiting.values() for entry in lane), key=lambda entry: entry[0])
        self._waiting.clear()
        self._ready.clear()
        return [item for _, item in dropped]

    def _expose(self, key: K) -> None:
        if key not in self._busy and key in self._waiting:
            self._ready[key] = self._waiting[key][0]
