"""The bench's pure parts: counts of operations, order statistics, made-up traffic, pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from bench import fairness, traffic
from bench.length import exits
from bench.operations import operator_class, product, work
from bench.plot import Plot
from bench.roofline import limit, product_graph
from bench.section import Run, Section
from bench.settings import ENTRIES, settings
from bench.sheet import Sheet
from bench.timing import exponent, interleaved, quantile, ratio
from model_core.bundle import Bundle
from tests.conftest import Exported


def toy(columns: int = 5) -> onnx.ModelProto:
    """``y = gemm(relu(x @ w), v^T)`` for x[2,3,4], batch 2, with a matrix that nothing is multiplied by."""
    nodes = [
        helper.make_node("Add", ["x", "bias"], ["moved"]),
        helper.make_node("MatMul", ["moved", "w"], ["h"]),
        helper.make_node("Reshape", ["h", "shape"], ["flat"]),
        helper.make_node("Gemm", ["flat", "v"], ["y"], transB=1),
    ]
    rng = np.random.default_rng(0)
    values: dict[str, npt.NDArray[Any]] = {
        "bias": rng.normal(size=(3, 4)).astype(np.float32),
        "w": rng.normal(size=(4, columns)).astype(np.float32),
        "v": rng.normal(size=(7, columns)).astype(np.float32),
        "shape": np.array([6, columns], np.int64),
    }
    graph = helper.make_graph(
        nodes, "toy",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [2, 3, 4])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [6, 7])],
        [numpy_helper.from_array(value, name) for name, value in values.items()],
    )  # fmt: skip
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])


def test_float_products_are_counted_once_a_batch_row() -> None:
    found = work(toy())
    assert found.float32 == 2 * 3 * 4 * 5 + 6 * 5 * 7
    assert not found.int8
    assert found.weights == 4 * (4 * 5 + 7 * 5)  # the bias is added, not multiplied by


def test_quantised_products_are_counted_by_shape() -> None:
    found = work(onnx.load_from_string(product_graph((64, 32, 16), quantised=True)))
    assert found.int8 == {(64, 32, 16): 64 * 32 * 16}
    assert found.float32 == 0
    assert found.weights == 32 * 16


def test_the_same_product_in_float_asks_the_same_and_weighs_four_times_as_much() -> None:
    both = [work(onnx.load_from_string(product_graph((8, 32, 16), q))) for q in (True, False)]
    assert both[0].quantised == both[1].float32
    assert 4 * both[0].weights == both[1].weights


def test_an_operand_without_a_shape_is_an_error() -> None:
    graph = toy()
    graph.graph.input[0].type.tensor_type.shape.dim[0].ClearField("dim_value")
    graph.graph.input[0].type.tensor_type.shape.dim[0].dim_param = "n"
    with pytest.raises(ValueError, match="operand"):
        work(graph)


def test_products_broadcast_and_transpose() -> None:
    assert product([8, 64, 32], [8, 32, 64]) == 8 * 64 * 32 * 64
    assert product([1, 6, 64, 32], [32, 10]) == 6 * 64 * 32 * 10
    assert product([6, 5], [7, 5], (False, True)) == 6 * 5 * 7
    assert product([5, 6], [5, 7], (True, False)) == 6 * 5 * 7


def test_nodes_are_classed_by_module_first() -> None:
    assert operator_class("DynamicQuantizeMatMul", "/layers.0/mlp/up/MatMul_quant") == "int8 matmul"
    assert operator_class("FusedMatMul", "/tag_head/MatMul/MatMulScaleFusion/") == "float matmul"
    assert operator_class("MultiHeadAttention", "/layers.0/attention/MultiHeadAttention") == "attention"
    assert operator_class("Mul", "/layers.0/attention_norm/Mul_kernel_time") == "norms"
    assert operator_class("Mul", "/layers.0/attention/Mul_3") == "elementwise"
    assert operator_class("Gemm", "/slow/cells.0/hidden/Gemm") == "recurrence"
    assert operator_class("Mul", "/gates.0/slow/Mul") == "elementwise"
    assert operator_class("Squeeze", "Squeeze_token_129") == "layout"


def test_attention_counts_both_products() -> None:
    rows = [
        onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [2, n, 32])
        for name, n in zip("qkv", (8, 16, 16), strict=True)
    ]
    out = onnx.helper.make_tensor_value_info("out", onnx.TensorProto.FLOAT, [2, 8, 32])
    turned = onnx.helper.make_node("RotaryEmbedding", ["q", "at", "cos", "sin"], ["turned"], domain="com.microsoft")
    mixed = onnx.helper.make_node(
        "MultiHeadAttention", ["turned", "k", "v"], ["out"], domain="com.microsoft", num_heads=4
    )
    graph = onnx.helper.make_graph([turned, mixed], "attention", rows, [out])
    asked = work(onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)]))
    assert (asked.quantised, asked.float32) == (0, 2 * 2 * 8 * 16 * 32)


def test_the_limit_is_the_slower_of_arithmetic_and_memory() -> None:
    asked = work(onnx.load_from_string(product_graph((64, 32, 16), quantised=True)))
    assert limit(asked, 2.0, 1.0, 1e9) == pytest.approx(2 * 64 * 32 * 16 / 2e6)
    assert limit(asked, 1e9, 1e9, 1.0) == pytest.approx(32 * 16 / 1e6)


def test_quantiles_are_values_that_were_seen() -> None:
    values = [float(n) for n in range(100, 0, -1)]
    assert [quantile(values, share) for share in (0.0, 0.5, 0.95, 0.99, 1.0)] == [1, 50, 95, 99, 100]
    assert quantile([3.0], 0.99) == 3.0


def test_a_ratio_is_taken_round_by_round() -> None:
    # A machine that slows down tenfold in the last round moves neither.
    assert ratio([2.0, 2.0, 20.0], [1.0, 1.0, 10.0]) == 2.0
    with pytest.raises(ValueError, match="zip"):
        ratio([1.0], [1.0, 2.0])


@pytest.mark.parametrize("power", [0, 1, 2])
def test_an_exponent_is_the_power_of_the_growth(power: int) -> None:
    sizes = [10, 100, 1000]
    assert exponent(sizes, [3.0 * size**power for size in sizes]) == pytest.approx(power)


def test_cases_take_turns_and_the_first_turn_is_not_counted() -> None:
    order: list[str] = []
    times = interleaved({name: lambda n=name: order.append(n) for name in "ab"}, 2)  # type: ignore[misc]
    assert order == list("ababab")
    assert [len(values) for values in times.values()] == [2, 2]


def test_the_mixed_stream_is_log_normal_and_the_same_for_a_seed() -> None:
    found = traffic.lengths(2000, 1)
    assert found == traffic.lengths(2000, 1) != traffic.lengths(2000, 2)
    assert 105 < quantile(found, 0.5) < 135
    assert traffic.SHORTEST <= min(found) < max(found) <= traffic.LONGEST
    # One standard deviation of the logarithm above the median.
    assert 2.4 < quantile(found, 0.84) / quantile(found, 0.5) < 3.0


def test_records_are_events() -> None:
    first, second = traffic.event("hello"), traffic.event("hello", 1)
    assert first.body == "hello"
    assert first.thread_id != second.thread_id


def test_short_messages_come_at_the_same_moments_with_and_without_long_ones() -> None:
    cases = fairness.schedules(50, 0.1, 0.5, "long", "short")
    moments = [[at for at, row in rows if row["body"] == "short"] for rows in cases.values()]
    assert moments[0] == moments[1] == moments[2]
    counts = [sum(row["body"] == "long" for _, row in rows) for rows in cases.values()]
    assert counts[0] == 0
    assert counts[1] == 10
    assert counts[2] == 10 // fairness.BURST * fairness.BURST
    ids = [row["event_id"] for rows in cases.values() for _, row in rows]
    assert len(ids) == len(set(ids))


def test_forced_exits_are_taken(exported: Exported) -> None:
    forced, taken = exits(Bundle.open(exported.bundle), rounds=1, count=1).sheets
    assert [row[1] for row in forced.rows] == ["complete", "early allow", "early allow", "early block"]
    assert [row[0] for row in taken.rows] == ["768", "1024"]


def test_every_setting_runs(exported: Exported) -> None:
    (sheet,) = settings(Bundle.open(exported.bundle), rounds=1).sheets
    assert [row[0] for row in sheet.rows] == list(ENTRIES)
    assert all(float(cell) > 0 for row in sheet.rows for cell in row[1:] if cell != "–")


def test_a_section_replaces_itself_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Page\n\nkept\n")
    monkeypatch.setattr(sys, "argv", ["bench/axes.py", "--markdown", str(page)])
    run = Run("doc")
    for value in ("1", "2"):
        run.publish(Section("one", "A title", [Sheet("what", ["a", "b"], [["x", value]])], "It means this."))
    text = page.read_text()
    assert text.count("## A title") == 1
    assert "| x | 2 |" in text
    assert "| x | 1 |" not in text
    assert "`python -m bench.axes`" in text
    assert str(tmp_path) not in text
    assert text.startswith("# Page\n\nkept\n")
    assert run.bundle.model in text


def test_a_plot_of_equal_figures_is_the_same_file(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    for number, plot in enumerate(
        (
            Plot("characters", "ms", [64, 128, 512], {"one": [1.0, 2.0, 8.5], "two": [1.0, 1.0, 1.0]}),
            Plot("case", "ms", ["none", "bursts"], {"p50": [1.0, 2.0], "p99": [3.0, 9.0]}),
        )
    ):
        first, second = tmp_path / f"{number}a" / "plot.svg", tmp_path / f"{number}b" / "plot.svg"
        plot.save(first)
        plot.save(second)
        assert first.read_bytes() == second.read_bytes()
        assert b"<svg" in first.read_bytes()
