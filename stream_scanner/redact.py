"""Content without its sensitive values: ``[PAN_1]`` where a card number stood, the same number for the same value."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from typing import Any, Final

from stream_scanner.evidence.words import fold, normalised
from stream_scanner.verdicts import Span

MAX_NAMED: Final = 1_000
"""Values that one thread numbers. Those after them are redacted too, as ``[PAN]``: which are the same is not told."""
_NUMBERS: Final = frozenset({"PAN", "PHONE", "SSN_LIKE", "MATTER_ID"})
_EXACT: Final = frozenset({"SECRET_KEY", "DB_URI"})


class Placeholders:
    """The placeholders of one thread, numbered by type from 1 in the order in which values are first seen.

    Attributes:
        known: number by keyed hash (HMAC-SHA-256 of thread, type and normalised value, first 8 bytes in hex); all that
            has to be kept so that the next message of the thread goes on with it. It holds no text.

    Args:
        thread: any text that tells this thread from all others; a value has another hash in each thread.
    """

    def __init__(self, key: bytes, thread: str, known: Mapping[str, int]) -> None:
        self._key = hmac.digest(key, thread.encode("utf-8", "surrogatepass"), "sha256")
        self.known = dict(known)
        self._last: dict[str, int] = {}
        for name, number in self.known.items():
            kind = name.partition(":")[0]
            self._last[kind] = max(number, self._last.get(kind, 0))

    def of(self, kind: str, text: str) -> str:
        """The placeholder of a value of a display type."""
        same = same_value(kind, text).encode("utf-8", "surrogatepass")
        name = f"{kind}:{hmac.digest(self._key, kind.encode() + b':' + same, 'sha256')[:8].hex()}"
        if name not in self.known:
            if len(self.known) >= MAX_NAMED:
                return f"[{kind}]"
            self._last[kind] = self.known[name] = self._last.get(kind, 0) + 1
        return f"[{kind}_{self.known[name]}]"


def same_value(kind: str, text: str) -> str:
    """What two spellings of one value have in common, by type.

    Numbers are compared by letters and digits, secrets to the letter, all else without case and spacing; all of them
    with their disguises undone.
    """
    plain = normalised(text)
    if kind in _EXACT:
        return plain
    return (fold(plain) if kind in _NUMBERS else " ".join(plain.casefold().split())) or plain


def redacted(text: str, spans: Iterable[Span], placeholders: Placeholders) -> str:
    """A field's text with a placeholder for each of its spans; everything outside of spans stays as it is.

    Spans that overlap are one value, of the type of the one that begins first, the longest of those.
    """
    parts: list[str] = []
    done = 0
    ranges: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if ranges and span.start < ranges[-1][1]:
            start, end, kind = ranges[-1]
            ranges[-1] = start, max(end, span.end), kind
        else:
            ranges.append((span.start, span.end, span.type))
    for start, end, kind in ranges:
        parts += (text[done:start], placeholders.of(kind, text[start:end]))
        done = end
    return "".join((*parts, text[done:]))


def fields(texts: Mapping[str, str], spans: Iterable[Span], placeholders: Placeholders) -> dict[str, str]:
    """Every content field, by its path, redacted."""
    by_field: dict[str, list[Span]] = {}
    for span in spans:
        by_field.setdefault(span.field, []).append(span)
    return {field: redacted(text, by_field.get(field, ()), placeholders) for field, text in texts.items()}


def replaced(row: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """A row of the shape of an event with its content fields replaced by ``texts``, by path; the rest as it is."""
    result = {name: texts.get(name, value) if name in ("subject", "body") else value for name, value in row.items()}
    if row.get("attachments"):
        result["attachments"] = [
            {name: texts.get(f"attachments[{i}].{name}", value) for name, value in attachment.items()}
            for i, attachment in enumerate(row["attachments"])
        ]
    if row.get("links"):
        result["links"] = [texts.get(f"links[{i}]", link) for i, link in enumerate(row["links"])]
    if row.get("metadata"):
        result["metadata"] = {name: texts.get(f"metadata.{name}", value) for name, value in row["metadata"].items()}
    return result
