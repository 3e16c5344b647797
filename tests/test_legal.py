"""Docket numbers, citations, client-matter numbers, law firms' references; the wordings of a duty to keep silent."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("in 3:19-cr-00418-ABC-DE now", "MATTER_ID", "3:19-cr-00418-ABC-DE"),
        ("debtor, 22-10455-abc,", "MATTER_ID", "22-10455-abc"),
        ("2021-CV-001187", "MATTER_ID", "2021-CV-001187"),
        ("The file number is 032187.00520; call", "MATTER_ID", "032187.00520"),
        ("FILE # 032187.00520", "MATTER_ID", "032187.00520"),
        ("Claim No K04YX219", "MATTER_ID", "K04YX219"),
        ("Docket: 23-2-08871-4 SEA", "MATTER_ID", "23-2-08871-4 SEA"),
        ("settlement of matter 2020/1186P today", "MATTER_ID", "2020/1186P"),
        ("pidió otra fecha en la causa CFP 11822/2018.", "MATTER_ID", "CFP 11822/2018"),
        ("deceased. Probate No. PR-18-30561.", "MATTER_ID", "PR-18-30561"),
        ("see [2019] EWHC 123 (Ch)", "MATTER_ID", "[2019] EWHC 123 (Ch)"),
        ("[2020] EWCA Civ 77", "MATTER_ID", "[2020] EWCA Civ 77"),
        ("cites 2014 SCC 7.", "MATTER_ID", "2014 SCC 7"),
        ("Case C-131/12 of the Court", "MATTER_ID", "C-131/12"),
        ("ECLI:EU:C:2014:317", "MATTER_ID", "ECLI:EU:C:2014:317"),
        ("client-matter 12345-00067", "MATTER_ID", "12345-00067"),
        ("Re: matter CL-2018-000481", "MATTER_ID", "CL-2018-000481"),
        ("Case CV-2016-03656 was heard", "MATTER_ID", "CV-2016-03656"),
        ('docket: "LIT-2017-351"', "MATTER_ID", "LIT-2017-351"),
        ("matter_id=51510/0034", "MATTER_ID", "51510/0034"),
        ('docket: "23 O 282/22"', "MATTER_ID", "23 O 282/22"),
        ("Case No. 7 O 59/09", "MATTER_ID", "7 O 59/09"),
        ("Aktenzeichen: 12 ZR 45/19", "MATTER_ID", "12 ZR 45/19"),
        ("matter_id: 24 O 224/17", "MATTER_ID", "24 O 224/17"),
        ("ref 20 O 139/26, judgment due", "MATTER_ID", "20 O 139/26"),
        ("Expte. MAT-76070", "MATTER_ID", "MAT-76070"),
        ("open a sub-matter under 16-17761.", "MATTER_ID", "16-17761"),
        ("under a mutual NDA now", "NDA_TERM", "mutual NDA"),
        ("the Mutual NDA Standard Terms", "NDA_TERM", "NDA"),
        ("trade secret information", "NDA_TERM", "trade secret information"),
        ("Re: matter T-270/08", "MATTER_ID", "T-270/08"),
        ("Time entries for MAT-17763", "MATTER_ID", "MAT-17763"),
        ("the Evaluation Material shall", "NDA_TERM", "Evaluation Material"),
        ("non-disclosure obligations", "NDA_TERM", "non-disclosure obligations"),
        ("Claim No. HQ17X01234/A", "MATTER_ID", "HQ17X01234/A"),
        ("STRICTLY CONFIDENTIAL", "NDA_TERM", "STRICTLY CONFIDENTIAL"),
        ("a duty of confidentiality", "NDA_TERM", "duty of confidentiality"),
        ("one-way confidentiality undertaking", "NDA_TERM", "one-way confidentiality undertaking"),
        ("Privileged & Confidential", "NDA_TERM", "Privileged & Confidential"),
        ("attorney work product", "NDA_TERM", "attorney work product"),
        ("Die Geheimhaltungsvereinbarung (Anhang C)", "NDA_TERM", "Geheimhaltungsvereinbarung"),
        ("signer l'accord de confidentialité joint", "NDA_TERM", "accord de confidentialité"),
        ("el acuerdo de confidencialidad firmado", "NDA_TERM", "acuerdo de confidencialidad"),
        ("umowa o zachowaniu poufności", "NDA_TERM", "umowa o zachowaniu poufności"),
        ("Marsh Solicitors\nOur ref: 30417.0002 / KL", "MATTER_ID", "30417.0002"),
        ("Our ref: ABC/20417/0004, Marsh LLP", "MATTER_ID", "ABC/20417/0004"),
        ("Unser Zeichen: 417/22, Rechtsanwälte Kern", "MATTER_ID", "417/22"),
        ("his attorney's file KLM2/0417/bh", "MATTER_ID", "KLM2/0417/bh"),
    ],
)
def test_found(text: str, kind: str, value: str) -> None:
    assert seen(text) == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "the NDA won 287 of 543 seats",
        "the sponsor resubmitted NDA 021-447 to the FDA",
        "coaching for NDA and NA, syllabus attached",
        "part C-131/12 is sold out",
        "la causa de 2020/21 no es clara",
        "estate agents no. 12-14 High Street",
        "your claim number is 555-123-4567",
        "the index number was 104.5 in May",
        "case number is 10-12 per week",
        "2014 saw 7 wins",
        "file no. setup.py",
        "confidential? no",
        "build 2021-05-01",
        "in case no one comes",
        "in case CVE-2021-44228 applies",
        "our proprietary information page",
        "between 5 C 12/20 and more",
        "edge case PROJ-4521 and use case US-10234",
        "Change request CR-2024-0012",
        "invoice CC-2024-000001",
        'case "ISO-8859-1":',
        "Claim ref: ABC/2023/0044/1 under your policy",
        "Our ref: 30417.0002 of the warehouse",
        "Marsh LLP. Our ref: 12.05.2023",
        "the attorney's file and/or notes",
    ],
)
def test_not_found(text: str) -> None:
    assert [f for f in seen(text) if f[0] in ("MATTER_ID", "NDA_TERM")] == []


@pytest.mark.parametrize(
    "value",
    ["秘密保持契約書", "保密协议", "비밀유지계약서", "اتفاقية عدم الإفصاح", "соглашение о неразглашении", "הסכם סודיות",
     "συμφωνία εμπιστευτικότητας", "vertraulichen Informationen", "obligation de confidentialité"],
)  # fmt: skip
def test_duties_in_other_scripts_and_forms(value: str) -> None:
    assert ("NDA_TERM", value) in seen(f"1) {value}, 2024")


def test_under_an_nda_is_one() -> None:
    assert seen("we are under NDA with them") == [("NDA_TERM", "NDA")]
