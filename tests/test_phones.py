"""Telephone numbers of many plans, and the numbers around them."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("WhatsApp 00493012345678", "00493012345678"),
        ("001-212-867-5309x4417", "001-212-867-5309x4417"),
        ("212.867.5309x441 office", "212.867.5309x441"),
        ("they're not answering at 0348 2102744", "0348 2102744"),
        ("you can contact them at 20 7276 5000.", "20 7276 5000"),
        ("phone=8004079", "8004079"),
        ("Ph: 8004079 x4661", "8004079 x4661"),
        ("mobile 0022720268091", "0022720268091"),
        ("Phone: 02.27.96.63.08", "02.27.96.63.08"),
        ("Telefon 030 901820", "030 901820"),
        ("my number is 13812345678", "13812345678"),
        ("0800-2491234", "0800-2491234"),
        ("(415) 666-7777", "(415) 666-7777"),
        ("Ama,404-291-7364,39", "404-291-7364"),
        ("Ama,+442079460183,39", "+442079460183"),
        ("name,phone,age\n7,4042917364,39", "4042917364"),
        ("+33 1 44 55 66 77", "+33 1 44 55 66 77"),
        ("\u260e 0160 9412836 nur abends", "0160 9412836"),
        ("\U0001f4f10160-9412836", "0160-9412836"),
        ("mi cel: 612904477", "612904477"),
        ("मेरा नंबर: 9810462753", "9810462753"),
        ("wer mitwill meldet sich bei Gabi (0176 555 01982).", "0176 555 01982"),
        ("+ FROM +44 7457 400221 18:02 hi", "+44 7457 400221"),
        ("le médecin traitant, 02.98.00.44.17", "02.98.00.44.17"),
        ("sent to Wanjiru Kamau 0712555019 today", "0712555019"),
    ],
)
def test_found(text: str, value: str) -> None:
    assert seen(text) == [("PHONE", value)]


@pytest.mark.parametrize(
    "text",
    [
        "1,234,567",
        "12.345.678",
        "2024-05-06",
        "192.168.10.200",
        "build 4156667777",
        "call me on 03/10/2011",
        "phone v1.2.3",
        "1700000000",
        "account number is 4156667777",
        "1234-56-78901",
        "Phone IMEI: 004999010640000",
        "phone 00012345678901",
    ],
)
def test_not_found(text: str) -> None:
    assert [f for f in seen(text) if f[0] == "PHONE"] == []


def test_column() -> None:
    text = "x" * 60 + "\nname,phone,city\nann,2128675309,rome\nbob,2128675310,oslo"
    assert seen(text) == [("PHONE", "2128675309"), ("PHONE", "2128675310")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("驾驶员 Opio 0772-555-390 在", ["0772-555-390"]),
        ("Driver on duty: Opio 0772-555-390", ["0772-555-390"]),
        ("volaj 0905 555 183 zajtra", ["0905 555 183"]),
        ("Ph: 080-2555 0171 / 98450 55512", ["080-2555 0171", "98450 55512"]),
        ("👉 6️⃣1️⃣7️⃣5️⃣5️⃣5️⃣0️⃣1️⃣3️⃣9️⃣ 👈", ["6️⃣1️⃣7️⃣5️⃣5️⃣5️⃣0️⃣1️⃣3️⃣9️⃣"]),
        ("account 0772-555-390", []),
        ("order 0905 555 183", []),
        ("0123 456 789 items", []),
    ],
)
def test_dialled_at_home(text: str, values: list[str]) -> None:
    found = find([("body", text)]).findings
    assert [text[f.start : f.end] for f in found if f.type == "PHONE"] == values
