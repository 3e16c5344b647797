"""Values hidden by gaps, by words, by codes or in two parts; and what only looks so."""

from __future__ import annotations

import base64
import random
import string
import time
import timeit

import pytest

from stream_scanner.evidence import find

CARD, PRINTED = "4539148803436467", "4539 1488 0343 6467"
KEY = "gh" + "p_" + "".join(random.Random(3).choices(string.ascii_letters + string.digits, k=36))
MAIL = "ann.lee@saltmarsh.example"
ENGLISH = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def types(text: str, hidden: str) -> set[str]:
    """What is found over nine tenths of ``hidden`` or more."""
    start = text.index(hidden)
    end = start + len(hidden)
    return {
        f.type for f in find([("body", text)]).findings if min(end, f.end) - max(start, f.start) >= 0.9 * len(hidden)
    }


def in_words(words: str, digits: str = CARD) -> str:
    return " ".join(words.split()[int(digit)] for digit in digits)


@pytest.mark.parametrize(
    "gap",
    [
        "\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\r\n", "\u1680", "·", " • ", "→", "❤️", "#", "=", "</td><td>",
        "\", \"", "][", ")(", "~~", "\n\n", "\n   ", "    ", "`", "\\", " uh ", "::",
    ],
)  # fmt: skip
def test_digits_with_one_gap(gap: str) -> None:
    hidden = gap.join(CARD)
    assert types(f"card {hidden} exp 09/27", hidden) == {"PAN"}


@pytest.mark.parametrize("wrap", ["<td>{}</td>", "[{}]", "({})", "**{}**", "~~{}~~", "`{}`", "[{}](#)", "'{}', "])
@pytest.mark.parametrize(("value", "kind"), [(MAIL, "EMAIL"), (KEY, "SECRET_KEY")])
def test_characters_each_wrapped(wrap: str, value: str, kind: str) -> None:
    hidden = "".join(map(wrap.format, value)).rstrip(", ")
    assert kind in types(f"write {hidden} down", hidden)


@pytest.mark.parametrize(
    "words",
    [
        "nul een twee drie vier vijf zes zeven acht negen",
        "noll ett två tre fyra fem sex sju åtta nio",
        "nul en to tre fire fem seks syv otte ni",
        "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
        "sıfır bir iki üç dört beş altı yedi sekiz dokuz",
        "ноль один два три четыре пять шесть семь восемь девять",
        "μηδέν ένα δύο τρία τέσσερα πέντε έξι επτά οκτώ εννέα",
        "शून्य एक दो तीन चार पांच छह सात आठ नौ",
        "0 I II III IV V VI VII VIII IX",
        "zer0 0ne tw0 thr33 f0ur f1ve s1x s3ven e1ght n1ne",
        "----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.",
    ],
)
def test_digits_in_words(words: str) -> None:
    hidden = in_words(words)
    assert types(f"card {hidden} please", hidden) == {"PAN"}


@pytest.mark.parametrize(
    "hidden",
    [
        "forty-five thirty-nine fourteen eighty-eight oh three forty-three sixty-four sixty-seven",
        "four five three nine one four double eight zero three four three six four six seven",
        "four 5 three 9 one 4 eight 8 zero 3 four 3 six 4 six 7",
        "quarante-cinq trente-neuf quatorze quatre-vingt-huit zéro trois quarante-trois soixante-quatre soixante-sept",
        "fünfundvierzig neununddreißig vierzehn achtundachtzig null drei dreiundvierzig vierundsechzig "
        "siebenundsechzig",
        "4539 dash 1488 dash 0343 dash 6467",
        "4 then 5 then 3 then 9 then 1 then 4 then 8 then 8 then 0 then 3 then 4 then 3 then 6 then 4 then 6 then 7",
        "fourfivethreenineonefoureighteightzerothreefourthreesixfoursixseven",
        "四五三九一四八八〇三四三六四六七",
        "\n".join(ENGLISH[int(digit)] for digit in CARD),
    ],
)
def test_numbers_said(hidden: str) -> None:
    assert types(f"charge it to {hidden} please", hidden) == {"PAN"}


def codes(form: str, value: str, between: str = "") -> str:
    return between.join(form.format(ord(char)) for char in value)


