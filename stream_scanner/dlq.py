"""Dead letters: events that can never be scanned, kept with their reason on a topic of their own."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from importlib import metadata
from typing import Final, Protocol

import orjson
from pydantic import AwareDatetime, Field

from stream_scanner.events import EventError, Strict

ERROR_HEADER: Final = "dlp-error"
Headers = tuple[tuple[str, bytes], ...]


@dataclasses.dataclass(frozen=True)
class Record:
    """One Kafka record as it came.

    Attributes:
        timestamp: milliseconds since 1970 (UTC), or none.
        value: none is a tombstone.
    """

    topic: str
    partition: int
    offset: int
    timestamp: int | None
    key: bytes | None
    value: bytes | None
    headers: Headers = ()

    @property
    def size(self) -> int:
        """Bytes of key and value."""
        return len(self.key or b"") + len(self.value or b"")


class Sends(Protocol):
    """Publishes one record and returns when the brokers have it, however long that takes."""

    async def __call__(self, topic: str, key: bytes | None, value: bytes | None, headers: Headers) -> None: ...


class DeadLetter(Strict):
    """JSON of the header ``dlp-error``. Key and value of the record are those of the event, byte for byte."""

    field: str = Field(description="Path of the offending field, $ for the whole record. Never its text.")
    reason: str = Field(description="What is wrong, without any value of the event.")
    topic: str
    partition: int = Field(ge=0)
    offset: int = Field(ge=0)
    timestamp: int | None = Field(description="Of the event's record: milliseconds since 1970 (UTC).")
    worker: str = Field(description="Name and version of the program that gave up.")
    time: AwareDatetime = Field(description="When it did.")

    def to_bytes(self) -> bytes:
        """UTF-8 JSON, keys in the order of the model."""
        return orjson.dumps(self.model_dump())


class DlqLimitExceeded(RuntimeError):
    """So much is being dead-lettered that the worker, or what feeds it, must be at fault."""


class DlqLimit:
    """Stops a worker that dead-letters everything. Not thread-safe.

    Args:
        consecutive: dead letters in a row that are too many.
        ratio: share of dead letters in a full window that is too large.
        window: events that the ratio is taken over.
    """

    def __init__(self, consecutive: int, ratio: float, window: int) -> None:
        self._consecutive, self._ratio = consecutive, ratio
        self._recent: deque[bool] = deque(maxlen=window)
        self._dead = 0
        self._row = 0

    def note(self, dead: bool) -> None:
        """Count one finished event.

        Raises:
            DlqLimitExceeded: naming the limit.
        """
        if len(self._recent) == self._recent.maxlen:
            self._dead -= self._recent[0]
        self._recent.append(dead)
        self._dead += dead
        self._row = self._row + 1 if dead else 0
        if self._row >= self._consecutive:
            raise DlqLimitExceeded(f"{self._row} events in a row were dead-lettered")
        if len(self._recent) == self._recent.maxlen and self._dead > self._ratio * len(self._recent):
            raise DlqLimitExceeded(f"{self._dead} of the last {len(self._recent)} events were dead-lettered")


class DeadLetters:
    """The dead letter topic.

    Args:
        send: has to return only when the record is safe; while the topic is down the event stalls, it is not dropped.
        now: current time, with its zone.
    """

    def __init__(self, topic: str, send: Sends, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._topic, self._send, self._now = topic, send, now
        self._worker = _worker()

    def bury(self, record: Record, error: EventError) -> Awaitable[None]:
        """Publish ``record`` as it came, with the reason in its headers, and wait until the brokers have it."""
        letter = DeadLetter(
            field=error.field,
            reason=error.reason,
            topic=record.topic,
            partition=record.partition,
            offset=record.offset,
            timestamp=record.timestamp,
            worker=self._worker,
            time=self._now(),
        )
        # An event fed back from the dead letter topic must not carry the reason of its last death.
        kept = tuple(header for header in record.headers if header[0] != ERROR_HEADER)
        return self._send(self._topic, record.key, record.value, (*kept, (ERROR_HEADER, letter.to_bytes())))


def _worker() -> str:
    try:
        return f"stream-scanner {metadata.version('stream-scanner')}"
    except metadata.PackageNotFoundError:  # run from a source tree
        return "stream-scanner"
