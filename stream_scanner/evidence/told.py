"""Recogniser of SECRET_KEY in prose, from the value's side: what looks like a password, and a word for one before it.

`credentials` reads a word and what follows it closely. Here any way may lie between, so the value must be unmistakable.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator

from stream_scanner.evidence import validators
from stream_scanner.evidence.dialects import classes
from stream_scanner.evidence.patterns import Match, pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.sealed import sealed
from stream_scanner.evidence.views import View

SHORTEST_DIRECT = 9
"""Characters of a password right behind the word for one; shorter ones are names of things."""
REACH = 120
"""Characters before a value in which the word for it is looked for."""

_NOUN = (
    rb"(?i)(?:^|[^a-z\xe9])([a-z-]{0,20}passw(?:or[dt]|d)[a-z]{0,2}|passphrase|passcode|pwd?|pass|psw|magic word"
    rb"|[a-z-]{0,12}kennwort(?:e?s)?|mots? de passe|mdp|contrase[n\xe9]as?|clave|senha|has[l\xe9]o|ww|wachtwoord"
    rb"|l[o\xe9]sen(?:ord)?(?:et)?|parola(?:[a-z\xe9]{0,6}| d'ordine)|salasana[a-z]{0,3}|adgangskoden?|passord(?:et)?"
    rb"|[s\xe9]ifre[a-z\xe9]{0,8}|hes[l\xe9][oa]|nenosiri|nywila|kata sandi|sandi|wagwoord|m\xe9t kh\xe9u|mk"
    rb"|lozink[aeuo]|jelsz[ao\xe9][a-z\xe9]{0,4})(?:[^a-z\xe9]|$)"
)
_NOW = (
    rb"(?:(?:(?:ab|seit|since|as of|depuis|desde|dal?|vanaf|sinds|od|sedan)[ ][a-z0-9.\xe9]{2,12}|n\xe9|now|currently"
    rb"|again|still|always|back to|set to|jetzt|nun|wieder|weiterhin|noch|immer(?: noch)?|weer|terug|naar|nu"
    rb"|nog steeds|altijd|ahora|ya|desde hoy|siempre|maintenant|d\xe9sormais|toujours|encore|de nouveau|agora|ainda"
    rb"|sempre|ora|adesso|teraz|zawsze|nyn\xe9|te\xe9|zase|nyt|igen|fortfarande|det|stadig|fortsatt|zat\xe9m"
    rb"|do\xe9asn\xe9|provisoirement|momentan\xe9ment|tijdelijk|voorlopig|provvisoriamente|provisionalmente"
    rb"|tymczasowo|tillf\xe9lligt|midlertidig|vorerst|vorl\xe9ufig|erstmal|temporarily|for now|everywhere|\xe9berall"
    rb"|overal|partout|overalt|\xe9verallt|wsz\xe9dzie)[ ]){0,3}"
)
_VALUE = rb"[\"'`\x80]?([^\s\"'`<>()]*[0-9][^\s\"'`<>()]*)"
_SAID = (
    rb"(?i)(?:(?:^|[\s'])(?:is|was|has been|s|ist|war|foi|fue|era|ni|l\xe9|adalah|lautet|pedig|est|es|\xe9|e'|er"
    rb"|\xe9r|je|jest|to|on)[ ]:?[ ]?"
    rb"|[ ]?[:=][ ]|[ ]\x80[ ]|\?[ ]"
    rb"|[ ](?:provvisori|temporane|provisori|provis\xe9ri|tempor\xe9ri)[ao][ ]|[ ](?:temporal|inicial|provisoire"
    rb"|temporaire)[ ])"
    + _NOW + _VALUE
)  # fmt: skip
_ADMIN = rb"(?i)^[\s(\"'`>]?(?:admin|root|administrator|sysadmin|postgres|superuser)[\"'`]?[ ]/[ ]"
# Another thing begins, or another sentence.
_APART = (
    rb"(?i)[.!;][ \n]|\n|\? ?[^ ]|\b(?:and|or|but|und|oder|aber|et|mais|y|pero|och|men|ale|because|weil|if|wenn|when"
    rb"|that|which|who|than|as|with|via)\b"
)
_AS_NOW = (
    rb"(?i)[,:][ ](?:(?:and |so )?(?:it's |it is )?now|jetzt|nun|ab|ahora|maintenant|agora|ora|adesso|nu|teraz|nyn\xe9)"
    rb"(?:[^a-z]|$)"
)
_ASIDE = rb",[ ][^,]{3,48},$|^[ ]?\([^()\n]{3,60}\)[ ]?:?$"
# A label that stands between says what the value is.
_OTHER = (
    rb"(?i)(?:\b|_)(?:tickets?|version|build|ids?|ur[li]|link|hash|algorithm|type|policy|hint|field|user(?: ?name)?"
    rb"|e?-?mail|host|login|ssid|network|netz(?:werk)?|port|path|file|page|see|siehe"
    rb"|model|serial|code|rule|error|example)[ ]?$"
)
_CHANGED = (
    rb"(?i)\b(?:wurde|zosta\xe9o|blev|(?:re-?)?set|chang(?:ed?|ing)|switch(?:ed)?|rotated?|updated?|ge\xe9ndert"
    rb"|zur\xe9ckgesetzt|gesetzt|chang\xe9e?|cambi(?:ad[oa]|\xe9|aron|amos)|mudad[oa]|mudou|mudei|mudaram"
    rb"|alter(?:ad[oa]|ou|ei)|troc(?:ad[oa]|ou|uei)|gewijzigd|veranderd|zmienion[eoa]|zm\xe9n\xe9n[oa]|bytte?"
    rb"|\xe9ndret)\b"
)
_MOVED = rb"(?i)[ ](?:from|to|auf|von|in|en|par|por|para|pra|naar|van|na|till|til|fra)[ ]" + _VALUE
_RESET = rb"(?i)\b(?:re)?set\b[^.,;:\n]{1,60}\b(?:user|account|login|admin)$"
# Nothing between the word and what is none.
_DIRECT = (
    rb"(?i)(?:(?:root|admin|wi-?fi|login|user) pass|passwor[dt]|passwd|pwd?|kennwort|mdp|wachtwoord|senha)[ ]{1,2}"
    + _VALUE
)
_USED = rb"(?i)\b(?:using|used|tried|trying|entered|entering|typed)[ ]" + _VALUE
_PAIR = (
    rb"(?i)(?:^|[\s(\"'`>])[a-z][a-z0-9_.@-]{2,40}[\"'`]?(?:[ ]/[ ]|[ ](?:with|mit|con|avec|com|met|med)[ ])" + _VALUE
)
_PART = (
    rb"(?i)\b(?:first|1st|second|2nd|last|other|erste[rn]?|zweite[rn]?|premi\xe9re|seconde|primeira|primera|segunda"
    rb"|eerste|tweede) (?:part|half|bit|piece|teil|h\xe9lfte|moiti\xe9|partie|mitad|parte|deel|helft)"
    rb" (?:of|von|vom|du|des?|del?|da|van) (?:(?:the|my|our|your|das|dem|la|het) )?(?:[a-z]{2,8} )?"
    rb"(?:pass(?:wor[dt]|code|phrase)(?:e?s)?|pw|kennwort(?:e?s)?|contrase\xe9a|mot de passe|wachtwoord|senha)"
    rb"(?: (?:for|of|f\xe9r|pour|para) (?:[a-z\xe9]{2,12}[ ]?){1,3}?)?"
    rb"(?:[ ]?:|[ ](?:is|ist|lautet|est|es|\xe9))[ ][\"'`]?([^\s\"'`]{3,40})"
)
# Alone on its line, behind a line that ends in a colon.
_ALONE = rb":[ \t]*\r?\n[ \t\r\n>]{0,12}([^\s]{8,64})[ \t]*(?:\r?\n|$)"
# Words and a number, as managers of passwords and administrators make them up.
_CHAIN = rb"^[A-Z\xe9][a-z\xe9]{2,}(?:[-._][A-Za-z\xe9]{2,}){1,4}[-._][0-9]{3,6}$"
_ACCESS = (
    rb"(?i)\b(?:users?|portal|operator|access level|engineer level|expert level"
    rb"|log(?:ged)?[ -]?(?:in|on)|connect(?:ing)? as|sign[ -]?in|credentials?|creds|account|zugang|anmeld|konto"
    rb"|utente|usuario|compte|inlog|passwor[dt]|pw|pwd)"
)
_PHRASE = (
    rb"(?i)\b(?:pass[ -]?phrase|pass[ -]?sentence|passsatz|frase (?:de|di) (?:paso|contrase\xe9a|accesso)"
    rb"|phrase secr\xe9te|wachtwoordzin)\b[^\n\"\x80.]{0,60}?(?:\b(?:is|was|lautet|est|es)|:|=)[ ]{0,2}[\"\x80]"
    rb"([a-z\xe9]{2,14}(?:[ -][a-z\xe9]{2,14}){3,11})[\"\x80]"
)
# What a message in quotes says.
_MESSAGE = (
    rb"(?i)\b(?:is|are|was|were|not|must|be|been|your|you|invalid|wrong|passphrase|password|please|too|required|cannot"
    rb"|failed|error|missing|incorrect|phrase|enter)\b"
)
# https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki
_SEED = (
    rb"(?i)\b(?:seed|recovery|mnemonic|wallet|secret|backup)[ _-]?(?:phrase|words?|seed)?[^\n]{0,40}?[:=\s\"'\x80]{1,4}"
    rb"((?:[a-z]{3,8} ){11}(?:(?:[a-z]{3,8} ){12})?[a-z]{3,8})(?:[\s\"'\x80.,;]|$)"
)


def told_secrets(view: View) -> Iterator[Hit]:
    """``Passwort fürs Konto ist jetzt ...``, ``changed our pw from ...``, ``ann / ...``, and phrases of words."""
    data = view.data
    lower = data.lower()
    nouns = _Nouns(data)
    if nouns:
        for match in pattern(_SAID).finditer(data):
            yield from _firm(data, match, nouns, _leads, 0.7)
            yield from _worded(data, match, nouns)
        for match in pattern(_DIRECT).finditer(data):
            if classes(match.group(1)) > 2 and len(match.group(1)) > SHORTEST_DIRECT:
                yield from _firm(data, match, nouns, _anyhow, 0.65)
        for match in pattern(_USED).finditer(data):
            if pattern(_MARK).within(match.group(1)):
                yield from _firm(data, match, nouns, _named, 0.65)
        for match in pattern(_ALONE).finditer(data):
            if classes(match.group(1)) == 4:
                yield from _firm(data, match, nouns, _named, 0.65)
        for match in pattern(_PART).finditer(data):
            start, end = match.span(1)
            end = start + len(data[start:end].rstrip(b".,;:)"))
            # Others are words of the sentence.
            if pattern(rb"^[^/\\]*[0-9][^/\\]*$|[!#$%^*~_+-]$").within(data[start:end]):
                yield Hit("SECRET_KEY", start, end, 0.65)
    if nouns or b"set" in lower:
        for match in pattern(_MOVED).finditer(data):
            yield from _firm(data, match, nouns, _moves, 0.7)
    if b" / " in data or pattern(_ACCESS).within(data):
        for match in pattern(_PAIR).finditer(data):
            value = match.group(1).rstrip(b".,;")
            everywhere = pattern(_ADMIN).within(match.group())
            if everywhere or pattern(_MARK).within(match.group(1)) or pattern(_CHAIN).within(value):
                yield from _firm(data, match, nouns, _grants, 0.65)
    if b"phrase" in lower or b"frase" in lower or b"sentence" in lower or b"satz" in lower or b"zin" in lower:
        for match in pattern(_PHRASE).finditer(data):
            if not pattern(_MESSAGE).within(match.group(1)):
                yield Hit("SECRET_KEY", *match.span(1), 0.75)
    if b"seed" in lower or b"mnemonic" in lower or b"recovery" in lower or b"wallet" in lower:
        for match in pattern(_SEED).finditer(data):
            words = match.group(1).split()
            if len(words) in (12, 24) and not pattern(_FUNCTION).within(match.group(1)):
                yield Hit("SECRET_KEY", *match.span(1), 0.8)


# None of these is in the list that such phrases are made from.
_FUNCTION = (
    rb"(?i)\b(?:the|and|are|was|were|with|for|not|has|have|from|they|which|their|been|but|his|her|its|per|der|die)\b"
)
_MARK = rb"[A-Za-z0-9_\xe9][!#$%^&*~@][A-Za-z0-9_\xe9]|[A-Za-z0-9][!#$%^*~]$"
_STANDARD = (
    rb"(?i)^(?:sha|aes|md|wpa|rsa|utf|iso|rfc|nist|covid|tls|ssl|oauth|saml|ldap|https?|ipv|usb|ecdsa|pbkdf|base|din"
    rb"|en|windows|win|office|microsoft|python|java|php|node|linux|ubuntu|debian|rhel|centos|ios|android|iphone"
    rb"|galaxy|chrome|firefox|postgres|mysql|1password|version|build|release|level|room|raum)[-_. ]?v?[0-9]"
)
_LOOK_ALIKES = (
    rb"(?i)^(?:[a-z]{1,12}[-_]?[0-9]+$|(?:issue|bug|pr|ticket|case|item|nr|no|build|run|job|repo)#[0-9]+$"
    rb"|v?[0-9]+(?:[.,:][0-9]+)+|[0-9]{1,4}[./-][0-9]{1,2}[./-]|[0-9]+[-.,]?[a-z\xe9]+$|1password|(?:part|step|page"
    rb"|line)[-_. ]?[0-9]|[^@]+@[^@]+\.[a-z]{2,}$)|^[@/~#.$%]|[/\\]|\.(?:txt|pdf|docx?|xlsx?|kdbx|zip|png|jpe?g|csv"
    rb"|html?|ya?ml|json|py|js|ts|md|log|exe|com|org|net|de|io|local|lan|internal|example|app|dev)$"
)
_WORD_AND_NUMBER = rb"^[A-Z\xe9][a-z\xe9]{3,}[A-Za-z\xe9]*[_.!#-]?[0-9]{2,4}!?$|^[a-z\xe9]{5,}[0-9]{3,4}$"
_EITHER = _LOOK_ALIKES + rb"|" + _STANDARD
_CUT = rb",|&[a-z]{2,5};"


def standard(octets: bytes) -> bool:
    """Whether a value names an algorithm, a norm, a product or a version: ``SHA-256``, ``Windows10-Pro``."""
    return len(octets) <= 20 and pattern(_STANDARD).within(octets) and not pattern(_MARK).within(octets)


def _firm(data: bytes, match: Match, nouns: _Nouns, told: _Told, confidence: float) -> Iterator[Hit]:
    start, end = match.span(1)
    if (cut := pattern(_CUT).search(data[start:end])) and cut.start():
        end = start + cut.start()
    end = start + len(data[start:end].rstrip(b".:;]}?\x80"))
    value = data[start:end]
    if firm(value) and told(nouns, data, match.start(), value):
        yield Hit("SECRET_KEY", start, end, confidence)


def _worded(data: bytes, match: Match, nouns: _Nouns) -> Iterator[Hit]:
    """A word and a number, as people make passwords, right behind "the password is" and the like."""
    start, end = match.span(1)
    end = start + len(data[start:end].rstrip(b".,:;)!?"))
    value = data[start:end]
    if worded(value) and _leads(nouns, data, match.start(), value):
        yield Hit("SECRET_KEY", start, end, 0.6)


def worded(octets: bytes) -> bool:
    """Whether a value is a word and a number, and no product, ticket or version."""
    return pattern(_WORD_AND_NUMBER).within(octets) and not standard(octets)


def firm(octets: bytes) -> bool:
    """Whether a value looks like a password wherever it stands: kinds of characters mixed as no name or number does."""
    value = octets.decode("latin-1")
    if not 8 <= len(value) <= 64:
        return False
    # One look for both, since most are neither.
    if pattern(_EITHER).within(octets) and (pattern(_LOOK_ALIKES).within(octets) or standard(octets)):
        return False
    if sum(map(str.isalpha, value)) < 3 or validators.placeholder(value) or sealed(octets):
        return False
    kinds = classes(octets)
    if kinds < 3:
        return kinds == 2 and pattern(rb"^[a-z]{10,}[0-9]{2,4}$").within(octets)
    if octets.upper() == octets and b"\xe9" not in octets and b"\x80" not in octets:
        return False
    return kinds == 4 or not pattern(rb"^(?:[A-Z]+[a-z]+)+[0-9]{1,2}$").within(octets)


class _Nouns:
    """All words for a password of a text."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._spans = [match.span(1) for match in pattern(_NOUN).finditer(data)]

    def before(self, at: int) -> tuple[bytes, bytes] | None:
        """The last one that ends within `REACH` before ``at``, and what stands between."""
        found = bisect_left(self._spans, (at, 0)) - 1
        start, end = self._spans[found] if found >= 0 else (0, -1)
        return (self._data[start:end], self._data[end:at]) if max(at - REACH, 0) <= end <= at else None

    def __bool__(self) -> bool:
        return bool(self._spans)


