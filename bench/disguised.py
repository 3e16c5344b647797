"""Rows of the detection table: made-up values in made-up sentences, plain or disguised in one way.

Written for the bench alone: neither the evidence pass nor the training data shares a line or a sentence with it.
"""

from __future__ import annotations

import base64
import codecs
import dataclasses
import gzip
import itertools
import re
import string
import zlib
from collections.abc import Callable, Iterator
from random import Random


@dataclasses.dataclass(frozen=True)
class Row:
    """One text and its one value.

    Attributes:
        kind: name of the disguise.
        sort: name of the value's shape, a key of `SORTS`.
        type: our type of the value.
        start: where the disguised value begins in the text, in characters.
        end: exclusive.
        value: what it stands for.
    """

    kind: str
    sort: str
    type: str
    text: str
    start: int
    end: int
    value: str


# --- values ------------------------------------------------------------------------------------------------------

BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
FIRST = ("marta", "oskar", "priya", "dennis", "yuki", "leila", "tomas", "ingrid", "kofi", "bea")
LAST = ("holloway", "bergstrom", "natarajan", "okafor", "lindqvist", "moreau", "castellan", "whitfield")
HOSTS = ("brightfern", "quillworks", "northgate", "saltmarsh", "ironvale", "maplecourt")


def digits(rng: Random, count: int) -> str:
    return "".join(rng.choices(string.digits, k=count))


def email(rng: Random) -> str:
    name = rng.choice(("{}.{}", "{}_{}", "{}{}")).format(rng.choice(FIRST), rng.choice(LAST))
    return f"{name}{rng.choice(('', digits(rng, 2)))}@{rng.choice(HOSTS)}.{rng.choice(('com', 'org', 'net', 'io'))}"


def phone(rng: Random) -> str:
    area, exchange = rng.choice(("212", "415", "617", "312", "206", "713")), f"{rng.randint(2, 9)}{digits(rng, 2)}"
    exchange = exchange.replace("11", "27")  # N11 is no exchange
    line = digits(rng, 4)
    forms = ("+1 {} {} {}", "({}) {}-{}", "{}-{}-{}", "+1-{}-{}-{}")
    american = rng.choice(forms).format(area, exchange, line)
    british = f"+44 7{rng.choice('47589')}{digits(rng, 2)} {rng.randint(100, 999)} {digits(rng, 3)}"
    return rng.choice((american, american, american, british))


def card(rng: Random) -> str:
    prefix, size = rng.choice((("4", 16), ("51", 16), ("55", 16), ("6011", 16), ("37", 15)))
    body = prefix + digits(rng, size - len(prefix) - 1)
    doubled = (sum(divmod(2 * int(d), 10)) if place % 2 == 0 else int(d) for place, d in enumerate(reversed(body)))
    number = body + str(-sum(doubled) % 10)
    groups = (4, 6, 5) if size == 15 else (4, 4, 4, 4)
    cuts = [sum(groups[:n]) for n in range(len(groups) + 1)]
    return rng.choice((" ", "-", "")).join(number[a:b] for a, b in itertools.pairwise(cuts))


def ssn(rng: Random) -> str:
    area = rng.choice([n for n in range(100, 770) if n != 666])
    return f"{area:03d}-{rng.randint(11, 99)}-{rng.randint(1001, 9998)}"


def aws(rng: Random) -> str:
    return "AKIA" + "".join(rng.choices(string.ascii_uppercase + "234567", k=16))


def github(rng: Random) -> str:
    """With the checksum that real ones carry, which some scanners verify."""
    body = "".join(rng.choices(BASE62, k=30))
    number, tail = zlib.crc32(body.encode()), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        tail = BASE62[digit] + tail
    return "gh" + "p_" + body + tail


def slack(rng: Random) -> str:
    return f"{'xo' + 'xb'}-{rng.randint(2, 9)}{digits(rng, 11)}-{digits(rng, 12)}-" + "".join(rng.choices(BASE62, k=24))


