"""Running the step graphs of a bundle; the only module that knows the runtime."""

from __future__ import annotations

import functools
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import onnxruntime

from model_core.bundle import Bundle, BundleError, step_name
from model_core.segments import bucket
from model_core.tokenizer import PAD

Floats = npt.NDArray[np.float32]
LOADERS = 2
"""Graphs that are optimised at the same time when a bundle is loaded."""


class Step(NamedTuple):
    """What one segment of n tokens yields: doc logits[4], tag logits[n,21], state[1,2,d], memory[1,m]."""

    doc: Floats
    tags: Floats
    state: Floats
    memory: Floats


@functools.cache
def _register_arena() -> None:
    """Give the process's runtime the one arena that all sessions share."""
    place = onnxruntime.OrtMemoryInfo(
        "Cpu", onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, onnxruntime.OrtMemType.DEFAULT
    )
    same_as_requested, default = 1, -1
    arena = onnxruntime.OrtArenaCfg(
        {
            "max_mem": 0,
            "arena_extend_strategy": same_as_requested,
            "initial_chunk_size_bytes": default,
            "max_dead_bytes_per_chunk": default,
        }
    )
    onnxruntime.create_and_register_allocator(place, arena)


def session_options(threads: int) -> onnxruntime.SessionOptions:
    """How sessions are run; `bench.settings` says what each of these is worth."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Idle spinning would take the core that evidence and Kafka run on.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    # One arena for all buckets, grown by what is asked for: each with its own held twice as much, and no faster.
    _register_arena()
    options.add_session_config_entry("session.use_env_allocators", "1")
    options.enable_mem_pattern = False
    return options


class Engine:
    """One session a bucket, batch 1. Batching would put two messages under one int8 scale, and one could move the
    other's score. Thread-safe: the caller decides how many threads step at the same time.

    Args:
        threads: threads that one step may use.
    """

    def __init__(self, bundle: Bundle, threads: int = 1) -> None:
        self.config, options = bundle.config, session_options(threads)

        def load(size: int) -> onnxruntime.InferenceSession:
            path = bundle.path / step_name(size)
            try:
                return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
            except Exception as error:
                # The runtime raises its own unrelated classes; whichever it is, the bundle can't be served.
                raise BundleError(f"{path}: the runtime can't load it ({type(error).__name__})") from error

        with ThreadPoolExecutor(LOADERS) as pool:
            self._sessions = dict(zip(self.config.buckets, pool.map(load, self.config.buckets), strict=True))

    def blank(self) -> Floats:
        """A state for the first segment, which does not read it."""
        return np.zeros((1, self.config.n_slow_blocks, self.config.slow_hidden_dim), np.float32)

    def step(self, ids: npt.NDArray[np.int32], state: Floats, memory: Floats, first: bool) -> Step:
        """Read ids[n], n at most a segment, in the tightest bucket; state[1,2,d], memory[1,m]."""
        count = len(ids)
        size = bucket(count, self.config.buckets)
        padded = np.full((1, size), PAD, np.int64)
        padded[0, :count] = ids
        mask = np.zeros((1, size), np.float32)
        mask[0, :count] = 1.0
        feed: dict[str, npt.NDArray[Any]] = {
            "ids": padded,
            "mask": mask,
            "state": state,
            "memory": memory,
            "first": np.full((1, 1), float(first), np.float32),
        }
        doc, tags, state_out, memory_out = self._sessions[size].run(None, feed)
        return Step(doc[0], tags[0, :count], state_out, memory_out)

    def warm_up(self) -> None:
        """Run every bucket once, so that the first event does not pay for allocation."""
        memory = np.zeros((1, self.config.memory_vec_dim), np.float32)
        for size in self.config.buckets:
            self.step(np.full(size, PAD, np.int32), self.blank(), memory, first=True)
