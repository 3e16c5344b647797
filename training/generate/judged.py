"""What readers said of words that a tagger and its rules take for names or leave in doubt.

A small tagger is unsure of every other capital, and a network that never hears "no name" over real text sees names
everywhere. So somebody read each word that was in doubt, with two places where it stands, and said for its whole
collection of texts whether it is a name. Kept are hashes of the words, which name people.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final, Literal, get_args

FILE: Final = Path(__file__).parent / "judged.txt"
DIGITS: Final = 10
"""Hexadecimal digits kept of a hash."""
Verdict = Literal["name", "none", "unsure"]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)


def collection(file: str) -> str:
    """The collection that a carrier file belongs to; both of mails are one."""
    return "email" if file.startswith("email") else file


def digest(where: str, words: str) -> str:
    """The hash that stands for words of a collection."""
    return hashlib.sha256(f"{where}\n{words}".encode()).hexdigest()[:DIGITS]


@cache
def _verdicts() -> dict[str, Verdict]:
    out: dict[str, Verdict] = {}
    verdict = VERDICTS[0]
    for line in FILE.read_text(encoding="ascii").splitlines():
        if line in VERDICTS:
            verdict = line
        else:
            out |= dict.fromkeys((line[at : at + DIGITS] for at in range(0, len(line), DIGITS)), verdict)
    return out


class Judged:
    """The verdicts on one collection."""

    def __init__(self, where: str) -> None:
        self.where = where

    def __call__(self, words: str) -> Verdict | None:
        """What was said of words; None if nobody was asked."""
        return _verdicts().get(digest(self.where, words))
