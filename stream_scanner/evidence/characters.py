"""Single characters undone: invisible ones, combining marks, compatibility forms, foreign digits, look-alikes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from stream_scanner.evidence.lookalikes import CONFUSABLE, FOLD, INVISIBLE, MARK, TAG, classes, confusables, fold, folds
from stream_scanner.evidence.views import Edit, View

_JOINED = frozenset("@._-+:/=")


def characters(view: View) -> Iterator[Edit]:
    """Invisible characters, combining marks, compatibility forms, foreign digits, dashes and look-alike letters."""
    text = view.text
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    table = classes()[codes]
    kinds = table.tobytes()
    places = np.flatnonzero(table)
    if not len(places):
        return
    word_end = run_end = 0
    if FOLD in kinds:
        yield from _folded_runs(codes, table)
        places = np.flatnonzero(table * ((table != FOLD) | (folds()[0][codes] == 0)))
    for at in places.tolist():
        kind = kinds[at]
        if kind == FOLD:
            new, wide = fold(text[at])
            yield Edit(at, at + 1, new, "wide_letters" if wide else "")
        elif kind == TAG:
            # One by itself spells nothing: it was sown.
            spelled = TAG in kinds[max(0, at - 1) : at] + kinds[at + 1 : at + 2]
            yield Edit(at, at + 1, chr(ord(text[at]) - 0xE0000) if spelled else "", "tag_characters")
        elif kind == CONFUSABLE and at >= word_end:
            start, word_end = _word(text, at, word_end)
            yield from _confusable_word(text, start, word_end)
        elif kind in (INVISIBLE, MARK) and at >= run_end:
            run_end = at + 1
            if (
                kind == INVISIBLE
                and text[at] == "\u200b"
                and text[at - 1 : at].isalnum()
                and text[run_end : run_end + 1].isalnum()
            ):
                # By far the most common one, and the cheapest to write by the hundred thousand.
                yield Edit(at, run_end, "", "zero_width" if text[at - 1].isascii() and text[run_end].isascii() else "")
                continue
            if kind == MARK and at and " " <= text[at - 1] <= "~" and kinds[run_end : run_end + 1] not in _RUNS:
                yield Edit(at - 1, run_end, *_marked(text[at - 1], text[at]))
                continue
            while run_end < len(text) and kinds[run_end] in (INVISIBLE, MARK):
                run_end += 1
            yield from _run(text, kinds, at, run_end)


def _folded_runs(
    codes: np.ndarray[tuple[int, ...], np.dtype[np.uint32]], kinds: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
) -> Iterator[Edit]:
    # Whole runs at once: a message may be written in nothing else.
    plain, wide = folds()
    at = np.flatnonzero((kinds == FOLD) & (plain[codes] != 0))
    if not len(at):
        return
    breaks = np.flatnonzero((np.diff(at) != 1) | (np.diff(wide[codes[at]].astype(np.int8)) != 0)) + 1
    starts = at[np.concatenate(([0], breaks))]
    ends = at[np.concatenate((breaks - 1, [len(at) - 1]))] + 1
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        text = plain[codes[start:end]].tobytes().decode("utf-32-le", "surrogatepass")
        yield Edit(start, end, text, "wide_letters" if wide[codes[start]] else "", aligned=True)


def _run(text: str, kinds: bytes, start: int, end: int) -> Iterator[Edit]:
    before = text[start - 1] if start else ""
    after = text[end : end + 1]
    base = (fold(before)[0] if before and kinds[start - 1] == FOLD else before)[-1:]
    marks = ""
    if kinds.find(MARK, start, end) >= 0:
        marks = "".join(text[i] for i in range(start, end) if kinds[i] == MARK)
    if marks and base.isascii() and base.isprintable():  # struck out text has its marks on signs and spaces, too
        if base != before and start > 1 and kinds[start - 2] == FOLD:  # it is part of a run's edit
            yield Edit(start, end, "", "combining_marks")
            return
        # With its letter: the marks belong to the value.
        yield Edit(start - 1, end, *_marked(base, marks[:2] if base == before else "  "))
        return
    inside = _inner(before) and _inner(after)
    for at in range(start, end):
        if kinds[at] == INVISIBLE:
            override = text[at] in "\u202d\u202e"
            if text[at] < "\x80":
                yield Edit(at, at + 1, "", "control_characters" if inside else "")
                continue
            name = "bidi" if override or (inside and unicodedata.bidirectional(text[at]) != "BN") else "zero_width"
            yield Edit(at, at + 1, "", name if inside or override else "")


@lru_cache(maxsize=4096)
def _marked(base: str, marks: str) -> tuple[str, str]:
    whole = unicodedata.normalize("NFC", base + marks) if len(marks) == 1 else ""
    if len(whole) == 1:
        return whole, ""  # an accent as macOS writes it, not a disguise
    return base, "" if base in " #*" else "combining_marks"  # a keycap on a sign is an emoji


_RUNS = (bytes([INVISIBLE]), bytes([MARK]))


def _inner(char: str) -> bool:
    return char != "" and char.isascii() and (char.isalnum() or char in _JOINED)


def _word(text: str, at: int, floor: int) -> tuple[int, int]:
    start = end = at
    while start > floor and (text[start - 1].isalnum() or text[start - 1] in _JOINED):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in _JOINED):
        end += 1
    return start, end


def _confusable_word(text: str, start: int, end: int) -> Iterator[Edit]:
    table = confusables()
    word = text[start:end]
    # One letter without a twin makes it an honest word or compound, such as "IP-адрес", and not a disguise. A word
    # without any ASCII letter is one too, unless all of it is drawn as Latin letters, which no language does.
    if any(not c.isascii() and c.isalpha() and c not in table and not "\xc0" <= c < "\u0250" for c in word):
        return
    if not any(c.isascii() and (c.isalpha() or c == "@") for c in word):
        odd = [c for c in word if c in table]
        if len(odd) < 4 or any("\u0370" <= c < "\u0590" for c in odd):
            return
    places = [at for at, c in enumerate(word) if c in table]
    if all(word[at] == "\u0131" for at in places) and "@" not in word and ":" not in word:
        return  # Turkish
    first, last = places[0], places[-1] + 1
    plain = "".join([table.get(c, c) for c in word[first:last]])
    yield Edit(start + first, start + last, plain, "confusable", aligned=True)
