"""Edges of addresses between network and patterns, and what the network alone may call one."""

from __future__ import annotations

import pytest

from model_core.spans import TaggedSpan
from stream_scanner.evidence import find, merge


def merged(text: str, part: str) -> list[str]:
    at = text.index(part)
    span = TaggedSpan("ADDRESS", "body", at, at + len(part), 0.97)
    spans = merge([span], find([("body", text)]).findings, {"body": text})
    return [text[s.start : s.end] for s in spans if s.type == "ADDRESS"]


@pytest.mark.parametrize(
    ("text", "told", "value"),
    [
        ("at 31 Alder Trl, Bozeman, MT. Answers to", "31 Alder Trl, Bozeman, MT. Answers", "31 Alder Trl, Bozeman, MT"),
        ("Seeweg 41, 8802 Kilchberg ZH, call", "Seeweg 41, 8802 Kilchberg ZH,", "Seeweg 41, 8802 Kilchberg ZH"),
        ("domicilio C/ Doctor Cruz 138, Madrid", "domicilio C/ Doctor Cruz 138", "C/ Doctor Cruz 138, Madrid"),
        ("Bungalow 3, Elm Court, Ripon HG4 1QP", "Elm Court, Ripon", "Bungalow 3, Elm Court, Ripon HG4 1QP"),
        (
            "Old Mill, 12 Mill Lane, Leeds, chats",
            "Old Mill, 12 Mill Lane, Leeds, chats",
            "Old Mill, 12 Mill Lane, Leeds",
        ),
        (
            "Algade 18, 1. sal, 4000 Roskilde, tlf. 46 55",
            "Algade 18, 1. sal, 4000 Roskilde, tlf. 46",
            "Algade 18, 1. sal, 4000 Roskilde",
        ),
        ("to ;  Somewhere 12 Deep - now", ";  Somewhere 12 Deep - ", "Somewhere 12 Deep"),
    ],
)
def test_both_tell_one_address(text: str, told: str, value: str) -> None:
    assert merged(text, told) == [value]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("at SWIFTY*BLR. Avl bal Rs 1", "SWIFTY*BLR. Avl bal Rs"),
        ("<Cd>code</Cd></Tp>", "Cd></Tp>"),
        ("ticket LH 992 114 203 on", "LH 992 114 203"),
        ("Base 22,73 IVA 10% 2,27", "73 IVA 10% 2,"),
        ("Pos 20  7341-C  Wellendichtring     50 ST", "20  7341-C  Wellendichtring     50 ST"),
        ("nif 235659770 end", "235659770"),
        ("Lagerbock 40 mm  12 ST", "12 ST"),
        ("TCKN 47291608546 ok", "TCKN 47291608546"),
        ("2 x flat white", "white"),
        ("Netto 3.410,00 Lohnsteuer 402,16", "00 Lohnsteuer 402"),
    ],
)
def test_what_can_be_none(text: str, told: str) -> None:
    assert merged(text, told) == []


@pytest.mark.parametrize(
    "told", ["2641 Orchard Knob SE", "55 West Cermak", "rr # 1 box 292 woodlawn", "20547", "FPO AA 54216"]
)
def test_what_may_be_one(told: str) -> None:
    assert merged(f"it is {told} then", told) == [told]
