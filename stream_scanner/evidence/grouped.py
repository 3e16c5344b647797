"""Keys that are cut into groups, and connection URIs with blanks around their signs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.providers import prefixes
from stream_scanner.evidence.views import View

SHORTEST = 16
"""Characters of the shortest key."""
SIZES = range(2, 9)
"""Characters of a group."""
LINE = 240
"""Characters in which a URI ends."""

_BLANKS = (b" ", b"-", b".", b"/", b"|", b",", b", ", b" - ")
_SCHEME = rb"(?i)\b[a-z][a-z0-9+]{2,16}(?: ?: {1,2}/ ?/|: ?/ /| :{1,2}//) ?[^\s/]"
_SIGN = rb"[ \t]{0,2}[:/@.?=&,][ \t]{0,2}"
_BLANK_SIGN = rb"[ \t]"


def groups(view: View) -> Iterator[tuple[int, int, str]]:
    """Stretches that are one value, and the value."""
    yield from _keys(view)
    yield from _uris(view)


@cache
def _cut(blank: bytes) -> bytes:
    sign, runs = b"".join(b"\\" + bytes([c]) for c in blank), []
    for size in SIZES:
        one, least = b"[A-Za-z0-9_+/=]{%d}" % size, max(2, SHORTEST // size - 1)
        tail = b"(?:" + sign + b"[A-Za-z0-9_+/=]{1,%d})?" % (size - 1)
        runs.append(one + b"(?:" + sign + one + b"){%d,}" % least + tail)
    return rb"(?:^|[\s\"'`:=(])(" + rb"|".join(runs) + rb")"


def _keys(view: View) -> Iterator[tuple[int, int, str]]:
    data = view.data
    for blank in _BLANKS:
        if data.count(blank) < 2:
            continue
        for match in pattern(_cut(blank)).finditer(data):
            parts = match.group(1).split(blank)
            while parts and parts[-1].isalpha() and parts[-1].islower():
                parts.pop()  # the next words
            text = b"".join(parts)
            if len(text) >= SHORTEST and pattern(prefixes()).match(text) is not None:
                yield match.start(1), match.start(1) + len(blank.join(parts)), text.decode()


def _uris(view: View) -> Iterator[tuple[int, int, str]]:
    data = view.data
    for match in pattern(_SCHEME).finditer(data):
        line = data[match.start() : match.start() + LINE].partition(b"\n")[0]
        for sign in pattern(_SIGN).finditer(line):
            if pattern(_BLANK_SIGN).within(sign.group()):
                start, end = sign.span()
                yield match.start() + start, match.start() + end, sign.group().strip().decode()
