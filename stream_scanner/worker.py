"""The heart of the service: every submitted record ends in one published verdict or one dead letter, in order.

Nothing here knows the consumer framework: records come in through `Worker.submit`, and finished positions go out
through the ``commit`` function that the worker is built with.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
import time
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import orjson

from stream_scanner.batching import Batcher
from stream_scanner.config import Settings
from stream_scanner.dlq import DeadLetters, DlqLimit, DlqLimitExceeded, Record
from stream_scanner.events import Event, EventError, decode
from stream_scanner.frontier import Frontier
from stream_scanner.lanes import KeyLanes
from stream_scanner.memory import Address, MemoryStore, MemoryUnavailable, Recall
from stream_scanner.metrics import Metrics
from stream_scanner.publisher import Publisher, TooLarge

if TYPE_CHECKING:  # the scanner's own imports, the runtime of its model among them, are not needed here
    from stream_scanner.scanner import Scan, Scans

log = logging.getLogger(__name__)

MEMORY: Final = "memory"
"""Said in ``degraded`` of a verdict that was given without the thread's memory."""
LAST_COMMIT: Final = 5.0
"""Seconds that the commit after a drain may take."""
SHORT: Final = 4096
"""Bytes of a record up to which its scan is over soon: a few such at a time keep every lane busy. Each further one only
makes all of them slower; a long one spends most of its time waiting for its turns."""
SPARE: Final = 2
"""Short scans at a time beyond one for each lane: what searches while another reads."""
Commit = Callable[[Mapping[int, int]], Awaitable[bool]]
"""Commits, by partition, the next offset to read; false when the group has moved on and refused it."""


@dataclasses.dataclass(frozen=True)
class Job:
    """One decoded event on its way."""

    record: Record
    event: Event
    address: Address
    generation: int
    since: float


