"""A section of docs/PERFORMANCE.md: its command, tables, plot, and what they mean."""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
from datetime import date
from pathlib import Path

from rich.console import Console

from bench.plot import Plot
from bench.sheet import Sheet, put
from bench.timing import processor
from model_core.bundle import Bundle
from stream_scanner.config import Settings


@dataclasses.dataclass
class Section:
    """Tables under a heading, and a paragraph that reads them. ``name`` marks its place on the page."""

    name: str
    title: str
    sheets: list[Sheet]
    reading: str
    plot: Plot | None = None


class Run:
    """One command: its options, the bundle, and where its sections go."""

    def __init__(self, doc: str | None, parser: argparse.ArgumentParser | None = None) -> None:
        parser = parser or argparse.ArgumentParser(description=doc)
        parser.add_argument("--bundle", type=Path, default=None)
        parser.add_argument("--markdown", type=Path, default=None, help="replace this command's sections of the page")
        self.args = parser.parse_args()
        self.bundle = Bundle.open(self.args.bundle or Settings.load().bundle)
        self.console = Console()
        self.console.width = max(self.console.width, 120)  # a table cut off is no table
        self._before = os.getloadavg()[0]
        module = Path(sys.argv[0]).stem
        self.command = "python -m bench" + ("" if module == "__main__" else f".{module}")
        hidden = ("bundle", "markdown")
        for name, value in vars(self.args).items():
            if name not in hidden and value != parser.get_default(name):
                told = " ".join(Path(one).name for one in value) if isinstance(value, list) else value
                self.command += f" --{name.replace('_', '-')}" + ("" if value is True else f" {told}")

    def publish(self, section: Section) -> None:
        """Print a section, and put it onto the page if one was named."""
        for sheet in section.sheets:
            self.console.print(sheet.rich())
        self.console.print(section.reading + "\n", highlight=False)
        if self.args.markdown is None:
            return
        facts = (
            f"`{self.command}`, model {self.bundle.model}, {date.today()}, {processor()}, "
            f"load {self._before:.1f} before and {os.getloadavg()[0]:.1f} after."
        )
        tables = "\n".join(sheet.markdown() for sheet in section.sheets)
        picture = ""
        if section.plot is not None:
            section.plot.save(self.args.markdown.parent / "plots" / f"{section.name}.svg")
            picture = f"![{section.title}](plots/{section.name}.svg)\n\n"
        text = f"## {section.title}\n\n{facts}\n\n{tables}\n{picture}{section.reading}"
        put(self.args.markdown, section.name, text)
