"""Values that only a thread shows: what is kept of what opens a card number, a social security number, a provider's key
or a password, and what closes it; and what answers somebody who asked for a password or a one-time code."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from stream_scanner.evidence import asked
from stream_scanner.evidence.checksums import luhn_sum
from stream_scanner.evidence.context import OPPOSING, alone, near
from stream_scanner.evidence.finder import Evidence, Finding, Union, arbitrate
from stream_scanner.evidence.keys import LONGEST_KEY
from stream_scanner.evidence.normalise import digits_joined, normalise, report
from stream_scanner.evidence.numerals import CARD_WORDS, apart
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.providers import Format, formats, prefixes
from stream_scanner.evidence.recognisers import digits_of
from stream_scanner.evidence.validators import issuer, placeholder, rarity
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
_SOCIAL_WORDS: Final = rb"(?i)\bssn|social\b|taxpayer"
_SOCIAL_START: Final = rb"^[0-9]{3}[ .-]?[0-9]{2}$"
SOCIAL: Final = 9
"""Digits of a social security number."""
_PREFIX: Final = 4
_PART: Final = 6
"""Characters of a prefix, and of the least that is kept behind it."""
_RARE: Final = 0.45
_SHORTEST_END: Final = 6
_WORD: Final = Format(b"", 1, 0)
_UNRELATED: Final = frozenset({"PHONE", "SSN_LIKE", "NAME", "ADDRESS", "NDA_TERM"})
"""What digits may be taken for before it is known that they close a card number."""


class Half(NamedTuple):
    """What is kept of a value so far: enough to tell whether more closes it, and not the value.

    Attributes:
        head: of a card number the first four digits, by which the scheme is known; of a key the provider's prefix; of
            a password or a code what `asked` keeps.
        size: digits so far, or characters behind the prefix.
        even: Luhn sum of the digits if an even number of digits follows. odd: if an odd number does.
        event: number of the thread's message that they came in.
        type: what the value is.
    """

    head: str
    size: int
    even: int
    odd: int
    event: int
    type: str = "PAN"

    def extended(self, digits: str) -> Half:
        """With more digits behind it."""
        even, odd = (self.even, self.odd) if len(digits) % 2 == 0 else (self.odd, self.even)
        return self._replace(
            size=self.size + len(digits),
            even=(even + luhn_sum(digits)) % 10,
            odd=(odd + luhn_sum(digits, shifted=True)) % 10,
        )

    def known(self) -> bool:
        """Whether this version can go on with it; another may have written it."""
        told = not self.head or self.head in asked.QUESTIONS or self.head.encode() in formats()
        return told or self.type != "SECRET_KEY"

    def closed(self) -> bool:
        """Whether it is whole: a card number by scheme, length and check digit, any other value by length."""
        if self.type == "SSN_LIKE":
            return self.size == SOCIAL
        if self.type == "SECRET_KEY":
            _, low, high = formats()[self.head.encode()]
            return low <= self.size <= (high or LONGEST_KEY)
        return self.even == 0 and self.size in SIZES and issuer(self.head.ljust(self.size, "0")) is not None

    def open(self) -> bool:
        """Whether a value begins so and goes on."""
        if self.type == "SSN_LIKE":
            return self.size < SOCIAL
        if self.type == "SECRET_KEY":
            return self.size < formats().get(self.head.encode(), _WORD).shortest
        return any(issuer(self.head.ljust(size, "0")) for size in SIZES if size > self.size)


def follow(
    fields: Iterable[tuple[str, str]], evidence: Evidence, halves: Sequence[Half], event: int
) -> tuple[Evidence, tuple[Half, ...]]:
    """The evidence with values that this message closes, and the openings that the thread keeps after it.

    Args:
        fields: content, as (field path, raw text).
        halves: openings of the thread so far.
        event: number of this message in its thread.
    """
    kept = [half for half in halves if event - half.event <= AGE and half.known()]
    for field, text in fields:
        view = View(text)
        begun = list(_beginnings(view.data, event)) if len(text) <= LONGEST else []
        if len(text) > LONGEST or not (kept or begun or _about_numbers(view.data)):
            continue
        found: list[Finding] = []
        fired: list[Fired] = []
        for start, end in _ends(field, view, evidence) if any(half.type == "SECRET_KEY" for half in kept) else ():
            earlier = next((half for half in reversed(kept) if _completes(half, view, start, end, event)), None)
            if earlier is not None:
                kept.remove(earlier)
                # An answer is not hidden.
                hidden = () if earlier.head in asked.QUESTIONS else (NAME,)
                found.append(Finding("SECRET_KEY", field, start, end, CONFIDENCE, transforms=hidden))
                fired += (Fired(name, field, start, end) for name in hidden)
        kept += (half for half in begun if half not in kept)
        for group in _groups(field, view, evidence):
            numbers = [half for half in reversed(kept) if half.type != "SECRET_KEY"]
            earlier = next((half for half in numbers if half.extended(group.digits).closed()), None)
            if earlier is not None and group.closes:
                kept.remove(earlier)
                found.append(Finding(earlier.type, field, group.start, group.end, CONFIDENCE, transforms=(NAME,)))
                fired += (Fired(NAME, field, group.start, group.end), *group.hidden)
            elif group.social:
                kept.append(Half("", len(group.digits), 0, 0, event, "SSN_LIKE"))
            elif group.opens:
                kept.append(Half(group.digits[:_HEAD], 0, 0, 0, event).extended(group.digits))
            elif group.lone and numbers and numbers[0].type == "PAN":
                kept.append(numbers[0].extended(group.digits)._replace(event=event))
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
        social: they are told to begin a social security number.
        hidden: how they were hidden.
    """

    digits: str
    start: int
    end: int
    opens: bool
    closes: bool
    lone: bool
    social: bool
    hidden: list[Fired]


