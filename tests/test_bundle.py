import json
import shutil
from pathlib import Path

import pytest

from model_core.bundle import Bundle, BundleError, seal
from model_core.calibration import Calibration
from tests.conftest import Exported


@pytest.fixture
def bundle(exported: Exported, tmp_path: Path) -> Path:
    return shutil.copytree(exported.bundle, tmp_path / "bundle")


def test_an_intact_bundle_opens(bundle: Path) -> None:
    opened = Bundle.open(bundle)
    assert opened.config.d_model == 64
    assert len(opened.model) == 16
    assert {"weights.bin", "step_64.onnx", "tokenizer.model", "calib.json", "config.yaml"} <= set(opened.files)


def test_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"manifest\.json: no such file"):
        Bundle.open(tmp_path)


@pytest.mark.parametrize("name", ["weights.bin", "step_128.onnx", "tokenizer.model", "calib.json"])
def test_a_missing_file_is_named(bundle: Path, name: str) -> None:
    (bundle / name).unlink()
    with pytest.raises(BundleError, match=rf"{name}: missing"):
        Bundle.open(bundle)


def test_an_altered_file_is_named(bundle: Path) -> None:
    with (bundle / "weights.bin").open("r+b") as file:
        file.write(b"\xff")
    with pytest.raises(BundleError, match=r"weights\.bin: SHA-256"):
        Bundle.open(bundle)


@pytest.mark.parametrize("text", ["{", "[]", '{"format": 1}', '{"format": 9, "model": "x", "files": {}}'])
def test_a_broken_manifest_is_named(bundle: Path, text: str) -> None:
    (bundle / "manifest.json").write_text(text)
    with pytest.raises(BundleError, match="manifest"):
        Bundle.open(bundle)


def test_an_identity_follows_from_the_files(bundle: Path) -> None:
    before = Bundle.open(bundle).model
    Calibration.identity().save(bundle / "calib.json")
    assert seal(bundle, {}) == before
    calibration = Calibration.identity()
    calibration.bias[0, 0] = 0.5
    calibration.save(bundle / "calib.json")
    assert seal(bundle, {}) != before
    manifest = json.loads((bundle / "manifest.json").read_text())
    manifest["model"] = before
    (bundle / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(BundleError, match="does not follow"):
        Bundle.open(bundle)


def test_calibration_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    one = Calibration.identity()
    one.temperature[1, 2], one.bias[0, 3], one.thresholds[1, 4] = 1.75, -0.25, 0.625
    one.save(tmp_path / "calib.json")
    two = Calibration.load(tmp_path / "calib.json")
    assert (one.temperature == two.temperature).all()
    assert (one.bias == two.bias).all()
    assert (one.thresholds == two.thresholds).all()
