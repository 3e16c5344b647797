"""From a finished run to a sealed bundle: ``python -m training.release RECIPE --run DIR --out DIR --carriers DIR``.

Export, int8, calibration on the dev split, parity, figures on the test split, model card, manifest.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console

from model_core.bundle import seal
from model_core.labels import DISPLAY, SCORES
from model_core.tokenizer import Tokenizer
from training import export_onnx, parity, restart
from training.calibrate import LOWEST_PRECISION, NAME_PRECISION, STRUCTURED_PRECISION, calibrate
from training.config import TrainConfig
from training.flips import flips
from training.onnx_model import onnx_step
from training.predict import figures, labelled, predict, span_figures

TEST_SALT = 2
FLIP_THREADS = 250


def measure(config: TrainConfig, run: Path, bundle: Path, carriers: Path | None) -> dict[str, Any]:
    """Figures of the int8 and the float graphs on unseen templates, values and carrier rows."""
    shape = config.model_config()
    tokenizer = Tokenizer(bundle / "tokenizer.model")
    batch = labelled(tokenizer, config, carriers, "test", config.calibration_threads, salt=TEST_SALT)
    calibration = calibrate(config, bundle, carriers)
    small = predict(onnx_step(bundle, shape, threads=2), shape, batch)
    full = predict(onnx_step(run / "export", shape, threads=2), shape, batch)
    out = figures(small, calibration.message)
    out["spans"] = span_figures(small, calibration.supported)
    precise = figures(full, calibration.message)
    out["float_minus_int8_auprc"] = {h: precise["doc"][h]["auprc"] - out["doc"][h]["auprc"] for h in SCORES}
    out["span_thresholds"], out["span_thresholds_disguised"] = calibration.thresholds.round(3).tolist()
    return out


def trained(run: Path, config: TrainConfig, soup: Sequence[Path] = ()) -> dict[str, Any]:
    """What the log of a run says of itself, and how many runs are in its weights."""
    lines = [json.loads(line) for line in (run / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    steps = {line["step"]: line for line in lines if "loss" in line}
    start = [line["start"] for line in lines if "start" in line][:1]
    return {
        "model": config.model,
        "seed": config.seed,
        "steps": max(steps),
        "tokens": int(sum(line["tokens"] for line in steps.values())),
        "first_loss": round(float(np.mean([steps[s]["loss"] for s in sorted(steps)[:5]])), 3),
        "last_loss": round(float(np.mean([steps[s]["loss"] for s in sorted(steps)[-20:]])), 3),
        **({"start": start[0]} if start else {}),
        **({"soup": len({run, *soup})} if soup else {}),
    }


def card(facts: dict[str, Any], carriers: bool) -> str:
    """The model card, in Markdown; every figure in it was measured by this run."""
    run, test = facts["training"], facts["test"]
    start = run.get("start")
    before = f"gone on from bundle `{start['bundle']}` ({start['tokens']:,} tokens), " if start else ""
    false_alarms = {head: figure["fp_at_95r"] for head, figure in test["doc"].items()}
    count = run.get("soup")
    soup = f"They are a mean of {count} runs or bundles, of which each goes on from another. " if count else ""
    lines = [
        "# Model card",
        "",
        f"Shape `{run['model']}`, {before}trained from seed {run['seed']} for {run['steps']} optimiser steps over "
        f"{run['tokens']:,} tokens of generated threads{' laid into real texts' if carriers else ''}. "
        f"Loss {run['first_loss']} at the start, {run['last_loss']} at the end. Weights are averaged (EMA), "
        f"quantised to dynamic int8 and calibrated as shipped. {soup}".rstrip(),
        "",
        "## What it can't do",
        "",
        "- A run worth trusting reads a hundred million tokens; this one read what is said above.",
        "- The network reads the evidence pass's findings as marks, and the figures below are with them. A threshold",
        "  is for spans that only the network sees; one above 1 means that those never reached the precision asked of",
        f"  them on the dev split ({LOWEST_PRECISION}, {NAME_PRECISION} for NAME, {STRUCTURED_PRECISION} for what a",
        "  pattern can know) and are not used. Messages whose obfuscation score reaches 0.5 have thresholds of their",
        f"  own, fitted with {LOWEST_PRECISION} for all types and half of a span. A span that touches a finding of its",
        "  type needs 0.5 to settle the edges; so much is enough for a name with a listed given name in it, too.",
        f"- At 95 % recall the sensitivity head flags {false_alarms['sensitivity']:.0%} of what is harmless,",
        f"  the exposure head {false_alarms['exposure']:.0%}: as long as these are high, decisions rest on",
        "  evidence and recipients, and the scores are a hint.",
        "- English first; other languages are a tenth of the templates, and appear in values (names, addresses,",
        "  telephone numbers).",
        "- Figures below are on generated threads with unseen templates, values and carrier rows. Synthetic figures do",
        "  not carry over to real mail: expect less.",
        "",
        f"## Figures of the int8 artefact on {test['messages']} unseen messages",
        "",
        "| head | AUPRC | base rate | FP@95R | ECE | float − int8 AUPRC |",
        "|---|---|---|---|---|---|",
    ]
    for head, f in test["doc"].items():
        delta = test["float_minus_int8_auprc"][head]
        values = [*(f"{f[name]:.3f}" for name in ("auprc", "base_rate", "fp_at_95r", "ece")), f"{delta:+.4f}"]
        lines.append(f"| {head} | {' | '.join(values)} |")
    lines += [
        "",
        "| span type | precision | recall | strict F1 | gold | threshold | disguised |",
        "|---|---|---|---|---|---|---|",
    ]
    limits = zip(DISPLAY.values(), test["span_thresholds"], test["span_thresholds_disguised"], strict=True)
    thresholds = {name: f"{plain:.2f} | {disguised:.2f}" for name, plain, disguised in limits}
    for name, f in test["spans"].items():
        count = f"{f['gold']:.0f}" if "gold" in f else ""
        limit = thresholds.get(name, " | ")
        lines.append(f"| {name} | {f['precision']:.3f} | {f['recall']:.3f} | {f['f1']:.3f} | {count} | {limit} |")
    lines += [
        "",
        "## Parity",
        "",
        "| comparison | cases | largest difference | equal tags | identical |",
        "|---|---|---|---|---|",
    ]
    for name, f in facts["parity"].items():
        lines.append(f"| {name} | {f['cases']} | {f['max_abs']:.1e} | {f['equal_tags']} | {f['identical']} |")
    changed = facts["decisions"]
    lines += [
        "",
        f"Decisions of the whole scanner with int8 and with float graphs: {changed['other_decision']} of "
        f"{changed['messages']} messages differ, spans in {changed['other_spans']}.",
        "",
        "## Data",
        "",
        "Generated threads (see `training/generate`) over Faker, US Census name lists, phone number metadata and",
        "public-domain addresses" + (", laid into real carrier texts:" if carriers else "."),
    ]
    if carriers:
        lines += [
            "public-record mail (State Department FOIA release), UD English-EWT (CC BY-SA 4.0), an IRC",
            "disentanglement corpus (CC BY 4.0), Schema-Guided Dialogue (CC BY-SA 4.0), Topical-Chat",
            "(CDLA-Sharing-1.0), WNUT-17 train (CC BY 4.0), commit texts of permissively licensed projects,",
            "handbooks (CC0, MIT), and NDAs from public SEC filings. No carrier text is in this repository.",
        ]
    if facts["embeddings"]:
        lines += [
            "",
            f"Piece embeddings started from the word-piece embeddings of `{facts['embeddings']}` (Apache-2.0).",
        ]
    if facts["teacher"]:
        lines += [
            f"It also learned to predict features of words and sentences of `{facts['teacher']}` (Apache-2.0).",
            "Names in real texts are partly silver: a small tagger's, cleaned by rules, its doubts judged by language",
            "models, which also weighed passages of real texts and wrote most templates.",
        ]
    return "\n".join(lines) + "\n"


def _write(path: Path, told: dict[str, Any]) -> None:
    path.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def release(
    config: TrainConfig, run: Path, out: Path, carriers: Path | None, soup: Sequence[Path] = ()
) -> dict[str, Any]:
    """Write the bundle to ``out`` and return its facts; raises SystemExit where parity fails.

    Args:
        soup: runs and bundles whose weights are averaged with those of ``run``, which went on from one of them; one
            that is named twice counts twice.
    """
    console = Console(stderr=True)
    shape = config.model_config()
    model = restart.soup(shape, run, *soup)
    with console.status("exporting"):
        export_onnx.export(model, run / "export", out)
        export_onnx.copy_inputs(config, run, out)
    with console.status("comparing exports"):
        agreement = parity.report(model, run / "export", out)
    _write(out / "parity.json", agreement)
    if failures := parity.check(agreement):
        raise SystemExit("\n".join(failures))
    with console.status("calibrating and measuring"):
        test = measure(config, run, out, carriers)
    facts = {"training": trained(run, config, soup), "test": test, "parity": agreement, "embeddings": config.embeddings}
    facts["teacher"] = config.teacher if config.teacher_steps else None
    seal(out, {})
    with console.status("deciding with int8 and with float"):
        changed = flips(out, run / "export", carriers, config.seed + TEST_SALT, FLIP_THREADS)
    facts["decisions"] = changed
    _write(out / "parity.json", {**agreement, "decisions": changed})
    (out / "MODEL_CARD.md").write_text(card(facts, carriers is not None), encoding="utf-8")
    identity = seal(out, {"training": facts["training"], "embeddings": config.embeddings, "card": "MODEL_CARD.md"})
    console.print(f"bundle {identity} in {out}")
    return facts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--carriers", type=Path, default=None)
    parser.add_argument(
        "--soup", type=Path, nargs="*", default=[], help="runs or bundles to average with; twice counts twice"
    )
    args = parser.parse_args()
    release(TrainConfig.load(args.recipe), args.run, args.out, args.carriers, args.soup)


if __name__ == "__main__":
    main()
