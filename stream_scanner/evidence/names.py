"""Recogniser of NAME, only where the layout says that a name stands there. Names in free text are the model's."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence.known import called_alike, listed_name, lists, words
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View

_PART = rb"(?:[A-Z\xe9][A-Za-z\xe9'-]+|[A-Z]\.?)"
_PARTICLES = rb"(?:(?:van|von|der|den|de|del|della|da|di|dos|la|le|bin|al|el|ter|y)[ \t]+){0,2}"
_FULL = _PART + rb"(?:[ \t]+" + _PARTICLES + _PART + rb"){0,3}"
_WHOLE = _PART + rb"(?:[ \t]+" + _PARTICLES + _PART + rb"){1,3}"

# A label at the head of a line or cell, one word of a name or more.
_LABELLED = (
    rb"(?im:(?:^|[|;{,\t])[ \t>*\"'-]{0,4}(?:(?:full|patient|client|customer|employee|member|applicant|tenant|student"
    rb"|candidate|contact|cardholder|account holder|legal|your|guest|passenger|recipient|beneficiary)(?:'s)?[ _-]?name"
    rb"|name|patient|client|employee|applicant|tenant|attn|attention|cardholder|contact person|beneficiary"
    rb"|landlord|landlady|policy ?holder|insured|payee|borrower|guarantor|witness|next of kin|nombre(?: y apellidos"
    rb"| completo)?|nom(?: et pr.nom| complet)?|nome(?: completo)?|naam|navn|namn|imi. i nazwisko|vorname|nachname"
    rb"|kontoinhaber(?:in)?|kundin|mieterin|ansprechpartner(?:in)?|kontaktperson|patientin|kunde|mieter"
    rb"|name und vorname|pacjent(?:ka)?|paziente|paciente|pasient|counsel(?: of record| for [a-z]+)?"
    rb"|attorney(?: for [a-z]+)?|plaintiff|defendant|signed(?: by)?)"
    rb"[\"'*]{0,2}[ \t]{0,2}:[\"'* \t]{0,4}(?:\r?\n)?[ \t]{0,4})(" + _FULL + rb")"
)
_MAILBOX = (
    rb"(?m:(?:^|[,;:>\"'(][ \t]{0,2}|\b(?i:from|to|cc"
    rb"|bcc)[ \t]+)[\"']?)(" + _WHOLE + rb")[\"']?[ \t]+[<(\[][^\s<>@]{1,64}@[^\s<>@]{1,255}[>)\]]"
)
_TITLED = (
    rb"\b(?:Mr|Mrs|Ms|MR|MRS|Mx|Miss|Dr|Prof|Herrn?|Frau|Mme|Mlle|Sra|Se\xe9ora?|Sig|Smt|Shri|Signora?|Senhora?"
    rb"|Cllr|Dhr|Mevr|Pani|Atty|Adv|Mdm|Sig\.ra|Sig\.na|dhr|mevr|mw|Fru|fru|Hr\.|Sr\.|Dra|Say\xe9n|Pan\xe9"
    rb"|[Dd]oamn[ae]i?|[Dd]omnul(?:ui)?|Pak|Bapak|Ibu|[Dd]na|[Dd]l\.|D\.\xe9|In Sachen|Grand(?:ad|ma|pa)"
    rb"|[SDW]/[oO])\.?[ \t]+"
    rb"(?:(?:Dr|Prof|med|Ing|Dipl)\.?[ \t]+){0,3}(" + _FULL + rb")"
)
# "M. Traoré", not the end of a row of initials, nor a title: "Adieu Monsieur Haffmann"
_MONSIEUR = (
    rb"(?:(?:[,;:(][ ]?|[ \n][a-z\xe9']{1,12}[ ])(?:M\.|Monsieur|Madame)|(?:^|\n)(?:Monsieur|Madame))[ \t]("
    + _FULL + rb")"
)  # fmt: skip
# "Hoi Jorrit," at the beginning of a line; in English only listed names.
_GREETED = (
    rb"(?m:^[ \t>]{0,4}(Hoi|Hallo|Hej|Hei|Ahoj|Cze\xe9\xe9|Salut|Ciao|Hola|Ol\xe9|Oi|Moi|Szia|Beste|Lieber?|Kj\xe9re"
    rb"|K\xe9re|Drog[ai]|Ch\xe9re?|Caro|Cara|Querid[oa]|Estimad[oa]|Hi|Hello|Hey|Dear)"
    rb"[ ](?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herr|Frau)\.?[ ])?(" + _PART + rb"(?:[ ]" + _PART + rb")?)[,!])"
)
_ENGLISH = frozenset((b"Hi", b"Hello", b"Hey", b"Dear"))
_EVERYBODY = (
    rb"(?i)^(?:alle[ns]?|zusammen|ihr|leute|team|iedereen|collega|tous|toutes|todos|todas|tutti|pessoal|gente"
    rb"|amig[oa]s?|equipo|kolleg|herr|frau|se\xe9or|senhor|cliente|kunde|klant|client|mamy|pa\xe9stwo|pani|pan"
    rb"|v\xe9ichni|kaikki|mindenki|world|nachbar|vecinos|equipe|\xe9quipe|d\xe1mas|sir|madam)"
)
# "DECLARATION OF SAMIR ADEYINKA IN SUPPORT OF ..."
_OATH = (
    rb"\b(?i:declaration|affidavit|deposition|testimony|witness statement) (?i:of)"
    rb" ([A-Z][A-Z'.-]+(?: [A-Z][A-Z'.-]+){1,2}?) IN\b"
)
_BORN = rb"\bn\xe9e[ ](" + _FULL + rb")"
# As airlines write passengers: "ADEYEMI/FOLASADE MRS"
_PASSENGER = rb"\b([A-Z-]{2,24}/[A-Z]{2,24}(?: [A-Z]{2,24})?) ?\(?(?:MR|MRS|MS|MISS|MSTR|CHD|INF|DR)\b"
# Lines of cards and licences: "LN QUINTERO", "Sukunimi KUUSISTO-LAHTI"
_CARD = (
    rb"(?im:^(?:LN|FN|DAC|DCS|surname|given names?|family name|nom|pr\xe9noms?|apellidos?|nombres?|cognome|nome"
    rb"|nazwisko|imi\xe9|efternamn|f\xe9rnamn|etternavn|fornavn|sukunimi|etunimet|nachname|vornamen?|achternaam"
    rb"|voornamen)[ \t]{1,4}(?-i:([A-Z\xe9][A-Z\xe9' -]+))[ \t]*\r?$)"
)
# The halves of a form, of which several stand on a line.
_HALF = (
    rb"(?im:(?:^|[|;,\t]|[ ]{2})[ \t]{0,4}(?:surname|given names?|forenames?|(?:first|last|family) name|pr\xe9noms?"
    rb"|apellidos?|cognome|nazwisko|voornaam|achternaam|efternamn|f\xe9rnamn|etternavn|fornavn|sobrenome)"
    rb"[ ]{0,2}:[ \t]{1,24}(?-i:(" + _PART + rb"(?:[ ]" + _PARTICLES + _PART + rb"){0,3})))"
)
_ELEMENT = (
    rb"(?i)<(?:given|family|surname|forename|(?:first|last|full|given|family)[_-]?name)>(?-i:(" + _FULL + rb"))</"
)
_SELF = (
    rb"\b(?:[Mm]y name is|[Mm]y name's|[Tt]his is|[Ss]igned by|[Mm]e llamo|[Mm]ein Name ist"
    rb"|[Jj]e m'appelle)[ \t]+(" + _WHOLE + rb")"
)
# Ends of mails in a score of languages, and those that begin other sentences too.
_CLOSING = (
    rb"(?:(?:kind|best|warm|with kind)(?:est)? )?regards|best wishes|sincerely(?: yours)?|cheers|yours (?:sincerely"
    rb"|faithfully|truly)|(?:many )?thanks(?: again)?(?: so much| a lot)?|thank you(?: again)?(?: so much"
    rb"| very much)?|thx|respectfully|cordially|(?:mit )?(?:freundlichen|freundliche|viele|liebe|beste|herzliche"
    rb"|sch\xe9ne)[rn]? gr\xe9(?:\xe9|ss)en?|[lv]g|mfg|(?:bien )?cordialement|cdlt|bien \xe9 vous|amicalement|(?:un "
    rb"|muchos )?saludos?(?: cordial(?:es)?)?|atentamente|cordialmente|un abrazo|abra\xe9os?|atenciosamente"
    rb"|(?:cordiali |distinti |cari )saluti|(?:met )?(?:vriendelijke |hartelijke )?groet(?:en|jes)?|mvg"
    rb"|(?:med )?v\xe9nlig(?:a)? h\xe9lsning(?:ar)?|h\xe9lsningar|mvh|(?:med )?ven(?:n)?lig(?:e)? hilsen(?:er)?"
    rb"|(?:yst\xe9v\xe9llisin )?terveisin|pozdrawiam|z powa\xe9aniem|(?:s )?pozdravem|\xe9dv\xe9zlettel"
    rb"|sayg\xe9lar\xe9mla|selamlar"
)
_SHORT_CLOSING = rb"best|love|bises|att|saluti|hilsen|vh"
_SIGN_OFF = (
    rb"(?i:(?:^|\n)[ \t]*(?:-- ?|(?:" + _CLOSING + rb"|" + _SHORT_CLOSING + rb"),?)[ \t]*\r?\n\s{0,4}"
    rb"(?-i:(" + _FULL + rb"))[ \t]*(?:\r?\n|$|,|[ ](?:&|and|und|et|y)[ ]))"
)  # fmt: skip
_SIGN_LINE = (
    rb"(?i:(?:^|\n|[.!?][ ]+)(?:(?:" + _CLOSING + rb")[,.!]?|(?:" + _SHORT_CLOSING + rb"),)[ ](?-i:(" + _FULL + rb"))"
    rb"[ \t]*(?:\r?\n|$))"
)
# "[14:08] Wanderson Teles: ...", "12/03/2024, 14:08 - Ana: ..."
_SPEAKER = (
    rb"(?m:^\[?(?:[0-9./-]{6,10},? )?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[AaPp][Mm])?\]?[ ]{1,2}(?:- )?("
    + _PART + rb"(?:[ ]" + _PARTICLES + _PART + rb"){0,2}):[ ])"
)  # fmt: skip
_MACHINE = rb"(?i)\b(?:bot|server|desk|system|monitor|agent|alert|build|deploy|info|error|warn|debug|caller|operator)"
SPEAKERS = 3
"""Lines that make a transcript."""
_TRAILER = rb"[ \t]+(?:Apt|Suite|Ste|Unit|PhD|Ph|MD|Esq|CPA|DDS|RN)\b.*$"
_NOT_NAMES = (
    rb"(?i)\b(?:inc|llc|ltd|llp|gmbh|corp|company|team|group|support|service|services|bank|university|office"
    rb"|department|security|server|street|avenue|road|the|and|of|is|are|was|please|dear|hello|thanks|required"
    rb"|optional|unknown|none|null|true|false|test|string|number|date|phone|email|address|value|type|version|update"
    rb"|account|details|new|old|your|my|our|this|that|general|attached|todo|n/a|sir|madam|all|customer|not|no|yes"
    rb"|okay|ok|i|monday|tuesday|wednesday|thursday|friday|january|february|april|june|july|august|september|october"
    rb"|november|december|doctor|manager|secretary|president|chair(?:man|woman)?|speaker|minister|ambassador"
    rb"|director)\b"
)


# Labels that things have as well, and the half of a form or record that tells persons from them.
_COMMON = (
    rb"(?i)(?:^|[^a-z_ -])[ \t>*\"'-]{0,4}(?:name|client|customer|contact|attn|attention|recipient|beneficiary|employee"
    rb"|patient|applicant|tenant|nombre|nom|nome|naam|navn|namn|kunde|mieter"
    rb"|plaintiff|defendant)[\"'*]{0,2}[ \t]{0,2}:[^:]*$"
)
_PERSON = (
    rb"(?i)\b(?:dob|born|birth|ssn|gender|sex|age|phone|mobile|e-?mail|surname|(?:first|last|middle|given"
    rb"|family)[ _-]?name|address|nationality|passport|salary|hired?|married|diagnos|mrn|nhs|sincerely|signature"
    rb"|signed|telefon|geb)"
)
_THING = (
    rb"(?i)\b(?:product|package|sku|prices?|versions?|uses|runs?[ _-]?on|run|schedule|kind|apiversion|image|steps?"
    rb"|jobs?|category|plan|qty|quantity|stock|host|service|module|repo(?:sitory)?|height|project|dependencies"
    rb"|license|file|metadata|namespace|plugins?|description|type|on)[\"']?[ \t]{0,2}[:=]"
)
LONGEST_END = 4
"""Characters behind a name that ends a message."""
AROUND = 160
"""Characters on either side of a name that are looked through for what else is said of it."""


def names(view: View) -> Iterator[Hit]:
    """Names behind a label, a title or "my name is", before an address in angle brackets, and under a letter."""
    data = view.data
    for source, confidence, hints in (
        (_LABELLED, 0.75, (b":",)),
        (_MAILBOX, 0.85, (b"@",)),
        (_TITLED, 0.8, (b" ",)),
        (_MONSIEUR, 0.75, (b"M. ", b"Mons", b"Mada")),
        (_BORN, 0.8, (b"n\xe9e ",)),
        (_OATH, 0.8, (b" OF ", b" of ")),
        (_ELEMENT, 0.8, (b"</",)),
        (_HALF, 0.75, (b"name", b"nom", b"pellido", b"ogn", b"azwisko", b"naam", b"namn", b"navn", b"obre")),
        (_SELF, 0.8, (b"ame", b"his is", b"igned", b"llamo")),
        (_SIGN_OFF, 0.75, (b"\n",)),
        (_SIGN_LINE, 0.75, (b" ",)),
    ):
        if not any(hint in data for hint in hints):
            continue
        for match in pattern(source).finditer(data):
            start = match.start(1)
            value = match.group(1)
            if trailer := pattern(_TRAILER).search(value):
                value = value[: trailer.start()]
            value = value.rstrip(b".'- \t")
            if len(value) > 1 and not pattern(_NOT_NAMES).within(value) and not _shouted(value):
                told = view.text[start : start + len(value)]
                if not _somebody(source, view, match.start(), start, start + len(value), told):
                    continue
                yield Hit("NAME", start, start + len(value), confidence)

    yield from _greeted(view)
    yield from _speakers(view)
    for match in pattern(_CARD).finditer(data) if b"\n" in data else ():
        yield Hit("NAME", *match.span(1), 0.75)
    for match in pattern(_PASSENGER).finditer(data) if b"/" in data else ():
        yield Hit("NAME", *match.span(1), 0.8)


def _greeted(view: View) -> Iterator[Hit]:
    """Whom a mail greets."""
    for match in pattern(_GREETED).finditer(view.data):
        start, end = match.span(2)
        named = listed_name(view.text[start:end]) or not (
            match.group(1) in _ENGLISH or pattern(_EVERYBODY).within(match.group(2))
        )
        if named and not pattern(_NOT_NAMES).within(match.group(2)):
            yield Hit("NAME", start, end, 0.75)


def _speakers(view: View) -> Iterator[Hit]:
    """Who speaks in a transcript: names of two words, and listed ones."""
    if b":" not in view.data:
        return
    lines = list(pattern(_SPEAKER).finditer(view.data))
    for match in lines if len(lines) >= SPEAKERS else ():
        start, end = match.span(1)
        said = match.group(1)
        if (b" " in said or listed_name(view.text[start:end])) and not (
            pattern(_MACHINE).within(said) or pattern(_NOT_NAMES).within(said)
        ):
            yield Hit("NAME", start, end, 0.75)


def _somebody(source: bytes, view: View, begin: int, start: int, end: int, told: str) -> bool:
    """Whether a name where things are named too is a person's: listed, or told of as people are."""
    if source in (_SIGN_OFF, _SIGN_LINE):
        ends = (
            source is _SIGN_OFF
            and not view.data[end : end + LONGEST_END].strip()
            and told.isalpha()
            and told.lower() not in called_alike()
        )
        return ends or any(word.lower() in lists() for _, _, word in words(told))
    lead = view.data[begin:start]
    if source is _SELF and lead.lower().startswith(b"this"):
        return listed_name(told)
    if source is not _LABELLED or not pattern(_COMMON).within(lead):
        return True
    around = view.data[max(0, begin - AROUND) : begin] + b"\n" + view.data[end : end + AROUND]
    person = pattern(_PERSON).within(around)
    return person or (listed_name(told) and not pattern(_THING).within(around))


def no_name(word: str) -> bool:
    """Whether a word is one of firms, streets, forms and dates."""
    return pattern(_NOT_NAMES).within(word.encode("latin-1", "replace"))


def _shouted(value: bytes) -> bool:
    return b" " not in value and (value.isupper() or pattern(rb"[a-z][A-Z]").within(value))
