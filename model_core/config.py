"""The model's configuration: the founding document's YAML keys, validated, plus the values derived from them."""

from __future__ import annotations

import dataclasses
import types
import typing
from pathlib import Path
from typing import Any, TypeVar

import yaml

from model_core.labels import BIO_TAGS, SCORES

CONFIGS = Path(__file__).parent / "configs"
T = TypeVar("T")


class ConfigError(ValueError):
    """A configuration names an unknown key, lacks one, or holds a value of the wrong type or range."""


def _accepts(hint: Any, value: Any) -> bool:
    origin = typing.get_origin(hint)
    if origin is tuple:
        return isinstance(value, tuple)
    if origin in (typing.Union, types.UnionType):
        return any(_accepts(part, value) for part in typing.get_args(hint))
    if hint is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, hint)


def from_mapping(cls: type[T], values: dict[str, Any], where: str = "config") -> T:
    """Build the frozen dataclass ``cls`` from a YAML mapping.

    Raises:
        ConfigError: naming the key, when one is unknown, missing or of the wrong type.
    """
    hints = typing.get_type_hints(cls)
    fields = {field.name: field for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
    if unknown := sorted(set(values) - set(fields)):
        raise ConfigError(f"{where}: unknown key {unknown[0]!r}; known keys: {', '.join(fields)}")
    arguments: dict[str, Any] = {}
    for name, field in fields.items():
        if name not in values:
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
                raise ConfigError(f"{where}: key {name!r} is missing")
            continue
        value = tuple(values[name]) if isinstance(values[name], list) else values[name]
        if not _accepts(hints[name], value):
            raise ConfigError(f"{where}: {name} must be {field.type}, not {type(value).__name__}")
        arguments[name] = value
    return cls(**arguments)


def from_yaml(cls: type[T], path: Path | str) -> T:
    """Read ``path`` and build ``cls`` from it; see `from_mapping`."""
    values = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    if not isinstance(values, dict):
        raise ConfigError(f"{path}: expected a mapping of keys, found {type(values).__name__}")
    return from_mapping(cls, values, where=str(path))


@dataclasses.dataclass(frozen=True)
class ModelConfig:
    """Shape of the network. Every key of the founding YAML is here under its own name."""

    vocab_size: int
    max_len: int
    # fast tier
    d_model: int
    n_fast_layers: int
    n_heads: int
    mlp_mult: int
    rope_theta: int
    local_block: int
    coarse_layers: int
    coarse_pool: int
    # slow tier
    n_slow_blocks: int
    slow_update_stride: int
    slow_hidden_dim: int
    slow_gate: bool
    # heads
    score_heads: tuple[str, ...]
    span_label_map: tuple[str, ...]
    memory_vec_dim: int
    # training
    mask_denoise_prob: float
    shuffle_prob: float
    segments: int
    segment_len: int
    # input: kinds of marks that ids carry of what the evidence pass says of each token (`model_core.marks`)
    evidence_marks: int | None = None
    # token counts that a step graph is exported for
    buckets: tuple[int, ...] = (64, 128, 256, 512)

    def __post_init__(self) -> None:
        def require(ok: bool, message: str) -> None:
            if not ok:
                raise ConfigError(message)

        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if isinstance(value, int) and not isinstance(value, bool):
                require(value > 0, f"{field.name} must be positive, not {value}")
        require(self.score_heads == SCORES, f"score_heads must be {list(SCORES)}")
        require(self.span_label_map == BIO_TAGS, f"span_label_map must be {list(BIO_TAGS)}")
        require(self.d_model % self.n_heads == 0, "d_model must be a multiple of n_heads")
        require((self.d_model // self.n_heads) % 2 == 0, "d_model / n_heads must be even (rotary halves)")
        require(self.n_fast_layers % 2 == 0, "n_fast_layers must be even (two cycles)")
        require(self.coarse_layers % 2 == 0, "coarse_layers must be even (half of them in each cycle)")
        require(self.coarse_layers <= self.n_fast_layers, "coarse_layers must be at most n_fast_layers")
        for name in ("local_block", "coarse_pool"):
            require(self.slow_update_stride % getattr(self, name) == 0, f"{name} must divide slow_update_stride")
        require(self.slow_hidden_dim == self.d_model, "slow_hidden_dim must equal d_model (the gate adds both)")
        require(self.n_slow_blocks == 2, "n_slow_blocks must be 2 (the carried state has two rows)")
        require(self.segment_len == self.slow_update_stride, "segment_len must equal slow_update_stride")
        require(
            self.max_len % (self.segments * self.slow_update_stride) == 0,
            "max_len must be a multiple of segments * slow_update_stride",
        )
        require(
            tuple(sorted(set(self.buckets))) == self.buckets and self.buckets[-1:] == (self.segment_tokens,),
            f"buckets must ascend to a whole segment, {self.segment_tokens}",
        )
        require(
            all(isinstance(b, int) and b > 0 and b % self.coarse_pool == 0 for b in self.buckets),
            "buckets must be multiples of coarse_pool",
        )
        for name in ("mask_denoise_prob", "shuffle_prob"):
            require(0.0 <= getattr(self, name) < 1.0, f"{name} must lie in [0, 1)")

    @property
    def head_dim(self) -> int:
        """Channels of one attention head."""
        return self.d_model // self.n_heads

    @property
    def fine_layers(self) -> int:
        """Layers that read every token, half of them before the coarse ones and half after."""
        return self.n_fast_layers - self.coarse_layers

    @property
    def inner(self) -> int:
        """SwiGLU width: 2/3 of ``mlp_mult * d_model``, up to a multiple of 256 (of 64 for tiny shapes)."""
        unit = 256 if self.d_model >= 256 else 64
        return -(-(2 * self.mlp_mult * self.d_model // 3) // unit) * unit

    @property
    def segment_tokens(self) -> int:
        """Tokens of one segment, the unit of early exit."""
        return self.max_len // self.segments

    @property
    def strides(self) -> int:
        """Slow updates in one full segment."""
        return self.segment_tokens // self.slow_update_stride

    @classmethod
    def load(cls, path: Path | str) -> ModelConfig:
        """Read a YAML file, or one of the shipped shapes by its name (``base``, ``small``, ``narrow``, ``tiny``)."""
        named = CONFIGS / f"{path}.yaml"
        return from_yaml(cls, named if named.exists() else path)
