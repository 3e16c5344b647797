"""Recogniser of telephone numbers."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence.context import COUNTED, DOUBT, OPPOSING, Columns, Words, alone, near
from stream_scanner.evidence.known import after_name
from stream_scanner.evidence.labels import Labels
from stream_scanner.evidence.numerals import gaps
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.plans import planned
from stream_scanner.evidence.recognisers import Hit, digits_of
from stream_scanner.evidence.validators import sequence
from stream_scanner.evidence.views import View

KEYCAP = "\u20e3"
"""What draws a key around a digit: nobody counts with those."""
_BARE = rb"\b(?:[2-9][0-9]{2}[2-9][0-9]{6}|0[1-9][0-9]{8,9}|1[3-9][0-9]{9})\b"
LONGEST = 13
"""Digits of a number as it is dialled at home."""
_EXTENSION = (
    rb"(?:[ ,;]{0,2}(?:x|ext\.?|extension|poste|loc\.|durchwahl|dw|interno|int\.|anexo|ramal|toestel|wewn?\.)"
    rb"[ .:]?[0-9]{1,6}\b)?"
)
_NANP = (
    rb"(?:(?:\+?1|001)[ .-]?)?(?:\([0-9]{3}\)[ .-]{0,2}[0-9]{3}[ .-]?[0-9]{4}"
    rb"|[0-9]{3}(?:[.-] ?[0-9]{3}[.-]| [0-9]{3}[ -]|/[0-9]{3}-)[0-9]{4})(?:x[0-9]{1,6}\b|\b" + _EXTENSION + rb")"
)
_INTERNATIONAL = rb"\(?\+[1-9][0-9]{0,3}\)?(?:(?:[ .-]{0,2}|/| / )\(?[0-9]{1,14}\)?){1,7}" + _EXTENSION
_NATIONAL = (
    rb"(?:\(0 [0-9]{2,4}\) ?)?\(?[0-9]{1,5}\)?(?:(?:[ ./-]{1,2}| [/-] )\(?[0-9]{1,7}\)?|\)[0-9]{2,8}|[0-9]{1,6}){0,5}"
    # A switchboard: "4482-0".
    rb"(?:[0-9]-0\b|[0-9])" + _EXTENSION
)
_PHONE_WORDS = (
    rb"phone|switchboard|land ?line|joignable|zentrale|tel\b|tel[.:]|ph[.:]|\n[tmpf]:|telephone|toll[- ]free|call"
    rb"|mobile|cell|fax|dial|text me|text [A-Za-z]+ (?:on|at)\b|rang\b|rung\b|sms|whats ?app|hotline|reach(?:able"
    rb"|ed)? (?:[a-z.']+ ){0,4}(?:at|on|by|via|under)|helpline|direct:|(?:contact|direct|callback"
    rb"|emergency) (?:number|no|line)|desk:|ring\b|answer(?:s|ing) (?:at|on)|contact (?:me|us|him|her|them|you) (?:at"
    rb"|on|by)|get (?:me|us|him|her|them) (?:at|on)|emergency contact|msisdn|handy|mobil(?:nummer|telefon)?\b|telefon"
    rb"|rufnummer|r.ckruf|durchwahl|erreich|t.l.phone|portable|rappel|joindre|renseignements?|appel(?:ez|er)|tel.fono"
    rb"|t[el]l?fn?o?[.:]|tlf\b|m.vil|celular|cel\b|cellulare|chiamat?e|ll.m(?:ar|e\b|eme|enos)|telem.vel|telefoon"
    rb"|mobiel|puhelin|puh\b|t.l\b|mob\b|mob[.:]|gsm\b|natel\b|kom\. |kom.rk|telepon|no\.? hp\b|zap(?:zap)?\b"
    rb"|ringes op|kontakt(?:owa.)? pod|pod (?:nr|numerem)|recapito|ombokning|quer(?:y|ies):|enquir(?:y|ies):"
    rb"|inquir(?:y|ies):|citas? previas?|reservas:|prenotazioni|s.t:|i.n tho.i|(?:za)?dzwo[n\xe9]|cp (?:no|number|#)"
    rb"|te\*"
)
_ELSEWHERE = (
    "телефон", "Телефон", "ТЕЛЕФОН", "тел.", "Тел.", "тел:", "Тел:", "моб.", "Моб.", "мобильн", "Мобильн",
    "мобільн", "вонит", "факс", "Факс", "电话", "電話", "电話", "手机", "手機", "携帯", "攜帶", "致电", "致電",
    "传真", "傳真", "座机", "문의", "予約", "내선", "연락", "לפרטים", "להזמנות", "לביטול", "お問い合わせ", "連絡先",
    "联系方式", "聯絡", "전화", "휴대폰", "핸드폰", "연락처", "대표번호", "팩스", "همراه", "كلمني", "راسلني", "मो.",
    "هاتف", "جوال", "الجوال", "موبايل", "للتواصل", "اتصل", "تلفن", "موبایل", "טלפון", "נייד", "פקס", "फ़ोन", "फोन",
    "मोबाइल", "ফোন", "মোবাইল", "โทร", "มือถือ", "τηλέφων", "Τηλέφων", "Τηλ.", "τηλ.", "κινητό", "Κινητό",
    "मेरा नंबर", "मेरा नम्बर", "☎", "☏", "✆", "📞", "📱", "📲", "🕿",
)  # fmt: skip
_PHONE_COLUMN = (
    rb"phone|telephone|tel|mobile|cell|fax|msisdn|telefon|telefono|(?:phone|mobile"
    rb"|cell|contact|home|work)[ _-]?(?:number|no|phone)"
)
_WEAK_WORDS = rb"number is|number:|(?:contact|kontakt|contacto|contatto|international|t|m|f|o|c|mob|wa)[:.)]"
# Shapes that are hardly ever anything else: an area code in brackets, mobiles of the UK, Japan and Korea, Brazil.
_SHAPED = (
    rb"^\(0[0-9]{1,4}\) ?[0-9]{2,4}(?:[ -]?[0-9]{2,4}){1,3}$|^07[0-9]{3} [0-9]{3} ?[0-9]{3}$"
    rb"|^0[1789]0-[0-9]{4}-[0-9]{4}$|^\([1-9][0-9]\) ?9[0-9]{4}-[0-9]{4}$|^8 ?\([0-9]{3}\) ?[0-9]{3}-[0-9]{2}-[0-9]{2}$"
)
# As most of the world dials at home, unless a word says that it is anything else.
_AT_HOME = (
    rb"^0[1-9][0-9]?[ -][0-9]{3,4}[ -][0-9]{4}$|^0[1-9][0-9]{2} [0-9]{3} [0-9]{2} [0-9]{2}$"
    rb"|^0[1-9][0-9]{2}[ -][0-9]{3,4}[ -][0-9]{3,4}$|^0[1-9]{3}-[0-9]{2}-[0-9]{4}$|^0[1-9]-[0-9]{8}$"
)
_COUNTED_SO = (
    rb"account|acct|konto|compte|cuenta|conta\b|customer|client|kund|id\b|code|card|key|policy|case"
    rb"|claim|number|n\xe9mero|nummer|no\.|nr\b|#"
)
# As France writes them, and as Ireland, Germany or Italy group them; the latter beside a name or in brackets.
_PAIRS = rb"^0[1-9](?:\.[0-9]{2}){4}$"
_TRUNK = rb"^0[1-9][0-9]{1,3} [0-9]{3} [0-9]{4,5}$|^0[1-9][0-9]{8,9}$"
# Letters of a dial: 1-800-FLOWERS.
_VANITY = (
    rb"(?:\+?1[ .-]?\(?8(?:00|33|44|55|66|77|88)\)?|\(?\b8(?:00|33|44|55|66|77|88)\)?|\b(?:0800|0808|1300|1800))"
    rb"[ .-]{1,2}((?:[A-Z0-9]+[ -]){0,3}[A-Z0-9]*[A-Z]{3}[A-Z0-9]*(?:-[A-Z0-9]+)*)\b"
)
_AFTER = rb"(?i)^[ -]{0,2}(?:office|fax|mobile|cell|home|work|direct)\b"
_NO_NUMBER = rb"^(?:19|20)[0-9]{2}[-/.](?:0[1-9]|1[0-2])$|^[0-9]{3,}\.[0-9]{2}$"
"""A month, and an amount."""
_LISTED = rb"^ ?[,;/&|+] ?$|^,? (?:and|or|und|oder|et|ou|y|o|e|and/or) $"
# As letters are signed: "T 020 ... | M 07700 ...".
_SIGNED = rb"(?:^|[|,;\n\x80(]) ?(?:[TMFPO][:.]?|p\.) [0(]$"
_HINT = (
    rb"(?i)\b[tmfpo][:.]? [0(]|office|home|work|direct|[0-9] ?(?:x|ext)|\(0?[0-9]{2,4}\)|\b07[0-9]{3} |\b0[1789]0-"
    rb"|\b0[1-9][0-9]{1,3}[ -][0-9]{2,4}[ -][0-9]{3,4}|\b0[1-9]-[0-9]{8}|\b0[1-9]\.[0-9]{2}\.|[a-z\xe9] 0[1-9][0-9]{8}"
)
_DATE = (
    rb"^\(?(?:[12][0-9]{3}[-/. ][01]?[0-9][-/. ][0-3]?[0-9]|[0-3]?[0-9][-/.][0-3]?[0-9][-/.](?:[12][0-9]{3}|[0-9]{2}))"
    rb"(?:$|[ ,T])"
)
_AMOUNT = rb"^[0-9]{1,3}(?:[ ,.][0-9]{3})+(?:[.,][0-9]{1,2})?$|^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$|^[0-9]+[.,][0-9]+$"
_CHINESE_MOBILE = rb"^1[3-9][0-9]{9}$"
_LONE = rb"^(?:0[0-9]{6,11}|1?[2-9][0-9]{2}[2-9][0-9]{6})$"
_NO_PHONE = rb"^[0-9]{3,4}[-. ][0-9]{2}[-. ][0-9]{4,5}$"
_PLAN = rb"^(?:\+?1[ .-]?|001[ .-]?)?\(?[2-9]"
_STREET = rb"^ (?:[A-Z][A-Za-z'.-]* ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct)\b"
_CLUNG_AFTER = rb"^(?:[0-9_@%$]|[.,/:-][0-9]|-[A-Za-z]\b)"
_CLUNG_LISTED = rb"^(?:[0-9_@%$]|[./:-][0-9]|-[A-Za-z]\b)"


def phones(view: View) -> Iterator[Hit]:
    """Telephone numbers: international with +, North American shapes, and other shapes beside a word for it."""
    data = view.data
    words, opposing = Labels(view, _PHONE_WORDS, _ELSEWHERE), Words(data, OPPOSING)
    if b"+" in data:
        for match in pattern(_INTERNATIONAL).finditer(data):
            start, end = match.span()
            # What follows may be a date or a postal code: then the number is the longest that can be one.
            while not _dialled(data[start:end]) and (cut := data.rfind(b" ", start, end)) > start:
                end = cut
            # The time that follows: "+44 7457 400221 18:02"
            if pattern(rb"^:[0-9]{2}").within(data[end : end + 3]) and (cut := data.rfind(b" ", start, end)) > start:
                end = cut
            if _dialled(data[start:end]) and _clear(data, start, end, listed=True):
                yield Hit("PHONE", start, end, 0.93)
    for match in pattern(_NANP).finditer(data):
        start, end = match.span()
        if not _clear(data, start, end, listed=True) or pattern(_DATE).within(match.group()):
            continue
        labelled = words.name(start, 32)
        plan = pattern(_PLAN).within(match.group())
        if plan or labelled or pattern(_AFTER).within(data[end : end + 12]):
            doubt = not labelled and opposing.near(start, 24)
            yield Hit("PHONE", start, end, 0.92 if labelled else DOUBT if doubt else 0.85 if plan else 0.7)
    for match in pattern(_VANITY).finditer(data):
        start, end = match.span()
        letters = match.group(1).translate(None, b" -")
        led = match.group()[:1] not in (b"8", b"(")
        if 7 <= len(letters) <= 11 and (led or words.near(start, 32)) and _clear(data, start, end, listed=True):
            yield Hit("PHONE", start, end, 0.85 if words.near(start, 32) else 0.7)
    if KEYCAP in view.source.text:
        for match in pattern(_BARE).finditer(data):
            yield Hit("PHONE", *match.span(), 0.7)
    yield from _labelled_phones(view, words, opposing)
    yield from planned(view)


def _labelled_phones(view: View, words: Labels, opposing: Words) -> Iterator[Hit]:
    data = view.data
    lone = alone(data)
    columns = Columns(data, _PHONE_COLUMN)
    weak = Labels(view, _WEAK_WORDS)
    if not (lone or columns or words or weak or pattern(_HINT).within(data)):
        return
    last = -1
    for start, end in _candidates(data):
        value = data[start:end]
        if value[:1] == b"(" and b")" not in value:
            start, value = start + 1, value[1:]  # a bracket around all of it
        if len(value) < 6:
            continue
        number = _without_extension(value)
        digits = digits_of(number)
        # An international prefix takes two digits more, unless it is filling.
        abroad = len(digits) >= 10 and digits[:2] == "00" and digits[2] != "0" and not opposing.near(start, 24)
        size = len(digits) - 2 * abroad
        listed = columns.holds(start)
        if not 6 <= size <= 13 or not _clear(data, start, end, listed=listed) or pattern(_DATE).within(value):
            continue
        if pattern(_NO_NUMBER).within(value):
            continue
        if pattern(_STREET).within(data[end : end + 48]):
            continue
        extended = len(number) < len(value) and (size == 10 or b"e" in value.lower())
        close = extended or words.name(start, 32) or pattern(_AFTER).within(data[end : end + 12])
        # Bare digits have no shape to tell them by: the word has to lead to them.
        if close and (extended or words.points(start, 9 if gaps(value) and size > 6 else 1 if size > 8 else 0)):
            if (size > 6 or gaps(value)) and not pattern(COUNTED).within(data[end : end + 12]):
                last = end
                yield Hit("PHONE", start, end, 0.7)
        elif 0 < start - last <= 6 and size > 6 and pattern(_LISTED).within(data[last:start]):
            last = end
            yield Hit("PHONE", start, end, 0.7)
        elif size < 7:
            continue
        elif pattern(_SHAPED).within(value) or (
            gaps(value) and pattern(_SIGNED).within(data[max(0, start - 6) : start + 1])
        ):
            if not pattern(COUNTED).within(data[end : end + 12]):
                yield Hit("PHONE", start, end, DOUBT if opposing.near(start, 24) else 0.6)
        elif (
            (pattern(_PAIRS).within(value) and not opposing.near(start, 24))
            or (pattern(_TRUNK).within(value) and (data[start - 1 : start] == b"(" or after_name(view, start)))
            or (pattern(_AT_HOME).within(value) and _at_home(data, start, end, opposing))
        ):
            yield Hit("PHONE", start, end, 0.6)
        elif weak.name(start, 40) and (gaps(value) or pattern(_CHINESE_MOBILE).search(value)):
            if (size > 8 or value[:1] in b"0(") and not opposing.near(start, 24):
                yield Hit("PHONE", start, end, 0.6)
        elif listed:
            yield Hit("PHONE", start, end, 0.8)
        elif lone and _whole_message(value):
            yield Hit("PHONE", start, end, 0.5)


def _candidates(data: bytes) -> Iterator[tuple[int, int]]:
    """Runs of digits that may be a number, or two with a slash between."""
    for match in pattern(_NATIONAL).finditer(data):
        start, end = match.span()
        if len(digits_of(match.group())) > LONGEST and (cut := data.find(b" / ", start, end)) >= 0:
            yield start, cut
            start = cut + 3
        yield start, end


def _at_home(data: bytes, start: int, end: int, opposing: Words) -> bool:
    """Whether nothing near a number with its trunk prefix says that it is anything but a telephone's."""
    other = opposing.near(start, 32) or near(data, start, _COUNTED_SO, 24)
    return not (other or sequence(digits_of(data[start:end]), 6) or pattern(COUNTED).within(data[end : end + 12]))


