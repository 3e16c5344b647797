"""Recogniser of card, social security and telephone numbers that are told group by group, with talk between."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence import validators
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View

FEWEST = 9
"""Digits of the shortest number that is told in parts."""
MOST, REACH = 6, 90
"""Groups of one number, and characters between two of them."""
BEFORE = 100
"""Characters in front of the first group in which words say what number it is."""

_GROUP = rb"(?:^|[^0-9A-Za-z.,/-])(\+?[0-9]{2,8})(?:$|[^0-9A-Za-z:/-]|[:/-](?:$|[^0-9A-Za-z]))"
# What says that one number goes on, by itself or at the beginning of a line.
_GOES_ON = (
    rb"(?i)\b(?:then|next|first|second|third|fourth|last|final(?:ly)?|follow(?:ed|s|ing)?|start(?:s|ing)?|begin(?:s"
    rb"|ning)?|ends?|ending|finish(?:es)?|close[sd]?|middle|rest|remain(?:der|ing)|after that|afterwards|plus|group"
    rb"|block|bit|part|half|quarter|chunk|piece|segment|serial|area|lo|low|hi|high|tail|head|dann|danach|zuletzt"
    rb"|am ende|ende[ts]?|erst(?:e[rn]?)?|letzte[rn]?|mitte|puis|ensuite|enfin|fini[rt]|premier|dernier|milieu|luego"
    rb"|apr\xe9s|despu\xe9s|termina|primero|\xe9ltim[oa]s?|acaba|empieza|poi|infine|finisce|inizia|prim[oa]|e poi"
    rb"|dopo)\b|\n[^\n0-9]{0,24}\b(?:and|und|et|y|e)[ ,]"
)
# "ref_a: 5431" line by line, with a word that puts them together.
_NAMED = rb"^[\"']?[,;]?\s{0,6}[A-Za-z_][A-Za-z0-9_.]{0,15}[\"']?[ ]?[:=][ ]?[\"']?$"
_TOGETHER = (
    rb"(?i)together|concat|join|glue|append|one piece|side by side|combine|printf|%s|\+|zusammen|hintereinander"
    rb"|ensemble|bout \xe9 bout|juntos|seguidos|insieme|di seguito"
)
# "Third block 6882, first block 4917, ..."
_ORDINALS = (
    (1, rb"first|1st|erste[rsn]?|premi\xe9re?|primer[oa]?|eerste|prim[oa]"),
    (2, rb"second|2nd|zweite[rsn]?|deuxi\xe9me|seconde?|segund[oa]|tweede|second[oa]"),
    (3, rb"third|3rd|dritte[rsn]?|troisi\xe9me|tercer[oa]?|derde|terz[oa]"),
    (4, rb"fourth|4th|vierte[rsn]?|quatri\xe9me|cuart[oa]|vierde|quart[oa]"),
    (9, rb"last|final|letzte[rsn]?|derni\xe9re?|\xe9ltim[oa]|laatste|ultim[oa]"),
)
_PIECE = (
    rb"(?:blocks?|groups?|parts?|bits?|sets?|chunks?|lots?|pieces?|half|quarters?|four|digits|teil|gruppe|bloc|groupe"
    rb"|partie|bloque|grupo|parte|gruppo|blocco|deel|groep)"
)
_PLACED = (
    rb"(?i)\b(?:" + rb"|".join(rb"(" + words + rb")" for _, words in _ORDINALS) + rb")[ ]" + _PIECE
    + rb"(?:[ ]?[:=-]|[ ](?:is|ist|est|es))?[ ]{1,2}([0-9]{2,8})\b"
)  # fmt: skip
_BOXES = (
    rb"(?i)\barea[ ]?[:=]?[ ]([0-9]{3})[\s,;]{1,4}group[ ]?[:=]?[ ]([0-9]{2})[\s,;]{1,4}serial[ ]?[:=]?[ ]([0-9]{4})\b"
)
_CHAT = (
    rb"(?m)^[ \t]*(?:\[[0-9:. apmAPM]{4,11}\][ ]?)?([A-Za-z][A-Za-z0-9_ .]{0,20})[:>][ ]"
    rb"(?:[a-z]{2,9}[ ]){0,3}([0-9]{3,9})[.!]?[ \t\r]*$"
)
_CARD = rb"(?i)\b(?:card|visa|master ?card|amex|debit|credit|karte|carte|tarjeta|carta|cb|pan)\b"
_SOCIAL = rb"(?i)\bssn\b|\bsocial(?: security)?(?: (?:number|no|is)\b|'s|[:,])"
_CALLED = (
    rb"(?i)\b(?:phone|number|call|ring|text|mobile|cell|dial|sms|whatsapp|handy|nummer|num\xe9ro|n\xe9mero|numero"
    rb"|portable|telefon[oe]?|t\xe9l\xe9phone|rufen)\b"
)
_MOBILE = rb"^(?:0[1-9][0-9]{8,9}|\+[1-9][0-9]{9,12}|1?[2-9][0-9]{2}[2-9][0-9]{6})$"


def parted_numbers(view: View) -> Iterator[Hit]:
    """``starts 5301, then 9130, followed by 7729 and it ends on 9070``: a finding for each group."""
    data = view.data
    if view.digits >= FEWEST:
        yield from _placed(data)
        yield from _boxes(data)
        yield from _lines(data)
    together = pattern(_TOGETHER).within(data)
    if not together and not pattern(_GOES_ON).within(data):
        return
    groups = [match.span(1) for match in pattern(_GROUP).finditer(data)]
    at = 0
    while at + 1 < len(groups):
        stop, kind, confidence = _told(data, groups, at, together)
        for start, end in groups[at:stop]:
            yield Hit(kind, start, end, confidence)
        at = max(stop, at + 1)


def _boxes(data: bytes) -> Iterator[Hit]:
    """A social security number in the three boxes of a form."""
    for match in pattern(_BOXES).finditer(data):
        if validators.ssn(b"".join(map(match.group, (1, 2, 3))).decode()):
            yield from (Hit("SSN_LIKE", *match.span(group), 0.75) for group in (1, 2, 3))


def _lines(data: bytes) -> Iterator[Hit]:
    """A card's number that somebody sends in several lines of a chat, as it was pasted."""
    found = list(pattern(_CHAT).finditer(data))
    for first in range(len(found)):
        for last in range(first + 1, min(first + MOST, len(found))):
            part = found[first : last + 1]
            one = len({match.group(1) for match in part}) == 1
            if one and validators.card(b"".join(match.group(2) for match in part).decode()):
                yield from (Hit("PAN", *match.span(2), 0.7) for match in part)
                return


