"""Linear-time patterns over projected bytes, behind the thinnest wrapper that tells where a match lies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import re2


class Match:
    """Where a pattern and its groups matched; a group that took no part is at (-1, -1)."""

    __slots__ = ("_data", "_spans")

    def __init__(self, data: bytes, spans: list[tuple[int, int]]) -> None:
        self._data = data
        self._spans = spans

    def span(self, group: int = 0) -> tuple[int, int]:
        """Start and end, exclusive."""
        return self._spans[group]

    def start(self, group: int = 0) -> int:
        """First offset."""
        return self._spans[group][0]

    def end(self, group: int = 0) -> int:
        """Offset behind the last one."""
        return self._spans[group][1]

    def group(self, group: int = 0) -> bytes:
        """What matched; empty where the group took no part."""
        start, end = self._spans[group]
        return self._data[start:end] if start >= 0 else b""

    def groups(self) -> int:
        """How many groups the pattern has."""
        return len(self._spans) - 1

    def has(self, group: int) -> bool:
        """Whether the group took part."""
        return self._spans[group][0] >= 0


class Pattern:
    """A compiled pattern.

    re2's own Python classes spend three times as long around a match as the engine spends on it, and a hostile message
    is nothing but matches. So this calls the engine that they wrap: not a public name, pinned by version and by a test
    that compares both.
    """

    __slots__ = ("_run",)

    def __init__(self, source: bytes) -> None:
        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1
        options.max_mem = 64 << 20
        options.log_errors = False
        self._run: Any = re2.compile(source, options)._regexp.Match

    def search(self, data: bytes, start: int = 0) -> Match | None:
        """The first match at or behind ``start``."""
        spans = self._run(_ANYWHERE, data, start, len(data))
        return Match(data, spans) if spans[0][0] >= 0 else None

    def match(self, data: bytes, start: int = 0) -> Match | None:
        """The match that begins at ``start``."""
        spans = self._run(_START, data, start, len(data))
        return Match(data, spans) if spans[0][0] >= 0 else None

    def within(self, data: bytes) -> bool:
        """Whether it matches anywhere."""
        return bool(self._run(_ANYWHERE, data, 0, len(data))[0][0] >= 0)

    def finditer(self, data: bytes) -> Iterator[Match]:
        """All matches that are not empty, left to right, disjoint."""
        run, at, size = self._run, 0, len(data)
        while at < size:
            spans = run(_ANYWHERE, data, at, size)
            start, end = spans[0]
            if start < 0:
                return
            if end > start:
                yield Match(data, spans)
            at = end if end > at else at + 1

    def findall(self, data: bytes) -> list[bytes]:
        """What matched, of all matches."""
        return [match.group() for match in self.finditer(data)]


_ANYWHERE = re2._Anchor.UNANCHORED
_START = re2._Anchor.ANCHOR_START


@cache
def pattern(source: bytes) -> Pattern:
    """A compiled linear-time pattern over projected bytes; compiled on first use, never at import."""
    return Pattern(source)
