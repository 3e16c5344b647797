"""The model's spans and the evidence's findings made one list of spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol, cast

from stream_scanner.evidence import addresses, edges
from stream_scanner.evidence.agreement import agreed
from stream_scanner.evidence.custom import Detectors
from stream_scanner.evidence.finder import Evidence, Finding, Union
from stream_scanner.evidence.normalise import digits_joined, normalise
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import digits_of
from stream_scanner.evidence.sealed import sealed
from stream_scanner.evidence.views import Ranges, View, project
from stream_scanner.verdicts import Source, Span, SpanType

STRUCTURED = frozenset({"EMAIL", "PHONE", "PAN", "SSN_LIKE", "SECRET_KEY", "DB_URI", "MATTER_ID", "NDA_TERM"})
"""Types with edges that a pattern knows better than a tagger does."""


BEYOND_LATIN = "\u0250"
"""The first character behind the Latin letters that European languages use."""
EAST_ASIAN = "\u2e80"
"""The first character of scripts that put no space between words."""
SHORTEST_MATTER, FEWEST_DIGITS = 8, 3
"""Letters and digits of a matter's number that only the network sees, or digits alone."""
SHORTEST_PHONE = 6
"""Characters of a telephone number that only the network sees."""
SHORTEST_URI = 12
"""Characters of a connection string that only the network sees."""
SHORTEST_SECRET = 4
"""Letters and digits of a secret that only the network sees."""
SHORTEST_CODE = 4
"""Digits of a postal code that only the network sees."""


