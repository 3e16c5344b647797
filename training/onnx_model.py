"""Exported graphs behind the signature of `training.predict.Step`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from model_core.bundle import step_name
from model_core.config import ModelConfig
from training.export_onnx import STEP_INPUTS
from training.predict import Arrays, Step


def session(path: Path, threads: int = 1) -> onnxruntime.InferenceSession:
    """A CPU session of one graph."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def onnx_step(directory: Path, config: ModelConfig, threads: int = 1) -> Step:
    """The step graphs of a directory as one function; the bucket follows from the shape of ``ids``."""
    sessions = {length: session(directory / step_name(length), threads) for length in config.buckets}

    def step(*inputs: npt.NDArray[Any]) -> Arrays:
        feed = dict(zip(STEP_INPUTS, inputs, strict=True))
        outputs: list[npt.NDArray[np.float32]] = sessions[inputs[0].shape[1]].run(None, feed)
        return tuple(outputs)

    return step
