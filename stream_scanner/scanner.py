"""One event in, one verdict out: the scan core that every front calls."""

from __future__ import annotations

import dataclasses
from typing import Protocol

from stream_scanner.events import Event
from stream_scanner.memory import ThreadMemory
from stream_scanner.verdicts import Identity, Verdict


@dataclasses.dataclass(frozen=True)
class Scan:
    """A verdict and the thread's memory after it."""

    verdict: Verdict
    memory: ThreadMemory


class Scans(Protocol):
    """What the worker needs of a scanner. ``scan`` is synchronous, thread-safe and free of I/O."""

    identity: Identity
    memory_dim: int

    def scan(self, event: Event, memory: ThreadMemory, *, degraded: tuple[str, ...] = ()) -> Scan: ...
