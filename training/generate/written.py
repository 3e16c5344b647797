"""Texts in files beside this package, ``written/``: frames by register and topic, lines of scripts by part."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import yaml

FOLDER: Final = Path(__file__).parent / "written"


@cache
def frames(name: str) -> tuple[str, ...]:
    """Lines ``class|text`` of ``NAME.txt``, classes as in `frames_email`; none if there is no such file."""
    path = FOLDER / f"{name}.txt"
    return tuple(path.read_text(encoding="utf-8").splitlines()) if path.exists() else ()


@cache
def _scripts() -> dict[str, dict[str, list[str]]]:
    files = sorted(FOLDER.glob("scripts_*.yaml"))
    return {name: parts for path in files for name, parts in yaml.safe_load(path.read_text(encoding="utf-8")).items()}


def lines(script: str, part: str) -> list[str]:
    """More wordings of one part of a script: ``fact``, ``blank``, ``last`` or ``shared``."""
    return _scripts().get(script, {}).get(part, [])
