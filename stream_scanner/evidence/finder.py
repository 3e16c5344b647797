"""One pass over a message's fields: views, recognisers, and one arbiter over what they found."""

from __future__ import annotations

import dataclasses
import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from stream_scanner.evidence import (
    alphabet,
    assignments,
    cells,
    codes,
    connections,
    credentials,
    dialects,
    dockets,
    encoded,
    keys,
    legal,
    loosened,
    name_columns,
    names,
    national,
    numerals,
    parts,
    phones,
    reach,
    recognisers,
    recovery,
    scripts,
    titles,
    tokens,
    told,
)
from stream_scanner.evidence.custom import Detectors
from stream_scanner.evidence.disguises import NAMES, disguises
from stream_scanner.evidence.islands import islands, overridden
from stream_scanner.evidence.normalise import digits_joined, normalise, report
from stream_scanner.evidence.recognisers import Recogniser
from stream_scanner.evidence.records import people
from stream_scanner.evidence.uncovered import uncovered
from stream_scanner.evidence.views import Fired, Ranges, View

DEPTH = 2
"""Encodings inside encodings are opened this deep."""

NUMBERS: tuple[Recogniser, ...] = (numerals.cards, national.national_numbers, phones.phones)
READINGS: tuple[Recogniser, ...] = (
    recognisers.emails,
    numerals.cards,
    national.national_numbers,
    recognisers.db_uris,
    connections.connection_strings,
    keys.provider_keys,
    tokens.tokens,
    legal.nda_phrases,
)
"""What is sure enough to vouch for an unsure reading of `disguises`; so is a telephone number of `WHOLE`."""
HIDDEN: tuple[Recogniser, ...] = (
    *READINGS,
    assignments.assigned_secrets,
    credentials.spoken_secrets,
    told.told_secrets,
    dialects.dialect_secrets,
    recovery.recovery_secrets,
    codes.code_secrets,
    cells.cells,
    phones.phones,
    legal.matter_ids,
    dockets.docket_numbers,
)
ENCODED: tuple[Recogniser, ...] = (*HIDDEN, reach.reaching_addresses)
"""What is looked for in text that was decoded whole."""
ALL: tuple[Recogniser, ...] = (
    *ENCODED,
    alphabet.spelled_secrets,
    legal.nda_terms,
    scripts.scripted_addresses,
    names.names,
    name_columns.column_names,
    titles.titled_names,
)
HIDING: tuple[tuple[str, Recogniser], ...] = (
    ("parted", parts.parted_numbers),
    ("encoded", encoded.encoded_secrets),
    ("loosened", loosened.loosened_numbers),
)
"""What tells of a value by the way it is hidden, and that way's name."""
WHOLE = 0.9
"""A finding this sure is complete as it stands; a less sure one may be a piece of what a reading puts together."""

DIGITS: Mapping[Recogniser, int] = {
    numerals.cards: 12, national.national_numbers: 3, phones.phones: 3, dockets.docket_numbers: 3,
}  # fmt: skip
"""Digits without which a recogniser can't find anything; most messages have none."""

UNSURE = frozenset({"spaced_digits", "spelled_digits"}) | NAMES
"""Transforms reported only where something was found through them."""

# The wider meaning wins where findings overlap: a URI holds its own password and host, a key block its own digits.
_RANK = {
    "DB_URI": 7, "SECRET_KEY": 6, "PAN": 5, "MATTER_ID": 4, "SSN_LIKE": 3, "EMAIL": 6, "PHONE": 2, "NDA_TERM": 1,
    "NAME": 1, "ADDRESS": 1,
}  # fmt: skip


