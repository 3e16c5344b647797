# ruff: noqa: E501 - a table of patterns reads better than a wrapped one
"""Postal addresses as people write them: whole or in part, in one line or as a block, of a dozen countries.

A span runs from the house number, flat or box to the postal code; a country's name belongs to it only where it follows
in the same line, and a firm's or a house's name in front does not.
"""

from __future__ import annotations

from random import Random

from training.generate.gazetteer import Pools

STATES = dict(
    pair.split("=")
    for pair in (
        "AL=Alabama AK=Alaska AZ=Arizona AR=Arkansas CA=California CO=Colorado CT=Connecticut DE=Delaware FL=Florida GA=Georgia HI=Hawaii ID=Idaho IL=Illinois IN=Indiana "
        "IA=Iowa KS=Kansas KY=Kentucky LA=Louisiana ME=Maine MD=Maryland MA=Massachusetts MI=Michigan MN=Minnesota MS=Mississippi MO=Missouri MT=Montana NE=Nebraska NV=Nevada "
        "NH=New_Hampshire NJ=New_Jersey NM=New_Mexico NY=New_York NC=North_Carolina ND=North_Dakota OH=Ohio OK=Oklahoma OR=Oregon PA=Pennsylvania RI=Rhode_Island SC=South_Carolina "
        "SD=South_Dakota TN=Tennessee TX=Texas UT=Utah VT=Vermont VA=Virginia WA=Washington WV=West_Virginia WI=Wisconsin WY=Wyoming DC=D.C. PR=Puerto_Rico"
    ).replace("_", "\u00a0").split(" ")
)  # fmt: skip
STATES = {code: name.replace("\u00a0", " ") for code, name in STATES.items()}
TYPES = (
    (("Street", "St", "St.", "ST"), 30), (("Avenue", "Ave", "Ave.", "Av"), 22), (("Road", "Rd", "Rd."), 16), (("Drive", "Dr", "Dr."), 14), (("Boulevard", "Blvd", "Blvd."), 10),
    (("Lane", "Ln", "Ln."), 7), (("Court", "Ct", "Ct."), 5), (("Place", "Pl", "Pl."), 4), (("Way",), 4), (("Parkway", "Pkwy", "Pky"), 4), (("Highway", "Hwy", "Hwy."), 4), (("Circle", "Cir"), 3),
    (("Terrace", "Ter", "Terr."), 2), (("Trail", "Trl"), 2), (("Square", "Sq"), 2), (("Plaza", "Plz"), 2), (("Pike",), 1), (("Loop",), 1), (("Row",), 1), (("Alley", "Aly"), 1), (("Turnpike", "Tpke"), 1),
    (("Expressway", "Expy", "Freeway", "Fwy"), 1), (("Crossing", "Xing"), 1), (("Path", "Run", "Walk", "Bend", "Cove", "Ridge", "Point", "Landing"), 3),
)  # fmt: skip
COMMON = [
    "Main",
    "Park",
    "Oak",
    "Pine",
    "Maple",
    "Cedar",
    "Elm",
    "Washington",
    "Lake",
    "Hill",
    "Walnut",
    "Spring",
    "North",
    "Ridge",
    "Church",
    "Market",
    "Court",
    "Lincoln",
    "Jefferson",
    "Center",
    "Cherry",
    "Chestnut",
    "Broad",
    "State",
    "Front",
    "River",
    "High",
    "School",
    "Union",
    "Water",
    "Mill",
    "Grove",
    "Forest",
    "Sunset",
    "Highland",
    "Madison",
    "Jackson",
    "College",
    "Railroad",
    "Pleasant",
    "Franklin",
    "Green",
    "Adams",
    "Central",
    "Liberty",
    "Prospect",
    "Commerce",
    "Industrial",
    "Airport",
    "University",
    "Mission",
    "Ocean",
    "Bay",
    "Harbor",
    "Peachtree",
    "Magnolia",
    "Willow",
    "Dogwood",
    "Cypress",
    "Sycamore",
    "Hickory",
    "Laurel",
    "Canyon",
    "Mesa",
    "Valley",
    "Meadow",
]
HEADS = "Martin_Luther_King_Jr. San_Pablo Santa_Monica El_Camino La_Salle Old_Mill Fort_Worth Van_Ness Saint_Charles De_Anza Los_Robles Mount_Vernon Lake_Shore Kings Queens Du_Pont Quail_Hollow Camp_Creek Stony_Brook Indian_Springs Rancho_Vista Twin_Oaks Cross_Creek Mc_Kinley".replace(
    "_", "\u00a0"
).split(" ")
DIRECTIONS = ("N", "S", "E", "W", "N.", "S.", "E.", "W.", "North", "South", "East", "West", "NE", "NW", "SE", "SW")
GB_TYPES = (
    "Road",
    "Street",
    "Lane",
    "Close",
    "Avenue",
    "Gardens",
    "Crescent",
    "Drive",
    "Terrace",
    "Square",
    "Way",
    "Grove",
    "Hill",
    "Mews",
    "Rd",
    "St",
    "Court",
    "Row",
    "Green",
)
GB_AREAS = [
    "SW1A",
    "W1D",
    "EC2M",
    "SE10",
    "N1",
    "NW3",
    "E14",
    "M4",
    "B15",
    "LS6",
    "BS8",
    "EH3",
    "G12",
    "CF10",
    "OX1",
    "CB2",
    "NE1",
    "S10",
    "L8",
    "BN1",
    "RG1",
    "GU2",
    "HP5",
    "TN9",
]
DE_STREETS = ("straße", "str.", "weg", "gasse", "allee", "platz", "ring", "ufer", "strasse")
FR_STREETS = (
    "rue de",
    "rue du",
    "avenue",
    "boulevard",
    "place de",
    "chemin des",
    "impasse",
    "rue",
    "allée des",
    "quai",
)
ES_STREETS = ("Calle", "C/", "Avenida", "Avda.", "Paseo de", "Plaza", "Via", "Viale", "Rua", "Corso")
NL_STREETS = ("straat", "laan", "gracht", "weg", "plein", "kade", "dijk")
COUNTRIES = (
    "USA",
    "US",
    "United States",
    "UK",
    "United Kingdom",
    "Germany",
    "France",
    "Canada",
    "Australia",
    "India",
    "The Netherlands",
    "Spain",
    "Italy",
    "Ireland",
)


