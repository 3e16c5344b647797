"""``python -m bench.roofline``: what the processor can do at most, what a step asks of it, and how close it comes."""

from __future__ import annotations

import argparse
import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from bench.operations import Work, load, work
from bench.section import Run, Section
from bench.sheet import Sheet
from bench.timing import interleaved
from bench.traffic import event, two_kilobytes
from model_core.bundle import Bundle, step_name
from model_core.dsl import serialize
from model_core.segments import bucket, cut
from model_core.tokenizer import Tokenizer
from stream_scanner.engine import Engine
from stream_scanner.policy import Policy
from stream_scanner.reader import Reader
from stream_scanner.scanner import Scanner

THREADS = (1, 2)
BUFFER = 1 << 24
"""Floats of each array of the memory tests, 64 MiB: beyond the caches."""
Shape = tuple[int, int, int]


def product_graph(shape: Shape, quantised: bool) -> bytes:
    """One product of float rows with a constant matrix, as the step graphs have it."""
    rows, inner, columns = shape
    rng = np.random.default_rng(0)
    left = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, rows, inner])
    right = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, rows, columns])
    if quantised:
        constants: dict[str, npt.NDArray[Any]] = {
            "w": rng.integers(-64, 64, (inner, columns)).astype(np.int8),
            "scale": np.full(columns, 0.01, np.float32),
            "zero": np.zeros(columns, np.int8),
        }
        nodes = [
            helper.make_node("DynamicQuantizeLinear", ["x"], ["q", "qs", "qz"]),
            helper.make_node("MatMulInteger", ["q", "w", "qz", "zero"], ["i"]),
            helper.make_node("Cast", ["i"], ["f"], to=TensorProto.FLOAT),
            helper.make_node("Mul", ["qs", "scale"], ["s"]),
            helper.make_node("Mul", ["f", "s"], ["y"]),
        ]
    else:
        constants = {"w": rng.normal(size=(inner, columns)).astype(np.float32)}
        nodes = [helper.make_node("MatMul", ["x", "w"], ["y"])]
    tensors = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "product", [left], [right], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


def products(shapes: Sequence[Shape], rounds: int) -> dict[tuple[bool, Shape, int], float]:
    """Billions of multiplications and additions a second by (quantised, shape, threads), at the fastest."""
    keys = [(quantised, shape, threads) for quantised in (True, False) for shape in shapes for threads in THREADS]
    cases: dict[str, Callable[[], Any]] = {}
    for quantised, shape, threads in keys:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # The idle threads of one session would spin beside the other's work.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        graph = product_graph(shape, quantised)
        session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        feed = {"x": np.random.default_rng(0).normal(size=(1, *shape[:2])).astype(np.float32)}
        cases[str((quantised, shape, threads))] = partial(session.run, None, feed)
    times = interleaved(cases, rounds)
    return {key: 2 * math.prod(key[1]) / min(times[str(key)]) / 1e6 for key in keys}


