"""What each part of the network is worth: ``python -m training.ablate RECIPE --carriers DIR --out DIR``.

Trains the recipe as it is and once for each part that is taken away, all with the same number of steps over the same
messages in the same order, several seeds each, without early stopping. Every run has a directory of its own; one that
has ended is not trained again, one that was cut off goes on. Writes ``ablation.json`` and ``ablation.md``.
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import itertools
import json
import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
import yaml
from torch import Tensor

from model_core.config import ModelConfig
from model_core.hrm import HRMDLP, StepOutput
from model_core.labels import SCORES, TYPES
from model_core.tokenizer import Tokenizer
from training import losses, tokenizer
from training.config import TrainConfig
from training.dataset import Batch, rows_of
from training.export_onnx import export
from training.generate import threads
from training.metrics import doc_figures
from training.onnx_model import onnx_step
from training.predict import Step, predict, sigmoid, span_figures, torch_step
from training.probes import order, pairs
from training.report_ablation import BASELINE, table
from training.train import Trainer

SALT: Final = 3
"""Keeps the threads that ablations are judged by apart from those of a release."""
INT8: Final = "int8"
FIGURES: Final = (
    "AUPRC, mean of heads ↑",
    *(f"AUPRC {head} ↑" for head in SCORES),
    "FP@95R, mean of heads ↓",
    "score loss ↓",
    "score loss, later segments ↓",
    "tag loss ↓",
    "span F1 ↑",
    "pairs ordered ↑",
)


# --- parts taken away ---


def silence_slow(model: HRMDLP) -> None:
    """Zero the slow tier's state and content: nothing crosses strides but attention, and nothing crosses segments."""

    def zero(_: Any, __: Any, output: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        return torch.zeros_like(output[0]), torch.zeros_like(output[1])

    model.slow.register_forward_hook(zero)


def forget(model: HRMDLP) -> None:
    """Zero the memory that a message is read with: every one begins at the learned seed."""
    model.memory_in.register_forward_pre_hook(lambda _, inputs: (torch.zeros_like(inputs[0]),))


def detach_memory(model: HRMDLP) -> None:
    """Stop the gradient between messages: memory learns only what its own head is asked for."""
    model.memory_in.register_forward_pre_hook(lambda _, inputs: (inputs[0].detach(),))


CALLS = 32
"""Calls that are looked through for a row's segment before: more than a turn of a batch has."""


class Linked:
    """`HRMDLP.step` with a gradient that reaches one segment back.

    The state comes detached, so the segment before is read again, from its own detached state, for a state that is
    not. Numbers stay as they are; only gradients differ.
    """

    def __init__(self, model: HRMDLP) -> None:
        self._step = model.step
        self._read = threading.local()

    def __call__(self, ids: Tensor, mask: Tensor, state: Tensor, memory: Tensor, first: Tensor) -> StepOutput:
        # Every worker unrolls messages of its own.
        calls = self._read.__dict__.setdefault("calls", collections.deque(maxlen=CALLS))
        if not first.any():
            state = self._again(calls, state)
        output = self._step(ids, mask, state, memory, first)
        calls.append(((ids, mask, state.detach(), memory, first), output.state.detach()))
        return output

    def _again(self, calls: Iterable[tuple[tuple[Tensor, ...], Tensor]], state: Tensor) -> Tensor:
        """The states that these rows had after the segment before, with their gradients; a row's state tells it."""
        states = list(state)
        for inputs, left in calls:
            same = (left[:, None] == state[None]).flatten(2).all(dim=2)
            rows, owners = (found.tolist() for found in same.nonzero(as_tuple=True))
            if rows:
                again = self._step(*(given[rows] for given in inputs)).state
                for owner, found in zip(owners, again, strict=True):
                    states[owner] = found
        return torch.stack(states)


@dataclasses.dataclass(frozen=True)
class Variant:
    """One change to the recipe.

    Attributes:
        change: what it does, in words.
        recipe, shape: keys that replace the recipe's and the shape's.
        surgery: done to every model, trained or evaluated.
    """

    change: str
    recipe: dict[str, Any] = dataclasses.field(default_factory=dict)
    shape: dict[str, Any] = dataclasses.field(default_factory=dict)
    surgery: Callable[[HRMDLP], None] | None = None
    linked: bool = False

    def changes_nothing(self, recipe: TrainConfig) -> bool:
        """Whether it would be the recipe's baseline once more."""
        if self.surgery is not None or self.linked:
            return False
        asked = ((recipe, self.recipe), (recipe.model_config(), self.shape))
        return all(getattr(of, key) == value for of, keys in asked for key, value in keys.items())


VARIANTS: Final[dict[str, Variant]] = {
    BASELINE: Variant("the recipe as it is"),
    "gate": Variant("no fusion gate: input and slow content are not injected", shape={"slow_gate": False}),
    "slow": Variant("no slow tier: its state and content are zero", surgery=silence_slow),
    "unpooled": Variant("middle layers read every token, not pairs of them", shape={"coarse_pool": 1}),
    "full": Variant("four layers of full attention over every token", shape={"coarse_layers": 4, "coarse_pool": 1}),
    "memory": Variant("no memory: every message begins at the learned seed", surgery=forget),
    "detached": Variant("no gradient through memory from a message to those before it", surgery=detach_memory),
    "linked": Variant("gradient over two segments instead of one", linked=True),
    "ema": Variant("last weights instead of averaged ones", recipe={"ema": 0.0}),
    "cold": Variant("piece embeddings start at random", recipe={"embeddings": None}),
    "untaught": Variant("no teacher's features", recipe={"teacher": None}),
    "tacit": Variant("the teacher says nothing of sentences and threads", recipe={"sense_weight": 0.0}),
    "unmarked": Variant("the network does not see what the evidence pass found", shape={"evidence_marks": None}),
    "adamw": Variant("AdamW for all weights, at the same learning rate", recipe={"muon": False}),
    INT8: Variant("the baseline's int8 graphs instead of its float weights; not trained again"),
}


# --- runs ---


class AblationTrainer(Trainer):
    """A trainer whose models miss a part, and which spends its whole budget."""

    def __init__(self, config: TrainConfig, carriers: Path | None, run: Path, variant: Variant) -> None:
        super().__init__(config, carriers, run)
        self.variant = variant
        if variant.surgery is not None:
            variant.surgery(self.model)
        if variant.linked:
            self.model.step = Linked(self.model)  # type: ignore[method-assign]

    def averaged(self) -> HRMDLP:
        """As of every trainer, with the part missing."""
        model = super().averaged()
        if self.variant.surgery is not None:
            self.variant.surgery(model)
        return model

    def _stale_after_eval(self) -> bool:
        return False


class Judge:
    """The threads that every run is judged by: the test split's, and scripted pairs picked from those that follow."""

    def __init__(self, config: TrainConfig, pieces: Tokenizer, carriers: Path | None, count: int) -> None:
        shape = config.model_config()
        stream = threads(config.seed + SALT, "test", carriers)

        def rows(drawn: Iterable[Any]) -> Batch:
            return [rows_of(thread, pieces, shape, shape.segment_tokens, window=1 << 30) for thread in drawn]

        self.batch = rows(itertools.islice(stream, count))
        found = itertools.islice(pairs(list(itertools.islice(stream, 4 * count))), max(4, count // 2))
        self.pairs = [rows(pair) for pair in found]

    def figures(self, step: Step, shape: ModelConfig) -> dict[str, float]:
        """`FIGURES` of a model, uncalibrated; NaN where the threads hold too little."""
        answers = predict(step, shape, self.batch)
        targets = np.stack([p.row.doc[-1] for p in answers]).astype(np.float64)
        doc = doc_figures(targets, np.stack([sigmoid(p.doc[-1]) for p in answers]))
        logits, gold = np.concatenate([p.doc for p in answers]), np.concatenate([p.row.doc for p in answers])
        later = np.concatenate([np.arange(len(p.doc)) > 0 for p in answers])
        ordered: list[float] = []
        for pair in self.pairs:
            one, two = (predict(step, shape, [thread])[-1] for thread in pair)
            given = (sigmoid(one.doc[-1]), sigmoid(two.doc[-1]))
            ordered += order((one.row.message.scores, two.row.message.scores), given).values()
        spans = span_figures(answers, np.zeros(len(TYPES), np.float32))
        values = [
            float(np.nanmean([doc[head]["auprc"] for head in SCORES])),
            *(doc[head]["auprc"] for head in SCORES),
            float(np.nanmean([doc[head]["fp_at_95r"] for head in SCORES])),
            _binary_loss(logits, gold),
            _binary_loss(logits[later], gold[later]) if later.any() else float("nan"),
            _tag_loss(answers),
            spans["macro"]["f1"],
            float(np.mean(ordered)) if ordered else float("nan"),
        ]
        return dict(zip(FIGURES, values, strict=True))


def _binary_loss(logits: Any, targets: Any) -> float:
    loss = losses.binary_loss(torch.from_numpy(logits), torch.from_numpy(targets))
    return float(loss) / len(logits)


def _tag_loss(answers: Sequence[Any]) -> float:
    total = sum(
        float(
            losses.tag_loss(
                torch.from_numpy(p.tags),
                torch.from_numpy(p.row.tags),
                torch.from_numpy(p.row.unknown).expand(len(p.tags), -1),
            )
        )
        for p in answers
    )
    return total / sum(len(p.tags) for p in answers)


def prepared(recipe: TrainConfig, variant: Variant, seed: int, run: Path) -> TrainConfig:
    """The recipe of one run; its shape, if it has one of its own, is written beside it."""
    config = dataclasses.replace(recipe, seed=seed, **variant.recipe)
    if variant.shape:
        shape = dataclasses.asdict(dataclasses.replace(recipe.model_config(), **variant.shape))
        plain = {key: list(value) if isinstance(value, tuple) else value for key, value in shape.items()}
        (run / "shape.yaml").write_text(yaml.safe_dump(plain, sort_keys=False), encoding="utf-8")
        config = dataclasses.replace(config, model=str(run / "shape.yaml"))
    return config


def perform(
    recipe: TrainConfig, name: str, seed: int, out: Path, carriers: Path | None, judge: Judge
) -> dict[str, float]:
    """Figures of one run, which is trained only if it has not ended before.

    Raises:
        SystemExit: the directory holds a run of another recipe.
    """
    run, variant = out / name / f"seed-{seed}", VARIANTS[name]
    run.mkdir(parents=True, exist_ok=True)
    config = prepared(recipe, variant, seed, run)
    told = json.dumps({**dataclasses.asdict(config), "threads": len(judge.batch)}, indent=2) + "\n"
    begun, ended = run / "recipe.json", run / "figures.json"
    if begun.exists() and begun.read_text(encoding="utf-8") != told:
        raise SystemExit(f"{run}: holds a run of another recipe; choose another --out")
    begun.write_text(told, encoding="utf-8")
    if not ended.exists():
        figures = (
            _int8(config, out, seed, run, judge) if name == INT8 else _train(config, variant, run, out, carriers, judge)
        )
        partial = run / "figures.partial"
        partial.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
        partial.replace(ended)
    measured: dict[str, float] = json.loads(ended.read_text(encoding="utf-8"))
    return measured


def _train(
    config: TrainConfig, variant: Variant, run: Path, out: Path, carriers: Path | None, judge: Judge
) -> dict[str, float]:
    shutil.copyfile(out / "tokenizer.model", run / "tokenizer.model")
    trainer = AblationTrainer(config, carriers, run, variant)
    trainer.fit()
    model = trainer.averaged().cpu()
    if variant is VARIANTS[BASELINE]:
        torch.save(model.state_dict(), run / "average.pt")
    figures = judge.figures(torch_step(model), model.config)
    (run / "checkpoint.pt").unlink()
    return figures


def _int8(config: TrainConfig, out: Path, seed: int, run: Path, judge: Judge) -> dict[str, float]:
    model = HRMDLP(config.model_config())
    model.load_state_dict(torch.load(out / BASELINE / f"seed-{seed}" / "average.pt", weights_only=True))
    export(model, run / "float", run / "int8")
    figures = judge.figures(onnx_step(run / "int8", model.config, torch.get_num_threads()), model.config)
    for folder in ("float", "int8"):
        shutil.rmtree(run / folder)
    return figures


def _opening(recipe: TrainConfig) -> str:
    return f"Shape `{recipe.model}`, {recipe.steps:,} optimiser steps of at least {recipe.batch_tokens:,} tokens each."


def ablate(
    recipe: TrainConfig, carriers: Path | None, out: Path, only: Sequence[str], seeds: int, count: int
) -> dict[str, list[dict[str, float]]]:
    """Run the baseline and the named variants for each seed; figures by variant, one entry a seed."""
    out.mkdir(parents=True, exist_ok=True)
    pieces = out / "tokenizer.model"
    if not pieces.exists():
        # One for all, so that losses a token can be compared.
        tokenizer.train(recipe, carriers, out / "tokenizer.partial")
        (out / "tokenizer.partial").replace(pieces)
    judge = Judge(recipe, Tokenizer(pieces), carriers, count)
    worth = [name for name in only if name == INT8 or not VARIANTS[name].changes_nothing(recipe)]
    chosen = [name for name in VARIANTS if name == BASELINE or name in worth]
    results: dict[str, list[dict[str, float]]] = {name: [] for name in chosen}
    for seed in range(recipe.seed, recipe.seed + seeds):
        for name in chosen:
            results[name].append(perform(recipe, name, seed, out, carriers, judge))
    changes = {name: VARIANTS[name].change for name in chosen}
    (out / "ablation.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    (out / "ablation.md").write_text(table(_opening(recipe), changes, results), encoding="utf-8")
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--carriers", type=Path, default=None, help="directory of carrier files; frames alone without")
    parser.add_argument("--out", type=Path, required=True)
    names = [name for name in VARIANTS if name != BASELINE]
    parser.add_argument("--only", default=",".join(names), help="variants, with commas between (default: %(default)s)")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=None, help="instead of the recipe's")
    parser.add_argument("--threads", type=int, default=None, help="to judge by (default: the recipe's eval_threads)")
    args = parser.parse_args()
    only = args.only.split(",")
    if unknown := sorted(set(only) - set(names)):
        parser.error(f"--only: unknown variant {unknown[0]!r}; there are {', '.join(names)}")
    recipe = TrainConfig.load(args.recipe)
    if args.steps is not None:
        recipe = dataclasses.replace(recipe, steps=args.steps, warmup_steps=min(recipe.warmup_steps, args.steps // 5))
    if args.seeds < 1 or recipe.steps < 1:
        parser.error("--seeds and --steps must be positive")
    ablate(recipe, args.carriers, args.out, only, args.seeds, args.threads or recipe.eval_threads)
    print((args.out / "ablation.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
