"""The names that somebody bears somewhere, and the words of a text to compare with them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from stream_scanner.evidence.context import OPPOSING
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.views import LATIN_LETTER, View, project

FILE: Final = "names.txt"
OTHERS: Final = "no_names.txt"
KINDS: Final = {"g": 0, "f": 1, "gw": 2, "fw": 3}
"""Given names, family names, and those of either that are everyday words or places as well."""
_LETTER = np.zeros(256, np.bool_)
_LETTER[[*range(ord("a"), ord("z") + 1), *range(ord("A"), ord("Z") + 1), LATIN_LETTER]] = True


@cache
def lists() -> dict[str, int]:
    """Index in `KINDS` of every listed name, in lower case; read on first use."""
    lines = (files("stream_scanner.evidence") / FILE).read_text(encoding="utf-8").splitlines()
    return {name: KINDS[kind] for name, _, kind in (line.partition(" ") for line in lines)}


@cache
def called_alike() -> frozenset[str]:
    """In lower case, firms, films, bands, dishes, maladies and towns that are called like a person or taken for one."""
    lines = (files("stream_scanner.evidence") / OTHERS).read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split("|"))


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, word) of every run of Latin letters."""
    inside = np.zeros(len(text) + 2, np.int8)
    inside[1:-1] = _LETTER[np.frombuffer(project(text), np.uint8)]
    edges = np.flatnonzero(np.diff(inside)).tolist()
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield start, end, text[start:end]


def listed_name(text: str) -> bool:
    """Whether a word of it is a listed name that is no everyday word or place."""
    return any(lists().get(word.lower(), 2) < 2 for _, _, word in words(text))


_PERSON = (
    rb"(?:^|[^A-Za-z\xe9.])([A-Z\xe9][a-z\xe9]+(?:[ -](?:[A-Z]\.|[A-Z\xe9][a-z\xe9]+)){1,3})"
    rb"(?:,|:| ?\(| [-\x80]| ?\.{3,40})? ?$"
)
_NO_PERSON = (
    rb"(?i)\b(?:" + OPPOSING + rb"|no|nr|number|nummer|num.ro|code|account|konto|kunden|customer|client|file|case"
    rb"|project|room|street|road|avenue|suite|building|block|floor|bank|iban)"
)


def after_name(view: View, start: int) -> bool:
    """Whether a person's name of two words or more stands right before ``start``: "Anna Berg, ..."."""
    before = view.data[max(0, start - 72) : start]
    match = pattern(_PERSON).search(before)
    if match is None or pattern(_NO_PERSON).within(match.group()):
        return False
    at = start - len(before)
    return listed_name(view.text[at + match.start(1) : at + match.end(1)])
