"""What disguised stretches say, and where it stands in the raw text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream_scanner.evidence import altered, find
from stream_scanner.evidence.uncovered import AROUND, CHUNK
from stream_scanner.evidence.views import View


def reading(text: str) -> View | None:
    found = find([("body", text)]).uncovered
    assert all(field == "body" for field, _ in found)
    return found[0][1] if found else None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("J\u200bo\u200bh\u200bn S\u200bmith", "John Smith"),
        ("Mаrіа Lореz", "Maria Lopez"),
        ("&#77;&#97;&#114;&#105;&#97;", "Maria"),
        ("J o h n S m i t h", "John Smith"),
        ("J o h n   S m i t h", "John Smith"),
        ("J.o.h.n.S.m.i.t.h", "John Smith"),
        ("J·o·h·n·S·m·i·t·h", "John Smith"),
        ("M4r1a L0p3z", "Maria Lopez"),
    ],
)
def test_what_is_written_and_what_it_says(written: str, said: str) -> None:
    text = f"please ask {written} about it"
    view = reading(text)
    assert view is not None
    start = view.text.index(said)
    assert altered(text, view, start, start + len(said))
    assert view.raw(start, start + len(said)) == (11, 11 + len(written))
    assert not altered(text, view, 0, 6)


@pytest.mark.parametrize(
    "text",
    [
        "it’s “fine” – really",
        "version 1.2.3.4.5.6 of the tool",
        "I am a b c",
        "commit a1b2c3d4, utf8, x86_64, i18n, the 10th, r00t, any1",
        "plain words and 4539 5787 6362 1486",
    ],
)
def test_plain_text_is_read_once(text: str) -> None:
    assert reading(text) is None


def test_only_the_surroundings_of_a_disguise_are_read_again() -> None:
    text = "x" * 5000 + " J\u200bo\u200bh\u200bn " + "y" * 5000
    view = reading(text)
    assert view is not None
    assert "John" in view.text
    assert len(view.text) < (2 * AROUND + 3) * CHUNK


def test_what_an_encoding_holds_is_read_too() -> None:
    text = "see bXkgbmFtZSBpcyBNYXJpYSBMb3Bleg== there"
    view = reading(text)
    assert view is not None
    start = view.text.index("Maria Lopez")
    assert view.raw(start, start + 11) == (4, 36)


@given(st.text("Ann Lee.4\u200bа&#;x _", max_size=200))
def test_every_part_of_a_reading_comes_from_somewhere(text: str) -> None:
    for _, view in find([("body", text)]).uncovered:
        for start in range(0, len(view.text), 7):
            begin, stop = view.raw(start, min(len(view.text), start + 7))
            assert 0 <= begin < stop <= len(text)
