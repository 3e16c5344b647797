"""Every published key format is found in any frame; what only looks like one is not."""

from __future__ import annotations

import random
import string

import pytest

from stream_scanner.evidence import find
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.providers import formats


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings]


def key(prefix: bytes) -> str:
    """A made-up key of the format: random letters and digits that its alphabet allows."""
    body, low, high = formats()[prefix]
    some = "".join(c for c in string.ascii_letters + string.digits if pattern(rb"^" + body + rb"$").search(c.encode()))
    size = min(high or low, max(low, 30))
    return prefix.decode() + "".join(random.Random(prefix).choices(some, k=size))


def test_many_formats() -> None:
    assert len(formats()) >= 150


@pytest.mark.parametrize("prefix", sorted(formats()))
def test_format(prefix: bytes) -> None:
    value = key(prefix)
    for frame in ("{}", 'x = "{}"', "see {} there"):
        text = frame.format(value)
        found = [v for kind, v in seen(text) if kind == "SECRET_KEY"]
        assert found, frame
        assert found[0].startswith(value) or value.startswith(found[0]) or value in found[0]


@pytest.mark.parametrize("prefix", [b"ghp_", b"glpat-", b"AKIA", b"hvs.", b"xoxb-", b"sk_live_", b"dop_v1_"])
def test_hand_made_values_are_none(prefix: bytes) -> None:
    _, low, _ = formats()[prefix]
    assert seen(prefix.decode() + "x" * low) == []
    assert seen(prefix.decode() + "0123456789abcdef" * 4) == []
    assert seen("my" + key(prefix)) == []


@pytest.mark.parametrize(
    "text",
    [
        "re_compile_the_whole_expression_again_now",
        "sk-spinner-rotating-plane-container-box",
        "fc-event-container-with-background-color",
        "class=key-value-separator-element-wrapper",
        "AKIA is a prefix",
        "SUAVITERINMODOFORTITERINRE",
    ],
)
def test_identifiers_are_no_keys(text: str) -> None:
    assert seen(text) == []
