"""A small template language: ``{slot}`` is filled, ``{{this|that}}`` picks one alternative; both nest."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random
from typing import TypeAlias

from training.generate.thread import Part, Parts

Node: TypeAlias = "str | tuple[str] | list[tuple[Node, ...]]"
"""Literal text, a slot (a 1-tuple of its name) or a choice (a list of alternatives)."""
Fill: TypeAlias = Callable[[str], "str | Parts"]


@cache
def parse(template: str) -> tuple[Node, ...]:
    """Compile a template once; frames are drawn many thousand times."""
    nodes, at = _sequence(template, 0, nested=False)
    if at != len(template):
        raise ValueError(f"unbalanced braces in template: {template[:60]!r}")
    return nodes


def _sequence(text: str, at: int, *, nested: bool) -> tuple[tuple[Node, ...], int]:
    nodes: list[Node] = []
    literal: list[str] = []

    def flush() -> None:
        if literal:
            nodes.append("".join(literal))
            literal.clear()

    while at < len(text):
        if text.startswith("{{", at):
            flush()
            alternatives: list[tuple[Node, ...]] = []
            at += 2
            while True:
                inner, at = _sequence(text, at, nested=True)
                alternatives.append(inner)
                if text.startswith("}}", at):
                    at += 2
                    break
                if not text.startswith("|", at):
                    raise ValueError(f"open choice in template: {text[:60]!r}")
                at += 1
            nodes.append(alternatives)
        elif text[at] == "{":
            flush()
            end = text.index("}", at)
            nodes.append((text[at + 1 : end],))
            at = end + 1
        elif nested and (text[at] == "|" or text.startswith("}}", at)):
            break
        else:
            literal.append(text[at])
            at += 1
    flush()
    return tuple(nodes), at


def render(template: str, rng: Random, fill: Fill) -> Parts:
    """The template as parts, alternatives drawn by ``rng``, slots filled by ``fill``."""
    parts: Parts = []
    _render(parse(template), rng, fill, parts)
    return parts


def _render(nodes: tuple[Node, ...], rng: Random, fill: Fill, out: Parts) -> None:
    for node in nodes:
        if isinstance(node, str):
            out.append(Part(node))
        elif isinstance(node, tuple):
            value = fill(node[0])
            if isinstance(value, str):
                out.append(Part(value))
            else:
                out.extend(value)
        else:
            _render(node[int(rng.random() * len(node))], rng, fill, out)
