"""Recogniser of SECRET_KEY by what a value is assigned to: code, settings, options, headers, URLs, judged by rarity."""

from __future__ import annotations

import string
from collections.abc import Iterator

from stream_scanner.evidence import validators
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.sealed import sealed, within_name
from stream_scanner.evidence.views import View

_NAMES = (
    rb"(?:p(?:a?ss?|as)w(?:o?r)?d|pass(?:phrase|code)?|pwd|pw|secret|token|api[_. -]?key|key|credentials?"
    rb"|mdp|psk|passwor[td]|kennwort|mot_?de_?passe|contrase[n\xe9]a|senha|wachtwoord|has[l\xe9]o|heslo|l[o\xe9]senord|salasana|lozinka"
    rb"|adgangskode|passord|[s\xe9]ifre|authori[sz]ation|authentication|auth[_-]?info|bearer|signature|salt|cookie|webhook)"
)
_LARAVEL = b"base64:"
_TYPE = rb"(?:[ \t]*:[ \t]*[A-Za-z]+[ \t]*)?"
_ASSIGNMENT = (
    rb"(?i)(?:^|[^A-Za-z0-9])([a-z0-9_.\-]*(?:[a-z]+ )?"
    + _NAMES
    + rb")([a-z0-9_]{0,14})\\?[\"'`\])*]{0,2}(?:\[[0-9A-Za-z_]{0,24}\])?[ \t]{0,40}(?:"
    rb"(?:" + _TYPE + rb"(?:=>|:=|===?|!==?|->|[:=])\*{0,2}|,)[ \t]{0,12}[\[({]?[brufn]{0,2}(?:\"\")?"
    rb"(\\?\"[^\"\n]+\"?|'[^'\n]+'?|`[^`\n]+`?)"
    # A comma or an ampersand ends it: what follows is the next assignment.
    rb"|(?:=>|:=|===?|!==?|->|[:=])[ \t]{0,3}([^\s\"'`](?:[^\s\"'`,;<>&]|&[^a-z\s\"'`])*))"
)
_SPOKEN = (
    rb"(?i)\b(?:pass(?:word|wd|phrase|code)|pwd|pw|secret|token|api[ _-]?key)(?: (?:is|was)|[ \t]{0,2}\()"
    rb"[ \t]{0,2}:?[ \t]?[\"'`]?([^\s\"'`,;()]{6,})"
)
_OPTION = (
    rb"(?i)(?:^|[\s\"'-])(?:--?[a-z0-9_-]*(?:passw(?:or)?d|pass|passphrase|pwd|secret|token|api-?key|bearer)[ =]"
    rb"|(?:-u|--user|--proxy-user)[ =][\"']?[^\s:\"']+:"
    rb"|identified (?:with [\"']?[a-z0-9_]+[\"']? )?(?:by|as) (?:password )?"
    rb"|(?:password|passwort|kennwort|mot de passe|mdp|contrase\xe9a|senha|wachtwoord|has\xe9o|heslo|l\xe9senord"
    rb"|adgangskode|passord|salasana|pwd) "
    rb"|securestring (?:-string )?(?:-force )?)"
    rb"\\?[\"']?([^\s\"',;()\\]{6,})"
)
_GIVEN = rb"^[\s\"']?-.*[0-9]"
# Tools that take a password behind a letter, or behind nothing.
_TOOL = (
    rb"(?i)\b(?:(?:mysql|mariadb)[a-z-]{0,8}\b[^\n]{0,120}? -p"
    rb"|(?:sshpass -p|redis-cli\b[^\n]{0,120}? -a"
    rb"|(?:docker|podman|skopeo|oras|helm registry|az acr) login\b[^\n]{0,120}? -p"
    rb"|(?:mongo(?:sh|dump|restore|import|export)?|sqlcmd|bcp|ldap[a-z]{3,8}|rabbitmqadmin|ftp|winrs|psexec)\b"
    rb"[^\n]{0,120}? -[pw]"
    rb"|net user [\w.-]{1,40}|htpasswd -[a-z]{1,4} [\w./-]{1,60} [\w.-]{1,40})[ =]?)"
    rb"[\"']?([^\s\"'`;|<>]{6,})"
)
_TOOLS = (
    rb"(?i)mysql|mariadb|sshpass|redis-cli| login|mongo|sqlcmd|bcp|ldap|rabbitmqadmin|ftp |winrs|psexec|net user"
    rb"|htpasswd"
)
_SETTING = rb"(?im)^[ \t]*(?:env|arg|setx|set) ([a-z0-9_.-]*" + _NAMES + rb"[a-z0-9_]{0,14}) +[\"']?([^\s\"'`=]{6,})"
_BEARER = (
    rb"(?i)(?:\b(?:(?:bearer|basic|ntlm|negotiate|ssws|splunk|apikey)[ :]+|token[ :/]+(?:token=)?)"
    rb"|\"auth\"[ \t]{0,3}:[ \t]{0,3}\")([A-Za-z0-9+/_.~=-]{16,})"
)
_USERINFO = rb"(?i)[a-z][a-z0-9+.-]*://[^\s/:\"'<>]*:([^\s/@\"'<>]{3,})@[a-z0-9\[]"
_ELEMENT = rb"(?i)<([a-z0-9_.:-]*" + _NAMES + rb"[a-z0-9_.-]{0,14})(?: [^<>]*)?>[ \t]*([^<>\s]{6,})[ \t]*</"
_ATTRIBUTE = (
    rb"(?i)(?:key|name|id)[ ]?=[ ]?[\"']([^\"'<>]*"
    + _NAMES
    + rb"[^\"'<>]{0,14})[\"'][ \t\r\n]{1,20}value[ ]?=[ ]?[\"']([^\"'<>]{6,})[\"']"
)
# As Terraform prints what it has made.
_OUTPUT = (
    rb"(?i)\"([a-z0-9_.-]*" + _NAMES + rb"[a-z0-9_]{0,14})\"[ \t]*:[ \t]*\{\s{0,40}"
    rb"(?:\"(?:sensitive|type)\"[^,{}\n]{1,40},\s{0,40}){0,2}\"value\"[ \t]*:[ \t]*\"([^\"\n]{6,256})\""
)  # fmt: skip
# As Kubernetes, task definitions and recorded requests have it.
_PAIRED = (
    rb"(?i)\b(?:name|key)[\"']?[ \t]{0,2}[:=][ \t]{0,2}[\"']?([a-z0-9_.-]*" + _NAMES + rb"[a-z0-9_]{0,14})[\"']?"
    rb"(?:,[ \t]?|,?[ \t]?\r?\n[ \t]{0,40})[\"']?value[\"']?[ \t]{0,2}[:=][ \t]{0,2}([^\s,{}]{6,128})"
)  # fmt: skip
_HINT = (
    rb"(?i)pass|psw|pss|pwd|pw|secret|token|key|credential|auth|bearer|basic|ntlm|negotiate|ssws|splunk|identified"
    rb"|signature|salt|cookie|webhook|://|-u|user|securestring|redis-cli| login"
    rb"|wort|mdp|psk|contrase|senha|wachtw|has[l\xe9]o|heslo|l[o\xe9]senord|kode|passord|salasana|passe|[s\xe9]ifre"
)


