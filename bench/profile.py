"""``python -m bench.profile``: time of a step by class of operator, and of a 2 KB event by stage."""

from __future__ import annotations

import argparse
import contextlib
import json
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import onnxruntime
import orjson

from bench.inside import answered
from bench.operations import CLASSES, operator_class
from bench.section import Run, Section
from bench.sheet import Sheet
from bench.timing import quantile
from bench.traffic import record, two_kilobytes
from model_core.bundle import Bundle, step_name
from model_core.calibration import Calibration
from model_core.tokenizer import Tokenizer
from stream_scanner import events, reader, scanner
from stream_scanner.engine import Engine
from stream_scanner.events import validate
from stream_scanner.metrics import Metrics
from stream_scanner.policy import Policy
from stream_scanner.reader import Reader
from stream_scanner.scanner import Scanner
from stream_scanner.verdicts import Verdict

KERNEL = "_kernel_time"
STAGES: dict[str, list[tuple[Any, str]]] = {
    "JSON in, validation": [(events, "decode")],
    "DSL": [(scanner, "serialize")],
    "evidence": [(scanner, "find")],
    "tokenising, cutting": [(Tokenizer, "encode"), (reader, "cut")],
    "model": [(Engine, "step")],
    "calibration": [(Calibration, "probability"), (reader, "softmax")],
    "span decoding": [(reader, "decode")],
    "merge": [(scanner, "merge"), (scanner, "reported"), (scanner, "live_counts")],
    "policy": [(scanner, "exposure_facts"), (Policy, "decide")],
    "JSON out": [(Verdict, "to_bytes")],
}
"""The functions of each stage of a scan, by where they are looked up. None of them calls another."""

AROUND = {
    "read": "memory read (Redis)", "scan": "scan", "write": "memory and verdict written (Redis)",
    "produce": "verdict produced, acknowledged", "all": "all of an event in the worker",
}  # fmt: skip
"""The worker's own stages, by their names in its metrics."""


def feed(session: onnxruntime.InferenceSession) -> dict[str, Any]:
    """Inputs of a first segment without padding."""
    rng = np.random.default_rng(0)
    return {
        value.name: rng.integers(300, 4000, value.shape)
        if value.type == "tensor(int64)"
        else np.full(value.shape, float(value.name in ("mask", "first")), np.float32)
        for value in session.get_inputs()
    }


def nodes(path: Path, rounds: int) -> tuple[dict[str, float], float]:
    """Milliseconds by operator class, each node at its fastest, and of the whole step without the profiler."""

    def session(**options: Any) -> onnxruntime.InferenceSession:
        chosen = onnxruntime.SessionOptions()
        chosen.intra_op_num_threads = chosen.inter_op_num_threads = 1
        chosen.log_severity_level = 3
        for name, value in options.items():
            setattr(chosen, name, value)
        return onnxruntime.InferenceSession(str(path), chosen, providers=["CPUExecutionProvider"])

    plain = session()
    inputs = feed(plain)
    whole = []
    with tempfile.TemporaryDirectory() as directory:
        profiled = session(enable_profiling=True, profile_file_prefix=f"{directory}/step")
        for _ in range(rounds + 1):
            profiled.run(None, inputs)
            started = time.perf_counter()
            plain.run(None, inputs)
            whole.append((time.perf_counter() - started) * 1e3)
        entries = json.loads(Path(profiled.end_profiling()).read_text())
    fastest: dict[tuple[str, str], float] = {}
    for entry in entries:
        if entry["cat"] == "Node" and entry["name"].endswith(KERNEL):
            key = entry["args"]["node_index"], operator_class(entry["args"]["op_name"], entry["name"])
            fastest[key] = min(entry["dur"] / 1e3, fastest.get(key, float("inf")))
    spent = dict.fromkeys(CLASSES, 0.0)
    for (_, kind), duration in fastest.items():
        spent[kind] += duration
    return spent, min(whole)


def operators(bundle: Bundle, rounds: int) -> Section:
    """Share of each class of operator by bucket."""
    found = {size: nodes(bundle.path / step_name(size), rounds) for size in bundle.config.buckets}
    sheet = Sheet(
        f"Milliseconds of a step on one thread by operator class, each node at its fastest of {rounds + 1} runs",
        ["class", *(part for size in found for part in (f"{size} tokens", "share"))], [],
    )  # fmt: skip
    for kind in CLASSES:
        cells = [[f"{spent[kind]:.2f}", f"{spent[kind] / sum(spent.values()):.0%}"] for spent, _ in found.values()]
        sheet.rows.append([kind, *(cell for pair in cells for cell in pair)])
    for name, pick in (("all nodes", 0), ("whole step, fastest, not profiled", 1)):
        values = [(sum(spent.values()), whole)[pick] for spent, whole in found.values()]
        sheet.rows.append([name, *(cell for value in values for cell in (f"{value:.2f}", ""))])
    spent, _ = found[max(found)]
    total = sum(spent.values())
    products = spent["int8 matmul"] + spent["float matmul"]
    return Section(
        "operators", "A step by class of operator", [sheet],
        f"At {max(found)} tokens {products / total:.0%} of the time is multiplication by weights and "
        f"{spent['attention'] / total:.0%} attention, one node a layer: two products, a softmax between "
        "them, transposes around them. Layout (Split, Concat, Slice, "
        f"Transpose and their like) moves values and computes nothing: {spent['layout'] / total:.0%}. A quantised "
        "product includes the quantisation of its input. The recurrence is all of the slow tier, products too.",
    )  # fmt: skip


