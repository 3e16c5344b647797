"""Values backwards, by ROT13 or by ROT47: what is worth turning, told by a mark that only a turned value has."""

from __future__ import annotations

import codecs
import string
from collections.abc import Callable, Iterator
from functools import cache

from stream_scanner.evidence import providers, validators
from stream_scanner.evidence.context import Words
from stream_scanner.evidence.national import named_behind
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import digits_of
from stream_scanner.evidence.views import View

Part = tuple[int, int, str]
"""Start and end of a stretch, and what it reads."""

_TOKEN = rb"[^\s\"'`<>]{8,400}"
_NAMED = rb"[A-Za-z_][A-Za-z0-9_.-]*="
_PRINTED = rb"[!-~]{8,400}"
_TLDS = ("com", "org", "net", "edu", "gov", "info", "co.uk", "de", "fr", "io", "dev")
_SCHEMES = (
    *("postgres", "mysql", "mariadb", "mongodb", "redis", "amqp", "jdbc", "sqlserver", "clickhouse", "neo4j"),
    *("cassandra", "couchbase", "cockroach", "snowflake", "redshift", "timescale", "vertica", "teradata", "scylla"),
    *("oracle", "firebird", "informix", "valkey", "trino", "presto", "impala", "hive", "nats", "mqtt", "ldap"),
)
_DUTIES = (
    "non-disclosure agreement", "nondisclosure agreement", "confidentiality agreement", "confidential information",
    "trade secret information", "trade secrets", "trade secret", "strictly confidential",
    "mutual nda", "unilateral nda", "two-way nda", "one-way nda", "under nda", "privileged and confidential",
    "attorney-client privilege", "secrecy agreement", "confidentiality undertaking",
)  # fmt: skip
"""Names of a duty to keep silent (`legal.nda_phrases`), which no word looks like when turned."""
_SECRET_WORDS = (
    "password", "passphrase", "passcode", "kennwort", "passwort", "mot de passe", "wachtwoord", "contrasena",
    "api key", "secret key", "access key", "access token", "social security", "phone number",
)  # fmt: skip
"""What stands beside a value in a sentence, and which no word looks like when turned."""
_LINE = rb"[^\n]{8,400}"
_BY_47 = str.maketrans({chr(code): chr(33 + (code + 14) % 94) for code in range(33, 127)})
_TURNS: dict[str, Callable[[str], str]] = {
    "reversed": lambda text: text[::-1],
    "rot13": lambda text: codecs.encode(text, "rot13"),
    "rot47": lambda text: text.translate(_BY_47),
}


def turned(view: View) -> Iterator[tuple[str, list[Part]]]:
    """The name of each turn that something in the text shows marks of, and what it makes of these."""
    backwards = [*_tokens(view, "reversed", _TOKEN), *_duties(view, "reversed"), *_numbers(view)]
    if backwards:
        yield "reversed", sorted(backwards)
    if numbers := list(_turned_digits(view)):
        yield "rot47", numbers
    if b"rot" in view.data.lower() and (numbers := list(_by_five(view))):
        yield "rot5", numbers
    if thirteen := sorted({*_tokens(view, "rot13", _TOKEN), *_duties(view, "rot13")}):
        yield "rot13", thirteen
    if printed := list(_tokens(view, "rot47", _PRINTED)):
        yield "rot47", printed


def _tokens(view: View, name: str, token: bytes) -> Iterator[Part]:
    mark, turn = pattern(_marks(name)), _TURNS[name]
    if mark.within(view.data):
        for match in pattern(token).finditer(view.data):
            if mark.within(match.group()):
                start, end = match.span()
                inner = _bare(view.text, start, end)
                # ROT47 turns the sign that ends a name as well; backwards, a query's last value stands first.
                if name == "rot47" or inner == (start, end) or "?" in view.text[slice(*inner)]:
                    yield start, end, turn(view.text[start:end])
                if inner != (start, end):
                    yield *inner, turn(view.text[slice(*inner)])