def assigned_secrets(view: View) -> Iterator[Hit]:
    """``password = ...`` and its kin, when the value is neither code, nor a placeholder, nor a word."""
    data = view.data
    if not pattern(_HINT).search(data):
        return
    for match in pattern(_ASSIGNMENT).finditer(data):
        if misnamed(match.group(1), match.group(2)) or within_name(data, match.start(1)):
            continue
        if data[max(0, match.start(1) - 3) : match.start(1)] == b"://":
            continue  # the user of a URI, whose password ends with its host
        quoted = match.has(3)
        start, end = _quoted(data, *match.span(3)) if quoted else bare(data, *match.span(4))
        name = match.group(1).decode("latin-1").lower()
        if name.endswith("cookie") and pattern(_PAIRED_COOKIE).within(data[start:end]):
            continue  # `cells` knows which of its pairs are secret
        start += len(_LARAVEL) if data.startswith(_LARAVEL, start) else 0
        if plausible(data[start:end], name, quoted=quoted, after=data[end : end + 1]):
            yield Hit("SECRET_KEY", start, end, 0.85 if quoted else 0.75)
    for source in (_ELEMENT, _ATTRIBUTE) if b"<" in data else ():
        for match in pattern(source).finditer(data):
            start, end = match.span(2)
            if misnamed(match.group(1), b""):
                continue
            if plausible(data[start:end], match.group(1).decode("latin-1").lower(), quoted=True):
                yield Hit("SECRET_KEY", start, end, 0.8)
    for match in pattern(_OUTPUT).finditer(data) if b'"value"' in data else ():
        if plausible(match.group(2), match.group(1).decode("latin-1").lower(), quoted=True):
            yield Hit("SECRET_KEY", *match.span(2), 0.8)
    for match in pattern(_PAIRED).finditer(data) if b"value" in data else ():
        start, end = match.span(2)
        quoted = data[start : start + 1] in (b'"', b"'")
        start, end = _quoted(data, start, end) if quoted else (start, end)
        if plausible(data[start:end], match.group(1).decode("latin-1").lower(), quoted=True):
            yield Hit("SECRET_KEY", start, end, 0.8)
    for source in (_SPOKEN, _OPTION):
        for match in pattern(source).finditer(data):
            start, end = bare(data, *match.span(1))
            quoted = data[start - 1 : start] in (b'"', b"'") and data[end : end + 1] in (b'"', b"'", b"\\")
            # What an option of a command is given is no code.
            quoted = quoted or (source is _OPTION and pattern(_GIVEN).within(match.group()))
            if plausible(data[start:end], "password", quoted=quoted, after=data[end : end + 1]):
                yield Hit("SECRET_KEY", start, end, 0.7)
    if pattern(_TOOLS).within(data):
        for match in pattern(_TOOL).finditer(data):
            start, end = match.span(1)
            if plausible(data[start:end], "password", quoted=pattern(rb"[0-9]").within(match.group(1))):
                yield Hit("SECRET_KEY", start, end, 0.7)
    for match in pattern(_SETTING).finditer(data):
        start, end = match.span(2)
        if plausible(data[start:end], match.group(1).decode("latin-1").lower(), quoted=False):
            yield Hit("SECRET_KEY", start, end, 0.75)
    for match in pattern(_BEARER).finditer(data):
        start, end = match.span(1)
        if plausible(data[start:end], "bearer", quoted=True):
            yield Hit("SECRET_KEY", start, end, 0.8)
    if b"://" in data and b"@" in data:
        for match in pattern(_USERINFO).finditer(data):
            if not validators.placeholder(match.group(1).decode("latin-1")) and not sealed(match.group(1)):
                start, end = match.span(1)
                yield Hit("SECRET_KEY", start, end, 0.85)


