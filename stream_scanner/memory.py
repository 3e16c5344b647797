"""What a conversation remembers, and its home in Redis."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from model_core.labels import THREAD_FLAGS


@dataclasses.dataclass(frozen=True)
class ThreadMemory:
    """Everything remembered about one thread.

    Attributes:
        vector: float32[memory_vec_dim]; all zero means the learned seed.
        flags: one entry for each of `THREAD_FLAGS`.
        counts: cumulative spans by display type over the thread, and ``events``.
        model: hash of the bundle that wrote ``vector``; a vector of another bundle is not read.
    """

    vector: npt.NDArray[np.float32]
    flags: Mapping[str, bool]
    counts: Mapping[str, int]
    model: str

    @classmethod
    def empty(cls, dim: int, model: str) -> ThreadMemory:
        """The memory of a thread never seen before."""
        return cls(np.zeros(dim, np.float32), dict.fromkeys(THREAD_FLAGS, False), {}, model)