def bandwidth(rounds: int) -> dict[tuple[str, int], float]:
    """GB/s by (test, threads), the array that is written counted once; at the fastest."""
    a, b, c = (np.ones(BUFFER, np.float32) for _ in range(3))

    def copy(part: slice) -> None:
        np.copyto(a[part], b[part])

    def triad(part: slice) -> None:  # in pieces that stay in the cache between the two calls
        for at in range(part.start, part.stop, 1 << 15):
            piece = slice(at, min(at + (1 << 15), part.stop))
            np.multiply(c[piece], np.float32(3), out=a[piece])
            np.add(a[piece], b[piece], out=a[piece])

    found = {}
    for name, test, arrays in (("copy", copy, 2), ("triad", triad, 3)):
        for threads in THREADS:
            parts = [slice(n * BUFFER // threads, (n + 1) * BUFFER // threads) for n in range(threads)]
            fastest = float("inf")
            with ThreadPoolExecutor(threads) as pool:
                for _ in range(rounds):
                    started = time.perf_counter()
                    list(pool.map(test, parts))
                    fastest = min(fastest, time.perf_counter() - started)
            found[name, threads] = arrays * a.nbytes / fastest / 1e9
    return found


def limit(asked: Work, int8: float, float32: float, memory: float) -> float:
    """Milliseconds that a step takes at least: its products at their peaks, or reading its weights once."""
    return max(2 * asked.quantised / int8 / 1e6 + 2 * asked.float32 / float32 / 1e6, asked.weights / memory / 1e6)


def peaks(found: Mapping[tuple[bool, Shape, int], float]) -> dict[tuple[bool, int], float]:
    """The best of all shapes by (quantised, threads)."""
    return {
        (quantised, threads): max(v for (q, _, t), v in found.items() if (q, t) == (quantised, threads))
        for quantised in (True, False)
        for threads in THREADS
    }


def roofline(bundle: Bundle, rounds: int) -> Section:
    """Peaks, the work of a step, and the fraction of the limit that is reached."""
    asked = {size: work(load(bundle.path / step_name(size))) for size in bundle.config.buckets}
    largest = asked[max(asked)]
    found, memory = products(sorted(largest.int8), rounds), bandwidth(max(3, rounds // 3))
    best = peaks(found)
    machine = Sheet(
        f"Peaks, the best of {rounds} rounds: GOP/s (a multiply-add is two) of the largest bucket's products, GB/s",
        ["what", "share of int8 work", "1 thread", "2 threads"], [],
    )  # fmt: skip
    for quantised in (True, False):
        for shape, count in sorted(largest.int8.items(), key=lambda pair: -pair[1]):
            name = f"{'int8' if quantised else 'float32'} {' x '.join(map(str, shape))}"
            share = f"{count / largest.quantised:.0%}" if quantised else ""
            machine.rows.append([name, share, *(f"{found[quantised, shape, t]:.0f}" for t in THREADS)])
    for name in ("copy", "triad"):
        machine.rows.append([f"memory, {name}", "", *(f"{memory[name, t]:.1f}" for t in THREADS)])
    times = measured(bundle, rounds)
    steps = Sheet(
        "A step: what it asks, the least time that this takes, and the time that it takes",
        ["tokens", "int8 GOP", "float32 GOP", "weights MB", "ops a weight byte",
         *(f"{t} thread{'s' * (t > 1)} {what}" for t in THREADS for what in ("limit ms", "p50 ms", "reached"))], [],
    )  # fmt: skip
    limits: dict[tuple[int, int], float] = {}
    for size, one in asked.items():
        operations = 2 * (one.quantised + one.float32)
        row = [2 * one.quantised / 1e9, 2 * one.float32 / 1e9, one.weights / 1e6]
        cells = [str(size), *(f"{value:.2f}" for value in row), f"{operations / one.weights:.0f}"]
        for threads in THREADS:
            rate = max(memory[name, threads] for name in ("copy", "triad"))
            limits[size, threads] = limit(one, best[True, threads], best[False, threads], rate)
            middle = statistics.median(times[f"{size}/{threads}"])
            cells += [f"{limits[size, threads]:.1f}", f"{middle:.1f}", f"{limits[size, threads] / middle:.0%}"]
        steps.rows.append(cells)
    body = two_kilobytes()
    tokens = Tokenizer(bundle.path / "tokenizer.model").encode(serialize(event(body).model_dump(exclude={"time"})))
    parts = cut(tokens.cut, bundle.config.segment_tokens, bundle.config.slow_update_stride)
    used = [bucket(part.stop - part.start, bundle.config.buckets) for part in parts]
    least = [sum(limits[size, threads] for size in used) for threads in THREADS]
    took = [statistics.median(times[f"2 KB/{threads}"]) for threads in THREADS]
    intensity = 2 * (largest.quantised + largest.float32) / largest.weights
    return Section(
        "roofline", "Roofline", [machine, steps],
        f"A 2 KB message of {len(tokens)} tokens is read in buckets of {' and '.join(map(str, used))}. Its products "
        f"alone take at least {least[0]:.0f} ms on one thread and {least[1]:.0f} ms on two; the scanner takes "
        f"{took[0]:.0f} and {took[1]:.0f}: {least[0] / took[0]:.0%} and {least[1] / took[1]:.0%} of the roofline. "
        f"Weights are read once for {intensity:.0f} operations a byte in the largest bucket: the limit is "
        "arithmetic, not memory. What is missing is everything between the products.",
    )  # fmt: skip


def measured(bundle: Bundle, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each full bucket's step and of a 2 KB scan, by threads."""
    cases: dict[str, Callable[[], Any]] = {}
    memory = np.zeros((1, bundle.config.memory_vec_dim), np.float32)
    one = event(two_kilobytes())
    for threads in THREADS:
        engine = Engine(bundle, threads)
        scanner = Scanner(Reader(bundle, threads, early_exit=False), bundle.model, Policy.load())
        for size in bundle.config.buckets:
            ids = np.random.default_rng(0).integers(300, bundle.config.vocab_size, size).astype(np.int32)
            cases[f"{size}/{threads}"] = partial(engine.step, ids, engine.blank(), memory, True)
        cases[f"2 KB/{threads}"] = partial(scanner.scan, one, scanner.empty_memory())
    return interleaved(cases, rounds)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    run = Run(__doc__, parser)
    run.publish(roofline(run.bundle, run.args.rounds))


if __name__ == "__main__":
    main()