def _quoted(data: bytes, start: int, end: int) -> tuple[int, int]:
    start += 2 if data[start] == 0x5C else 1
    if data[end - 1 : end] in (b'"', b"'", b"`") and end - 1 > start:
        end -= 1
    return start, end - 1 if data[end - 1 : end] == b"\\" else end


_BARE_END = rb"[,;<>]|&[a-z]|\\[nrt\"']|\)\s*$|\)[;,:]"


def bare(data: bytes, start: int, end: int) -> tuple[int, int]:
    cut = pattern(_BARE_END).search(data[start:end])
    if cut and cut.start() > 0:
        end = start + cut.start()
    while end > start and data[end - 1 : end] in (b".", b",", b")", b"]", b"}", b":", b"\\", b"\x80"):
        end -= 1
    return start, end


_CODE = (
    rb"^[A-Za-z_$@&*][A-Za-z0-9_]*(?:(?:\.|->|::|\?\.)[A-Za-z_$][A-Za-z0-9_]*)+[(\[]?|^[A-Za-z_$.]+[\[(]"
    rb"|^/[a-z]+/|^\.{0,2}/|^~|^[|&!=<>+]"
)
_PUBLIC = rb"^(?:pk_(?:live|test)_|age1[a-z0-9]{50}|SHA256:|ssh-[a-z0-9]+$|AAAA[BCE][23]Nza|ecdsa-sha2-|AWS4-HMAC-)"
_ADDRESS = rb"^(?:https?|ftp|file|s3|ssh|git)://"
_UUID = rb"(?i)^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$"
_DATE = rb"^[12][0-9]{3}-[01][0-9]-[0-3][0-9](?:$|[T ])"
# What such a name holds is about a secret: its own name, its time, or the half that everybody may know.
_NO_SECRET = (
    rb"(?i)public|signature_?value$|(?:name|id|type|length|size|_at|policy|hints?|rate|ratio|count|limit|ttl|ur[il]|regexp?"
    rb"|pattern|format|version|status|strength|hash|hashe[ds]|hashers?|digest|expir(?:y|es|ation)|index|usage|used)$"
)
# Words that only hold or begin with one of the names.
_LONGER = rb"(?i)(?:^|[^a-z])(?:(?:by|com|encom|tres|sur|over|under|tech)pass|(?:mon|tur|hoc|don|joc|whis|jer|jac)key)$"
_LONGER_ON = {
    b"pass": rb"(?i)^(?:e[ns]g?|age|ports?(?:$|_)|ion|ive|ing|ed(?:$|_)|es(?:$|_)|thr|_?through|at)",
    b"oken": rb"(?i)^(?:i[sz]|s?_per)",
    b"cret": rb"(?i)^ar",
    b" key": rb"(?i)^(?:boards?|words?|notes?|stone|pad|frames?|hole|up|down|press|map|code|codes)(?:$|_)",
    b"salt": rb"(?i)^(?:y|stack|water|ed|lake)",
    b"okie": rb"(?i)^(?:_?consent|_?policy|_?banner|s?_?accepted)",
}
_PASSWORDS = (
    rb"pass|pw|psw|psk|^p[as]s|mdp|wort|contrase|senha|wachtw|has[l\xe9]o|heslo|l[o\xe9]senord|salasana|adgangsk"
    rb"|[s\xe9]ifre"
)
# A mark that neither code nor a path puts between letters and digits.
_SECRET_LINE = rb"^[A-Za-z][A-Za-z0-9_.-]*[!#%^~?@$][A-Za-z0-9!#%^~?@$_.-]*$"
# "Peat.Otter.204": no name of a member begins with a digit.
_NUMBERED = rb"^[A-Za-z]+(?:\.[A-Za-z]+)*\.[0-9]{1,6}[A-Za-z]?$"
_PAIRED_COOKIE = rb"^[A-Za-z0-9_.$-]{1,64}="
_KEYS = (
    "master", "encrypt", "signing", "aes", "hmac", "admin", "cipher", "app_", "app-", "application", "routing",
    "integration", "validation", "decryption", "pagerduty", "datadog", "opsgenie", "mailgun", "sendgrid", "license",
)  # fmt: skip
"""Names before "key" under which hexadecimal digits are one, and no hash to look something up by."""
# A hash, or words with one behind them, as caches and artefacts are called.
_LOOKED_UP = rb"(?i)^(?:[a-z0-9_.]{1,32}-){0,6}[0-9a-f]{16,}$"
_WORDS = rb"^[A-Za-z]+(?:[-_. :/][A-Za-z]+)*[.!?:]?$"


