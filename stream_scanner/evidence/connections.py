"""Recogniser of connection strings that are no URIs: ADO.NET, ODBC and libpq keywords, Oracle's and Redis' own."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence import validators
from stream_scanner.evidence.assignments import plausible
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View

_WORD = rb"[^;\s\"'<>`{}]+"
_VALUE = rb"(?:\$?\{[^{}\r\n]+\}|" + _WORD + rb")"
# What stands before another semicolon may hold single blanks.
_WORDS = rb"(?:\$?\{[^{}\r\n]+\}|" + _WORD + rb"(?: " + _WORD + rb")*)"
_KEY = rb"[A-Za-z][A-Za-z_]+(?: [A-Za-z]+)*"
_OPENING = (
    rb"(?i:server|host(?:name)?|data source|datasource|dsn|driver|provider|network address|addr(?:ess)?|port"
    rb"|database|initial catalog|uid|user(?: ?id|name)?|password|pwd|application name|persist security info)"
)
# ADO.NET and ODBC part pairs by semicolons, libpq by blanks (https://www.postgresql.org/docs/current/libpq-connect.html).
_BY_SEMICOLON = (
    rb"\b" + _OPENING + rb" ?= ?" + _WORDS + rb"(?:; ?" + _KEY + rb" ?= ?" + _WORDS + rb")*"
    rb"; ?" + _KEY + rb" ?= ?" + _VALUE + rb";?"
)  # fmt: skip
_BY_BLANK = rb"\b[a-z]+=" + _VALUE + rb"(?: [a-z_]+=" + _VALUE + rb")+"
_PLACE = rb"(?i)(?:^|[; ])(?:server|host|hostname|data source|datasource|network address|hostaddr|dbq) ?="
_BASE = rb"(?i)(?:^|[; ])(?:database|initial catalog|dbname|db|uid|user(?: ?id|name)?|driver|provider) ?="
_PASSWORD = rb"(?i)(?:^|[; ])(?:password|pwd|passwd) ?= ?(" + _VALUE + rb")"
# A working directory, as audit logs write it, a call, or a variable of the shell.
_NO_PASSWORD = rb"^[/~]|\)$|^\$[A-Za-z_][A-Za-z0-9_]*$|^%[A-Za-z_]+%$"
_THIN = rb"(?i)\bjdbc:oracle:[a-z]{2,5}:[^\s/@:\"'<>]{1,64}/([^\s@\"'<>]{1,128})@[^\s\"'<>`]{3,200}"
# https://docs.oracle.com/en/database/oracle/oracle-database/19/netag/configuring-naming-methods.html (easy connect)
_EASY = (
    rb"(?i)\b[a-z][a-z0-9_$#]{1,30}/([^\s@/\"'<>]{6,64})@(?://[a-z0-9.-]{3,120}(?::[0-9]{2,5})?"
    rb"|[a-z0-9.-]{3,120}:[0-9]{2,5})/[a-z0-9_.]{2,64}"
)
# https://stackexchange.github.io/StackExchange.Redis/Configuration
_REDIS = (
    rb"(?i)\b[a-z0-9.-]{3,120}:[0-9]{2,5},(?:[a-z]{2,24}=[^,\s\"'<>]{1,64},){0,8}password=([^,\s\"'<>`]{3,256})"
    rb"(?:,[a-z]{2,24}=[^,\s\"'<>`;)]{1,64}){0,12}"
)
# https://learn.microsoft.com/en-us/azure/service-bus-messaging/service-bus-sas
_ENDPOINT = rb"(?i)\bendpoint=sb://[^\s;\"'<>]{3,200};(?:[a-z]+=[^;\s\"'<>]{1,128};){0,3}sharedaccesskey=([^;\s\"'<>]{8,128})(?:;entitypath=[^;\s\"'<>]{1,128})?;?"
# https://github.com/go-sql-driver/mysql#dsn-data-source-name
_GO = rb"(?i)\b[a-z0-9_.-]{1,64}:([^\s@\"'<>]{1,128})@(?:tcp|unix)\([^)\s]{0,200}\)/[^\s\"'<>`)]{0,200}"


def connection_strings(view: View) -> Iterator[Hit]:
    """Connection strings that name a server, a database or a user, and a password."""
    data = view.data
    lower = data.lower()
    if b"jdbc:oracle" in lower:
        for match in pattern(_THIN).finditer(data):
            yield _hit(match.start(), match.end(), match.group(1))
    if b"@tcp(" in lower or b"@unix(" in lower:
        for match in pattern(_GO).finditer(data):
            yield _hit(match.start(), match.end(), match.group(1))
    if b"/" in data and b"@" in data:
        for match in pattern(_EASY).finditer(data):
            if plausible(match.group(1), "password", quoted=True):
                yield _hit(match.start(), match.end(), match.group(1))
    if b",password=" in lower:
        for match in pattern(_REDIS).finditer(data):
            yield _hit(match.start(), match.end(), match.group(1))
    if b"endpoint=" in lower:
        for match in pattern(_ENDPOINT).finditer(data):
            yield _hit(match.start(), match.end(), match.group(1))
    if b"=" not in data or not (b"passw" in lower or b"pwd" in lower):
        return
    for source in (_BY_SEMICOLON, _BY_BLANK):
        for match in pattern(source).finditer(data):
            value = match.group()
            found = pattern(_PASSWORD).search(value)
            if found is None or pattern(_NO_PASSWORD).within(found.group(1)):
                continue
            if pattern(_PLACE).within(value) and pattern(_BASE).within(value):
                yield _hit(match.start(), match.end(), found.group(1))


def _hit(start: int, end: int, secret: bytes) -> Hit:
    fake = validators.placeholder(secret.decode("latin-1"))
    return Hit("DB_URI", start, end, 0.7 if fake else 0.95, "placeholder" if fake else "live")
