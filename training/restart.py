"""A bundle's weights as parameters again, so that training can go on from what ships."""

from __future__ import annotations

import dataclasses
import re
import tempfile
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnx
import torch

from model_core.bundle import MANIFEST, Bundle, step_name
from model_core.config import ModelConfig
from model_core.hrm import HRMDLP
from training.export_onnx import STEP_INPUTS, export_graph, load_average, step_inputs
from training.onnx_model import session
from training.parity import random_inputs
from training.predict import torch_step

ALIKE: Final = 0.95
"""Correlation of tag logits; two trained parameters in each other's place leave less."""
Arrays = dict[str, npt.NDArray[np.float32]]
MARKS: Final = "marks.weight"
NUMBERED: Final = re.compile(r"^(onnx::\w+?_)(\d+)")
"""Name of an initialiser that the exporter made from parameters."""
UNSEEN: Final = "auxiliary."
"""Parameters that no graph holds: heads that only training reads."""


def restart(model: HRMDLP, bundle: Path) -> dict[str, Any]:
    """Set the parameters of ``model`` to a bundle's weights, int8 ones by their scale, but those of auxiliary heads.

    Returns what is to be said of the start: the bundle's identity and the tokens behind it.

    Raises:
        ValueError: the bundle is of another shape.
        BundleError: it is damaged.
    """
    opened = Bundle.open(bundle)
    shape = opened.config
    # Lengths of graphs are no weights, and a bundle may know fewer marks than there are today.
    if shape != dataclasses.replace(model.config, evidence_marks=shape.evidence_marks, buckets=shape.buckets):
        raise ValueError(f"{bundle}: trained as {shape}, the recipe says {model.config}")
    held = _tensors(bundle / step_name(shape.buckets[-1]))
    with torch.no_grad():
        for name, (tensor, turned) in _holders(shape).items():
            value = torch.from_numpy(_value(held, tensor))
            value = value.T if turned else value
            parameter = model.get_parameter(name)
            (parameter[: len(value)] if name == MARKS else parameter).copy_(value)
    if not _alike(model, bundle, shape):
        raise ValueError(f"{bundle}: its graphs were exported in another order; their weights can't be told apart")
    training: dict[str, Any] = opened.facts.get("training") or {}
    return {"bundle": opened.model, "tokens": training.get("tokens", 0) + training.get("start", {}).get("tokens", 0)}


def soup(shape: ModelConfig, *sources: Path) -> HRMDLP:
    """The mean (Wortsman et al. 2022, arXiv:2203.05482) of runs' averaged weights and bundles' weights; heads that no
    bundle holds are the first source's, a run. Errors as in `restart`."""
    models = []
    for source in sources:
        if (source / MANIFEST).exists():
            models.append(HRMDLP(shape))
            restart(models[-1], source)
        else:
            models.append(load_average(shape, source))
    mean = models[0].eval()
    with torch.no_grad():
        for name, parameter in mean.named_parameters():
            if not name.startswith(UNSEEN):
                parameter.copy_(torch.stack([model.get_parameter(name) for model in models]).mean(dim=0))
    return mean


def _alike(model: HRMDLP, bundle: Path, shape: ModelConfig) -> bool:
    """Whether the model tags as the bundle's own graph does, but for rounding."""
    length = shape.buckets[-1]
    inputs = random_inputs(shape, length, length, seed=0, first=True)
    given = session(bundle / step_name(length)).run(None, dict(zip(STEP_INPUTS, inputs, strict=True)))[1]
    found = torch_step(model.eval())(*inputs)[1]
    return bool(np.corrcoef(given.ravel(), found.ravel())[0, 1] > ALIKE)


def _tensors(path: Path) -> Arrays:
    """Initialisers by name, those of a GRU as `GRUCell` has them: one bias for each map, the reset gate first.

    The exporter's numbers are counted anew, since they begin after those of parameters that no graph holds.
    """
    graph = onnx.load(path).graph
    numbers = sorted({int(found[2]) for tensor in graph.initializer if (found := NUMBERED.match(tensor.name))})
    count = {str(number): str(index) for index, number in enumerate(numbers)}

    def renamed(name: str) -> str:
        return NUMBERED.sub(lambda found: found[1] + count[found[2]], name)

    held: Arrays = {renamed(tensor.name): onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}
    for name in {renamed(name) for node in graph.node if node.op_type == "GRU" for name in node.input[1:4]}:
        maps = held.pop(name)[0]
        for index, part in enumerate(np.split(maps, 2) if maps.ndim == 1 else [maps]):
            update, reset, candidate = np.split(part, 3)
            held[f"{name}/{index}"] = np.concatenate((reset, update, candidate))
    return held


def _value(held: Arrays, tensor: str) -> npt.NDArray[np.float32]:
    """A float graph's initialiser as the quantised graph holds it: as it is, transposed, or as integers and scales."""
    if tensor in held:
        return held[tensor].copy()
    if f"{tensor}_Transposed" in held:
        return held[f"{tensor}_Transposed"].T.copy()
    if f"{tensor}_quantized" not in held:
        raise ValueError(f"the bundle's graph holds no {tensor}: it was exported by another version, or never trained")
    steps = held[f"{tensor}_quantized"].astype(np.float32) - held[f"{tensor}_zero_point"]
    return steps * held[f"{tensor}_scale"]


def _holders(shape: ModelConfig) -> dict[str, tuple[str, bool]]:
    """The initialiser that holds each parameter, and whether transposed.

    The exporter numbers most of them, the same way each time; a model of random weights tells which is which.
    """
    probe = HRMDLP(shape).eval()
    with torch.no_grad():
        for parameter in probe.parameters():
            parameter.copy_(torch.rand_like(parameter))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "probe.onnx"
        export_graph(probe, step_inputs(shape, shape.buckets[-1]), path)
        names = {value.tobytes(): name for name, value in _tensors(path).items()}
    found = {}
    for name, parameter in probe.named_parameters():
        if not name.startswith(UNSEEN):
            value = parameter.detach().numpy()
            straight = names.get(value.tobytes())
            found[name] = (straight or names[np.ascontiguousarray(value.T).tobytes()], straight is None)
    return found
