"""Whether int8 changes what happens: decisions of a bundle and of its float twin on the same threads."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from pathlib import Path
from typing import Any

from model_core.bundle import WEIGHTS, Bundle, seal, step_name
from stream_scanner.events import validate
from stream_scanner.policy import Policy
from stream_scanner.reader import Reader
from stream_scanner.scanner import Scanner
from training.generate import threads
from training.passes import remember, scores


def twin(bundle: Path, floats: Path, out: Path) -> None:
    """Seal a bundle in ``out`` that differs from ``bundle`` only in its graphs, which are those of ``floats``."""
    shape = Bundle.open(bundle).config
    for name in (WEIGHTS, *map(step_name, shape.buckets)):
        shutil.copyfile(floats / name, out / name)
    for name in ("calib.json", "config.yaml", "tokenizer.model"):
        shutil.copyfile(bundle / name, out / name)
    seal(out, {})


def flips(bundle: Path, floats: Path, carriers: Path | None, seed: int, count: int) -> dict[str, Any]:
    """Decisions of both on every message of ``count`` threads of the test split, each with its own memory.

    Returns the number of messages, how many got another decision and how many other spans, and the largest difference
    of a score.
    """
    policy = Policy.load()
    with tempfile.TemporaryDirectory() as folder:
        twin(bundle, floats, Path(folder))
        both = [Scanner(Reader(opened), opened.model, policy) for opened in map(Bundle.open, (bundle, Path(folder)))]
        messages = decisions = spans = 0
        apart = 0.0
        for thread in itertools.islice(threads(seed, "test", carriers), count):
            events = [validate(message.event) for message in thread]
            for (_, one), (_, two) in zip(*(remember(scanner, events) for scanner in both), strict=True):
                messages += 1
                decisions += one.verdict.decision != two.verdict.decision
                place = [[(s.type, s.field, s.start, s.end) for s in scan.verdict.spans] for scan in (one, two)]
                spans += place[0] != place[1]
                apart = max(apart, float(abs(scores(one) - scores(two)).max()))
    return {"messages": messages, "other_decision": decisions, "other_spans": spans, "max_score_difference": apart}
