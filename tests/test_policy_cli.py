"""Policies at work: checked, explained, compared, shadowed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from stream_scanner.cli import app
from stream_scanner.events import Event, validate
from stream_scanner.policy import DEFAULT_PATH, Policy
from stream_scanner.scanner import Rules, Scanner
from stream_scanner.verdicts import Shadow

EVENT: dict[str, Any] = {
    "event_id": "e1",
    "thread_id": "t",
    "kind": "chat",
    "sender": {"address": "a@corp.example"},
    "recipients": [{"channel": "#team"}],
    "body": "card 4539 1488 0343 6467",
}
MILD = "name: identity_inside\n    decision: "
STRICT = DEFAULT_PATH.read_text("utf-8").replace(f"{MILD}ALLOW_WITH_WARNING", f"{MILD}BLOCK")


@pytest.fixture
def strict(tmp_path: Path) -> Path:
    path = tmp_path / "strict.yaml"
    path.write_text(STRICT, "utf-8")
    return path


def invoke(*arguments: str, given: str = "") -> Any:
    return CliRunner().invoke(app, ["policy", *arguments], input=given, env={"COLUMNS": "200"})


def event(**more: Any) -> Event:
    return validate(EVENT | more)


def scan_by(scanner: Scanner, **more: Any) -> Any:
    return scanner.scan(event(**more), scanner.empty_memory()).verdict


def test_check(tmp_path: Path, strict: Path) -> None:
    good = invoke("check", str(strict))
    assert (good.exit_code, Policy.load(strict).hash in good.stdout) == (0, True)
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("version: 1\nrules: []\ndefault: ALLOW")
    bad = invoke("check", str(wrong))
    assert bad.exit_code == 2
    assert "wrong.yaml:2: rules:" in bad.stderr


def test_explain_names_every_rule_that_matches_and_its_facts(tmp_path: Path) -> None:
    outside = EVENT | {"recipients": [{"address": "x@gmail.com", "scope": "external"}]}
    shown = invoke("explain", "--no-model", "--json", given=json.dumps(outside))
    answer = json.loads(shown.stdout)
    assert [m["rule"] for m in answer["matches"]][:2] == ["identity_leaves", "exposed"]
    assert answer["matches"][0] == {
        "rule": "identity_leaves",
        "decision": "BLOCK",
        "because": ["identity 1", "outside 1"],
    }
    assert (answer["decision"], answer["facts"]["spans PAN"], answer["facts"]["freemail"]) == ("BLOCK", 1, 1)
    table = invoke("explain", "--no-model", given=json.dumps(outside)).stdout
    assert "identity_leaves" in table
    assert "4539" not in table


def test_explain_refuses_what_is_no_event() -> None:
    result = invoke("explain", "--no-model", given="{")
    assert result.exit_code == 2
    assert "malformed JSON" in result.stderr


def test_diff_shows_what_changes(strict: Path) -> None:
    quiet = EVENT | {"event_id": "quiet", "thread_id": "u", "body": "hello"}
    lines = "\n".join(map(json.dumps, (EVENT, quiet)))
    shown = invoke("diff", str(DEFAULT_PATH), str(strict), "--no-model", given=lines)
    assert shown.exit_code == 0
    assert "e1" in shown.stdout
    assert "quiet" not in shown.stdout
    assert "1 of 2 events change" in shown.stdout
    assert "ALLOW_WITH_WARNING to BLOCK: 1" in shown.stdout
    row = json.loads(invoke("diff", str(DEFAULT_PATH), str(strict), "--no-model", "--json", given=lines).stdout)
    assert row == {
        "event_id": "e1", "was": "ALLOW_WITH_WARNING", "was_by": "identity_inside",
        "becomes": "BLOCK", "becomes_by": "identity_inside",
    }  # fmt: skip
    same = invoke("diff", str(strict), str(strict), "--no-model", given=lines + "\n{")
    assert (same.exit_code, "0 of 2 events change" in same.stdout) == (1, True)


def test_a_shadow_is_recorded_and_not_enforced(strict: Path) -> None:
    shadow = Policy.load(strict)
    scanner = Scanner(None, "none", Rules(Policy.load(), shadow))
    verdict = scan_by(scanner)
    assert verdict.decision == "ALLOW_WITH_WARNING"
    assert verdict.shadow == Shadow(decision="BLOCK", rule="identity_inside", policy=shadow.hash)
    plain = scan_by(Scanner(None, "none", Policy.load()))
    assert plain.shadow is None
    assert plain.verdict_id == verdict.verdict_id
