"""Running any step (torch or ONNX) over labelled threads, and the figures that come of it."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from model_core.calibration import likely, softmax
from model_core.config import ModelConfig
from model_core.dsl import serialize
from model_core.hrm import HRMDLP
from model_core.segments import bucket
from model_core.spans import decode
from model_core.tokenizer import PAD, Tokenizer
from training.config import TrainConfig
from training.dataset import Batch, Row, rows_of
from training.generate import Split, threads
from training.metrics import SpanTally, doc_figures

Arrays = tuple[npt.NDArray[np.float32], ...]
Step = Callable[..., Arrays]
"""ids int64[1,T], mask[1,T], state[1,2,d], memory[1,m], first[1,1] -> doc, tags, state, memory: the step graph."""


@dataclasses.dataclass(frozen=True)
class Prediction:
    """A model's raw outputs on one message.

    Attributes:
        doc: logits float32[S,4], one row a segment.
        tags: tag logits float32[n,21] over the owned ranges.
    """

    row: Row
    doc: npt.NDArray[np.float32]
    tags: npt.NDArray[np.float32]


def torch_step(model: HRMDLP) -> Step:
    """The torch model behind the step graph's signature."""
    device = model.embedding.weight.device

    def step(*inputs: npt.NDArray[Any]) -> Arrays:
        with torch.inference_mode():
            return tuple(o.cpu().numpy() for o in model(*(torch.from_numpy(i).to(device) for i in inputs)))

    return step


def labelled(
    tokenizer: Tokenizer, config: TrainConfig, carriers: Path | None, split: Split, count: int, salt: int = 0
) -> Batch:
    """``count`` full-level threads of a split, cut as serving cuts them, uncropped."""
    shape = config.model_config()
    drawn = list(itertools.islice(threads(config.seed + salt, split, carriers), count))
    return [rows_of(thread, tokenizer, shape, shape.segment_tokens, window=1 << 30) for thread in drawn]


def predict(step: Step, shape: ModelConfig, batch: Batch) -> list[Prediction]:
    """Step through every thread one by one, as serving does: batch 1, tight buckets, memory carried."""
    out: list[Prediction] = []
    for thread in batch:
        memory = np.zeros((1, shape.memory_vec_dim), np.float32)
        for row in thread:
            state = np.zeros((1, shape.n_slow_blocks, shape.slow_hidden_dim), np.float32)
            docs, tags, summary = [], [], memory
            for index, part in enumerate(row.segments):
                size = part.stop - part.start
                length = bucket(size, shape.buckets)
                ids = np.full((1, length), PAD, np.int64)
                ids[0, :size] = row.ids[part.start : part.stop]
                mask = (np.arange(length) < size).astype(np.float32)[None]
                first = np.full((1, 1), float(index == 0), np.float32)
                doc, tag, state, summary = step(ids, mask, state, memory, first)
                docs.append(doc[0])
                tags.append(tag[0, part.own_start - part.start : part.own_stop - part.start])
            memory = summary
            out.append(Prediction(row, np.stack(docs), np.concatenate(tags)))
    return out


def sigmoid(logits: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float64]:
    """Elementwise, in float64."""
    return 1.0 / (1.0 + np.exp(-logits.astype(np.float64)))


def span_figures(predictions: list[Prediction], thresholds: npt.NDArray[np.float32]) -> dict[str, dict[str, float]]:
    """Strict span figures at the given confidence thresholds, float32[10]."""
    tally = SpanTally()
    for p in predictions:
        document = serialize(p.row.message.event)
        spans = decode(softmax(p.tags), p.row.tokens, document, thresholds)
        tally.add(p.row.message.spans, spans, p.row.message.known)
    return tally.figures()


def figures(
    predictions: list[Prediction], scale: Callable[[npt.NDArray[np.float32]], npt.NDArray[np.float64]]
) -> dict[str, Any]:
    """Doc figures at the last segment after ``scale`` (logits[S,4] -> probabilities[S,4]), and span figures."""
    targets = np.stack([p.row.doc[-1] for p in predictions]).astype(np.float64)
    scores = np.stack([scale(p.doc)[-1] for p in predictions])
    return {"messages": len(predictions), "doc": doc_figures(targets, scores)}


def evaluate(
    model: HRMDLP, tokenizer: Tokenizer, config: TrainConfig, carriers: Path | None, split: Split, count: int
) -> dict[str, Any]:
    """Uncalibrated figures of the torch model on ``count`` threads of a split."""
    batch = labelled(tokenizer, config, carriers, split, count)
    predictions = predict(torch_step(model), model.config, batch)
    return {**figures(predictions, sigmoid), "spans": span_figures(predictions, likely())}
