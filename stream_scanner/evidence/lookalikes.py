"""Which code points are invisible, stand for ASCII, or imitate it. Built once, on the first text that needs it."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

FOLD, INVISIBLE, MARK, CONFUSABLE, TAG = 1, 2, 3, 4, 5
"""Classes of `classes`; 0 is a character that means itself."""

# Blocks outside of which NFKC changes nothing that could be read as ASCII (ideographs, syllables, private use).
_BLOCKS = (
    (0x80, 0x3400), (0xA640, 0xAC00), (0xF900, 0xFB50), (0xFE00, 0x10000), (0x10100, 0x11000), (0x1D400, 0x1D800),
    (0x1E800, 0x1E960), (0x1F100, 0x1F200), (0x1FBF0, 0x1FBFA),
)  # fmt: skip
_WIDE = (
    (0xFF01, 0xFF5F), (0x1D400, 0x1D800), (0x2460, 0x2500), (0x1F100, 0x1F1E6), (0x249C, 0x24EA),
    (0x1FBF0, 0x1FBFA), (0x2776, 0x2794), (0x2100, 0x2103), (0x210A, 0x2116), (0x2119, 0x211E),
)  # fmt: skip
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
# Ends of a line, and blanks, of which text needs one each.
_BLANKS = {"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\u1680": " "}
_SIGNS = {
    "\u0589": ":",
    "\u2236": ":",
    "\ua789": ":",
    "\u2044": "/",
    "\u2215": "/",
    "\u29f8": "/",
    "\u2217": "*",
}
_INVISIBLE = (
    (0x80, 0x85), (0x86, 0xA0), (0xAD, 0xAE), (0x34F, 0x350), (0x61C, 0x61D), (0x115F, 0x1161), (0x17B4, 0x17B6),
    (0x180B, 0x1810), (0x2800, 0x2801), (0xFFF0, 0xFFFD),
    (0xFDD0, 0xFDF0), (0xFFFE, 0x10000), (0x600, 0x606), (0x6DD, 0x6DE), (0x8E2, 0x8E3),
    (0x110BD, 0x110BE), (0x110CD, 0x110CE), (0x1BC9D, 0x1BC9F), (0x1BCA0, 0x1BCA4), (0x1D173, 0x1D17B),
    (0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x2070), (0x3164, 0x3165), (0xFE00, 0xFE10), (0xFEFF, 0xFF00),
    (0xFFA0, 0xFFA1), (0xE0000, 0xE0020), (0xE007F, 0xE0080), (0xE0100, 0xE1000),
)  # fmt: skip
_MARKS = (
    (0x300, 0x34F), (0x350, 0x370), (0x483, 0x48A), (0x1AB0, 0x1B00), (0x1DC0, 0x1E00), (0x20D0, 0x2100),
    (0xFE20, 0xFE30),
)  # fmt: skip
_TWINS = (
    ("АВЕЅІЈКМНОРСТХУЗаеѕіјорсухԁԛԝһӏкмтвпгьОоЬҽүҮѵ", "ABESIJKMHOPCTXY3aesijopcyxdqwhlkmtbnrbOobeyYv"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορτυικχϲϹ", "ABEZHIKMNOPTYXavoptuikxcC"),
    ("ոսօգհՏՍԼ", "nuoqhSUL"),
)


# Scripts whose texts use none of these letters as Latin ones, or read from right to left, or are syllables.
_OWN = ((0x370, 0x700), (0x590, 0x900), (0x1100, 0x1200), (0x2E80, 0xA000), (0xAC00, 0xD800), (0xF900, 0xFB00))


@cache
def confusables() -> dict[str, str]:
    """Letters to the ASCII letter or digit that they are drawn as.

    Cyrillic, Greek and Armenian by an own, strict table, since people write those; other scripts by Unicode's table of
    confusables. Latin letters with accents mean themselves.
    """
    from confusable_homoglyphs import confusables as unicode  # reads a megabyte of JSON, so only when needed

    table: dict[str, str] = {}
    for odd, twins in unicode.confusables_data.items():
        if len(odd) != 1 or not odd.isalpha() or ord(odd) < 0x250 or any(low <= ord(odd) < high for low, high in _OWN):
            continue
        plain = [t["c"] for t in twins if len(t["c"]) == 1 and t["c"].isascii() and t["c"].isalnum()]
        if plain:
            table[odd] = plain[0].upper() if odd.isupper() else plain[0]
    table.update((odd, plain) for odds, plains in _TWINS for odd, plain in zip(odds, plains, strict=True))
    # Small capitals are drawn as letters, though Unicode's table knows few of them.
    table.update(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡıȷ", "abcdefghijklmnoprstuvwyzagij", strict=True))
    return table


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TENS = tuple(map(str, range(1, 11)))
# Enclosed digits and letters that NFKC leaves alone: first, last, what they stand for.
_ENCLOSED = (
    (0x2776, 0x277F, _TENS), (0x2780, 0x2789, _TENS), (0x278A, 0x2793, _TENS), (0x24F5, 0x24FE, _TENS),
    (0x24EB, 0x24F4, tuple(map(str, range(11, 21)))), (0x24FF, 0x24FF, ("0",)), (0x1F10B, 0x1F10C, ("0", "0")),
    (0x1F150, 0x1F169, tuple(_LETTERS)), (0x1F170, 0x1F189, tuple(_LETTERS)),
)  # fmt: skip


@cache
def classes() -> npt.NDArray[np.uint8]:
    """uint8[0x110000]: the class of each code point. About 15 ms once, 1.1 MB."""
    table = np.zeros(0x110000, np.uint8)
    for low, high in _BLOCKS:
        for code in range(low, high):
            if fold(chr(code))[0] != chr(code):
                table[code] = FOLD
    own = "".join(odds for odds, _ in _TWINS)
    for odd in confusables():
        # Our own table says more than folding does: the lunate sigma is drawn as a c, and folds to another sigma.
        if table[ord(odd)] != FOLD or odd in own:
            table[ord(odd)] = CONFUSABLE
    for low, high in _MARKS:
        table[low:high] = MARK
    for low, high in _INVISIBLE:
        table[low:high] = INVISIBLE
    table[0xE0020:0xE007F] = TAG
    table[0x00:0x09] = table[0x0E:0x20] = table[0x7F] = INVISIBLE
    for blank in _BLANKS:
        table[ord(blank)] = FOLD
    return table


@cache
def folds() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.bool_]]:
    """For code points that fold to one character: that character (0 for others), and whether they are styled."""
    plain, wide = np.zeros(0x110000, np.uint32), np.zeros(0x110000, np.bool_)
    for code in np.flatnonzero(classes() == FOLD).tolist():
        text, styled = fold(chr(code))
        if len(text) == 1:
            plain[code], wide[code] = ord(text), styled
    return plain, wide


@lru_cache(maxsize=4096)
def fold(char: str) -> tuple[str, bool]:
    """A character's plain form, and whether it is a styled ASCII letter or digit rather than everyday typography."""
    if char in _DASHES:
        return "-", False
    if char in _SIGNS:
        return _SIGNS[char], False
    if char in _BLANKS:
        return _BLANKS[char], False
    plain = unicodedata.normalize("NFKC", char)
    if plain == char and (value := unicodedata.decimal(char, None)) is not None:
        return str(value), False
    code = ord(char)
    for first, last, plains in _ENCLOSED:
        if first <= code <= last:
            plain = plains[code - first]
    wide = any(low <= code < high for low, high in _WIDE) and any(c.isascii() and c.isalnum() for c in plain)
    return plain, wide
