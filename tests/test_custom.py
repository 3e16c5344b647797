"""An operator's own detectors: what a file may say, what is found by it, and what it keeps quiet."""

from __future__ import annotations

import base64
import hmac
import itertools
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from stream_scanner.cli import app
from stream_scanner.events import Event, validate
from stream_scanner.evidence import Detectors, Evidence, find
from stream_scanner.evidence.custom import Tagger, tags
from stream_scanner.evidence.detector_file import DetectorsError, load, parse
from stream_scanner.evidence.words import NGRAM, fold, ngrams
from stream_scanner.policy import Policy
from stream_scanner.scanner import Rules, Scanner

RELAXED = settings(deadline=None)
SALT = bytes(range(16))
CARD = "4539 1488 0343 6467"


def detectors(**parts: Any) -> Detectors:
    return parse(yaml.safe_dump({"version": 1, **parts}))


def pattern(source: str, **more: Any) -> dict[str, Any]:
    return {"name": "own", "type": "MATTER_ID", "pattern": source, "confidence": 0.6, **more}


def value_set(*values: str, **more: Any) -> dict[str, Any]:
    hashes, sizes = tags(values, SALT)
    return {"name": "s", "type": "PAN", "confidence": 0.9, "sizes": sizes, "hashes": "\n".join(hashes), **more}


def found(text: str, own: Detectors) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)], own).findings]


@pytest.mark.parametrize(
    ("source", "more", "text", "hits"),
    [
        (r"\bEMP-[0-9]{6}\b", {}, "see EMP-123456.", ["EMP-123456"]),
        (r"badge ([0-9]{4})", {}, "badge 1234, badge 99", ["1234"]),
        (r"\b[0-9]{8}\b", {"validator": "luhn"}, "a 12345674 b 12345675", ["12345674"]),
        (r"\b[0-9-]{9,11}\b", {"validator": "ssn", "type": "SSN_LIKE"}, "x 536904399 y 000904399", ["536904399"]),
        (r"key=(\S+)", {"validator": "secret", "type": "SECRET_KEY"}, "key=changeme key=q8Zr2Lw0Xv", ["q8Zr2Lw0Xv"]),
        (r"Projekt Größe\w*", {"type": "NAME"}, "ü Projekt Größe7 é", ["Projekt Größe7"]),
        (r"日本-[0-9]+", {"type": "ADDRESS"}, "😀日本-12!", ["日本-12"]),
        (r"\bEMP-[0-9]{6}\b", {}, "EMP\u200b-123456", ["EMP\u200b-123456"]),
        (r"x*", {}, "", []),
    ],
)
def test_patterns(source: str, more: dict[str, Any], text: str, hits: list[str]) -> None:
    if source == "x*":
        with pytest.raises(DetectorsError, match="matches empty text"):
            detectors(patterns=[pattern(source)])
        return
    kind = more.get("type", "MATTER_ID")
    assert [value for name, value in found(text, detectors(patterns=[pattern(source, **more)])) if name == kind] == hits


def test_a_pattern_is_looked_for_inside_encodings() -> None:
    own = detectors(patterns=[pattern(r"\bEMP-[0-9]{6}\b")])
    hidden = base64.b64encode(b"number: EMP-123456 ok").decode()
    (finding,) = find([("body", f"see {hidden} now")], own).findings
    assert (finding.start, finding.transforms) == (4, ("base64",))


@pytest.mark.parametrize(
    ("text", "confidence"),
    [("EMP-1", 0.6), ("employee EMP-1", 0.9), ("EMP-1 is an Employee", 0.9), ("employees EMP-1", 0.6)],
)
def test_words_nearby_raise_confidence(text: str, confidence: float) -> None:
    own = detectors(patterns=[pattern("EMP-[0-9]", near={"words": ["employee", "größe+"], "confidence": 0.9})])
    (finding,) = find([("body", text)], own).findings
    assert finding.confidence == confidence


def test_bands_are_kept() -> None:
    own = detectors(patterns=[pattern("EMP-[0-9]", band="test")])
    assert [f.band for f in find([("body", "EMP-1")], own).findings] == ["test"]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("pay AC-1234-77 now", ["AC-1234-77"]),
        ("pay ac 1234 77 now", ["ac 1234 77"]),
        ("pay AC123477 now", ["AC123477"]),
        ("pay xAC123477 now", []),
        ("pay AC-1234 77x now", []),
        ("pay AC     1234 77 now", []),
        ("ask Émile Zola", ["Émile Zola"]),
        ("ask E\u0301MILE\u200b zola", ["E\u0301MILE\u200b zola"]),
        ("STRASSE 1", ["STRASSE 1"]),
        ("ＡＣ-1234-77", ["ＡＣ-1234-77"]),
    ],
)
def test_sets_match_however_a_value_is_written(text: str, hits: list[str]) -> None:
    own = detectors(salt=SALT.hex(), sets=[value_set("AC-1234-77", "Émile Zola", "straße 1", "AC 1234 77")])
    assert [value for name, value in found(text, own) if name == "PAN"] == hits


