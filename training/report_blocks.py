"""The blocks a report is made of, and their two spellings: Markdown and one HTML page without scripts."""

from __future__ import annotations

import dataclasses
import html
from collections.abc import Iterable
from typing import Final, TypeAlias

STYLE: Final = """
:root { color-scheme: light dark; --line: #8884; --dim: #777; --soft: #8881; }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1.2rem; }
h1 { line-height: 1.2; } h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem; }
h3 { margin: 2rem 0 .3rem; }
table { border-collapse: collapse; margin: 1rem 0; font-size: 14px; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; } th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: left; }
th { font-weight: 600; vertical-align: bottom; } td + td, th + th { text-align: right; }
table.words td + td, table.words th + th { text-align: left; }
tr:hover td { background: var(--soft); }
.interval { color: var(--dim); font-size: 12px; white-space: nowrap; }
figure { margin: 1.2rem 0; } img { max-width: 100%; background: #fff; border-radius: 6px; }
figcaption, .note { color: var(--dim); font-size: 14px; }
nav { font-size: 14px; columns: 2; } nav a { display: block; } code { font-size: .92em; }
"""


@dataclasses.dataclass(frozen=True)
class Heading:
    """A section's title."""

    text: str
    level: int = 2

    @property
    def anchor(self) -> str:
        """Its place in the page."""
        return "".join(c if c.isalnum() else "-" for c in self.text.lower()).strip("-")


@dataclasses.dataclass(frozen=True)
class Text:
    """A paragraph, or with ``points`` a list."""

    text: str = ""
    points: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Cell:
    """A figure with what stands smaller beside it, most often its interval."""

    value: str
    interval: str = ""


@dataclasses.dataclass(frozen=True)
class Table:
    """Rows of cells; ``words`` aligns all columns left."""

    header: tuple[str, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    words: bool = False


@dataclasses.dataclass(frozen=True)
class Plot:
    """A picture beside the report; ``caption`` says what to see in it."""

    file: str
    caption: str


Block: TypeAlias = Heading | Text | Table | Plot


def markdown(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown."""
    out: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            out.append(f"{'#' * block.level} {block.text}")
        elif isinstance(block, Text):
            out.append(block.text or "\n".join(f"- {point}" for point in block.points))
        elif isinstance(block, Plot):
            out.append(f"![{block.file}]({block.file})\n\n{block.caption}")
        else:
            lines = [block.header, tuple("---" if block.words or i == 0 else "---:" for i in range(len(block.header)))]
            lines += [tuple(map(_flat, row)) for row in block.rows]
            out.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    return "\n\n".join(out) + "\n"


def _flat(cell: str | Cell) -> str:
    if isinstance(cell, str):
        return cell
    return f"{cell.value} {cell.interval}".strip()


def page(blocks: Iterable[Block], title: str) -> str:
    """The blocks as one HTML page without scripts."""
    blocks = list(blocks)
    out: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            out.append(f'<h{block.level} id="{block.anchor}">{_inline(block.text)}</h{block.level}>')
            if block.level == 1:
                links = (b for b in blocks if isinstance(b, Heading) and b.level == 2)
                out.append("<nav>" + "".join(f'<a href="#{b.anchor}">{_inline(b.text)}</a>' for b in links) + "</nav>")
        elif isinstance(block, Text):
            points = "".join(f"<li>{_inline(point)}</li>" for point in block.points)
            out.append(f"<ul>{points}</ul>" if points else f"<p>{_inline(block.text)}</p>")
        elif isinstance(block, Plot):
            caption = _inline(block.caption)
            alt = html.escape(block.caption, quote=True)
            out.append(f'<figure><img src="{block.file}" alt="{alt}"><figcaption>{caption}</figcaption></figure>')
        else:
            head = "".join(f"<th>{_inline(name)}</th>" for name in block.header)
            rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in block.rows)
            kind = ' class="words"' if block.words else ""
            out.append(
                f'<div class="wide"><table{kind}><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
            )
    top = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
    view = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    return f"{top}{view}<style>{STYLE}</style></head><body>\n" + "\n".join(out) + "\n</body></html>\n"


def _inline(text: str) -> str:
    """Escaped text; what stands between backquotes is code, between double asterisks strong."""
    for mark, tag in (("`", "code"), ("**", "strong")):
        parts = (text if mark == "**" else html.escape(text)).split(mark)
        text = "".join(f"<{tag}>{part}</{tag}>" if i % 2 else part for i, part in enumerate(parts))
    return text


def _cell(cell: str | Cell) -> str:
    if isinstance(cell, str):
        return f"<td>{_inline(cell)}</td>"
    interval = f' <span class="interval">{html.escape(cell.interval)}</span>' if cell.interval else ""
    return f"<td>{_inline(cell.value)}{interval}</td>"