def _placed(data: bytes) -> Iterator[Hit]:
    """Groups that are told with their place in a card's number, in any order."""
    found = sorted(
        (
            next(place for at, (place, _) in enumerate(_ORDINALS, start=1) if match.has(at)),
            match.span(len(_ORDINALS) + 1),
        )
        for match in pattern(_PLACED).finditer(data)
    )
    digits = b"".join(data[start:end] for _, (start, end) in found)
    if len({place for place, _ in found}) == len(found) > 1 and validators.card(digits.decode()):
        yield from (Hit("PAN", start, end, 0.7) for _, (start, end) in found)


def _told(data: bytes, groups: list[tuple[int, int]], at: int, together: bool) -> tuple[int, str, float]:
    """Where the number that begins with a group ends, what it is and how surely; not behind ``at`` for none."""
    start, end = groups[at]
    digits = data[start:end]
    for stop in range(at + 1, min(at + MOST, len(groups))):
        start, last = groups[stop]
        between = data[end:start]
        named = together and pattern(_NAMED).within(between)
        if start - end > REACH or not (named or pattern(_GOES_ON).within(between)):
            break
        digits, end = digits + data[start:last], last
        sizes = [last - start for start, last in groups[at : stop + 1]]
        before = data[max(0, groups[at][0] - BEFORE) : groups[at][0]]
        number = digits.decode()
        if validators.card(number):
            beside = before + data[end : end + BEFORE]
            if len(sizes) > 2 or named or pattern(_CARD).within(beside) or min(sizes) > 5:
                return stop + 1, "PAN", 0.8 if pattern(_CARD).within(beside) else 0.65
        if sizes == [3, 2, 4] and validators.ssn(number) and pattern(_SOCIAL).within(before):
            return stop + 1, "SSN_LIKE", 0.75
        called = pattern(_CALLED).within(before) or (len(sizes) == len(digits) / 2 and digits[:1] == b"0")
        if pattern(_MOBILE).within(digits) and len(sizes) > 2 and called:
            return stop + 1, "PHONE", 0.6
    return at, "", 0.0
