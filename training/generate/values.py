"""Positive values: people, mail addresses, telephone numbers, cards, national numbers, matters, terms, addresses."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from stream_scanner.evidence import checksums
from training.generate.addresses import Addresses
from training.generate.credentials import db_uri, pattern, secret
from training.generate.gazetteer import Pools
from training.generate.thread import Split

# What each value alone justifies as sensitivity.
HARM = {
    "NAME": 0.05, "EMAIL": 0.35, "PHONE": 0.45, "ADDR": 0.5, "PAN": 0.8, "SSN": 0.8, "SECRET": 0.95, "DBURI": 0.95,
    "NDA": 0.6, "MATTER": 0.55,
}  # fmt: skip
TEST_CARDS = [
    "4111111111111111", "4242424242424242", "5555555555554444", "378282246310005", "6011111111111117",
    "4012888888881881", "5105105105105100", "371449635398431", "3530111333300000", "4000056655665556",
    "5200828282828210", "30569309025904",
]  # fmt: skip
NDA_TERMS = [
    "NDA", "MNDA", "NDA", "mutual NDA", "non-disclosure agreement", "Non-Disclosure Agreement",
    "nondisclosure agreement", "under NDA", "confidentiality agreement", "Confidentiality Agreement",
    "Confidential Information", "confidential information", "proprietary and confidential", "Proprietary Information",
    "trade secret", "trade secrets", "duty of confidentiality",
    "non-disclosure obligations", "Mutual Confidentiality Agreement", "Mutual Non-Disclosure Agreement", "MNDA",
    "confidentiality undertaking", "unilateral NDA", "secrecy agreement", "non disclosure agreement",
    "CONFIDENTIAL INFORMATION", "PROPRIETARY AND CONFIDENTIAL", "strictly confidential", "two-way NDA",
    "confidentiality clause", "Evaluation Material", "confidentiality provisions", "non-disclosure clause",
    "trade secret information",
]  # fmt: skip
COURTS = ["SDNY", "NDCA", "EDTX", "DDC", "ECM", "JSW", "VMK", "LHK", "WHA", "PKC", "AJN", "RGA", "DLC", "MMA"]


class Person(NamedTuple):
    """A first and a last name; ``last`` may be empty for names written as one word or in another script."""

    first: str
    last: str

    @property
    def full(self) -> str:
        """First name, last name."""
        return f"{self.first} {self.last}".strip()


class Values:
    """Draws labelled values for one split from one random stream."""

    def __init__(self, rng: Random, pool: Pools, split: Split) -> None:
        self.rng = rng
        self.pool = pool
        self.split = split
        self.places = Addresses(rng, pool)

    def person(self) -> Person:
        """Somebody, mostly from the census, sometimes from another country."""
        rng = self.rng
        roll = rng.random()
        if roll < 0.4:
            given, family = self.pool.given, self.pool.family
            half = rng.randrange(2) * len(given) // 2  # men's names, then women's, each by frequency
            first = given[half + int(len(given) / 2 * rng.random() ** 2)]
            return Person(first, family[int(len(family) * rng.random() ** 2)])
        if roll < 0.55:
            return Person(rng.choice(self.pool.first), rng.choice(self.pool.last))
        if roll < 0.98:
            return Person(*self.rng.choice(self.pool.foreign))
        return Person(self.rng.choice(self.pool.native), "")

    def latin(self) -> Person:
        """Somebody whose name also makes a mail address."""
        while not (person := self.person()).last:
            pass
        return person

    def name(self, person: Person) -> str:
        """One of the ways to write a whole name."""
        rng, (first, last) = self.rng, person
        if not last:
            return first
        roll = rng.random()
        if roll < 0.6:
            return f"{first} {last}"
        if roll < 0.67:
            return f"{last}, {first}"
        if roll < 0.75:
            return f"{first} {rng.choice('ABCDEFGHJKLMNPRSTW')}{rng.choice(('.', '.', ''))} {last}"
        if roll < 0.79:
            return f"{first[0]}. {last}" if rng.random() < 0.7 else f"{first[0]}.{rng.choice('ABCDEJLMRST')}. {last}"
        if roll < 0.83:
            return f"{first} {last}".upper()
        if roll < 0.87:
            return f"{first} {last}".lower()
        if roll < 0.91:
            return f"{first} {rng.choice(self.pool.first)} {last}"
        if roll < 0.94:
            return f"{first} {last}-{rng.choice(self.pool.last)}"
        if roll < 0.96:
            return f"{last.upper()} {first}"
        if roll < 0.98:
            return f"{last}, {first} {rng.choice('ABCDEFGHJKLMNPRSTW')}{rng.choice(('.', ''))}"
        return f"{first} {last}{rng.choice((' Jr.', ' III', ', Sr.', ' II', ', Jr.', ' Jr'))}"

    def local(self, person: Person) -> str:
        """The part of a mail address before the at sign."""
        first, last = (_ascii(part) for part in person)
        if not last:
            first, last = self.rng.choice(self.pool.words), self.rng.choice(self.pool.words)
        roll = self.rng.random()
        if roll < 0.4:
            return f"{first}.{last}"
        if roll < 0.55:
            return f"{first[:1]}{last}"
        if roll < 0.65:
            return f"{first}{last[:1]}"
        if roll < 0.75:
            return f"{first}_{last}"
        if roll < 0.85:
            return f"{first}{last}{self.rng.randint(1, 99)}"
        if roll < 0.92:
            return f"{last}.{first[:1]}"
        return first

    def email(self, person: Person | None = None, domain: str | None = None) -> str:
        """A mail address, a person's if one is given."""
        rng = self.rng
        if domain is None:
            domain = rng.choice(self.pool.freemail if rng.random() < 0.35 else self.pool.domains)
            if rng.random() < 0.08:
                domain = f"{rng.choice(('mail', 'eu', 'corp', 'it', 'hq'))}.{domain}"
        roll = rng.random()
        if person is None and roll < 0.12:
            local = rng.choice(
                [
                    "billing",
                    "ap",
                    "accounts",
                    "jobs",
                    "legal",
                    "privacy",
                    "press",
                    "orders",
                    "hello",
                    "ops",
                    "security",
                    "hr",
                ]
            )
        else:
            local = self.local(person or self.latin())
        if roll > 0.95:
            local += f"+{rng.choice(('lists', 'bank', 'news', 'test', 'jira'))}"
        address = f"{local}@{domain}"
        return address.title() if 0.93 < roll < 0.94 else address.upper() if 0.94 < roll < 0.95 else address

    def phone(self) -> str:
        """A telephone number in one of about 25 notations."""
        rng = self.rng
        e164, international, national, rfc = rng.choice(self.pool.phones)
        digits = "".join(filter(str.isdigit, national))
        shapes = [international, international, national, national, e164, rfc.removeprefix("tel:")]
        if e164.startswith("+1") and len(e164) == 12:
            a, b, c = e164[2:5], e164[5:8], e164[8:]
            shapes += [f"({a}) {b}-{c}", f"{a}-{b}-{c}", f"{a}.{b}.{c}", f"{a} {b} {c}", f"+1 ({a}) {b}-{c}"]
            shapes += [
                f"1-{a}-{b}-{c}",
                f"({a}){b}-{c}",
                f"{a}{b}{c}",
                f"+1.{a}.{b}.{c}",
                f"{a}/{b}-{c}",
                f"1 {a} {b} {c}",
            ]
        else:
            shapes += [international.replace(" ", "-"), national.replace(" ", "."), national.replace(" ", "-")]
            shapes += [f"00{e164[1:]}", international.replace(" ", ""), digits, international.replace(" ", " (0) ", 1)]
        value = rng.choice(shapes)
        if rng.random() < 0.08:
            value += rng.choice((" ext. ", " x", " ext ", " Ext: ", "x", " extension ")) + str(rng.randint(10, 9999))
        return value

    def address(self, *, line: bool | None = None) -> str:
        """A postal address, in one line or as a block."""
        return self.places.whole(line=True if line is None and self.rng.random() < 0.8 else line)

    def street(self) -> str:
        """House number and street alone."""
        return self.places.street()

    def pan(self, *, typo: bool = False) -> str:
        """A card number that passes the Luhn check, or misses it by the last digit."""
        rng = self.rng
        head, length = rng.choice(_ISSUERS)
        digits = head + "".join(rng.choices("0123456789", k=length - len(head) - 1))
        check = luhn_digit(digits)
        if typo:
            check = str((int(check) + rng.randint(1, 9)) % 10)
        return self.grouped(digits + check)

    def test_card(self) -> str:
        """A card number that payment providers publish for tests."""
        return self.grouped(self.rng.choice(TEST_CARDS))

    def grouped(self, digits: str) -> str:
        """Card digits run together, spaced, hyphenated or dotted."""
        mark = self.rng.choice(("", "", " ", " ", "-", "-", "."))
        if len(digits) == 15 or (len(digits) == 14 and self.rng.random() < 0.7):
            return mark.join((digits[:4], digits[4:10], digits[10:]))
        return mark.join(digits[i : i + 4] for i in range(0, len(digits), 4))

    def ssn(self) -> tuple[str, float]:
        """A national number and its harm: of seven countries; masked ones harm less."""
        rng = self.rng
        roll = rng.random()
        area = rng.choice((rng.randint(1, 665), rng.randint(667, 899)))
        group, serial = rng.randint(1, 99), rng.randint(1, 9999)
        if roll < 0.42:
            return f"{area:03d}-{group:02d}-{serial:04d}", 0.8
        if roll < 0.50:
            return f"{area:03d} {group:02d} {serial:04d}", 0.8
        if roll < 0.56:
            return f"{area:03d}{group:02d}{serial:04d}", 0.8
        if roll < 0.62:
            return (
                f"9{rng.randint(0, 99):02d}-{rng.choice((rng.randint(70, 88), rng.randint(50, 65)))}-{serial:04d}",
                0.8,
            )
        if roll < 0.70:
            return rng.choice(("XXX-XX-", "***-**-", "xxx-xx-", "•••-••-", "###-##-")) + f"{serial:04d}", 0.4
        if roll < 0.77:
            return checked(rng, rng.choice(("<d3> <d3> <d3>", "<d3>-<d3>-<d3>")), checksums.luhn), 0.8
        if roll < 0.86:
            letters = "".join(rng.choice("ABCEGHJKLMNPRSTWXYZ") for _ in range(2))
            pairs = [f"{rng.randint(0, 99):02d}" for _ in range(3)]
            mark = rng.choice(("", " ", " "))
            return mark.join((letters, *pairs, rng.choice("ABCD"))), 0.8
        if roll < 0.90:
            return checked(rng, "<d3>.<d3>.<d3>-<d2>", checksums.cpf), 0.8
        if roll < 0.93:
            number = rng.randint(10_000_000, 99_999_999)
            return f"{number}{'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]}", 0.8
        if roll < 0.96:
            return checked(rng, "<d3> <d4> <d4>", checksums.verhoeff, str(rng.randint(2, 9))), 0.8
        born = f"{rng.randint(40, 99)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
        return checked(rng, "-<d4>", checksums.personnummer, born), 0.8

    def secret(self, *, short: bool = False) -> tuple[str, str]:
        """What people call it, and the secret."""
        return secret(self.rng, self.split, short=short)

    def db_uri(self) -> tuple[str, float]:
        """A connection string and its harm."""
        value, live = db_uri(self.rng, self.pool, self.split)
        return value, 0.95 if live else 0.5

    def nda(self) -> str:
        """A phrase that says that confidentiality was agreed."""
        return self.rng.choice(NDA_TERMS)

    def matter(self) -> str:
        """A legal matter, docket or case number."""
        rng = self.rng
        year, n = rng.randint(2008, 2026), rng.randint(1, 99999)
        shapes = (
            f"{rng.randint(100, 99999):06d}.{rng.randint(1, 999):05d}",
            f"{rng.randint(1000, 9999)}-{rng.randint(1, 999):04d}",
            f"M-{year}-{rng.randint(1, 9999):04d}",
            f"M{rng.randint(10000, 999999)}",
            f"{rng.randint(1, 9)}:{year % 100:02d}-cv-{n:05d}",
            f"{rng.randint(1, 9)}:{year % 100:02d}-cv-{n:05d}-{rng.choice(COURTS)}",
            f"{rng.randint(1, 9)}:{year % 100:02d}-cr-{rng.randint(1, 999):05d}",
            f"{year % 100:02d}-cv-{rng.randint(100, 9999)}",
            f"[{year}] EWHC {rng.randint(10, 3999)} ({rng.choice(('Ch', 'Comm', 'QB', 'Fam'))})",
            f"C-{rng.randint(1, 799)}/{year % 100:02d}",
            f"T-{rng.randint(1, 799)}/{year % 100:02d}",
            f"HC-{year}-{rng.randint(1, 9999):06d}",
            f"CL-{year}-{rng.randint(1, 999):06d}",
            f"{rng.randint(1, 40)} O {rng.randint(1, 499)}/{year % 100:02d}",
            f"LIT-{year}-{rng.randint(1, 999):03d}",
            f"MAT-{rng.randint(1000, 99999)}",
            f"{rng.choice(('IP', 'EMP', 'CORP', 'REG', 'TAX', 'RE'))}-{year}-{rng.randint(1, 999):04d}",
            f"{year}-CA-{rng.randint(1, 99999):06d}",
            f"{rng.randint(10000, 99999)}/{rng.randint(1, 99):04d}",
            f"CV-{year}-{rng.randint(1, 9999):05d}",
            f"Case {rng.randint(10, 25)}-{rng.randint(10000, 39999)}".removeprefix("Case "),
        )
        return rng.choice(shapes)


