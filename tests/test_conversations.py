"""Decisions on whole conversations: what the files hold, and how answers are counted."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from stream_scanner.events import validate
from stream_scanner.scanner import Scanner
from training import conversations
from training.conversations import FOLDER, Answer, answers, shares

FILES = sorted(FOLDER.glob("*.jsonl"))


def answer(thread: str, wanted: bool, decision: str) -> Answer:
    return Answer("file", thread, "event", "chat", wanted, "", decision, "")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_hold_events_with_an_expectation(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wanted = []
    for row in rows:
        expect = row.pop("expect")
        assert expect["why"]
        wanted.append(expect["flag"])
        validate(row)
    assert len({row["event_id"] for row in rows}) == len(rows) > 100
    assert 0.4 < sum(wanted) / len(wanted) < 0.6


def test_shares_are_of_what_is_to_be_flagged_and_of_the_rest() -> None:
    told = [
        answer("one", True, "BLOCK"), answer("one", True, "ALLOW"), answer("two", True, "REVIEW"),
        answer("two", False, "ALLOW"), answer("three", False, "ALLOW_WITH_WARNING"), answer("three", True, "ALLOW"),
    ]  # fmt: skip
    figures = shares(told)
    assert figures["found"]["value"] == 0.5
    assert figures["false alarms"]["value"] == 0.5
    assert figures["found"]["low"] < 0.5 < figures["found"]["high"]


def test_a_thread_is_remembered(tmp_path: Path) -> None:
    def event(number: int, thread: str, body: str) -> str:
        row = {
            "event_id": f"e{number}", "thread_id": thread, "kind": "chat", "sender": {"address": "a@corp.example"},
            "recipients": [{"address": "b@partner.example", "scope": "external"}], "body": body,
            "expect": {"flag": number == 2, "why": "second half of a card"},
        }  # fmt: skip
        return json.dumps(row)

    file = tmp_path / "halves.jsonl"
    lines = [
        event(1, "t", "my card is 4539 1488, rest follows"),
        event(2, "t", "0343 6467"),
        event(3, "u", "0343 6467"),
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    told = list(answers(Scanner.open(Path(), use_model=False), file))
    assert [a.decision for a in told] == ["ALLOW", "BLOCK", "ALLOW"]
    assert told[1].rule == "identity_leaves"


def test_the_command_lists_mistakes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["conversations", "--no-model", "--mistakes", str(FILES[0])])
    monkeypatch.setenv("COLUMNS", "200")
    conversations.main()
    shown = capsys.readouterr().out
    assert "expected because" in shown
    assert FILES[0].stem in shown
