"""Secrets that are a few digits: by the word before them, or because somebody asked."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find


def seen(text: str) -> list[str]:
    return [text[f.start : f.end] for f in find([("body", text)]).findings if f.type == "SECRET_KEY"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the door code is 4711", "4711"),
        ("alarm code: 48213, disarm within 30 seconds", "48213"),
        ("hall 1, keypad 77190, then you have half a minute", "77190"),
        ("the code for the safe in the office is 24-17-08", "24-17-08"),
        ("the gate opens with 4432 then star", "4432"),
        ("combination of the key box by the ramp is 7 2 9 4", "7 2 9 4"),
        ("Türcode 5512, bitte nicht weitergeben", "5512"),
        ("code d'accès du portail : 45B12", "45B12"),
        ("el código de la puerta es 8841", "8841"),
        ("Der Code für die Alarmanlage lautet 771203", "771203"),
        ("the new code for the front door (since monday) is 7714", "7714"),
        ("building access code for the weekend: 9931", "9931"),
        ("PIN for the side gate 9921#", "9921"),
        ("voicemail pin is 8842", "8842"),
        ("TAN: 837261", "837261"),
        ("my 2fa code: 123 456", "123 456"),
        ("the SMS code I got is 482 913", "482 913"),
    ],
)
def test_a_word_tells_what_it_opens(text: str, value: str) -> None:
    assert seen(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "error code 4711 on the display",
        "the alarm code 2031 means low oil",
        "error: door code E2031",
        "postal code 47110, area code 0211",
        "PIN code 560001",
        "promo code SUMMER24 and discount code 5512",
        "the pin of the connector is bent at position 1204",
        "building code 2021",
        "http access code 4031",
        "keypad 12 keys, key box 3",
        "the door has 4711 mm",
        "your verification code is 482913",
        "Meeting ID 882 1234 9921, passcode 993211",
        "the door code is in the vault, ticket 4711",
    ],
)
def test_silent(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "capital kilo, romeo, four, november, hash, india india, zulu, nine nine, small echo, question mark",
        "Kilo Romeo 4 November # India Zulu 99 ?",
    ],
)
def test_spelled_by_the_radio_alphabet(text: str) -> None:
    assert seen(f"user is my staff number. then: {text}") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "the plate is alpha bravo one two charlie delta echo",
        "booking X-ray yankee zulu four five six seven, thanks",
        "Mike, Oscar and Victor, two of them in Lima - one star",
    ],
)
def test_plates_and_bookings_are_spelled_too(text: str) -> None:
    assert seen(text) == []
