"""Values in surroundings that hid them: literal line breaks, lists, URLs, Base64; and what only looks like one."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find

CARD = "4539578763621486"
KEY = "ghp_9fQ2hZx81LmWpR4tYbN3vHc7Jt5Kd0Sa6Xe2"
GITLAB = "glpat-aBcDeFgHiJkLmNoPqRsTuVwXyZ1.01.1a2b3c4d5"
AMAZON = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYq7Lm2KEYxz"
TELEGRAM = "9135935157:AAUxIN8zP4ZnHUYOX8IoA50uOftJ80jJYUY"
MD5 = "9e107d9d372bb6826bd81d3542a419d6"


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (f'"\\n{KEY}"', "SECRET_KEY", KEY),
        (f'{{"m":"line\\n{CARD}\\nend"}}', "PAN", CARD),
        ('"x":"ssn\\n536-90-4399\\n"', "SSN_LIKE", "536-90-4399"),
        ('"x":"\\n+14155552671\\r\\n"', "PHONE", "+14155552671"),
        ("CORP\\nancy@corp.com", "EMAIL", "nancy@corp.com"),
        (f"bob,{CARD},04/27", "PAN", CARD),
        (f"VALUES (1,{CARD},123)", "PAN", CARD),
        ("1,536-90-4399,77", "SSN_LIKE", "536-90-4399"),
        ('name,ssn,dept\n"Smith, John",536904399,7', "SSN_LIKE", "536904399"),
        (f"%B{CARD}^DOE/JOHN^2704201123?", "PAN", CARD),
        ('{"url":"https://acme.com","email":"john.miller@acme.com"}', "EMAIL", "john.miller@acme.com"),
        ("Acme,https://acme.com,john@acme.com", "EMAIL", "john@acme.com"),
        ("https://login.acme.com?login_hint=john@acme.com", "EMAIL", "john@acme.com"),
        ("juan.perez@hotmail.com.py", "EMAIL", "juan.perez@hotmail.com.py"),
        ("to pat.o'brien@acme.com", "EMAIL", "pat.o'brien@acme.com"),
        ("https://ann:se,cret9@host.io/x", "SECRET_KEY", "se,cret9"),
        ("postgres://bob:p/ss9w0rd@db.acme.com/x", "DB_URI", "postgres://bob:p/ss9w0rd@db.acme.com/x"),
        ("root:S3cr3tPw9@tcp(db:3306)/x", "DB_URI", "root:S3cr3tPw9@tcp(db:3306)/x"),
        (f"RAILS_MASTER_KEY={MD5}", "SECRET_KEY", MD5),
        (GITLAB, "SECRET_KEY", GITLAB),
        (f"AKIAQX5ZJ2M3NPLK7RTW,{AMAZON}", "SECRET_KEY", AMAZON),
        (f"api.telegram.org/bot{TELEGRAM}/x", "SECRET_KEY", TELEGRAM),
        ("see dGhlIGNhcmQgaXMgNDUzOTU3ODc2MzYyMTQ4Ng==.", "PAN", "dGhlIGNhcmQgaXMgNDUzOTU3ODc2MzYyMTQ4Ng=="),
        ("Caller +14155552671 2024-05-01 10:00", "PHONE", "+14155552671"),
        ("Tel: +33 1 42 68 53 00 75008 Paris", "PHONE", "+33 1 42 68 53 00"),
        ("Mobil: 0171 1234567", "PHONE", "0171 1234567"),
        ("+49 (0)30 / 1234-56", "PHONE", "+49 (0)30 / 1234-56"),
        ("+34 612 345 678", "PHONE", "+34 612 345 678"),
    ],
)  # fmt: skip
def test_found(text: str, kind: str, value: str) -> None:
    assert (kind, value) in seen(text)


@pytest.mark.parametrize(
    "hidden",
    [
        "\x90".join(CARD),
        "\u180f".join(CARD),
        "\U000e0041".join(CARD),
        "".join(f"&#{ord(c)}" for c in CARD),
        "".join(f"&#00000{ord(c)};" for c in CARD),
        "".join(f"\\ud835\\u{0xDFCE + int(c):04x}" for c in CARD),
        "".join(f"%u{ord(c):04x}" for c in CARD),
        "".join(chr(0xFF10 + int(c)) + "\u0336" * (at % 2 == 0) for at, c in enumerate(CARD)),
    ],
)
def test_hidden_cards_are_found_and_noticed(hidden: str) -> None:
    text = f"my card {hidden} ok"
    found = [f for f in find([("body", text)]).findings if f.type == "PAN"]
    assert [(f.start, f.end) for f in found] == [(8, 8 + len(hidden))]


@pytest.mark.parametrize(
    "text",
    [
        "total 1,234,567,890,123,456 USD",
        "postgres://localhost:5432/db?x=a@b",
        "//" + "A" * 24 + "B9x1AAAAQz4B" + "A" * 56 + "//",
        f"redis key session-key-{MD5} expired",
        f"cache_key={MD5}",
        'password_updated_at: "2024-05-11T13:45:09Z"',
        "secretName: acme-tls-2024",
        'public_key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE7xkq8Rh2v"',
        "tokenId: 0x1a2b3c4d5e6f",
        "Authorization: AWS4-HMAC-SHA256 Credential",
        "1 2 3 4 5 6 7 8 9 10",
        "C:\\new\\table\\ref",
    ],
)
def test_not_found(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize("word", ["order", "Rechnungsnummer", "commande", "pedido"])
def test_a_number_beside_an_order_is_doubtful(word: str) -> None:
    (found,) = find([("body", f"{word}: {CARD}")]).findings
    assert found.confidence == 0.5


def test_closing_brackets_behind_a_uri_are_dropped_one_by_one() -> None:
    uri = "mysql://u:p4sswort@h/(x)"
    assert seen(uri + ")." * 20_000) == [("DB_URI", uri)]
