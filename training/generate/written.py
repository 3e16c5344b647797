"""Texts in files beside this package, ``written/``: frames by register and topic, lines of scripts by part."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import yaml

from training.generate.thread import Split, share

FOLDER: Final = Path(__file__).parent / "written"


@cache
def frames(name: str) -> tuple[tuple[str, ...], ...]:
    """The lists of a group, ``NAME.txt``, ``NAME_2.txt`` and so on: lines ``class|text`` for frames, classes as in
    `frames_email`, texts alone for the others; a line break is written ``\\n``. None if there is no such file."""
    paths = (FOLDER / f"{name}.txt", *sorted(FOLDER.glob(f"{name}_[0-9].txt")))
    texts = (path.read_text(encoding="utf-8") for path in paths if path.exists())
    return tuple(tuple(line.replace("\\n", "\n") for line in text.splitlines()) for text in texts)


def shared(name: str, split: Split) -> list[str]:
    """A split's share of each list of a group: lists that come later move no line of the others to another split."""
    return [line for rows in frames(name) for line in share(rows, split)]


@cache
def scripts() -> tuple[dict[str, dict[str, list[str]]], ...]:
    """More wordings of scripts, file by file: a script's name, then the part (``fact``, ``blank``, ``last``,
    ``shared``), then its lines."""
    paths = sorted(FOLDER.glob("scripts_*.yaml"))
    return tuple(yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths)


def lines(script: str, part: str, split: Split) -> list[str]:
    """A split's share of each file's wordings of one part of a script."""
    return [line for told in scripts() for line in share(told.get(script, {}).get(part, ()), split)]
