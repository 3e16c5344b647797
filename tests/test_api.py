"""The HTTP API: the seed's answer, clear refusals, a free event loop, and the same judgement as every other front."""

from __future__ import annotations

import asyncio
import base64
import dataclasses
import json
import logging
import threading
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import uvicorn

from model_core.bundle import MANIFEST
from stream_scanner import api
from stream_scanner.api import create_app
from stream_scanner.config import MODELS
from stream_scanner.events import MAX_EVENT_BYTES, Event, decode
from stream_scanner.memory import ThreadMemory
from stream_scanner.rows import results
from stream_scanner.scanner import Scan, Scanner
from stream_scanner.verdicts import Identity, MemoryState, Scores, Span, Timings, Verdict, verdict_id
from tests.conftest import Exported

CANARY = "canary-7c1f"
EXAMPLES = Path(__file__).resolve().parents[1] / "schemas" / "examples"
EVENT: dict[str, Any] = {"event_id": "e", "thread_id": "t", "kind": "chat", "sender": {"address": "a"}, "body": "hello"}


class FakeScanner:
    """Says what the seed's example says. ``gate`` holds scans up; a body ``poison`` makes one fail."""

    identity = Identity(model="fake-model", policy="fake-policy")

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.scanned: list[Event] = []
        self.memories: list[ThreadMemory] = []

    def empty_memory(self) -> ThreadMemory:
        return ThreadMemory.empty(4, "fake-model")

    def scan(
        self, event: Event, memory: ThreadMemory, *, degraded: tuple[str, ...] = (), include_vector: bool = False
    ) -> Scan:
        self.scanned.append(event)
        self.memories.append(memory)
        assert self.gate.wait(10)
        if event.body == "poison":
            raise ValueError(f"cannot scan {CANARY}")
        vector = np.arange(4, dtype=np.float32)
        after = dataclasses.replace(memory, vector=vector)
        verdict = Verdict(
            verdict_id=verdict_id(event.tenant, event.event_id, self.identity),
            event_id=event.event_id,
            tenant=event.tenant,
            thread_id=event.thread_id,
            scores=Scores(sensitivity=0.91, exposure=0.24, context=0.78, obfuscation=0.06),
            spans=[
                Span(type="PAN", field="body", start=128, end=147, confidence=0.9, source="both"),
                Span(type="NDA_TERM", field="subject", start=10, end=13, confidence=0.9, source="model"),
            ],
            memory=MemoryState(
                flags={"has_nda": True},
                vec=base64.b64encode(vector.astype("<f2").tobytes()).decode() if include_vector else None,
            ),
            decision="ALLOW_WITH_WARNING",
            rationale=["PII detected", "High legal context"],
            segments_read=1,
            segments_total=1,
            stopped="complete",
            identity=self.identity,
            timings=Timings(evidence=0, tokenize=0, model=0, policy=0, total=0),
        )
        return Scan(verdict, after)


@pytest.fixture
def scanner() -> FakeScanner:
    return FakeScanner()


@pytest.fixture
async def client(scanner: FakeScanner) -> AsyncIterator[httpx.AsyncClient]:
    async with _client(scanner) as made:
        yield made


def _client(scanner: api.Scanning, **more: Any) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(create_app(scanner, **more))
    return httpx.AsyncClient(transport=transport, base_url="http://scanner.example")


# Answers


async def test_the_answer_is_the_seeds_with_the_field_of_each_span(client: httpx.AsyncClient) -> None:
    response = await client.post("/scan", json=EVENT)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    vec = response.json()["memory"]["vec"]
    assert response.json() == {
        "scores": {"sensitivity": 0.91, "exposure": 0.24, "context": 0.78, "obfuscation": 0.06},
        "spans": [
            {"type": "PAN", "start": 128, "end": 147, "field": "body"},
            {"type": "NDA_TERM", "start": 10, "end": 13, "field": "subject"},
        ],
        "memory": {"vec": vec, "flags": {"has_nda": True}},
        "decision": "ALLOW_WITH_WARNING",
        "rationale": ["PII detected", "High legal context"],
    }
    assert np.frombuffer(base64.b64decode(vec), "<f2").tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("row", [{"text": "hello"}, {"id": "r1", "text": "hello"}, {"id": 7, "text": "hello"}])
async def test_a_bare_text_is_a_chat_message(
    row: dict[str, Any], client: httpx.AsyncClient, scanner: FakeScanner
) -> None:
    assert (await client.post("/scan", json=row)).status_code == 200
    assert (scanner.scanned[0].kind, scanner.scanned[0].body) == ("chat", "hello")


