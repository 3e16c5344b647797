"""Recogniser of SECRET_KEY in forms of their own: calls that log in, settings of devices, accounts, set-up keys."""

from __future__ import annotations

import string
from collections.abc import Iterator

from stream_scanner.evidence import validators
from stream_scanner.evidence.assignments import grouped, plausible
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.sealed import sealed
from stream_scanner.evidence.views import View

_ARGUMENT = rb"(?:[a-z_]{1,24}[ ]?[=:][ ]?)?"
_SAID = rb"(?:\"([^\"\n]{6,128})\"|'([^'\n]{6,128})')"
_LOGIN = (
    rb"(?i)(?:^|[^a-z])(?:[a-z_]{0,24}(?:log_?in|sign_?in|authenticate|auth|credentials?)|basic)[ ]?=?[ ]?\([ ]?"
    + _ARGUMENT + rb"(?:\"[^\"\n]{1,80}\"|'[^'\n]{1,80}'),[ ]?" + _ARGUMENT + _SAID
)  # fmt: skip
_HANDED = (
    rb"(?i)(?:^|[^a-z0-9_])([a-z0-9_]{0,32}(?:api_?key|access_?key|auth_?key|secret|token|passphrase))\([ ]?"
    rb"(?:\"([^\"\n]{20,256})\"|'([^'\n]{20,256})')"
)
# What asks for a secret by its name, or judges one.
_ASKS = (
    rb"(?i)^_*(?:get|read|load|fetch|find|look|is|has|check|verify|valid|test|delete|remove|create|new|request|rotate"
    rb"|revoke|parse|decode|decrypt|access|describe|list|put|update|expect|assert|mask|hash|csrf|t_|with_?named)"
)
_COIN = (
    rb"(?i)(?:\b|_)(?:from_?key|from_?private_?key|private_?key_?to_?account|wallet|import_?(?:raw_?)?key|accounts"
    rb"|priv(?:ate)?_?keys?)[\"']?[ ]?[:=(][\s\[(\"']{0,6}((?:0x)?[0-9a-f]{64})\b"
)
# What stations and tunnels share: https://w1.fi/cgit/hostap/plain/wpa_supplicant/wpa_supplicant.conf, ipsec.secrets(5).
_SHARED = (
    rb"(?i)(?:^|[\s,;{<\"':_-])(?:psk|sae_password"
    rb"|(?:pre-?)?shared-?key)[\"']?[ \t]{0,3}[=:]?[ \t]{0,3}\"([^\"\n]{8,63})\""
    rb"|\bpsk[ \t]{0,3}=[ \t]{0,3}([0-9a-f]{64})\b|: ?(?:eap|xauth|ntlm)[ \t]{1,4}\"([^\"\n]{6,63})\""
)
_STATION = rb"(?i)\bssid[ ]?="
_ABOUT = rb"(?i)psk|wpa|passw|passphrase|shared|key|secret|personal|enterprise|^[a-z]+$|^[a-z]+(?: [a-z]+)+[.!]?$"
_DEVICE = rb"(?im)\b(?:password|secret|key(?:-string)?)[ ]{1,3}[07][ ]{1,3}([^\s\"]{6,64})[ \t\r]*$"
# SQL, netrc(5), and what switches and routers share with the server that lets people in.
_IDENTIFIED = (
    rb"(?i)\bidentified (?:with [\"'`]?[a-z0-9_]+[\"'`]? )?by (?:password )?(?:'([^'\n]{6,128})'|\"([^\"\n]{6,128})\")"
)
_NETRC = rb"(?i)\blogin[ \t]+[^\s]{1,64}\s{1,12}password[ \t]+([^\s]{6,128})"
_SERVER = rb"(?i)\b(?:tacacs|radius)(?:-server)?\b[^\n]{0,80}?[ ]key[ ]([^\s\"]{6,64})"
_SNMP = (
    rb"(?i)\bsnmp-server[ ]community[ ]([^\s\"]{6,64})|(?:^|\n)[ \t]*r[ow]community6?[ \t]+([^\s\"]{6,64})"
    rb"|\b(?:auth|priv)[: ]{1,2}(?:sha|md5|aes|3?des)(?:[ -]?(?:128|192|224|256|384|512))?[ ]+([^\s\",;]{8,64})"
)
# What is handed to a command on its standard input, as a bare argument, or behind the user's name.
_PIPED = (
    rb"(?i)\b(?:echo|printf)[ ](?:-n[ ])?[\"']?([^\s\"'|\\]{6,256})(?:\\n|\n)?[\"']?[ ]?\|[ ]?"
    rb"(?:[^\n|]{0,120}--(?:password|token)-stdin|(?:sudo[ ]-S|gh auth login)\b)"
    rb"|\b(?:add-authtoken|authtoken|set-token)[ ][\"']?([A-Za-z0-9_-]{20,128})\b"
    rb"|\bnet use (?:[a-z]:|\*) [^\s]{3,120} [\"']?([^\s\"'/]{6,128})[\"']? /user:"
    rb"|/user:[^\s\"]{1,64}[ ][\"']?([^\s\"'/]{6,128})"
    rb"|\bstats[ ]{1,4}auth[ ]{1,4}[^\s:]{1,64}:([^\s]{6,128})"
)
_PIPES = rb"(?i)-stdin|sudo -s|gh auth|authtoken|set-token|/user:|stats +auth"
# https://www.twilio.com/docs/iam/api: an account and its token, one behind the other.
_TWILIO = rb"\bAC[0-9a-f]{32}[\"']?[,:;\s][\"'\s]{0,6}(?:[A-Za-z_]{1,20}[ ]?[:=][ ]?[\"']?)?([0-9a-f]{32})\b"
_AAA = (
    rb"(?im)^[ \t]*(?:radius|tacacs)[ ]server[ ][^\n]{1,64}\n(?:[ \t]+[^\n]{0,120}\n){0,6}?"
    rb"[ \t]+key[ ](?:[07][ ])?([^\s]{6,64})"
)
_KEYWORD = (
    rb"(?i)(?:^|[\s({\[]):((?:[a-z0-9_.-]{0,24}[_.-])?(?:password|passwd|pass|pwd|secret|token|api-key|secret-key))"
    rb"[ ]{1,8}\"([^\"\n]{6,128})\""
)
# https://www.postgresql.org/docs/current/libpq-pgpass.html
_PGPASS = (
    rb"(?m)^[ \t]*[A-Za-z0-9_.*-]{1,80}:(?:[0-9]{4,5}|\*):[A-Za-z0-9_*$-]{1,63}:[A-Za-z0-9_.*-]{1,63}:"
    rb"([^\s:]{6,64})[ \t\r]*$"
)
_ACCOUNT = rb"(?m)(?:^[ \t]*(?:-[ \t]+)?|[\"' ])[a-z_][a-z0-9_-]{0,31}:([^\s:\"']{6,64})(?:[ \t\r\"'|]|$)"
_SETUP = (
    rb"(?i)\b(?:set-?up|secret|authenticator|totp|2fa|two-factor|manual(?:ly)?|otp)\b[^\n.]{0,60}?[:=]?\s{1,3}"
    rb"((?:[a-z2-7]{4} ){3,15}[a-z2-7]{4})(?:[^a-z0-9 ]|$)"
)
_APP = (
    rb"(?i)\bapp(?:lication)?[ -]?(?:specific )?pass(?:word|wd|code)\b[^\n]{0,40}?[:=\s\"'\x80-]{1,4}"
    rb"((?:[a-z]{4} ){3}[a-z]{4})\b"
)
# What one tool alone writes so: Cisco's keys of peers, SQL*Plus, property lists, JDBC, LDAP of SSSD, shares of a vault,
# and the secret beside the number of an AWS account's key.
_ALONE = (
    (b"isakmp key", rb"(?i)\bcrypto isakmp key (?:[06] )?([^\s\"]{6,128})(?: address| hostname)\b"),
    (
        b"@",
        rb"(?i)\b(?:conn(?:ect)?|sqlplus(?: -[a-z]+)*) \"?[a-z][a-z0-9_$#]{1,30}\"?/\"?([^\s@/\"']{4,64})\"?@[a-z/]",
    ),
    (
        b"<string>",
        rb"(?i)<key>[a-z0-9_. -]*(?:secret|password|token|apikey|api_key"
        rb"|private_?key)</key>\s{0,20}<string>([^<>\s]{6,256})</",
    ),
    (b"getconnection", rb"(?i)\bgetConnection\([^()\n]{3,200},[ ]?\"[^\"\n]{1,64}\",[ ]?\"([^\"\n]{4,128})\"\)"),
    (b"authtok", rb"(?i)\bldap_default_authtok[ ]?=[ ]?([^\s]{6,128})"),
    (
        b"seal",
        rb"(?i)\b(?:unseal(?:ing)?|key share)\b[^\n]{0,80}?[\s`\"':]([A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{44}"
        rb"|[0-9a-f]{64,66})\b",
    ),
    (
        b"akia",
        rb"\bAKIA[A-Z0-9]{16}[\"'`]?[\s,:;/|]{1,12}(?:[a-z_ ]{2,20}[ :=]{1,3})?[\"'`]?([A-Za-z0-9/+]{40})(?:$"
        rb"|[^A-Za-z0-9/+=])",
    ),
    (
        b"define(",
        rb"(?i)define\([ ]?['\"](?:AUTH|SECURE_AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)['\"],[ ]{0,8}'([^'\n]{40,128})'",
    ),
    (
        b"define(",
        rb"(?i)define\([ ]?['\"][A-Z0-9_]*(?:CLE|KEY|CHIAVE|CLAVE)_[A-Z0-9_]*['\"],[ ]{0,8}['\"]([0-9a-f]{32,64})['\"]",
    ),
    (
        b"mysql",
        rb"(?i)\bmysqli?(?:_p?connect"
        rb"|_real_connect)?\([^,()\n]{2,120},[ ]?['\"][^'\"\n]{1,64}['\"],[ ]?['\"]([^'\"\n]{4,128})['\"]",
    ),
    (
        b"pdo(",
        rb"(?i)\bPDO\([ ]?['\"][^'\"\n]{3,200}['\"],[ ]?['\"][^'\"\n]{1,64}['\"],[ ]?['\"]([^'\"\n]{4,128})['\"]",
    ),
    (b"curl", rb"(?i)\bcurl\b[^\n]{0,120}? (?:-u|--user)[ =]\"[^\":\n]{1,64}:([^\"\n$]{6,128})\""),
    (b"password>", rb"(?i)<[a-z]{0,24}password>\s{0,20}<value>([^<>\s]{4,256})</value>"),
    (b'password"=', rb"(?i)\"[a-z]{0,24}password\"=\"([^\"\n]{4,128})\""),
    (b'key"', rb"(?i)<add key=\"[a-z0-9_.:-]*key\" value=\"([0-9a-f]{32,64}|[A-Za-z0-9+/]{30,}={0,2})\""),
    (b"recovery", rb"(?i)\brecovery (?:key|password)\b[^\n]{0,80}?\b((?:[0-9]{6}-){7}[0-9]{6})\b"),
    (b"live_", rb"\b(live_[A-Za-z0-9]{30})\b"),
    (b"x-amz-signature", rb"(?i)\bX-Amz-Signature=([0-9a-f]{64})\b"),
    (b"sig=", rb"[?&]sig=([A-Za-z0-9%+/_-]{30,128}=?)"),
    (
        b"fi",
        rb"(?i)\bwi-?fi\b[^\n]{0,32}\n(?:[^\n]{0,48}\n)?[ \t]*(?:key|pass(?:word|phrase)?|pw"
        rb"|psk)[ ]?:[ ]?([^\s]{8,63})",
    ),
    (
        b"fi",
        rb"(?i)\bwi-?fi\b[^\n]{0,48}?[,;(/][ ]?(?:key|pass(?:word|phrase)?|pw|psk|kod|clave|mdp|passwort|contrase\xe9a)"
        rb"[ ]?[:=]?[ ][\"'`]?([^\s\"'`,;()]{7,62}[^\s\"'`,;().])",
    ),
    (
        b"default",
        rb"(?i)\bvariable[ ]\"?[a-z0-9_-]*(?:passw(?:or)?d|secret|token|_pin|api_?key|private_?key)[a-z0-9_-]*\"?[ ]?\{"
        rb"[^{}]{0,200}?\bdefault[ ]{0,8}=[ ]?\"([^\"\n$]{4,200})\"",
    ),
    (b"random_password", rb"\"result\":[ ]?\"([^\"\n]{8,128})\""),
)
_WEATHER = rb"(?i)app_?id[\"']?[ \t]{0,3}[:=][ \t]{0,3}[\"']?([0-9a-f]{32})\b"


