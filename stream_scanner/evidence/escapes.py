"""Escapes undone: percent, HTML entities and tags, backslashes, quoted-printable."""

from __future__ import annotations

import binascii
import html
import itertools
from collections.abc import Iterator
from functools import lru_cache

from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.views import Edit, View


def _loud(text: str) -> bool:
    # Percent-encoded slashes, &nbsp; and escaped accents are how machines write; encoded letters, digits and @ hide.
    return any(c.isascii() and (c.isalnum() or c == "@") for c in text)


_ASCII = [chr(code) for code in range(128)]
_NAMES = ["percent" if _loud(char) else "" for char in _ASCII]


# Browsers read numbers without a semicolon, and with zeros before.
_ENTITY = rb"&(?:#0{0,16}[0-9]{1,7};?|#[xX]0{0,16}[0-9A-Fa-f]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};)"
# JSON inside JSON doubles each backslash.
_CODE_POINT = (
    rb"\\{1,8}(?:u[dD][89ABab][0-9A-Fa-f]{2}\\{1,8}u[dD][C-Fc-f][0-9A-Fa-f]{2}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}"
    rb"|u\{[0-9A-Fa-f]{1,6}\}|U[0-9A-Fa-f]{8})"
)
# Three in a row: "C:\\123" is a path.
_OCTAL = rb"(?:\\[0-3][0-7]{2}){3,}|(?:\\0[01][0-7]{2}){3,}"

# A sign between literals that are put together: String.fromCharCode(64), chr(46)
_CALLED = (
    rb"[\"'`][ ]?(?:\+|\.|&|\|\|)[ ]?((?:String\.fromCharCode|chr|Chr|CHR|CHAR|char)\((4[5-7]|58|64|95)\))"
    rb"[ ]?(?:\+|\.|&|\|\|)[ ]?[\"'`]"
)


def escapes(view: View) -> Iterator[Edit]:
    """Percent escapes, HTML entities and backslash escapes."""
    data = view.data
    if b"%" in data:
        for match in pattern(rb"%[uU]([0-9A-Fa-f]{4})").finditer(data):
            text, name = _backslash(match.group(1))
            if text:
                yield Edit(*match.span(), text, "percent" if name else "")
        for match in pattern(rb"(?:%[0-9A-Fa-f]{2})+").finditer(data):
            yield from _percent(match.start(), binascii.unhexlify(match.group().translate(None, b"%")))
    if b"(" in data:
        for match in pattern(_CALLED).finditer(data):
            quote = chr(data[match.start()])
            yield Edit(*match.span(1), quote + chr(int(match.group(2))) + quote)
    if b"&" in data:
        for match in pattern(_ENTITY).finditer(data):
            text, name = _entity(match.group())
            ended = match.group().endswith(b";") or data[match.end() : match.end() + 1] < b"\x80"
            if text and ended:
                yield Edit(*match.span(), text, name)
    if b"\\" in data:
        yield from _breaks(data)
        for match in pattern(rb"[A-Za-z0-9](\\)[_.@+-][A-Za-z0-9]").finditer(data):
            yield Edit(*match.span(1), "")  # as Markdown keeps a sign from being a mark
        for match in pattern(_CODE_POINT).finditer(data):
            text, name = _backslash(match.group())
            if text:
                yield Edit(*match.span(), text, name)
        for match in pattern(_OCTAL).finditer(data):
            parts = match.group().decode().split("\\")[1:]
            size = 1 + len(parts[0])
            for at, octet in enumerate(int(part, 8) for part in parts):
                if 0x20 <= octet < 0x7F:
                    start = match.start() + size * at
                    yield Edit(start, start + size, chr(octet), "backslash_escape" if _loud(chr(octet)) else "")


def _breaks(data: bytes) -> Iterator[Edit]:
    """Line breaks and tabs as strings write them; before a small letter it takes a quote to tell them from paths."""
    quote = pattern(rb"[\"'`]").search(data)
    for match in pattern(rb"\\{1,4}[nrt]").finditer(data):
        start, end = match.span()
        letter = data[end : end + 1]
        if not letter.islower() or (quote is not None and quote.start() < start):
            yield Edit(start, end, "\t" if data[end - 1 : end] == b"t" else "\n")


@lru_cache(maxsize=4096)
def _entity(entity: bytes) -> tuple[str, str]:
    text = html.unescape(entity.decode())
    return ("", "") if text.startswith("&") and text != "&" else (text, "html_entity" if _loud(text) else "")


@lru_cache(maxsize=4096)
def _backslash(escape: bytes) -> tuple[str, str]:
    high, _, low = escape.decode().lstrip("\\uUx").partition("\\u")
    code = int(high.strip("{}\\") or "0", 16)
    if low:  # a surrogate pair, as JSON writes what lies beyond 16 bits
        code = 0x10000 + ((code & 0x3FF) << 10) + (int(low, 16) & 0x3FF)
    if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
        return "", ""
    return chr(code), "backslash_escape" if _loud(chr(code)) else ""


def _percent(start: int, octets: bytes) -> Iterator[Edit]:
    at = 0
    while at < len(octets):
        lead = octets[at]
        if lead < 0x80:
            yield Edit(start + 3 * at, start + 3 * at + 3, _ASCII[lead], _NAMES[lead])
            at += 1
            continue
        size = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
        text = octets[at : at + size].decode("utf-8", "ignore")
        if len(text) == 1:
            yield Edit(start + 3 * at, start + 3 * (at + size), text, "percent" if _loud(text) else "")
            at += size
        else:
            at += 1


