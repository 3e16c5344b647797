"""Ablations: that each takes away what it says, and that runs are paired, resumed and compared rightly."""

import dataclasses
import itertools
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from model_core.config import ModelConfig
from model_core.hrm import HRMDLP
from model_core.tokenizer import Tokenizer
from tests.conftest import Exported
from training import ablate
from training.ablate import VARIANTS, Linked, forget, perform, silence_slow
from training.config import TrainConfig
from training.dataset import Batch, rows_of
from training.generate import threads
from training.predict import torch_step
from training.report_ablation import compared, interval, table
from training.unroll import unroll

SMOKE = TrainConfig.load(Path(__file__).parent.parent / "training" / "recipes" / "smoke.yaml")
RECIPE = dataclasses.replace(SMOKE, steps=2, pool_threads=6, batch_tokens=300, micro_tokens=600, warmup_steps=1)


def model() -> HRMDLP:
    torch.manual_seed(0)
    made = HRMDLP(ModelConfig.load("tiny")).eval()
    with torch.no_grad():
        # As they start, memory and slow content have no effect, and nothing could be seen to be missing.
        made.memory_in.weight.normal_(std=0.5)
        for gate in made.gates:
            gate.slow.weight.normal_(std=0.5)
    return made


def inputs(made: HRMDLP, first: float, value: float = 1.0) -> tuple[torch.Tensor, ...]:
    torch.manual_seed(1)
    config = made.config
    ids = torch.randint(200, config.vocab_size, (2, 128))
    state = value * torch.ones(2, config.n_slow_blocks, config.slow_hidden_dim)
    return ids, torch.ones(2, 128), state, value * torch.ones(2, config.memory_vec_dim), torch.full((2, 1), first)


def test_without_the_slow_tier_no_state_gets_in_or_out() -> None:
    made = model()
    with torch.no_grad():
        assert not torch.equal(made.step(*inputs(made, 0.0)).tags, made.step(*inputs(made, 0.0, -1.0)).tags)
        silence_slow(made)
        one, two = made.step(*inputs(made, 0.0)), made.step(*inputs(made, 0.0, -1.0))
    assert torch.equal(one.tags, two.tags)
    assert torch.equal(one.doc, two.doc)
    assert not one.state.any()


def test_without_memory_only_the_learned_seed_is_left() -> None:
    made = model()
    with torch.no_grad():
        unknown = made.step(*inputs(made, 1.0, 0.0))
        assert not torch.equal(unknown.doc, made.step(*inputs(made, 1.0)).doc)
        forget(made)
        assert torch.equal(unknown.doc, made.step(*inputs(made, 1.0)).doc)


def batch(tokenizer: Tokenizer, count: int) -> Batch:
    """Threads of frames, cut so small that some messages have several segments and others end before."""
    stream = threads(3, "train", None)
    return [
        rows_of(thread, tokenizer, SMOKE.model_config(), 128, window=384) for thread in itertools.islice(stream, count)
    ]


def test_a_linked_step_changes_no_number(tokenizer: Tokenizer) -> None:
    rows = batch(tokenizer, 6)
    assert len({len(row.segments) for thread in rows for row in thread}) > 1
    plain, linked = model(), model()
    linked.step = Linked(linked)  # type: ignore[method-assign]
    with torch.no_grad():
        for one, two in zip(unroll(plain, rows), unroll(linked, rows), strict=True):
            torch.testing.assert_close(one.output.doc, two.output.doc, rtol=0, atol=1e-5)


def test_a_linked_step_hands_its_gradient_one_segment_back() -> None:
    made = model()
    step = Linked(made)
    ids, mask, state, memory, first = inputs(made, 1.0)
    opening = step(ids, mask, state, memory, first)
    # The second message alone goes on, so that rows must be told apart by their states.
    later = slice(1, 2)
    closing = step(ids[later].flip(1), mask[later], opening.state[later].detach(), memory[later], first[later] * 0)
    closing.doc.sum().backward()
    given = made.learned_seed.grad
    assert given is not None

    direct = model()
    before = direct.step(ids[later], mask[later], state[later], memory[later], first[later])
    after = direct.step(ids[later].flip(1), mask[later], before.state, memory[later], first[later] * 0)
    after.doc.sum().backward()
    wanted = direct.learned_seed.grad
    assert wanted is not None
    assert wanted.abs().max() > 0
    torch.testing.assert_close(given, wanted, rtol=1e-3, atol=1e-6)


