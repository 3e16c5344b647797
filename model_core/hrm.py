"""The network: HRM's two time-scales over segments of a message (Wang et al. 2025, arXiv:2506.21734).

A segment goes through the fast tier in two cycles. After each the slow tier reads what the fast tier found,
stride by stride, and the gate injects the input and the slow state back. The slow state is all that one segment
hands to the next, and memory all that one message hands to the next.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple, cast

import torch
from torch import Tensor, nn

from model_core.blocks import FastBlock, FusionGate, Pool, RMSNorm, SlowTier, key_bias, rotary_tables
from model_core.config import ModelConfig
from model_core.heads import AuxiliaryHeads, DocScoreHead, MemorySummaryHead, SpanTagHead


class StepOutput(NamedTuple):
    """What one segment yields; ``hidden`` and ``readout`` feed the auxiliary losses and are not exported."""

    doc: Tensor
    tags: Tensor
    state: Tensor
    memory: Tensor
    hidden: Tensor
    readout: Tensor


class Rows(NamedTuple):
    """What a layer is told of the rows it reads: which are real [B,R,1], key bias, rotary tables [R,1,head_dim/2]."""

    kept: Tensor
    bias: Tensor
    cos: Tensor
    sin: Tensor


def _through(layers: Iterable[nn.Module], h: Tensor, rows: Rows) -> Tensor:
    for layer in layers:
        h = layer(h, rows.bias, rows.kept, rows.cos, rows.sin)
    return h


class HRMDLP(nn.Module):
    """Doc scores, BIO tags and memory of a message, one segment a step."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        d = config.d_model
        # Sparse gradients: a call sees a few hundred pieces of thousands.
        self.embedding = nn.Embedding(config.vocab_size, d, sparse=True)
        self.marks = nn.Embedding(config.evidence_marks, d) if config.evidence_marks else None
        outer = config.fine_layers // 2
        self.layers = nn.ModuleList(
            FastBlock(config, 0 if outer <= index < config.n_fast_layers - outer else config.local_block)
            for index in range(config.n_fast_layers)
        )
        self.pool = Pool(config)
        self.fast_norms = nn.ModuleList(RMSNorm(d) for _ in range(2))
        self.slow = SlowTier(config)
        self.gates = nn.ModuleList(FusionGate(config) for _ in range(2))
        self.learned_seed = nn.Parameter(torch.zeros(config.n_slow_blocks, config.slow_hidden_dim))
        self.memory_in = nn.Linear(config.memory_vec_dim, config.n_slow_blocks * config.slow_hidden_dim, bias=False)
        self.exit_norm = RMSNorm(d)
        self.doc_head = DocScoreHead(config)
        self.tag_head = SpanTagHead(config)
        self.memory_head = MemorySummaryHead(config)
        self.auxiliary = AuxiliaryHeads(config)
        cos, sin = rotary_tables(config.segment_tokens, config.head_dim, config.rope_theta)
        self.cos: Tensor
        self.sin: Tensor
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        self.reset()

    @torch.no_grad()
    def reset(self) -> None:
        """Start values: LeCun normal cut at two deviations, what writes into the residual stream scaled by depth."""
        depth = math.sqrt(2 * self.config.n_fast_layers)
        for name, module in self.named_modules():
            if isinstance(module, nn.Linear):
                std = 1 / math.sqrt(module.in_features)
                std /= depth if name.endswith((".attention.out", ".mlp.down", ".spread")) else 1.0
                nn.init.trunc_normal_(module.weight, std=std, a=-2 * std, b=2 * std)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
            elif isinstance(module, nn.Embedding):
                std = 1 / math.sqrt(self.config.d_model)
                nn.init.trunc_normal_(module.weight, std=std, a=-2 * std, b=2 * std)
        for gate in self.gates:
            cast(FusionGate, gate).reset()
        nn.init.trunc_normal_(self.learned_seed, std=0.1, a=-0.2, b=0.2)
        nn.init.zeros_(self.memory_in.weight)
        if self.marks is not None:
            nn.init.zeros_(self.marks.weight)

    def initial_state(self, memory: Tensor) -> Tensor:
        """``s0 = learned_seed + W_m memory``: memory[B,m] -> [B,2,d]; zero memory is exactly the learned seed."""
        rows = (self.config.n_slow_blocks, self.config.slow_hidden_dim)
        return self.learned_seed + cast(Tensor, self.memory_in(memory)).view(-1, *rows)

    def step(self, ids: Tensor, mask: Tensor, state: Tensor, memory: Tensor, first: Tensor) -> StepOutput:
        """Read one segment.

        Args:
            ids: int64[B,T], T a multiple of the pool, `PAD` where mask is 0; see `model_core.marks`.
            mask: float32[B,T], 1 on real tokens, which come first.
            state: float32[B,2,d] of the segment before; not read where ``first`` is 1.
            memory: float32[B,m] of the thread, zero for none; read only where ``first`` is 1.
            first: float32[B,1], 1 on the message's first segment.
        """
        config, layers = self.config, self.layers
        kept = mask.unsqueeze(-1)
        fine = self._rows(kept, 1, config.local_block)
        coarse = self._rows(kept, config.coarse_pool, 0)
        opening = first.unsqueeze(-1)
        state = opening * self.initial_state(memory) + (1 - opening) * state
        x = self._embed(ids) * (math.sqrt(config.d_model) * kept)
        half, outer = config.n_fast_layers // 2, config.fine_layers // 2

        near = _through(layers[:outer], x, fine)
        h = _through(layers[outer:half], self.pool.coarse(near), coarse)
        h, _ = self._fuse(0, self.pool.coarse(x), h, coarse.kept, state, config.coarse_pool)
        h = _through(layers[half : 2 * half - outer], h, coarse)
        h = _through(layers[2 * half - outer :], near + self.pool.fine(h), fine)
        h, after = self._fuse(1, x, h, kept, state, 1)

        h = self.exit_norm(h)
        doc, readout = self.doc_head(self.slow.norm(after[:, -1]), h, kept)
        return StepOutput(doc, self.tag_head(h), after, self.memory_head(after), h, readout)

    def _embed(self, ids: Tensor) -> Tensor:
        if self.marks is None:
            return cast(Tensor, self.embedding(ids))
        pieces = ids % self.config.vocab_size
        return cast(Tensor, self.embedding(pieces) + self.marks((ids - pieces) // self.config.vocab_size))

    def _rows(self, kept: Tensor, factor: int, block: int) -> Rows:
        """Every ``factor``-th row stands for its group; positions stay those of the tokens."""
        length = kept.shape[1]
        kept = kept[:, ::factor]
        return Rows(kept, key_bias(kept, block), self.cos[:length:factor], self.sin[:length:factor])

    def _fuse(
        self, cycle: int, x: Tensor, h: Tensor, kept: Tensor, state: Tensor, factor: int
    ) -> tuple[Tensor, Tensor]:
        """End a cycle: the slow tier reads h, ``factor`` tokens a row, the gate brings back input and slow state."""
        stride = self.config.slow_update_stride // factor
        h = self.fast_norms[cycle](h)
        before, after = self.slow(h, kept, state, stride, ends=cycle == 1)
        return self.gates[cycle](x, h, before, kept, stride) if self.config.slow_gate else h, after

    def forward(
        self, ids: Tensor, mask: Tensor, state: Tensor, memory: Tensor, first: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """`step` without what only training reads: doc[B,4], tags[B,T,21], state[B,2,d], memory[B,m]."""
        return self.step(ids, mask, state, memory, first)[:4]


class Unrolled(nn.Module):
    """All segments of a full window in one graph, for a runtime without a loop."""

    def __init__(self, model: HRMDLP) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, mask: Tensor, memory: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """ids, mask[B,max_len], memory[B,m] -> doc[B,segments,4], tags[B,max_len,21], state[B,2,d], memory[B,m]."""
        config = self.model.config
        size = config.segment_tokens
        state = self.model.learned_seed.unsqueeze(0).expand(ids.shape[0], -1, -1)
        docs, tags = [], []
        summary = memory
        for index in range(config.segments):
            part = slice(index * size, (index + 1) * size)
            first = torch.full((ids.shape[0], 1), float(index == 0))
            doc, tag, state, summary = self.model(ids[:, part], mask[:, part], state, memory, first)
            docs.append(doc)
            tags.append(tag)
        return torch.stack(docs, dim=1), torch.cat(tags, dim=1), state, summary
