"""Scanning JSON Lines: rows in, one result line for each row out, in order."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from stream_scanner.events import MAX_EVENT_BYTES, Event, EventError, from_text, validate
from stream_scanner.memory import ThreadMemory
from stream_scanner.redact import replaced
from stream_scanner.scanner import Scan, Scanner


@dataclasses.dataclass(frozen=True)
class Row:
    """A line that was scanned. ``value`` is its JSON; ``bare`` tells a {"id", "text"} row from an event."""

    id: Any
    value: dict[str, Any]
    bare: bool
    scan: Scan


@dataclasses.dataclass(frozen=True)
class BadRow:
    """A line that is no event. ``id`` is its number (from 1)."""

    id: int
    error: EventError

    @property
    def line(self) -> bytes:
        """What is written for it."""
        return orjson.dumps({"id": self.id, "error": {"field": self.error.field, "reason": self.error.reason}})


def scanned(scanner: Scanner, lines: Iterable[bytes], vector: bool = False) -> Iterator[Row | BadRow]:
    """Scan each non-empty line. Rows that share a tenant and thread share a memory, as in the service."""
    threads: dict[tuple[str, str], ThreadMemory] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value, event = _event(line, number)
        except EventError as error:
            yield BadRow(number, error)
            continue
        key = (event.tenant, event.thread_id)
        scan = scanner.scan(event, threads.get(key) or scanner.empty_memory(), include_vector=vector)
        threads[key] = scan.memory
        bare = "event_id" not in value
        yield Row(value.get("id", number) if bare else event.event_id, value, bare, scan)


def results(scanner: Scanner, lines: Iterable[bytes], vector: bool = False) -> Iterator[tuple[bool, bytes]]:
    """Yield (scanned, JSON line) for each non-empty line; a line that is no event yields its error instead.

    ``vector`` asks for the memory vector in each result.
    """
    for row in scanned(scanner, lines, vector):
        if isinstance(row, BadRow):
            yield False, row.line
            continue
        verdict = row.scan.verdict.model_dump(exclude={"event_id", "timings"})
        yield True, orjson.dumps({"id": row.id, **verdict, "timings": row.scan.verdict.timings.model_dump()})


def redactions(scanner: Scanner, lines: Iterable[bytes]) -> Iterator[tuple[bool, bytes]]:
    """As `results`, with each row as it came, its content redacted. The scanner must be one that redacts.

    Of a bare row only ``id`` and ``text`` are kept: nothing has looked at the rest.
    """
    for row in scanned(scanner, lines):
        if isinstance(row, BadRow):
            yield False, row.line
            continue
        texts = row.scan.verdict.redacted or {}
        clean = {"id": row.id, "text": texts["body"]} if row.bare else replaced(row.value, texts)
        yield True, orjson.dumps(clean)


def _event(line: bytes, number: int) -> tuple[dict[str, Any], Event]:
    if len(line) > MAX_EVENT_BYTES:
        raise EventError("$", f"{len(line)} bytes exceed the limit of {MAX_EVENT_BYTES}")
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise EventError("$", f"line {number}: malformed JSON at column {error.colno}") from None
    if isinstance(row, dict) and "text" in row and "event_id" not in row:
        if not isinstance(row["text"], str):
            raise EventError("text", "expected a string")
        # The thread is the line's own: two bare texts with one id are no conversation.
        return row, from_text(f"line-{number}", row["text"])
    return row, validate(row)
