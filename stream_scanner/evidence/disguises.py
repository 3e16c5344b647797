"""Readings of a text that only count when they hold a value: backwards, by ROT13, with pieces put together.

Nothing here is reported by itself: mirrored words, split strings and broken lines are everywhere. `finder` reports the
reading where a recogniser of secrets or contacts vouches for what it found there.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from functools import cache

from stream_scanner.evidence import providers
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.views import Edit, View

NAMES = frozenset({"reversed", "rot13", "concatenation", "line_break", "markup", "leet_digits"})
"""Transforms reported only where something was found through them."""

_TOKEN = rb"[^\s\"'`<>]{8,400}"
_DIGITS = rb"\b[0-9](?:[ -]?[0-9]){8,18}\b"
_BACKWARDS = rb"(?i)backward|reverse|flip|mirror|right to left|r\xe9ckw\xe9rts|inverse"
_TLDS = ("com", "org", "net", "edu", "gov", "info", "co.uk", "de", "fr", "io", "dev")


@cache
def _marks(turn: str) -> bytes:
    """A pattern for any distinctive prefix, or the end of an address, as it looks once turned."""
    prefixes = [p.decode() for p in providers.formats() if len(p) >= 4 and not p.isalpha()] + ["AKIA", "AIza", "://"]
    if turn == "reversed":
        marks = [p[::-1] for p in prefixes]
        address = (
            rb"(?i:\b(?:"
            + b"|".join(t[::-1].encode() for t in _TLDS).replace(b".", rb"\.")
            + rb")\.[a-z0-9.-]+@[a-z0-9._+-]+)"
        )
    else:
        marks = [codecs.encode(p, "rot13") for p in prefixes if p != "://"]
        tlds = [codecs.encode(t, "rot13") for t in _TLDS[:6]]
        # "bet" and "arg" might be real domains; a real one behind @ is no disguise and finds the plain address first.
        address = rb"(?i:@[a-z0-9.-]+\.(?:" + b"|".join(t.encode() for t in tlds) + rb")\b)"
    # Before a mark, or behind it when reversed, stands the body of a key.
    escaped = b"|".join(_escaped(m) for m in sorted(marks, key=lambda m: (-len(m), m)))
    keys = rb"[A-Za-z0-9]{3}(?:" + escaped + rb")" if turn == "reversed" else rb"(?:" + escaped + rb")[A-Za-z0-9]{3}"
    return rb"(?:" + keys + rb")|" + address


def _escaped(text: str) -> bytes:
    return b"".join(bytes([92, ord(c)]) if not c.isalnum() and c != "_" and c != " " else c.encode() for c in text)


def disguises(view: View) -> Iterator[tuple[str, View]]:
    """Readings worth a search, each with its name."""
    data = view.data
    for name, turned in (("reversed", _reversed), ("rot13", _rot13)):
        parts: list[tuple[int, int, str]] = []
        if pattern(_marks(name)).search(data):
            for match in pattern(_TOKEN).finditer(data):
                if pattern(_marks(name)).search(match.group()):
                    start, end = match.span()
                    parts.append((start, end, turned(view.text[start:end])))
        if name == "reversed" and pattern(_BACKWARDS).search(data):
            for match in pattern(_DIGITS).finditer(data):
                start, end = match.span()
                # With the words that the recogniser of the number wants to see beside it.
                label = "ssn " if data[start:end].count(b"-") == 2 and end - start == 11 else "card "
                parts.append((start, end, label + view.text[start:end][::-1]))
        if parts:
            yield name, view.joined(sorted(parts))
    for name, source in (("concatenation", _STRINGS), ("line_break", _BREAKS)):
        if not pattern(source).search(data):
            continue
        edits = [Edit(m.start(1), m.end(1), "", name) for m in pattern(source).finditer(data)]
        yield name, view.edited(edits)


def _reversed(text: str) -> str:
    return text[::-1]


def _rot13(text: str) -> str:
    return codecs.encode(text, "rot13")


# "abc" + "def", 'abc' . 'def', "abc" "def" over lines; and a token cut by a line's end, quoted or not.
_STRINGS = (
    rb"[A-Za-z0-9_@./:=+-](\"[ \t]*(?:[+.&]|\|\||\\)?[ \t]*\\?\r?\n?[ \t]*(?:[+.&]|\|\|)?[ \t]*\"|'[ \t]*(?:[+.&]"
    rb"|\|\||\\)?[ \t]*\\?\r?\n?[ \t]*(?:[+.&]|\|\|)?[ \t]*')[A-Za-z0-9_@./:=+-]"
)
_BREAKS = (
    rb"[A-Za-z0-9_-]*[_0-9A-Z][A-Za-z0-9_/+-]{2,}(?:@[a-z0-9.-]+)?[@._+/=-]?([-\\]?\r?\n[ \t>]{0,8})[A-Za-z0-9_/+=.-]"
)
