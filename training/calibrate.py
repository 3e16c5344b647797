"""Fit a bundle's calibration on the artefact that ships: ``python -m training.calibrate RECIPE --bundle DIR``."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from model_core.bundle import step_name
from model_core.calibration import POSITIONS, Calibration, softmax
from model_core.dsl import serialize
from model_core.labels import DISPLAY, SCORES, SHORT, TYPES
from model_core.spans import decode
from model_core.tokenizer import Tokenizer
from stream_scanner.evidence import Finding, find
from stream_scanner.evidence.merge import STRUCTURED
from training.config import TrainConfig
from training.onnx_model import onnx_step
from training.predict import Prediction, labelled, predict, sigmoid

FEWEST = 30
"""With fewer rows a head keeps its logits as they are."""
LOWEST_THRESHOLD = 0.4
NEVER = 1.01
"""Threshold of a type that never reaches the lowest precision: its spans are not used."""
LOWEST_PRECISION, STRUCTURED_PRECISION = 0.8, 0.95
"""A false alarm costs more than a miss: what a pattern can know, the evidence pass finds without the model."""
FEWEST_RIGHT = 20
"""A type stands alone only where at least so many of its spans were right: a few hits prove no precision."""


def fit_head(logits: npt.NDArray[np.float32], targets: npt.NDArray[np.float32]) -> tuple[float, float]:
    """Temperature and bias that minimise binary cross-entropy against soft targets."""

    def loss(parameters: npt.NDArray[np.float64]) -> float:
        p = np.clip(sigmoid(logits / np.exp(parameters[0]) + parameters[1]), 1e-6, 1 - 1e-6)
        return float(-(targets * np.log(p) + (1 - targets) * np.log(1 - p)).mean())

    best = minimize(loss, np.zeros(2), method="Nelder-Mead", options={"maxiter": 400})
    return float(np.exp(np.clip(best.x[0], -3, 3))), float(best.x[1])


def fit_thresholds(predictions: list[Prediction]) -> npt.NDArray[np.float32]:
    """For each type the confidence at which strict F1 is highest, float32[10], of what the network adds.

    A span that touches a finding of its type is reported whatever the network says, and one that the evidence pass
    showed to the network proves nothing about those that only the network sees.
    """
    right: dict[str, list[tuple[float, bool]]] = {DISPLAY[t]: [] for t in TYPES}
    gold_count = dict.fromkeys(right, 0)
    for p in predictions:
        message, document = p.row.message, serialize(p.row.message.event)
        found = find(document.content()).findings
        gold = {(DISPLAY[t], field, start, end) for t, field, start, end in message.spans}
        for place in gold:
            gold_count[place[0]] += not _touches(found, *place)
        for s in decode(softmax(p.tags), p.row.tokens, document, np.zeros(len(TYPES), np.float32)):
            place = (s.type, s.field, s.start, s.end)
            if not _touches(found, *place) and (place in gold or SHORT[s.type] in message.known):
                right[s.type].append((s.confidence, place in gold))
    asked = {kind: STRUCTURED_PRECISION if kind in STRUCTURED else LOWEST_PRECISION for kind in right}
    return np.array([_threshold(right[kind], gold_count[kind], asked[kind]) for kind in right], np.float32)


def _touches(found: tuple[Finding, ...], kind: str, field: str, start: int, end: int) -> bool:
    return any(f.type == kind and f.field == field and f.start < end and start < f.end for f in found)


def _threshold(guesses: list[tuple[float, bool]], gold: int, precision: float) -> float:
    guesses = sorted(guesses, reverse=True)
    best, chosen, hits = 0.0, NEVER, 0
    for count, (confidence, hit) in enumerate(guesses, start=1):
        hits += hit
        f1 = 2 * hits / (count + gold) if gold else 0.0
        if f1 > best and hits >= max(FEWEST_RIGHT, precision * count) and confidence >= LOWEST_THRESHOLD:
            best, chosen = f1, confidence
    return chosen


def fit(predictions: list[Prediction]) -> Calibration:
    """Calibrate heads on every segment's own prefix target, and span thresholds on whole messages."""
    calibration = Calibration.identity()
    for position in range(len(POSITIONS)):
        logits, targets = [], []
        for p in predictions:
            part = slice(0, 1) if position == 0 else slice(1, None)
            logits.append(p.doc[part])
            targets.append(p.row.doc[part])
        x, y = np.concatenate(logits), np.concatenate(targets)
        for k in range(len(SCORES)):
            if len(x) >= FEWEST:
                calibration.temperature[position, k], calibration.bias[position, k] = fit_head(x[:, k], y[:, k])
    calibration.thresholds[:] = fit_thresholds(predictions)
    return calibration


def calibrate(config: TrainConfig, bundle: Path, carriers: Path | None) -> Calibration:
    """Run the bundle's step graphs over labelled threads of the dev split and write ``calib.json``."""
    shape = config.model_config()
    batch = labelled(Tokenizer(bundle / "tokenizer.model"), config, carriers, "dev", config.calibration_threads, salt=1)
    calibration = fit(predict(onnx_step(bundle, shape, threads=2), shape, batch))
    calibration.save(bundle / "calib.json")
    return calibration


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--bundle", type=Path, required=True)
    parser.add_argument("--carriers", type=Path, default=None)
    args = parser.parse_args()
    if not (args.bundle / step_name(64)).exists():
        parser.error(f"{args.bundle}: no step graphs; export first")
    calibrate(TrainConfig.load(args.recipe), args.bundle, args.carriers)


if __name__ == "__main__":
    main()
