"""A pretrained word-piece encoder as teacher: what it sees in a text, character by character, and what the text says.

The network learns to predict its features on every token (Hinton et al. 2015, arXiv:1503.02531; Jiao et al. 2020,
arXiv:1909.10351), which tells it far more about a word in its sentence than the few labelled tokens do, and from its
readout the mean of the last layer, which is close for sentences of one meaning whatever their words (Reimers and
Gurevych 2019, arXiv:1908.10084).
"""

from __future__ import annotations

import json
import math
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer as WordPieces
from torch import Tensor, nn

from model_core.dsl import serialize
from training.dataset import Row
from training.export_onnx import OPSET, quantize
from training.onnx_model import session
from training.pretrained import package_folder, tensors

WINDOW = 126
"""Word pieces that are read together, between the encoder's opening and closing piece."""
CHUNK = 4096
"""Positions of one encoder call, padding included."""


class Lesson(NamedTuple):
    """What the teacher says of a row of n tokens, NaN where it says nothing.

    Attributes:
        features: [n,width] of the middle layer, standardised over all rows.
        sense: [n,width] of the last layer, on content alone; its mean over a stretch is what that stretch says.
        thread: [width], the mean of what the thread's messages say, this one included.
    """

    features: Tensor
    sense: Tensor
    thread: Tensor


class Encoder(nn.Module):
    """A BERT encoder (Devlin et al. 2019, arXiv:1810.04805): ids, mask[B,L] -> hidden states [2,B,L,width], those of
    layer ``depth``, which knows more of a word's role in its sentence, and of the last, made for whole sentences."""

    def __init__(self, folder: Path, depth: int) -> None:
        super().__init__()
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.heads, self.depth, self.eps = config["num_attention_heads"], depth, config["layer_norm_eps"]
        self.layers: int = config["num_hidden_layers"]
        self.width: int = config["hidden_size"]
        for name, array in tensors(folder / "model.safetensors").items():
            self.register_buffer(name.replace(".", "/"), torch.from_numpy(array))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        places = self._weight("embeddings.position_embeddings.weight")[: ids.shape[1]]
        kind = self._weight("embeddings.token_type_embeddings.weight")[0]
        h = self._norm(self._weight("embeddings.word_embeddings.weight")[ids] + places + kind, "embeddings.LayerNorm")
        bias = ((1 - mask) * -1e4)[:, None, None, :]
        middle = h
        for index in range(self.layers):
            at = f"encoder.layer.{index}."
            q, k, v = (self._linear(h, f"{at}attention.self.{name}") for name in ("query", "key", "value"))
            q, k, v = (x.view(*x.shape[:2], self.heads, -1).transpose(1, 2) for x in (q, k, v))
            rated = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(q.shape[-1]) + bias, dim=-1)
            mixed = (rated @ v).transpose(1, 2).flatten(2)
            h = self._norm(h + self._linear(mixed, f"{at}attention.output.dense"), f"{at}attention.output.LayerNorm")
            inner = F.gelu(self._linear(h, f"{at}intermediate.dense"))
            h = self._norm(h + self._linear(inner, f"{at}output.dense"), f"{at}output.LayerNorm")
            middle = h if index < self.depth else middle
        return torch.stack((middle, h))

    def _weight(self, name: str) -> Tensor:
        return self.get_buffer(name.replace(".", "/"))

    def _linear(self, h: Tensor, name: str) -> Tensor:
        return F.linear(h, self._weight(f"{name}.weight"), self._weight(f"{name}.bias"))

    def _norm(self, h: Tensor, name: str) -> Tensor:
        return F.layer_norm(h, (self.width,), self._weight(f"{name}.weight"), self._weight(f"{name}.bias"), self.eps)


def _session(encoder: Encoder) -> onnxruntime.InferenceSession:
    """The encoder in int8 on one thread: twice as fast as the same in torch's bfloat16."""
    example = torch.ones(2, 8, dtype=torch.int64), torch.ones(2, 8)
    axes = {"ids": {0: "rows", 1: "length"}, "mask": {0: "rows", 1: "length"}}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        path = Path(folder) / "encoder.onnx"
        torch.onnx.export(
            encoder.eval(), example, str(path), input_names=list(axes), dynamic_axes=axes, opset_version=OPSET,
            dynamo=False,
        )  # fmt: skip
        small = path.with_name("int8.onnx")
        quantize(path, small)
        return session(small)


