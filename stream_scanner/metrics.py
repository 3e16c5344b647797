"""What the service counts. Labels hold names and numbers of ours, never anything out of an event."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Final, Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


@dataclasses.dataclass(frozen=True)
class Metric:
    """One row of the table; ``labels`` are the names that its values are split by."""

    kind: Literal["counter", "gauge", "histogram"]
    help: str
    labels: tuple[str, ...] = ()


TABLE: Final[dict[str, Metric]] = {
    "scanner_events_total": Metric("counter", "Events finished: verdict or dead_letter.", ("outcome",)),
    "scanner_decisions_total": Metric("counter", "Verdicts stored by decision.", ("decision",)),
    "scanner_degraded_total": Metric("counter", "Verdicts given without memory."),
    "scanner_memory_total": Metric("counter", "Memory writes: stored, stale, replay or conflict.", ("outcome",)),
    "scanner_scan_failures_total": Metric("counter", "Failed attempts to scan an event.", ("error",)),
    "scanner_dropped_total": Metric("counter", "Events given back unfinished when partitions were revoked."),
    "scanner_generations_total": Metric("counter", "Assignments of partitions ended."),
    "scanner_commits_total": Metric("counter", "Commits: done, refused or failed.", ("outcome",)),
    "scanner_committed_offset": Metric("gauge", "Next offset to read after a restart.", ("partition",)),
    "scanner_in_flight_events": Metric("gauge", "Events held, waiting or being worked on."),
    "scanner_in_flight_bytes": Metric("gauge", "Bytes of those events."),
    "scanner_memory_available": Metric("gauge", "1 when the last attempt reached Redis."),
    "scanner_batch_events": Metric("histogram", "Events of one batch."),
    "scanner_stage_seconds": Metric(
        "histogram", "Time of one stage: read, scan, write, produce, or all of an event.", ("stage",)
    ),
}

_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_EVENTS: Final = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)


class Metrics:
    """The metrics of `TABLE` in a registry of their own, so that two workers in one process do not meet."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._counters: dict[str, Counter] = {}
        self._gauges: dict[str, Gauge] = {}
        self._histograms: dict[str, Histogram] = {}
        for name, row in TABLE.items():
            if row.kind == "counter":
                self._counters[name] = Counter(name, row.help, row.labels, registry=self.registry)
            elif row.kind == "gauge":
                self._gauges[name] = Gauge(name, row.help, row.labels, registry=self.registry)
            else:
                buckets = _SECONDS if name.endswith("_seconds") else _EVENTS
                self._histograms[name] = Histogram(name, row.help, row.labels, registry=self.registry, buckets=buckets)

    def count(self, name: str, amount: float = 1, **labels: str) -> None:
        """Add to a counter. A name out of the table is a `KeyError`, as in the two below."""
        metric = self._counters[name]
        (metric.labels(**labels) if labels else metric).inc(amount)

    def set(self, name: str, value: float, **labels: str) -> None:
        """Set a gauge."""
        metric = self._gauges[name]
        (metric.labels(**labels) if labels else metric).set(value)

    def follow(self, name: str, read: Callable[[], float]) -> None:
        """Let a gauge read its value whenever it is asked for."""
        self._gauges[name].set_function(read)

    def observe(self, name: str, value: float, **labels: str) -> None:
        """Add to a histogram."""
        metric = self._histograms[name]
        (metric.labels(**labels) if labels else metric).observe(value)

    def value(self, name: str, **labels: str) -> float:
        """Current value of a counter or gauge, 0 where nothing was counted yet."""
        return self.registry.get_sample_value(name, labels) or 0.0

    def render(self) -> bytes:
        """All of them in Prometheus's text format."""
        return generate_latest(self.registry)
