"""``python -m bench.length``: the step by bucket, whole messages, and what early exit saves by length."""

from __future__ import annotations

import argparse
import dataclasses
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.plot import Plot
from bench.section import Run, Section
from bench.sheet import Sheet
from bench.timing import interleaved, milliseconds, ratio
from bench.traffic import Sizer, event, prose, two_kilobytes
from model_core.bundle import Bundle
from model_core.calibration import Calibration
from stream_scanner.engine import Engine
from stream_scanner.policy import Policy
from stream_scanner.reader import Reader
from stream_scanner.scanner import Scan, Scanner

CHAT = 128
"""Tokens of the chat message."""
EXITS = {512: "benign", 768: "benign", 1024: "benign", 2048: "severe"}
"""Tokens of the messages that exit early, and why they do. No message over 1,024 tokens is ever allowed early."""
FORCED = {"benign": (0.01, 0.01, 0.99, 0.01), "severe": (0.99, 0.99, 0.5, 0.01)}


@dataclasses.dataclass(frozen=True)
class Forced(Calibration):
    """Makes every reading look the same, so that an exit is timed whatever the weights say."""

    scores: tuple[float, ...] = ()

    def probability(self, logits: npt.NDArray[np.float32], segment: int) -> npt.NDArray[np.float64]:
        return np.array(self.scores)


class TimedReader(Reader):
    """Also notes the seconds that its checks for an exit took."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.checks: list[float] = []

    def _exit(self, *args: Any) -> Any:
        started = time.perf_counter()
        found = super()._exit(*args)
        self.checks.append(time.perf_counter() - started)
        return found


def messages(bundle: Bundle, rounds: int) -> Section:
    """Steps of full buckets, a 2 KB message and a chat message, on one thread and on two."""
    sizer = Sizer(bundle.path)
    bodies = {"2 KB message": two_kilobytes(), f"chat of {CHAT} tokens": sizer.body(CHAT, 1)}
    rng = np.random.default_rng(0)
    memory = np.zeros((1, bundle.config.memory_vec_dim), np.float32)
    cases: dict[str, Callable[[], Any]] = {}
    for threads in (1, 2):
        engine = Engine(bundle, threads)
        scanner = Scanner(Reader(bundle, threads, early_exit=False), bundle.model, Policy.load())
        for size in bundle.config.buckets:
            ids = rng.integers(300, bundle.config.vocab_size, size).astype(np.int32)
            cases[f"step of {size} tokens/{threads}"] = partial(engine.step, ids, engine.blank(), memory, True)
        for name, body in bodies.items():
            cases[f"{name}/{threads}"] = partial(scanner.scan, event(body), scanner.empty_memory())
    times = interleaved(cases, rounds)
    sheet = Sheet(
        f"Milliseconds, {rounds} rounds in turns; messages by the whole scanner, every segment read",
        ["case", "tokens", "1 thread p50", "p95", "2 threads p50", "p95", "speed-up"], [],
    )  # fmt: skip
    for name in dict.fromkeys(name.rpartition("/")[0] for name in cases):
        one, two = times[f"{name}/1"], times[f"{name}/2"]
        tokens = str(sizer.tokens(bodies[name])) if name in bodies else name.split()[2]
        sheet.rows.append([name, tokens, *milliseconds(one), *milliseconds(two), f"{ratio(one, two):.2f}"])
    two_kb, chat = (statistics.median(times[f"{name}/1"]) for name in bodies)
    return Section(
        "messages", "Steps and messages", [sheet],
        f"One core reads {1e3 / two_kb:.1f} messages of 2 KB or {1e3 / chat:.1f} chat messages a second. A message "
        "costs its full segments and the smallest bucket that holds the rest, so cost goes up in steps.",
        Plot("tokens of the step", "milliseconds", bundle.config.buckets, {
            name: [statistics.median(times[f"step of {size} tokens/{threads}"]) for size in bundle.config.buckets]
            for name, threads in (("one thread", 1), ("two threads", 2))
        }),
    )  # fmt: skip


def exits(bundle: Bundle, rounds: int, count: int) -> Section:
    """What an exit saves by length, how often the shipped weights take one, and what asking costs."""
    sizer = Sizer(bundle.path)
    policy = Policy.load()
    full = Scanner(Reader(bundle, 1, early_exit=False), bundle.model, policy)
    cases: dict[str, Callable[[], Scan]] = {}
    reader = TimedReader(bundle, 1)
    asked = Scanner(reader, bundle.model, policy)
    for tokens, why in EXITS.items():
        forced = TimedReader(bundle, 1)
        forced._calibration = Forced(**vars(forced._calibration), scores=FORCED[why])
        exiting = Scanner(forced, bundle.model, policy)
        one = event(sizer.body(tokens, tokens, prose))
        cases[f"{tokens}/full"] = partial(full.scan, one, full.empty_memory())
        cases[f"{tokens}/exit"] = partial(exiting.scan, one, exiting.empty_memory())
    times = interleaved(cases, rounds)
    saved = Sheet(
        f"An exit after the first segment, one thread, {rounds} rounds in turns",
        ["tokens", "exit", "segments read", "full read p50 ms", "exit p50 ms", "exit / full"], [],
    )  # fmt: skip
    for tokens in EXITS:
        verdict = cases[f"{tokens}/exit"]().verdict
        both = times[f"{tokens}/exit"], times[f"{tokens}/full"]
        cells = [verdict.stopped.replace("_", " "), f"{verdict.segments_read} of {verdict.segments_total}"]
        saved.rows.append(
            [str(tokens), *cells, *(f"{statistics.median(part):.1f}" for part in both[::-1]), f"{ratio(*both):.2f}"]
        )
    taken = Sheet(
        f"Exits taken by the shipped weights, {count} messages of each length, and what asking costs",
        ["tokens", "messages", "early allow", "early block", "read whole", "share of a scan spent asking"], [],
    )  # fmt: skip
    for tokens in (768, 1024):
        spent, stopped = [], []
        for number in range(count):
            reader.checks.clear()
            verdict = asked.scan(event(sizer.body(tokens, number)), asked.empty_memory()).verdict
            stopped.append(verdict.stopped)
            spent.append(sum(reader.checks) * 1e3 / verdict.timings.total)
        shares = [f"{stopped.count(kind) / count:.0%}" for kind in ("early_allow", "early_block", "complete")]
        taken.rows.append([str(tokens), str(count), *shares, f"{statistics.median(spent):.3%}"])
    longest = max(tokens for tokens, why in EXITS.items() if why == "benign")
    saving = 1 - ratio(times[f"{longest}/exit"], times[f"{longest}/full"])
    return Section(
        "exits", "Early exit", [saved, taken],
        f"An early allow of {longest} tokens saves {saving:.0%} of the scan; one segment has nothing to save. "
        "The first table forces the scores, the second takes them as the weights give them, on made-up messages with "
        "a value in every twelfth sentence.",
        Plot("tokens of the message", "milliseconds", [f"{tokens:,}" for tokens in EXITS], {
            name: [statistics.median(times[f"{tokens}/{case}"]) for tokens in EXITS]
            for name, case in (("every segment read", "full"), ("exit after the first", "exit"))
        }),
    )  # fmt: skip


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--messages", type=int, default=8, help="of each length, for the share of exits taken")
    run = Run(__doc__, parser)
    run.publish(messages(run.bundle, run.args.rounds))
    run.publish(exits(run.bundle, max(1, run.args.rounds // 3), run.args.messages))


if __name__ == "__main__":
    main()
