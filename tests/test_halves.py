"""Values sent in parts: closed by what follows in the thread, and by nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream_scanner.evidence import Evidence, Half, find, follow
from stream_scanner.evidence.checksums import luhn
from stream_scanner.evidence.halves import AGE, NAME

VISA = "4539148803436467"


def thread(*messages: str, step: int = 1) -> tuple[list[Evidence], tuple[Half, ...]]:
    halves: tuple[Half, ...] = ()
    out = []
    for number, text in enumerate(messages):
        fields = [("body", text)]
        evidence, halves = follow(fields, find(fields), halves, number * step)
        out.append(evidence)
    return out, halves


def closes(*messages: str, step: int = 1) -> bool:
    evidence, _ = thread(*messages, step=step)
    return any(NAME in finding.transforms for finding in evidence[-1].findings)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    head, size = draw(st.sampled_from([("4", 16), ("51", 16), ("37", 15), ("6011", 16), ("4", 19), ("3530", 16)]))
    body = head + draw(st.text("0123456789", min_size=size - 1 - len(head), max_size=size - 1 - len(head)))
    return next(body + digit for digit in "0123456789" if luhn(body + digit))


@given(numbers(), st.data())
def test_two_parts_of_any_number_are_one(number: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(4, len(number) - 3))
    half = Half(number[:4], 0, 0, 0, 0).extended(number[:at])
    assert half.open()
    assert half.extended(number[at:]).closed()
    assert not half.extended(number[at:-1] + str((int(number[-1]) + 1) % 10)).closed()


@given(numbers(), st.data())
def test_a_part_may_be_cut_again(number: str, data: st.DataObject) -> None:
    one = data.draw(st.integers(4, len(number) - 4))
    two = data.draw(st.integers(one + 1, len(number) - 1))
    whole = Half(number[:4], 0, 0, 0, 0).extended(number[:two])
    assert Half(number[:4], 0, 0, 0, 0).extended(number[:one]).extended(number[one:two]) == whole


@pytest.mark.parametrize(
    "messages",
    [
        ("my card is 4539 1488, rest follows", "0343 6467 exp 09/28"),
        ("visa 4539-1488-0343", "then 6467"),
        ("card number part 1: 45391488", "ok, writing it down", "second half 03436467"),
        ("45391488", "03436467"),
        ("the first eight digits of my card: 4539 1488", "thanks", "0343", "6467"),
        ("my card starts with 4539 1488", "sure", "go on", "zero three four three six four six seven"),
        ("my card is 4539\u200b1488", "0343\u200b6467 is the rest"),
    ],
)
def test_parts_are_found_where_people_write_them(messages: tuple[str, ...]) -> None:
    evidence, _ = thread(*messages)
    [found] = [finding for finding in evidence[-1].findings if finding.type == "PAN"]
    assert NAME in found.transforms
    assert messages[-1][found.start : found.end][:1] in "06z"
    assert any(fired.name == NAME for fired in evidence[-1].transforms)


@pytest.mark.parametrize(
    "messages",
    [
        ("my card is 4539 1488, rest follows", "0343 6468"),  # check digit
        ("my card is 4539 1488, rest follows", "order 03436467 was shipped"),
        ("my card is 4539 1488, rest follows", "build_03436467"),
        ("order 45391488 is late", "03436467"),
        ("see you in room 4539 at 14:88", "03436467"),
        ("my card is 4539 1488 0343 6467", "0343 6467"),  # whole already
        ("my card is 9939 1488", "0343 6467"),  # no scheme begins so
        ("03436467", "my card is 45391488"),
    ],
)
def test_other_digits_close_nothing(messages: tuple[str, ...]) -> None:
    assert not closes(*messages)


def test_an_opening_is_forgotten() -> None:
    messages = ("my card is 4539 1488, rest follows", "0343 6467")
    assert closes(*messages, step=AGE)
    assert not closes(*messages, step=AGE + 1)


def test_a_number_is_closed_once() -> None:
    evidence, halves = thread("my card is 4539 1488", "0343 6467", "0343 6467")
    assert [any(NAME in f.transforms for f in e.findings) for e in evidence] == [False, True, False]
    assert not any(half.size == 8 and half.head == "4539" for half in halves)


def test_no_more_is_kept_than_tells_the_end() -> None:
    _, halves = thread("my card is 4539 1488 034, rest follows", *["my card is 5105 1051"] * 9)
    assert len(halves) == 4
    assert all(len(half.head) == 4 and 0 <= half.even < 10 and 0 <= half.odd < 10 for half in halves)


def test_parts_in_two_fields_of_one_message_are_one() -> None:
    fields = [("subject", "card 4539 1488"), ("body", "and the rest: 0343 6467")]
    evidence, _ = follow(fields, find(fields), (), 0)
    assert [(f.type, f.field) for f in evidence.findings] == [("PAN", "body")]


def test_a_long_text_is_left_alone() -> None:
    fields = [("body", "my card is 4539 1488 " + "and so on " * 200)]
    assert follow(fields, find(fields), (), 0)[1] == ()


NPM = ("npm_7hs0QtpSvjMwVvUM", "WRCIzqM7Mi81Rx3oftHn")


@pytest.mark.parametrize(
    ("kind", "value", "messages"),
    [
        ("SECRET_KEY", NPM[1], (f"in two pieces, first one: {NPM[0]}", f"{NPM[1]}  no space between")),
        ("SECRET_KEY", NPM[1], (f"token starts with {NPM[0]}", "got it", f"and ends with {NPM[1]}.")),
        ("SECRET_KEY", "Zt2mN4vB6cX8zL1kJ3hG", ("ghp_aB3dE5fG7hI9jK1l", "Zt2mN4vB6cX8zL1kJ3hG")),
        (
            "SECRET_KEY",
            "Hobel_3307",
            ("The first part of the password is Wacholder- and the second follows.", "Hobel_3307"),
        ),
        ("SECRET_KEY", "Hobel_3307", ("password, first half: Wacholder-", "sure", "second half: Hobel_3307")),
        ("SSN_LIKE", "7968", ("her social starts with 304-68, the rest follows", "7968")),
        (
            "SSN_LIKE",
            "7968",
            ("first five of the SSN: 304 68", "thanks", "Hello,\n\n7968\n\nI will be out until Monday. " * 2),
        ),
    ],
)
def test_other_values_come_in_parts_too(kind: str, value: str, messages: tuple[str, ...]) -> None:
    evidence, _ = thread(*messages)
    found = [finding for finding in evidence[-1].findings if NAME in finding.transforms]
    assert [f.type for f in found] == [kind]
    assert messages[-1][found[0].start : found[0].end] == value


@pytest.mark.parametrize(
    "messages",
    [
        (f"in two pieces, first one: {NPM[0]}", NPM[1][:-1]),  # too short for its format
        (f"in two pieces, first one: {NPM[0]}", "the build is 3f9a2c1d now"),
        (f"in two pieces, first one: {NPM[0]}", "reconfigurationsteps"),
        ("npm_config_registry is unset", NPM[1]),
        ("our room is 304-68", "7968"),
        ("her social media post of 304-68", "see order 7968"),
        ("the social starts with 000-68", "7968"),
        ("the social starts with 304-68", "796"),
    ],
)
def test_what_closes_no_other_value(messages: tuple[str, ...]) -> None:
    assert not closes(*messages)


def test_nothing_of_a_key_is_kept_but_its_prefix() -> None:
    _, halves = thread(f"first one: {NPM[0]}", "the social starts with 304-68")
    assert [(half.head, half.size, half.type) for half in halves] == [("npm_", 16, "SECRET_KEY"), ("", 5, "SSN_LIKE")]


def test_the_parts_of_a_password_in_other_languages() -> None:
    assert closes("Voici la première moitié du mot de passe : Wacho", "Morchel2290")
    assert closes("Erste Hälfte des Passworts: Wacho", "Morchel2290")


QUESTION = "we reached the panel but it asks for the plant password, what did you set?"


def test_a_bare_word_answers_who_asks_for_a_password() -> None:
    evidence, halves = thread(QUESTION, "Morchel2290")
    [found] = evidence[-1].findings
    assert (found.type, found.start, found.end, found.transforms) == ("SECRET_KEY", 0, 11, ())
    assert halves == ()


@pytest.mark.parametrize(
    "answer",
    [
        "OPS-2290",
        "v2.11.3",
        "yes",
        "yesterday",
        "room12",
        "12pm",
        "2026-11-27",
        "notes.txt",
        "ask Jo, she set Morchel2290x",
    ],
)
def test_other_answers_are_no_passwords(answer: str) -> None:
    evidence, _ = thread(QUESTION, answer)
    assert not any(f.type == "SECRET_KEY" for f in evidence[-1].findings)


@pytest.mark.parametrize(
    ("question", "answer", "value"),
    [
        (
            "You will get a text with six digits, please tell me.",
            "hi Brian, sure. 829 114. It is valid for 10 min",
            "829 114",
        ),
        ("what's the code on your phone?", "482913", "482913"),
        ("which door code is it again?", "5512#", "5512"),
        ("Can you give me the PIN for the side door?", "4-7-1-1", "4-7-1-1"),
        ("what's the code for the safe?", "*4711*", "4711"),
        ("What's the pin?", "it's 4711", "4711"),
        ("what's the passcode?", '"4711"', "4711"),
    ],
)
def test_digits_answer_who_asks_for_a_code(question: str, answer: str, value: str) -> None:
    evidence, _ = thread(question, "one moment", answer)
    [found] = evidence[-1].findings
    assert (found.type, answer[found.start : found.end], found.transforms) == ("SECRET_KEY", value, ())


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("which error code do you see?", "4711"),
        ("please send me the pin layout", "drawing 4711 it is"),
        ("which door code is it again?", "order 48213 was shipped on 2024-05-01"),
        ("which door code is it again?", "the one from 2024"),
        ("which door code is it again?", "order 482131 was shipped on 2024-05-01"),
        ("Which access code do I need?", "Invoice 48213377 is attached. " + "It is due soon. " * 20),
        ("Can you send me the PIN?", "see you at 1530"),
        ("did you change the security code?", "no, room 4711"),
        ("did you change the security code?", "my number is 555 0123, call me"),
        ("which door code is it again?", "call me. " + "I am in a meeting until noon. " * 6 + "5512"),
    ],
)
def test_other_digits_are_no_codes(question: str, answer: str) -> None:
    evidence, _ = thread(question, answer)
    assert not any(f.type == "SECRET_KEY" for f in evidence[-1].findings)


def test_an_answer_comes_soon() -> None:
    evidence, _ = thread(QUESTION, "hm", "let me look", "Morchel2290")
    assert not evidence[-1].findings


def test_what_another_version_kept_is_forgotten() -> None:
    other = Half("%", 0, 0, 0, 0, "SECRET_KEY")
    text = (("body", "Morchel2290"),)
    assert follow(text, find(text), (other,), 1) == (find(text), ())
