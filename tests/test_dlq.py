"""Dead letters: the record untouched, the reason in a header, and a worker that dead-letters everything stopped."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from stream_scanner.dlq import ERROR_HEADER, DeadLetter, DeadLetters, DlqLimit, DlqLimitExceeded, Headers, Record
from stream_scanner.events import EventError

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


async def _buried(record: Record, error: EventError) -> tuple[str, bytes | None, bytes | None, Headers]:
    sent: list[tuple[str, bytes | None, bytes | None, Headers]] = []

    async def send(topic: str, key: bytes | None, value: bytes | None, headers: Headers) -> None:
        sent.append((topic, key, value, headers))

    await DeadLetters("dlq", send, now=lambda: NOW).bury(record, error)
    assert len(sent) == 1
    return sent[0]


async def test_key_value_and_headers_stay_and_the_reason_is_added() -> None:
    record = Record("dlp.events", 3, 14, 1700000000123, b"k", b"\xff not json", (("trace", b"1"),))
    topic, key, value, headers = await _buried(record, EventError("body", "too long"))
    assert (topic, key, value) == ("dlq", b"k", b"\xff not json")
    assert headers[0] == ("trace", b"1")
    name, raw = headers[1]
    assert name == ERROR_HEADER
    letter = DeadLetter.model_validate_json(raw)
    assert (letter.field, letter.reason, letter.topic) == ("body", "too long", "dlp.events")
    assert (letter.partition, letter.offset, letter.timestamp, letter.time) == (3, 14, 1700000000123, NOW)
    assert letter.to_bytes() == raw
    assert set(json.loads(raw)) == set(DeadLetter.model_fields)


async def test_an_event_that_died_before_carries_only_its_last_reason() -> None:
    record = Record("dlp.events", 0, 0, None, None, None, ((ERROR_HEADER, b"old"), ("trace", b"1")))
    _, _, value, headers = await _buried(record, EventError("$", "a tombstone"))
    assert value is None
    assert [name for name, _ in headers] == ["trace", ERROR_HEADER]
    assert b"old" not in headers[1][1]


def test_too_many_in_a_row_stop() -> None:
    limit = DlqLimit(consecutive=3, ratio=1.0, window=100)
    for dead in (True, True, False, True, True):
        limit.note(dead)
    with pytest.raises(DlqLimitExceeded, match="3 events in a row"):
        limit.note(True)


def test_too_large_a_share_stops_once_the_window_is_full() -> None:
    limit = DlqLimit(consecutive=100, ratio=0.5, window=10)
    for number in range(9):
        limit.note(number % 3 != 0)
    with pytest.raises(DlqLimitExceeded, match="6 of the last 10"):
        limit.note(False)


def test_old_dead_letters_leave_the_window() -> None:
    limit = DlqLimit(consecutive=100, ratio=0.5, window=4)
    for dead in (True, False, True, False, False, False, True, True, False, False):
        limit.note(dead)
