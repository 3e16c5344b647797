"""E-mail addresses, and what only has their shape: numbers of messages, units of a system, a look at a site."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find


def seen(text: str) -> list[str]:
    return [text[f.start : f.end] for f in find([("body", text)]).findings if f.type == "EMAIL"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Message-ID: <CAF=x12@mail.example>\nIn-Reply-To: <a.1@mx.example>\nFrom: <ann@firm.example>",
            "ann@firm.example",
        ),
        ("References: <a1@mail.example>\n <b2.c3@mail.example>\nTo: bo@firm.example", "bo@firm.example"),
        ("Reply-To: <help@firm.example>", "help@firm.example"),
        ("Message: <bo@firm.example>", "bo@firm.example"),
        ('{"message_id": "<a1@mail.example>", "from": "<bo@firm.example>"}', "bo@firm.example"),
        ("message-id=<2024.ab@mx.example>, from=<bo@firm.example>", "bo@firm.example"),
        ("write to johnsmith at gmail.com please", "johnsmith at gmail.com"),
        ("at work.ann at example dot com", "work.ann at example dot com"),
        ("ops@tools.services", "ops@tools.services"),
        ("mail anna dash maria dot berg at firm dot example", "anna dash maria dot berg at firm dot example"),
        ("it's d dot okon underscore eight at box dot ch", "d dot okon underscore eight at box dot ch"),
        ("to a n n a . b e r g @ f i r m . d e - mind the gaps", "a n n a . b e r g @ f i r m . d e"),
        ("a@host.v2.example", "a@host.v2.example"),
    ],
)
def test_found(text: str, values: str) -> None:
    assert seen(text) == [values]


@pytest.mark.parametrize(
    "text",
    [
        "Started user@1000.service - User Manager for UID 1000.",
        "systemctl status wg-quick@wg0.service postgresql@14-main.service",
        "Please look at gmail.com for the new page",
        "she works at live.com these days",
        "Content-ID: <part1.06090408@mx.example>",
        '<img src="cid:part1.0609@mx.example">',
        "pip install git+https://git.example/x.git@v1.2.rc",
    ],
)
def test_not_found(text: str) -> None:
    assert seen(text) == []
