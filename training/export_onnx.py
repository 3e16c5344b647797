"""Export a trained run as a bundle: ``python -m training.export_onnx RECIPE --run DIR --out DIR``.

Writes float step graphs and the unrolled graph to ``RUN/export``, TorchScript beside them, and to ``OUT`` the int8
graphs that serve. All graphs of a directory share one weights file.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
import yaml
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic

from model_core.bundle import WEIGHTS, step_name
from model_core.config import CONFIGS, ModelConfig
from model_core.hrm import HRMDLP, Unrolled
from model_core.operators import DOMAINS
from training.config import TrainConfig
from training.products import divide

OPSET = 17
UNROLLED = "unrolled.onnx"
TORCHSCRIPT = "unrolled.ts"
STEP_INPUTS = ["ids", "mask", "state", "memory", "first"]
STEP_OUTPUTS = ["doc", "tags", "state_out", "memory_out"]
FLOAT_PARTS = ("/slow", "/gate_slow", "/doc_head", "/tag_head", "/memory_head", "/memory_in")
"""Node name parts left in float: small, and the recurrence adds their error up."""
INLINE_BYTES = 256
"""Initialisers up to this size stay inside their graph: shapes and scalars."""
ALIGN = 64


def step_inputs(config: ModelConfig, length: int) -> tuple[torch.Tensor, ...]:
    """Example inputs of the step graph for ``length`` tokens."""
    return (
        torch.ones(1, length, dtype=torch.int64),
        torch.ones(1, length),
        torch.zeros(1, config.n_slow_blocks, config.slow_hidden_dim),
        torch.zeros(1, config.memory_vec_dim),
        torch.ones(1, 1),
    )


def unrolled_inputs(config: ModelConfig) -> tuple[torch.Tensor, ...]:
    """Example inputs of the unrolled graph."""
    length = config.max_len
    return torch.ones(1, length, dtype=torch.int64), torch.ones(1, length), torch.zeros(1, config.memory_vec_dim)


def export_float(model: HRMDLP, out: Path) -> list[Path]:
    """Write every step graph, the unrolled graph and TorchScript of ``model`` into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    model = model.eval().cpu()
    config = model.config
    paths = [out / step_name(length) for length in config.buckets]
    for length, path in zip(config.buckets, paths, strict=True):
        export_graph(model, step_inputs(config, length), path)
    unrolled = Unrolled(model).eval()
    inputs = unrolled_inputs(config)
    export_graph(unrolled, inputs, out / UNROLLED, ["ids", "mask", "memory"])
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.jit.trace(unrolled, inputs, check_trace=False).save(str(out / TORCHSCRIPT))
    return [*paths, out / UNROLLED]


def export_graph(
    model: torch.nn.Module, inputs: tuple[torch.Tensor, ...], path: Path, names: Sequence[str] = STEP_INPUTS
) -> None:
    """Write one float graph, its constants shared and its shapes checked."""
    with warnings.catch_warnings(), torch.no_grad():
        # The tracing exporter is deprecated, but the newer one silently yields a later opset.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model, inputs, str(path), input_names=names, output_names=STEP_OUTPUTS, opset_version=OPSET,
            custom_opsets=DOMAINS, dynamo=False,
        )  # fmt: skip
    graph = onnx.load(path)
    tidy(graph.graph)
    check(graph)
    onnx.save(graph, path)


def tidy(graph: onnx.GraphProto) -> None:
    """Let nodes name shared weights themselves, and make large constants initialisers.

    The exporter passes a weight that is used twice through Identity, which hides it from the quantiser.
    """
    names = {tensor.name for tensor in graph.initializer}
    renamed: dict[str, str] = {}
    kept = []
    for node in graph.node:
        if node.op_type == "Identity" and renamed.get(node.input[0], node.input[0]) in names:
            renamed[node.output[0]] = renamed.get(node.input[0], node.input[0])
        elif node.op_type == "Constant" and len(node.attribute[0].t.raw_data) > INLINE_BYTES:
            tensor = node.attribute[0].t
            tensor.name = node.output[0]
            graph.initializer.append(tensor)
        else:
            kept.append(node)
    for node in kept:
        for index, name in enumerate(node.input):
            node.input[index] = renamed.get(name, name)
    del graph.node[:]
    graph.node.extend(kept)


