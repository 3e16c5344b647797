"""Worker with its surroundings faked: order, acknowledgement, failure, back-pressure and draining."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any

import pytest

from stream_scanner.config import Settings
from stream_scanner.dlq import Headers, Record
from stream_scanner.events import Event
from stream_scanner.memory import Address, MemoryUnavailable, Recall, ThreadMemory
from stream_scanner.metrics import Metrics
from stream_scanner.publisher import TooLarge
from stream_scanner.worker import SHORT, SPARE, Worker
from tests.support.fakes import DIM, FakeScan, FakeScans

VERDICTS, DLQ = "dlp.verdicts", "dlp.events.dlq"


class FakeStore:
    """A dictionary with the contract of `MemoryStore`."""

    def __init__(self) -> None:
        self.memories: dict[tuple[str, str], tuple[str, ThreadMemory]] = {}
        self.verdicts: dict[Address, bytes] = {}
        self.down = False
        self.before_write: Callable[[Address], None] = lambda address: None
        self.available = True

    def empty(self) -> ThreadMemory:
        return ThreadMemory.empty(DIM, "fake-model")

    async def read(self, addresses: Sequence[Address]) -> list[Recall]:
        await asyncio.sleep(0)
        if self.down:
            raise MemoryUnavailable
        found = [self.memories.get((a.tenant, a.thread), ("", self.empty())) for a in addresses]
        return [Recall(m, v, self.verdicts.get(a)) for a, (v, m) in zip(addresses, found, strict=True)]

    async def write(
        self, address: Address, recall: Recall, memory: ThreadMemory, verdict: bytes, *, partition: int, offset: int
    ) -> tuple[str, bytes]:
        await asyncio.sleep(0)
        if self.down:
            raise MemoryUnavailable
        self.before_write(address)
        if address in self.verdicts:
            return "replay", self.verdicts[address]
        key = (address.tenant, address.thread)
        if self.memories.get(key, ("",))[0] != recall.version:
            return "conflict", b""
        self.memories[key] = (f"{partition}:{offset}", memory)
        self.verdicts[address] = verdict
        return "stored", verdict

    async def close(self) -> None:
        pass


class FakePublisher:
    """Keeps what is sent; ``gate`` holds it back, ``too_large`` names a topic that takes nothing."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes | None, bytes | None, Headers]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.too_large = ""

    async def start(self) -> None:
        pass

    async def close(self) -> None:
        pass

    async def send(self, topic: str, key: bytes | None, value: bytes | None, headers: Headers) -> None:
        await self.gate.wait()
        if topic == self.too_large:
            raise TooLarge("2 bytes are more than the topic accepts")
        self.sent.append((topic, key, value, headers))

    def on(self, topic: str) -> list[tuple[bytes | None, bytes | None, Headers]]:
        return [(key, value, headers) for name, key, value, headers in self.sent if name == topic]


class Rig:
    """A worker and everything around it."""

    def __init__(self, scans: Any = None, **settings: Any) -> None:
        values = {"commit_interval": 0.02, "drain_deadline": 5, "concurrent_scans": 2, **settings}
        self.scans = scans or FakeScans()
        self.store, self.publisher, self.metrics = FakeStore(), FakePublisher(), Metrics()
        self.commits: list[dict[int, int]] = []
        self.refuse = False

        async def commit(positions: Mapping[int, int]) -> bool:
            self.commits.append(dict(positions))
            return not self.refuse

        self.worker = Worker(
            Settings(**values),
            self.scans,
            commit,
            store=self.store,  # type: ignore[arg-type]
            publisher=self.publisher,  # type: ignore[arg-type]
            metrics=self.metrics,
        )
        self.offsets: dict[int, int] = {}

    def record(
        self, event_id: str, thread: str = "t", *, partition: int = 0, raw: bytes | None = b"", **more: Any
    ) -> Record:
        offset = self.offsets.get(partition, -1) + 1
        self.offsets[partition] = offset
        body = {"event_id": event_id, "thread_id": thread, "kind": "chat", "sender": {"address": "a"}, **more}
        return Record("dlp.events", partition, offset, 1, b"k", json.dumps(body).encode() if raw == b"" else raw)

    async def feed(self, *args: Any, **kwargs: Any) -> None:
        await self.worker.submit(self.record(*args, **kwargs))

    async def idle(self) -> None:
        await until(lambda: self.worker.held == 0)

    def verdicts(self) -> list[dict[str, Any]]:
        return [json.loads(value or b"") for _, value, _ in self.publisher.on(VERDICTS)]


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - the conditions are of many kinds
            await asyncio.sleep(0.005)


