import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_core.dsl import Document, Value
from model_core.labels import BIO_TAGS, DISPLAY, OUTSIDE, TYPES
from model_core.spans import align, decode
from model_core.tokenizer import Tokenizer

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
KEEP_ALL = np.zeros(len(TYPES), np.float32)


def document(text: str) -> Document:
    return Document((Value(("chat", "from"), "sender.address", "a@b", False), Value(("body",), "body", text, True)))


def one_hot(tags: np.ndarray) -> np.ndarray:
    return np.eye(len(BIO_TAGS), dtype=np.float32)[tags]


def inside_a_word(text: str, at: int) -> bool:
    """Words of digits and cased letters go on over a hyphen or apostrophe in front of a capital."""

    def of_word(sign: str) -> bool:
        return sign.islower() or sign.isupper() or sign.isdigit()

    if text[at] in "-'\u2019":
        return of_word(text[at - 1]) and text[at + 1 : at + 2].isupper()
    if at > 1 and text[at - 1] in "-'\u2019":
        return of_word(text[at - 2]) and text[at].isupper()
    return of_word(text[at - 1]) and of_word(text[at])


@given(TEXT, st.data())
def test_aligned_spans_decode_to_tokens_that_cover_them(tokenizer: Tokenizer, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    while start and inside_a_word(text, start):
        start -= 1
    while end < len(text) and inside_a_word(text, end):
        end += 1
    doc = document(text)
    tokens = tokenizer.encode(doc)
    tags = align(tokens, doc, [("PAN", "body", start, end)])
    spans = decode(one_hot(tags), tokens, doc, KEEP_ALL)
    if text[start:end].strip():
        (span,) = spans
        assert (span.type, span.field, span.confidence) == ("PAN", "body", 1.0)
        left, right = text[span.start : start], text[end : span.end]
        assert span.start <= start + len(text[start:end]) - len(text[start:end].lstrip()) or not left.strip()
        assert len(left) + len(right) <= 2 * 16


@given(TEXT, st.integers(0, 2**32 - 1))
def test_any_tags_decode_to_disjoint_spans_inside_content(tokenizer: Tokenizer, text: str, seed: int) -> None:
    doc = document(text)
    tokens = tokenizer.encode(doc)
    rng = np.random.default_rng(seed)
    probabilities = rng.dirichlet(np.full(len(BIO_TAGS), 0.1), len(tokens)).astype(np.float32)
    spans = decode(probabilities, tokens, doc, KEEP_ALL)
    at = 0
    for span in spans:
        assert span.field == "body"
        assert at <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        at = span.end


def test_an_inside_tag_continues_over_a_segment_end_and_a_begin_tag_splits(tokenizer: Tokenizer) -> None:
    doc = document("card key card")
    tokens = tokenizer.encode(doc)
    tags = np.full(len(tokens), OUTSIDE)
    body = np.flatnonzero((tokens.value == 1) & (tokens.end > 0))
    tags[body] = 2 * TYPES.index("ADDR") + 1
    assert [(s.start, s.end) for s in decode(one_hot(tags), tokens, doc, KEEP_ALL)] == [(0, 13)]
    opens = body[np.flatnonzero(tokens.start[body] == 4)[0]] if 4 in tokens.start[body] else body[-1]
    tags[opens] = 2 * TYPES.index("ADDR")
    assert len(decode(one_hot(tags), tokens, doc, KEEP_ALL)) == 2


def test_the_pieces_of_a_word_agree(tokenizer: Tokenizer) -> None:
    doc = document("ask Wrzesniewskowa today")
    tokens = tokenizer.encode(doc)
    pieces = np.flatnonzero((tokens.value == 1) & (tokens.start >= 3) & (tokens.end <= 18) & (tokens.end > 0))
    assert len(pieces) > 2
    tags = np.full(len(tokens), OUTSIDE)
    tags[pieces[:-1]] = 2 * TYPES.index("NAME") + 1
    tags[pieces[0]] -= 1
    (span,) = decode(one_hot(tags), tokens, doc, KEEP_ALL)
    assert (span.start, span.end) == (4, 18)
    tags[pieces[1:]] = OUTSIDE
    assert decode(one_hot(tags), tokens, doc, KEEP_ALL) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("we met Ann, Bob Lee, Cem", ["Ann", "Bob Lee", "Cem"]),
        ("we met Ann, Bob", ["Ann", "Bob"]),
        ("From: Lee, Bob", ["Lee, Bob"]),
        ("Lee, Bob", ["Lee, Bob"]),
    ],
)
def test_commas_part_persons(tokenizer: Tokenizer, text: str, names: list[str]) -> None:
    doc = document(text)
    tokens = tokenizer.encode(doc)
    spans = decode(
        one_hot(align(tokens, doc, [("NAME", "body", text.index(names[0]), len(text))])), tokens, doc, KEEP_ALL
    )
    assert [text[s.start : s.end] for s in spans] == names


