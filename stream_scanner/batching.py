"""Which ready events are taken together: their memories are read in one round trip, their scans take turns."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable
from typing import TypeVar

from stream_scanner.lanes import KeyLanes

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class Batcher:
    """Forms a batch when there is room for one. There is no timer: a lone event never waits for company.

    Attributes:
        events: most events of one batch.
        budget: most bytes of one batch, events times the longest. Like goes with like, so that the verdicts of short
            events need not wait for a long one's.
    """

    events: int
    budget: int

    def take(self, lanes: KeyLanes[K, T], size: Callable[[T], int]) -> list[tuple[K, T]]:
        """Put a batch in flight and return it, shortest first; empty when nothing is ready.

        The oldest ready head always goes, however long, so that none starves; the others join it in the order of
        their likeness to it in length, as long as the budget holds.
        """
        heads = lanes.ready()
        if not heads:
            return []
        oldest = size(heads[0][1])
        longest, chosen = oldest, heads[:1]
        for head in sorted(heads[1:], key=lambda head: abs(size(head[1]) - oldest)):
            padded = max(longest, size(head[1]))
            if len(chosen) == self.events or padded * (len(chosen) + 1) > self.budget:
                break
            longest = padded
            chosen.append(head)
        return sorted(((key, lanes.take(key)) for key, _ in chosen), key=lambda pair: size(pair[1]))
