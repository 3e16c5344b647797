"""A model bundle: a directory of graphs, weights, tokenizer and calibration, sealed by a manifest of hashes."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path
from typing import Any

from model_core.config import ModelConfig

MANIFEST = "manifest.json"
FORMAT = 1
WEIGHTS = "weights.bin"


def step_name(bucket: int) -> str:
    """File name of the step graph for ``bucket`` tokens."""
    return f"step_{bucket}.onnx"


class BundleError(RuntimeError):
    """A bundle that must not be served: a file is missing, or is not the one its manifest names."""


@dataclasses.dataclass(frozen=True)
class Bundle:
    """An opened bundle.

    Attributes:
        path: its directory.
        model: identity, 16 hex digits over all file hashes.
        config: the network's shape.
        facts: what the training run said of itself.
    """

    path: Path
    model: str
    config: ModelConfig
    facts: dict[str, Any]
    files: dict[str, str]

    @classmethod
    def open(cls, path: Path) -> Bundle:
        """Read the manifest and check every file's SHA-256.

        Raises:
            BundleError: naming the file and what is wrong with it.
        """
        manifest = path / MANIFEST
        if not manifest.is_file():
            raise BundleError(f"{manifest}: no such file; a model bundle is a directory with a manifest")
        try:
            data = json.loads(manifest.read_text(encoding="utf-8"))
            files, model, form = dict(data["files"]), str(data["model"]), data["format"]
        except (ValueError, KeyError, TypeError) as error:
            raise BundleError(f"{manifest}: not a bundle manifest ({type(error).__name__}: {error})") from None
        if form != FORMAT:
            raise BundleError(f"{manifest}: format {form!r} is not supported, expected {FORMAT}")
        for name, expected in files.items():
            file = path / name
            if not file.is_file():
                raise BundleError(f"{file}: missing, though the manifest names it")
            if (actual := sha256(file)) != expected:
                raise BundleError(f"{file}: SHA-256 is {actual[:16]}…, the manifest says {expected[:16]}…")
        if model != identity(files):
            raise BundleError(f"{manifest}: model identity {model} does not follow from its file hashes")
        return cls(path, model, ModelConfig.load(path / "config.yaml"), dict(data.get("facts", {})), files)


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def identity(files: dict[str, str]) -> str:
    """Identity of a set of file hashes."""
    listing = "\n".join(f"{name} {files[name]}" for name in sorted(files))
    return hashlib.sha256(listing.encode()).hexdigest()[:16]


def seal(path: Path, facts: dict[str, Any]) -> str:
    """Write the manifest over every file in ``path`` that serving reads; returns the identity."""
    served = (".onnx", ".bin", ".model", ".yaml", "calib.json")
    files = {f.name: sha256(f) for f in sorted(path.iterdir()) if f.name.endswith(served)}
    model = identity(files)
    data = {"format": FORMAT, "model": model, "files": files, "facts": facts}
    (path / MANIFEST).write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    return model