def dialect_secrets(view: View) -> Iterator[Hit]:
    """Passwords as arguments, of devices, accounts and networks; keys of wallets; what sets an authenticator up."""
    data = view.data
    lower = data.lower()
    if b"(" in data:
        yield from _calls(data)
    if b"psk" in lower or b"shared" in lower or b"xauth" in lower or b"eap" in lower or b"sae_" in lower:
        for match in pattern(_SHARED).finditer(data):
            group = match.taken()
            value = match.group(group)
            station = pattern(_STATION).within(data[max(0, match.start() - 160) : match.start() + 1])
            about = not station and pattern(_ABOUT).within(value)
            if group == 2 or not (about or validators.placeholder(value.decode("latin-1"))):
                yield Hit("SECRET_KEY", *match.span(group), 0.85)
    if b"0x" in data or b"key" in lower:
        for match in pattern(_COIN).finditer(data):
            if len(set(match.group(1))) > 8:
                yield Hit("SECRET_KEY", *match.span(1), 0.9)
    yield from _settings(data, lower)
    if b"chpasswd" in lower:
        yield from _accounts(data, lower)
    if b"up" in lower or b"auth" in lower or b"otp" in lower or b"fa" in lower or b"manual" in lower:
        for match in pattern(_SETUP).finditer(data):
            if pattern(rb"[2-7]").within(match.group(1)):
                yield Hit("SECRET_KEY", *match.span(1), 0.85)
    if b"app" in lower:
        for match in pattern(_APP).finditer(data):
            if grouped(match.group(1), 0.3):
                yield Hit("SECRET_KEY", *match.span(1), 0.85)
    for hint, source in _ALONE:
        for match in pattern(source).finditer(data) if hint in lower else ():
            value = match.group(1)
            if (
                (classes(value) > 1 or value.isdigit() or b"-" in value)
                and not validators.placeholder(value.decode("latin-1"))
                and value[:1] not in b"$%{<"
            ):
                yield Hit("SECRET_KEY", *match.span(1), 0.8)
    if b"openweathermap" in lower:
        for match in pattern(_WEATHER).finditer(data):
            yield Hit("SECRET_KEY", *match.span(1), 0.85)


