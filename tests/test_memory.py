"""MemoryStore against a real Redis: what is stored, what wins, what is hidden, and what happens without it."""

from __future__ import annotations

import dataclasses
import socket
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import numpy as np
import pytest
from redis.asyncio import Redis

from model_core.labels import THREAD_FLAGS
from stream_scanner.config import Settings
from stream_scanner.embedded import RedisServer
from stream_scanner.evidence import Half
from stream_scanner.memory import Address, MemoryStore, MemoryUnavailable, Recall, ThreadMemory

DIM = 8
KEY = "00112233445566778899aabbccddeeff"
THREAD = Address("acme", "thread-1", "event-1")


@pytest.fixture(scope="module")
def server() -> Iterator[RedisServer]:
    with RedisServer() as running:
        yield running


@pytest.fixture
async def redis(server: RedisServer) -> AsyncIterator[Redis]:
    client: Redis = Redis.from_url(server.url)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture
async def make(server: RedisServer, redis: Redis) -> AsyncIterator[Any]:
    stores: list[MemoryStore] = []

    def build(model: str = "m1", dim: int = DIM, **overrides: Any) -> MemoryStore:
        settings = Settings(**{"redis_url": server.url, "memory_hmac_key": "pepper", **overrides})
        stores.append(MemoryStore(settings, dim=dim, model=model))
        return stores[-1]

    yield build
    for store in stores:
        await store.close()


def _memory(count: int = 1, model: str = "m1") -> ThreadMemory:
    flags = {name: name == "has_nda" for name in THREAD_FLAGS}
    return ThreadMemory(np.linspace(-1, count, DIM).astype(np.float32), flags, {"events": count, "EMAIL": 3}, model)


async def _recall(store: MemoryStore, address: Address = THREAD) -> Recall:
    [recall] = await store.read([address])
    return recall


async def test_a_thread_never_seen_is_empty(make: Any) -> None:
    recall = await _recall(make())
    assert recall.verdict is None
    assert recall.version == ""
    assert not recall.memory.vector.any()
    assert set(recall.memory.flags) == set(THREAD_FLAGS)


@pytest.mark.parametrize("key", [None, KEY])
async def test_what_is_written_is_read(make: Any, key: str | None) -> None:
    store = make(memory_key=key)
    memory = _memory()
    assert await store.write(THREAD, Recall(store.empty()), memory, b"v1", partition=2, offset=7) == ("stored", b"v1")
    recall = await _recall(store)
    np.testing.assert_allclose(recall.memory.vector, memory.vector, atol=1e-3)
    assert dict(recall.memory.flags) == dict(memory.flags)
    assert dict(recall.memory.counts) == dict(memory.counts)
    assert (recall.version, recall.verdict) == ("2:7", b"v1")


async def test_what_later_releases_keep_is_read_and_a_hash_without_it_is_too(make: Any, redis: Redis) -> None:
    store = make(memory_key=KEY)
    memory = dataclasses.replace(_memory(), names={"PAN:00ff": 1}, halves=(Half("4539", 8, 3, 1, 2),))
    await store.write(THREAD, Recall(store.empty()), memory, b"v1", partition=0, offset=1)
    recall = await _recall(store)
    assert (recall.memory.names, recall.memory.halves) == (memory.names, memory.halves)
    [key] = [name async for name in redis.scan_iter(match="*") if b":v:" not in name]
    await redis.hdel(key, "names", "halves")
    recall = await _recall(store)
    assert (recall.memory.names, recall.memory.halves) == ({}, ())
    assert dict(recall.memory.counts) == dict(memory.counts)


async def test_a_batch_is_read_in_the_order_asked(make: Any) -> None:
    store = make()
    addresses = [Address("acme", f"t{n}", f"e{n}") for n in range(20)]
    for number, address in enumerate(addresses):
        await store.write(address, Recall(store.empty()), _memory(number), b"%d" % number, partition=0, offset=number)
    recalls = await store.read([*addresses[::-1], Address("other", "t1", "e1")])
    assert [recall.verdict for recall in recalls] == [*(b"%d" % n for n in range(19, -1, -1)), None]
    assert [recall.memory.counts.get("events") for recall in recalls] == [*range(19, -1, -1), None]


