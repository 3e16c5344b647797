"""Recogniser of addresses by the look of their postal code, and by streets whose ending says what they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View

_WORD = rb"[A-Z\xe9][A-Za-z\xe9'.&-]*"
_WORDS = (
    _WORD + rb"(?: (?:(?:of|the|on|upon|in|by|le|de|da|do|dos|del|della|di|van|den|der|am|an) )?" + _WORD + rb"){0,3}"
)
_GAP = rb"(?:,? ?\n[ \t]{0,4}|, ?)"

# --- Britain, Ireland, India -------------------------------------------------------------------------------------

_UK = rb"[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKMNPR-Y]? ?[0-9][ABD-HJLNP-UW-Z]{2}"
_EIRCODE = rb"(?:[AC-FHKNPRTV-Y][0-9]{2}|D6W) [0-9AC-FHKNPRTV-Y]{4}"
_PIN = rb"[ -]{1,3}([1-8][0-9]{2} ?[0-9]{3})"
_HOUSE = rb"[0-9]{1,4}[A-Za-z]?(?:[/-][0-9]{1,4}[A-Za-z]?)? "
_HEAD = (
    rb"(?:(?i:flat|unit|apartment|apt\.?|suite|studio|plot|house no\.?|door no\.?|no\.) ?#?[0-9A-Z][0-9A-Za-z/-]{0,6}"
    rb"|(?i:ground|first|second|third|top|[0-9]{1,2}(?:st|nd|rd|th)) [Ff]loor|[A-Z][-/][0-9]{1,4}\b|" + _HOUSE + _WORDS
    # A house that has a name and no number.
    + rb"|(?:The )?(?:" + _WORD + rb" ){1,3}(?:Cottage|House|Rectory|Vicarage|Farm|Farmhouse|Hall|Lodge|Barn|Manor"
    rb"|Villa|Grange|Mill|Works|Chambers|Tower|Centre))"
)  # fmt: skip
_PART = rb"(?:" + _HOUSE + rb")?" + _WORDS + rb"(?: [0-9]{1,2})?"
_INDIAN = (
    rb"\b(?:Nagar|Road|Rd|Marg|Street|St|Colony|Sector|Layout|Lane|Chowk|Enclave|Vihar|Cross|Main|Phase|Block|Society"
    rb"|Bagh|Ganj|Gali|Puram)\b"
)


@cache
def _by_code() -> bytes:
    # Group 1: an Indian code, six digits that need more to go by.
    return (
        rb"\b" + _HEAD + rb"(?:" + _GAP + _PART + rb"){0,5}(?:(?:" + _GAP + rb"| )(?:" + _UK + rb"|" + _EIRCODE
        + rb")|" + _PIN + rb")\b"
    )  # fmt: skip


# --- the continent -----------------------------------------------------------------------------------------------

_NAMES = _WORD + rb"(?: (?:(?:de|da|do|dos|del|della|di|van|den|der|am|an) )?" + _WORD + rb"){0,3}"
_NUMBER = rb"(?:[Nn][or]\.? )?[0-9]{1,4}(?: ?[A-Za-z]\b)?(?:[/-] ?[0-9]{1,4}[A-Za-z]?)?"
_FLAT = (
    rb"(?:,? (?:(?:m\.|lok\.|lgh|bus|bte|bo\xe9te|app\.?|apt\.?|ap\."
    rb"|et\.|top|as\.) ?[0-9]{1,4}[A-Za-z]?|[0-9]{1,2}\. ?t[hv]\.?"
    rb"|[A-H] [0-9]{1,3}|[A-Za-z]\b))?"
)
_ENDINGS = (
    rb"gatan|gata|gate|gade|vejen|v\xe9gen|veien|vegen|vej|torget|torg|plads|plass|str\xe9det|gr\xe9nd|katu|kuja|polku|rinne"
    rb"|stra\xe9e|strasse|str\.|weg|allee|gasse|steig|damm|ufer|straat|laan|gracht|plein|dreef|kade|singel|ring|hof|berg|markt|tor|feld|wall"
    rb"|wiese|grund|winkel|br\xe9cke|promenade|chaussee|zeile|stieg|pfad|graben|tie|garten|g\xe9rten"
)
_ENDED = (
    rb"(?:" + _WORD + rb" ){0,2}[A-Z\xe9][A-Za-z\xe9-]{1,30}(?:" + _ENDINGS + rb")"
    rb"|(?:" + _WORD + rb" ){1,3}(?:gate|gata|gade|vei|veg|vej|v\xe9g|all\xe9|alle|plads"
    rb"|plass|utca|tie|Stra\xe9e|Allee)"
)  # fmt: skip
_BEGUN = (
    rb"(?:ul\.|al\.|os\.|pl\.|Aleja|Aleje|Osiedle|[Uu]lica|[Ss]tr\.|Strada|Bulevardul|Calea|Calle|C/|Avenida|Av\.|Avda\."
    rb"|Paseo|Plaza|Rua|Travessa|Alameda|Largo|Pra\xe9a|Estrada|Rodovia|Via|Viale|Piazza|Corso|Jl\.|Jln\.|Jalan|Rue|Avenue|Boulevard|Chauss\xe9e|Place|Quai)"
    rb" ?(?:(?:de|del|della|da|do|dos|di|du|des) (?:la |las |los )?|d')?" + _NAMES
    + rb"|Postfach|Postboks|Postbus|Postlokero"
)  # fmt: skip
_NATION = rb"(?:[A-Z]{1,3}-)?"
_PARTED = rb"(?:[0-9]{3} [0-9]{2}|[0-9]{2}-[0-9]{3}|[0-9]{4}-[0-9]{3})"
_LONG = _NATION + rb"(?:[0-9]{5}|" + _PARTED + rb")"
_SHORT = _NATION + rb"[0-9]{4}(?: [A-Z]{2})?"
_TOWN = (
    rb" [A-Z\xe9][A-Za-z\xe9'-]{2,}(?:[ -](?:(?:am|an der|im|de|la|del"
    rb"|do|da) )?[A-Z\xe9][A-Za-z\xe9-]+){0,2}(?: [A-Z]{1,2}\b| [0-9]{1,2}\b)?"
)


@cache
def _continental() -> bytes:
    # Groups: 1 all of it, 2 a street known as one. Behind any other name the town has to stand behind five digits.
    return (
        rb"(?:^|[^A-Za-z0-9_\xe9])((" + _ENDED + rb"|" + _BEGUN + rb"),? " + _NUMBER + _FLAT
        + rb"(?:" + _GAP + rb"(?:(?:" + _LONG + rb"|" + _SHORT + rb"|[0-9]{6})" + _TOWN + rb"|" + _TOWN[1:]
        + rb",? [1-9][0-9]{4,5}\b))"
        + rb"|(?:" + _WORD + rb" " + _NAMES + rb" " + _NUMBER + _FLAT + _GAP + _LONG + rb"|" + _NAMES + rb" " + _NUMBER
        + _FLAT + _GAP + _NATION + _PARTED + rb")" + _TOWN + rb")"
    )  # fmt: skip


# Brazil: house, quarter, town and state before the code; Hungary: the town first.
_BRAZILIAN = (
    rb"\b(?:Rua|R\.|Avenida|Av\.|Travessa|Alameda|Largo|Pra\xe9a|Estrada|Rodovia) " + _NAMES
    + rb",? (?:n\W{0,2} ?)?[0-9]{1,5}(?:(?:, ?| ?[-/] ?)[A-Za-z\xe9][A-Za-z0-9\xe9 .]{1,30}){0,4}(?:, ?| - | )"
    rb"(?:CEP:? )?[0-9]{5}-[0-9]{3}\b"
)  # fmt: skip
_HUNGARIAN = (
    rb"\b[1-9][0-9]{3} " + _WORD + rb", " + _NAMES
    + rb" (?:utca|u\.|\xe9tca|\xe9t|t\xe9r|k\xe9r\xe9t|krt\.|fasor|k\xe9z) [0-9]{1,4}(?:/[A-Z0-9]{1,3})?\.?"
)  # fmt: skip
_CODES = rb"[A-Z][0-9]{1,2}[A-Z]? ?[0-9][A-Z]{2}\b|[A-Z][0-9][0-9W] [0-9A-Z]{4}\b|[ -][1-8][0-9]{2} ?[0-9]{3}\b"
_COLOMBIAN = (
    rb"\b(?:Carrera|Calle|Cra\.?|Cl\.|Diagonal|Transversal|Avenida) [0-9]{1,3}[A-Z]? ?(?:#"
    rb"|No\.?) ?[0-9]{1,3}[A-Z]? ?- ?[0-9]{1,3}"
    rb"(?:, " + _WORD + rb")?"
)
# Counted, numbered, or a year: what stands before or behind such digits in prose.
_NO_STREET = (
    rb"(?i)^(?:seite|kapitel|artikel|absatz|abs|art|halle|nr|no|band|heft|raum|tisch|zimmer|gate|table|page|chapter"
    rb"|section|item|line|room|version|teil|punkt|order|invoice|model|route|lot|batch|step|fig(?:ure)?|flug|flight"
    rb"|rechnung|auftrag|bestellung|january|february|march|april|may|june|july|august|september|october|november"
    rb"|december|januar|februar|m\xe9rz|mai|juni|juli|oktober|dezember|windows|psalm|level|phase|kw|week|woche)\b"
)
COUNTED = (
    rb"(?i)[0-9] (?:besucher|schritte|st\xe9ck|euro|eur|usd|kunden|pl\xe9tze|zeilen|rows|items|units|people|users|jahre"
    rb"|einwohner|teilnehmer|mitarbeiter|personen|uhr|mal|kilometer|meter|tonnen|punkte|points|mb|gb|kb|kg|km|dkk|sek"
    rb"|nok|pln|czk|huf|chf|gbp|steps|visitors|records|messages)\b"
)


# What a setting or a form calls an address, from the house's number to the code at its end.
_FIELD = (
    rb"(?i:\b(?:[a-z]{2,12}[_-])?(?:address|addr|street|adresse|anschrift|direccion|indirizzo|adres)(?:_?line)?_?1?)"
    rb"[\"']?[ \t]{0,2}[:=][ \t]{0,2}[\"']?"
    rb"([0-9]{1,6}[A-Za-z]?(?:[-/][0-9]{1,4})? [A-Za-z\xe9][^\n\"'|{}<>=@:]{3,80}?[ ,;-]{1,3}"
    rb"(?:[0-9]{5}(?:-[0-9]{4})?|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|" + _UK + rb"))(?:[\"',;. \t]|\n|$)"
)


def coded_addresses(view: View) -> Iterator[Hit]:
    """Addresses of Britain, Ireland and India to their code; of the continent, Brazil and Hungary with code and town.

    ``The Old Rectory, Church Lane, Ashby, LE65 1AA``, ``ul. Prosta 14 m. 3, 31-147 Kraków``.
    """
    data = view.data
    if not pattern(rb"[0-9]").within(data):
        return
    if pattern(_CODES).within(data):
        for match in pattern(_by_code()).finditer(data):
            dated = pattern(_NO_STREET).within(match.group().lstrip(b"0123456789 "))
            if not dated and (not match.has(1) or pattern(_INDIAN).within(match.group())):
                yield Hit("ADDRESS", capital(view.text, *match.span()), match.end(), 0.7 if match.has(1) else 0.8)
    for match in pattern(_continental()).finditer(data):
        if pattern(COUNTED).within(match.group(1)) or pattern(_NO_STREET).within(match.group(1)):
            continue
        yield Hit("ADDRESS", capital(view.text, *match.span(1)), match.end(), 0.8 if match.has(2) else 0.65)
    for match in pattern(_FIELD).finditer(data):
        yield Hit("ADDRESS", *match.span(1), 0.75)
    for sign, source in ((b"-", _BRAZILIAN), (b", ", _HUNGARIAN), (b"-", _COLOMBIAN)):
        for match in pattern(source).finditer(data) if sign in data else ():
            yield Hit("ADDRESS", *match.span(), 0.75)


def capital(text: str, start: int, end: int) -> int:
    """Where the first word begins that is no small one of other letters than ASCII, which all project to one byte."""
    while text[start] > "\x7f" and text[start].islower() and (blank := text.find(" ", start, end)) > 0:
        start = blank + 1
    return start
