"""One scan core, four doors: the worker, the command line and HTTP say the same of the same message."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from stream_scanner.api import create_app
from stream_scanner.embedded import embedded
from stream_scanner.scanner import Scanner
from tests.conftest import Exported
from tests.support.pipeline import PARTITIONS, Client

MESSAGES: list[dict[str, Any]] = [
    {
        "event_id": "door-1",
        "thread_id": "door-a",
        "kind": "email",
        "sender": {"address": "ann@corp.example", "role": "finance"},
        "recipients": [{"address": "bob@gmail.com", "scope": "external"}],
        "subject": "refund",
        "body": "card 4539 1488 0343 6467, and the docket is 1:21-cv-00437",
        "attachments": [{"name": "a.txt", "text": "mail x@y.example " * 150}],
    },
    {
        "event_id": "door-2",
        "thread_id": "door-b",
        "kind": "pr",
        "sender": {"address": "dev"},
        "recipients": [{"channel": "corp/tools", "scope": "public"}],
        "body": "postgres://svc:h7Kp2vQx9@10.0.4.2/prod 4\u200b5\u200b3\u200b9 1488 0343 6467 é😀",
    },
]
JUDGED = ("scores", "decision", "rationale")


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "stream_scanner.cli", *arguments]


@pytest.fixture(scope="module")
def service(exported: Exported) -> Iterator[tuple[Client, dict[str, str]]]:
    with embedded(PARTITIONS, join_delay=0.2) as (broker, redis):
        environment = os.environ | {
            "SCANNER_BROKERS": broker.bootstrap,
            "SCANNER_REDIS_URL": redis.url,
            "SCANNER_BUNDLE": str(exported.bundle),
        }
        worker = subprocess.Popen(command("worker"), env=environment, stderr=subprocess.PIPE)
        client = Client(broker.bootstrap)
        yield client, environment
        client.close()
        worker.send_signal(signal.SIGTERM)
        _, log = worker.communicate(timeout=30)
        assert worker.returncode == 0, log.decode()
        for message in MESSAGES:
            assert message["body"][:20].encode() not in log


@pytest.fixture
def scanned(service: tuple[Client, dict[str, str]], tmp_path: Path) -> list[dict[str, Any]]:
    """What the command line says of the messages."""
    source = tmp_path / "events.jsonl"
    source.write_text("".join(json.dumps(message) + "\n" for message in MESSAGES))
    ended = subprocess.run(command("scan", "-i", str(source)), env=service[1], capture_output=True, check=True)
    return [json.loads(line) for line in ended.stdout.splitlines()]


async def test_worker_scan_and_api_agree(
    service: tuple[Client, dict[str, str]], exported: Exported, scanned: list[dict[str, Any]]
) -> None:
    client, _ = service
    for message in MESSAGES:
        client.produce(json.dumps(message).encode(), message["thread_id"])
    client.flush()
    client.read_ids([message["event_id"] for message in MESSAGES])
    transport = httpx.ASGITransport(create_app(Scanner.open(exported.bundle)))
    async with httpx.AsyncClient(transport=transport, base_url="http://scanner.example") as http:
        answers = [(await http.post("/scan", json=message)).json() for message in MESSAGES]
    for message, row, answer in zip(MESSAGES, scanned, answers, strict=True):
        verdict = client.of(message["event_id"])[0].body
        assert {name: row[name] for name in JUDGED} == {name: verdict[name] for name in JUDGED}
        assert {name: answer[name] for name in JUDGED} == {name: verdict[name] for name in JUDGED}
        assert row["spans"] == verdict["spans"]
        edges = [(s["type"], s["field"], s["start"], s["end"]) for s in verdict["spans"]]
        assert edges == [(s["type"], s["field"], s["start"], s["end"]) for s in answer["spans"]]
        assert edges
        assert verdict["verdict_id"] == row["verdict_id"]


def test_an_operator_sees_and_forgets_a_threads_memory(service: tuple[Client, dict[str, str]]) -> None:
    client, environment = service
    client.produce(json.dumps(MESSAGES[0] | {"event_id": "door-3", "thread_id": "door-c"}).encode(), "door-c")
    client.flush()
    client.read_ids(["door-3"])

    def memory(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command("memory", *arguments), env=environment, capture_output=True, text=True)

    shown = json.loads(memory("show", "door-c", "--json").stdout)
    assert {"has_matter", "pii_shared", "external_joined"} <= set(shown["flags"])
    assert shown["counts"]["events"] == 1
    assert memory("forget", "--thread", "door-c").stdout.startswith("2 keys deleted")
    gone = memory("show", "door-c")
    assert gone.returncode == 2
    assert "nothing is remembered" in gone.stderr


@pytest.mark.parametrize(
    ("arguments", "change", "message"),
    [
        (("produce",), {"SCANNER_BROKERS": "127.0.0.1:1"}, "no Kafka broker answered at 127.0.0.1:1"),
        (("topics", "list"), {"SCANNER_BROKERS": "127.0.0.1:1"}, "no Kafka broker answered"),
        (("memory", "show", "x"), {"SCANNER_REDIS_URL": "redis://127.0.0.1:1/0"}, "Redis did not answer"),
        (("worker",), {"SCANNER_BUNDLE": "/nowhere"}, "no such file"),
        (("worker",), {"SCANNER_SESSION_TIMEOUT": "soon"}, "SCANNER_SESSION_TIMEOUT"),
        (("worker",), {"SCANNER_BROKER": "x:1"}, "SCANNER_BROKER: unknown setting"),
    ],
)
def test_what_is_unreachable_or_wrong_is_one_clear_line(
    service: tuple[Client, dict[str, str]], arguments: tuple[str, ...], change: dict[str, str], message: str
) -> None:
    ended = subprocess.run(
        command(*arguments), env=service[1] | change, capture_output=True, text=True, input="", timeout=60
    )
    assert ended.returncode == 2
    assert message in " ".join(ended.stderr.split())
    assert "Traceback" not in ended.stderr
