# ruff: noqa: E501 - one sentence or pattern a line reads better than a wrapped one
"""Hard negatives: what looks like a label's value to a pattern, but is none."""

from __future__ import annotations

import base64
import uuid
from random import Random
from typing import Final

from training.generate import lookalikes, obfuscate
from training.generate.credentials import WORDS, key_code, pattern
from training.generate.gazetteer import Pools
from training.generate.lookalikes import CAMEL, EPONYMS, PACKAGES, PLACEHOLDERS, URIS
from training.generate.values import luhn_digit

SHAPES: Final[dict[str, tuple[str, ...]]] = {
    "sha": ("<h7>", "<h8>", "<h12>", "<h40>", "<h64>", "sha256:<h64>", "<h32>"), "sha12": ("<h12>", "<h16>"), "sha16": ("<h16>",),
    "digest": ("<h64>",), "trace": ("<h32>",), "integrity": ("sha512-<B86>==", "sha256-<B43>=", "sha384-<B64>"),
    "etag": ('W/"<h16>"', '"<h32>"', '"<h32>-<d2>"', "rev-<h8>"), "account": ("<d12>",),
    "blob24": ("<B22>",), "blob43": ("<B43>",), "blob64": ("<B64>",), "base64image": ("data:image/png;base64,iVBORw0KGgo<B80>",),
    "pubkey": (
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI<B43>", "ssh-rsa AAAAB3NzaC1yc2E<B90>", "pk_live_<a24>", "SHA256:<B43>", "age1<l58>",
        "pk_test_<a24>",
    ),
}  # fmt: skip
"""By slot, the shapes that it may have."""


