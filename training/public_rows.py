"""Figures on labelled rows of other authors: {id, text, spans, types, ignore?, source}, one JSON value a line."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from stream_scanner.events import from_text
from stream_scanner.scanner import Scanner
from training.metrics import (
    COUNTS,
    NAMES,
    Estimate,
    Floats,
    Ints,
    Mark,
    counted,
    draws,
    estimate,
    ratio,
    span_counts,
    span_ratios,
    trimmed,
)
from training.passes import marks

SHOWN = ("precision", "recall", "f1", "overlap_f1", "cov50", "cov90")


def read(paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """Rows of plain or gzipped JSON Lines files."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield json.loads(line)


def labels(row: dict[str, Any]) -> tuple[list[Mark], list[Mark]]:
    """Trimmed gold spans and ignored ranges of a row."""
    ranges = [(r["start"], r["end"]) if isinstance(r, dict) else r for r in row.get("ignore") or ()]
    gold = [trimmed(row["text"], Mark(s["type"], "body", s["start"], s["end"])) for s in row["spans"]]
    return gold, [Mark("", "body", start, end) for start, end in ranges]


def score(rows: Sequence[dict[str, Any]], scanners: dict[str, Scanner], replicates: int) -> dict[str, Any]:
    """The macro mean over sources, the same by source, and false alarms, for each scanner.

    Each row is the body of a chat message in a thread of its own. Intervals draw rows inside each source.
    """
    out: dict[str, Any] = {"rows": len(rows)}
    sources = np.array([row["source"] for row in rows])
    for name, scanner in scanners.items():
        counts = np.zeros((len(rows), len(NAMES), len(COUNTS)), np.int64)
        wrong, clean = np.zeros(len(rows)), np.zeros(len(rows))
        for i, row in enumerate(tqdm(rows, unit="row", desc=f"rows, {name}", dynamic_ncols=True)):
            gold, ignored = labels(row)
            known = frozenset(row.get("types") or ())
            scan = scanner.scan(from_text(f"row-{i}", row["text"]), scanner.empty_memory())
            found = {trimmed(row["text"], m) for m in marks(scan)}
            counts[i] = span_counts(gold, found, known, ignored)
            if known and not gold:
                clean[i], wrong[i] = 1, len(counted((), found, known, ignored))
        out[name] = _macro(counts, sources, replicates) | {"false_alarms": _alarms(wrong, clean, sources, replicates)}
    return out


def _macro(counts: Ints, sources: Any, replicates: int) -> dict[str, Any]:
    """Mean over sources that hold gold of a type, of each source's own figure."""
    point: list[dict[str, Floats]] = []
    spread: list[dict[str, Floats]] = []
    gold: list[Ints] = []
    by_source: dict[str, Any] = {}
    for number, source in enumerate(sorted(set(sources))):
        own = counts[sources == source]
        total = own.sum(axis=0)
        gold.append(total[:, COUNTS.index("gold")])
        point.append(span_ratios(total))
        spread.append(span_ratios(np.tensordot(draws(len(own), replicates, seed=number), own, axes=1)))
        by_source[source] = {
            kind: {"gold": int(gold[-1][i]), **{r: float(point[-1][r][i]) for r in SHOWN}}
            for i, kind in enumerate(NAMES)
            if gold[-1][i]
        }
    table: dict[str, Any] = {}
    for i, kind in enumerate(NAMES):
        held = [s for s in range(len(gold)) if gold[s][i]]
        if held:
            table[kind] = {"sources": len(held), "gold": int(sum(gold[s][i] for s in held))} | {
                r: estimate(
                    float(np.mean([point[s][r][i] for s in held])),
                    np.mean([spread[s][r][:, i] for s in held], axis=0),
                )
                for r in SHOWN
            }
    return {"macro": table, "by_source": by_source}


def _alarms(wrong: Floats, clean: Floats, sources: Any, replicates: int) -> dict[str, Any]:
    out: dict[str, Any] = {}
    drawn = draws(len(clean), replicates)
    for source in ("all", *sorted(set(sources[clean > 0]))):
        held = clean * ((sources == source) | (source == "all"))
        figure: Estimate = ratio(1000 * wrong * held, held, np.arange(len(clean)), drawn)
        out[source] = {"rows": int(held.sum()), "per_1000": figure}
    return out
