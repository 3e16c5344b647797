"""One pass over a message's fields: views, recognisers, and one arbiter over what they found."""

from __future__ import annotations

import dataclasses
import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from stream_scanner.evidence import keys, numerals, recognisers
from stream_scanner.evidence.islands import islands
from stream_scanner.evidence.normalise import digits_joined, normalise, report
from stream_scanner.evidence.recognisers import Recogniser
from stream_scanner.evidence.views import Fired, View

DEPTH = 2
"""Encodings inside encodings are opened this deep."""

NUMBERS: tuple[Recogniser, ...] = (numerals.cards, numerals.national_numbers, numerals.phones)
HIDDEN: tuple[Recogniser, ...] = (
    recognisers.emails,
    numerals.cards,
    numerals.national_numbers,
    recognisers.db_uris,
    keys.provider_keys,
    keys.tokens,
    keys.assigned_secrets,
)
ALL: tuple[Recogniser, ...] = (*HIDDEN, numerals.phones, recognisers.nda_terms, recognisers.matter_ids)

DIGITS = frozenset({"spaced_digits", "spelled_digits"})
"""Transforms of `digits_joined`."""

# The wider meaning wins where findings overlap: a URI holds its own password and host, a key block its own digits.
_RANK = {"DB_URI": 7, "SECRET_KEY": 6, "PAN": 5, "MATTER_ID": 4, "SSN_LIKE": 3, "EMAIL": 6, "PHONE": 2, "NDA_TERM": 1}


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
    """Findings in field order, without overlaps inside a field, and every transform worth reporting."""

    findings: tuple[Finding, ...] = ()
    transforms: tuple[Fired, ...] = ()

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


def find(fields: Iterable[tuple[str, str]]) -> Evidence:
    """Search content fields, given as (field path, raw text). Linear in the text; never raises on any text."""
    findings: list[Finding] = []
    transforms: list[Fired] = []
    for field, text in fields:
        if text:
            search = _Search(field)
            search.view(View(text), ALL, DEPTH, ())
            kept = arbitrate(search.candidates)
            findings += kept
            transforms += search.fired
            # Lists of digits are common; a joined run is worth reporting only where a number was seen no other way.
            hidden = Index((f.start, f.end) for f in kept if not set(f.transforms).isdisjoint(DIGITS))
            transforms += (f for f in search.joined if hidden.touching(f.start, f.end))
    return Evidence(tuple(findings), tuple(transforms))


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

    def __init__(self, field: str) -> None:
        self.field = field
        self.candidates: list[Finding] = []
        self.fired: list[Fired] = []
        self.joined: list[Fired] = []

    def view(self, view: View, using: tuple[Recogniser, ...], depth: int, outer: tuple[str, ...]) -> None:
        """Search a view and all it stands for; ``outer`` names the encodings it lay in."""
        self._collect(view, using, outer, [])
        plain, fired = normalise(self.field, view)
        self.fired += fired
        if plain is not view:
            self._collect(plain, using, outer, fired)
        joined, edits = digits_joined(plain)
        if edits:
            spots = list(report(self.field, plain, edits))
            self.joined += spots
            self._collect(joined, NUMBERS, outer, spots)
        for name, island in islands(plain) if depth else ():
            # All islands of one encoding are one view: thousands of short ones cost no more than one long one.
            self.fired += (Fired(name, self.field, *island.raw(at, at + 1)) for at in island.starts)
            self.view(island, HIDDEN, depth - 1, (*outer, name))

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
