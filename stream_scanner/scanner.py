"""One event in, one verdict out: the scan core that every front calls."""

from __future__ import annotations

import base64
import dataclasses
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from model_core.bundle import Bundle
from model_core.calibration import Calibration
from model_core.dsl import Document, serialize
from model_core.labels import SCORES
from model_core.segments import Segment, cut
from model_core.spans import TaggedSpan, decode
from model_core.tokenizer import Tokenizer, Tokens
from stream_scanner.engine import Engine
from stream_scanner.events import Event
from stream_scanner.evidence import Evidence, find, live_counts, merge, obfuscation_floor, sensitivity_floor
from stream_scanner.memory import ThreadMemory
from stream_scanner.policy import Facts, Policy, exposure_facts, exposure_prior
from stream_scanner.verdicts import (
    Identity,
    MemoryState,
    Scores,
    Stopped,
    Timings,
    Verdict,
    verdict_id,
)

EARLY_BLOCK_SENSITIVITY, EARLY_BLOCK_EXPOSURE, EARLY_BLOCK_OBFUSCATION = 0.9, 0.7, 0.6
EARLY_ALLOW = 0.2
EARLY_ALLOW_TOKENS = 1024
"""A longer message is never allowed early: benign text in front could hide anything."""
SENSITIVITY, EXPOSURE, CONTEXT, OBFUSCATION = range(len(SCORES))
UNKNOWN_CONTEXT = 0.5


@dataclasses.dataclass(frozen=True)
class Scan:
    """A verdict and the thread's memory after it."""

    verdict: Verdict
    memory: ThreadMemory


class Scans(Protocol):
    """What the worker needs of a scanner. ``scan`` is synchronous, thread-safe and free of I/O."""

    identity: Identity
    memory_dim: int

    def scan(self, event: Event, memory: ThreadMemory, *, degraded: tuple[str, ...] = ()) -> Scan: ...


@dataclasses.dataclass(frozen=True)
class Reading:
    """How far the network read a message and what it saw.

    Attributes:
        scores: float64[4], calibrated, raised to what the evidence alone justifies.
        memory: float32[memory_vec_dim].
    """

    scores: npt.NDArray[np.float64]
    spans: list[TaggedSpan]
    memory: npt.NDArray[np.float32]
    read: int
    total: int
    stopped: Stopped
    tokenize_ms: float = 0.0
    model_ms: float = 0.0


class Reader:
    """The neural half: tokenise, step, stop when the answer is clear."""

    def __init__(self, bundle: Bundle, threads: int = 1, early_exit: bool = True) -> None:
        self.config = bundle.config
        self._tokenizer = Tokenizer(bundle.path / "tokenizer.model")
        self._calibration = Calibration.load(bundle.path / "calib.json")
        self._engine = Engine(bundle, threads)
        self._early_exit = early_exit
        self._engine.warm_up()

    def read(self, document: Document, memory: npt.NDArray[np.float32], evidence: Evidence) -> Reading:
        """Step through the segments of a document until its end or until an exit is legal."""
        started = time.perf_counter()
        tokens = self._tokenizer.encode(document)
        segments = cut(tokens.cut, self.config.segment_tokens, self.config.slow_update_stride)
        tokenized = time.perf_counter()
        floor = np.zeros(len(SCORES))
        floor[SENSITIVITY] = sensitivity_floor(evidence.findings)
        floor[OBFUSCATION] = obfuscation_floor(evidence)
        state, seed = self._engine.blank(), memory[None]
        tags: list[npt.NDArray[np.float32]] = []
        stopped: Stopped = "complete"
        for index, part in enumerate(segments):
            step = self._engine.step(tokens.ids[part.start : part.stop], state, seed, first=index == 0)
            state = step.state
            tags.append(step.tags[part.own_start - part.start : part.own_stop - part.start])
            scores = np.maximum(self._calibration.probability(step.doc, index), floor)
            if index < len(segments) - 1:
                exits = self._exit(scores, tokens, segments[index], document, evidence)
                if exits is not None:
                    stopped = exits
                    break
        spans = decode(_softmax(np.concatenate(tags)), tokens, document, self._calibration.thresholds)
        ended = time.perf_counter()
        return Reading(
            scores, spans, step.memory[0], index + 1, len(segments), stopped,
            (tokenized - started) * 1e3, (ended - tokenized) * 1e3,
        )  # fmt: skip

    def _exit(
        self, scores: npt.NDArray[np.float64], tokens: Tokens, last: Segment, document: Document, evidence: Evidence
    ) -> Stopped | None:
        if not self._early_exit:
            return None
        hidden_or_exposed = scores[EXPOSURE] > EARLY_BLOCK_EXPOSURE or scores[OBFUSCATION] > EARLY_BLOCK_OBFUSCATION
        if scores[SENSITIVITY] > EARLY_BLOCK_SENSITIVITY and hidden_or_exposed:
            return "early_block"
        low = max(scores[SENSITIVITY], scores[EXPOSURE], scores[OBFUSCATION]) < EARLY_ALLOW
        if low and len(tokens) <= EARLY_ALLOW_TOKENS and evidence.clean(unread(tokens, document, last.own_stop)):
            return "early_allow"
        return None