@pytest.fixture
def out(tmp_path: Path, tokenizer_path: Path) -> Path:
    folder = tmp_path / "ablations"
    folder.mkdir()
    (folder / "tokenizer.model").write_bytes(tokenizer_path.read_bytes())
    return folder


def test_a_whole_ablation_runs_and_does_not_train_twice(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ablate.ablate(RECIPE, None, out, ["gate", "linked", "cold"], seeds=1, count=3)
    assert list(first) == ["baseline", "gate", "linked"]
    assert first["gate"][0] != first["baseline"][0]
    shape = ModelConfig.load(out / "gate" / "seed-1" / "shape.yaml")
    assert shape == dataclasses.replace(RECIPE.model_config(), slow_gate=False)
    assert "| figure | baseline | gate | linked |" in (out / "ablation.md").read_text(encoding="utf-8")
    assert json.loads((out / "ablation.json").read_text(encoding="utf-8"))["gate"][0].keys() == first["gate"][0].keys()

    def untrained(*_: object) -> dict[str, float]:
        raise AssertionError("trained again")

    monkeypatch.setattr(ablate, "_train", untrained)
    again = ablate.ablate(RECIPE, None, out, ["gate", "linked"], seeds=1, count=3)
    assert {name: str(runs) for name, runs in again.items()} == {name: str(runs) for name, runs in first.items()}


def test_int8_is_judged_by_its_own_graphs(out: Path, exported: Exported, monkeypatch: pytest.MonkeyPatch) -> None:
    def copied(_: HRMDLP, floats: Path, bundle: Path) -> None:
        shutil.copytree(exported.floats, floats)
        shutil.copytree(exported.bundle, bundle)

    monkeypatch.setattr(ablate, "export", copied)
    (out / "baseline" / "seed-1").mkdir(parents=True)
    torch.save(exported.model.state_dict(), out / "baseline" / "seed-1" / "average.pt")
    judge = ablate.Judge(RECIPE, Tokenizer(out / "tokenizer.model"), None, 3)
    small = perform(RECIPE, "int8", 1, out, None, judge)["tag loss ↓"]
    full = judge.figures(torch_step(exported.model), exported.model.config)["tag loss ↓"]
    assert small != full
    assert small == pytest.approx(full, rel=0.2)


def test_a_directory_of_another_recipe_is_refused(out: Path, tokenizer: Tokenizer) -> None:
    run = out / "baseline" / "seed-1"
    run.mkdir(parents=True)
    (run / "recipe.json").write_text("{}", encoding="utf-8")
    judge = ablate.Judge(RECIPE, tokenizer, None, 1)
    with pytest.raises(SystemExit, match="another recipe"):
        perform(RECIPE, "baseline", 1, out, None, judge)


def test_a_run_spends_its_whole_budget(tmp_path: Path, tokenizer_path: Path) -> None:
    (tmp_path / "tokenizer.model").write_bytes(tokenizer_path.read_bytes())
    recipe = dataclasses.replace(RECIPE, steps=3, eval_every=1, patience=0)
    trainer = ablate.AblationTrainer(recipe, None, tmp_path, VARIANTS["ema"])
    trainer.fit()
    assert trainer.step == 3


def test_differences_are_paired_by_seed() -> None:
    # The variant is 0.1 to 0.3 better on every seed, though seeds differ by far more.
    results = {"baseline": [{"f": 0.0}, {"f": 5.0}, {"f": 9.0}], "gate": [{"f": 0.1}, {"f": 5.2}, {"f": 9.3}]}
    mean, width = compared(results)["gate"]["f"]
    assert mean == pytest.approx(0.2)
    # Student's t for two degrees of freedom, times 0.1 / sqrt(3).
    assert width == pytest.approx(4.3027 * 0.1 / 3**0.5, rel=1e-4)
    assert compared(results)["baseline"]["f"][0] == pytest.approx(14 / 3)
    assert "| f | 4.667 ± 11.202 | +0.200 ± 0.248 |" in table("x", {}, results)


def test_one_seed_has_no_interval() -> None:
    mean, width = interval([0.3, float("nan")])
    assert mean == 0.3
    assert np.isnan(width)


def test_a_variant_that_is_the_recipe_itself_is_known() -> None:
    assert {name for name, variant in VARIANTS.items() if variant.changes_nothing(SMOKE)} >= {"cold", "adamw"}
    changed = ("gate", "slow", "memory", "linked", "ema", "unmarked")
    assert not any(VARIANTS[name].changes_nothing(SMOKE) for name in changed)
