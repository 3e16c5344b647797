"""What a tagger takes for a person, an address or a secret, and is none."""

from __future__ import annotations

import pytest

from stream_scanner.evidence.mistaken import mistaken
from stream_scanner.verdicts import Span, SpanType


def taken(text: str, value: str, kind: SpanType = "NAME", source: str = "model") -> bool:
    start = text.index(value)
    span = Span.model_validate(
        {
            "type": kind, "field": "body", "start": start, "end": start + len(value), "confidence": 0.9,
            "source": source,
        }
    )  # fmt: skip
    return mistaken(span, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a ledger at Morgan Stanley and", "Morgan Stanley"),
        ("the Johnson & Johnson deal with Procter & Gamble", "Procter & Gamble"),
        ("Jack Daniel\u2019s is sold out", "Jack Daniel\u2019s"),
        ("we read Oliver Twist in May", "Oliver Twist"),
        ("the flight to S\u00e3o Paulo is", "S\u00e3o Paulo"),
        ("my CNP is 15", "CNP"),
        ("that is Sierra Tango Oscar, yes", "Sierra Tango Oscar"),
        ("saw Angel Has Fallen", "Angel Has Fallen"),
        ("dinner at Tisza Country Club", "Tisza Country Club"),
        ("off Ivan Street", "Ivan"),
        ("au lyc\u00e9e Jean-Moulin", "Jean-Moulin"),
        ("A ponte Edgar Cardoso reabre", "Edgar Cardoso"),
        ("corso Vittorio Emanuele", "Vittorio Emanuele"),
        ("she sailed on HMS Duncan Hale", "Duncan Hale"),
        ("signs of Miller Fisher variant", "Miller Fisher"),
        ("Malerbetrieb Hans Pfitzen & S\u00f6hne GmbH", "Hans Pfitzen"),
    ],
)
def test_things(text: str, value: str) -> None:
    assert taken(text, value)
    assert not taken(text, value, source="both")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ask Stanley Morgan about it", "Stanley Morgan"),
        ("ask LISA about it", "LISA"),
        ("the rue is long, Jean Moreau said", "Jean Moreau"),
        ("Anna Berg has left and she", "Anna Berg"),
        ("Hans Pfitzen & Co-Autoren", "Hans"),
        ("the via Anna Berg took", "Anna Berg"),
    ],
)
def test_persons(text: str, value: str) -> None:
    assert not taken(text, value)


@pytest.mark.parametrize(
    ("text", "value", "kind", "none"),
    [
        ('"CARD 4417 TED LONDON"', "CARD 4417 TED LONDON", "ADDRESS", True),
        ('"postcode": "45110"', "45110", "ADDRESS", True),
        ("at Cardigan 12, Hull", "Cardigan 12, Hull", "ADDRESS", False),
        ("PublicKey = QoLsYjcK+Q0ybOyM9U7ddDApfdFhVwpB", "QoLsYjcK+Q0ybOyM9U7ddDApfdFhVwpB", "SECRET_KEY", True),
        ("PrivateKey = QoLsYjcK+Q0ybOyM9U7ddDApfdFhVwpB", "QoLsYjcK+Q0ybOyM9U7ddDApfdFhVwpB", "SECRET_KEY", False),
        ("cell at 48.13743 N 11.5", "48.13743", "PHONE", True),
        ("call 0481374312 Now", "0481374312", "PHONE", False),
    ],
)
def test_others(text: str, value: str, kind: SpanType, *, none: bool) -> None:
    assert taken(text, value, kind) is none


@pytest.mark.parametrize(
    ("text", "value", "none"),
    [
        ("advised Johnson & Johnson on it", "Johnson", True),
        ("Chez Yves Saint Laurent on recrute", "Yves", True),
        ("Копии документов просим", "Копии", True),
        ("Секретарь: Громов", "Секретарь", True),
        ("Вчера Громов звонил", "Громов", False),
        ("clienta RUT 13.310.928-5", "RUT", True),
        ("met Rut Lind there", "Rut Lind", False),
    ],
)
def test_beginnings_and_numbers(text: str, value: str, *, none: bool) -> None:
    assert taken(text, value) is none


@pytest.mark.parametrize(
    ("text", "value", "kind", "none"),
    [
        ("Decision 2021/914, module two", "2021/914", "PHONE", True),
        ("35649", "35649", "ADDRESS", False),
        ('"zip": "35649"', "35649", "ADDRESS", True),
        ("REGON 012345675", "012345675", "ADDRESS", True),
    ],
)
def test_numbers_of_other_things(text: str, value: str, kind: SpanType, *, none: bool) -> None:
    assert taken(text, value, kind) is none
