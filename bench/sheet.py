"""Tables for the terminal and for a Markdown page."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from rich.table import Table


@dataclasses.dataclass
class Sheet:
    """A table for the terminal and for Markdown; cells are text."""

    title: str
    header: list[str]
    rows: list[list[str]]

    def rich(self) -> Table:
        table = Table(title=self.title, title_justify="left", expand=False)
        for place, name in enumerate(self.header):
            table.add_column(name, justify="right" if place else "left", no_wrap=not place)
        for row in self.rows:
            table.add_row(*row)
        return table

    def markdown(self) -> str:
        lines = [self.header, ["---", *["--:"] * (len(self.header) - 1)], *self.rows]
        return f"**{self.title}**\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def put(page: Path, block: str, text: str) -> None:
    """Replace what stands between a page's ``<!-- block -->`` and ``<!-- /block -->``, or append it."""
    first, last = f"<!-- {block} -->", f"<!-- /{block} -->"
    old = page.read_text("utf-8") if page.exists() else ""
    if first not in old:
        old += f"\n{first}\n{last}\n"
    head, rest = old.split(first, 1)
    page.write_text(f"{head}{first}\n\n{text.strip()}\n\n{last}{rest.split(last, 1)[1]}", "utf-8")
