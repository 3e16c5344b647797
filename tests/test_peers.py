"""The bench beside its peers, without any of them: disguises, maps of types, scores, places, pages."""

from __future__ import annotations

import base64
import codecs
import gzip
import html
import quopri
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random
from urllib.parse import unquote

import pytest

from bench.disguised import CYRILLIC, HINTED, KINDS, LEET, SORTS, Row, rows
from bench.peer_adapters import ADAPTERS, TYPES, gitleaks_place, ours, widened
from bench.peer_detection import behind, claims, coverage, scored
from bench.peer_harmless import HARMLESS, clean, message
from bench.peer_process import REQUIREMENTS
from bench.sheet import Sheet, put
from model_core.labels import DISPLAY

Undo = Callable[[str], str]
LATIN = {ord(odd): plain for plain, odd in CYRILLIC.items()}
UNLEET = {ord(char): digit for digit, chars in LEET.items() for char in chars}
ENGLISH = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
SPANISH = ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]
MORSE = ["-----", ".----", "..---", "...--", "....-", ".....", "-....", "--...", "---..", "----."]


def without(pattern: str) -> Undo:
    return lambda text: re.sub(pattern, "", text)


def codes(pattern: str, base: int) -> Undo:
    return lambda text: re.sub(pattern, lambda match: chr(int(match[1], base)), text)


def numbered(names: list[str]) -> Undo:
    return lambda text: "".join(str(names.index(word)) for word in text.split(" "))


def rot47(text: str) -> str:
    return "".join(chr((ord(c) - 33 + 47) % 94 + 33) if 32 < ord(c) < 127 else c for c in text)


