"""Recogniser of SECRET_KEY that is a few digits: codes of doors and safes, PINs, one-time codes.

The digits say nothing, so the word before them must: one for what the code opens, never "code" alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View

INVITATION = 160
"""Characters before a PIN in which words for a meeting make it one that is given to all."""

REACH = 32
"""Characters around a code in which words for faults make it one of those."""

_LOCK = (
    rb"(?:doors?|gate|entrance|alarm|burglar alarm|safe|strong ?room|vault|key ?pad|key ?box|lock ?box|lock(?:er)?"
    rb"|garage|barrier|server room|mailbox|voice ?mail|disarm(?:ing)?)"
)
_SHUT = (
    rb"(?:t\xe9r|haust\xe9r|tor|alarm|schranken?|tresor|safe|zugangs?|zutritts?|schl\xe9sselbox|schl\xe9sseltresor"
    rb"|aufzug|garagen)"
)
_OPENS = (
    rb"(?:(?:" + _LOCK + rb"(?: (?:access|entry))?|(?:(?:building|office|warehouse|lab|lift|elevator|house) )?access"
    rb"|entry)[ -](?:code|pin|combo|combination)|key ?pad|key ?box|alarm panel|schl\xe9sselbox|tastenfeld|alarmfeld"
    rb"|(?:code|pin|combination|combo) (?:for|of|to|on|at) (?:(?:the|our|my|that|this) )?(?:[a-z]{2,12} ){0,2}?" + _LOCK
    + rb"|" + _SHUT + rb"-?(?:code|pin)|code (?:f\xe9r |der |des |zu[mr]? |von )(?:(?:die|das|den|der) )?"
    rb"[a-z\xe9]{0,12}(?:t\xe9r|tor|alarm|alarmanlage|tresor|safe|schranke|schl\xe9sselbox|aufzug)"
    rb"|code d'(?:acc\xe9s|entr\xe9e|alarme)|digicode"
    rb"|code (?:de la|du|de l') ?(?:porte|portail|portillon|alarme|coffre(?:-fort)?|barri\xe9re|immeuble|garage)"
    rb"|c\xe9digo (?:de acceso|de entrada|de (?:la )?(?:puerta|alarma|verja|caja)|del? (?:port\xe9n|portal|garaje"
    rb"|cofre|alarme|acesso)|da (?:porta|caixa|garagem))"
    rb"|codice (?:d'accesso|di accesso|d'ingresso|della? (?:porta|cassaforte)|dell'allarme|del cancello)"
    rb"|(?:toegangs|deur|poort|alarm|kluis|sleutelkluis)-?(?:code)|kod (?:do )?(?:drzwi|bramy|alarmu|sejfu|dost\xe9pu"
    rb"|domofonu)|(?:d\xe9rr|port|larm|adgangs|d\xe9r|ovi)-?(?:kod(?:en)?|koden?|koodi))"
)  # fmt: skip
_PIN = rb"(?:pin(?:[ -]?(?:code|number|nummer|nr\.?))?|geheimzahl|pincode|kod pin|codice pin|code pin)"
_ONCE = (
    rb"(?:one[ -]time (?:pass)?(?:code|pin|password)|otp(?: code)?|(?:2fa|mfa|two[ -]factor|sms|text|authenticator"
    rb"|authentication|verification|login|sign[ -]?in|confirmation|security|token) code"
    rb"|(?:m|photo|push|chip|sms)?-?tan\b|code (?:from|in) (?:the|my|your) (?:sms|text|app|authenticator|token)"
    rb"|(?:code|number) (?:that )?(?:i|we) (?:just |have )?(?:got|received)(?: (?:by|via) (?:sms|text|mail|phone))?"
    rb"|(?:best\xe9tigungs|freischalt|einmal|sms|anmelde)-?code|code (?:de v\xe9rification|sms|\xe9 usage unique)"
    rb"|c\xe9digo (?:de verificaci\xe9n|sms|de un solo uso)|codice (?:di verifica|sms|otp)|verificatiecode|kod sms)"
)
# A word or two for where and since when, but no digit, no clause and no sentence.
_BRIDGE = (
    rb"(?:[ ](?:for|of|to|at|on|in|from|by|f\xe9r|am|im|an|zum|zur|vom|du|de|de la|del?|della?|voor|van|do)"
    rb"(?:[ ][a-z\xe9'-]{1,16}){1,5}?)?"
    rb"(?:[ ]?\([^()0-9\n]{1,40}\))?"
)
_IS = (
    rb"(?:[ ]{0,2}(?:[:=,]|->|\x80)[ ]{0,2}"
    rb"|[ ]{1,2}(?:(?:is|was|will be|ist|lautet|est|es|\xe9|is nu|to|jest|er|\xe9r)[ ](?:(?:now|still|again|jetzt"
    rb"|ab sofort|nun|ahora|maintenant|ora|adesso|nu)[ ])?)?:?[ ]?)"
)
_DIGITS = rb"[0-9]{4,8}|[0-9]{3}[ -][0-9]{3}|[0-9]{2}(?:[ -][0-9]{2}){2,3}|[0-9](?:[ -][0-9]){3,7}"
_MIXED = rb"|[0-9]{2,4}[a-f][0-9]{0,3}|[a-f][0-9]{3,5}"
_OPEN, _CLOSE = rb"[\"'`(]?(", rb")[#*]?[\"'`)]?(?:$|[\s,;!?]|[.](?:$|\s))"
_DOOR = rb"(?i)(?:^|[^a-z\xe9_-])" + _OPENS + _BRIDGE + _IS + _OPEN + _DIGITS + _MIXED + _CLOSE
_GATES = (
    rb"(?i)(?:^|[^a-z])" + _LOCK + rb"[ ](?:opens|unlocks|opened|works)[ ](?:with|by(?: typing)?)[ ](?:the code |pin )?"
    + _OPEN + _DIGITS + _CLOSE
)  # fmt: skip
# A pin in lower case is one of a plug, unless somebody owns it.
_PINS = (
    rb"(?i)(?:^|[^a-z\xe9_-])(?:(?-i:PIN)(?:[ -]?(?:code|number|nummer|nr\.?))?|(?:the|my|your|our|his|her|new|card|sim"
    rb"|phone|voice ?mail|debit|bank|der|die|meine?|le|mon|il|el) " + _PIN + rb"|passcode|geheimzahl)"
    + _BRIDGE + _IS + _OPEN + rb"[0-9]{4,8}|[0-9](?:[ -][0-9]){3}" + _CLOSE
)  # fmt: skip
_CODES = rb"(?i)(?:^|[^a-z\xe9_-])" + _ONCE + _BRIDGE + _IS + _OPEN + _DIGITS + _CLOSE
_HINT = (
    rb"(?i)code|key ?pad|key ?box|panel|kasten|feld|pin\b|combination|\bcombo|\btan\b|\botp|c\xe9digo|codice|geheimzahl"
    rb"|\bkod|opens|unlocks|got|received"
)
# Who is told "your verification code is" is its owner.
_THEIRS = rb"(?i)(?:^|[^a-z])(?:your|ihre?n?|deine?n?|votre|vos|su|tu|seu|sua|il tuo|uw|je|tw\xe9j)[ ]?$"
_YEAR = rb"^(?:19|20)[0-9]{2}$"
# What a machine or a server reports.
_FAULT = (
    rb"(?i)\b(?:error|fault|http|status|means|indicates|display|compressor|pump|motor|sensor|plc|fehler|st\xe9rung|panne"
    rb"|erreur|aver\xe9a|country|area|forbidden)"
)
# All who are invited hear how to get in.
_MEETING = (
    rb"(?i)meeting|webinar|conference|call[ -]?in|dial[ -]?in|einwahl|participa|zoom|webex|teams|join|invitation|agenda"
    rb"|host|1[ -]?8[0-9]{2}[ -]"
)
# https://en.wikipedia.org/wiki/Postal_Index_Number
_POSTAL = rb"(?i)pin(?:[ -]?(?:code|number))?[ ]{0,2}[:=-]?[ ]{0,2}$"


def code_secrets(view: View) -> Iterator[Hit]:
    """``door code is 4711``, ``PIN for the card 9921``, ``the SMS code I got: 482 913``; not the PIN of a meeting."""
    data = view.data
    if not pattern(_HINT).within(data) or not pattern(rb"[0-9]").within(data):
        return
    for source in (_DOOR, _GATES):
        for match in pattern(source).finditer(data):
            start, end = match.span(1)
            around = data[max(0, match.start() - REACH) : end + REACH]
            if not pattern(_YEAR).within(match.group(1)) and not pattern(_FAULT).within(around):
                yield Hit("SECRET_KEY", start, end, 0.7)
    for match in pattern(_PINS).finditer(data):
        value = match.group(1)
        postal = len(value) == 6 and pattern(_POSTAL).within(data[match.start() : match.start(1)])
        invited = pattern(_MEETING).within(data[max(0, match.start() - INVITATION) : match.start(1)])
        if not postal and not invited and not pattern(_YEAR).within(value):
            yield Hit("SECRET_KEY", *match.span(1), 0.65)
    for match in pattern(_CODES).finditer(data):
        if not pattern(_THEIRS).within(data[max(0, match.start() - 12) : match.start() + 1]):
            yield Hit("SECRET_KEY", *match.span(1), 0.65)
