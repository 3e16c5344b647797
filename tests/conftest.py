"""Shared fixtures: a small tokenizer and a small random network, exported once a session."""

from __future__ import annotations

import dataclasses
import random
import shutil
from pathlib import Path

import pytest
import torch

from model_core.bundle import seal
from model_core.calibration import Calibration
from model_core.config import CONFIGS, ModelConfig
from model_core.hrm import HRMDLP
from model_core.tokenizer import Tokenizer
from training.export_onnx import export
from training.tokenizer import fit


@dataclasses.dataclass(frozen=True)
class Exported:
    """A network and the directories of its float and int8 exports; ``bundle`` is sealed."""

    model: HRMDLP
    floats: Path
    bundle: Path


def _sentences() -> list[str]:
    rng = random.Random(7)
    words = [
        *("invoice", "meeting", "please", "review", "the", "attached", "contract", "key", "card", "release"),
        *("thanks", "tomorrow", "account", "number", "deploy", "branch", "customer", "address", "phone", "secret"),
    ]
    lines = []
    for _ in range(4000):
        line = " ".join(rng.choices(words, k=rng.randint(3, 12)))
        lines.append(
            f"{line.capitalize()}. {rng.randint(0, 99999)}@{rng.choice(words)}.example\n\tRe: {rng.choice(words)}!"
        )
    return lines


@pytest.fixture(scope="session")
def tokenizer_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A piece model of the tiny shape's vocabulary."""
    path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.model"
    fit(_sentences(), 2000, path, exact=False)
    return path


@pytest.fixture(scope="session")
def tokenizer(tokenizer_path: Path) -> Tokenizer:
    return Tokenizer(tokenizer_path)


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory, tokenizer_path: Path) -> Exported:
    """A tiny random network in every form it is exported in, sealed as a bundle."""
    torch.manual_seed(0)
    config = ModelConfig.load("tiny")
    model = HRMDLP(config).eval()
    with torch.no_grad():
        # As they start, memory and slow content have no effect, and a test could not see them lost.
        model.memory_in.weight.normal_(std=0.05)
        for gate in model.gates:
            gate.slow.weight.normal_(std=0.05)
            gate.mix.weight.add_(torch.randn_like(gate.mix.weight) * 0.02)
        # The exporter keeps equal weights once; trained ones never are.
        for parameter in model.parameters():
            if parameter.ndim == 1:
                parameter.add_(torch.randn_like(parameter) * 0.02)
    root = tmp_path_factory.mktemp("export")
    floats, bundle = root / "float", root / "bundle"
    export(model, floats, bundle)
    shutil.copyfile(tokenizer_path, bundle / "tokenizer.model")
    shutil.copyfile(CONFIGS / "tiny.yaml", bundle / "config.yaml")
    Calibration.identity().save(bundle / "calib.json")
    seal(bundle, {"training": {}})
    return Exported(model, floats, bundle)