class ModelSpan(Protocol):
    """What a tagger hands over; ``type`` is the display name, ``end`` is exclusive."""

    @property
    def type(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def confidence(self) -> float: ...


def merge(
    model: Iterable[ModelSpan],
    findings: Iterable[Finding],
    texts: Mapping[str, str],
    lowest: Mapping[str, float] | None = None,
) -> list[Span]:
    """Sorted spans that do not overlap inside a field.

    A pair of the same type that overlaps becomes one span of source ``both``: with the finding's edges for structured
    types and names beyond Latin, with the edges of both for addresses, with the model's for other names, but for words
    that follow in the finding, and the chance that at least one of the two is right. A model span of a structured type
    whose text cannot be one is dropped. Test values and placeholders are reported too, as what they look like;
    `live_counts` leaves them out.

    Args:
        texts: raw text by field path, for the veto.
        lowest: by type, the least confidence of a model span that touches no finding of its type.
    """
    found = list(findings)
    by_field: dict[str, list[Finding]] = {}
    for finding in found:
        by_field.setdefault(finding.field, []).append(finding)
    starts = {field: [f.start for f in listed] for field, listed in by_field.items()}
    partners: dict[Finding, float] = {}
    spans: list[Span] = []
    for span in model:
        # Findings of a field are sorted and disjoint, so those that a span touches are neighbours.
        begins = starts.get(span.field, [])
        low, high = max(0, bisect_right(begins, span.start) - 1), bisect_left(begins, span.end)
        near = by_field[span.field][low:high] if begins else []
        same = [f for f in near if f.type == span.type and span.start < f.end]
        if not same:
            sure = lowest is None or span.confidence >= lowest.get(span.type, 0.0)
            text, start, end = texts.get(span.field, ""), span.start, span.end
            if span.type == "ADDRESS":
                start, end = edges.trimmed(text, start, end)
                sure = sure and start < end and edges.possible(text, start, end)
            if sure and possible(span.type, text[start:end]):
                spans.append(_span(span.type, span.field, start, end, span.confidence, "model"))
        elif span.type in STRUCTURED or _foreign(same[0], texts.get(span.field, "")):
            for finding in same:
                partners[finding] = max(partners.get(finding, 0.0), span.confidence)
        else:
            best = max(f.confidence for f in same)
            start, end = span.start, span.end
            text = texts.get(span.field, "")
            if span.type == "NAME" and text[end : end + 1] in (" ", "/"):
                end = max(end, same[-1].end)
            if span.type == "ADDRESS":
                start, end = edges.trimmed(text, *edges.joined(text, start, end, same[0].start, same[-1].end))
            spans.append(_span(span.type, span.field, start, end, _either(span.confidence, best), "both"))
            partners.update((finding, -1.0) for finding in same)
    for finding in found:
        other = partners.get(finding)
        if other is None:
            spans.append(_span(finding.type, finding.field, finding.start, finding.end, finding.confidence, "evidence"))
        elif other >= 0:
            chance = _either(finding.confidence, other)
            spans.append(_span(finding.type, finding.field, finding.start, finding.end, chance, "both"))
    return agreed(_whole_addresses(_disjoint(spans), texts), texts)


def _foreign(finding: Finding, text: str) -> bool:
    """Whether a finding is a name or an address in a script whose edges the network does not know."""
    first = text[finding.start : finding.start + 1]
    return (finding.type == "NAME" and first >= BEYOND_LATIN) or (finding.type == "ADDRESS" and first >= EAST_ASIAN)


def _whole_addresses(spans: Iterable[Span], texts: Mapping[str, str]) -> list[Span]:
    """Neighbouring lines of one address are one span, since a tagger often begins anew at a line's end; a town that is
    left alone is none."""
    out: list[Span] = []
    for span in spans:
        last = out[-1] if out else None
        if last is None or (last.type, last.field) != ("ADDRESS", span.field) or span.type != "ADDRESS":
            out.append(span)
        elif addresses.goes_on(texts.get(span.field, ""), last.start, last.end, span.start):
            source: Source = "both" if last.source != span.source else span.source
            sure = max(last.confidence, span.confidence)
            out[-1] = _span("ADDRESS", span.field, last.start, span.end, sure, source)
        else:
            out.append(span)
    out = [_with_province(span, texts.get(span.field, "")) for span in out]
    return [
        span
        for span in out
        if (span.type, span.source) != ("ADDRESS", "model")
        or edges.placed(texts.get(span.field, "")[span.start : min(span.end, span.start + edges.LONGEST)])
    ]


def _with_province(span: Span, text: str) -> Span:
    if span.type != "ADDRESS" or not edges.towned(text, span.start, span.end):
        return span
    return span.model_copy(update={"end": edges.province(text, span.end)})


def reported(spans: Iterable[Span], evidence: Evidence, detectors: Detectors, texts: Mapping[str, str]) -> list[Span]:
    """Spans without those that the operator's detectors allow, whoever found them."""
    if not detectors.allow:
        return list(spans)
    ranges: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for finding in evidence.allowed:
        ranges.setdefault((finding.type, finding.field), []).append((finding.start, finding.end))
    allowed = {key: Union(listed) for key, listed in ranges.items()}
    nothing = Union(())
    return [
        span
        for span in spans
        if not allowed.get((span.type, span.field), nothing).touches(span.start, span.end)
        and not detectors.allows(span.type, texts.get(span.field, "")[span.start : span.end])
    ]


def live_counts(spans: Iterable[Span], findings: Iterable[Finding]) -> Counter[str]:
    """Spans by type without published test values and placeholders: what a policy should count."""
    harmless = {(f.type, f.field, f.start, f.end) for f in findings if f.band != "live"}
    return Counter(s.type for s in spans if (s.type, s.field, s.start, s.end) not in harmless)


# A key, an encoding or an account's name; a person's has no such signs, and goes on in capitals once or twice.
_TOKEN = rb"[=_]|^[^ ]*[a-z][A-Z][^ ]*[a-z][A-Z][^ ]*[a-z][A-Z]|^[A-Z0-9]*[0-9][A-Z0-9]*[0-9][A-Z0-9]*$"
# A vehicle's number (ISO 3779), an Indian firm's for its taxes.
_VEHICLE_OR_FIRM = rb"^(?:[A-HJ-NPR-Z0-9]{17}|[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][0-9A-Z]Z[0-9A-Z])$"


def possible(kind: str, text: str) -> bool:
    """Whether a text could be of a type at all, once normalised.

    The test is of necessary conditions only: the model may see what no pattern proposes.
    """
    if kind == "PHONE":
        return len(text) >= SHORTEST_PHONE
    if kind == "ADDRESS":
        return len(text) >= SHORTEST_CODE or not text.isdigit()
    if kind == "NAME":
        if pattern(_TOKEN).within(project(text)):
            return False
        # Of other scripts the network has read little but names that begin with a capital.
        return text[:1].isupper() or any(sign.isalpha() and sign < BEYOND_LATIN for sign in text)
    if kind == "MATTER_ID":
        return sum(map(str.isdigit, text)) >= FEWEST_DIGITS or sum(map(str.isalnum, text)) >= SHORTEST_MATTER
    if kind == "NDA_TERM":
        return any(map(str.isalpha, text))
    if kind == "SECRET_KEY":
        return sum(map(str.isalnum, text)) >= SHORTEST_SECRET and not sealed(text.encode("latin-1", "replace"))
    if kind not in ("PAN", "SSN_LIKE", "EMAIL", "DB_URI"):
        return True
    view, _ = normalise("", View(text))
    data = view.data.lower()
    if kind == "EMAIL":
        return any(sign in data for sign in (b"@", b" at ", b"(at)", b"[at]", b"(a)", b"[a]"))
    if kind == "DB_URI":
        if b"://" in data:
            return len(data) >= SHORTEST_URI
        return b";" in data and (b"pwd=" in data or b"password=" in data)
    if kind == "SSN_LIKE" and pattern(_VEHICLE_OR_FIRM).within(view.data):
        return False
    digits = len(digits_of(digits_joined(view)[0].data))
    return 12 <= digits <= 19 if kind == "PAN" else 6 <= digits <= 11


def _either(one: float, two: float) -> float:
    return 1.0 - (1.0 - one) * (1.0 - two)


def _span(kind: str, field: str, start: int, end: int, confidence: float, source: Source) -> Span:
    chance = min(1.0, max(0.0, confidence))
    return Span(type=cast(SpanType, kind), field=field, start=start, end=end, confidence=chance, source=source)


_TRUST: dict[Source, int] = {"both": 0, "evidence": 1, "model": 2}


def _disjoint(spans: Iterable[Span]) -> list[Span]:
    taken: dict[str, Ranges] = {}
    order = sorted(spans, key=lambda s: (_TRUST[s.source], -s.confidence, s.start - s.end, s.start, s.type))
    kept = [span for span in order if taken.setdefault(span.field, Ranges()).add(span.start, span.end)]
    return sorted(kept, key=lambda s: (s.field, s.start))
