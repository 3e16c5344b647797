"""The service's own Kafka producer: idempotent, acknowledged by every in-sync replica, patient."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, MessageSizeTooLargeError

from stream_scanner.config import Settings
from stream_scanner.dlq import Headers

log = logging.getLogger(__name__)


class TooLarge(ValueError):
    """The record is over what producer or broker accept: sending it again cannot help."""


class Publisher:
    """Publishes records one by one and returns when they are safe (KIP-98 idempotence, ``acks=all``).

    Args:
        sleep: waits that many seconds.
    """

    def __init__(self, settings: Settings, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._settings = settings
        self._sleep = sleep
        self._producer: AIOKafkaProducer | None = None
        self._renewing = asyncio.Lock()

    async def start(self) -> None:
        """Connect, for as long as it takes."""
        await self._renew(None)

    async def close(self) -> None:
        """Disconnect."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await _quietly(producer)

    async def send(self, topic: str, key: bytes | None, value: bytes | None, headers: Headers) -> None:
        """Publish one record and wait for its acknowledgement; failures are tried again until it comes.

        Raises:
            TooLarge: when the record can never be accepted.
        """
        if key is None and value is None:
            key = b""  # the client refuses a record with neither, though Kafka has such records
        pause = 0.1
        while True:
            producer = self._producer
            try:
                if producer is None:
                    raise KafkaError("not connected")
                await producer.send_and_wait(topic, value=value, key=key, headers=list(headers))
                return
            except MessageSizeTooLargeError:
                size = len(key or b"") + len(value or b"")
                raise TooLarge(f"{size} bytes are more than topic {topic} accepts") from None
            except KafkaError as error:
                log.warning("producing to %s failed: %s; trying again", topic, type(error).__name__)
                await self._sleep(pause)
                pause = min(2 * pause, 5.0)
                # After a fatal error of the idempotent protocol a producer answers nothing else any more.
                if not error.retriable:
                    await self._renew(producer)

    async def _renew(self, failed: AIOKafkaProducer | None) -> None:
        async with self._renewing:
            if self._producer is not failed:
                return  # another task has renewed it meanwhile
            if failed is not None:
                await _quietly(failed)
            pause = 0.1
            while True:
                producer = AIOKafkaProducer(
                    bootstrap_servers=list(self._settings.brokers),
                    client_id=self._settings.group_id,
                    acks="all",
                    enable_idempotence=True,
                    max_request_size=self._settings.max_request_bytes,
                    request_timeout_ms=int(self._settings.produce_timeout * 1000),
                )
                try:
                    await producer.start()
                except KafkaError as error:
                    log.warning("no connection to Kafka: %s; trying again", type(error).__name__)
                    await _quietly(producer)
                    await self._sleep(pause)
                    pause = min(2 * pause, 5.0)
                else:
                    self._producer = producer
                    return


async def _quietly(producer: AIOKafkaProducer) -> None:
    # What it still held is being waited for in `send`, which sends it again.
    with contextlib.suppress(KafkaError, asyncio.TimeoutError):
        await asyncio.wait_for(producer.stop(), timeout=5.0)
