"""Plots beside the tables of docs/PERFORMANCE.md, as SVG."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

COLOURS = ("#1f5fbf", "#d9730d", "#5f6b7a", "#2f8f5b", "#a23b72")


@dataclasses.dataclass(frozen=True)
class Plot:
    """Series over the same places.

    Attributes:
        across, up: names of the axes.
        places: numbers make lines on logarithmic axes, words make groups of bars.
        series: one value a place, by name.
    """

    across: str
    up: str
    places: Sequence[float] | Sequence[str]
    series: Mapping[str, Sequence[float]]

    def save(self, path: Path) -> None:
        """Write the plot as SVG."""
        # Drawing takes a second to import, and most runs draw nothing.
        import matplotlib.pyplot as plt

        from training.report_plots import STYLE

        path.parent.mkdir(parents=True, exist_ok=True)
        with plt.rc_context(STYLE):
            figure, axes = plt.subplots(figsize=(6.4, 3.2))
            if isinstance(self.places[0], str):
                self._bars(axes)
            else:
                self._lines(axes)
            axes.set(xlabel=self.across, ylabel=self.up)
            axes.grid(alpha=0.25, axis="y")
            axes.set_axisbelow(True)
            axes.legend()
            figure.savefig(path, metadata={"Date": None})
            plt.close(figure)

    def _lines(self, axes: Any) -> None:
        for (name, values), colour in zip(self.series.items(), COLOURS, strict=False):
            axes.plot(self.places, values, marker="o", markersize=4, color=colour, label=name)
        first = float(next(iter(self.series.values()))[0])
        start = float(self.places[0])
        linear = [first * float(place) / start for place in self.places]
        axes.plot(self.places, linear, linestyle="--", linewidth=1, color="#999", label="linear")
        axes.set(xscale="log", yscale="log")
        axes.set_xticks(self.places, [f"{place:,.0f}" for place in self.places])
        axes.minorticks_off()

    def _bars(self, axes: Any) -> None:
        width = 0.8 / len(self.series)
        for at, ((name, values), colour) in enumerate(zip(self.series.items(), COLOURS, strict=False)):
            middles = [place + (at - (len(self.series) - 1) / 2) * width for place in range(len(self.places))]
            bars = axes.bar(middles, values, width * 0.92, color=colour, label=name)
            axes.bar_label(bars, fmt="%.3g", fontsize=7, padding=1)
        axes.set_xticks(range(len(self.places)), self.places)