def test_halves_with_a_space_between_them_are_one_name(tokenizer: Tokenizer) -> None:
    doc = document("we met Joaquim dos Anjos Pimenta here")
    tokens = tokenizer.encode(doc)
    halves = [("NAME", "body", 6, 24), ("NAME", "body", 24, 32)]
    tags = align(tokens, doc, halves[:1])
    second = align(tokens, doc, halves[1:])
    tags[second != OUTSIDE] = second[second != OUTSIDE]
    assert [(s.start, s.end) for s in decode(one_hot(tags), tokens, doc, KEEP_ALL)] == [(7, 32)]


def test_a_colon_may_open_a_list(tokenizer: Tokenizer) -> None:
    doc = document("Guests: Lee, Bob and Cem")
    tokens = tokenizer.encode(doc)
    spans = decode(one_hot(align(tokens, doc, [("NAME", "body", 8, 16)])), tokens, doc, KEEP_ALL)
    assert [(s.start, s.end) for s in spans] == [(8, 11), (13, 16)]


@pytest.mark.parametrize(
    ("text", "tagged", "name"),
    [
        ("with Sheldon Harnick acted in it", "Sheldon Harnick acted", "Sheldon Harnick"),
        ("per Ilinca Popa CNP: 284", "Ilinca Popa CNP", "Ilinca Popa"),
        ("met McKinley Belcher III there", "McKinley Belcher III", "McKinley Belcher III"),
        ("with Guy Dunmore QC for him", "Guy Dunmore QC", "Guy Dunmore"),
        ("Dossier van de heer Wannes Deprez is", "van de heer Wannes Deprez", "Wannes Deprez"),
        ("Kedves Kovács Zsófia! Ma", "Kedves Kovács Zsófia", "Kovács Zsófia"),
        ("tribute to Ann Vodir ג€“ sadly", "Ann Vodir ג€", "Ann Vodir"),
        ("Name: Mr. Today", "Mr.", None),
        ("film starring Mikola", "starring Mikola", "Mikola"),
        ("says Paul van der Voet now", "Paul van", "Paul van der Voet"),
        ("says Paul van der Voet's son", "Paul", "Paul van der Voet"),
        ("met Maria de la now", "Maria de la", "Maria"),
        ("susan miller md called", "susan miller md", "susan miller md"),
        ("von Schlegel was here", "von Schlegel", "von Schlegel"),
        ("the C major scale", "C", None),
        ("They had two: Layla, who left", "Layla,", "Layla"),
        ("says Lt. Col. William Shade", "Lt. Col. William Shade", "William Shade"),
        ("like Gen Z do", "Gen Z", None),
        ("and MISS COURTNEY BLISS (Defendant)", "MISS COURTNEY BLISS", "COURTNEY BLISS"),
        ("wrote Naoko-san today", "Naoko-san", "Naoko"),
        ("K\u00e6re Mogens, vi mangler", "K\u00e6re Mogens", "Mogens"),
        ("to Inez d'Aubrac-Lescot in", "Inez", "Inez d'Aubrac-Lescot"),
        ("with Samir al-Khoury now", "Samir", "Samir al-Khoury"),
        ("ask Inez d'accord now", "Inez", "Inez"),
        ("with Ann Lee , , now", "Ann Lee , ,", "Ann Lee"),
        ("by Jesus Ohara \u00e2\u20ac\u201c sadly", "Jesus Ohara \u00e2", "Jesus Ohara"),
    ],
)
def test_a_name_ends_where_its_capitals_do(tokenizer: Tokenizer, text: str, tagged: str, name: str | None) -> None:
    doc = document(text)
    tokens = tokenizer.encode(doc)
    start = text.index(tagged)
    tags = align(tokens, doc, [("NAME", "body", start, start + len(tagged))])
    spans = decode(one_hot(tags), tokens, doc, KEEP_ALL)
    assert [text[s.start : s.end] for s in spans] == ([name] if name else [])


