"""What each recogniser must and must not see. All values are made up for these tests."""

from __future__ import annotations

import random
import string

import pytest

from stream_scanner.evidence import find
from stream_scanner.evidence.assignments import plausible


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings]


def made(prefix: str, size: int, alphabet: str = string.ascii_letters + string.digits) -> str:
    """A key of a provider's shape, never in this file as text."""
    return prefix + "".join(random.Random(prefix).choices(alphabet, k=size))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("write to ann.lee+x@mail.host.io.", "ann.lee+x@mail.host.io"),
        ("<ann@example.com>", "ann@example.com"),
        ("mailto:ann@host.org?subject=x", "ann@host.org"),
        ("to=ann@host.org&x=1", "ann@host.org"),
        ("jürgen@höhe.de", "jürgen@höhe.de"),
        ("連絡先はann@host.jpです", "ann@host.jp"),
        ("ann@xn--80ak6aa92e.com", "ann@xn--80ak6aa92e.com"),
        ("ann [at] host [dot] org", "ann [at] host [dot] org"),
        ("ann at gmail.com", "ann at gmail.com"),
        ("q=ann%40host.org", "ann%40host.org"),
    ],
)
def test_email(text: str, value: str) -> None:
    assert seen(text) == [("EMAIL", value)]


@pytest.mark.parametrize(
    "text", ["logo@2x.png", "@alone", "not-an-email@", "git@host.com:team/repo", "pkg@1.2.3", "a @ b"]
)
def test_not_email(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("card 4539578763621486", "4539578763621486"),
        ("4539 5787 6362 1486", "4539 5787 6362 1486"),
        ("4539-5787-6362-1486, exp 12/29", "4539-5787-6362-1486"),
        ("amex 3714 496353 98431", "3714 496353 98431"),
        ("diners card: 30569309025904", "30569309025904"),
        ("diners card: 3056 9309 0259 04", "3056 9309 0259 04"),
        ("our card 4847-9735-3369-8", "4847-9735-3369-8"),
        ("卡号4539578763621486。", "4539578763621486"),
        ("4 5 3 9 5 7 8 7 6 3 6 2 1 4 8 6", "4 5 3 9 5 7 8 7 6 3 6 2 1 4 8 6"),
        ("４５３９ ５７８７ ６３６２ １４８６", "４５３９ ５７８７ ６３６２ １４８６"),
        (
            "four five three nine five seven eight seven six three six two one four eight six",
            "four five three nine five seven eight seven six three six two one four eight six",
        ),
    ],
)
def test_pan(text: str, value: str) -> None:
    assert seen(text) == [("PAN", value)]


@pytest.mark.parametrize(
    "text",
    [
        "4539578763621487",  # check digit
        "9539578763621480",  # no issuer
        "0.4539578763621486",
        "v1.4539578763621486.2",
        "550e8400-e29b-41d4-a716-446655440000",
        "id_4539578763621486",
        "45395787636214861234",
        "1716239022123",
        "4006381333931",  # EAN-13
        "5214 1519 3730 63",  # fourteen digits of a scheme that has sixteen
        "4539 5787-6362 1486",  # mixed separators
        "2024-05-06 07:08:09.123456",
    ],
)
def test_not_pan(text: str) -> None:
    assert seen(text) == []


def test_test_card_is_marked() -> None:
    assert [f.band for f in find([("b", "card 4111111111111111 and 4539578763621486")]).findings] == ["test", "live"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("SSN 536-90-4399", "536-90-4399"),
        ("here: 536-90-4399.", "536-90-4399"),
        ("social security number is 536904399", "536904399"),
        ("ssn 536 90 4399", "536 90 4399"),
        ("my ITIN: 912-70-1234", "912-70-1234"),
        ("my SIN is 130-692-544", "130-692-544"),
        ("NINO: JG 10 37 59 A", "JG 10 37 59 A"),
        ("ssn five three six nine zero four three nine nine", "five three six nine zero four three nine nine"),
    ],
)
def test_ssn(text: str, value: str) -> None:
    assert seen(text) == [("SSN_LIKE", value)]


@pytest.mark.parametrize(
    "text",
    [
        "000-12-3456",
        "666-12-3456",
        "536-00-4399",
        "536-90-0000",
        "order 536904399",
        "536-90-43991",
        "1536-90-4399",
        "zip 94105-1234",
        "my SIN is 130-692-545",
        "BG 12 34 56 A",
        "2024-05-1999",
    ],
)
def test_not_ssn(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("call +44 20 7946 0958 now", "+44 20 7946 0958"),
        ("(212) 867-5309", "(212) 867-5309"),
        ("212-867-5309 ext. 12", "212-867-5309 ext. 12"),
        ("tel: 212.867.5309", "212.867.5309"),
        ("phone 2128675309", "2128675309"),
        ("Fax: 541-3545", "541-3545"),
        ("\u202a+49 30 901820\u202c", "+49 30 901820"),
        ("212\u2011867\u20115309", "212\u2011867\u20115309"),
    ],
)
def test_phone(text: str, value: str) -> None:
    assert seen(text) == [("PHONE", value)]