def _dialled(value: bytes) -> bool:
    """Whether a number after a plus has as many digits as ITU-T E.164 allows; of country 1, ten more."""
    number = digits_of(_without_extension(value))
    return len(number) == 11 if number[0] == "1" else 7 <= len(number) <= 15


def _whole_message(value: bytes) -> bool:
    # Neither an amount, an IP address, nor the shape of a social security number or of a date.
    digits = digits_of(_without_extension(value))
    plan = pattern(_LONE).within(digits.encode()) and not sequence(digits, 9)
    return plan and not pattern(_AMOUNT).within(value) and not pattern(_NO_PHONE).within(value)


def _without_extension(value: bytes) -> bytes:
    word = pattern(rb"[A-Za-z]").search(value)
    return value[: word.start()] if word else value


def _clear(data: bytes, start: int, end: int, *, listed: bool) -> bool:
    """Whether a number stands alone. ``listed``: too well formed for a number with thousands, or in a column, so that a
    comma beside it parts a list."""
    if start and data[start - 4 : start] != b"COM+":  # a segment of EDIFACT
        one = data[start - 1]
        if one in b"_+$#@&%/\\" or (one < 0x80 and chr(one).isalnum()):
            return False
        if one in (b".-" if listed else b".,-") and data[start - 2 : start - 1].isdigit() and start > 1:
            return False
    return not pattern(_CLUNG_LISTED if listed else _CLUNG_AFTER).within(data[end : end + 3])
