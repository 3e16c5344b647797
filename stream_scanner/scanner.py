"""One event in, one verdict out: the scan core that every front calls."""

from __future__ import annotations

import base64
import dataclasses
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from model_core.bundle import Bundle
from model_core.dsl import serialize
from model_core.labels import SCORES
from stream_scanner.config import Settings
from stream_scanner.events import Event
from stream_scanner.evidence import (
    Detectors,
    Evidence,
    find,
    follow,
    live_counts,
    merge,
    obfuscation_floor,
    reported,
    sensitivity_floor,
)  # fmt: skip
from stream_scanner.evidence.detector_file import load as load_detectors
from stream_scanner.exposure import Exposure, exposure_facts, exposure_floor
from stream_scanner.memory import ThreadMemory
from stream_scanner.policy import Facts, Policy
from stream_scanner.reader import EXPOSURE, OBFUSCATION, SENSITIVITY, Reader, Reading, unjudged
from stream_scanner.redact import Placeholders, fields
from stream_scanner.verdicts import (
    Identity,
    MemoryState,
    Scores,
    Shadow,
    Span,
    Timings,
    Verdict,
    verdict_id,
)

FILES: Final[Mapping[str, Callable[[Path], Any]]] = {
    "policy": Policy.load, "shadow": Policy.load, "detectors": load_detectors,
}  # fmt: skip
"""What loads each of the files of `Rules`."""


@dataclasses.dataclass(frozen=True)
class Scan:
    """A verdict, the thread's memory after it, and what the policy was asked about."""

    verdict: Verdict
    memory: ThreadMemory
    facts: Facts = Facts({})  # noqa: RUF009 - immutable


class Scans(Protocol):
    """What the worker needs of a scanner. ``scan`` is synchronous, thread-safe and free of I/O."""

    identity: Identity
    memory_dim: int

    def scan(self, event: Event, memory: ThreadMemory, *, degraded: tuple[str, ...] = ()) -> Scan: ...


@dataclasses.dataclass(frozen=True)
class Rules:
    """What an operator decides: the policy, one that is only listened to, and detectors of their own."""

    policy: Policy
    shadow: Policy | None = None
    detectors: Detectors = Detectors()  # noqa: RUF009 - immutable