@contextlib.contextmanager
def stopwatch() -> Iterator[dict[str, float]]:
    """Seconds by stage of everything scanned inside."""
    spent: dict[str, float] = defaultdict(float)

    def timed(stage: str, function: Any) -> Any:
        def call(*args: Any, **options: Any) -> Any:
            started = time.perf_counter()
            try:
                return function(*args, **options)
            finally:
                spent[stage] += time.perf_counter() - started

        return call

    with contextlib.ExitStack() as stack:
        for stage, functions in STAGES.items():
            for owner, name in functions:
                stack.enter_context(patch.object(owner, name, timed(stage, getattr(owner, name))))
        yield spent


def stages(bundle: Bundle, rounds: int) -> Section:
    """Share of each stage of a 2 KB event from the record's bytes to the verdict's."""
    scan = Scanner(Reader(bundle, 1, early_exit=False), bundle.model, Policy.load())
    raw = orjson.dumps(record(two_kilobytes()))
    taken: dict[str, list[float]] = defaultdict(list)
    for round_ in range(rounds + 1):
        with stopwatch() as spent:
            started = time.perf_counter()
            found = scan.scan(events.decode(raw), scan.empty_memory()).verdict
            found.to_bytes()
            whole = time.perf_counter() - started
        if round_:
            for stage in STAGES:
                taken[stage].append(spent[stage] * 1e3)
            taken["the rest"].append((whole - sum(spent.values())) * 1e3)
            taken["all"].append(whole * 1e3)
    middle = {stage: statistics.median(values) for stage, values in taken.items()}
    sheet = Sheet(
        f"A 2 KB message, {found.segments_total} segments, one thread, {rounds} rounds",
        ["stage", "p50 ms", "p95 ms", "share"], [],
    )  # fmt: skip
    for stage, value in middle.items():
        cells = [f"{value:.3f}", f"{quantile(taken[stage], 0.95):.3f}", f"{value / middle['all']:.2%}"]
        sheet.rows.append([stage, *cells])
    outside = 1 - middle["model"] / middle["all"]
    return Section(
        "stages", "A 2 KB scan by stage", [sheet],
        f"Each function is timed where the scan calls it. Everything but the network's steps takes {outside:.1%} of "
        "the scan. The rest is building facts, memory and the verdict.",
    )  # fmt: skip


def around(bundle: Bundle, count: int) -> Section:
    """What Kafka and Redis add to lone 2 KB events, by the worker's own clocks."""
    scan = Scanner(Reader(bundle, 1, early_exit=False), bundle.model, Policy.load())
    row = record(two_kilobytes())
    one, started = validate(row), time.perf_counter()
    scan.scan(one, scan.empty_memory())
    apart = 2 * (time.perf_counter() - started)
    read: list[dict[str, tuple[float, float]]] = []

    def note(metrics: Metrics) -> None:
        name = "scanner_stage_seconds"
        samples = ((s, metrics.value(f"{name}_sum", stage=s), metrics.value(f"{name}_count", stage=s)) for s in AROUND)
        read.append({stage: (seconds, number) for stage, seconds, number in samples})

    rows = [row | {"event_id": f"lone-{at}", "thread_id": f"lone-{at}"} for at in range(count)]
    answered(scan, [[(0.0, row)], [(at * apart, row) for at, row in enumerate(rows)]], 1, note)
    first, last = read
    mean = {stage: 1e3 * (last[stage][0] - first[stage][0]) / (last[stage][1] - first[stage][1]) for stage in AROUND}
    sheet = Sheet(f"{count} events of 2 KB, none of them waiting for another", ["stage", "mean ms", "share"], [])
    for stage, name in AROUND.items():
        sheet.rows.append([name, f"{mean[stage]:.2f}", f"{mean[stage] / mean['all']:.1%}"])
    return Section(
        "around", "What Kafka and Redis add", [sheet],
        f"The worker spends {mean['all'] - mean['scan']:.1f} ms of an event outside the scan, "
        f"{1 - mean['scan'] / mean['all']:.1%} of it. Broker and Redis are the embedded ones, on the same cores.",
    )  # fmt: skip


def main() -> None:
    """Print both profiles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--events", type=int, default=20, help="through the worker; 0 leaves it out")
    run = Run(__doc__, parser)
    run.publish(operators(run.bundle, run.args.rounds))
    run.publish(stages(run.bundle, run.args.rounds))
    if run.args.events:
        run.publish(around(run.bundle, run.args.events))


if __name__ == "__main__":
    main()
