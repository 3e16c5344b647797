"""The scanner over HTTP: ``/scan``, ``/warmup``, ``/live`` and ``/ready`` (extra ``api``).

Stateless: every message is judged as the first of its thread. Conversations are the worker's business.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from typing import Annotated, Any, Final, Protocol

import orjson
import uvicorn
from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import PlainTextResponse, Response
from pydantic import BaseModel, Field, StrictInt, StrictStr, ValidationError
from pydantic.json_schema import models_json_schema
from starlette.requests import ClientDisconnect

from stream_scanner.config import Settings
from stream_scanner.events import MAX_EVENT_BYTES, Event, EventError, Strict, decode, from_text
from stream_scanner.memory import ThreadMemory
from stream_scanner.scanner import Scan, Scanner
from stream_scanner.verdicts import Decision, Identity, Scores, SpanType

log = logging.getLogger(__name__)
WAITING: Final = 64
"""Requests held at a time, each with up to one event's bytes; more are told to come back."""
BODY_SECONDS: Final = 30.0
DRAIN_BYTES: Final = 8 * MAX_EVENT_BYTES
"""How much of a body that is too large is read and thrown away. A client that is cut off while it still writes sees
a broken connection and never the reason."""


class Text(Strict):
    """A bare text, judged as a chat message to an internal channel. ``id`` is for the caller's own rows."""

    id: Annotated[StrictStr, Field(min_length=1, max_length=256)] | StrictInt | None = None
    text: StrictStr


class ScanSpan(Strict):
    """A tagged range of one raw field; characters, ``end`` exclusive."""

    type: SpanType
    start: int
    end: int
    field: str = Field(description="Path of the raw field, as body or attachments[0].text.")


class ScanMemory(Strict):
    """What a thread that began with this message would remember."""

    vec: str = Field(description="base64 of little-endian float16.")
    flags: dict[str, bool]


class ScanAnswer(Strict):
    """Answer of ``/scan``."""

    scores: Scores
    spans: list[ScanSpan]
    memory: ScanMemory
    decision: Decision
    rationale: list[str]


class Warmth(Strict):
    """Answer of ``/warmup``."""

    model: str
    policy: str
    ms: float


class Problem(Strict):
    """Why a request was refused, without any text of it."""

    field: str = Field(description="Path of the offending field, $ for the whole body.")
    reason: str


class Scanning(Protocol):
    """What the API needs of a `Scanner`."""

    identity: Identity

    def empty_memory(self) -> ThreadMemory: ...

    def scan(
        self, event: Event, memory: ThreadMemory, *, degraded: tuple[str, ...] = (), include_vector: bool = False
    ) -> Scan: ...


class Refused(Exception):
    """A request that gets no answer but a `Problem`."""

    def __init__(self, status: int, reason: str, field: str = "$") -> None:
        super().__init__(reason)
        self.status = status
        self.problem = Problem(field=field, reason=reason)


