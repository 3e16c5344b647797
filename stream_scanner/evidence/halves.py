"""Card numbers that a thread sends in parts: what is kept of the digits that open one, and the digits that close it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from stream_scanner.evidence.checksums import luhn_sum
from stream_scanner.evidence.context import OPPOSING, alone, near
from stream_scanner.evidence.finder import Evidence, Finding, Union, arbitrate
from stream_scanner.evidence.normalise import digits_joined, normalise, report
from stream_scanner.evidence.numerals import CARD_WORDS, apart
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import digits_of
from stream_scanner.evidence.validators import issuer
from stream_scanner.evidence.views import Fired, View

NAME: Final = "split_over_messages"
LONGEST: Final = 1000
"""Characters of a field that is looked through: who types a number in parts types little else."""
KEPT: Final = 4
"""Openings that a thread keeps, the latest ones."""
AGE: Final = 8
"""Messages after which an opening is forgotten."""
SIZES: Final = range(12, 20)
"""Digits of a card number, ISO/IEC 7812."""
CONFIDENCE: Final = 0.9
_REACH: Final = 64
_SHORT: Final = 80
"""Characters of a message that closes a number without a word about parts or cards."""
_PART_WORDS: Final = (
    rb"half|part|rest|remain|follow|first|second|third|last|other|final|continu|goes on|begin|start|open|end|next|then"
    rb"|h.lfte|teil|suite|fin\b|mitad|resto"
)
_OTHER_NUMBERS: Final = OPPOSING.replace(rb"|part\b", b"")
_HEAD: Final = 4
_SHORTEST_ALONE: Final = 6
"""Digits that open a number though no word for a card stands before them and nothing else around them."""
_GROUP = rb"\b[0-9]{2,15}(?:[ .-][0-9]{2,12}){0,4}\b"
_UNRELATED: Final = frozenset({"PHONE", "SSN_LIKE", "NAME", "ADDRESS", "NDA_TERM"})
"""What digits may be taken for before it is known that they close a card number."""


class Half(NamedTuple):
    """What is kept of the digits so far: enough to tell whether others close the number, and not the digits.

    Attributes:
        head: the first four digits, by which the scheme is known.
        size: digits so far.
        even: their Luhn sum if an even number of digits follows. odd: if an odd number does.
        event: number of the thread's message that they came in.
    """

    head: str
    size: int
    even: int
    odd: int
    event: int

    def extended(self, digits: str) -> Half:
        """With more digits behind it."""
        even, odd = (self.even, self.odd) if len(digits) % 2 == 0 else (self.odd, self.even)
        return self._replace(
            size=self.size + len(digits),
            even=(even + luhn_sum(digits)) % 10,
            odd=(odd + luhn_sum(digits, shifted=True)) % 10,
        )

    def closed(self) -> bool:
        """Whether it is a whole card number by scheme, length and check digit."""
        return self.even == 0 and self.size in SIZES and issuer(self.head.ljust(self.size, "0")) is not None

    def open(self) -> bool:
        """Whether a number of some scheme begins so and goes on."""
        return any(issuer(self.head.ljust(size, "0")) for size in SIZES if size > self.size)


def follow(
    fields: Iterable[tuple[str, str]], evidence: Evidence, halves: Sequence[Half], event: int
) -> tuple[Evidence, tuple[Half, ...]]:
    """The evidence with card numbers that this message closes, and the openings that the thread keeps after it.

    Args:
        fields: content, as (field path, raw text).
        halves: openings of the thread so far.
        event: number of this message in its thread.
    """
    kept = [half for half in halves if event - half.event <= AGE]
    for field, text in fields:
        view = View(text)
        if len(text) > LONGEST or not (kept or _about_cards(view.data)):
            continue
        found: list[Finding] = []
        fired: list[Fired] = []
        for group in _groups(field, view, evidence):
            earlier = next((half for half in reversed(kept) if half.extended(group.digits).closed()), None)
            if earlier is not None and group.closes:
                kept.remove(earlier)
                found.append(Finding("PAN", field, group.start, group.end, CONFIDENCE, transforms=(NAME,)))
                fired += (Fired(NAME, field, group.start, group.end), *group.hidden)
            elif group.opens:
                kept.append(Half(group.digits[:_HEAD], 0, 0, 0, event).extended(group.digits))
            elif group.lone and kept:
                kept.append(kept[-1].extended(group.digits)._replace(event=event))
            kept = [half for half in kept if half.open()]
        if found:
            others = [f for f in evidence.findings if f.field == field]
            rest = [f for f in evidence.findings if f.field != field]
            findings = (*rest, *arbitrate([*others, *found]))
            evidence = dataclasses.replace(evidence, findings=findings, transforms=(*evidence.transforms, *fired))
    return evidence, tuple(kept[-KEPT:])


class Group(NamedTuple):
    """Digits that are nothing by themselves, where they lie in the raw text, and what they may be.

    Attributes:
        opens, closes: whether what stands around them lets them open or close a card number.
        lone: nothing stands around them.
        hidden: how they were hidden.
    """

    digits: str
    start: int
    end: int
    opens: bool
    closes: bool
    lone: bool
    hidden: list[Fired]


def _about_cards(data: bytes) -> bool:
    return alone(data) or pattern(rb"(?i)(?:\b|_)(?:" + CARD_WORDS + rb")").within(data)


def _groups(field: str, raw: View, evidence: Evidence) -> Iterator[Group]:
    plain, fired = normalise(field, raw)
    view, edits = digits_joined(plain)
    data, lone = view.data, alone(view.data)
    hidden = [*fired, *report(field, plain, edits)]
    taken = Union((f.start, f.end) for f in evidence.findings if f.field == field and f.type not in _UNRELATED)
    for match in pattern(_GROUP).finditer(data):
        start, end = match.span()
        first, last = view.raw(start, end)
        if taken.touches(first, last) or not apart(data, start, end):
            continue
        digits = digits_of(match.group())
        around = data[max(0, start - _REACH) : end + _REACH]
        worded = _about_cards(around)
        other = near(data, start, _OTHER_NUMBERS, 24)
        told = worded or pattern(rb"(?i)\b(?:" + _PART_WORDS + rb")").within(around)
        opens = len(digits) >= _HEAD and (worded and not other if not lone else len(digits) >= _SHORTEST_ALONE)
        closes = len(digits) > 2 and not other and (told or len(raw.text) <= _SHORT)
        spots = [f for f in hidden if f.start < last and first < f.end]
        yield Group(digits, first, last, opens, closes or lone, lone, spots)
