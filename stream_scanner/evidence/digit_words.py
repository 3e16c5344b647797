"""Numbers said in words: digits, tens and doubles, in two dozen languages, and what stands between them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stream_scanner.evidence import validators
from stream_scanner.evidence.numeral_words import ALIKE, HUNDRED, LANGUAGES, TIMES, spelled
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.views import FOREIGN, View

FEWEST, LONGEST = 7, 40
"""Digits of a number that is worth putting together."""

# Everyday words of one language that count in another: they make no number of the figures beside them.
_WEAK = frozenset(
    """to en et o n i v x si er ba do un ein een una une tree oh meia yi san sat che nul no fire fem sex ni ei ses on
    nol sei se set dos do pet aon sis nou ti elf tolv elli firs tres on sto arton""".split()  # noqa: SIM905
)
_EASTERN = (
    "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "零壹貳參肆伍陸柒捌玖", "〇〡〢〣〤〥〦〧〨〩",
    "공일이삼사오육칠팔구", "영일이삼사오륙칠팔구",
)  # fmt: skip
_MORSE = ("-----", ".----", "..---", "...--", "....-", ".....", "-....", "--...", "---..", "----.")

_MARKS = rb"[ \t\r\n,.\-/_|;:+*\"'()\[\]\x80]{1,5}"
_SAID = (
    rb"[ \t,]{1,3}(?:then|dash|hyphen|space|dot|point|stroke|slash|minus|uh|tiret|espace|guion|espacio|strich"
    rb"|punkt|trattino|spazio|tra.o|raya|streep|streck|ponto|tracinho|lomeno|lom.tko|kropka|v.rgula|virgule|coma|komma"
    rb"|viiva|kreska|barra|bindestreck|bindestrek|hviezdi?ka)[ \t,]{1,3}"
)
_AND = rb"[ \t,]{1,2}(?:and|und|et|y|e|<br ?/?>)[ \t,]{1,2}|[ \t]?<br ?/?>[ \t]?"
_BETWEEN = rb"(?:" + _SAID + rb"|" + _AND + rb"|" + _MARKS + rb")"
_PAUSE = rb"[,;/|\n]|dash|hyphen|stroke|slash|minus|space"
_LETTERED = rb"^[ ,/-]{1,3}[a-z](?:[^a-z0-9\x81-\xff]|$)"
_OTHER = rb"[a-z0-9\x81-\xff]"
# Words and figures without a blank: "fouronefive", "four1five five-fifty-five oh1three8"
_CLUNG = (
    rb"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]?(?:one|two|three|four|five|six|seven|eight"
    rb"|nine))?|zero|one|two|three|four|five|six|seven|eight|nine|oh|[0-9o])"
)
_CLUNG_RUN = (
    rb"(?:^|[^a-z0-9\x81-\xff])("
    + _CLUNG
    + rb"{1,16}(?:[ ,./|-]{1,4}"
    + _CLUNG
    + rb"{1,16}){0,12})(?:[^a-z0-9\x81-\xff]|$)"
)
_CLUNG_TWO = rb"[a-z]{3}[0-9]|[0-9][a-z]{3}|(?:zero|one|two|three|four|five|six|seven|eight|nine){2}"


class Said(NamedTuple):
    """A number in words: where, its digits, and how many of them stand between commas and the like."""

    start: int
    end: int
    digits: str
    groups: tuple[int, ...] = ()


def said(view: View) -> Iterator[Said]:
    """Numbers of which some part is a word, or of which the gaps are words."""
    data = view.data if view.text.isascii() else _shown(view.text)
    data = data.lower()
    for match in pattern(_run()).finditer(data):
        if not pattern(rb"[a-z\x81-\xff]").within(match.group(1)):
            continue  # figures alone
        yield from _numbers(data, *match.span(1))
    for match in pattern(_CLUNG_RUN).finditer(data):
        parts = pattern(_CLUNG).findall(match.group(1))
        words = sum(part.isalpha() and len(part) > 2 for part in parts)
        if len(parts) >= 9 and words > 2 and pattern(_CLUNG_TWO).within(match.group(1)):
            yield Said(*match.span(1), "".join(_value(part, frozenset({"en"})) for part in parts))
    if not view.text.isascii():
        yield from _eastern(view.text)
    if b"---" in data or b"..." in data:
        for match in pattern(rb"(?:^|[^.-])([.-]{5}(?:[ /]{1,3}[.-]{5}){8,})").finditer(data):
            codes = pattern(rb"[.-]{5}").findall(match.group(1))
            # A rule of dashes is no number.
            if len(set(codes)) > 3 and all(code.decode() in _MORSE for code in codes):
                yield Said(*match.span(1), "".join(str(_MORSE.index(code.decode())) for code in codes))


def english(word: bytes) -> str:
    """The digits of an English number below a hundred, in small letters, or of figures; empty for another word."""
    return word.decode() if word.isdigit() else _forms().get(_plain(word), {}).get("en", "")


def _numbers(data: bytes, start: int, end: int) -> Iterator[Said]:
    """The numbers of a run, of which each is in one language, or all of it one card's."""
    pieces = _own(data, list(_pieces(data, start, end)))
    if (card := _card(data, pieces)) is not None:
        yield card
        return
    first, languages, last = 0, LANGUAGES, -1
    for at, (_, _, word) in enumerate(pieces):
        known = frozenset(_forms().get(word, {})) if word and word not in TIMES and word != HUNDRED else LANGUAGES
        if not languages & known:
            yield from _number(data, pieces[first:at], languages)
            first, languages = last + 1, LANGUAGES
        languages &= known
        last = at if word else last
    yield from _number(data, pieces[first:], languages)


