"""Numbers and passwords as people write them for people: in words, in any order, letter by letter, backwards."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find
from stream_scanner.evidence.digit_words import said
from stream_scanner.evidence.views import View

CARD = "4539578763621486"
GROUPS = [CARD[at : at + 4] for at in range(0, 16, 4)]


def seen(text: str, kind: str) -> list[str]:
    return [text[f.start : f.end] for f in find([("body", text)]).findings if f.type == kind and f.band == "live"]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit", "0612345678"),
        ("nul zes twaalf vierendertig zesenvijftig achtenzeventig", "0612345678"),
        ("восемь девятьсот двенадцать триста сорок пять шестьдесят семь восемьдесят девять", "89123456789"),
        ("сто двадцать три сорок пять шестьдесят семь восемьдесят девять", "123456789"),
        ("sıfır beş yüz on iki üç yüz kırk beş altmış yedi", "051234567"),
        ("sześćset dwanaście trzysta czterdzieści pięć", "612345"),
        ("noll sju tolv trettiofyra femtiosex sjuttioåtta", "0712345678"),
        ("không chín một hai ba bốn năm sáu bảy", "091234567"),
        ("صفر نهصد و دوازده، سیصد و چهل و پنج، هفتاد و یک، هشتاد و پنج", "09123457185"),
        ("novecientos doce, treinta y cuatro, cincuenta y seis, diez", "912345610"),
        ("чотири п’ять три дев’ять один два шість", "4539126"),
        ("four1five five-nine oh1three8", "415590138"),
    ],
)
def test_tens_and_hundreds_of_many_languages(text: str, digits: str) -> None:
    found = [number.digits for number in said(View(text + "."))]
    assert found == ([digits] if len(digits) > 6 else [])


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Appelez au zéro six, douze, trente, seize, vingt-deux svp", "PHONE",
         "zéro six, douze, trente, seize, vingt-deux"),
        ("пишу словами: восемь девятьсот двенадцать триста сорок пять шестьдесят семь ноль один. Жду",
         "PHONE", "восемь девятьсот двенадцать триста сорок пять шестьдесят семь ноль один"),
        (f"put together: {'x'.join(GROUPS)} ok", "PAN", "x".join(GROUPS)),
        (f"posting {GROUPS[0]}**{GROUPS[1]}**_{GROUPS[2]}_`{GROUPS[3]} now", "PAN",
         f"{GROUPS[0]}**{GROUPS[1]}**_{GROUPS[2]}_`{GROUPS[3]}"),
        (f"read it backwards, group by group: {' '.join(group[::-1] for group in GROUPS)}.", "PAN",
         " ".join(group[::-1] for group in GROUPS)),
        ("the p-word goes capital B, r, o, seven, seven, dollar sign, capital Q.", "SECRET_KEY",
         "capital B, r, o, seven, seven, dollar sign, capital Q"),
        ("wifi in the canteen: kilo nine victor mike two oscar four, all small letters", "SECRET_KEY",
         "kilo nine victor mike two oscar four"),
        ("unlock is R K a p 3 U P p b A (no gaps)", "SECRET_KEY", "R K a p 3 U P p b A"),
        ("das Passwort: großes K, kleines w, neun, neun, Raute, kleines t, großes L", "SECRET_KEY",
         "großes K, kleines w, neun, neun, Raute, kleines t, großes L"),
        ("my card's PIN is four, then seven, then a one, then nine. Bye", "SECRET_KEY",
         "four, then seven, then a one, then nine"),
        ("pw jmT4p8ZKrRZhTmY and go", "SECRET_KEY", "jmT4p8ZKrRZhTmY"),
        ("the grafana is admin / teppich-Blau-40 for now", "SECRET_KEY", "teppich-Blau-40"),
        ("пиши на olga подчеркивание k собака fern точка ru", "EMAIL", "olga подчеркивание k собака fern точка ru"),
        ("write to b punkt weber klammeraffe fern bindestrich mail punkt de", "EMAIL",
         "b punkt weber klammeraffe fern bindestrich mail punkt de"),
        ("mail library (a) fernschool (d0t) sch (d0t) uk", "EMAIL", "library (a) fernschool (d0t) sch (d0t) uk"),
    ],
)  # fmt: skip
def test_told_to_people(text: str, kind: str, value: str) -> None:
    assert seen(text, kind) == [value]


@pytest.mark.parametrize(
    "text",
    [
        f"Third block {GROUPS[2]}, first block {GROUPS[0]}, last block {GROUPS[3]}, second block {GROUPS[1]}.",
        "\n".join(f"[16:0{n}] Ann: {group}" for n, group in enumerate(GROUPS)),
    ],
)
def test_groups_in_any_order_and_line_by_line(text: str) -> None:
    assert sorted(seen(text, "PAN")) == sorted(GROUPS)


def test_the_boxes_of_a_form() -> None:
    assert seen("Area: 418\nGroup: 62\nSerial: 3307\n", "SSN_LIKE") == ["418", "62", "3307"]


@pytest.mark.parametrize(
    "text",
    [
        "first block 4539, second block 5787, third block 6362, last block 1487",
        "Ann: 4539\nBob: 5787\nCid: 6362\nDee: 1486\n",
        "options a, b, c, d, e, f and g for the login page",
        "the PIN is one of four rules, two of which failed",
        "hash 51a87b04c56d18e98f37a86",
        "matter five six eight eight one two three four five six",
        "our part 0123 456 789 weighs more",
        "call the office of admin / Support for help",
    ],
)
def test_what_only_looks_like_it(text: str) -> None:
    assert find([("body", text)]).findings == ()


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("print(chr(76)+chr(97)+chr(110)+chr(116)+chr(54)+chr(51)+chr(63)+chr(75))", "SECRET_KEY",
         "chr(76)+chr(97)+chr(110)+chr(116)+chr(54)+chr(51)+chr(63)+chr(75)"),
        ("então: três um oito, quatro sete dois, nove zero cinco, tracinho dois três. Ok", "SSN_LIKE",
         "três um oito, quatro sete dois, nove zero cinco, tracinho dois três"),
        ("it's capital K, small r, hash sign, seven, small w, capital T, nought, small b ok", "SECRET_KEY",
         "capital K, small r, hash sign, seven, small w, capital T, nought, small b"),
        ("depo: büyük K, küçük v, yıldız, 4, 3, küçük s, büyük R", "SECRET_KEY",
         "büyük K, küçük v, yıldız, 4, 3, küçük s, büyük R"),
    ],
)  # fmt: skip
def test_told_without_a_word_for_it(text: str, kind: str, value: str) -> None:
    assert seen(text, kind) == [value]


def test_sums_of_letters_are_words() -> None:
    assert seen("print(chr(104)+chr(101)+chr(108)+chr(108)+chr(111)+chr(32)+chr(121)+chr(111))", "SECRET_KEY") == []