@pytest.fixture
async def rig() -> AsyncIterator[Callable[..., Awaitable[Rig]]]:
    rigs: list[Rig] = []

    async def build(scans: Any = None, **settings: Any) -> Rig:
        rigs.append(Rig(scans, **settings))
        await rigs[-1].worker.start()
        return rigs[-1]

    yield build
    for made in rigs:
        made.publisher.gate.set()
        await made.worker.stop()


class Blocking(FakeScans):
    """Scans that wait for their event id to be let through; ``begun`` says which have."""

    def __init__(self) -> None:
        super().__init__()
        self.gates: dict[str, threading.Event] = {}
        self.begun: list[str] = []

    def scan(self, event: Event, memory: ThreadMemory, *, degraded: tuple[str, ...] = ()) -> FakeScan:
        self.begun.append(event.event_id)
        if event.event_id in self.gates:
            assert self.gates[event.event_id].wait(10)
        return super().scan(event, memory, degraded=degraded)


async def test_an_event_ends_in_a_verdict_with_its_thread_as_key(rig: Any) -> None:
    it = await rig()
    await it.feed("e1", "thrëad", tenant="acme")
    await it.idle()
    [(key, value, headers)] = it.publisher.on(VERDICTS)
    verdict = json.loads(value)
    assert key == "thrëad".encode()
    assert dict(headers) == {"event_id": b"e1", "verdict_id": verdict["verdict_id"].encode()}
    await until(lambda: it.commits == [{0: 1}])


async def test_threads_keep_their_order_and_their_memory(rig: Any) -> None:
    it = await rig(FakeScans(0.001), concurrent_scans=4)
    for number in range(120):
        await it.feed(f"e{number}", f"t{number % 7}", partition=number % 7 % 3)
    await it.idle()
    by_thread: dict[str, list[str]] = {}
    for verdict in it.verdicts():
        by_thread.setdefault(verdict["thread_id"], []).append(verdict["event_id"])
        assert verdict["rationale"] == [f"event {len(by_thread[verdict['thread_id']])} of its thread"]
    assert by_thread == {f"t{k}": [f"e{n}" for n in range(k, 120, 7)] for k in range(7)}
    await until(lambda: it.commits and max(map(len, it.commits)) > 0 and it.worker._frontier.committable() == {})


async def test_only_the_finished_prefix_is_committed(rig: Any) -> None:
    scans = Blocking()
    scans.gates["e0"] = threading.Event()
    it = await rig(scans)
    for number in range(4):
        await it.feed(f"e{number}", f"t{number}")
    await until(lambda: len(it.verdicts()) == 3)
    await asyncio.sleep(0.06)
    assert it.commits == []
    scans.gates["e0"].set()
    await until(lambda: it.commits == [{0: 4}])


async def test_a_stored_verdict_is_published_again_byte_for_byte(rig: Any) -> None:
    it = await rig()
    await it.feed("e1")
    await it.idle()
    await it.feed("e1")
    await it.idle()
    first, second = it.publisher.on(VERDICTS)
    assert first == second
    assert it.scans.scanned == ["e1"]


