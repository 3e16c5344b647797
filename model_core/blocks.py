"""Building blocks of the network: norm, rotary attention, SwiGLU, the slow tier's cells and the fusion gate.

Everything is written in plain operators that export to ONNX opset 17 as they stand, but for what `model_core.operators`
has one node for. No linear map that is quantised has a bias, so a padded position, all zero, stays all zero and never
moves a quantisation scale.
"""

from __future__ import annotations

import math
from typing import cast

import torch
from torch import Tensor, nn

from model_core.config import ModelConfig
from model_core.operators import AttentionOperator, GRUOperator, RotaryOperator

MASKED = -1e4


class RMSNorm(nn.Module):
    """Root-mean-square norm with a learned weight (Zhang & Sennrich 2019, arXiv:1910.07467)."""

    def __init__(self, dim: int, eps: float = 1e-6) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        # Spelled so that the runtime fuses it; the functional form does not export to opset 17.
        return x / torch.sqrt(x.pow(2).mean(dim=-1, keepdim=True) + self.eps) * self.weight


def rotary_tables(length: int, head_dim: int, theta: float) -> tuple[Tensor, Tensor]:
    """Cosines and sines float32[length, 1, head_dim / 2], rotate-half positions (Su et al. 2021, arXiv:2104.09864)."""
    frequency = theta ** (-torch.arange(0, head_dim, 2, dtype=torch.float32) / head_dim)
    angle = torch.arange(length, dtype=torch.float32)[:, None, None] * frequency
    return angle.cos(), angle.sin()


