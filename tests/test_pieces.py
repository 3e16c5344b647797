"""Values in pieces, marked, escaped, encoded without their words, or turned: what is read, and what is left alone."""

from __future__ import annotations

import base64
import codecs
import gzip
import random
import string
import zlib

import pytest

from stream_scanner.evidence import find

RNG = random.Random(11)
KEY = "gh" + "p_" + "".join(RNG.choices(string.ascii_letters + string.digits, k=36))
CLOUD = "AK" + "IA" + "Q7ZK4MXW2RTB6YPD"
CHAT = "xo" + "xb-" + "730215846193-902846175530-tQ8vKz3RmW6pLx1Nc9Yb4HdF"
PASSWORD = "t7$Kw!q2Zr#9"
DATABASE = "postgres://svc:8vKz3RmW6pLx@db.host.org:5432/ledger"
MAIL = "ann.lee@host.org"
CARD = "4539 5787 6362 1486"
PHONE = "(512) 867-5309"
ABROAD = "+49 30 901820 55"
NUMBER = "536-90-4399"

FRAMES = {
    MAIL: ("EMAIL", "please write to {} today"),
    PHONE: ("PHONE", "her number is {} since May"),
    ABROAD: ("PHONE", "call {} after six"),
    CARD: ("PAN", "book it on {} then"),
    NUMBER: ("SSN_LIKE", "they list {} as his SSN"),
    KEY: ("SECRET_KEY", "it runs with {} now"),
    CLOUD: ("SECRET_KEY", "it runs with {} now"),
    CHAT: ("SECRET_KEY", "CHAT_TOKEN={}"),
    PASSWORD: ("SECRET_KEY", "password: {} (new)"),
    DATABASE: ("DB_URI", "DATABASE={}"),
}


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings]


def check(value: str, hidden: str, *, loose: int = 0) -> None:
    """The value is found where its disguise stands; ``loose``: characters at the edges that may be left out."""
    kind, frame = FRAMES[value]
    before, after = frame.split("{}")
    text = before + hidden + after
    spans = [(f.start - len(before), f.end - len(before)) for f in find([("body", text)]).findings if f.type == kind]
    assert any(
        start <= loose and end >= len(hidden) - loose and start >= -1 and end <= len(hidden) + 1 for start, end in spans
    ), (text, spans)


VALUES = tuple(FRAMES)


@pytest.mark.parametrize("mark", ["\u0336", "\u0332", "\u0300\u0316", "\u20dd", "\u0338", "\u0489"])
@pytest.mark.parametrize("value", VALUES)
def test_marks_on_every_character(value: str, mark: str) -> None:
    check(value, "".join(char + mark for char in value), loose=len(mark))


@pytest.mark.parametrize(
    "text", ["a ≠ b, a =\u0338 b", "#\ufe0f\u20e3 and *\ufe0f\u20e3", "cafe\u0301 in Zu\u0308rich", "n\u0303"]
)
def test_marks_that_hide_nothing(text: str) -> None:
    assert find([("body", text)]).transforms == ()


