"""Base64, base32 and hex islands: stretches of text that decode to readable text."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from functools import cache

import numpy as np

from stream_scanner.evidence.lookalikes import classes
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.views import View

SHORTEST = 10
"""Characters of the shortest text worth reading; random bytes decode to less by chance."""

_BASE64 = rb"(?:[A-Za-z0-9+/]{60,76}\r?\n){1,}[A-Za-z0-9+/]*={0,2}|[A-Za-z0-9+/_-]{16,}={0,2}"
_BASE32 = rb"\b[A-Z2-7]{24,}={0,6}"
_HEX = rb"\b(?:0x)?(?:[0-9a-fA-F]{2}){10,}\b|\b[0-9a-fA-F]{2}(?:[ :][0-9a-fA-F]{2}){9,}\b"


def islands(view: View) -> Iterator[tuple[str, View]]:
    """For each encoding found, its name and one view of everything in it that decodes to readable text."""
    for name, stretches in (
        ("hex", list(_hexes(view.data))),
        ("base32", list(_base32s(view.data))),
        ("base64", list(_base64s(view.data))),
    ):
        if stretches:
            yield name, view.joined(stretches)


def _hexes(data: bytes) -> Iterator[tuple[int, int, str]]:
    for match in pattern(_HEX).finditer(data):
        digits = match.group().removeprefix(b"0x").translate(None, b" :")
        text = readable(bytes.fromhex(digits.decode()))
        if text is not None:
            yield match.start(), match.end(), text


def _base32s(data: bytes) -> Iterator[tuple[int, int, str]]:
    for match in pattern(_BASE32).finditer(data):
        body = match.group().rstrip(b"=")
        if len(body) % 8 in (1, 3, 6):
            continue
        text = readable(base64.b32decode(body + b"=" * (-len(body) % 8)))
        if text is not None:
            yield match.start(), match.end(), text


def _base64s(data: bytes) -> Iterator[tuple[int, int, str]]:
    for match in pattern(_BASE64).finditer(data):
        if match.group().isdigit():
            continue
        start, end = match.span()
        # Beside a dot it is part of a token or a host, not an island of its own.
        if data[end : end + 1] == b"." or data[max(0, start - 1) : start] == b".":
            continue
        text = _base64(match.group().translate(None, b"\r\n"))
        if text is not None:
            yield start, end, text


def _base64(value: bytes) -> str | None:
    body = value.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    if len(body) % 4 == 1 or not any(48 <= c <= 57 or 65 <= c <= 90 for c in body):
        return None
    try:
        return readable(binascii.a2b_base64(body + b"=" * (-len(body) % 4)))
    except binascii.Error:
        return None


def readable(octets: bytes) -> str | None:
    """The UTF-8 text of ``octets``, or None.

    It has ten characters or more, all of them printable and three of four ASCII, once its disguises are undone.
    """
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if len(text) < SHORTEST or len(set(text[:SHORTEST])) < 4:
        return None
    seen = text if text.isascii() else text.translate(_undone())
    if not seen.translate(_BREAKS).isprintable():
        return None
    return text if seen.isascii() or 4 * sum(map(str.isascii, seen)) >= 3 * len(seen) else None


_BREAKS = {ord(c): None for c in "\r\n\t"}


@cache
def _undone() -> dict[int, str]:
    # Everything outside of ASCII that `characters` would make ASCII of, or take away.
    return dict.fromkeys((np.flatnonzero(classes()[128:]) + 128).tolist(), "-")
