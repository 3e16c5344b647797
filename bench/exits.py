"""``python -m bench.exits --texts FILE [FILE ...]``: the exits that the shipped weights take on real texts, and what
they save. A file holds JSON lines with a ``text`` or a ``body``, gzipped or not."""

from __future__ import annotations

import argparse
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench.section import Run, Section
from bench.sheet import Sheet
from bench.traffic import Sizer, event
from model_core.bundle import Bundle
from stream_scanner.policy import Policy
from stream_scanner.reader import EARLY_ALLOW_TOKENS, Reader
from stream_scanner.scanner import Scanner
from training import public_rows

LONGEST = 4096
"""Tokens of a text that is read."""


def texts(path: Path, seed: int, sizer: Sizer, least: int) -> Iterator[tuple[str, int]]:
    """A file's texts of more than ``least`` tokens in an order of the seed's, and their tokens."""
    rows = list(public_rows.read([path]))
    Random(seed).shuffle(rows)
    for row in rows:
        text = row.get("text") or row.get("body") or ""
        if len(text) > least and least < (tokens := sizer.tokens(text)) <= LONGEST:
            yield text, tokens


def exits(bundle: Bundle, paths: list[Path], count: int, seed: int) -> Section:
    """Up to ``count`` texts of each file that need more than one segment, read with exits and whole."""
    sizer, policy = Sizer(bundle.path), Policy.load()
    exiting, whole = (Scanner(Reader(bundle, 1, early_exit=early), bundle.model, policy) for early in (True, False))
    sheet = Sheet(
        f"Exits on real texts of more than one segment, up to {count} of a file",
        ["file", "tokens", "texts", "early allow", "early block", "segments not read", "same decision"], [],
    )  # fmt: skip
    segment = max(bundle.config.buckets)
    saved = total = 0
    for path in paths:
        found: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
        for text, tokens in itertools.islice(texts(path, seed, sizer, segment), count):
            one, two = (scanner.scan(event(text), scanner.empty_memory()).verdict for scanner in (exiting, whole))
            told = found[tokens > EARLY_ALLOW_TOKENS]
            told.update(["texts", one.stopped])
            told["same"] += one.decision == two.decision
            told["read"] += one.segments_read
            told["all"] += one.segments_total
        for over, told in found.items():
            if told["texts"]:
                shares = [f"{told[name] / told['texts']:.0%}" for name in ("early_allow", "early_block")]
                shares += [f"{1 - told['read'] / told['all']:.0%}", f"{told['same'] / told['texts']:.1%}"]
                size = f"over {EARLY_ALLOW_TOKENS}" if over else f"{segment + 1} to {EARLY_ALLOW_TOKENS}"
                sheet.rows.append([path.name.partition(".")[0], size, str(told["texts"]), *shares])
                saved, total = saved + told["all"] - told["read"], total + told["all"]
    return Section(
        "real-exits", "Early exit on real texts", [sheet],
        f"Of all segments {saved / max(total, 1):.0%} were not read. Nothing over {EARLY_ALLOW_TOKENS} tokens is ever "
        "allowed early.",
    )  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=3)
    run = Run(__doc__, parser)
    run.publish(exits(run.bundle, run.args.texts, run.args.count, run.args.seed))


if __name__ == "__main__":
    main()
