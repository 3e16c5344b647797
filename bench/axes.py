"""``python -m bench.axes``: cost against text length, recipients, threads, policy rules and own detectors.

An exponent is the slope of log cost over log size: 1 is linear, 0 independent of the size.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import itertools
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random

import numpy as np
import yaml

from bench.peer_harmless import message
from bench.plot import Plot
from bench.section import Run, Section
from bench.sheet import Sheet
from bench.timing import exponent, resident
from bench.traffic import event, record, two_kilobytes
from model_core.bundle import Bundle
from model_core.dsl import serialize
from model_core.segments import cut
from model_core.tokenizer import Tokenizer
from stream_scanner.batching import Batcher
from stream_scanner.config import Settings
from stream_scanner.embedded import RedisServer
from stream_scanner.events import validate
from stream_scanner.evidence import detector_file, find
from stream_scanner.exposure import exposure_facts
from stream_scanner.lanes import KeyLanes
from stream_scanner.memory import Address, MemoryStore, ThreadMemory
from stream_scanner.policy import DEFAULT_PATH, Facts, Policy
from stream_scanner.reader import Reader
from stream_scanner.scanner import Scanner

AXES = ("length", "recipients", "threads", "rules", "detectors")
DECISIONS = range(200)
"""Of one measurement."""
BOUND = 8.5
"""Largest cost of a text eight times as long."""
TEXTS: dict[str, Callable[[int], str]] = {
    "mixed": lambda size: message(Random(1), size),
    "nothing but names": lambda size: ("Ann Lee met Maria Rossi, John Carter and Peter Novak. " * (size // 50))[:size],
}
"""Bodies of a length. In the second every other word is marked by the evidence pass, and most are spans."""


def spent(call: Callable[[], object], rounds: int) -> float:
    """Milliseconds of processor time at the median; other processes' work is not in it."""
    times = []
    if rounds > 1:
        call()  # warms up
    for _ in range(rounds):
        started = time.process_time()
        call()
        times.append((time.process_time() - started) * 1e3)
    return statistics.median(times)


def table(title: str, header: list[str], sizes: Sequence[int], costs: dict[str, list[float]]) -> Sheet:
    """A row a size with its costs, and a last row of exponents."""
    sheet = Sheet(title, [header[0], *costs], [])
    for at, size in enumerate(sizes):
        sheet.rows.append([f"{size:,}", *(f"{values[at]:.3g}" for values in costs.values())])
    sheet.rows.append(["exponent", *(f"{exponent(sizes, values):.2f}" for values in costs.values())])
    return sheet


def _scans(bundle: Path, lengths: list[int], text: str) -> list[tuple[float, int, float]]:
    opened = Bundle.open(bundle)
    scanner = Scanner(Reader(opened, 1, early_exit=False), opened.model, Policy.load())
    tokenizer = Tokenizer(bundle / "tokenizer.model")
    found = []
    for size in lengths:
        one = event(TEXTS[text](size))
        # The number of segments without a scan more: the longest takes minutes.
        tokens = tokenizer.encode(serialize(one.model_dump(exclude={"time"})))
        segments = len(cut(tokens.cut, opened.config.segment_tokens, opened.config.slow_update_stride))
        cost = spent(partial(scanner.scan, one, scanner.empty_memory()), 5 if size < 1 << 15 else 1)
        found.append((cost, segments, resident(field="VmHWM")))
    return found


def length(bundle: Bundle, longest: int) -> Section:
    """The whole scanner, network included, in a process of its own for each text."""
    lengths = [longest >> shift for shift in (9, 6, 3, 0)]
    header = ["characters", "segments", "processor ms", "times the one before", "ms a segment", "peak resident MiB"]
    sheets, costs, added = [], {}, []
    for text in TEXTS:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            found = pool.submit(_scans, bundle.path, lengths, text).result()
        sheet = Sheet(f"The whole scanner on one thread, every segment read: {text}", header, [])
        before: float | None = None
        for size, (cost, segments, memory) in zip(lengths, found, strict=True):
            times = "" if before is None else f"{cost / before:.2f}"
            cells = [str(segments), f"{cost:.0f}", times, f"{cost / segments:.0f}", f"{memory:.0f}"]
            sheet.rows.append([f"{size:,}", *cells])
            before = cost
        sheets.append(sheet)
        costs[text] = [cost for cost, _, _ in found]
        added.append(found[-1][2] - found[0][2])
    growth = max(b / a for values in costs.values() for a, b in itertools.pairwise(values))
    slowest = max(values[-1] for values in costs.values())
    verdict = "within" if growth <= BOUND else "above"
    return Section(
        "length", "Growth with the length of the text", sheets,
        f"Eight times the text costs at most {growth:.2f} times as much, {verdict} the bound of {BOUND}. The "
        f"longest text takes at most {slowest / 1e3:.1f} s and {max(added):.0f} MiB more than the first.",
        Plot("characters", "processor milliseconds", lengths, costs),
    )  # fmt: skip