def _duties(view: View, name: str) -> Iterator[Part]:
    for match in pattern(_turned_duties(name)).finditer(view.data):
        start, end = match.span()
        yield start, end, _TURNS[name](view.text[start:end])


def lines_by_13(view: View) -> Iterator[Part]:
    """Lines with a word for a secret by ROT13, read whole: the value stands beside the word."""
    word = pattern(_turned_words())
    if word.within(view.data):
        for match in pattern(_LINE).finditer(view.data):
            start, end = match.span()
            if word.within(match.group()):
                yield start, end, _TURNS["rot13"](view.text[start:end])


@cache
def _turned_words() -> bytes:
    return rb"(?i)\b(?:" + _any(map(_TURNS["rot13"], _SECRET_WORDS)) + rb")\b"


@cache
def _turned_duties(name: str) -> bytes:
    return rb"(?i)\b(?:" + _any(map(_TURNS[name], _DUTIES)) + rb")\b"


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    # Without the name or the quotes that it stands behind.
    if named := pattern(_NAMED).match(text[start:end].encode("ascii", "replace")):
        start += named.end()
    if text[start : start + 1] in ('"', "'") and (closing := text.rfind(text[start], start + 1, end)) > 0:
        start, end = start + 1, closing
    return start, end


@cache
def _marks(turn: str) -> bytes:
    """A pattern for any distinctive prefix, or the end of an address, as it looks once turned."""
    prefixes = [p.decode() for p in providers.formats() if len(p) >= 4 and not p.isalpha()] + ["AKIA", "AIza", "://"]
    made = _TURNS[turn]
    if turn == "reversed":
        keys = rb"[A-Za-z0-9]{3}(?:" + _any(map(made, prefixes)) + rb")"
        return keys + rb"|//:[a-z0-9+]{3}|(?i:\b(?:" + _any(map(made, _TLDS)) + rb")\.[a-z0-9.-]+@[a-z0-9._+-]+)"
    if turn == "rot47":
        keys = rb"(?:" + _any(map(made, prefixes)) + rb")[!-~]{3}"
        return keys + rb"|o[!-~]{2,64}\](?:" + _any(map(made, _TLDS)) + rb")"
    keys = rb"(?:" + _any(made(p) for p in prefixes if p != "://") + rb")[A-Za-z0-9]{3}"
    keys += rb"|(?i:\b(?:" + _any(map(made, _SCHEMES)) + rb")[a-z+:]{0,16}://)|\bcnffjbeq="
    # "bet" and "arg" might be real domains; a real one behind @ is no disguise and finds the plain address first.
    return keys + rb"|(?i:@[a-z0-9.-]+\.(?:" + _any(map(made, _TLDS[:6])) + rb")\b)"


def _any(texts: Iterator[str]) -> bytes:
    ordered = sorted(set(texts), key=lambda text: (-len(text), text))
    return b"|".join(
        b"".join(b"\\" + c.encode() if c in string.punctuation else c.encode() for c in t) for t in ordered
    )


_DIGITS_BY_47 = rb"(?:^|[^!-~])([WZ_`a-h](?:[ \\\]WX]{0,2}[_`a-h]){8,16})(?:$|[^!-~])"
_FIVE = rb"(?i)\brot[- ]?(?:5|18)\b[^0-9\n]{0,40}([+(]?[0-9](?:[ .()-]{0,2}[0-9]){8,18})"
_BY_5 = str.maketrans("0123456789", "5678901234")


def _turned_digits(view: View) -> Iterator[Part]:
    """Cards by ROT47, and other numbers beside its name."""
    if b"_" not in view.data and b"`" not in view.data and b"rot" not in view.data.lower():
        return
    told = pattern(rb"(?i)\brot[- ]?47").within(view.data)
    social = Words(view.data, _WORDS["ssn "])
    for match in pattern(_DIGITS_BY_47).finditer(view.data):
        start, end = match.span(1)
        text = view.text[start:end].translate(_BY_47)
        digits = digits_of(text.encode("ascii", "replace"))
        card = validators.card(digits)
        ssn = social.near(start) and len(digits) == 9
        if card or told or ssn:
            yield start, end, ("card " if card else "ssn " if ssn else "") + text


