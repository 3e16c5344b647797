"""Recogniser of SECRET_KEY in prose: a password that somebody tells somebody, in a dozen languages."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache

from stream_scanner.evidence import assignments, validators
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.sealed import sealed, within_name
from stream_scanner.evidence.told import firm, standard, worded
from stream_scanner.evidence.views import View

_NOUN = (
    rb"(?:pass(?:word|wort|wd|phrase|code)|passwd|pwd|pw|pass|psw|secret(?: key)?|token|api[ _-]?key|access[ _-]?key"
    rb"|key"
    rb"|credentials?|creds?|pin code|(?:door|gate|alarm|safe|entry|access|key ?pad|mailbox|lock(?:er)?|garage|recovery"
    rb"|backup|wi-?fi)(?: code| pin)|combination|(?:signing|client|shared|webhook) secret|(?:totp|otp|2fa) seed"
    rb"|kennwort|mot de passe|mdp|contrase\xe9a|clave|senha|has[l\xe9]o|wachtwoord"
    rb"|l\xe9senord"
    rb"|parola(?: d'ordine)?|salasana|adgangskode|passord|\xe9ifre|sifre|heslo)"
)
_IS = (
    rb"(?:(?:(?:is|was|has been|had been|got) (?:now |re)?(?:changed|set|updated) to)"
    rb"\b|(?:wurde|a \xe9t\xe9|ha sido|foi|\xe9 stata)[ ][A-Za-z\xe9]{4,16}[ ]{0,2}:"
    rb"|(?:is|was|will be|now|ist|lautet|est|es|are|remains|changed to|set to|reset to)\b"
    rb"|\xe9r? |e'|[:=]|->|\x80{1,2} | - )"
)
_VALUE = rb"[\"'`\x93\x94]?([^\s\"'`]{6,128})"
_TELL = (
    rb"(?i)\b(?:the|my|your|our|its?|his|her|their|new|old|temp(?:orary)?|current|admin|root|wifi|wi-fi|vpn|login|db"
    rb"|database|server|prod|staging|das|le|el|la|o|a)?[ ]?" + _NOUN
    + rb"(?: (?:for|to|of|on|at|in|f\xe9r|pour|para|de|du|del|von|zum) (?:[\w'@.-]+ ){0,5}?[\w'@.-]+)?(?: (?:now|still"
    rb"|currently|again))?[ ]{0,2}"
    + _IS + rb"[ ]{0,2}(?::|now |still )?[ ]{0,2}" + _VALUE
)  # fmt: skip
# "a password like our dog and the year of the hall, that is ..."
_HENCE = (
    rb"(?i)\b(?:pass(?:word|wort|code|phrase)|pw|kennwort|mot de passe|contrase\xe9a|senha|wachtwoord|has[l\xe9]o)[ ]"
    rb"(?:(?:is|ist|est|es|jest)[ ])?(?:like|wie|comme|como|the same as|zoals|jak)[ ][^\n.,:;?!]{3,80},[ ]"
    rb"(?:also|d\.h\.|das hei\xe9t|i\.e\.|that is|namely|so|c['\x80]est-\xe9-dire|es decir|oftewel|dus|czyli"
    rb"|cio\xe9)[ ]" + _VALUE
)  # fmt: skip
# Nobody's key is mostly one to look something up by.
_BARE_KEY = rb"(?i)^ ?(?:with |using )?key\b"
_PAIR = (
    rb"(?i)(?:^|[\s(,;\"'])(?:(?:log[ -]?(?:in|on)|sign[ -]?in|user(?:name)?|creds?"
    rb"|credentials?|account|id|benutzer|wi-?fi|wlan|ssid)"
    rb"(?: (?:details|info|is|are|for [\w.-]+))?(?:[ ]{0,2}[:=][ ]{0,2}| (?:with |as |using )?)"
    rb"|(?:log ?in with|basic auth)[^\n/(:]{0,32}(?: \(|: ))[\w.@+-]{2,40}"
    rb"(?:[ ]?[/|][ ]?(?:(?:pass(?:word|wd)?|pwd|pw)[ ]?[:=][ ]?)?"
    rb"|(?:,| and| with|;)?[ ]?(?:the )?(?:pass(?:word)?|pw|pwd)(?: is)?[ :=]{1,3})"
    rb"[\"'`\x93\x94]?([^\s\"'`/|]{6,128})"
)
_ACCOUNT = rb"^[A-Za-z][\w.@-]{1,30}/"
_USE = (
    rb"(?i)\b(?:use|with|using|try|enter|type|paste|set|export|here'?s|here is) (?:the |this |my |our )?(?:token|key"
    rb"|api key|password|pass|secret|pw|passphrase|(?:recovery |backup |door |alarm |gate )?code|signing secret"
    rb"|(?:totp |otp |2fa )?seed)[ :]{1,3}" + _VALUE
)
# "the Datadog key (2269...)", "heres the AWS secret DN8b...": a firm's name before, and what nobody would say behind
_FIRM = (
    rb"(?i)\b(?:the|our|my|your|this|that|a|an|old|new|live|prod|test) (?-i:[A-Z][A-Za-z]{1,20}) (?:key|secret"
    rb"|token|pat)"
    rb"(?: is| was|:)?[ ][(\"'`]{0,2}([A-Za-z0-9_/+=-]{20,128})(?:$|[^A-Za-z0-9_@/-])"
)
# "our Datadog API key 48e5..."
_NAMED = (
    rb"(?i)\b(?:api|app(?:lication)?|access|secret|license|signing)[ _-](?:key|token|secret)[ ][\"'`]?"
    rb"([A-Za-z0-9_-]{20,128})(?:$|[^A-Za-z0-9_@/-])"
)
_FOREIGN = (
    "비밀번호", "비번", "암호", "패스워드", "토큰", "시크릿", "пароль", "Пароль",
    "токен", "ключ", "密码", "密碼", "口令", "密钥", "令牌", "パスワード",
    "トークン", "كلمة المرور", "كلمة السر", "סיסמה", "סיסמא", "κωδικός", "पासवर्ड", "รหัสผ่าน",
    "共有鍵", "秘密鍵", "暗証番号", "şifre", "hasło", "lösenord",
)  # fmt: skip
# "... from the test bench - X": words of its script, and a sign.
_WAY = rb"^[\x80\xe9]{0,6}(?:[ ][\x80\xe9A-Za-z0-9\"-]{1,24}){1,6}?[ ]?([:=\x80])[ ]{1,2}[\"'`]?([!-~]*[0-9][!-~]*)"
# Nothing else in other letters than the sentence's: "... from the CRM for now Kalyna2438"
_BARE = (
    rb"^[\x80\xe9]{0,6}(?:[ ][\x80\xe9]{1,24}"
    rb"|[ ][A-Za-z-]{1,16}){1,5}?[ ][\"'`]?([!-+/-~-]{8,40}[0-9A-Za-z!?*#])(?:[\"'`.,;]|\s|$)"
)
_AFTER_FOREIGN = rb"^[\x80\xe9]{0,4}[ \t]{0,2}[:=(\x80-]{0,2}[ \t]{0,2}[\"'`]?([A-Za-z0-9!-&*-.:;?@\[-~]{6,64})"


@cache
def _hint() -> bytes:
    return rb"(?i)" + _NOUN + rb"|log[ -]?(?:in|on)|sign[ -]?in|user|creds?|wi-?fi|wlan|ssid"


def spoken_secrets(view: View) -> Iterator[Hit]:
    """``the password for the vault is ...``, ``login admin / ...``, ``use token ... to``, and in other scripts."""
    data = view.data
    if pattern(_hint()).search(data):
        for source, confidence in ((_TELL, 0.75), (_USE, 0.7), (_PAIR, 0.65), (_HENCE, 0.65)):
            for match in pattern(source).finditer(data):
                start, end = assignments.bare(data, *match.span(1))
                before = data[max(0, match.start() - 7) : match.start() + 1].lower()
                if before.rstrip(b" _-").endswith(b"public") or within_name(data, match.start()):
                    continue
                if (account := pattern(_ACCOUNT).search(data[start:end])) and b"cred" in match.group().lower():
                    start += account.end()
                if pattern(_BARE_KEY).search(match.group()) and not assignments.plausible(
                    data[start:end], "key", quoted=False
                ):
                    continue
                if spoken(data[start:end], data[end : end + 1]):
                    yield Hit("SECRET_KEY", start, end, confidence)
        for match in itertools.chain(pattern(_NAMED).finditer(data), pattern(_FIRM).finditer(data)):
            if assignments.plausible(match.group(1), "api key", quoted=False):
                yield Hit("SECRET_KEY", *match.span(1), 0.75)
    if not view.text.isascii():
        for word in _FOREIGN:
            at = view.text.find(word)
            while at >= 0:
                at += len(word)
                if told := pattern(_AFTER_FOREIGN).search(data[at : at + 80]):
                    start, end = assignments.bare(data, at + told.start(1), at + told.end(1))
                    if spoken(data[start:end], data[end : end + 1]):
                        yield Hit("SECRET_KEY", start, end, 0.7)
                elif (told := pattern(_BARE).search(data[at : at + 100])) and (
                    firm(told.group(1)) or worded(told.group(1))
                ):
                    yield Hit("SECRET_KEY", at + told.start(1), at + told.end(1), 0.6)
                elif (told := pattern(_WAY).search(data[at : at + 160])) and not view.text[
                    at + told.start(1)
                ].isalnum():
                    start, end = assignments.bare(data, at + told.start(2), at + told.end(2))
                    if firm(data[start:end]) or pattern(rb"^[0-9a-f]{32,64}$").within(data[start:end]):
                        yield Hit("SECRET_KEY", start, end, 0.65)
                at = view.text.find(word, at)


def spoken(octets: bytes, after: bytes) -> bool:
    """Whether a value told in prose can be a password: no plain word, and at least two classes of characters."""
    value = octets.decode("latin-1")
    if (
        len(value) < 6
        or standard(octets)
        or sealed(octets)
        or pattern(
            rb"^(?:https?|mailto|ftp)|^[0-9]+(?:[.,:/-][0-9]+)*[a-z%]{0,3}$|^@"
            rb"|@.+\.|^0[xX][0-9a-fA-F]{1,16}$"  # an address in memory, or the number of a public key
        ).search(octets)
    ):
        return False
    if not assignments.plausible(octets, "password", quoted=False, after=after):
        # A phrase of words and marks is one only if it ends in digits or holds a mark that prose has no use for.
        marked = pattern(rb"[A-Za-z0-9][!@#$%^&*+=~?][A-Za-z0-9]").within(octets)
        return marked and not validators.placeholder(value) and pattern(rb"^[\w!@#$%^&*+=~?.-]+$").within(octets)
    return (
        pattern(
            rb"(?i)^[a-z]+-?[0-9]{1,2}$|^v?[0-9.]+$"
            rb"|^[0-9]{1,4}[a-z]{1,9}$"
        ).search(octets)
        is None
        or len(value) >= 8
    )
