"""What a conversation remembers, and its home in Redis."""

from __future__ import annotations

import asyncio
import dataclasses
import functools
import hmac
import logging
import os
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, Literal, TypeVar
from urllib.parse import quote

import numpy as np
import numpy.typing as npt
import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from model_core.labels import THREAD_FLAGS
from stream_scanner.config import Settings
from stream_scanner.evidence import Half

log = logging.getLogger(__name__)
R = TypeVar("R")
Outcome = Literal["stored", "stale", "replay", "conflict"]

PREFIX: Final = "dlp:m1:"
_FIELDS: Final = ("partition", "offset", "vector", "flags", "counts", "model", "names", "halves")
_PLAIN, _SEALED = b"\x00", b"\x01"
_NONCE: Final = 12
_PROBE: Final = 1.0
"""Seconds between attempts to reach a Redis that verdicts already go without."""

# One event is stored whole or not at all. The verdict that is there wins: a replayed event, or one that a worker of an
# older assignment finished first, gets the very bytes that may already have been published. An offset not above the
# stored one was remembered before its verdict expired. Any other difference from what was read is a conflict: another
# worker holds the thread, and the event must be scanned again with what that one wrote.
_STORE: Final = """
local stored = redis.call('GET', KEYS[2])
if stored then return {'replay', stored} end
local seen = redis.call('HMGET', KEYS[1], 'partition', 'offset')
if seen[1] and seen[1] == ARGV[4] and tonumber(seen[2]) >= tonumber(ARGV[5]) then
  redis.call('SET', KEYS[2], ARGV[1], 'EX', ARGV[2])
  return {'stale', ARGV[1]}
end
local version = seen[1] and (seen[1] .. ':' .. seen[2]) or ''
if version ~= ARGV[3] then return {'conflict', ''} end
redis.call('HSET', KEYS[1], 'partition', ARGV[4], 'offset', ARGV[5],
  'vector', ARGV[7], 'flags', ARGV[8], 'counts', ARGV[9], 'model', ARGV[10], 'names', ARGV[11],
  'halves', ARGV[12])
redis.call('EXPIRE', KEYS[1], ARGV[6])
redis.call('SET', KEYS[2], ARGV[1], 'EX', ARGV[2])
return {'stored', ARGV[1]}
"""


@dataclasses.dataclass(frozen=True)
class ThreadMemory:
    """Everything remembered about one thread.

    Attributes:
        vector: float32[memory_vec_dim]; all zero means the learned seed.
        flags: one entry for each of `THREAD_FLAGS`.
        counts: cumulative spans by display type over the thread, and ``events``.
        model: hash of the bundle that wrote ``vector``; a vector of another bundle is not read.
        names: number of each placeholder by the keyed hash of its value; empty where redaction is off.
        halves: what is kept of values that were begun and not yet ended.
    """

    vector: npt.NDArray[np.float32]
    flags: Mapping[str, bool]
    counts: Mapping[str, int]
    model: str
    names: Mapping[str, int] = dataclasses.field(default_factory=dict)
    halves: tuple[Half, ...] = ()

    @classmethod
    def empty(cls, dim: int, model: str) -> ThreadMemory:
        """The memory of a thread never seen before."""
        return cls(np.zeros(dim, np.float32), dict.fromkeys(THREAD_FLAGS, False), {}, model)


class MemoryUnavailable(RuntimeError):
    """Redis did not answer for as long as the settings allow an event to wait for it."""


@dataclasses.dataclass(frozen=True)
class Address:
    """Where an event belongs."""

    tenant: str
    thread: str
    event: str


@dataclasses.dataclass(frozen=True)
class Recall:
    """What Redis knew before an event.

    Attributes:
        memory: of the thread; empty for one never seen.
        version: ``partition:offset`` of the event that wrote it, empty for none.
        verdict: bytes already given to this very event.
    """

    memory: ThreadMemory
    version: str = ""
    verdict: bytes | None = None


