"""Recogniser of postal addresses: house number, street, unit, town, state and code, as far as they go together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from stream_scanner.evidence.context import near
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View

# Names of ways that are hardly ever anything else, and those that are words too and need more to go by.
_SURE = (
    rb"Street|St|Str|Avenue|Ave|Av|Boulevard|Blvd|Road|Rd|Lane|Ln|Parkway|Pkwy|Pky|Highway|Hwy|Terrace|Terr?|Crescent"
    rb"|Cres|Turnpike|Tpke|Expressway|Expy|Freeway|Fwy|Alley|Aly|Mews|Wharf|Broadway|Embarcadero|Esplanade"
)
_LOOSE = (
    rb"Drive|Dr|Court|Ct|Circle|Cir|Place|Pl|Square|Sq|Trail|Trl|Way|Plaza|Plz|Loop|Close|Grove|Row|Walk|Quay|Mall"
    rb"|Pike|Pointe?|Ridge|Path|Run|Pass|View|Commons|Park|Gardens?|Gate|Hill|Green|Rise|Real|Cove|Bend|Landing"
    rb"|Crossing|Xing|Rue|Hollow|Bluff|Parade"
)
_DIRECTION = (
    rb"(?:N\.? ?E|N\.? ?W|S\.? ?E|S\.? ?W|N|S|E|W|North|South|East|West|Northeast|Northwest|Southeast|Southwest)\b\.?"
)
_NUMBER = rb"[0-9]{1,6}(?:[-/][0-9A-Z]{1,5}|[A-Za-z]\b)?(?: 1/2)?"
_NAMED = rb"[A-Z0-9\xe9][A-Za-z0-9\xe9'.&-]*"
_STATES = (
    rb"A[KLRZ]|C[AOT]|D[CE]|FL|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT"
    rb"|V[AIT]|W[AIVY]|AB|BC|MB|NB|NL|NS|ON|PE|QC|SK|SA|NT|Alabama|Alaska|Arizona|Arkansas|California|Colorado"
    rb"|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine"
    rb"|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New (?:Hampshire"
    rb"|Jersey|Mexico|York)|North (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island"
    rb"|South (?:Carolina|Dakota)|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
    rb"|District of Columbia|Ontario|Quebec|Alberta|Manitoba|British Columbia|Nova Scotia|NSW|VIC|QLD|TAS|ACT"
    rb"|New South Wales|Victoria|Queensland|South Australia"
)
# Two letters are a state in capitals only: "on", "in", "or" and "me" are words.
_STATE = rb"(?:(?:" + _STATES.split(b"|Alabama")[0] + rb")|(?i:" + b"Alabama" + _STATES.split(b"|Alabama")[1] + rb"))"
_GAP = rb"(?:[ \t]{0,2}[,;]?[ \t]{0,2}\n?[ \t]{0,4}|[ \t]-[ \t])"
_UNIT = (
    rb"(?i:" + _GAP + rb"(?:(?:Suite|Ste|Apartment|Apt|Unit|Room|Rm|Floor|Fl|Building|Bldg|Lot|Flat|P\.? ?O\.? Box|Box"
    rb"|Dept|Trlr|Mail Stop|MS)(?:\b\.? ?#? ?[A-Za-z0-9][A-Za-z0-9-]{0,8}|[0-9]{1,5}\b)"
    rb"|(?:MSC|PMB|Lock ?box|LBX) ?#? ?[A-Z]?[0-9][A-Za-z0-9-]{0,8}|# ?[A-Za-z0-9-]{1,8}"
    rb"|(?:[0-9]{1,2}(?:st|nd|rd|th)|[a-z]{3,7}(?:th|st|nd|rd)) (?:Floor|Fl|Flr)\b\.?))"
)
_CODE = (
    rb"(?:[0-9]{5}(?:-?[0-9]{4})?|[0-9]{4}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2})\b"
)
_COUNTRY = (
    rb"(?:,[ \t\n]{1,2}(?i:USA|U\.S\.A\.|US|United States(?: of America)?|UK|United Kingdom|England|Canada"
    rb"|Australia)\b)?"
)
_POSTCODE = rb"(?:[0-9]{5}(?:-[0-9]{4})?|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2})\b"
_CITY = rb"[A-Z][A-Za-z\xe9.'-]+(?: [A-Za-z][A-Za-z\xe9.'-]+){0,3}?"
_TOWN = (
    rb"(?:(?:,? ?[A-Z]{0,2}-?[0-9][0-9A-Z-]{0,7},)?"  # a suite without its name
    + _GAP
    + _CITY
    + rb"[ ,\n]{1,3}(?:"
    + _STATE
    + rb"\b\.?(?:[ ,]{1,3}"
    + _CODE
    + rb")?|"
    + _POSTCODE
    + rb")"
    + _COUNTRY
    + rb"|"
    + _COUNTRY[:-1].replace(rb"(?:,", rb"(?:" + _GAP + _CITY + rb",", 1)
    + rb")"
)


_NUMBERED = (
    rb"(?i:(?:[A-Z][A-Za-z.]{0,11} )?(?:(?:State|County|Country|Farm|Old|Ranch)(?: to Market)? )?"
    rb"(?:Highway|Hwy|Route|Rte|Rt|Road|Rd|FM|CR|SR)\.? (?:No\.? ?)?[0-9]{1,5}[A-Z]?)"
)
_BARE_WAYS = rb"(?i:Broadway|Embarcadero|Esplanade)"
_WAY = rb"(?:(?i:" + _SURE + rb")|((?i:" + _LOOSE + rb")))"


@cache
def _street() -> bytes:
    # Groups: 1 the loose way name, 2 units, 3 the town.
    ahead = rb"\b" + _NUMBER + rb"[ \t]+(?i:" + _DIRECTION + rb"[ \t]+)?"
    named = rb"(?:" + _NAMED + rb"[ \t]+){1,4}?" + _WAY + rb"\b\.?(?:[ \t]+(?i:" + _SURE + rb"|" + _LOOSE + rb")\b\.?)?"
    return (
        ahead + rb"(?:" + _NUMBERED + rb"\b|" + named + rb"|(?i:Avenue|Ave\.?) [B-HJ-Z]\b"
        rb"|" + _BARE_WAYS + rb"\b)(?:,?[ \t](?i:" + _DIRECTION + rb"))?("
        + _UNIT + rb"{0,3})(" + _TOWN + rb")?"
    )  # fmt: skip


@cache
def _lower_street() -> bytes:
    # As people type in a chat; the same groups, but no town without its state.
    return (
        rb"\b[0-9]{1,6}[a-d]?[ \t]+(?:" + _DIRECTION.lower() + rb"[ \t]+)?(?:[a-z0-9][a-z0-9'.-]*[ \t]+){1,3}?"
        rb"(?:" + _SURE.lower()
        + rb"|(" + _LOOSE.lower() + rb"))\b\.?(?:[ \t]" + _DIRECTION.lower() + rb")?(" + _UNIT + rb"{0,2})("
        + _GAP + rb"(?:[a-z]{2}[a-z.'-]* ?){1,3}[ ,]{1,2}(?:" + _STATE + rb"(?:[ ,]{1,2}" + _CODE + rb")?"
        + rb"|[a-z]{2}[ ,]{1,2}[0-9]{5}(?:-[0-9]{4})?\b))?"
    )  # fmt: skip


@cache
def _european() -> bytes:
    # Group 1: postcode and town. The number follows the street's name, but in French goes before it.
    word = rb"[A-Z0-9\xe9][A-Za-z0-9\xe9.'-]*"
    of = rb"(?:(?:de|du|des|del|della|di|da|do|dos|la|le|les|el|der|den|dem|l'|d')[ ]?){0,2}"
    town = (
        rb"(,?[ \t\n]{1,2}(?:[A-Z]{1,2}-)?[0-9]{4,5}(?: [A-Z]{2})?,?"
        rb" [A-Z\xe9][A-Za-z\xe9-]{2,}(?: [A-Z\xe9][A-Za-z\xe9-]+){0,2})?"
    )
    number = rb"[0-9]{1,4}(?: ?[a-zA-Z]\b)?(?:-[0-9]{1,4})?"
    return (
        rb"(?:\b[0-9]{1,4}(?: ?(?:bis|ter))?,? (?i:rue|avenue|boulevard|boul\.|chemin|all\xe9e|impasse|quai|cours"
        rb"|mont\xe9e|rang)"
        rb" " + of + word + rb"(?:[ -]" + of + word + rb"){0,3}"
        rb"|\b[A-Z\xe9][A-Za-z\xe9-]{2,}(?:stra\xe9e|strasse|str\.|weg|platz|allee|gasse|straat|laan"
        rb"|gracht|plein) " + number
        + rb"|\b(?:[A-Z\xe9][A-Za-z\xe9-]+ ){1,2}(?:Stra\xe9e|Strasse|Str\.|Allee|Platz) " + number
        + rb"|\b(?:Calle|C/|Avenida|Avda\.|Plaza|Paseo|Via|Viale|Piazza|Corso|Rua|Travessa|Ulica|ul\.) "
        rb"(?:" + of + word + rb" ){0,3}?" + of + word + rb",? " + number
        + rb")\b" + town
    )  # fmt: skip


_BOX = (
    rb"\b(?i:P\.? ?O\.? ?(?:Box|Drawer)|Post Office Box)[ #]{1,3}[A-Z]?[0-9]{1,7}\b"
    rb"(" + _UNIT + rb"{0,2})(" + _TOWN + rb")?"
)
# Town, state and ZIP code (groups 1 and 2), an address by themselves, and with a numbered highway or a house on a
# street that has a direction and no other sign.
_ZIPPED = (
    rb"(?:\b(?:[0-9]{1,6}[A-Z]?[ \t]" + _DIRECTION + rb"(?:[ \t][A-Z0-9][A-Za-z0-9'.#/-]*){1,4}"
    rb"|(?i:(?:[A-Z]?[0-9]{1,6} )?(?:(?:State|County|US|U\.S\.) )?(?:Highway|Hwy|Route|Rte|Road|Rd)\.?"
    rb" [0-9]{1,4}[A-Z]?)"
    rb"(?: " + _DIRECTION + rb")?)(?:,[ \t][A-Za-z0-9#. -]{1,16})?,[ \t\n])?"
    rb"\b[A-Z][A-Za-z\xe9.'-]+(?:[ \t](?:(?:of|du|d')[ \t]?)?[A-Z][A-Za-z\xe9.'-]*){0,3},?[ \t]{1,2}("
    + _STATES.split(b"|AB|")[0] + rb"),?[ \t]{1,2}([0-9]{3})[0-9]{2}(?:-[0-9]{4})?\b"
)  # fmt: skip
# First three digits of each state's codes (USPS Publication 65).
_SECTIONS = {
    "AL": (350, 369), "AK": (995, 999), "AZ": (850, 865), "AR": (716, 729), "CA": (900, 961), "CO": (800, 816),
    "CT": (60, 69), "DE": (197, 199), "DC": (200, 205), "FL": (320, 349), "GA": (300, 319), "GU": (969, 969),
    "HI": (967, 968), "ID": (832, 838), "IL": (600, 629), "IN": (460, 479), "IA": (500, 528), "KS": (660, 679),
    "KY": (400, 427), "LA": (700, 714), "ME": (39, 49), "MD": (206, 219), "MA": (10, 27), "MI": (480, 499),
    "MN": (550, 567), "MS": (386, 397), "MO": (630, 658), "MT": (590, 599), "NE": (680, 693), "NV": (889, 898),
    "NH": (30, 38), "NJ": (70, 89), "NM": (870, 884), "NY": (100, 149), "NC": (270, 289), "ND": (580, 588),
    "OH": (430, 459), "OK": (730, 749), "OR": (970, 979), "PA": (150, 196), "PR": (6, 9), "RI": (28, 29),
    "SC": (290, 299), "SD": (570, 577), "TN": (370, 385), "TX": (750, 799), "UT": (840, 847), "VT": (50, 59),
    "VA": (220, 246), "VI": (8, 8), "WA": (980, 994), "WV": (247, 268), "WI": (530, 549), "WY": (820, 831),
}  # fmt: skip
_WORDS = (
    rb"address|located|location|live[sd]?|living|ship(?:ped|ping)?|deliver(?:y|ed)?|visit|office|home|house"
    rb"|mail(?:ing)?|residence|resid(?:es?|ing)|residing|moved|at"
)
_NOT_STREETS = rb"(?i)^[0-9]+ (?:(?:am|pm|hours?|minutes?|days?|miles?|km|years?|people|items?|stars?|times?|of|the)\b)"
_STOP_WORDS = (
    rb"\b(?:the|of|to|a|an|and|or|in|on|at|for|is|are|was|miles?|km|hours?|minutes?|days?|people|more|new|way[s]"
    rb"|times?|per|stars?|items?|with|from|by|down|up|my|your|this|that|it|you|we|i|no|not|months?|weeks?|years?"
    rb"|other|another)\b"
)
_COUNTED = rb"(?i)[0-9] (?:euro?|usd|besucher|kunden|einwohner|punkte|schritte|st\xe9ck|people|users|points)\b"
_YEAR = rb"^(?:Via|Plaza|Platz|Corso|Paseo)\b.* (?:(?:19|20)[0-9]{2}|[0-9]{1,2}-[0-9]{1,2})$"
_EDGE = b" \t\r\n.,;:"


def addresses(view: View) -> Iterator[Hit]:
    """Street addresses of the English-speaking world and of its neighbours in Europe, and post office boxes.

    A way called Drive or Court is a word too: it counts with a unit or a town, behind a word for places, or on a line
    of its own.
    """
    data = view.data
    if not pattern(rb"[0-9]").within(data):
        return
    for match in pattern(_european()).finditer(data):
        counted = match.has(1) and pattern(_COUNTED).within(match.group(1))
        if not counted and (match.group(1) or not pattern(_YEAR).within(match.group())):
            yield Hit("ADDRESS", *match.span(), 0.8 if match.group(1) else 0.6)
    for match in pattern(_ZIPPED).finditer(data):
        low, high = _SECTIONS.get(match.group(1).decode(), (0, -1))
        if low <= int(match.group(2)) <= high:
            yield Hit("ADDRESS", _top(data, match.start()), match.end(), 0.7)
    if not pattern(rb"[0-9][A-Za-z0-9/-]{0,6}[ \t]+[A-Za-z0-9]|(?i:box|drawer) ").within(data):
        return
    for match in pattern(_street()).finditer(data):
        start, end = match.span()
        if data[start - 1 : start] in _BEFORE and start:
            continue
        if pattern(_NOT_STREETS).search(match.group()[:40]):
            continue
        loose = match.has(1)
        rest = match.group(2) or match.group(3)
        if loose and not rest and not _placed(data, start, end):
            continue
        if not rest and pattern(_COLUMNS).within(match.group()) and not _placed(data, start, end):
            continue
        if not rest and pattern(_CALLED).within(data[max(0, start - 12) : start]):
            continue
        if not rest and pattern(_SHOWS).within(match.group() + data[end : end + 16]):
            continue
        if not match.group(3) and (town := pattern(_ONLY_TOWN).match(data[end : end + 80])):
            end += town.end(1)
        top = _top(data, start) if match.group(3) else start
        yield Hit("ADDRESS", top, _trimmed(data, start, end), 0.85 if match.group(3) else 0.75 if rest else 0.6)
    for match in pattern(_lower_street()).finditer(data):
        start, end = match.span()
        rest = match.group(2) or match.group(3)
        if (data[start - 1 : start] in _BEFORE and start) or pattern(_STOP_WORDS).search(match.group()):
            continue
        if match.group(3) or ((rest or not match.has(1)) and _placed(data, start, end)):
            yield Hit("ADDRESS", start, _trimmed(data, start, end), 0.65)
    for match in pattern(_BOX).finditer(data):
        start, end = match.span()
        yield Hit("ADDRESS", start, _trimmed(data, start, end), 0.85 if match.group(2) else 0.65)


# The street and then the town, or its code, and the end of the clause.
_ONLY_TOWN = (
    rb"^(, ?(?:[0-9]{5}(?:-[0-9]{4})?\b|[A-Z\xe9][A-Za-z\xe9'-]{2,}(?: [A-Z\xe9][A-Za-z\xe9'-]+){0,3}))"
    rb"(?:[.?!,;)\n]|$| (?:and|is|in|for|on|with|at|to)\b)"
)
_CALLED = rb"(?i)\b(?:called|named|titled|like) [\"']?$"
_COLUMNS = rb"[A-Za-z0-9](?:\t| {2,})[A-Za-z0-9].*(?:\t| {2,})[A-Za-z0-9]"
_SHOWS = rb"(?i)broadway (?:shows?|musicals?|plays?|tickets?|theat|productions?|hits?)"
_BEFORE = (b".", b"$", b"#", b"-", b"/", b":", b"_", b"\xe9")


LONGEST_GAP, LONGEST_END = 48, 64
_BREAK = rb",? ?\n[ \t]{0,4}"
_GAP_INSIDE = (
    rb"^(?:(?:[ ,]{1,3}\n?|\n)[ \t]{0,32}|, (?:Office|Suite|Unit|Room|Flat|Shop|Level|Floor) |"
    + _BREAK
    + rb"[^0-9\n:@]{2,32}"
    + _BREAK
    + rb")$"
)
"""White space and commas, or a line that names the town."""
_UNIT_LAST = (
    rb"(?i)(?:box|suite|ste\.?|unit|apt\.?|room|rm\.?|floor|fl\.?|bldg\.?|building|drawer|dept\.?|#|no\.?) ?#?[0-9]+"
    rb"[^A-Za-z0-9]*$"
)
_CODE_LAST = rb"[0-9]{4,6}(?:-[0-9]{4})?[^A-Za-z0-9]*$|\b[A-Z]{1,2}[0-9]{1,2}[A-Z]? [0-9][A-Z]{2}$"
_HOUSE = rb"^[0-9]{1,5}[A-Za-z]? "


def goes_on(text: str, start: int, end: int, behind: int) -> bool:
    """Whether the address ``[start, end)`` goes on in the one at ``behind``: a line on, and neither ended by its postal
    code nor followed by the next house of a list. Looks at no more than `LONGEST_END` characters of either."""
    if behind - end > LONGEST_GAP:
        return False
    first, last, gap, following = (
        text[low:high].encode("ascii", "replace")
        for low, high in (
            (start, min(end, start + LONGEST_END)), (max(start, end - LONGEST_END), end), (end, behind),
            (behind, behind + LONGEST_END),
        )
    )  # fmt: skip
    if not pattern(_GAP_INSIDE).within(gap):
        return False
    if pattern(_CODE_LAST).within(last) and not pattern(_UNIT_LAST).within(last):
        return False
    return b"\n" not in gap or not (pattern(_HOUSE).within(first) and pattern(_HOUSE).within(following))


LONGEST_LINE, MOST_LINES = 48, 3
_LINE_ABOVE = (
    rb"^(?:(?:[0-9]{1,5}[A-Z]?|(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Twenty))"
    rb"(?:[ \t]" + _NAMED + rb"){1,5}|" + _UNIT[:4] + _UNIT[4 + len(_GAP) :] + rb")" + _UNIT + rb"{0,2},?$"
)


def _top(data: bytes, start: int) -> int:
    """Where a block begins whose line at ``start`` names the town: lines right above with a house or a unit are its."""
    for _ in range(MOST_LINES):
        end = start - 1
        if end <= 0 or data[end] != 0x0A:
            break
        above = data.rfind(b"\n", max(0, end - LONGEST_LINE), end) + 1
        if (not above and end > LONGEST_LINE) or not pattern(_LINE_ABOVE).within(data[above:end].rstrip(b" \r")):
            break
        start = above
    return start


def _trimmed(data: bytes, start: int, end: int) -> int:
    return start + len(data[start:end].rstrip(_EDGE))


def _placed(data: bytes, start: int, end: int) -> bool:
    own = data[max(0, start - 40) : start].rpartition(b"\n")[2].strip() == b"" and data[end : end + 1] in (
        b"",
        b"\n",
        b"\r",
        b",",
    )
    return own or near(data, start, rb"(?:" + _WORDS + rb")\b[^0-9\n]{0,14}$", 32)
