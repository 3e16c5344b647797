"""``python -m bench.settings``: what each setting of the runtime's sessions is worth, beside those that are served."""

from __future__ import annotations

import argparse
import itertools
import statistics
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import onnxruntime

from bench.section import Run, Section
from bench.sheet import Sheet
from bench.timing import interleaved, ratio
from model_core.bundle import Bundle, step_name
from stream_scanner.engine import session_options

SERVED = "as served"
ENTRIES: dict[str, dict[str, str]] = {
    SERVED: {},
    "idle threads spin": {"session.intra_op.allow_spinning": "1"},
    "no prepacked weights": {"session.disable_prepacking": "1"},
    "an arena a session": {"session.use_env_allocators": "0"},
    "memory patterns": {},
    "denormals are zero": {"session.set_denormal_as_zero": "1"},
    "second thread pinned": {"session.intra_op_thread_affinities": "2"},
}
"""Session configuration entries that differ from those served."""
THREADS = (1, 2)


def session(bundle: Bundle, size: int, name: str, threads: int) -> onnxruntime.InferenceSession:
    """A bucket's step under the settings of a case."""
    onnxruntime.set_default_logger_severity(3)  # it warns of every entry that is set anew
    options = session_options(threads)
    for key, value in ENTRIES[name].items():
        options.add_session_config_entry(key, value)
    options.enable_mem_pattern = name == "memory patterns"
    path = str(bundle.path / step_name(size))
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def settings(bundle: Bundle, rounds: int) -> Section:
    """Milliseconds of full steps under each setting, and their ratio to what is served."""
    config, rng = bundle.config, np.random.default_rng(0)
    columns = list(itertools.product((config.buckets[1], config.buckets[-1]), THREADS))
    cases: dict[str, Callable[[], Any]] = {}
    for size, threads in columns:
        feed = {
            "ids": rng.integers(300, config.vocab_size, (1, size)),
            "mask": np.ones((1, size), np.float32),
            "state": np.zeros((1, config.n_slow_blocks, config.slow_hidden_dim), np.float32),
            "memory": np.zeros((1, config.memory_vec_dim), np.float32),
            "first": np.ones((1, 1), np.float32),
        }
        for name in ENTRIES:
            if threads > 1 or "thread" not in name:
                cases[f"{size}/{threads}/{name}"] = partial(session(bundle, size, name, threads).run, None, feed)
    times = interleaved(cases, rounds)
    sheet = Sheet(
        f"A step's time over that of the settings served, {rounds} rounds in turns; the first row is milliseconds, p50",
        ["setting", *(f"{size} tokens, {threads} thread{'s' * (threads > 1)}" for size, threads in columns)], [],
    )  # fmt: skip
    for name in ENTRIES:
        cells = [name]
        for size, threads in columns:
            served, found = times[f"{size}/{threads}/{SERVED}"], times.get(f"{size}/{threads}/{name}")
            if name == SERVED:
                cells.append(f"{statistics.median(served):.1f}")
            else:
                cells.append(f"{ratio(found, served):.2f}" if found else "–")
        sheet.rows.append(cells)
    return Section(
        "settings", "Settings of the runtime", [sheet],
        "Over 1.00 is slower than what is served. Spinning shows its price only beside other work: it takes the core "
        "that the evidence pass, Kafka and the other lane run on.",
    )  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=25)
    run = Run(__doc__, parser)
    run.publish(settings(run.bundle, run.args.rounds))


if __name__ == "__main__":
    main()
