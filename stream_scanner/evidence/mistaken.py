"""Names that are none: of firms, works, places and days, which taggers of words take for persons."""

from __future__ import annotations

from typing import Final

from stream_scanner.evidence.known import called_alike, lists
from stream_scanner.evidence.patterns import letters, pattern
from stream_scanner.evidence.spoken import RADIO
from stream_scanner.verdicts import Span

ACRONYM: Final = 4
"""Letters of one; an unlisted name in capitals of so many is none."""
LONG_ACRONYM: Final = 6
"""Letters of one in a script that the network has read little of."""
TITLE: Final = 10
"""Characters on either side of a name that show whether it belongs to a title."""
PLACE: Final = 20
"""Characters behind a name that show what it is part of."""

# No sentence goes on with a capital here, but titles do: "Angel Has Fallen", "Anne Of Green Gables".
_GOES_ON = r" (?:And The|Of|Has|Have|Is|Are|In|The|At|On|For|With|From|By|To|Goes|Runs|Meets|Versus|Vs) "
# What the last word of a name makes a firm, a place, a prize or a work of it; no family is called so.
_KINDS = frozenset(
    "club park townhomes townhouses apartments manor ranch enoteca playhouse investments railroad railway gym playfield"  # noqa: SIM905
    " mall dock masters lottery company brothers bros ltd limited inc gmbh llc plc corp corporation group holdings"
    " partners associates foundation trust institute university college school hospital clinic hotel restaurant café"
    " cafe grill pub bakery brewery studios records films pictures orchestra quartet theatre theater museum gallery"
    " library stadium arena airport station avenue square boulevard road street county airlines motors insurance"
    " capital ventures consulting solutions systems technologies labs laboratories research services maintenance award"
    " prize cup trophy festival marathon tournament center centre building tower airways bancorp bank logistics"
    " industries engineering media press publishing software therapeutics pharma pharmaceuticals society union league"
    " rovers wanderers athletic albion hotspur syndrome disease theorem algorithm stiftung verlag schule universität"
    " klinik gymnasium straße platz allee bäckerei apotheke".split()
)
# Given names as well, but in capitals what a nation calls its numbers.
_NUMBERS = frozenset("rut run dni nif nie taj cnp sin tin pan egn pin sal mac".split())  # noqa: SIM905
# Inside of a name these make a title of it: "Angel Has Fallen".
_VERBS = frozenset("has have had is are was were runs goes meets does did gets takes saves loves".split())  # noqa: SIM905
_STREET = (
    r"(?:\p{L}+-)+(?i:stra(?:ß|ss)e|str|allee|platz|ring|weg|gasse|damm|ufer|brücke|gymnasium|schule|stiftung"
    r"|universität|klinik|haus|halle|stadion|institut|preis|park|kaserne|straat|laan|plein|kade|gatan|gata|vej)\b"
)
# Streets, schools, stations and ships are called after persons; so are maladies, laws, fields and firms.
_BEFORE = (
    r"(?:^|[\s(])(?:(?i:rue|quai|métro|lycée|collège|avenue|boulevard|gare|stade|hôpital|calle|avenida|paseo|plaza|teatro"
    r"|estadio|viale|corso|piazza|largo|rua|praça|ulic[aey]|ul\.|rondo|plein|statue of|école|pont|ponte|puente|aéroport"
    r"|aeropuerto|aeroporto|fondation|fundación|fundação|fondazione)(?: de la| du| de)?"
    r"|M/?[SV]|[HR]MS|USS|SS|USNS|Zr\.Ms\.|INS|RRS|RV) $"
)
_BEHIND = (
    r"(?:['’]s)?[ -](?:(?i:syndrome|disease|variant|test|sign|law|theorem|tribute|effect|principle|model|method"
    r"|algorithm|distribution|equation|scale|index|airport|stadium|street|avenue|road|school|university|college"
    r"|hospital|prize|award|cup|trophy|foundation|stiftung|festival|museum|library|building|tower|bridge|platz|straße"
    r"|torg|park|terminal|station|act|bill)\b|(?:&|und|and|et|e|y) (?:Söhne|Sons?|Partners?|Co\b|Cie|Fils|Figli|Hijos"
    r"|Brothers)|GmbH|Ltd|Inc\b|LLC|LLP|plc|AG\b|SA\b|S\.A\.|B\.?V\b|Pty)"
)
_PARTNERED = r"(\p{Lu}\pL+) (?:&|and|und|et) $"
_PARTNER = r" (?:&|and|und|et) (\p{Lu}\pL+)"
# A public key, a coordinate of one, or what a browser shows anyway.
_PUBLIC = r"(?i:public[ _-]?key|site-?key)[\"']?[ ]?[:=][ ]?[\"']?$|\"[xyn]\":[ ]?\"$"
_YEARLY = r"^(?:19|20)[0-9]{2}/[0-9]{1,4}$"
_DEGREE = r" ?°? ?[NSEWO]\b"
_NO_PLACE = (
    r"(?i:card|atm|folio|hsn|plz|dd|pos|fpi|order|invoice|ticket|version|ref|qty|sku|lote|lot nr|dr)\b(?:[ .:#]|$)"
    r"|[0-9]{1,3}$|[0-9]{7,}$|[0-9]+[A-Za-z_.-][A-Za-z0-9_.-]*$|\pL+$"
)
# A postal code alone may be one, but not as one of the fields that a record has of a place.
_KEYED = r"[:=] ?[\"']?$"
_NO_ADDRESS = _NO_PLACE + r"|[0-9]+$"
# Words of Cyrillic and Greek that begin a sentence and go on without a capital.
_OPENS = r"(?:^|[\n.!?:;»“\"(]) ?$"
_ONE_WORD = r"^[\p{Cyrillic}\p{Greek}]+$"
_GOES_ON_LOW = r"[ ][\p{Ll}]|:"
_RADIO = rb"^" + RADIO + rb"(?:[ -]" + RADIO + rb")+$"
CALENDAR = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"  # noqa: SIM905
    " sep sept oct nov dec januar februar märz mai juni juli oktober dezember jänner mrz okt dez janvier février mars"
    " avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto"
    " septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre"
    " janeiro fevereiro março maio junho julho setembro outubro dezembro januari februari maart mei augustus"
    " mon tue wed thu fri sat sun tues thurs monday tuesday wednesday thursday friday saturday sunday".split()
)
"""Months and days of the week, as their languages write and shorten them."""


