"""Docket numbers as the courts of the world write them, and what is numbered like one."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find


def seen(text: str) -> list[str]:
    return [text[f.start : f.end] for f in find([("body", text)]).findings if f.type == "MATTER_ID"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Procedimiento: ORDINARIO 517/2024", "517/2024"),
        ("en causa Rol C-7741-2024, del", "C-7741-2024"),
        ("ESAS NO: 2024/417", "2024/417"),
        ("Case no: JS 417/24", "JS 417/24"),
        ("Supreme Court matter 2025/00177821 is listed", "2025/00177821"),
        ("mention, HCCOMM E219 of 2025, Adv.", "HCCOMM E219 of 2025"),
        ("i sak 25-017827TVI-TSOG/TFOR opplyses", "25-017827TVI-TSOG/TFOR"),
        ("BGH, I ZR 12/22, entschied", "I ZR 12/22"),
        ("BVerfG, 1 BvR 2199/16, Rn. 4", "1 BvR 2199/16"),
        ("BVerwG 6 C 11.20 vom Mai", "6 C 11.20"),
        ("Sozialgericht Köln, S 12 AS 455/21", "S 12 AS 455/21"),
        ("Das Amtsgericht Köln (142 C 331/20) wies ab", "142 C 331/20"),
        ("8 ObA 33/21x", "8 ObA 33/21x"),
        ("OLG Wien 3 R 44/22m", "3 R 44/22m"),
        ("Urteil 1C_88/2020 vom", "1C_88/2020"),
        ("Urteil des BVGer A-2201/2019", "A-2201/2019"),
        ("sygn. akt II K 77/21", "II K 77/21"),
        ("(file XIV C 2207/20) ruled", "XIV C 2207/20"),
        ("wyrok II OSK 915/20", "II OSK 915/20"),
        ("sp. zn. 22 Cdo 1907/2020", "22 Cdo 1907/2020"),
        ("pod č. j. 14 C 88/2021-45", "14 C 88/2021-45"),
        ("C/09/612344 / KG ZA 21-118", "C/09/612344 / KG ZA 21-118"),
        ("gerechtshof, zaak 200.288.114/01", "200.288.114/01"),
        ("P.21.0456.N", "P.21.0456.N"),
        ("mål nr B 1188-21 vid Solna tingsrätt", "B 1188-21"),
        ("Högsta domstolen Ö 4412-20", "Ö 4412-20"),
        ("HR-2021-417-A", "HR-2021-417-A"),
        ("BS-33120/2021-KBH", "BS-33120/2021-KBH"),
        ("N° RG 20/08812", "20/08812"),
        ("pourvoi n° 20-14.337", "20-14.337"),
        ("diligencias previas nº 88/2019", "88/2019"),
        ("autos 733/2020 del Juzgado", "733/2020"),
        ("R.G.N.R. 4410/19", "4410/19"),
        ("n. 4410/2019 R.G.", "4410/2019"),
        ("processo n.º 2214/21.7T8LSB", "2214/21.7T8LSB"),
        ("0007654-86.2019.5.02.0003", "0007654-86.2019.5.02.0003"),
        ("o processo 0007654-11.2019.5.02.0003 na 2ª Vara", "0007654-11.2019.5.02.0003"),
        ("dosar nr. 4471/3/2021", "4471/3/2021"),
        ("Pfv.I.20.814/2020/5", "Pfv.I.20.814/2020/5"),
        ("application no. 41288/16 (Strasbourg)", "41288/16"),
        ("High Court: 2021/447 JR", "2021/447 JR"),
        ("Case ref T20220317", "T20220317"),
        ("employment tribunal 3304417/2021", "3304417/2021"),
        ("the panel of the circuit (No. 21-1408)", "21-1408"),
        ("CV-21-00662114-0000", "CV-21-00662114-0000"),
        ("500-17-118204-214, Superior Court", "500-17-118204-214"),
        ("CS(OS) 88/2021", "CS(OS) 88/2021"),
        ("Crl.A. 310/2019", "Crl.A. 310/2019"),
        ("O.S. No. 733/2020", "733/2020"),
        ("Constitution Petition No. D-4471 of 2021", "D-4471 of 2021"),
        ("Petition No. E044 of 2021", "E044 of 2021"),
        ("G.R. No. 218834", "G.R. No. 218834"),
        ("suit FHC/ABJ/CS/88/2019", "FHC/ABJ/CS/88/2019"),
        ("case 4412/2019, Gauteng High Court", "4412/2019"),
        ("VID 311 of 2019", "VID 311 of 2019"),
        ("CIV-2021-404-001877", "CIV-2021-404-001877"),
        ("WA-22NCVC-418-07/2021", "WA-22NCVC-418-07/2021"),
        ("118/Pdt.G/2021/PN Jkt.Sel", "118/Pdt.G/2021/PN Jkt.Sel"),
        ("平成30年(受)第412号", "平成30年(受)第412号"),
        ("(2020)沪0115民初20417号", "(2020)沪0115民初20417号"),
        ("110年度訴字第2217號", "110年度訴字第2217號"),
        ("서울중앙지방법원 2021가합50412 판결", "2021가합50412"),
        ("дело № А40-20417/2021", "А40-20417/2021"),
        ("справа № 757/20417/21-ц", "757/20417/21-ц"),
    ],
)
def test_found(text: str, value: str) -> None:
    assert seen(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "0007654-11.2019.5.02.0003",  # wrong check digits, and no word
        "Regulation (EC) No 44/2001 of the court",
        "el tribunal aplicó la Ley 39/2015",
        "Building B 123 near the court",
        "hearing in court at 9 AM 10/12",
        "the tribunal sits at No. 12-14 High Street",
        "season 2019/20 on court 3",
        "Tingsrätten, T 0520-49 70 00",
        "NINO AB 12 34 56 C at court",
        "Kapitel II B 12/20",
        "version 3 C 12/20",
        "tel. No. 20-2719",
        "the petition has 1000/2000 names",
        "S.I. No. 123/2020",
        "Act No. 45 of 2013",
        "invoice T20211234",
        "RG 59/62 cable",
        "App.Core.12.345/2020",
        "parcel reference no. of 1234/20",
        "case study 12/2020",
        "docs/CA/US/12/2020",
        "2021년12월 3일",
        "平成3年第3号",
    ],
)
def test_not_found(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Dismissal of No. 21-2-07733-8 SEA with prejudice", ["21-2-07733-8 SEA"]),
        ("filed in the court as case 2023CF001492", ["2023CF001492"]),
        ("the panel in No. 23-1187 (9th Cir.) held", ["23-1187"]),
        ("Juzgado n. 4, NIG: 27028 42 1 2022 0003417", ["27028 42 1 2022 0003417"]),
        ("Our ref: HLM/48213.12\nDear Counsel,", ["HLM/48213.12"]),
        ("Our ref: HLM/48213.12\nDear guests,", []),
        ("bolt 21-2-07733-8 SEA", []),
    ],
)
def test_other_courts_and_firms(text: str, values: list[str]) -> None:
    assert seen(text) == values