async def test_a_replayed_event_gets_its_first_bytes_and_changes_nothing(make: Any) -> None:
    store = make()
    await store.write(THREAD, await _recall(store), _memory(1), b"first", partition=0, offset=1)
    # The same event id produced again, at a later offset.
    answer = await store.write(THREAD, await _recall(store), _memory(2), b"second", partition=0, offset=9)
    assert answer == ("replay", b"first")
    recall = await _recall(store)
    assert (recall.version, recall.verdict, recall.memory.counts["events"]) == ("0:1", b"first", 1)


async def test_memory_never_goes_backwards(make: Any) -> None:
    store = make()
    await store.write(THREAD, await _recall(store), _memory(5), b"late", partition=0, offset=5)
    early = dataclasses.replace(THREAD, event="event-0")
    answer = await store.write(early, await _recall(store, early), _memory(1), b"early", partition=0, offset=3)
    assert answer == ("stale", b"early")
    recall = await _recall(store, early)
    assert (recall.version, recall.verdict, recall.memory.counts["events"]) == ("0:5", b"early", 5)


async def test_what_another_worker_wrote_meanwhile_is_a_conflict(make: Any) -> None:
    mine, theirs = make(), make()
    second = dataclasses.replace(THREAD, event="event-2")
    recall = await _recall(mine, second)
    await theirs.write(THREAD, await _recall(theirs), _memory(1), b"theirs", partition=1, offset=100)
    assert await mine.write(second, recall, _memory(9), b"mine", partition=0, offset=4) == ("conflict", b"")
    again = await _recall(mine, second)
    assert (again.verdict, again.memory.counts["events"]) == (None, 1)
    # A thread may move to another partition, whose offsets have nothing to do with the old ones.
    assert (await mine.write(second, again, _memory(2), b"mine", partition=0, offset=4))[0] == "stored"


async def test_a_vector_of_another_bundle_is_not_read_but_its_flags_are(make: Any) -> None:
    old, new = make("m1"), make("m2")
    await old.write(THREAD, await _recall(old), _memory(3), b"v", partition=0, offset=1)
    memory = (await _recall(new)).memory
    assert not memory.vector.any()
    assert memory.flags["has_nda"]
    assert memory.counts["events"] == 3
    assert memory.model == "m2"
    assert not (await _recall(make("m1", dim=DIM * 2))).memory.vector.any()


async def test_every_key_expires_and_shares_the_threads_hash_tag(make: Any, redis: Redis) -> None:
    store = make(memory_ttl=1000, verdict_ttl=100)
    await store.write(Address("a}b{*", "t", "e"), Recall(store.empty()), _memory(), b"v", partition=0, offset=1)
    names = sorted([key.decode() async for key in redis.scan_iter()])
    assert len(names) == 2
    assert names[1].startswith(names[0] + ":v:")
    assert names[0].startswith("dlp:m1:{a%7Db%7B%2A.")
    assert 900 < await redis.ttl(names[0]) <= 1000
    assert 90 < await redis.ttl(names[1]) <= 100


async def test_names_hide_the_thread_and_values_are_sealed(make: Any, redis: Redis) -> None:
    store = make(memory_key=KEY)
    address = Address("acme", "secret-thread", "secret-event")
    await store.write(address, Recall(store.empty()), _memory(), b"verdict-bytes", partition=0, offset=1)
    names = [key async for key in redis.scan_iter()]
    assert not any(b"secret" in name for name in names)
    seen = b"".join(
        [await redis.get(name) if b":v:" in name else b"".join((await redis.hgetall(name)).values()) for name in names]
    )
    assert b"verdict-bytes" not in seen
    assert b"has_nda" not in seen
    assert b"EMAIL" not in seen