def mistaken(span: Span, text: str) -> bool:
    """Whether a name that the network saw alone is a thing's, a title's beginning, a date's word or a street's, or an
    address a payment or the like."""
    if span.source != "model":
        return False
    if span.type == "SECRET_KEY":
        return letters(_PUBLIC).search(text[max(0, span.start - PLACE) : span.start]) is not None
    if span.type == "PHONE":
        if letters(_YEARLY).match(text[span.start : span.end]) is not None:
            return True
        return letters(_DEGREE).match(text[span.end : span.end + 4]) is not None
    if span.type == "ADDRESS":
        keyed = letters(_KEYED).search(text[max(0, span.start - 4) : span.start]) is not None
        return letters(_NO_ADDRESS if keyed else _NO_PLACE).match(text[span.start : span.end]) is not None
    return span.type == "NAME" and (
        _thing(span, text)
        or _after(span, text)
        or _titled(span, text)
        or _dated(span, text)
        or _placed(span, text)
        or _opening(span, text)
    )


def _thing(span: Span, text: str) -> bool:
    """Whether a name is a firm's, a work's or a town's, an acronym, or letters as radio spells them."""
    name = text[span.start : span.end]
    low = name.lower().replace("\u2019", "'").replace(" & ", " ")
    [*first, last] = low.split() or [""]
    if first and (last in _KINDS or not _VERBS.isdisjoint((*first[1:], last))):
        return True
    short = len(name) <= (ACRONYM if name.isascii() else LONG_ACRONYM)
    acronym = short and name.isupper() and (low not in lists() or low in _NUMBERS)
    return (
        acronym
        or _partnered(span, text, low)
        or _longer(span, text, low)
        or low in called_alike()
        or pattern(_RADIO).within(low.encode("ascii", "replace"))
    )


def _longer(span: Span, text: str, low: str) -> bool:
    """Whether a name begins a longer one that is none: ``Yves`` in ``Yves Saint Laurent``."""
    behind = text[span.end : span.end + PLACE].lower().split(" ")
    names = (" ".join([low, *behind[1 : 1 + more]]).rstrip(",.;:!?") for more in (1, 2)) if behind[0] == "" else ()
    return any(name in called_alike() for name in names)


def _partnered(span: Span, text: str, low: str) -> bool:
    """Whether a name is the first or the second of a firm's: ``Johnson & Johnson``."""
    before, behind = text[max(0, span.start - PLACE) : span.start], text[span.end : span.end + PLACE]
    first, second = letters(_PARTNERED).search(before), letters(_PARTNER).match(behind)
    return (first is not None and f"{before[first.low : first.high]} {low}".lower() in called_alike()) or (
        second is not None and f"{low} {behind[second.low : second.high]}".lower() in called_alike()
    )


def _after(span: Span, text: str) -> bool:
    """Whether something is called after who is named: ``lycée Jean-Moulin``, ``Hodgkin disease``, ``Hahn & Söhne``."""
    before, behind = text[max(0, span.start - PLACE) : span.start], text[span.end : span.end + PLACE]
    return bool(letters(_BEFORE).search(before)) or letters(_BEHIND).match(behind) is not None


def _titled(span: Span, text: str) -> bool:
    """Whether a name begins a title in a text whose other words are not written so."""
    if not letters(_GOES_ON).match(text[span.end : span.end + TITLE]):
        return False
    [*_, before] = text[max(0, span.start - TITLE) : span.start].split() or ["."]
    return before[0].islower() or before[-1] in ".!?:"


def _dated(span: Span, text: str) -> bool:
    """Whether a name is a month or a day beside a number: ``31. Mai``, ``THU 18:00``."""
    if text[span.start : span.end].lower() not in CALENDAR:
        return False
    before, behind = text[max(0, span.start - 3) : span.start].rstrip(" .-/"), text[span.end : span.end + 3]
    return before[-1:].isdigit() or behind.lstrip(" .-/")[:1].isdigit()


def _placed(span: Span, text: str) -> bool:
    """Whether a name is part of a street's or a house's: ``Robert-Koch-Ring``."""
    return letters(_STREET).match(text[span.start : span.end + PLACE]) is not None


def _opening(span: Span, text: str) -> bool:
    """Whether a name is just the first word of a sentence: the network knows few words of these scripts."""
    return (
        letters(_ONE_WORD).match(text[span.start : span.end]) is not None
        and letters(_OPENS).search(text[max(0, span.start - 2) : span.start]) is not None
        and letters(_GOES_ON_LOW).match(text[span.end : span.end + 2]) is not None
    )
