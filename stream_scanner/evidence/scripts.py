"""Recogniser of addresses in Cyrillic, Japanese, Chinese and Korean, by the words that these languages put into them.

Patterns over projected bytes see no difference between their letters, so these read the text, each from an anchor that
is looked for once; what belongs to it lies within `BEFORE` and `AFTER` characters.
"""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence.patterns import letters
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View

BEFORE = 48
"""Characters before an anchor that may belong to the address."""
AFTER = 160
"""Characters behind one."""

_STREETS = (
    "ул.",
    "улица ",
    "улице ",
    "вул.",
    "вулиця ",
    "проспект ",
    "пр-т ",
    "просп.",
    "пер.",
    "наб.",
    "бульвар ",
    "б-р ",
    "ш.",
    "бул.",
    "ж.к.",
)
_CAPITAL = "[А-ЯЁІЇЄҐ]"
_HOUSE = (
    rf" ?(?:[0-9]{{1,3}}-(?:я|го|й"
    rf"|ая) )?[„“\"«]?{_CAPITAL}[\pL\pN_.-]{{1,24}}(?: [\pL][\pL\pN_.-]{{1,24}}){{0,2}}[“”\"»]?,? ?"
    r"(?:д\.|дом|буд\.|бл\.)? ?[0-9]{1,4}"
)
_LETTER = r" ?([А-Яа-я])(?:[^А-Яа-я]|$)"
_DOOR = (
    r"(?:/[0-9]{1,3})?(?:,? ?(?:к\.|корп\.|корпус|стр\.|кв\.|квартира|оф\.|офис|под\.|эт\.|вх\.|ет\.|ап\."
    r"|бл\.) ?[0-9А-Я]{1,4}){0,4}(?:, ?[1-9][0-9]{3},? [А-Я][а-я]{2,20})?"
)
_TOWN = (
    r"(?:[0-9]{6}, ?)?(?:(?:Россия|Украина|РФ), ?)?"
    rf"(?:(?:г\.|город|м\.|пос\.|с\.) ?{_CAPITAL}[\pL\pN_-]{{2,24}}|{_CAPITAL}[\pL\pN_-]{{2,24}}), ?$"
)
_CHINESE = (
    r"(?:路|街|大道|道|巷|弄|胡同)[0-9]{1,5}(?:号|號)(?:院)?(?:[0-9A-Z]{1,4}(?:号楼|號樓|栋|幢|座|单元|楼|樓|层"
    r"|室)){0,3}"
)
_JAPANESE = (
    r"[0-9]{1,3}丁目[0-9]{1,4}(?:番地?|[-−])(?:[0-9]{1,4}号?)?(?:[-−][0-9]{1,4})?"
    r"|([0-9]{1,4}(?:[-−][0-9]{1,4}){1,3})(?:[^0-9-]|$)"
)
_KOREAN = r"((?:로|길)(?: ?[0-9]{1,4}번?길)? ?[0-9]{1,4}(?:-[0-9]{1,4})?)(?:[^0-9]|$)"
_ROOM = r"(?:,? ?[0-9]{1,4}(?:동|호|층)){0,3}(?: ?\([0-9]{5}\)?)?"
_BUILDING = (
    r"(?:号)?[ \x{3000}]?[\p{Han}\p{Katakana}\p{Hiragana}ーA-Z]{1,16}(?:ビル|マンション|ハイツ|タワー|荘|コーポ"
    r"|アパート|ハウス|レジデンス|館|棟)[ ]?(?:[0-9]{1,4}(?:階|号室?|F)?)?"
)
# Greek, Thai, Hebrew and Arabic streets with their number, and a code and a town behind.
_GREEK = (
    r"(?:(?:Λεωφ(?:\.|όρος)|[Οο]δός|Πλ(?:\.|ατεία)) )?(?:[Α-ΩΆΈΉΊΌΎΏ][α-ωάέήίόύώϊϋ.]{1,20} ){1,3}[0-9]{1,4},? (?:ΤΚ "
    r"|Τ\.Κ\. )?[0-9]{3} ?[0-9]{2}(?:,? [Α-ΩΆΈΉΊΌΎΏ][α-ωάέήίόύώϊϋ]{2,20})?"
)
_THAI = (
    r"(?:เลขที่ )?[0-9]{1,4}(?:/[0-9]{1,4})?(?: [\x{0e01}-\x{0e4e}0-9./]{1,40}){0,8} ?(?:แขวง|ตำบล|ต\.|เขต"
    r"|อำเภอ|อ\.)(?: ?[\x{0e01}-\x{0e4e}0-9./]{1,40}){1,8} [1-9][0-9]{4}"
)
_HEBREW = (
    r"(?:רחוב|רח['׳]|שדרות|שד['׳]|סמטת|כיכר)(?: [\x{05d0}-\x{05ea}\"״'׳-]{2,15}){1,4} [0-9]{1,3}[א-ת]?(?:/[0-9]{1,3})?"
    r"(?:,? (?:דירה|קומה|כניסה|ת\.ד\.) [0-9א-ת]{1,5}){0,2}"
    r"(?:,? [\x{05d0}-\x{05ea}]{2,12}(?:[ -][\x{05d0}-\x{05ea}]{2,12})?(?:,? [0-9]{5,7})?)?"
)
_ARABIC = (
    r"(?:\p{Nd}{1,4}[،,]? )(?:شارع|طريق)(?: [\x{0621}-\x{064a}]{2,15}){1,3}"
    r"(?:[،,] ?[\x{0621}-\x{064a}]{2,15}(?: [\x{0621}-\x{064a}\p{Nd}]{2,15}){0,3}){1,4}"
    r"|(?:[0-9]{1,4} )?(?:شارع|طريق)(?: [\x{0621}-\x{064a}]{2,15}){1,5}[،,]? (?:رقم |مبنى |عمارة |بناية )?[0-9]{1,5}"
    r"(?:[،,] ?(?:(?:حي|شقة|الدور|الطابق) )?[\x{0621}-\x{064a}0-9]{1,15}(?: [\x{0621}-\x{064a}0-9]{2,15}){0,2}){0,3}"
)
_FORMS = (
    (("ος ", "εωφ", "ας ", "ου ", "ης ", "ων "), _GREEK),
    (("แขวง", "ตำบล", "ต.", "เขต", "อำเภอ"), _THAI),
    (("רחוב", "רח", "שד", "סמטת", "כיכר"), _HEBREW),
    (("شارع", "طريق"), _ARABIC),
)
_KANJI = r"\x{3400}-\x{9fff}"
_KANA = rf"{_KANJI}\x{{3040}}-\x{{30ff}}"
_WRITTEN = rf"(?:〒?[0-9]{{3}}-[0-9]{{4}}\s?)?[{_KANA}々ヶ]+[0-9]{{0,2}}[{_KANA}]*$"
_KOREAN_TOWN = r"(?:[가-힣]{1,8}(?:시|도|군|구|읍|면|동) ){1,4}[가-힣0-9]{1,12}$"
_PLACES = r"[都道府県].{1,8}[市区郡町村]|[市区郡].{1,10}[町村丁]?"
_TO = rf"(?:[{_KANJI}]{{0,12}}?[到寄往为是：:])?"
_DISTRICTS = r"[省市区县區縣]"


