"""Recogniser of addresses in Cyrillic, Japanese, Chinese and Korean, by the words that these languages put into them.

Patterns over projected bytes see no difference between their letters, so these read the text, each from an anchor that
is looked for once; what stands before it is at most `BEFORE` characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View

BEFORE = 48
"""Characters before an anchor that may belong to the address."""

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
)
_HOUSE = re.compile(
    r" ?(?:[0-9]{1,3}-(?:я|го|й|ая) )?[А-ЯЁІЇЄҐ][\w.-]{1,24}(?: [А-ЯЁІЇЄҐ][\w.-]{1,24}){0,2},? ?(?:д\.|дом|буд\.)? ?"
    r"[0-9]{1,4} ?[А-Яа-я]?(?![А-Яа-я])(?:/[0-9]{1,3})?"
    r"(?:,? ?(?:к\.|корп\.|корпус|стр\.|кв\.|квартира|оф\.|офис|под\.|эт\.) ?[0-9]{1,4}){0,4}"
)
_TOWN = re.compile(
    r"(?:[0-9]{6}, ?)?(?:(?:Россия|Украина|РФ), ?)?"
    r"(?:(?:г\.|город|м\.|пос\.|с\.) ?[А-ЯЁІЇЄҐ][\w-]{2,24}|[А-ЯЁІЇЄҐ][\w-]{2,24}), ?$"
)
_CHINESE = re.compile(
    r"(?:路|街|大道|道|巷|弄|胡同)[0-9]{1,5}(?:号|號)(?:院)?(?:[0-9A-Z]{1,4}(?:号楼|號樓|栋|座|单元|楼|樓|层|室)){0,3}"
)
_JAPANESE = re.compile(
    r"[0-9]{1,3}丁目[0-9]{1,4}(?:番地?|[-−])(?:[0-9]{1,4}号?)?(?:[-−][0-9]{1,4})?|[0-9]{1,4}(?:[-−][0-9]{1,4}){1,3}(?![0-9-])"
)
_KOREAN = re.compile(r"(?:로|길) ?[0-9]{1,4}(?:-[0-9]{1,4})?(?![0-9])(?:,? ?[0-9]{1,4}(?:동|호|층))?")
_WRITTEN = re.compile(
    r"(?:〒?[0-9]{3}-[0-9]{4}\s?)?[\u3040-\u30ff\u3400-\u9fff々ヶ]+[0-9]{0,2}[\u3040-\u30ff\u3400-\u9fff]*$"
)
_KOREAN_TOWN = re.compile(r"(?:[가-힣]{1,8}(?:시|도|군|구|읍|면|동) ){1,4}[가-힣0-9]{1,12}$")
_PLACES = re.compile(r"[都道府県].{1,8}[市区郡町村]|[市区郡].{1,10}[町村丁]?")
_TO = re.compile(r"(?:[\u3400-\u9fff]{0,6}?[到寄往])?")
_DISTRICTS = re.compile(r"[省市区县區縣]")


def scripted_addresses(view: View) -> Iterator[Hit]:
    """``г. Москва, ул. Лесная, д. 7, кв. 12``, ``東京都…1-9-1``, ``北京市…路88号``, ``서울특별시 …로 152``."""
    text = view.text
    if text.isascii():
        return
    for street in _STREETS:
        at = text.find(street)
        while at >= 0:
            if house := _HOUSE.match(text, at + len(street)):
                town = _TOWN.search(text[max(0, at - BEFORE) : at])
                start = max(0, at - BEFORE) + town.start() if town else at
                yield Hit("ADDRESS", start, house.end(), 0.75)
            at = text.find(street, at + 1)
    for words, anchor, front, sign in (
        (("号", "號"), _CHINESE, _WRITTEN, _DISTRICTS),
        (("都", "府", "県", "北海道", "市"), _JAPANESE, _WRITTEN, _PLACES),
        (("로", "길"), _KOREAN, _KOREAN_TOWN, None),
    ):
        if not any(word in text for word in words):
            continue
        for match in anchor.finditer(text):
            low = max(0, match.start() - BEFORE)
            before = front.search(text[low : match.start()])
            if before and (sign is None or sign.search(before.group())):
                start = before.start()
                if sign and (to := _TO.match(before.group())):
                    start += to.end()
                yield Hit("ADDRESS", low + start, match.end(), 0.7)
