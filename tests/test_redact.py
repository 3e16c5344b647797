"""Redaction: exact outside of spans, one placeholder for one value, nothing of a value kept."""

from __future__ import annotations

import json
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from stream_scanner.cli import app
from stream_scanner.events import validate
from stream_scanner.policy import Policy
from stream_scanner.redact import MAX_NAMED, Placeholders, redacted, replaced
from stream_scanner.rows import redactions
from stream_scanner.scanner import Scanner
from stream_scanner.verdicts import Span

RELAXED = settings(deadline=None)
CARD, OTHER = "4539 1488 0343 6467", "4539578763621486"


def span(kind: str, start: int, end: int) -> Span:
    return Span(type=kind, field="body", start=start, end=end, confidence=1, source="model")  # type: ignore[arg-type]


def names() -> Placeholders:
    return Placeholders(b"key", "thread", {})


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], "ab cd ef"),
        ([("NAME", 0, 2)], "[NAME_1] cd ef"),
        ([("NAME", 6, 8), ("NAME", 0, 2)], "[NAME_1] cd [NAME_2]"),
        ([("NAME", 0, 2), ("PHONE", 3, 5)], "[NAME_1] [PHONE_1] ef"),
        ([("NAME", 0, 2), ("PHONE", 2, 5)], "[NAME_1][PHONE_1] ef"),
        ([("NAME", 0, 4), ("PHONE", 3, 5)], "[NAME_1] ef"),
        ([("NAME", 0, 4), ("PHONE", 0, 5)], "[PHONE_1] ef"),
        ([("NAME", 0, 8), ("PHONE", 3, 5)], "[NAME_1]"),
    ],
)
def test_spans_become_placeholders(spans: list[tuple[str, int, int]], expected: str) -> None:
    assert redacted("ab cd ef", [span(*s) for s in spans], names()) == expected


SPANS = st.lists(
    st.tuples(st.sampled_from(["PAN", "NAME", "EMAIL"]), st.integers(0, 30), st.integers(1, 12)), max_size=8
)


@RELAXED
@given(st.text(min_size=43, max_size=60), SPANS)
def test_outside_is_exact_and_inside_is_gone(text: str, listed: list[tuple[str, int, int]]) -> None:
    # The values are of one private character each, so that any of it left over shows.
    spans = [span(kind, start, start + size) for kind, start, size in listed]
    covered = {at for s in spans for at in range(s.start, s.end)}
    text = "".join("\ue000" if at in covered else char.replace("\ue000", "x") for at, char in enumerate(text))
    out = redacted(text, spans, names())
    assert "\ue000" not in out
    at = 0
    for start in sorted(range(len(text))):
        if start not in covered:
            at = out.index(text[start], at) + 1
    runs = sum(1 for i in covered if i - 1 not in covered)
    assert len(out) >= len(text) - len(covered) + runs * len("[PAN_1]")
    if not spans:
        assert out == text


@pytest.mark.parametrize(
    ("kind", "one", "two", "same"),
    [
        ("PAN", CARD, "4539148803436467", True),
        ("PAN", CARD, "4539\u200b-1488-0343-6467", True),
        ("PAN", CARD, OTHER, False),
        ("EMAIL", "Ann@Host.org", "ann@host.org", True),
        ("NAME", "Ann  Lee", "ann lee", True),
        ("NAME", "Ann Lee", "Annlee", False),
        ("SECRET_KEY", "abCD12", "abcd12", False),
        ("PHONE", "...", "---", False),
    ],
)
def test_the_same_value_has_the_same_number(kind: str, one: str, two: str, same: bool) -> None:
    given_names = names()
    assert (given_names.of(kind, one) == given_names.of(kind, two)) is same


