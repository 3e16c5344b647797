# ruff: noqa: E501 - one sentence or pattern a line reads better than a wrapped one
"""Secrets and database URIs: token families written as small patterns, passwords, keys and connection strings."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from functools import cache
from random import Random

from training.generate.gazetteer import Pools
from training.generate.thread import Split

ALPHABETS = {
    "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
    "U": "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    "a": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    "l": "abcdefghijklmnopqrstuvwxyz0123456789",
    "h": "0123456789abcdef",
    "H": "0123456789ABCDEF",
    "d": "0123456789",
    "b": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_",
    "B": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/",
}
# ``<b43>`` draws 43 characters of alphabet b. The word is what people call the thing in prose.
FAMILIES: tuple[tuple[str, str], ...] = (
    ("AWS access key", "AKIA<A16>"), ("AWS temporary key", "ASIA<A16>"), ("AWS secret", "<B40>"),
    ("GitHub token", "ghp_<a36>"), ("GitHub OAuth token", "gho_<a36>"), ("GitHub app token", "ghs_<a36>"),
    ("GitHub PAT", "github_pat_<a22>_<a59>"), ("GitLab token", "glpat-<b20>"), ("GitLab runner token", "GR1348941<b20>"),
    ("Slack bot token", "xoxb-<d12>-<d13>-<a24>"), ("Slack user token", "xoxp-<d12>-<d12>-<d12>-<h32>"),
    ("Slack app token", "xapp-1-<U11>-<d13>-<h64>"), ("Slack webhook", "https://hooks.slack.com/services/T<U8>/B<U8>/<a24>"),
    ("Stripe key", "sk_live_<a24>"), ("Stripe key", "sk_live_<a99>"), ("Stripe restricted key", "rk_live_<a24>"),
    ("Stripe webhook secret", "whsec_<a32>"), ("Google API key", "AIza<b35>"), ("Google OAuth secret", "GOCSPX-<b28>"),
    ("Google refresh token", "1//0<b40>"), ("Firebase key", "AAAA<b7>:APA91b<b134>"), ("OpenAI key", "sk-<a48>"),
    ("OpenAI project key", "sk-proj-<b74>"), ("Anthropic key", "sk-ant-api03-<b93>AA"), ("Hugging Face token", "hf_<a34>"),
    ("SendGrid key", "SG.<b22>.<b43>"), ("Mailgun key", "key-<h32>"), ("Mailchimp key", "<h32>-us<d2>"),
    ("Twilio SID", "SK<h32>"), ("Twilio auth token", "<h32>"), ("npm token", "npm_<a36>"), ("PyPI token", "pypi-AgEIcHlwaS5vcmc<b70>"),
    ("DigitalOcean token", "dop_v1_<h64>"), ("Heroku key", "HRKU-<h8>-<h4>-<h4>-<h4>-<h12>"), ("Shopify token", "shpat_<h32>"),
    ("Square token", "sq0atp-<b22>"), ("Telegram bot token", "<d10>:AA<b33>"), ("Discord bot token", "M<a23>.<b6>.<b27>"),
    ("Azure storage key", "<B86>=="), ("Azure client secret", "<a3>8Q~<b34>"), ("Azure SAS signature", "<B43>="),
    ("Datadog key", "<h32>"), ("New Relic key", "NRAK-<U27>"), ("Sentry token", "sntrys_<b60>"), ("Linear key", "lin_api_<a40>"),
    ("Notion token", "secret_<a43>"), ("Vault token", "hvs.<b90>"), ("Vault token", "s.<a24>"), ("Terraform token", "<a14>.atlasv1.<b67>"),
    ("Docker token", "dckr_pat_<b27>"), ("Grafana token", "glsa_<a32>_<h8>"), ("Databricks token", "dapi<h32>"),
    ("Okta token", "00<b40>"), ("Cloudflare token", "<b40>"), ("Artifactory token", "AKCp<a69>"), ("Postman key", "PMAK-<h24>-<h34>"),
    ("Airtable key", "pat<a14>.<h64>"), ("Dropbox token", "sl.<b135>"), ("PayPal token", "access_token$production$<l16>$<h32>"),
    ("Atlassian token", "ATATT3xFfGF0<b60>"), ("age key", "AGE-SECRET-KEY-1<U58>"), ("JWT", "JWT"), ("private key", "PEM"),
    ("bearer token", "<b64>"), ("session token", "<h40>"), ("encryption key", "<B43>="), ("signing secret", "<h64>"),
    ("TOTP seed", "<A32>"), ("licence key", "<U5>-<U5>-<U5>-<U5>-<U5>"), ("recovery code", "<l5>-<l5>"), ("password", "PASSWORD"),
    ("password", "PASSWORD"), ("wifi password", "PASSWORD"), ("passphrase", "PASSPHRASE"), ("client secret", "<b32>"),
)  # fmt: skip
# Families that training never sees: the gap on them says how far the tagger generalises.
UNSEEN = frozenset(
    [
        "GitLab runner token",
        "Mailchimp key",
        "Shopify token",
        "Linear key",
        "Grafana token",
        "Postman key",
        "Airtable key",
        "age key",
        "Okta token",
        "Square token",
    ]
)
_PIECE = re.compile(r"<([AUalhHdbB])(\d+)>")
WORDS = [
    "summer", "winter", "dragon", "tiger", "monkey", "sunshine", "welcome", "letmein", "football", "coffee", "purple",
    "guitar", "rocket", "banana", "pepper", "shadow", "master", "orange", "hunter", "silver", "ginger", "cookie",
    "autumn", "spring", "thunder", "pirate", "mango", "velvet", "castle", "anchor", "correct", "horse", "battery",
    "staple", "lemon", "kettle", "window", "garden", "marble", "copper", "ladder", "pillow", "bucket", "saddle",
]  # fmt: skip


@cache
def _compiled(pattern: str) -> tuple[tuple[str, int], ...]:
    pieces: list[tuple[str, int]] = []
    at = 0
    for match in _PIECE.finditer(pattern):
        if match.start() > at:
            pieces.append((pattern[at : match.start()], 0))
        pieces.append((ALPHABETS[match[1]], int(match[2])))
        at = match.end()
    if at < len(pattern):
        pieces.append((pattern[at:], 0))
    return tuple(pieces)


def pattern(rng: Random, shape: str) -> str:
    """A string of the given shape, for example ``AKIA<A16>``."""
    return "".join("".join(rng.choices(text, k=n)) if n else text for text, n in _compiled(shape))


def password(rng: Random, split: Split) -> str:
    """Passwords as people choose them and as managers generate them."""
    a, b = rng.choice(WORDS), rng.choice(WORDS)
    digits = str(rng.choice((rng.randint(0, 99), rng.randint(1970, 2027), rng.randint(100, 9999))))
    mark = rng.choice("!@#$%&*?._-+")
    roll = rng.random()
    if roll < 0.25:
        return f"{a.title()}{digits}{mark}"
    if roll < 0.4:
        return f"{a.title()}{b.title()}{mark}{digits}"
    if roll < 0.5:
        return f"{a.replace('a', '@').replace('o', '0').replace('e', '3').title()}{digits}{mark}"
    if roll < 0.58:
        return f"{a}-{b}-{digits}"
    if roll < 0.66:
        return f"{mark}{a}{digits}{b.upper()}"
    length = rng.choice((10, 12, 14, 16, 20, 24))
    body = "".join(rng.choices(ALPHABETS["a"] + "!@#$%^*?_-+=~", k=length - 2))
    return rng.choice(ALPHABETS["a"]) + body + rng.choice("0123456789" if split == "train" else "23456789")


def passphrase(rng: Random) -> str:
    """Several words, spaced or joined."""
    return rng.choice((" ", "-", ".", "_")).join(rng.sample(WORDS, rng.randint(4, 5)))


def key_code(rng: Random) -> str:
    """Digits that open a door, silence an alarm or confirm who somebody is."""
    shape = rng.choice(
        ("<d4>", "<d4>", "<d4>", "<d5>", "<d6>", "<d6>", "<d3> <d3>", "<d4>#", "<d2>-<d2>-<d2>", "<d2><H1><d2>")
    )
    code = pattern(rng, shape)
    return "-".join(code) if shape == "<d4>" and rng.random() < 0.1 else code


def jwt(rng: Random) -> str:
    """A token of three parts whose first two decode to JSON."""

    def encode(value: Mapping[str, object]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value, separators=(",", ":")).encode()).rstrip(b"=").decode()

    head = {"alg": rng.choice(("HS256", "RS256", "ES256")), "typ": "JWT"}
    now = rng.randint(1_600_000_000, 1_900_000_000)
    claims = {
        "sub": pattern(rng, "<d10>"),
        "iat": now,
        "exp": now + 3600,
        "scope": rng.choice(("admin", "read", "api")),
    }
    return f"{encode(head)}.{encode(claims)}.{pattern(rng, '<b43>')}"


def pem(rng: Random) -> str:
    """A private key block; real ones are longer, but the tagger learns the frame and the body's look."""
    kind = rng.choice(("RSA ", "EC ", "OPENSSH ", "", "DSA ", "ENCRYPTED "))
    lines = [pattern(rng, "<B64>") for _ in range(rng.randint(2, 9))] + [pattern(rng, "<B40>") + "=="]
    return "\n".join((f"-----BEGIN {kind}PRIVATE KEY-----", *lines, f"-----END {kind}PRIVATE KEY-----"))


