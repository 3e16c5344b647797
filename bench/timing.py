"""Medians and ratios of one interleaved run, and what they were taken on."""

from __future__ import annotations

import math
import os
import platform
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any


def interleaved(cases: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each case, taken in turns so that a drift of the machine falls on all of them."""
    times: dict[str, list[float]] = {name: [] for name in cases}
    for round_ in range(rounds + 1):
        for name, case in cases.items():
            started = time.perf_counter()
            case()
            if round_:  # the first round warms up
                times[name].append((time.perf_counter() - started) * 1e3)
    return times


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of the values do not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """Median of the ratios of values taken in the same round."""
    return statistics.median(a / b for a, b in zip(above, below, strict=True))


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Slope of log cost over log size by least squares: 1 is linear, 2 quadratic, 0 independent of the size."""
    return statistics.linear_regression([math.log(s) for s in sizes], [math.log(c) for c in costs]).slope


def milliseconds(times: Sequence[float]) -> list[str]:
    """Cells of p50 and p95."""
    return [f"{statistics.median(times):.1f}", f"{quantile(times, 0.95):.1f}"]


def processor() -> str:
    """The CPU's name, where the system tells it, and how many cores of it there are."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores"


def resident(pid: int | str = "self", field: str = "VmRSS") -> float:
    """MiB of a process's memory now, or at its highest as ``VmHWM``. Linux only."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"the system does not tell {field}")


def cpu_seconds(pid: int) -> float:
    """Processor time that a running process has used. Linux only."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
