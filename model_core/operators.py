"""Operators that stand for several nodes where a graph is exported: the recurrence of ONNX, and rotary positions and
attention of ONNX Runtime (domain com.microsoft), which is what serves the graphs.

While a graph is exported only their shapes are computed; what they compute is in `model_core.blocks`, in plain torch.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

DOMAINS = {"com.microsoft": 1}
"""Operator sets beside ONNX's own, by version."""


class GRUOperator(torch.autograd.Function):
    """The operator GRU of ONNX, one node for all strides."""

    @staticmethod
    def forward(ctx: Any, rows: Tensor, state: Tensor, *weights: Any) -> tuple[Tensor, Tensor]:
        return torch.zeros_like(rows), torch.zeros_like(state)

    @staticmethod
    def symbolic(
        g: Any, rows: Any, state: Any, count: Any, inner: Any, recurrent: Any, bias: Any, dim: int
    ) -> tuple[Any, Any]:
        """rows[n,B,d], state[1,B,d], count int32[B] of the rows that are there -> ([n,B,d], [1,B,d])."""
        every, last = g.op(
            "GRU", rows, inner, recurrent, bias, count, state, hidden_size_i=dim, linear_before_reset_i=1, outputs=2
        )
        return g.op("Squeeze", every, g.op("Constant", value_t=torch.tensor([1]))), last


class RotaryOperator(torch.autograd.Function):
    """Rotate-half positions of all heads side by side."""

    @staticmethod
    def forward(ctx: Any, rows: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        return torch.zeros_like(rows)

    @staticmethod
    def symbolic(g: Any, rows: Any, cos: Any, sin: Any) -> Any:
        """rows[B,T,heads*head_dim], cos and sin[T,head_dim/2] -> like rows."""
        begin = g.op("Constant", value_t=torch.zeros(1, dtype=torch.int64))
        return g.op("com.microsoft::RotaryEmbedding", rows, begin, cos, sin).setType(rows.type())


class AttentionOperator(torch.autograd.Function):
    """Scaled dot products of several heads, weighted sums of values."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, kept: Tensor, heads: int, masked: float) -> Tensor:
        return torch.zeros_like(q)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, kept: Any, heads: int, masked: float) -> Any:
        """q[B,T,d], k and v[B,L,d], kept int32[B,L], ``masked`` added to the scores of other keys -> [B,T,d]."""
        bias = g.op("prim::Constant")
        bias.setType(torch._C.OptionalType.ofTensor())
        return g.op(
            "com.microsoft::MultiHeadAttention", q, k, v, bias, kept, num_heads_i=heads, mask_filter_value_f=masked
        ).setType(q.type())
