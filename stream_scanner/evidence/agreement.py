"""One answer for all mentions of a name in a field: what most of them were taken for."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from model_core.spans import RANKS
from stream_scanner.evidence.known import KINDS, called_alike, lists
from stream_scanner.evidence.listed import inverted, whole
from stream_scanner.evidence.mistaken import mistaken
from stream_scanner.evidence.names import no_name
from stream_scanner.evidence.patterns import letters
from stream_scanner.evidence.views import Ranges
from stream_scanner.verdicts import Span

_NICKNAME = r" [\"'“”‘’]\p{Lu}[\pL.-]{1,15}[\"'”“’] "
# A line, a cell or a label, or a number of whoever follows: what stands there is an entry, and no sentence.
_OPENED = r"(?:^|[\n\t|;:<>/\"(]|[ ]{2}|[0-9)–—-][ ])[ *'\"-]*$"
_LISTED = r",[ ]\p{Lu}|[ ](?:and|und|et|y|e|og|och|&)[ ]"
PLACE = 20
"""Characters on either side of a name that show what it is part of."""
# A line of these is a firm's, whoever founded it.
_FIRM = r"\b(?:LLP|LLC|PLLC|P\.?C\b|P\.L|Law|GmbH|Ltd|Inc)\b|&|[A-Z]\. $"
LINE = 48
"""Characters of a line on either side of a name that are looked at."""
LINKS = frozenset("@-_/.#&")
"""Signs beside a word that make it part of another one."""
LONGEST = 4
"""Words of a name that is looked for elsewhere."""
NICKNAME = 20
"""Characters between two halves of a name that hold what its bearer is called."""
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
    kept = [span for span in spans if not mistaken(span, text)]
    if not any(span.type == "NAME" for span in kept):
        return kept
    taken = Ranges()
    for span in spans:
        taken.add(span.start, span.end)
    completed = [_completed(span, text, taken) for span in kept]
    spans = _inverted(_nicknamed([span for span in completed if not mistaken(span, text)], text), text)
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
    kept = sorted([*(span for span in spans if span.start not in dropped), *more], key=lambda span: span.start)
    return sorted([*kept, *_referred(kept, text, words, taken)], key=lambda span: span.start)


def _referred(spans: list[Span], text: str, words: list[tuple[int, int]], taken: Ranges) -> Iterator[Span]:
    """Other mentions of who is named in full: by the family name alone, or by a given name that is nothing else."""
    halves: dict[str, Span] = {}
    for span in spans:
        parts = text[span.start : span.end].split() if span.type == "NAME" else []
        if len(parts) > 1:
            halves |= {half: span for half in (parts[0], parts[-1]) if _half(half, half is parts[0])}
    for at, (start, end) in enumerate(words if halves else ()):
        named = halves.get(text[start:end])
        if named is not None and start > named.end and _free(text, words, at) and taken.add(start, end):
            yield named.model_copy(update={"start": start, "end": end})


def _half(word: str, first: bool) -> bool:
    known = lists().get(word.lower())
    usual = (KINDS["g"],) if first else (None, KINDS["g"], KINDS["f"])
    plain = len(word) > SHORTEST and word.isalpha() and word[0].isupper() and not word[1:].isupper()
    return plain and known in usual and word.lower() not in called_alike() and not no_name(word)


def _free(text: str, words: list[tuple[int, int]], at: int) -> bool:
    """Whether a word is no part of a longer name, host or compound."""
    start, end = words[at]
    if text[max(0, start - 1) : start] in LINKS or text[end : end + 1] in LINKS - {"."}:
        return False
    line = text[max(0, start - LINE) : start].rpartition("\n")[2] + text[end : end + LINE].partition("\n")[0]
    if letters(_FIRM).search(line):
        return False
    before = text[slice(*words[at - 1])] if at and text[words[at - 1][1] : start] == " " else ""
    behind = text[slice(*words[at + 1])] if at + 1 < len(words) and text[end : words[at + 1][0]] == " " else ""
    hosted = text[end : end + 1] == "." and text[end + 1 : end + 2].isalnum()
    return (not before[:1].isupper() or before.lower() in RANKS) and not behind[:1].isupper() and not hosted


def _inverted(spans: list[Span], text: str) -> list[Span]:
    """Names as lists and forms have them, ``Last, First`` or ``LAST/FIRST``, tagged as two."""
    out: list[Span] = []
    for span in spans:
        last = out[-1] if out else None
        if (
            last is not None
            and last.type == span.type == "NAME"
            and text[last.end : span.start] in ("/", "^")
            and text[last.start : span.end].isupper()
        ) or (
            last is not None
            and last.type == span.type == "NAME"
            and text[last.end : span.start] == ", "
            and (_shouted(text, last, span) or _entry(text, last, span))
            and not letters(_LISTED).match(text[span.end : span.end + PLACE])
        ):
            out[-1] = last.model_copy(update={"end": span.end})
        else:
            out.append(span)
    return out


def _entry(text: str, last: Span, first: Span) -> bool:
    if text[last.start - 1 : last.start] == text[first.end : first.end + 1] == '"':
        return True  # a cell with a comma in it
    opened = letters(_OPENED).search(text[max(0, last.start - PLACE) : last.start]) is not None
    return opened and inverted(text[last.start : last.end], text[first.start : first.end])


def _shouted(text: str, last: Span, first: Span) -> bool:
    """Whether a family name stands in capitals before a given one that does not, or both do in a text that does not."""
    if not text[last.start : last.end].isupper():
        return False
    around = text[max(0, last.start - PLACE) : last.start] + text[first.end : first.end + PLACE]
    return not text[first.start : first.end].isupper() or any(map(str.islower, around))


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