_ISSUERS: tuple[tuple[str, int], ...] = (
    *((f"4{n}", 16) for n in ("00", "16", "17", "23", "39", "47", "48", "53", "55", "62", "74", "85", "91", "98")),
    *((f"5{n}", 16) for n in ("1", "2", "3", "4", "5", "12", "24", "36", "41", "58")),
    *((f"2{n}", 16) for n in ("221", "300", "450", "600", "720")),
    *(("34", 15), ("37", 15), ("37", 15), ("6011", 16), ("65", 16), ("644", 16), ("3530", 16), ("3566", 16)),
    *(("36", 14), ("38", 14), ("305", 14), ("62", 16), ("62", 19), ("5018", 16), ("6304", 19), ("4", 13), ("9792", 16)),
)


def luhn_digit(digits: str) -> str:
    """The check digit that completes ``digits``."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def luhn_ok(digits: str) -> bool:
    """Whether a string of digits passes the Luhn check."""
    return luhn_digit(digits[:-1]) == digits[-1]


def checked(rng: Random, shape: str, valid: Callable[[str], bool], head: str = "") -> str:
    """``head`` and a shape, as `pattern` writes it, whose digits together pass a check."""
    while True:
        value = head + pattern(rng, shape)
        if valid("".join(filter(str.isdigit, value))):
            return value


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "".join(char for char in plain if char.isalnum())
