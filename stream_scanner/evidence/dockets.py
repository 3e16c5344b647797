"""Recogniser of docket numbers as the courts of the world write them.

`legal` knows the courts of the United States and what stands behind ``case no.`` and kin; this one the registers of
others: by their structure alone, or by a word for a court around them where dates, parts and invoices look the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from stream_scanner.evidence.context import Words
from stream_scanner.evidence.patterns import Pattern, letters, pattern
from stream_scanner.evidence.recognisers import Hit, digits_of
from stream_scanner.evidence.views import View

AROUND = 100
"""Characters before a number, and behind it, in which a word for a court makes it a case's."""

# Brazil: number, check digits, year, branch, tribunal, and place of origin.
_CNJ = rb"\b[0-9]{7}-[0-9]{2}\.[0-9]{4}\.?[0-9]\.?[0-9]{2}\.[0-9]{4}\b"
# YYYY stands for a year in these sources; see `_spelled`.
_SURE = (
    # Roman numerals of chambers and the registers of Poland and of Germany's federal courts.
    rb"\b(?:[IVXL]{1,6} (?:A?Z[RB]|ARZ|StR|C(?:SKP?|ZP|NPP?|KN?|ps|upr|[aoz])|A[CGKUP](?:zw|[aoz])"
    rb"|G(?:Co|Nc|Up|Uk|[Caz])|K(?:KN?|Z|zw|op|ow|[opaS])|Nc(?:-e)?|R?Ns|RCa?|P(?:SK|ZP|[aozK])|U(?:SKP?|ZP|[azK])"
    rb"|[OGF](?:SK|PS)|SAB?/[A-Z][a-z]|Ds|W[as]) [0-9]{1,7}/[0-9]{2}|[IVXL]{2,6} [A-Z] [0-9]{3,6}/[0-9]{2}"
    # Germany, Austria with its check letter, Switzerland, the Czech Republic.
    rb"|B [0-9]{1,2} [A-Z]{1,3} [0-9]{1,4}/[0-9]{2} (?:[RBS]|KH|BH)|[12] Bv[A-Z] [0-9]{1,4}/[0-9]{2}"
    rb"|[0-9]{1,3} (?:Ob[AS]?|Os|Ns|Cg[as]?|Hv|R[as]|Bs|P[su]|Fam|Nc|Msch|Bkd|Okt?|Se) [0-9]{1,5}/[0-9]{2}[a-z]"
    rb"(?:-[0-9]{1,3})?|R[ao] YYYY/[0-9]{2}/[0-9]{4}|[1-9][A-G][_.][0-9]{1,4}/YYYY"
    rb"|[0-9]{1,3} (?:[CT]do|INS|ICm|Afs|A[dz]s|EXE|Cm) [0-9]{1,5}/YYYY(?:-[0-9]{1,4})?"
    # The Netherlands, and Belgium.
    rb"|C/[0-9]{2}/[0-9]{5,7} ?/ ?[A-Z]{2}[ /][A-Z]{2,3}[ /][0-9]{2}[-/][0-9]{1,5}|C/(?:0[1-9]|1[0-9]|2[0-3])/[0-9]{6}"
    rb"|(?:HA (?:ZA|RK)|KG ZA|[FJ][AE] RK|CV EXPL|EA VERZ) [0-9]{2}[-/][0-9]{1,5}"
    rb"|YYYY/(?:AR|RG|AB|AL|FA|KR|PGA|QR|RK|EV)/[0-9]{1,5}|[CDFPS]\.[0-9]{2}\.[0-9]{4}\.[FN]"
    # Norway, Denmark, Portugal, Hungary.
    rb"|(?:HR|L[ABEFGH]|T[A-Z\xe9]{3})-20[0-9]{2}-[0-9]{2,6}(?:-[A-Z])?"
    rb"|[0-9]{2}-[0-9]{6}[A-Z]{3}-[A-Z]{4}(?:/[0-9]{2}|/[A-Z]{4})?|BS-[0-9]{1,6}/20[0-9]{2}(?:-[A-Z]{3})?"
    rb"|[0-9]{1,6}/[0-9]{2}\.[0-9][A-Z][A-Z0-9]{2}[A-Z]{2}(?:-[A-Z])?(?:\.[A-Z][0-9]){0,2}"
    rb"|[PGKMB][fk]?v?\.(?:[IVX]{1,4}\.)?[0-9]{2}\.[0-9]{3}/YYYY(?:/[0-9]{1,3})?"
    # Tribunals of the United Kingdom; Australia, New Zealand, Canada, more of the United States.
    rb"|UKEAT/[0-9]{4}/[0-9]{2}(?:/[A-Z]{2,4})?|(?:HU|PA|EA|DA|IA|AA|RP|UI|JR)/[0-9]{5}/20[0-9]{2}"
    rb"|(?:NSD|VID|QUD|WAD|SAD|ACD|NTD|TAD) ?[0-9]{2,5}(?:/| of )YYYY|S E?CI YYYY [0-9]{5}"
    rb"|C(?:IV|RI)-YYYY-[0-9]{3}-[0-9]{1,6}|[A-Z]{2}-[0-9]{2}-[0-9]{8}-[0-9A-Z]{4}|[01][0-9]-[0-9]{2}-[0-9]{5}-C[VR]"
    rb"|[0-9]{2}-YYYY-[0-9]{8}-[A-Z]{2}-[A-Z]{2}-[A-Z]{3}|[A-Z]{2}-[0-9]{2}-[A-Z]{2}-[0-9]{7}-YYYY"
    # Kenya, Nigeria and its neighbours, Singapore, Malaysia, Indonesia, the Philippines, Peru, Colombia.
    rb"|(?:HC|CA|ELC|MC)[A-Z]{2,6} E[0-9]{3,4} of 20[0-9]{2}"
    rb"|(?:FHC|NICN|FCT|HCT|KHC)(?:/[A-Z]{1,5}){1,4}/[0-9]{1,6}[A-Z]?/YYYY|HCT(?:-[0-9A-Z]{2}){3}-[0-9]{3,4}-YYYY"
    rb"|(?:HC|CA|AD|SIC)/[A-Z]{1,4} [0-9]{1,5}/YYYY"
    rb"|[A-Z]{1,2}-[0-9]{2}[A-Z]{0,5}(?:\([A-Z]{1,3}\))?-[0-9]{1,5}-[0-9]{2}/20[0-9]{2}"
    rb"|[0-9]{1,5}/P(?:dt|id)(?:\.[A-Z][A-Za-z-]{0,8}){0,3}/YYYY(?:/P[NTA][. ]?[A-Z][a-z]{2}(?:\.[A-Z][a-z]{2})?)?"
    rb"|G\.R\. ?Nos?\. ?(?:L-)?[0-9]{5,6}|[0-9]{5}-YYYY-[0-9]{1,3}-[0-9]{4}-[A-Z]{2}-[A-Z]{2}-[0-9]{2}"
    rb"|[0-9]{5}-[0-9]{2}-[0-9]{2}-[0-9]{3}-YYYY-[0-9]{5}-[0-9]{2})\b"
)
# India and its neighbours: the register, which is a part of the number unless "No." stands between.
_REGISTER = (
    rb"(?i)\b((?:w\.p|o\.s|r\.s\.a|r\.f\.a|s\.l\.p|cr[il]{0,2}\.? ?(?:a|m\.?c|(?:o|r|w|l|rev)\.?p|misc)|c\.r\.p"
    rb"|m\.f\.a|f\.a\.o|l\.p\.a|o\.m\.p|c\.m\.a|p\.i\.l|mac\.? ?app|bail appln|arb\.?p|cont\.?cas)\.?"
    rb"(?: ?\([a-z.& ]{1,8}\))?|(?:wp|slp|cs|rfa|fao|omp|cp|ca|ma|fa|cm|efa|ccp|lpa|ita)\.? ?"
    rb"\((?:crl?\.?|os|comm|ib|at|md|pil|[cst])\)) ?(nos?\.? ?)?((?:[a-z]-)?[0-9]{1,6}(?:-[a-z]{1,2})?(?:/| of )YYYY)\b"
)
_N = rb"(?: ?(?i:n(?:os?|r|[\xe9\x80]|\.? ?[o\x80\xe9]|um|\xe9m)?\b?[.\x80]{0,2}|numbers?|ref\.?|#))?[ :]{0,2}"
_BEHIND = (
    rb"\b[Nn]os?\. ?([0-9]{2}-[0-9]{1,5}),? \((?:[0-9]{1,2}(?:st|nd|rd|th|d)|Fed\.|D\.C\.) Cir\.",
    # A kind of case with its number and year, wherever English law is spoken.
    rb"(?i:\b(?:petition|suit|appeal|revision|cause|case|complaint|plaint|summons|writ|hc[a-z]{2,3})"
    rb"(?: ?\([a-z.& ]{1,9}\))? ?(?:nos?\.?|number) ?)((?:[A-Z]{1,2}-?)?[0-9]{1,6}(?:-[A-Z]{1,2})?(?:/| of )YYYY)\b",
    rb"(?i:\bcase|\bindictment|\bcrown court)(?i: ?ref\.?| ?no\.?| ?number)?[ :]{1,3}(T20[0-2][0-9]{5})\b",
    # France and Italy: the general roll. Cassation.
    rb"\bR\.?G\.?(?: ?N\.?R\.?| ?Lav\.?| ?Trib\.?)?"
    + _N + rb"([0-9]{2}/[0-9]{5}|[0-9]{1,6}/YYYY|[0-9]{3,6}/[0-9]{2})\b",
    rb"(?i:\bpourvois?)" + _N + rb"([A-Z]? ?[0-9]{2}-[0-9]{2}\.[0-9]{3})\b",
    rb"\b[Nn]\. ?([0-9]{1,6}/(?:[0-9]{2}|YYYY)) R\.? ?G\.?\b",
    # Poland, the Czech Republic, Romania, Germany's administrative courts.
    rb"(?i:\bsygn(?:atura|\.)?(?: akt)?|\bsp\. ?zn\.|(?:^| )\xe9\. ?j\.|\bgz|\bgesch\xe9ftszahl)[ :.]{1,3}"
    rb"((?:[IVXL]{1,6}\.? |[0-9]{1,3} )?[A-Z\xe9][A-Za-z\xe9/-]{0,5} [0-9]{1,6}/[0-9]{2,4}[a-z]?(?:-[0-9]{1,4})?)\b",
    rb"(?i:\bdosar(?:ul|ului)?)" + _N + rb"([0-9]{1,6}/[0-9]{1,4}/20[0-9]{2})\b",
    rb"\b(?:BVerw|O?V)G ([0-9]{1,2} ?[A-Z] [0-9]{1,4}[./][0-9]{2})\b",
    # Kinds of procedure of Spain and of those who write its law.
    rb"(?i:\b(?:procedimiento|juicio|diligencias|ejecuci\xe9n|rollo de|recurso de|amparo):? (?:de )?(?:ordinario|verbal"
    rb"|abreviado|monitorio|penal|laboral|concursal|cambiario|previas|urgentes|r\xe9pido|hipotecari[oa]"
    rb"|t\xe9tulos judiciales|(?:in)?directo|apelaci\xe9n|casaci\xe9n|amparo|suplicaci\xe9n|contencioso))"
    + _N + rb"([0-9]{1,6}/YYYY)\b",
    # Chile; Turkey; South Africa's labour court; New South Wales.
    rb"(?i:\brol|\bcausa)(?i: rol)?" + _N + rb"([A-Z]-[0-9]{1,6}-YYYY)\b",
    rb"(?i:\besas|\bkarar|\bdosya)" + _N + rb"(YYYY/[0-9]{1,6})\b",
    rb"(?i:\bcase)" + _N + rb"((?:J[ARS]?|D) ?[0-9]{1,5}/[0-9]{2})\b",
    rb"(?i:\bcourt (?:matter|case|file))" + _N + rb"(20[0-9]{2}/00[0-9]{6})\b",
)  # fmt: skip
# What other things are numbered like as well.
_BESIDE = (
    # Ireland; the Crown Court; employment and other tribunals; families.
    rb"\b(YYYY/[0-9]{1,5} ?(?:P|S|R|M|JR|CA|SP|SS|SA|MCA|COS|EXT|CAT|CAF|SSP|HLC|PAP)|[TS]20[0-2][0-9]{5}"
    rb"|[1-9][0-9]{6}/20[0-9]{2}|[ABC][1-9]/20[0-9]{2}/[0-9]{4}|[A-Z]{2}[0-9]{2}[CPDFZ][0-9]{5}"
    # Germany, Austria, the Czech Republic; social courts; Switzerland; Sweden.
    rb"|[IVXL]{1,6} [A-Z][A-Za-z]{0,4} [0-9]{1,6}/[0-9]{2}"
    rb"|(?:[SL] )?[0-9]{1,3} (?:[A-Z]|I[NK]|[UW]F|HK|OH|A[RSL]|[CDKLQ]s|[CST]a|BV|Co|Nc|To|Ad|OWi|KLs)"
    rb" [0-9]{1,5}/(?:YYYY(?:-[0-9]{1,4})?|[0-9]{2}[a-z]?)"
    rb"|[A-F]-[0-9]{1,4}/20[0-9]{2}|[A-Z]{2}[0-9]{6}-[LO]|(?:[BFKMPT]|PMT|FT|UM) ?[1-9][0-9]{2,4}-[0-9]{2}"
    # The Court of Justice; the Netherlands; Quebec; California; Turkey.
    rb"|[CTF]-[0-9]{1,4}/[0-9]{2}|[0-9]{3}\.[0-9]{3}\.[0-9]{3}/[0-9]{2}"
    rb"|(?:AWB|SGR|AMS|UTR|ROT|ARN|HAA|BRE) [0-9]{2}[/_-][0-9]{2,5}|[0-9]{3}-[0-9]{2}-[0-9]{6}-[0-9]{3}"
    rb"|[0-9]{2}[A-Z]{2}(?:CV|CP|RO|LC|UD|SC|PB|FL)[0-9]{5}|20[0-9]{2}/[0-9]{1,6} [EK]"
    # Hong Kong, Australia's states, India without dots, the Balkans; Africa, parted by slashes.
    rb"|(?:HC[AMPCILW]{1,2}|HCMP|CAC[VC]|FAC[VC]|DCC[JC]|DCMP|CCT|HCCC|HCCA|ELC|WP|OS|CS|SLP|RFA|JR|JS|[SMBPAHCK])[ -]?"
    rb"[0-9]{1,5}/20[0-9]{2}|(?:[A-Z]{1,5}/){2,4}[0-9]{1,6}[A-Z]?/YYYY)\b",
    rb"(?:^|[ (])((?:PM)?\xe9 ?[1-9][0-9]{2,4}-[0-9]{2})\b",  # Swedish, where no word begins for the engine
    # Washington's, Wisconsin's and Turkey's courts; the American Arbitration Association.
    rb"\b([0-9]{2}-[1-9]-[0-9]{5}-[0-9](?: [A-Z]{3})?|(?:19|20)[0-9]{2}(?:CF|CM|CV|CT|SC|FA|TR|PR|GN|JC)[0-9]{6}"
    rb"|[0-9]{2}-[0-9]{2}-[0-9]{4}-[0-9]{4}|(?:19|20)[0-9]{2}/[0-9]{1,6} [EK])\b",
    # Spain's general number of a case; what German lawyers call it.
    rb"\bNIG[:.]? ([0-9]{5}[ .-]?[0-9]{2}[ .-]?[0-9][ .-]?20[0-9]{2}[ .-]?[0-9]{7})\b",
    rb"(?i:\b(?:unser )?zeichen[: ]{1,2}|\bu\. ?z\.[: ]{1,2})([0-9]{3,6}[-/][0-9]{2}(?:[/-][A-Za-z]{2,4}){0,3})\b",
    # What a law firm calls its matter.
    rb"(?i:\b(?:our|your"
    rb"|their) ref(?:erence)?[:.]{0,2}) ?([A-Z]{2,4}(?:/[A-Z]{2,4}){0,2}[/.][0-9]{3,6}(?:[./-][0-9]{1,4})?)\b",
    # Appeals in the United States; cassation in France.
    rb"\b[Nn]os?\. ?([0-9]{2}-[0-9]{3,5})\b",
    rb"\b[Nn](?:o\.|[o\x80.]{1,2}) ?([0-9]{2}-[0-9]{2}\.[0-9]{3})\b",
    # Strasbourg, South Africa, Romance and Slavic courts: nothing but number and year behind a word for a case.
    rb"(?i:\b(?:cases?|suit|petition|appeal|applications?|reference|proceedings?|record|indictment|affaire|requ\xe9te"
    rb"|beschwerde|exp\.|zaak|zaaknummer|rolnummer|m\xe9l|sag|sak|spraw[ay]|verfahren|rechtssache|esas|karar|dnro"
    rb"|diaarinumero|(?:proce(?:so|sso|dimento|dimiento)|autos|expediente|rollo|recurso|causa|sentenza|ricorso)"
    rb"(?: [a-z\xe9]{2,12}){0,4}))"
    + _N + rb"([0-9]{3,6}/[0-9]{2}|[0-9]{1,7}(?:/| of )YYYY|[A-Z] [0-9]{2}/[0-9]{2,5})\b",
)  # fmt: skip
_COURT = (
    rb"courts?\b|tribunal|judg|judici|legal hold|claim n|counsel|solicitor|attorney|law firm|llp\b|arbitrat|dismiss"
    rb"|\bcase\b|arraign|recorder\b|justices?\b|lawsuit|suit\b|litiga|proceedings?\b|petition|plaintiff|defendant"
    rb"|claimant|appeal|appell|verdict|docket|magistrate|prosecut|indict|writ\b|circuit\b|rul(?:ing|ed)\b|barrister"
    rb"|v- |strasbourg|echr\b|cjeu\b|[a-z\xe9]{0,20}gericht|urteil|beschl[u\xe9]s|klage\b|kl\xe9ger|beklagt"
    rb"|rechtsstreit|rechtssache|berufung|[a-z]{0,9}beschwerde|senat\b|ogh\b|bgh\b|olg\b|lg\b|aktenzeichen"
    rb"|verfahren\b|cour d|cassation|arr\xe9t|jugement|pourvoi|greffe|parquet|affaire\b|juzgado|juicio|audiencia"
    rb"|sentencia|demanda|magistrad|querella|fiscal\xe9a|procurador|vara\b|comarca|ju\xe9z|juiz|desembarg|senten\xe9a"
    rb"|apela\xe9\xe9o|corte\b|giudic|sentenza|ricorso|udienza|rechtbank|gerechtshof|hoge raad|kantonrechter|vonnis"
    rb"|s\xe9d(?:u|owi|em)?\b|wyrok|sygn|postanowieni|pozew|pozw|apelac|m\xe9l\b|[a-z\xe9]{0,10}r\xe9tt(?:en)?\b"
    rb"|[a-z\xe9]{0,10}domstol|[a-z]{2,10}retten\b|k\xe9r\xe9j\xe9|[a-z]{0,6}oikeu|soud|rozsud|dosar|judec\xe9tor"
    rb"|mahkeme|b\xe9r\xe9s\xe9g"
)
# What every one of them has: number and year parted or joined, or one of the shapes that have neither.
_GATE = (
    rb"NIG|[0-9A-Z]/[0-9]|/[A-Z]{1,5}/|[0-9] of [12]|[0-9]-[0-9]{2}|[A-Z]-[0-9]{2}|[0-9]{6}-[LO]"
    rb"|[CDFPS]\.[0-9]{2}\.[0-9]{4}|[Vw]G [0-9]|G\.R\.|\b[TS]20[0-9]{6}\b|[0-9]{2}[A-Z]{1,4}[0-9]{5}|S E?CI "
)
# A mark of theirs between digits, or on both sides of some, or before a parted number.
_ABROAD = rb"[0-9]\x80{1,3}[0-9]|\x80[ )]?\x80? ?[0-9]{1,6} ?\x80|\x80 ?\x80{0,2}[0-9]{1,5}[-/][0-9]"
# Japan: era, year, register; China and Taiwan; Korea; Israel; Russia and its neighbours.
_FOREIGN = (
    r"((?:令和|平成|昭和)(?:元|[0-9]{1,2}"
    r"|[一二三四五六七八九十]{1,3})年 ?[（(][\p{Hiragana}\p{Katakana}\p{Han}]{1,4}[)）] ?第? ?[0-9]{1,6} ?号)"
    r"|([（(〔](?:19|20)[0-9]{2}[)）〕][\p{Han}0-9]{2,12}?(?:字第?|[初终再申执破辖监民刑行]"
    r"|第) ?[0-9]{1,6}[号號](?:之[一二三四五六七八九十]{1,2})?)"
    r"|([0-9]{2,3} ?年度 ?[\p{Han}]{1,8}字第 ?[0-9]{1,6} ?號)|(?:^|[^0-9])((?:19"
    r"|20)[0-9]{2}(?:[가고구드느카타하][단합소정기경채면약]|헌[가나다라마바사아]|재?[나다도두누므르허후]"
    r"|차전?)[0-9]{2,7})(?:[^0-9]|$)|(?:ת\"א|ע\"א|ת\"פ|בג\"ץ|רע\"א|תיק) ?([0-9]{1,5}(?:-[0-9]{2}-[0-9]{2}"
    r"|/[0-9]{2}))(?:[^0-9]|$)|(?:[Дд]ел[оауе]"
    r"|[Сс]прав[аиіу])м? ?№ ?([АA]?[0-9]{1,3}[а-яА-Я]?[-/][0-9]{1,6}/[0-9]{2,4}(?:-[а-яіїє0-9]{1,3})?)"
    r"|(А[0-9]{2}-[0-9]{1,6}/(?:20)?[0-9]{2})(?:[^0-9]|$)"
)


