"""Plots of an evaluation, as SVG."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from model_core.labels import SCORES

COLOURS = {"scanner": "#1f5fbf", "network": "#d9730d", "evidence": "#5f6b7a"}
WORDS = {"scanner": "whole scanner", "network": "network alone", "evidence": "evidence alone"}
STYLE: dict[Any, Any] = {
    "svg.fonttype": "path",
    # Ids inside an SVG are drawn at random otherwise, and equal figures would give unequal files.
    "svg.hashsalt": "stream-scanner",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "legend.frameon": False,
    "figure.constrained_layout.use": True,
}


def draw(figures: dict[str, Any], directory: Path) -> None:
    """Write every plot into ``directory``."""
    directory.mkdir(parents=True, exist_ok=True)
    with plt.rc_context(STYLE):
        for name, figure in (
            ("reliability", reliability(figures["heads"])),
            ("precision_recall", precision_recall(figures["heads"])),
            ("confusion", confusion(figures["confusion"])),
            ("spans", spans(figures["spans"])),
            ("hidden", hidden(figures["hidden"])),
            ("decisions", decisions(figures["decisions"])),
        ):
            figure.savefig(directory / f"{name}.svg", metadata={"Date": None})
            plt.close(figure)


def _unit(axes: Axes, across: str, up: str) -> None:
    axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel=across, ylabel=up)
    axes.grid(alpha=0.25)


def reliability(heads: dict[str, Any]) -> Figure:
    """Score against target, a panel a head, dots as large as their share of messages."""
    figure, panels = plt.subplots(1, len(SCORES), figsize=(12, 3.3), sharey=True)
    for axes, head in zip(panels, SCORES, strict=True):
        bins = heads[head]["reliability"]
        axes.plot((0, 1), (0, 1), color="#999", linewidth=1, linestyle="--")
        sizes = [20 + 900 * share for share in bins["share"]]
        axes.scatter(bins["score"], bins["target"], s=sizes, color=COLOURS["scanner"], alpha=0.6, linewidth=0)
        _unit(axes, "score given", "")
        axes.set_title(f"{head}  (ECE {heads[head]['scanner']['ece']['value']:.3f})")
    panels[0].set_ylabel("mean true target")
    return figure


def precision_recall(heads: dict[str, Any]) -> Figure:
    """Precision over recall, a panel a head, a line a system; the base rate dashed."""
    figure, panels = plt.subplots(1, len(SCORES), figsize=(12, 4.2), sharey=True)
    for axes, head in zip(panels, SCORES, strict=True):
        for name, colour in COLOURS.items():
            curve = heads[head]["curves"][name]
            area = heads[head][name]["auprc"]["value"]
            label = WORDS[name] if area is None else f"{WORDS[name]} {area:.3f}"
            # Without a positive message there is no curve.
            axes.step(
                [0, *curve["recall"]] if curve["recall"] else [],
                [*curve["precision"][:1], *curve["precision"]],
                where="pre",
                color=colour,
                linewidth=1.4,
                label=label,
            )
        base = heads[head]["network"]["base_rate"]["value"]
        axes.axhline(base, color="#999", linewidth=1, linestyle="--", label=f"chance {base:.3f}")
        _unit(axes, "recall", "")
        axes.set_title(head)
        axes.legend(title="area under the curve", loc="upper left", bbox_to_anchor=(0, -0.2), fontsize=8)
    panels[0].set_ylabel("precision")
    return figure


def _matrix(axes: Axes, table: list[list[float]], names: list[str], words: list[list[str]], shade: Any) -> None:
    axes.imshow(shade, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=45, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.spines[:].set_visible(False)
    for i, row in enumerate(words):
        for j, word in enumerate(row):
            axes.text(
                j, i, word, ha="center", va="center", fontsize=7, color="white" if shade[i][j] > 0.55 else "black"
            )


def confusion(confused: dict[str, Any]) -> Figure:
    """Gold against predicted types of tokens, row by row."""
    table: list[list[float]] = confused["table"]
    figure, axes = plt.subplots(figsize=(7.2, 6))
    words = [[f"{v:.2f}" if v >= 0.005 else "" for v in row] for row in table]
    _matrix(axes, table, confused["names"], words, table)
    axes.set(xlabel="type that the network tags", ylabel="labelled type")
    return figure


def decisions(decided: dict[str, Any]) -> Figure:
    """Decisions wanted against decisions made, in messages."""
    table: list[list[int]] = decided["scanner"]["table"]
    figure, axes = plt.subplots(figsize=(5.6, 4.2))
    shade = [[v / max(1, sum(row)) for v in row] for row in table]
    names = [name.replace("ALLOW_WITH_WARNING", "WARN") for name in decided["names"]]
    _matrix(axes, shade, names, [[str(v) for v in row] for row in table], shade)
    axes.set(xlabel="decision made", ylabel="decision the labels call for")
    return figure


def _bars(axes: Axes, at: float, figure: dict[str, Any], name: str, label: str | None, height: float) -> None:
    value = figure["value"] or 0.0
    axes.barh(at, value, height, color=COLOURS[name], label=label)
    if figure["low"] is not None:
        axes.plot((figure["low"], figure["high"]), (at, at), color="black", linewidth=0.8, alpha=0.7)


def spans(tables: dict[str, Any]) -> Figure:
    """Strict F1 by type, a bar a system."""
    kinds = [*(k for k in tables["scanner"] if k != "macro"), "macro"]
    figure, axes = plt.subplots(figsize=(8, 0.5 * len(kinds) + 1))
    for i, kind in enumerate(kinds):
        for j, name in enumerate(COLOURS):
            if kind in tables[name]:
                _bars(axes, i + 0.27 * (j - 1), tables[name][kind]["f1"], name, WORDS[name] if i == 0 else None, 0.25)
    axes.set_yticks(range(len(kinds)), kinds)
    axes.invert_yaxis()
    axes.set(xlim=(0, 1), xlabel="strict F1, with its 95 % interval")
    axes.grid(axis="x", alpha=0.25)
    axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3)
    return figure


def hidden(found: dict[str, Any]) -> Figure:
    """Share of values found, a transform a row."""
    rows = sorted((n for n in found if n not in ("plain", "all hidden")), key=lambda n: found[n]["scanner_50"]["value"])
    names = [n for n in ("plain", "all hidden") if n in found] + rows[::-1]
    figure, axes = plt.subplots(figsize=(8, 0.33 * len(names) + 1))
    for i, name in enumerate(names):
        for j, system in enumerate(("scanner", "evidence")):
            label = WORDS[system] if i == 0 else None
            _bars(axes, i + 0.38 * (j - 0.5), found[name][f"{system}_50"], system, label, 0.36)
    star = {n: f"{n.replace('_', ' ')}{' *' if found[n]['unseen'] else ''} ({found[n]['messages']})" for n in names}
    axes.set_yticks(range(len(names)), [star[n] for n in names])
    axes.invert_yaxis()
    axes.set(xlim=(0, 1), xlabel="share of values found (half of their characters or more), with its 95 % interval")
    axes.grid(axis="x", alpha=0.25)
    axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2)
    return figure