class Desk:
    """Runs scans in threads of its own, so that the event loop stays free for health checks."""

    def __init__(self, scanner: Scanning, threads: int, max_event_bytes: int) -> None:
        self.scanner = scanner
        self.limit = max_event_bytes
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="scan")
        self._held = 0

    @property
    def full(self) -> bool:
        """Whether the next request would be turned away."""
        return self._held >= WAITING

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Hold one of the places while the block runs."""
        if self.full:
            raise Refused(503, f"{WAITING} requests are waiting already; try again")
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1

    async def scan(self, event: Event) -> Scan:
        """Judge an event as the first one of its thread."""
        call = partial(self.scanner.scan, event, self.scanner.empty_memory(), include_vector=True)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, call)
        except Exception as error:  # noqa: BLE001 - its message may quote the event, so it may not reach the log
            log.error("a scan failed: %s", type(error).__name__)
            raise Refused(500, f"the scanner failed: {type(error).__name__}") from None

    def close(self) -> None:
        """Let the threads go."""
        self._executor.shutdown(wait=False, cancel_futures=True)


def create_app(scanner: Scanning, *, threads: int = 1, max_event_bytes: int = MAX_EVENT_BYTES) -> FastAPI:
    """The application around one scanner.

    Args:
        threads: messages scanned at the same time.
        max_event_bytes: largest accepted body.
    """
    desk = Desk(scanner, threads, max_event_bytes)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(title="Stream Scanner", lifespan=lifespan)
    problems: dict[int | str, dict[str, Any]] = {
        status: {"model": Problem} for status in (408, 413, 422, 500, 503)
    }  # fmt: skip
    body = {"oneOf": [{"$ref": f"#/components/schemas/{model.__name__}"} for model in (Event, Text)]}

    @app.exception_handler(Refused)
    async def refused(_: Request, error: Refused) -> Response:
        return _json(error.problem, error.status)

    @app.post(
        "/scan",
        responses={200: {"model": ScanAnswer}, **problems},
        openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": body}}}},
    )
    async def scan(request: Request) -> Response:
        """Judge one event, or one bare text."""
        async with desk.place():
            try:
                raw = await _body(request, desk.limit)
                event = event_of(raw)
            except ClientDisconnect:
                return Response(status_code=400)  # to nobody
            except EventError as error:
                raise Refused(422, error.reason, error.field) from None
            return _json(answer(await desk.scan(event)))

    @app.post("/warmup", responses={200: {"model": Warmth}, 500: {"model": Problem}, 503: {"model": Problem}})
    async def warmup() -> Response:
        """Scan an invented text, and say by which model and how long it took."""
        async with desk.place():
            started = time.perf_counter()
            await desk.scan(from_text("warmup", "The weekly meeting moves to Thursday at ten.\n" * 50))
            spent = round((time.perf_counter() - started) * 1e3, 3)
        return _json(Warmth(model=scanner.identity.model, policy=scanner.identity.policy, ms=spent))

    @app.get("/live", response_class=PlainTextResponse)
    async def live() -> str:
        """Answers while the event loop turns."""
        return "ok\n"

    @app.get("/ready", response_class=PlainTextResponse, responses={503: {}})
    async def ready() -> Response:
        """503 while requests are being turned away."""
        return PlainTextResponse("busy\n" if desk.full else "ok\n", 503 if desk.full else 200)

    app.openapi = _description(app)  # type: ignore[method-assign]
    return app


def serve(settings: Settings, host: str, port: int, threads: int) -> None:
    """Load bundle and policy, then answer until SIGTERM.

    Args:
        threads: messages scanned at the same time. Each step of the model takes one, as in the worker, so that
            scores are the same to the last bit.
    """
    scanner = Scanner.configured(settings, lanes=threads)
    app = create_app(scanner, threads=threads, max_event_bytes=settings.max_event_bytes)
    uvicorn.run(app, host=host, port=port, access_log=False, server_header=False)


def event_of(raw: bytes) -> Event:
    """The event that a body is, or stands for when it is a `Text`.

    Raises:
        EventError: as `decode`.
    """
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return decode(raw)  # which says what is wrong in the words that it has everywhere
    if not isinstance(value, dict) or "text" not in value or "event_id" in value:
        return decode(raw)
    try:
        return from_text("text", Text.model_validate(value).text)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        known = str(first["loc"][0]) in Text.model_fields
        raise EventError(
            str(first["loc"][0]) if known else "*", first["msg"] if known else "unknown key"
        ) from None  # fmt: skip


def answer(scan: Scan) -> ScanAnswer:
    """What ``/scan`` says of a verdict."""
    verdict = scan.verdict
    return ScanAnswer(
        scores=verdict.scores,
        spans=[ScanSpan(type=s.type, start=s.start, end=s.end, field=s.field) for s in verdict.spans],
        memory=ScanMemory(vec=verdict.memory.vec or "", flags=verdict.memory.flags),
        decision=verdict.decision,
        rationale=verdict.rationale,
    )


async def _body(request: Request, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size <= limit:
                    parts.append(part)
                elif size > DRAIN_BYTES:
                    break
    except TimeoutError:
        raise Refused(408, f"the body did not arrive within {BODY_SECONDS:g} s") from None
    if size > limit:
        raise Refused(413, f"{size} bytes exceed the limit of {limit}")
    return b"".join(parts)


def _json(value: BaseModel, status: int = 200) -> Response:
    return Response(orjson.dumps(value.model_dump()), status, media_type="application/json")


def _description(app: FastAPI) -> Callable[[], dict[str, Any]]:
    # The body is read raw, so the framework does not learn its models by itself.
    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            described = get_openapi(title=app.title, version=app.version, routes=app.routes)
            models = [(Event, "validation"), (Text, "validation")]
            _, extra = models_json_schema(models, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]
            described["components"]["schemas"].update(extra["$defs"])
            app.openapi_schema = described
        return app.openapi_schema

    return describe
