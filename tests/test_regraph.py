"""A bundle's graphs for other lengths, from its own weights."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from model_core.bundle import Bundle
from tests.conftest import Exported
from training import regraph as module
from training.regraph import regraph


def test_other_lengths_say_the_same_bits(exported: Exported, tmp_path: Path) -> None:
    out = tmp_path / "out"
    old = Bundle.open(exported.bundle)
    identity = regraph(exported.bundle, out, (32, 72, 512))
    new = Bundle.open(out)
    assert new.model == identity != old.model
    assert new.config.buckets == (32, 72, 512)
    assert sorted(path.name for path in out.glob("step_*.onnx")) == ["step_32.onnx", "step_512.onnx", "step_72.onnx"]
    assert new.facts["weights_of"] == old.model
    assert new.files["calib.json"] == old.files["calib.json"]
    parity = json.loads((out / "parity.json").read_text())
    assert parity["graphs = graphs before"] == {"cases": 24, "max_abs": 0.0, "equal_tags": True, "identical": True}


def test_graphs_that_say_anything_else_are_not_sealed(
    exported: Exported, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def off(model, bundle):  # type: ignore[no-untyped-def]
        model.load_state_dict(exported.model.state_dict())
        model.tag_head.out.bias.data += 1e-3

    monkeypatch.setattr(module, "restart", off)
    with pytest.raises(ValueError, match="not what"):
        regraph(exported.bundle, tmp_path / "out", (64, 512))
    assert not (tmp_path / "out" / "manifest.json").exists()
