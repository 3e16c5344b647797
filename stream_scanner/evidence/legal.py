"""Recognisers of legal matters: docket numbers, neutral citations, client-matter numbers, and duties of silence."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence.context import Words
from stream_scanner.evidence.patterns import letters, pattern
from stream_scanner.evidence.recognisers import Hit, digits_of
from stream_scanner.evidence.views import View

# In a title the adjective may belong to what follows: "Mutual NDA Standard Terms".
_NDA = (
    rb"(?i)\b(?:(?:(?:stipulated|mutual|unilateral|bilateral|one-way|two-way|reciprocal"
    rb"|standard) )?(?:non[- ]?disclosure|confidentiality|secrecy"
    rb"|confidential disclosure)(?: and [a-z-]+(?: [a-z-]+)?)? (?:agreements?|undertakings?|deeds?|clauses?"
    rb"|covenants?)|(?-i:mutual|unilateral|bilateral|one-way|two-way|reciprocal) m?ndas?|confidential information"
    rb"|(?:confidentiality|non[- ]?disclosure) (?:obligations?|provisions?|terms)|(?:duty"
    rb"|obligations?) of confidential(?:ity|ness)|trade secret information|trade secrets?"
    rb"|attorney[- ]client privileged?|(?:strictly|highly|company) (?:private and )?confidential|privileged (?:and"
    rb"|&) confidential|confidential (?:and|&) (?:proprietary|privileged)|proprietary (?:and|&) confidential"
    rb"|attorney work[- ]product|legal(?:ly)? privileged?|without prejudice|not for (?:external|public"
    rb"|onward) (?:distribution|release|disclosure)|(?-i:under (?:strict )?nda))\b"
)
# The same duty by its name in other languages: group 1.
_NDA_ABROAD = (
    rb"(?i)\b((?:geheimhaltungs|vertraulichkeits|verschwiegenheits)(?:vereinbarung|erkl\xe9rung|verpflichtung"
    rb"|pflicht)(?:en)?|(?:accord|engagement|clause|contrat|obligation|devoir) de (?:confidentialit\xe9"
    rb"|non-divulgation)|(?:acuerdo|cl\xe9usula|contrato|compromiso) de (?:confidencialidad|no divulgaci\xe9n)"
    rb"|(?:acordo|cl\xe9usula|contrato|termo) de (?:confidencialidade|sigilo)|(?:accordo|patto|clausola"
    rb"|impegno) di (?:riservatezza|non divulgazione)|geheimhoudings(?:overeenkomst|verklaring|plicht|beding)"
    rb"|sekretess(?:avtal|f\xe9rbindelse)(?:et|en)?|umow[aey\xe9] o (?:zachowaniu )?poufno\xe9ci|ta(?:vshed"
    rb"|ushet)serkl\xe9ring(?:en)?|perjanjian kerahasiaan|acord(?:ul)?(?:ui)? de confiden\xe9ialitate"
    rb"|salassapitosopimu(?:s|ksen|sta|ksesta)|titoktart\xe9si (?:nyilatkozat|meg\xe9llapod\xe9s)[a-z]{0,3}"
    rb"|vertrauliche[nr]? informationen|informations? confidentielles?|informaci\xe9n confidencial"
    rb"|informazioni riservate|informa\xe9\xe9es confidenciais|vertrouwelijke informatie|informacj[ei] poufn[eay]ch?"
    rb"|gizlilik s\xe9zle\xe9mesi(?:n[ie]|nin)?|dohod[aoy] o ml\xe9enlivosti)(?:[^A-Za-z\xe9]|$)"
)
# And in other scripts.
_NDA_ELSEWHERE = (
    r"秘密保持(?:契約書?|義務)|守秘義務|保密(?:协议|協議|义务|義務|条款|條款)|비밀 ?유지 ?(?:계약서?|서약서|의무)"
    r"|기밀 ?유지 ?(?:계약서?|협약)|اتفاقية (?:عدم (?:الإفصاح|الافصاح|إفشاء)(?: المعلومات)?|(?:ال)?سرية)|(?:соглашени"
    r"|договор)[а-я]{0,2} о (?:неразглашении|конфиденциальности)|(?:угод|договор"
    r"|договір)[а-яі]{0,2} про (?:нерозголошення|конфіденційність)|הסכם (?:סודיות|אי גילוי)|(?:συμφωνία|σύμβαση"
    r"|συμφωνητικό) (?:εμπιστευτικότητας|εχεμύθειας)|ข้อตกลง(?:การ)?(?:รักษาความลับ|ไม่เปิดเผยข้อมูล)"
    r"|गोपनीयता (?:समझौता|अनुबंध)"
)
_SHORT = rb"\bM?NDA(?:s|S)?\b"
# An alliance of parties, an academy and its examination, an application for a drug.
_OTHER_NDA = (
    rb"(?i)\b(?:seats?|alliance|coalition|bjp|lok sabha|upsc|cadets?|syllabus|fda|anda|nda [0-9]{2,3}-[0-9]{3})\b"
)
AROUND = 100
"""Characters on either side of the short name in which another thing of that name is told of."""
# Words of everyday use, which contracts define in capitals.
_DEFINED = rb"\b(?:Evaluation Materials?|Proprietary Information|PROPRIETARY INFORMATION|EVALUATION MATERIALS?)\b"
_DOCKET = (
    rb"\b[0-9]{1,2}:[0-9]{2}-(?:cv|cr|mj|md|mc|bk|ap|gj|po|sw|br|at|misc|mn|ml|adv|pa|fp|hc"
    rb"|oe)-[0-9]{3,6}(?:-[A-Z]{2,4}(?:-[A-Z]{2,4}){0,2})?\b|\b[0-9]{2}-[0-9]{5}-(?:[A-Z]{2,4}"
    rb"|[a-z]{2,4}[0-9]{0,2})\b|\b(?:[0-9]{4}|[0-9]{2})[- ](?:CV|CR|CF|CC|CA|CP|DR|PR|JV|L|CH|CIV|cv|cr|cf"
    rb"|civ)[- ][0-9]{3,7}(?:-[A-Z0-9]{1,4})?\b"
)
# Division or list, year, number, as US state courts and the High Court of England and Wales count; so do others.
_LISTED = (
    rb"\b(?:CV|CR|CF|CA|CP|DR|PR|JV|CIV|AC|AD|BL|CC|CH|CL|CO|FL|HC|HP|HT|IL|IP|KB|LM|PT|QB|TLC?)"
    rb"-(?:19|20)[0-9]{2}-[0-9]{4,7}(?:-[A-Z]{2})?\b"
)
_COURT = (
    rb"matter|case|docket|court|claim|counsel|plaintiff|defendant|filed|hearing|vs?\.|judge|litigation"
    rb"|time entr|proceedings?|chancery"
)
# Neutral citations: [2019] EWHC 123 (Ch), 2014 SCC 7, and the Court of Justice's C-131/12.
_NEUTRAL = (
    rb"\[(?:19|20)[0-9]{2}\] (?:[0-9] )?(?:UKSC|UKPC|UKHL|UKUT|UKFTT|UKEAT|EAT|EWCA(?: Civ| Crim)?|EWHC|EWFC|EWCOP"
    rb"|CSIH|CSOH|NICA|NIQB|IESC|IEHC|IECA|HCA|FCA|FCAFC|NSWSC|NSWCA|VSC|NZSC|NZCA|NZHC|SGCA|SGHC"
    rb"|ZASCA) [0-9]{1,5}(?: \((?:Ch|QB|KB|Admin|Comm|Fam|Pat|TCC|IPEC|TC|Costs|AC|IAC|Lands|TCC)\))?|\b(?:19"
    rb"|20)[0-9]{2} (?:SCC|FCA|FC|ONCA|ONSC|BCCA|BCSC|ABCA|ABQB|ABKB|QCCA|QCCS|MBCA|SKCA|NSCA|NBCA|TCC"
    rb"|CanLII) [0-9]{1,6}\b|\b(?:Case |case )?([CTF]-[0-9]{1,4}/[0-9]{2}(?: P)?)\b"
    rb"|\bECLI:[A-Z]{2}:[A-Z]{1,7}:[0-9]{4}:[A-Z0-9.]{1,25}"
)
_FILED = rb"case|docket|matter|claim|appeal|cause|index|action|proceeding|petition|file|probate|estate|suit"
_LABELLED = (
    rb"(?i:\b(?:client[-/ ]matter|court file|" + _FILED + rb")"
    rb" ?(?:no\.?|nos\.?|number|id|ref\.?|#)[ :#]{0,3})"
    rb"([A-Z0-9]{1,12}(?:[-/:.][A-Za-z0-9]{1,8}){1,4})\b"
)
# Told in a sentence, where a case's number may as well be a count: six digits and more.
_TOLD = (
    rb"(?i:\b(?:file|matter|client[-/ ]matter|docket|case) (?:no\.?|number|ref\.?|reference|id) (?:is|was) )"
    rb"([A-Z]{0,4}-?[0-9]{2,6}[./-][A-Z]{0,4}-?[0-9]{4,6})\b"
)
_NAMED = (
    rb"(?i:\b(?:(?:docket|matter)(?:_?(?:id|no|number))?|case_?(?:id|no|number))\"?[ :=#]{1,3}[\"']?)"
    rb"([A-Z]{1,4}-?[0-9]{2,4}[-/][0-9]{3,7}|[A-Z]{1,4}-[0-9]{4,8}|[0-9]{4,6}[./][0-9]{4,6})\b"
)
# Behind a word for a matter: German registers, the Court of Justice, years first, and firms' own counts.
_REGISTERED = (
    rb"(?i:\b(?:(?:docket|(?:client_|sub-)?matter)(?:_?(?:id|no|number|ref))?|case_?(?:id|no|number|ref)"
    rb"|aktenzeichen|az\.?"
    rb"|gesch\.ftszeichen|case(?: no\.?| number)|rechtssache|affaire|expte\.?|expediente|asunto"
    rb"|causa|autos|claim(?: no\.?| number)|time entries for)(?: under)?\"?[ :=#]{1,3}[\"']?)"
    # County courts of England, superior courts of Washington, the High Court of Ireland, chambers of Argentina.
    rb"([A-HJ-NP-Z][0-9]{2}[A-Z]{2}[0-9]{3}|[0-9]{2}-[1-9]-[0-9]{5}-[0-9](?: [A-Z]{3})?"
    rb"|(?:19|20)[0-9]{2}/[0-9]{1,5} ?[A-Z]{1,3}"
    rb"|[A-Z]{2,4} [0-9]{1,6}/(?:19|20)[0-9]{2}"
    rb"|[0-9]{1,3} [A-Z][A-Za-z]{0,3} [0-9]{1,5}/[0-9]{2}|[CTF]-[0-9]{1,4}/[0-9]{2}|[0-9]{2}-[0-9]{4,6}|M[0-9]{5,6}"
    rb"|[A-Z]{1,4}-(?:19|20)[0-9]{2}-[0-9]{3,6}|[A-Z]{2,4}-[0-9]{4,6}|[0-9]{4,6}[./-][0-9]{4,6})\b"
)
# The register's sign between chamber and count says it by itself, if it is not a measure's.
_REGISTER = (
    rb"\b[0-9]{1,3} (?:OH?|U|W|S|T|UF|WF|Ca|Sa|Ta|BV|Js|Ls|Ds|Cs|KLs|Ks|Ns|Qs|Kap|StR|ARs|A?ZR|ZB)"
    rb" [0-9]{1,5}/[0-9]{2}\b"
)
_CLIENT_MATTER = (
    rb"(?i:\b(?:client[-/ ]matter|matter|c/m|cm)(?: ?(?:no\.?|number|id|ref\.?|#"
    rb"|code))?[ :#]{1,3})([0-9]{4,6}[-./][0-9]{3,6})\b"
)
_CAPTION = rb"\b([0-9]{2}-[0-9]{3,6})[ ,:]{1,3}[A-Z][^\n]{1,100} v\. [A-Z]"
# The file of somebody's lawyer; any firm's own reference, which the name of a law firm has to stand around.
_LAWYERS = (
    rb"(?i:\b(?:attorney|lawyer|solicitor|counsel|advocate|law firm)[\x80's]{0,2} (?:file|ref|reference|matter)"
    rb"(?: ?no\.?| number| id)?[ :.]{1,3})([A-Za-z]{0,6}[0-9]{0,7}(?:[./-][A-Za-z0-9]{1,8}){1,4})\b"
)
_REFERENCE = (
    rb"(?i:\b(?:(?:our|your|my)(?: file)? ref(?:erence)?(?: ?no\.?| number)?|(?:unser|ihr|mein) zeichen|[nv]/r\xe9f"
    rb"|(?:notre|nos|votre|vos) r\xe9f[a-z\xe9]{0,7}|(?:ons|uw) kenmerk|(?:nuestra|nossa|vuestra) ref[a-z\xe9]{0,8}"
    rb"|nostro rif|nasz znak|v\xe9r ref)[ .:]{1,3})([A-Za-z]{0,6}[0-9]{0,7}(?:[./-][A-Za-z0-9]{1,8}){1,4})\b"
)
_NO_REFERENCE = (
    rb"^(?:[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}.*|(?i:inv|po|so|qu|rma)[./-].*)$"
)
_FIRM = (
    rb"llp\b|solicitor|attorney|law(?:yers?| ?firm| offices?| chambers)?\b|advocate|barrister|rechtsanw|kanzlei|avocat"
    rb"|notaire|notar\b|abogad|advogad|avvocat|studio legale|kancelari|adwokat|advokat|advocaten|conveyanc"
)
LETTERHEAD = 240
"""Characters around a reference, in which a law firm makes it a matter's."""
_FILES = rb"(?i)^file"
# An insurer's claim is no case yet.
_CLAIMS = rb"(?i)\bclaim (?:id|no|num|ref)"
INSURED = 80
"""Characters around its number, in which a policy or an insurer is named."""
_INSURER = rb"polic(?:y|ies)|insur|underwrit|adjuster|broker"
_HINT = rb"[-/]|[0-9]\.[0-9]|(?i:" + _FILED + rb") ?(?i:n|id|ref|#)"


