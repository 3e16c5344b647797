"""Verdicts: their bytes, their identity, and what they may hold."""

from __future__ import annotations

import json
import uuid
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from model_core.labels import DISPLAY, SCORES
from stream_scanner.events import Event
from stream_scanner.verdicts import (
    VERDICT_NAMESPACE,
    Identity,
    MemoryState,
    Scores,
    Span,
    SpanType,
    Timings,
    Verdict,
    verdict_id,
)

IDENTITY = Identity(model="0123456789abcdef", policy="fedcba9876543210")


def _verdict(**more: Any) -> Verdict:
    values: dict[str, Any] = {
        "verdict_id": verdict_id("default", "e-1", IDENTITY),
        "event_id": "e-1",
        "tenant": "default",
        "thread_id": "t-1",
        "scores": Scores(sensitivity=0.91, exposure=0.24, context=0.78, obfuscation=0.06),
        "spans": [Span(type="PAN", field="body", start=128, end=147, confidence=0.97, source="both")],
        "memory": MemoryState(flags={"has_nda": True}),
        "decision": "ALLOW_WITH_WARNING",
        "rationale": ["PII detected"],
        "segments_read": 1,
        "segments_total": 2,
        "stopped": "early_block",
        "identity": IDENTITY,
        "timings": Timings(evidence=1, tokenize=1, model=1, policy=1, total=4),
    }
    return Verdict(**{**values, **more})


def test_bytes_are_json_in_the_models_order_and_read_back_the_same() -> None:
    verdict = _verdict()
    raw = verdict.to_bytes()
    assert list(json.loads(raw)) == list(Verdict.model_fields)
    assert Verdict.model_validate_json(raw) == verdict
    assert verdict.to_bytes() == raw


def test_types_and_scores_are_those_that_the_model_knows() -> None:
    assert set(get_args(SpanType)) == set(DISPLAY.values())
    assert tuple(Scores.model_fields) == SCORES


def test_no_field_can_carry_text_of_the_event_but_its_names() -> None:
    # Of an event's own values a verdict repeats three identifiers, which producers are told are none to hide.
    assert set(Verdict.model_fields) & set(Event.model_fields) == {"event_id", "tenant", "thread_id"}
    assert set(Span.model_fields) == {"type", "field", "start", "end", "confidence", "source"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"decision": "DENY"},
        {"stopped": "crashed"},
        {"text": "some"},
        {"scores": {"sensitivity": 1.1, "exposure": 0, "context": 0, "obfuscation": 0}},
        {"scores": {"sensitivity": float("nan"), "exposure": 0, "context": 0, "obfuscation": 0}},
        {"scores": {"sensitivity": 0.5}},
        {"spans": [{"type": "NDA", "field": "body", "start": 0, "end": 1, "confidence": 1, "source": "model"}]},
        {"spans": [{"type": "PAN", "field": "body", "start": -1, "end": 1, "confidence": 1, "source": "model"}]},
        {"spans": [{"type": "PAN", "field": "body", "start": 0, "end": 0, "confidence": 1, "source": "model"}]},
    ],
)
def test_what_is_out_of_range_or_unknown_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        _verdict(**wrong)


def test_a_verdict_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        _verdict().decision = "ALLOW"  # type: ignore[misc]


def test_an_id_is_a_version_5_uuid_that_never_changes() -> None:
    found = verdict_id("default", "e-1", IDENTITY)
    assert uuid.UUID(found).version == 5
    # Written out: consumers may have stored it, so it must be the same in every release.
    assert found == str(uuid.uuid5(VERDICT_NAMESPACE, "default\x1fe-1\x1f0123456789abcdef\x1ffedcba9876543210"))
    assert str(VERDICT_NAMESPACE) == "6f1c1b1e-5f0e-5d7b-9c39-3b8b5b3d9a01"


_PARTS = st.tuples(*[st.sampled_from(["a", "b"])] * 4)


@given(_PARTS, _PARTS)
def test_an_id_follows_from_tenant_event_model_and_policy(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    ids = [verdict_id(p[0], p[1], Identity(model=p[2], policy=p[3])) for p in (first, second)]
    assert (ids[0] == ids[1]) is (first == second)