UNDO: dict[str, Undo] = {
    "plain": str,
    "zero width": without("[\u200b-\u200d\u2060\ufeff]"),
    "bidi controls": without("[\u200e\u200f\u202a\u202c\u2066\u2069]"),
    "soft hyphen": without("\u00ad"),
    "combining marks": without("[\u0332\u0336]"),
    "tag characters": lambda text: "".join(chr(ord(char) - 0xE0000) for char in text),
    "full width": lambda text: unicodedata.normalize("NFKC", text),
    "math letters": lambda text: unicodedata.normalize("NFKC", text),
    "confusables": lambda text: text.translate(LATIN),
    "HTML entities": html.unescape,
    "HTML tags": without("<[^>]*>"),
    "percent": unquote,
    "backslash u": codes(r"\\u(....)", 16),
    "backslash x": codes(r"\\x(..)", 16),
    "backslash octal": codes(r"\\(...)", 8),
    "quoted-printable": lambda text: quopri.decodestring(text).decode(),
    "base64": lambda text: base64.b64decode(text).decode(),
    "double base64": lambda text: base64.b64decode(base64.b64decode(text)).decode(),
    "base32": lambda text: base64.b32decode(text).decode(),
    "hex": lambda text: bytes.fromhex(text).decode(),
    "spelled digits": numbered(ENGLISH),
    "emoji digits": without("\ufe0f\u20e3"),
    "leet": lambda text: text.translate(UNLEET),
    "spaced out": lambda text: re.sub(r"(.)(?:  ?|\.|$)", r"\1", text),
    "at/dot": lambda text: re.sub(r" ?[\[({]?\b(at|dot)\b[\])}]? ?", lambda m: "@" if m[1] == "at" else ".", text),
    "reversed": lambda text: text[::-1],
    "ROT13": lambda text: codecs.decode(text, "rot13"),
    "broken over lines": without("\n"),
    "concatenation": without(r'" *(\+|\.\.)? *"'),
    "base85": lambda text: base64.b85decode(text).decode(),
    "gzip in base64": lambda text: gzip.decompress(base64.b64decode(text)).decode(),
    "ROT47": rot47,
    "Spanish digits": numbered(SPANISH),
    "Morse digits": numbered(MORSE),
}
DIGITS_ONLY = {"spelled digits", "Spanish digits", "Morse digits", "spaced out", "broken over lines"}
"""Kinds that may drop what groups a number."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_disguise_keeps_its_value_and_its_place(kind: str) -> None:
    found = list(rows(each=8, kinds=(kind,)))
    for row in found:
        value, seen = row.value, UNDO[kind](row.text[row.start : row.end])
        if kind in DIGITS_ONLY and row.sort in ("PHONE", "PAN", "SSN_LIKE"):
            value, seen = (re.sub(r"\D", "", text) for text in (value, seen))
        assert seen == value, row.sort
        assert kind == "plain" or row.text[row.start : row.end] != row.value, row.sort
        frame = row.text[: row.start].removeprefix(HINTED.get(kind, "")) + "{}" + row.text[row.end :]
        assert frame in (*SORTS[row.sort].frames, *SORTS[row.sort].code)
    assert {row.sort for row in found} == set(KINDS[kind][1])


def test_rows_are_the_same_for_a_seed_and_others_for_another() -> None:
    assert list(rows(1, 2)) == list(rows(1, 2))
    assert {row.text for row in rows(1, 2)}.isdisjoint(row.text for row in rows(2, 2))
    assert list(clean(1)) == list(clean(1))


def test_values_are_of_the_kind_that_they_pretend_to_be() -> None:
    plain = list(rows(each=40, kinds=("plain",)))
    cards = [re.sub(r"\D", "", row.value) for row in plain if row.sort == "PAN"]
    for card in cards:
        doubled = (2 * int(digit) if place % 2 else int(digit) for place, digit in enumerate(reversed(card)))
        assert sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0
    assert all(row.type in DISPLAY.values() for row in plain)
    assert not any(f"{n}11" == row.value[-8:-5] for row in plain if row.sort == "PHONE" for n in range(10))


def test_clean_texts_hold_no_value_and_prose_has_its_length() -> None:
    assert {kind for kind, _ in clean(each=1)} == set(HARMLESS)
    assert not any("[" in text and "]" in text for kind, text in clean() if kind != "code")
    assert len(message(Random(1), 2048)) == 2048


def test_type_maps_know_our_types_only_and_every_peer_has_one() -> None:
    assert set(TYPES) == set(ADAPTERS) == set(REQUIREMENTS)
    assert {name for types in TYPES.values() for name in types.values()} <= {*DISPLAY.values(), ""}
    assert all("==" in requirement for pinned in REQUIREMENTS.values() for requirement in pinned)


def test_types_by_name_by_default_and_our_own() -> None:
    assert ours("presidio", "CREDIT_CARD") == "PAN"
    assert ours("presidio", "PERSON") == ""
    assert ours("gitleaks", "slack-bot-token") == "SECRET_KEY"
    assert ours("credsweeper", "UUID") == ""
    assert ours("Stream Scanner", "DB_URI") == "DB_URI"
    assert claims("datafog", "PAN")
    assert not claims("datafog", "AWS")
    assert claims("detect-secrets", "DB_URI")


@pytest.mark.parametrize(
    ("spans", "share"),
    [
        ([], 0.0),
        ([(10, 20)], 1.0),
        ([(0, 100)], 1.0),
        ([(10, 15)], 0.5),
        ([(12, 14), (13, 16)], 0.4),
        ([(10, 12), (18, 30)], 0.4),
        ([(0, 10), (20, 30)], 0.0),
        ([(10, 20), (11, 12), (5, 9)], 1.0),
        ([(15, 15), (17, 16)], 0.0),
    ],
)
def test_coverage(spans: list[tuple[int, int]], share: float) -> None:
    assert coverage(spans, 10, 20) == pytest.approx(share)


def a_row(kind: str = "plain", sort: str = "PAN") -> Row:
    return Row(kind, sort, SORTS[sort].type, "x" * 30, 10, 20, "value")


def test_scores_count_half_nine_tenths_and_any_type() -> None:
    assert scored("presidio", a_row(), ([("CREDIT_CARD", 10, 15)], 0.0, "")) == (True, False, True)
    assert scored("presidio", a_row(), ([("CREDIT_CARD", 10, 19)], 0.0, "")) == (True, True, True)
    assert scored("presidio", a_row(), ([("PERSON", 0, 30)], 0.0, "")) == (False, False, True)
    assert scored("presidio", a_row(), ([("CREDIT_CARD", 20, 30)], 0.0, "")) == (False, False, False)
    # Spans of two tokens are one finding, and a secret is what a database URI may be called.
    assert scored("rampart", a_row(), ([("CREDIT_CARD_NUMBER", 10, 14), ("CREDIT_CARD_NUMBER", 15, 20)], 0, ""))[1]
    assert scored("gitleaks", a_row(sort="DB_URI"), ([("generic-api-key", 10, 20)], 0.0, ""))[0]


def test_behind_names_what_a_peer_finds_and_ours_does_not() -> None:
    yes, no = (True, True, True), (False, False, False)
    outcomes = {
        "Stream Scanner": [(a_row("hex"), no), (a_row("plain"), yes)],
        "without model": [(a_row("hex"), yes), (a_row("plain"), yes)],
        "datafog": [(a_row("hex"), yes), (a_row("plain"), yes)],
    }
    assert list(behind(outcomes)) == [["hex", "PAN", "datafog", "1 / 1 of 1", "0 / 0 of 1"]]


def test_places_from_lines_columns_and_parts() -> None:
    text = 'é first\nthé dsn "a://b:secret@c/d" ok'
    at = text.index("secret")
    assert text[slice(*widened(text, at, at + 6))] == "a://b:secret@c/d"
    assert widened("abc", 1, 2) == (0, 3)
    plain = {"StartLine": 2, "StartColumn": 1, "EndColumn": 1, "Secret": "secret"}
    assert gitleaks_place(text, plain) == (at, at + 6)
    # Not in the text: columns are bytes, from 1 on the first line and from 2 on others.
    second = {"StartLine": 2, "StartColumn": 7, "EndColumn": 9, "Secret": "decoded"}
    assert text[slice(*gitleaks_place(text, second))] == "dsn"
    first = {"StartLine": 1, "StartColumn": 4, "EndColumn": 8, "Secret": "decoded"}
    assert text[slice(*gitleaks_place(text, first))] == "first"


def test_a_page_keeps_what_is_not_measured(tmp_path: Path) -> None:
    page = tmp_path / "PEERS.md"
    page.write_text("# Peers\n\n<!-- speed -->\nold\n<!-- /speed -->\nend\n", "utf-8")
    put(page, "speed", Sheet("fast", ["a", "b"], [["x", "1"]]).markdown())
    put(page, "detection", "new")
    text = page.read_text("utf-8")
    assert text.startswith(
        "# Peers\n\n<!-- speed -->\n\n**fast**\n\n| a | b |\n| --- | --: |\n| x | 1 |\n\n<!-- /speed -->\nend"
    )
    assert text.endswith("<!-- detection -->\n\nnew\n\n<!-- /detection -->\n")
