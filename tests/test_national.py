"""National numbers beside their names and in their columns; other numbers of the same shapes."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import checksums, find


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings]


def checked(body: str, check: object) -> str:
    """The body with the last digit that makes the check hold."""
    assert callable(check)
    return next(body + digit for digit in "0123456789" if check(body + digit))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ssn: 536904399", "536904399"),
        ("SSN is 536-904399", "536-904399"),
        ("536904399", "536904399"),
        ("536-90-4399", "536-90-4399"),
        ("NI number jg103759a", "jg103759a"),
        ("jg 10 37 59 a", "jg 10 37 59 a"),
        ("Aadhaar " + checked("29345678901", checksums.verhoeff), checked("29345678901", checksums.verhoeff)),
        ("SVNR 4705 120385, Ambulanz", "4705 120385"),
        ("SV-Nummer: 65 070649 C 104", "65 070649 C 104"),
        ("pension 12 190367 K 001 since May", "12 190367 K 001"),
        ("Steuer-ID " + checked("2605378418", checksums.steuer_id), checked("2605378418", checksums.steuer_id)),
        ("CPF: 529.982.247-25", "529.982.247-25"),
        ("DNI 12345678Z", "12345678Z"),
        ("codice fiscale RSSMRA85T10A562S", "RSSMRA85T10A562S"),
        ("BSN: 111222333", "111222333"),
        ("PESEL " + checked("4405140135", checksums.pesel), checked("4405140135", checksums.pesel)),
        ("personnummer 811218-9876", "811218-9876"),
        ("ssn = '811218-9876'", "811218-9876"),
        ("tax id: 529.982.247-25", "529.982.247-25"),
        ("identity number 130 692 544", "130 692 544"),
        ("DNI 12.345.678-Z", "12.345.678-Z"),
        ("AHV-Nummer 756.9217.0769.85", "756.9217.0769.85"),
        ("hetu 131052-308T", "131052-308T"),
        ("fødselsnummer 01010750160", "01010750160"),
        ("CPR 070761-4285", "070761-4285"),
        ("rijksregisternummer 85.07.30-033.28", "85.07.30-033.28"),
        ("NHS number 943 476 5919", "943 476 5919"),
        ("resident registration " + checked("900101123456", checksums.rrn), checked("900101123456", checksums.rrn)),
        ("identity card 11010519491231002X", "11010519491231002X"),
    ],
)
def test_found(text: str, value: str) -> None:
    assert seen(text) == [("SSN_LIKE", value)]


@pytest.mark.parametrize(
    "text",
    [
        "order 536904399 shipped",
        "invoice 536904399",
        "The value 123456789 appears",
        "Suite 536 90 4399",
        "aadhaar 2934 5678 9011",
        "CPF 529.982.247-26",
        "DNI 12345678A",
        "PESEL 44051401358",
        "id,qty\n536904399,4",
        "timeout: 5\n10-17-2004 DEBUG cache hit, 12 entries",
        "retry 27 of 5\n2024-05-03 INFO started",
        "identity number 130 692 545",
        "commit 536904399 of 12",
        "RSSMRA85T10A562S",
    ],
)
def test_not_found(text: str) -> None:
    assert [f for f in seen(text) if f[0] == "SSN_LIKE"] == []


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_column(delimiter: str) -> None:
    rows = [("name", "ssn", "city"), ("ann", "536904399", "rome"), ("bob", "536904388", "oslo")]
    text = "\n".join(delimiter.join(row) for row in rows)
    padding = "x" * 60 + "\n"
    assert seen(padding + text) == [("SSN_LIKE", "536904399"), ("SSN_LIKE", "536904388")]
    assert seen(padding + text.replace("ssn", "lot")) == []


def test_column_of_another_nation() -> None:
    text = "id,nino,city\n7,JG103759A,rome\n" + "8,529.982.247-25,oslo"
    assert seen("x" * 60 + "\n" + text) == [("SSN_LIKE", "JG103759A"), ("SSN_LIKE", "529.982.247-25")]