# --- mail and mark-up --------------------------------------------------------------------------------------------

# Signs that a text is quoted-printable and not code: an escaped "=", or a soft line break behind a letter.
_IS_QUOTED = rb"=3D|=40[A-Za-z0-9]|=C[23]=|[A-Za-z0-9.,-]=\r?\n[A-Za-z0-9]|(?:=[2-7][0-9A-F]){4}"
_HEX = {b"%02X" % octet: octet for octet in range(256)}
_TAG = (
    rb"<!--[^<>]{0,300}-->|(?i:</?(?:b|i|u|s|em|strong|span|font|wbr|a|code|tt|kbd|sup|sub|mark|small|big|strike|del"
    rb"|ins|bdo|bdi|q|cite|var|samp|abbr|dfn|nobr|label)(?:[ \t\n][^<>]{0,300})?/?>)"
)


def quoted_printable(view: View) -> Iterator[Edit]:
    """``=40`` and soft line breaks, in a text that shows that it is encoded so."""
    data = view.data
    if not pattern(_IS_QUOTED).within(data):
        return
    at = data.find(b"=")
    while at >= 0:
        octet = _HEX.get(data[at + 1 : at + 3])
        if octet is not None:
            if 0x20 <= octet < 0x7F:
                yield Edit(at, at + 3, chr(octet), "quoted_printable" if _loud(chr(octet)) else "")
            at += 2
        elif data[at + 1 : at + 2] in (b"\n", b"\r") and not _padding(data, at):
            if data[at + 1 : at + 3] == b"\r\n":
                yield Edit(at, at + 3, "")
            elif data[at + 1] == 0x0A:
                yield Edit(at, at + 2, "")
        at = data.find(b"=", at + 1)


_PADDED = rb"(?:^|[^A-Za-z0-9+/])([A-Za-z0-9+/]{10,}={1,2})$"


def _padding(data: bytes, at: int) -> bool:
    # Base64 that ends with its line, as keys in settings do.
    value = pattern(_PADDED).search(data[max(0, at - 100) : at + 1])
    if value is None or len(value.group(1)) % 4:
        return False
    return len(value.group(1)) >= 24 or pattern(rb"[0-9].*[A-Z]|[A-Z].*[0-9]").within(value.group(1))


_SEED = rb"\*\*|\[\](?:\(\))?|__|~~|\{\}|\(\)|``"
_SOWN = rb"[0-9+(][0-9 ().+-]*(?:" + _SEED + rb")[0-9 ().+-]+(?:" + _SEED + rb")(?:[0-9 ().+-]|" + _SEED + rb")*[0-9]"
_LETTERS = rb"[A-Za-z0-9.@+-]"
_WHOLE_ADDRESS = rb"[A-Za-z0-9.+-]@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?:\*\*|\[\]|$)"
_SOWN_ADDRESS = _LETTERS + rb"+(?:(?:\*\*|\[\](?:\(\))?|~~|\{\}|\(\)|``)" + _LETTERS + rb"+){2,}"


# Nothing to be seen: an element without content, or one that is not displayed.
_UNSEEN = (
    rb"(?i)<(?:div|p|section|svg|script|style|i-[a-z-]+|[a-z]+-[a-z-]+|sub|img|object|template|noscript)(?: [^<>]*)?>"
    rb"</[a-z][a-z0-9-]*>"
    rb"|<[a-z][a-z0-9-]*(?: [^<>]*)?(?:display ?: ?none|visibility ?: ?hidden|font-size ?: ?0|[ ]hidden[ =>])[^<>]*>?"
    rb"[^<>]{0,40}</[a-z][a-z0-9-]*>"
    rb"|<img(?: [^<>]*)?/?>|<!>"
)


def tags(view: View) -> Iterator[Edit]:
    """Comments and inline tags, which end no word; one with attributes, which may hold a value, where it parts one."""
    data = view.data
    for match in pattern(_UNSEEN).finditer(data):
        start, stop = match.span()
        if start and _inner(data[start - 1 : start]) and _inner(data[stop : stop + 1]):
            yield Edit(start, stop, "", "markup")
    for match in pattern(_TAG).finditer(data):
        start, stop = match.span()
        if b"=" in match.group() and data[start + 1] != 0x21:
            link = data[start + 1 : start + 3].lower() == b"a "
            sides = data[start - 1 : start] if start else b"", data[stop : stop + 1]
            if not all(_inner(side) or (side in (b" ", b">", b"<", b"(", b")") and not link) for side in sides):
                continue
        yield Edit(start, stop, "", "markup")


def emphasis(view: View) -> Iterator[Edit]:
    """Marks of emphasis and empty brackets sown into a number or an address, twice or more."""
    data = view.data
    numbers = (m for m in pattern(_SOWN).finditer(data) if sum(48 <= c <= 57 for c in m.group()) >= 7)
    sown = pattern(_SOWN_ADDRESS).finditer(data) if b"@" in data else ()
    # Around an address that is whole they are what they look like.
    addresses = (m for m in sown if b"@" in m.group() and not pattern(_WHOLE_ADDRESS).within(m.group()))
    for match in itertools.chain(numbers, addresses):
        for mark in pattern(_SEED).finditer(match.group()):
            yield Edit(match.start() + mark.start(), match.start() + mark.end(), "", "markup")


def _inner(char: bytes) -> bool:
    return char.isalnum() or (char != b"" and char in b"@._-+:/=!#$%&*?~")
