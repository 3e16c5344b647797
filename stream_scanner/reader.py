"""The neural half of a scan: a message tokenised, stepped through segment by segment, until the answer is clear."""

from __future__ import annotations

import dataclasses
import time
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from model_core.bundle import Bundle
from model_core.calibration import NAMED, SUPPORTED, Calibration, softmax
from model_core.dsl import Document, Value
from model_core.labels import SCORES
from model_core.marks import marked
from model_core.segments import Segment, cut
from model_core.spans import TaggedSpan, decode
from model_core.tokenizer import Tokenizer, Tokens
from stream_scanner.engine import Engine, Step
from stream_scanner.evidence import Evidence, Union, altered, borne, find, given, lists, marks
from stream_scanner.turns import PATIENCE, Turns
from stream_scanner.verdicts import Stopped

EARLY_BLOCK_SENSITIVITY, EARLY_BLOCK_EXPOSURE, EARLY_BLOCK_OBFUSCATION = 0.9, 0.7, 0.6
EARLY_ALLOW = 0.2
EARLY_ALLOW_TOKENS = 1024
"""A longer message is never allowed early: benign text in front could hide anything."""
SENSITIVITY, EXPOSURE, CONTEXT, OBFUSCATION = range(len(SCORES))
UNKNOWN_CONTEXT = 0.5

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]


@dataclasses.dataclass(frozen=True)
class Reading:
    """How far the network read a message and what it saw.

    Attributes:
        scores: float64[4], calibrated, raised to what the evidence alone justifies.
        alone: by span type, the least confidence of a span that only the network sees; names were held to theirs.
        memory: float32[memory_vec_dim].
    """

    scores: Doubles
    spans: list[TaggedSpan]
    alone: dict[str, float]
    memory: Floats
    read: int
    total: int
    stopped: Stopped
    tokenize_ms: float = 0.0
    queue_ms: float = 0.0
    model_ms: float = 0.0


class Prepared(NamedTuple):
    """A document as the step graphs take it; ``ids`` carry the evidence's marks."""

    document: Document
    tokens: Tokens
    ids: npt.NDArray[np.int32]
    segments: list[Segment]


