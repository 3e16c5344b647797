import onnx
import pytest

from model_core.bundle import step_name
from tests.conftest import Exported
from training import parity
from training.export_onnx import TORCHSCRIPT, UNROLLED, check
from training.onnx_model import onnx_step
from training.predict import torch_step


def test_torch_equals_onnx(exported: Exported) -> None:
    config = exported.model.config
    result = parity.steps_agree(torch_step(exported.model), onnx_step(exported.floats, config), config)
    assert result["max_abs"] <= 1e-4
    assert result["equal_tags"]


@pytest.mark.parametrize("file", [UNROLLED, TORCHSCRIPT])
def test_step_by_step_equals_the_unrolled_window(exported: Exported, file: str) -> None:
    config = exported.model.config
    step = onnx_step(exported.floats, config) if file == UNROLLED else torch_step(exported.model)
    result = parity.unrolled_agrees(step, exported.floats / file, config)
    assert result["max_abs"] <= 1e-4
    assert result["equal_tags"]


def test_int8_step_by_step_equals_the_int8_unrolled_window(exported: Exported) -> None:
    config = exported.model.config
    result = parity.unrolled_agrees(onnx_step(exported.bundle, config), exported.bundle / UNROLLED, config)
    assert result["max_abs"] <= 1e-4
    assert result["equal_tags"]


@pytest.mark.parametrize("kind", ["floats", "bundle"])
def test_a_padded_bucket_is_a_tight_bucket_bit_for_bit(exported: Exported, kind: str) -> None:
    config = exported.model.config
    assert parity.padding_is_silent(onnx_step(getattr(exported, kind), config), config)["identical"]


def test_padding_would_be_noticed(exported: Exported) -> None:
    # The comparison itself can fail: a step that reads padding is told apart.
    config = exported.model.config
    honest = onnx_step(exported.floats, config)

    def leaky(ids, mask, *rest):  # type: ignore[no-untyped-def]
        return honest(ids, mask * 0 + 1, *rest)

    assert not parity.padding_is_silent(leaky, config)["identical"]


@pytest.mark.parametrize("name", ["step_64.onnx", "step_512.onnx", UNROLLED])
def test_graphs_are_opset_17_static_and_share_their_weights(exported: Exported, name: str) -> None:
    graph = onnx.load(exported.floats / name, load_external_data=False)
    check(graph)
    large = [t for t in graph.graph.initializer if t.data_location != onnx.TensorProto.EXTERNAL]
    assert sum(len(t.raw_data) for t in large) < 20_000
    assert {e.value for t in graph.graph.initializer for e in t.external_data if e.key == "location"} == {"weights.bin"}


def test_quantisation_reaches_the_fast_tier_and_spares_the_slow(exported: Exported) -> None:
    graph = onnx.load(exported.bundle / step_name(512), load_external_data=False).graph
    quantised = [node.name for node in graph.node if node.op_type == "MatMulInteger"]
    layers = exported.model.config.n_fast_layers
    # Seven maps a layer (queries, keys, values, both halves of the gated ones apart), three a gate; pooling joins twice
    # (input and hidden rows) and spreads once.
    assert len(quantised) == 7 * layers + 3 * 2 + 3
    assert not any("slow" in name or "head" in name for name in quantised)
