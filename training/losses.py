"""The objective: BCE(doc) + CE(BIO) + 0.3 denoise + 0.2 shuffle + the memory head's recall + views, each a sum.

Sums, not means: a batch is stepped in parts, and the caller divides by the counts of the whole optimiser step.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from model_core.labels import OUTSIDE


def doc_loss(logits: Tensor, target: Tensor, smoothing: float, weight: Tensor) -> Tensor:
    """logits, soft target [B,4], weight [B] -> weighted sum over rows, mean over heads."""
    smoothed = target * (1 - smoothing) + 0.5 * smoothing
    losses = F.binary_cross_entropy_with_logits(logits, smoothed, reduction="none").mean(dim=-1)
    return (losses * weight).sum()


def view_loss(one: Tensor, other: Tensor, same: Tensor) -> Tensor:
    """Squared difference of two views' probabilities: logits [N,4] each; same[N,4] is 1 where they have to agree.

    Summed over rows, mean over heads.
    """
    return ((one.sigmoid() - other.sigmoid()).square() * same).mean(dim=-1).sum()


def tag_loss(logits: Tensor, tags: Tensor, unknown: Tensor) -> Tensor:
    """Cross-entropy that never punishes what nobody looked for.

    Args:
        logits: [N,21].
        tags: int64[N].
        unknown: bool[N,10]. Where the gold tag is O, the probability of an unknown type's B and I counts as O's.
    """
    log_all = torch.logsumexp(logits, dim=-1)
    gold = logits.gather(-1, tags[:, None]).squeeze(-1)
    accepted = torch.cat((unknown.repeat_interleave(2, dim=-1), torch.ones_like(unknown[:, :1])), dim=-1)
    log_outside = torch.logsumexp(logits.masked_fill(~accepted, float("-inf")), dim=-1)
    return (log_all - torch.where(tags == OUTSIDE, log_outside, gold)).sum()


def denoise_loss(hidden: Tensor, embedding: Tensor, ids: Tensor) -> Tensor:
    """Predict masked pieces with the tied embedding: hidden[M,d], embedding[V,d], ids[M]."""
    return F.cross_entropy(hidden @ embedding.T, ids, reduction="sum")


def binary_loss(logits: Tensor, target: Tensor) -> Tensor:
    """Summed over rows, mean over columns: shuffle detection and memory recall."""
    return F.binary_cross_entropy_with_logits(logits, target, reduction="none").mean(dim=-1).sum()


def sense_loss(predicted: Tensor, target: Tensor) -> Tensor:
    """One minus the cosine of two directions [B,d], summed over rows."""
    return (1 - F.cosine_similarity(predicted, target, dim=-1)).sum()


def teacher_loss(predicted: Tensor, target: Tensor) -> Tensor:
    """Squared error of standardised features [M,d], summed over tokens, mean over features."""
    return F.mse_loss(predicted, target, reduction="none").mean(dim=-1).sum()