class Worker:
    """Scans records and publishes what comes of them.

    Order: memory read, scan, one write of memory and verdict, publish, dead letter if it must be, only then the
    frontier. So a worker killed anywhere leaves either an event that is read again or a verdict that is found again.

    Args:
        scans: pure and thread-safe; called from threads of the worker's own, ``settings.concurrent_scans`` for long
            events and a few for short ones.
        clock: monotonic seconds. sleep: waits that many seconds.

    Attributes:
        failure: done when the worker can go no further; its result says why, without text of an event.
    """

    def __init__(
        self,
        settings: Settings,
        scans: Scans,
        commit: Commit,
        *,
        store: MemoryStore,
        publisher: Publisher,
        metrics: Metrics,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._settings, self._scans, self._commit = settings, scans, commit
        self._store, self._publisher, self._metrics = store, publisher, metrics
        self._clock, self._sleep = clock, sleep
        metrics.follow("scanner_memory_available", lambda: float(store.available))
        self._dead_letters = DeadLetters(settings.dlq_topic, publisher.send)
        self._limit = DlqLimit(settings.dlq_consecutive, settings.dlq_ratio, settings.dlq_window)
        self._lanes: KeyLanes[tuple[str, str], Job] = KeyLanes()
        self._batcher = Batcher(settings.batch_events, settings.batch_bytes)
        self._frontier = Frontier()
        most = settings.concurrent_scans
        self._short = ThreadPoolExecutor(min(most, settings.threads + SPARE), thread_name_prefix="short-scan")
        self._long = ThreadPoolExecutor(most, thread_name_prefix="scan")
        self._generation = 0
        self._held, self._held_bytes, self._scanning = 0, 0, 0
        self._draining = False
        self._room, self._wake = asyncio.Event(), asyncio.Event()
        self._committing = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self.failure: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    # Entry and exit

    async def start(self) -> None:
        """Connect the producer, for as long as it takes, and begin to work."""
        await self._publisher.start()
        self._spawn(self._form_batches())
        self._spawn(self._commit_at_intervals())

    async def submit(self, record: Record) -> None:
        """Take one record in; waits while the worker is full and raises nothing.

        A record still waiting when its partition is revoked is let go: whoever has the partition next reads it again.
        """
        generation, size = self._generation, record.size
        while self._held and (
            self._held >= self._settings.in_flight or self._held_bytes + size > self._settings.in_flight_bytes
        ):
            self._room.clear()
            await self._room.wait()
        if self._draining or generation != self._generation:
            return
        if not self._frontier.begin(record.partition, generation, record.offset):
            return
        self._hold(1, size)
        try:
            job = self._job(record, generation)
        except EventError as error:
            self._spawn(self._finish(record, generation, self._dead_letters.bury(record, error), "dead_letter"))
        else:
            self._lanes.push((job.address.tenant, job.address.thread), job)
            self._wake.set()

    async def revoke(self) -> None:
        """The partitions are being taken away: finish and commit what the deadline allows, let go of the rest."""
        self._draining = True
        try:
            async with asyncio.timeout(self._settings.drain_deadline):
                while self._held and not self.failure.done():
                    self._room.clear()
                    await self._room.wait()
        except TimeoutError:
            log.warning("%d events were not finished by the drain deadline; they will be read again", self._held)
        try:
            async with asyncio.timeout(LAST_COMMIT):
                await self._commit_finished()
        except TimeoutError:
            log.warning("the last commit was not answered; some events will be read again")
        self._generation += 1
        self._frontier.revoke()
        # Those in flight stay so, and keep their threads' order; what they finish no longer counts.
        for job in self._lanes.drop_waiting():
            self._hold(-1, -job.record.size)
            self._metrics.count("scanner_dropped_total")
        self._metrics.count("scanner_generations_total")
        self._draining = False

    async def stop(self) -> None:
        """Let everything go, after `revoke` has drained and committed. The worker cannot be started again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for executor in (self._short, self._long):
            executor.shutdown(wait=False, cancel_futures=True)
        await self._publisher.close()
        await self._store.close()

    @property
    def held(self) -> int:
        """Events taken in and not finished."""
        return self._held

    # The way of an event

    def _job(self, record: Record, generation: int) -> Job:
        if record.value is None:
            raise EventError("$", "a tombstone: the record has no value")
        if len(record.value) > self._settings.max_event_bytes:
            raise EventError("$", f"{len(record.value)} bytes exceed the limit of {self._settings.max_event_bytes}")
        try:
            event = decode(record.value)
            event.thread_id.encode(), event.event_id.encode(), event.tenant.encode()
        except EventError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a value does to the decoder, only that value may suffer
            raise EventError("$", f"cannot be decoded: {type(error).__name__}") from None
        return Job(record, event, Address(event.tenant, event.thread_id, event.event_id), generation, self._clock())

    async def _form_batches(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._scanning < self._settings.concurrent_scans:
                batch = self._batcher.take(self._lanes, lambda job: job.record.size)
                if not batch:
                    break
                self._metrics.observe("scanner_batch_events", len(batch))
                jobs = [job for _, job in batch]
                for job, recall in zip(jobs, await self._read(jobs), strict=True):
                    self._spawn(self._finish(job.record, job.generation, self._answer(job, recall), "verdict", job))
                # Tasks run first come, first served: after this turn each of them counts as scanning.
                await asyncio.sleep(0)

    async def _read(self, jobs: list[Job]) -> list[Recall | None]:
        """What is remembered for each job; none where memory cannot be had."""
        since = self._clock()
        try:
            recalls = await self._store.read([job.address for job in jobs])
        except MemoryUnavailable:
            return [None] * len(jobs)
        self._metrics.observe("scanner_stage_seconds", self._clock() - since, stage="read")
        return [*recalls]

    async def _answer(self, job: Job, recall: Recall | None) -> None:
        """Publish the verdict of one event, or bury it."""
        try:
            value = await self._verdict(job, recall)
            since = self._clock()
            headers = (
                ("event_id", job.event.event_id.encode()),
                ("verdict_id", orjson.loads(value)["verdict_id"].encode()),
            )
            try:
                await self._publisher.send(self._settings.verdicts_topic, job.event.thread_id.encode(), value, headers)
            except TooLarge as error:
                raise EventError("$", f"the verdict cannot be published: {error}") from None
            self._metrics.observe("scanner_stage_seconds", self._clock() - since, stage="produce")
        except EventError as error:
            await self._dead_letters.bury(job.record, error)
            raise

    async def _verdict(self, job: Job, recall: Recall | None) -> bytes:
        """The bytes to publish: those stored for this event if there are any, else those of a scan, stored first."""
        while True:
            if recall is not None and recall.verdict is not None:
                self._metrics.count("scanner_memory_total", outcome="replay")
                return recall.verdict
            scan = await self._scan(job, recall)
            verdict, since = scan.verdict, self._clock()
            if recall is None:
                self._metrics.count("scanner_degraded_total")
                return verdict.to_bytes()
            try:
                outcome, value = await self._store.write(
                    job.address,
                    recall,
                    scan.memory,
                    verdict.to_bytes(),
                    partition=job.record.partition,
                    offset=job.record.offset,
                )
            except MemoryUnavailable:
                self._metrics.count("scanner_degraded_total")
                return verdict.model_copy(update={"degraded": [*verdict.degraded, MEMORY]}).to_bytes()
            self._metrics.observe("scanner_stage_seconds", self._clock() - since, stage="write")
            self._metrics.count("scanner_memory_total", outcome=outcome)
            if outcome != "conflict":
                self._metrics.count("scanner_decisions_total", decision=verdict.decision)
                return value
            # Each conflict means that another worker got on with this thread, so this ends.
            [recall] = await self._read([job])

    async def _scan(self, job: Job, recall: Recall | None) -> Scan:
        memory, degraded = (self._store.empty(), (MEMORY,)) if recall is None else (recall.memory, ())
        call = partial(self._scans.scan, job.event, memory, degraded=degraded)
        executor = self._short if job.record.size <= SHORT else self._long
        self._scanning += 1
        try:
            for attempt in range(1, self._settings.scan_attempts + 1):
                since = self._clock()
                try:
                    scan = await asyncio.get_running_loop().run_in_executor(executor, call)
                except Exception as error:  # noqa: BLE001 - one event's failure, told in its dead letter
                    name = type(error).__name__
                    self._metrics.count("scanner_scan_failures_total", error=name)
                    log.error("scanning offset %d failed: %s", job.record.offset, _whereabouts(error))
                    if attempt == self._settings.scan_attempts:
                        raise EventError("$", f"the scanner failed: {name}") from None
                    await self._sleep(0.1 * 2**attempt)
                else:
                    self._metrics.observe("scanner_stage_seconds", self._clock() - since, stage="scan")
                    return scan
            raise AssertionError("scan_attempts is at least 1")
        finally:
            self._scanning -= 1
            self._wake.set()

    async def _finish(
        self, record: Record, generation: int, ending: Awaitable[None], outcome: str, job: Job | None = None
    ) -> None:
        """Await the ending of one event, then count it as done. One that fails otherwise leaves it to be read again."""
        try:
            await ending
        except EventError:
            outcome = "dead_letter"
        self._metrics.count("scanner_events_total", outcome=outcome)
        self._frontier.finish(record.partition, generation, record.offset)
        if job is not None:
            self._metrics.observe("scanner_stage_seconds", self._clock() - job.since, stage="all")
            self._lanes.release((job.address.tenant, job.address.thread))
            self._wake.set()
        self._hold(-1, -record.size)
        try:
            self._limit.note(outcome == "dead_letter")
        except DlqLimitExceeded as error:
            self._fail(str(error))

    # Housekeeping

    async def _commit_at_intervals(self) -> None:
        while True:
            await self._sleep(self._settings.commit_interval)
            await self._commit_finished()

    async def _commit_finished(self) -> None:
        async with self._committing:
            positions = self._frontier.committable()
            if not positions:
                return
            try:
                done = await self._commit(positions)
            except Exception as error:  # noqa: BLE001 - a commit lost only means reading again; the next may pass
                log.error("commit failed: %s", _whereabouts(error))
                self._metrics.count("scanner_commits_total", outcome="failed")
                return
            self._metrics.count("scanner_commits_total", outcome="done" if done else "refused")
            if done:
                self._frontier.committed(positions)
                for partition, offset in positions.items():
                    self._metrics.set("scanner_committed_offset", offset, partition=str(partition))

    def _hold(self, events: int, size: int) -> None:
        self._held += events
        self._held_bytes += size
        self._metrics.set("scanner_in_flight_events", self._held)
        self._metrics.set("scanner_in_flight_bytes", self._held_bytes)
        if events < 0:
            self._room.set()

    def _spawn(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._fail(_whereabouts(error))

    def _fail(self, reason: str) -> None:
        if not self.failure.done():
            log.critical("the worker cannot go on: %s", reason)
            self.failure.set_result(reason)
            self._room.set()


def _whereabouts(error: BaseException) -> str:
    # Type and place only: the message of an exception may quote the event.
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return type(error).__name__ + place