async def test_requests_share_no_memory(client: httpx.AsyncClient, scanner: FakeScanner) -> None:
    for _ in range(2):
        await client.post("/scan", json=EVENT)
    assert [memory.vector.any() for memory in scanner.memories] == [False, False]


async def test_warmup_says_what_is_warm(client: httpx.AsyncClient) -> None:
    answer = (await client.post("/warmup")).json()
    assert set(answer) == {"model", "policy", "ms"}
    assert (answer["model"], answer["policy"]) == ("fake-model", "fake-policy")
    assert answer["ms"] >= 0


async def test_the_description_holds_every_model_that_it_refers_to(client: httpx.AsyncClient) -> None:
    described = (await client.get("/openapi.json")).json()
    assert set(described["paths"]) == {"/scan", "/warmup", "/live", "/ready"}
    text = json.dumps(described)
    for name in ("Event", "Text", "Sender", "Recipient", "Attachment", "ScanAnswer", "Problem", "Warmth"):
        assert name in described["components"]["schemas"]
        assert f'"#/components/schemas/{name}"' in text
    assert "#/$defs" not in text


# Refusals


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        (b"", "$", "malformed JSON"),
        (b'{"text": "' + CANARY.encode(), "$", "malformed JSON"),
        (b'{"text": "\xff"}', "$", "invalid UTF-8"),
        (b'{"text": "\\ud800"}', "$", "malformed JSON"),
        (b"[]", "$", "expected a JSON object"),
        (b"[" * 5000, "$", "malformed JSON"),
        (json.dumps({"text": [CANARY]}).encode(), "text", "valid string"),
        (json.dumps({"text": None}).encode(), "text", "valid string"),
        (json.dumps({"text": "a", "id": {CANARY: 1}}).encode(), "id", "valid"),
        (json.dumps({"text": "a", "id": ""}).encode(), "id", "at least 1 character"),
        (json.dumps({"text": "a", CANARY: 1}).encode(), "*", "unknown key"),
        (json.dumps({**EVENT, "text": CANARY}).encode(), "text", "unknown key"),
        (json.dumps({**EVENT, "kind": CANARY}).encode(), "kind", "'email'"),
        (json.dumps({**EVENT, "recipients": [{CANARY: 1}]}).encode(), "recipients[0].*", "unknown key"),
        (json.dumps({"body": CANARY}).encode(), "event_id", "Field required"),
    ],
)
async def test_what_is_wrong_is_named_and_not_repeated(
    body: bytes, field: str, reason: str, client: httpx.AsyncClient, scanner: FakeScanner
) -> None:
    response = await client.post("/scan", content=body)
    assert response.status_code == 422
    assert set(response.json()) == {"field", "reason"}
    assert response.json()["field"] == field
    assert reason in response.json()["reason"]
    assert CANARY not in response.text
    assert scanner.scanned == []


async def test_a_body_over_the_limit_is_413_however_it_is_sent(scanner: FakeScanner) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(4):
            yield CANARY.encode() * 8

    async with _client(scanner, max_event_bytes=200) as client:
        at_limit = json.dumps({"text": "x" * 188}).encode()
        assert len(at_limit) == 200
        assert (await client.post("/scan", content=at_limit)).status_code == 200
        for content in (at_limit + b" ", chunks()):
            response = await client.post("/scan", content=content)
            assert response.status_code == 413
            assert response.json()["field"] == "$"
            assert "exceed the limit of 200" in response.json()["reason"]
            assert CANARY not in response.text
    assert len(scanner.scanned) == 1


async def test_a_body_that_does_not_come_is_not_waited_for(
    scanner: FakeScanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "BODY_SECONDS", 0.05)

    async def never() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(60)

    async with _client(scanner) as client:
        response = await client.post("/scan", content=never())
    assert response.status_code == 408
    assert "did not arrive" in response.json()["reason"]


