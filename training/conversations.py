"""Decisions on whole conversations: ``python -m training.conversations --bundle models [FILE ...]``.

The files beside this module (`threads`) hold invented company traffic by authors who had not seen the scanner: events
in order, each with ``expect``: whether a sensible security officer wants the message warned about, reviewed or blocked.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import orjson
from rich.console import Console
from rich.table import Table

from stream_scanner.rows import BadRow, scanned
from stream_scanner.scanner import Scanner
from training import public_rows
from training.metrics import Estimate, draws, ratio

FOLDER = Path(__file__).parent / "threads"
REPLICATES = 1000


class Answer(NamedTuple):
    """What the scanner said of one event, and what was expected.

    Attributes:
        source: name of the file.
        wanted: whether it should be flagged.
        why: in the author's words; never the event's text.
        rule: the policy's rule that decided.
    """

    source: str
    thread: str
    event: str
    kind: str
    wanted: bool
    why: str
    decision: str
    rule: str

    @property
    def flagged(self) -> bool:
        return self.decision != "ALLOW"


def answers(scanner: Scanner, path: Path) -> Iterator[Answer]:
    """Scan a file's events in order, each thread with its own memory."""
    rows = list(public_rows.read([path]))
    expected = [row.pop("expect") for row in rows]
    for row, expect in zip(scanned(scanner, map(orjson.dumps, rows)), expected, strict=True):
        if isinstance(row, BadRow):
            raise row.error
        verdict = row.scan.verdict
        rules = [reason for reason in verdict.rationale if reason.startswith("Rule ")]
        yield Answer(
            path.stem, verdict.thread_id, verdict.event_id, row.value["kind"], expect["flag"], expect["why"],
            verdict.decision, rules[0].split(":")[0].removeprefix("Rule ") if rules else "",
        )  # fmt: skip


def shares(told: Sequence[Answer]) -> dict[str, Estimate]:
    """Of the events to be flagged, the share that is; of the others, the share that is all the same. Intervals draw
    whole threads."""
    threads = {name: n for n, name in enumerate(dict.fromkeys((a.source, a.thread) for a in told))}
    clusters = np.array([threads[a.source, a.thread] for a in told], np.int64)
    wanted = np.array([a.wanted for a in told])
    flagged = np.array([a.flagged for a in told])
    drawn = draws(len(threads), REPLICATES)
    return {
        "found": ratio((wanted & flagged).astype(np.float64), wanted.astype(np.float64), clusters, drawn),
        "false alarms": ratio((~wanted & flagged).astype(np.float64), (~wanted).astype(np.float64), clusters, drawn),
    }


def table(told: Sequence[Answer]) -> Table:
    """Both shares by file, by kind and of all."""
    shown = Table("", "events", "to be flagged", "found", "false alarms", "blocked wrongly")
    parts = {source: [a for a in told if a.source == source] for source in dict.fromkeys(a.source for a in told)}
    parts |= {kind: [a for a in told if a.kind == kind] for kind in sorted({a.kind for a in told})}
    for name, some in {**parts, "all": list(told)}.items():
        figures = shares(some).values()
        cells = [f"{e['value']:.2f} ({e['low']:.2f}-{e['high']:.2f})" for e in figures]
        wrong = sum(not a.wanted and a.decision == "BLOCK" for a in some)
        shown.add_row(name, str(len(some)), str(sum(a.wanted for a in some)), *cells, str(wrong))
    return shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="*", default=sorted(FOLDER.glob("*.jsonl")))
    parser.add_argument("--bundle", type=Path, default=Path("models"))
    parser.add_argument("--no-model", action="store_true", help="evidence and policy alone")
    parser.add_argument("--mistakes", action="store_true", help="list them, by rule")
    args = parser.parse_args()
    scanner = Scanner.open(args.bundle, use_model=not args.no_model)
    told = [answer for path in args.files for answer in answers(scanner, path)]
    console = Console()
    if args.mistakes:
        listed = Table("event", "decision", "rule", "expected because")
        for a in sorted(told, key=lambda a: (a.wanted, a.rule)):
            if a.wanted != a.flagged:
                listed.add_row(a.event, a.decision, a.rule, a.why)
        console.print(listed)
    console.print(table(told))


if __name__ == "__main__":
    main()