def scripted_addresses(view: View) -> Iterator[Hit]:
    """``г. Москва, ул. Лесная, д. 7, кв. 12``, ``東京都…1-9-1``, ``北京市…路88号``, ``서울특별시 …로 152``."""
    text = view.text
    if text.isascii():
        return
    for street in _STREETS:
        at = text.find(street)
        while at >= 0:
            if house := letters(_HOUSE).match(text[at + len(street) : at + len(street) + AFTER]):
                end = at + len(street) + house.end
                for more in (_LETTER, _DOOR):
                    if met := letters(more).match(text[end : end + AFTER]):
                        end += met.high
                low = max(0, at - BEFORE)
                town = letters(_TOWN).search(text[low:at])
                if not "А" <= text[end : end + 1] <= "я":
                    yield Hit("ADDRESS", low + town.start if town else at, end, 0.75)
            at = text.find(street, at + 1)
    for signs, form in _FORMS:
        if any(sign in text for sign in signs):
            yield from (Hit("ADDRESS", match.start, match.end, 0.75) for match in letters(form).finditer(text))
    for words, anchor, front, sign in (
        (("号", "號"), _CHINESE, _WRITTEN, _DISTRICTS),
        (("都", "府", "県", "北海道", "市"), _JAPANESE, _WRITTEN, _PLACES),
        (("로", "길"), _KOREAN, _KOREAN_TOWN, None),
    ):
        if not any(word in text for word in words):
            continue
        for match in letters(anchor).finditer(text):
            low = max(0, match.low - BEFORE)
            stretch = text[low : match.low]
            before = letters(front).search(stretch)
            if before is None:
                continue
            told = stretch[before.start : before.end]
            if sign is not None and not letters(sign).search(told):
                continue
            to = letters(_TO).match(told) if sign else None
            inner = {_KOREAN: _ROOM, _JAPANESE: _BUILDING}.get(anchor)
            room = letters(inner).match(text[match.high : match.high + AFTER]) if inner else None
            end = match.high + (room.end if room else 0)
            yield Hit("ADDRESS", low + before.start + (to.end if to else 0), end, 0.7)
