"""A bundle's graphs anew, from its own weights: ``python -m training.regraph BUNDLE --out DIR``.

For what the exporter has learnt since: other lengths, fewer nodes. Calibration, card and figures stay true because
nothing is written unless all graphs say what the old ones say, to the last bit.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import yaml

from model_core.bundle import Bundle, seal
from model_core.config import ModelConfig
from model_core.hrm import HRMDLP
from model_core.segments import bucket
from training.export_onnx import UNROLLED, export
from training.onnx_model import onnx_step
from training.parity import difference, padding_is_silent, random_inputs, unrolled_agrees, worst
from training.restart import restart

KEPT = ("tokenizer.model", "calib.json", "MODEL_CARD.md", "report.json", "parity.json")


def same(bundle: Path, shape: ModelConfig, other: Path, lengths: ModelConfig) -> dict[str, Any]:
    """Compare every graph of ``other`` with the old graph that serves as many tokens."""
    old, new = onnx_step(bundle, shape), onnx_step(other, lengths)
    results = []
    for length in lengths.buckets:
        for tokens in {1, length // 2 + 3, length - 1, length}:
            for first in (True, False):
                seed = length + tokens
                tight = random_inputs(shape, tokens, bucket(tokens, shape.buckets), seed, first)
                results.append(difference(old(*tight), new(*random_inputs(shape, tokens, length, seed, first)), tokens))
    return worst(results)


def regraph(bundle: Path, out: Path, buckets: tuple[int, ...]) -> str:
    """Write the bundle with graphs for ``buckets`` to ``out`` and return its identity.

    Raises:
        ValueError: a bit differs, or the bundle's weights can't be told apart.
    """
    opened = Bundle.open(bundle)
    shape = dataclasses.replace(opened.config, buckets=buckets)
    model = HRMDLP(shape)
    restart(model, bundle)
    with tempfile.TemporaryDirectory() as work:
        export(model.eval(), Path(work), out)
    step = onnx_step(out, shape)
    alike = {
        "int8 step by step = int8 unrolled": unrolled_agrees(step, out / UNROLLED, shape),
        "int8 padded = int8 tight": padding_is_silent(step, shape),
        "graphs = graphs before": same(bundle, opened.config, out, shape),
    }
    if not all(figures["identical"] for figures in alike.values()):
        raise ValueError(f"{out}: not what {bundle} says: {alike}")
    for name in KEPT:
        if (bundle / name).exists():
            shutil.copyfile(bundle / name, out / name)
    lines = yaml.safe_load((bundle / "config.yaml").read_text(encoding="utf-8")) | {"buckets": list(buckets)}
    (out / "config.yaml").write_text(yaml.safe_dump(lines, sort_keys=False), encoding="utf-8")
    parity = out / "parity.json"
    told = json.loads(parity.read_text(encoding="utf-8")) if parity.exists() else {}
    parity.write_text(json.dumps(told | alike, indent=2) + "\n", encoding="utf-8")
    return seal(out, opened.facts | {"weights_of": opened.facts.get("weights_of", opened.model)})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--shape", default="small", help="a shipped shape, or a file, whose lengths are wanted")
    args = parser.parse_args()
    print(regraph(args.bundle, args.out, ModelConfig.load(args.shape).buckets))


if __name__ == "__main__":
    main()
