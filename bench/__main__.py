"""``python -m bench``: the step by bucket, a 2 KB message, early exit, and a mixed stream through the worker."""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from model_core.bundle import Bundle
from stream_scanner import clients, demo_events
from stream_scanner.config import Settings
from stream_scanner.engine import Engine
from stream_scanner.events import Event, validate
from stream_scanner.policy import Policy
from stream_scanner.scanner import Reader, Scanner

TEXT = "please review the invoice and tell me whether the numbers for the second quarter look right to you"


def interleaved(cases: dict[str, Callable[[], Any]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each case, taken in turns so that a drift of the machine falls on all of them."""
    times: dict[str, list[float]] = {name: [] for name in cases}
    for round_ in range(rounds + 1):
        for name, case in cases.items():
            started = time.perf_counter()
            case()
            if round_:  # the first round warms up
                times[name].append((time.perf_counter() - started) * 1e3)
    return times


def row(table: Table, name: str, times: list[float]) -> None:
    """Add p50 and p95."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    table.add_row(name, f"{statistics.median(ordered):.1f}", f"{p95:.1f}")


def event(body: str) -> Event:
    """An e-mail with this body."""
    return validate(
        {
            "event_id": "bench", "thread_id": "bench", "kind": "email", "sender": {"address": "a@corp.example"},
            "recipients": [{"address": "b@corp.example"}], "subject": "numbers", "body": body,
        }
    )  # fmt: skip


def prose(characters: int, seed: int = 0) -> str:
    """Plain sentences of about this length."""
    rng = random.Random(seed)
    text = ""
    while len(text) < characters:
        text += " ".join(rng.choices(TEXT.split(), k=rng.randint(6, 14))).capitalize() + ".\n"
    return text[:characters]


def two_segments(scanner: Scanner) -> Event:
    """A benign message of exactly two segments."""
    for size in range(2000, 8000, 100):
        candidate = event(prose(size))
        if scanner.scan(candidate, scanner.empty_memory()).verdict.segments_total == 2:
            longer = event(prose(size + 1500))
            full = scanner.scan(longer, scanner.empty_memory()).verdict.segments_total == 2
            return longer if full else candidate
    raise RuntimeError("no length gives two segments")


class _Benign:
    """Makes every reading look benign, so that the exit's saving is timed whatever the weights say."""

    def __init__(self, calibration: Any) -> None:
        self.thresholds = calibration.thresholds

    def probability(self, logits: Any, segment: int) -> np.ndarray:
        return np.array([0.01, 0.01, 0.99, 0.01])


def scanner_bench(console: Console, bundle: Path, rounds: int) -> None:
    """Step, message and exit."""
    opened = Bundle.open(bundle)
    policy = Policy.load()
    engines = {threads: Engine(opened, threads) for threads in (1, 2)}
    full = {t: Scanner(Reader(opened, t, early_exit=False), opened.model, policy) for t in (1, 2)}
    cases: dict[str, Callable[[], Any]] = {}
    rng = np.random.default_rng(0)
    memory = np.zeros((1, opened.config.memory_vec_dim), np.float32)
    for size in opened.config.buckets:
        ids = rng.integers(300, opened.config.vocab_size, size).astype(np.int32)
        for threads, engine in engines.items():
            cases[f"step {size}, {threads} thread"] = lambda e=engine, i=ids: e.step(i, e.blank(), memory, True)
    message = event(prose(2048))
    for threads, scanner in full.items():
        cases[f"2 KB message, {threads} thread"] = lambda s=scanner: s.scan(message, s.empty_memory())
    exiting = Scanner(Reader(opened, 1, early_exit=True), opened.model, policy)
    assert exiting._reader is not None
    exiting._reader._calibration = _Benign(exiting._reader._calibration)  # type: ignore[assignment]
    pair = two_segments(full[1])
    cases["two segments, full read"] = lambda: full[1].scan(pair, full[1].empty_memory())
    cases["two segments, early allow"] = lambda: exiting.scan(pair, exiting.empty_memory())
    times = interleaved(cases, rounds)
    table = Table("case", "p50 ms", "p95 ms", title=f"model {opened.model}, {rounds} rounds interleaved")
    for name, values in times.items():
        row(table, name, values)
    console.print(table)
    ratio = statistics.median(
        a / b for a, b in zip(times["two segments, early allow"], times["two segments, full read"], strict=True)
    )
    console.print(f"early allow / full read of two segments: {ratio:.2f} (the bound is 0.60)")
    verdicts = [full[1].scan(message, full[1].empty_memory()).verdict for _ in range(rounds)]
    outside = statistics.median(1 - v.timings.model / v.timings.total for v in verdicts)
    tokens = verdicts[0].segments_total
    console.print(f"2 KB message ({tokens} segments): share of time outside the model {outside:.1%}")


def worker_bench(console: Console, bundle: Path, count: int) -> None:
    """Events per second of a mixed stream through the worker, beside the scanner alone on the same events."""
    script = demo_events.script(count)
    scanner = Scanner.open(bundle)
    started = time.perf_counter()
    spent = 0.0
    for _, value in script.records:
        try:
            parsed = validate(json.loads(value))
        except (ValueError, UnicodeDecodeError):
            continue
        spent += scanner.scan(parsed, scanner.empty_memory()).verdict.timings.model
    alone = len(script.ids) / (time.perf_counter() - started)
    host = subprocess.Popen(
        [sys.executable, "-m", "stream_scanner.embedded", "--until-eof", "--join-delay", "0.5"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert host.stdout is not None
    assert host.stdin is not None
    where = json.loads(host.stdout.readline())
    settings = Settings.load(brokers=where["brokers"], redis_url=where["redis_url"])
    environment = os.environ | {
        "SCANNER_BROKERS": where["brokers"], "SCANNER_REDIS_URL": where["redis_url"], "SCANNER_BUNDLE": str(bundle),
    }  # fmt: skip
    clients.produce(settings, script.records, lambda: None)
    command = [sys.executable, "-m", "stream_scanner.cli", "worker"]
    worker = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 300
        records = clients.follow(
            settings, [settings.verdicts_topic], from_start=True, stop=lambda: time.monotonic() > deadline
        )
        arrived = (time.perf_counter() for record in records if record is not None)
        arrivals = list(itertools.islice(arrived, len(script.ids)))
    finally:
        worker.terminate()
        worker.wait(30)
        host.stdin.close()
        host.wait(30)
    through = (len(arrivals) - 1) / (arrivals[-1] - arrivals[0])
    table = Table("mixed stream", "events/s", title=f"{len(script.ids)} events, one thread")
    table.add_row("scanner alone", f"{alone:.1f}")
    table.add_row("through Kafka, worker, Redis and back", f"{through:.1f}")
    table.add_row("ratio", f"{through / alone:.2f}")
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, default=None)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--events", type=int, default=320)
    args = parser.parse_args()
    bundle = args.bundle or Settings.load().bundle
    console = Console()
    scanner_bench(console, bundle, args.rounds)
    worker_bench(console, bundle, args.events)


if __name__ == "__main__":
    main()
