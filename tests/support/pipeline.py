"""An independent Kafka client and worker processes, for tests of the whole service."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from confluent_kafka import Consumer, Message, Producer, TopicPartition

from stream_scanner.embedded import Broker, RedisServer

EVENTS, VERDICTS, DLQ = "dlp.events", "dlp.verdicts", "dlp.events.dlq"
PARTITIONS = {EVENTS: 4, VERDICTS: 4, DLQ: 1}
ROOT = Path(__file__).resolve().parents[2]


def event(event_id: str, thread: str, **more: Any) -> bytes:
    """The JSON of a small valid event."""
    return json.dumps(
        {"event_id": event_id, "thread_id": thread, "kind": "chat", "sender": {"address": "a@x.example"}, **more}
    ).encode()


@dataclasses.dataclass(frozen=True)
class Seen:
    """One record read back."""

    partition: int
    key: bytes | None
    value: bytes | None
    headers: dict[str, bytes]

    @property
    def event_id(self) -> str:
        return self.headers["event_id"].decode()

    @property
    def body(self) -> Any:
        return json.loads(self.value or b"null")

    @property
    def error(self) -> Any:
        return json.loads(self.headers["dlp-error"])


class Client:
    """Produces events and reads everything there is on the outgoing topics, through librdkafka."""

    def __init__(self, brokers: str) -> None:
        self._producer = Producer({"bootstrap.servers": brokers, "log_level": 0, "message.max.bytes": 6_000_000})
        self._consumer = Consumer(
            {"bootstrap.servers": brokers, "log_level": 0, "group.id": "judge", "enable.auto.commit": False}
        )
        self._consumer.assign(
            [TopicPartition(topic, p, 0) for topic in (VERDICTS, DLQ) for p in range(PARTITIONS[topic])]
        )
        self.verdicts: list[Seen] = []
        self.letters: list[Seen] = []

    def produce(self, value: bytes | None, key: bytes | str | None = None, headers: Any = None) -> None:
        self._producer.produce(EVENTS, value, key, headers=headers)
        self._producer.poll(0)

    def flush(self, seconds: float = 20) -> None:
        assert self._producer.flush(seconds) == 0

    def read_until(self, condition: Callable[[], bool], seconds: float = 30) -> None:
        """Read on until ``condition`` holds of what was read."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"{len(self.verdicts)} verdicts, {len(self.letters)} dead letters"
            self.read(0.1)

    def read_ids(self, ids: Iterable[str], seconds: float = 30) -> None:
        """Read on until each of these events has a verdict."""
        wanted = set(ids)
        self.read_until(lambda: wanted <= {seen.event_id for seen in self.verdicts}, seconds)

    def read(self, seconds: float) -> None:
        """Read what comes within this time, and what is there at once after it."""
        for message in self._consumer.consume(500, seconds):
            if message.error() is None:
                (self.verdicts if message.topic() == VERDICTS else self.letters).append(_seen(message))

    def of(self, event_id: str) -> list[Seen]:
        return [seen for seen in self.verdicts if seen.event_id == event_id]

    def by_thread(self) -> dict[str, list[str]]:
        """Event ids by thread, in the order of their first verdict."""
        threads: dict[str, dict[str, None]] = {}
        for seen in self.verdicts:
            threads.setdefault((seen.key or b"").decode(), {})[seen.event_id] = None
        return {thread: list(ids) for thread, ids in threads.items()}

    def close(self) -> None:
        self._consumer.close()


def _seen(message: Message) -> Seen:
    return Seen(message.partition(), message.key(), message.value(), dict(message.headers() or []))


class Workers:
    """Service processes with `FakeScans`; what is left of them is killed at the end."""

    def __init__(self, broker: Broker, redis: RedisServer, logs: Path, **settings: Any) -> None:
        self._settings = {
            "brokers": broker.bootstrap,
            "redis_url": redis.url,
            "session_timeout": 6,
            "heartbeat_interval": 0.5,
            "request_timeout": 10,
            "rebalance_timeout": 10,
            "drain_deadline": 4,
            "commit_interval": 0.1,
            **settings,
        }
        self._logs = logs
        self.processes: list[subprocess.Popen[bytes]] = []
        self.revived: list[subprocess.Popen[bytes]] = []
        self._started: list[tuple[float, dict[str, Any]]] = []

    def start(self, delay: float = 0.0, **settings: Any) -> subprocess.Popen[bytes]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SCANNER_")}
        for name, value in {**self._settings, **settings}.items():
            environment[f"SCANNER_{name.upper()}"] = str(value)
        with (self._logs / f"worker-{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-W", "error", "-m", "tests.support.fake_worker", str(delay)],
                cwd=ROOT,
                env={**environment, "PYTHONPATH": str(ROOT)},
                stdout=log,
                stderr=log,
            )
        self.processes.append(process)
        self._started.append((delay, settings))
        return process

    def revive(self) -> None:
        """Start again what gave up by itself, as whoever runs a service does."""
        for process, (delay, settings) in zip(self.processes[:], self._started[:], strict=True):
            if process.poll() == 1 and process not in self.revived:
                self.revived.append(process)
                self.start(delay, **settings)

    def stop(self, process: subprocess.Popen[bytes], seconds: float = 15) -> int:
        """SIGTERM, then the exit status."""
        process.send_signal(signal.SIGTERM)
        return process.wait(seconds)

    def log(self, process: subprocess.Popen[bytes]) -> str:
        return (self._logs / f"worker-{self.processes.index(process)}.log").read_text()

    def close(self) -> None:
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            process.wait()
