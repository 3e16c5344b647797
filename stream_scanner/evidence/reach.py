"""How far an address reaches from its street: flats and houses in front, doors, quarters, the town and its code behind.

``Flat 3, Sea House,`` + ``12 Mill Road`` + ``, 2nd Floor, Parkside, Leeds LS1 4AB``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache

from stream_scanner.evidence import abroad, addresses, postcodes
from stream_scanner.evidence.context import near
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View, project
from stream_scanner.evidence.ways import WORD, ways

_LAST_PART = rb",[^,0-9\n]+$"
NOTHING, NAMED, DOORS, CODED = range(4)
"""What stands behind a street: nothing, only names, a door or a floor, a town with its code."""
BEHIND = 200
"""Characters behind a street that may belong to its address."""
BEFORE = 96
"""Characters before one."""

_SMALL = (
    r"(?:(?:de|del|della|di|da|do|dos|du|des|la|le|el|los|van|von|der|den|am|an|im|na|of|the|upon|on|al) |d'|l'){0,2}"
)
_PLAIN = (
    rf"{WORD}(?: {_SMALL}{WORD}){{0,3}}(?: (?:Area|Phase|Sector|Zone|Block|Ward|Stage|Praha|Dublin) [0-9]{{1,2}}\b)?"
)
_COMMA = r"(?: ?\\?, ?|,?[ \t]?\n[ \t]{0,4})"
_APART = r"(?: ?\\?, ?| ?[–/-] ?| |,?[ \t]?\n[ \t]{0,4})"

# --- behind the house ------------------------------------------------------------------------------------------------

_VALUE = r"(?:n?\.?º? ?)?(?:[0-9]{1,5}(?:[-/][0-9]{1,4})?[A-Za-z]?|[A-Za-z](?:[0-9]{1,4})?)\b"
_ROOMS = (
    r"app|appt|apt|apto|apdo|appartement|apartment|apartamento|departamento|depto|dpto|dto|interno|interior|bte|boîte"
    r"|lgh|leil|lok|lokal|mieszk|huoneisto|stiege|stg|tür|whg|wohnung|bât|bâtiment|esc|escalera|escalier|scala|piso"
    r"|planta|pta|puerta|portal|bloco|bloque|blq|cj|conj|conjunto|loja|lote|quadra|andar|daire|kat|etaj|ap|unit|suite"
    r"|ste|flat|floor|bldg|building|hinterhaus|vorderhaus|aufgang|oficina|edificio|edif|bl|et|sc|int|ext|bus"
)
# Words too, or letters: with a point or a colon, or behind a comma.
_DOUBTFUL = r"as|of|top|og|d|k|m|kl|fl|rd|ed|sala|torre|casa|dep|apt|no|room|rm|level|lot|local|piano|bt|byt|stock|of"
_STOREY = (
    r"izda|izq|izquierda|dcha|derecha|dta|der|dto|esq|fte|frente|centro|og|etage|étage|stock|sal|kat|planta"
    r"|andar|piso|piano|em|emelet|kerros|krs|våning|floor"
)
_DOOR = (
    rf"(?:(?: ?\\?, ?| ?[–/-] ?| |,?[ \t]?\n[ \t]{{0,4}})(?i:(?:{_ROOMS})\b[.:]? ?{_VALUE}"
    rf"|(?:{_DOUBTFUL})[.:] ?{_VALUE})"
    rf"|(?: ?\\?, ?| ?[–/-] | )(?i:[0-9]{{1,2}}(?:\.º|º|\.ª|ª|\.|°|e|er|ème|a|o)? ?(?:{_STOREY})\b\.?"
    r"|[0-9]{1,2}\. ?(?:tv|th|mf)\b\.?|[0-9]{1,2}[ºª°] ?(?:[A-Z]\b|[0-9]{1,2}[ºª°])"
    r"|#[0-9A-Z]{1,4}-[0-9A-Z]{1,5}\b|r/c(?: (?:esq|dto)\b\.?)?)"
    rf"|{_COMMA}(?i:(?:{_DOUBTFUL}) {_VALUE})|,? [IVX]{{1,4}}[/.] ?[0-9]{{1,3}}\b\.?"
    r"|(?: ?- ?| |/)[0-9]{1,4}/[0-9]{1,4}\b|/[0-9]{1,4}\b)"
)
_QUARTER = (
    r"(?:(?:Col\.|Colonia|Fracc\.|Barrio|Bo\.|Bairro|Brgy\.?|Barangay|Urb\.|Urbanización|Sector|Phase|Ward|Kel\.|Kec\."
    r"|Kelurahan|Taman|Kampung|Kg\.|Desa|Distrito|Quận|Phường|District|Co\.|County)"
    rf"(?: {_SMALL}{WORD}){{0,4}}(?: [0-9]{{1,3}}\b(?:-[A-Z]\b)?)?|{_PLAIN})"
)
_TOWN = rf"(?:[A-ZÉ][A-Za-zÉ'-]+|St\.|Co\.)(?: {_SMALL}{WORD}){{0,3}}"
_FIRST = (
    r"(?:[A-Z]{1,3}-)?(?:[0-9]{5}-[0-9]{3}|[0-9]{4}-[0-9]{3}|[0-9]{2}-[0-9]{3}|[0-9]{3} [0-9]{2}|[0-9]{4} [A-Z]{2}"
    r"|[0-9]{4,6})"
)
_LAST = (
    r"(?:[0-9]{5}-[0-9]{3}|[0-9]{5}(?:-[0-9]{4})?|[1-9][0-9]{2} [0-9]{3}|[0-9]{6}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]"
    r"|[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-Z]? ?[0-9][ABD-HJLNP-UW-Z]{2}|(?:[AC-FHKNPRTV-Y][0-9]{2}|D6W) [0-9AC-Y]{4}"
    r"|(?:[03-9][0-9]|1[0-8]|2[1-9])[0-9]{2})\b"
)
_PROVINCE = r"(?: ?\([A-Z]{2}\)|,? [A-Z]{2}\b| ?- ?[A-Z]{2}\b| ?/ ?[A-ZÉ][A-Za-zÉ]{2,})"
_STATE = r"(?:,? [A-Z]{2,3}| ?- ?[A-Z]{2}|,? \([A-ZÉ][A-Za-zÉ -]{1,20}\)| [A-Z]\.[A-Z]\.)"
_CODE_FIRST = (
    rf"{_FIRST} (?:St\. |Bad )?[A-ZÉ][A-Za-zÉ'-]{{2,}}(?:[ -]{_SMALL}[A-ZÉ][A-Za-zÉ'-]+){{0,2}}"
    rf"(?:{_PROVINCE}| (?:[A-Z]|[0-9]{{1,2}})\b)?"
)
_CODE_LAST = rf"{_TOWN}{_STATE}?(?: - |[ ,-]{{1,2}}){_LAST}"
_NO_PART = (
    rb"(?i)(?:^|[ ,\n])(?:t.l[.:]|tel [0-9+(]|(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|phone|mob"
    rb"|mobile|fax|e-?mail|attn|mr|mrs|ms|dr|please|thanks|thank|regards|call|ask|note|order|invoice|total|qty|ref"
    rb"|the|i|we|he|she|it|january|february|march|april|may|june|july|august|september|october|november|december|but"
    rb"|and|or|so|if|when|lunedi|marted.|mercoled.|gioved.|venerd.|sabato|domenica|montag|dienstag|mittwoch"
    rb"|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|mi.rcoles"
    rb"|jueves|viernes|s.bado|domingo|cell|fono|cel|telefon|telefono|gsm|email|fecha|datum|date|name|dob|nif|dni|ahv"
    rb"|avs|svnr|iban|bic|vat|ust|uid|geb|born)\b)"
)


@cache
def _coded(first: bool) -> bytes:
    # Group 1: all of it. A line's end stands before a door or the town, never before a quarter.
    parts = rf"(?:{_DOOR}|(?: ?\\?, ?| - ){_QUARTER}){{0,6}}?"
    country = rf"(?:{_COMMA}(?i:{abroad.COUNTRIES}|Ireland|Éire)\b)?"
    town = rf"(?:{_COMMA}| - ){_CODE_FIRST}" if first else rf"{_APART}{_CODE_LAST}"
    return project(rf"\.?({parts}{town}{country})")


@cache
def _named() -> bytes:
    # Group 1: doors, and quarters and towns up to the end of the clause.
    return project(rf"\.?((?:{_DOOR}){{0,4}}(?:, ?{_QUARTER}){{1,3}})(?:[.;)|\n?!\"]|$| - | / | \| | \()")


@cache
def _doors() -> bytes:
    return project(rf"(?:{_DOOR}){{1,4}}")


@cache
def _country() -> bytes:
    return project(rf"{_COMMA}(?i:{abroad.COUNTRIES})\b")


@cache
def _fields() -> bytes:
    # Parts of an address in the fields of a format: vCard, HL7, LDAP, and cells of a table, code or town first.
    return project(
        rf"(?:[;^]{{1,3}}{_TOWN}(?:[;^]{{1,2}}[A-Z]{{0,3}})?[;^]{{1,2}}{_FIRST}(?:[;^]{{1,2}}(?:{abroad.COUNTRIES})\b)?"
        rf"|[;\t]{_FIRST}[;\t]{_TOWN}|\t{_TOWN}\t{_FIRST}\b| \$ (?:{_CODE_FIRST}|{_CODE_LAST})"
        rf"(?: \$ (?:{abroad.COUNTRIES})\b)?)"
    )


# --- before it -------------------------------------------------------------------------------------------------------

_CALLED = (
    r"(?:flat|apt|apartment|unit|bungalow|villa|plot|stand|erf|shop|stall|suite|warehouse|godown|blk|block|lot"
    r"|house|door|studio|penthouse|maisonette|cabin|chalet|sco|scf|gala|duplex|h\.|d\.)"
)
_UNIT = (
    rf"(?:(?i:{_CALLED})\.? ?(?:(?i:no)\.?|number|#)?:? ?[A-Z]?[-/]?[0-9]{{1,4}}(?:[-/]?[0-9A-Z]{{1,4}}){{0,4}}"
    r"|(?:Ground|First|Second|Third|Fourth|Fifth|Mezzanine|Top|Upper|Lower|[0-9]{1,2}(?:st|nd|rd|th)) [Ff]loor"
    r"(?: [Ff]lat)?)"
)


@cache
def _front() -> bytes:
    # Group 1: a unit, and a named house between it and the street, or the word for the number that follows.
    return project(
        rf"(?:^|[^A-Za-z0-9_É./-])((?:{_UNIT},? ){{1,3}}(?:{_PLAIN}, ){{0,2}}|(?:{_UNIT},? ){{0,2}}"
        r"(?i:blk|block|plot|house no\.?|h\. ?no\.?|door no\.?)\.? "
        # A house by its name: "The Old Forge, 3 Back Lane"
        r"|(?:The )?(?:[A-Z][a-z'É]{1,14} ){0,2}(?:Cottage|House|Forge|Rectory|Farm|Farmhouse|Barn|Mill|Lodge"
        r"|Hall|Manor|Vicarage|Villa|Grange|Stables|Chapel|Bungalow|Oast|Croft|Granary|Cottages|Coach House|Court), )$"
    )


# Units that are a house, or its ground: with them a town without a code says enough.
_FIXED = (
    r"(?i:plot|stand|erf|warehouse|villa|bungalow|house|flat|block|blk)\.? ?(?:(?i:no)\.? ?)?"
    r"[A-Z]?[0-9]{1,5}(?:[-/]?[A-Z])?"
)
_WAY = (
    r"(?:Road|Rd|Street|St|Avenue|Ave|Crescent|Cres|Close|Drive|Dr|Lane|Ln|Way|Boulevard|Blvd|Highway|Expressway"
    r"|Terrace|Court|Estate|Layout|Link|Bypass|Marg)"
)


@cache
def _unnumbered() -> bytes:
    # A house told by its plot or unit, on a street that has no number, or a number for its name.
    return project(
        rf"(?:^|[^A-Za-z0-9_É./-])((?:({_FIXED})|{_UNIT}), (?:{_PLAIN}, ){{0,1}}"
        rf"(?:{WORD}(?: {WORD}){{0,3}} {_WAY}\b|(?:Street|Road|Avenue) (?:No\.? ?)?[0-9]{{1,3}}[A-Za-z]?\b))"
    )


_SECTION = r"(?:[A-Z0-9É][A-Za-z0-9É'.&/-]*(?: (?:of )?[A-Z0-9É(][A-Za-z0-9É'.&/)-]*){0,5})"


@cache
def _pinned() -> bytes:
    # India: a number and whatever stands between commas up to the code of six digits.
    return project(
        r"(?:^|[^A-Za-z0-9_É./-])((?:(?i:door|house|h\.?|d\.?|flat|plot|shop|office|villa|sco|scf|gala|unit|qtr|no)\.?"
        r" ?(?:(?i:no)\.?|#)? ?|# ?)?[A-Z]?[-/]?[0-9]{1,4}(?:[-/][0-9A-Z]{1,4}){0,4},? "
        rf"{_SECTION}(?:, {_SECTION}){{1,5}}(?: | ?[-–] ?)[1-8][0-9]{{2}} ?[0-9]{{3}}\b)"
    )


_SINGAPORE = (
    rb"\b(?i:blk|block)\.? [0-9]{1,4}[A-Z]? [A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*){0,3}(?: [0-9]{1,3}[A-Z]?)?,?"
    rb" #[0-9A-Z]{1,3}-[0-9A-Z]{1,5}(?:,? (?:Singapore|S)[ (]{1,2}[0-9]{6}\)?)?"
)
_RURAL = rb"\b(?:RR|R\.R\.|Rural Route|HC) ?#?[0-9]{1,3},? Box [0-9]{1,6}[A-Z]?\b"
# https://www.dhl.de/packstation
_PACKETS = rb"\b(?:Packstation|Postfiliale) [0-9]{3}\b"
# What is written in front of an address, where nothing but a space parts them.
_LABEL = (
    rb"(?i)^(?:address|adresse?|anschrift|domicilio|indirizzo|direcci.n|endere.o|adres)[:.]? {1,3}(?:[A-Z\xe9]|[0-9])"
)
_INDIAN = (
    rb"\b(?:Nagar|Road|Rd|Marg|Street|St|Colony|Sector|Layout|Lane|Chowk|Enclave|Vihar|Cross|Main|Phase|Society"
    rb"|Bagh|Ganj|Gali|Puram|CHS|Apartments|Hills)\b"
)
_WORDS = (
    rb"address|adress|adresse|adres|adresa|anschrift|wohnhaft|wohnt|wohne|domicilio|direcci.n|endere.o|morada|morador"
    rb"|moradora|mora|reside|residente|residenza|indirizzo|demeurant|domicili.e?|habite|vive|sita|bor|bop.l|osoite"
    rb"|c.m|lakc.m|adres.|alamat|bezorgen|woonachtig|entrega|entregar|visita|consegna|recapito|spedire|enviar|env.o"
    rb"|livrer|livraison|lieferadresse|street|ship|deliver|zamieszka..|located|office|home|lives?|living|moved|at"
)
_SHORTENED = rb"\b(?:Brgy|Urb|Col|Bo|Sta?|Dr|Gral|Prof|Fracc|Kel|Kec|Kg|Co)$"
_CODED_LAST = rb"[0-9]{5,6}(?:-[0-9]{4})?$|[A-Z][0-9]{1,2}[A-Z]? ?[0-9][A-Z]{2}$|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]$"


def reaching_addresses(view: View) -> Iterator[Hit]:
    """Streets that any recogniser of Latin letters tells, with all that goes together with them."""
    data = view.data
    if not pattern(rb"[0-9]").within(data):
        return
    told: dict[tuple[int, int], tuple[float, int]] = {}
    for hit in itertools.chain(
        addresses.addresses(view), abroad.addresses_abroad(view), postcodes.coded_addresses(view), _more(data)
    ):
        told[hit.start, hit.end] = (max(hit.confidence, told.get((hit.start, hit.end), (0.0,))[0]), NOTHING)
    for way in ways(data):
        start = postcodes.capital(view.text, way.start, way.end)
        told.setdefault((start, way.end), (0.6, NOTHING if way.sure else NAMED if way.long else DOORS))
    for match in pattern(_unnumbered()).finditer(data):
        told.setdefault(match.span(1), (0.6, NAMED if match.has(2) else DOORS))
    ends: dict[int, tuple[int, int]] = {}
    for (start, end), (confidence, need) in told.items():
        if end not in ends:
            ends[end] = _end(data, start, end)
            # What was taken for a town may be the word for a quarter or a door.
            if ends[end][0] == end and (last := pattern(_LAST_PART).search(data[start:end])):
                ends[end] = max(ends[end], _end(data, start, start + last.start()))
        stop, sign = ends[end]
        if sign >= need or near(data, start, rb"(?:" + _WORDS + rb")\b[^0-9\n]{0,14}$", 32):
            yield Hit(
                "ADDRESS", _start(data, start, stop), stop, max(confidence, 0.75) if sign == CODED else confidence
            )


def _more(data: bytes) -> Iterator[Hit]:
    if pattern(rb"[ -][1-8][0-9]{2} ?[0-9]{3}\b").within(data):
        for match in pattern(_pinned()).finditer(data):
            if pattern(_INDIAN).within(match.group(1)):
                yield Hit("ADDRESS", *match.span(1), 0.75)
    if b"#" in data:
        for match in pattern(_SINGAPORE).finditer(data):
            yield Hit("ADDRESS", *match.span(), 0.8)
    if b"station" in data or b"filiale" in data:
        for match in pattern(_PACKETS).finditer(data):
            yield Hit("ADDRESS", *match.span(), 0.8)
    if b"Box" in data:
        for match in pattern(_RURAL).finditer(data):
            yield Hit("ADDRESS", *match.span(), 0.7)


def _end(data: bytes, start: int, end: int) -> tuple[int, int]:
    """Where it ends, and what stands behind the street."""
    behind = data[end : end + BEHIND]
    if pattern(_CODED_LAST).within(data[max(start, end - 12) : end]):
        country = pattern(_country()).match(behind)
        return (end + country.end() if country else end), CODED
    if behind[:1] in (b";", b"^", b"\t") or behind[:3] == b" $ ":
        fields = pattern(_fields()).match(behind)
        return (end + fields.end(), CODED) if fields else (end, NOTHING)
    for first in (True, False):
        match = pattern(_coded(first)).match(behind)
        if (
            match
            and not pattern(_NO_PART).within(match.group(1))
            and not pattern(postcodes.COUNTED).within(match.group(1))
        ):
            return end + match.end(1), CODED
    doors = pattern(_doors()).match(behind)
    match = pattern(_named()).match(behind) if b"," in behind else None
    if match and not pattern(_NO_PART).within(match.group(1)) and not pattern(_SHORTENED).within(match.group(1)):
        return end + len(behind[: match.end(1)].rstrip(b".")), DOORS if doors else NAMED
    return (end + doors.end(), DOORS) if doors else (end, NOTHING)


def _start(data: bytes, start: int, stop: int) -> int:
    if label := pattern(_LABEL).match(data[start:stop]):
        return start + label.end() - 1
    low = max(0, start - BEFORE)
    front = pattern(_front()).search(data[low:start])
    return low + front.start(1) if front and (front.start(1) or not low) else start
