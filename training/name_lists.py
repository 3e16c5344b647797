"""The names that the evidence pass knows: ``python -m training.name_lists --carriers DIR --out FILE``.

Given and family names of the US Census (public domain) and of Faker's locales (MIT), a line each: the name in lower
case, ``g`` or ``f``, and ``w`` behind it if it is an everyday word or a place as well.
"""

from __future__ import annotations

import argparse
import gzip
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from stream_scanner.evidence.known import words
from training.generate.gazetteer import TOWNS, census, known_names

FAMILIES = 16_000
"""Of the census' family names, the most frequent."""
SHORTEST = 3
EVERYDAY = 0.25
"""A word that real texts write in lower case this often is not only a name."""
SEEN = 4


def _latin(names: Iterable[str]) -> Iterator[str]:
    """Single words in Latin letters."""
    for name in names:
        if name.isalpha() and len(name) >= SHORTEST and all("LATIN" in unicodedata.name(c, "") for c in name):
            yield name.lower()


def _everyday(carriers: Path) -> set[str]:
    """Words that the carriers write in lower case, and towns."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for path in sorted(carriers.glob("*.jsonl.gz")):
        # Chats name people in lower case.
        if "chat_irc" not in path.name:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    for _, _, word in words(json.loads(line)["text"]):
                        (lower if word.islower() else upper)[word.lower()] += 1
    found = {w for w, count in lower.items() if count >= SEEN and count >= EVERYDAY * (count + upper[w])}
    return found | {part.lower() for town in TOWNS for part in town.split()}


def build(carriers: Path) -> list[str]:
    """The file's lines, in order."""
    first, last = known_names()
    given = {*_latin(first), *_latin(census("male.first")), *_latin(census("female.first"))}
    family = {*_latin(n for n in last if n.title() == n), *_latin(census("all.last", FAMILIES))} - given
    ordinary = _everyday(carriers)
    return sorted(
        f"{name} {kind}{'w' * (name in ordinary)}" for kind, names in (("g", given), ("f", family)) for name in names
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--carriers", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.write_text("\n".join(build(args.carriers)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