class Scanner:
    """Evidence, network and policy over one event. Holds no state between events but what it was built with.

    Args:
        reader: None scans by evidence alone, and the verdict says ``model`` is degraded.
        use_evidence: False leaves the network alone with the message; for measuring it, not for serving.
    """

    def __init__(self, reader: Reader | None, model: str, policy: Policy, use_evidence: bool = True) -> None:
        self._reader = reader
        self._policy = policy
        self._use_evidence = use_evidence
        self.identity = Identity(model=model if reader else "none", policy=policy.hash)
        self.memory_dim = reader.config.memory_vec_dim if reader else 0

    @classmethod
    def open(
        cls,
        bundle: Path,
        policy: Path | None = None,
        *,
        threads: int = 1,
        use_model: bool = True,
        use_evidence: bool = True,
        early_exit: bool = True,
    ) -> Scanner:
        """Load and verify a bundle and a policy.

        Raises:
            BundleError: a file of the bundle is missing or altered.
            PolicyError: the policy file is wrong, with line and key.
        """
        rules = Policy.load(policy)
        if not use_model:
            return cls(None, "none", rules, use_evidence)
        opened = Bundle.open(bundle)
        return cls(Reader(opened, threads, early_exit), opened.model, rules, use_evidence)

    def empty_memory(self) -> ThreadMemory:
        """Memory of a thread that was never seen."""
        return ThreadMemory.empty(self.memory_dim, self.identity.model)

    def scan(
        self, event: Event, memory: ThreadMemory, *, degraded: tuple[str, ...] = (), include_vector: bool = False
    ) -> Scan:
        """Judge one event in the light of its thread's memory."""
        started = time.perf_counter()
        document = serialize(event.model_dump(exclude={"time"}))
        texts = dict(document.content())
        evidence = find(texts.items()) if self._use_evidence else Evidence()
        searched = time.perf_counter()
        vector = memory.vector
        if memory.model != self.identity.model or len(vector) != self.memory_dim:
            vector = np.zeros(self.memory_dim, np.float32)
        reading = self._reader.read(document, vector, evidence) if self._reader else self._unread(event, evidence)
        judged = time.perf_counter()
        spans = merge(reading.spans, evidence.findings, texts)
        live = live_counts(spans, evidence.findings)
        exposure = exposure_facts(event)
        after = self._remember(memory, reading, live, exposure.external + exposure.freemail + exposure.public > 0)
        scores = {name: round(float(reading.scores[k]), 4) for k, name in enumerate(SCORES)}
        ruling = self._policy.decide(
            Facts(
                scores=scores, counts=live, kind=event.kind, tenant=event.tenant,
                external=exposure.external, freemail=exposure.freemail, public=exposure.public,
                recipients=exposure.recipients, flags=after.flags, cumulative=after.counts,
            )
        )  # fmt: skip
        ended = time.perf_counter()
        verdict = Verdict(
            verdict_id=verdict_id(event.tenant, event.event_id, self.identity),
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
            identity=self.identity,
            degraded=[*degraded, *(() if self._reader else ("model",))],
            timings=Timings(
                evidence=round((searched - started) * 1e3, 3),
                tokenize=round(reading.tokenize_ms, 3),
                model=round(reading.model_ms, 3),
                policy=round((ended - judged) * 1e3, 3),
                total=round((ended - started) * 1e3, 3),
            ),
        )
        return Scan(verdict, after)

    def _unread(self, event: Event, evidence: Evidence) -> Reading:
        scores = np.zeros(len(SCORES))
        scores[SENSITIVITY] = sensitivity_floor(evidence.findings)
        scores[EXPOSURE] = exposure_prior(exposure_facts(event))
        scores[CONTEXT] = UNKNOWN_CONTEXT
        scores[OBFUSCATION] = obfuscation_floor(evidence)
        return Reading(scores, [], np.zeros(0, np.float32), 0, 0, "no_model")

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
        return ThreadMemory(vector, flags, dict(counts), self.identity.model)


def unread(tokens: Tokens, document: Document, position: int) -> Iterator[tuple[str, int, int]]:
    """Ranges (field, start, end) of the content from token ``position`` on."""
    seen = -1
    for at in range(position, len(tokens)):
        value = int(tokens.value[at])
        if value != seen and tokens.end[at] > 0:
            seen = value
            yield document.values[value].field, int(tokens.start[at]), len(document.values[value].text)


def _softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: npt.NDArray[np.float32] = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def _base64(vector: npt.NDArray[np.float32]) -> str:
    return base64.b64encode(vector.astype("<f2").tobytes()).decode("ascii")