def password(rng: Random) -> str:
    marks = rng.choice(("", "", "!", "$#", "%"))
    body = rng.choices(string.ascii_lowercase, k=5) + rng.choices(string.ascii_uppercase, k=4)
    body += [*digits(rng, 5), *marks]
    rng.shuffle(body)
    return "".join(body)


def db_uri(rng: Random) -> str:
    scheme, port = rng.choice((("postgres", 5432), ("mysql", 3306), ("mongodb", 27017), ("postgresql", 5432)))
    secret = "".join(rng.choices(BASE62, k=14))
    host = f"db{rng.randint(1, 9)}.{rng.choice(HOSTS)}.net"
    return f"{scheme}://{rng.choice(FIRST)}:{secret}@{host}:{port}/{rng.choice(('orders', 'billing', 'people'))}"


@dataclasses.dataclass(frozen=True)
class Sort:
    """A shape of value: our type, its maker, and sentences around it."""

    type: str
    make: Callable[[Random], str]
    frames: tuple[str, ...]
    code: tuple[str, ...] = ()


SORTS: dict[str, Sort] = {
    "EMAIL": Sort("EMAIL", email, (
        "Could you forward the minutes to {} before lunch?", "New starter on the loading dock: {}, please add her.",
        "He said his address is {} and that he reads it daily.", "cc {} on everything about the lease",
    ), ('owner = "{}"  # who gets paged', 'notify("{}", retries)')),
    "PHONE": Sort("PHONE", phone, (
        "Ring me on {} if the courier is late.", "The landlord's number is {}, he picks up after six.",
        "phone: {} (ask for the night desk)", "You can text {} when you are downstairs.",
    )),
    "PAN": Sort("PAN", card, (
        "Put the hotel on my card {} please.", "The card number she read out was {}, expiry next spring.",
        "Charge {} and send me the receipt.", "payment card: {}",
    ), ('card = "{}"  # remove before merging', 'charge(card="{}", amount=total)')),
    "SSN_LIKE": Sort("SSN_LIKE", ssn, (
        "My social security number is {}, you need it for the form.", "SSN: {}",
        "For the background check use {} as my SSN.", "payroll still lists {} as his social",
    )),
    "AWS": Sort("SECRET_KEY", aws, (
        "The uploader runs with access key {} for now.", "aws_access_key_id = {}",
        "Paste {} into the console and try again.", "that bucket opens with {}",
    ), ('key_id = "{}"', 'client("s3", aws_access_key_id="{}")')),
    "GitHub": Sort("SECRET_KEY", github, (
        "Clone it with {} while I fix the permissions.", "GITHUB_TOKEN={}",
        "The release bot pushes as {} until Friday.", "my github token is {}",
    ), ('token = "{}"', 'login("{}")')),
    "Slack": Sort("SECRET_KEY", slack, (
        "The alert bot posts with {} to the ops channel.", "SLACK_BOT_TOKEN={}", "slack token for the demo: {}",
        "It stopped posting, is {} still the right one?",
    ), ('bot = "{}"', 'post(channel, token="{}")')),
    "password": Sort("SECRET_KEY", password, (
        'db_password = "{}"', "password: {}", "export ADMIN_PASSWORD={}", 'config["password"] = "{}"',
    ), ('password = "{}"', 'connect(user, password="{}")')),
    "DB_URI": Sort("DB_URI", db_uri, (
        "Point the importer at {} tonight.", "DATABASE_URL={}", "The replica answers on {} since the move.",
        "the connection string is {}",
    ), ('dsn = "{}"', 'engine = create_engine("{}")')),
}  # fmt: skip
PERSONAL = ("EMAIL", "PHONE", "PAN", "SSN_LIKE")
SECRET = ("AWS", "GitHub", "Slack", "password", "DB_URI")
NUMBERS = ("PHONE", "PAN", "SSN_LIKE")
LETTERS = ("EMAIL", *SECRET)

# --- disguises ---------------------------------------------------------------------------------------------------

Disguise = Callable[[Random, str], str]


