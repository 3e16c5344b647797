"""A pretrained word-piece encoder as teacher: what it sees in a text, character by character.

The network learns to predict these features on every token (Hinton et al. 2015, arXiv:1503.02531; Jiao et al. 2020,
arXiv:1909.10351), which tells it far more about a word in its sentence than the few labelled tokens do.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer as WordPieces
from torch import Tensor

from model_core.dsl import serialize
from training.dataset import Row
from training.pretrained import package_folder, tensors

WINDOW = 254
"""Word pieces that are read together, between the encoder's opening and closing piece."""
CHUNK = 4096
"""Positions of one encoder call, padding included."""


class Teacher:
    """The lower ``depth`` layers of a BERT encoder (Devlin et al. 2019, arXiv:1810.04805), frozen.

    Middle layers know more of a word's role in its sentence than the last, which is made for whole sentences.
    """

    def __init__(self, package: str, depth: int = 4) -> None:
        folder = package_folder(package)
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.pieces = WordPieces.from_file(str(folder / "tokenizer.json"))
        self.pieces.no_truncation()
        self.pieces.no_padding()
        self.heads, self.depth, self.eps = config["num_attention_heads"], depth, config["layer_norm_eps"]
        self.width: int = config["hidden_size"]
        self.weights = {name: torch.from_numpy(array) for name, array in tensors(folder / "model.safetensors").items()}
        self.edges = [self.pieces.token_to_id(mark) for mark in ("[CLS]", "[SEP]")]

    def features(self, rows: Sequence[Row]) -> list[Tensor]:
        """Features [n,width] for the n tokens of each row, standardised over all rows; NaN where there are none.

        A token has the features of the word piece that holds its first visible character.
        """
        documents = [serialize(row.message.event) for row in rows]
        encodings = self.pieces.encode_batch(
            [value.text for document in documents for value in document.values], add_special_tokens=False
        )
        windows = [[e.ids[at : at + WINDOW] for at in range(0, len(e.ids), WINDOW)] for e in encodings]
        hidden = iter(self._encode([ids for chunks in windows for ids in chunks]))
        encoded = iter(zip(encodings, windows, strict=True))
        out: list[Tensor] = []
        for row, document in zip(rows, documents, strict=True):
            size = len(row.ids)
            owner, start = row.tokens.value[:size], row.tokens.start[:size]
            spelt = row.tokens.end[:size] > start
            target = torch.full((size, self.width), torch.nan)
            for index, value in enumerate(document.values):
                encoding, chunks = next(encoded)
                if not chunks:
                    continue
                seen = torch.cat([next(hidden) for _ in chunks])
                piece_at = np.full(len(value.text) + 1, -1, np.int64)
                for number, (begin, end) in enumerate(encoding.offsets):
                    piece_at[begin:end] = number
                space = np.array([char.isspace() for char in value.text] + [False])
                tokens = np.flatnonzero((owner == index) & spelt)
                found = piece_at[start[tokens] + space[start[tokens]]]
                target[torch.from_numpy(tokens[found >= 0])] = seen[torch.from_numpy(found[found >= 0])]
            out.append(target)
        known_rows = torch.cat([target[~target[:, 0].isnan()] for target in out])
        mean, deviation = known_rows.mean(dim=0), known_rows.std(dim=0).clamp(min=1e-3)
        return [(target - mean) / deviation for target in out]

    @torch.no_grad()
    def _encode(self, chunks: list[list[int]]) -> list[Tensor]:
        """Hidden states [len(chunk), width] of every chunk; chunks of like length are read together."""
        order = sorted(range(len(chunks)), key=lambda i: len(chunks[i]))
        out: list[Tensor] = [torch.empty(0)] * len(chunks)
        while order:
            length = len(chunks[order[-1]]) + 2
            count = max(1, CHUNK // length)
            group, order = order[-count:], order[:-count]
            ids = torch.zeros(len(group), length, dtype=torch.int64)
            mask = torch.zeros(len(group), length)
            for i, number in enumerate(group):
                pieces = [self.edges[0], *chunks[number], self.edges[1]]
                ids[i, : len(pieces)] = torch.tensor(pieces)
                mask[i, : len(pieces)] = 1
            hidden = self._layers(ids, mask)
            for i, number in enumerate(group):
                out[number] = hidden[i, 1 : 1 + len(chunks[number])]
        return out

    def _layers(self, ids: Tensor, mask: Tensor) -> Tensor:
        w = self.weights
        e = "embeddings."
        h = w[f"{e}word_embeddings.weight"][ids] + w[f"{e}position_embeddings.weight"][: ids.shape[1]]
        h = self._norm(h + w[f"{e}token_type_embeddings.weight"][0], f"{e}LayerNorm")
        bias = ((1 - mask) * -1e4)[:, None, None, :]
        for index in range(self.depth):
            at = f"encoder.layer.{index}."
            q, k, v = (self._linear(h, f"{at}attention.self.{name}") for name in ("query", "key", "value"))
            q, k, v = (x.view(*x.shape[:2], self.heads, -1).transpose(1, 2) for x in (q, k, v))
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias).transpose(1, 2).flatten(2)
            h = self._norm(h + self._linear(mixed, f"{at}attention.output.dense"), f"{at}attention.output.LayerNorm")
            inner = F.gelu(self._linear(h, f"{at}intermediate.dense"))
            h = self._norm(h + self._linear(inner, f"{at}output.dense"), f"{at}output.LayerNorm")
        return h

    def _linear(self, h: Tensor, name: str) -> Tensor:
        return F.linear(h, self.weights[f"{name}.weight"], self.weights[f"{name}.bias"])

    def _norm(self, h: Tensor, name: str) -> Tensor:
        weight, bias = self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]
        return F.layer_norm(h, (self.width,), weight, bias, self.eps)
