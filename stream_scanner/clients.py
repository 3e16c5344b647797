"""Kafka from the command line's side: producing events, following topics, creating them. Not used by the worker."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer
from confluent_kafka.admin import AdminClient, NewTopic

from stream_scanner.config import Settings

CONNECT_SECONDS = 10.0


class Unreachable(RuntimeError):
    """No broker answered in time."""


@dataclasses.dataclass(frozen=True)
class Received:
    """One record of a followed topic. ``timestamp`` is milliseconds since 1970 (UTC)."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Mapping[str, bytes]
    timestamp: int


def _configuration(settings: Settings, **more: Any) -> dict[str, Any]:
    # What the library would write to stderr reaches us as errors; log level 0 keeps it off the screen.
    return {"bootstrap.servers": ",".join(settings.brokers), "log_level": 0, **more}


def check(settings: Settings) -> None:
    """Ask the brokers for metadata.

    Raises:
        Unreachable: naming the brokers, when none answers within ten seconds.
    """
    try:
        AdminClient(_configuration(settings)).list_topics(timeout=CONNECT_SECONDS)
    except KafkaException:
        raise Unreachable(f"no Kafka broker answered at {', '.join(settings.brokers)}") from None


def produce(settings: Settings, records: Iterable[tuple[bytes, bytes]], sent: Callable[[], None]) -> int:
    """Publish (key, value) records to the events topic and wait until the brokers have them; returns how many.

    Raises:
        Unreachable: when some were not acknowledged.
    """
    producer = Producer(_configuration(settings, **{"enable.idempotence": True, "message.max.bytes": 8 * 1024 * 1024}))
    failed = 0

    def delivered(error: KafkaError | None, _: Message) -> None:
        nonlocal failed
        failed += error is not None
        sent()

    count = 0
    for key, value in records:
        count += 1
        while True:
            try:
                producer.produce(settings.events_topic, value, key, on_delivery=delivered)
                break
            except BufferError:
                producer.poll(0.1)
        producer.poll(0)
    left = producer.flush(30.0)
    if left or failed:
        raise Unreachable(f"{left + failed} of {count} events were not acknowledged")
    return count


def follow(
    settings: Settings, topics: Iterable[str], *, from_start: bool, stop: Callable[[], bool], group: str | None = None
) -> Iterator[Received | None]:
    """Yield records of topics as they come, and None about four times a second while none does."""
    consumer = Consumer(
        _configuration(
            settings,
            **{
                "group.id": group or f"{settings.group_id}-tail-{time.time_ns()}",
                "auto.offset.reset": "earliest" if from_start else "latest",
                "enable.auto.commit": False,
                "allow.auto.create.topics": False,
            },
        )
    )
    consumer.subscribe(list(topics))
    try:
        while not stop():
            message = consumer.poll(0.25)
            if message is None or message.error() is not None:
                yield None
                continue
            headers = {name: value or b"" for name, value in message.headers() or []}
            yield Received(message.topic(), message.key(), message.value(), headers, message.timestamp()[1])
    finally:
        consumer.close()


def apply_topics(settings: Settings, partitions: int, replication: int) -> dict[str, str]:
    """Create the three topics where they are missing; returns what was done for each.

    Raises:
        KafkaException: when a broker refuses.
    """
    check(settings)
    admin = AdminClient(_configuration(settings))
    existing = set(list_topics(settings))
    # One partition keeps dead letters in the order of their failure; a key may be missing or broken.
    wanted = {settings.events_topic: partitions, settings.verdicts_topic: partitions, settings.dlq_topic: 1}
    size = {"max.message.bytes": str(settings.max_request_bytes)}
    missing = [
        NewTopic(name, count, replication, config=size) for name, count in wanted.items() if name not in existing
    ]
    for future in admin.create_topics(missing).values() if missing else ():
        future.result()
    return {name: "exists" if name in existing else f"created with {count}" for name, count in wanted.items()}


def list_topics(settings: Settings) -> dict[str, int]:
    """Partitions by topic name, internal topics left out."""
    try:
        topics = AdminClient(_configuration(settings)).list_topics(timeout=CONNECT_SECONDS).topics
    except KafkaException:
        raise Unreachable(f"no Kafka broker answered at {', '.join(settings.brokers)}") from None
    return {name: len(topic.partitions) for name, topic in sorted(topics.items()) if not name.startswith("__")}
