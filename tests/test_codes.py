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
        ("Door code:\n4711", "4711"),
        ("door code - 4711", "4711"),
        ("Door code: **4711**", "4711"),
        ("Door code is: 4711", "4711"),
        ("Door code is now: 4711", "4711"),
        ("door code has changed to 4711", "4711"),
        ("The code for the building is 4711", "4711"),
        ("4711 is the door code", "4711"),
        ("use 4711 for the door", "4711"),
        ("Pin: 4711", "4711"),
        ("portkod: 4711", "4711"),
        ("mTAN: 837261", "837261"),
        ("the one-time password is 482913", "482913"),
        ("Code vom Tresor: 4711", "4711"),
        ("Code fürs Tor: 4711", "4711"),
        ("Le code de la porte est le 4711", "4711"),
        ("code d’accès : 4711", "4711"),
        ("code from SMS: 482913", "482913"),
        ("the sms code is: 482913", "482913"),
        ("The door code for the pump room is 4711", "4711"),
        ("The gate code for the parking area: 5512", "5512"),
        ("my card PIN: 482913", "482913"),
        ("SIM PIN: 482913", "482913"),
        ("my pin: 482913", "482913"),
        ("the SMS code I got: 482 913", "482 913"),
        ("code i got: 463770", "463770"),
        ("side door of hall 1, keypad 77190, then", "77190"),
        ("The number that came by text was 698961", "698961"),
        ("If the alarm goes off, type 4711 and press enter", "4711"),
        ("Unlock the safe in room 2.14 (code 38-06-71).", "38-06-71"),
        ("kod do magazynu to 4471#, jutro zmiana", "4471"),
        ("the side entrance keypad is 4471# today", "4471"),
        ("Pinkode til kassen: 6881", "6881"),
        ("Code porte garde : B6628", "B6628"),
        ("o código do cofre é 342334, não partilhes", "342334"),
        ("yubikey PIN 581903.", "581903"),
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
        "Hotel confirmation code: 48291377, check-in from 15:00",
        "The order number I got is 48213",
        "the part number we received: 482913",
        "The zip code I got is 94107",
        "the error code we got: 4031",
        "The code in the app is 4500 lines long",
        "Security code 9001 audit passed",
        "Our OTP 1500 seats were sold",
        "Text code 4711 for the invoice",
        "chairs in tan, 4500 pieces",
        "Ms Tan: 48213377",
        "ask Wei Tan, 4512",
        "otp 2024 planning",
        "New keypad: 1450 EUR incl. VAT",
        "The keypad, 3000 units, ships Friday",
        "The alarm panel, 2400 EUR",
        "order a keypad 4100",
        "alarm panel 3200 series",
        "Barrier code: 4000 kg",
        "The conveyor stopped with alarm code 4012 again",
        "Bitte den Alarmcode 30412 quittieren",
        "Journal entry code 4400 was used",
        "The gate opens by 0630 at the latest",
        "Conference call on Monday: dial 0800 123 4567, access code 4711993#",
        "Access code for the webinar: 482913",
        "Access code: 9932117 (Webex meeting)",
        "Zugangscode zum Webinar: 482913",
        "Your Google verification code is 482913. Don't share it.",
        "Your Acme security code: 482913",
        "Your hotel confirmation code is 48291377",
        "The PIN code for Bangalore is 560001",
        "PIN code of our Pune office is 411001",
        "the pincode is 560001",
        "The new pin is 1204 mm long",
        "the pin, 4711, is out of stock",
        "we have 4500 for the door",
        "the safe is heavy, press 2024 copies of the form",
        "if the gate is shut, call 4482",
        "the room at the gate (code 404) is shown",
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
    assert seen(f"user is my staff number. then: {text} Thanks") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "the plate is alpha bravo one two charlie delta echo",
        "booking X-ray yankee zulu four five six seven, thanks",
        "Mike, Oscar and Victor, two of them in Lima - one star",
        "Flights: Lima - Delta - Quebec - India - Papa - Echo",
        "Rota: Mike - 2, Oscar - 4, Victor - 1",
        "hotel hotel dash alpha bravo one two three four",
    ],
)
def test_plates_and_bookings_are_spelled_too(text: str) -> None:
    assert seen(text) == []
