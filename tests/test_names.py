"""Names where the layout says so, and nowhere else."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings if f.type == "NAME"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Name: Ada Byron King", "Ada Byron King"),
        ("Patient: Juan de la Cruz, ward 4", "Juan de la Cruz"),
        ("Dear Mr. Okafor,\nthank you", "Okafor"),
        ("From: Jane Doe <jane@host.org>", "Jane Doe"),
        ("hi\n\nBest regards,\nMaria Lopez\n", "Maria Lopez"),
        ("text\n-- \nJohn Smith", "John Smith"),
        ("Hello, my name is Lena Braun and I", "Lena Braun"),
        ("Counsel of record:\nSaul A. Goodfellow\nSuite 1", "Saul A. Goodfellow"),
        ("Attn: Zoë O'Neil", "Zoë O'Neil"),
        ("Name: Qadra Vellisk\nPhone: 020 7946 0991", "Qadra Vellisk"),
        ("Name: Ada King\nPlan: Premium\nEmail: ada@firm.example", "Ada King"),
        ('{"name": "Tomasz Wójcik", "age": 41}', "Tomasz Wójcik"),
        ("Full name: Qadra Vellisk", "Qadra Vellisk"),
        ("This is Marek Novak from accounts", "Marek Novak"),
        ("Landlord: Peter Hollis, flat 4", "Peter Hollis"),
        ("Nombre y apellidos: Marta Ibáñez", "Marta Ibáñez"),
        ("氏名：山田太郎", "山田太郎"),
        ("氏名：山田太郎\u3000個人番号：123", "山田太郎"),
        ("担当: 佐藤 由美(内線 21)", "佐藤 由美"),
        ("鈴木 健一様 明日伺います", "鈴木 健一"),
        ("ruf Herrn Dr. Tiedtke an", "Tiedtke"),
        ("seconded by Cllr Ní Dhomhnaill today", "Ní Dhomhnaill"),
        ("can you move it? Thanks, Maria", "Maria"),
        ("See you.\nBest, Maria", "Maria"),
        ("Bis morgen.\nViele Grüße Jonas\n", "Jonas"),
        ("ФИО: Иванов Иван Иванович", "Иванов Иван Иванович"),
        ("1.ADEYEMI/FOLASADE MRS", "ADEYEMI/FOLASADE"),
        ("constat avec votre voisin, M. Traoré. Un expert", "Traoré"),
        ("Margaret Lindqvist, née Hafner, died", "Hafner"),
        ("<given>Anselm</given>", "Anselm"),
        ("DL Y44\nLN QUINTERO\nEXP 08", "QUINTERO"),
        ("Gentile Sig.ra Tassinari, confermiamo", "Tassinari"),
        ("Pacjent: Wawrzyniec Gżegżółka, PESEL", "Wawrzyniec Gżegżółka"),
    ],
)
def test_found(text: str, value: str) -> None:
    assert seen(text) == [("NAME", value)]


@pytest.mark.parametrize(
    "text",
    [
        "Name: required",
        "name: String",
        "Patient: the next one please",
        "Best regards,\nThe Support Team\n",
        "my name is not important",
        "The Great Wall of China",
        "Dediol v. Best Chevrolet\nCounsel",
        "I owe you.\nThanks, Team",
        "Thanks,\nall good here",
        "name: Super Widget\nprice: 20.00",
        "name: Build and Test\non: push",
        "  - name: Install Dependencies\n    run: npm ci",
        '{"product": {"name": "Rosa Kettle", "sku": "BK-1"}}',
        '{"id": 7, "name": "Annual Report", "type": "pdf"}',
        "kind: Service\nmetadata:\n  name: Frontend Gateway",
        "Name: Acme Holdings",
        "Client: Nordic Timber\nProject: Fence",
        "Patient: Intake Form",
        "This is Spring Boot 3",
        "Cheers,\nData Platform",
        "氏名、住所を記入",
        "姓名: Required",
        "      - name: Set Up Python\n        uses: actions/setup-python@v5",
        "Feature: login\n    Given: Basic Auth is on",
        "    metadata:\n        name: Alpha Service\n        kind: Pod",
        "L. The parties agree.\nM. Notwithstanding the above",
        "it was Richard M. Stallman who",
        "Madame Secretary, the draft is here",
        "the LN QUINTERO case",
    ],
)
def test_not_found(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("bel me even\n\nGroet,\n\nSietske", ["Sietske"]),
        ("bis morgen.\n\nLG Svea", ["Svea"]),
        ("Med vänlig hälsning\nKarin Lindh\n", ["Karin Lindh"]),
        ("Hoi Jorrit,\nhet contract is er", ["Jorrit"]),
        ("Dear Ms Okafor,\nthank you", ["Okafor"]),
        ("[14:08] Wanda Teles: oi\n[14:09] Wanda Teles: e o zap\n[14:10] Owen: ok\n", ["Wanda Teles"] * 2 + ["Owen"]),
        ("Kedves Sayın Gül Aksoy, kart geldi", ["Gül Aksoy"]),
        ("S/o Arun Pillai, 14 Main Road", ["Arun Pillai"]),
        ("DECLARATION OF SAMIR ADEYINKA IN SUPPORT OF MOTION", ["SAMIR ADEYINKA"]),
        ("1. MBEKI-LUND/ASTRID MS\n2. LUND/OSCAR (CHD)", ["MBEKI-LUND/ASTRID", "LUND/OSCAR"]),
    ],
)
def test_greetings_ends_and_speakers(text: str, values: list[str]) -> None:
    assert [value for _, value in seen(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "Best Practice\n",
        "Love Actually\n",
        "Thanks,\nSupport",
        "Hallo Zusammen,\ndie Akte",
        "Hi Folks,\nthe file",
        "[14:08] Deploy Bot: done\n[14:09] Build Server: ok\n[14:10] Help Desk: hi\n",
        "Note: a\nWarning: b\nNote: c\n",
    ],
)
def test_nobody_greets_or_ends(text: str) -> None:
    assert seen(text) == []
