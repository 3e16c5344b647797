"""The whole service from outside: a client of another make produces events and reads verdicts and dead letters."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import aiohttp
import pytest

from stream_scanner.app import _look_up, build_app
from stream_scanner.config import Settings
from stream_scanner.embedded import Broker, RedisServer, embedded
from tests.support.fakes import FakeScans
from tests.support.pipeline import PARTITIONS, Client, Workers, event

LIMIT = 50_000


@pytest.fixture(scope="module")
def machine() -> Iterator[tuple[Broker, RedisServer]]:
    with embedded(PARTITIONS, join_delay=0.2) as both:
        yield both


@pytest.fixture(scope="module")
def workers(machine: tuple[Broker, RedisServer], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    made = Workers(*machine, tmp_path_factory.mktemp("logs"), max_event_bytes=LIMIT)
    made.start()
    yield made
    made.close()


@pytest.fixture
def client(machine: tuple[Broker, RedisServer], workers: Workers) -> Iterator[Client]:
    made = Client(machine[0].bootstrap)
    yield made
    made.close()


def test_every_event_gets_one_verdict_under_its_threads_key_in_order(client: Client) -> None:
    sent: dict[str, list[str]] = {}
    for number in range(300):
        thread = f"order-{number % 11}"
        sent.setdefault(thread, []).append(f"order-e{number}")
        client.produce(event(f"order-e{number}", thread, tenant="acme"), thread)
    client.flush()
    client.read_ids(identifier for ids in sent.values() for identifier in ids)
    assert {thread: ids for thread, ids in client.by_thread().items() if thread.startswith("order-")} == sent
    for seen in client.verdicts:
        assert seen.body["event_id"] == seen.event_id
        assert seen.body["thread_id"].encode() == seen.key
        assert seen.headers["verdict_id"].decode() == seen.body["verdict_id"]
    counts = [client.of(identifier)[0].body["rationale"][0] for identifier in sent["order-3"]]
    assert counts == [f"event {number + 1} of its thread" for number in range(len(counts))]


def test_the_same_event_produced_again_gets_the_same_bytes(client: Client) -> None:
    for _ in range(3):
        client.produce(event("again", "again-thread"), "again-thread")
    client.produce(event("again-last", "again-thread"), "again-thread")
    client.flush()
    client.read_ids(["again-last"])
    replays = client.of("again")
    assert len(replays) == 3
    assert len({seen.value for seen in replays}) == 1
    assert client.of("again-last")[0].body["rationale"] == ["event 2 of its thread"]


def test_what_cannot_be_scanned_is_a_dead_letter_and_stops_nothing(client: Client) -> None:
    good = json.loads(event("dead", "dead-thread"))
    cases: dict[bytes, tuple[bytes | None, str]] = {
        b"tombstone": (None, "tombstone"),
        b"malformed": (b'{"event_id": ', "malformed JSON"),
        b"utf8": (b'{"event_id": "\xff"}', "invalid UTF-8"),
        b"types": (json.dumps({**good, "body": 7}).encode(), "valid string"),
        b"kind": (json.dumps({**good, "kind": "fax"}).encode(), "Input should be"),
        b"unknown": (json.dumps({**good, "hunter2": 1}).encode(), "unknown key"),
        b"array": (b"[1, 2]", "JSON object"),
        b"empty": (b"", "malformed JSON"),
        b"large": (event("dead", "dead-thread", body="x" * LIMIT), "exceed the limit"),
        b"poison": (event("dead", "dead-thread", body="poison"), "ValueError"),
    }
    for key, (value, _) in cases.items():
        client.produce(value, key, headers=[("trace", key)])
    client.produce(None, None)
    client.produce(event("alive", "dead-thread"), "dead-thread")
    client.produce(event("keyless", "keyless-thread"))
    client.flush()
    client.read_ids(["alive", "keyless"])
    client.read_until(lambda: len(client.letters) == len(cases) + 1)
    assert client.of("keyless")[0].key == b"keyless-thread"
    letters = {letter.key: letter for letter in client.letters}
    for key, (value, reason) in cases.items():
        assert letters[key].value == value
        assert letters[key].headers["trace"] == key
        assert reason in letters[key].error["reason"]
        assert "hunter2" not in str(letters[key].error)
    assert letters[b"types"].error["field"] == "body"
    assert letters[b"kind"].error["topic"] == "dlp.events"


def test_a_restart_reads_nothing_again_after_a_drain(
    machine: tuple[Broker, RedisServer], client: Client, workers: Workers
) -> None:
    for number in range(40):
        client.produce(event(f"drain-{number}", f"drain-{number % 4}"), f"drain-{number % 4}")
    client.flush()
    client.read_ids(f"drain-{number}" for number in range(40))
    first = workers.processes[-1]
    assert workers.stop(first) == 0
    workers.start()
    for number in range(8):
        client.produce(event(f"after-{number}", f"drain-{number % 4}"), f"drain-{number % 4}")
    client.flush()
    client.read_ids(f"after-{number}" for number in range(8))
    client.read(0.5)
    assert all(len(client.of(f"drain-{number}")) == 1 for number in range(40))
    assert "hunter2" not in workers.log(first)
    assert "x.example" not in workers.log(first)


async def test_health_and_metrics_answer(machine: tuple[Broker, RedisServer], tmp_path: Path) -> None:
    broker, redis = machine
    settings = Settings(
        brokers=broker.bootstrap,
        redis_url=redis.url,
        group_id="health",
        session_timeout=6,
        request_timeout=10,
        health_host="127.0.0.1",
        health_port=_free_port(),
    )
    service = build_app(settings, FakeScans(), datadir=tmp_path)
    stop = asyncio.Event()
    running = asyncio.create_task(service.run(stop))
    base = f"http://127.0.0.1:{settings.health_port}"
    async with aiohttp.ClientSession() as session:

        async def get(path: str) -> tuple[int, str]:
            try:
                async with session.get(base + path) as answer:
                    return answer.status, await answer.text()
            except aiohttp.ClientConnectorError:
                return 0, ""

        async with asyncio.timeout(30):
            while (await get("/ready"))[0] != 200:  # noqa: ASYNC110 - there is nothing else to wait for
                await asyncio.sleep(0.05)
        assert await get("/live") == (200, "ok\n")
        status, text = await get("/metrics")
        assert status == 200
        assert "scanner_in_flight_events" in text
        service.worker._fail("a test said so")
        assert await get("/live") == (503, "a test said so\n")
    with pytest.raises(RuntimeError, match="a test said so"):
        await running


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(("partitions", "asked"), [(None, 1), (set(), 1), ({0, 1}, 0)])
async def test_a_topic_without_partitions_is_looked_up_again(partitions: set[int] | None, asked: int) -> None:
    """A leader that knows no partitions gives them to nobody, and by itself the client looks again in minutes."""
    updates: list[str] = []
    coordinator = SimpleNamespace(
        _cluster=SimpleNamespace(partitions_for_topic={"dlp.events": partitions}.get),
        _client=SimpleNamespace(force_metadata_update=lambda: updates.append("update")),
    )
    await _look_up(coordinator, "dlp.events")
    assert len(updates) == asked