async def test_a_changed_or_missing_key_forgets_and_goes_on(make: Any, caplog: pytest.LogCaptureFixture) -> None:
    store = make(memory_key=KEY)
    await store.write(THREAD, await _recall(store), _memory(4), b"v", partition=0, offset=1)
    for other in (make(memory_key=KEY[::-1]), make()):
        recall = await _recall(other)
        assert (recall.verdict, recall.memory.counts, recall.version) == (None, {}, "0:1")
        assert not recall.memory.vector.any()
    assert "configured memory key" in caplog.text


async def test_values_moved_between_threads_do_not_open(make: Any, redis: Redis) -> None:
    store = make(memory_key=KEY)
    other = Address("acme", "thread-2", "event-2")
    await store.write(THREAD, Recall(store.empty()), _memory(4), b"v", partition=0, offset=1)
    await store.write(other, Recall(store.empty()), _memory(8), b"w", partition=0, offset=2)
    source, target = store._keys(THREAD)[0], store._keys(other)[0]
    await redis.hset(target, "counts", await redis.hget(source, "counts"))
    assert (await _recall(store, other)).memory.counts == {}


async def test_forgetting_a_thread_and_a_tenant(make: Any, redis: Redis) -> None:
    store = make()
    for tenant in ("a", "a.b", "ab"):
        for thread in ("t1", "t2"):
            address = Address(tenant, thread, "e")
            await store.write(address, Recall(store.empty()), _memory(), b"v", partition=0, offset=1)
    assert await store.forget_thread("a", "t1") == 2
    assert (await _recall(store, Address("a", "t1", "e"))).version == ""
    assert (await _recall(store, Address("a", "t2", "e"))).version == "0:1"
    assert await store.forget_tenant("a") == 2
    assert await redis.dbsize() == 8


async def test_extreme_vectors_are_stored_as_finite(make: Any) -> None:
    store = make()
    wild = dataclasses.replace(_memory(), vector=np.array([np.inf, -np.inf, np.nan, 1e9, 0, 1, 2, 3], np.float32))
    await store.write(THREAD, await _recall(store), wild, b"v", partition=0, offset=1)
    assert np.isfinite((await _recall(store)).memory.vector).all()


def _unreachable() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{probe.getsockname()[1]}/0"


class Time:
    """A clock that only `sleep` moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(seconds)


async def test_degrading_waits_first_and_then_no_more() -> None:
    settings = Settings(redis_url=_unreachable(), memory_unavailable="degrade", memory_wait=5)
    fake = Time()
    store = MemoryStore(settings, dim=DIM, model="m1", clock=fake.clock, sleep=fake.sleep)
    assert store.available
    with pytest.raises(MemoryUnavailable):
        await store.read([THREAD])
    assert 5 <= fake.now < 8
    assert not store.available
    waited = len(fake.slept)
    with pytest.raises(MemoryUnavailable):
        await store.read([THREAD])
    assert len(fake.slept) == waited
    await store.close()


async def test_stalling_ends_when_redis_is_back() -> None:
    with RedisServer() as server:
        settings = Settings(redis_url=server.url, memory_unavailable="stall")
        fake = Time()

        async def sleep(seconds: float) -> None:
            await fake.sleep(seconds)
            if fake.now > 100:
                server.start()

        store = MemoryStore(settings, dim=DIM, model="m1", clock=fake.clock, sleep=sleep)
        await store.write(THREAD, Recall(store.empty()), _memory(), b"v", partition=0, offset=1)
        server.stop()
        assert (await _recall(store)).verdict == b"v"
        assert fake.now > 100
        # The restart emptied the script cache; writing must not mind.
        other = dataclasses.replace(THREAD, event="event-2")
        assert (await store.write(other, await _recall(store), _memory(), b"w", partition=0, offset=2))[0] == "stored"
        await store.close()


async def test_a_redis_that_hangs_is_given_up_in_time() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        settings = Settings(
            redis_url=f"redis://127.0.0.1:{listener.getsockname()[1]}/0",
            memory_unavailable="degrade",
            memory_wait=0,
            memory_timeout=0.2,
        )
        store = MemoryStore(settings, dim=DIM, model="m1")
        since = time.monotonic()
        with pytest.raises(MemoryUnavailable):
            await store.read([THREAD])
        assert time.monotonic() - since < 3
        await store.close()
