import json

import orjson
import pytest
from typer.testing import CliRunner

from stream_scanner.cli import app
from stream_scanner.rows import results
from stream_scanner.scanner import Scanner
from tests.conftest import Exported

EVENT = {"event_id": "e1", "thread_id": "t", "kind": "chat", "sender": {"address": "a@b.example"}, "body": "hello"}


@pytest.fixture
def scanner(exported: Exported) -> Scanner:
    return Scanner.open(exported.bundle)


def test_rows_come_back_in_order_under_their_own_ids(scanner: Scanner) -> None:
    rows = [{"id": 7, "text": "mail a@b.example"}, EVENT, {"id": "x", "text": ""}]
    out = [orjson.loads(line) for _, line in results(scanner, [orjson.dumps(r) for r in rows])]
    assert [row["id"] for row in out] == [7, "e1", "x"]
    assert set(out[0]["scores"]) == {"sensitivity", "exposure", "context", "obfuscation"}
    (span,) = [s for s in out[0]["spans"] if s["type"] == "EMAIL"]
    assert set(span) == {"type", "field", "start", "end", "confidence", "source"}
    assert (span["field"], span["start"], span["end"]) == ("body", 5, 16)
    assert {"decision", "segments_read"} <= set(out[0])


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (b'{"id": 1, "text": 5}', "text"),
        (b"{", "$"),
        (b"[]", "$"),
        (b'{"event_id": "e", "thread_id": "t", "kind": "fax", "sender": {"address": "a"}}', "kind"),
        (b"\xff", "$"),
    ],
)
def test_a_bad_line_is_answered_and_the_next_is_scanned(scanner: Scanner, line: bytes, field: str) -> None:
    (bad, error), (good, _) = results(scanner, [line, orjson.dumps(EVENT)])
    assert (bad, good) == (False, True)
    assert orjson.loads(error)["error"]["field"] == field


def test_rows_of_one_thread_share_a_memory(scanner: Scanner) -> None:
    rows = [EVENT | {"event_id": "1", "body": "card 4539 1488 0343 6467"}, EVENT | {"event_id": "2"}]
    out = [orjson.loads(line) for _, line in results(scanner, map(orjson.dumps, rows))]
    assert out[1]["memory"]["flags"]["pii_shared"]


def test_scan_reads_stdin_and_reports_bad_lines_by_status(exported: Exported) -> None:
    lines = orjson.dumps({"id": 1, "text": "hi"}) + b"\n{\n"
    result = CliRunner().invoke(app, ["scan", "--bundle", str(exported.bundle)], input=lines)
    assert result.exit_code == 1
    rows = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    assert rows[0]["id"] == 1
    assert "error" in rows[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["scan", "--bundle", "/nowhere"], "no such file"),
        (["scan", "-i", "/nowhere.jsonl"], "no such file"),
        (["scan", "--no-model", "--policy", "/nowhere.yaml"], "nowhere.yaml"),
        (["model", "verify", "--bundle", "/nowhere"], "no such file"),
    ],
)
def test_an_operators_mistake_is_one_clear_line(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert message in result.stderr.replace("\n", "")
    assert "Traceback" not in result.output
