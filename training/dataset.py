"""From generated threads to arrays: tokens, tags, and for each segment the scores its prefix justifies."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import multiprocessing
import random
from collections import deque
from collections.abc import Generator
from multiprocessing.pool import AsyncResult
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from model_core.config import ModelConfig
from model_core.dsl import Document, serialize
from model_core.labels import SCORES, THREAD_FLAGS, TYPES
from model_core.marks import marked
from model_core.segments import Segment, cut
from model_core.spans import align
from model_core.tokenizer import Tokenizer, Tokens
from stream_scanner.evidence import find, marks
from training.config import TrainConfig
from training.generate import Level, Message, Split, threads
from training.views import second_view

if TYPE_CHECKING:
    from training.spelling import Spelling

LISTED = 0.7
"""Share of the name lists that generated threads know: nearly all their names stand in the lists, real ones don't."""


@dataclasses.dataclass(frozen=True)
class Row:
    """One message, cut and labelled.

    Attributes:
        ids: int32[n], with the evidence's marks if the shape reads them.
        tags: int64[n], gold BIO.
        segments: cut of the n tokens.
        doc: float32[len(segments), 4]: what the evidence in segments up to this one justifies.
        unknown: bool[10]: types whose absence is not known here.
        recall: float32[19]: types seen in the thread, thread flags, scores; what memory should tell.
        spelling: its texts in a teacher's word pieces, if one is asked.
        view_of: the row that this one is a second view of; see `training.views`.
    """

    message: Message
    tokens: Tokens
    ids: npt.NDArray[np.int32]
    tags: npt.NDArray[np.int64]
    segments: list[Segment]
    doc: npt.NDArray[np.float32]
    unknown: npt.NDArray[np.bool_]
    recall: npt.NDArray[np.float32]
    spelling: Spelling | None = None
    view_of: Row | None = None


def prefix_scores(message: Message, tags: npt.NDArray[np.int64], segments: list[Segment]) -> npt.NDArray[np.float32]:
    """Targets float32[S,4]: the header's scores until a span is read, the document's when all are."""
    base = np.array([message.base[name] for name in SCORES], np.float32)
    full = np.array([message.scores[name] for name in SCORES], np.float32)
    begins = np.flatnonzero((tags % 2 == 0) & (tags < 2 * len(TYPES)))
    targets = np.empty((len(segments), len(SCORES)), np.float32)
    for index, segment in enumerate(segments):
        read = float(np.mean(begins < segment.stop)) if len(begins) else 1.0
        targets[index] = base + (full - base) * read
    targets[-1] = full
    return targets


def make_row(
    message: Message,
    tokenizer: Tokenizer,
    seen: set[str],
    size: int,
    shape: ModelConfig,
    window: int | None = None,
    teacher: str | None = None,
) -> Row:
    """Label one message; ``seen`` collects the types of the thread so far.

    A message over ``window`` tokens is cropped at a segment's end and labelled by what is left. For a ``teacher`` it is
    spelt in the word pieces of that package.
    """
    document = serialize(message.event)
    tokens = tokenizer.encode(document)
    tags = align(tokens, document, message.spans)
    segments = cut(tokens.cut, size, shape.slow_update_stride)
    doc = prefix_scores(message, tags, segments)
    ids = tokens.ids
    if shape.evidence_marks:
        said = marks(find(document.content()), document.content(), LISTED)
        ids = marked(tokens, document, said, shape.vocab_size, shape.evidence_marks)
    if window is not None:
        keep = max(1, sum(segment.stop <= window for segment in segments))
        segments, doc = segments[:keep], doc[:keep]
    stop = segments[-1].stop
    seen.update(span.type for span in message.spans)
    recall = [float(t in seen) for t in TYPES] + [float(message.flags[f]) for f in THREAD_FLAGS]
    return Row(
        message,
        tokens,
        ids[:stop],
        tags[:stop],
        segments,
        doc,
        np.array([t not in message.known for t in TYPES]),
        np.array(recall + [message.scores[name] for name in SCORES], np.float32),
        _spelling(document, tokens, stop, teacher) if teacher else None,
    )


def _spelling(document: Document, tokens: Tokens, size: int, package: str) -> Spelling:
    # Word pieces come with the extra warm-start; whoever trains without a teacher needs none.
    from training.spelling import spell, word_pieces

    return spell(document, tokens, size, word_pieces(package))


Batch = list[list[Row]]
"""Threads that are stepped together: message by message, segment by segment."""


def tokens_of(batch: Batch) -> int:
    """Unpadded tokens of a batch."""
    return sum(len(row.ids) for thread in batch for row in thread)


