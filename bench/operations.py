"""What a step graph is made of: classes of its operators, multiplications of its products, bytes of its weights."""

from __future__ import annotations

import dataclasses
import math
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import onnx
import onnxruntime
from onnx import TensorProto, shape_inference

INT8: Final = {"MatMulInteger", "DynamicQuantizeMatMul", "MatMulIntegerToFloat"}
FLOAT: Final = {"MatMul", "Gemm", "FusedMatMul", "FusedGemm"}
RECURRENT: Final = "GRU"
LAYOUT: Final = {
    "Split", "Concat", "Transpose", "Slice", "Reshape", "Squeeze", "Unsqueeze", "Gather", "Expand", "Pad", "Flatten",
    "Identity", "Tile",
}  # fmt: skip
ATTENTION: Final = "MultiHeadAttention"
"""Both products, the softmax between them and the transposes around them in one node."""
SHAPED: Final = {ATTENTION, "RotaryEmbedding"}
"""Operators of the runtime, unknown to shape inference; what they yield is shaped like their first input."""
CLASSES: Final = (
    "int8 matmul", "float matmul", "attention", "layout", "norms", "recurrence", "elementwise",
)  # fmt: skip


def operator_class(op: str, name: str) -> str:
    """The class of a node by its operator and its name, which holds the path of the module that it came from."""
    if name.startswith("/slow/"):
        return "recurrence"
    if any("norm" in part for part in name.split("/")):
        return "norms"
    if op in INT8 or op == "DynamicQuantizeLinear":
        return "int8 matmul"
    if op in FLOAT:
        return "float matmul"
    if op == ATTENTION:
        return "attention"
    return "layout" if op in LAYOUT else "elementwise"


def product(left: Sequence[int], right: Sequence[int], transposed: tuple[bool, bool] = (False, False)) -> int:
    """Multiply-adds of ``left @ right``, leading axes broadcast."""
    rows, inner = reversed(left[-2:]) if transposed[0] else left[-2:]
    columns = right[-2] if transposed[1] else right[-1]
    batch = [max(pair) for pair in zip(_padded(left[:-2], right), _padded(right[:-2], left), strict=True)]
    return math.prod(batch) * rows * inner * columns


def _padded(axes: Sequence[int], other: Sequence[int]) -> list[int]:
    return [1] * (len(other) - 2 - len(axes)) + list(axes)


@dataclasses.dataclass(frozen=True)
class Work:
    """Of one step.

    Attributes:
        int8: multiply-adds of quantised products by (rows, inner, columns).
        float32: the same of float products, batches counted in.
        weights: bytes of the weights that are multiplied by, each read once.
    """

    int8: Counter[tuple[int, int, int]]
    float32: int
    weights: int

    @property
    def quantised(self) -> int:
        """Multiply-adds in int8."""
        return sum(self.int8.values())


def work(graph: onnx.ModelProto) -> Work:
    """Count a graph whose shapes are static.

    Raises:
        ValueError: shape inference does not find the operands of a product.
    """
    inferred = shape_inference.infer_shapes(_known(graph), strict_mode=True, data_prop=True).graph
    shapes: dict[str, list[int]] = {tensor.name: list(tensor.dims) for tensor in inferred.initializer}
    for value in (*inferred.input, *inferred.value_info, *inferred.output):
        dims = value.type.tensor_type.shape.dim
        if all(dim.HasField("dim_value") for dim in dims):
            shapes[value.name] = [dim.dim_value for dim in dims]
    for node in inferred.node:
        if node.op_type == "Constant" and node.attribute[0].name == "value":
            shapes[node.output[0]] = list(node.attribute[0].t.dims)
    int8: Counter[tuple[int, int, int]] = Counter()
    # Scores and sums are as many products each as queries times keys are long.
    pairs = ([shapes[name] for name in node.input[:2]] for node in graph.graph.node if node.op_type == ATTENTION)
    float32 = sum(2 * math.prod(queries) * keys[1] for queries, keys in pairs)
    used: set[str] = set()
    for node in inferred.node:
        if node.op_type == RECURRENT:
            # Each row is multiplied by the input's weights[1,3d,inner], the state before it by its own[1,3d,d].
            used.update(node.input[1:3])
            float32 += math.prod(shapes[node.input[0]][:2]) * sum(math.prod(shapes[name]) for name in node.input[1:3])
        if node.op_type not in INT8 | FLOAT:
            continue
        if any(name not in shapes for name in node.input[:2]):
            raise ValueError(f"{node.name}: the shape of an operand is not known")
        used.update(node.input[:2])
        left, right = (shapes[name] for name in node.input[:2])
        flags = {a.name: bool(a.i) for a in node.attribute if a.name in ("transA", "transB")}
        count = product(left, right, (flags.get("transA", False), flags.get("transB", False)))
        if node.op_type in INT8:
            inner, columns = right[-2:]
            int8[count // (inner * columns), inner, columns] += count
        else:
            float32 += count
    weights = sum(_bytes(tensor) for tensor in inferred.initializer if tensor.name in used)
    return Work(int8, float32, weights)


def _known(graph: onnx.ModelProto) -> onnx.ModelProto:
    """The graph with a stand-in for each operator that shape inference does not know."""
    known = onnx.ModelProto()
    known.CopyFrom(graph)
    for node in known.graph.node:
        if node.op_type in SHAPED:
            stand_in = onnx.helper.make_node("Identity", node.input[:1], node.output, node.name)
            node.CopyFrom(stand_in)
    return known


def _bytes(tensor: TensorProto) -> int:
    return int(math.prod(tensor.dims) * onnx.helper.tensor_dtype_to_np_dtype(tensor.data_type).itemsize)


def load(path: Path) -> onnx.ModelProto:
    """A graph with its constants folded by the runtime, so that inference finds every shape."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.log_severity_level = 3
    with tempfile.TemporaryDirectory() as directory:
        options.optimized_model_filepath = f"{directory}/folded.onnx"
        onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        return onnx.load(options.optimized_model_filepath, load_external_data=False)