async def test_a_conflict_is_scanned_again_with_the_newer_memory(rig: Any) -> None:
    it = await rig()
    other = ThreadMemory.empty(DIM, "fake-model")

    def meanwhile(address: Address) -> None:
        it.store.before_write = lambda _: None
        it.store.memories["default", "t"] = ("1:50", ThreadMemory(other.vector, other.flags, {"events": 41}, "m"))

    it.store.before_write = meanwhile
    await it.feed("e1")
    await it.idle()
    assert [verdict["rationale"] for verdict in it.verdicts()] == [["event 42 of its thread"]]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (None, "tombstone"),
        (b"{", "malformed JSON"),
        (b"\xff\xfe", "invalid UTF-8"),
        (b"[]", "JSON object"),
        (b'{"event_id":"x"}', "required"),
        (b'"' + b"x" * 3000 + b'"', "exceed the limit of 2000"),
        (b"[" * 1500, "malformed JSON"),
        (b'{"event_id":"\\ud800"}', ""),
        (b'{"event_id":"x","thread_id":"t","kind":"chat","sender":{"address":"a"},"body":"poison"}', "ValueError"),
    ],
)
async def test_a_poison_event_is_buried_as_it_came_and_the_rest_go_on(rig: Any, raw: bytes | None, reason: str) -> None:
    it = await rig(max_event_bytes=2000)
    await it.feed("before")
    await it.worker.submit(it.record("poison", raw=raw))
    await it.feed("after")
    await it.idle()
    [(key, value, headers)] = it.publisher.on(DLQ)
    assert (key, value) == (b"k", raw)
    assert reason in json.loads(dict(headers)["dlp-error"])["reason"]
    assert [verdict["event_id"] for verdict in it.verdicts()] == ["before", "after"]
    await until(lambda: it.commits and it.commits[-1] == {0: 3})


async def test_no_text_of_an_event_reaches_logs_errors_or_metrics(rig: Any, caplog: pytest.LogCaptureFixture) -> None:
    it = await rig()
    secret = "hunter2-4111111111111111"
    await it.feed("e1", secret, body="poison", metadata={secret: "v"})
    await it.feed("e2", secret, kind=secret)
    await it.feed("e3", secret, **{secret: 1})
    await it.idle()
    letters = [headers for _, _, headers in it.publisher.on(DLQ)]
    assert len(letters) == 3
    assert secret not in caplog.text
    assert "poison" not in caplog.text
    assert secret not in repr(letters)
    assert secret not in it.metrics.render().decode()


async def test_an_unpublishable_verdict_is_a_dead_letter(rig: Any) -> None:
    it = await rig()
    it.publisher.too_large = VERDICTS
    await it.feed("e1")
    await it.idle()
    [(_, _, headers)] = it.publisher.on(DLQ)
    assert "cannot be published" in json.loads(dict(headers)["dlp-error"])["reason"]


async def test_a_dead_letter_that_cannot_be_kept_stops_the_worker_uncommitted(rig: Any) -> None:
    it = await rig()
    it.publisher.too_large = DLQ
    await it.feed("e1", raw=b"{")
    assert "TooLarge" in await asyncio.wait_for(it.worker.failure, 5)
    await it.worker.revoke()
    assert it.commits == []


async def test_dead_lettering_everything_stops_the_worker(rig: Any) -> None:
    it = await rig(dlq_consecutive=3)
    for _ in range(3):
        await it.feed("x", raw=b"{")
    assert "3 events in a row" in await asyncio.wait_for(it.worker.failure, 5)


async def test_submit_waits_at_the_cap_of_events_and_of_bytes(rig: Any) -> None:
    for limits in ({"in_flight": 2}, {"in_flight_bytes": 1100}):
        it = await rig(**limits)
        it.publisher.gate.clear()
        for number in range(2):
            await it.feed(f"e{number}", f"t{number}", body="x" * 400)
        third = asyncio.ensure_future(it.feed("e2", "t2", body="x" * 400))
        await asyncio.sleep(0.05)
        assert not third.done()
        it.publisher.gate.set()
        await asyncio.wait_for(third, 5)
        await it.idle()
        assert len(it.verdicts()) == 3


async def test_an_event_larger_than_the_byte_cap_still_goes_alone(rig: Any) -> None:
    it = await rig(in_flight_bytes=1024)
    await it.feed("e1", body="x" * 5000)
    await it.idle()
    assert len(it.verdicts()) == 1


async def test_without_memory_the_verdict_says_so(rig: Any) -> None:
    it = await rig()
    it.store.down = True
    await it.feed("e1")
    await it.idle()
    assert [verdict["degraded"] for verdict in it.verdicts()] == [["memory"]]
    assert it.store.memories == {}
    assert it.metrics.value("scanner_degraded_total") == 1


async def test_memory_lost_between_read_and_write_is_said_too(rig: Any) -> None:
    scans = Blocking()
    scans.gates["e1"] = threading.Event()
    it = await rig(scans)
    await it.feed("e1")
    await until(lambda: it.worker._scanning == 1)
    it.store.down = True
    scans.gates["e1"].set()
    await it.idle()
    assert [verdict["degraded"] for verdict in it.verdicts()] == [["memory"]]


