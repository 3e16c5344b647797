"""Key blocks, web tokens, webhooks and password hashes."""

from __future__ import annotations

import base64
import json
import random
import string

import pytest

from stream_scanner.evidence import find

ALNUM = string.ascii_letters + string.digits


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings]


def made(size: int, alphabet: str = ALNUM) -> str:
    return "".join(random.Random(size).choices(alphabet, k=size))


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


HEX = "0123456789abcdef"
JWT = f"{part({'alg': 'HS256', 'typ': 'JWT'})}.{part({'sub': 'ann'})}.{made(43)}"
JWE = f"{part({'alg': 'RSA-OAEP', 'enc': 'A256GCM'})}.{made(40)}.{made(16)}.{made(50)}.{made(22)}"
LINES = "\n".join(made(64 + i)[:64] for i in range(5))


@pytest.mark.parametrize(
    "value",
    [
        JWT,
        JWE,
        f"-----BEGIN OPENSSH PRIVATE KEY-----\n{LINES}\n-----END OPENSSH PRIVATE KEY-----",
        f"-----BEGIN ENCRYPTED PRIVATE KEY-----\n{LINES}\n-----END ENCRYPTED PRIVATE KEY-----",
        f"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n{LINES}\n-----END PGP PRIVATE KEY BLOCK-----",
        f"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n{LINES}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----",
        f"PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nPrivate-Lines: 5\n{LINES}\nPrivate-MAC: {made(40, HEX)}",
        f"{made(3)}8Q~{made(34)}",
        f"{made(32, HEX)}-us14",
        f"https://hooks.slack.com/services/T{made(8)}/B{made(9)}/{made(24)}",
        f"hooks.slack.com/services/T{made(8)}/B{made(9)}/{made(24)}",
    ],
)
def test_token(value: str) -> None:
    (found,) = seen(f"here\n{value}\nend")
    assert found == ("SECRET_KEY", value)


@pytest.mark.parametrize(
    "text",
    [
        f"-----BEGIN PUBLIC KEY-----\n{LINES}\n-----END PUBLIC KEY-----",
        f"-----BEGIN CERTIFICATE-----\n{LINES}\n-----END CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
        'text.startswith("-----BEGIN RSA PRIVATE KEY-----")',
        f"{part({'no': 'algorithm here'})}.{part({'a': 1})}.{made(20)}",
        f"ssh-rsa AAAAB3NzaC1yc2E{made(200)} ann@host",
        f'integrity="sha512-{made(86)}=="',
    ],
)
def test_no_token(text: str) -> None:
    assert [f for f in seen(text) if f[0] == "SECRET_KEY"] == []


def test_a_token_behind_a_prefix() -> None:
    text = f"ghs_20260523_{JWT}"
    assert seen(text) == [("SECRET_KEY", JWT)]


def test_json_web_key() -> None:
    secret = made(43)
    assert seen(f'{{"kty": "EC", "d": "{secret}"}}') == [("SECRET_KEY", secret)]