@pytest.mark.parametrize(
    "text",
    [
        "order 2128675309",
        "10.20.30.40",
        "1.2.3-456",
        "call me 2024-05-06 07:08",
        "phone released 12/05/2024",
        "ISBN 978-3-16-148410-0",
        "3.14159265358",
        "a1b2-212-867-5309-ffff",
        "Part 555-123-4567-A",
        "x = 650+253+1234",
    ],
)
def test_not_phone(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    "uri",
    [
        "postgres://app:tr0ub4dor@db.internal:5432/main",
        "postgresql+psycopg2://app:tr0ub4dor@/main?host=db1",
        "mongodb+srv://app:tr0ub4dor@c0.mongodb.net,c1.mongodb.net/x?w=1",
        "redis://:tr0ub4dor@cache:6379/0",
        "mysql://app:tr0%40ub4@[2001:db8::1]:3306/x",
        "jdbc:mysql://db:3306/x?user=app&password=tr0ub4dor",
        "amqps://app:tr0ub4dor@mq.host/vhost",
    ],
)
@pytest.mark.parametrize("frame", ["{}", "see ({}).", 'url = "{}"', "é {} é"])
def test_db_uri(uri: str, frame: str) -> None:
    assert seen(frame.format(uri)) == [("DB_URI", uri)]


@pytest.mark.parametrize(
    "text",
    [
        "postgres://localhost/main",
        "mongodb://db1:27017,db2:27017/x",
        "https://host/db",
        "sql://",
        "db://user@host/x",
        "mongodb://h:27017/x?set=a@b",
    ],
)
def test_not_db_uri(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize("password", ["<password>", "${DB_PASS}", "***", "password", "{{ pw }}", "xxxxxx"])
def test_placeholder_uri_is_never_live(password: str) -> None:
    found = find([("b", f"postgres://user:{password}@host/db")]).findings
    assert all(f.band == "placeholder" for f in found)


HEX = "0123456789abcdef"
KEYS = [
    made("AKIA", 16, string.ascii_uppercase + string.digits),
    made("gh" + "p_", 36),
    made("github" + "_pat_", 60),
    made("glpat" + "-", 20),
    made("xox" + "b-", 40, string.digits + "-" + string.ascii_lowercase),
    made("sk_" + "live_", 24),
    made("AI" + "za", 35),
    made("sk-" + "ant-api03-", 80),
    made("npm" + "_", 36),
    made("dop" + "_v1_", 64, HEX),
    made("hf" + "_", 34),
]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("frame", ["{}", "key={}", "the token is {}, use it", '"{}"', "é{}。"])
def test_provider_key(key: str, frame: str) -> None:
    assert seen(frame.format(key)) == [("SECRET_KEY", key)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('password = "tr0ub4dor&3"', "tr0ub4dor&3"),
        ("DB_PASSWORD=kq9-ZZ1w", "kq9-ZZ1w"),
        ("api_key: 9fQ2hZx81LmWpR4t", "9fQ2hZx81LmWpR4t"),
        ('"client_secret": "9fQ2hZx81LmWpR4tKd7s"', "9fQ2hZx81LmWpR4tKd7s"),
        ("my password is gr33nT4pir", "gr33nT4pir"),
        ("mysql --password=gr33nT4pir x", "gr33nT4pir"),
        ("Authorization: Bearer 9fQ2hZx81LmWpR4tKd7s", "9fQ2hZx81LmWpR4tKd7s"),
        ("https://bot:gr33nT4pir@host.io/x", "gr33nT4pir"),
        ("curl -u bot:gr33nT4pir x", "gr33nT4pir"),
        ("CREATE USER x IDENTIFIED BY 'gr33nT4pir'", "gr33nT4pir"),
        ("setopt(c, OPT_PASSWORD, 'gr33nT4pir')", "gr33nT4pir"),
    ],
)
def test_assigned_secret(text: str, value: str) -> None:
    assert seen(text) == [("SECRET_KEY", value)]


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "api_key = <YOUR_KEY>",
        "token: ${TOKEN}",
        "password=xxxxxxxx",
        "password = os.environ['DB_PASSWORD']",
        "password: str = None",
        "token = get_token(user)",
        "password: required",
        "self.token = self.session.token",
        "secret: {{ .Values.secret }}",
        "The password is required.",
        "key: user_name",
        "commit d41d8cd98f00b204e9800998ecf8427e",
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "id 550e8400-e29b-41d4-a716-446655440000",
        "getAuthenticationTokenFromRequest",
        "Reset: https://host.io/reset/password/12345",
        "-----BEGIN PRIVATE KEY-----",
        "eyJhbGciOiJIUzI1NiJ9",
        "keyboard: qwertz; monkey=banana",
    ],
)
def test_not_secret(text: str) -> None:
    assert seen(text) == []


def test_private_key_block() -> None:
    body = "\n".join(made(str(i), 64) for i in range(6))
    block = f"-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----"
    assert seen(f"here\n{block}\nend") == [("SECRET_KEY", block)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("see 1:21-cv-00437-ABC", "MATTER_ID", "1:21-cv-00437-ABC"),
        ("Case No. 2021-CV-1187", "MATTER_ID", "2021-CV-1187"),
        ("18-1234 Doe v. Roe", "MATTER_ID", "18-1234"),
        ("the Mutual Non-Disclosure Agreement", "NDA_TERM", "Mutual Non-Disclosure Agreement"),
        ("under our NDA", "NDA_TERM", "NDA"),
        ("all Confidential Information", "NDA_TERM", "Confidential Information"),
    ],
)
def test_legal(text: str, kind: str, value: str) -> None:
    assert seen(text) == [(kind, value)]


@pytest.mark.parametrize("text", ["agenda, panda, nda", "1:21 left", "case number of beers", "version 18-1234"])
def test_not_legal(text: str) -> None:
    assert seen(text) == []


def test_plausible_judges_by_name() -> None:
    assert plausible(b"9fQ2hZx81LmWpR4t", "api_key", quoted=False)
    assert not plausible(b"9fQ2hZx81LmWpR4t", "api_key", quoted=False, after=b"(")
    assert not plausible(b"d41d8cd98f00b204e9800998ecf8427e", "cache_key", quoted=True)
