"""One pass over a message's fields: views, recognisers, and one arbiter over what they found."""

from __future__ import annotations

import dataclasses
import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from stream_scanner.evidence import (
    addresses,
    assignments,
    credentials,
    keys,
    legal,
    names,
    national,
    numerals,
    phones,
    recognisers,
    tokens,
)
from stream_scanner.evidence.custom import Detectors
from stream_scanner.evidence.disguises import NAMES, disguises
from stream_scanner.evidence.islands import islands
from stream_scanner.evidence.normalise import digits_joined, normalise, report
from stream_scanner.evidence.recognisers import Recogniser
from stream_scanner.evidence.views import Fired, View

DEPTH = 2
"""Encodings inside encodings are opened this deep."""

NUMBERS: tuple[Recogniser, ...] = (numerals.cards, national.national_numbers, phones.phones)
HIDDEN: tuple[Recogniser, ...] = (
    recognisers.emails,
    numerals.cards,
    national.national_numbers,
    recognisers.db_uris,
    keys.provider_keys,
    tokens.tokens,
    assignments.assigned_secrets,
    credentials.spoken_secrets,
)
ALL: tuple[Recogniser, ...] = (
    *HIDDEN,
    phones.phones,
    legal.nda_terms,
    legal.matter_ids,
    addresses.addresses,
    names.names,
)

READINGS: tuple[Recogniser, ...] = (
    recognisers.emails,
    numerals.cards,
    national.national_numbers,
    recognisers.db_uris,
    keys.provider_keys,
    tokens.tokens,
)
"""What is sure enough to vouch for a reading of `disguises`."""
WHOLE = 0.9
"""A finding this sure is complete as it stands; a less sure one may be a piece of what a reading puts together."""

UNSURE = frozenset({"spaced_digits", "spelled_digits"}) | NAMES
"""Transforms reported only where something was found through them."""

# The wider meaning wins where findings overlap: a URI holds its own password and host, a key block its own digits.
_RANK = {
    "DB_URI": 7, "SECRET_KEY": 6, "PAN": 5, "MATTER_ID": 4, "SSN_LIKE": 3, "EMAIL": 6, "PHONE": 2, "NDA_TERM": 1,
    "NAME": 1, "ADDRESS": 1,
}  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """A value that a recogniser vouches for.

    Attributes:
        type: display name of `model_core.labels.DISPLAY`.
        field: path of the raw field.
        start: raw offset in characters.
        end: raw offset, exclusive.
        confidence: 0 to 1; the recogniser's own, not calibrated.
        band: ``live``, ``test`` (a published test value) or ``placeholder`` (right shape, no secret in it).
        transforms: names of what had to be undone to see it; empty when it stands in plain sight.
    """

    type: str
    field: str
    start: int
    end: int
    confidence: float
    band: str = "live"
    transforms: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Evidence:
    """Findings in field order, without overlaps inside a field, and every transform worth reporting.

    ``allowed``: what was found, and is not to be reported, because the operator's detectors allow it.
    """

    findings: tuple[Finding, ...] = ()
    transforms: tuple[Fired, ...] = ()
    allowed: tuple[Finding, ...] = ()

    def clean(self, unread: Iterable[tuple[str, int, int]]) -> bool:
        """Whether no finding and no transform touches the ranges (field, start, end).

        A published test value or a placeholder is still a finding: the rest is not clean.
        """
        marks: dict[str, list[tuple[int, int]]] = {}
        for finding in self.findings:
            marks.setdefault(finding.field, []).append((finding.start, finding.end))
        for fired in self.transforms:
            marks.setdefault(fired.field, []).append((fired.start, fired.end))
        return not any(
            start < stop and begin < end for field, start, end in unread for begin, stop in marks.get(field, ())
        )


def find(fields: Iterable[tuple[str, str]], detectors: Detectors | None = None) -> Evidence:
    """Search content fields, given as (field path, raw text). Linear in the text; never raises on any text.

    Args:
        detectors: the operator's own, for this message's sender and tenant.
    """
    own = (detectors.recognise,) if detectors is not None and (detectors.patterns or detectors.sets) else ()
    findings: list[Finding] = []
    allowed: list[Finding] = []
    transforms: list[Fired] = []
    for field, text in fields:
        if text:
            search = _Search(field, own)
            search.view(View(text), (*ALL, *own), DEPTH, ())
            kept = arbitrate(search.candidates)
            if detectors is not None and detectors.allow:
                silent = [detectors.allows(f.type, text[f.start : f.end]) for f in kept]
                allowed += itertools.compress(kept, silent)
                kept = [f for f, quiet in zip(kept, silent, strict=True) if not quiet]
            findings += kept
            transforms += search.fired
            # Lists of digits are common; a joined run is worth reporting only where a number was seen no other way.
            hidden = Index((f.start, f.end) for f in kept if not set(f.transforms).isdisjoint(UNSURE))
            transforms += (f for f in search.joined if hidden.touching(f.start, f.end))
    return Evidence(tuple(findings), tuple(transforms), tuple(allowed))