async def test_a_revoke_drains_and_commits(rig: Any) -> None:
    it = await rig(FakeScans(0.01), commit_interval=60)
    for number in range(20):
        await it.feed(f"e{number}", f"t{number % 3}")
    await it.worker.revoke()
    assert len(it.verdicts()) == 20
    assert it.commits == [{0: 20}]


async def test_what_the_deadline_cuts_off_is_dropped_and_never_committed(rig: Any) -> None:
    scans = Blocking()
    scans.gates["e1"] = threading.Event()
    it = await rig(scans, drain_deadline=0.1, in_flight=5)
    for number in range(5):
        await it.feed(f"e{number}", "t")
    blocked = asyncio.ensure_future(it.feed("e5", "t"))
    await it.worker.revoke()
    await asyncio.wait_for(blocked, 5)
    assert it.commits == [{0: 1}]
    assert it.worker.held == 1  # e1, which cannot be called back
    # The next assignment reads from what was committed, while e1 of the old one is still being scanned.
    it.offsets[0] = 0
    for number in range(1, 5):
        await it.feed(f"e{number}", "t")
    await asyncio.sleep(0.05)
    assert [verdict["event_id"] for verdict in it.verdicts()] == ["e0"]
    scans.gates["e1"].set()
    await it.idle()
    await until(lambda: it.commits[-1] == {0: 5})
    first_seen = list(dict.fromkeys(verdict["event_id"] for verdict in it.verdicts()))
    assert first_seen == [f"e{number}" for number in range(5)]
    assert len({value for _, value, _ in it.publisher.on(VERDICTS)}) == 5
    assert it.publisher.on(DLQ) == []


async def test_a_refused_commit_is_offered_again(rig: Any) -> None:
    it = await rig()
    it.refuse = True
    await it.feed("e1")
    await until(lambda: len(it.commits) >= 2)
    it.refuse = False
    await until(lambda: it.metrics.value("scanner_commits_total", outcome="done") == 1)
    assert set(map(str, it.commits)) == {"{0: 1}"}


async def test_a_scan_that_fails_once_is_tried_again(rig: Any) -> None:
    class Flaky(FakeScans):
        def scan(self, event: Event, memory: ThreadMemory, *, degraded: tuple[str, ...] = ()) -> FakeScan:
            if not self.scanned:
                self.scanned.append("failed")
                raise OSError("out of memory")
            return super().scan(event, memory, degraded=degraded)

    it = await rig(Flaky(), scan_attempts=2)
    await it.feed("e1")
    await it.idle()
    assert len(it.verdicts()) == 1
    assert it.publisher.on(DLQ) == []


async def test_few_short_scans_run_at_a_time_and_long_ones_beside_them(rig: Any) -> None:
    scans = Blocking()
    names = [*(f"long{number}" for number in range(4)), *(f"short{number}" for number in range(5))]
    scans.gates = {name: threading.Event() for name in names}
    it = await rig(scans, concurrent_scans=16, threads=1)
    for name in names:
        await it.feed(name, name, body="x" * SHORT if name.startswith("long") else "x")
    running = {*names[:4], *names[4 : 4 + 1 + SPARE]}
    await until(lambda: set(scans.begun) == running)
    await asyncio.sleep(0.03)
    assert set(scans.begun) == running
    scans.gates["short1"].set()
    await until(lambda: set(scans.begun) == {*running, "short3"})
    for gate in scans.gates.values():
        gate.set()
    await it.idle()


async def test_as_many_scans_begin_as_may_and_no_more(rig: Any) -> None:
    scans = Blocking()
    scans.gates = {f"e{number}": threading.Event() for number in range(4)}
    it = await rig(scans, concurrent_scans=2, batch_events=1)
    for number in range(4):
        await it.feed(f"e{number}", f"t{number}")
    await until(lambda: it.worker._scanning == 2)
    await asyncio.sleep(0.03)
    assert it.worker._scanning == 2
    scans.gates["e1"].set()
    # The thread that is free goes on; it does not wait for the rest of a batch.
    await until(lambda: len(it.verdicts()) == 1)
    scans.gates["e2"].set()
    await until(lambda: len(it.verdicts()) == 2)
    for gate in scans.gates.values():
        gate.set()
    await it.idle()
