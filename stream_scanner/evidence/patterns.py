"""Linear-time patterns over projected bytes or letters, behind the thinnest wrapper that tells where a match lies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

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

    def has(self, group: int) -> bool:
        """Whether the group took part."""
        return self._spans[group][0] >= 0

    def taken(self) -> int:
        """The first group that took part; one has to."""
        return next(group for group in range(1, len(self._spans)) if self.has(group))


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


class Letters:
    """A compiled pattern over the text itself, for scripts whose letters the projection does not tell apart.

    Text and offsets are turned into bytes and back, so it is for short stretches and rare anchors.
    """

    __slots__ = ("_run",)

    def __init__(self, source: str) -> None:
        options = re2.Options()
        options.max_mem = 64 << 20
        options.log_errors = False
        self._run: Any = re2.compile(source, options)._regexp.Match

    def search(self, text: str) -> TextMatch | None:
        """The first match."""
        return next(self._matches(_ANYWHERE, text), None)

    def match(self, text: str) -> TextMatch | None:
        """The match that begins with the text."""
        return next(self._matches(_START, text), None)

    def finditer(self, text: str) -> Iterator[TextMatch]:
        """All matches that are not empty, left to right, disjoint."""
        return (match for match in self._matches(_ANYWHERE, text) if match.end > match.start)

    def _matches(self, anchor: Any, text: str) -> Iterator[TextMatch]:
        # Half of a surrogate pair has no bytes of its own; what stands for it is one character too.
        data = text.encode("utf-8", "replace")
        run, at, size = self._run, 0, len(data)
        known, passed = 0, 0  # bytes and the characters that they are
        while at <= size:
            spans = run(anchor, data, at, size)
            if spans[0][0] < 0:
                return
            inner = next((span for span in spans[1:] if span[0] >= 0), spans[0])
            passed += len(data[known : spans[0][0]].decode())
            known, end = spans[0]
            low, high = (passed + len(data[known:byte].decode()) for byte in inner)
            yield TextMatch(passed, passed + len(data[known:end].decode()), low, high)
            at = end if end > known else end + 1


class TextMatch(NamedTuple):
    """Where a pattern matched, in characters; ``low`` and ``high`` are its first group's, if one took part."""

    start: int
    end: int
    low: int
    high: int


_ANYWHERE = re2._Anchor.UNANCHORED
_START = re2._Anchor.ANCHOR_START


@cache
def pattern(source: bytes) -> Pattern:
    """A compiled linear-time pattern over projected bytes; compiled on first use, never at import."""
    return Pattern(source)


@cache
def letters(source: str) -> Letters:
    """A compiled linear-time pattern over text; compiled on first use, never at import."""
    return Letters(source)