def _leads(nouns: _Nouns, data: bytes, at: int, value: bytes) -> bool:
    word = nouns.before(at)
    if word is None:
        return False
    # In English and German "to" and "on" are no verbs.
    if data[at : at + 4].lower() in (b" to ", b" on ") and word[0][:3].lower() not in (b"has", b"sal"):
        return False
    between = word[1]
    if not between:
        return True
    if between[0] not in b" ?:,'":
        return False  # a name in code
    if (aside := pattern(_ASIDE).search(between)) or (aside := pattern(_AS_NOW).search(between)):
        between = between[: aside.start()]
    if pattern(_APART).within(between) or pattern(_OTHER).within(between) or b"," in between:
        return False
    return between.count(b" ") < 9


def _moves(nouns: _Nouns, data: bytes, at: int, value: bytes) -> bool:
    window = data[max(0, at - REACH) : at]
    clause = window[max((match.end() for match in pattern(rb"[.!?:;][ \n]|\n").finditer(window)), default=0) :]
    if pattern(_CHANGED).within(clause) and pattern(_NOUN).within(clause):
        return True
    window = window[max(window.rfind(b"\n"), window.rfind(b". ")) + 1 :]
    return classes(value) == 4 and pattern(_RESET).within(window)


def _named(nouns: _Nouns, data: bytes, at: int, value: bytes) -> bool:
    return nouns.before(at) is not None


def _anyhow(nouns: _Nouns, data: bytes, at: int, value: bytes) -> bool:
    return True


def _grants(nouns: _Nouns, data: bytes, at: int, value: bytes) -> bool:
    # The account that every device has, or a word for one in front.
    return pattern(_ADMIN).within(data[at : at + 24]) or pattern(_ACCESS).within(data[max(0, at - REACH) : at + 1])


_Told = Callable[[_Nouns, bytes, int, bytes], bool]
