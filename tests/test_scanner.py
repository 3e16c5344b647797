import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model_core.bundle import Bundle, BundleError
from model_core.dsl import Document, Value
from model_core.labels import BIO_TAGS, OUTSIDE, SCORES, TYPES
from model_core.spans import TaggedSpan
from stream_scanner import scanner as module
from stream_scanner.engine import Step
from stream_scanner.events import Event, validate
from stream_scanner.evidence import Evidence
from stream_scanner.memory import ThreadMemory
from stream_scanner.reader import Reader
from stream_scanner.scanner import Scanner
from tests.conftest import Exported

CARD = "4539 1488 0343 6467"


def event(body: str, **fields: Any) -> Event:
    plain = {"event_id": "e", "thread_id": "t", "kind": "chat", "sender": {"address": "a@corp.example"}}
    return validate({**plain, "recipients": [{"channel": "#team"}], "body": body, **fields})


@pytest.fixture(scope="session")
def scanner(exported: Exported) -> Scanner:
    return Scanner.open(exported.bundle, early_exit=False)


def same(one: module.Scan, two: module.Scan) -> bool:
    return one.verdict.model_copy(update={"timings": two.verdict.timings}) == two.verdict


def test_a_long_message_is_read_to_its_end(scanner: Scanner) -> None:
    verdict = scanner.scan(event("please review the invoice. " * 700), scanner.empty_memory()).verdict
    assert verdict.segments_read == verdict.segments_total > 2
    assert verdict.stopped == "complete"


@pytest.mark.parametrize("body", ["", " ", "\x00", "\u200b", "a" * 5000, "😀" * 700, "\n" * 3000])
def test_odd_bodies_are_scanned(scanner: Scanner, body: str) -> None:
    verdict = scanner.scan(event(body), scanner.empty_memory()).verdict
    assert all(0 <= score <= 1 for score in verdict.scores.model_dump().values())


def test_spans_name_raw_fields_and_offsets(scanner: Scanner) -> None:
    attachment = {"name": "n.txt", "text": f"é {CARD} fin"}
    verdict = scanner.scan(
        event("none", attachments=[attachment], metadata={"note": f"x {CARD}"}), scanner.empty_memory()
    ).verdict
    cards = [(s.field, s.start, s.end) for s in verdict.spans if s.type == "PAN"]
    assert ("attachments[0].text", 2, 2 + len(CARD)) in cards
    assert ("metadata.note", 2, 2 + len(CARD)) in cards


