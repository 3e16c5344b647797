"""National numbers beside their own names with anything between their digits."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find

PESEL = "84031709628"


def seen(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[f.start : f.end], f.transforms) for f in find([("body", text)]).findings if f.type == "SSN_LIKE"]


@pytest.mark.parametrize("gap", ["*", "\u2764\ufe0f", "__", " \u00b7 ", "🌷", "/*"])
def test_any_signs_between_groups(gap: str) -> None:
    hidden = gap.join((PESEL[:3], PESEL[3:6], PESEL[6:9], PESEL[9:]))
    ((value, transforms),) = seen(f"PESEL dziecka: {hidden} i tyle")
    assert value == hidden
    assert transforms


@pytest.mark.parametrize(
    "text",
    [
        "PESEL dziecka: 840*317*096*29",  # the check digit is wrong
        "w pliku: 840*317*096*28",  # nobody says what it is
        "PESEL brak, koszt 12 zl, kod 840*317*096*28",  # another number comes first
        "PESEL\n\n840*317*096*28",  # two lines on
        "PESEL dziecka: 840*317*096*28x",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert seen(text) == []
