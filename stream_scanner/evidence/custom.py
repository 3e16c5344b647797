"""What an operator adds to the recognisers: patterns, sets of exact values known by their hashes, and allow lists."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final

import numpy as np

from stream_scanner.evidence import validators, words
from stream_scanner.evidence.checksums import luhn
from stream_scanner.evidence.recognisers import Hit, digits_of
from stream_scanner.evidence.views import View

REACH: Final = 48
"""Bytes on either side of a value in which its context words are looked for."""
TAG: Final = 16
"""Bytes kept of each HMAC-SHA-256."""


def _digits(text: str, check: Callable[[str], bool], sizes: range) -> bool:
    number = digits_of(text.encode("ascii", "ignore"))
    return len(number) in sizes and check(number)


VALIDATORS: Final[Mapping[str, Callable[[str], bool]]] = {
    "none": lambda text: True,
    "luhn": lambda text: _digits(text, luhn, range(2, 65)),
    "card": lambda text: _digits(text, lambda n: bool(validators.issuer(n)) and luhn(n), range(12, 20)),
    "ssn": lambda text: _digits(text, validators.ssn, range(9, 10)),
    "sin": lambda text: _digits(text, validators.sin, range(9, 10)),
    "nino": lambda text: len(value := words.fold(text).upper()) == 9 and validators.nino(value),
    "secret": lambda text: not validators.placeholder(text) and validators.rarity(text) >= 0.5,
}
"""Checks of a pattern's value, by the name that a file gives."""


