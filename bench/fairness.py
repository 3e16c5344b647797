"""``python -m bench.fairness``: how long short messages wait, with and without long ones beside them."""

from __future__ import annotations

import argparse
import statistics
import time
from random import Random
from typing import Any

from bench.inside import answered
from bench.plot import Plot
from bench.section import Run, Section
from bench.sheet import Sheet
from bench.timing import quantile
from bench.traffic import LONGEST, Sizer, event, prose, record
from model_core.bundle import Bundle
from stream_scanner.policy import Policy
from stream_scanner.reader import Reader
from stream_scanner.scanner import Scanner

SHORT = 40
"""Tokens of a short message."""
SHORT_LOAD, LONG_LOAD = 0.25, 0.4
"""Share of one lane that messages of each length keep busy."""
BURST = 4
"""Long messages that come at once, at intervals that much longer."""


def service_time(scanner: Scanner, body: str, times: int = 3) -> float:
    """Seconds of a scan, at the median."""
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        scanner.scan(event(body), scanner.empty_memory())
        spent.append(time.perf_counter() - started)
    return statistics.median(spent)


def schedules(shorts: int, every: float, long_every: float, long: str, short: str) -> dict[str, list[Any]]:
    """Short messages at random moments, and long ones never, evenly or in bursts."""
    found: dict[str, list[Any]] = {}
    length = shorts * every
    evenly = max(1, round(length / long_every))
    bursts = {"none": [], "evenly": [1] * evenly, "in bursts": [BURST] * max(1, evenly // BURST)}
    for name, sizes in bursts.items():
        rng, at, rows = Random(1), 0.0, []
        for number in range(shorts):
            at += rng.expovariate(1 / every)
            rows.append((at, record(short, number) | {"event_id": f"{name}-short-{number}"}))
        for place, size in enumerate(sizes):
            for number in range(size):
                thread = f"{name}-long-{place}-{number}"
                moment = (place + 0.5) * length / len(sizes)
                rows.append((moment, record(long, thread=thread) | {"event_id": thread}))
        found[name] = sorted(rows, key=lambda row: row[0])
    return found


def fairness(bundle: Bundle, shorts: int, lanes: int) -> Section:
    """Latency of short messages in the three cases."""
    sizer = Sizer(bundle.path)
    scanner = Scanner(Reader(bundle, 1, early_exit=False, lanes=lanes), bundle.model, Policy.load())
    short, long = sizer.body(SHORT, 1, prose), sizer.body(LONGEST, 2, prose)
    takes = {"short": service_time(scanner, short), "long": service_time(scanner, long, 1)}
    cases = schedules(shorts, takes["short"] / SHORT_LOAD, takes["long"] / LONG_LOAD, long, short)
    warm = [(0.0, record(short, number) | {"event_id": f"warm-{number}"}) for number in range(4)]
    found = dict(zip(cases, answered(scanner, [warm, *cases.values()], lanes)[1:], strict=True))
    sheet = Sheet(
        f"Milliseconds from submission to acknowledged verdict, {lanes} lanes of one thread: {shorts} messages of "
        f"{sizer.tokens(short)} tokens (scan {1e3 * takes['short']:.0f} ms, {SHORT_LOAD:.0%} of a lane), and some of "
        f"{sizer.tokens(long)} tokens (scan {takes['long']:.1f} s, {LONG_LOAD:.0%} of a lane)",
        ["long messages", "how many", "short p50", "short p95", "short p99", "short longest", "long longest"], [],
    )  # fmt: skip
    quantiles = {}
    for name, latencies in found.items():
        apart = {kind: [v * 1e3 for key, v in latencies.items() if f"-{kind}-" in key] for kind in ("short", "long")}
        cells = [quantile(apart["short"], share) for share in (0.5, 0.95, 0.99, 1)]
        quantiles[name] = cells
        longest = f"{max(apart['long']):.0f}" if apart["long"] else "–"
        sheet.rows.append([name, str(len(apart["long"])), *(f"{cell:.0f}" for cell in cells), longest])
    tails = {name: cells[2] for name, cells in quantiles.items()}
    return Section(
        f"fairness-{lanes}", f"Short messages beside long ones, {lanes} lanes", [sheet],
        f"Long messages evenly spread take the p99 of short ones to {tails['evenly'] / tails['none']:.1f} times what "
        f"it is alone, bursts of {BURST} to {tails['in bursts'] / tails['none']:.1f} times. A scan gives "
        "its lane up after every segment, so a short message waits for segments, not for messages.",
        Plot("long messages beside them", "milliseconds of a short message", list(quantiles), {
            name: [cells[at] for cells in quantiles.values()] for at, name in enumerate(("p50", "p95", "p99"))
        }),
    )  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=200)
    parser.add_argument("--lanes", type=int, default=2)
    run = Run(__doc__, parser)
    run.publish(fairness(run.bundle, run.args.messages, run.args.lanes))


if __name__ == "__main__":
    main()