def test_the_network_reads_what_a_disguise_says_and_marks_it_where_it_stands(
    scanner: Scanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "Maria Lopez"

    def named(_: Any, __: Any, document: Document, ___: Any) -> list[TaggedSpan]:
        found = ((field, text.find(name)) for field, text in document.content())
        return [TaggedSpan("NAME", field, at, at + len(name), 0.9) for field, at in found if at >= 0]

    monkeypatch.setattr("stream_scanner.reader.decode", named)
    hidden = "\u200b".join(name)
    attachment = {"name": "n.txt", "text": f"by {hidden} too"}
    verdict = scanner.scan(event(f"ask {hidden} now", attachments=[attachment]), scanner.empty_memory()).verdict
    assert [(s.field, s.start, s.end) for s in verdict.spans if s.type == "NAME"] == [
        ("attachments[0].text", 3, 3 + len(hidden)),
        ("body", 4, 4 + len(hidden)),
    ]


def test_a_card_in_two_messages_is_closed_by_the_second(scanner: Scanner) -> None:
    first = scanner.scan(event("my card is 4539 1488, rest follows"), scanner.empty_memory())
    second = scanner.scan(event("0343 6467 and that is it"), first.memory)
    assert [(s.type, s.start, s.end) for s in second.verdict.spans if s.type == "PAN"] == [("PAN", 0, 9)]
    assert second.verdict.scores.obfuscation >= 0.75
    assert second.memory.counts["PAN"] == 1
    assert not [s for s in scanner.scan(event("0343 6467"), scanner.empty_memory()).verdict.spans if s.type == "PAN"]


def test_scanning_twice_or_beside_others_changes_nothing(scanner: Scanner) -> None:
    first = scanner.scan(event("the key is attached"), scanner.empty_memory())
    scanner.scan(event("something else entirely " * 50), scanner.empty_memory())
    assert same(first, scanner.scan(event("the key is attached"), scanner.empty_memory()))


def test_memory_of_another_model_is_not_read_but_its_flags_are(scanner: Scanner) -> None:
    before = scanner.scan(event(f"the NDA and {CARD}"), scanner.empty_memory()).memory
    assert before.flags["pii_shared"]
    foreign = dataclasses.replace(before, model="another")
    blank = ThreadMemory(np.zeros_like(before.vector), before.flags, before.counts, before.model)
    assert same(scanner.scan(event("next"), foreign), scanner.scan(event("next"), blank))
    assert not same(scanner.scan(event("next"), before), scanner.scan(event("next"), blank))


def test_flags_and_counts_add_up(scanner: Scanner) -> None:
    memory = scanner.empty_memory()
    for _ in range(2):
        memory = scanner.scan(event(f"card {CARD}"), memory).memory
    assert memory.counts["events"] == 2
    assert memory.counts["PAN"] >= 2
    assert not memory.flags["external_joined"]
    outside = [{"address": "x@elsewhere.example", "scope": "external"}]
    assert scanner.scan(event("hi", recipients=outside), memory).memory.flags["external_joined"]


def test_without_a_model_the_verdict_says_so(exported: Exported, tmp_path: Path) -> None:
    plain = Scanner.open(tmp_path, use_model=False)
    verdict = plain.scan(event(f"card {CARD}"), plain.empty_memory()).verdict
    assert (verdict.stopped, verdict.degraded) == ("no_model", ["model"])
    assert [s.source for s in verdict.spans] == ["evidence"]
    with pytest.raises(BundleError):
        Scanner.open(tmp_path)


class Scripted:
    """An engine whose doc logits are given, to see what an exit does."""

    def __init__(self, config: Any, *probabilities: tuple[float, float, float, float]) -> None:
        self.config, self.left, self.steps = config, list(probabilities), 0

    def blank(self) -> np.ndarray:
        return np.zeros((1, 2, self.config.slow_hidden_dim), np.float32)

    def step(self, ids: np.ndarray, state: np.ndarray, memory: np.ndarray, first: bool) -> Step:
        assert first == (self.steps == 0)
        p = np.array(self.left[min(self.steps, len(self.left) - 1)], np.float32)
        self.steps += 1
        tags = np.zeros((len(ids), 21), np.float32)
        tags[:, -1] = 9
        return Step(np.log(p / (1 - p)), tags, state, np.zeros((1, self.config.memory_vec_dim), np.float32))


BENIGN = (0.02, 0.02, 0.95, 0.02)
SHORT, LONG = "please review the invoice tomorrow. " * 100, "please review the invoice tomorrow. " * 400


def stopped(exported: Exported, body: str, *scores: tuple[float, float, float, float]) -> tuple[str, int]:
    opened = Bundle.open(exported.bundle)
    reader = Reader(opened)
    reader._engine = Scripted(opened.config, *scores)  # type: ignore[assignment]
    from stream_scanner.policy import Policy

    verdict = Scanner(reader, "x", Policy.load()).scan(event(body), ThreadMemory.empty(32, "x")).verdict
    assert len(SCORES) == 4
    return verdict.stopped, verdict.segments_read


@pytest.mark.parametrize(
    ("name", "sure", "kept"),
    [
        ("Svetlana Krz", 0.6, True),
        ("Mux Krz", 0.6, False),
        ("Mux Krz", 0.95, True),
        ("mux krz", 0.95, False),
    ],
)
def test_a_listed_given_name_supports_a_name(exported: Exported, name: str, sure: float, kept: bool) -> None:
    reader = Reader(Bundle.open(exported.bundle))
    document = Document((Value(("body",), "body", name, True),))
    message = reader._prepare(document, Evidence())
    said = np.full((len(message.tokens), len(BIO_TAGS)), 1e-6, np.float32)
    said[:, 2 * TYPES.index("NAME") + 1], said[:, OUTSIDE] = sure, 1 - sure
    found = reader._spans([np.log(said)], message, least=0.9)
    assert [(span.type, span.start, span.end) for span in found] == ([("NAME", 0, len(name))] if kept else [])


def test_a_benign_message_is_allowed_early(exported: Exported) -> None:
    assert stopped(exported, SHORT, BENIGN) == ("early_allow", 1)


def test_a_long_message_is_never_allowed_early(exported: Exported) -> None:
    assert stopped(exported, LONG, BENIGN)[0] == "complete"


def test_evidence_in_the_unread_rest_forbids_an_early_allow(exported: Exported) -> None:
    assert stopped(exported, SHORT + CARD, BENIGN)[0] == "complete"
    assert stopped(exported, SHORT + "mail x@y.example", BENIGN)[0] == "complete"


@pytest.mark.parametrize("risk", [(0.3, 0.02, 0.9, 0.02), (0.02, 0.3, 0.9, 0.02), (0.02, 0.02, 0.9, 0.3)])
def test_any_risk_forbids_an_early_allow(exported: Exported, risk: tuple[float, float, float, float]) -> None:
    assert stopped(exported, SHORT, risk)[0] == "complete"


@pytest.mark.parametrize("risk", [(0.95, 0.8, 0.9, 0.1), (0.95, 0.1, 0.9, 0.7)])
def test_a_clear_leak_is_blocked_early_at_any_length(
    exported: Exported, risk: tuple[float, float, float, float]
) -> None:
    assert stopped(exported, LONG, risk) == ("early_block", 1)
    assert stopped(exported, LONG, BENIGN, risk) == ("early_block", 2)


def test_sensitive_but_not_exposed_is_read_to_the_end(exported: Exported) -> None:
    assert stopped(exported, LONG, (0.95, 0.6, 0.9, 0.5))[0] == "complete"