class Negatives:
    """Draws look-alikes from one random stream."""

    def __init__(self, rng: Random, pool: Pools) -> None:
        self.rng = rng
        self.pool = pool

    def draw(self, slot: str) -> str:
        """The look-alike that a slot names: one of the tables of `lookalikes`, one of `SHAPES`, or a method."""
        if slot in SHAPES:
            first, *more = SHAPES[slot]
            return pattern(self.rng, self.rng.choice((first, *more)) if more else first)
        if slot in lookalikes.MADE:
            return lookalikes.MADE[slot](self.rng, self.pool)
        if slot in lookalikes.KNOWN:
            return self.rng.choice(lookalikes.KNOWN[slot])
        value: str = getattr(self, slot)()
        return value

    def guid(self) -> str:
        text = str(uuid.UUID(int=self.rng.getrandbits(128), version=4))
        return self.rng.choice((text, text, text.upper(), f"{{{text}}}", text.replace("-", "")))

    def serial(self) -> str:
        return ":".join(pattern(self.rng, "<h2>") for _ in range(self.rng.choice((8, 16, 20))))

    def fingerprint(self) -> str:
        groups = [pattern(self.rng, "<h4>").upper() for _ in range(10)]
        return self.rng.choice((" ".join(groups), "".join(groups), " ".join(groups[:5]) + "  " + " ".join(groups[5:])))

    def placeholder(self) -> str:
        return self.rng.choice(PLACEHOLDERS)

    def dburi(self) -> str:
        return self.rng.choice(URIS)

    def secretname(self) -> str:
        word = self.rng.choice(self.pool.words)
        return self.rng.choice(
            (f"{word.upper()}_API_KEY", f"/run/secrets/{word}_token", f"{word}_password_hash", f"~/.ssh/id_{word}", "api_key",
             f"{word}-secret-rotation", f"secret/{word}/db", "X-Api-Key", "password field", "token_expires_at", "csrf_token")
        )  # fmt: skip

    def version(self) -> str:
        r = self.rng
        return r.choice(
            (f"v{r.randint(0, 12)}.{r.randint(0, 40)}.{r.randint(0, 30)}", f"{r.randint(1, 20)}.{r.randint(0, 15)}.{r.randint(0, 9)}",
             f"{r.randint(2, 10)}.{r.randint(0, 20)}.{r.randint(0, 99)}.{r.randint(1, 999)}", f"{r.randint(1, 4)}.{r.randint(0, 9)}.0-rc{r.randint(1, 4)}",
             f"{r.randint(20, 26)}.{r.randint(1, 12):02d}", f"build {r.randint(1000, 99999)}", f"^{r.randint(1, 30)}.{r.randint(0, 9)}.{r.randint(0, 9)}")
        )  # fmt: skip

    def ip(self) -> str:
        r = self.rng
        if r.random() < 0.15:
            return f"2001:db8:{r.randint(0, 65535):x}::{r.randint(0, 65535):x}"
        text = ".".join(str(r.randint(0, 255)) for _ in range(4))
        return r.choice((text, f"{text}/{r.choice((8, 16, 24, 28))}", f"{text}:{r.choice((80, 443, 8080, 9092))}"))

    def decimal(self) -> str:
        r = self.rng
        return r.choice(
            (f"{r.random():.{r.randint(3, 17)}f}", f"{r.random() * 1e6:,.2f}", f"-{r.random() * 10:.12f}", f"{r.random() * 1e-6:.6e}",
             f"{r.randint(1, 999999):,}", f"{r.random() * 100:.{r.randint(1, 4)}f}%", f"{r.randint(10**11, 10**16)}.{r.randint(0, 99):02d}")
        )  # fmt: skip

    def coords(self) -> str:
        r = self.rng
        return f"{r.uniform(-90, 90):.{r.randint(4, 7)}f}, {r.uniform(-180, 180):.{r.randint(4, 7)}f}"

    def epoch(self) -> str:
        r = self.rng
        return str(r.randint(1_300_000_000, 1_900_000_000) * r.choice((1, 1000, 1_000_000)) + r.randint(0, 999))

    def date(self) -> str:
        r = self.rng
        y, m, d = r.randint(1995, 2027), r.randint(1, 12), r.randint(1, 28)
        return r.choice(
            (f"{y}-{m:02d}-{d:02d}", f"{d:02d}.{m:02d}.{y}", f"{m}/{d}/{y}", f"{y}{m:02d}{d:02d}", f"{m:02d}-{d:02d}-{y}",
             f"{y}-{m:02d}-{d:02d}T{r.randint(0, 23):02d}:{r.randint(0, 59):02d}:{r.randint(0, 59):02d}Z", f"{y}-{m:02d}-{d:02d} {r.randint(0, 23):02d}")
        )  # fmt: skip

    def order(self) -> str:
        """Order, tracking and invoice numbers; every few of them pass the Luhn check by chance."""
        r = self.rng
        return r.choice(
            (pattern(r, "ORD-<d8>"), pattern(r, "PO<d10>"), pattern(r, "1Z<U6><d10>"), pattern(r, "INV-<d4>-<d5>"), pattern(r, "#<d6>"),
             pattern(r, "<d3>-<d7>-<d7>"), pattern(r, "<d12>"), pattern(r, "9400<d18>"), pattern(r, "<d10>"), pattern(r, "SKU<d6>-<U2>"),
             pattern(r, "RMA<d9>"), pattern(r, "<d4> <d4> <d4>"), pattern(r, "4<d15>"), pattern(r, "5<d15>"), pattern(r, "<d9>"))
        )  # fmt: skip

    def luhn(self) -> str:
        """An equipment or account number whose check digit is Luhn's."""
        r = self.rng
        digits = pattern(r, r.choice(("35<d12>", "86<d12>", "01<d12>", "89<d16>", "7<d14>", "8<d14>", "1<d14>")))
        return digits + luhn_digit(digits)

    def iban(self) -> str:
        r = self.rng
        text = pattern(r, r.choice(("DE<d20>", "GB<d2>NWBK<d14>", "FR<d25>", "NL<d2>ABNA<d10>", "CH<d19>", "ES<d22>")))
        return text if r.random() < 0.5 else " ".join(text[i : i + 4] for i in range(0, len(text), 4))

    def isbn(self) -> str:
        r = self.rng
        return r.choice(
            (
                pattern(r, "978-<d1>-<d3>-<d5>-<d1>"),
                pattern(r, "978<d10>"),
                pattern(r, "0<d12>"),
                pattern(r, "<d4>-<d4>"),
            )
        )

    def key_code(self) -> str:
        """The shape of a code that opens something, for numbers that open nothing."""
        return key_code(self.rng)

    def part(self) -> str:
        """Shaped like a social security number, but a part, a zip code or a tax form."""
        r = self.rng
        return r.choice(
            (pattern(r, "<d3>-<d2>-<d4>-<U1>"), pattern(r, "<d5>-<d4>"), pattern(r, "P/N <d3>-<d2>-<d4>"), pattern(r, "000-<d2>-<d4>"),
             pattern(r, "<d2>-<d7>"), pattern(r, "<d4>-<d2>-<d3>"), pattern(r, "<U2><d3>-<d2>"), pattern(r, "<d3>-<d3>-<d3>-<d3>"))
        )  # fmt: skip

    def ticket(self) -> str:
        r = self.rng
        return r.choice(
            (f"{r.choice(('PLAT', 'OPS', 'ENG', 'WEB', 'DATA', 'INFRA'))}-{r.randint(1, 9999)}", pattern(r, "INC<d7>"), pattern(r, "CHG<d7>"),
             f"#{r.randint(1, 99999)}", pattern(r, "REQ-<d6>"), f"HR {r.randint(1, 9999)}", f"S. {r.randint(1, 4000)}", pattern(r, "RFC <d4>"),
             pattern(r, "CVE-202<d1>-<d5>"), f"PR {r.randint(1, 9999)}", f"ISO {r.randint(1000, 99999)}:20{r.randint(10, 25)}")
        )  # fmt: skip

    def citation(self) -> str:
        r = self.rng
        reporter = r.choice(("U.S.", "F.2d", "F.3d", "F. Supp. 2d", "S. Ct.", "Cal. App. 4th", "N.E.2d", "So. 2d"))
        tail = r.choice(
            ("", f", {r.randint(1, 999)}", f" ({r.choice(('2d Cir. ', '9th Cir. ', ''))}{r.randint(1950, 2024)})")
        )
        return f"{r.randint(1, 999)} {reporter} {r.randint(1, 1500)}{tail}"

    def statute(self) -> str:
        r = self.rng
        return r.choice((f"{r.randint(1, 50)} U.S.C. § {r.randint(1, 2000)}", f"Section {r.randint(1, 40)}.{r.randint(1, 12)}",
                         f"Art. {r.randint(1, 99)} GDPR", f"Rule {r.randint(1, 86)}(b)({r.randint(1, 6)})"))  # fmt: skip

    def handle(self) -> str:
        r, w = self.rng, self.rng.choice(self.pool.words)
        return r.choice(
            (
                f"@{w}{r.randint(1, 99)}",
                f"@{w}_dev",
                "@here",
                f"u/{w}",
                f"{w}-bot",
                f"@{w}/core",
                f"<@U{pattern(r, '<U8>')}>",
            )
        )

    def atlike(self) -> str:
        """Has an at sign, but is no mail address."""
        r, w = self.rng, self.rng.choice(self.pool.words)
        package = r.choice(PACKAGES)
        return r.choice(
            (f"{package}@{r.randint(0, 20)}.{r.randint(0, 20)}.{r.randint(0, 9)}", f"git@github.com:{w}/{package}.git", f"root@{w}01",
             f"logo@{r.randint(2, 3)}x.png", f"@{w}:matrix.org", f"{w}@localhost", f"actions/checkout@v{r.randint(2, 5)}", f"@types/{package}",
             f"deploy@{w}-prod", f"{package}@latest", "@Override", f"user@{w}", f"ubuntu@ip-10-0-{r.randint(0, 255)}-{r.randint(0, 255)}")
        )  # fmt: skip

    def camel(self) -> str:
        r = self.rng
        a, b, c = r.sample(CAMEL, 3)
        return r.choice((f"{a}{b.title()}{c.title()}", f"{a.title()}{b.title()}Error", f"{a}_{b}_{c}", f"{a.upper()}_{b.upper()}",
                         f"com.{r.choice(self.pool.words)}.{a}.{b.title()}Factory", f"{a}{b.title()}V{r.randint(2, 9)}"))  # fmt: skip

    def eponym(self) -> str:
        return self.rng.choice(EPONYMS)

    def company(self) -> str:
        return self.rng.choice(self.pool.companies)

    def city(self) -> str:
        return self.rng.choice(self.pool.cities)

    def placename(self) -> str:
        """A street, room or venue: not an address."""
        r, w = self.rng, self.rng.choice(self.pool.words).title()
        return r.choice((f"{w} Street", f"Room {r.randint(1, 9)}.{r.randint(10, 40)}", f"the {w} room", f"{w} Avenue", f"Gate {r.randint(1, 60)}",
                         f"Building {r.randint(1, 30)}", f"{w} Park", f"Terminal {r.randint(1, 5)}", f"Highway {r.randint(1, 99)}", f"{w} Bridge",
                         f"desk {r.randint(1, 9)}-{r.randint(10, 99)}", f"aisle {r.randint(1, 40)}", f"Level {r.randint(1, 9)}, {w} wing"))  # fmt: skip

    def surname(self) -> str:
        """A last name that stands for a party, a firm or a thing."""
        return self.rng.choice(self.pool.last)

    def firm(self) -> str:
        r, a, b = self.rng, self.surname(), self.surname()
        return r.choice((f"{a} & {b}", f"{a}, {b} & {self.surname()}", f"{a} {b} LLP", f"Law Offices of {a}", f"{a} Law Group", f"{a} & Associates",
                         f"{a} & {b}, P.C.", f"The {a} Firm", f"{a} Legal", "Office of the Attorney General", "Public Defender's Office"))  # fmt: skip

    def case(self) -> str:
        r, a, b = self.rng, self.surname(), self.surname()
        other = r.choice(
            (
                f"{b}",
                "United States",
                "State",
                self.company(),
                f"City of {self.city()}",
                f"{b} Industries",
                "Board of Education",
            )
        )
        return r.choice(
            (
                f"{a} v. {other}",
                f"{other} v. {a}",
                f"In re {a}",
                f"{a.upper()} v. {other.upper()}",
                f"In re {self.company()} Securities Litigation",
                f"{a} et al. v. {other}",
                f"Estate of {a}",
            )
        )

    def org(self) -> str:
        """An organisation, often named after a person or a place."""
        if self.rng.random() < 0.5:
            return self.draw("body")
        r, a, w, c = self.rng, self.surname(), self.rng.choice(self.pool.words).title(), self.city()
        return r.choice(
            (f"{a} University", f"University of {c}", f"{a} Institute", f"{a} College", f"{c} Museum of Art", f"{a} Foundation", f"{w} Records", f"{a} & Co.", f"{a} Brothers", f"Royal {w} Society",
             f"{c} Times", f"{a} Motors", f"{w} Pictures", f"Bank of {c}", f"{a} Hospital", f"St. {r.choice(self.pool.first)}'s College", f"{a} Publishing", f"{w} Airlines", f"{c} Symphony Orchestra", f"{a} Corporation",
             f"Ministry of {r.choice(('Health', 'Defence', 'Finance'))}", f"{c} Police Department", f"{a} Press", f"{w} Party", f"Camp {a}", f"{a} Elementary School", f"{w} Bank", f"{a} Family Trust")
        )  # fmt: skip

    def work(self) -> str:
        """A film, book, song or painting; some bear a name."""
        if self.rng.random() < 0.5:
            return self.draw("title")
        r, w, f, a = (
            self.rng,
            self.rng.choice(self.pool.words).title(),
            self.rng.choice(self.pool.first),
            self.surname(),
        )
        text = r.choice(
            (f"The {w} {r.choice(('Road', 'House', 'Season', 'Garden', 'Letters', 'King'))}", f"{w} {r.choice(('Nights', 'Rising', 'and Stone', 'Forever', 'Blues'))}", f"{f}'s {r.choice(('Choice', 'Song', 'Return', 'Room'))}",
             f"The {a} {r.choice(('Affair', 'Diaries', 'Case', 'Legacy'))}", f"Finding {f}", f"Being {f} {a}", f"{f} and the {w} {r.choice(('Stone', 'Cup', 'Sea'))}", f"A {w} in {self.city()}", f"Saint {f}", f"Dear {f}", f"{w} Vol. {r.randint(1, 4)}")
        )  # fmt: skip
        return r.choice((text, text, f'"{text}"', f"'{text}'", f"*{text}*"))

    def team(self) -> str:
        if self.rng.random() < 0.5:
            return self.draw("club")
        r, c, a, w = self.rng, self.city(), self.surname(), self.rng.choice(self.pool.words).title()
        return r.choice(
            (f"{c} United", f"{c} {w}s", f"FC {c}", f"{c} City", f"{a} Racing", f"{c} Wanderers", f"the {w}s", f"{c} Rovers", f"Sporting {c}", f"{a} Rangers", f"{c} State", f"Team {a}", f"{c} Giants", c)
        )  # fmt: skip

    def ship(self) -> str:
        if self.rng.random() < 0.5:
            return self.draw("vessel")
        r = self.rng
        return f"{r.choice(('HMS', 'USS', 'SS', 'MS', 'RMS', 'the schooner', 'the tanker', 'MV'))} {r.choice((self.surname(), r.choice(self.pool.first), r.choice(self.pool.words).title()))}"

    def law(self) -> str:
        r, a = self.rng, self.surname()
        return r.choice(
            (f"{a}-{self.surname()} Act", f"{a} Amendment", f"the {a} Doctrine", f"{a}'s Law", f"the {a} Report", f"Treaty of {self.city()}", "the Clean Water Act", f"the {a} Commission", f"Proposition {r.randint(1, 99)}")
        )  # fmt: skip

    def event(self) -> str:
        r, a, c = self.rng, self.surname(), self.city()
        return r.choice(
            (f"the {c} Marathon", f"the {a} Cup", f"the {r.randint(1890, 2030)} Olympics", f"the {c} Film Festival", f"the Battle of {c}", f"{a} Open", f"the {a} Lecture", f"Hurricane {r.choice(self.pool.first)}", "World War II", f"the {c} Conference")
        )  # fmt: skip

    def venue(self) -> str:
        r, a, w = self.rng, self.surname(), self.rng.choice(self.pool.words).title()
        return r.choice(
            (f"{a} Stadium", f"{a} Park", f"Mount {a}", f"Lake {a}", f"{a} Hall", f"{a} Airport", f"Fort {a}", f"{w} River", f"the {a} Bridge", f"{a} County", f"Port {a}", f"{w} Theatre", f"{a} Square", f"Cape {a}", f"San {r.choice(self.pool.first)}", f"{a}ville")
        )  # fmt: skip

    def shop(self) -> str:
        """A restaurant, hotel or shop; many are called after their owner."""
        if self.rng.random() < 0.5:
            return self.draw("restaurant")
        r, a, f, w = (
            self.rng,
            self.surname(),
            self.rng.choice(self.pool.first),
            self.rng.choice(self.pool.words).title(),
        )
        return r.choice(
            (f"{f}'s", f"{a}'s Diner", f"{w} Grill", f"Hotel {w}", f"The {w} Inn", f"{a} & Sons Bakery", f"Café {f}", f"{w} Hair Salon", f"{f}'s Pizzeria", f"{a} Dental", f"{w} Suites by {a}", f"Casa {f}", f"{w} House", f"{a} Auto Repair", f"{w} Theatre", f"Chez {f}")
        )  # fmt: skip

    def path(self) -> str:
        r, w = self.rng, self.rng.choice(self.pool.words)
        return r.choice((f"/var/log/{w}/app.{r.randint(1, 9)}.log", f"src/{w}/main.rs", f"C:\\Users\\Public\\{w}.docx", f"s3://{w}-data/2024/{r.randint(1, 12):02d}/",
                         f"https://docs.{w}.dev/guide#{r.choice(CAMEL)}", f"../{w}/__init__.py:{r.randint(1, 900)}", f"{w}.nda.json"))  # fmt: skip

    def minified(self) -> str:
        r = self.rng
        return f"!function(e,t){{{r.choice('abcn')}.exports=t({r.randint(1, 99)})}}({pattern(r, '0x<h4>')},function(){{return {pattern(r, '<l3>')}}});"

    def chatter(self) -> str:
        """Zero-width joiners and digits in emoji as honest messages use them."""
        return self.rng.choice(("👩‍💻", "1️⃣ 2️⃣ 3️⃣", "👨‍👩‍👧‍👦", "🇩🇪🇫🇷", "🏳️‍🌈", "5️⃣ stars", "✌🏽", "①②③", "½ price", "№ 5"))

    def preheader(self) -> str:
        """The invisible padding of a newsletter's first line."""
        return "Our offers this week" + "\u200c\u00a0" * self.rng.randint(5, 30) + self.rng.choice(("\u00ad", "")) * 9

    def heading(self) -> str:
        text = self.rng.choice(("AGENDA", "NOTICE", "MENU", "SUMMARY", "WELCOME", "IMPORTANT", "SALE"))
        return self.rng.choice(
            (" ".join(text), "ＡＧＥＮＤＡ", f"★ {text} ★", f"-=[ {text} ]=-", f"§ {'.'.join(text)}")
        )

    def foreign(self) -> str:
        return self.rng.choice(
            ("Встреча в среду в десять часов.", "明日の会議は十時からです。", "Η συνάντηση είναι την Τετάρτη.", "الاجتماع يوم الأربعاء",
             "הפגישה ביום רביעי", "बैठक बुधवार को है।", "Das Treffen fällt aus.", "La réunion est reportée à mercredi.", "会议改到星期三。")
        )  # fmt: skip

    def disguise(self) -> str:
        """Harmless words in a dress that also hides values."""
        r = self.rng
        text = " ".join(r.choices(WORDS, k=r.randint(1, 4)))
        return r.choice(
            (
                obfuscate.spaced,
                obfuscate.full_width,
                obfuscate.combining,
                obfuscate.math_letters,
                obfuscate.zero_width,
                obfuscate.soft_hyphen,
                obfuscate.leet,
                obfuscate.reversed_text,
                obfuscate.dotted,
                obfuscate.rot13,
            )
        )(r, text)

    def encoded(self) -> str:
        """Encodings as programs use them."""
        r = self.rng
        text = " ".join(r.choices(WORDS, k=r.randint(2, 6)))
        return r.choice(
            (f"https://{r.choice(self.pool.domains)}/?q={text.replace(' ', '%20')}&utm_source={r.choice(WORDS)}", f"&lt;b&gt;{text}&lt;/b&gt; &amp; &quot;{r.choice(WORDS)}&quot;", text.replace(" ", "&nbsp;"), obfuscate.base64_text(r, text),
             obfuscate.hex_text(r, text), f"{text}\\u00e9\\u2019s", text.replace(" ", "+"), "".join(f"\\x{r.randrange(256):02x}" for _ in range(r.randint(6, 20))), f"=?utf-8?B?{obfuscate.base64_text(r, text)}?=", f"{text.replace(' ', '=20')}=\n")
        )  # fmt: skip

    def pgp(self) -> str:
        body = "\n".join(pattern(self.rng, "<B64>") for _ in range(self.rng.randint(2, 4)))
        tail = pattern(self.rng, "<B4>")
        return f"-----BEGIN PGP SIGNATURE-----\n\n{body}\n={tail}\n-----END PGP SIGNATURE-----"

    def blob(self) -> str:
        text = " ".join(self.rng.choices(WORDS, k=self.rng.randint(4, 12)))
        return base64.b64encode(text.encode()).decode()