def recipients(bundle: Bundle, rounds: int) -> Section:
    """An event with ever more recipients. They are text that the network reads."""
    scanner = Scanner(Reader(bundle, 1, early_exit=False), bundle.model, Policy.load())
    sizes = [1, 20, 200, 2000]
    costs: dict[str, list[float]] = {"whole scan ms": [], "decoding ms": [], "exposure ms": [], "segments": []}
    for size in sizes:
        row = record("Here is the draft.") | {
            "recipients": [{"address": f"user{n}@team{n % 7}.example"} for n in range(size)]
        }
        one = validate(row)
        costs["whole scan ms"].append(
            spent(partial(scanner.scan, one, scanner.empty_memory()), 1 if size > 200 else rounds)
        )
        costs["decoding ms"].append(spent(partial(validate, row), rounds))
        costs["exposure ms"].append(spent(partial(exposure_facts, one), rounds))
        costs["segments"].append(scanner.scan(one, scanner.empty_memory()).verdict.segments_total)
    sheet = table("One short message to ever more recipients", ["recipients"], sizes, costs)
    return Section(
        "recipients", "Growth with the recipients", [sheet],
        f"A message to {sizes[-1]:,} recipients takes {costs['whole scan ms'][-1] / 1e3:.1f} s: the network reads "
        f"every address, {costs['segments'][-1]:.0f} segments of them. Decoding and exposure take "
        f"{costs['decoding ms'][-1] + costs['exposure ms'][-1]:.1f} ms of it.",
    )  # fmt: skip


def _dispatch(keys: int) -> float:
    """Microseconds an event of forming batches with so many threads ready."""
    lanes: KeyLanes[str, int] = KeyLanes()
    batcher = Batcher(16, 1 << 16)
    for number in range(keys):
        lanes.push(str(number), number)
    taken, started = 0, time.process_time()
    for _ in range(8):
        batch = batcher.take(lanes, lambda item: 500 + item % 1000)
        for key, item in batch:
            lanes.release(key)
            lanes.push(key, item)
        taken += len(batch)
    return (time.process_time() - started) / taken * 1e6


async def _remember(settings: Settings, sizes: Sequence[int], dim: int, url: str) -> list[tuple[float, float, float]]:
    """Milliseconds of a read and of a write with so many threads remembered, and bytes of each."""
    store = MemoryStore(settings.model_copy(update={"redis_url": url}), dim=dim, model="bench")
    memory = ThreadMemory(
        np.random.default_rng(0).normal(size=dim).astype(np.float32), {}, {"PAN": 3, "events": 9}, "bench"
    )
    found, known = [], 0
    empty = (await store._redis.info("memory"))["used_memory"]
    verdict = b"v" * 1500
    for size in sizes:
        spans = {"write": 0.0, "read": 0.0}
        for at in range(known, size, 16):
            chunk = [Address("bench", f"thread-{n}", f"event-{n}") for n in range(at, min(at + 16, size))]
            started = time.perf_counter()
            recalls = await store.read(chunk)
            middle = time.perf_counter()
            pairs = zip(chunk, recalls, strict=True)
            await asyncio.gather(*(store.write(a, r, memory, verdict, partition=0, offset=1) for a, r in pairs))
            # Only the last thousand: those written when the store was nearly full.
            if at >= size - 1000:
                spans["read"] += middle - started
                spans["write"] += time.perf_counter() - middle
        known, last = size, min(1000, size)
        info = await store._redis.info("memory")
        found.append((spans["read"] / last * 1e3, spans["write"] / last * 1e3, (info["used_memory"] - empty) / size))
    await store.close()
    return found


