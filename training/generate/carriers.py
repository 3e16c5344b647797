# ruff: noqa: E501 - one sentence or pattern a line reads better than a wrapped one
"""Real texts as carriers: read from a folder given by the caller, labelled as far as can be known, split by content.

A carrier names people whom nobody labelled. NAME is known where the row says so, or where a tagger's output lies beside
the carriers (see `silver`) and the window that is shown holds none of its doubts. ADDR, EMAIL, PHONE, NDA and MATTER are
known only where a strict pattern has found everything that could be one.
"""

from __future__ import annotations

import gzip
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any, Final

from model_core.labels import SHORT
from training.generate import silver
from training.generate.judged import Judged, collection
from training.generate.names_found import Found, Range
from training.generate.recast import breaks
from training.generate.score import CLASSES
from training.generate.thread import ALL_TYPES, Part, Parts, Split, split_of

# Another party's test fixtures must never become training text, however they are licensed.
LEFT_OUT = ("presidio",)
KINDS = {"email": "email", "chat": "chat", "pr": "pr", "doc": "upload", "contract": "upload"}
FLOORS = {
    "email_clinton": 0.18, "email_ewt": 0.07, "chat_irc": 0.04, "chat_sgd": 0.06, "chat_topical": 0.03, "chat_names": 0.03, "pr_commits": 0.03,
    "doc_markdown": 0.03, "contract": 0.12,
}  # fmt: skip
Entity = tuple[int, int, str]
PASSAGES: Final = Path(__file__).parent / "passages.txt"
"""Stretches of carriers that somebody weighed, one a line: carrier id, first and last character, class (`score.CLASSES`)."""
WEIGHED: Final = 0.6
"""Share of real texts that are one of these stretches; the rest counts as much as its collection does in the mean."""
_EMAIL = re.compile(r"(?<![\w.+%-])[A-Za-z0-9][\w.+%-]{0,60}@(?:[A-Za-z0-9-]{1,60}\.){1,4}[A-Za-z]{2,12}(?![\w@-])")
_NDA = re.compile(
    r"\b(?:mutual )?(?:non-?\s?disclosure|confidentiality) (?:agreement|obligations?|undertaking|provisions?)s?\b|\bMNDA\b"
    r"|\bConfidential Information\b|\bproprietary and confidential\b|\btrade secrets?\b|\bEvaluation Material\b"
    r"|\bProprietary Information\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?:^(?:From|To|Cc|Bcc): ?|; ?)((?:Mc|Mac|O')?[A-Z][a-z'-]+, (?:[A-Z][a-z]+|[A-Z]\.)(?: [A-Z]\.?)?)(?= ?[<;(\[]|$)",
    re.MULTILINE,
)
_SIGNED = re.compile(
    r"^(?:Signed-off-by|Co-authored-by|Reviewed-by|Acked-by|Tested-by|Reported-by|From|Author): "
    r"((?!\S*@)[A-Z][^\W\d_]+(?: [A-Z]\.)?(?: [A-Z][^\W\d_]+){1,2}) <",
    re.MULTILINE,
)
# Anything that might be a value of these types takes them out of what is known about the row.
_DOUBT = {
    "EMAIL": re.compile(r"@|\[at\]|\(at\)"),
    "PHONE": re.compile(r"(?:\d[\s().-]{0,3}){7,}"),
    "PAN": re.compile(r"(?:\d[ -]?){13,19}"),
    "SSN": re.compile(r"\b\d{3}[- ]\d{2}[- ]\d{4}\b|ssn|social security", re.IGNORECASE),
    "NDA": re.compile(r"confiden|\bnda\b|non-?disclos|proprietary|secret", re.IGNORECASE),
    "MATTER": re.compile(
        r"\bNo\. ?[\d:A-Z]*\d|\d:\d\d-|\b\d\d-?c[vr]-?\d|docket|case n|matter|\d{4,}-\d{2,}", re.IGNORECASE
    ),
    "SECRET": re.compile(
        r"password|passwd|secret|token|api.?key|BEGIN [A-Z ]*PRIVATE|[A-Za-z0-9+/_-]{28,}", re.IGNORECASE
    ),
    "ADDR": re.compile(
        r"\d\S* (?:[NSEW]\.? |\w+ ){1,4}(?:st|street|ave|avenue|rd|road|blvd|boulevard|dr|drive|ln|lane|way|ct|court|pl|place|pkwy|hwy"
        r"|highway|sq|square|plaza|broadway|terrace)\b|\b[A-Z]{2},? \d{5}\b|p\.? ?o\.? box|\bsuite \d|\bzip|\d(?:st|nd|rd|th) (?:fl|ave|st)"
        r"|^\d+ [A-Z]\w+",
        re.IGNORECASE | re.MULTILINE,
    ),
    "DBURI": re.compile(r"\w(?:sql|mongodb|redis|amqp|jdbc)\S{0,10}:|connectionstring", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Carrier:
    """One real text as labelled parts."""

    id: str
    kind: str
    parts: tuple[Part, ...]
    known: frozenset[str]
    floor: float
    source: str
    length: int
    doubts: tuple[Range, ...] = ()
    """Where a name may be that nobody labelled; only used while NAME is known."""
    breaks: tuple[int, ...] = ()

    def window(self, rng: Random, size: int, *, named: bool = False) -> Carrier:
        """A stretch of about ``size`` characters between two breaks; with ``named``, around a name if there is one."""
        return self.between(*self.stretch(rng, size, named=named))

    def stretch(self, rng: Random, size: int, *, named: bool = False) -> Range:
        """First and last character, exclusive, of what `window` shows."""
        if self.length <= size:
            return 0, self.length
        best = None
        for _ in range(3):
            centre = rng.randint(0, self.length - 1)
            if named and (starts := self._names()):
                centre = rng.choice(starts)
            low = self.breaks[max(0, bisect_right(self.breaks, max(0, centre - rng.randint(0, size))) - 1)]
            high = self.breaks[
                min(len(self.breaks) - 1, bisect_left(self.breaks, min(self.length, max(low + size, centre + 20))))
            ]
            high = min(high, low + 2 * size)
            best = low, high
            if not any(a < high and low < b for a, b in self.doubts):
                break
        assert best is not None
        return best

    def _names(self) -> list[int]:
        at, out = 0, []
        for part in self.parts:
            if part.label in ("NAME", "ADDR"):
                out.append(at)
            at += len(part.text)
        return out

    def between(self, low: int, high: int) -> Carrier:
        """The part of the text from ``low`` to ``high``."""
        at, out = 0, []
        for part in self.parts:
            start, end = at, at + len(part.text)
            at = end
            if part.label is not None:
                # A value is taken whole or not at all.
                if start < high and end > low and start >= low:
                    out.append(part)
            elif (text := part.text[max(0, low - start) : max(0, high - start)]) and start < high and end > low:
                out.append(Part(text))
        known = self.known | _undoubted(out)
        if any(a < high and low < b for a, b in self.doubts):
            known = known - {"NAME"}
        return replace(self, parts=tuple(out), known=known, length=high - low, doubts=(), breaks=())


class Carriers:
    """A split's carriers by kind of event."""

    def __init__(
        self, rows: dict[str, list[tuple[dict[str, object], str, int]]], found: dict[str, list[Entity]] | None = None
    ) -> None:
        self._found = found or {}
        # Each file counts by the square root of its size, so that large collections do not crowd out small ones.
        self._files: dict[str, tuple[list[list[tuple[dict[str, object], str, int]]], list[float]]] = {}
        self._read: dict[tuple[str, int], Carrier] = {}
        self._passages: dict[str, list[tuple[tuple[dict[str, object], str, int], int, int, str]]] = {}
        for kind in sorted(set(KINDS.values())):
            groups = [group for name, group in rows.items() if name.endswith(f".{kind}")]
            self._files[kind] = (groups, [len(group) ** 0.5 for group in groups])
            known = {f"{name}:{number}": (row, name, number) for group in groups for row, name, number in group}
            self._passages[kind] = [(known[at], low, high, c) for at, low, high, c in _weighed() if at in known]

    def has(self, kind: str) -> bool:
        """Whether there is any carrier of a kind."""
        return bool(self._files[kind][0])

    def draw(self, rng: Random, kind: str) -> Carrier | None:
        """A carrier of a kind, or None if there is none."""
        groups, weights = self._files[kind]
        if not groups:
            return None
        return self._labelled(*rng.choice(rng.choices(groups, weights)[0]))

    def passage(self, rng: Random, kind: str, *, share: float = WEIGHED) -> Carrier | None:
        """With a chance of ``share`` a stretch that somebody weighed; None otherwise, and if there is none."""
        if not self._passages[kind] or rng.random() >= share:
            return None
        row, low, high, letter = rng.choice(self._passages[kind])
        return replace(self._labelled(*row).between(low, high), floor=CLASSES[letter])

    def _labelled(self, row: dict[str, object], name: str, number: int) -> Carrier:
        # Labelling takes a millisecond or two, too long for all rows at the start.
        carrier = self._read.get((name, number))
        if carrier is None:
            carrier = self._read[name, number] = _carrier(row, name, number, self._found.get(f"{name}:{number}"))
        return carrier


@lru_cache(maxsize=1)
def _weighed() -> list[tuple[str, int, int, str]]:
    rows = (line.split() for line in PASSAGES.read_text(encoding="ascii").splitlines())
    return [(at, int(low), int(high), letter) for at, low, high, letter in rows]


def share(path: Path, split: Split) -> Iterator[tuple[int, dict[str, Any]]]:
    """Numbered rows of a carrier file that belong to a split and may be trained on."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            if split_of(row["text"][:400]) == split and not any(name in row["source"] for name in LEFT_OUT):
                yield number, row


@lru_cache(maxsize=3)
def load(folder: Path | None, split: Split) -> Carriers:
    """Read the split's share of the carrier files; without a folder there are no carriers."""
    rows: dict[str, list[tuple[dict[str, object], str, int]]] = {}
    if folder is not None and folder.is_dir():
        for path in sorted(folder.glob("*.jsonl.gz")):
            name = path.name.removesuffix(".jsonl.gz")
            for number, row in share(path, split):
                # Mixed collections are divided by kind, so that a group has one.
                rows.setdefault(f"{name}.{KINDS[row['kind']]}", []).append((row, name, number))
    found = {}
    if folder is not None and (path := folder / silver.FILE).exists():
        found = {row["id"]: [tuple(e) for e in row["entities"]] for row in silver.read(path)}
    return Carriers(rows, found)


def _carrier(row: dict[str, object], name: str, number: int, entities: list[Entity] | None) -> Carrier:
    text = str(row["text"])
    meta = row.get("meta")
    meta = meta if isinstance(meta, dict) else {}
    types = row.get("types") or meta.get("types") or []
    assert isinstance(types, list)
    given = row.get("spans")
    assert given is None or isinstance(given, list)
    found = None
    if entities is not None:
        text = text[: silver.LIMIT]
        found = Found(text, [e for e in entities if e[1] <= len(text)], Judged(collection(name)))
    runs = [(s["start"], s["end"], SHORT[s["type"]]) for s in given or ()]
    runs += [(m.start(), m.end(), "EMAIL") for m in _EMAIL.finditer(text)]
    runs += [(m.start(), m.end(), "NDA") for m in _NDA.finditer(text)]
    runs += [(m.start(1), m.end(1), "NAME") for form in (_FROM, _SIGNED) for m in form.finditer(text)]
    runs += _telephones(text)
    sure = sorted(r for r in runs if r[1] <= len(text))
    if found is not None:
        sure += [(a, b, "NAME") for a, b in found.names if not any(a < d and c < b for c, d, _ in sure)]
    parts: Parts = []
    at = 0
    for start, end, label in sorted(sure):
        if start < at:
            continue
        parts += [Part(text[at:start]), Part(text[start:end], label)]
        at = end
    parts.append(Part(text[at:]))
    known = _undoubted(parts) | {SHORT[t] for t in types}
    doubts: tuple[Range, ...] = ()
    if found is not None:
        known |= {"NAME"}
        covered = [(a, b) for a, b, label in sure if label == "NAME"]
        doubts = tuple(d for d in found.doubts if not any(a < d[1] and d[0] < b for a, b in covered))
    floor = next((value for key, value in FLOORS.items() if name.startswith(key)), 0.1)
    if meta.get("release") == "PART":
        floor += 0.05
    kept = tuple(p for p in parts if p.text)
    source = f"{name}:{number}"
    return Carrier(source, KINDS[str(row["kind"])], kept, known, floor, name, len(text), doubts, tuple(breaks(text)))


def _undoubted(parts: Parts) -> frozenset[str]:
    """Types of which nothing unlabelled could be one."""
    rest = "\n".join(part.text for part in parts if part.label is None)
    return ALL_TYPES - {"NAME"} - {k for k, doubt in _DOUBT.items() if doubt.search(rest)}


def _telephones(text: str) -> list[tuple[int, int, str]]:
    if not _DOUBT["PHONE"].search(text):
        return []
    import phonenumbers

    found = phonenumbers.PhoneNumberMatcher(text, "US", leniency=phonenumbers.Leniency.STRICT_GROUPING)
    # Digits alone are as often an order or a document number as a telephone.
    return [(m.start, m.end, "PHONE") for m in found if not m.raw_string.isdigit()]
