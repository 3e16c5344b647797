"""Recogniser of SECRET_KEY that is a few digits: codes of doors and safes, PINs, one-time codes.

The digits say nothing, so the word before them must: one for what the code opens, never "code" alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence.context import COUNTED, YEAR
from stream_scanner.evidence.patterns import Match, pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View

INVITATION = 160
"""Characters before a code in which words for a meeting make it one that is given to all."""

REACH = 32
"""Characters before and behind a code in which words for faults make it one of those."""

_LOCK = (
    rb"(?:doors?|gate|entrance|alarm|burglar alarm|safe|strong ?room|vault|key ?pad|key ?box|lock ?box|lock(?:er)?"
    rb"|garage|barrier|server room|mailbox|voice ?mail|disarm(?:ing)?)"
)
_PLACE = rb"(?:" + _LOCK + rb"|building|house|warehouse|flat|apartment|car park|parking|lab|lift|elevator)"
_SHUT = rb"(?:t\xe9r|haust\xe9r|tor|alarm|schranken?|tresor|safe|schl\xe9sselbox|schl\xe9sseltresor|aufzug|garagen)"
_KEY = rb"(?:codes?|pin|combo|combination)"
_OPENS = (
    rb"(?:(?:" + _LOCK + rb"(?: (?:access|entry))?|(?:building|office|warehouse|lab|lift|elevator|house)"
    rb" (?:access|entry|door))[ -]" + _KEY + rb"|" + _KEY + rb" (?:for|of|to|on|at) (?:the|our|my|that|this) "
    rb"(?:[a-z]{2,12} ){0,2}?" + _PLACE + rb"|" + _SHUT + rb"-?(?:code|pin)|code (?:f\xe9rs?|der|des|zu[mr]?|vo[nm]) "
    rb"(?:(?:die|das|den|der) )?[a-z\xe9]{0,12}(?:t\xe9r|tor|alarm|alarmanlage|tresor|safe|schranke|schl\xe9sselbox"
    rb"|aufzug)|code d['\x80](?:entr\xe9e|alarme)|digicode"
    rb"|code (?:de la |du |de l['\x80] ?)?(?:porte|portail|portillon|alarme|coffre(?:-fort)?|barri\xe9re"
    rb"|immeuble|garage)(?: (?:garde|cave|hall|sas|arri\xe9re|principale?|v\xe9los?))?"
    rb"|c\xe9digo (?:de (?:la )?(?:entrada|puerta|alarma|verja|caja)|del? (?:port\xe9n|portal|garaje|cofre|alarme)"
    rb"|da (?:porta|caixa|garagem)|do (?:cofre|alarme|port\xe9o|pr\xe9dio))|codice (?:allarme|d['\x80]ingresso"
    rb"|della? (?:porta|cassaforte)|dell['\x80]allarme"
    rb"|del cancello)|kod(?:em)? do [a-z\xe9]{4,14}|[a-z\xe9]{4,16} k\xe9dja|(?:deur|poort|alarm|kluis"
    rb"|sleutelkluis)-?code|kod (?:do )?(?:drzwi|bramy|alarmu|sejfu|domofonu)"
    rb"|pinkoden?(?: til| p\xe9)? [a-z\xe9]{3,14}|(?:d\xe9rr|port|larm|d\xe9r|ovi)-?(?:kod(?:en)?|koden?|koodi))"
)  # fmt: skip
# Who organises a conference says "access code" as well.
_ACCESS = (
    rb"(?:access code|zu(?:gang|tritt)s-?code|code d['\x80]acc\xe9s|c\xe9digo de acces[os]o?"
    rb"|codice d(?:i |['\x80])accesso|toegangscode|kod dost\xe9pu|adgangskoden?|passcode|geheimzahl)"
)
_ONCE = (
    rb"(?:one[ -]time (?:pass)?(?:code|pin|password)|otp(?: code)?|(?:2fa|mfa|two[ -]factor|sms|authenticator"
    rb"|authentication|verification|login|sign[ -]?in) code|(?-i:TAN)|(?:m|photo|push|chip|sms)-?tan"
    rb"|code (?:from|in) (?:the |my |your )?(?:sms|text|authenticator)|(?:best\xe9tigungs|freischalt|einmal|sms"
    rb"|anmelde)-?code|code (?:de v\xe9rification|sms|\xe9 usage unique)"
    rb"|c\xe9digo (?:de verificaci\xe9n|sms|de un solo uso)|codice (?:di verifica|sms|otp)|verificatiecode|kod sms)"
)
_GOT = (
    rb"(?:code|number that came) (?:that )?(?:(?:i|we) (?:just |have )?(?:got|received)|by (?:sms|text))"
    rb"(?: (?:by|via) (?:sms|text|mail|phone))?"
)
_OWNER = (
    rb"(?:my|your|our|his|her|card|sim|phone|voice ?mail|debit|bank|account|meine?|deine?|ihre?|mon|votre|mio|mi|tu)"
)
_PIN = rb"pin(?:[ -]?(?:koden?|code|number|nummer|nr\.?))?"
# A word or two for where and since when, but no digit, no clause and no sentence.
_BRIDGE = (
    rb"(?:[ ](?:for|of|to|at|on|in|from|by|f\xe9r|am|im|an|zum|zur|vom|du|de|de la|del?|della?|dell['\x80][a-z]+|voor"
    rb"|van|do|til|till|p\xe9"
    rb"|i)(?:[ ][a-z\xe9'-]{1,16}){1,5}?(?:,[ ][a-z\xe9'-]{2,16})?)?(?:[ ]?\([^()0-9\n]{1,40}\))?"
)
_IS = (
    rb"(?:[ ]{0,2}(?:[:=]|->|\x80|\t|\|)[ ]{0,2}(?:\r?\n[ ]{0,4})?|[ ]-[ ]|[ ]{1,2}(?:(?:is|was|will be|ist|lautet"
    rb"|est(?: le)?|es(?: el)?|\xe9|is nu|to|jest|er|\xe9r|(?:has |was )?(?:been )?changed to)"
    rb"(?:[ ](?:now|still|again|jetzt|ab sofort|nun|ahora|maintenant|ora|adesso|nu))?(?:[ ]?:[ ]?|[ ]))?)"
)
_DIGITS = rb"[0-9]{4,8}|[0-9]{3}[ -][0-9]{3}|[0-9]{2}(?:[ -][0-9]{2}){2,3}|[0-9](?:[ -][0-9]){3,7}"
_MIXED = rb"|[0-9]{2,4}[a-f][0-9]{0,3}|[a-f][0-9]{3,5}"
_OPEN, _CLOSE = rb"[\"'`(*]{0,3}(", rb")[#*]{0,3}[\"'`)]?(?:$|[\s,;!?|]|[.](?:$|\s))"
_VALUE = _OPEN + _DIGITS + _CLOSE
_EDGE = rb"(?i)(?:^|[^a-z\xe9_-])"
_DOOR = _EDGE + _OPENS + _BRIDGE + _IS + _OPEN + _DIGITS + _MIXED + _CLOSE
# A device has a price and a number of pieces as well: five digits, or such as are typed one by one.
_DEVICES = rb"(?:key ?pad|key ?box|alarm panel|schl\xe9sselbox|tastenfeld|alarmfeld)"
_DEVICE = (
    _EDGE + _DEVICES + rb"(?:[ ]?[:,]|[ ]is)?[ ]" + _OPEN
    + rb"[0-9]{5,8}|[0-9]{2}(?:-[0-9]{2}){2,3}|[0-9](?:[ -][0-9]){3,7}" + _CLOSE + rb"|" + _EDGE + _DEVICES
    + rb"(?:[ ]?[:,]|[ ]is)?[ ]([0-9]{4})[#*]"
)  # fmt: skip
_GATES = (
    _EDGE + _LOCK + rb"[ ](?:opens|unlocks|opened|works)[ ](?:with|by typing)[ ](?:the code |pin )?" + _VALUE
)  # fmt: skip
# "Unlock the safe in room 2.14 (code 38-06-71)", "kod do serwerowni to 4471#"
_ASIDE = (
    _EDGE + rb"(?:" + _LOCK + rb"|serwerowni|alarmu?|drzwi|bramy|sejfu)[^\n()!?]{0,32}[ ]\((?:the |door |access )?"
    rb"(?:code|pin|kod|codice|c\xe9digo)[ ]?:?[ ]" + _OPEN + _DIGITS + rb")[#*\"')]{1,2}"
)
# "If the alarm goes off, type 4711"
_TYPED = (
    _EDGE + _LOCK + rb"[a-z\xe9 ,']{0,40}[ ,](?:type|enter|dial|press|punch in|key in|tap in)[ ]?"
    rb"(?:in |the code )?" + _VALUE
)  # fmt: skip
_BEHIND = (
    rb"(?i)(?:^|[\s(])" + _OPEN + _DIGITS
    + rb")[#*]?[ ](?:is|was|ist|=)[ ](?:the|our|your|der|unser)[ ]" + _OPENS
)  # fmt: skip
_FOR = (
    _EDGE + rb"(?:use|type|enter|dial|try|press|tippe|nimm)[ ]" + _OPEN + _DIGITS + rb")[#*]?[ ](?:for|at|on|to open"
    rb"|f\xe9r|an)[ ](?:the|our|die|das|der|den)[ ](?:[a-z]{2,12}[ ])?" + _LOCK + rb"\b"
)  # fmt: skip
_ENTRY = _EDGE + _ACCESS + _BRIDGE + _IS + _OPEN + _DIGITS + _MIXED + _CLOSE
# A pin in lower case is one of a plug, unless somebody owns it.
_PINS = (
    _EDGE + rb"(?:(?-i:PIN)(?:[ -]?(?:koden?|code|number|nummer|nr\.?))?|"
    + _OWNER + rb" (?:[a-z]{2,10} )?" + _PIN + rb")"
    + _BRIDGE + _IS + _OPEN + rb"[0-9]{4,8}|[0-9](?:[ -][0-9]){3}" + _CLOSE + rb"|(?m)^pin:[ ]?" + _OPEN
    + rb"[0-9]{4,6}" + _CLOSE
)  # fmt: skip
# "the PIN is four, then seven, then a one, then nine"
_WORD = rb"(?:zero|oh|one|two|three|four|five|six|seven|eight|niner?|nothing)"
_IN_WORDS = (
    rb"(?i)\bpin\b(?:[ ](?:for|of|to|on)(?:[ ][a-z']{1,12}){1,4}?)?(?:[ ]?:|[ ](?:is|was)|'s)[ ]("
    + _WORD + rb"(?:[ ,-]{1,2}(?:and |then )?(?:an? )?" + _WORD + rb"){3,7})\b"
)  # fmt: skip
_CODES = _EDGE + _ONCE + _BRIDGE + _IS + _VALUE
_TEXTED = rb"(?i)(?:(?:^|[.!?,;:\n-][ ]?)|(?:the|a|this|my) )(?:(?:sms|text|login|2fa|door) )?" + _GOT + _IS + _VALUE
_HINT = rb"(?i)" + rb"|".join((_OPENS, _DEVICES, _LOCK, _ACCESS, _ONCE, _GOT, rb"\bpin"))
# Who is told "your verification code is" is its owner.
_THEIRS = (
    rb"(?i)(?:^|[^a-z])(?:your|ihre?n?|deine?n?|votre|vos|su|tu|seu|sua|il tuo|uw|je|tw\xe9j)(?: [\w.-]+){0,3}[ ]?$"
)
# What a machine or a server reports.
_FAULT = (
    rb"(?i)\b(?:error|fault|http|status|fehler|st\xe9rung|panne|erreur|aver\xe9a|country|area|zip|conveyor|robot|cnc"
    rb"|machine|maschine|motor|sensor|plc|stopped|line|linie|journal|ledger|test|order|part)\b"
)
_REPORTED = (
    rb"(?i)^[ ,]{0,2}(?:means|indicates|again|appears?|shows?|forbidden|quittier"
    rb"|on (?:the )?(?:display|compressor|line))"
)
_MEASURED = rb"(?i)^[ ]?(?:[mck]?m\b|lines?\b|seats?\b|series\b|hours?\b|eur|\x80|%|w\b|v\b|watts?\b)"
# All who are invited hear how to get in.
_MEETING = (
    rb"(?i)meeting|webinar|conference|\bcall\b|call[ -]?in|dial|einwahl|participa|zoom|webex|\bteams\b|\bjoin"
    rb"|invitation|\bhost|1[ -]?8[0-9]{2}[ -]"
)
# https://en.wikipedia.org/wiki/Postal_Index_Number
_OWNED = rb"(?i)^[^a-z]?" + _OWNER + rb" |gate|door|alarm|safe|token|unlock|terminal|:[ ]?$"
_KEY_OF = rb"(?i)(?:yubi ?key|smart ?card|hsm|device|token)(?:'s)? $"
_POSTAL = 6


def code_secrets(view: View) -> Iterator[Hit]:
    """``door code is 4711``, ``PIN for the card 9921``, ``the SMS code I got: 482 913``; not the PIN of a meeting."""
    data = view.data
    if not pattern(_HINT).within(data):
        return
    for source in (_DOOR, _DEVICE, _GATES, _ASIDE, _TYPED, _BEHIND, _FOR):
        for match in pattern(source).finditer(data):
            group = match.taken()
            if _opens(data, match, group):
                yield Hit("SECRET_KEY", *match.span(group), 0.7)
    for match in pattern(_ENTRY).finditer(data):
        if _opens(data, match) and not _invited(data, match):
            yield Hit("SECRET_KEY", *match.span(1), 0.65)
    for match in pattern(_PINS).finditer(data):
        group = match.taken()
        start, end = match.span(group)
        owned = pattern(_OWNED).within(data[match.start() : start]) or pattern(_KEY_OF).within(
            data[max(0, match.start() - 14) : match.start() + 1]
        )
        postal = end - start == _POSTAL and not owned
        if not postal and _opens(data, match, group) and not _invited(data, match):
            yield Hit("SECRET_KEY", start, end, 0.65)
    for match in pattern(_IN_WORDS).finditer(data):
        if not _invited(data, match):
            yield Hit("SECRET_KEY", *match.span(1), 0.65)
    for source in (_CODES, _TEXTED):
        for match in pattern(source).finditer(data):
            theirs = pattern(_THEIRS).within(data[max(0, match.start() - 40) : match.start() + 1])
            if not theirs and _opens(data, match):
                yield Hit("SECRET_KEY", *match.span(1), 0.65)


def _opens(data: bytes, match: Match, group: int = 1) -> bool:
    """Whether digits are neither a year nor counted, measured or reported by a machine."""
    start, end = match.span(group)
    behind = data[end : end + REACH]
    return not (
        pattern(YEAR).within(data[start:end])
        or pattern(_FAULT).within(data[max(0, match.start() - REACH) : match.start() + 1])
        or any(pattern(words).within(behind) for words in (_REPORTED, _MEASURED, COUNTED))
    )


def _invited(data: bytes, match: Match) -> bool:
    return pattern(_MEETING).within(data[max(0, match.start() - INVITATION) : match.end() + REACH])
