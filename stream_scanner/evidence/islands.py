"""Base64, base32 and hex islands, and runs shown backwards: stretches of text that decode to readable text."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from stream_scanner.evidence.lookalikes import classes
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.views import Edit, Ranges, View

SHORTEST = 10
"""Characters of the shortest text worth reading; random bytes decode to less by chance."""

CONTEXT_BEFORE, CONTEXT_BEHIND = 64, 32
"""Characters around an island that may say what is in it."""
INFLATED = 2
"""What a compressed island may grow to, in its own length; a longer text is read to there."""

OVERRIDE, SHORTEST_RUN, LONGEST_RUN = "\u202e", 6, 400

_BASE64 = (
    rb"(?:[A-Za-z0-9+/]{60,76}\r?\n){1,}[A-Za-z0-9+/]*={0,2}|[A-Za-z0-9+/_-]{16,}={0,2}|[A-Za-z0-9+/_-]{14,15}={1,2}"
)
# Cut into groups of four or eight, or over two lines; with its filling in front it was turned around.
_PARTED = (
    rb"\b(?:[A-Za-z0-9+/]{4}[ ]){3,}(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{2,3}={1,2})",
    rb"\b(?:[A-Za-z0-9+/]{8}[ ]){2,}(?:[A-Za-z0-9+/]{4,8}|[A-Za-z0-9+/]{2,7}={1,2})",
    rb"\b(?:[A-Za-z0-9+/]{8,}\r?\n(?:> ?)?){1,}[A-Za-z0-9+/]{2,}={0,2}",
)
_TURNED = rb"={1,2}[A-Za-z0-9+/]{14,}"
_BASE32 = rb"\b(?:[A-Z2-7]{16,}|[a-z2-7]{16,})={0,6}"
_HEX = rb"\b(?:0x)?(?:[0-9a-fA-F]{2}){10,}\b|\b[0-9a-fA-F]{2}(?:[ :][0-9a-fA-F]{2}){9,}\b"


Within = Callable[[int, int], bool]
"""Whether a stretch is one to look at."""


class Island(NamedTuple):
    """What one encoding hides in a view.

    Attributes:
        name: of the encoding.
        ranges: where it stands, in offsets of the view that was searched.
        texts: what each of them says.
        view: all of it decoded in its place, with the words around it and nothing else.
    """

    name: str
    ranges: list[tuple[int, int]]
    texts: list[str]
    view: View


def _parted(data: bytes, within: Within) -> Iterator[tuple[int, int, str]]:
    for source in _PARTED:
        if (b"\n" if b"\\n" in source else b" ") not in data:
            continue
        for match in pattern(source).finditer(data):
            if within(*match.span()):
                text = _base64(match.group().translate(None, b" \t\r\n>"))
                if text is not None:
                    yield *match.span(), text
    for match in pattern(_TURNED).finditer(data) if b"=" in data else ():
        if within(*match.span()):
            text = _base64(match.group()[::-1])
            if text is not None:
                yield *match.span(), text


def islands(view: View, within: Within = lambda start, end: True) -> Iterator[Island]:
    """One island for each encoding found: every stretch that lies ``within`` and decodes to readable text."""
    for name, decode in (("hex", _hexes), ("base32", _base32s), ("base64", _base64s)):
        stretches = list(decode(view.data, within))
        if name == "base64":
            taken = Ranges()
            # The longer ones first: what was cut may have a piece that is readable by itself.
            found = sorted((*stretches, *_parted(view.data, within)), key=lambda one: one[0] - one[1])
            stretches = sorted(one for one in found if taken.add(one[0], one[1]))
        if stretches:
            yield _island(name, view, stretches)


def overridden(view: View) -> Iterator[Island]:
    """What a right-to-left override (U+202E, Unicode Annex 9) shows: each run backwards, as its reader sees it."""
    at, stretches = 0, []
    for number, part in enumerate(view.text.split(OVERRIDE)):
        start, at = at - 1, at + len(part) + 1
        if number and len(part) >= SHORTEST_RUN:
            run = part[:LONGEST_RUN].partition("\u202c")[0].partition("\n")[0]
            if len(run) >= SHORTEST_RUN:
                stretches.append((start, start + 1 + len(run), run[::-1]))
    if stretches:
        yield _island("bidi", view, stretches)


def _island(name: str, view: View, stretches: list[tuple[int, int, str]]) -> Island:
    ranges, texts = [(start, end) for start, end, _ in stretches], [text for *_, text in stretches]
    return Island(name, ranges, texts, view.edited(_shown(view, stretches)))


def _shown(view: View, stretches: list[tuple[int, int, str]]) -> Iterator[Edit]:
    # What is far from any of them was searched before.
    at = 0
    for start, end, text in stretches:
        behind = at + CONTEXT_BEHIND if at else 0
        if start - CONTEXT_BEFORE > behind:
            yield Edit(behind, start - CONTEXT_BEFORE, "\n")
        yield Edit(start, end, text + "\n\n")  # two: no line that goes on
        at = end
    if len(view.text) > at + CONTEXT_BEHIND:
        yield Edit(at + CONTEXT_BEHIND, len(view.text), "\n")


def _hexes(data: bytes, within: Within) -> Iterator[tuple[int, int, str]]:
    for match in pattern(_HEX).finditer(data):
        if not within(*match.span()):
            continue
        digits = match.group().removeprefix(b"0x").translate(None, b" :")
        text = readable(bytes.fromhex(digits.decode()))
        if text is not None:
            yield match.start(), match.end(), text


def _base32s(data: bytes, within: Within) -> Iterator[tuple[int, int, str]]:
    for match in pattern(_BASE32).finditer(data):
        body = match.group().rstrip(b"=")
        if len(body) % 8 in (1, 3, 6) or not within(*match.span()):
            continue
        text = readable(base64.b32decode(body + b"=" * (-len(body) % 8), casefold=True))
        if text is not None:
            yield match.start(), match.end(), text


def _base64s(data: bytes, within: Within) -> Iterator[tuple[int, int, str]]:
    for match in pattern(_BASE64).finditer(data):
        if match.group().isdigit():
            continue
        start, end = match.span()
        # Beside a dot it is part of a token or a host, not an island of its own; at a sentence's end it is.
        clung = pattern(rb"^\.[^\s]").within(data[end : end + 2]) or data[max(0, start - 1) : start] == b"."
        if clung or not within(start, end):
            continue
        text = _base64(match.group().translate(None, b"\r\n"))
        if text is not None:
            yield start, end, text


_URL_SAFE = bytes.maketrans(b"-_", b"+/")


def _base64(value: bytes) -> str | None:
    body = value.rstrip(b"=").translate(_URL_SAFE)
    if len(body) % 4 == 1 or not any(48 <= c <= 57 or 65 <= c <= 90 for c in body):
        return None
    try:
        return readable(binascii.a2b_base64(body + b"=" * (-len(body) % 4)))
    except binascii.Error:
        return None


def readable(octets: bytes) -> str | None:
    """The text of ``octets`` in UTF-8, or in UTF-16 or UTF-32 where it holds zeros; or None.

    It has ten characters or more, all of them printable and three of four ASCII, once its disguises are undone.
    """
    if octets[:1] in (b"\x1f", b"x"):
        octets = _inflated(octets)
    try:
        text = octets.decode(_encoding(octets)).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None
    if len(text) < SHORTEST or len(set(text[:SHORTEST])) < 4:
        return None
    seen = text if text.isascii() else text.translate(_undone())
    if not seen.isprintable() and not seen.translate(_BREAKS).isprintable():
        return None
    return text if seen.isascii() or 4 * sum(map(str.isascii, seen)) >= 3 * len(seen) else None


def _encoding(octets: bytes) -> str:
    zeros = octets.count(0, 0, 64)
    if not zeros or 3 * zeros < min(64, len(octets)):
        return "utf-8"
    order = "be" if octets[:1] == b"\0" or octets[:2] == b"\xfe\xff" else "le"
    return f"utf-{32 if 2 * zeros > min(64, len(octets)) + 4 else 16}-{order}"


def _inflated(octets: bytes) -> bytes:
    if octets[:3] != b"\x1f\x8b\x08" and octets[:2] not in (b"x\x01", b"x\x9c", b"x\xda"):
        return octets
    try:
        # Bounded, so that a small island can't blow up.
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(octets, INFLATED * len(octets))
    except zlib.error:
        return octets


_BREAKS = {ord(c): None for c in "\r\n\t"}


@cache
def _undone() -> dict[int, str]:
    # Everything outside of ASCII that `characters` would make ASCII of, or take away.
    return dict.fromkeys((np.flatnonzero(classes()[128:]) + 128).tolist(), "-")