class Clock:
    """Seconds of one message: when it began, and how long it waited for its turns."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.waited = 0.0
        self.turns = 0


class Reader:
    """Tokenise, step, stop when the answer is clear. Thread-safe.

    Args:
        threads: that one step may use.
        lanes: steps at the same time; messages beyond take turns.
    """

    def __init__(self, bundle: Bundle, threads: int = 1, early_exit: bool = True, lanes: int = 1) -> None:
        self.config = bundle.config
        self._tokenizer = Tokenizer(bundle.path / "tokenizer.model")
        self._calibration = Calibration.load(bundle.path / "calib.json")
        self._engine = Engine(bundle, threads)
        self._turns = Turns(lanes)
        self._early_exit = early_exit
        self._engine.warm_up()
        if self.config.evidence_marks:
            lists()  # read now, not by the first message

    def read(self, document: Document, memory: Floats, evidence: Evidence, floor: Doubles) -> Reading:
        """Step through the segments until the end or until an exit is legal, and through what was disguised.

        Args:
            memory: float32[memory_vec_dim] of the thread.
            floor: float64[4], least scores.
        """
        clock = Clock()
        message = self._prepare(document, evidence)
        tokenized = time.perf_counter()
        tags: list[Floats] = []
        stopped: Stopped = "complete"
        for index, (part, step) in enumerate(self._steps(message, memory, clock)):
            tags.append(_owned(part, step))
            scores = np.maximum(self._calibration.probability(step.doc, index), floor)
            if index < len(message.segments) - 1:
                exits = self._exit(scores, message, part, evidence)
                if exits is not None:
                    stopped = exits
                    break
        alone = self._calibration.alone(float(scores[OBFUSCATION]))
        least = alone.pop("NAME")
        spans = self._spans(tags, message, least)
        if evidence.uncovered:
            shown, sensitivity = self._uncovered(document, memory, evidence, clock, least)
            spans = [*shown, *_untouched(spans, shown)]
            scores[SENSITIVITY] = max(scores[SENSITIVITY], sensitivity)
        ended = time.perf_counter()
        return Reading(
            scores, spans, alone, step.memory[0], index + 1, len(message.segments), stopped,
            (tokenized - clock.began) * 1e3, clock.waited * 1e3, (ended - tokenized - clock.waited) * 1e3,
        )  # fmt: skip

    def _prepare(self, document: Document, evidence: Evidence) -> Prepared:
        tokens = self._tokenizer.encode(document)
        segments = cut(tokens.cut, self.config.segment_tokens, self.config.slow_update_stride)
        ids = tokens.ids
        if self.config.evidence_marks:
            said = marks(evidence, document.content())
            ids = marked(tokens, document, said, self.config.vocab_size, self.config.evidence_marks)
        return Prepared(document, tokens, ids, segments)

    def _steps(self, message: Prepared, memory: Floats, clock: Clock) -> Iterator[tuple[Segment, Step]]:
        """Each segment and what the step graph says of it; between two of them others may have the lane."""
        state = self._engine.blank()
        for index, part in enumerate(message.segments):
            asked = time.perf_counter()
            with self._turns.turn(clock.began + PATIENCE * clock.turns):
                clock.waited += time.perf_counter() - asked
                step = self._engine.step(message.ids[part.start : part.stop], state, memory[None], first=index == 0)
            clock.turns += 1
            state = step.state
            yield part, step

    def _uncovered(
        self, document: Document, memory: Floats, evidence: Evidence, clock: Clock, least: float
    ) -> tuple[list[TaggedSpan], float]:
        """Spans that only the text behind disguises shows, where they lie in the raw fields, and its sensitivity."""
        raw = dict(document.content())
        markers = {value.field: value.markers for value in document.values}
        header = [value for value in document.values if value.field.startswith(("sender", "recipients"))]
        shown = enumerate(evidence.uncovered)
        again = Document((*header, *(Value(markers[field], str(n), view.text, True) for n, (field, view) in shown)))
        message = self._prepare(again, find(again.content()))
        steps = list(self._steps(message, memory, clock))
        spans: list[TaggedSpan] = []
        for span in self._spans([_owned(part, step) for part, step in steps], message, least):
            field, view = evidence.uncovered[int(span.field)]
            if altered(raw[field], view, span.start, span.end):
                start, end = view.raw(span.start, span.end)
                spans.append(dataclasses.replace(span, field=field, start=start, end=end))
        scores = self._calibration.probability(steps[-1][1].doc, len(steps) - 1)
        return spans, float(scores[SENSITIVITY])

    def _spans(self, tags: list[Floats], message: Prepared, least: float) -> list[TaggedSpan]:
        """What the tags of the segments read so far say.

        A listed given name is support for a name as a finding is for other types, the more so with a capital; without
        one it needs ``least``.
        """
        texts = dict(message.document.content())
        spans = decode(softmax(np.concatenate(tags)), message.tokens, message.document, self._calibration.supported)

        def named(span: TaggedSpan) -> bool:
            text = texts[span.field][span.start : span.end]
            enough = least if not given(text) else SUPPORTED if text.islower() else NAMED
            return borne(text) and span.confidence >= enough

        return [span for span in spans if span.type != "NAME" or named(span)]

    def _exit(self, scores: Doubles, message: Prepared, last: Segment, evidence: Evidence) -> Stopped | None:
        if not self._early_exit:
            return None
        hidden_or_exposed = scores[EXPOSURE] > EARLY_BLOCK_EXPOSURE or scores[OBFUSCATION] > EARLY_BLOCK_OBFUSCATION
        if scores[SENSITIVITY] > EARLY_BLOCK_SENSITIVITY and hidden_or_exposed:
            return "early_block"
        low = max(scores[SENSITIVITY], scores[EXPOSURE], scores[OBFUSCATION]) < EARLY_ALLOW
        rest = unread(message.tokens, message.document, last.own_stop)
        if low and len(message.tokens) <= EARLY_ALLOW_TOKENS and evidence.clean(rest):
            return "early_allow"
        return None


def _owned(part: Segment, step: Step) -> Floats:
    return step.tags[part.own_start - part.start : part.own_stop - part.start]


def _untouched(spans: list[TaggedSpan], shown: list[TaggedSpan]) -> Iterator[TaggedSpan]:
    """Spans without those that only touch a piece of what is shown as the same type."""
    places: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for span in shown:
        places[span.type, span.field].append((span.start, span.end))
    covered = {key: Union(ranges) for key, ranges in places.items()}
    nothing = Union(())
    return (s for s in spans if not covered.get((s.type, s.field), nothing).touches(s.start, s.end))


def unjudged(floor: Doubles) -> Reading:
    """What is known of a message that no network read."""
    scores = floor.copy()
    scores[CONTEXT] = UNKNOWN_CONTEXT
    return Reading(scores, [], {}, np.zeros(0, np.float32), 0, 0, "no_model")


def unread(tokens: Tokens, document: Document, position: int) -> Iterator[tuple[str, int, int]]:
    """Ranges (field, start, end) of the content from token ``position`` on."""
    seen = -1
    for at in range(position, len(tokens)):
        value = int(tokens.value[at])
        if value != seen and tokens.end[at] > 0:
            seen = value
            yield document.values[value].field, int(tokens.start[at]), len(document.values[value].text)
