"""An evaluation as one report: ``python -m training.report DIR`` renders DIR/figures.json again.

Nothing is measured here. `report_sections` says what is told and `report_plots` draws.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, Final

from training.report_blocks import markdown, page
from training.report_plots import draw
from training.report_sections import sections

FIGURES: Final = "figures.json"


def write(directory: Path) -> None:
    """Write ``report.md``, ``report.html`` and ``plots/`` from the directory's figures."""
    figures: dict[str, Any] = json.loads((directory / FIGURES).read_text(encoding="utf-8"))
    draw(figures, directory / "plots")
    blocks = list(sections(figures))
    (directory / "report.md").write_text(markdown(blocks), encoding="utf-8")
    (directory / "report.html").write_text(page(blocks, "Stream Scanner evaluation"), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    args = parser.parse_args()
    if not (args.directory / FIGURES).is_file():
        parser.error(f"{args.directory / FIGURES}: no such file; run training.evaluate first")
    write(args.directory)


if __name__ == "__main__":
    main()
