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
from typing import Any, Final, NamedTuple, cast

import numpy as np
import numpy.typing as npt
import onnxruntime
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.dataset import Row
from training.export_onnx import OPSET, quantize
from training.onnx_model import session
from training.pretrained import package_folder, tensors
from training.spelling import Places, Spelling, joined, word_pieces

CHUNK: Final = {"cpu": 4096, "cuda": 65_536}
"""Positions of one encoder call, padding included, by where it runs."""


class Lessons(NamedTuple):
    """What the teacher says of a batch of n tokens and p word pieces; the last piece is that of silence, and NaN.

    Attributes:
        features: float32[p+1,width] of the middle layer, standardised over all pieces that a token asks for.
        sense: float32[p+1,width] of the last layer; its mean over a stretch is what that stretch says.
        places, content: int64[n+1], where the tokens' pieces stand in both, see `Spelling`; the last is for padding.
        thread: float32[rows,width]: the mean of what the thread's messages say, up to this row.
        first, number: by the identity of a row, the number of its first token and its own.
    """

    features: Tensor
    sense: Tensor
    places: Tensor
    content: Tensor
    thread: Tensor
    first: dict[int, int]
    number: dict[int, int]


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
    """The encoder that an installed package carries, frozen: in int8 on a processor, in bfloat16 on a GPU."""

    def __init__(self, package: str, device: torch.device, depth: int = 4) -> None:
        self.device = device
        self.encoder = Encoder(package_folder(package), depth).to(device)
        self.width = self.encoder.width
        self.session = None if device.type == "cuda" else _session(self.encoder)
        self.edges = [word_pieces(package).token_to_id(mark) for mark in ("[CLS]", "[SEP]")]

    @torch.no_grad()
    def lessons(self, threads: Sequence[Sequence[Row]]) -> Lessons:
        """What it says of the rows of threads, each of which was spelt in its word pieces."""
        rows = [row for thread in threads for row in thread]
        spelling = joined([row.spelling for row in rows if row.spelling is not None])
        middle, last = self._encode(spelling)
        known = middle[self._on_device(spelling.places[spelling.places >= 0])]
        features = (middle - known.mean(dim=0)) / known.std(dim=0).clamp(min=1e-3)
        silence = torch.full((1, self.width), torch.nan, device=self.device)
        begins = np.cumsum([0, *(len(row.ids) for row in rows)]).tolist()
        return Lessons(
            torch.cat((features, silence)),
            torch.cat((last, silence)),
            self._on_device(np.append(spelling.places, -1)),
            self._on_device(np.append(spelling.content, -1)),
            self._threads(threads, last, spelling),
            {id(row): begin for row, begin in zip(rows, begins, strict=False)},
            {id(row): number for number, row in enumerate(rows)},
        )

    def _threads(self, threads: Sequence[Sequence[Row]], last: Tensor, spelling: Spelling) -> Tensor:
        """What each thread has said by each of its messages, [rows,width]: the mean over messages of their means."""
        sizes = [len(row.ids) for thread in threads for row in thread]
        number = np.repeat(np.arange(len(sizes)), sizes)
        told = spelling.content >= 0
        counts = np.bincount(number[told], minlength=len(sizes))
        sums = torch.zeros(len(sizes), self.width, device=self.device)
        sums.index_add_(0, self._on_device(number[told]), last[self._on_device(spelling.content[told])])
        means = sums / self._on_device(np.maximum(counts, 1)[:, None])
        # Row r hears every row of its thread up to itself that says anything.
        owner = np.repeat(np.arange(len(threads)), [len(thread) for thread in threads])
        heard = np.tril(owner[:, None] == owner) & (counts > 0)
        total = heard.sum(axis=1, keepdims=True)
        share = np.where(total, heard / np.maximum(total, 1), np.nan).astype(np.float32)
        return self._on_device(share) @ means

    def _on_device(self, array: npt.NDArray[Any]) -> Tensor:
        return torch.from_numpy(array).to(self.device)

    def _encode(self, spelling: Spelling) -> Tensor:
        """Hidden states [2,pieces,width] of all windows one after the other; those of like length are read together."""
        begins = np.cumsum(spelling.windows) - spelling.windows
        order = np.argsort(-spelling.windows, kind="stable")
        read: list[Tensor] = []
        stands: list[Places] = []
        while len(order):
            length = int(spelling.windows[order[0]]) + 2
            count = max(1, CHUNK[self.device.type] // length)
            group, order = order[:count], order[count:]
            at = np.arange(-1, length - 1)
            inside = (at >= 0) & (at < spelling.windows[group, None])
            piece = np.where(inside, begins[group, None] + at, 0)
            ids = np.where(inside, spelling.ids[piece], 0)
            ids[:, 0] = self.edges[0]
            ids[np.arange(len(group)), spelling.windows[group] + 1] = self.edges[1]
            mask = (at <= spelling.windows[group, None]).astype(np.float32)
            read.append(self._hidden(ids, mask).flatten(1, 2)[:, self._on_device(np.flatnonzero(inside))])
            stands.append(piece[inside])
        return torch.cat(read, dim=1)[:, self._on_device(np.argsort(np.concatenate(stands)))]

    def _hidden(self, ids: npt.NDArray[np.int64], mask: npt.NDArray[np.float32]) -> Tensor:
        if self.session is not None:
            return torch.from_numpy(self.session.run(None, {"ids": ids, "mask": mask})[0])
        with torch.autocast(self.device.type, torch.bfloat16):
            return cast(Tensor, self.encoder(self._on_device(ids), self._on_device(mask))).float()
