"""``python -m bench.lanes``: two lanes of one thread beside one lane of two threads."""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random

from bench.section import Run, Section
from bench.sheet import Sheet
from bench.timing import quantile, ratio
from bench.traffic import Sizer, event
from model_core.bundle import Bundle
from stream_scanner.events import Event
from stream_scanner.policy import Policy
from stream_scanner.reader import Reader
from stream_scanner.scanner import Scanner

LOAD = 0.6
"""Arrivals of the second pass, as a share of what the slower arrangement can do."""


class Lanes:
    """Threads that scan side by side."""

    def __init__(self, bundle: Bundle, lanes: int, threads: int) -> None:
        self.name = f"{lanes} lanes of {threads}" if lanes > 1 else f"{lanes} lane of {threads}"
        self._lanes = lanes
        self._scanner = Scanner(Reader(bundle, threads, early_exit=False, lanes=lanes), bundle.model, Policy.load())

    def run(self, events: Sequence[Event], arrivals: Sequence[float]) -> tuple[float, list[float]]:
        """Messages a second over all of them, and seconds from each arrival to its verdict."""
        begun = time.perf_counter()

        def scan(event: Event, at: float) -> float:
            self._scanner.scan(event, self._scanner.empty_memory())
            return time.perf_counter() - begun - at

        with ThreadPoolExecutor(self._lanes) as pool:
            waiting = []
            for one, at in zip(events, arrivals, strict=True):
                time.sleep(max(0.0, begun + at - time.perf_counter()))
                waiting.append(pool.submit(scan, one, at))
            taken = [future.result() for future in waiting]
        return len(events) / (time.perf_counter() - begun), taken


def lanes(bundle: Bundle, count: int, rounds: int) -> Section:
    """Throughput of a backlog and latency at the same arrivals, in turns."""
    sizer = Sizer(bundle.path)
    events = [event(body) for body in sizer.mixed(count)]
    both = [Lanes(bundle, 2, 1), Lanes(bundle, 1, 2)]
    rates: list[list[float]] = [[], []]
    taken: list[list[float]] = [[], []]
    for _ in range(rounds):
        for place, one in enumerate(both):
            rates[place].append(one.run(events, [0.0] * count)[0])
    rng, at, arrivals = Random(2), 0.0, []
    rate = LOAD * min(statistics.median(found) for found in rates)
    for _ in events:
        at += rng.expovariate(rate)
        arrivals.append(at)
    for place, one in enumerate(both):
        taken[place] += one.run(events, arrivals)[1]
    sheet = Sheet(
        f"A mixed stream of {count} messages, {rounds} rounds in turns; latency at {rate:.1f} arrivals a second",
        ["arrangement", "messages/s of a backlog", "latency p50 ms", "p95 ms", "p99 ms"], [],
    )  # fmt: skip
    for one, found, waits in zip(both, rates, taken, strict=True):
        cells = [f"{1e3 * quantile(waits, share):.0f}" for share in (0.5, 0.95, 0.99)]
        sheet.rows.append([one.name, f"{statistics.median(found):.2f}", *cells])
    tails = [quantile(waits, 0.95) for waits in taken]
    return Section(
        "lanes", "Two lanes or two threads", [sheet],
        f"Two lanes of one thread do {ratio(rates[0], rates[1]):.2f} times the messages of one lane of two threads; "
        f"their p95 at the same arrivals is {tails[0] / tails[1]:.2f} times as long. A lane of the worker has one.",
    )  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=2)
    run = Run(__doc__, parser)
    run.publish(lanes(run.bundle, run.args.messages, run.args.rounds))


if __name__ == "__main__":
    main()
