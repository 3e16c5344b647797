"""Addresses of many countries in their whole reach, and what only looks like the words for a way."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find


def seen(text: str) -> list[str]:
    return [text[f.start : f.end] for f in find([("body", text)]).findings if f.type == "ADDRESS"]


@pytest.mark.parametrize(
    "value",
    [
        "Rua da Boavista, 412, 2.º Esq., 4050-105 Porto",
        "Via Giuseppe Mazzini 14, int. 3, 40137 Bologna (BO)",
        "Corso Vittorio Emanuele 88, 80121 Napoli NA",
        "Piazza Garibaldi 5/B, 37121 Verona VR",
        "Calle Serrano 47, 3º B, 28001 Madrid",
        "C/ Aragó 210, 2º 1ª, 08011 Barcelona",
        "Av. Providencia 2133, of. 504, Providencia, Santiago",
        "Carrera 15 # 93-47, Apto 301, Bogotá D.C. 110221",
        "Av. Reforma 222, Piso 8, Col. Juárez, 06600 CDMX",
        "Rua Augusta, 1508, ap. 42, Consolação, São Paulo - SP, 01304-001",
        "Nørregade 12, 2. th., 1165 København K",
        "Drottninggatan 71, lgh 1102, 111 36 Stockholm",
        "Petőfi Sándor utca 7. III/2, 6720 Szeged",
        "Atatürk Cad. No: 45/3, Kadıköy, 34710 Kadıköy/İstanbul",
        "Pikk tn 12-4, 10133 Tallinn",
        "3-5-12 Kita-Aoyama, Minato-ku, Tokyo 107-0061",
        "Blk 77 Toa Payoh Ave 4 #11-203 Singapore 310077",
        "Blk 3 Lot 15 Rizal St., Green Meadows Subd., Brgy. San Roque, San Mateo 1850",
        "301, Green Park CHS, Linking Road, Mumbai, Maharashtra 400050",
        "Door No. 6-3-112/A, Road No. 12, Banjara Hills, Hyderabad 500034",
        "SCO 45-46, Sector 8-C, Chandigarh 160009",
        "Flat 5, Rose Court, 18 Mill Lane, Bath BA1 2QT",
        "Bungalow 3, Elm Court, Ripon HG4 1QP",
        "Chaussée de Louvain 210 bte 3, 1000 Bruxelles",
        "Via Maistra 22, 7500 St. Moritz",
        "2210, boul. Talbot, Chicoutimi (Québec) G7H 4B3",
        "No. 38, 4th Cross, Malleswaram, Bengaluru 560 003",
        "1162 Weber Road\nDannevirke 4974\nNEW ZEALAND",
        "Packstation 147\n50823 Köln",
        "Keizersgracht 455-III, 1017 DK Amsterdam",
        "Favoritenstraße 12/3/7, 1100 Wien",
        "Karl-Liebknecht-Straße 4b, 04107 Leipzig",
        "Bahnhofstrasse 7, 8001 Zürich ZH",
        "Markt 3, 18055 Rostock",
        "12 Seaview Road, RD 2, Whangārei 0172",
        "220, rue Sherbrooke, app. 4, Montréal (Québec) H2X 1E2",
        "14 bis, rue des Lilas, Bât. B, 69003 Lyon",
        "RR 4 Box 77, Ames, Iowa 50010",
        "7/21 Ocean Parade, Manly NSW 2095",
        "9 Sráid an Droichid, Galway, Co. Galway H91 X2YK",
        "Bulevar kralja Aleksandra 73, 11000 Beograd",
    ],
)
@pytest.mark.parametrize("frame", ["{}", "Contact: {}. Thanks", "she is in {} (blue door)"])
def test_the_whole_of_it(value: str, frame: str) -> None:
    assert seen(frame.format(value)) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Send it to Plot 22, Awolowo Road, Ikoyi, Lagos.", "Plot 22, Awolowo Road, Ikoyi, Lagos"),
        ("House No. 14, Ring Road, Kumasi\nTel. none", "House No. 14, Ring Road, Kumasi"),
        ("ciao, sto in via Cavour 8, che civico era?", "via Cavour 8"),
        ("Adresse: Algade 49", "Algade 49"),
        ("wohnhaft Karl-Liebknecht-Platz 4", "Karl-Liebknecht-Platz 4"),
        ("LOCATION:Calle de Toledo 12\\, 3º dcha.\\, 28005 Madrid", "Calle de Toledo 12\\, 3º dcha.\\, 28005 Madrid"),
        ("ADR:;;4 rue des Lilas;Nancy;;54000;France\n", "4 rue des Lilas;Nancy;;54000;France"),
        ("PID||31 Alder Ave^^Dayton^OH^45402||x", "31 Alder Ave^^Dayton^OH^45402"),
    ],
)
def test_by_what_stands_beside_it(text: str, value: str) -> None:
    assert seen(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Sent via Zoom 5 minutes ago, travelled via Paris 12 times",
        "Plaza Colonia 2-1 Peñarol, Montevideo.",
        "Strada Bianche 2024, Siena.",
        "Psalm 23, 4. John 3, 16. Kings 7, London.",
        "Lot 5, Victorian chair, London. Lot 18, Oil on canvas, Paris",
        "502, Main Cable, 3 Core, 411045",
        "Bus 201, Gate 5, Terminal 2, Berlin.",
        "Lieferschein LS-100482, 12 ST",
        "Pos 10  4711-A  Wellenring     12 ST",
        "Av. Price 12, High 15, Low 11. Av. Speed 60, Max. Speed 80, Total 120.",
        "Al. Gore 12, Bush 14. R. Kelly 12, Chicago. Jr. Smith 23, Sr. Smith 45, London.",
        "Square Enix 2, Tokyo. Gang Starr 3, New York. Kaya Scodelario 32, London.",
        "Track 5, Abbey Road, The Beatles. Office 365, Cloud Drive, Microsoft.",
        "Unit 3, The Silk Road, History. Shop 24, Fashion Street, Sale.",
        "Der Platz 3, 50000 Euro",
        "Ist der Markt 17, 25813 Besucher kamen",
        "He wore a Silk Tie 12, 5000 Kunden. Renegade 5, Jeep. Brigade 5, Moscow.",
        "Madde No: 5, Kanun No: 4857, Ankara.",
        "Camino de Santiago 2023, Spain. Via Francigena 2023, Roma.",
        "Camino Frances 800 km, Santiago. Calle 72 vs Calle 80, carrera 10 - 3 km",
        "Room 12, Main Building, Monday. Meet in Room 5, Park House, 3rd floor.",
        "I want to go to El Camino Real. For 1 person.",
    ],
)
def test_what_only_looks_so(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ADR;TYPE=WORK:;;ul. Polna 14/3;Sopot;;81-122;Polska\n", "ul. Polna 14/3;Sopot;;81-122;Polska"),
        ("7;Ilka;Moser;Lindengasse 7/2;1070;Wien;0664;45,00", "Lindengasse 7/2;1070;Wien"),
        ("postalAddress: Via Roma 57 $ 38122 Trento $ Italia", "Via Roma 57 $ 38122 Trento $ Italia"),
        ("Address Istedgade 104, 2. th., 1650 København V\nCPR", "Istedgade 104, 2. th., 1650 København V"),
        ("Frau Moser, Via Maistra 22, 7500 St. Moritz, AHV-Nr. 756", "Via Maistra 22, 7500 St. Moritz"),
    ],
)
def test_fields_and_labels_part_it(text: str, value: str) -> None:
    assert seen(text) == [value]
