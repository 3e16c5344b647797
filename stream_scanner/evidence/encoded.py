"""Recogniser of SECRET_KEY that is written in code beside a word for one: Base64, hex, codes of characters, Morse.

What is decoded has no label of its own, so it must be one word that looks like a password.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from stream_scanner.evidence.char_codes import coded, morse
from stream_scanner.evidence.dialects import classes
from stream_scanner.evidence.islands import islands
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.validators import placeholder
from stream_scanner.evidence.views import View

BEFORE, BEHIND = 100, 100
"""Characters around a word for a password in which the value stands."""
LONGEST = 64
"""Characters of a password."""

SHORTEST_SUM = 14
"""Digits of the codes of seven characters."""
_SUM = rb"(?i)chr\([0-9]{2,3}\)[ ]?[+.&,][ ]?chr\("
_WORD = (
    rb"(?i)(?:^|[^a-z\xe9])(?:pass(?:word|wd|phrase|code|wort)?s?|pw|pwd|secret|credentials?|creds"
    rb"|log(?:in| ?in as)|root|sudo"
    rb"|kennwort|mot de passe|mdp|contrase[n\xe9]a|clave|senha|parola|wachtwoord)(?:[^a-z\xe9]|$)"
)
_ISLAND = rb"[A-Za-z0-9+/_-]{14,}=|[A-Za-z0-9+/_-]{16,}|[0-9a-fA-F]{2}(?:[ :][0-9a-fA-F]{2}){9}"
_CODES = rb"(?:\\[0-9xu][0-9A-Fa-f]{1,3}){6}|(?:(?:0x)?[0-9A-Fa-f]{2,3}[ ,;]{1,2}){6}|[01]{8}|(?:[.-]{1,6}[ /]{1,3}){6}"
_PASSWORD = rb"^[!-~]*(?:[0-9][!-~]*[A-Za-z]|[A-Za-z][!-~]*[0-9!#$%&*+=?@^~])[!-~]*$"
# Numbers of things, addresses, paths and what programs write.
_NONE = (
    rb"^[0-9a-fA-F-]{32,}$|://|^[A-Za-z0-9._-]+@|^[./~][\w./-]+$|^[{\[<]|^[0-9.:-]+$|^[A-Z]{2,6}-?[0-9]+$|[:=].*[:=]"
)


def encoded_secrets(view: View) -> Iterator[Hit]:
    """``auth-pass-b64 bVY4I3F1...``, ``fromCharCode(75,101,...) - log in as root``."""
    data = view.data
    if view.digits >= SHORTEST_SUM and pattern(_SUM).within(data):
        yield from _summed(view)
    if not pattern(_ISLAND).within(data) and not pattern(_CODES).within(data):
        return
    at = 0
    for match in pattern(_WORD).finditer(data):
        start, end = max(at, match.start() - BEFORE), match.end() + BEHIND
        if end > at:
            at = match.end()
            yield from _window(view, start, end)


def _summed(view: View) -> Iterator[Hit]:
    """Programs that put a password together from the codes of its characters, which nobody does with a word."""
    for first, last, text in coded(view):
        if b"chr(" in view.data[first : first + 12].lower() and _password(text) and classes(text.encode()) > 2:
            yield Hit("SECRET_KEY", first, last, 0.6)


def _window(view: View, start: int, end: int) -> Iterator[Hit]:
    # Not a piece of a longer run.
    inside = pattern(rb"[^\s]{0,400}$").search(view.data[max(0, start - 400) : start])
    behind = pattern(rb"^[^\s]{0,400}").search(view.data[end : end + 400])
    start -= len(inside.group()) if inside else 0
    end += len(behind.group()) if behind else 0
    inner = View(view.text[start:end])
    if pattern(_ISLAND).within(inner.data):
        for island in islands(inner):
            for (first, last), text in zip(island.ranges, island.texts, strict=True):
                if _password(text):
                    yield Hit("SECRET_KEY", start + first, start + last, 0.7)
    if pattern(_CODES).within(inner.data):
        for first, last, text in itertools.chain(coded(inner), morse(inner)):
            if _password(text):
                yield Hit("SECRET_KEY", start + first, start + last, 0.7)


def _password(text: str) -> bool:
    octets = text.rstrip("\n").encode("ascii", "replace")
    return (
        len(octets) <= LONGEST
        and pattern(_PASSWORD).within(octets)
        and not pattern(_NONE).within(octets)
        and not placeholder(text)
    )
