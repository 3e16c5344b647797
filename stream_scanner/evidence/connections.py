"""Recogniser of connection strings that are no URIs: ADO.NET, ODBC and libpq keywords, Oracle's thin driver."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence import validators
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View

_VALUE = rb"(?:\{[^{}\r\n]+\}|[^;\s\"'<>`{}]+)"
_KEY = rb"[A-Za-z][A-Za-z_]+(?: [A-Za-z]+)?"
_PLACE = rb"(?:server|host|hostname|data source|datasource|addr(?:ess)?|network address|endpoint|hostaddr|dbq)"
# ADO.NET and ODBC part pairs by semicolons, libpq by spaces (https://www.postgresql.org/docs/current/libpq-connect.html).
_PAIRS = (
    rb"\b" + _KEY + rb" ?= ?" + _VALUE + rb"(?:; ?" + _KEY + rb" ?= ?" + _VALUE + rb")+;?",
    rb"\b[a-z]+=" + _VALUE + rb"(?: [a-z_]+=" + _VALUE + rb")+",
)
_HAS_PLACE = rb"(?i)(?:^|[; ])" + _PLACE + rb" ?="
_HAS_BASE = rb"(?i)(?:^|[; ])(?:database|initial catalog|dbname|db|uid|user(?: ?id|name)?|driver|provider) ?="
_PASSWORD = rb"(?i)(?:^|[; ])(?:password|pwd|passwd) ?= ?(" + _VALUE + rb")"
_THIN = rb"(?i)\bjdbc:oracle:[a-z]{2,5}:[^\s/@:\"'<>]{1,64}/([^\s@\"'<>]{1,128})@[^\s\"'<>`]{3,200}"


def connection_strings(view: View) -> Iterator[Hit]:
    """Connection strings that name a place, a database or a user, and a password."""
    data = view.data
    lower = data.lower()
    if b"jdbc:oracle" in lower:
        for match in pattern(_THIN).finditer(data):
            yield _hit(match.start(), match.end(), match.group(1))
    if b"=" not in data or not (b"passw" in lower or b"pwd" in lower):
        return
    for source in _PAIRS:
        for match in pattern(source).finditer(data):
            value = match.group()
            secret = pattern(_PASSWORD).search(value)
            if secret and pattern(_HAS_PLACE).within(value) and pattern(_HAS_BASE).within(value):
                yield _hit(match.start(), match.end(), secret.group(1))


def _hit(start: int, end: int, secret: bytes) -> Hit:
    fake = validators.placeholder(secret.decode("latin-1"))
    return Hit("DB_URI", start, end, 0.7 if fake else 0.95, "placeholder" if fake else "live")