def threads(bundle: Bundle, most: int) -> Section:
    """Conversations waiting in the worker, and conversations remembered in Redis."""
    waiting = [16, 256, 4096, 65536]
    costs = {"us of dispatch an event": [_dispatch(size) for size in waiting]}
    sizes = [most // 100, most // 10, most]
    with RedisServer() as redis:
        found = asyncio.run(_remember(Settings.load(), sizes, bundle.config.memory_vec_dim, redis.url))
    names = ("read ms an event", "write ms an event", "bytes of Redis a thread")
    kept = {name: [row[at] for row in found] for at, name in enumerate(names)}
    sheets = [
        table("Threads with an event ready, batches of 16", ["threads"], waiting, costs),
        table("Threads remembered, each with one verdict of 1,500 bytes", ["threads"], sizes, kept),
    ]
    dispatch = costs["us of dispatch an event"]
    return Section(
        "threads", "Growth with the threads", sheets,
        f"Choosing a batch looks at every thread that is ready: {dispatch[1]:.0f} us an event at the default cap of "
        f"256 in flight, {dispatch[-1] / 1e3:.1f} ms at {waiting[-1]:,}. Reads and writes do not depend on how many "
        f"threads are remembered; a thread and its verdict take {found[-1][2] / 1024:.1f} KiB of Redis.",
    )  # fmt: skip


def _decide(policy: Policy, facts: Facts) -> None:
    for _ in DECISIONS:
        policy.decide(facts)


def rules(rounds: int) -> Section:
    """Ever longer policies of which no rule matches, so that all are tried."""
    base = yaml.safe_load(DEFAULT_PATH.read_text(encoding="utf-8"))
    facts = Facts({"sensitivity": 0.4, "exposure": 0.4, "context": 0.9, "obfuscation": 0.1}, recipients=1)
    sizes = [10, 100, 1000]
    costs: dict[str, list[float]] = {"decision us": [], "loading ms": []}
    for size in sizes:
        when = {"scores": {"sensitivity": {"min": 0.9}}, "spans": {"PAN": {"min": 2}}, "any": [{"kind": ["pr"]}]}
        listed = [{"name": f"rule-{n}", "decision": "BLOCK", "when": when} for n in range(size)]
        text = yaml.safe_dump(base | {"rules": listed})
        costs["loading ms"].append(spent(partial(Policy.parse, text), 1))
        policy = Policy.parse(text)
        costs["decision us"].append(spent(partial(_decide, policy, facts), rounds) * 1e3 / len(DECISIONS))
    return Section(
        "rules", "Growth with the policy", [table("No rule matches", ["rules"], sizes, costs)],
        f"A decision over {sizes[-1]:,} rules takes {costs['decision us'][-1] / 1e3:.2f} ms, and loading them "
        f"{costs['loading ms'][-1] / 1e3:.1f} s, once a change.",
    )  # fmt: skip


def detectors(rounds: int) -> Section:
    """Ever more patterns and ever larger sets of an operator's own, on 2 KB."""
    texts = [("body", two_kilobytes())]
    plain = spent(lambda: find(texts), rounds)

    def cost(text: str) -> tuple[float, float]:
        started = time.process_time()
        found = detector_file.parse(text).of("ann@corp.example", "default")
        loading = (time.process_time() - started) * 1e3
        find(texts, found)
        return spent(lambda: find(texts, found), rounds), loading

    counts, patterns = [5, 50, 500], []
    for count in counts:
        listed = [
            {"name": f"own-{n}", "type": "MATTER_ID", "pattern": rf"\bOWN{n}-([0-9]{{6}})\b", "confidence": 0.5}
            for n in range(count)
        ]
        patterns.append(cost(yaml.safe_dump({"version": 1, "patterns": listed})))
    sizes, sets = [100, 10_000, 100_000], []
    for size in sizes:
        hashes = "\n".join(hashlib.sha256(str(n).encode()).hexdigest()[:32] for n in range(size))
        one = {"name": "own", "type": "PAN", "confidence": 0.9, "sizes": [8, 12], "hashes": hashes}
        sets.append(cost(yaml.safe_dump({"version": 1, "salt": "ab" * 16, "sets": [one]})))
    names = ("evidence pass ms", "loading ms")
    sheets = [
        table(f"Patterns ({plain:.2f} ms without any)", ["patterns"], counts,
              {name: [row[at] for row in patterns] for at, name in enumerate(names)}),
        table("Values of one set", ["values"], sizes, {n: [row[at] for row in sets] for at, n in enumerate(names)}),
    ]  # fmt: skip
    return Section(
        "detectors", "Growth with own detectors", sheets,
        f"{counts[-1]} patterns add {patterns[-1][0] - plain:.1f} ms to the evidence pass over 2 KB; a set adds "
        f"{sets[-1][0] - plain:.1f} ms, however many values it has.",
    )  # fmt: skip


def main() -> None:
    """Print one section for each axis."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=AXES, default=None)
    parser.add_argument("--longest", type=int, default=1 << 20, help="characters of the longest text")
    parser.add_argument("--remembered", type=int, default=20_000, help="most threads remembered in Redis")
    parser.add_argument("--rounds", type=int, default=5)
    run = Run(__doc__, parser)
    sections: dict[str, Callable[[], Section]] = {
        "length": lambda: length(run.bundle, run.args.longest),
        "recipients": lambda: recipients(run.bundle, run.args.rounds),
        "threads": lambda: threads(run.bundle, run.args.remembered),
        "rules": lambda: rules(run.args.rounds),
        "detectors": lambda: detectors(run.args.rounds),
    }
    for name, section in sections.items():
        if run.args.only in (None, name):
            run.publish(section())


if __name__ == "__main__":
    main()
