"""Telephone numbers as they are dialled at home, told by who or what stands beside them."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find, plans
from stream_scanner.evidence.context import Words


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Papa Henrik 0341 / 99 18 37\n", "0341 / 99 18 37"),
        ("Falls es klemmt, ruf Timm an: 0461 / 900 17-33.", "0461 / 900 17-33"),
        ("se tient à votre disposition au 04 77 55 01 38", "04 77 55 01 38"),
        ("2 adults, baby seat, 0032 470 55 01 86", "0032 470 55 01 86"),
        ("12a  Vera Moss ......... 01632 960214\n", "01632 960214"),
        ("posters with her number, 01632 960 447. A walker", "01632 960 447"),
        ("Rappelez-nous au 1 888 555-0143, poste 22. Merci", "1 888 555-0143, poste 22"),
        ("Office\t(032) 555-0146 loc. 21\tback Mon", "(032) 555-0146 loc. 21"),
        ("Barangay hall, CP no. 0917 555 2086.", "0917 555 2086"),
        ("abeg send am to my Opay 08165550291, thanks", "08165550291"),
        ("and she can be contacted on 07700900862.", "07700900862"),
        ('He is out. Try the house on 08 7010 3364."', "08 7010 3364"),
        ("NOK son Alan Sneddon 01947 555 203.", "01947 555 203"),
        ("Gruß Hauke, 0160 5554417", "0160 5554417"),
        ("Hörer abheben: 044 555 08 36", "044 555 08 36"),
        ("De bel is stuk, dus app even: 06-55501938. Noor", "06-55501938"),
        ("sprzedam rower, dzwoń 512 555 087 albo pisz", "512 555 087"),
        ("Dottern nås på 070-555 01 64.", "070-555 01 64"),
        ("Frågor: 08-555 019 30", "08-555 019 30"),
        ("Zil bozuk, arayın 0532 555 01 76.", "0532 555 01 76"),
        ("Arbetstel: 018-555 03 90", "018-555 03 90"),
        ("Kontakt privat 079 555 62 18, bitte abends", "079 555 62 18"),
        ("[28.02.24, 19:43:55] Mattes: jo 0176 5559 0241\n[28.02.24, 19:44:02] J: ok", "0176 5559 0241"),
        ("bis bald\nHauke Berg\n0160 5554417\n", "0160 5554417"),
        ("Best regards,\nTom Hill\nHead of Sales\n01632 960 123", "01632 960 123"),
        ("PER*IC**TE*4785550163~", "4785550163"),
        ("NAD+x'\nCOM++4575550142:TE'", "+4575550142"),
        ("V071|Theodora|+30 210 555 6184|t@shop.example", "+30 210 555 6184"),
    ],
)
def test_found(text: str, value: str) -> None:
    assert ("PHONE", value) in seen(text)


@pytest.mark.parametrize(
    "text",
    [
        "Order 0917 555 2086",
        "invoice 0341 / 99 18 37",
        "order 0032 470 55 01 86",
        "Chapter One ......... 01632 960214",
        "Rechnung Nr. 0160 5554417",
        "the relay is a Bosch 0 261 230 042",
        "draw of today: 01 02 03 04 05",
        "contact 01 02 03 04 05 06",
        "contact in room 0123 456 780",
        "ISBN 0-306-40615-2",
        "account 0917 555 2086",
        "Sort code 01-23-45, account 01234567",
        "Project X 044 555 08 36",
        "the green group 044 555 08 36",
        "conveyor belt 044 555 08 36",
        "MFG 044 555 08 36",
        "contact id 07700900862",
        "Steckverbinder 0160 5554417",
        "IBAN NL91 ABNA 0417 1643 00",
        "Contact time 012 345 67 89 ms",
        "regards, see ticket 0160 5554417",
        "Konto Anna Berg 0160 5554417",
        "Anna Berg ref 0160 5554417",
        "Anna Berg, 01.02.2024",
        "Team Heizung\n\nArtikel Pumpe\n01632 960 123",
        "Order List\nHead of Sales\n01632 960 123",
        "Regards\nAnna Berg\n0170 123 4567 8901",
        "tracking 0340 4345 1234 5678 9012",
        "swish reference 070-555 01 64",
        "my order number is 35307288 8618",
        "contact sheet page 012 345 6789 0123",
        "the tin weighs 0123 456 789 and 0123 456 790",
    ],
)
def test_not_found(text: str) -> None:
    assert [f for f in seen(text) if f[0] == "PHONE"] == []


def test_words_of_other_numbers_are_looked_up_once_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[bytes] = []

    def counted(data: bytes, words: bytes) -> Words:
        looked.append(data)
        return Words(data, words)

    monkeypatch.setattr(plans, "Words", counted)
    find([("body", "order of 0032 470 55 01 86 today\n" * 50)])
    assert 0 < len(looked) < 5  # once for each view of the field
