"""Postal addresses as far as they go together, and numbers before words that only sound like ways."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find
from stream_scanner.evidence.addresses import goes_on


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings if f.type == "ADDRESS"]


@pytest.mark.parametrize(
    ("frame", "value"),
    [
        ("ship to {}", "742 Evergreen Terrace, Springfield, IL 62704"),
        ("Office:\n{}\nTel. none", "1200 North Market Street, Suite 40\nWilmington, DE 19801-1234"),
        ("Visit {}.", "221B Baker Street, London NW1 6XE"),
        ("we are at {} now", "45 W 17th St, 3rd Floor"),
        ("{}", "88 King Street West, Toronto, ON M5H 1A1"),
        ("{}", "300 E OAK DR STE 7\nSALT LAKE CITY, UT 84101"),
        ("{}", "47 rue Victor Hugo, 69002 Lyon"),
        ("mail to {}", "PO Box 123, Dover, DE 19901"),
        ("he lives at {}", "17 Acacia Avenue"),
        ("he lives at {} with her", "17 acacia avenue"),
        ("at {}", "1500 Highway 150"),
        ("{}", "225 Broadway\nSuite 900\nSan Diego, CA 92101"),
        ("sent to {} today", "203 N. Wabash 608, Chicago, IL 60601"),
        ("{}", "Highway 34 East, Albia, IA 52531"),
        ("the lab in {} burnt", "Anchor Point, AK 99556"),
        ("{}", "O'Fallon, MO 63366"),
        ("from {} only", "King of Prussia, PA 19406"),
        ("Kay & Sons\n{}\n(312) 555-0199", "One East Mill Drive\n#2200\nChicago, IL 60601"),
        ("Legal Aid\n{}", "Suite 2200\n800 Lafayette Street\nLafayette, LA 70501"),
        ("{}", "18101 Van Carman\nSte. 401, 3rd Floor\nIrvine, CA 92612"),
        ("{}", "Four Harbor Center\n100 Mulberry Street\nNEWARK, NJ 07102"),
        ("One more thing:\n{}", "Austin, TX 78701"),
        ("973-639-8497\n{}", "Austin, TX 78701"),
        ("send it to {}", "47 S Snow Highland Ct; Peccia Lake, UT 56124-2650"),
        ("lives at {}", "820b Marty St, Maple City, WY 03775"),
        ("{}", "12 Mill Road - Suite 7 - Danville, PA 17821"),
        ("address={}", "4925 Broad - Suite 7 - Danville PS 49790"),
        ('{{"home_address": "{}"}}', "12 Foo Bar, Danville 49790"),
        ("geocode failed for '{}'", "MTQvMjYgSW1yaWUgU3RyZWV0LCBIYXJib3IgU0EgNTMyMw=="),
        ("pay {} please", "1950 n stemmons freeway suite 5010 lockbox 848104 dallas tx 75207"),
    ],
)
def test_found(frame: str, value: str) -> None:
    assert seen(frame.format(value)) == [("ADDRESS", value)]


@pytest.mark.parametrize(
    "text",
    [
        "10 miles down the road",
        "my top 5 Google Drive tips, all free",
        "a 2 way street",
        "version 3 Park mode is on",
        "he won in 3 straight sets on Court",
        "30 St Mary Axe",
        "add 4 more rows per Page View now",
        "$50 Wall Street bonus",
        "Ann Lee, ID 48213",
        "Yes, OK 20000 is fine",
        "address=10.0.0.1:8080",
        "address: 0x12 of page 12345",
        "Invoice, PA 90210",
    ],
)
def test_not_found(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("first", "gap", "second", "answer"),
    [
        ("12 Mill Road", "\n", "Leeds LS1 4AB", True),
        ("12 Mill Road", ", ", "Suite 9", True),
        ("12 Mill Road\nSuite 9", "\nEl Tornadizo\n", "Gabon 66298", True),
        ("PO Box 101", "\n", "Springfield, IL 62704", True),
        ("Springfield, IL 62704", "\n", "PO Box 101", False),
        ("12 Mill Road", "\n", "14 Mill Road", False),
        ("12 Mill Road", "\nBob Lee\n", "14 Mill Road", False),
        ("12 Mill Road", "\nphone: 555\n", "Leeds", False),
        ("12 Mill Road", " and then ", "Leeds", False),
    ],
)
def test_an_address_goes_on_over_a_line_or_a_town(first: str, gap: str, second: str, answer: bool) -> None:
    text = f"at {first}{gap}{second}"
    assert goes_on(text, 3, 3 + len(first), 3 + len(first + gap)) is answer