class MemoryStore:
    """Thread memories and verdicts in Redis (6.2 or later).

    Keys: hash ``dlp:m1:{<tenant>.<hmac16 of thread>}`` and, under the same hash tag, so that one script may touch
    both in a cluster, ``<that>:v:<hmac16 of event>`` for the bytes of each verdict. All of them expire.

    Args:
        dim: numbers in a memory vector.
        model: hash of the bundle; a vector written by another one is not read, its flags and counts are.
        clock: monotonic seconds. sleep: waits that many seconds.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        dim: int,
        model: str,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._settings = settings
        self._dim, self._model = dim, model
        self._clock, self._sleep = clock, sleep
        self._hmac_key = settings.memory_hmac_key.get_secret_value().encode()
        self._key = None if settings.memory_key is None else bytes.fromhex(settings.memory_key.get_secret_value())
        # An event asks for its keys three times, and each digest lets another thread have the interpreter.
        self._keys = functools.lru_cache(maxsize=1024)(self._digested)
        self._down_since: float | None = None
        self._next_attempt = 0.0
        # The client's own defaults (five seconds an attempt, ten attempts) block an event for a minute. The pool
        # blocks too, since an exhausted one would otherwise look like an outage.
        pool = BlockingConnectionPool.from_url(
            settings.redis_url,
            max_connections=32,
            timeout=settings.memory_timeout,
            socket_timeout=settings.memory_timeout,
            socket_connect_timeout=settings.memory_timeout,
            retry=Retry(NoBackoff(), 1),
            protocol=2,
        )
        self._redis: Redis = Redis.from_pool(pool)
        self._store = self._redis.register_script(_STORE)

    @property
    def available(self) -> bool:
        """Whether the last attempt reached Redis."""
        return self._down_since is None

    async def close(self) -> None:
        """Close every connection."""
        await self._redis.aclose()

    def empty(self) -> ThreadMemory:
        """The memory of a thread never seen."""
        return ThreadMemory.empty(self._dim, self._model)

    async def read(self, addresses: Sequence[Address]) -> list[Recall]:
        """Read memory and stored verdict of each address in one round trip.

        Raises:
            MemoryUnavailable: after ``memory_wait`` of outage, when the settings say to degrade.
        """

        async def call() -> list[Recall]:
            async with self._redis.pipeline(transaction=False) as pipe:
                for address in addresses:
                    memory_key, verdict_key = self._keys(address)
                    pipe.hmget(memory_key, _FIELDS)
                    pipe.get(verdict_key)
                answers = await pipe.execute()
            return [
                self._recall(address, dict(zip(_FIELDS, fields, strict=True)), verdict)
                for address, fields, verdict in zip(addresses, answers[::2], answers[1::2], strict=True)
            ]

        return await self._reach(call)

    async def write(
        self, address: Address, recall: Recall, memory: ThreadMemory, verdict: bytes, *, partition: int, offset: int
    ) -> tuple[Outcome, bytes]:
        """Store memory and verdict of one event at once, if nothing else has since ``recall`` was read.

        Returns:
            The outcome and the bytes to publish: those stored before on ``replay``; none to publish on ``conflict``,
            where the event has to be read and scanned again; on ``stale`` the memory is already past this offset.

        Raises:
            MemoryUnavailable: as `read`; the event may or may not have been stored.
        """
        memory_key, verdict_key = self._keys(address)
        vector = np.clip(np.nan_to_num(memory.vector), -65504, 65504).astype("<f2").tobytes()
        arguments: list[bytes | str | int] = [
            self._seal(memory_key, "verdict", verdict),
            self._settings.verdict_ttl,
            recall.version,
            partition,
            offset,
            self._settings.memory_ttl,
            self._seal(memory_key, "vector", vector),
            self._seal(memory_key, "flags", orjson.dumps(dict(memory.flags))),
            self._seal(memory_key, "counts", orjson.dumps(dict(memory.counts))),
            memory.model,
            self._seal(memory_key, "names", orjson.dumps(dict(memory.names))),
            self._seal(memory_key, "halves", orjson.dumps([tuple(half) for half in memory.halves])),
        ]

        async def call() -> tuple[Outcome, bytes]:
            outcome, stored = await self._store(keys=[memory_key, verdict_key], args=arguments)
            name: Outcome = outcome.decode()
            if name != "replay":
                return name, verdict if name != "conflict" else b""
            # Under a key that was changed since, the old bytes cannot be had back.
            return name, self._open(memory_key, "verdict", stored) or verdict

        return await self._reach(call)

    async def forget_thread(self, tenant: str, thread: str) -> int:
        """Delete everything kept about one thread; returns the number of keys. Walks the whole key space."""
        return await self._forget(self._keys(Address(tenant, thread, ""))[0] + "*")

    async def forget_tenant(self, tenant: str) -> int:
        """Delete everything kept about one tenant; returns the number of keys. Walks the whole key space."""
        # The exact length of the digest keeps tenant "a" apart from tenant "a.b".
        return await self._forget(f"{PREFIX}{{{_quoted(tenant)}.{'?' * 32}}}*")

    async def _forget(self, pattern: str) -> int:
        deleted = 0
        async for key in self._redis.scan_iter(match=pattern, count=1000):
            deleted += int(await self._redis.unlink(key))
        return deleted

    def _digested(self, address: Address) -> tuple[str, str]:
        memory = f"{PREFIX}{{{_quoted(address.tenant)}.{self._hidden(address.tenant, address.thread)}}}"
        return memory, f"{memory}:v:{self._hidden(address.tenant, address.thread, address.event)}"

    def _hidden(self, *parts: str) -> str:
        # Lengths keep ("ab", "c") apart from ("a", "bc").
        text = "".join(f"{len(part)}:{part}" for part in parts)
        return hmac.digest(self._hmac_key, text.encode(), "sha256")[:16].hex()

    def _cipher(self, memory_key: str) -> AESGCM | None:
        # A key of its own for each thread: with random nonces one AES-GCM key is good for 2^32 messages
        # (NIST SP 800-38D, 8.3), which one busy tenant could reach in weeks.
        return None if self._key is None else AESGCM(hmac.digest(self._key, memory_key.encode(), "sha256"))

    def _seal(self, memory_key: str, field: str, value: bytes) -> bytes:
        cipher = self._cipher(memory_key)
        if cipher is None:
            return _PLAIN + value
        nonce = os.urandom(_NONCE)
        return _SEALED + nonce + cipher.encrypt(nonce, value, field.encode())

    def _open(self, memory_key: str, field: str, value: bytes) -> bytes | None:
        if value[:1] == _PLAIN:
            return value[1:]
        cipher = self._cipher(memory_key)
        try:
            if cipher is not None and value[:1] == _SEALED:
                return cipher.decrypt(value[1 : 1 + _NONCE], value[1 + _NONCE :], field.encode())
        except (InvalidTag, ValueError):
            cipher = None  # as if there were no key
        log.warning("stored %s cannot be read with the configured memory key; going on without it", field)
        return None

    def _recall(self, address: Address, fields: Mapping[str, bytes | None], verdict: bytes | None) -> Recall:
        memory_key, _ = self._keys(address)
        opened = None if verdict is None else self._open(memory_key, "verdict", verdict)
        partition, offset = fields["partition"], fields["offset"]
        if partition is None or offset is None:
            return Recall(self.empty(), "", opened)
        version = f"{partition.decode()}:{offset.decode()}"
        parts = {name: self._open(memory_key, name, fields[name] or b"") for name in ("vector", "flags", "counts")}
        vector, flags, counts = parts["vector"], parts["flags"], parts["counts"]
        memory = self.empty()
        if flags is not None and counts is not None:
            known = orjson.loads(flags)
            memory = dataclasses.replace(
                memory, flags={name: bool(known.get(name)) for name in THREAD_FLAGS}, counts=orjson.loads(counts)
            )
        # A hash that an earlier release wrote lacks some of these.
        later = {name: self._open(memory_key, name, value) for name in ("names", "halves") if (value := fields[name])}
        if (names := later.get("names")) is not None:
            memory = dataclasses.replace(memory, names=orjson.loads(names))
        if (halves := later.get("halves")) is not None:
            memory = dataclasses.replace(memory, halves=tuple(Half(*half) for half in orjson.loads(halves)))
        if vector is not None and len(vector) == 2 * self._dim and fields["model"] == self._model.encode():
            memory = dataclasses.replace(memory, vector=np.frombuffer(vector, "<f2").astype(np.float32))
        return Recall(memory, version, opened)

    async def _reach(self, call: Callable[[], Awaitable[R]]) -> R:
        degrade = self._settings.memory_unavailable == "degrade"
        pause = 0.05
        while True:
            if self._down_since is not None and self._clock() < self._next_attempt:
                raise MemoryUnavailable("Redis is known to be unreachable")
            try:
                result = await call()
            except (RedisError, OSError) as error:
                now = self._clock()
                if self._down_since is None:
                    self._down_since = now
                    log.warning("Redis is unreachable: %s", type(error).__name__)
                if degrade and now - self._down_since >= self._settings.memory_wait:
                    self._next_attempt = now + _PROBE
                    raise MemoryUnavailable(type(error).__name__) from None
            else:
                if self._down_since is not None:
                    log.warning("Redis is reachable again after %.1f s", self._clock() - self._down_since)
                    self._down_since = None
                return result
            await self._sleep(pause)
            pause = min(2 * pause, 2.0)


def _quoted(tenant: str) -> str:
    # No brace may end the hash tag early, and nothing may act as a pattern.
    return quote(tenant, safe="")