WORDS = st.text(st.sampled_from("abé1 -,\n"), max_size=60)


@RELAXED
@given(WORDS, st.sets(st.integers(4, 12), min_size=1))
def test_ngrams_agree_with_brute_force(text: str, sizes: set[int]) -> None:
    runs: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        if char.isalnum():
            runs = [*runs[:-1], (runs[-1][0], at + 1)] if runs and runs[-1][1] == at else [*runs, (at, at + 1)]
    expected = set()
    for first in range(len(runs)):
        for last in range(first, min(first + NGRAM, len(runs))):
            span = runs[first : last + 1]
            near = all(b[0] - a[1] <= 4 for a, b in itertools.pairwise(span))
            if near and sum(end - start for start, end in span) in sizes:
                expected.add((span[0][0], span[-1][1]))
    assert set(ngrams(text, sizes)) == expected


@RELAXED
@given(st.text(max_size=40))
def test_any_text_is_searched(text: str) -> None:
    own = detectors(salt=SALT.hex(), patterns=[pattern(r"\w{3}")], sets=[value_set("AC-1234")])
    for finding in find([("body", text + "\ud800 AC 1234")], own).findings:
        assert 0 <= finding.start < finding.end <= len(text) + 9


def test_without_detectors_nothing_changes() -> None:
    text = f"mail a@b.example, card {CARD}, EMP-123456"
    assert find([("body", text)], Detectors()) == find([("body", text)]) != Evidence()


def test_the_hash_is_hmac_sha256() -> None:
    for salt in (SALT, b"k" * 65):
        assert Tagger(salt).tag("ac1234") == hmac.digest(salt, b"ac1234", "sha256")[:16]


def test_a_file_of_hashes_leaks_no_value(tmp_path: Path) -> None:
    values = tmp_path / "values.txt"
    values.write_text("AC-1234-77\n\nOmega Nine\n")
    runner = CliRunner()
    made = runner.invoke(app, ["detectors", "hash", "-i", str(values), "--type", "PAN"])
    assert made.exit_code == 0
    assert "1234" not in made.stdout.split("hashes")[0].split("sets")[1]
    assert "omega" not in made.stdout.lower()
    file = tmp_path / "own.yaml"
    file.write_text(made.stdout)
    own = load(file)
    assert found("about omega-nine", own) == [("PAN", "omega-nine")]
    again = runner.invoke(app, ["detectors", "hash", "-i", str(values), "--type", "PAN", "--detectors", str(file)])
    assert again.stdout == made.stdout
    checked = runner.invoke(app, ["detectors", "check", str(file)])
    assert "1 sets of 2 values" in checked.stdout


@pytest.mark.parametrize(
    ("text", "message"),
    [("secret-a1\nxy\n", "line 2"), ("a b c d e f g h i", "line 1"), ("abc          def", "line 1"), ("", "no values")],
)
def test_values_that_cannot_be_compared_are_named_by_line(text: str, message: str) -> None:
    result = CliRunner().invoke(app, ["detectors", "hash"], input=text)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "secret" not in result.stderr
    assert "def" not in result.stderr


