"""Text to the text it stands for: escapes, invisible characters, look-alikes, spelled digits and addresses.

Stages rewrite one view after another, so a value hidden twice still maps back to raw offsets. A text without trigger
characters costs a handful of linear scans and yields the raw view alone.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable, Iterator

import numpy as np

from stream_scanner.evidence.lookalikes import CONFUSABLE, FOLD, INVISIBLE, MARK, TAG, classes, confusables, fold
from stream_scanner.evidence.views import Edit, Fired, View, pattern

ROUNDS = 2
"""Escapes inside escapes are undone this often."""


def normalise(field: str, view: View) -> tuple[View, list[Fired]]:
    """The view with every transform undone, and the transforms worth reporting, in raw offsets."""
    fired: list[Fired] = []
    for _ in range(ROUNDS):
        before = view
        view = _apply(field, view, escapes, fired)
        if view is before:
            break
    if not view.text.isascii():
        view = _apply(field, view, characters, fired)
    return _apply(field, view, spelled_addresses, fired), fired


def digits_joined(view: View) -> tuple[View, list[Edit]]:
    """The view with spaced, dotted and spelled-out digit runs joined, and the edits that did it.

    Only for recognisers of numbers: joining takes away separators that other recognisers need.
    """
    edits = list(_disjoint(digit_runs(view)))
    return view.edited(edits), edits


def report(field: str, view: View, edits: list[Edit]) -> Iterator[Fired]:
    """The raw places of the named edits of ``view``; neighbours of one name are one place."""
    name, start, end = "", 0, 0
    for edit in edits:
        if name and (edit.name != name or edit.start > end):
            yield Fired(name, field, *view.raw(start, end))
            name = ""
        if edit.name:
            name, start, end = edit.name, start if name else edit.start, edit.end
    if name:
        yield Fired(name, field, *view.raw(start, end))


def _apply(field: str, view: View, stage: Callable[[View], Iterator[Edit]], fired: list[Fired]) -> View:
    edits = list(_disjoint(stage(view)))
    fired += report(field, view, edits)
    return view.edited(edits)


def _disjoint(edits: Iterator[Edit]) -> Iterator[Edit]:
    at = 0
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if edit.start >= at:
            yield edit
            at = edit.end


def _loud(text: str) -> bool:
    # Percent-encoded slashes, &nbsp; and escaped accents are how machines write; encoded letters, digits and @ hide.
    return any(c.isascii() and (c.isalnum() or c == "@") for c in text)


# --- escapes -----------------------------------------------------------------------------------------------------


def escapes(view: View) -> Iterator[Edit]:
    """Percent escapes, HTML entities and backslash escapes."""
    data = view.data
    if b"%" in data:
        for match in pattern(rb"(?:%[0-9A-Fa-f]{2})+").finditer(data):
            yield from _percent(match.start(), bytes.fromhex(match.group().decode().replace("%", "")))
    if b"&" in data:
        for match in pattern(rb"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});").finditer(data):
            text = html.unescape(match.group().decode())
            if not text.startswith("&") or text == "&":
                yield Edit(match.start(), match.end(), text, "html_entity" if _loud(text) else "")
    if b"\\" in data:
        for match in pattern(rb"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{1,6}\}|U[0-9A-Fa-f]{8})").finditer(
            data
        ):
            code = int(match.group().decode().lstrip("\\uUx").strip("{}") or "0", 16)
            if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000:
                yield Edit(match.start(), match.end(), chr(code), "backslash_escape" if _loud(chr(code)) else "")


def _percent(start: int, octets: bytes) -> Iterator[Edit]:
    at = 0
    while at < len(octets):
        lead = octets[at]
        size = 1 if lead < 0x80 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
        text = octets[at : at + size].decode("utf-8", "ignore")
        if len(text) == 1:
            yield Edit(start + 3 * at, start + 3 * (at + size), text, "percent" if _loud(text) else "")
            at += size
        else:
            at += 1


# --- single characters -------------------------------------------------------------------------------------------

_JOINED = frozenset("@._-+:/=")


def characters(view: View) -> Iterator[Edit]:
    """Invisible characters, combining marks, compatibility forms, foreign digits, dashes and look-alike letters."""
    text = view.text
    kinds = classes()[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)]
    places = np.flatnonzero(kinds)
    if not len(places):
        return
    word_end = run_end = 0
    for at in places.tolist():
        kind = kinds[at]
        if kind == FOLD:
            new, wide = fold(text[at])
            yield Edit(at, at + 1, new, "wide_letters" if wide else "")
        elif kind == TAG:
            yield Edit(at, at + 1, chr(ord(text[at]) - 0xE0000), "tag_characters")
        elif kind == CONFUSABLE and at >= word_end:
            start, word_end = _word(text, at, word_end)
            yield from _confusable_word(text, start, word_end)
        elif kind in (INVISIBLE, MARK) and at >= run_end:
            run_end = at + 1
            while run_end < len(text) and kinds[run_end] in (INVISIBLE, MARK):
                run_end += 1
            yield from _run(text, kinds, at, run_end)


def _run(text: str, kinds: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], start: int, end: int) -> Iterator[Edit]:
    before = text[start - 1] if start else ""
    after = text[end : end + 1]
    base = (fold(before)[0] if before and kinds[start - 1] == FOLD else before)[-1:]
    marks = "".join(text[i] for i in range(start, end) if kinds[i] == MARK)
    if marks and base.isascii() and base.isalnum():
        whole = unicodedata.normalize("NFC", base + marks[:4])
        if len(whole) == 1 and len(marks) == 1 and base == before:
            yield Edit(start - 1, end, whole)  # an accent as macOS writes it, not a disguise
        else:
            yield Edit(start - 1, end, base, "combining_marks")  # with its letter: the marks belong to the value
        return
    inside = all(c and c.isascii() and (c.isalnum() or c in _JOINED) for c in (before, after))
    for at in range(start, end):
        if kinds[at] == INVISIBLE:
            override = text[at] in "\u202d\u202e"
            name = "bidi" if override or (inside and unicodedata.bidirectional(text[at]) != "BN") else "zero_width"
            yield Edit(at, at + 1, "", name if inside or override else "")


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
    if not any(c.isascii() and (c.isalpha() or c == "@") for c in word):
        return
    # One Cyrillic letter without a Latin twin makes it a compound such as "IP-адрес", not a disguise.
    if any("\u0370" <= c <= "\u052f" and c not in table for c in word):
        return
    for at, c in enumerate(word, start):
        if c in table:
            yield Edit(at, at + 1, table[c], "confusable")


# --- spelled addresses and digits --------------------------------------------------------------------------------

_BRACKETED = rb"(?i)[ \t]?[\[({<][ \t]*(at|@|dot|\.)[ \t]*[\])}>][ \t]?"
_SPELLED = (
    rb"(?i)\b[a-z0-9][a-z0-9._+-]*([ \t]+at[ \t]+|[ \t]*@[ \t]*)[a-z0-9-]+(?:(?:[ \t]+dot[ \t]+|\.)[a-z0-9-]+)*"
    rb"[ \t]+dot[ \t]+(?:com|org|net|edu|gov|io|co|uk|de|fr|info|dev|ai|us|ca|au|in|eu|biz)\b"
)
_MAILBOX = (
    rb"(?i)\b[a-z0-9][a-z0-9._+-]{2,}([ \t]+at[ \t]+)"
    rb"(?:gmail|yahoo|hotmail|outlook|icloud|protonmail|proton|aol|gmx|live)\.(?:com|net|me|de|co\.uk)\b"
)
_SEPARATOR = rb"[ \t]+(at|dot)[ \t]+|[ \t]*(@)[ \t]*"


def spelled_addresses(view: View) -> Iterator[Edit]:
    """``name [at] host [dot] org``, ``name at host dot com`` and ``name at gmail.com``."""
    data = view.data
    signs = {"at": "@", "@": "@", "dot": ".", ".": "."}
    low = data.lower()
    if b"at" not in low and b"@" not in low:
        return
    if any(mark in low for mark in (b"at]", b"at)", b"at}", b"at>", b"at ", b"@")) or b"dot" in low:
        found = list(pattern(_BRACKETED).finditer(data))
        # A lone "(at)" or "[dot]" is prose; an address needs the at sign in one form or the other.
        if any(m.group(1).lower() in (b"at", b"@") for m in found) or (found and b"@" in data):
            yield from (Edit(m.start(), m.end(), signs[m.group(1).decode().lower()], "spelled_address") for m in found)
    for source in (_SPELLED, _MAILBOX) if b" at " in low or b" dot " in low else ():
        for match in pattern(source).finditer(data):
            for part in pattern(_SEPARATOR).finditer(match.group()):
                sign = signs[(part.group(1) or part.group(2)).decode().lower()]
                yield Edit(match.start() + part.start(), match.start() + part.end(), sign, "spelled_address")


_DIGIT_WORDS = {
    "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9",
}  # fmt: skip
_WORD = rb"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
_WORD_RUN = rb"(?i)\b(?:" + _WORD + rb"|[0-9]{1,4})(?:[ \t,.\-]{1,3}(?:" + _WORD + rb"|[0-9]{1,4})){6,}\b"
_SPACED_RUN = rb"\b[0-9](?:[ \t\n.,_/|*~:;-]{1,3}[0-9]){8,}\b"
_GAP = rb"[ \t\n.,_/|*~:;-]{1,3}"
_GROUP_RUN = (
    rb"\b[0-9]{4}(?:" + _GAP + rb"[0-9]{4}){3}\b|\b[0-9]{4}" + _GAP + rb"[0-9]{6}" + _GAP + rb"[0-9]{5}\b"
    rb"|\b[0-9]{2}(?:" + _GAP + rb"[0-9]{2}){7}\b"
)


def digit_runs(view: View) -> Iterator[Edit]:
    """Runs of single digits, of equal groups, or of digit words, each joined into one number."""
    data = view.data
    if pattern(rb"(?i)" + _WORD + rb"[ \t,.\-]+" + _WORD).search(data):
        for match in pattern(_WORD_RUN).finditer(data):
            parts = [p.decode().lower() for p in pattern(rb"[A-Za-z]+|[0-9]+").findall(match.group())]
            if any(p in _DIGIT_WORDS for p in parts):
                yield Edit(match.start(), match.end(), "".join(_DIGIT_WORDS.get(p, p) for p in parts), "spelled_digits")
    for source in (_SPACED_RUN, _GROUP_RUN):
        for match in pattern(source).finditer(data):
            gaps = set(pattern(rb"[^0-9]+").findall(match.group()))
            if len(gaps) == 1:  # mixed gaps are dates, addresses and tables
                joined = bytes(c for c in match.group() if 48 <= c <= 57).decode()
                yield Edit(match.start(), match.end(), joined, "spaced_digits")
