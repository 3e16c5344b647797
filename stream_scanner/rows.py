"""Scanning JSON Lines: rows in, one result line for each row out, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from stream_scanner.events import MAX_EVENT_BYTES, Event, EventError, from_text, validate
from stream_scanner.memory import ThreadMemory
from stream_scanner.scanner import Scanner


def results(scanner: Scanner, lines: Iterable[bytes], vector: bool = False) -> Iterator[tuple[bool, bytes]]:
    """Yield (scanned, JSON line) for each non-empty line; a line that is no event yields its error instead.

    Rows that share a tenant and thread share a memory, as in the service. ``vector`` asks for it in each result.
    """
    threads: dict[tuple[str, str], ThreadMemory] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row_id: Any = number
        try:
            row_id, event = _event(line, number)
        except EventError as error:
            yield False, orjson.dumps({"id": row_id, "error": {"field": error.field, "reason": error.reason}})
            continue
        key = (event.tenant, event.thread_id)
        scan = scanner.scan(event, threads.get(key) or scanner.empty_memory(), include_vector=vector)
        threads[key] = scan.memory
        verdict = scan.verdict.model_dump(exclude={"event_id", "timings"})
        yield True, orjson.dumps({"id": row_id, **verdict, "timings": scan.verdict.timings.model_dump()})


def _event(line: bytes, number: int) -> tuple[Any, Event]:
    if len(line) > MAX_EVENT_BYTES:
        raise EventError("$", f"{len(line)} bytes exceed the limit of {MAX_EVENT_BYTES}")
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise EventError("$", f"line {number}: malformed JSON at column {error.colno}") from None
    if isinstance(row, dict) and "text" in row and "event_id" not in row:
        if not isinstance(row["text"], str):
            raise EventError("text", "expected a string")
        row_id = row.get("id", number)
        # The thread is the line's own: two bare texts with one id are no conversation.
        return row_id, from_text(f"line-{number}", row["text"])
    event = validate(row)
    return event.event_id, event
