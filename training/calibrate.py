"""Fit a bundle's calibration on the artefact that ships: ``python -m training.calibrate RECIPE --bundle DIR``."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from model_core.bundle import step_name
from model_core.calibration import DISGUISED, POSITIONS, Calibration, likely, softmax
from model_core.dsl import serialize
from model_core.labels import DISPLAY, SCORES, SHORT, TYPES
from model_core.spans import decode
from model_core.tokenizer import Tokenizer
from stream_scanner.evidence import Finding, find, given, obfuscation_floor
from stream_scanner.evidence.merge import STRUCTURED
from stream_scanner.reader import OBFUSCATION
from training.config import TrainConfig
from training.dataset import Row
from training.onnx_model import onnx_step
from training.predict import Prediction, labelled, predict, sigmoid

FEWEST = 30
"""With fewer rows a head keeps its logits as they are."""
NEVER = 1.01
"""Threshold of a type that never reaches the lowest precision: its spans are not used."""
LOWEST_PRECISION, NAME_PRECISION, STRUCTURED_PRECISION = 0.8, 0.65, 0.98
"""A false alarm costs more than a miss; what a pattern can know, the evidence pass finds without the model. A name
is asked only where it holds no listed given name. Of the generated people few do not, and generated texts are full of
what is called like somebody, so that a wrong span weighs more here than in real texts."""
FEWEST_RIGHT = 20
"""A type stands alone only where at least so many of its spans were right: a few hits prove no precision."""
FEWEST_DISGUISED = 5
"""The same in disguised messages. There precision is `LOWEST_PRECISION` for all types, since patterns know less, and a
span is right if half of it is, since a disguise has ragged edges."""
DISGUISED_SHARE, DISGUISED_SALT = 3, 4
"""Threads that are searched for disguised messages, as a multiple of those that calibrate; and their own stream."""


Place = tuple[str, str, int, int]
"""Type, field, start, end."""


class Guess(NamedTuple):
    """A span that only the network sees."""

    type: str
    confidence: float
    right: bool
    disguised: bool


def fit_head(logits: npt.NDArray[np.float32], targets: npt.NDArray[np.float32]) -> tuple[float, float]:
    """Temperature and bias that minimise binary cross-entropy against soft targets."""

    def loss(parameters: npt.NDArray[np.float64]) -> float:
        p = np.clip(sigmoid(logits / np.exp(parameters[0]) + parameters[1]), 1e-6, 1 - 1e-6)
        return float(-(targets * np.log(p) + (1 - targets) * np.log(1 - p)).mean())

    best = minimize(loss, np.zeros(2), method="Nelder-Mead", options={"maxiter": 400})
    return float(np.exp(np.clip(best.x[0], -3, 3))), float(best.x[1])


def fit_thresholds(
    predictions: list[Prediction], more: list[Prediction], calibration: Calibration
) -> npt.NDArray[np.float32]:
    """For each type the confidence at which strict F1 is highest, float32[2,10], of what the network adds.

    A span that touches a finding of its type, or a name with a listed given name in it, needs little more; one that the
    evidence pass showed to the network proves nothing about those that only the network sees.

    Args:
        predictions: messages as they come.
        more: messages with something disguised; these and all others that score as disguised fit the second row.
    """
    guesses: list[Guess] = []
    missed: Counter[tuple[str, bool]] = Counter()
    for index, p in enumerate((*predictions, *more)):
        message, document = p.row.message, serialize(p.row.message.event)
        evidence = find(document.content())
        disguised = max(float(calibration.message(p.doc)[-1, OBFUSCATION]), obfuscation_floor(evidence)) >= DISGUISED
        if index >= len(predictions) and not disguised:
            continue
        texts = dict(document.content())
        gold = {(DISPLAY[t], field, start, end) for t, field, start, end in message.spans}
        for place in gold:
            missed[place[0], disguised] += not _supported(place, texts, evidence.findings)
        for s in decode(softmax(p.tags), p.row.tokens, document, likely()):
            place = (s.type, s.field, s.start, s.end)
            right = place in gold or (disguised and any(_half(place, other) for other in gold))
            if not _supported(place, texts, evidence.findings) and (right or SHORT[s.type] in message.known):
                guesses.append(Guess(s.type, s.confidence, right, disguised))
    out = np.empty((2, len(TYPES)), np.float32)
    for column, kind in enumerate(DISPLAY[t] for t in TYPES):
        asked = STRUCTURED_PRECISION if kind in STRUCTURED else NAME_PRECISION if kind == "NAME" else LOWEST_PRECISION
        plain, hidden = ([g for g in guesses if g.type == kind and g.disguised == disguised] for disguised in (0, 1))
        out[0, column] = _threshold(plain, missed[kind, False], asked, FEWEST_RIGHT)
        out[1, column] = min(out[0, column], _threshold(hidden, missed[kind, True], LOWEST_PRECISION, FEWEST_DISGUISED))
    return out


def _supported(place: Place, texts: Mapping[str, str], found: tuple[Finding, ...]) -> bool:
    kind, field, start, end = place
    if kind == "NAME" and given(texts[field][start:end]):
        return True
    return any(f.type == kind and f.field == field and f.start < end and start < f.end for f in found)


def _half(one: Place, other: Place) -> bool:
    return one[:2] == other[:2] and 2 * (min(one[3], other[3]) - max(one[2], other[2])) >= one[3] - one[2]


def _threshold(guesses: list[Guess], gold: int, precision: float, fewest: int) -> float:
    best, chosen, hits = 0.0, NEVER, 0
    for count, guess in enumerate(sorted(guesses, key=lambda g: -g.confidence), start=1):
        hits += guess.right
        f1 = 2 * hits / (count + gold) if gold else 0.0
        if f1 > best and hits >= max(fewest, precision * count):
            best, chosen = f1, guess.confidence
    return chosen


def fit(predictions: list[Prediction], more: list[Prediction]) -> Calibration:
    """Calibrate heads on every segment's own prefix target, and thresholds on whole messages; ``more`` as there."""
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
    calibration.thresholds[:] = fit_thresholds(predictions, more, calibration)
    return calibration


def _suspect(row: Row) -> bool:
    """Whether something in a message is disguised, a value or anything else."""
    if row.message.obfuscation is not None:
        return True
    return obfuscation_floor(find(serialize(row.message.event).content())) >= DISGUISED


def calibrate(config: TrainConfig, bundle: Path, carriers: Path | None) -> Calibration:
    """Run the bundle's step graphs over labelled threads of the dev split and write ``calib.json``."""
    shape, pieces, count = config.model_config(), Tokenizer(bundle / "tokenizer.model"), config.calibration_threads
    step = onnx_step(bundle, shape, threads=2)
    predictions = predict(step, shape, labelled(pieces, config, carriers, "dev", count, salt=1))
    found = labelled(pieces, config, carriers, "dev", DISGUISED_SHARE * count, salt=DISGUISED_SALT)
    # Each alone: what their threads held before says little about where a span begins.
    calibration = fit(predictions, predict(step, shape, [[row] for thread in found for row in thread if _suspect(row)]))
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
