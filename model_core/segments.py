"""Cutting a token sequence into segments, the units of compute and of early exit."""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt


@dataclasses.dataclass(frozen=True, slots=True)
class Segment:
    """Tokens ``[start, stop)`` are read together; the tags of ``[own_start, own_stop)`` are taken from here.

    Owned ranges of a message's segments tile it exactly.
    """

    start: int
    stop: int
    own_start: int
    own_stop: int


def cut(quality: npt.NDArray[np.int8], size: int, stride: int) -> list[Segment]:
    """Cut ``len(quality)`` tokens into segments of at most ``size``.

    A cut falls on the best break (`Tokens.cut`) inside the last ``stride`` positions, the latest of equals. Only
    where there is none do neighbours overlap by one stride, each owning its half of the overlap.
    """
    if size <= stride:
        raise ValueError(f"a segment of {size} tokens can't overlap its neighbour by a stride of {stride}")
    total = len(quality)
    segments: list[Segment] = []
    start = own = 0
    while total - start > size:
        low = start + size - stride + 1
        window = quality[low : start + size + 1]
        best = int(window.max())
        if best > 0:
            stop = own_stop = low + len(window) - 1 - int(window[::-1].argmax())
            following = stop
        else:
            stop = start + size
            following = stop - stride
            own_stop = stop - stride // 2
        segments.append(Segment(start, stop, own, own_stop))
        start, own = following, own_stop
    segments.append(Segment(start, total, own, total))
    return segments


def bucket(length: int, buckets: tuple[int, ...]) -> int:
    """The smallest bucket that holds ``length`` tokens."""
    for size in buckets:
        if length <= size:
            return size
    raise ValueError(f"{length} tokens exceed the largest bucket, {buckets[-1]}")
