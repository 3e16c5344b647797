"""Recogniser of SECRET_KEY by layout: the next cell of a row, the column under a header, and the pairs of a cookie."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence import validators
from stream_scanner.evidence.assignments import misnamed, plausible
from stream_scanner.evidence.context import Columns, unquoted
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.told import firm
from stream_scanner.evidence.views import View

_NOUN = (
    rb"(?:pass(?:word|wd|phrase|code|wort)|passwd|pwd|kennwort|mot de passe|mdp|contrase\xe9a|senha|wachtwoord|has\xe9o"
    rb"|l\xe9senord|adgangskode|(?:client|shared|signing|app) secret|secret(?:[ _-](?:access[ _-])?key)?"
    rb"|(?:api|access|account|license)[ _-]?key|(?:access|auth|bearer|refresh|api)[ _-]?token|token)"
)
_NAME = rb"((?:[A-Za-z0-9][A-Za-z0-9_.-]*[ _.-]){0,3}" + _NOUN + rb"(?:[ _-]?[0-9]{1,2})?)"
_END = rb"[ \t*_`\"':]{0,4}"
# A row of a table in Markdown or one with tabs, and two neighbours in mark-up.
_BESIDE = rb"(?im)(?:^|[|\t])[ \t*_`\"']{0,6}" + _NAME + _END + rb"(?:\|[ \t`\"'*]{0,4}|\t+[\"']?)([^\s|]{6,256})"
_MARKED = (
    rb"(?i)<(?:[b-z][a-z0-9]*|abbr)(?:\s[^<>]{0,120})?>\s{0,8}" + _NAME + _END + rb"\s{0,8}(?:</?(?:t[dh]|d[dt]|b|i|em"
    rb"|strong|code|span|div|p|label|li|pre|kbd|tt|samp|small|font|br)(?:\s[^<>]{0,120})?/?>\s{0,8}){2,5}"
    rb"([^\s<>]{6,256})\s{0,8}<"
)  # fmt: skip
_COLUMN = _NOUN[3:-1] + rb"|pass|pw"
# Names that other columns have too: results of tests, mountains.
_SHORT = rb"(?i)^(?:pass|pw)$"
# What stands there in a description of a table, a form or a test.
_KINDS = (
    rb"(?i)^(?:(?:n?var)?char|u?int|float|double|string|text|blob|bytea?|sha|md|bcrypt|argon|pbkdf|scrypt|aes|rsa|utf"
    rb"|base|required|optional|len|min|max|upper|lower|field|column|row|line|step|test|yes|no|page|see|note|version|v)"
    rb"[ (_.-]?[0-9]"
)
# The last of the values that a statement inserts.
_ROW_END = rb"['\"]\)[,;]?$"
_QUOTES = b"`\"'*\\"
_COOKIE = (
    rb"(?i)\b(?:set-)?cookies?[\"']?(?: ?[:=] ?|[\"'], ?)[\"']?([^\n\"'<>]{8,})|(?:--cookie|-b)[ =][\"']([^\n\"']{8,})"
)
_PAIR = rb"([A-Za-z0-9_.$-]{2,64})=([^\s;,]{8,})"
_HELD = (
    rb"(?i)sess|sid$|^sid|auth|token|jwt|csrf|xsrf|login|remember|identity|account|^s$|user|secur|ticket|\.aspx|^id$"
    rb"|bearer|refresh|access"
)
"""Names of the cookies that let their bearer in; any other one counts what visitors do."""


def cells(view: View) -> Iterator[Hit]:
    """``| password | ... |``, a column of them in CSV, ``<td>password</td><td>...</td>``, and ``Cookie: sid=...``."""
    data = view.data
    lower = data.lower()
    if b"cookie" in lower or b" -b " in lower:
        yield from _cookies(data)
    if not pattern(rb"(?i)" + _NOUN + rb"|\bpass\b|\bpw\b").within(data):
        return
    for sign, source in ((b"|", _BESIDE), (b"\t", _BESIDE), (b"</", _MARKED)):
        # One pattern serves rows of both kinds; once is enough.
        if sign in data and not (sign == b"\t" and b"|" in data):
            for match in pattern(source).finditer(data):
                start, end = match.span(2)
                if sign == b"</" or data[end : end + 8].lstrip(b" \t*`\"'\r")[:1] in (b"", b"|", b"\n"):
                    yield from _held(data, start, end, match.group(1))
    for start, end, name in Columns(data, _COLUMN).cells():
        # A call that spells out its arguments is no head of a table.
        if b"=" not in name and (
            pattern(rb"(?i)" + _NOUN).within(name) or (pattern(_SHORT).within(name) and firm(data[start:end]))
        ):
            yield from _held(data, start, end, name)


def _held(data: bytes, start: int, end: int, name: bytes) -> Iterator[Hit]:
    if (row := pattern(_ROW_END).search(data[start:end])) is not None:
        end = start + row.start()
    start, end = unquoted(data, start, end, _QUOTES)
    if misnamed(name, b"") or pattern(_KINDS).within(data[start:end]):
        return
    if plausible(data[start:end], name.decode("latin-1").lower(), quoted=False):
        yield Hit("SECRET_KEY", start, end, 0.75)


def _cookies(data: bytes) -> Iterator[Hit]:
    for match in pattern(_COOKIE).finditer(data):
        begin, end = match.span(match.taken())
        for pair in pattern(_PAIR).finditer(data[begin:end]):
            value = pair.group(2).decode("latin-1")
            if not pattern(_HELD).within(pair.group(1)):
                continue
            rare = len(value) >= 16 and any(map(str.isdigit, value)) and validators.rarity(value) > 0.45
            if rare and not validators.placeholder(value):
                yield Hit("SECRET_KEY", begin + pair.start(2), begin + pair.end(2), 0.8)
