"""A scanner without a model: its verdict is a function of event and memory alone, its faults are asked for by body."""

from __future__ import annotations

import dataclasses
import time

import numpy as np

from stream_scanner.events import Event
from stream_scanner.memory import ThreadMemory
from stream_scanner.verdicts import Identity, MemoryState, Scores, Timings, Verdict, verdict_id

IDENTITY = Identity(model="fake-model", policy="fake-policy")
DIM = 8


@dataclasses.dataclass(frozen=True)
class FakeScan:
    """Stands for `Scan`."""

    verdict: Verdict
    memory: ThreadMemory


class FakeScans:
    """Counts the thread's events in its memory and says the count and the earlier events in the rationale."""

    identity = IDENTITY
    memory_dim = DIM

    def __init__(self, delay: float = 0.0) -> None:
        self.delay = delay
        self.scanned: list[str] = []

    def scan(self, event: Event, memory: ThreadMemory, *, degraded: tuple[str, ...] = ()) -> FakeScan:
        self.scanned.append(event.event_id)
        if event.body == "poison":
            raise ValueError(f"cannot scan {event.body}")
        time.sleep(self.delay)
        count = memory.counts.get("events", 0) + 1
        verdict = Verdict(
            verdict_id=verdict_id(event.tenant, event.event_id, self.identity),
            event_id=event.event_id,
            tenant=event.tenant,
            thread_id=event.thread_id,
            scores=Scores(sensitivity=0.1, exposure=0.1, context=0.9, obfuscation=0.0),
            spans=[],
            memory=MemoryState(flags=dict(memory.flags)),
            decision="ALLOW",
            rationale=[f"event {count} of its thread"],
            segments_read=1,
            segments_total=1,
            stopped="complete",
            identity=self.identity,
            degraded=list(degraded),
            # Never twice the same, so that equal bytes prove that the stored verdict was published again.
            timings=Timings(evidence=0, tokenize=0, model=0, policy=0, total=time.perf_counter()),
        )
        flags = {**memory.flags, "pii_shared": True}
        vector = (memory.vector + np.float32(1)).astype(np.float32)
        return FakeScan(verdict, ThreadMemory(vector, flags, {**memory.counts, "events": count}, self.identity.model))
