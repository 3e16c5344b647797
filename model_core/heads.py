"""What is read off the tiers: doc scores, span tags, the memory summary, and the auxiliary training heads."""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn

from model_core.blocks import MASKED, RMSNorm
from model_core.config import ModelConfig
from model_core.labels import SCORES, THREAD_FLAGS, TYPES

TEACHER_WIDTH = 384
"""Features of a token that a teacher gives."""


class DocScoreHead(nn.Module):
    """Four logits from the slow state, the segment's strongest features, and for each score the tokens it asks for."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        scores = len(config.score_heads)
        self.hidden = nn.Linear(config.slow_hidden_dim + config.d_model, config.d_model)
        self.out = nn.Linear(config.d_model, scores)
        self.ask = nn.Linear(config.d_model, scores, bias=False)
        self.answer = nn.Linear(config.d_model, scores, bias=False)

    def forward(self, slow: Tensor, h: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """slow[B,d], h[B,T,d], mask[B,T,1] -> (logits[B,4], readout[B,d])."""
        hidden_away = (mask - 1) * -MASKED
        # A maximum, unlike a mean, does not depend on the order of summation, so padding can't move its last bit.
        strongest = (h + hidden_away).amax(dim=1)
        readout = torch.tanh(self.hidden(torch.cat((slow, strongest), dim=-1)))
        asked = torch.softmax((self.ask(h) + hidden_away).transpose(1, 2), dim=-1)
        found = (asked @ h * self.answer.weight).sum(dim=-1)
        return self.out(readout) + found, readout


class SpanTagHead(nn.Module):
    """BIO logits for each token."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.out = nn.Linear(config.d_model, len(config.span_label_map))

    def forward(self, h: Tensor) -> Tensor:
        """h[B,T,d] -> [B,T,21]."""
        return cast(Tensor, self.out(h))


class MemorySummaryHead(nn.Module):
    """The thread's memory after this segment, each coordinate in (-1, 1)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.norm = RMSNorm(2 * config.slow_hidden_dim)
        self.out = nn.Linear(2 * config.slow_hidden_dim, config.memory_vec_dim)

    def forward(self, state: Tensor) -> Tensor:
        """state[B,2,d] -> [B,memory_vec_dim]."""
        return torch.tanh(self.out(self.norm(state.flatten(1))))


class AuxiliaryHeads(nn.Module):
    """Heads that only training uses; they are never exported.

    ``shuffle`` tells whether a segment's strides were permuted; ``recall`` says from the memory vector alone what
    the thread has shown so far: types seen, thread flags, scores; ``teach`` predicts a teacher's features of a token,
    ``sense`` its meaning of the segment and ``gist``, from the memory vector, that of the thread.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.denoise_norm = RMSNorm(config.d_model)
        self.shuffle = nn.Linear(config.d_model, 1)
        self.teach = nn.Linear(config.d_model, TEACHER_WIDTH)
        self.sense = nn.Linear(config.d_model, TEACHER_WIDTH)
        self.gist = nn.Linear(config.memory_vec_dim, TEACHER_WIDTH)
        self.recall = nn.Linear(config.memory_vec_dim, len(TYPES) + len(THREAD_FLAGS) + len(SCORES))
