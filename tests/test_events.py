"""What an event may be, and that a wrong one is refused with field and reason and without a word of its own."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stream_scanner.events import MAX_EVENT_BYTES, Event, EventError, decode, from_text, validate

CANARY = "canary-7c1f"
"""Planted into the values and keys of wrong events; may appear in no error."""
FULL: dict[str, Any] = {
    "event_id": "e-1",
    "tenant": "harbourline",
    "thread_id": "t-1",
    "kind": "email",
    "time": "2026-09-14T08:42:11+02:00",
    "sender": {"address": "petra@harbourline.example", "name": "Petra", "role": "sales", "scope": "internal"},
    "recipients": [{"address": "o@quaywise.example", "via": "cc", "scope": "external"}, {"channel": "#ops"}],
    "subject": "hello",
    "body": "a text",
    "attachments": [{"name": "a.txt", "mime": "text/plain", "size": 3, "text": "abc"}],
    "links": ["https://harbourline.example"],
    "metadata": {"client": "web"},
}
SMALL: dict[str, Any] = {"event_id": "e-1", "thread_id": "t-1", "kind": "chat", "sender": {"address": "tomasz"}}
REMOVE = object()


def _with(path: str, value: Any) -> dict[str, Any]:
    """`FULL` with the value at a dotted path replaced, added or removed."""
    event = copy.deepcopy(FULL)
    *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    inner: Any = event
    for parent in parents:
        inner = inner[parent]
    if value is REMOVE:
        del inner[last]
    else:
        inner[last] = value
    return event


def _refused(raw: bytes) -> EventError:
    with pytest.raises(EventError) as caught:
        decode(raw)
    error = caught.value
    assert error.field
    assert error.reason
    assert str(error) == f"{error.field}: {error.reason}"
    assert CANARY not in str(error)
    # Nor may a traceback show it: the validator's own error holds the input.
    assert error.__cause__ is None
    assert error.__suppress_context__ or error.__context__ is None
    return error


# Accepted


def test_a_full_event_is_read_as_it_is_written() -> None:
    event = decode(json.dumps(FULL).encode())
    assert json.loads(event.model_dump_json(exclude_defaults=True)) == {
        **FULL,
        "sender": {k: v for k, v in FULL["sender"].items() if k != "scope"},
    }


def test_defaults_are_the_harmless_ones() -> None:
    event = decode(json.dumps(SMALL).encode())
    assert (event.tenant, event.subject, event.body, event.time) == ("default", "", "", None)
    assert (event.recipients, event.attachments, event.links, event.metadata) == ([], [], [], {})
    assert event.sender.scope == "internal"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("body", ""),
        ("body", "\x00 \u200b \U0001f6a2 e\u0301"),
        ("event_id", "x" * 256),
        ("tenant", "x" * 256),
        ("thread_id", "x" * 256),
        ("sender.address", ""),
        ("sender.address", "x" * 1024),
        ("sender.name", None),
        ("sender.role", "x" * 256),
        ("recipients", []),
        ("recipients", [{"channel": "#x"}] * 10_000),
        ("recipients.0.address", "x" * 1024),
        ("attachments", [{"name": "n"}] * 1_000),
        ("attachments.0.name", "x" * 4096),
        ("attachments.0.mime", "x" * 256),
        ("attachments.0.size", 2**63 - 1),
        ("attachments.0.text", None),
        ("links", ["x"] * 10_000),
        ("metadata", {str(number): "" for number in range(1_000)}),
        ("metadata", {"": ""}),
        ("time", None),
        ("time", "2026-09-14T06:42:11.123456Z"),
    ],
)
def test_what_is_at_a_limit_is_accepted(path: str, value: Any) -> None:
    decode(json.dumps(_with(path, value)).encode())


def test_of_a_key_given_twice_the_last_one_counts() -> None:
    raw = b'{"body": "first", ' + json.dumps(SMALL).encode()[1:-1] + b', "body": "second"}'
    assert decode(raw).body == "second"


def test_the_size_limit_counts_bytes_and_holds_its_own_value() -> None:
    frame = json.dumps({**SMALL, "body": ""}).encode()
    body = b"x" * (MAX_EVENT_BYTES - len(frame))
    raw = frame.replace(b'"body": ""', b'"body": "' + body + b'"')
    assert len(raw) == MAX_EVENT_BYTES
    assert len(decode(raw).body) == len(body)
    error = _refused(raw + b" ")
    assert (error.field, error.reason) == ("$", f"{MAX_EVENT_BYTES + 1} bytes exceed the limit of {MAX_EVENT_BYTES}")


def test_a_bare_text_is_the_body_of_a_chat_message() -> None:
    event = from_text("row-1", "a text")
    assert (event.event_id, event.thread_id, event.kind, event.body) == ("row-1", "row-1", "chat", "a text")
    assert [recipient.scope for recipient in event.recipients] == ["internal"]
    assert validate(event.model_dump()) == event


def test_an_event_cannot_be_changed() -> None:
    event = decode(json.dumps(SMALL).encode())
    with pytest.raises(ValueError, match="frozen"):
        event.body = "other"  # type: ignore[misc]


# Refused


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "malformed JSON at line 1 column 1"),
        (b'{"event_id": ', "malformed JSON at line 1 column"),
        (b'{"body":\n"' + CANARY.encode() + b'}', "malformed JSON at line 2 column"),
        (json.dumps(SMALL).encode() + b" x", "malformed JSON"),
        (b'{"body": "' + CANARY.encode() + b' \xff"}', "invalid UTF-8 at byte 22"),
        (b'{"body": "\xed\xa0\x80"}', "invalid UTF-8 at byte 10"),
        (b'\xff\xfe{\x00}\x00', "invalid UTF-8 at byte 0"),
        (b'{"body": "\\ud800 ' + CANARY.encode() + b'"}', "malformed JSON"),
        (b'{"metadata": {"\\udc00": "x"}}', "malformed JSON"),
        (b'{"body": "\\x41"}', "malformed JSON"),
        (b'{"size": NaN}', "malformed JSON"),
        (b'{"size": -Infinity}', "malformed JSON"),
        (b'{"size": 1e999}', "malformed JSON"),
        (b"[" * 100_000 + b"]" * 100_000, "malformed JSON"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "malformed JSON"),
        (b"null", "expected a JSON object"),
        (b"true", "expected a JSON object"),
        (b"1", "expected a JSON object"),
        (b'"' + CANARY.encode() + b'"', "expected a JSON object"),
        (b"[1, 2]", "expected a JSON object"),
        (b"[" * 1000 + b"]" * 1000, "expected a JSON object"),
    ],
)  # fmt: skip
def test_what_is_no_json_object_is_refused_as_a_whole(raw: bytes, reason: str) -> None:
    error = _refused(raw)
    assert error.field == "$"
    assert error.reason.startswith(reason)


@pytest.mark.parametrize(
    ("path", "value", "field", "reason"),
    [
        # missing
        ("event_id", REMOVE, "event_id", "Field required"),
        ("thread_id", REMOVE, "thread_id", "Field required"),
        ("kind", REMOVE, "kind", "Field required"),
        ("sender", REMOVE, "sender", "Field required"),
        ("sender.address", REMOVE, "sender.address", "Field required"),
        ("attachments.0.name", REMOVE, "attachments[0].name", "Field required"),
        # of the wrong type
        ("event_id", 5, "event_id", "valid string"),
        ("body", None, "body", "valid string"),
        ("body", [CANARY], "body", "valid string"),
        ("subject", {CANARY: 1}, "subject", "valid string"),
        ("sender", CANARY, "sender", "valid dictionary"),
        ("sender.address", 1, "sender.address", "valid string"),
        ("recipients", {CANARY: 1}, "recipients", "valid list"),
        ("recipients.1", CANARY, "recipients[1]", "valid dictionary"),
        ("attachments", CANARY, "attachments", "valid list"),
        ("attachments.0.size", CANARY, "attachments[0].size", "valid integer"),
        ("attachments.0.size", 1.5, "attachments[0].size", "valid integer"),
        ("attachments.0.text", 1, "attachments[0].text", "valid string"),
        ("links", CANARY, "links", "valid list"),
        ("links.0", 1, "links[0]", "valid string"),
        ("metadata", [[CANARY, CANARY]], "metadata", "valid dictionary"),
        ("metadata", {CANARY: 1}, "metadata.*", "valid string"),
        ("metadata", {CANARY: {CANARY: CANARY}}, "metadata.*", "valid string"),
        # out of the choices
        ("kind", CANARY, "kind", "'email', 'chat', 'pr' or 'upload'"),
        ("kind", "EMAIL", "kind", "'email', 'chat', 'pr' or 'upload'"),
        ("sender.scope", CANARY, "sender.scope", "'internal', 'external' or 'public'"),
        ("recipients.0.scope", CANARY, "recipients[0].scope", "'internal', 'external' or 'public'"),
        ("recipients.0.via", CANARY, "recipients[0].via", "'to', 'cc' or 'bcc'"),
        # unknown keys, which are text of the event
        (CANARY, 1, "*", "unknown key"),
        (f"sender.{CANARY}", 1, "sender.*", "unknown key"),
        (f"recipients.0.{CANARY}", 1, "recipients[0].*", "unknown key"),
        (f"attachments.0.{CANARY}", CANARY, "attachments[0].*", "unknown key"),
        # one destination
        ("recipients.0.channel", CANARY, "recipients[0]", "give exactly one of address and channel"),
        ("recipients.0.address", REMOVE, "recipients[0]", "give exactly one of address and channel"),
        ("recipients.1", {"address": None, "channel": None}, "recipients[1]", "give exactly one of"),
        # beyond a limit
        ("event_id", "", "event_id", "at least 1 character"),
        ("event_id", "x" * 257, "event_id", "at most 256 characters"),
        ("tenant", "", "tenant", "at least 1 character"),
        ("tenant", "x" * 257, "tenant", "at most 256 characters"),
        ("thread_id", "", "thread_id", "at least 1 character"),
        ("thread_id", CANARY * 257, "thread_id", "at most 256 characters"),
        ("sender.address", "x" * 1025, "sender.address", "at most 1024 characters"),
        ("sender.name", "x" * 1025, "sender.name", "at most 1024 characters"),
        ("sender.role", "x" * 257, "sender.role", "at most 256 characters"),
        ("recipients", [{"channel": CANARY}] * 10_001, "recipients", "at most 10000 items"),
        ("recipients.0.address", "x" * 1025, "recipients[0].address", "at most 1024 characters"),
        ("recipients.1.channel", "x" * 1025, "recipients[1].channel", "at most 1024 characters"),
        ("attachments", [{"name": CANARY}] * 1_001, "attachments", "at most 1000 items"),
        ("attachments.0.name", "x" * 4097, "attachments[0].name", "at most 4096 characters"),
        ("attachments.0.mime", "x" * 257, "attachments[0].mime", "at most 256 characters"),
        ("attachments.0.size", -1, "attachments[0].size", "greater than or equal to 0"),
        ("attachments.0.size", 10**30, "attachments[0].size", "valid integer"),
        ("attachments.0.size", "12", "attachments[0].size", "valid integer"),
        ("links", [CANARY] * 10_001, "links", "at most 10000 items"),
        ("metadata", {f"{CANARY}{n}": "" for n in range(1_001)}, "metadata", "at most 1000 items"),
        # times
        ("time", CANARY, "time", "valid datetime"),
        ("time", "2026-09-14T08:42:11", "time", "timezone"),
        ("time", "2026-13-14T08:42:11Z", "time", "valid datetime"),
        ("time", 1e300, "time", "expected RFC 3339 text"),
    ],
)
def test_what_is_wrong_is_named_and_not_repeated(path: str, value: Any, field: str, reason: str) -> None:
    error = _refused(json.dumps(_with(path, value)).encode())
    assert error.field == field
    assert reason in error.reason


# Anything at all

_SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
_WORDS = st.text(max_size=8) | st.just(CANARY)
_KEYS = st.sampled_from([*Event.model_fields, "address", "channel", "scope", "via", "name", "size", "text"]) | _WORDS
_VALUES: st.SearchStrategy[Any] = st.recursive(
    _SCALARS | _WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


def _never_leaks(call: Callable[[], object]) -> None:
    said = ""
    try:
        call()
    except EventError as error:
        said = str(error)
    assert CANARY not in said


@given(_VALUES)
def test_no_json_value_raises_anything_else(value: Any) -> None:
    _never_leaks(lambda: validate(value))


@given(st.sampled_from([*FULL, CANARY]), _VALUES)
def test_no_value_in_an_otherwise_good_event_does(key: str, value: Any) -> None:
    _never_leaks(lambda: decode(json.dumps({**FULL, key: value}).encode()))


@given(st.binary(max_size=64), st.integers(0, 400), st.integers(0, 400))
@example(b"", 0, 400)
def test_no_damaged_record_does(junk: bytes, start: int, length: int) -> None:
    raw = json.dumps({**FULL, "body": CANARY}).encode()
    _never_leaks(lambda: decode(raw[:start] + junk + raw[start + length :]))


@given(st.text(max_size=200))
def test_any_text_passes_through_unchanged(text: str) -> None:
    assert decode(json.dumps({**SMALL, "body": text}).encode()).body == text