def _about_cards(data: bytes) -> bool:
    return alone(data) or pattern(rb"(?i)(?:\b|_)(?:" + CARD_WORDS + rb")").within(data)


def _about_numbers(data: bytes) -> bool:
    return _about_cards(data) or pattern(_SOCIAL_WORDS).within(data)


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
        on_a_line = data[start - 1 : start] in (b"", b"\n") and data[end : end + 1] in (b"", b"\n", b"\r")
        closes = len(digits) > 2 and not other and (told or on_a_line or len(raw.text) <= _SHORT)
        social = told and len(digits) == 5 and bool(pattern(_SOCIAL_START).match(match.group()))
        social = social and int(digits[:3]) not in (0, 666) and pattern(_SOCIAL_WORDS).within(around)
        spots = [f for f in hidden if f.start < last and first < f.end]
        yield Group(digits, first, last, opens, closes or lone, lone, social, spots)


# --- keys and passwords -------------------------------------------------------------------------------------------


def _beginnings(data: bytes, event: int) -> Iterator[Half]:
    """Prefixes of providers with too little behind them to be a key, but what a key begins with; and words that ask for
    a password or begin one."""
    for match in pattern(prefixes()).finditer(data):
        prefix, start, end = match.group(1), match.start(), match.end(1)
        if len(prefix) < _PREFIX or prefix.isalnum() or data[start - 1 : start].isalnum():
            continue
        body, low, _ = formats()[prefix]
        rest = pattern(body + b"+").match(data, end)
        value = rest.group().decode("latin-1") if rest else ""
        if _PART <= len(value) < low and _random(value) and not data[end + len(value) : end + len(value) + 1].isalnum():
            yield Half(prefix.decode("latin-1"), len(value), 0, 0, event, "SECRET_KEY")
    for kind in asked.asked(data):
        yield Half(kind, 0, 0, 0, event, "SECRET_KEY")


def _ends(field: str, raw: View, evidence: Evidence) -> Iterator[tuple[int, int]]:
    """Where words stand that nothing else was found in, no longer than a key."""
    taken = Union((f.start, f.end) for f in evidence.findings if f.field == field and f.type not in _UNRELATED)
    yield from (span for span in asked.codes(raw) if not taken.touches(*span))
    for match in pattern(rb"(?:^|[\s\"'`:(])([!-~]{4,200})").finditer(raw.data):
        start, end = match.span(1)
        end = start + len(raw.text[start:end].rstrip(".,;)\"'`"))
        if end - start >= _SHORTEST_END and not taken.touches(start, end):
            yield start, end


def _completes(half: Half, view: View, start: int, end: int, event: int) -> bool:
    if half.type != "SECRET_KEY":
        return False
    if not half.head or half.head in asked.QUESTIONS:
        return event - half.event <= asked.DUE and asked.answers(half.head, view, start, end)
    value = view.text[start:end]
    body = formats()[half.head.encode()].body
    fits = pattern(rb"^(?:" + body + rb")+$").within(value.encode("ascii", "replace"))
    return fits and _random(value) and half._replace(size=half.size + end - start).closed()


def _random(value: str) -> bool:
    mixed = any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    return mixed and rarity(value) > _RARE and not placeholder(value)
