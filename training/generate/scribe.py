"""Fills the slots of templates for one thread: its people, company and words stay the same from message to message."""

from __future__ import annotations

from random import Random

from training.generate.credentials import USERS, key_code, password
from training.generate.gazetteer import JOBS, Pools
from training.generate.negatives import Negatives
from training.generate.template import render
from training.generate.thread import Part, Parts, Split
from training.generate.values import HARM, Person, Values

MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
TEAMS = [
    "platform", "payments", "growth", "data", "billing", "mobile", "research", "legal", "finance", "field",
    "field-service", "web", "core",
]  # fmt: skip
COUNTRIES = [
    "Argentina", "Australia", "Austria", "Belgium", "Brazil", "Canada", "Chile", "China", "Colombia", "Cuba",
    "Denmark", "Egypt", "Ethiopia", "Finland", "France", "Georgia", "Germany", "Ghana", "Greece", "Hungary",
    "Iceland", "India", "Indonesia", "Iran", "Iraq", "Ireland", "Israel", "Italy", "Jamaica", "Japan", "Jordan",
    "Kenya", "Lebanon", "Malaysia", "Mexico", "Morocco", "Nepal", "Nigeria", "Norway", "Pakistan", "Peru", "Poland",
    "Portugal", "Romania", "Russia", "Senegal", "Serbia", "Spain", "Sweden", "Turkey", "Uganda", "Ukraine",
    "Vietnam",
]  # fmt: skip
NATIONS = [
    "American", "British", "Canadian", "French", "German", "Italian", "Spanish", "Irish", "Scottish", "Dutch",
    "Swedish", "Polish", "Czech", "Hungarian", "Russian", "Japanese", "Chinese", "Indian", "Australian",
    "Brazilian", "Mexican", "Turkish", "Nigerian", "Kenyan", "Egyptian", "Greek", "Danish", "Norwegian", "Finnish",
    "Korean", "Cuban", "Israeli", "Iranian",
]  # fmt: skip
OCCUPATIONS = [
    "actor", "actress", "singer", "painter", "politician", "footballer", "cricketer", "novelist", "poet",
    "physicist", "chemist", "botanist", "architect", "composer", "guitarist", "drummer", "journalist", "lawyer",
    "soldier", "bishop", "historian", "economist", "swimmer", "boxer", "cyclist", "surfer", "engineer",
    "photographer", "sculptor", "philosopher", "mathematician", "explorer", "screenwriter", "director", "pianist",
    "comedian", "diplomat", "surgeon", "violinist",
]  # fmt: skip
TITLES = ["Mr.", "Ms.", "Mrs.", "Dr.", "Prof.", "Herr", "Frau", "Madame", "Mr", "Ms", "Dr"]


