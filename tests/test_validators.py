"""Checksums, number plans, placeholders and rarity."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream_scanner.evidence import validators

RELAXED = settings(deadline=None)  # a slow machine is not a failure


@RELAXED
@given(st.text(alphabet="0123456789", min_size=1, max_size=20))
def test_luhn_accepts_exactly_one_check_digit(body: str) -> None:
    assert sum(validators.luhn(body + digit) for digit in "0123456789") == 1


@RELAXED
@given(st.text(alphabet="0123456789", min_size=12, max_size=19))
def test_issuer_never_raises(digits: str) -> None:
    validators.issuer(digits)


@pytest.mark.parametrize(
    ("digits", "scheme"),
    [
        ("4539578763621486", "visa"),
        ("2221000000000009", "mastercard"),
        ("371449635398431", "amex"),
        ("30569309025904", "diners"),
        ("3566002020360505", "jcb"),
        ("6011111111111117", "discover"),
        ("9999999999999995", None),
        ("37144963539843", None),
    ],
)
def test_issuer(digits: str, scheme: str | None) -> None:
    assert validators.issuer(digits) == scheme


def test_published_test_cards_are_cards() -> None:
    assert all(validators.luhn(card) and validators.test_card(card) for card in validators.TEST_CARDS)


@pytest.mark.parametrize(
    ("digits", "valid"), [("536904399", True), ("912701234", True), ("912891234", False), ("000123456", False)]
)
def test_ssn(digits: str, valid: bool) -> None:
    assert validators.ssn(digits) is valid


@pytest.mark.parametrize(
    "value",
    [
        "",
        "***",
        "xxxxxxxx",
        "<token>",
        "${X}",
        "{{x}}",
        "%s",
        "$TOKEN",
        "changeme",
        "your_key_here",
        "AKIAEXAMPLE",
        "password",
    ],
)
def test_placeholder(value: str) -> None:
    assert validators.placeholder(value)


@pytest.mark.parametrize("value", ["tr0ub4dor&3", "9fQ2hZx81LmWpR4t", "kq9-ZZ1w"])
def test_not_placeholder(value: str) -> None:
    assert not validators.placeholder(value)


@RELAXED
@given(st.text(max_size=60))
def test_rarity_is_a_share(value: str) -> None:
    assert 0.0 <= validators.rarity(value) <= 1.0


@pytest.mark.parametrize(
    "word", ["authentication", "getAuthenticationToken", "internationalisation", "MAX_RETRY_COUNT"]
)
@pytest.mark.parametrize("key", ["9fQ2hZx81LmWpR4t", "xK7vQ2bN9zR4"])
def test_rarity_tells_keys_from_names(word: str, key: str) -> None:
    assert validators.rarity(word) < 0.4 < validators.rarity(key)
