"""``python -m bench.worker``: a mixed stream through Kafka, worker and Redis; start and memory."""

from __future__ import annotations

import argparse
import time

from bench.section import Run, Section
from bench.service import Service
from bench.sheet import Sheet
from bench.timing import cpu_seconds, resident
from bench.traffic import Sizer, event, lengths, record
from model_core.bundle import Bundle
from stream_scanner.policy import Policy
from stream_scanner.reader import Reader
from stream_scanner.scanner import Scanner


def alone(bundle: Bundle, bodies: list[str]) -> tuple[float, float]:
    """Seconds and processor seconds of the scanner on one thread."""
    scanner = Scanner(Reader(bundle), bundle.model, Policy.load())
    events = [event(body, number) for number, body in enumerate(bodies)]
    started, spent = time.perf_counter(), time.process_time()
    for one in events:
        scanner.scan(one, scanner.empty_memory())
    return time.perf_counter() - started, time.process_time() - spent


def stream(bundle: Bundle, count: int) -> Section:
    """Events a second, wall and processor, and what two lanes weigh."""
    bodies = Sizer(bundle.path).mixed(count)
    schedule = [(0.0, record(body, number)) for number, body in enumerate(bodies)]
    through: dict[int, tuple[float, float]] = {}
    facts = Sheet(
        "The worker's process", ["lanes", "start to ready s", "resident MiB when ready", "at its highest"], []
    )
    for lanes in (1, 2):
        with Service(bundle.path, lanes) as service:
            fresh, used = resident(service.pid), cpu_seconds(service.pid)
            waits = service.drive(schedule)
            # From the first verdict to the last: how long the first event waits is the embedded broker's own.
            span = (max(waits.values()) - min(waits.values())) * count / (count - 1)
            through[lanes] = span, cpu_seconds(service.pid) - used
            highest = resident(service.pid, "VmHWM")
            facts.rows.append([str(lanes), f"{service.ready:.1f}", f"{fresh:.0f}", f"{highest:.0f}"])
    wall, spent = alone(bundle, bodies)
    found = {"scanner alone": (wall, spent), "worker, one lane": through[1], "worker, two lanes": through[2]}
    tokens = sorted(lengths(count, 1))
    sheet = Sheet(
        f"{count} messages of {tokens[0]} to {tokens[-1]} tokens (median {tokens[count // 2]}, mean "
        f"{sum(tokens) / count:.0f}), early exit as served",
        ["way", "events/s", "processor s an event", "events/s a core in use", "beside the scanner"], [],
    )  # fmt: skip
    for name, (seconds, processor) in found.items():
        cells = [count / seconds, processor / count, count / processor, spent / processor]
        sheet.rows.append([name, f"{cells[0]:.1f}", f"{cells[1]:.3f}", f"{cells[2]:.1f}", f"{cells[3]:.2f}"])
    return Section(
        "stream", "A mixed stream through the worker", [sheet, facts],
        f"For each processor second the worker with one lane does {spent / through[1][1]:.2f} of the events that the "
        f"scanner alone does; the rest goes to Kafka, Redis and the event loop. By the clock it does "
        f"{wall / through[1][0]:.2f} times as many, since it searches one message while the network reads another, and "
        f"two lanes do {through[1][0] / through[2][0]:.2f} times those of one on these cores, which they share with "
        "the embedded broker and Redis.",
    )  # fmt: skip


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=480)
    run = Run(__doc__, parser)
    run.publish(stream(run.bundle, run.args.events))


if __name__ == "__main__":
    main()
