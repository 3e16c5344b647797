"""What ablations came to: differences paired by seed, as a Markdown table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
from scipy import stats

BASELINE: Final = "baseline"
Runs: TypeAlias = Mapping[str, Sequence[Mapping[str, float]]]
"""By variant the figures of its runs, one a seed, in the same order of seeds."""


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Mean and half width of its 95 % t interval; NaN for fewer than two values."""
    sample = np.array(values, np.float64)
    sample = sample[np.isfinite(sample)]
    if len(sample) == 0:
        return float("nan"), float("nan")
    if len(sample) < 2:
        return float(sample.mean()), float("nan")
    width = stats.t.ppf(0.975, len(sample) - 1) * sample.std(ddof=1) / np.sqrt(len(sample))
    return float(sample.mean()), float(width)


def compared(results: Runs) -> dict[str, dict[str, tuple[float, float]]]:
    """For each variant and figure the mean and half width over seeds of its difference to the baseline of the same
    seed; for the baseline, of the figure itself."""
    out: dict[str, dict[str, tuple[float, float]]] = {}
    for name, runs in results.items():
        rows = list(zip(runs, results[BASELINE], strict=True))
        out[name] = {f: interval([r[f] if name == BASELINE else r[f] - b[f] for r, b in rows]) for f in rows[0][0]}
    return out


def table(opening: str, changes: Mapping[str, str], results: Runs) -> str:
    """The ablation in Markdown; ``changes`` says in words what each variant is."""
    seeds = len(results[BASELINE])
    figures = list(results[BASELINE][0])
    count = len(figures) * (len(results) - 1)
    against = compared(results)
    lines = [
        "# Ablations",
        "",
        f"{opening} {seeds} seed{'s' if seeds > 1 else ''}. Every variant sees the same messages in the same order for "
        "the same number of steps; its budget is equal in steps and tokens, not in time or weights.",
        "",
        *(f"- **{name}**: {change}" for name, change in changes.items()),
        "",
        "The baseline's column holds its figures. Every other column holds differences to the baseline of the same "
        "seed: their mean over seeds and half the width of its 95 % t interval. **Bold**: the interval leaves out "
        f"zero; of {count} differences, about {count / 20:.0f} would do so by chance. An arrow says which way is "
        "better. Figures are on generated threads of the test split, uncalibrated. *Later segments* are where only "
        "the slow tier knows what was read before; *pairs ordered* (0.5 is chance) is what only memory can raise.",
        "",
        f"| figure | {' | '.join(results)} |",
        f"|---|{'---:|' * len(results)}",
    ]
    for figure in figures:
        cells = (_cell(*against[name][figure], sign=name != BASELINE) for name in results)
        lines.append(f"| {figure} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(mean: float, width: float, sign: bool) -> str:
    if np.isnan(mean):
        return "–"
    value = f"{mean:+.3f}" if sign else f"{mean:.3f}"
    if np.isnan(width):
        return value
    text = f"{value} ± {width:.3f}"
    return f"**{text}**" if sign and abs(mean) > width else text