@pytest.mark.parametrize("tag", ["<b></b>", "<!-- x -->", '<span style="color:red">', "</i>", "<nobr>", "<wbr/>"])
@pytest.mark.parametrize("value", VALUES)
def test_tags_anywhere(value: str, tag: str) -> None:
    for at in (2, len(value) // 2, len(value) - 3):
        check(value, value[:at] + tag + value[at:])


def test_a_link_keeps_its_address() -> None:
    assert ("EMAIL", "ann.lee%40host.org") in seen('<p>write <a href="mailto:ann.lee%40host.org">here</a></p>')


@pytest.mark.parametrize("step", [2, 3])
@pytest.mark.parametrize("value", VALUES)
def test_a_few_signs_in_quoted_printable(value: str, step: int) -> None:
    check(value, "".join(f"={ord(c):02X}" if c == "=" or not at % step else c for at, c in enumerate(value)))


@pytest.mark.parametrize("name", ["base64", "base64 twice", "base32", "base32 in lower case", "hex", "gzip", "zlib"])
@pytest.mark.parametrize("value", VALUES)
def test_encoded_without_its_words(value: str, name: str) -> None:
    octets = value.encode()
    hidden = {
        "base64": base64.b64encode(octets),
        "base64 twice": base64.b64encode(base64.b64encode(octets)),
        "base32": base64.b32encode(octets),
        "base32 in lower case": base64.b32encode(octets).lower(),
        "hex": octets.hex().encode(),
        "gzip": base64.b64encode(gzip.compress(octets, mtime=0)),
        "zlib": base64.b64encode(zlib.compress(octets)),
    }[name].decode()
    check(value, hidden)


def test_a_compressed_island_does_not_blow_up() -> None:
    bomb = base64.b64encode(gzip.compress(b"card 4539578763621486, " + b" " * 10_000_000)).decode()
    assert ("PAN", bomb) in seen(f"see {bomb} ok")


def test_what_stands_around_an_island_is_not_in_it() -> None:
    hidden = base64.b64encode(b"nothing of interest").decode()
    text = f"ssn 536-90-4399, {hidden}, {MAIL}"
    assert seen(text) == [("SSN_LIKE", NUMBER), ("EMAIL", MAIL)]
    assert all(not f.transforms for f in find([("body", text)]).findings)


WORDS = {
    "English": "zero one two three four five six seven eight nine",
    "Spanish": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "French": "zéro un deux trois quatre cinq six sept huit neuf",
    "German": "null eins zwei drei vier fünf sechs sieben acht neun",
    "Italian": "zero uno due tre quattro cinque sei sette otto nove",
    "Portuguese": "zero um dois três quatro cinco seis sete oito nove",
}


@pytest.mark.parametrize("between", [" ", ", ", "-"])
@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("value", [PHONE, CARD, NUMBER])
def test_digits_in_words(value: str, language: str, between: str) -> None:
    words = WORDS[language].split()
    check(value, between.join(words[int(char)] for char in value if char.isdigit()))


@pytest.mark.parametrize("between", [" ", "  ", ".", "/", " - "])
@pytest.mark.parametrize("value", [PHONE, CARD, NUMBER])
def test_digits_set_apart(value: str, between: str) -> None:
    check(value, between.join(filter(str.isdigit, value)))


@pytest.mark.parametrize(
    ("frame", "hidden"),
    [
        ("call {} now", "(5l2) 8b7-53O9"),
        ("my cell: {}", "512-B67-5E09"),
        ("ring {}", "+1 SI2 867 53o9"),
        ("try {}", "+44 7T00 9OO l23"),
    ],
)
def test_letters_for_the_digits_of_a_phone(frame: str, hidden: str) -> None:
    assert ("PHONE", hidden) in seen(frame.format(hidden))


@pytest.mark.parametrize(
    "text", ["part 4I5-67E-4581 in stock", "model B12-S45-1234", "Isle-of-Bigg", "lot 5l2-8b7-53O9"]
)
def test_part_numbers_are_no_phones(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize("gap", [" ", "  ", "\t", "\n", " - ", "*", "|", "~"])
@pytest.mark.parametrize("value", [MAIL, KEY, CLOUD, CHAT, PASSWORD, DATABASE])
def test_letters_set_apart(value: str, gap: str) -> None:
    check(value, gap.join(value))


@pytest.mark.parametrize(
    "text",
    [
        "S A L E   t o d a y only",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "| a | b | c | d | e | f | g | h | i |",
        "grades: A B B C A A B C D A",
        "1 2 3 4 5 6 7 8 9 0",
    ],
)
def test_letters_that_spell_nothing(text: str) -> None:
    assert seen(text) == []
    assert find([("body", text)]).transforms == ()


@pytest.mark.parametrize("frame", ["{}", "backwards: {}"])
@pytest.mark.parametrize("value", [value for value in VALUES if value != PASSWORD])
def test_backwards(value: str, frame: str) -> None:
    kind, words = FRAMES[value]
    words = "my card {}" if value == CARD else words
    text = words.format(frame.format(value[::-1]))
    hits = [text[f.start : f.end] for f in find([("body", text)]).findings if f.type == kind]
    assert value[::-1] in hits or value[::-1].strip("()") in hits


@pytest.mark.parametrize(
    "text", ["bin 5309-768-215 is full", "4399-09-635", "order 6841-2636-7875-9354 came", "at 10-05-2024 in C++"]
)
def test_numbers_that_are_something_backwards_only_by_chance(text: str) -> None:
    assert not any(f.type in ("PAN", "SSN_LIKE") for f in find([("body", text)]).findings)


BY_47 = {code: 33 + (code + 14) % 94 for code in range(33, 127)}


@pytest.mark.parametrize("value", [MAIL, KEY, CLOUD, CHAT, DATABASE])
def test_turned_by_47(value: str) -> None:
    check(value, value.translate(BY_47), loose=1)


@pytest.mark.parametrize("value", [MAIL, KEY, CLOUD, CHAT])
def test_turned_by_13(value: str) -> None:
    check(value, codecs.encode(value, "rot13"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n> ", "\n    "])
@pytest.mark.parametrize("value", [KEY, CLOUD, CHAT, DATABASE, PHONE, ABROAD, CARD, NUMBER])
def test_broken_over_lines(value: str, end: str) -> None:
    for at in (len(value) // 2 - 1, len(value) // 2, len(value) // 2 + 2):
        check(value, value[:at].rstrip() + end + value[at:].lstrip())


@pytest.mark.parametrize(
    "hidden", ["ann.lee\n@host.org", "ann.lee@\nhost.org", "ann.lee@ho\nst.org", "ann.l\nee@host.org"]
)
def test_an_address_broken_over_lines(hidden: str) -> None:
    check(MAIL, hidden)


def test_digits_with_a_sign_between_any_two() -> None:
    assert seen("NIR : 2_8_5_0_7_7_5_1_1_4_0_2_8_7_4") == [("SSN_LIKE", "2_8_5_0_7_7_5_1_1_4_0_2_8_7_4")]


@pytest.mark.parametrize("hidden", ['"t7$Kw!\nq2Zr#9"', "t7Kwq\n2Zr9vX"])
def test_a_password_broken_over_lines(hidden: str) -> None:
    text = f"password = {hidden}"
    assert seen(text) == [("SECRET_KEY", hidden.strip('"'))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"use {KEY}\nnextline follows", [KEY]),
        (f"{KEY}\n{KEY[:4]}{KEY[:3:-1]}", [KEY, KEY[:4] + KEY[:3:-1]]),
        (f"A={KEY}\nB2=x9Kw3", [KEY]),
        (f"{DATABASE}\nREDIS_URL=off", [DATABASE]),
        (f"{DATABASE}\n/var/log/app2.log", [DATABASE]),
        ("password: gr33nT4pir\npassword: bl00dW0rm", ["gr33nT4pir", "bl00dW0rm"]),
        ("password: gr33nT4pir\nThanks a lot", ["gr33nT4pir"]),
        (f"Ann Lee\n{MAIL}\nBob", [MAIL]),
        (f"notes.txt\n{MAIL}", [MAIL]),
        ("call 512-867-5309\n512-867-5310", ["512-867-5309", "512-867-5310"]),
        ("call +49 30 901820 55\n12 items", ["+49 30 901820 55"]),
    ],
)
def test_a_line_that_ends_ends_a_value(text: str, found: list[str]) -> None:
    assert [value for _, value in seen(text)] == found


@pytest.mark.parametrize(
    "seam",
    [
        '" + "',
        '"+"',
        '" .. "',
        '" . "',
        '" & "',
        '" || "',
        '" "',
        '" +\n    "',
        '" \\\n "',
        '".concat("',
        '").append("',
        '")\n  .append("',
    ],
)
@pytest.mark.parametrize("value", VALUES)
def test_strings_put_together(value: str, seam: str) -> None:
    kind, _ = FRAMES[value]
    for cuts in ((5,), (4, 5), (len(value) // 2,), (3, len(value) - 4)):
        parts = [value[a:b] for a, b in zip((0, *cuts), (*cuts, len(value)), strict=True)]
        name = {"PAN": "card", "SSN_LIKE": "ssn", "PHONE": "phone"}.get(kind, "password")
        hidden = seam.join(parts)
        text = f'{name} = "{hidden}"'
        spans = [(f.start, f.end) for f in find([("body", text)]).findings if f.type == kind]
        at = len(name) + 4
        assert (at, at + len(hidden)) in spans, (text, spans)


def test_strings_of_a_list() -> None:
    text = f'keys = ["{KEY}", "{CLOUD}"]'
    assert [value for _, value in seen(text)] == [KEY, CLOUD]
    text = f'"".join(["{KEY[:9]}", "{KEY[9:]}"])'
    assert [value for _, value in seen(text)] == [f'{KEY[:9]}", "{KEY[9:]}']