def misnamed(name: bytes, rest: bytes) -> bool:
    """Whether a name, and what follows the word for a secret in it, speaks of something else: ``passenger``."""
    if pattern(_NO_SECRET).within(name + rest) or pattern(_LONGER).within(name):
        return True
    lower = name.lower()
    if lower.endswith((b"mdp", b"psk")) and rest[:1].isalpha():
        return True
    ends = lower[-4:] if lower[-3:] != b"key" else b" key"
    return bool(rest) and ends in _LONGER_ON and pattern(_LONGER_ON[ends]).within(rest)


_ALPHABET = string.ascii_letters.encode() + b"\xe9"
_DIGITS = string.digits.encode()


def plausible(octets: bytes, name: str, *, quoted: bool, after: bytes = b"") -> bool:
    """Whether a value assigned to ``name`` can be a secret. Code, types, paths, words and placeholders cannot.

    Args:
        octets: the projected value.
        name: lower case name it is assigned to.
        quoted: it stood in quotes, so that it is no code.
        after: the character behind it; ``(`` makes it a call.
    """
    value = octets.decode("latin-1")
    if not 6 <= len(value) <= 1024 or validators.placeholder(value) or "  " in value or "\t" in value:
        return False
    if sealed(octets) or after == b"(" or (after == b"[" and not quoted):
        return False
    if pattern(_ADDRESS).search(octets) or pattern(_PUBLIC).search(octets) or pattern(_DATE).within(octets):
        return False
    rest = octets.translate(None, _ALPHABET)
    marks = len(rest.translate(None, _DIGITS))
    letters, digits = len(value) - len(rest), len(rest) - marks
    rare = validators.rarity(value)
    word = pattern(_PASSWORDS).within(name.encode("latin-1", "replace"))
    random = digits > 1 and rare > 0.5 and (len(value) >= 24 or (word and value[0] in "!&+<>|"))
    numbered = word and pattern(_NUMBERED).within(octets)
    if not (word and quoted) and not random and not numbered and pattern(_CODE).search(octets):
        return False
    if pattern(_UUID).search(octets):
        return any(part in name for part in ("secret", "token", "pass", "api", "cypress"))
    if word:
        return _password(octets, letters, digits, marks, rare, quoted)
    if " " in value:
        return False
    if any(part in name for part in ("signature", "salt", "cookie", "webhook")):
        return len(value) >= (8 if "signing" in name else 16) and digits > 0 and rare > 0.45
    if name.endswith("key") and not any(part in name for part in ("api", "secret", "access", "auth", "private", "acc")):
        # A bare "key" is mostly a lookup key or a hash.
        hashed = pattern(_LOOKED_UP).within(octets) and not any(part in name for part in _KEYS)
        return len(value) >= 20 and digits > 0 and letters > 0 and rare > 0.5 and not hashed
    if len(value) >= 20 and rare > 0.6:
        return True
    if name.endswith("secret") and after in (b"", b"\n", b"\r") and pattern(_SECRET_LINE).within(octets):
        return len(value) >= 10 and digits > 0 and value.lower() != value and rare > 0.15
    return len(value) >= 8 and digits > 0 and letters > 0 and rare > (0.38 if quoted else 0.42)


_MARKED = rb"[A-Za-z0-9][!#$%^&*+~?;]|^[!#$%^&*+~?]"


def _password(octets: bytes, letters: int, digits: int, marks: int, rare: float, quoted: bool) -> bool:
    # People choose them, so they may be close to words; what is sure is that plain words are rarely meant.
    if b" " in octets:
        return quoted and ((digits > 0 and marks > 2 and rare > 0.4) or grouped(octets, 0.3))
    if digits and letters:
        marked = quoted and len(octets) >= 10 and pattern(_MARKED).within(octets)
        return rare > 0.25 or (rare > 0.2 and (digits > 1 or marks > 0 or quoted)) or (rare > 0.15 and marked)
    if marks and letters:
        return quoted and rare > 0.3 and not pattern(_WORDS).within(octets)
    return len(octets) >= (8 if quoted else 12) and rare > 0.5


_GROUPS = rb"^(?:[a-z]{4} ){3}[a-z]{4}$"


def grouped(octets: bytes, rarity: float) -> bool:
    """Whether a value is sixteen letters in groups of four that no language would put so: a password of an app."""
    return pattern(_GROUPS).within(octets) and validators.rarity(octets.decode().replace(" ", "")) > rarity