def check(graph: onnx.ModelProto) -> None:
    """Assert opset 17 and static shapes everywhere at the graph's edge."""
    opset = next(entry.version for entry in graph.opset_import if entry.domain in ("", "ai.onnx"))
    if opset != OPSET:
        raise RuntimeError(f"exported opset {opset}, expected {OPSET}")
    for value in (*graph.graph.input, *graph.graph.output):
        if any(not dim.HasField("dim_value") for dim in value.type.tensor_type.shape.dim):
            raise RuntimeError(f"{value.name} has a dynamic axis")


def quantize(source: Path, target: Path) -> None:
    """Dynamic int8: weights per channel, seven bits, so that hosts with and without VNNI agree to the last bit."""
    graph = onnx.load(source)
    keep = [n.name for n in graph.graph.node if any(part in n.name for part in FLOAT_PARTS)]
    # The quantiser turns Gemm into MatMul under a name of its own before it looks at this list.
    keep += [f"{name}_MatMul" for name in keep]
    quantize_dynamic(
        source, target, op_types_to_quantize=["MatMul"], per_channel=True, reduce_range=True,
        weight_type=QuantType.QInt8, nodes_to_exclude=keep,
    )  # fmt: skip
    graph = onnx.load(target)
    divide(graph.graph)
    onnx.save(graph, target)


def share_weights(paths: list[Path], weights: Path) -> None:
    """Move the initialisers of all graphs into one file, equal ones once, and point the graphs at it."""
    offsets: dict[bytes, int] = {}
    with weights.open("wb") as file:
        for path in paths:
            graph = onnx.load(path)
            for tensor in graph.graph.initializer:
                data = onnx.numpy_helper.to_array(tensor).tobytes()
                if len(data) <= INLINE_BYTES:
                    continue
                digest = hashlib.sha256(data).digest()
                if digest not in offsets:
                    file.write(b"\0" * (-file.tell() % ALIGN))
                    offsets[digest] = file.tell()
                    file.write(data)
                _externalise(tensor, weights.name, offsets[digest], len(data))
            onnx.save(graph, path)


def _externalise(tensor: TensorProto, location: str, offset: int, length: int) -> None:
    for field in ("raw_data", "float_data", "int32_data", "int64_data"):
        tensor.ClearField(field)
    tensor.data_location = TensorProto.EXTERNAL
    del tensor.external_data[:]
    for key, value in (("location", location), ("offset", offset), ("length", length)):
        entry = tensor.external_data.add()
        entry.key, entry.value = key, str(value)


def load_average(config: ModelConfig, run: Path) -> HRMDLP:
    """The averaged weights of a run's last checkpoint."""
    model = HRMDLP(config)
    model.load_state_dict(torch.load(run / "checkpoint.pt", map_location="cpu", weights_only=True)["average"])
    return model.eval()


def export(model: HRMDLP, work: Path, out: Path) -> None:
    """Float graphs and TorchScript into ``work``, int8 graphs into ``out``."""
    paths = export_float(model, work)
    out.mkdir(parents=True, exist_ok=True)
    small = [out / path.name for path in paths]
    for path, target in zip(paths, small, strict=True):
        quantize(path, target)
    share_weights(small, out / WEIGHTS)
    share_weights(paths, work / WEIGHTS)


def copy_inputs(config: TrainConfig, run: Path, out: Path) -> None:
    """Put the tokenizer and the shape beside the graphs."""
    shutil.copyfile(run / "tokenizer.model", out / "tokenizer.model")
    named = CONFIGS / f"{config.model}.yaml"
    source = named if named.exists() else Path(config.model)
    (out / "config.yaml").write_text(yaml.safe_dump(yaml.safe_load(source.read_text()), sort_keys=False))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    config = TrainConfig.load(args.recipe)
    shape = config.model_config()
    export(load_average(shape, args.run), args.run / "export", args.out)
    copy_inputs(config, args.run, args.out)


if __name__ == "__main__":
    main()
