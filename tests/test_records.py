"""Tables about people: rows that tell something private of somebody."""

from __future__ import annotations

import base64

import pytest

from stream_scanner.evidence import find, sensitivity_floor
from stream_scanner.policy import Facts, Policy

ROWS = "10211;Brandner;Uwe;14.03.1969;68450\n10218;Stolz;Heike;02.11.1974;71200\n10233;Kurz;Nadine;27.07.1988;54900\n"
TABLE = "pers_no;surname;first_name;born;annual_salary_eur\n" + ROWS


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (TABLE, 3),
        (f"Hi, as you asked:\n\n{TABLE}\nBest", 3),
        (TABLE.replace(";", ",").replace("\n", "\n+"), 3),  # in a diff
        ("Name\tGehalt\n" + "Heike\t71200\n" * 5, 5),
        ("| Nazwisko i imię | PESEL |\n| --- | --- |\n" + "| Pietras Danuta | 58112307643 |\n" * 4, 4),
        ("emp | name | rating\n" + "20114 | Devon Akers | 2\n" * 3, 3),
        ("Name;geb.;Ort\n" + "Heike;1974;Isny\n" * 3, 3),
        ("Name;D.O.B.\n" + "Heike;1974\n" * 3, 3),
        ("Pers.-Nr.;Gehalt 2024 (brutto)\n" + "10211;68450\n" * 3, 3),
        (",name,salary\n" + "0,Heike,71200\n" * 4, 4),  # as pandas writes it
        ("\ufeffName;Gehalt\r\n" + "Heike;71200\r\n" * 4, 4),  # as Excel does
        ("> name;Salary (USD);\n\n" + "> Heike;71200;\n\n" * 4, 4),
        ("firstName,dateOfBirth\n" + "Heike,1974-11-02\n" * 3, 3),
        ("Prénom;Salaire\n" + "Heike;71200\n" * 3, 3),
        ("Nom;Date de naissance\n" + "Heike;1974-11-02\n" * 3, 3),
        ("Förnamn;Efternamn;Lön\n" + "Elin;Berg;41000\n" * 3, 3),
        (base64.b64encode(TABLE.encode()).decode(), 3),
    ],
)
def test_rows_are_counted(text: str, rows: int) -> None:
    evidence = find([("body", text)])
    assert evidence.records == rows
    assert sensitivity_floor((), evidence.records) == 0.8


@pytest.mark.parametrize(
    "text",
    [
        TABLE.rsplit("\n", 2)[0],  # two rows are an example
        "name;role;phone;email\n" + "Ada;lead;555 0100;ada@corp.example\n" * 6,
        "product;grade;price\n" + "pump;A;12\n" * 6,
        "Product name;Rating;Price\n" + "pump;5;12\n" * 6,
        "Hotel name | Rating | Price\n" + "Adler | 5 | 120\n" * 6,
        "file_name,warnings,errors\n" + "a.py,3,0\n" * 6,
        "Name;Netto;Brutto\n" + "pump;10;12\n" * 6,
        "Company name;Tax ID\n" + "Acme;DE811559907\n" * 6,
        "Tenant;Warnings;Errors\n" + "north;1;2\n" * 6,
        "date of birth;\n" + "1974-11-02;\n" * 5,
        "The name, the salary, and the birth date are asked for.\n" + "one, two, three\n" * 4,
        "Name, age, rating\n\n" + "We meet at noon, at the gate, all of us.\n" * 3,
        "name;salary\n",
    ],
)
def test_other_tables_and_prose(text: str) -> None:
    assert find([("body", text)]).records == 0


def test_a_policy_may_ask_about_content() -> None:
    policy = Policy.parse(
        "version: 1\nrules:\n  - name: a\n    decision: REVIEW\n    when: {content: {records: {min: 10}}}\n"
        "default: ALLOW"
    )
    assert [policy.decide(Facts({}, records=count)).decision for count in (9, 10)] == ["ALLOW", "REVIEW"]