def rows_of(
    thread: list[Message], tokenizer: Tokenizer, shape: ModelConfig, size: int, window: int, teacher: str | None = None
) -> list[Row]:
    """Label one whole thread, cut into segments of ``size`` tokens."""
    seen: set[str] = set()
    return [make_row(m, tokenizer, seen, size, shape, window, teacher) for m in thread]


def units(batch: Batch) -> list[Batch]:
    """Threads that have to be read together: each with the views of it, which stand behind it."""
    out: list[Batch] = []
    for thread in batch:
        if thread[-1].view_of is None:
            out.append([])
        out[-1].append(thread)
    return out


def divide(batch: Batch, workers: int) -> list[Batch]:
    """A batch in so many parts, views with what they are views of."""
    whole = units(batch)
    return [[thread for unit in whole[number::workers] for thread in unit] for number in range(workers)]


def pack(threads: Batch, micro_tokens: int, blend: bool = False) -> list[Batch]:
    """Group threads of like shape so that little is padding, each group up to ``micro_tokens``.

    A ``blend`` is the opposite: about so many tokens, of all shapes alike in every group.
    """

    def form(unit: Batch) -> tuple[int, int, int]:
        longest = max(part.stop - part.start for thread in unit for row in thread for part in row.segments)
        return len(unit[0]), longest, max(len(row.ids) for thread in unit for row in thread)

    ordered = sorted(units(threads), key=form)
    if blend:
        count = max(1, round(tokens_of(threads) / micro_tokens))
        return [[thread for unit in ordered[first::count] for thread in unit] for first in range(count)]
    batches: list[Batch] = []
    for _, group in itertools.groupby(ordered, key=lambda unit: len(unit[0])):
        current: Batch = []
        for unit in group:
            if current and tokens_of(current) + tokens_of(unit) > micro_tokens:
                batches.append(current)
                current = []
            current += unit
        batches.append(current)
    return batches


def pool(
    config: TrainConfig, tokenizer: Tokenizer, carriers: Path | None, split: Split, number: int
) -> list[list[Batch]]:
    """One pool: a list of optimiser steps, each a list of micro-batches.

    It depends on the seed and its number alone, so a resumed run goes on as the cut-off one would have.
    """
    shape = config.model_config()
    rng = random.Random(f"{config.seed}/{split}/{number}")
    easy = number < config.easy_pools
    level: Level = "easy" if easy else "full"
    stream = threads(rng.getrandbits(32), split, carriers, level, config.script_share, config.dense_share)
    rows = []
    for thread in itertools.islice(stream, config.pool_threads):
        # Segments of many sizes, so that no position in a segment is special; short ones show more hand-overs.
        size = rng.choice(config.easy_segments if easy else config.full_segments)
        window = shape.segments * size
        rows.append(rows_of(thread, tokenizer, shape, size, window, config.teacher))
        if config.view_share and rng.random() < config.view_share:
            seen = {span.type for message in thread[:-1] for span in message.spans}
            second = second_view(thread[-1], rng, split)
            view = make_row(second, tokenizer, seen, size, shape, window, config.teacher)
            *before, last = rows[-1]
            rows.append([*before, dataclasses.replace(view, view_of=last)])
    batches = pack(rows, config.micro_tokens, config.blend)
    rng.shuffle(batches)
    steps: list[list[Batch]] = [[]]
    filled = 0
    for batch in batches:
        if filled >= config.batch_tokens:
            steps.append([])
            filled = 0
        steps[-1].append(batch)
        filled += tokens_of(batch)
    return steps


PATIENCE = 1800.0
"""Seconds that a pool may take."""
Pools = Generator[list[list[Batch]], None, None]


@functools.lru_cache(maxsize=1)
def _tokenizer(pieces: Path) -> Tokenizer:
    return Tokenizer(pieces)


def _training_pool(config: TrainConfig, pieces: Path, carriers: Path | None, number: int) -> list[list[Batch]]:
    return pool(config, _tokenizer(pieces), carriers, "train", number)


def pools(config: TrainConfig, pieces: Path, carriers: Path | None, start: int) -> Pools:
    """Endless training pools from number ``start`` on; ``drawers`` processes draw the next ones meanwhile.

    ``pieces`` is the tokenizer's file. Closing ends the processes, which are forked, as those of torch's loaders are.
    """
    with multiprocessing.get_context("fork").Pool(config.drawers) as ahead:
        numbers = itertools.count(start)

        def ask() -> AsyncResult[list[list[Batch]]]:
            return ahead.apply_async(_training_pool, (config, pieces, carriers, next(numbers)))

        coming = deque(ask() for _ in range(config.drawers))
        while True:
            # A process that was killed is never heard of again.
            ready = coming.popleft().get(PATIENCE)
            coming.append(ask())
            yield ready
