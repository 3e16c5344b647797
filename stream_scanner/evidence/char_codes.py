"""Values as the codes of their characters: decimal, octal, hexadecimal or binary, listed or called, and Base85."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import NamedTuple

from stream_scanner.evidence.islands import readable
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.views import View

FEWEST = 8
"""Characters of the shortest value that is read."""

_CALL = rb"(?:(?i:\[char\]|\(char\)|n?chr[wb]?\$?\(|char\()[ ]?)?"
_LISTED = rb"(?:[ ,;+&|.\r\n-][ ,;+&|.\r\n\t-]{0,7})"
_SPACED = rb"[ ,;:.|\r\n\t-]{1,6}"
_BYTE = rb"[2-7][0-9A-Fa-f]"


class _Form(NamedTuple):
    """How codes are written: what stands before each, its digits, what stands behind and between; and the base."""

    before: bytes
    digits: bytes
    behind: bytes
    between: bytes
    base: int
    least: int = FEWEST

    def one(self) -> bytes:
        return self.before + rb"(?:" + self.digits + rb")" + self.behind

    def run(self) -> bytes:
        more = rb"(?:" + self.between + self.one() + rb"){" + str(self.least - 1).encode() + rb",}"
        return rb"(?:^|[^0-9A-Za-z])(" + self.one() + more + rb")"


_FORMS = (
    _Form(rb"\\0{0,4}", _BYTE, rb" ?", rb"", 16),
    _Form(rb"(?:0o|\\o\{|\\0?)", rb"[01]?[0-7]{2}", rb"\}?", rb"[ ,;\r\n]{0,3}", 8),
    _Form(
        rb"(?i:(?:\[char\])?0x|&h|u\+(?:00)?|\\[xu](?:\{|\+)?(?:00)?|_x00|\{)", _BYTE, rb"[})_]?",
        rb"[ ,;+&|\r\n\t-]{0,8}", 16,
    ),
    _Form(_CALL, rb"1[01][0-9]|12[0-6]|3[2-9]|0?[3-9][0-9]", rb"\)?", _LISTED, 10),
    _Form(rb"", rb"1[01][0-9]|12[0-6]|0[3-9][0-9]", rb"", rb"", 10),
    _Form(rb"", _BYTE, rb"[hH]?", _SPACED, 16),
    _Form(rb"", rb"(?:[2-7][0-9A-Fa-f]){2,40}", rb"", rb"[ \t\r\n]{1,4}", 16, 2),
    _Form(rb"", rb"[01][0-7]{2}", rb"", _SPACED, 8),
    _Form(rb"(?:0b)?", rb"0?[01]{7}", rb"", _SPACED, 2),
    _Form(rb"", rb"0[01]{7}", rb"", rb"", 2),
)  # fmt: skip
_LIKELY = frozenset("@._-+:/ ()#$!%&=")


def coded(view: View) -> Iterator[tuple[int, int, str]]:
    """Runs of character codes that make readable text."""
    data = view.data
    # In any base the code of a letter begins with a digit.
    for form in _FORMS if view.digits >= FEWEST else ():
        for match in pattern(form.run()).finditer(data):
            start, end = match.span(1)
            text = _text(match.group(1), form)
            value = match.group(1).rstrip()
            if text is not None and (data[end - 1] == 0x20 or not data[end : end + 1].isalnum()):
                yield start, start + len(value) - (value.endswith(b")") and b"(" not in value), text


def _text(value: bytes, form: _Form) -> str | None:
    codes: list[int] = []
    for match in pattern(form.before + rb"(" + form.digits + rb")" + form.behind).finditer(value):
        digits = match.group(1)
        if form.base == 16:
            codes += bytes.fromhex(digits.decode())
        else:
            codes.append(int(digits, form.base))
    if len(codes) < FEWEST or not all(32 <= code < 127 for code in codes):
        return None
    text = "".join(map(chr, codes))
    likely = sum(c.isalnum() or c in _LIKELY for c in text)
    return text if 10 * likely >= 8 * len(text) and len(set(text)) >= 4 else None


# --- Morse -------------------------------------------------------------------------------------------------------

# Recommendation ITU-R M.1677-1
_CODES = tuple(
    ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. -----"  # noqa: SIM905
    " .---- ..--- ...-- ....- ..... -.... --... ---.. ----. .-.-.- --..-- ..--.. -.-.-- -....- -..-. .--.-. -...- .-.-."
    " ..--.-".split()
)
_MORSE = dict(zip(_CODES, "abcdefghijklmnopqrstuvwxyz0123456789.,?!-/@=+_", strict=True))
_KEYED = rb"(?:^|[^.\-])([.-]{1,6}(?:[ /]{1,3}[.-]{1,6}){5,80})(?:[^.\-]|$)"


def morse(view: View) -> Iterator[tuple[int, int, str]]:
    """Runs of six letters and more in Morse code."""
    for match in pattern(_KEYED).finditer(view.data):
        text = "".join(_MORSE.get(code.decode(), " ") for code in pattern(rb"[.-]{1,6}").findall(match.group(1)))
        if " " not in text and len(set(text)) >= 4:
            yield *match.span(1), text


# --- Base85 ------------------------------------------------------------------------------------------------------

_ADOBE = rb"<~[!-uz\s]+~>"
_PRINTED = rb"[!-~]{13,400}"
_ASSIGNED = rb"[A-Za-z_][A-Za-z0-9_.-]*[=:]"
# Base85 is full of signs that words, paths and Base64 lack.
_RARE = rb"[!-*,:-@\[-^`{-~]"


def base85s(view: View) -> Iterator[tuple[int, int, str]]:
    """Words that are Base85 of readable text, by either alphabet."""
    data = view.data
    for match in pattern(_ADOBE).finditer(data) if b"<~" in data else ():
        text = _decoded(match.group(), True)
        if text:
            yield *match.span(), text
    for match in pattern(_PRINTED).finditer(data):
        start, end = match.span()
        value = match.group()
        if not pattern(_RARE).within(value):
            continue
        for first, last in ((start, end), _trimmed(data, start, end)):
            text = _decoded(data[first:last], False)
            if text:
                yield first, last, text
                break


def _trimmed(data: bytes, start: int, end: int) -> tuple[int, int]:
    if (name := pattern(_ASSIGNED).match(data[start:end])) is not None:
        start += name.end()
    while start < end and data[start] in b"\"'(":
        start += 1
    while end > start and data[end - 1] in b"\"').,;":
        end -= 1
    return start, end


def _decoded(value: bytes, adobe: bool) -> str | None:
    for alphabet in ("adobe",) if adobe else ("rfc1924", "ascii85"):
        try:
            octets = base64.b85decode(value) if alphabet == "rfc1924" else base64.a85decode(value, adobe=adobe)
        except ValueError:
            continue
        if (text := readable(octets)) is not None:
            return text
    return None