class Tagger:
    """Keyed hashes of values: HMAC-SHA-256 (RFC 2104) of the folded value, first 16 bytes.

    Without the salt a hash says nothing. With it, whoever can list all possible values, card numbers say, can try them.
    """

    def __init__(self, salt: bytes) -> None:
        key = salt if len(salt) <= 64 else hashlib.sha256(salt).digest()
        key = key.ljust(64, b"\0")
        # Both halves of the key are hashed once: five times the speed of `hmac.digest`.
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key))
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in key))

    def tag(self, folded: str) -> bytes:
        """The hash of a value that `words.fold` made."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(folded.encode("utf-8", "surrogatepass"))
        outer.update(inner.digest())
        return outer.digest()[:TAG]


@dataclasses.dataclass(frozen=True)
class Pattern:
    """A pattern of the operator's own; its first group, if it has one, is the value.

    Attributes:
        expression: compiled re2 over UTF-8.
        near: compiled alternation of the context words, or None.
        near_confidence: confidence beside one of them.
    """

    type: str
    expression: Any
    validator: str
    confidence: float
    band: str
    near: Any = None
    near_confidence: float = 0.0

    def hits(self, data: bytes) -> Iterator[Hit]:
        """Hits in bytes of UTF-8."""
        group = 1 if self.expression.groups else 0
        for match in self.expression.finditer(data):
            start, end = match.span(group)
            if start >= end or not VALIDATORS[self.validator](data[start:end].decode("utf-8", "replace")):
                continue
            around = data[max(0, start - REACH) : start], data[end : end + REACH]
            beside = self.near is not None and any(self.near.search(part) for part in around)
            yield Hit(self.type, start, end, self.near_confidence if beside else self.confidence, self.band)


@dataclasses.dataclass(frozen=True)
class ValueSet:
    """Exact values, known by their hashes. ``sizes``: letters and digits that they have."""

    type: str
    hashes: frozenset[bytes]
    sizes: frozenset[int]
    confidence: float
    band: str


@dataclasses.dataclass(frozen=True)
class Allowance:
    """What is not reported: everything that fits all of the parts that are given; None is not given."""

    types: frozenset[str] | None = None
    values: frozenset[str] | None = None
    hashes: frozenset[bytes] | None = None
    pattern: Any = None
    senders: frozenset[str] | None = None
    domains: frozenset[str] | None = None
    tenants: frozenset[str] | None = None

    def concerns(self, sender: str, tenant: str) -> bool:
        """Whether it holds for messages of this sender and tenant."""
        address = sender.strip().lower().rpartition("<")[2].rstrip("> ")
        domain = address.rpartition("@")[2] if "@" in address else ""
        return (
            (self.senders is None or address in self.senders)
            and (self.tenants is None or tenant in self.tenants)
            and (self.domains is None or any(domain == d or domain.endswith(f".{d}") for d in self.domains))
        )

    def fits(self, kind: str, text: bytes, folded: str, tag: bytes) -> bool:
        """Whether a value, given as normalised UTF-8, folded and hashed, is one of those allowed."""
        if self.types is not None and kind not in self.types:
            return False
        if self.pattern is not None and self.pattern.fullmatch(text) is None:
            return False
        if self.values is None and self.hashes is None:
            return True
        return folded in (self.values or ()) or tag in (self.hashes or ())


@dataclasses.dataclass(frozen=True)
class Detectors:
    """A loaded detectors file. ``hash``: first 16 hex digits of SHA-256 over the content, blind to comments."""

    hash: str = ""
    salt: bytes = b""
    patterns: tuple[Pattern, ...] = ()
    sets: tuple[ValueSet, ...] = ()
    allow: tuple[Allowance, ...] = ()

    def of(self, sender: str, tenant: str) -> Detectors:
        """These detectors with only the allowances that hold for messages of this sender and tenant."""
        if not self.allow:
            return self
        return dataclasses.replace(self, allow=tuple(a for a in self.allow if a.concerns(sender, tenant)))

    def recognise(self, view: View) -> Iterator[Hit]:
        """Hits of patterns and sets in a view, in its offsets; linear in the text."""
        if self.patterns:
            data = view.data if view.text.isascii() else view.text.encode("utf-8", "surrogatepass")
            for pattern in self.patterns:
                yield from _in_characters(data, len(view.text), pattern.hits(data))
        if self.sets:
            yield from self._members(view.text)

    def _members(self, text: str) -> Iterator[Hit]:
        sizes = frozenset[int]().union(*(known.sizes for known in self.sets))
        seen: dict[str, list[ValueSet]] = {}
        for start, end in words.ngrams(text, sizes):
            folded = words.fold(text[start:end])
            holders = seen.get(folded)
            if holders is None:
                tag = self._tagger.tag(folded)
                holders = seen[folded] = [known for known in self.sets if tag in known.hashes]
            for known in holders:
                yield Hit(known.type, start, end, known.confidence, known.band)

    def allows(self, kind: str, text: str) -> bool:
        """Whether a value, as it stands in the raw text, is allowed and so not to be reported."""
        if not self.allow:
            return False
        plain = words.normalised(text)
        folded = words.fold(plain)
        data, tag = plain.encode("utf-8", "replace"), self._tagger.tag(folded)
        return any(allowance.fits(kind, data, folded, tag) for allowance in self.allow)

    @cached_property
    def _tagger(self) -> Tagger:
        return Tagger(self.salt)


def _in_characters(data: bytes, length: int, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Hits in bytes of UTF-8 made hits in characters."""
    if len(data) == length:
        yield from hits
        return
    # Every byte that does not continue a character begins one.
    begins = (np.frombuffer(data, np.uint8) & 0xC0) != 0x80
    before = np.concatenate(([0], np.cumsum(begins)))
    for hit in hits:
        start, end = int(before[hit.start]), int(before[hit.end])
        if start < end:
            yield hit._replace(start=start, end=end)


def tags(values: Iterable[str], salt: bytes) -> tuple[list[str], list[int]]:
    """Hashes in hex and sizes of values, both sorted, as a set in a detectors file has them.

    Raises:
        ValueError: naming the line (from 1) of a value that cannot be compared, and why; never the value.
    """
    tagger = Tagger(salt)
    found: set[str] = set()
    sizes: set[int] = set()
    for line, value in enumerate(values, start=1):
        if not value.strip():
            continue
        plain = words.normalised(value.strip())
        folded = words.fold(plain)
        letters = sum(map(str.isalnum, plain))
        if len(folded) < words.SHORTEST:
            raise ValueError(f"line {line}: fewer than {words.SHORTEST} letters and digits")
        if not any(words.ngrams(plain, {letters})):
            raise ValueError(f"line {line}: more than {words.NGRAM} words, or over {words.GAP} characters between two")
        found.add(tagger.tag(folded).hex())
        sizes |= {letters, len(folded)}
    return sorted(found), sorted(sizes)
