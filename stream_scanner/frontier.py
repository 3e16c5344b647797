"""How far a partition may be committed: the end of its finished prefix."""

from __future__ import annotations

import dataclasses
from collections import deque


@dataclasses.dataclass
class _Partition:
    generation: int
    order: deque[int] = dataclasses.field(default_factory=deque)
    finished: set[int] = dataclasses.field(default_factory=set)
    position: int | None = None
    committed: int | None = None


class Frontier:
    """Positions that lose nothing when committed, for each partition and generation. Not thread-safe.

    A generation is one assignment of partitions to this worker, counted by the worker itself: Kafka's own number
    starts again when the group's state is lost. Offsets may have gaps (compaction, transaction markers), so the
    prefix is that of the order of arrival and no arithmetic is done on offsets.
    """

    def __init__(self) -> None:
        self._partitions: dict[int, _Partition] = {}

    def begin(self, partition: int, generation: int, offset: int) -> bool:
        """Note that ``offset`` is being worked on; false for an older generation or an offset not above the last."""
        state = self._partitions.get(partition)
        if state is None or generation > state.generation:
            state = self._partitions[partition] = _Partition(generation)
        last = state.order[-1] if state.order else (-1 if state.position is None else state.position - 1)
        if generation < state.generation or offset <= last:
            return False
        state.order.append(offset)
        return True

    def finish(self, partition: int, generation: int, offset: int) -> bool:
        """Note that ``offset`` ended in a verdict or dead letter; false for an older generation."""
        state = self._partitions.get(partition)
        if state is None or generation != state.generation:
            return False
        state.finished.add(offset)
        while state.order and state.order[0] in state.finished:
            offset = state.order.popleft()
            state.finished.remove(offset)
            state.position = offset + 1
        return True

    def committable(self) -> dict[int, int]:
        """By partition, the next offset to read after the finished prefix, where it has moved since `committed`."""
        return {
            partition: state.position
            for partition, state in self._partitions.items()
            if state.position is not None and state.position != state.committed
        }

    def committed(self, positions: dict[int, int]) -> None:
        """Note that the broker has taken these positions of `committable`."""
        for partition, position in positions.items():
            if partition in self._partitions:
                self._partitions[partition].committed = position

    def revoke(self) -> None:
        """Forget every partition: what finishes from here on belongs to an older generation."""
        self._partitions.clear()
