"""One answer for all mentions of a name in a field: what most of them were taken for."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from stream_scanner.evidence.listed import inverted, whole
from stream_scanner.evidence.patterns import letters
from stream_scanner.evidence.views import Ranges
from stream_scanner.verdicts import Span

_NICKNAME = r" [\"'“”‘’]\p{Lu}[\pL.-]{1,15}[\"'”“’] "
# No sentence goes on with a capital here, but titles do: "Angel Has Fallen", "Anne Of Green Gables".
_GOES_ON = r" (?:And The|Of|Has|Have|Is|Are|In|The|At|On|For|With|From|By|To|Goes|Runs|Meets|Versus|Vs) "
# A line, a cell or a label, or a number of whoever follows: what stands there is an entry, and no sentence.
_OPENED = r"(?:^|[\n\t|;:<>/\"(]|[ ]{2}|[0-9)][ ])[ *'\"-]*$"
_LISTED = r",[ ]|[ ](?:and|und|et|y|e|og|och|&)[ ]"
_STREET = (
    r"(?:\p{L}+-)+(?i:stra(?:ß|ss)e|str|allee|platz|ring|weg|gasse|damm|ufer|brücke|gymnasium|schule|stiftung"
    r"|universität|klinik|haus|halle|stadion|institut|preis|park|kaserne|straat|laan|plein|kade|gatan|gata|vej)\b"
)
CALENDAR = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"  # noqa: SIM905
    " sep sept oct nov dec januar februar märz mai juni juli oktober dezember jänner mrz okt dez janvier février mars"
    " avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto"
    " septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre"
    " janeiro fevereiro março maio junho julho setembro outubro dezembro januari februari maart mei augustus"
    " mon tue wed thu fri sat sun tues thurs monday tuesday wednesday thursday friday saturday sunday".split()
)
"""Months and days of the week, as their languages write and shorten them."""
PLACE = 20
"""Characters on either side of a name that show what it is part of."""
LONGEST = 4
"""Words of a name that is looked for elsewhere."""
NICKNAME = 20
"""Characters between two halves of a name that hold what its bearer is called."""
TITLE = 10
"""Characters on either side of a name that show whether it belongs to a title."""
SHORTEST = 3
"""Letters of one."""


def agreed(spans: Iterable[Span], texts: Mapping[str, str]) -> list[Span]:
    """Names that half of their mentions were tagged as are names wherever they stand free; others are none.

    A tagger judges each mention by its own sentence, and a title or a firm slips through in one of six. Only capitals
    are counted, only names that the network saw alone are taken back. Linear in the text. Sorted as in `merge`.
    """
    fields: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        fields[span.field].append(span)
    return [span for field in sorted(fields) for span in _field(fields[field], texts.get(field, ""))]


def _field(spans: list[Span], text: str) -> list[Span]:
    if not any(span.type == "NAME" for span in spans):
        return spans
    taken = Ranges()
    for span in spans:
        taken.add(span.start, span.end)
    spans = [span for span in spans if not _mistaken(span, text)]
    spans = _inverted(_nicknamed([_completed(span, text, taken) for span in spans], text), text)
    words = list(_words(text))
    place = {start: index for index, (start, _) in enumerate(words)}
    tagged: dict[str, list[Span]] = defaultdict(list)
    sizes: set[int] = set()
    for span in spans:
        first = place.get(span.start)
        if span.type != "NAME" or first is None or not text[span.start].isupper():
            continue
        inside = [word for word in words[first : first + LONGEST + 1] if word[1] <= span.end]
        if 1 <= len(inside) <= LONGEST and inside[-1][1] - span.start >= SHORTEST:
            tagged[text[span.start : inside[-1][1]]].append(span)
            sizes.add(len(inside))
    free: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for size in sorted(sizes, reverse=True):
        for (start, _), (_, end) in zip(words, words[size - 1 :], strict=False):
            name = text[start:end]
            if name in tagged and taken.add(start, end):
                free[name].append((start, end))
    more: list[Span] = []
    dropped: set[int] = set()
    for name, places in free.items():
        seen = tagged[name]
        if 2 * len(seen) >= len(seen) + len(places):
            more += (seen[0].model_copy(update={"start": start, "end": end}) for start, end in places)
        elif all(span.source == "model" for span in seen):
            dropped.update(span.start for span in seen)
    return sorted([*(span for span in spans if span.start not in dropped), *more], key=lambda span: span.start)


def _mistaken(span: Span, text: str) -> bool:
    """Whether a name that the network saw alone is a title's beginning, a date's word or a street's."""
    alone = span.type == "NAME" and span.source == "model"
    return alone and (_titled(span, text) or _dated(span, text) or _placed(span, text))


def _titled(span: Span, text: str) -> bool:
    """Whether a name begins a title in a text whose other words are not written so."""
    if not letters(_GOES_ON).match(text[span.end : span.end + TITLE]):
        return False
    [*_, before] = text[max(0, span.start - TITLE) : span.start].split() or ["."]
    return before[0].islower() or before[-1] in ".!?:"


def _dated(span: Span, text: str) -> bool:
    """Whether a name is a month or a day beside a number: ``31. Mai``, ``THU 18:00``."""
    if text[span.start : span.end].lower() not in CALENDAR:
        return False
    before, behind = text[max(0, span.start - 3) : span.start].rstrip(" .-/"), text[span.end : span.end + 3]
    return before[-1:].isdigit() or behind.lstrip(" .-/")[:1].isdigit()


def _placed(span: Span, text: str) -> bool:
    """Whether a name is part of a street's or a house's: ``Robert-Koch-Ring``."""
    return letters(_STREET).match(text[span.start : span.end + PLACE]) is not None


def _inverted(spans: list[Span], text: str) -> list[Span]:
    """Names as lists and forms have them, ``Last, First``, tagged as two."""
    out: list[Span] = []
    for span in spans:
        last = out[-1] if out else None
        if (
            last is not None
            and last.type == span.type == "NAME"
            and text[last.end : span.start] == ", "
            and inverted(text[last.start : last.end], text[span.start : span.end])
            and letters(_OPENED).search(text[max(0, last.start - PLACE) : last.start])
            and not letters(_LISTED).match(text[span.end : span.end + PLACE])
        ):
            out[-1] = last.model_copy(update={"end": span.end})
        else:
            out.append(span)
    return out


def _completed(span: Span, text: str, taken: Ranges) -> Span:
    """A name of one word with what belongs to it, unless that is part of another span."""
    if span.type == "NAME" and span.source == "model":
        start, end = whole(text, span.start, span.end)
        if (start < span.start and taken.add(start, span.start)) or (end > span.end and taken.add(span.end, end)):
            return span.model_copy(update={"start": start, "end": end})
    return span


def _nicknamed(spans: list[Span], text: str) -> list[Span]:
    """Names with what their bearer is called between two halves, tagged or not: ``William "Cowboy" Cowley``."""
    out: list[Span] = []
    for span in spans:
        for back, first in enumerate(reversed(out[-2:]), start=1):
            near = span.type == first.type == "NAME" and span.start - first.end <= NICKNAME
            if near and letters(_NICKNAME).match(text[first.end : span.start]):
                out[-back:] = [first.model_copy(update={"end": span.end})]
                break
        else:
            out.append(span)
    return out


def _words(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for inner, run in itertools.groupby(text, str.isalnum):
        size = sum(1 for _ in run)
        if inner:
            yield at, at + size
        at += size