class Scanner:
    """Evidence, network and policy over one event. Between events it holds what it was built with, or was given since.

    Args:
        reader: None scans by evidence alone, and the verdict says ``model`` is degraded.
        rules: or a policy alone.
        use_evidence: False leaves the network alone with the message; for measuring it, not for serving.
        redact: key of the hashes under which a thread's values are numbered; None leaves redaction out.

    Attributes:
        identity: of the next verdict.
    """

    def __init__(
        self,
        reader: Reader | None,
        model: str,
        rules: Rules | Policy,
        use_evidence: bool = True,
        redact: bytes | None = None,
    ) -> None:
        self._reader = reader
        self._rules = rules if isinstance(rules, Rules) else Rules(rules)
        self._use_evidence = use_evidence
        self._redact = redact
        self._model = model if reader else "none"
        self.identity = self._identity(self._rules)
        self.memory_dim = reader.config.memory_vec_dim if reader else 0

    @classmethod
    def open(
        cls,
        bundle: Path,
        policy: Path | None = None,
        *,
        shadow: Path | None = None,
        detectors: Path | None = None,
        threads: int = 1,
        lanes: int = 1,
        use_model: bool = True,
        use_evidence: bool = True,
        early_exit: bool = True,
        redact: bytes | None = None,
    ) -> Scanner:
        """Load and verify a bundle, policies and detectors. With ``redact`` every message is read to its end.

        Raises:
            BundleError: a file of the bundle is missing or altered.
            FileError: a policy or detectors file is wrong, with line and key.
        """
        rules = Rules(
            Policy.load(policy),
            None if shadow is None else Policy.load(shadow),
            Detectors() if detectors is None else load_detectors(detectors),
        )
        if not use_model:
            return cls(None, "none", rules, use_evidence, redact)
        opened = Bundle.open(bundle)
        # What is not read cannot be redacted.
        reader = Reader(opened, threads, early_exit and redact is None, lanes)
        return cls(reader, opened.model, rules, use_evidence, redact)

    @classmethod
    def configured(cls, settings: Settings, **options: Any) -> Scanner:
        """`open` what the settings name; ``options`` win. Errors as there."""
        chosen = {
            "shadow": settings.shadow_policy,
            "detectors": settings.detectors,
            "lanes": settings.threads,
            "redact": settings.memory_hmac_key.get_secret_value().encode() if settings.redact else None,
        }
        return cls.open(settings.bundle, settings.policy, **{**chosen, **options})

    def replace(self, name: str, value: Policy | Detectors) -> bool:
        """Put another file's content, by its name in `Rules`, in place; returns whether it differs.

        Scans that have begun end with what they began with.
        """
        old = getattr(self._rules, name)
        if old is not None and old.hash == value.hash:
            return False
        # One assignment: a scan sees either all of the old rules or all of the new ones.
        change: dict[str, Any] = {name: value}
        self._rules = dataclasses.replace(self._rules, **change)
        self.identity = self._identity(self._rules)
        return True

    def _identity(self, rules: Rules) -> Identity:
        return Identity(model=self._model, policy=rules.policy.hash, detectors=rules.detectors.hash)

    def empty_memory(self) -> ThreadMemory:
        """Memory of a thread that was never seen."""
        return ThreadMemory.empty(self.memory_dim, self._model)

    def scan(
        self, event: Event, memory: ThreadMemory, *, degraded: tuple[str, ...] = (), include_vector: bool = False
    ) -> Scan:
        """Judge one event in the light of its thread's memory."""
        started = time.perf_counter()
        rules, identity = self._rules, self._identity(self._rules)
        detectors = rules.detectors.of(event.sender.address, event.tenant)
        document = serialize(event.model_dump(exclude={"time"}))
        texts = dict(document.content())
        evidence, halves = Evidence(), memory.halves
        if self._use_evidence:
            evidence, halves = follow(
                texts.items(), find(texts.items(), detectors), halves, memory.counts.get("events", 0)
            )
        searched = time.perf_counter()
        vector = memory.vector
        if memory.model != self._model or len(vector) != self.memory_dim:
            vector = np.zeros(self.memory_dim, np.float32)
        exposure = exposure_facts(event)
        floor = lowest(evidence, exposure)
        reading = self._reader.read(document, vector, evidence, floor) if self._reader else unjudged(floor)
        judged = time.perf_counter()
        merged = merge(reading.spans, (*evidence.findings, *evidence.allowed), texts, reading.alone)
        spans = reported(merged, evidence, detectors, texts)
        live = live_counts(spans, evidence.findings)
        after = self._remember(memory, reading, live, exposure.external + exposure.freemail + exposure.public > 0)
        after = dataclasses.replace(after, halves=halves)
        redacted, after = self._redacted(event, texts, spans, after)
        scores = {name: round(float(reading.scores[k]), 4) for k, name in enumerate(SCORES)}
        facts = Facts(
            scores=scores, counts=live, kind=event.kind, tenant=event.tenant, flags=after.flags,
            cumulative=after.counts, attachments=len(event.attachments), records=evidence.records,
            **dataclasses.asdict(exposure),
        )  # fmt: skip
        ruling = rules.policy.decide(facts)
        shadow = None
        if rules.shadow is not None:
            other = rules.shadow.decide(facts)
            shadow = Shadow(decision=other.decision, rule=other.rule, policy=rules.shadow.hash)
        ended = time.perf_counter()
        verdict = Verdict(
            verdict_id=verdict_id(event.tenant, event.event_id, identity),
            event_id=event.event_id,
            tenant=event.tenant,
            thread_id=event.thread_id,
            scores=Scores(**scores),
            spans=spans,
            memory=MemoryState(flags=dict(after.flags), vec=_base64(after.vector) if include_vector else None),
            decision=ruling.decision,
            rationale=ruling.rationale,
            segments_read=reading.read,
            segments_total=reading.total,
            stopped=reading.stopped,
            identity=identity,
            degraded=[*degraded, *(() if self._reader else ("model",))],
            timings=Timings(
                evidence=round((searched - started) * 1e3, 3),
                tokenize=round(reading.tokenize_ms, 3),
                queue=round(reading.queue_ms, 3),
                model=round(reading.model_ms, 3),
                policy=round((ended - judged) * 1e3, 3),
                total=round((ended - started) * 1e3, 3),
            ),
            shadow=shadow,
            redacted=redacted,
        )
        return Scan(verdict, after, facts)

    def _redacted(
        self, event: Event, texts: Mapping[str, str], spans: list[Span], memory: ThreadMemory
    ) -> tuple[dict[str, str] | None, ThreadMemory]:
        if self._redact is None:
            return None, memory
        placeholders = Placeholders(self._redact, f"{len(event.tenant)}:{event.tenant}{event.thread_id}", memory.names)
        texts = fields(texts, spans, placeholders)
        return dict(texts), dataclasses.replace(memory, names=placeholders.known)

    def _remember(self, before: ThreadMemory, reading: Reading, live: Counter[str], outside: bool) -> ThreadMemory:
        found = set(live)
        flags = {
            "has_nda": "NDA_TERM" in found,
            "has_matter": "MATTER_ID" in found,
            "secret_shared": bool(found & {"SECRET_KEY", "DB_URI"}),
            "pii_shared": bool(found & {"PAN", "SSN_LIKE"}),
            "external_joined": outside,
        }
        flags = {name: value or bool(before.flags.get(name)) for name, value in flags.items()}
        counts = Counter(before.counts)
        counts.update(live)
        counts["events"] += 1
        # Stored as float16: rounded here, so that a thread kept in process and one kept in Redis agree.
        vector = reading.memory.astype(np.float16).astype(np.float32)
        return ThreadMemory(vector, flags, dict(counts), self._model, before.names)


def lowest(evidence: Evidence, exposure: Exposure) -> npt.NDArray[np.float64]:
    """Floor float64[4] of the scores: what findings, disguises and recipients alone justify."""
    floor = np.zeros(len(SCORES))
    floor[SENSITIVITY] = sensitivity_floor(evidence.findings, evidence.records)
    floor[EXPOSURE] = exposure_floor(exposure)
    floor[OBFUSCATION] = obfuscation_floor(evidence)
    return floor


def _base64(vector: npt.NDArray[np.float32]) -> str:
    return base64.b64encode(vector.astype("<f2").tobytes()).decode("ascii")