class Teacher:
    """The encoder that an installed package carries, frozen."""

    def __init__(self, package: str, depth: int = 4) -> None:
        folder = package_folder(package)
        self.pieces = WordPieces.from_file(str(folder / "tokenizer.json"))
        self.pieces.no_truncation()
        self.pieces.no_padding()
        encoder = Encoder(folder, depth)
        self.width = encoder.width
        self.session = _session(encoder)
        self.edges = [self.pieces.token_to_id(mark) for mark in ("[CLS]", "[SEP]")]

    def lessons(self, threads: Sequence[Sequence[Row]]) -> dict[int, Lesson]:
        """What it says of each row, by the row's identity. A token has the features of the word piece that holds its
        first visible letter."""
        rows = [row for thread in threads for row in thread]
        documents = [serialize(row.message.event) for row in rows]
        encodings = self.pieces.encode_batch(
            [value.text for document in documents for value in document.values], add_special_tokens=False
        )
        windows = [[e.ids[at : at + WINDOW] for at in range(0, len(e.ids), WINDOW)] for e in encodings]
        hidden = iter(self._encode([ids for chunks in windows for ids in chunks]))
        encoded = iter(zip(encodings, windows, strict=True))
        read: list[tuple[Tensor, Tensor]] = []
        for row, document in zip(rows, documents, strict=True):
            size = len(row.ids)
            owner, start = row.tokens.value[:size], row.tokens.start[:size]
            spelt = row.tokens.end[:size] > start
            features, sense = torch.full((2, size, self.width), torch.nan)
            for index, value in enumerate(document.values):
                encoding, chunks = next(encoded)
                if not chunks:
                    continue
                middle, last = torch.cat([next(hidden) for _ in chunks], dim=1)
                piece_at = np.full(len(value.text) + 1, -1, np.int64)
                for number, (begin, end) in enumerate(encoding.offsets):
                    piece_at[begin:end] = number
                space = np.array([char.isspace() for char in value.text] + [False])
                tokens = np.flatnonzero((owner == index) & spelt)
                found = piece_at[start[tokens] + space[start[tokens]]]
                at, piece = torch.from_numpy(tokens[found >= 0]), torch.from_numpy(found[found >= 0])
                features[at] = middle[piece]
                if value.content:
                    sense[at] = last[piece]
            read.append((features, sense))
        known_rows = torch.cat([features[~features[:, 0].isnan()] for features, _ in read])
        mean, deviation = known_rows.mean(dim=0), known_rows.std(dim=0).clamp(min=1e-3)
        left = iter(read)
        out: dict[int, Lesson] = {}
        for thread in threads:
            said: list[Tensor] = []
            for row, (features, sense) in zip(thread, left, strict=False):
                said.append(sense.nanmean(dim=0))
                out[id(row)] = Lesson((features - mean) / deviation, sense, torch.stack(said).nanmean(dim=0))
        return out

    def _encode(self, chunks: list[list[int]]) -> list[Tensor]:
        """Hidden states [2, len(chunk), width] of every chunk, middle and last; those of one length are read as one."""
        order = sorted(range(len(chunks)), key=lambda i: len(chunks[i]))
        out: list[Tensor] = [torch.empty(0)] * len(chunks)
        while order:
            length = len(chunks[order[-1]]) + 2
            count = max(1, CHUNK // length)
            group, order = order[-count:], order[:-count]
            ids = np.zeros((len(group), length), np.int64)
            mask = np.zeros((len(group), length), np.float32)
            for i, number in enumerate(group):
                pieces = [self.edges[0], *chunks[number], self.edges[1]]
                ids[i, : len(pieces)] = pieces
                mask[i, : len(pieces)] = 1
            hidden = torch.from_numpy(self.session.run(None, {"ids": ids, "mask": mask})[0])
            for i, number in enumerate(group):
                out[number] = hidden[:, i, 1 : 1 + len(chunks[number])]
        return out
