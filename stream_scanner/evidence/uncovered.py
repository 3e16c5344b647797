"""What disguised stretches of a field say: texts for the network to read beside the one that was sent.

A recogniser sees through a disguise because it reads a rewritten view. The network reads raw text, in which a name with
joiners between its letters is no name; so it gets the rewritten stretches as well, with some words around them. Nothing
that is rewritten for it alone is reported by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence.known import lists
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.views import Edit, View, disjoint

CHUNK, AROUND = 48, 2
"""Characters that are kept or left out together, and how many such on either side of one that differs."""
FEWEST = 5
"""Characters of the shortest run that is taken for a word with its letters set apart."""
FEWEST_DRAWN, LONGEST_DRAWN = 4, 20
"""Characters of a name with digits and signs among its letters."""

_LEET_WORD = rb"[A-Za-z0-9@$!|+]*[0-9@$!|+][A-Za-z][A-Za-z0-9@$!|+]*"
_LEET = (str.maketrans("0134578@$!|+92", "oieastbasiitgz"), str.maketrans("0134578@$!|+92", "oleastbaslltgz"))
_GAPS = (rb"  ", rb" - ", rb" ", rb"\.", rb"\*", rb"_", rb"\|", rb"-", rb"/", rb"~", rb",", rb"\x80")
_APART = rb"[!-~\xe9][ .*_|/~,\x80-]{1,3}[!-~\xe9][ .*_|/~,\x80-]{1,3}[!-~\xe9][ .*_|/~,\x80-]{1,3}[!-~\xe9]"


def uncovered(raw: str, plain: View, disguised: bool) -> View | None:
    """The stretches of a field that read otherwise than they are written; None where there are none.

    Args:
        plain: the field with its transforms undone.
        disguised: whether a transform worth a report is among them.
    """
    edits = list(disjoint((*_apart(plain), *_drawn(plain))))
    if not disguised and not edits:
        return None
    view = plain.edited(edits)
    size = len(view.text)
    kept, changed = bytearray(size // CHUNK + 1), []
    for index in range(len(kept)):
        start, end = index * CHUNK, min(size, (index + 1) * CHUNK)
        if start < end and altered(raw, view, start, end):
            changed.append(index)
    for index in changed:
        for near in range(max(0, index - AROUND), min(len(kept), index + AROUND + 1)):
            kept[near] = 1
    return view.edited(_left_out(kept, size)) if changed else None


def altered(raw: str, view: View, start: int, end: int) -> bool:
    """Whether ``[start, end)`` of a view reads otherwise than where it comes from."""
    begin, stop = view.raw(start, end)
    return stop - begin != end - start or raw[begin:stop] != view.text[start:end]


def _left_out(kept: bytearray, size: int) -> Iterator[Edit]:
    at = 0
    while (start := kept.find(0, at)) >= 0:
        at = kept.find(1, start)
        end = size if at < 0 else at * CHUNK
        if start * CHUNK < end:
            yield Edit(start * CHUNK, end, "\n")
        if at < 0:
            return


def _apart(view: View) -> Iterator[Edit]:
    """Words whose letters are set apart, put together; a capital behind a small letter begins a word of its own."""
    data = view.data
    if not pattern(_APART).within(data):
        return
    for start, end, step in _runs(data):
        letters = view.text[start:end:step]
        if 2 * sum(map(str.isalpha, letters)) > len(letters):
            yield Edit(start, end, _words(letters), "spaced_letters")


def _runs(data: bytes) -> Iterator[tuple[int, int, int]]:
    for gap in _GAPS:
        step = len(gap.replace(b"\\x80", b"?").replace(b"\\", b"")) + 1
        run = rb"(?:^|[\s\"'`=:(<\[])([!-~\xe9](?:" + gap + rb"[ !-~\xe9]){" + str(FEWEST - 1).encode() + rb",})"
        for match in pattern(run).finditer(data):
            start, end = match.span(1)
            # The first letter of the next word is none of this one.
            end -= step if data[end : end + 1].isalnum() else 0
            yield start, end, step


def _drawn(view: View) -> Iterator[Edit]:
    """Listed names with digits and signs drawn for letters: ``M4r1a``."""
    for match in pattern(_LEET_WORD).finditer(view.data):
        word = match.group().rstrip(b"!|+").decode("latin-1")
        # Ordinals and short handles have as many digits as letters.
        if not FEWEST_DRAWN <= len(word) <= LONGEST_DRAWN or 2 * sum(map(str.isalpha, word)) <= len(word):
            continue
        for table in _LEET:
            plain = word.translate(table)
            if plain.lower() in lists():
                yield Edit(match.start(), match.start() + len(word), plain, "leet_letters", aligned=True)
                break


def _words(letters: str) -> str:
    pairs = zip(" " + letters, letters, strict=False)
    spaced = (
        " " + letter
        if (letter.isupper() and (before.islower() or before.isdigit())) or (letter.isalpha() and before == ",")
        else letter
        for before, letter in pairs
    )
    return "".join(spaced).strip()
