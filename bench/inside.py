"""The worker's heart in this process, on the embedded broker and Redis, without the consumer in front of it.

The embedded broker answers an empty fetch only when the wait that the consumer asked for is over (Faust's is 1.5 s), so
the latency of a lone event from client to client is that wait. Here an event's clock runs from `Worker.submit` until
its verdict is acknowledged.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson

from stream_scanner.config import Settings
from stream_scanner.dlq import Headers, Record
from stream_scanner.embedded import embedded
from stream_scanner.memory import MemoryStore
from stream_scanner.metrics import Metrics
from stream_scanner.publisher import Publisher
from stream_scanner.scanner import Scans
from stream_scanner.worker import Worker

Schedule = Sequence[tuple[float, Mapping[str, Any]]]
"""Seconds at which records come, and the records."""


class Noting(Publisher):
    """Notes when each event's verdict was acknowledged."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.done: dict[str, float] = {}

    async def send(self, topic: str, key: bytes | None, value: bytes | None, headers: Headers) -> None:
        await super().send(topic, key, value, headers)
        self.done[dict(headers)["event_id"].decode()] = time.perf_counter()


async def _answer(worker: Worker, publisher: Noting, schedule: Schedule, offset: int) -> dict[str, float]:
    begun = time.perf_counter()
    sent: dict[str, float] = {}
    for number, (at, value) in enumerate(schedule):
        await asyncio.sleep(max(0.0, begun + at - time.perf_counter()))
        sent[value["event_id"]] = time.perf_counter()
        await worker.submit(Record("bench", 0, offset + number, None, value["thread_id"].encode(), orjson.dumps(value)))
    while not sent.keys() <= publisher.done.keys():
        if worker.failure.done():
            raise RuntimeError(worker.failure.result())
        await asyncio.sleep(0.02)
    return {name: publisher.done[name] - at for name, at in sent.items()}


async def _run(
    settings: Settings, scans: Scans, schedules: Sequence[Schedule], between: Callable[[Metrics], None]
) -> list[dict[str, float]]:
    metrics, publisher = Metrics(), Noting(settings)

    async def commit(_: Mapping[int, int]) -> bool:
        return True

    store = MemoryStore(settings, dim=scans.memory_dim, model=scans.identity.model)
    worker = Worker(settings, scans, commit, store=store, publisher=publisher, metrics=metrics)
    await worker.start()
    answers, offset = [], 0
    try:
        for schedule in schedules:
            answers.append(await _answer(worker, publisher, schedule, offset))
            offset += len(schedule)
            between(metrics)
    finally:
        await worker.stop()
    return answers


def answered(
    scans: Scans, schedules: Sequence[Schedule], lanes: int, between: Callable[[Metrics], None] = lambda _: None
) -> list[dict[str, float]]:
    """Seconds from submission to acknowledged verdict by event, for one schedule after another.

    Args:
        lanes: events scanned at the same time.
        between: called after each schedule.
    """
    with embedded() as (broker, redis):
        settings = Settings.load(brokers=broker.bootstrap, redis_url=redis.url, threads=lanes)
        return asyncio.run(_run(settings, scans, schedules, between))
