"""Addresses by the look of their code, by their street's ending, and in other scripts; numbers that only look so."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find


def seen(text: str) -> list[str]:
    return [text[f.start : f.end] for f in find([("body", text)]).findings if f.type == "ADDRESS"]


@pytest.mark.parametrize(
    "value",
    [
        "The Old Rectory, Church Lane, Ashby, LE65 1AA",
        "Rose Cottage, Mill Lane, Ludlow, Shropshire, SY8 1PA",
        "Flat 3, 22 Station Road, Guildford, Surrey GU1 4AX",
        "Unit 7, Kingsway Business Park, Swindon SN2 8XY",
        "3rd Floor, 88 Wood Street, London EC2V 7QR",
        "Flat 4\n18 Orchard Road\nSheffield\nS10 2TN",
        "12 Grafton Street, Dublin 2, D02 VF65",
        "Flat 12, MG Road, Bengaluru 560001",
        "B-204, Shanti Nagar, Andheri East, Mumbai - 400069",
        "ul. Marszałkowska 12/5, 00-590 Warszawa",
        "ul. Długa 14 m. 3, 31-147 Kraków",
        "Storgatan 12, 111 23 Stockholm",
        "Vesterbrogade 14, 1620 København V",
        "Karl Johans gate 22, 0159 Oslo",
        "Øvre Slottsgate 12, 0157 Oslo",
        "Mannerheimintie 5, 00100 Helsinki",
        "Hämeenkatu 14 B 22, 33100 Tampere",
        "Vinohradská 48, 120 00 Praha 2",
        "1052 Budapest, Váci utca 19.",
        "Am Mühlbach 7, 83022 Rosenheim",
        "Mariahilfer Straße 88/12, 1070 Wien",
        "Rue de la Loi 16, 1000 Bruxelles",
        "Avenida da Liberdade 110, 1250-146 Lisboa",
        "Av. Paulista, 1578, São Paulo - SP, 01310-200",
        "Mannerheimintie 7, 00100 Helsinki",
        "Strandvejen 201, 2900 Hellerup",
        "Jl. Sudirman No. 52, Jakarta 12190",
        "Carrera 7 # 71-21, Bogotá",
        "Postfach 1234, 80331 München",
        "г. Москва, ул. Тверская, д. 7, кв. 12",
        "〒100-0005 東京都千代田区丸の内1丁目9番1号",
        "大阪府大阪市北区梅田3-1-3",
        "北京市朝阳区建国路88号",
        "서울특별시 강남구 테헤란로 152",
    ],
)
def test_found(value: str) -> None:
    assert seen(f"Address:\n{value}\n") == [value]


def test_small_words_before_a_street_are_no_part_of_it() -> None:
    assert seen("Vi bor på Kungsgatan 8, 411 19 Göteborg nu") == ["Kungsgatan 8, 411 19 Göteborg"]
    assert seen("Wohnhaft in Rosenweg 4, 72072 Tübingen, ledig") == ["Rosenweg 4, 72072 Tübingen"]
    assert seen("送货到广东省深圳市南山区科技园路12号，谢谢") == ["广东省深圳市南山区科技园路12号"]


@pytest.mark.parametrize(
    "text",
    [
        "Seite 5, 12345 Schritte",
        "Artikel 12, 10115 Stück",
        "Model 22, 10115 Units sold",
        "Storgatan är stängd 12, 111 23 deltagare",
        "Halle 3, 1200 Plätze",
        "In Kapitel 12, 1945 Berlin, beschreibt er",
        "Prenzlauer Berg 2024, 12345 Besucher",
        "Form SA100, Section B2, code AB1 2CD",
        "On 12 May, Court B, Reference BS1 4QT",
        "Unit 7, Batch 411001",
        "Via Mail 2024",
        "Team 5, 12345 Votes",
        "Boeing 747, 36000 Feet",
        "Highway 61, 12345 Miles",
        "会议室3-1-2, 市场部 2024-03-18",
        "大阪市 2024-03-18 発表",
        "제품으로 152개",
        "см. рис. 12, ул. план 3",
    ],
)
def test_not_found(text: str) -> None:
    assert seen(text) == []
