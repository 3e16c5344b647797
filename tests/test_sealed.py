"""What stands in a secret's place and is none: hashes of passwords, ciphertext, names of secrets in a manager."""

from __future__ import annotations

import random
import string

import pytest

from stream_scanner.evidence import find

ALNUM = string.ascii_letters + string.digits


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings]


def made(size: int, alphabet: str = ALNUM) -> str:
    return "".join(random.Random(size).choices(alphabet, k=size))


HASHES = [
    f"$2b$12${made(53)}",
    f"$1${made(8)}${made(22)}",
    f"$6$rounds=5000${made(16)}${made(86)}",
    f"$y$j9T${made(22)}${made(43)}",
    f"$argon2id$v=19$m=65536,t=3,p=4${made(22)}${made(43)}",
    f"$9${made(14)}${made(43)}",
    f"pbkdf2_sha256$600000${made(22)}${made(43)}=",
    f"{{SSHA}}{made(32)}",
    f"SCRAM-SHA-256$4096:{made(22)}==${made(43)}=:{made(43)}=",
]
STORED = [
    "{" + made(43) + "=}",
    "{cipher}" + made(64, "0123456789abcdef"),
    f"ENC[AES256_GCM,data:{made(24)},iv:{made(43)}=,tag:{made(22)}==,type:str]",
    f"vault:v1:{made(48)}==",
    f"AgB{made(400)}",
    "@Microsoft.KeyVault(SecretUri=https://kv-shop.vault.azure.net/secrets/Smtp/9a2e9807491ed810f803bb55af144540)",
    "arn:aws:secretsmanager:eu-central-1:111122223333:secret:prod/shop/db-Jr8MaL",
    "projects/8812/secrets/db-pass-2/versions/3",
    "op://Engineering/shop-db/password7",
]


@pytest.mark.parametrize("value", [*HASHES, *STORED])
@pytest.mark.parametrize(
    "text", ["password: {}", 'DB_PASSWORD = "{}"', "the admin password is {}", "<token>{}</token>"]
)
def test_sealed(text: str, value: str) -> None:
    assert seen(text.format(value)) == []


@pytest.mark.parametrize("value", HASHES)
@pytest.mark.parametrize("text", ["admin:{}", "insert into users values ('ann', '{}', true);", "password_hash: {}"])
def test_hashes_of_accounts(text: str, value: str) -> None:
    assert seen(text.format(value)) == []


def test_what_only_begins_so_is_a_secret() -> None:
    for value in ("$2b$Kestrel!47", "$6$Otter_19", f"$9${made(30)}", "ENC-Kestrel!47"):
        assert seen(f'password = "{value}"') == [("SECRET_KEY", value)]


def test_an_unsalted_hash_is_looked_up_and_so_found() -> None:
    value = "*" + made(40, "0123456789ABCDEF")
    assert ("SECRET_KEY", value) in seen(f"CREATE USER 'a' IDENTIFIED WITH 'mysql_native_password' AS '{value}'")
