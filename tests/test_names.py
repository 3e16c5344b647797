"""Names where the layout says so, and nowhere else."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings if f.type == "NAME"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Name: Ada Byron King", "Ada Byron King"),
        ("Patient: Juan de la Cruz, ward 4", "Juan de la Cruz"),
        ("Dear Mr. Okafor,\nthank you", "Okafor"),
        ("From: Jane Doe <jane@host.org>", "Jane Doe"),
        ("hi\n\nBest regards,\nMaria Lopez\n", "Maria Lopez"),
        ("text\n-- \nJohn Smith", "John Smith"),
        ("Hello, my name is Lena Braun and I", "Lena Braun"),
        ("Counsel of record:\nSaul A. Goodfellow\nSuite 1", "Saul A. Goodfellow"),
        ("Attn: Zoë O'Neil", "Zoë O'Neil"),
    ],
)
def test_found(text: str, value: str) -> None:
    assert seen(text) == [("NAME", value)]


@pytest.mark.parametrize(
    "text",
    [
        "Name: required",
        "name: String",
        "Patient: the next one please",
        "Best regards,\nThe Support Team\n",
        "my name is not important",
        "The Great Wall of China",
        "Thanks,\nall good here",
    ],
)
def test_not_found(text: str) -> None:
    assert seen(text) == []
