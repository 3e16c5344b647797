"""Words that are somebody's name somewhere: no finding, only a mark that the network reads beside the word."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Final
from zlib import crc32

from model_core.marks import LISTED, Mark
from model_core.spans import PARTICLES
from stream_scanner.evidence.known import KINDS, lists, words
from stream_scanner.evidence.names import no_name

LONGEST: Final = 32
"""Characters beside a name that are looked through for its other half."""
BEGINNINGS: Final = frozenset(
    "will would can could may might must shall should did does had has have was were are let get got but and for what"  # noqa: SIM905
    " when who why where how now then also just please thanks quick best hope king queen prince duke dean miss lady"
    " lord sir saint san santa mount lake fort north south east west".split()
)
"""Words that stand with a capital beside names and are none of them."""


def borne(name: str) -> bool:
    """Whether somebody may be called so: in lower case only by a listed word, or in other letters than ASCII."""
    return not name.islower() or not name.isascii() or any(word in lists() for _, _, word in words(name))


def given(name: str) -> bool:
    """Whether a listed given name that is no everyday word is part of it."""
    return any(lists().get(word.lower()) == KINDS["g"] for _, _, word in words(name))


def inverted(last: str, first: str) -> bool:
    """Whether two names with a comma between are one person's family and given names."""
    if last.isupper() and first.isupper():
        return True
    known = lists()
    given_names = [known.get(word.lower()) in (KINDS["g"], KINDS["gw"]) for _, _, word in words(first) if len(word) > 1]
    family = [known.get(word.lower()) for _, _, word in words(last) if word.lower() not in PARTICLES]
    return bool(family) and family[0] != KINDS["g"] and len(family) < 4 and bool(given_names) and all(given_names)


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """A name of one capitalised word with the other half of it: what follows a listed given name, or else the listed
    given name in front of what is none. Taggers find one half alone where the other is a rare word."""
    name = text[start:end]
    if not _capitalised(name):
        return start, end
    if lists().get(name.lower()) in (KINDS["g"], KINDS["gw"]):
        behind = text[end : end + LONGEST]
        last = "".join(itertools.takewhile(_of_name, behind[1:])).removesuffix("'s").removesuffix("\u2019s")
        goes_on = behind[1 + len(last) : 2 + len(last)] in ("_", "@") or len(last) == LONGEST - 1
        return start, end + 1 + len(last) if behind[:1] == " " and _other_half(last) and not goes_on else end
    front = text[max(0, start - LONGEST) : start]
    [*_, first] = front.split() or [""]
    known = front[-1:] == " " and lists().get(first.lower()) == KINDS["g"] and _other_half(first)
    return start - 1 - len(first) if known else start, end


def _of_name(sign: str) -> bool:
    return sign.isalnum() or sign in "-'\u2019"


def _capitalised(word: str) -> bool:
    return len(word) > 2 and word[0].isupper() and not word.isupper() and not any(map(str.isdigit, word))


def _other_half(word: str) -> bool:
    return _capitalised(word) and word.lower() not in BEGINNINGS and not no_name(word)


def listed(fields: Iterable[tuple[str, str]], share: float = 1.0) -> Iterator[Mark]:
    """Marks of listed names in content fields, given as (field path, raw text).

    In lower case an everyday word is taken for one. ``share`` is the part of the lists that is known, by hash: training
    withholds the rest, so that the network learns to find names that stand in no list.
    """
    known = lists()
    for field, text in fields:
        for start, end, word in words(text):
            lower = word.lower()
            kind = known.get(lower)
            if kind is None or (kind >= 2 and word[0] == lower[0]):
                continue
            if share == 1.0 or crc32(lower.encode()) % 100 < 100 * share:
                yield Mark(field, start, end, LISTED + kind)
