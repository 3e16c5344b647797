"""The verdict on ``dlp.verdicts``: its model, its identity and its bytes."""

from __future__ import annotations

import uuid
from typing import Literal

import orjson
from pydantic import Field

from stream_scanner.events import Strict

Decision = Literal["ALLOW", "ALLOW_WITH_WARNING", "REVIEW", "BLOCK"]
SpanType = Literal[
    "EMAIL", "PHONE", "PAN", "SSN_LIKE", "SECRET_KEY", "DB_URI", "NDA_TERM", "MATTER_ID", "NAME", "ADDRESS"
]
Source = Literal["model", "evidence", "both"]
Stopped = Literal["complete", "early_allow", "early_block", "no_model"]
VERDICT_NAMESPACE = uuid.UUID("6f1c1b1e-5f0e-5d7b-9c39-3b8b5b3d9a01")


class Scores(Strict):
    """Calibrated probabilities. ``context`` is P(the content fits the conversation): high is good."""

    sensitivity: float = Field(ge=0, le=1)
    exposure: float = Field(ge=0, le=1)
    context: float = Field(ge=0, le=1)
    obfuscation: float = Field(ge=0, le=1)


class Span(Strict):
    """A tagged range of one raw field; never its text."""

    type: SpanType
    field: str = Field(description="Path of the raw field, as body or attachments[0].text.")
    start: int = Field(ge=0, description="Characters (code points).")
    end: int = Field(ge=1, description="Exclusive.")
    confidence: float = Field(ge=0, le=1)
    source: Source


class MemoryState(Strict):
    """What the thread's memory holds after this event."""

    flags: dict[str, bool]
    vec: str | None = Field(default=None, description="base64 of little-endian float16, only on request.")


class Timings(Strict):
    """Milliseconds spent on this event, by stage; ``queue`` is the wait for turns at the network."""

    evidence: float
    tokenize: float
    queue: float = 0.0
    model: float
    policy: float
    total: float


class Identity(Strict):
    """What produced the verdict: hashes of the model bundle, of the policy file and of the detectors file."""

    model: str
    policy: str
    detectors: str = Field(default="", description="Empty without a detectors file.")


class Shadow(Strict):
    """What another policy would have decided. It was not enforced."""

    decision: Decision
    rule: str
    policy: str = Field(description="Hash of that policy.")


class Verdict(Strict):
    """The answer to one event."""

    verdict_id: str
    event_id: str
    tenant: str
    thread_id: str
    scores: Scores
    spans: list[Span]
    memory: MemoryState
    decision: Decision
    rationale: list[str]
    segments_read: int
    segments_total: int
    stopped: Stopped
    identity: Identity
    degraded: list[str] = Field(default_factory=list, description="What was not available, as memory or model.")
    timings: Timings
    shadow: Shadow | None = Field(default=None, description="Only where a shadow policy is set.")
    redacted: dict[str, str] | None = Field(
        default=None, description="Content fields by path, values in spans replaced; only where redaction is on."
    )

    def to_bytes(self) -> bytes:
        """UTF-8 JSON, keys in the order of the model."""
        return orjson.dumps(self.model_dump())


def verdict_id(tenant: str, event_id: str, identity: Identity) -> str:
    """Name-based UUID (RFC 9562 version 5) of what was judged and by what."""
    parts = (tenant, event_id, identity.model, identity.policy, identity.detectors)
    name = "\x1f".join(parts if identity.detectors else parts[:-1])
    return str(uuid.uuid5(VERDICT_NAMESPACE, name))
