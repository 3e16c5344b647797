"""Names below the heads of tables about people."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find


def seen(text: str) -> list[str]:
    return [text[f.start : f.end] for f in find([("body", text)]).findings if f.type == "NAME"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("no;Vorname;Nachname;Ort\n1;Ilka;Zwettler;Graz\n2;Bo;Qvist;Wien", ["Ilka", "Zwettler", "Bo", "Qvist"]),
        ("last_name,first_name,tel\nQuillfeather,Ada,12\nO'Dowd,Fionn,13", ["Quillfeather", "Ada", "O'Dowd", "Fionn"]),
        ("| Patient name | Ward |\n|---|---|\n| van Quill, Ada | 4 |\n| Ada Quill | 5 |", ["Ada Quill"]),
        ("id\tname\temail\n7\tMaria Quill\tm@x.example", ["Maria Quill"]),
        ('"firstName","plan"\n"Zrinka","Pro"', ["Zrinka"]),
        (
            "INSERT INTO guardians (id, surname, forename, tel) VALUES\n"
            " (61, 'Quill', 'Fionn', '1'),\n (62, 'Adebayo', 'Temi', NULL);",
            ["Quill", "Fionn", "Adebayo", "Temi"],
        ),
    ],
)
def test_found(text: str, values: list[str]) -> None:
    assert seen(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "sku,name,price\n1,Kitchen Kettle,20\n2,Desk Lamp,30",
        "Please state your last name, and where you live.\nThanks, Support",
        "first_name,last_name\nunknown,none\n12,x9",
        "name,kind\nFrontend Gateway,Service\nBackup,Job",
        "first name; required\nString; yes",
    ],
)
def test_silent(text: str) -> None:
    assert seen(text) == []