def _by_five(view: View) -> Iterator[Part]:
    for match in pattern(_FIVE).finditer(view.data):
        start, end = match.span(1)
        yield start, end, view.text[start:end].translate(_BY_5)


# --- numbers -----------------------------------------------------------------------------------------------------

_DIGITS = rb"[0-9](?:[ .-]?[()]?[ .-]?[0-9]){8,18}[(+]?"
_BACKWARDS = (
    rb"(?i)backward|reverse|flip|mirror|right to left|r\xe9ckw\xe9rts|inverse|[a\xe9]u? (?:l')?envers|al rev\xe9s"
    rb"|end to (?:the )?(?:start|beginning)|last to first|umgekehrt|von hinten|verkehrt|falsch herum|al contrario"
    rb"|rovesci|achterstevoren|achteruit|omgekeerd|bakl\xe9nges|bagl\xe9ns|wspak|od ty\xe9u|pozp\xe9tku|tersten"
    rb"|visszafel"
)
_WORDS = {
    "card ": rb"card|visa|amex|credit|debit|pan\b|charge|pay|karte|carte|tarjeta",
    "ssn ": rb"ssns?\b|social|itins?\b|tax ?id",
    "call ": rb"phone|number|call|ring|text|tel|mobile|cell|reach|contact|dial|fax|sms",
}
_FOURS = rb"\b[0-9]{4}(?:(?: [0-9]{4}){3}|(?:-[0-9]{4}){3})\b"
_PLAN = rb"^(?:\+?1[ .-]?)?\(?[2-9][0-9]{2}\)?[ .-]{0,2}[2-9][0-9]{2}[ .-]?[0-9]{4}$"
_ABROAD = rb"^\+(?:[1-9][0-9]{0,2}[ .(-]|[2-9][0-9]{9,12}$)"


def _numbers(view: View) -> Iterator[Part]:
    """Numbers that are something only backwards, each behind the word that its recogniser wants to see."""
    data = view.data
    told: bool | None = None
    for match in pattern(_FOURS).finditer(data) if view.digits > 15 and pattern(_BACKWARDS).within(data) else ():
        groups = match.group()[::-1].split(match.group()[4:5])[::-1]
        if validators.card(digits_of(b"".join(groups))):
            yield *match.span(), "card " + b" ".join(groups).decode()
    for match in pattern(_DIGITS).finditer(data):
        start, end = match.span()
        plain = data[start:end]
        if (start and data[start - 1] == 0x2B) or data[end : end + 1].isalnum():
            continue
        back = plain[::-1]
        kind = _kind(plain, back)
        if not kind:
            continue
        if told is None:
            told = pattern(_BACKWARDS).within(data)
            words = {name: Words(data, source) for name, source in _WORDS.items()}
        if told or back[:1] == b"+" or words[kind].near(start) or (kind == "ssn " and named_behind(data, end)):
            yield start, end, kind + back.decode("latin-1")


def _kind(plain: bytes, back: bytes) -> str:
    digits = digits_of(back)
    if 14 <= len(digits) <= 16:
        return "card " if validators.card(digits) and not validators.card(digits[::-1]) else ""
    if len(digits) == 9 and pattern(rb"^[0-9]{4}-[0-9]{2}-[0-9]{3}$").within(plain):
        held = validators.ssn(digits) or (digits[0] == "9" and digits[3:5] != "00")
        return "ssn " if held else ""
    if 10 <= len(digits) <= 13 and pattern(_ABROAD if back[:1] == b"+" and back[1:2] != b"1" else _PLAN).within(back):
        return "call " if not pattern(_PLAN).within(plain) else ""
    return ""