class Scribe:
    """Draws everything that text needs, from one random stream."""

    def __init__(self, rng: Random, pool: Pools, split: Split) -> None:
        self.rng = rng
        self.pool = pool
        self.split = split
        self.values = Values(rng, pool, split)
        self.negatives = Negatives(rng, pool)
        self.me: Person = self.values.latin()
        self.you: Person = self.values.latin()
        self.last: Person = self.you
        self.project = f"{rng.choice(('Project ', 'project ', ''))}{rng.choice(pool.codenames)}"
        self.product = rng.choice(pool.codenames).replace(" ", "")
        self.team = rng.choice(TEAMS)
        self.word: str | None = None

    def write(self, template: str) -> Parts:
        """A template with its slots filled."""
        return render(template, self.rng, self.slot)

    def slot(self, name: str) -> str | Parts:
        """The text or the labelled parts that a slot stands for."""
        if name.startswith("n_"):
            return self.negatives.draw(name[2:])
        method = getattr(self, f"_{name}", None)
        if method is None:
            raise KeyError(f"unknown slot {name!r}")
        value: str | Parts = method()
        return value

    # Labelled slots.

    def _NAME(self) -> Parts:
        self.last = self.values.person()
        return [Part(self.values.name(self.last), "NAME", HARM["NAME"])]

    def _LOWNAME(self) -> Parts:
        self.last = self.values.latin()
        text = self.last.full if self.rng.random() < 0.5 else self.last.first
        return [Part(text.lower(), "NAME", HARM["NAME"])]

    def _FIRSTNAME(self) -> Parts:
        return [Part(self.values.person().first, "NAME", HARM["NAME"])]

    def _FIRST(self) -> Parts:
        return [Part(self.you.first, "NAME", 0.0)]

    def _OTHER(self) -> Parts:
        return [Part(self.values.latin().first, "NAME", 0.0)]

    def _ME(self) -> Parts:
        return [Part(self.me.full, "NAME", 0.0)]

    def _EMAIL(self) -> Parts:
        person = self.last if self.last.last and self.rng.random() < 0.6 else None
        return [Part(self.values.email(person), "EMAIL", HARM["EMAIL"])]

    def _COMMITTER(self) -> Parts:
        """A name and an address that version control publishes with every commit."""
        person = self.values.latin()
        return [Part(person.full, "NAME"), Part(" <"), Part(self.values.email(person), "EMAIL", 0.1), Part(">")]

    def _PHONE(self) -> Parts:
        return [Part(self.values.phone(), "PHONE", HARM["PHONE"])]

    def _PAN(self) -> Parts:
        typo = self.rng.random() < 0.08
        return [Part(self.values.pan(typo=typo), "PAN", 0.7 if typo else HARM["PAN"])]

    def _TESTPAN(self) -> Parts:
        return [Part(self.values.test_card(), "PAN", 0.1)]

    def _SSN(self) -> Parts:
        text, harm = self.values.ssn()
        return [Part(text, "SSN", harm)]

    def _SECRETWORD(self) -> str:
        word, self.word = self.values.secret(short=True)
        return word

    def _SECRET(self) -> Parts:
        text, self.word = self.word or self.values.secret()[1], None
        return [Part(text, "SECRET", HARM["SECRET"])]

    def _PASSWORD(self) -> Parts:
        return [Part(password(self.rng, self.split), "SECRET", HARM["SECRET"])]

    def _KEYCODE(self) -> Parts:
        return [Part(key_code(self.rng), "SECRET", HARM["SECRET"])]

    def _DBURI(self) -> Parts:
        text, harm = self.values.db_uri()
        return [Part(text, "DBURI", harm)]

    def _NDA(self) -> Parts:
        return [Part(self.values.nda(), "NDA", HARM["NDA"])]

    def _FOOTNDA(self) -> Parts:
        text = self.rng.choice(
            ("confidential information", "proprietary and confidential", "strictly confidential", "trade secrets")
        )
        return [Part(text, "NDA", 0.1)]

    def _MATTER(self) -> Parts:
        return [Part(self.values.matter(), "MATTER", HARM["MATTER"])]

    def _ADDR(self) -> Parts:
        return [Part(self.values.address(line=True), "ADDR", HARM["ADDR"])]

    def _ADDRBLOCK(self) -> Parts:
        return [Part(self.values.address(line=False), "ADDR", HARM["ADDR"])]

    def _ANYNAME(self) -> Parts:
        return self._FIRSTNAME() if self.rng.random() < 0.55 else self._NAME()

    def _LASTNAME(self) -> Parts:
        return [Part(self.values.latin().last, "NAME", HARM["NAME"])]

    def _PUBNAME(self) -> Parts:
        person = self.values.latin()
        plain = person.full if self.rng.random() < 0.75 else self.values.name(person)
        return [Part(plain, "NAME")]

    def _PUBFIRST(self) -> Parts:
        return [Part(self.values.latin().first, "NAME")]

    def _PUBLAST(self) -> Parts:
        return [Part(self.values.latin().last, "NAME")]

    def _STREET(self) -> Parts:
        return [Part(self.values.street(), "ADDR", HARM["ADDR"])]

    def _TOWN(self) -> Parts:
        return [Part(self.values.places.town(), "ADDR", 0.15)]

    def _ZIP(self) -> Parts:
        return [Part(self.values.places.code(), "ADDR", 0.15)]

    def _BOX(self) -> Parts:
        return [Part(self.values.places.box(), "ADDR", 0.3)]

    def _PUBADDR(self) -> Parts:
        return [Part(self.values.address(line=True), "ADDR", 0.1)]

    def _PUBSTREET(self) -> Parts:
        return [Part(self.values.street(), "ADDR", 0.1)]

    # Plain slots.

    def _lb(self) -> str:
        return "{"

    def _rb(self) -> str:
        return "}"

    def _year(self) -> str:
        return str(self.rng.randint(1790, 2026))

    def _country(self) -> str:
        return self.rng.choice(COUNTRIES)

    def _nation(self) -> str:
        return self.rng.choice(NATIONS)

    def _occupation(self) -> str:
        return self.rng.choice(OCCUPATIONS)

    def _company(self) -> str:
        return self.rng.choice(self.pool.companies)

    def _city(self) -> str:
        return self.rng.choice(self.pool.cities)

    def _project(self) -> str:
        return self.project

    def _product(self) -> str:
        return self.product

    def _team(self) -> str:
        return self.team

    def _job(self) -> str:
        return self.rng.choice(JOBS)

    def _TITLE(self) -> str:
        return self.rng.choice(TITLES)

    def _USER(self) -> str:
        return self.rng.choice(USERS)

    def _word(self) -> str:
        return self.rng.choice(self.pool.words)

    def _month(self) -> str:
        return self.rng.choice(MONTHS)

    def _weekday(self) -> str:
        return self.rng.choice(DAYS)

    def _quarter(self) -> str:
        return f"Q{self.rng.randint(1, 4)}{self.rng.choice(('', ' 2025', '/26', ' FY24'))}"

    def _q(self) -> str:
        return str(self.rng.randint(1, 4))

    def _n(self) -> str:
        return str(self.rng.randint(2, self.rng.choice((9, 30, 400))))

    def _date(self) -> str:
        r = self.rng
        if r.random() < 0.5:
            return self.negatives.date()
        return r.choice(
            (
                f"{r.randint(1, 28)} {r.choice(MONTHS)}",
                f"{r.choice(MONTHS)} {r.randint(1, 28)}, {r.randint(2015, 2027)}",
            )
        )

    def _time(self) -> str:
        r = self.rng
        return r.choice(
            (
                f"{r.randint(0, 23):02d}:{r.choice(('00', '15', '30', '45'))}",
                f"{r.randint(1, 12)}{r.choice(('am', ' pm', 'pm'))}",
                "noon",
            )
        )

    def _amount(self) -> str:
        r = self.rng
        value = r.choice(
            (
                f"{r.randint(1, 999)}k",
                f"{r.randint(1, 99)}.{r.randint(1, 9)}M",
                f"{r.randint(1000, 9999999):,}",
                f"{r.randint(10, 9999)}.{r.randint(0, 99):02d}",
            )
        )
        return r.choice(("$", "€", "£", "USD ", "EUR ", "CHF ")) + value

    def _percent(self) -> str:
        return (
            f"{self.rng.randint(1, 99)}{self.rng.choice(('', '.5', '.25'))}{self.rng.choice(('%', ' %', ' percent'))}"
        )

    def _ticket(self) -> str:
        return self.negatives.ticket()

    def _version(self) -> str:
        return self.negatives.version()

    def _exp(self) -> str:
        r = self.rng
        return r.choice(
            (
                f"{r.randint(1, 12):02d}/{r.randint(25, 31)}",
                f"{r.randint(1, 12):02d}/20{r.randint(25, 31)}",
                f"{r.randint(1, 12)}-{r.randint(25, 31)}",
            )
        )

    def _cvv(self) -> str:
        return str(self.rng.randint(100, 999))

    def _link(self) -> str:
        r = self.rng
        tail = r.choice(("guide", "blog/2024/05", "docs", "faq?x=1", "d/7Fq2", "releases/latest", "#install", ""))
        return f"https://{r.choice(('www.', 'docs.', '', 'blog.'))}{r.choice(self.pool.domains)}/{tail}"
