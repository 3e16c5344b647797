"""Going on from a bundle: its weights come back as parameters."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import pytest
import torch

from model_core.bundle import seal
from model_core.hrm import HRMDLP
from tests.conftest import Exported
from training.config import TrainConfig
from training.restart import UNSEEN, restart, soup
from training.train import Trainer

RECIPES = Path(__file__).parent.parent / "training" / "recipes"


@pytest.fixture
def bundle(exported: Exported, tmp_path: Path) -> Path:
    path = tmp_path / "bundle"
    shutil.copytree(exported.bundle, path)
    seal(path, {"training": {"tokens": 700, "start": {"tokens": 50}}})
    return path


def test_weights_come_back_but_for_rounding(exported: Exported, bundle: Path) -> None:
    model = HRMDLP(exported.model.config)
    told = restart(model, bundle)
    assert told["tokens"] == 750
    for (name, given), (_, found) in zip(exported.model.named_parameters(), model.named_parameters(), strict=True):
        if name.startswith(UNSEEN):
            continue
        # Seven bits a column: half a step of it at most.
        step = given.abs().amax(dim=-1, keepdim=True) / 64 if given.ndim == 2 else torch.zeros(1)
        assert ((given - found).abs() <= step).all(), name
    assert torch.equal(exported.model.embedding.weight, model.embedding.weight)
    assert torch.equal(exported.model.slow.norm.weight, model.slow.norm.weight)


def test_a_soup_may_hold_a_bundle(exported: Exported, bundle: Path, tmp_path: Path) -> None:
    shape = exported.model.config
    torch.manual_seed(3)
    other = HRMDLP(shape)
    torch.save({"average": other.state_dict()}, tmp_path / "checkpoint.pt")
    held = HRMDLP(shape)
    restart(held, bundle)
    for name, found in soup(shape, tmp_path, bundle).named_parameters():
        one, two = other.get_parameter(name), held.get_parameter(name)
        torch.testing.assert_close(found, one if name.startswith(UNSEEN) else (one + two) / 2)


def test_another_shape_is_refused(exported: Exported, bundle: Path) -> None:
    with pytest.raises(ValueError, match="trained as"):
        restart(HRMDLP(dataclasses.replace(exported.model.config, rope_theta=500.0)), bundle)


def test_a_run_says_what_it_started_from_and_starts_once(bundle: Path, tmp_path: Path) -> None:
    config = dataclasses.replace(
        TrainConfig.load(RECIPES / "smoke.yaml"),
        steps=1,
        pool_threads=4,
        batch_tokens=300,
        micro_tokens=500,
        eval_every=9,
    )
    run = tmp_path / "run"
    Trainer(config, None, run, bundle).fit()
    assert (run / "tokenizer.model").read_bytes() == (bundle / "tokenizer.model").read_bytes()
    again = Trainer(config, None, run, bundle)
    assert again.step == 1
    starts = [line for line in (run / "log.jsonl").read_text().splitlines() if "start" in json.loads(line)]
    assert len(starts) == 1


@pytest.mark.slow
def test_the_shipped_bundle_can_be_gone_on_from() -> None:
    recipe = TrainConfig.load(RECIPES / "small_on.yaml")
    assert restart(HRMDLP(recipe.model_config()), RECIPES.parent.parent / "models")["tokens"] > 0
