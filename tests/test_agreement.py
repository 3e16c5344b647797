"""Mentions of one name in a field get one answer."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream_scanner.evidence.agreement import agreed
from stream_scanner.verdicts import Source, Span


def names(text: str, *starts: int, size: int, source: Source = "model") -> list[Span]:
    return [Span(type="NAME", field="body", start=at, end=at + size, confidence=0.9, source=source) for at in starts]


def seen(text: str, spans: list[Span]) -> list[tuple[int, str]]:
    return [(s.start, text[s.start : s.end]) for s in agreed(spans, {"body": text})]


def test_half_of_the_mentions_speak_for_all() -> None:
    text = "Ann Lee came. Then Ann Lee left, and Annabel Lee sang."
    assert seen(text, names(text, 0, size=7)) == [(0, "Ann Lee"), (19, "Ann Lee")]


def test_one_in_three_is_taken_back_unless_a_pattern_saw_it() -> None:
    text = "Hobbs is on. Is Hobbs long? Hobbs it is."
    assert seen(text, names(text, 16, size=5)) == []
    assert seen(text, names(text, 16, size=5, source="both")) == [(16, "Hobbs")]


@pytest.mark.parametrize(
    ("text", "name", "kept"),
    [
        ("tickets for Angel Has Fallen on Friday", "Angel", False),
        ("Sure. Anne Of Green Gables is on.", "Anne", False),
        ("Meeting With Anna At The Office", "Anna", True),
        ("ask Anna At noon", "Anna", False),
        ("ask Anna at noon", "Anna", True),
        ("Anna Is fine", "Anna", False),
    ],
)
def test_what_goes_on_as_a_title_is_no_name(text: str, name: str, kept: bool) -> None:
    at = text.index(name)
    assert bool(agreed(names(text, at, size=len(name)), {"body": text})) is kept
    assert agreed(names(text, at, size=len(name), source="both"), {"body": text})


@pytest.mark.parametrize(
    ("text", "name", "kept"),
    [
        ("closed on 31. Mai again", "Mai", False),
        ("15 MAR  DD  THAMES WATER", "MAR", False),
        ("a class (Thu 18:00)", "Thu", False),
        ("ask Mai about room 31", "Mai", True),
        ("line 62 takes the Robert-Koch-Ring now", "Robert-Koch-Ring", False),
        ("over the Willy-Brandt-Platz", "Willy-Brandt", False),
        ("ask Willy-Brandt Place", "Willy-Brandt", True),
    ],
)
def test_dates_and_streets_are_no_names(text: str, name: str, kept: bool) -> None:
    at = text.index(name)
    assert bool(agreed(names(text, at, size=len(name)), {"body": text})) is kept
    assert agreed(names(text, at, size=len(name), source="both"), {"body": text})


@pytest.mark.parametrize(
    ("text", "halves", "found"),
    [
        ("Patient:  HOLLOWAY, Deirdre Anne  DOB", ("HOLLOWAY", "Deirdre Anne"), ["HOLLOWAY, Deirdre Anne"]),
        ("004418 QVELL, ZRINA  OPS", ("QVELL", "ZRINA"), ["QVELL, ZRINA"]),
        ("said Holloway, Deirdre was late", ("Holloway", "Deirdre"), ["Holloway", "Deirdre"]),
        ("Guests: Holloway, Deirdre and Tom", ("Holloway", "Deirdre"), ["Holloway", "Deirdre"]),
        ("Guests: Deirdre, Paula", ("Deirdre", "Paula"), ["Deirdre", "Paula"]),
        ("Winners: Paul Holloway, Anna Brandt", ("Paul Holloway", "Anna Brandt"), ["Paul Holloway", "Anna Brandt"]),
    ],
)
def test_family_names_stand_first_in_lists_and_forms(text: str, halves: tuple[str, str], found: list[str]) -> None:
    spans = [span for half in halves for span in names(text, text.index(half), size=len(half))]
    assert [name for _, name in seen(text, spans)] == found


@pytest.mark.parametrize("tagged", [True, False])
def test_what_a_bearer_is_called_belongs_to_the_name(tagged: bool) -> None:
    text = 'Here William "Cowboy" Cowley rests, and Ann (Lee) Moss and Bo "the best" Kay.'
    halves = [
        ("William", 7),
        ("Cowley", 6),
        ("Ann", 3),
        ("Moss", 4),
        ("Bo", 2),
        ("Kay", 3),
        *([("Cowboy", 6)] * tagged),
    ]
    spans = sorted(
        (span for half, size in halves for span in names(text, text.index(half), size=size)), key=lambda s: s.start
    )
    assert [name for _, name in seen(text, spans)] == ['William "Cowboy" Cowley', "Ann", "Moss", "Bo", "Kay"]


def test_mentions_inside_other_spans_are_left_alone() -> None:
    text = "Mary called from 7 Mary St."
    street = Span(type="ADDRESS", field="body", start=17, end=26, confidence=0.9, source="both")
    assert seen(text, [*names(text, 0, size=4), street]) == [(0, "Mary"), (17, "7 Mary St")]


def test_small_letters_and_parts_of_words_are_no_mentions() -> None:
    text = "will Will go? Willy and Will-power will"
    assert seen(text, names(text, 5, size=4)) == [(5, "Will"), (24, "Will")]


@given(st.text("AaB b.", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=6))
def test_spans_stay_disjoint_and_inside(text: str, places: list[tuple[int, int]]) -> None:
    spans: list[Span] = []
    for start, size in sorted(places):
        if start + size <= len(text) and (not spans or spans[-1].end <= start):
            spans += names(text, start, size=size)
    found = agreed(spans, {"body": text})
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(0 <= s.start < s.end <= len(text) for s in found)


def test_one_half_of_a_name_brings_the_other() -> None:
    text = "Ask Svetlana Krz or Igor Kowalski, not Svetlana."
    assert seen(text, [*names(text, 4, size=8), *names(text, 25, size=8)]) == [
        (4, "Svetlana Krz"),
        (20, "Igor Kowalski"),
        (39, "Svetlana"),
    ]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Angela Moravec asked. Moravec's doctor and Angela agreed.", [(22, "Moravec"), (43, "Angela")]),
        ("Angela Moravec of Moravec & Sons, Moravec Ltd\nand Moravec Hall", []),
        ("Angela Moravec, moravec.com, Moravec-like, @Moravec", []),
        ("Brown Green rang. Green grass.", []),
    ],
)
def test_who_is_named_in_full_is_named_in_part(text: str, others: list[tuple[int, str]]) -> None:
    size = len(" ".join(text.replace(",", "").split()[:2]))
    assert seen(text, names(text, 0, size=size))[1:] == others


@pytest.mark.parametrize("text", ["HUSSEIN, Abdirahman, who", "ADEYEMI/FOLASADE", "Betr.: Krol, Hedwig, geb. 1939"])
def test_family_and_given_names_are_one(text: str) -> None:
    spans = [
        span for half in ("HUSSEIN", "Abdirahman", "ADEYEMI", "FOLASADE", "Krol", "Hedwig") if half in text
        for span in names(text, text.index(half), size=len(half))
    ]  # fmt: skip
    assert len(seen(text, sorted(spans, key=lambda s: s.start))) == 1


def test_what_belongs_to_another_span_or_is_no_name_is_not_brought() -> None:
    text = "Svetlana Krz. Kind Ivan SENT it. Ask Svetlana: Please"
    other = Span(type="NAME", field="body", start=9, end=12, confidence=0.9, source="model")
    assert seen(text, [*names(text, 0, size=8), other]) == [(0, "Svetlana"), (9, "Krz"), (37, "Svetlana")]
    assert seen(text, names(text, 19, size=4)) == [(19, "Ivan")]
    assert seen(text, names(text, 37, size=8))[-1] == (37, "Svetlana")


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("with Ivan McDonald's car", "Ivan", "Ivan McDonald"),
        ("met Ivan Kowalski-Smith.", "Ivan", "Ivan Kowalski-Smith"),
        ("by Michael Weippert, who", "Weippert", "Michael Weippert"),
        ("Will Peter join us", "Peter", "Peter"),
        ("Thanks Grace Please send", "Grace", "Grace"),
        ("for Queen Geraldine", "Geraldine", "Geraldine"),
        ("a file Ivan Kowalski_x", "Ivan", "Ivan"),
        ("room Ivan Kowalski2000", "Ivan", "Ivan"),
        ("Major Shade", "Shade", "Shade"),
    ],
)
def test_beginnings_titles_and_parts_of_words_are_no_half_of_a_name(text: str, found: str, name: str) -> None:
    assert [value for _, value in seen(text, names(text, text.index(found), size=len(found)))] == [name]