async def test_a_scan_that_fails_says_how_and_not_on_what(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = await client.post("/scan", json={**EVENT, "body": "poison"})
    assert response.status_code == 500
    assert response.json() == {"field": "$", "reason": "the scanner failed: ValueError"}
    assert CANARY not in caplog.text
    assert (await client.post("/scan", json=EVENT)).status_code == 200


async def test_other_ways_in_are_closed(client: httpx.AsyncClient) -> None:
    assert (await client.get("/scan")).status_code == 405
    assert (await client.post("/nowhere")).status_code == 404


# Under load


async def test_a_scan_never_blocks_the_loop_and_too_many_are_turned_away(
    client: httpx.AsyncClient, scanner: FakeScanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "WAITING", 3)
    scanner.gate.clear()
    try:
        waiting = [asyncio.create_task(client.post("/scan", json=EVENT)) for _ in range(3)]
        async with asyncio.timeout(5):
            while (await client.get("/ready")).status_code == 200:  # noqa: ASYNC110 - nothing else tells
                await asyncio.sleep(0.01)
        assert (await client.get("/live")).text == "ok\n"
        assert (await client.get("/ready")).text == "busy\n"
        turned_away = await client.post("/scan", json=EVENT)
        assert turned_away.status_code == 503
        assert "3 requests are waiting" in turned_away.json()["reason"]
        assert (await client.post("/warmup")).status_code == 503
    finally:
        scanner.gate.set()
    assert [response.status_code for response in await asyncio.gather(*waiting)] == [200] * 3
    assert (await client.get("/ready")).text == "ok\n"


async def test_as_many_scans_run_at_a_time_as_asked_for(scanner: FakeScanner) -> None:
    scanner.gate.clear()
    try:
        async with _client(scanner, threads=2) as client:
            waiting = [asyncio.create_task(client.post("/scan", json=EVENT)) for _ in range(4)]
            await asyncio.sleep(0.2)
            assert len(scanner.scanned) == 2
            scanner.gate.set()
            await asyncio.gather(*waiting)
    finally:
        scanner.gate.set()
    assert len(scanner.scanned) == 4


@pytest.fixture
def address(scanner: FakeScanner) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(create_app(scanner), port=0, log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        deadline = time.monotonic() + 10
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


def test_over_a_real_socket_a_client_learns_why_its_large_body_was_refused(address: str) -> None:
    with urllib.request.urlopen(f"{address}/scan", json.dumps(EVENT).encode(), timeout=10) as response:
        assert response.status == 200
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{address}/scan", b" " * (MAX_EVENT_BYTES + 3_000_000), timeout=10)
    with caught.value as refused:
        assert refused.code == 413
        assert "exceed the limit" in json.load(refused)["reason"]


# The real scanner


@pytest.fixture(scope="module", params=["evidence alone", "tiny model", "shipped model"])
def real(request: pytest.FixtureRequest) -> Scanner:
    if request.param == "shipped model":
        if not (MODELS / MANIFEST).is_file():
            pytest.skip("models/ holds no bundle")
        return Scanner.open(MODELS)
    exported: Exported = request.getfixturevalue("exported")
    return Scanner.open(exported.bundle, use_model=request.param == "tiny model")


async def test_api_scan_and_worker_judge_the_same_alike(real: Scanner) -> None:
    lines = (EXAMPLES / "events.jsonl").read_bytes().splitlines()
    async with _client(real) as client:
        for line in lines:
            answered = (await client.post("/scan", content=line)).json()
            [(scanned, row)] = results(real, [line])
            assert scanned
            worked = real.scan(decode(line), real.empty_memory()).verdict.model_dump()
            for other in (json.loads(row), worked):
                assert answered["scores"] == other["scores"]
                assert answered["decision"] == other["decision"]
                assert answered["rationale"] == other["rationale"]
                assert answered["memory"]["flags"] == other["memory"]["flags"]
                assert answered["spans"] == [
                    {name: span[name] for name in ("type", "start", "end", "field")} for span in other["spans"]
                ]
            assert len(base64.b64decode(answered["memory"]["vec"])) == 2 * real.memory_dim


async def test_api_and_scan_judge_a_bare_text_alike(real: Scanner) -> None:
    line = json.dumps({"id": 1, "text": "my card is 4539 1488 0343 6467"}).encode()
    async with _client(real) as client:
        answered = (await client.post("/scan", content=line)).json()
    [(_, row)] = results(real, [line])
    assert answered["scores"] == json.loads(row)["scores"]
    assert answered["decision"] == json.loads(row)["decision"]
    assert {"type": "PAN", "start": 11, "end": 30, "field": "body"} in answered["spans"]


async def test_the_real_scanner_warms_up(real: Scanner) -> None:
    async with _client(real) as client:
        answer = (await client.post("/warmup")).json()
    assert (answer["model"], answer["policy"]) == (real.identity.model, real.identity.policy)