@pytest.mark.parametrize(
    ("form", "between"),
    [
        ("{}", ", "), ("{}", " "), ("{:03d}", ""), ("0x{:02x}", ", "), ("U+{:04X}", " "), ("{:08b}", " "),
        ("{:08b}", ""),
        ("{:03o}", " "), ("\\{:x}", " "), ("\\{:06x}", ""), ("chr({})", " + "), ("[char]{}", "+"), ("{:02x}", ","),
        ("\\\\u{:04x}", ""), ("%252525{:02x}", ""), ("\\0{:03o}", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("value", "kind"), [(MAIL, "EMAIL"), (KEY, "SECRET_KEY"), (PRINTED, "PAN")])
def test_character_codes(form: str, between: str, value: str, kind: str) -> None:
    hidden = codes(form, value, between)
    assert kind in types(f"s = [{hidden}]", hidden)


def pieces(text: str, size: int, between: str) -> str:
    return between.join(text[at : at + size] for at in range(0, len(text), size))


ENCODED = base64.b64encode(MAIL.encode()).decode()


@pytest.mark.parametrize(
    "hidden",
    [
        base64.b64encode(MAIL.encode("utf-16-le")).decode(),
        base64.b64encode(MAIL.encode("utf-16-be")).decode(),
        base64.b64encode(MAIL.encode("utf-16")).decode(),
        base64.b64encode(MAIL.encode("utf-32-le")).decode(),
        MAIL.encode("utf-16-le").hex(),
        pieces(ENCODED, 4, " "),
        ENCODED[:18] + "\n" + ENCODED[18:],
        base64.b64encode(f"to {MAIL}".encode()).decode()[::-1],
        base64.b85encode(MAIL.encode()).decode(),
        base64.a85encode(MAIL.encode(), adobe=True).decode(),
    ],
)
def test_encoded(hidden: str) -> None:
    assert types(f"see {hidden} there", hidden) == {"EMAIL"}


@pytest.mark.parametrize(
    "hidden",
    [
        "ann.lee arobase saltmarsh point org", "ann.lee chez saltmarsh point fr", "ann.lee ät saltmarsh punkt de",
        "ann.lee-at-saltmarsh-dot-org", "ann.lee*at*saltmarsh*dot*org", "ann.lee«at»saltmarsh«dot»org",
        "ann.leeATsaltmarshDOTorg", "ann.lee(at symbol)saltmarsh(dot)org", "ann.lee at-sign saltmarsh dot nl",
        "ann.lee@saltmarsh.c0m", "ann\\_lee@saltmarsh.org", "a~~nn.l~~ee@salt~~marsh.org",
    ],
)  # fmt: skip
def test_addresses(hidden: str) -> None:
    assert types(f"write to {hidden} please", hidden) == {"EMAIL"}


@pytest.mark.parametrize(
    ("text", "hidden", "kind"),
    [
        ("s = '{}'", f"{KEY[:20]}'\ns += '{KEY[20:]}", "SECRET_KEY"),
        ('s = "{}"', f'{KEY[:20]}" << "{KEY[20:]}', "SECRET_KEY"),
        ('s = "{}"', f'{KEY[:20]}" & _\n  "{KEY[20:]}', "SECRET_KEY"),
        ("'%s%s' % ('{}')", "ann.lee@salt', 'marsh.org", "EMAIL"),
        ("x {}", f"{KEY[:20]}/* no */{KEY[20:]}", "SECRET_KEY"),
        ("x {}", f'{KEY[:20]}<i style="display:none">9</i>{KEY[20:]}', "SECRET_KEY"),
        ("x {}", f"{KEY[:20]}<div></div>{KEY[20:]}", "SECRET_KEY"),
        ("The first half is {}", f"{KEY[:20]}. The second half is {KEY[20:]}", "SECRET_KEY"),
        ("the card starts with {}", "4539 1488 and ends with 0343 6467", "PAN"),
        ("my SSN is {}", "536-9 followed by 0-4399", "SSN_LIKE"),
        ("(rot47) {}", "cdbh `cgg _bcb ecef", "PAN"),
        ("card {}", "cdbh`cgg_bcbecef", "PAN"),
        ("rot5: {}", "9084 6933 5898 1912", "PAN"),
        ("call {} today", "1-800-FLOWERS", "PHONE"),
        ("SSN: {}", base64.a85encode(b"536-90-4399").decode(), "SSN_LIKE"),
        ("CARD={}", base64.b85encode(b"4539 1488 0343 6467").decode(), "PAN"),
    ],
)
def test_parted_and_turned(text: str, hidden: str, kind: str) -> None:
    assert kind in types(text.format(hidden), hidden)


RANDOM = random.Random(5)
HARMLESS = {
    "sudoku": "\n".join(" ".join(str(RANDOM.randint(1, 9)) for _ in range(9)) for _ in range(9)),
    "matrix": "\n".join("[" + ", ".join(str(RANDOM.randint(0, 9)) for _ in range(8)) + "]" for _ in range(20)),
    "bits": " ".join(f"{RANDOM.randint(0, 255):08b}" for _ in range(40)),
    "shares": ", ".join(str(RANDOM.randint(33, 99)) for _ in range(200)),
    "ages": "ages: " + " ".join(str(RANDOM.randint(40, 99)) for _ in range(60)),
    "permissions": "chmod 755 644 600 700 777 444 555 666 711 750",
    "shelf marks": "101 102 103 104 105 106 107 110 111 112 113 114 115 116 117 120",
    "table of characters": "\n".join(f"{n} {n:#04x} {n:03o} {n:08b} {chr(n)}" for n in range(33, 127)),
    "countdown": "ten nine eight seven six five four three two one zero liftoff! one two three four five six seven",
    "song": "One, two, buckle my shoe; three, four, shut the door; five, six, pick up sticks; seven, eight.",
    "crowd": "call two or three hundred people, forty-five of them by nine; text one hundred twenty two",
    "money": "one hundred twenty-five, two hundred fifty and three hundred seventy-five; nineteen eighty-four",
    "Danish": "Vi er to til fem, en er ni og en er otte, et eller to af dem er seks, fire af de fem er på tre",
    "Turkish": "Bir iki üç kişi geldi, dört beş kişi gitti. Altı yedi yaşında sekiz dokuz çocuk.",
    "Russian": "Раз два три четыре пять, вышел зайчик погулять. Один или два, три и четыре, шесть семь восемь.",
    "Chinese": "一二三四五六七八九十，二〇二三年十月一日至二〇二四年五月。",
    "Roman": "Chapters I II III IV V VI VII VIII IX X; Louis XIV, Henry VIII; i ii iii iv v vi vii viii ix",
    "scale": "phone support rates 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9",
    "pages": "".join(f'<a href="/p/{n}">{n}</a> ' for n in range(1, 10)),
    "keypad": "[1][2][3]\n[4][5][6]\n[7][8][9]\n[*][0][#] press 1, 2, 3",
    "rules": "call\n----- \n----- ----- ----- ----- ----- ----- ----- ----- -----\n.....\n",
    "point in time": "We are at that point in time. Look at this point us included. Look at my dot net code, please.",
    "script": "!function(e,t){var n=e[0],r=e[1];return r&&(i=r(i)),[1,2].map(function(a){return a+'x'})}(window);" * 6,
    "long words": "getElementsByClassName_and_more$stuff{abc}(x)=>y;aVeryLongIdentifier_123456+foo-bar|baz&qux",
    "styles": '.a:before{content:"\\f101"}.b:before{content:"\\201C"}.c{margin:0 0 1px 2px}' * 8,
    "picture": "data:image/png;base64," + base64.b64encode(RANDOM.randbytes(1500)).decode(),
    "halves": "The first half was dull. The second half was great: 3 goals. part 1: intro\npart 2: outro",
    "preheader": '<div style="display:none">Your digest of 12 stories &zwnj;&nbsp;&zwnj;</div><p>Read more of 2024</p>',
    "object": "see 1.3.6.1.4.1.9.9.4.6.2.7.3 and C-800-SERIES, 800-WIDGETS in stock",
    "letters": "[a] [b] [c] [d] [e] [f] [g] [h] [i] 'a' 'b' 'c' 'd' 'e' 'f' 'g' 'h'",
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless(name: str) -> None:
    assert not [f for f in find([("body", HARMLESS[name])]).findings if f.band == "live"]


@pytest.mark.parametrize("name", ["Turkish", "Russian", "shares", "table of characters", "bits", "halves"])
def test_nothing_is_undone(name: str) -> None:
    assert not find([("body", HARMLESS[name])]).transforms


@pytest.mark.parametrize(
    "unit",
    ["one two three x ", "4<b>5</b>3 9,", "4·5·3·9·1·4·8·8·0·3 x ", "<td>4</td>", "'a', ", "65, 66, 67, ",
     "abc$%&(){}|~",     "NDUz ", "=abcdefghijklmnop ",
     "abcdef and then ghijkl ", "a/*b*/", "a<div></div>", "a-at-b-dot-", "`_ab cdef "],
)  # fmt: skip
def test_time_is_linear(unit: str) -> None:
    def cost(size: int) -> float:
        text = unit * (size // len(unit))
        # Without the collector of the whole test run's garbage, as `timeit` leaves it out.
        return timeit.timeit(lambda: find([("body", text)]), timer=time.process_time, number=1)

    cost(1 << 10)
    assert cost(1 << 17) < 9 * cost(1 << 15) + 0.2
