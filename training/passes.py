"""Passes of what ships over labelled threads: the whole scanner, the evidence alone, the network alone."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from tqdm import tqdm

from model_core.bundle import Bundle
from model_core.calibration import Calibration, softmax
from model_core.dsl import serialize
from model_core.labels import DISPLAY, SCORES, THREAD_FLAGS
from model_core.spans import decode
from model_core.tokenizer import Tokenizer
from stream_scanner.events import Event, validate
from stream_scanner.exposure import exposure_facts
from stream_scanner.memory import ThreadMemory
from stream_scanner.policy import DECISIONS, Facts, Policy
from stream_scanner.reader import Reader
from stream_scanner.scanner import Scan, Scanner
from training.dataset import rows_of
from training.generate import Message, Thread
from training.metrics import Floats, Ints, Mark, trimmed
from training.onnx_model import onnx_step
from training.predict import Prediction, Step, predict


@dataclasses.dataclass(frozen=True)
class Systems:
    """What answers.

    Attributes:
        shipped: the scanner as it is served; ``patient`` never stops early; ``bare`` has no model.
        step, tokenizer, calibration: the int8 step graphs and what turns their logits into answers.
    """

    bundle: Bundle
    policy: Policy
    shipped: Scanner
    patient: Scanner
    bare: Scanner
    step: Step
    tokenizer: Tokenizer
    calibration: Calibration

    @classmethod
    def open(cls, path: Path, cores: int = 1) -> Systems:
        """Load a bundle and the policy that ships; a step may use so many ``cores``. Errors as in `Scanner.open`."""
        bundle, policy = Bundle.open(path), Policy.load()
        return cls(
            bundle,
            policy,
            Scanner(Reader(bundle, cores), bundle.model, policy),
            Scanner(Reader(bundle, cores, early_exit=False), bundle.model, policy),
            Scanner(None, "none", policy),
            onnx_step(path, bundle.config, cores),
            Tokenizer(path / "tokenizer.model"),
            Calibration.load(path / "calib.json"),
        )


@dataclasses.dataclass(frozen=True)
class Case:
    """One message, its labels and every answer to it.

    Attributes:
        cluster: number of its thread; both threads of a scripted pair share one.
        before: what the scanner remembered of the thread.
        whole, bare: the scanner's answer, and that of the evidence alone.
        network: the network's raw answer to the whole message.
        read: the network's spans, doubtful ones too.
        truth: the policy's decision if it were told the labels.
    """

    cluster: int
    message: Message
    event: Event
    before: ThreadMemory
    whole: Scan
    bare: Scan
    network: Prediction
    probabilities: Floats
    read: list[Mark]
    truth: str

    @cached_property
    def texts(self) -> dict[str, str]:
        """Raw text by field."""
        return dict(serialize(self.message.event).content())

    @cached_property
    def gold(self) -> list[Mark]:
        """Labelled spans, trimmed."""
        return gold_marks(self.message)

    @cached_property
    def known(self) -> frozenset[str]:
        """Types whose absence is known."""
        return frozenset(DISPLAY[t] for t in self.message.known)

    @cached_property
    def targets(self) -> Floats:
        """float64[4]."""
        return np.array([self.message.scores[name] for name in SCORES])

    def marks(self, scan: Scan) -> list[Mark]:
        """A verdict's spans, trimmed."""
        return [trimmed(self.texts[m.field], m) for m in marks(scan)]


def marks(scan: Scan) -> list[Mark]:
    """A verdict's spans as they are."""
    return [Mark(s.type, s.field, s.start, s.end) for s in scan.verdict.spans]


def gold_marks(message: Message) -> list[Mark]:
    """A message's labelled spans, trimmed."""
    texts = dict(serialize(message.event).content())
    return [trimmed(texts[s.field], Mark(DISPLAY[s.type], s.field, s.start, s.end)) for s in message.spans]


def scores(scan: Scan) -> Floats:
    """A verdict's scores, float64[4]."""
    return np.array([getattr(scan.verdict.scores, name) for name in SCORES])


def severity(decision: str) -> int:
    """0 for ALLOW to 3 for BLOCK."""
    return DECISIONS.index(decision)


def paired(one: Thread, two: Thread) -> bool:
    """Whether two threads are the two ways of one script: they end in the same words, which mean different things."""
    a, b = one[-1], two[-1]
    return (
        a.source == b.source == "script"
        and a.template == b.template
        and a.event["body"] == b.event["body"]
        and a.scores != b.scores
    )


def clusters(drawn: Sequence[Thread]) -> Ints:
    """Cluster of each thread, counted up from 0; the second of a pair belongs to the first one's."""
    out: list[int] = []
    number, joined = -1, True
    for index, thread in enumerate(drawn):
        joined = not joined and index > 0 and paired(drawn[index - 1], thread)
        number += not joined
        out.append(number)
    return np.array(out, np.int64)


def true_facts(thread: Thread) -> list[Facts]:
    """What the policy would be asked if labels and targets were the scanner's answers, message by message.

    Labelled test values count as live: a label does not tell them apart.
    """
    out: list[Facts] = []
    total: Counter[str] = Counter()
    outside = False
    for message in thread:
        exposure = exposure_facts(validate(message.event))
        counts = Counter(DISPLAY[span.type] for span in message.spans)
        total += counts
        outside = outside or exposure.external + exposure.freemail + exposure.public > 0
        flags = {
            "has_nda": total["NDA_TERM"] > 0,
            "has_matter": total["MATTER_ID"] > 0,
            "secret_shared": total["SECRET_KEY"] + total["DB_URI"] > 0,
            "pii_shared": total["PAN"] + total["SSN_LIKE"] > 0,
            "external_joined": outside,
        }
        assert tuple(flags) == THREAD_FLAGS
        out.append(
            Facts(
                message.scores,
                counts,
                message.event["kind"],
                message.event["tenant"],
                flags=flags,
                cumulative=Counter(total),
                attachments=len(message.event.get("attachments", ())),
                **dataclasses.asdict(exposure),
            )
        )
    return out


def remember(scanner: Scanner, events: Iterable[Event]) -> list[tuple[ThreadMemory, Scan]]:
    """Scan a thread in order, memory carried: (memory before, scan) of each."""
    memory, out = scanner.empty_memory(), []
    for event in events:
        scan = scanner.scan(event, memory)
        out.append((memory, scan))
        memory = scan.memory
    return out


def run(systems: Systems, drawn: Sequence[Thread]) -> list[Case]:
    """Every message of the threads before every system."""
    shape = systems.bundle.config
    out: list[Case] = []
    numbers = clusters(drawn)
    for cluster, thread in zip(numbers, tqdm(drawn, unit="thread", desc="scanning", dynamic_ncols=True), strict=True):
        rows = [rows_of(thread, systems.tokenizer, shape, shape.segment_tokens, window=1 << 30)]
        predictions = predict(systems.step, shape, rows)
        events = [validate(message.event) for message in thread]
        shipped, bare = remember(systems.shipped, events), remember(systems.bare, events)
        facts = true_facts(thread)
        for i, (message, p) in enumerate(zip(thread, predictions, strict=True)):
            document = serialize(message.event)
            texts = dict(document.content())
            spans = decode(softmax(p.tags), p.row.tokens, document, systems.calibration.supported)
            read = [trimmed(texts[s.field], Mark(s.type, s.field, s.start, s.end)) for s in spans]
            before, whole = shipped[i]
            probabilities = systems.calibration.message(p.doc)
            truth = systems.policy.decide(facts[i]).decision
            out.append(Case(int(cluster), message, events[i], before, whole, bare[i][1], p, probabilities, read, truth))
    return out