class Addresses:
    """Draws addresses from one random stream and one split's names of streets and towns."""

    def __init__(self, rng: Random, pool: Pools) -> None:
        self.rng = rng
        self.pool = pool

    def whole(self, *, line: bool | None = None) -> str:
        """An address of at least a street and a town, or what stands for them."""
        rng = self.rng
        lines = self._us() if rng.random() < 0.72 else self._abroad()
        if line is False or (line is None and rng.random() < 0.25):
            mark = "\n" if rng.random() < 0.9 else "\n  "
        else:
            mark = rng.choice((", ", ", ", ", ", ", ", " ", " ", " - ", "; "))
            if rng.random() < 0.06:
                lines.append(rng.choice(COUNTRIES))
        return self._cased(mark.join(lines))

    def street(self) -> str:
        """House number and street, perhaps with a flat; no town."""
        rng = self.rng
        if rng.random() < 0.2:
            return self._cased(self._abroad()[0])
        text = self._line()
        if rng.random() < 0.22:
            text += rng.choice((", ", " ", ", ")) + self._unit()
        return self._cased(text)

    def town(self) -> str:
        """Town, state and code, without a street."""
        rng = self.rng
        if rng.random() < 0.15:
            return self._abroad()[-1]
        return self._cased(self._tail(always=True))

    def code(self) -> str:
        """A postal code alone."""
        rng = self.rng
        zip_ = self._zip()
        return rng.choice((zip_, zip_, zip_, f"{zip_}-{rng.randint(1, 9999):04d}", self._postcode()))

    def box(self) -> str:
        """A box at a post office."""
        rng = self.rng
        word = rng.choice(
            (
                "PO Box",
                "P.O. Box",
                "P. O. Box",
                "POB",
                "Post Office Box",
                "PO BOX",
                "Box",
                "Postfach",
                "Private Bag",
                "P O Box",
            )
        )
        return f"{word} {rng.randint(1, rng.choice((99, 999, 9999, 99999)))}"

    def _cased(self, text: str) -> str:
        roll = self.rng.random()
        return text.upper() if roll < 0.08 else text.lower() if roll < 0.15 else text

    def _number(self) -> str:
        rng = self.rng
        roll = rng.random()
        if roll < 0.82:
            return str(rng.randint(1, rng.choice((99, 999, 999, 4999, 9999, 19999))))
        if roll < 0.87:
            return f"{rng.randint(10, 250)}-{rng.randint(1, 99):02d}"
        if roll < 0.91:
            return f"{rng.randint(1, 2000)}{rng.choice('ABCDN')}"
        if roll < 0.94:
            return f"{rng.randint(1, 900)} 1/2"
        if roll < 0.97:
            return rng.choice(("One", "Two", "Three", "Four", "Ten", "1", "2"))
        return f"{rng.choice('NWSE')}{rng.randint(1, 200)}W{rng.randint(1000, 29999)}"

    def _name(self) -> str:
        rng = self.rng
        roll = rng.random()
        if roll < 0.24:
            return rng.choice(COMMON)
        if roll < 0.42:
            n = rng.choice((rng.randint(1, 20), rng.randint(1, 199)))
            ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
            return f"{n}{ending}"
        if roll < 0.5:
            return rng.choice(
                ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
            )
        if roll < 0.78:
            return rng.choice(self.pool.last)
        if roll < 0.84:
            return rng.choice(HEADS).replace("\u00a0", " ")
        if roll < 0.92:
            return f"{rng.choice(self.pool.words).title()} {rng.choice(COMMON)}"
        return rng.choice(self.pool.words).title() + rng.choice(("", "wood", "view", "dale", "crest", "field", "brook"))

    def _line(self) -> str:
        rng = self.rng
        roll = rng.random()
        number = self._number()
        if roll < 0.035:
            return f"{number} {rng.choice(('Broadway', 'The Embarcadero', 'Avenue of the Americas', 'Park Row', 'Esplanade', 'Strand', 'Bowery', 'Camino Real', 'Las Olas'))}"
        if roll < 0.075:
            road = rng.choice(
                (
                    "State Route",
                    "Route",
                    "US Highway",
                    "Highway",
                    "County Road",
                    "State Hwy",
                    "Hwy",
                    "CR",
                    "US",
                    "Rt",
                    "FM",
                    "Rural Route",
                    "State Road",
                    "Interstate",
                )
            )
            return f"{number} {road} {rng.randint(1, 980)}{rng.choice(('', '', ' ' + rng.choice('NSEW')))}"
        if roll < 0.1:
            return f"{self._bare_street()} {rng.choice(('and', '&', 'at', '@', 'corner of'))} {self._bare_street()}"
        head = f"{rng.choice(DIRECTIONS)} " if rng.random() < 0.25 else ""
        tail = f" {rng.choice(DIRECTIONS[:4] + DIRECTIONS[-4:])}" if rng.random() < 0.09 else ""
        return f"{number} {head}{self._name()}{self._type()}{tail}"

    def _type(self) -> str:
        rng = self.rng
        if rng.random() < 0.05:
            return ""
        kinds = rng.choices([k for k, _ in TYPES], _TYPE_WEIGHTS)[0]
        return f" {rng.choice(kinds)}"

    def _bare_street(self) -> str:
        return f"{self._name()}{self._type()}"

    def _unit(self) -> str:
        rng = self.rng
        n = rng.randint(1, rng.choice((9, 40, 400, 2900)))
        tag = rng.choice(
            (
                str(n),
                str(n),
                f"{n}{rng.choice('ABCDEF')}",
                rng.choice("ABCDEFGH"),
                f"{rng.choice('ABCD')}-{n}",
                f"{rng.choice('ABCD')}{n}",
            )
        )
        return rng.choice(
            (f"Suite {tag}", f"Ste {tag}", f"Ste. {tag}", f"STE {tag}", f"Apt {tag}", f"Apt. {tag}", f"Apartment {tag}", f"Unit {tag}", f"#{tag}", f"# {tag}", f"Floor {n % 60 + 1}", f"{n % 60 + 1}th Floor",
             f"{n % 60 + 1}th Fl.", f"Rm {tag}", f"Room {tag}", f"Bldg {tag}", f"Building {rng.choice('ABCDEF')}", f"PMB {n}", f"Lot {n}", f"Space {tag}", f"Mail Stop {tag}", "2nd Floor", "Penthouse", "Rear",
             f"{rng.choice(self.pool.words).title()} {rng.choice(('Tower', 'Building', 'Center', 'Plaza', 'House'))}", f"Tower {rng.choice('123AB')}", f"Suite {tag}", f"Suite {tag}")
        )  # fmt: skip

    def _zip(self) -> str:
        return f"{self.rng.randint(501, 99950):05d}"

    def _tail(self, *, always: bool = False) -> str:
        rng = self.rng
        code = rng.choice(tuple(STATES))
        state = (
            code
            if (roll := rng.random()) < 0.8
            else STATES[code]
            if roll < 0.96
            else rng.choice((f"{code[0]}.{code[1]}.", code.title()))
        )
        zip_ = self._zip() + (f"-{rng.randint(1, 9999):04d}" if rng.random() < 0.12 else "")
        city = rng.choice(self.pool.towns if rng.random() < 0.85 else self.pool.cities)
        gap = rng.choice((", ", ", ", ", ", " ", " "))
        roll = rng.random()
        if roll < 0.74:
            return f"{city}{gap}{state}{rng.choice((' ', ' ', ' ', ' ', ', ', '  '))}{zip_}"
        if roll < 0.9:
            return f"{city}{gap}{state}"
        if roll < 0.96 or always:
            return f"{city}{rng.choice((' ', ', '))}{zip_}"
        return city

    def _us(self) -> list[str]:
        rng = self.rng
        roll = rng.random()
        if roll < 0.08:
            return [self.box(), self._tail()]
        if roll < 0.11:
            return [
                f"{rng.choice(('PSC', 'Unit', 'CMR'))} {rng.randint(100, 9999)}, Box {rng.randint(1, 9999)}",
                f"{rng.choice(('APO', 'FPO', 'DPO'))} {rng.choice(('AE', 'AP', 'AA'))} {rng.randint(9000, 96999):05d}",
            ]
        if roll < 0.18:
            return self._known()
        out = [self._line()]
        roll = rng.random()
        if roll < 0.18:
            out[0] += rng.choice((", ", " ", " ")) + self._unit()
        elif roll < 0.34:
            out.append(self._unit() if rng.random() < 0.8 else self.box())
        elif roll < 0.37:
            out.insert(0, self._unit())
        out.append(self._tail())
        return out

    def _known(self) -> list[str]:
        return self.rng.choice(self.pool.addresses).split("\n")

    def _postcode(self) -> str:
        rng = self.rng
        letters = "ABDEFGHJLNPQRSTUWXYZ"
        return f"{rng.choice(GB_AREAS)} {rng.randint(1, 9)}{rng.choice(letters)}{rng.choice(letters)}"

    def _abroad(self) -> list[str]:
        rng, pool = self.rng, self.pool
        n, last, city = rng.randint(1, rng.choice((30, 180, 400))), rng.choice(pool.last), rng.choice(pool.cities)
        word = rng.choice(pool.words).title()
        _, other = rng.choice(pool.foreign)
        roll = rng.random()
        if roll < 0.22:
            street = f"{n}{rng.choice(('', '', '', 'a', 'B'))} {rng.choice((last, word, rng.choice(COMMON)))} {rng.choice(GB_TYPES)}"
            flat = (
                [rng.choice((f"Flat {rng.randint(1, 40)}", f"{word} House", f"Unit {rng.randint(1, 30)}"))]
                if rng.random() < 0.25
                else []
            )
            return [*flat, street, f"{city}{rng.choice((', ', ' ', ', '))}{self._postcode()}"]
        if roll < 0.34:
            letters = "ABCEGHJKLMNPRSTVXY"
            post = f"{rng.choice(letters)}{rng.randint(0, 9)}{rng.choice(letters)}{rng.choice((' ', ' ', ''))}{rng.randint(0, 9)}{rng.choice(letters)}{rng.randint(0, 9)}"
            return [
                self._line(),
                f"{city}{rng.choice((', ', ' '))}{rng.choice(('ON', 'QC', 'BC', 'AB', 'MB', 'Ontario', 'NS'))} {post}",
            ]
        if roll < 0.46:
            street = f"{rng.choice(('', '', f'{rng.randint(1, 40)}/', f'Unit {rng.randint(1, 9)}, '))}{n} {last} {rng.choice(('Street', 'St', 'Road', 'Parade', 'Crescent', 'Terrace', 'Avenue'))}"
            return [
                street,
                f"{word}{rng.choice(('ville', 'ton', ' Hills', ' Bay', ''))} {rng.choice(('NSW', 'VIC', 'QLD', 'WA', 'SA', 'TAS', 'New South Wales', 'Victoria'))} {rng.randint(800, 7999):04d}",
            ]
        if roll < 0.6:
            name = rng.choice((other, word, city.split()[0]))
            return [
                f"{name}{rng.choice(DE_STREETS)} {n}{rng.choice(('', '', 'a', ' b'))}",
                f"{rng.choice(('', '', '', 'D-'))}{rng.randint(1067, 99998):05d} {city}",
            ]
        if roll < 0.7:
            return [
                f"{n}{rng.choice((' ', ' ', ', ', ' bis '))}{rng.choice(FR_STREETS)} {rng.choice((other, word))}",
                f"{rng.randint(1000, 95999):05d} {city}",
            ]
        if roll < 0.78:
            return [
                f"{word}{rng.choice(NL_STREETS)} {n}{rng.choice(('', '', '-hs', ' II', 'A'))}",
                f"{rng.randint(1000, 9999)} {rng.choice('ABCDEGHKLM')}{rng.choice('ABCDEGHKLM')} {city}",
            ]
        if roll < 0.86:
            return [
                f"{rng.choice(ES_STREETS)} {other}{rng.choice((' ', ', '))}{n}{rng.choice(('', ', 2º B', ', 3º izq.', ', int. 4'))}",
                f"{rng.randint(1001, 52999):05d} {city}",
            ]
        if roll < 0.94:
            spot = rng.choice(
                (
                    "MG Road",
                    f"{other} Nagar",
                    "Sector " + str(rng.randint(1, 90)),
                    f"{other} Marg",
                    f"{rng.randint(1, 9)}th Cross",
                    "Ring Road",
                )
            )
            return [
                f"{rng.choice(('Flat', 'No.', 'Plot', 'H.No.', 'Door No.'))} {rng.randint(1, 900)}{rng.choice(('', '/A', '-B'))}, {word} {rng.choice(('Apartments', 'Towers', 'Enclave', 'Residency'))}",
                spot,
                f"{city}{rng.choice((' ', ' - ', ', '))}{rng.randint(110001, 855117)}",
            ]
        return self._known()


_TYPE_WEIGHTS = [weight for _, weight in TYPES]