@cache
def _spelled(source: bytes) -> Pattern:
    return pattern(source.replace(b"YYYY", rb"(?:19|20)[0-9]{2}"))


def _valid(digits: str) -> bool:
    """Check digits of Brazil's unified number, by ISO 7064: they stand third and belong at the end."""
    return int(digits[:7] + digits[9:] + digits[7:9]) % 97 == 1


def docket_numbers(view: View) -> Iterator[Hit]:
    """``XII ZB 274/20``, ``W.P.(C) 6184/2021``, ``HA ZA 23-988``, ``令和3年(ワ)第18842号`` and kin."""
    data = view.data
    if not data.isascii():
        yield from _foreign(view)
    if not pattern(_GATE).within(data):
        return
    beside: list[tuple[int, int]] = []
    for match in pattern(_CNJ).finditer(data):
        if _valid(digits_of(match.group())):
            yield Hit("MATTER_ID", *match.span(), 0.95)
        else:
            beside.append(match.span())
    for match in _spelled(_SURE).finditer(data):
        yield Hit("MATTER_ID", *match.span(), 0.8)
    for match in _spelled(_REGISTER).finditer(data):
        yield Hit("MATTER_ID", match.start(3 if match.has(2) else 1), match.end(), 0.8)
    for source in _BEHIND:
        for match in _spelled(source).finditer(data):
            yield Hit("MATTER_ID", *match.span(1), 0.75)
    for source in _BESIDE:
        beside += (match.span(1) for match in _spelled(source).finditer(data))
    court = Words(data, _COURT) if beside else None
    for start, end in beside:
        if court and court.around(start, end, AROUND):
            yield Hit("MATTER_ID", start, end, 0.75)


def _foreign(view: View) -> Iterator[Hit]:
    """Those whose letters the projection does not tell apart."""
    if pattern(_ABROAD).within(view.data):
        for match in letters(_FOREIGN).finditer(view.text):
            yield Hit("MATTER_ID", match.low, match.high, 0.85)
