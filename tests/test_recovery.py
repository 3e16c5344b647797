"""Keys and codes that open what is locked when all else fails."""

from __future__ import annotations

import base64

import pytest

from stream_scanner.evidence import find

SHARE = base64.b64encode(bytes(range(60, 93))).decode()
GROUPS = "-".join(f"{11 * number:06d}" for number in (31257, 40128, 9933, 50021, 27765, 44444, 12012, 6006))


def seen(text: str) -> list[str]:
    return [text[f.start : f.end] for f in find([("body", text)]).findings if f.type == "SECRET_KEY"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (f"BitLocker again, recovery key {GROUPS}. User is out.", [GROUPS]),
        (f"Unseal Key 1: {SHARE}\nInitial root login follows", [SHARE]),
        (f"recovery_key: {'0f9b' * 16}", ["0f9b" * 16]),
        ("backup codes for the owner account:\n4c6d1-58d46\n7bdcf-b57a6\nprinted", ["4c6d1-58d46", "7bdcf-b57a6"]),
        ("Backup codes left: 3714-8852 and 6003-1947. The rest is used.", ["3714-8852", "6003-1947"]),
        ("Recovery codes, laptop:\n   9137c-4d1f2\n   42a08-e07bc", ["9137c-4d1f2", "42a08-e07bc"]),
        ("Recovery codes:\n1. k3m9-p2x7\n2. t8w4-z6q1", ["k3m9-p2x7", "t8w4-z6q1"]),
    ],
)
def test_found(text: str, values: list[str]) -> None:
    assert seen(text) == values


@pytest.mark.parametrize(
    "text",
    [
        f"part numbers {GROUPS[:-1]}7",
        "000000-000000-000000-000000-000000-000000-000000-000000",
        "Unseal Key 1: <base64>",
        "backup codes for the account:\nthey come tomorrow, please wait",
        "recovery codes are printed\n2024-11-05 backup done\n2024-11-06 backup done",
        "The backup keys: janitor, reception, cellar",
    ],
)
def test_silent(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("https://fern.example/reset?u=a&t=8e60bef20129a1d2119e73b5e5112f2c now", ["8e60bef20129a1d2119e73b5e5112f2c"]),
        ("/magic-login/token/Zk3xQ9vLr2TnW8yPd5Ba", ["Zk3xQ9vLr2TnW8yPd5Ba"]),
        ("Each works once:\nw634i-stjsc\na0669-ycx81\n", ["w634i-stjsc", "a0669-ycx81"]),
        ("https://fern.example/reset?lang=en", []),
        ("https://fern.example/list?t=8e60bef20129a1d2119e73b5e5112f2c", []),
        ("https://fern.example/reset?token=getAuthenticationToken1", []),
    ],
)
def test_links_and_codes_for_one_use(text: str, values: list[str]) -> None:
    assert seen(text) == values
