from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.products import divide

ROWS, WIDTH, SIZES = 5, 16, [8, 24, 16]


def quantised(folder: Path, tail: list[onnx.NodeProto], outputs: list[str]) -> onnx.ModelProto:
    rng = np.random.default_rng(7)
    weight = numpy_helper.from_array(rng.normal(size=(WIDTH, sum(SIZES))).astype(np.float32), "weight")
    sizes = helper.make_node("Constant", [], ["sizes"], value=numpy_helper.from_array(np.array(SIZES), "sizes"))
    product = helper.make_node("MatMul", ["rows", "weight"], ["both"], "product")
    rows = helper.make_tensor_value_info("rows", TensorProto.FLOAT, [1, ROWS, WIDTH])
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
    graph = helper.make_graph([sizes, product, *tail], "cut", [rows], ends, [weight])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, folder / "float.onnx")
    quantize_dynamic(
        folder / "float.onnx", folder / "int8.onnx", op_types_to_quantize=["MatMul"], per_channel=True,
        weight_type=QuantType.QInt8,
    )  # fmt: skip
    return onnx.load(folder / "int8.onnx")


def split(name: str, outputs: list[str]) -> onnx.NodeProto:
    return helper.make_node("Split", [name, "sizes"], outputs, axis=-1)


def products(model: onnx.ModelProto) -> int:
    return sum(node.op_type == "MatMulInteger" for node in model.graph.node)


def run(model: onnx.ModelProto) -> list[np.ndarray]:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    rows = np.random.default_rng(8).normal(size=(1, ROWS, WIDTH)).astype(np.float32)
    return session.run(None, {"rows": rows})


def test_a_product_that_is_only_cut_becomes_one_a_part_and_stays_the_same(tmp_path: Path) -> None:
    parts = ["a", "b", "c"]
    model = quantised(tmp_path, [split("both", parts)], parts)
    whole = run(model)
    divide(model.graph)
    onnx.checker.check_model(model)
    assert products(model) == len(SIZES)
    assert [node.op_type for node in model.graph.node if "both" in node.input] == []
    for before, after, size in zip(whole, run(model), SIZES, strict=True):
        assert after.shape == (1, ROWS, size)
        np.testing.assert_array_equal(before, after)


def test_weights_that_are_used_twice_are_cut_once(tmp_path: Path) -> None:
    again = helper.make_node("MatMul", ["rows", "weight"], ["more"], "again")
    parts, others = ["a", "b", "c"], ["d", "e", "f"]
    model = quantised(tmp_path, [split("both", parts), again, split("more", others)], [*parts, *others])
    whole = run(model)
    divide(model.graph)
    onnx.checker.check_model(model)
    assert products(model) == 2 * len(SIZES)
    for before, after in zip(whole, run(model), strict=True):
        np.testing.assert_array_equal(before, after)


@pytest.mark.parametrize("outputs", [["a", "b", "c", "both"], ["a", "b", "c", "sum"]])
def test_a_product_that_is_read_whole_as_well_is_left_alone(tmp_path: Path, outputs: list[str]) -> None:
    tail = [split("both", ["a", "b", "c"]), helper.make_node("ReduceSum", ["both"], ["sum"])]
    model = quantised(tmp_path, tail, outputs)
    divide(model.graph)
    assert products(model) == 1
