"""Train a model: ``python -m training.train RECIPE --carriers DIR --run DIR``. Resumes where the run stopped."""

from __future__ import annotations

import argparse
import contextlib
import functools
import json
import math
import os
import shutil
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn
from tqdm import tqdm

from model_core.hrm import HRMDLP
from model_core.labels import IGNORE
from model_core.tokenizer import Tokenizer
from training import embeddings, losses, tokenizer
from training.config import TrainConfig
from training.dataset import Batch, divide, pools, tokens_of
from training.predict import evaluate
from training.restart import restart
from training.unroll import Call, Corruption, unroll

if TYPE_CHECKING:
    from training.teacher import Lessons, Teacher

PIECES = "tokenizer.model"
THREADS = torch.get_num_threads()
TIERS = ("layers", "pool", "gates", "slow")


def _teacher(package: str, device: torch.device) -> Teacher:
    # Its word pieces come with the extra warm-start; whoever trains without a teacher needs none.
    from training.teacher import Teacher

    return Teacher(package, device)


class Trainer:
    """One run in one directory: ``checkpoint.pt``, ``log.jsonl``, ``best.pt``, ``tokenizer.model``.

    ``start`` is a bundle to go on from, its tokenizer included; without one, training starts from nothing.
    """

    def __init__(self, config: TrainConfig, carriers: Path | None, run: Path, start: Path | None = None) -> None:
        self.config, self.carriers, self.run = config, carriers, run
        run.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(config.seed)
        # Small products share two cores badly; a core a worker trains nearly twice as fast.
        self.threads = max(1, THREADS // config.workers)
        torch.set_num_threads(self.threads)
        pieces = run / PIECES
        if start and not (run / "checkpoint.pt").exists():
            pieces.unlink(missing_ok=True)
        if not pieces.exists():
            partial = run / "tokenizer.partial"
            if start:
                shutil.copyfile(start / PIECES, partial)
            else:
                tokenizer.train(config, carriers, partial)
            partial.replace(pieces)
        self.tokenizer = Tokenizer(pieces)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        # Elsewhere bfloat16 products are emulated, many times slower than float32.
        self.half = self.device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()
        self.model = HRMDLP(config.model_config()).to(self.device)
        self.step, self.pool, self.inside = 0, 0, 0
        if start and not (run / "checkpoint.pt").exists():
            self.log({"start": restart(self.model, start)})
        elif config.embeddings:
            embeddings.warm_start(self.model.embedding, self.tokenizer, config.embeddings)
        self.teacher = _teacher(config.teacher, self.device) if config.teacher else None
        self.average = {name: p.detach().clone() for name, p in self.model.named_parameters()}
        self.optimizers = self._optimizers()
        self.best, self.stale = math.inf, 0
        if (run / "checkpoint.pt").exists():
            self._resume()

    def _optimizers(self) -> list[torch.optim.Optimizer]:
        """AdamW, or, if the recipe says so, Muon for the matrices of the tiers and AdamW for everything else.

        Muon (Jordan et al. 2024, https://kellerjordan.github.io/posts/muon) makes each update of a matrix orthogonal;
        scaled to AdamW's root mean square (Liu et al. 2025, arXiv:2502.16982) it takes AdamW's learning rate.
        """
        c, inner, heads, rest = self.config, [], [], []
        for name, p in self.model.named_parameters():
            if p.ndim != 2 or name in ("embedding.weight", "marks.weight", "learned_seed"):
                rest.append(p)
            else:
                (inner if c.muon and name.split(".")[0] in TIERS else heads).append(p)
        groups = [{"params": heads, "weight_decay": c.weight_decay}, {"params": rest, "weight_decay": 0.0}]
        found: list[torch.optim.Optimizer] = [torch.optim.AdamW(groups, c.learning_rate, betas=(c.beta1, c.beta2))]
        if inner:
            found.append(torch.optim.Muon(inner, c.learning_rate, c.weight_decay, adjust_lr_fn="match_rms_adamw"))
        return found

    def learning_rate(self, step: int) -> float:
        """Linear warm-up, then cosine to a tenth."""
        c = self.config
        if step < c.warmup_steps:
            return c.learning_rate * (step + 1) / c.warmup_steps
        progress = min(1.0, (step - c.warmup_steps) / max(1, c.steps - c.warmup_steps))
        return c.learning_rate * (0.1 + 0.45 * (1 + math.cos(math.pi * progress)))

    def optimise(self, batches: list[Batch]) -> dict[str, float]:
        """One optimiser step over micro-batches; returns mean losses."""
        config, model = self.config, self.model
        for group in (group for optimizer in self.optimizers for group in optimizer.param_groups):
            group["lr"] = self.learning_rate(self.step)
        rows = sum(len(r.segments) for b in batches for thread in b for r in thread)
        ends = sum(len(thread) for b in batches for thread in b)
        tokens = sum(tokens_of(b) for b in batches)
        model.train()
        # Every worker has its share of every batch; their sums are added in order, so that runs of one seed agree.
        shares = list(zip(*(divide(batch, config.workers) for batch in batches), strict=True))
        with ThreadPoolExecutor(config.workers) as pool:
            jobs = [pool.submit(self._share, n, share, rows, ends, tokens) for n, share in enumerate(shares)]
            results = [job.result() for job in jobs]
        torch.set_num_threads(THREADS)
        for p, *found in zip(self.model.parameters(), *(gradients for gradients, _ in results), strict=True):
            known = [gradient for gradient in found if gradient is not None]
            p.grad = functools.reduce(torch.add, known) if known else None
            if p.grad is not None and p.grad.is_sparse:
                p.grad = p.grad.to_dense()
        sums: dict[str, float] = {}
        for name, value in (item for _, parts in results for item in parts.items()):
            sums[name] = sums.get(name, 0.0) + value
        nn.utils.clip_grad_norm_(model.parameters(), config.clip_norm)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        self._update_average()
        torch.set_num_threads(self.threads)
        self.step += 1
        return {"loss": sum(sums.values()), "tokens": tokens, **sums}

    def _share(
        self, number: int, batches: Sequence[Batch], rows: int, ends: int, tokens: int
    ) -> tuple[list[Tensor | None], dict[str, float]]:
        """One worker's gradients, by parameter, and loss sums."""
        config, shape = self.config, self.model.config
        # Drawn by step and worker, so that a resumed run corrupts as the first one did.
        draw = torch.Generator().manual_seed((config.seed * 1_000_003 + self.step) * config.workers + number)
        corruption = Corruption(shape.mask_denoise_prob, shape.shuffle_prob, config.unmark_prob, draw)
        parameters = list(self.model.parameters())
        gradients: list[Tensor | None] = [None] * len(parameters)
        sums: dict[str, Tensor] = {}
        for batch in batches:
            if not batch:
                continue
            total = torch.zeros((), device=self.device)
            # No cache: threads share it, and which of them casts a weight would change how gradients are summed.
            with torch.autocast(self.device.type, torch.bfloat16, enabled=self.half, cache_enabled=False):
                taught = self._taught(batch, draw)
                calls = list(unroll(self.model, batch, corruption))
                parts = [*self._views(batch, calls, ends).items()]
                for call in calls:
                    parts += self._losses(call, rows, ends, tokens).items()
                    parts += self._lessons(call, taught, rows, tokens).items() if taught else ()
                for name, value in parts:
                    total = total + value
                    sums[name] = sums[name] + value.detach() if name in sums else value.detach()
            for index, found in enumerate(torch.autograd.grad(total, parameters, allow_unused=True)):
                if found is not None:
                    known = gradients[index]
                    gradients[index] = found if known is None else known.add_(found)
        return gradients, {name: float(value) for name, value in sums.items()}

    def _taught(self, batch: Batch, draw: torch.Generator) -> Lessons | None:
        """The teacher's lessons on every row of a batch, if it is its turn to speak."""
        if self.teacher is None or self.step >= self.config.teacher_steps:
            return None
        if float(torch.rand((), generator=draw)) >= self.config.teacher_share:
            return None
        return self.teacher.lessons(batch)

    def _losses(self, call: Call, rows: int, ends: int, tokens: int) -> dict[str, Tensor]:
        c, out, device = self.config, call.output, self.device
        target = torch.from_numpy(np.stack([row.doc[call.segment] for row in call.rows])).to(device)
        unknown = torch.from_numpy(np.stack([row.unknown for row in call.rows])).to(device)
        recall = torch.from_numpy(np.stack([row.recall for row in call.rows])).to(device)
        straight = ~call.shuffled
        tagged = call.tags != IGNORE
        spread = unknown[:, None, :].expand(-1, call.ids.shape[1], -1)
        scripted = torch.tensor([row.message.source == "script" for row in call.rows], device=device)
        weight = torch.where(scripted, c.script_weight, 1.0)[straight]
        doc = losses.doc_loss(out.doc[straight].float(), target[straight], c.label_smoothing, weight)
        parts = {"doc": doc / rows}
        found = losses.tag_loss(out.tags[tagged].float(), call.tags[tagged], spread[tagged])
        parts["tags"] = c.tag_weight * found / tokens
        aux = self.model.auxiliary
        if call.masked.any():
            hidden = aux.denoise_norm(out.hidden[call.masked])
            wanted = call.ids[call.masked] % self.model.config.vocab_size
            table = self.model.embedding.weight.detach()  # a target; its gradient would be the whole vocabulary's
            expected = max(1.0, tokens * self.model.config.mask_denoise_prob / 2)
            parts["denoise"] = c.denoise_weight * losses.denoise_loss(hidden, table, wanted) / expected
        if call.shufflable.any():
            logits = aux.shuffle(out.readout[call.shufflable])
            truth = call.shuffled[call.shufflable, None].float()
            parts["shuffle"] = c.shuffle_weight * losses.binary_loss(logits, truth) / rows
        if call.last.any():
            told = aux.recall(out.memory[call.last])
            parts["memory"] = c.memory_weight * losses.binary_loss(told, recall[call.last]) / ends
        return parts

    def _lessons(self, call: Call, taught: Lessons, rows: int, tokens: int) -> dict[str, Tensor]:
        """What the teacher sees in each token, what it takes the segment to say, and the thread so far."""
        c, aux, straight = self.config, self.model.auxiliary, ~call.shuffled
        at = np.full(call.ids.shape, -1, np.int64)
        for i, row in enumerate(call.rows):
            part, first = row.segments[call.segment], taught.first[id(row)]
            at[i, : part.stop - part.start] = np.arange(first + part.start, first + part.stop)
        asked = torch.from_numpy(at).to(self.device)
        features = taught.features[taught.places[asked]]
        known = straight[:, None] & ~features[..., 0].isnan()
        seen = aux.teach(call.output.hidden[known])
        parts = {"teacher": c.teacher_weight * losses.teacher_loss(seen, features[known]) / tokens}
        if not c.sense_weight:
            return parts
        sense = taught.sense[taught.content[asked]].nanmean(dim=1)
        told = straight & ~sense[:, 0].isnan()
        if told.any():
            said = aux.sense(call.output.readout[told]).float()
            parts["sense"] = c.sense_weight * losses.sense_loss(said, sense[told]) / rows
        thread = taught.thread[[taught.number[id(row)] for row in call.rows]]
        kept = call.last & ~thread[:, 0].isnan()
        if kept.any():
            said = aux.gist(call.output.memory[kept]).float()
            parts["gist"] = c.sense_weight * losses.sense_loss(said, thread[kept]) / rows
        return parts

    def _views(self, batch: Batch, calls: Sequence[Call], ends: int) -> dict[str, Tensor]:
        """What two views of a message say of it apart, on the heads whose targets are the same."""
        pairs = [(row, row.view_of) for *_, row in batch if row.view_of is not None]
        asked = {id(row) for pair in pairs for row in pair}
        number: dict[int, int] = {}
        answers: list[Tensor] = []
        for call in calls:
            ended = (call.last & ~call.shuffled).tolist()
            found = [i for i, row in enumerate(call.rows) if ended[i] and id(row) in asked]
            number |= {id(call.rows[i]): len(number) + n for n, i in enumerate(found)}
            answers.append(call.output.doc[found])
        pairs = [pair for pair in pairs if all(id(row) in number for row in pair)]
        if not pairs:
            return {}
        said = torch.cat(answers).float()
        one, other = (said[[number[id(row)] for row in side]] for side in zip(*pairs, strict=True))
        same = np.stack([view.doc[-1] == row.doc[-1] for view, row in pairs])
        apart = losses.view_loss(one, other, torch.from_numpy(same).to(self.device))
        return {"views": self.config.view_weight * apart / ends}

    @torch.no_grad()
    def _update_average(self) -> None:
        decay = min(self.config.ema, (1 + self.step) / (10 + self.step))
        torch._foreach_lerp_(list(self.average.values()), list(self.model.parameters()), 1 - decay)

    def averaged(self) -> HRMDLP:
        """A copy of the model with the averaged weights: what is evaluated and exported."""
        model = HRMDLP(self.model.config).to(self.device)
        model.load_state_dict(self.average, strict=True)
        return model.eval()

    def save(self) -> None:
        """Write the checkpoint whole, then rename it into place."""
        state = {
            "model": self.model.state_dict(), "average": self.average,
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "step": self.step, "pool": self.pool, "inside": self.inside, "best": self.best, "stale": self.stale,
        }  # fmt: skip
        self._write("checkpoint.pt", state)

    def _write(self, name: str, state: dict[str, Any]) -> None:
        partial = self.run / f"{name}.partial"
        torch.save(state, partial)
        os.replace(partial, self.run / name)

    def _resume(self) -> None:
        state = torch.load(self.run / "checkpoint.pt", map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.average = state["average"]
        for optimizer, saved in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        for name in ("step", "pool", "inside", "best", "stale"):
            setattr(self, name, state[name])

    def _steps(self) -> Generator[list[Batch], None, None]:
        with contextlib.closing(pools(self.config, self.run / PIECES, self.carriers, self.pool)) as drawn:
            for steps in drawn:
                for batches in steps[self.inside :]:
                    self.inside += 1
                    yield batches
                self.pool, self.inside = self.pool + 1, 0

    def log(self, entry: dict[str, Any]) -> None:
        """Append one line to the run's log."""
        with (self.run / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"step": self.step, **entry}) + "\n")

    def fit(self) -> None:
        """Run until the recipe's steps are done or dev FP@95R has stopped falling."""
        config = self.config
        bar = tqdm(total=config.steps, initial=self.step, unit="step", dynamic_ncols=True)
        steps = self._steps()
        for batches in steps:
            if self.step >= config.steps:
                break
            before = bar.format_dict["elapsed"]
            figures = self.optimise(batches)
            bar.update()
            speed = figures["tokens"] / max(1e-9, bar.format_dict["elapsed"] - before)
            bar.set_postfix(loss=f"{figures['loss']:.3f}", tags=f"{figures['tags']:.3f}", tok_s=f"{speed:.0f}")
            self.log({key: round(value, 5) for key, value in figures.items()})
            if self.step % config.checkpoint_every == 0:
                self.save()
            if (self.step % config.eval_every == 0 or self.step == config.steps) and self._stale_after_eval():
                break
        steps.close()
        self.save()

    def _stale_after_eval(self) -> bool:
        model = self.averaged()
        report = evaluate(model, self.tokenizer, self.config, self.carriers, "dev", self.config.eval_threads)
        self.log({"dev": report})
        doc = report["doc"]
        value = float(np.nanmean([doc[head]["fp_at_95r"] for head in ("sensitivity", "exposure")]))
        tqdm.write(f"step {self.step}: FP@95R {value:.3f}, span F1 {report['spans']['macro']['f1']:.3f}")
        self.stale = 0 if value < self.best else self.stale + 1
        if value <= self.best:
            self.best = value
            self._write("best.pt", {"model": model.state_dict(), "step": self.step})
        return self.stale > self.config.patience


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--carriers", type=Path, default=None, help="directory of carrier files; frames alone without")
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--start", type=Path, default=None, help="bundle to go on from; from nothing without")
    args = parser.parse_args()
    Trainer(TrainConfig.load(args.recipe), args.carriers, args.run, args.start).fit()


if __name__ == "__main__":
    main()
