"""``python -m bench``: steps, messages, early exit, lanes, fairness and the stream through the worker, in minutes.

`profile`, `roofline`, `settings`, `axes`, `growth` and `peers` are commands of their own.
"""

from __future__ import annotations

import argparse

from bench.fairness import fairness
from bench.lanes import lanes
from bench.length import exits, messages
from bench.section import Run
from bench.worker import stream


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--events", type=int, default=480, help="of the stream through the worker")
    parser.add_argument("--shorts", type=int, default=150, help="short messages beside long ones")
    run = Run(__doc__, parser)
    run.publish(messages(run.bundle, run.args.rounds))
    run.publish(exits(run.bundle, max(1, run.args.rounds // 3), max(1, run.args.rounds // 2)))
    run.publish(lanes(run.bundle, run.args.events // 4, 2))
    run.publish(fairness(run.bundle, run.args.shorts, 2))
    run.publish(stream(run.bundle, run.args.events))


if __name__ == "__main__":
    main()
