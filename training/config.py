"""Everything a training run is told, from one YAML file."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from model_core.config import ConfigError, ModelConfig, from_yaml
from training.generate.stream import DENSE, SCRIPTED


@dataclasses.dataclass(frozen=True)
class TrainConfig:
    """A recipe. Token counts are unpadded tokens, steps are optimiser steps, a pool is ``pool_threads`` threads."""

    model: str
    seed: int
    steps: int
    # curriculum: easy and short first, then everything
    easy_pools: int
    easy_segments: tuple[int, ...]
    full_segments: tuple[int, ...]
    # optimisation
    batch_tokens: int
    micro_tokens: int
    learning_rate: float
    warmup_steps: int
    weight_decay: float
    clip_norm: float
    ema: float
    beta1: float = 0.9
    beta2: float = 0.95
    workers: int = 1
    # micro-batches of threads of all shapes, not of one: for a GPU, where few large calls are fastest
    blend: bool = False
    # Muon for the matrices of the tiers; it multiplies in bfloat16, which few processors do by themselves
    muon: bool = False
    # losses
    label_smoothing: float = 0.05
    tag_weight: float = 1.0
    denoise_weight: float = 0.3
    shuffle_weight: float = 0.2
    memory_weight: float = 0.2
    teacher_weight: float = 1.0
    # what a segment says as a whole, by the same teacher
    sense_weight: float = 0.0
    # a scripted message's scores count so many times: only they ask for what memory holds
    script_weight: float = 1.0
    # shares of scripted threads, and of short messages among the others, in training; test splits keep the generator's
    script_share: float = SCRIPTED
    dense_share: float = DENSE
    # share of threads that are read in a second view too, and the weight of the two views' disagreement
    view_share: float = 0.0
    view_weight: float = 1.0
    # share of rows that are read without the evidence's marks, so that the network learns to do without
    unmark_prob: float = 0.0
    # data; so many processes draw it
    drawers: int = 1
    pool_threads: int = 256
    eval_threads: int = 300
    calibration_threads: int = 400
    tokenizer_messages: int = 30_000
    # rhythm
    eval_every: int = 100
    checkpoint_every: int = 50
    patience: int = 8
    embeddings: str | None = None
    teacher: str | None = None
    teacher_steps: int = 0
    # share of micro-batches that it speaks about; it costs more than half of what the network does
    teacher_share: float = 1.0

    def __post_init__(self) -> None:
        for name in (
            "batch_tokens",
            "micro_tokens",
            "eval_every",
            "checkpoint_every",
            "pool_threads",
            "workers",
            "drawers",
        ):
            if getattr(self, name) <= 0:
                raise ConfigError(f"{name} must be positive")
        shape = self.model_config()
        stride, longest = shape.slow_update_stride, shape.segment_tokens
        for name in ("easy_segments", "full_segments"):
            if not getattr(self, name):
                raise ConfigError(f"{name} must name at least one size")
            for size in getattr(self, name):
                if size % stride or not stride < size <= longest:
                    raise ConfigError(f"{name}: {size} must be a multiple of {stride}, over it, at most {longest}")

    def model_config(self) -> ModelConfig:
        """The shape that this recipe trains."""
        return ModelConfig.load(self.model)

    @classmethod
    def load(cls, path: Path | str) -> TrainConfig:
        """Read a recipe; errors name the key."""
        return from_yaml(cls, path)
