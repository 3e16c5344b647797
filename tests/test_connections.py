"""Connection strings that are no URIs."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find

LIBPQ = "host=db1.acme.example port=5432 dbname=crm user=app password=V25NLtK61"
ADO = "Server=tcp:db.acme.example,1433;Initial Catalog=main;User ID=sa;Password=aAXSkeQj!9;"
OLE = (
    "Provider=SQLOLEDB;Data Source=sql.acme.example;Persist Security Info=True;Initial Catalog=My Shop;"
    "User ID=sa;Password=aAXSkeQj!9"
)
POOLED = "Server=sql.acme.example;Database=shop;Uid=app;Pwd=qwR7!x9;Max Pool Size=100"
ODBC = "Driver={ODBC Driver 17};Server=x.acme.example;Database=db;Uid=app;Pwd=qwR7!x9"
EASY = "batch/tG7wQz4mLx@//ora-eu.acme.example:1521/LEDGER"
CACHE = "cache.acme.example:6380,password=tG7wQz4mLxKp91vB=,ssl=True,abortConnect=False"
BROKER = "nats://edge:tG7wQz4mLx@nats.acme.example:4222"
THIN = "jdbc:oracle:thin:web/Shadow80*@sql-eu.acme.example:1521/ledger"


def seen(text: str) -> list[tuple[str, str, str]]:
    return [(f.type, f.band, text[f.start : f.end]) for f in find([("body", text)]).findings]


@pytest.mark.parametrize("value", [LIBPQ, ADO, OLE, POOLED, ODBC, THIN, EASY, CACHE, BROKER])
def test_a_connection_string_is_found_whole(value: str) -> None:
    assert seen(f"connect with\n{value}\nplease") == [("DB_URI", "live", value)]


def test_a_placeholder_is_shown_and_not_counted() -> None:
    value = ADO.replace("aAXSkeQj!9", "your_password")
    assert [(kind, band) for kind, band, _ in seen(value)] == [("DB_URI", "placeholder")]
    variable = "host=db user=app password=${DB_PASSWORD} dbname=x"
    assert seen(variable) == [("DB_URI", "placeholder", variable)]


@pytest.mark.parametrize(
    "text",
    [
        'psql "host=$PGHOST user=$PGUSER password=$PASS dbname=app"',
        "sqlcmd Server=db;Database=app;User=app;Password=%DBPASS%;",
        "host=db1.acme.example port=5432 dbname=crm user=app",
        "Server=db.acme.example;Database=main;Integrated Security=SSPI",
        "a=1;b=2;c=3",
        "node/types@registry.acme.example/dist",
        'let dsn = format!("postgres://{user}:{pass}@{host}:5432/{db}");',
        "address=1.2.3.4 user=root pwd=/root/app tty=1",
        "type=USER_LOGIN addr=10.0.0.1 uid=0 pwd=/root",
        "server = x; user = y; password = prompt()",
        "color=red size=4 weight=9",
    ],
)
def test_without_a_password_there_is_none(text: str) -> None:
    assert not [found for found in seen(text) if found[0] == "DB_URI"]


def test_a_password_without_a_place_is_a_secret() -> None:
    assert [kind for kind, *_ in seen("user=app password=V25NLtK61 retries=3")] == ["SECRET_KEY"]


def test_a_hidden_one_is_found() -> None:
    wide = LIBPQ.translate({n: n + 0xFEE0 for n in range(0x21, 0x7F)})
    assert [kind for kind, *_ in seen(wide)] == ["DB_URI"]


def test_a_placeholder_does_not_reach_over_the_line() -> None:
    text = "DB_URL=postgres://USER:PASSWORD@HOST:5432/DBNAME\nAPI_KEY=sk-...\nJWT_SECRET=<generate>"
    assert seen(text) == [("DB_URI", "placeholder", "postgres://USER:PASSWORD@HOST:5432/DBNAME")]