def rotate(rows: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Apply rotary positions to ``rows[B,T,heads*head_dim]``."""
    if torch.onnx.is_in_onnx_export():
        return cast(Tensor, RotaryOperator.apply(rows, cos.squeeze(1), sin.squeeze(1)))  # type: ignore[no-untyped-call]
    left, right = rows.view(*rows.shape[:2], -1, 2 * cos.shape[-1]).chunk(2, dim=-1)
    return torch.cat((left * cos - right * sin, right * cos + left * sin), dim=-1).view(rows.shape)


def whole(rows: Tensor, size: int) -> Tensor:
    """rows[B,T,...], zeros behind them up to a multiple of ``size``."""
    batch, length, *rest = map(int, rows.shape)
    missing = -length % size
    return torch.cat((rows, rows.new_zeros(batch, missing, *rest)), dim=1) if missing else rows


def first(rows: Tensor, length: int) -> Tensor:
    """rows[B,T,...] without those that `whole` put behind the first ``length``."""
    return rows[:, : int(length)] if rows.shape[1] > length else rows


def neighbours(rows: Tensor, block: int) -> Tensor:
    """rows[B,T,...], T a multiple of ``block``, -> [B*T/block, 2*block, ...].

    Each block with half a block on either side, zeros outside.
    """
    batch, length, *rest = rows.shape
    edge = rows.new_zeros(batch, block // 2, *rest)
    padded = torch.cat((edge, rows, edge), dim=1)
    if torch.onnx.is_in_onnx_export():
        places = torch.arange(0, length, block)[:, None] + torch.arange(2 * block)
        return padded[:, places].flatten(0, 1)
    halves = (padded[:, :length], padded[:, block : block + length])
    views = [half.reshape(batch * length // block, block, *rest) for half in halves]
    return torch.cat(views, dim=1)


class Attention(nn.Module):
    """Bidirectional multi-head attention inside one segment.

    With ``block`` a row sees its own block and half a block on either side, without it the whole segment.
    """

    def __init__(self, config: ModelConfig, block: int = 0) -> None:
        super().__init__()
        self.heads, self.head_dim, self.block = config.n_heads, config.head_dim, block
        self.qkv = nn.Linear(config.d_model, 3 * config.d_model, bias=False)
        self.out = nn.Linear(config.d_model, config.d_model, bias=False)

    def forward(self, x: Tensor, bias: Tensor, mask: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        """x[B,T,d], additive key bias (see `key_bias`), mask[B,T,1] -> [B,T,d]."""
        q, k, v = self.qkv(x).split(x.shape[-1], dim=-1)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        if not self.block:
            return cast(Tensor, self.out(self._mix(q, k, v, bias) * mask))
        q, k, v = (whole(rows, self.block) for rows in (q, k, v))
        batch, length, dim = q.shape
        mixed = self._mix(
            q.reshape(-1, self.block, dim), neighbours(k, self.block), neighbours(v, self.block), bias
        ).reshape(batch, length, dim)  # fmt: skip
        return cast(Tensor, self.out(first(mixed, x.shape[1]) * mask))

    def _mix(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
        """Values weighted by how well their keys answer a query: q[B,T,d], k, v[B,L,d], bias[B,1,1,L] -> [B,T,d]."""
        if torch.onnx.is_in_onnx_export():
            kept = (bias.flatten(1) > MASKED / 2).to(torch.int32)
            return cast(Tensor, AttentionOperator.apply(q, k, v, kept, self.heads, MASKED))  # type: ignore[no-untyped-call]
        q, k, v = (rows.view(*rows.shape[:2], self.heads, self.head_dim).transpose(1, 2) for rows in (q, k, v))
        weights = torch.softmax(q * self.head_dim**-0.5 @ k.transpose(2, 3) + bias, dim=-1)
        return (weights @ v).transpose(1, 2).flatten(2)


def key_bias(mask: Tensor, block: int = 0) -> Tensor:
    """mask[B,T,1] -> what is added to the scores of keys: [B,1,1,T], or [B*T/block,1,1,2*block] by blocks."""
    kept = neighbours(whole(mask, block), block) if block else mask
    return ((1.0 - kept) * MASKED).permute(0, 2, 1).unsqueeze(1)


class Pool(nn.Module):
    """Joins ``factor`` rows of the fine stream into one of the coarse stream, and spreads one back over them."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.factor = config.coarse_pool
        self.join = nn.Linear(self.factor * config.d_model, config.d_model, bias=False)
        self.spread = nn.Linear(config.d_model, self.factor * config.d_model, bias=False)

    def coarse(self, h: Tensor) -> Tensor:
        """h[B,T,d] -> [B,T/factor,d]."""
        batch, length, dim = h.shape
        return cast(Tensor, self.join(h.view(batch, length // self.factor, self.factor * dim)))

    def fine(self, h: Tensor) -> Tensor:
        """h[B,T/factor,d] -> [B,T,d]."""
        batch, length, dim = h.shape
        return cast(Tensor, self.spread(h)).view(batch, length * self.factor, dim)


class SwiGLU(nn.Module):
    """Gated feed-forward (Shazeer 2020, arXiv:2002.05202)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.inner = config.inner
        self.up = nn.Linear(config.d_model, 2 * config.inner, bias=False)
        self.down = nn.Linear(config.inner, config.d_model, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        gate, value = self.up(x).split(self.inner, dim=-1)
        return cast(Tensor, self.down(gate * torch.sigmoid(gate) * value))


class FastBlock(nn.Module):
    """Pre-norm transformer layer."""

    def __init__(self, config: ModelConfig, block: int = 0) -> None:
        super().__init__()
        self.attention_norm = RMSNorm(config.d_model)
        self.attention = Attention(config, block)
        self.mlp_norm = RMSNorm(config.d_model)
        self.mlp = SwiGLU(config)

    def forward(self, h: Tensor, bias: Tensor, mask: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        h = h + self.attention(self.attention_norm(h), bias, mask, cos, sin)
        return cast(Tensor, h + self.mlp(self.mlp_norm(h)))


def several(rows: Tensor) -> Tensor:
    """rows[B,n,...], doubled where n is 1.

    The runtime sums and multiplies a single row on other paths than several, in another order; a segment of one
    stride would then differ in its last bit from the same segment in a longer bucket.
    """
    return rows if rows.shape[1] > 1 else torch.cat((rows, rows), dim=1)


def by_rows(linear: nn.Module, rows: Tensor) -> Tensor:
    """``linear(rows)`` for rows[B,n,d], rounding alike for every n; see `several`."""
    return cast(Tensor, linear(several(rows)))[:, : rows.shape[1]]


class GRUCell(nn.Module):
    """Gated recurrent unit (Cho et al. 2014, arXiv:1406.1078)."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.dim = dim
        self.input = nn.Linear(dim, 3 * dim)
        self.hidden = nn.Linear(dim, 3 * dim)

    def forward(self, rows: Tensor, state: Tensor, live: Tensor) -> tuple[Tensor, Tensor]:
        """Read rows[B,n,d] one after the other: (states after each [B,n,d], the last one [B,d]).

        ``live[B,n,1]`` is 1 on the rows that are there, which come first. The others leave the state[B,d] as it is,
        and what is returned in their places has no meaning.
        """
        if torch.onnx.is_in_onnx_export():
            return self._operator(rows, state, live)
        if rows.is_cuda:
            return self.whole(rows, state, live)
        d = self.dim
        projected, states = self.input(rows), []
        for j in range(rows.shape[1]):
            hidden = self.hidden(state)
            reset = torch.sigmoid(projected[:, j, :d] + hidden[:, :d])
            update = torch.sigmoid(projected[:, j, d : 2 * d] + hidden[:, d : 2 * d])
            candidate = torch.tanh(projected[:, j, 2 * d :] + reset * hidden[:, 2 * d :])
            after = update * state + (1 - update) * candidate
            state = live[:, j] * after + (1 - live[:, j]) * state
            states.append(state)
        return torch.stack(states, dim=1), state

    def whole(self, rows: Tensor, state: Tensor, live: Tensor) -> tuple[Tensor, Tensor]:
        """`forward` in one kernel for all rows, in float32: on a GPU a loop would be hundreds."""
        with torch.autocast("cuda", enabled=False):
            weights = [self.input.weight, self.hidden.weight, self.input.bias, self.hidden.bias]
            state = state.float().contiguous()
            states, _ = torch.gru(rows.float(), state[None], weights, True, 1, 0.0, self.training, False, True)
            read = live.sum(dim=(1, 2)).long()
            every = torch.cat((state[:, None], states), dim=1)
            return states, every[torch.arange(len(read), device=read.device), read]

    def _operator(self, rows: Tensor, state: Tensor, live: Tensor) -> tuple[Tensor, Tensor]:
        def ordered(weights: Tensor) -> Tensor:
            reset, update, candidate = weights.chunk(3)
            return torch.cat((update, reset, candidate))

        inner, recurrent = (ordered(linear.weight)[None] for linear in (self.input, self.hidden))
        bias = torch.cat((ordered(self.input.bias), ordered(self.hidden.bias)))[None]
        # The operator leaves no state behind where there is nothing to read.
        count = torch.clamp(live.sum(dim=(1, 2)), min=1.0).to(torch.int32)
        states, last = GRUOperator.apply(rows.transpose(0, 1), state[None], count, inner, recurrent, bias, self.dim)  # type: ignore[no-untyped-call]
        there = live[:, 0]
        return states.transpose(0, 1), there * last[0] + (1 - there) * state


class SlowTier(nn.Module):
    """The slow recurrence: pools each stride of the fast tier and runs two stacked cells over the strides."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.pool = nn.Linear(3 * config.d_model, config.slow_hidden_dim)
        self.cells = nn.ModuleList(GRUCell(config.slow_hidden_dim) for _ in range(config.n_slow_blocks))
        self.norm = RMSNorm(config.slow_hidden_dim)

    def forward(self, h: Tensor, mask: Tensor, state: Tensor, stride: int, ends: bool) -> tuple[Tensor, Tensor]:
        """h[B,T,d], mask[B,T,1], state[B,2,d] -> (before[B,n,d], state[B,2,d]) for n strides of ``stride`` rows.

        ``before[:, j]`` is the normed top state that stride j may read: the one after stride j-1. A fully padded
        stride leaves the state unchanged; the last one may be cut short. The state after the last one is read only
        where the segment ``ends``, so that a lone stride has nothing to compute where it does not.
        """
        if h.shape[1] <= stride and not ends:
            return self.norm(state[:, -1:]), state
        tokens, kept = whole(h, stride), whole(mask, stride)
        batch, length, dim = tokens.shape
        strides = length // stride
        tokens = several(tokens.view(batch, strides, stride, dim))
        kept = several(kept.view(batch, strides, stride, 1))
        count = kept.sum(dim=2)
        live = torch.clamp(count, max=1.0)
        # Padded rows are zero.
        mean = tokens.sum(dim=2) / torch.clamp(count, min=1.0)
        highest = (tokens + (kept - 1) * -MASKED).amax(dim=2) * live
        current = self.pool(torch.cat((mean, highest, tokens[:, :, 0]), dim=-1))[:, :strides]
        last = []
        for level, cell in enumerate(self.cells):
            current, after = cell(current, state[:, level], live[:, :strides])
            last.append(after)
        before = torch.cat((state[:, -1:], current[:, :-1]), dim=1)
        return self.norm(before), torch.stack(last, dim=1)


class FusionGate(nn.Module):
    """``h' = g*Ux + (1-g)*Uh + W_s s`` with ``g = sigmoid(W_g [x|h|s])``.

    U starts as the identity, W_s at zero and g near 0.1. W_s is what lets slow content through: without it the
    slow state could only choose between two things that the token already has.
    """

    def __init__(self, config: ModelConfig, opening: float = 0.1) -> None:
        super().__init__()
        self.mix = nn.Linear(config.d_model, config.d_model, bias=False)
        self.gate_token = nn.Linear(2 * config.d_model, config.d_model, bias=False)
        # The part of W_g that reads s, and W_s: one row a stride, not one a token.
        self.gate_slow = nn.Linear(config.slow_hidden_dim, config.d_model)
        self.slow = nn.Linear(config.slow_hidden_dim, config.d_model, bias=False)
        self.opening = opening

    def reset(self) -> None:
        """Set the start described above."""
        nn.init.eye_(self.mix.weight)
        nn.init.zeros_(self.slow.weight)
        nn.init.constant_(self.gate_slow.bias, math.log(self.opening / (1 - self.opening)))

    def forward(self, x: Tensor, h: Tensor, before: Tensor, mask: Tensor, stride: int) -> Tensor:
        """x, h[B,T,d], before[B,n,d] of ``stride`` rows each, mask[B,T,1] -> [B,T,d]."""

        def spread(rows: Tensor) -> Tensor:
            return first(rows.unsqueeze(2).expand(-1, -1, stride, -1).flatten(1, 2), h.shape[1])

        token = self.gate_token(torch.cat((x, h), dim=-1))
        g = torch.sigmoid(token + spread(by_rows(self.gate_slow, before)))
        own = self.mix(h)
        mixed = own + g * (self.mix(x) - own)
        return cast(Tensor, (mixed + spread(by_rows(self.slow, before))) * mask)
