"""Values in pieces: strings put together, lines broken, letters set apart, a few signs escaped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from stream_scanner.evidence import validators
from stream_scanner.evidence.apart import letters_apart
from stream_scanner.evidence.char_codes import base85s, coded, morse
from stream_scanner.evidence.grouped import groups
from stream_scanner.evidence.parted import comments, halves
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.providers import prefixes
from stream_scanner.evidence.recognisers import digits_of
from stream_scanner.evidence.spoken import spoken
from stream_scanner.evidence.turned import lines_by_13
from stream_scanner.evidence.views import Edit, View

LONGEST = 64
"""Characters on either side of a seam that are looked at."""


class Seam(NamedTuple):
    """An edit that puts pieces together; not ``sure`` where it may as well lie between two things."""

    edit: Edit
    sure: bool


# "abc" + "def", 'abc' . 'def', "abc" "def" over lines, "abc".concat("def"), append("abc").append("def")
_OPERATOR = rb"(?:\+\+?|\.\.?|&|\|\||<[<>]|~|\^)"
_BETWEEN = (
    rb"[ \t]*" + _OPERATOR + rb"?[ \t]*(?:[_\\]?\r?\n[ \t>]*)?" + _OPERATOR + rb"?[ \t]*[bfru]?"
    rb"|\)?[ \t]*(?:\r?\n[ \t]*)?\.(?i:concat|append|push|write|plus)\([ \t]*|[ \t]*,[ \t]*"
    rb"|[ \t]*;?[ \t]*\r?\n[ \t]*\$?[A-Za-z_][A-Za-z0-9_]*[ \t]*(?:\+|\.|&|<<)=[ \t]*"
)  # fmt: skip
_STRINGS = b"|".join(mark + rb"(?:" + _BETWEEN + rb")" + mark for mark in (b'"', b"'", b"`"))
_MIXED = rb"[\"'`][ \t]*" + _OPERATOR + rb"[ \t]*(?:\\?\r?\n[ \t>]*)?[\"'`]"
_JOINED = rb"(?i)join\b|concat|implode|(?:%s){2}|(?:\{[0-9]?\}){2}"
_MARKS = rb"[+.&|<>~^]|concat"


def strings(view: View) -> Iterator[Seam]:
    """What stands between string literals that a program puts together."""
    data = view.data
    if not pattern(_STRINGS).within(data) and not pattern(_MIXED).within(data):
        return
    listed = pattern(_JOINED).within(data)
    behind, chained = -1, False
    for match in pattern(_STRINGS + rb"|" + _MIXED).finditer(data):
        start, end = match.span()
        if not _solid(data, start - 1, start - 2) or not _solid(data, end, end + 1):
            continue
        closing = data.find(data[end - 1 : end], end, end + LONGEST)
        if closing > 0 and data[closing + 1 : closing + 2] in (b"=", b":"):
            continue  # the next pair of a name and its value
        comma = b"," in match.group()
        if comma and not listed:
            continue
        # Literals side by side are one where a value begins, and arguments elsewhere.
        opening = data.rfind(data[start : start + 1], max(0, start - LONGEST), start)
        begun = data[max(0, opening - 8) : max(0, opening)].rstrip()[-1:] in _OPENINGS
        joined = begun or (chained and opening + 1 == behind)
        operator = pattern(_MARKS).within(match.group())
        before, after = _last(data, start), _first(data, end)
        sure = operator or (not comma and (joined or _rare(after) or _continued(before, after)))
        yield Seam(Edit(start, end, "", "concatenation"), sure)
        behind, chained = end, sure


_OPENINGS = (b"=", b"(", b":")


def _solid(data: bytes, at: int, beyond: int) -> bool:
    if not 0 <= at < len(data):
        return False
    if data[at] in b" ()":  # of a number, or a gap of its own
        return 0 <= beyond < len(data) and data[beyond] in b"0123456789\"'`"
    return 0x21 <= data[at] <= 0x7E and data[at] not in b"\"'`,"


# --- lines -------------------------------------------------------------------------------------------------------

# What closes something ends a value, too.
_BREAK = rb"[^\s\"'`,;\]}>\x80-\xff](\\?\r?\n[ \t>]{0,8})[!-=?-~]"
_VALUE = rb"[0-9@_]|://|[a-z][A-Z]"
_DATED = rb"^[0-3]?[0-9][-./][0-3]?[0-9][-./](?:19|20)[0-9]{2}\b|^(?:19|20)[0-9]{2}[-./][01]?[0-9][-./][0-3]?[0-9]\b"
_NETRC = frozenset((b"machine", b"login", b"password", b"default", b"host", b"user"))
_FIRST = rb"^[^\s\"'`<>,;()]*"
_LAST = rb"[^\s\"'`<>]*$"


def lines(view: View) -> Iterator[Seam]:
    """Line ends with something like a part of a value on either side."""
    data = view.data
    if b"\n" not in data:
        return
    for match in pattern(_BREAK).finditer(data):
        start, end = match.span(1)
        before, after = _last(data, start), _first(data, end)
        if b"," in before or b"|" in before:  # a row of a table
            continue
        if pattern(_DATED).within(after) or after in _NETRC:  # a line of a log, the next entry
            continue
        if not pattern(_VALUE).within(before) and not pattern(_VALUE).within(after):
            continue
        if before.isdigit() and after.isdigit() and not _one_number(data, start, end):
            continue
        sure = _continued(before, after) or _divided(data[max(0, start - LONGEST) : start], data[end : end + LONGEST])
        if before[-1:] == b"-" and b"-" not in before[:-1]:
            start -= 1  # as words are divided
        yield Seam(Edit(start, end, _spacing(before, after), "line_break"), sure)


# More lines of nothing but a number than a number has groups.
_COLUMN = rb"(?:(?:^|\n)[ \t>]*[0-9]+[ \t]*\r?){6,}"
_TOLD = (
    rb"(?i)(?:card|visa|amex|master|pan|debit|credit|ssn|social|phone|number|call|ring|text|tel|mobile|cell|reach"
    rb"|contact|dial|fax|sms)[^\n]*$"
)
_CUT_GROUPS = rb"(?:^|[^0-9])[0-9]{3,6}[ -][0-9]{3,6}$", rb"^[0-9]{3,6}[ -][0-9]{3,6}(?:[^0-9]|$)"


def _one_number(data: bytes, start: int, end: int) -> bool:
    """Whether digits before and behind a line's end are one: behind a word for a number, cut between printed groups, or
    each alone on its line. Logs and tables end and begin with numbers as well."""
    before, after = data[max(0, start - LONGEST) : start], data[end : end + LONGEST]
    if pattern(_TOLD).within(before):
        return True
    if pattern(_COLUMN).within(data[max(0, start - 2 * LONGEST) : end + 2 * LONGEST]):
        return False
    if pattern(_CUT_GROUPS[0]).within(before) or pattern(_CUT_GROUPS[1]).within(after):
        return True
    first, last = before[before.rfind(b"\n") + 1 :], after.partition(b"\n")[0]
    return first.strip(b" \t>").isdigit() and last.strip().isdigit()


_OPEN = rb"[=:(] ?[\"'][^\s\"']{2,}$"
_CLOSED = rb"^[^\s\"'=]{2,}[\"']"
_NAME = rb"[^\n][ \t(<:][a-z0-9]+[._][a-z0-9]+$"
_FILE = rb"\.(?:txt|md|pdf|docx?|xlsx?|csv|py|js|ts|html?|json|ya?ml|png|jpe?g|log|zip|com|org|net|io)$"
_DIALLED = (
    rb"(?i)(?:phone|number|call|ring|text|tel|mobile|cell|reach|contact|dial|fax|sms)[^0-9\n]{0,24}?"
    rb"([+(]?[0-9][0-9 ().-]*)$"
)


def _divided(before: bytes, after: bytes) -> bool:
    """Whether a literal, a mailbox in running text or a telephone number beside a word for one is cut in two."""
    if pattern(_OPEN).within(before) and pattern(_CLOSED).within(after):
        return True
    if pattern(rb"^[a-z0-9]+@").within(after):
        return pattern(_NAME).within(before) and not pattern(_FILE).within(before)
    number = pattern(_DIALLED).search(before)
    if number is None or not pattern(rb"^[(-]?[0-9]").within(after):
        return False
    return len(digits_of(number.group(1))) < 10 + (b"+" in number.group(1))


def _first(data: bytes, at: int) -> bytes:
    found = pattern(_FIRST).search(data[at : at + LONGEST])
    return found.group() if found else b""


def _last(data: bytes, at: int) -> bytes:
    found = pattern(_LAST).search(data[max(0, at - LONGEST) : at])
    return found.group() if found else b""


def _spacing(before: bytes, after: bytes) -> str:
    # A line that ends between two groups of a number took the space with it.
    groups = pattern(rb"(?:^|[ .(-])([0-9]{3,4})$").search(before), pattern(rb"^([0-9]{3,4})(?:$|[^0-9])").search(after)
    if groups[0] is None or groups[1] is None:
        return ""
    if pattern(rb"(?:^|[^0-9 -])3[47][0-9]{2}[ -][0-9]{3}$").within(before):
        return ""  # the longer group of an American Express card
    return "-" if b"-" in before or b"-" in after else " "


def _continued(before: bytes, after: bytes) -> bool:
    """Whether one piece of what nobody would spell goes on in the other, rather than a list of such things."""
    if b"=" in after.rstrip(b"=") or after.endswith(b":") or b"://" in after:
        return False  # an assignment, or a value of its own
    if b"://" in before:
        return after[:1] != b"/" and pattern(rb"[@/]|:[0-9]").within(after)
    before = before.replace(b":", b"=").rpartition(b"=")[2]
    if b":" in after or len(before) == len(after) or before[:4] == after[:4] or pattern(prefixes()).match(after):
        return False
    return _rare(after, 0.45) and (_rare(before, 0.35) or pattern(prefixes()).within(before))


def _rare(piece: bytes, least: float = 0.5) -> bool:
    piece = piece.rstrip(b".,:")
    text = piece.decode("latin-1")
    return (
        len(text) >= 4
        and any(map(str.isdigit, text))
        and any(map(str.isalpha, text))
        and validators.rarity(text) > least
    )


# --- letters set apart -------------------------------------------------------------------------------------------

_GAPS = (
    b"   ", b" - ", b" | ", b" . ", b" * ", b" _ ", b"  ", b", ", b"\r\n", b" ", b"\t", b"\n", b"-", b"_", b"*", b"|",
    b"~", b",", b".", b" \x80 ", b"\x80\x80", b"\x80", b" / ", b"/", b"+", b"#", b"=", b":", b";", b">",
    b"\n\n", b"    ", b"--", b"..", b"__", b"\t\t", b"; ", b" > ", b" + ", b"//", b"\\", b"^", b"!",
)  # fmt: skip
"""The longer ones first: a dash between spaces is a gap and not every second character."""
_ODD = frozenset((b"_", b"*", b"~", b"#", b"^", b"!", b"__", b" _ ", b" * "))
"""Those that no list of numbers has."""
_ONE_GAP = rb"(?:[^0-9A-Za-z\xe9\r\n]{1,4}|(?:\r?\n){1,2})"
_APART = rb"[^\s](?:" + _ONE_GAP + rb"[^\s]){3}"
_FEWEST = 8


def spaced(view: View) -> Iterator[Seam]:
    """Runs of single characters with the same gap between any two, or each in quotes, brackets or a tag of its own."""
    data = view.data
    for gap in _GAPS if pattern(_APART).within(data) else ():
        if data.count(gap) < _FEWEST - 1:
            continue
        between = b"".join(b"\\" + bytes([c]) if c in b"*|.-+^\\" else bytes([c]) for c in gap)
        run = rb"(?:^|[\s\"'`=:(<\[])([^\s](?:" + between + rb"[^\s]){" + str(_FEWEST - 1).encode() + rb",})"
        for match in pattern(run).finditer(data):
            start, end = match.span(1)
            if end < len(data) and _word(data[end]):
                end -= 1 + len(gap)  # the first letter of the next word
            if data[end - 1] in b"-,;(." and data[end : end + 1].isspace():
                end -= 1 + len(gap)  # what parts this from the next words
            text = view.text[start : end : 1 + len(gap)]
            if len(text) >= _FEWEST and (gap in _ODD or not text.isdigit()):
                yield Seam(Edit(start, end, text, "spaced_letters"), True)
    for start, end, text in letters_apart(view):
        yield Seam(Edit(start, end, text, "spaced_letters"), True)


def _word(octet: int) -> bool:
    return octet >= 0x80 or chr(octet).isalnum()


# --- codes -------------------------------------------------------------------------------------------------------


def codes(view: View) -> Iterator[Seam]:
    """Characters written by their codes, and Base85."""
    for name, read in (("character_codes", coded), ("character_codes", morse), ("base85", base85s)):
        for start, end, text in read(view):
            yield Seam(Edit(start, end, text, name), True)


# --- parts -------------------------------------------------------------------------------------------------------


def told(view: View) -> Iterator[Seam]:
    """Halves that are told one after the other, what is spelled over the telephone, and comments inside of a value."""
    for name, read in (("parted", halves), ("spoken", spoken), ("grouped", groups), ("markup", comments)):
        for start, end, text in read(view):
            yield Seam(Edit(start, end, text, name), True)


def sentences(view: View) -> Iterator[Seam]:
    """Lines by ROT13."""
    for start, end, text in lines_by_13(view):
        yield Seam(Edit(start, end, text, "rot13", aligned=True), True)


# --- quoted-printable --------------------------------------------------------------------------------------------

_ESCAPE = rb"=[2-7][0-9A-Fa-f]"
_TWICE = _ESCAPE + rb"[^=&;,\n]{0,12}" + _ESCAPE


def quoted(view: View) -> Iterator[Seam]:
    """Escapes of quoted-printable in a text that does not otherwise look encoded."""
    data = view.data
    if b"=" in data and pattern(_TWICE).within(data):
        for match in pattern(_ESCAPE).finditer(data):
            char = chr(int(match.group()[1:], 16))
            if char.isprintable():
                yield Seam(Edit(*match.span(), char, "quoted_printable"), True)