def _calls(data: bytes) -> Iterator[Hit]:
    for match in pattern(_LOGIN).finditer(data):
        group = match.taken()
        value = match.group(group)
        if grouped(value, 0.2) or plausible(value, "password", quoted=True):
            yield Hit("SECRET_KEY", *match.span(group), 0.8)
    for match in pattern(_HANDED).finditer(data):
        group = 2 if match.has(2) else 3
        name = match.group(1)
        if not pattern(_ASKS).within(name) and plausible(match.group(group), name.decode().lower(), quoted=True):
            yield Hit("SECRET_KEY", *match.span(group), 0.75)


def _settings(data: bytes, lower: bytes) -> Iterator[Hit]:
    for hints, source in (((b" 0 ", b" 7 "), _DEVICE), ((b"snmp", b"community"), _SNMP)):
        if any(hint in lower for hint in hints):
            for match in pattern(source).finditer(data):
                group = match.taken()
                if plausible(match.group(group), "password", quoted=True):
                    yield Hit("SECRET_KEY", *match.span(group), 0.8)
    given = ((b"identified", _IDENTIFIED), (b"login", _NETRC), (b"-server", _SERVER), (b" server ", _AAA))
    for hint, source in given:
        if hint in lower:
            for match in pattern(source).finditer(data):
                group = match.taken()
                value = match.group(group)
                # Nothing else can stand there, so it may be close to words.
                known = validators.placeholder(value.decode("latin-1")) or sealed(value)
                if not known and value[:1] not in b"$%{<" and classes(value) > 1:
                    yield Hit("SECRET_KEY", *match.span(group), 0.8)
    if pattern(_PIPES).within(data):
        for match in pattern(_PIPED).finditer(data):
            group = match.taken()
            if plausible(match.group(group), "password", quoted=True):
                yield Hit("SECRET_KEY", *match.span(group), 0.8)
    if b"AC" in data:
        for match in pattern(_TWILIO).finditer(data):
            yield Hit("SECRET_KEY", *match.span(1), 0.85)
    if b":" in data and b'"' in data:
        for match in pattern(_KEYWORD).finditer(data):
            if plausible(match.group(2), match.group(1).decode().lower(), quoted=True):
                yield Hit("SECRET_KEY", *match.span(2), 0.8)
    if data.count(b":") > 3:
        for match in pattern(_PGPASS).finditer(data):
            if plausible(match.group(1), "password", quoted=True) and classes(match.group(1)) > 2:
                yield Hit("SECRET_KEY", *match.span(1), 0.8)


def _accounts(data: bytes, lower: bytes) -> Iterator[Hit]:
    at = lower.find(b"chpasswd")
    while at >= 0:
        start, stop = max(0, at - 120), at + 400
        for match in pattern(_ACCOUNT).finditer(data[start:stop]):
            value = match.group(1)
            if classes(value) > 2 and plausible(value, "password", quoted=True):
                yield Hit("SECRET_KEY", start + match.start(1), start + match.end(1), 0.75)
        at = lower.find(b"chpasswd", stop)


_LETTERS = string.ascii_letters.encode() + b"\x80\xe9"
_DIGITS = string.digits.encode()


def classes(octets: bytes) -> int:
    """How many of the four kinds of characters a value has: small letters, capitals, digits and marks."""
    rest = octets.translate(None, _LETTERS)
    marks = rest.translate(None, _DIGITS)
    return (octets.upper() != octets) + (octets.lower() != octets) + (len(marks) < len(rest)) + bool(marks)
