"""Recognisers of e-mail addresses and database URIs, and what a recogniser is.

Each takes a view and yields hits in that view's offsets. Patterns only propose; guards, checksums and context decide.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterator
from typing import NamedTuple

from stream_scanner.evidence import validators
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.views import View


class Hit(NamedTuple):
    """A value found in a view. ``band``: live, test (published test value) or placeholder."""

    type: str
    start: int
    end: int
    confidence: float
    band: str = "live"


Recogniser = Callable[[View], Iterator[Hit]]

_DIGIT_PARTS = bytes(c for c in range(256) if not 48 <= c <= 57)


def digits_of(text: bytes) -> str:
    """Only the ASCII digits of a projected text."""
    return text.translate(None, _DIGIT_PARTS).decode()


# --- e-mail ------------------------------------------------------------------------------------------------------

_ELISION = rb"\b[DLOdlo]'[A-Za-z]"  # o'brien
# Other marks are legal in a local part, yet nearly always the punctuation of a URL or of code before it.
_EMAIL = (
    rb"(?:[A-Za-z0-9\xe9_]|" + _ELISION + rb")(?:[A-Za-z0-9\xe9._%+-]|" + _ELISION + rb")*"
    rb"@(?:[A-Za-z0-9\xe9](?:[A-Za-z0-9\xe9-]*[A-Za-z0-9\xe9])?\.)+"
    rb"(?:[Xx][Nn]--[A-Za-z0-9-]+|[A-Za-z]{2,24})"
)
# What ends a URL's host, and so says that no user part goes on: "https://host,ann@host".
_BEHIND_URL = rb"[\s/?\"'<>]|^[^:,]*\.[^:,]*,"
# No such domains: an address backwards or by ROT13, which `disguises` reads; and the ends of file names.
_BACKWARDS = (b"moc.", b"gro.", b"ten.", b"ude.", b"vog.", b"ku.oc.")
_NO_DOMAINS = frozenset(
    b"pbz arg rqh tbi png jpg jpeg gif svg webp ico js ts tsx jsx css htm html json yml yaml rb txt zip local"
    # Instances of units: user@1000.service
    b" service socket timer mount automount swap slice scope".split()
)
# The number of a message or of a part of one, which programs make and nobody writes to.
_IDENTIFIED = (
    rb"(?i)(?:(?:message|content|parent|thread)[-_]?id|references|in[-_]?reply[-_]?to)[\"']?[ \t]{0,2}[:=]\s{0,3}"
    rb"[\"'\[]{0,2}<[^<>\s]+>(?:\s{0,3}<[^<>\s]+>)*"
)
_RELEASE = rb"^v?[0-9]+(?:\.[0-9]+)*\.[a-z]+$"


def emails(view: View) -> Iterator[Hit]:
    """RFC 5322 addresses as people write them; never image@2x.png, ssh remotes or the host of a credential URL."""
    data = view.data
    if b"@" not in data:
        return
    named = b"<" in data and pattern(rb"(?i)[-_]?id\b|reply|references").within(data)
    numbers = [match.span() for match in pattern(_IDENTIFIED).finditer(data)] if named else []
    for match in pattern(_EMAIL).finditer(data):
        start, end = match.span()
        value = match.group()
        local, _, host = value.partition(b"@")
        if not local.strip(b".-+%_") or len(local) > 64 or len(host) > 253:
            continue
        if host.rpartition(b".")[2].lower() in _NO_DOMAINS or data[end : end + 1] in (b"@", b"("):
            continue
        if local == b"git" and data[end : end + 1] in (b":", b"/"):
            continue
        if value[:6].lower().startswith(_BACKWARDS):
            continue
        if data[max(0, start - 4) : start] == b"cid:" or pattern(_RELEASE).within(host):
            continue
        if numbers and (at := bisect(numbers, (start,))) and start < numbers[at - 1][1]:
            continue
        url = data.rfind(b"://", max(0, start - 80), start)
        if url >= 0 and not pattern(_BEHIND_URL).within(data[url + 3 : start]):
            continue
        yield Hit("EMAIL", start, end, 0.97)


# --- database URIs -----------------------------------------------------------------------------------------------

_SCHEMES = (
    rb"(?:postgres(?:ql)?|postgis|pgsql|mongodb|mysqlx?|maria|rediss?|valkey|oracle(?:gis)?|cockroach|redshift"
    rb"|timescale(?:gis)?|clickhouse|snowflake|cassandra|neo4j|bolt|amqps?|vertica|hive|impala|presto|trino|ldaps?"
    rb"|sybase|firebird|couchbases?|db2|teradata|druid|ignite|scylla|informix|ecto|nats|mqtts?|stomp"
    rb"|[a-z0-9]*sql[a-z0-9]*|[a-z0-9]*db|dbtype)"
)
_DB_URI = (
    rb"(?i)\b(?:jdbc:)?" + _SCHEMES + rb"(?:[+-][a-z0-9_+.]+)?(?::[a-z]+)?://(?::<[a-z0-9_ -]{1,30}>@|[^\s\"'<>`])+"
)
# Names of drivers hold spaces, and many people do not escape them.
_DRIVER = rb"(?i)^(?:ODBC Driver [0-9]+ for SQL Server|SQL (?:Server )?Native Client [0-9.]+|SQL Server)[^\s\"'<>`]*"
_USERINFO = rb"://[^/?#:]*:([^/?]*)@"
# A slash or a question mark that nobody escaped; behind digits it would be a port's.
_RAW_USERINFO = rb"://[^/?#:@]*:([^/?#@]*[^0-9/?#@][^/?#@]*[/?#][^@]*)@[A-Za-z0-9.\[-]+(?::[0-9]+)?(?:[/?]|$)"
_QUERY_PASSWORD = rb"(?i)[?&;][a-z]*passw(?:or)?d=([^&;\s]+)"


def db_uris(view: View) -> Iterator[Hit]:
    """Connection URIs that carry a password, in the user part or in the query."""
    data = view.data
    if b"://" not in data:
        return
    for match in pattern(_DB_URI).finditer(data):
        value = match.group()
        if (at := value.rfind(b"driver=")) >= 0:
            driver = pattern(_DRIVER).search(data[match.start() + at + 7 : match.start() + at + 80])
            value = value[: at + 7] + driver.group() if driver else value
        value = _unclosed(value)
        secret = _uri_password(value)
        if secret is None:
            continue
        if pattern(_FILLED).within(secret.encode("latin-1")):
            continue
        fake = validators.placeholder(secret) or (secret.isupper() and secret.isalpha())
        end = match.start() + len(value)
        yield Hit("DB_URI", match.start(), end, 0.7 if fake else 0.97, "placeholder" if fake else "live")


# An expression that a program fills in.
_FILLED = rb"^\{[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*|\[[^\]]*\])*(?:\(\))?\}$"


def _unclosed(value: bytes) -> bytes:
    # Punctuation of the sentence around a URI, as in "(see db://...)." - but a URI may hold balanced brackets.
    end = _said(value, len(value))
    for opening, closing in (b"()", b"[]", b"{}"):
        extra = value.count(closing, 0, end) - value.count(opening, 0, end)
        while extra > 0 and end and value[end - 1] == closing:
            end, extra = _said(value, end - 1), extra - 1
    return value[:end]


def _said(value: bytes, end: int) -> int:
    while end and value[end - 1] in b".,;:!":
        end -= 1
    return end


def _uri_password(uri: bytes) -> str | None:
    found = pattern(_USERINFO).search(uri) or pattern(_QUERY_PASSWORD).search(uri) or pattern(_RAW_USERINFO).search(uri)
    return found.group(1).decode("latin-1") or None if found else None