def between(marks: tuple[str, ...], share: float = 0.6) -> Disguise:
    """One of ``marks`` in some of the gaps between characters, in one gap at least."""

    def hide(rng: Random, value: str) -> str:
        sure = rng.randrange(1, len(value))
        gaps = [rng.choice(marks) if at == sure or rng.random() < share else "" for at in range(1, len(value))]
        return "".join(map("".join, zip(value, [*gaps, ""], strict=True)))

    return hide


def letter(form: str) -> Disguise:
    """Each character written by its code point."""
    return lambda rng, value: "".join(form.format(ord(char)) for char in value)


def styled(rng: Random, value: str) -> str:
    bold, sans, mono = (0x1D400, 0x1D41A, 0x1D7CE), (0x1D5D4, 0x1D5EE, 0x1D7EC), (0x1D670, 0x1D68A, 0x1D7F6)
    alphabets = zip(
        (string.ascii_uppercase, string.ascii_lowercase, string.digits), rng.choice((bold, sans, mono)), strict=True
    )
    return value.translate({ord(char): first + n for chars, first in alphabets for n, char in enumerate(chars)})


CYRILLIC = dict(zip("aceopxyijsABEHKMOPCTX", "асеорхуіјѕАВЕНКМОРСТХ", strict=True))


def confusable(rng: Random, value: str) -> str:
    places = [at for at, char in enumerate(value) if char in CYRILLIC]
    chosen = set(rng.sample(places, max(1, 2 * len(places) // 3))) if places else set()
    return "".join(CYRILLIC[char] if at in chosen else char for at, char in enumerate(value))


LEET = {"0": "Oo", "1": "lI", "2": "Z", "5": "S", "8": "B", "9": "g", "3": "E", "6": "b"}


def leet(rng: Random, value: str) -> str:
    places = [at for at, char in enumerate(value) if char in LEET]
    chosen = set(rng.sample(places, max(1, len(places) // 3))) if places else set()
    return "".join(rng.choice(LEET[char]) if at in chosen else char for at, char in enumerate(value))


def spelled(words: str) -> Disguise:
    """Digits as words; what stands between groups of digits is left out."""
    names = words.split()
    return lambda rng, value: " ".join(names[int(char)] for char in value if char.isdigit())


def spaced(rng: Random, value: str) -> str:
    """Numbers lose what grouped them; other values keep every character, so they are never joined by a dot."""
    if any(char.isalpha() for char in value):
        return rng.choice((" ", "  ")).join(value)
    return rng.choice((" ", " ", "  ", ".")).join(char for char in value if char.isdigit())


def at_dot(rng: Random, value: str) -> str:
    at, dot = rng.choice(((" at ", " dot "), (" [at] ", " [dot] "), ("(at)", "(dot)"), (" {at} ", ".")))
    name, host = value.split("@")
    return name + at + host.replace(".", dot)


def broken(rng: Random, value: str) -> str:
    at = rng.randint(len(value) // 3, 2 * len(value) // 3)
    return value[:at].rstrip() + "\n" + value[at:].lstrip()


def concatenated(rng: Random, value: str) -> str:
    cuts = sorted(rng.sample(range(3, len(value) - 2), rng.choice((1, 2))))
    parts = [value[a:b] for a, b in itertools.pairwise([0, *cuts, len(value)])]
    return rng.choice(('" + "', '" "', '" .. "', '"+"')).join(parts)


def quoted_printable(rng: Random, value: str) -> str:
    sure = rng.randrange(len(value))
    hidden = (at == sure or char == "=" or (char.isalnum() and rng.random() < 0.5) for at, char in enumerate(value))
    return "".join(f"={ord(char):02X}" if hide else char for char, hide in zip(value, hidden, strict=True))


def encoded(encode: Callable[[bytes], bytes]) -> Disguise:
    return lambda rng, value: encode(value.encode()).decode()


MORSE = "----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----."
KINDS: dict[str, tuple[Disguise, tuple[str, ...]]] = {
    "plain": (lambda rng, value: value, tuple(SORTS)),
    "zero width": (between(("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff")), tuple(SORTS)),
    "bidi controls": (between(("\u200e", "\u200f", "\u202a", "\u202c", "\u2066", "\u2069")), tuple(SORTS)),
    "soft hyphen": (between(("\u00ad",)), tuple(SORTS)),
    "combining marks": (between(("\u0336", "\u0332"), 1), tuple(SORTS)),
    "tag characters": (lambda rng, value: "".join(chr(0xE0000 + ord(char)) for char in value), tuple(SORTS)),
    "full width": (lambda rng, value: value.translate({n: n + 0xFEE0 for n in range(0x21, 0x7F)}), tuple(SORTS)),
    "math letters": (styled, tuple(SORTS)),
    "confusables": (confusable, LETTERS),
    "HTML entities": (lambda rng, value: letter(rng.choice(("&#{};", "&#x{:x};")))(rng, value), tuple(SORTS)),
    "HTML tags": (between(("<b></b>", "<span></span>", "<wbr>", "<!-- -->", "<i></i>"), 0.3), tuple(SORTS)),
    "percent": (letter("%{:02X}"), tuple(SORTS)),
    "backslash u": (letter("\\u{:04x}"), tuple(SORTS)),
    "backslash x": (letter("\\x{:02x}"), tuple(SORTS)),
    "backslash octal": (letter("\\{:03o}"), tuple(SORTS)),
    "quoted-printable": (quoted_printable, tuple(SORTS)),
    "base64": (encoded(base64.b64encode), tuple(SORTS)),
    "double base64": (encoded(lambda octets: base64.b64encode(base64.b64encode(octets))), tuple(SORTS)),
    "base32": (encoded(base64.b32encode), tuple(SORTS)),
    "hex": (lambda rng, value: value.encode().hex(), tuple(SORTS)),
    "spelled digits": (spelled("zero one two three four five six seven eight nine"), NUMBERS),
    "emoji digits": (lambda rng, value: re.sub(r"(\d)", "\\1\ufe0f\u20e3", value), NUMBERS),
    "leet": (leet, NUMBERS),
    "spaced out": (spaced, tuple(SORTS)),
    "at/dot": (at_dot, ("EMAIL",)),
    "reversed": (lambda rng, value: value[::-1], tuple(SORTS)),
    "ROT13": (lambda rng, value: codecs.encode(value, "rot13"), LETTERS),
    "broken over lines": (broken, tuple(SORTS)),
    "concatenation": (concatenated, tuple(name for name, sort in SORTS.items() if sort.code)),
    "base85": (encoded(base64.b85encode), tuple(SORTS)),
    "gzip in base64": (encoded(lambda octets: base64.b64encode(gzip.compress(octets, mtime=0))), tuple(SORTS)),
    "ROT47": (
        lambda rng, value: "".join(chr(33 + (ord(c) + 14) % 94) if 32 < ord(c) < 127 else c for c in value), LETTERS,
    ),
    "Spanish digits": (spelled("cero uno dos tres cuatro cinco seis siete ocho nueve"), NUMBERS),
    "Morse digits": (spelled(MORSE), NUMBERS),
}  # fmt: skip
HINTED = {"reversed": "(read it backwards) ", "ROT13": "(rot13) "}
"""What the people who use them write in front; on every second row."""


def rows(seed: int = 1, each: int = 6, kinds: tuple[str, ...] = tuple(KINDS)) -> Iterator[Row]:
    """``each`` rows for every kind and every sort that it makes sense for. The same for the same seed."""
    for kind in kinds:
        hide, fits = KINDS[kind]
        for sort in fits:
            for number in range(each):
                # No row's values move when a kind or a sort is added.
                yield row(Random(f"{seed} {kind} {sort} {number}"), kind, sort, hide, number)


def row(rng: Random, kind: str, sort: str, hide: Disguise, number: int) -> Row:
    """One row; the frames are taken in turn."""
    shape = SORTS[sort]
    value = shape.make(rng)
    frames = shape.code if kind == "concatenation" else shape.frames
    before, after = frames[number % len(frames)].split("{}")
    if kind in HINTED and number % 2:
        before = HINTED[kind] + before
    hidden = hide(rng, value)
    return Row(kind, sort, shape.type, before + hidden + after, len(before), len(before) + len(hidden), value)