def arbitrate(candidates: Iterable[Finding]) -> list[Finding]:
    """Disjoint findings of one field: by rank, then the longer one, then the one in plain sight, then the surer one."""
    kept: list[Finding] = []
    order = sorted(candidates, key=lambda f: (-_RANK[f.type], f.start - f.end, len(f.transforms), -f.confidence))
    taken = Ranges()
    for finding in order:
        if taken.free(finding.start, finding.end):
            taken.add(finding.start, finding.end)
            kept.append(finding)
    return sorted(kept, key=lambda f: f.start)


class Ranges:
    """Disjoint ranges with a logarithmic overlap test."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def free(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` touches none of the ranges."""
        at = bisect_right(self._starts, start)
        return (at == 0 or self._ends[at - 1] <= start) and (at == len(self._starts) or self._starts[at] >= end)

    def add(self, start: int, end: int) -> None:
        """Add a free range."""
        at = bisect_right(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)


class _Search:
    """Everything found in one field: candidates before arbitration, and transforms."""

    def __init__(self, field: str, own: tuple[Recogniser, ...]) -> None:
        self.field = field
        self._hidden = (*HIDDEN, *own)
        self.candidates: list[Finding] = []
        self.fired: list[Fired] = []
        self.joined: list[Fired] = []

    def view(self, view: View, using: tuple[Recogniser, ...], depth: int, outer: tuple[str, ...]) -> None:
        """Search a view and all it stands for; ``outer`` names the encodings it lay in."""
        self._collect(view, using, outer, [])
        plain, fired = normalise(self.field, view)
        self.fired += (f for f in fired if f.name not in UNSURE)
        self.joined += (f for f in fired if f.name in UNSURE)
        if plain is not view:
            self._collect(plain, using, outer, fired)
        joined, edits = digits_joined(plain)
        if edits:
            spots = list(report(self.field, plain, edits))
            self.joined += spots
            self._collect(joined, NUMBERS, outer, spots)
        if len(outer) < 2:
            self._read(plain, outer)
        for name, island in islands(plain) if depth else ():
            # All islands of one encoding are one view: thousands of short ones cost no more than one long one.
            self.fired += (Fired(name, self.field, *island.raw(at, at + 1)) for at in island.starts)
            self.view(island, self._hidden, depth - 1, (*outer, name))

    def _read(self, view: View, outer: tuple[str, ...]) -> None:
        plain = Index((f.start, f.end) for f in self.candidates if f.confidence >= WHOLE)
        for name, reading in disguises(view):
            for recogniser in READINGS:
                for hit in recogniser(reading):
                    start, end = reading.raw(hit.start, hit.end)
                    # What stands there already is whole; a break behind a key must not glue the next word to it.
                    if not plain.touching(start, end):
                        found = Finding(hit.type, self.field, start, end, hit.confidence, hit.band, (*outer, name))
                        self.candidates.append(found)
                        self.joined.append(Fired(name, self.field, start, end))

    def _collect(self, view: View, using: tuple[Recogniser, ...], outer: tuple[str, ...], fired: list[Fired]) -> None:
        index = Index((f.start, f.end) for f in fired)
        names = [f.name for f in sorted(fired, key=lambda f: (f.start, f.end))]
        for recogniser in using:
            for hit in recogniser(view):
                start, end = view.raw(hit.start, hit.end)
                undone = dict.fromkeys((*outer, *(names[at] for at in index.touching(start, end))))
                found = Finding(hit.type, self.field, start, end, hit.confidence, hit.band, tuple(undone))
                self.candidates.append(found)


class Index:
    """Ranges sorted by (start, end), with a fast answer to which of them a range touches."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._ranges = sorted(ranges)
        self._starts = [start for start, _ in self._ranges]
        self._reach = list(itertools.accumulate((end for _, end in self._ranges), max))

    def touching(self, start: int, end: int) -> list[int]:
        """Positions of the ranges that share a character with ``[start, end)``."""
        low, high = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [at for at in range(low, high) if self._ranges[at][1] > start]
