"""Streets with a house number, by the words for a way in thirty languages: before the name, behind it or joined to it.

What such a street is part of, from the flat to the country, is told by `reach`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.views import project


class Way(NamedTuple):
    """A street and its house; one that is not ``sure`` needs a town's code, a door or a word for an address beside it.

    ``long``: its number has three digits or more and is no year, and a town's name is enough.
    """

    start: int
    end: int
    sure: bool
    long: bool = False


# Italian, Spanish, Catalan, Portuguese; French in Belgium; Polish, Romanian; Indonesian, Malay; Papiamento; Croatian.
_SURE = (
    r"Via|Viale|V\.le|Vicolo|Piazza|P\.zza|Piazzale|P\.le|Piazzetta|Contrada|Fondamenta|Lungarno|Lungotevere|Lungomare"
    r"|Circonvallazione|Calle|C/|Avenida|Avda\.?|Paseo|Plza\.|Pza\.|Jirón|Calzada|Callejón|Carretera"
    r"|Ctra\.|Travesía|Glorieta|Prolongación|Carrer|Avinguda|Plaça|Passeig|Rúa|Rua|Travessa|Praça"
    r"|Estrada|Rodovia|Beco|Ladeira|Chaussée|Chemin|Impasse|Allée|ul\.|Aleja|Aleje|Osiedle|Ulica|Bulevardul|Calea"
    r"|Șoseaua|Aleea|Jl\.|Jln\.|Jalan|Lorong|Persiaran|Lebuh"
)
_LOOSE = (
    r"Av\.|Ronda|Camino|Rambla|Alameda|Kaya|Largo|Corso|C\.so|Strada|Stradone|Salita|Borgo|Località|Loc\.|Frazione|Fraz\.|Traversa|Rampa|Campo|Sestiere"
    r"|Plaza|Pasaje|Psje\.|Pje\.|Jr\.|Calz\.|Trav\.|Boulevard|Blvd\.?|Carrera|Cra\.|Rue|Avenue|Place|Quai|Square|Cours"
    r"|Sentier|Route|Bd\.|R\.|Tv\.|Al\.|Lgo\.|Rod\.|al\.|os\.|pl\.|Plac|Str\.|str\.|B-dul|Șos\.|Splaiul|Intrarea|Piața"
    r"|Gang|Gg\.|Jln|Lor|Trg|Bulevar|Odos|Leoforos|Triq|Rruga"
)
# Words of their own behind the name: German, Dutch, Scandinavian, Finnish, Hungarian, Baltic, Czech, Slovene.
_BEHIND = (
    r"Straße|Strasse|Str\.|Allee|Platz|Weg|Gasse|Damm|Ufer|Chaussee|gatan|gata|gate|gade|vei|veg|vej|väg|vägen|allé|alle"
    r"|plads|plass|torg|tie|katu|utca|u\.|út|útja|tér|tere|körút|krt\.|fasor|köz|sétány|tn|tänav|pst|puiestee|mnt"
    r"|maantee|iela|prospekts|bulvāris|g\.|gatvė|pr\.|ulice|třída|cesta|ulica"
)
_ALONE = r"Markt|Dorf|Anger|Graben|Brink|(?:Bulevar|Ulica|Trg) [a-zÉ]+(?: [A-ZÉ][a-zÉ]+)?"
_JOINED = (
    r"-(?:Straße|Strasse|Str\.|Allee|Platz|Weg|Gasse|Ring|Damm|Ufer|Chaussee|Promenade)|straße|strasse|str\.|allee|platz"
    r"|gasse|straat|laan|gracht|kade|singel|plein|gatan|gade|vejen|vägen|veien|vegen|vej|gata|gränd|stræde|katu|kuja"
    r"|STRASSE|STRAßE|STRAAT|LAAN|GRACHT|SINGEL|GATAN|GADE|VEJ|VÄGEN|VEIEN|KATU"
)
_FORE = r"Sráid|Bóthar|Triq|Heol|Ffordd|Đường|đường|Phố|phố|Rruga|rue|quai|avenue|boulevard|chemin|allée|place|impasse"
_TURKISH = r"(?:Mah|Cad|Sok|Bulv|Blv)\.|Mahallesi|Caddesi|Cd\.|Sokak|Sokağı|Sk\.|Bulvarı|Meydanı"
_JAPAN = r"-(?:ku|shi|cho|chō|gun|machi|son|to|fu|ken|dori)"

WORD = r"(?:[A-ZÉ][A-Za-zÉ'-]*|[A-ZÉ][a-zÉ]{0,2}\.(?:[A-Z]\.)?|(?:Gral|Prof|Mons|Subd|Brgy)\.)"
SMALL = (
    r"(?:(?:de|del|della|dello|dei|degli|delle|di|da|do|dos|das|du|des|la|le|les|el|los|las|lo|y|e|i|na|an|van|von|der"
    r"|den|dem|am|im|of|the|do|ter|ten|zur|zum) |d'|l'|dell'|all'){0,2}"
)
NAMES = rf"{SMALL}(?:{WORD}|[0-9]{{1,2}}(?:[.º]| de))(?: {SMALL}{WORD}){{0,3}}"
NUMBER = (
    r"(?:[Nn](?:o|r|um|úm)?[.:º]{0,3} ?)?[0-9]{1,5}(?: ?[A-Za-z]\b)?(?:[/-] ?[0-9]{1,4}[A-Za-z]?\b|/[A-Za-z]\b){0,3}"
    r"(?:-(?:hs|huis|bis|[IV]{1,3}|[A-Za-z])\b)?"
)


@cache
def _begun() -> bytes:
    # Groups: 1 all of it, 2 a loose word.
    return project(rf"(?:^|[^A-Za-z0-9_É/.-])((?:(?:{_SURE})|({_LOOSE})) ?{NAMES},? {NUMBER})(?:[^A-Za-z0-9É]|$)")


@cache
def _ended() -> bytes:
    # Groups: 1 all of it, 2 a word of its own behind the name.
    return project(
        rf"(?:^|[^A-Za-z0-9_É/-])((?:(?:{WORD} ){{0,2}}[A-ZÉ][A-Za-zÉ-]{{1,30}}(?:{_JOINED})"
        rf"|((?:{WORD} ){{1,3}}(?:{_BEHIND})|{_ALONE})),? {NUMBER}\.?)(?:[^A-Za-z0-9É]|$)"
    )


@cache
def _fore() -> bytes:
    return project(
        rf"(?:^|[^A-Za-z0-9_É/.-])([0-9]{{1,4}}(?:[A-Za-z]\b| ?(?:bis|ter|quater)\b)?,? (?:{_FORE}) {NAMES})"
    )


_COLOMBIAN = (
    rb"\b(?:Carrera|Calle|Cra\.?|Cl\.|Diagonal|Transversal|Avenida|Av\.) [0-9]{1,3}[A-Z]? ?(?:#|No\.?)"
    rb" ?[0-9]{1,3}[A-Z]? ?- ?[0-9]{1,3}"
)


@cache
def _turkish() -> bytes:
    return project(
        rf"(?:^|[^A-Za-z0-9_É])((?:(?:(?:{WORD} ){{1,4}}|[0-9]{{1,5}}\.? )(?:{_TURKISH}),? ){{1,3}}"
        r"(?:No|NO|no|Nu)\.? ?:? ?[0-9]{1,4}(?:[/-][0-9A-Z]{1,4})?)"
    )


@cache
def _japanese() -> bytes:
    return project(
        rf"(?:^|[^A-Za-z0-9_./-])([0-9]{{1,4}}(?:-[0-9]{{1,4}}){{1,3}},? {WORD}(?:,? {WORD}){{0,2}}{_JAPAN}"
        rf"(?:,? {WORD}){{1,2}}(?:,? (?:〒)?[0-9]{{3}}-[0-9]{{4}}\b)?)"
    )


_SIGNS = rb"[A-Za-z\xe9.'/] ?[0-9]|[0-9], ?[a-z]|[0-9] [A-Za-z\xe9]|[0-9]-[0-9]"
_YEAR = rb"[ ,](?:19|20)[0-9]{2}\.?$"
_RESULT = rb"[0-9]-[0-9]"
# Numbered things, and words that end as a way does.
_NO_WAY = (
    rb"(?i)\b(?:brigade|renegade|fregata|version|vol|volume|part|episode|season|chapter|page|gate|terminal|flight|route"
    rb"|level|phase|stage|group|room|table|january|february|march|april|may|june|july|august|september|october"
    rb"|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    rb"|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|novembre|dicembre|janeiro|fevereiro|abril|maio"
    rb"|junho|julho|setembro|outubro|novembro|dezembro|zoom|email|mail|teams|slack|form|api|usb|platform|line|bus"
    rb"|train|tram|metro)[ ,]+[0-9.]+$"
)
_ITALIAN = (
    rb"(?i)\b(?:il|lo|gli|che|non|sono|sto|abito|abita|abitiamo|casa|civico|per|arrivo|indirizzo|citofono|piano|ciao|alle"
    rb"|della|dal|sotto|vicino|siamo|ti|mi|ci|una|uno|nella|nel|anche|ma|era)\b"
)
_LOWER_VIA = (
    rb"\bvia "
    + b"(?:[a-z]{2,5}[ '])?[A-Z][A-Za-z\xe9']{2,}(?: [A-Z][A-Za-z\xe9']+){0,2},? [0-9]{1,4}(?:/?[a-zA-Z])?\\b"
)
AROUND = 80


def ways(data: bytes) -> Iterator[Way]:
    """All of them, in no order; they may overlap."""
    if not pattern(_SIGNS).within(data):
        return
    for source in (_begun(), _ended()):
        for match in pattern(source).finditer(data):
            yield from _judged(data, *match.span(1), not match.has(2))
    for match in pattern(_fore()).finditer(data):
        yield Way(*match.span(1), b"," in match.group(1)[:8])
    if b"No" in data or b"NO" in data or b"no" in data:
        for match in pattern(_turkish()).finditer(data):
            yield Way(*match.span(1), True)
    if b"-" in data:
        for match in pattern(_COLOMBIAN).finditer(data):
            yield Way(*match.span(), True)
        for match in pattern(_japanese()).finditer(data):
            yield Way(*match.span(1), True)
    if b"via " in data:
        for match in pattern(_LOWER_VIA).finditer(data):
            start, end = match.span()
            beside = data[max(0, start - AROUND) : start] + b" " + data[end : end + AROUND]
            italian = len({word.lower() for word in pattern(_ITALIAN).findall(beside)}) > 1
            yield from _judged(data, start, end, italian)


def _judged(data: bytes, start: int, end: int, sure: bool) -> Iterator[Way]:
    text = data[start:end]
    if not pattern(_NO_WAY).within(text):
        doubtful = pattern(_YEAR).within(text) or pattern(_RESULT).within(text)
        long = not doubtful and pattern(rb"[0-9]{3}").within(text)
        yield Way(start, end - text.endswith(b"."), sure and not doubtful, long)
