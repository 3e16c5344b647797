"""E-mail addresses with their signs in words: ``ann [at] host [dot] org``, in a dozen languages."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence.patterns import letters, pattern
from stream_scanner.evidence.views import Edit, View

_LATIN = (
    rb"(?:at[ -]sign|arroba|chiocciola|arobase|chez|klammeraffe|\xe9t|ape(?:n)?staartje|snabel-a|ma\xe9pa|kukac"
    rb"|zavin\xe9\xe9)"
)
_AT = rb"(?:at|" + _LATIN + rb")"
_POINT = rb"(?:dot|period|punto|punkt|point|ponto|punt|kropka|pont|te\xe9ka|piste|nokta|prikk|prick)"
_SURE = rb"(?:com|org|net|edu|gov|info|biz|io|dev|example|uk|de|fr|ch|nl|pl|eu)"
_TLD = (
    rb"(?:com|org|net|edu|gov|io|co|uk|de|fr|info|dev|ai|us|ca|au|in|eu|biz|example|app|nl|es|it|pt|se|no|dk|fi|pl|cz"
    rb"|ch|at|be|ie|nz|jp|kr|ru|br|mx|za|hu|ro|gr|tr)"
)
_INSIDE = (
    rb"[a4]t(?:[ -](?:sign|symbol))?|a[ -]t|@|/at/|arr[o0]ba|ar[o0]base|chiocciola|klammeraffe|\xe9t|d[o0]t"
    rb"|d[ -]o[ -]t|/dot/|punkt|punt[o0]|p[o0]int|p[o0]nt[o0]|\.|:(?://)?"
)
_BRACKETED = rb"(?i)[ \t]?[\[({<\x80][ \t]*(" + _INSIDE + rb")[ \t]*[\])}>\x80][ \t]?"
_JOINTS = {
    b"_": rb"underscore|unterstrich|underline|tiret (?:du )?bas|gui\xe9n bajo|guion bajo|sublinhado|laag streepje",
    b"-": rb"dash|hyphen|minus|bindestrich|guion|trattino|tiret|streepje",
    b"+": rb"plus",
}
"""Signs of an address besides those that part hosts, in words."""
_JOINED = rb"(?:" + _POINT + rb"|" + rb"|".join(_JOINTS.values()) + rb")"
_NAME = rb"\b(?:[a-z0-9]+[ \t]+" + _JOINED + rb"[ \t]+){0,4}[a-z0-9][a-z0-9._+-]*"
_HOST = rb"[a-z0-9-]+(?:(?:[ \t]+(?:" + _JOINED + rb")[ \t]+|\.)[a-z0-9-]+)*[ \t]+"
_FORMS = (
    # "At this point in time" is no address: other words for a dot take a domain that is no word.
    rb"(?i)" + _NAME + rb"(?:[ \t]+(?:at|at[ -]sign)[ \t]+|[ \t]*@[ \t]*)" + _HOST + rb"dot[ \t]+" + _TLD + rb"\b",
    rb"(?i)" + _NAME + rb"(?:[ \t]+" + _AT + rb"[ \t]+|[ \t]*@[ \t]*)" + _HOST + _POINT + rb"[ \t]+" + _SURE + rb"\b",
    rb"(?i)" + _NAME + rb"[ \t]+" + _LATIN + rb"[ \t]+" + _HOST + _POINT + rb"[ \t]+" + _TLD + rb"\b",
    rb"(?i)\b[a-z0-9][a-z0-9._+-]{2,}[ \t]+at[ \t]+"
    rb"(?:gmail|yahoo|hotmail|outlook|icloud|protonmail|proton|aol|gmx|live)\.(?:com|net|me|de|co\.uk)\b",
)
_SEPARATOR = rb"(?i)[ \t]+(" + _AT + rb"|" + _JOINED + rb")[ \t]+|[ \t]*(@)[ \t]*|[ \t]+(\.)[ \t]*|(\.)[ \t]+"
_NO_HOST = (
    rb"(?i)(?:[ \t](?:at|chez)|@)[ \t]+(?:the|this|that|these|those"
    rb"|a|an|any|some|my|your|his|her|its|our|their|which|each)[ \t]"
)
# What people do at a place, and who is there: "look at gmail.com".
_NOBODY = frozenset(
    b"look looks looking looked meet meeting met work works working worked login signup register registered"
    b" hosted host account accounts available page pages site website user users team people folks someone anyone"
    b" everyone here there them you her him this that it is are was were be been stay live lives living arrive"
    b" arrived check checked search searching find found shop buy bought order ordered visit stop only also not but"
    b" and or inbox mailbox mail email emails e-mail address addresses logged signed stored store engineer engineers"
    b" manager job jobs role inside point points pointed pointing aimed laugh laughed located based down up".split()
)
_SIGN = rb"[ ]?[^A-Za-z0-9\s@]{1,2}[ ]?"
_MARKED = (
    rb"(?i)\b[a-z0-9][a-z0-9._+-]*?" + _SIGN + rb"(?:at|@)" + _SIGN + rb"[a-z0-9-]+?"
    rb"(?:(?:" + _SIGN + rb"dot" + _SIGN + rb"|\.)[a-z0-9-]+?)*(?:" + _SIGN + rb"dot" + _SIGN + rb")" + _TLD + rb"\b"
)
_MARK = rb"(?i)" + _SIGN + rb"(at|@|dot)" + _SIGN
_CAPITALS = rb"\b[a-z0-9._+-]{2,}AT[a-z0-9-]+(?:(?:DOT|\.)[a-z0-9-]+)*DOT" + _TLD + rb"\b"
_UNDERSCORED = rb"(?i)\b[a-z0-9]+(?:(?:_dot_|[.-])[a-z0-9]+)*_at_[a-z0-9-]+(?:_dot_[a-z0-9-]+)*_dot_[a-z]{2,}\b"
_UNDERSCORE = rb"(?i)_(at|dot)_"
# A letter counts things as well: with blanks about it only a name that no word could be stands in front.
_LETTER_A = (
    rb"(?i)(?:\b[a-z][a-z0-9+-]*[._0-9][a-z0-9._+-]*[ \t]?[\[(]a[\])][ \t]?|\b[a-z][a-z0-9._+-]{2,}[\[(]a[\])])"
    rb"(?:[a-z0-9-]+(?:\.|[\[(](?:\.|dot|punkt)[\])]))+[a-z]{2,12}\b"
)
_SPACED = (
    rb"(?i)\b[a-z0-9][a-z0-9._+-]*([ \t]{1,2}@[ \t]{0,2}|@[ \t]{1,2}"
    rb"|[ \t]{1,2}@)[a-z0-9-]+(?:[ \t]{0,2}\.[ \t]{0,2}[a-z0-9-]+)*"
    rb"[ \t]{0,2}\.[ \t]{0,2}" + _TLD + rb"\b"
)
_DRAWN = rb"(?i)@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(c0m|0rg|n3t|1o|3du|g0v|1nfo|inf0|d3v)\b"
# Russian and Ukrainian between Latin words: "olga подчеркивание zaytseva собака pochtovik точка ru"
_WORDS = {
    "собака": "@", "собачка": "@", "эт": "@", "точка": ".", "крапка": ".", "подчеркивание": "_", "подчёркивание": "_",
    "нижнее подчеркивание": "_", "підкреслення": "_", "тире": "-", "дефис": "-", "минус": "-",
}  # fmt: skip
_CYRILLIC = rf"[ ]+({'|'.join(sorted(_WORDS, key=len, reverse=True))})[ ]+"
_CYRILLIC_RUN = (
    rf"(?i)\b[a-z0-9][a-z0-9._-]*(?:{_CYRILLIC}[a-z0-9][a-z0-9._-]*){{0,4}}[ ]+(?:собака|собачка|эт)[ ]+"
    rf"[a-z0-9-]+(?:{_CYRILLIC}[a-z0-9-]+){{0,4}}[ ]+(?:точка|крапка)[ ]+[a-z]{{2,6}}\b"
)
_ROUND_A = rb"(?i)[ \t]?\(a\)[ \t]?"
_LETTERS = str.maketrans("0134", "oiea")


def spelled_addresses(view: View) -> Iterator[Edit]:
    """``name [at] host [dot] org``, ``name at host dot com``, ``name at gmail.com`` and ``name (a) host.org``."""
    data = view.data
    low = data.lower()
    yield from _in_cyrillic(view.text)
    if (b"(a)" in low or b"[a]" in low) and b"(b)" not in low and b"[b]" not in low:
        yield from _by_letter(data)
    spoken = pattern(rb"[ \t]" + _LATIN + rb"[ \t]").within(low)
    bracketed = pattern(_BRACKETED).within(low)
    if b"at" not in low and b"@" not in low and not spoken and not bracketed:
        return
    if b"@" in low:
        for match in pattern(_DRAWN).finditer(data):
            start, end = match.span(1)
            yield Edit(start, end, view.text[start:end].translate(_LETTERS), "leet_letters", aligned=True)
    if bracketed:
        found = [
            (m, _sign(m.group(1)))
            for m in pattern(_BRACKETED).finditer(data)
            # Letters of other scripts look like their brackets here. Not one of many characters in brackets.
            if not any(char.isalnum() for char in _ends(view.text[m.start() : m.end()]))
            and not (
                data[m.start() - 1 : m.start()] in (b"]", b")", b"}")
                and data[m.end() : m.end() + 1] in (b"[", b"(", b"{")
            )
            and data[m.end() : m.end() + 2] not in (b"(#", b"(h")
        ]
        # A lone "(at)" or "[dot]" is prose; an address needs the at sign in one form or the other.
        lettered = (
            [match.span() for match in pattern(_ROUND_A).finditer(data)]
            if b"(a)" in low and not pattern(rb"\([b-z]\)").within(low)
            else []
        )
        if any(sign == "@" for _, sign in found) or b"@" in data or lettered:
            yield from (Edit(start, end, "@", "spelled_address") for start, end in lettered)
            yield from (Edit(m.start(), m.end(), sign, "spelled_address") for m, sign in found)
    prose = spoken or b" at " in low or b"at sign" in low or b" dot " in low
    spaced = b" @" in low or b"@ " in low or (b"@" in low and b" ." in low)
    forms = [(source, _SEPARATOR) for source in _FORMS] if prose or (spaced and b"dot" in low) else []
    forms += [(_SPACED, _SEPARATOR)] if spaced else []
    forms += [(_UNDERSCORED, _UNDERSCORE)] if b"_at_" in low else []
    forms += [(_CAPITALS, rb"(AT|DOT)")] if b"DOT" in data else []
    forms += [(_MARKED, _MARK)] if b"dot" in low else []
    for source, separator in forms:
        for match in pattern(source).finditer(data):
            if pattern(_NO_HOST).within(match.group()):
                continue
            first = pattern(rb"(?i)^([a-z-]+)[ \t]+at[ \t]").search(match.group())
            if first is not None and first.group(1).lower() in _NOBODY:
                continue
            for part in pattern(separator).finditer(match.group()):
                spelled = part.group(part.taken())
                sign = _sign(spelled)
                if part.group() != sign.encode():
                    yield Edit(match.start() + part.start(), match.start() + part.end(), sign, "spelled_address")


def _in_cyrillic(text: str) -> Iterator[Edit]:
    if "точка" in text or "крапка" in text:
        for run in letters(_CYRILLIC_RUN).finditer(text):
            for part in letters(_CYRILLIC).finditer(text[run.start : run.end]):
                sign = _WORDS[text[run.start + part.low : run.start + part.high].lower()]
                yield Edit(run.start + part.start, run.start + part.end, sign, "spelled_address")


def _ends(bracketed: str) -> tuple[str, str]:
    inner = bracketed.strip(" \t")
    return inner[0], inner[-1]


def _sign(spelled: bytes) -> str:
    if spelled[:1] == b":":
        return spelled.decode()  # hxxp[:]//, postgres[://]
    word = spelled.strip(b" \t_/").lower()
    word = word.replace(b"0", b"o") if word[:1].isalpha() else word
    for sign, words in _JOINTS.items():
        if pattern(rb"^(?:" + words + rb")$").within(word):
            return sign.decode()
    at = word in (b"at", b"@", b"a t", b"a-t", b"at symbol") or pattern(rb"^" + _LATIN + rb"$").within(word)
    return "@" if at else "."


def _by_letter(data: bytes) -> Iterator[Edit]:
    for match in pattern(_LETTER_A).finditer(data):
        if data[match.end() : match.end() + 1] != b"(":
            for sign in pattern(rb"(?i)[ \t]?[\[(](?:a|\.|dot|punkt)[\])][ \t]?").finditer(match.group()):
                char = "@" if b"a" in sign.group().lower() else "."
                yield Edit(match.start() + sign.start(), match.start() + sign.end(), char, "spelled_address")