@pytest.mark.parametrize(
    ("text", "tagged", "whole"),
    [
        ("ask Dr. O'Neal now", "Neal", "O'Neal"),
        ("ask Ms Garcia-Lopez now", "Garcia", "Garcia-Lopez"),
        ("Garcia's well-known son", "Garcia", "Garcia"),
        ("house 11745 there", "45", "11745"),
    ],
)
def test_no_span_ends_inside_a_word(tokenizer: Tokenizer, text: str, tagged: str, whole: str) -> None:
    doc = document(text)
    tokens = tokenizer.encode(doc)
    start = text.index(tagged)
    probabilities = one_hot(align(tokens, doc, [("ADDR", "body", start, start + len(tagged))]))
    # The other pieces lean to the same type, if less.
    inside = np.flatnonzero((tokens.value == 1) & (tokens.end > text.index(whole)) & (tokens.end > 0))
    inside = inside[tokens.start[inside] < text.index(whole) + len(whole)]
    probabilities[inside, 2 * TYPES.index("ADDR") + 1] += 0.9
    probabilities[inside] /= probabilities[inside].sum(axis=1, keepdims=True)
    assert [text[s.start : s.end] for s in decode(probabilities, tokens, doc, KEEP_ALL)] == [whole]


def test_a_span_under_its_threshold_is_dropped(tokenizer: Tokenizer) -> None:
    doc = document("secret")
    tokens = tokenizer.encode(doc)
    tags = align(tokens, doc, [("SECRET", "body", 0, 6)])
    soft = one_hot(tags) * 0.6 + 0.4 / len(BIO_TAGS)
    high = np.full(len(TYPES), 0.9, np.float32)
    assert [s.type for s in decode(soft, tokens, doc, KEEP_ALL)] == [DISPLAY["SECRET"]]
    assert decode(soft, tokens, doc, high) == []


def test_a_span_over_its_threshold_is_kept_where_none_is_likelier(tokenizer: Tokenizer) -> None:
    doc = document("to Mary")
    tokens = tokenizer.encode(doc)
    soft = one_hot(align(tokens, doc, [("NAME", "body", 3, 7)])) * 0.4
    soft[:, OUTSIDE] += 0.6
    low, even = np.full(len(TYPES), 0.3, np.float32), np.full(len(TYPES), 0.5, np.float32)
    assert [(s.start, s.end) for s in decode(soft, tokens, doc, low)] == [(3, 7)]
    assert decode(soft, tokens, doc, even) == []


@pytest.mark.parametrize(
    ("text", "found"), [("ask Ottoline Brandt", "Ottoline Brandt"), ("ask ottoline Brandt", "Brandt")]
)
def test_a_name_takes_in_the_capitalised_word_beside_it(tokenizer: Tokenizer, text: str, found: str) -> None:
    doc = document(text)
    tokens = tokenizer.encode(doc)
    middle = text.index("Brandt")
    tags = one_hot(align(tokens, doc, [("NAME", "body", middle - 1, len(text))]))
    here = (tokens.value == 1) & (tokens.end > tokens.start)
    before = here & (tokens.end > middle - 9) & (tokens.start < middle - 1)
    tags[before] = one_hot(align(tokens, doc, [("NAME", "body", middle - 9, middle - 1)]))[before] * 0.2
    tags[before, OUTSIDE] += 0.8
    (span,) = decode(tags, tokens, doc, np.full(len(TYPES), 0.5, np.float32))
    assert (text[span.start : span.end], span.confidence) == (found, 1.0)


def test_a_word_beside_a_name_is_none_behind_a_word_of_another_type(tokenizer: Tokenizer) -> None:
    text = "Brandt Hamburg Meier"
    doc = document(text)
    tokens = tokenizer.encode(doc)
    tags = one_hot(align(tokens, doc, [("NAME", "body", 0, 6), ("ADDR", "body", 7, 14)]))
    name = one_hot(align(tokens, doc, [("NAME", "body", 6, len(text))]))
    here = (tokens.value == 1) & (tokens.end > 6)
    tags[here] = tags[here] * 0.7 + name[here] * 0.3
    spans = decode(tags, tokens, doc, np.full(len(TYPES), 0.5, np.float32))
    assert [(span.type, text[span.start : span.end]) for span in spans] == [("NAME", "Brandt"), ("ADDRESS", "Hamburg")]