HASH = "0" * 32


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("", 1, "$"),
        ("version: 2", 1, "version"),
        ("version: 1\nother: 1", 2, "$.other"),
        ("version: 1\nsalt: 12", 2, "salt"),
        ("version: 1\nsalt: zz", 2, "salt"),
        ("version: 1\npatterns:\n  - name: a\n    type: PAN\n    confidence: 1", 3, "patterns[0].pattern"),
        (
            "version: 1\npatterns:\n  - {name: a, type: PAN, confidence: 1, pattern: '(?=a)'}",
            3,
            "patterns[0].pattern",
        ),
        ("version: 1\npatterns:\n  - {name: a, type: CARD, confidence: 1, pattern: a}", 3, "patterns[0].type"),
        ("version: 1\npatterns:\n  - {name: a, type: PAN, confidence: 2, pattern: a}", 3, "patterns[0].confidence"),
        (
            "version: 1\npatterns:\n  - {name: a, type: PAN, confidence: 1, pattern: a, validator: no}",
            3,
            "patterns[0].validator",
        ),
        ("version: 1\npatterns:\n  - {name: a, type: PAN, confidence: 1, pattern: a, band: x}", 3, "patterns[0].band"),
        (
            "version: 1\npatterns:\n  - name: a\n    type: PAN\n    pattern: a\n    confidence: 0.9\n"
            "    near: {words: [b], confidence: 0.5}",
            7,
            "patterns[0].near.confidence",
        ),
        (
            f"version: 1\nsets:\n  - {{name: a, type: PAN, confidence: 1, sizes: [4], hashes: '{HASH}'}}",
            3,
            "salt",
        ),
        (
            "version: 1\nsalt: '" + HASH + "'\nsets:\n  - name: a\n    type: PAN\n    confidence: 1\n    sizes: [4]\n"
            f"    hashes: |\n      {HASH}\n      12\n",
            10,
            "sets[0].hashes",
        ),
        ("version: 1\nallow:\n  - {}", 3, "allow[0]"),
        ("version: 1\nallow:\n  - {pattern: '['}", 3, "allow[0].pattern"),
        ("version: 1\nallow:\n  - {values: ['--']}", 3, "allow[0].values"),
        ("version: 1\nallow:\n  - {tenants: [!x y]}", 3, "$"),
    ],
)
def test_errors_name_line_and_key(text: str, line: int, key: str) -> None:
    with pytest.raises(DetectorsError) as caught:
        parse(text, "d.yaml")
    assert (caught.value.line, caught.value.key) == (line, key)
    assert str(caught.value).startswith(f"d.yaml:{line}: {key}: ")


def test_a_large_set_is_read() -> None:
    hashes = "\n".join(f"      {n:032x}" for n in range(20_000))
    read = parse(
        f"version: 1\nsalt: '{HASH}'\nsets:\n  - name: a\n    type: PAN\n    confidence: 1\n    sizes: [16]\n"
        f"    hashes: |\n{hashes}\n"
    )
    assert read.hash


def event(body: str, sender: str = "a@corp.example", tenant: str = "t") -> Event:
    return validate(
        {
            "event_id": "e",
            "thread_id": "t",
            "kind": "chat",
            "tenant": tenant,
            "sender": {"address": sender},
            "recipients": [{"address": "x@other.example", "scope": "external"}],
            "body": body,
        }
    )


@pytest.mark.parametrize(
    ("allow", "silent"),
    [
        ({"values": ["4539148803436467"]}, True),
        ({"values": ["4539148803436468"]}, False),
        ({"hashes": Tagger(SALT).tag("4539148803436467").hex()}, True),
        ({"pattern": "4539[0-9 ]+"}, True),
        ({"pattern": "4539"}, False),
        ({"types": ["PAN"]}, True),
        ({"types": ["PHONE"]}, False),
        ({"senders": ["A@corp.example"]}, True),
        ({"senders": ["b@corp.example"]}, False),
        ({"domains": ["corp.example"]}, True),
        ({"domains": ["example"]}, True),
        ({"domains": ["orp.example"]}, False),
        ({"domains": ["a@corp.example"]}, False),
        ({"tenants": ["t"]}, True),
        ({"tenants": ["T"]}, False),
        ({"types": ["PAN"], "senders": ["b@corp.example"]}, False),
    ],
)
def test_what_is_allowed_is_not_reported(allow: dict[str, Any], silent: bool) -> None:
    own = detectors(salt=SALT.hex(), allow=[allow])
    scanner = Scanner(None, "none", Rules(Policy.load(), detectors=own))
    verdict = scanner.scan(event(f"card {CARD}"), scanner.empty_memory()).verdict
    assert (verdict.decision, bool(verdict.spans), verdict.scores.sensitivity > 0) == (
        ("ALLOW", False, False) if silent else ("BLOCK", True, True)
    )
    assert "4539" not in verdict.to_bytes().decode()


def test_the_verdicts_identity_follows_the_detectors() -> None:
    plain = Scanner(None, "none", Policy.load())
    own = Scanner(None, "none", Rules(Policy.load(), detectors=detectors(patterns=[pattern("EMP-[0-9]")])))
    one, two = (s.scan(event("EMP-1"), s.empty_memory()).verdict for s in (plain, own))
    assert (one.identity.detectors, len(two.identity.detectors)) == ("", 16)
    assert one.verdict_id != two.verdict_id
    assert [s.type for s in two.spans] == ["MATTER_ID"]


def test_folding() -> None:
    assert fold("Ａc-12 ß") == "ac12ss"