def secret(rng: Random, split: Split, *, short: bool = False) -> tuple[str, str]:
    """A family's everyday name and one secret of it; ``short`` keeps to one line of moderate length."""
    while True:
        # Every third one is a password: half of what leaks in prose is one.
        word, shape = ("password", "PASSWORD") if rng.random() < 0.3 else rng.choice(FAMILIES)
        if (word in UNSEEN) and split == "train":
            continue
        if shape == "PASSWORD":
            return word, password(rng, split)
        if shape == "PASSPHRASE":
            return word, passphrase(rng)
        if shape == "JWT":
            return word, jwt(rng)
        if shape == "PEM":
            if short:
                continue
            return word, pem(rng)
        value = pattern(rng, shape)
        if short and len(value) > 70:
            continue
        return word, value


SCHEMES = (
    ("postgresql", 5432), ("postgres", 5432), ("mysql", 3306), ("mongodb", 27017), ("mongodb+srv", 0), ("redis", 6379),
    ("rediss", 6380), ("amqp", 5672), ("amqps", 5671), ("mssql", 1433), ("sqlserver", 1433), ("mariadb", 3306),
    ("postgresql+psycopg2", 5432), ("postgresql+asyncpg", 5432), ("mysql+pymysql", 3306), ("mssql+pyodbc", 1433),
    ("oracle+cx_oracle", 1521), ("cockroachdb", 26257), ("snowflake", 0), ("clickhouse", 9000), ("cassandra", 9042),
    ("neo4j", 7687), ("bolt", 7687), ("couchbase", 0), ("db2", 50000), ("redshift", 5439), ("influxdb", 8086),
)  # fmt: skip
USERS = [
    "app", "admin", "root", "svc_billing", "postgres", "reporting", "etl", "readonly", "dbadmin", "api_user",
    "master", "deploy", "sa", "web", "orders",
]  # fmt: skip
DATABASES = [
    "orders", "billing", "prod", "users", "analytics", "crm", "inventory", "app", "payments", "warehouse", "core",
    "main", "events", "ledger", "hr",
]  # fmt: skip


