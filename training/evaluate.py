"""Evaluate a bundle as it ships: ``python -m training.evaluate --bundle models --carriers DIR --out DIR``.

Draws threads of the generator's test split (templates, carrier texts and value lists that training never saw), puts
them before the whole scanner, the evidence alone and the int8 graphs alone, and writes ``figures.json``, from which
`training.report` makes ``report.md``, ``report.html`` and plots.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from model_core.labels import SCORES
from training import probes, public_rows, report
from training.figures import Measure
from training.generate import threads
from training.metrics import BINS, NAMES
from training.passes import Systems, run

SEED = 20_001
"""Of the test stream; no recipe trains, calibrates or stops on it."""
THREADS = 300
REPLICATES = 1000


def evaluate(
    bundle: Path,
    carriers: Path | None,
    rows: Sequence[Path],
    count: int,
    replicates: int = REPLICATES,
    cores: int = 1,
) -> dict[str, Any]:
    """Every figure of a bundle on ``count`` threads, as JSON values.

    Scripted pairs (a third as many as threads) and hidden values (a twelfth as many messages for each transform) are
    too rare in these threads, so they are picked from the ones that follow in the stream.

    Raises:
        BundleError: a file of the bundle is missing or altered.
    """
    systems = Systems.open(bundle, cores)
    stream = threads(SEED, "test", carriers)
    drawn = list(itertools.islice(stream, count))
    measure = Measure(run(systems, drawn), replicates)
    figures: dict[str, Any] = {
        "about": {
            "model": systems.bundle.model,
            "shape": {
                "d_model": systems.bundle.config.d_model,
                "fast_layers": systems.bundle.config.n_fast_layers,
                "segment_tokens": systems.bundle.config.segment_tokens,
            },
            "training": systems.bundle.facts.get("training"),
            "threads": count,
            "messages": len(measure.cases),
            "carriers": carriers is not None,
            "seed": SEED,
            "replicates": replicates,
            "bins": BINS,
        },
        "heads": measure.heads(),
        "spans": measure.spans(),
        "surest": measure.surest(),
        "confusion": {"names": [*NAMES, "outside"], "table": measure.confusion()},
        "false_alarms": measure.false_alarms(),
        "decisions": measure.decisions(),
        "groups": measure.groups(),
        "exits": measure.exits(systems),
        "shift": probes.shift(systems, measure, count),
    }
    found = itertools.islice(probes.pairs(list(itertools.islice(stream, 8 * count))), max(4, count // 3))
    figures["memory"] = probes.memory(systems, list(found), replicates)
    hidden = probes.collect(stream, 8 * count, max(2, count // 12))
    figures["hidden"] = probes.disguises(systems, hidden, replicates)
    if rows:
        listed = list(public_rows.read(rows))
        figures["rows"] = public_rows.score(listed, {"scanner": systems.shipped, "evidence": systems.bare}, replicates)
    return {name: _plain(value) for name, value in figures.items()}


def _plain(value: Any) -> Any:
    """JSON has no NaN, and no figure here is known to more than five digits."""
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, float):
        return round(value, 5) if math.isfinite(value) else None
    return value


def summary(figures: dict[str, Any]) -> dict[str, Any]:
    """The figures that a bundle carries, values without their intervals."""

    def value(estimate: dict[str, Any]) -> Any:
        return estimate["value"]

    spans, hidden = figures["spans"], figures["hidden"].get("all hidden")
    out: dict[str, Any] = {
        "messages": figures["about"]["messages"],
        "threads": figures["about"]["threads"],
        "heads": {
            head: {system: {k: value(v) for k, v in figures["heads"][head][system].items()}
                   for system in ("network", "scanner")}
            for head in SCORES
        },
        "spans": {
            kind: {r: value(row[r]) for r in ("precision", "recall", "f1", "overlap_f1")}
            for kind, row in spans["scanner"].items()
        },
        "gain_over_evidence": {kind: value(gain) for kind, gain in spans["gain"].items()},
        "hidden_found_50": value(hidden["scanner_50"]) if hidden else None,
        "hidden_found_90": value(hidden["scanner_90"]) if hidden else None,
        "false_alarms_per_1000": value(figures["false_alarms"]["all"]["scanner"]),
        "same_decision_after_shift": {
            k: value(v["same_decision"]) for k, v in figures["shift"].items() if isinstance(v, dict)
        },
        "decisions_as_labelled": value(figures["decisions"]["scanner"]["same"]),
        "segments_saved": value(figures["exits"]["segments_saved"]),
    }  # fmt: skip
    if figures["memory"]["pairs"]:
        out["pairs_ordered"] = {name: value(figures["memory"][name]["ordered"]) for name in ("with", "without")}
    if "rows" in figures:
        out["rows_f1_macro_over_sources"] = {k: value(v["f1"]) for k, v in figures["rows"]["scanner"]["macro"].items()}
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path, default=Path("models"))
    parser.add_argument("--carriers", type=Path, default=None, help="directory of carrier files; frames alone without")
    parser.add_argument("--rows", type=Path, nargs="*", default=[], help="labelled rows, JSON Lines, also gzipped")
    parser.add_argument("--threads", type=int, default=THREADS, help="generated threads, two to three messages each")
    parser.add_argument("--replicates", type=int, default=REPLICATES, help="of the bootstrap")
    parser.add_argument("--cores", type=int, default=1, help="that one step of the network may use")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--summary", type=Path, default=None, help="where to write the figures that the bundle carries")
    args = parser.parse_args()
    if min(args.threads, args.replicates, args.cores) < 1:
        parser.error("--threads, --replicates and --cores must be positive")
    if missing := [path for path in args.rows if not path.is_file()]:
        parser.error(f"{missing[0]}: no such file")
    figures = evaluate(args.bundle, args.carriers, args.rows, args.threads, args.replicates, args.cores)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / report.FIGURES).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    report.write(args.out)
    if args.summary is not None:
        args.summary.write_text(json.dumps(summary(figures), indent=2) + "\n", encoding="utf-8")
    print(args.out / "report.html")


if __name__ == "__main__":
    main()
