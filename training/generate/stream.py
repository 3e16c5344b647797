"""The endless stream of threads: plain conversations and the scripted ones whose labels need memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from training.generate import carriers as carrier_files
from training.generate import scenarios
from training.generate.carriers import Carriers
from training.generate.compose import Composer
from training.generate.conversation import Conversation
from training.generate.gazetteer import pools
from training.generate.scribe import Scribe
from training.generate.thread import Level, Split, Thread

SCRIPTED = 0.12
"""Share of scripted threads; each comes with its counterpart, and they are longer than most."""
DENSE = 0.75
"""Share of threads of short messages among the others."""


def threads(
    seed: int,
    split: Split,
    carriers: Path | None,
    level: Level = "full",
    scripted: float = SCRIPTED,
    dense: float = DENSE,
) -> Iterator[Thread]:
    """Labelled threads without end; the same arguments give the same threads.

    Args:
        seed: two seeds give unrelated streams, so workers and passes each take their own.
        split: frames, inserts, carriers and gazetteer values of the splits are disjoint.
        carriers: folder of real texts (``*.jsonl.gz``); None or an absent folder means frames alone.
        level: ``easy`` has short messages without obfuscations, look-alikes and scripts.
        scripted: share of scripted threads at the full level.
        dense: share of threads of short messages among the others.
    """
    rng = Random(f"{seed}/{split}/{level}")
    real = carrier_files.load(carriers, split)
    while True:
        yield from _next(rng, split, real, level, scripted if level == "full" else 0.0, dense)


def _next(rng: Random, split: Split, real: Carriers, level: Level, scripted: float, dense: float) -> Iterator[Thread]:
    # Each thread has a stream of its own, so that a change in one does not shift all that follow.
    own = Random(rng.getrandbits(64))
    scribe = Scribe(own, pools(split), split)
    composer = Composer(scribe, real, level)
    roll = own.random()
    if roll < scripted:
        yield from scenarios.pair(composer, own)
    elif roll > 1 - dense * (1 - scripted):
        yield Conversation(composer).dense()
    else:
        yield Conversation(composer).plain()
