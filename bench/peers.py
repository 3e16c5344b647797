"""``python -m bench.peers``: Stream Scanner beside scanners that can be installed, on the same rows in one run.

Two tables, of what is found and of how fast. Peers are installed into an environment of their own; each runs in its own
process, on one CPU, with one thread, and answers in turn. docs/PEERS.md says how to read the tables.
"""

from __future__ import annotations

import argparse
import os
import statistics
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

from rich.console import Console

from bench.peer_detection import detection
from bench.peer_harmless import message
from bench.peer_process import REQUIREMENTS, Process, install, start
from bench.sheet import Sheet, put
from bench.timing import processor, quantile
from bench.traffic import lengths
from model_core.dsl import serialize
from model_core.tokenizer import Tokenizer
from stream_scanner.config import Settings
from stream_scanner.events import from_text


def speed(args: argparse.Namespace, running: list[Process], say: Callable[[str], None]) -> list[Sheet]:
    """Milliseconds a message and messages a second, in turns so that a drift of the machine falls on all."""
    rng = Random(args.seed)
    tokenizer = Tokenizer(args.bundle / "tokenizer.model")

    def tokens(text: str) -> int:
        return len(tokenizer.encode(serialize(from_text("bench", text).model_dump(exclude={"time"}))))

    def sized(count: int) -> str:
        text = message(rng, 8 * count)
        return text[: int(len(text) * count / tokens(text))]

    cases = {
        "2 KB": [message(rng, 2048)] * 4, "chat": [sized(128)] * 8,
        "mixed": [sized(n) for n in lengths(args.messages, args.seed)],
    }  # fmt: skip
    times: dict[tuple[str, str], list[float]] = defaultdict(list)
    rates: dict[str, list[float]] = defaultdict(list)
    for peer in running:
        for texts in cases.values():
            peer.scan(texts[:2])  # warms up
    for round_ in range(args.rounds):
        say(f"round {round_ + 1} of {args.rounds}")
        for case, texts in cases.items():
            for peer in running:
                seconds = [answer[1] for answer in peer.scan(texts)]
                times[peer.name, case] += [1e3 * s for s in seconds]
                if case == "mixed":
                    rates[peer.name].append(len(seconds) / max(sum(seconds), 1e-9))
    counts = sorted(map(tokens, cases["mixed"]))
    sheet = Sheet(
        f"One core, one thread, {args.rounds} rounds in turns: 2 KB is {tokens(cases['2 KB'][0])} tokens, chat "
        f"{tokens(cases['chat'][0])}, mixed {len(counts)} messages of {counts[0]} to {counts[-1]} (median "
        f"{counts[len(counts) // 2]}, mean {statistics.mean(counts):.0f})",
        ["scanner", "2 KB p50 ms", "p95", "chat p50 ms", "p95", "mixed p50 ms", "p95", "mixed messages/s"], [],
    )  # fmt: skip
    for peer in running:
        taken = [times[peer.name, case] for case in cases]
        cells = [f"{cell:.2f}" for found in taken for cell in (statistics.median(found), quantile(found, 0.95))]
        sheet.rows.append([peer.name, *cells, f"{statistics.median(rates[peer.name]):.1f}"])
    return [sheet]


def main() -> None:
    """Install, start, measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--detection", action="store_true", help="only the tables of what is found")
    parser.add_argument("--speed", action="store_true", help="only the table of speed")
    parser.add_argument("--only", nargs="*", default=list(REQUIREMENTS), choices=REQUIREMENTS, help="these peers")
    parser.add_argument("--venv", type=Path, default=Path(".venv-peers"), help="the peers' environment")
    parser.add_argument("--bundle", type=Path, default=None)
    parser.add_argument("--rows", type=int, default=4, help="rows for each disguise and sort of value")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--messages", type=int, default=32, help="of the mixed stream")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cpu", type=int, default=(os.cpu_count() or 1) - 1, help="the one that scanners run on")
    parser.add_argument("--markdown", type=Path, default=None, help="write the tables here as well")
    args = parser.parse_args()
    args.bundle = args.bundle or Settings.load().bundle
    args.venv = args.venv.absolute()  # resolving would follow bin/python out of the environment
    console = Console()
    console.width = max(console.width, 160)  # a table cut off is no table
    failed = install(args.venv, args.only)
    running = start(args.venv, args.bundle, args.cpu, args.only, failed)
    asked = (f"{name}={getattr(args, name)}" for name in ("rows", "rounds", "messages", "seed"))
    command = f"python -m bench.peers --{{}} {' '.join(f'--{option}' for option in asked)}"
    for name, measure in (("detection", detection), ("speed", speed)):
        if (args.detection or args.speed) and not getattr(args, name):
            continue
        before = os.getloadavg()[0]
        with console.status("") as status:
            sheets = measure(args, running, status.update)
        load = f"load {before:.1f} before, {os.getloadavg()[0]:.1f} after"
        if failed:
            sheets.append(Sheet("Not measured", ["scanner", "reason"], [[n, why] for n, why in failed.items()]))
        for sheet in sheets:
            console.print(sheet.rich())
        if args.markdown is not None:
            text = "\n".join(sheet.markdown() for sheet in sheets)
            put(args.markdown, name, f"`{command.format(name)}`, {date.today()}, {processor()}, {load}.\n\n{text}")
    for peer in running:
        peer.close()


if __name__ == "__main__":
    main()
