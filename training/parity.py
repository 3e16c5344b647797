"""That every export says what torch says: ``python -m training.parity RECIPE --run DIR --bundle DIR``."""

from __future__ import annotations

import argparse
import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from model_core.config import ModelConfig
from model_core.hrm import HRMDLP
from training.config import TrainConfig
from training.export_onnx import TORCHSCRIPT, UNROLLED, load_average
from training.onnx_model import onnx_step, session
from training.predict import Arrays, Step, torch_step

TOLERANCE = 1e-4


def random_ids(config: ModelConfig, rng: np.random.Generator, shape: tuple[int, ...]) -> npt.NDArray[np.int64]:
    """Pieces that are no markers, one in four with a mark where the shape reads marks."""
    ids = rng.integers(config.vocab_size // 4, config.vocab_size, shape)
    if config.evidence_marks:
        ids += config.vocab_size * rng.integers(0, config.evidence_marks, shape) * (rng.random(shape) < 0.25)
    return ids


def random_inputs(config: ModelConfig, tokens: int, length: int, seed: int, first: bool) -> Arrays:
    """One step's inputs with ``tokens`` real tokens in a bucket of ``length``; the same seed gives the same tokens."""
    rng = np.random.default_rng(seed)
    ids = np.zeros((1, length), np.int64)
    ids[0, :tokens] = random_ids(config, rng, (config.segment_tokens,))[:tokens]
    mask = (np.arange(length) < tokens).astype(np.float32)[None]
    state = rng.normal(size=(1, config.n_slow_blocks, config.slow_hidden_dim)).astype(np.float32) * 0.5
    memory = np.tanh(rng.normal(size=(1, config.memory_vec_dim))).astype(np.float32)
    return ids, mask, state, memory, np.full((1, 1), float(first), np.float32)


def difference(one: Arrays, two: Arrays, tokens: int) -> dict[str, Any]:
    """Largest absolute difference over the outputs' real part, and whether every tag is the same."""
    tags = (one[1][:, :tokens], two[1][:, :tokens])
    pairs = [(one[0], two[0]), tags, (one[2], two[2]), (one[3], two[3])]
    return {
        "max_abs": max(float(np.abs(a - b).max()) for a, b in pairs),
        "equal_tags": bool((tags[0].argmax(-1) == tags[1].argmax(-1)).all()),
        "identical": all(bool((a == b).all()) for a, b in pairs),
    }


def worst(results: list[dict[str, Any]]) -> dict[str, Any]:
    """The worst of several comparisons."""
    return {
        "cases": len(results),
        "max_abs": max(r["max_abs"] for r in results),
        "equal_tags": all(r["equal_tags"] for r in results),
        "identical": all(r["identical"] for r in results),
    }


def steps_agree(one: Step, two: Step, config: ModelConfig) -> dict[str, Any]:
    """Compare two steps over every bucket, full and partly filled, first and later segments."""
    results = []
    for length in config.buckets:
        for tokens in {1, length // 2 + 3, length - 1, length}:
            for first in (True, False):
                inputs = random_inputs(config, tokens, length, seed=length + tokens, first=first)
                results.append(difference(one(*inputs), two(*inputs), tokens))
    return worst(results)


def padding_is_silent(step: Step, config: ModelConfig) -> dict[str, Any]:
    """Compare every tight bucket with every longer one."""
    results = []
    for index, tight in enumerate(config.buckets[:-1]):
        for tokens in {tight - 17, tight}:
            base = step(*random_inputs(config, tokens, tight, seed=tokens, first=True))
            for longer in config.buckets[index + 1 :]:
                padded = step(*random_inputs(config, tokens, longer, seed=tokens, first=True))
                results.append(difference(base, padded, tokens))
    return worst(results)


def window(step: Step, config: ModelConfig, ids: npt.NDArray[np.int64], memory: npt.NDArray[np.float32]) -> Arrays:
    """A whole window by repeated steps: doc[1,S,4], tags[1,max_len,21], state, memory, as the unrolled graph."""
    size = config.segment_tokens
    state = np.zeros((1, config.n_slow_blocks, config.slow_hidden_dim), np.float32)
    mask = np.ones((1, size), np.float32)
    docs, tags, summary = [], [], memory
    for index in range(config.segments):
        first = np.full((1, 1), float(index == 0), np.float32)
        part = ids[:, index * size : (index + 1) * size]
        doc, tag, state, summary = step(part, mask, state, memory, first)
        docs.append(doc)
        tags.append(tag)
    return np.stack(docs, axis=1), np.concatenate(tags, axis=1), state, summary


def unrolled_agrees(step: Step, path: Path, config: ModelConfig) -> dict[str, Any]:
    """Compare step after step with the unrolled graph or TorchScript file at ``path``."""
    results = []
    for seed in range(3):
        rng = np.random.default_rng(seed)
        ids = random_ids(config, rng, (1, config.max_len))
        memory = np.tanh(rng.normal(size=(1, config.memory_vec_dim))).astype(np.float32)
        mask = np.ones((1, config.max_len), np.float32)
        if path.suffix == ".ts":
            with torch.inference_mode(), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # deprecated, but the format that a host without ONNX can read
                whole = torch.jit.load(str(path))(*(torch.from_numpy(a) for a in (ids, mask, memory)))
            outputs = tuple(tensor.numpy() for tensor in whole)
        else:
            outputs = tuple(session(path).run(None, {"ids": ids, "mask": mask, "memory": memory}))
        results.append(difference(window(step, config, ids, memory), outputs, config.max_len))
    return worst(results)


def report(model: HRMDLP, floats: Path, bundle: Path) -> dict[str, Any]:
    """Every comparison of the exports with each other."""
    config = model.config
    float_step, int8_step = onnx_step(floats, config), onnx_step(bundle, config)
    return {
        "torch = onnx": steps_agree(torch_step(model), float_step, config),
        "step by step = unrolled": unrolled_agrees(float_step, floats / UNROLLED, config),
        "step by step = torchscript": unrolled_agrees(torch_step(model), floats / TORCHSCRIPT, config),
        "int8 step by step = int8 unrolled": unrolled_agrees(int8_step, bundle / UNROLLED, config),
        "padded = tight": padding_is_silent(float_step, config),
        "int8 padded = int8 tight": padding_is_silent(int8_step, config),
        "float to int8": steps_agree(float_step, int8_step, config),
    }


def check(result: dict[str, Any]) -> list[str]:
    """What must hold and does not."""
    failures = []
    for name, figures in result.items():
        if name == "float to int8":
            continue
        if "padded" in name:
            if not figures["identical"]:
                failures.append(f"{name}: not identical, {figures['max_abs']:.1e}")
        elif figures["max_abs"] > TOLERANCE or not figures["equal_tags"]:
            failures.append(f"{name}: {figures['max_abs']:.1e}, equal tags {figures['equal_tags']}")
    return failures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--bundle", type=Path, required=True)
    args = parser.parse_args()
    model = load_average(TrainConfig.load(args.recipe).model_config(), args.run)
    result = report(model, args.run / "export", args.bundle)
    (args.bundle / "parity.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))
    if failures := check(result):
        raise SystemExit("\n".join(failures))


if __name__ == "__main__":
    main()