def nda_phrases(view: View) -> Iterator[Hit]:
    """The unmistakable names of a duty to keep silent, of more than one word."""
    for match in pattern(_NDA).finditer(view.data):
        yield Hit("NDA_TERM", *match.span(), 0.85)
    for match in pattern(_NDA_ABROAD).finditer(view.data):
        yield Hit("NDA_TERM", *match.span(1), 0.85)
    for told in letters(_NDA_ELSEWHERE).finditer(view.text) if not view.text.isascii() else ():
        yield Hit("NDA_TERM", told.start, told.end, 0.85)


def nda_terms(view: View) -> Iterator[Hit]:
    """Its short name, in capitals alone, and words of everyday use as contracts define them."""
    for match in pattern(_SHORT).finditer(view.data):
        start, end = match.span()
        if not pattern(_OTHER_NDA).within(view.data[max(0, start - AROUND) : end + AROUND]):
            yield Hit("NDA_TERM", start, end, 0.85)
    for match in pattern(_DEFINED).finditer(view.data):
        yield Hit("NDA_TERM", *match.span(), 0.7)


def matter_ids(view: View) -> Iterator[Hit]:
    """Dockets of US courts, appeals before a caption (``17-1234 Doe v. Roe``), neutral citations, and identifiers
    behind ``case no.``, ``client-matter`` and kin."""
    data = view.data
    if b"[" in data or b"ECLI" in data or pattern(rb"[0-9]{4} [A-Z]{2,6} [0-9]|[CTF]-[0-9]").search(data):
        for match in pattern(_NEUTRAL).finditer(data):
            start, end = match.span(1 if match.group(1) else 0)
            # A bare C-131/12 could be a part number; behind "Case" it is none.
            if not match.group(1) or match.start(0) < start:
                yield Hit("MATTER_ID", start, end, 0.9)
    if not pattern(_HINT).search(data):
        return
    for match in pattern(_DOCKET).finditer(data):
        start, end = match.span()
        yield Hit("MATTER_ID", start, end, 0.95)
    for match in pattern(_REGISTER).finditer(data):
        yield Hit("MATTER_ID", *match.span(), 0.75)
    yield from _references(data)
    court = Words(data, _COURT)
    for match in pattern(_LISTED).finditer(data) if court else ():
        if court.near(match.start()):
            yield Hit("MATTER_ID", *match.span(), 0.85)
    insurer = Words(data, _INSURER) if pattern(_CLAIMS).within(data) else None
    behind = (
        (_LABELLED, 0.75),
        (_TOLD, 0.75),
        (_NAMED, 0.75),
        (_REGISTERED, 0.75),
        (_CLIENT_MATTER, 0.75),
        (_LAWYERS, 0.75),
        (_CAPTION, 0.85),
    )
    for source, confidence in behind:
        for match in pattern(source).finditer(data):
            start, end = match.span(1)
            if (
                any(48 <= c <= 57 for c in match.group(1))
                and not (pattern(_FILES).search(match.group()) and pattern(rb"\.[a-z]").search(match.group(1)))
                and not (insurer and pattern(_CLAIMS).within(match.group()) and insurer.around(start, end, INSURED))
            ):
                yield Hit("MATTER_ID", start, end, confidence)


def _references(data: bytes) -> Iterator[Hit]:
    firm: Words | None = None
    for match in pattern(_REFERENCE).finditer(data):
        value = match.group(1)
        if len(digits_of(value)) < 3 or pattern(_NO_REFERENCE).within(value):
            continue
        firm = Words(data, _FIRM) if firm is None else firm
        start, end = match.span(1)
        if firm.around(start, end, LETTERHEAD):
            yield Hit("MATTER_ID", start, end, 0.75)
