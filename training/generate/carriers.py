# ruff: noqa: E501 - one sentence or pattern a line reads better than a wrapped one
"""Real texts as carriers: read from a folder given by the caller, labelled as far as can be known, split by content.

A carrier names people whom nobody labelled, so NAME and ADDR are known only where the row says so, and EMAIL, PHONE,
NDA and MATTER only where a strict pattern has found everything that could be one.
"""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

from model_core.labels import SHORT
from training.generate.thread import ALL_TYPES, Part, Parts, Split, split_of

# Another party's test fixtures must never become training text, however they are licensed.
LEFT_OUT = ("presidio",)
KINDS = {"email": "email", "chat": "chat", "pr": "pr", "doc": "upload", "contract": "upload"}
FLOORS = {
    "email_clinton": 0.3, "email_ewt": 0.25, "chat_irc": 0.06, "chat_sgd": 0.12, "chat_topical": 0.05, "chat_names": 0.05, "pr_commits": 0.12,
    "doc_markdown": 0.1, "contract": 0.6,
}  # fmt: skip
_EMAIL = re.compile(r"(?<![\w.+%-])[A-Za-z0-9][\w.+%-]{0,60}@(?:[A-Za-z0-9-]{1,60}\.){1,4}[A-Za-z]{2,12}(?![\w@-])")
_NDA = re.compile(
    r"\b(?:mutual )?(?:non-?\s?disclosure|confidentiality) (?:agreement|obligations?|undertaking|provisions?)s?\b|\bMNDA\b"
    r"|\bConfidential Information\b|\bproprietary and confidential\b|\btrade secrets?\b|\bEvaluation Material\b"
    r"|\b(?:Receiving|Disclosing) Party\b|\bProprietary Information\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"^(?:From|To|Cc): ([A-Z][a-z'-]+, [A-Z][a-z]+(?: [A-Z]\.?)?)(?= ?<|$)", re.MULTILINE)
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


class Carriers:
    """A split's carriers by kind of event."""

    def __init__(self, rows: dict[str, list[tuple[dict[str, object], str, int]]]) -> None:
        # Each file counts by the square root of its size, so that large collections do not crowd out small ones.
        self._files: dict[str, tuple[list[list[tuple[dict[str, object], str, int]]], list[float]]] = {}
        self._read: dict[tuple[str, int], Carrier] = {}
        for kind in sorted(set(KINDS.values())):
            groups = [group for name, group in rows.items() if name.endswith(f".{kind}")]
            self._files[kind] = (groups, [len(group) ** 0.5 for group in groups])

    def has(self, kind: str) -> bool:
        """Whether there is any carrier of a kind."""
        return bool(self._files[kind][0])

    def draw(self, rng: Random, kind: str) -> Carrier | None:
        """A carrier of a kind, or None if there is none."""
        groups, weights = self._files[kind]
        if not groups:
            return None
        row, name, number = rng.choice(rng.choices(groups, weights)[0])
        # Labelling takes a millisecond or two, too long for all rows at the start.
        carrier = self._read.get((name, number))
        if carrier is None:
            carrier = self._read[name, number] = _carrier(row, name, number)
        return carrier


@lru_cache(maxsize=3)
def load(folder: Path | None, split: Split) -> Carriers:
    """Read the split's share of the carrier files; without a folder there are no carriers."""
    rows: dict[str, list[tuple[dict[str, object], str, int]]] = {}
    if folder is not None and folder.is_dir():
        for path in sorted(folder.glob("*.jsonl.gz")):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for number, line in enumerate(lines):
                    row = json.loads(line)
                    if split_of(row["text"][:400]) != split or any(name in row["source"] for name in LEFT_OUT):
                        continue
                    name = path.name.removesuffix(".jsonl.gz")
                    # Mixed collections are divided by kind, so that a group has one.
                    rows.setdefault(f"{name}.{KINDS[row['kind']]}", []).append((row, name, number))
    return Carriers(rows)


def _carrier(row: dict[str, object], name: str, number: int) -> Carrier:
    text = str(row["text"])
    meta = row.get("meta")
    meta = meta if isinstance(meta, dict) else {}
    types = row.get("types") or meta.get("types") or []
    assert isinstance(types, list)
    given = row.get("spans")
    assert given is None or isinstance(given, list)
    runs = [(s["start"], s["end"], SHORT[s["type"]]) for s in given or ()]
    runs += [(m.start(), m.end(), "EMAIL") for m in _EMAIL.finditer(text)]
    runs += [(m.start(), m.end(), "NDA") for m in _NDA.finditer(text)]
    runs += [(m.start(1), m.end(1), "NAME") for m in _FROM.finditer(text)]
    runs += _telephones(text)
    parts: Parts = []
    at = 0
    for start, end, label in sorted(runs):
        if start < at:
            continue
        parts += [Part(text[at:start]), Part(text[start:end], label)]
        at = end
    parts.append(Part(text[at:]))
    rest = "\n".join(part.text for part in parts if part.label is None)
    known = (ALL_TYPES - {"NAME", "ADDR"} - {k for k, doubt in _DOUBT.items() if doubt.search(rest)}) | {
        SHORT[t] for t in types
    }
    floor = (
        next(value for key, value in FLOORS.items() if name.startswith(key)) if name.startswith(tuple(FLOORS)) else 0.2
    )
    if meta.get("release") == "PART":
        floor += 0.15
    return Carrier(
        f"{name}:{number}", KINDS[str(row["kind"])], tuple(p for p in parts if p.text), known, floor, name, len(text)
    )


def _telephones(text: str) -> list[tuple[int, int, str]]:
    if not _DOUBT["PHONE"].search(text):
        return []
    import phonenumbers

    found = phonenumbers.PhoneNumberMatcher(text, "US", leniency=phonenumbers.Leniency.STRICT_GROUPING)
    # Digits alone are as often an order or a document number as a telephone.
    return [(m.start, m.end, "PHONE") for m in found if not m.raw_string.isdigit()]
