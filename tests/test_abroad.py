"""Addresses that name their country last."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find


def found(text: str) -> list[str]:
    return [text[f.start : f.end] for f in find([("body", text)]).findings if f.type == "ADDRESS"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("our office is at 37 Campo Verde 68, Pescanova, Latvia. Ring twice", "37 Campo Verde 68, Pescanova, Latvia"),
        (
            "Ship to:\nAnna Kask\nPikk 12\nApt. 4\n10123 Tallinn\nEstonia\nthanks",
            "Pikk 12\nApt. 4\n10123 Tallinn\nEstonia",
        ),
        ("he lives at 14 rua das Flores 22, Porto, Portugal", "14 rua das Flores 22, Porto, Portugal"),
        ("Novák, Dlouhá 15, Brno, Czech Republic", "Dlouhá 15, Brno, Czech Republic"),
        ("> 64 Mango Rise\n> Kampala\n> Uganda\n> bye", "64 Mango Rise\n> Kampala\n> Uganda"),
        ("to Straße der Einheit 7, Wien, Österreich please", "Straße der Einheit 7, Wien, Österreich"),
        ("Λεωφόρος Αθηνών 12, Λάρνακα, Cyprus", "Λεωφόρος Αθηνών 12, Λάρνακα, Cyprus"),
    ],
)
def test_a_country_ends_an_address(text: str, address: str) -> None:
    assert address in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 he moved to Lyon, France and later to Milan, Italy.",
        "We played 3 concerts in Oslo, Norway. Room 12, Berlin, Germany was nice. 45 people from Lima, Peru came.",
        "Group A: 1 Italy, 2 Wales, 3 Turkey\n2 Madrid, Spain\nTeam 4\nLisbon\nPortugal",
        "On 3 March 2020, Paris, France was quiet. Top 10 Cities: Rome, Italy",
        "Flight 12, Seat 4, Doha, Qatar",
        "Norway 3, Sweden 2, Denmark",
    ],
)
def test_numbers_before_a_country_are_mostly_none(text: str) -> None:
    assert found(text) == []
