"""Addresses in scripts other than Latin, and what stands around Latin ones."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import edges, find


def seen(text: str) -> list[str]:
    return [text[f.start : f.end] for f in find([("body", text)]).findings if f.type == "ADDRESS"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Διεύθυνση: Λεωφ. Αλεξάνδρας 212, 115 25 Αθήνα. Ευχαριστώ", "Λεωφ. Αλεξάνδρας 212, 115 25 Αθήνα"),
        ("ที่อยู่: 88/14 ซอยสุขุมวิท 71 แขวงพระโขนงเหนือ เขตวัฒนา กรุงเทพฯ 10110 ครับ",
         "88/14 ซอยสุขุมวิท 71 แขวงพระโขนงเหนือ เขตวัฒนา กรุงเทพฯ 10110"),
        ("הכתובת: רחוב הרצל 15, דירה 4, תל אביב 6688218.", "רחוב הרצל 15, דירה 4, תל אביב 6688218"),
        ("العنوان: شارع الملك فهد 12، حي العليا، الرياض 12345", "شارع الملك فهد 12، حي العليا، الرياض 12345"),
        ("адрес бул. „Витоша“ 48, вх. Б, 1113 София", "бул. „Витоша“ 48, вх. Б, 1113 София"),
        ("〒460-0008 愛知県名古屋市中区栄3-29-14 東和ビル6階 まで",
         "〒460-0008 愛知県名古屋市中区栄3-29-14 東和ビル6階"),
        ("주소는 서울특별시 마포구 월드컵북로 54길 17, 1203호 (03923) 입니다",
         "서울특별시 마포구 월드컵북로 54길 17, 1203호 (03923)"),
        ("更改收货地址为浙江省杭州市西湖区翠柏路18号3幢502室。", "浙江省杭州市西湖区翠柏路18号3幢502室"),
        ("at home (The Old Forge, 3 Back Lane, Wetherby, West Yorkshire LS22 6ZZ)",
         "The Old Forge, 3 Back Lane, Wetherby, West Yorkshire LS22 6ZZ"),
        ("resident of #27, 3rd Cross, Hill Nagar, Bengaluru – 560 055, India",
         "#27, 3rd Cross, Hill Nagar, Bengaluru – 560 055"),
    ],
)  # fmt: skip
def test_whole_addresses(text: str, value: str) -> None:
    assert any(found.startswith(value) for found in seen(text))


@pytest.mark.parametrize("text", ["דרך חדשה 5 ימים", "Η Αθήνα 2004 ήταν", "شارع كبير", "ราคา 88 บาท แขวง"])
def test_no_addresses(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "address", "end"),
    [
        ("C/ Horno 3, 44600 Alcañiz (Teruel) desde", "C/ Horno 3, 44600 Alcañiz", "(Teruel"),
        ("Via Po 3, 36100 Vicenza (VI)", "Via Po 3, 36100 Vicenza", "(VI"),
        ("C/ Horno 3, 44600 Alcañiz (antes de las tres)", "C/ Horno 3, 44600 Alcañiz", "Alcañiz"),
    ],
)
def test_a_province_in_brackets(text: str, address: str, end: str) -> None:
    assert edges.towned(text, 0, len(address))
    assert text[: edges.province(text, len(address))].endswith(end)