class Finding(NamedTuple):
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
    ``uncovered``: by field, what its disguised stretches say.
    ``records``: rows of tables about people.
    """

    findings: tuple[Finding, ...] = ()
    transforms: tuple[Fired, ...] = ()
    allowed: tuple[Finding, ...] = ()
    uncovered: tuple[tuple[str, View], ...] = dataclasses.field(default=(), compare=False)
    records: int = 0

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
    readings: list[tuple[str, View]] = []
    rows = 0
    for field, text in fields:
        if text:
            search, whole = _Search(field, own), View(text)
            search.view(whole, (*ALL, *own), DEPTH)
            # What a reading uncovers may be the table that stands there, or one that is encoded.
            rows += max(map(people, (whole, *search.readings)))
            kept = arbitrate(search.candidates)
            if detectors is not None and detectors.allow:
                silent = [detectors.allows(f.type, text[f.start : f.end]) for f in kept]
                allowed += itertools.compress(kept, silent)
                kept = [f for f, quiet in zip(kept, silent, strict=True) if not quiet]
            findings += kept
            transforms += search.fired
            # Lists of digits are common; a joined run is worth reporting only where a number was seen no other way.
            hidden = Union((f.start, f.end) for f in kept if not UNSURE.isdisjoint(f.transforms))
            transforms += (f for f in search.joined if hidden.touches(f.start, f.end))
            readings += ((field, reading) for reading in search.readings)
    return Evidence(tuple(findings), tuple(transforms), tuple(allowed), tuple(readings), rows)


def arbitrate(candidates: Iterable[Finding]) -> list[Finding]:
    """Disjoint findings of one field: by rank, then the longer one, then the one in plain sight, then the surer one."""
    # All that one encoding holds has one range, and only the best of it a chance.
    best: dict[tuple[int, int], Finding] = {}
    for finding in sorted(
        candidates, key=lambda f: (-_RANK[f.type], f.start - f.end, len(f.transforms), -f.confidence)
    ):
        best.setdefault((finding.start, finding.end), finding)
    taken = Ranges()
    return sorted((f for span, f in best.items() if taken.add(*span)), key=lambda f: f.start)


class _Search:
    """Everything found in one field: candidates before arbitration, and transforms."""

    def __init__(self, field: str, own: tuple[Recogniser, ...]) -> None:
        self.field = field
        self._hidden = (*ENCODED, *own)
        self.candidates: list[Finding] = []
        self.fired: list[Fired] = []
        self.joined: list[Fired] = []
        self.readings: list[View] = []

    def view(
        self,
        view: View,
        using: tuple[Recogniser, ...],
        depth: int,
        outer: tuple[str, ...] = (),
        inside: Union | None = None,
    ) -> None:
        """Search a view and all it stands for.

        Args:
            outer: names of the encodings it lay in.
            inside: raw ranges of the innermost one; the rest of the view only says what is in there.
        """
        self._collect(view, using, outer, [], inside)
        plain, fired = normalise(self.field, view)
        if inside is not None:
            fired = [f for f in fired if inside.holds(f.start, f.end)]
        self.fired += (f for f in fired if f.name not in UNSURE)
        self.joined += (f for f in fired if f.name in UNSURE)
        if plain is not view:
            self._collect(plain, using, outer, fired, inside)
        if not outer and (reading := uncovered(view.text, plain, bool(fired))) is not None:
            self.readings.append(reading)
        joined, edits = digits_joined(plain)
        if edits:
            spots = list(report(self.field, plain, edits))
            self.joined += spots
            self._collect(joined, NUMBERS, outer, spots, inside)
        if len(outer) < 2:
            self._read(plain, outer, inside)
        if not depth:
            return
        within = (
            (lambda start, end: True) if inside is None else lambda start, end: inside.holds(*plain.raw(start, end))
        )
        turned = overridden(view) if inside is None else ()
        opened = itertools.chain(
            ((plain, found) for found in islands(plain, within)), ((view, found) for found in turned)
        )
        for source, (name, ranges, _, island) in opened:
            spots = [Fired(name, self.field, *source.raw(start, end)) for start, end in ranges]
            if source is plain:  # an override is reported by its sign
                self.fired += spots
            if not outer:
                self.readings.append(island)
            # All islands of one encoding are one view: thousands of short ones cost no more than one long one.
            hidden = Union((f.start, f.end) for f in spots)
            self.view(island, self._hidden, depth - 1, (*outer, name), hidden)

    def _read(self, view: View, outer: tuple[str, ...], inside: Union | None) -> None:
        for name, recogniser in HIDING if inside is None else ():
            for kind, begin, stop, confidence, band in recogniser(view):
                start, end = view.raw(begin, stop)
                self.candidates.append(Finding(kind, self.field, start, end, confidence, band, (name,)))
                self.joined.append(Fired(name, self.field, start, end))
        plain = Union((f.start, f.end) for f in self.candidates if f.confidence >= WHOLE)
        for name, reading, sure, unsure in disguises(view):
            certain, doubtful = Union(sure), Union(unsure)
            seen: set[tuple[str, int, int]] = set()
            for recogniser in HIDDEN:
                if reading.digits < DIGITS.get(recogniser, 0):
                    continue
                vouches = recogniser in READINGS
                for kind, begin, stop, confidence, band in recogniser(reading):
                    start, end = reading.raw(begin, stop)
                    if (
                        band == "placeholder"
                        or (kind, start, end) in seen
                        or (inside is not None and not inside.holds(start, end))
                    ):
                        continue
                    if doubtful.touches(start, end):
                        # What stands there already is whole; a break behind a key must not glue the next word to it.
                        sound = vouches or (kind == "PHONE" and confidence >= WHOLE)
                        fits = sound and not plain.touches(start, end)
                    else:
                        fits = certain.touches(start, end) and plain.count(start, end) < 2
                    if fits:
                        seen.add((kind, start, end))
                        self.candidates.append(Finding(kind, self.field, start, end, confidence, band, (*outer, name)))
                        self.joined.append(Fired(name, self.field, start, end))

    def _collect(
        self,
        view: View,
        using: tuple[Recogniser, ...],
        outer: tuple[str, ...],
        fired: list[Fired],
        inside: Union | None,
    ) -> None:
        # A union for each transform: those of two stages may lie inside one another, those of one never do.
        undone: dict[str, list[tuple[int, int]]] = {}
        for name, _, start, end in fired:
            undone.setdefault(name, []).append((start, end))
        unions = [(name, Union(ranges)) for name, ranges in undone.items() if name not in outer]
        field, found = self.field, self.candidates
        for recogniser in using:
            if view.digits < DIGITS.get(recogniser, 0):
                continue
            for kind, begin, stop, confidence, band in recogniser(view):
                start, end = view.raw(begin, stop)
                if inside is not None and not inside.holds(start, end):
                    continue
                through = (*outer, *(name for name, union in unions if union.touches(start, end))) if unions else outer
                found.append(Finding(kind, field, start, end, confidence, band, through))


class Union:
    """What some ranges cover together, with a logarithmic test."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` shares a character with one of the ranges."""
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end

    def holds(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` lies in one of the ranges."""
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] <= start and end <= self._ends[at]

    def count(self, start: int, end: int) -> int:
        """How many of the ranges share a character with ``[start, end)``."""
        return bisect_left(self._starts, end) - bisect_right(self._ends, start)
