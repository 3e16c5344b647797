"""Lists of names: marks beside words, never findings."""

import itertools

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from model_core.dsl import serialize
from model_core.marks import LISTED, MARKS, Mark, marked
from model_core.tokenizer import Tokenizer
from stream_scanner.evidence import find
from stream_scanner.evidence.known import KINDS, lists, words
from stream_scanner.evidence.listed import borne, given, listed


def codes(text: str, share: float = 1.0) -> dict[str, int]:
    return {text[m.start : m.end]: m.code - LISTED for m in listed([("body", text)], share)}


def test_given_and_family_names_are_told_apart() -> None:
    assert codes("ask Svetlana Kowalski about it") == {"Svetlana": KINDS["g"], "Kowalski": KINDS["f"]}


def test_everyday_words_need_a_capital() -> None:
    assert codes("Will May read it? she will, in may") == {"Will": KINDS["gw"], "May": KINDS["gw"]}


def test_other_names_need_none() -> None:
    assert codes("tell svetlana") == {"svetlana": KINDS["g"]}


def test_accents_belong_to_the_word() -> None:
    assert [word for *_, word in words("José-María d'Été 42")] == ["José", "María", "d", "Été"]


@pytest.mark.parametrize(
    ("name", "answer"),
    [("reluctantly", False), ("svetlana krz", True), ("Reluctantly", True), ("SVETLANA", True), ("олег", True)],
)
def test_in_lower_case_only_a_listed_word_is_borne(name: str, answer: bool) -> None:
    assert borne(name) is answer


@pytest.mark.parametrize(
    ("name", "answer"),
    [("Svetlana Krz", True), ("svetlana", True), ("Kowalski", False), ("Will", False), ("Krz", False), ("", False)],
)
def test_a_given_name_is_looked_for(name: str, answer: bool) -> None:
    assert given(name) is answer


def test_a_share_of_the_lists_is_withheld() -> None:
    text = " ".join(name.title() for name, kind in sorted(lists().items()) if kind == KINDS["g"])
    all_of_them, some = len(codes(text)), len(codes(text, 0.7))
    assert 0.65 < some / all_of_them < 0.75
    assert codes(text, 0.7) == codes(text, 0.7)


@drawn(st.text(max_size=80))
def test_words_lie_in_the_text(text: str) -> None:
    found = list(words(text))
    assert all(text[start:end] == word and start < end for start, end, word in found)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(found))


def test_a_list_is_a_mark_and_no_finding(tokenizer: Tokenizer) -> None:
    event = {"kind": "chat", "sender": {"address": "a@b.example"}, "recipients": [], "body": "is Svetlana in?"}
    document = serialize(event)
    assert not find(document.content()).findings
    tokens = tokenizer.encode(document)
    ids = marked(tokens, document, listed(document.content()), tokenizer.vocab_size)
    assert set(ids // tokenizer.vocab_size) == {0, LISTED + KINDS["g"]}
    assert list(listed(document.content())) == [Mark("body", 3, 11, LISTED)]
    assert LISTED + len(KINDS) == MARKS
