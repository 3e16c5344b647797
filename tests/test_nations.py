"""Personal and tax numbers of many states: by their own names, by the layout, by a shape that is nothing else's."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import checksums, find


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings]


@pytest.mark.parametrize(
    ("check", "number", "wrong"),
    [
        (checksums.rut, "123456785", "123456786"),
        (checksums.nric, "S1234567D", "S1234567E"),
        (checksums.pps, "1234567FA", "1234567GA"),
        (checksums.egn, "7523169263", "7523169264"),
        (checksums.oib, "94577403194", "94577403195"),
        (checksums.jmbg, "0101006500006", "0101006500007"),
        (checksums.baltic, "37605030299", "37605030298"),
        (checksums.afm, "094259216", "094259217"),
        (checksums.amka, "01013099997", "01013099998"),
        (checksums.hkid, "A1234563", "A1234564"),
        (checksums.taiwanese, "A123456789", "A123456788"),
        (checksums.ird, "49091850", "49091851"),
        (checksums.ird, "136410132", "136410133"),
        (checksums.melli, "0499370899", "0499370898"),
        (checksums.curp, "BOXW310820HNERXN09", "BOXW310820HNERXN08"),
        (checksums.snils, "11223344595", "11223344596"),
        (checksums.inn, "500100732259", "500100732258"),
        (checksums.nif, "501964843", "501964842"),
        (checksums.tckn, "10000000146", "10000000145"),
        (checksums.cnp, "1630615123457", "1630615123458"),
        (checksums.rodne_cislo, "7103192745", "7103192746"),
        (checksums.cuil, "20267565393", "20267565394"),
        (checksums.numero_fiscal, "3023217600053", "3023217600054"),
        (checksums.cedula, "1714307103", "1714307104"),
        (checksums.ukrainian, "1759013776", "1759013777"),
        (checksums.my_number, "123456789018", "123456789019"),
        (checksums.hungarian_tax, "8071592153", "8071592154"),
        (checksums.south_african, "7503305044089", "7503305044088"),
    ],
)
def test_check_digit(check: object, number: str, wrong: str) -> None:
    assert callable(check)
    assert check(number)
    assert not check(wrong)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("My NIN is 48203917562 as requested", "48203917562"),
        ("Rosa Villa, SSS no. 34-7281950-6, about my claim", "34-7281950-6"),
        ("Your TIN? It is on the upper left.\n284-119-730-000.", "284-119-730-000"),
        ("NIF 501964843, morada Rua Nova", "501964843"),
        ("<e><nm>x</nm><nif>501964843</nif></e>", "501964843"),
        ("ИНН 500100732259", "500100732259"),
        ("СНИЛС 112-233-445 95", "112-233-445 95"),
        ("RUT 12.345.678-5 | Max", "12.345.678-5"),
        ("CUIL: 20-26756539-3", "20-26756539-3"),
        ("NRIC S1234567D / Koh", "S1234567D"),
        ("PPS No. 1234567FA", "1234567FA"),
        ("rodné číslo: 710319/2745", "710319/2745"),
        ("r. č. 710319/2745", "710319/2745"),
        ("RČ: 710319/2745", "710319/2745"),
        ("CNP 1630615123457 -", "1630615123457"),
        ("マイナンバー:1234 5678 9018", "1234 5678 9018"),
        ("Numéro fiscal : 30 23 217 600 053", "30 23 217 600 053"),
        ("ΑΦΜ 094259216", "094259216"),
        ("ЕГН 7523169263", "7523169263"),
        ("OIB: 94577403194", "94577403194"),
        ("کد ملی 0499370899", "0499370899"),
        # In mark-up and records the name may follow.
        ("<Id><Othr><Id>01010750160</Id><SchmeNm><Cd>fodselsnummer</Cd>", "01010750160"),
        ('{"value": "501964843", "type": "NIF"}', "501964843"),
        ("nat=BE;nrn=85.07.30-033.28;addr=x", "85.07.30-033.28"),
        # Shapes that nothing else has.
        ('{"system": "urn:x", "value": "131052-308T"}', "131052-308T"),
        ("my file is 529.982.247-25, thanks", "529.982.247-25"),
        ("BOXW310820HNERXN09 attached", "BOXW310820HNERXN09"),
        ("holder A123456(3) arrived", "A123456(3)"),
        ("she is 756.9217.0769.85 there", "756.9217.0769.85"),
        # A person's name right before it.
        ("Jag, Anna Berg (811218-9876), ger fullmakt", "811218-9876"),
        ("Vedr. Anna Berg, 070761-4285", "070761-4285"),
    ],
)
def test_found(text: str, value: str) -> None:
    assert ("SSN_LIKE", value) in seen(text)


def test_columns() -> None:
    rows = "id_number,first,cell\n7503305044089,Lerato,x\n1234567890123,Pieter,y"
    assert seen(rows) == [("SSN_LIKE", "7503305044089")]
    people = "PESEL;nazwisko\n44051401359;Nowak\n44051401358;Lis"
    assert seen(people) == [("SSN_LIKE", "44051401359"), ("NAME", "Nowak"), ("NAME", "Lis")]


@pytest.mark.parametrize(
    "text",
    [
        "invoice no. 48203917562 for the NIN module",
        "the tin of beans, 284-119-730 units",
        "Order 34-7281950-6 shipped",
        "The SSS bus leaves at 12, ticket 34-7281950-6",
        "NIF 501964842, morada Rua Nova",
        "NIF of the company to follow, invoice 501964843",
        "VAT no. PT501964843",
        "IBAN PT50 0002 0123 1234 5678 9015 4",
        "Part no. 240359-286 and 240359-286A",
        "RFC 2616 section 14, see RFC7231",
        "We stayed at the inn 123456789012",
        "run 12.345.678-5 finished",
        "taj mahal tickets 123 456 789",
        "rč: bank 705910/0800",
        "the RC 520114123 kit",
        "Konto 19-705910/0800, VS 20240117",
        "DNI 12345678 unidades",
        "dni 2024-05-12 12:30",
        "c.c. 10.000 EUR",
        "National ID system costs 12500000 EUR",
        "Release 93.06.24-345.58",
        "529.982.247-26 is the total",
        "A123456(4) and B7(2)",
        "<orderId>01010750160</orderId><Cd>invoice</Cd>",
        "ID number 1718000000000",
        "Purchase Order 811218-9876",
        "Build Pipeline (20240115-0003)",
        "Anna Berg, 20240115-0004",
        "Smith Road, 040390-0619",
        "ISBN 978-3-16-148410-0",
        "EIN 12-3456789",
    ],
)
def test_not_found(text: str) -> None:
    assert [f for f in seen(text) if f[0] == "SSN_LIKE"] == []