def host(rng: Random, pool: Pools) -> str:
    """A server's name or address as it stands in connection strings."""
    stem, domain = rng.choice(pool.words), rng.choice(pool.domains)
    number = rng.randint(1, 12)
    roll = rng.random()
    if roll < 0.4:
        return f"{rng.choice(('db', 'pg', 'sql', 'primary', 'replica', stem))}-{rng.choice(('prod', 'eu', 'us', number))}.{domain}"
    if roll < 0.6:
        return f"10.{rng.randint(0, 255)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}"
    if roll < 0.75:
        zone = rng.choice(("us-east-1", "eu-central-1", "ap-south-1"))
        return f"{stem}-{number}.{pattern(rng, 'c<l10>')}.{zone}.rds.amazonaws.com"
    if roll < 0.82:
        return f"[2001:db8:{rng.randint(1, 0xFFF):x}::{rng.randint(1, 0xFF):x}]"
    if roll < 0.92:
        return f"{stem}{number:02d}"
    return f"cluster{number}.{pattern(rng, '<l5>')}.mongodb.net"


def db_uri(rng: Random, pool: Pools, split: Split) -> tuple[str, bool]:
    """A connection string and whether it carries a password."""
    scheme, port = rng.choice(SCHEMES)
    user, base = rng.choice(USERS), rng.choice(DATABASES)
    word = password(rng, split)
    roll = rng.random()
    if roll < 0.68:
        for char, code in (
            ("%", "%25"),
            ("@", "%40"),
            ("/", "%2F"),
            ("#", "%23"),
            (":", "%3A"),
            ("?", "%3F"),
            ("+", "%2B"),
        ):
            # Some people forget to escape; then the reader has to cope.
            word = word.replace(char, code if char in "%/#?" or rng.random() < 0.8 else char)
        login = f"{user}:{word}@" if rng.random() < 0.9 else f":{word}@"
        bare = rng.random() < 0.1
        at = f":{port}" if port and rng.random() < 0.8 else ""
        tail = "" if rng.random() < 0.1 else f"/{base}"
        query = rng.choice(
            ("", "", "?sslmode=require", "?retryWrites=true&w=majority", "?ssl=true&timeout=30", "?charset=utf8mb4")
        )
        return (
            f"{scheme}://{(user + '@') if bare else login}{host(rng, pool)}{at}{tail}{query if tail else ''}",
            not bare,
        )
    server = host(rng, pool)
    if roll < 0.78:
        kind = rng.choice(("postgresql", "mysql", "mariadb", "db2"))
        return f"jdbc:{kind}://{server}:{port or 5432}/{base}?user={user}&password={word.replace('&', '')}", True
    if roll < 0.84:
        return f"jdbc:sqlserver://{server}:1433;databaseName={base};user={user};password={word.replace(';', '')}", True
    if roll < 0.88:
        return f"jdbc:oracle:thin:{user}/{word.replace('@', '')}@{server}:1521/{base}", True
    if roll < 0.94:
        driver = rng.choice(("", "Driver={ODBC Driver 17 for SQL Server};", "Provider=SQLOLEDB;"))
        return f"{driver}Server={server},1433;Database={base};Uid={user};Pwd={word.replace(';', '')};", True
    if roll < 0.97:
        return (
            f"Server={server};Port={port or 3306};Database={base};User Id={user};Password={word.replace(';', '')}",
            True,
        )
    return f"host={server} port={port or 5432} dbname={base} user={user} password={word.replace(' ', '')}", True