def test_numbers_go_on_where_the_thread_left_off_and_differ_between_threads() -> None:
    first = names()
    assert [first.of("PAN", CARD), first.of("NAME", "Ann"), first.of("PAN", OTHER)] == [
        "[PAN_1]",
        "[NAME_1]",
        "[PAN_2]",
    ]
    kept = json.loads(json.dumps(first.known))
    after = Placeholders(b"key", "thread", kept)
    assert [after.of("PAN", "4012 8888 8888 1881"), after.of("PAN", OTHER)] == ["[PAN_3]", "[PAN_2]"]
    assert "4539" not in json.dumps(kept)
    assert Placeholders(b"key", "other", kept).of("PAN", CARD) == "[PAN_3]"
    assert Placeholders(b"other", "thread", kept).of("PAN", CARD) == "[PAN_3]"


def test_a_thread_numbers_so_many_values_and_no_more() -> None:
    many = names()
    for value in range(MAX_NAMED):
        many.of("PAN", f"{value:016}")
    assert many.of("PAN", CARD) == "[PAN]"
    assert many.of("PAN", f"{1:016}") == "[PAN_2]"
    assert len(many.known) == MAX_NAMED


EVENT: dict[str, Any] = {
    "event_id": "e",
    "thread_id": "t",
    "kind": "email",
    "sender": {"address": "ann@corp.example"},
    "recipients": [{"address": "bob@corp.example"}],
    "subject": f"card {CARD}",
    "body": f"{CARD} and {OTHER}",
    "attachments": [{"name": f"card {OTHER}", "text": f"see {CARD}"}, {"name": "b", "text": None}],
    "links": ["https://x.example/", f"https://x.example/?q={OTHER} "],
    "metadata": {"a.b[0]": f"card {CARD}", "c": "d"},
}


@pytest.fixture
def scanner() -> Scanner:
    return Scanner(None, "none", Policy.load(), redact=b"k")


def test_rows_come_back_with_their_content_redacted(scanner: Scanner) -> None:
    rows = [EVENT, EVENT | {"event_id": "f", "body": f"again {OTHER}"}, {"id": 7, "text": f"x {OTHER}", "more": OTHER}]
    one, two, bare = (json.loads(line) for _, line in redactions(scanner, map(orjson.dumps, rows)))
    assert one == EVENT | {
        "subject": "card [PAN_1]",
        "body": "[PAN_1] and [PAN_2]",
        "attachments": [{"name": "card [PAN_2]", "text": "see [PAN_1]"}, {"name": "b", "text": None}],
        "links": ["https://x.example/", "https://x.example/?q=[PAN_2] "],
        "metadata": {"a.b[0]": "card [PAN_1]", "c": "d"},
    }
    assert two["body"] == "again [PAN_2]"
    assert bare == {"id": 7, "text": "x [PAN_1]"}


def test_a_bad_row_is_not_let_through(scanner: Scanner) -> None:
    (good, line), *_ = redactions(scanner, [orjson.dumps(EVENT | {"unknown": CARD})])
    assert not good
    assert CARD not in line.decode()


def test_a_verdict_holds_redacted_content_only_where_asked(scanner: Scanner) -> None:
    event = validate(EVENT)
    scan = scanner.scan(event, scanner.empty_memory())
    assert scan.verdict.redacted is not None
    assert scan.verdict.redacted["body"] == "[PAN_1] and [PAN_2]"
    assert len(scan.memory.names) == 2
    assert CARD not in scan.verdict.to_bytes().decode()
    plain = Scanner(None, "none", Policy.load())
    scan = plain.scan(event, scan.memory)
    assert scan.verdict.redacted is None
    assert len(scan.memory.names) == 2


def test_replaced_leaves_what_it_has_no_text_for() -> None:
    assert replaced({"body": "b", "x": 1, "links": []}, {}) == {"body": "b", "x": 1, "links": []}


def test_the_command(tmp_path: Any) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(orjson.dumps({"id": 1, "text": f"card {CARD}"}) + b"\n{\n")
    result = CliRunner().invoke(app, ["redact", "--no-model", "-i", str(source), "-o", str(target)])
    assert result.exit_code == 1
    first, second = target.read_text().splitlines()
    assert json.loads(first) == {"id": 1, "text": "card [PAN_1]"}
    assert "error" in second
