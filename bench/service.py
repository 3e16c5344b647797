"""The real worker in a process of its own, on the embedded broker and Redis, and clients on either side of it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import orjson

from bench.traffic import record
from stream_scanner import clients
from stream_scanner.config import Settings

STARTS, ANSWERS = 120.0, 300.0
"""Seconds that the worker may take to get ready, and a stream to be answered."""


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Service:
    """Starts on entry, ends on exit.

    Attributes:
        pid: the worker's.
        ready: seconds from the start of the worker's process to its first ``ready``.
    """

    def __init__(self, bundle: Path, lanes: int = 1, **settings: str) -> None:
        self._bundle, self._lanes, self._more = bundle, lanes, settings
        self.ready = 0.0

    def __enter__(self) -> Self:
        self._host = subprocess.Popen(
            [sys.executable, "-m", "stream_scanner.embedded", "--until-eof", "--join-delay", "0.5"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self._host.stdout is not None
        where = json.loads(self._host.stdout.readline())
        self.settings = Settings.load(brokers=where["brokers"], redis_url=where["redis_url"])
        port = free_port()
        self._url = f"http://127.0.0.1:{port}"
        environment = os.environ | {
            "SCANNER_BROKERS": where["brokers"], "SCANNER_REDIS_URL": where["redis_url"],
            "SCANNER_BUNDLE": str(self._bundle), "SCANNER_THREADS": str(self._lanes),
            "SCANNER_HEALTH_PORT": str(port), "SCANNER_HEALTH_HOST": "127.0.0.1", **self._more,
        }  # fmt: skip
        started = time.perf_counter()
        command = [sys.executable, "-m", "stream_scanner.cli", "worker"]
        self._worker = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        self.pid = self._worker.pid
        try:
            while not self._answers():
                if self._worker.poll() is not None or time.perf_counter() - started > STARTS:
                    raise RuntimeError("the worker did not get ready")
                time.sleep(0.02)
        except BaseException:
            self.__exit__()
            raise
        self.ready = time.perf_counter() - started
        return self

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self._url}/ready", timeout=1):
                return True
        except (urllib.error.URLError, OSError):
            return False

    def __exit__(self, *_: object) -> None:
        self._worker.terminate()
        try:
            self._worker.wait(40)
        except subprocess.TimeoutExpired:
            self._worker.kill()
        assert self._host.stdin is not None
        self._host.stdin.close()
        self._host.wait(30)

    def drive(self, schedule: Sequence[tuple[float, dict[str, Any]]]) -> dict[str, float]:
        """Produce each record at its second, whatever has been answered by then; returns seconds to its verdict by id.

        A verdict counts from the time that its producer gave it: the embedded broker hands it on up to half a second
        later.

        Raises:
            RuntimeError: some were not answered.
        """
        sent: dict[str, float] = {}
        answered: dict[str, float] = {}
        connected = threading.Event()
        # The first record pays for every connection on the way; the clock starts when it is back.
        first = record("a first one", thread=f"first-{time.time_ns()}")

        def produced(value: dict[str, Any]) -> tuple[bytes, bytes]:
            return value["thread_id"].encode(), orjson.dumps(value)

        def paced() -> Iterator[tuple[bytes, bytes]]:
            yield produced(first | {"event_id": first["thread_id"]})
            connected.wait(ANSWERS)
            begun = time.time()
            for at, value in schedule:
                time.sleep(max(0.0, begun + at - time.time()))
                sent[value["event_id"]] = time.time()
                yield produced(value)

        producer = threading.Thread(target=clients.produce, args=(self.settings, paced(), lambda: None), daemon=True)
        deadline = time.monotonic() + ANSWERS
        follow = clients.follow(
            self.settings, [self.settings.verdicts_topic], from_start=True, stop=lambda: time.monotonic() > deadline
        )
        for verdict in follow:
            if producer.ident is None:
                producer.start()
            if verdict is not None:
                name = orjson.loads(verdict.value or b"{}")["event_id"]
                if name == first["thread_id"]:
                    connected.set()
                elif name in sent and name not in answered:
                    answered[name] = verdict.timestamp / 1e3 - sent[name]
            if len(answered) == len(schedule):
                break
        if len(answered) < len(schedule):
            raise RuntimeError(f"{len(schedule) - len(answered)} of {len(schedule)} events were not answered")
        producer.join()
        return answered
