"""Stepping a model through threads: message by message, segment by segment.

State is detached between segments. Memory is not detached between messages: what a later message needs to know of an
earlier one is nowhere labelled, so only its own loss can teach the memory head to write it down.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from model_core.hrm import HRMDLP, StepOutput
from model_core.labels import IGNORE, OUTSIDE
from model_core.tokenizer import MASK, PAD
from training.dataset import Batch, Row

CALL_COST = {"cpu": 256, "cuda": 65_536}
"""Positions that cost as much as one more call of the step, by where it runs, by guess."""


@dataclasses.dataclass(frozen=True)
class Corruption:
    """What to do to the input: mask this share of tokens in half of the rows, permute strides in this share of rows,
    take the evidence's marks off this share of rows."""

    mask_prob: float
    shuffle_prob: float
    unmark_prob: float
    generator: torch.Generator


@dataclasses.dataclass(frozen=True)
class Call:
    """One call of the step over the rows that still have text, and everything the losses need.

    Attributes:
        rows, segment: which messages, and the index of the segment that was read of each.
        last: bool[B], whether it was the message's last.
        ids: int64[B,T] before masking; tags: int64[B,T], `IGNORE` off the owned range, on padding and on masks.
        masked: bool[B,T]; shuffled, shufflable: bool[B].
    """

    rows: list[Row]
    segment: int
    last: Tensor
    ids: Tensor
    mask: Tensor
    tags: Tensor
    masked: Tensor
    shuffled: Tensor
    shufflable: Tensor
    output: StepOutput


def unroll(model: HRMDLP, batch: Batch, corruption: Corruption | None = None) -> Iterator[Call]:
    """Yield every step call of a batch. Memory links the messages of a thread, so ``backward`` is for all calls."""
    config = model.config
    device, stride = model.embedding.weight.device, config.slow_update_stride
    memory = torch.zeros(len(batch), config.memory_vec_dim, device=device)
    for turn in range(max(len(thread) for thread in batch)):
        speaking = [i for i, thread in enumerate(batch) if turn < len(thread)]
        rows = [batch[i][turn] for i in speaking]
        after = memory.clone()
        state = torch.zeros(len(rows), config.n_slow_blocks, config.slow_hidden_dim, device=device)
        for index in range(max(len(row.segments) for row in rows)):
            lengths = {i: _padded(row, index, stride) for i, row in enumerate(rows) if index < len(row.segments)}
            for active in _groups(lengths, CALL_COST[device.type]):
                remembered = memory[_at(speaking, active)]
                call = _call(model, [rows[i] for i in active], index, state[active], remembered, corruption)
                yield call
                state = state.clone()
                state[active] = call.output.state.detach().to(state.dtype)
                done = call.last.tolist()
                finished = [i for i, end in zip(active, done, strict=True) if end]
                after[_at(speaking, finished)] = call.output.memory[call.last].to(after.dtype)
        memory = after


def _padded(row: Row, index: int, stride: int) -> int:
    part = row.segments[index]
    return -(-max(part.stop - part.start, 1) // stride) * stride


def _groups(lengths: dict[int, int], call_cost: int) -> list[list[int]]:
    """Rows of like padded length: a group ends where one more call costs less than padding all that is left."""
    order = sorted(lengths, key=lambda i: -lengths[i])
    groups: list[list[int]] = []
    for done, row in enumerate(order):
        left = len(order) - done
        if not groups or (lengths[groups[-1][0]] - lengths[row]) * left > call_cost:
            groups.append([])
        groups[-1].append(row)
    return groups


def _at(positions: list[int], chosen: list[int]) -> list[int]:
    return [positions[i] for i in chosen]


def _call(
    model: HRMDLP, rows: list[Row], index: int, state: Tensor, memory: Tensor, corruption: Corruption | None
) -> Call:
    stride = model.config.slow_update_stride
    parts = [row.segments[index] for row in rows]
    length = max(_padded(row, index, stride) for row in rows)
    ids = np.full((len(rows), length), PAD, np.int64)
    tags = np.full((len(rows), length), IGNORE, np.int64)
    mask = np.zeros((len(rows), length), np.float32)
    for i, (row, part) in enumerate(zip(rows, parts, strict=True)):
        size = part.stop - part.start
        ids[i, :size] = row.ids[part.start : part.stop]
        mask[i, :size] = 1
        owned = slice(part.own_start, min(part.own_stop, part.stop))
        tags[i, owned.start - part.start : owned.stop - part.start] = row.tags[owned]
    # All draws are the processor's: a GPU would be asked back for each.
    clean, kept, gold = torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(tags)
    masked = torch.zeros_like(kept, dtype=torch.bool)
    full = kept.view(len(rows), -1, stride).sum(dim=(1, 2)) >= 2 * stride
    shuffled = torch.zeros(len(rows), dtype=torch.bool)
    seen = clean
    if corruption is not None:
        draw = corruption.generator
        shuffled = (torch.rand(len(rows), generator=draw) < corruption.shuffle_prob) & full
        for i in torch.nonzero(shuffled).flatten().tolist():
            order = _permutation(int(kept[i].sum()) // stride, length // stride, stride, draw)
            clean[i], gold[i] = clean[i][order], gold[i][order]
        some = torch.rand(len(rows), 1, generator=draw) < 0.5
        picked = torch.rand(kept.shape, generator=draw) < corruption.mask_prob
        masked = some & picked & (kept > 0)
        bare = torch.rand(len(rows), 1, generator=draw) < corruption.unmark_prob
        seen = torch.where(bare, clean % model.config.vocab_size, clean).masked_fill(masked, MASK)
        # What is hidden may still be asked for in context, but not whether it was outside every label.
        gold = gold.masked_fill(masked & (gold == OUTSIDE), IGNORE)
    device = state.device
    first = torch.full((len(rows), 1), float(index == 0))
    last = torch.tensor([index == len(row.segments) - 1 for row in rows])
    seen, clean, kept, gold, masked, shuffled, full, first, last = (
        tensor.to(device) for tensor in (seen, clean, kept, gold, masked, shuffled, full, first, last)
    )
    output = model.step(seen, kept, state, memory, first)
    return Call(rows, index, last, clean, kept, gold, masked, shuffled, full, output)


def _permutation(whole: int, strides: int, stride: int, draw: torch.Generator) -> Tensor:
    """A rotation of the ``whole`` full strides by a random amount; what is not full stays in place."""
    by = int(torch.randint(1, whole, (1,), generator=draw))
    order = torch.cat((torch.arange(whole).roll(by), torch.arange(whole, strides)))
    return (order[:, None] * stride + torch.arange(stride)).flatten()