def _own(data: bytes, pieces: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Without "the corporate one:" in front, and without what begins the next line or clause."""
    for at, (one, two) in enumerate(itertools.pairwise(pieces[:3])):
        if b":" in data[one[1] : two[0]]:
            pieces = pieces[at + 1 :]
            break
    for at, (one, two) in enumerate(itertools.pairwise(pieces)):
        # Figures at the beginning of the next line are of something else: the time of the next message.
        if at >= FEWEST and one[2] and not two[2] and b"\n" in data[one[1] : two[0]]:
            pieces = pieces[: at + 1]
            break
    words = [at for at, (*_, word) in enumerate(pieces) if word]
    if len(pieces) > FEWEST and words == [len(pieces) - 1]:
        pieces = pieces[:-1]  # what is said of figures: "4 6 2 1 - sixteen throws"
    if len(pieces) > FEWEST and pieces[-1][2] in _WEAK:
        commas = [at for at, (one, two) in enumerate(itertools.pairwise(pieces)) if b"," in data[one[1] : two[0]]]
        if commas == [len(pieces) - 2]:
            pieces = pieces[:-1]
    return pieces


def _card(data: bytes, pieces: list[tuple[int, int, str]]) -> Said | None:
    """A card's number of which each group is in a language of its own."""
    languages = [set(_forms().get(word, {})) for _, _, word in pieces if word and word not in TIMES]
    if len(languages) < 4 or set.intersection(*languages):
        return None
    digits = _joined(data, pieces, LANGUAGES)
    if validators.card(digits):
        return Said(pieces[0][0], pieces[-1][1], digits)
    return None


def _pieces(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Words and figures of a run: start, end, and the word; a figure has none."""
    token, between = pattern(_token()), pattern(_BETWEEN)
    at = start
    while at < end and (found := token.match(data, at)) is not None:
        at = found.end()
        if at < len(data) and pattern(_OTHER).match(data, at) is not None:
            return  # it goes on as another word
        yield found.start(), at, "" if found.group().isdigit() else _plain(found.group())
        gap = between.match(data, at)
        if gap is None:
            return
        at = gap.end()


def _number(data: bytes, pieces: list[tuple[int, int, str]], languages: frozenset[str]) -> Iterator[Said]:
    words = [word for _, _, word in pieces if word]
    strong = [word for word in words if word not in _WEAK]
    if not strong and 2 * len(words) <= len(pieces):
        while pieces and pieces[0][2]:
            pieces = pieces[1:]
        while pieces and pieces[-1][2]:
            pieces = pieces[:-1]
    if not pieces:
        return
    start, end = pieces[0][0], pieces[-1][1]
    between = pattern(_SAID).within(data[start:end])
    if not between and not strong and 2 * len(words) <= len(pieces):
        return
    digits = _joined(data, pieces, languages)
    # A letter ends the number of a card: "... sesenta y nueve J"
    few = len(pieces) < FEWEST and not pattern(_LETTERED).within(data[end : end + 3])
    if FEWEST <= len(digits) <= LONGEST and not (few and (len(digits) < 9 or (len(strong) < 2 and not between))):
        yield Said(start, end, digits, tuple(_groups(data, pieces, languages)))


def _groups(data: bytes, pieces: list[tuple[int, int, str]], languages: frozenset[str]) -> Iterator[int]:
    first = 0
    for at in range(1, len(pieces) + 1):
        if at == len(pieces) or pattern(_PAUSE).within(data[pieces[at - 1][1] : pieces[at][0]]):
            yield len(_joined(data, pieces[first:at], languages))
            first = at


def _joined(data: bytes, pieces: list[tuple[int, int, str]], languages: frozenset[str]) -> str:
    out, times = [], 1
    values = [_value(data[start:end], languages) for start, end, _ in pieces]
    for at, (_, _, word) in enumerate(pieces):
        if word in TIMES:
            times = TIMES[word]
        elif word == HUNDRED:
            out.append("" if at + 1 < len(values) and len(values[at + 1]) == 2 else "00")
        else:
            value = values[at]
            # Of hundreds as many digits stay as the next word leaves: "девятьсот шестнадцать"
            if len(value) == 3 and word and at + 1 < len(values) and pieces[at + 1][2]:
                value = value[: 3 - min(2, len(values[at + 1]))]
            out.append(value * times)
            times = 1
    return "".join(out)


def _plain(part: bytes) -> str:
    return part.replace(b"\t", b" ").decode("latin-1")


def _value(part: bytes, languages: frozenset[str]) -> str:
    if part.isdigit():
        return part.decode()
    meanings = _forms().get(_plain(part), {})
    for language, digits in meanings.items():
        if language in languages:
            return digits
    return next(iter(meanings.values()), "")


def _eastern(text: str) -> Iterator[Said]:
    # The word for a dash is as long as one with a blank.
    text = text.replace("다시", "- ").replace("の", "-").replace("、", ",")
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    data = _eastern_table()[codes].tobytes()
    for match in pattern(rb"[\x81-\x8a](?:[ ,.-]{0,4}[\x81-\x8a]){8,}").finditer(data):
        digits = "".join(str(octet - 0x81) for octet in match.group() if octet > 0x80)
        yield Said(*match.span(), digits)


# --- tables ------------------------------------------------------------------------------------------------------


@cache
def _alphabet() -> dict[str, int]:
    """Letters beyond ASCII, to bytes of their own."""
    letters = sorted({c for form in spelled() for c in form if c >= "\x80"})
    return {letter: 0x81 + at for at, letter in enumerate(letters)}


@cache
def _table() -> npt.NDArray[np.uint8]:
    table = np.full(0x110000, FOREIGN, np.uint8)
    table[:128] = np.arange(128)
    for letter, code in _alphabet().items():
        table[ord(letter)] = code
        if len(letter.upper()) == 1 and letter.upper() >= "\x80":  # the dotless i has the capital of the other
            table[ord(letter.upper())] = code
    return table


@cache
def _eastern_table() -> npt.NDArray[np.uint8]:
    table = np.full(0x110000, FOREIGN, np.uint8)
    table[:128] = np.arange(128)
    for row in _EASTERN:
        for digit, char in enumerate(row):
            table[ord(char)] = 0x81 + digit
    return table


def _shown(text: str) -> bytes:
    text = text.translate(ALIKE)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _table()[codes].tobytes()


@cache
def _forms() -> dict[str, dict[str, str]]:
    letters = {ord(letter): code for letter, code in _alphabet().items()}
    return {form.translate(letters): languages for form, languages in spelled().items()}


@cache
def _token() -> bytes:
    forms = sorted([*_forms(), *TIMES, HUNDRED], key=lambda form: (-len(form), form))
    words = (form.encode("latin-1").replace(b".", rb"\.").replace(b" ", rb"[ \t]") for form in forms)
    return rb"(?:" + b"|".join(words) + rb"|[0-9]{1,4})"


@cache
def _run() -> bytes:
    return rb"(?:^|[^a-z0-9\x81-\xff])(" + _token() + rb"(?:" + _BETWEEN + _token() + rb"){2,})"
