# ruff: noqa: E501 - a table of characters
"""Ways to hide a value from a reader of plain text. The whole hidden run stays one span."""

from __future__ import annotations

import base64
import codecs
from collections.abc import Callable
from random import Random

from training.generate.thread import Part, Parts, Split

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
HOMOGLYPHS = {
    "a": "аɑα", "c": "сϲ", "e": "еҽ", "i": "іı", "j": "ј", "o": "оοօ", "p": "рρ", "s": "ѕ", "x": "хχ", "y": "уү", "h": "һ",
    "d": "ԁ", "k": "κк", "n": "ո", "u": "υս", "v": "ν", "w": "ԝ", "A": "АΑ", "B": "ВΒ", "C": "СϹ", "E": "ЕΕ", "H": "НΗ",
    "I": "ІΙ", "K": "КΚ", "M": "МΜ", "N": "Ν", "O": "ОΟ", "P": "РΡ", "S": "Ѕ", "T": "ТΤ", "X": "ХΧ", "Y": "ҮΥ", "Z": "Ζ",
    "0": "ОοO", "1": "lІ", "3": "З", "5": "Ƽ", "6": "б", "8": "Ȣ", "-": "‐–−", ".": "․", ":": "։", "@": "＠", "/": "⁄",
}  # fmt: skip
LEET = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7+", "l": "1|", "b": "8", "g": "9", "z": "2"}
UNLEET = {"0": "oO", "1": "lI|", "2": "zZ", "3": "E", "4": "A", "5": "S", "6": "G", "7": "T", "8": "B", "9": "g"}
SPELLED = (
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    ["oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    ["ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"],
    ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"],
    ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"],
    ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"],
)
FULL = {n: n + 0xFEE0 for n in range(0x21, 0x7F)}
MATH = {0x30 + i: 0x1D7D8 + i for i in range(10)} | {0x41 + i: 0x1D400 + i for i in range(26)}
MATH |= {0x61 + i: 0x1D41A + i for i in range(26)}
CIRCLED = {0x30: 0x24EA, **{0x31 + i: 0x2460 + i for i in range(9)}}
DIGITAL = frozenset({"PAN", "SSN", "PHONE"})
LETTERED = frozenset({"EMAIL", "SECRET", "DBURI", "MATTER", "NDA", "NAME", "ADDR"})


def _sprinkled(rng: Random, text: str, marks: str, rate: float) -> str:
    out = [text[:1]]
    for char in text[1:]:
        if rng.random() < rate:
            out.append(rng.choice(marks))
        out.append(char)
    joined = "".join(out)
    return joined if len(joined) > len(text) or len(text) < 2 else text[:1] + marks[0] + text[1:]


def zero_width(rng: Random, text: str) -> str:
    return _sprinkled(rng, text, rng.choice((ZERO_WIDTH, "\u200b", "\u200d", "\u2060")), rng.choice((0.25, 0.5, 1.0)))


def soft_hyphen(rng: Random, text: str) -> str:
    return _sprinkled(rng, text, "\u00ad", rng.choice((0.3, 0.6, 1.0)))


def homoglyph(rng: Random, text: str) -> str:
    rate = rng.choice((0.4, 0.7, 1.0))
    return "".join(rng.choice(HOMOGLYPHS[c]) if c in HOMOGLYPHS and rng.random() < rate else c for c in text)


def full_width(rng: Random, text: str) -> str:
    return text.translate(FULL)


def leet(rng: Random, text: str) -> str:
    digits = sum(c.isdigit() for c in text) * 2 > len(text)
    table = UNLEET if digits else LEET
    return "".join(rng.choice(table[c]) if c in table and rng.random() < 0.75 else c for c in text)


def spelled(rng: Random, text: str) -> str:
    words = rng.choice(SPELLED)
    if not any(c.isdigit() for c in text):
        return " ".join(text)
    named = {"-": "dash", "@": "at", ".": "dot", "+": "plus", " ": "", "_": "underscore", "/": "slash"}
    out: list[str] = []
    for char in text:
        if char.isdigit() and char.isascii():
            out.append(words[int(char)])
        elif char in named:
            if named[char] and rng.random() < 0.4:
                out.append(named[char])
        elif char not in "()":
            out.append(char)
    return rng.choice((" ", " ", "-", ", ")).join(out)


def emoji_digits(rng: Random, text: str) -> str:
    return "".join(f"{c}\ufe0f\u20e3" if c.isascii() and c.isdigit() else c for c in text)


def spaced(rng: Random, text: str) -> str:
    mark = rng.choice((" ", " ", "  ", "\u2009", "\u00a0"))
    return mark.join(c for c in text if not c.isspace() or mark != " ")


def dotted(rng: Random, text: str) -> str:
    return rng.choice((".", "·", "_", "|", "*", "/", "~", "-")).join(c for c in text if not c.isspace())


def reversed_text(rng: Random, text: str) -> str:
    return text[::-1]


def base64_text(rng: Random, text: str) -> str:
    value = base64.b64encode(text.encode()).decode()
    return base64.b64encode(value.encode()).decode() if rng.random() < 0.1 else value


def hex_text(rng: Random, text: str) -> str:
    raw = text.encode()
    return rng.choice(
        (raw.hex(), raw.hex().upper(), raw.hex(" "), "0x" + raw.hex(), "".join(f"\\x{b:02x}" for b in raw))
    )


def percent(rng: Random, text: str) -> str:
    rate = rng.choice((0.5, 1.0))
    out = "".join("".join(f"%{b:02X}" for b in c.encode()) if rng.random() < rate else c for c in text)
    return out if "%" in out else "".join(f"%{b:02X}" for b in text.encode())


def unicode_escape(rng: Random, text: str) -> str:
    brace = rng.random() < 0.3
    return "".join(f"\\u{{{ord(c):x}}}" if brace else f"\\u{min(ord(c), 0xFFFF):04x}" for c in text)


def html_entity(rng: Random, text: str) -> str:
    form = rng.choice(("&#{:d};", "&#x{:x};", "&#x{:02X};"))
    rate = rng.choice((0.6, 1.0))
    out = "".join(form.format(ord(c)) if rng.random() < rate else c for c in text)
    return out if out != text else form.format(ord(text[0])) + text[1:]


def bidi(rng: Random, text: str) -> str:
    if rng.random() < 0.5:
        return "\u202e" + text[::-1] + "\u202c"
    return _sprinkled(rng, text, "\u200e\u200f\u2068\u2069\u202a\u202c", 0.3)


def combining(rng: Random, text: str) -> str:
    return "".join(c + rng.choice("\u0336\u0332\u0335\u0338") if not c.isspace() else c for c in text)


def chunked(rng: Random, text: str) -> str:
    """Split by line breaks, quotes and plus signs, as code hides a literal."""
    size = rng.randint(3, 6)
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    return rng.choice(('" + "', "' + '", "\n", " // ", "' '", "...")).join(pieces)


def rot13(rng: Random, text: str) -> str:
    moved = codecs.encode(text, "rot13")
    return "".join(str((int(c) + 5) % 10) if c.isascii() and c.isdigit() else c for c in moved)


def tagged(rng: Random, text: str) -> str:
    """Mark-up, comments or emphasis inside the value, invisible once rendered."""
    mark = rng.choice(("<b></b>", "<!-- -->", "<span></span>", "**", "&shy;", "<wbr>", "&zwnj;", "[]"))
    size = rng.randint(2, 5)
    return mark.join(text[i : i + size] for i in range(0, len(text), size))


def spelled_at(rng: Random, text: str) -> str:
    """A mail address as harvesters do not read it."""
    at, dot = rng.choice(
        (
            (" [at] ", " [dot] "),
            (" at ", " dot "),
            ("(at)", "(dot)"),
            (" AT ", " DOT "),
            (" {at} ", " {dot} "),
            (" @ ", " . "),
            ("_at_", "_dot_"),
            (" (a) ", "."),
        )
    )
    return text.replace("@", at).replace(".", dot)


def math_letters(rng: Random, text: str) -> str:
    return text.translate(MATH)


def circled(rng: Random, text: str) -> str:
    return text.translate(CIRCLED)


METHODS: dict[str, tuple[Callable[[Random, str], str], float, frozenset[str]]] = {
    "zero_width": (zero_width, 0.95, DIGITAL | LETTERED),
    "soft_hyphen": (soft_hyphen, 0.92, DIGITAL | LETTERED),
    "homoglyph": (homoglyph, 0.95, DIGITAL | LETTERED),
    "full_width": (full_width, 0.9, DIGITAL | LETTERED),
    "leet": (leet, 0.85, DIGITAL | {"SECRET", "EMAIL", "NDA", "NAME"}),
    "spelled": (spelled, 0.85, DIGITAL | {"MATTER"}),
    "emoji_digits": (emoji_digits, 0.92, DIGITAL | {"MATTER"}),
    "spaced": (spaced, 0.85, DIGITAL | {"SECRET", "EMAIL", "MATTER", "NDA"}),
    "dotted": (dotted, 0.85, DIGITAL | {"SECRET", "MATTER"}),
    # Digits and secrets written backwards look like other digits and secrets: nothing in the text would tell.
    "reversed": (reversed_text, 0.9, frozenset({"EMAIL", "DBURI", "NAME", "NDA"})),
    "base64": (base64_text, 0.92, DIGITAL | LETTERED),
    "hex": (hex_text, 0.92, DIGITAL | {"SECRET", "DBURI", "EMAIL", "MATTER"}),
    "percent": (percent, 0.88, DIGITAL | LETTERED),
    "unicode_escape": (unicode_escape, 0.92, DIGITAL | {"SECRET", "DBURI", "EMAIL", "NAME"}),
    "html_entity": (html_entity, 0.9, DIGITAL | LETTERED),
    "bidi": (bidi, 0.95, DIGITAL | LETTERED),
    "combining": (combining, 0.92, DIGITAL | {"SECRET", "NAME"}),
    "chunked": (chunked, 0.85, DIGITAL | {"SECRET", "DBURI"}),
    "tagged": (tagged, 0.88, DIGITAL | LETTERED),
    "spelled_at": (spelled_at, 0.75, frozenset({"EMAIL"})),
    "rot13": (rot13, 0.9, frozenset({"SECRET", "EMAIL", "DBURI", "NAME", "NDA"})),
    "math_letters": (math_letters, 0.92, DIGITAL | LETTERED),
    "circled": (circled, 0.92, DIGITAL),
}
# A second dress over the first, and dresses that leave the rest of the value readable.
OVER = (base64_text, percent, html_entity, zero_width, soft_hyphen)
UNDER = frozenset({"leet", "homoglyph", "full_width", "spaced", "dotted", "spelled_at", "emoji_digits"})
IN_PART = frozenset(
    {
        "zero_width",
        "soft_hyphen",
        "homoglyph",
        "full_width",
        "emoji_digits",
        "percent",
        "html_entity",
        "unicode_escape",
        "combining",
        "leet",
        "spelled",
        "tagged",
        "spaced",
    }
)
# Kept out of training: what the model makes of them is what it will make of the next trick.
UNSEEN = frozenset({"rot13", "math_letters", "circled"})


def methods(split: Split) -> list[str]:
    """Names of the transforms that a split may use."""
    return [name for name in METHODS if split != "train" or name not in UNSEEN]


def hide(rng: Random, parts: Parts, split: Split) -> tuple[Parts, str, float] | None:
    """Hide some or all values of a text by one transform: (parts, its name, its obfuscation score).

    None if no labelled part is of a kind that can be hidden.
    """
    labels = {p.label for p in parts if p.label is not None and p.harm >= 0.3 and len(p.text) < 90}
    labels = labels - {"NAME", "ADDR", "NDA"} or labels
    names = [name for name in methods(split) if METHODS[name][2] & labels]
    if not names:
        return None
    if split != "train" and rng.random() < 0.3:
        names = [name for name in names if name in UNSEEN] or names
    name = rng.choice(names)
    function, score, fits = METHODS[name]
    over = rng.choice(OVER) if name in UNDER and rng.random() < 0.15 else None
    half = name in IN_PART and over is None and rng.random() < 0.18
    out: Parts = []
    changed = False
    for part in parts:
        if part.label in labels and part.label in fits and len(part.text) < 90 and not (changed and rng.random() < 0.3):
            text = part.text.strip()
            middle = len(text) // 2
            hidden = (
                function(rng, text)
                if not half
                else text[:middle] + function(rng, text[middle:])
                if rng.random() < 0.5
                else function(rng, text[:middle]) + text[middle:]
            )
            hidden = over(rng, hidden) if over is not None else hidden
            if hidden != part.text:
                changed = True
                part = Part(hidden, part.label, part.harm)
        out.append(part)
    return (out, name, score) if changed else None
