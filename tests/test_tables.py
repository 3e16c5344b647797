"""Tables and logs full of numbers are no cards, whatever window of them passes a check digit."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from stream_scanner.evidence import find

Row = Callable[[Random, int], str]


def grid(gap: str, width: int, low: int, high: int, head: str = "") -> Row:
    return lambda rng, _: head + gap.join(str(rng.randint(low, high)) for _ in range(width))


TABLES: dict[str, Row] = {
    "log": lambda rng, at: f"{1710634169281 + 97 * at} GET /orders 200 took {rng.randint(5, 999)}",
    "seconds": lambda rng, at: f"{1710634169 + 7 * at}\t{rng.randint(100, 99999)}",
    "ids": lambda rng, _: f"{rng.randint(10**11, 10**12)}\tshipped\t{rng.randint(1, 9999)}",
    "commas": grid(",", 12, 1000, 9999),
    "tabs": grid("\t", 12, 1000, 9999),
    "column": grid("", 1, 1000, 9999),
    "answers": grid(",", 16, 1, 5, "Ama,"),
    "pairs": grid(",", 8, 10, 99),
}


@pytest.mark.parametrize("name", TABLES)
def test_no_window_of_a_table_is_a_card(name: str) -> None:
    rng = Random(7)
    for _ in range(15):
        text = "\n".join(TABLES[name](rng, at) for at in range(30))
        assert not [f for f in find([("body", text)]).findings if f.type == "PAN"], text


def test_rows_of_groups_hide_no_card_elsewhere() -> None:
    rows = "\n".join(grid(" ", 12, 1000, 9999)(Random(at), at) for at in range(8))
    text = f"{rows}\nsent to 4539 5787 6362 1486 today"
    assert "4539 5787 6362 1486" in {text[f.start : f.end] for f in find([("body", text)]).findings if f.type == "PAN"}


@pytest.mark.parametrize(
    "text",
    [
        "card 4539 5787\n6362 1486",
        "4539578763\n621486",
        "4539\n5787\n6362\n1486",
        "4,5,3,9,5,7,8,7,6,3,6,2,1,4,8,6",
        "+4539578763621486,Ama",
    ],
)
def test_cut_cards_are_still_found(text: str) -> None:
    assert [f.type for f in find([("body", text)]).findings] == ["PAN"]
