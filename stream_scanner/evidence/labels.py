"""Words that say what a number is, in many scripts, and whether something else comes between them and it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from stream_scanner.evidence.context import OPPOSING, Words
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.views import View

# What a number behind it belongs to, whatever was named before. Only whole words: "idea" and "pinned" say nothing.
_THINGS = (
    rb"(?i)\b(?:(?:" + OPPOSING + rb")[a-z]*|[a-z]*_id\b|ids?\b|uuid\b|guid\b|pin\b|null\b|none\b|n/a|siehe"
    rb"|(?:[a-z]+ )?code[\"' :=#]{0,3}$|(?:account|acct|customer|client|member|policy|claim|contract|case|employee)"
    rb"(?:[ _-]?(?:no|num|number|nr|id)\b|[ ]?[:=#]| ?$)|kunden?-?(?:nr|nummer)|konto|vertrag|session|traces?\b|jobs?\b"
    rb"|build|errors?\b|amount|total|revenue|turnover|users\b|visitors|parcel|booking"
    rb"|reservation|queue|hours:? ?$|req\b|zip\b"
    rb"|plz\b|post(?:al )?code|iban\b|vat\b|dob\b|birth|meeting|passcode|password|bytes\b|lasted|took\b"
    rb"|[a-z_]*_(?:count|version|at|ts|seq|time|date|hash|size|latency|verified|total|status|duration))"
)
_THINGS_ELSEWHERE = (
    "订单", "訂單", "会议", "會議", "会議", "注文", "주문번호", "заказ", "договор", "счёт", "счет", "الطلب", "הזמנה",
)  # fmt: skip
# "about order 12, call us on ..."
_TO = rb"(?i)[ ,;.](?:at|on|under|via|unter|au|al|call|dial|ring|phone)\b"
# Another key of a record, unless it says only whose number or which one follows.
_KEY = rb"[,;{|\n][ \t]{0,8}[\"']?([A-Za-z_][A-Za-z0-9_ .-]{0,30})[\"']?[ \t]{0,2}[:=][ \t]{0,2}[\"']?$"
_WHOSE = (
    rb"(?i)^(?:home|work|office|private?|privat|business|day|evening|direct|main|uk"
    rb"|us|other|no|nr|number|mob|mobile|cell|tel|fax|phone"
    # Or how it is written.
    rb"|(?:full|half)[ -]?width|(?:in |spelled|reversed|backwards|por extenso|ausgeschrieben|en lettres"
    rb"|in lettere|con letras|voluit|encoded|hex|base ?64|rot ?13|en |i |a )[a-z\xe9 ]*)\b"
)
# What may stand between a word and bare digits that have no shape of their own.
_POINTING = (
    rb"(?i)\b(?:is|was|at|on|to|under|via|no|nr|num|number|numbers|nummer|me|us|him|her|them|my|the|our|his|your|or|and"
    rb"|home|work|office|mobile|cell|phone|line|direct|unter|auf|au|al|del|de|ist|lautet|es|nummern|now|please|here)\b"
)
_CELL = rb"(?i)\bcells? [\"'(]?[A-Z]{1,3}[0-9]{1,5}\b"
_RUN = rb"[0-9](?:[ ./():-]{0,2}[0-9])*"
_DAY = rb"^(?:[12][0-9]{3}[-/.][01]?[0-9][-/.][0-3]?[0-9]|[0-3]?[0-9][-/.][0-3]?[0-9][-/.](?:[12][0-9])?[0-9]{2})$"
# A header names its columns, not what happens to stand at the head of the next line.
_HEADER = rb"[,;|\t][^\n]*\n"


class Labels(Words):
    """`Words`, and words of scripts that no pattern over projected bytes can tell apart.

    A word labels the number behind it, not one behind another value or behind the name of another thing.
    """

    def __init__(self, view: View, words: bytes, elsewhere: tuple[str, ...] = ()) -> None:
        super().__init__(view.data, words)
        self._view, self._elsewhere = view, elsewhere

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Start and end of each."""
        text = self._view.text
        foreign = _places(text, self._elsewhere) if self._elsewhere and not text.isascii() else ()
        return sorted([*super().places, *foreign])

    def name(self, start: int, reach: int = 48) -> bool:
        """Whether one of them ends within ``reach`` characters before ``start``, and nothing else comes between."""
        word = self.last(start)
        if word is None or word[0] < start - reach:
            return False
        return not self._another(word[0], word[1], start)

    def points(self, start: int, words: int) -> bool:
        """Whether no more than ``words`` words that do not lead to a number stand between the last one and it."""
        word = self.last(start)
        between = self._view.data[word[1] : start] if word else b""
        between = between[max((run.end() for run in pattern(_RUN).finditer(between)), default=0) :]
        found = len(pattern(rb"[\s(\"'/|,;-][A-Za-z\x80\xe9]+").findall(between))
        return found - len(pattern(_POINTING).findall(between)) <= words

    def _another(self, begin: int, end: int, start: int) -> bool:
        between = self._view.data[end:start]
        if len(between) < 3:
            return False
        if b"\n" in between and pattern(_HEADER).within(between):
            return True
        at = 0
        for thing in pattern(_THINGS).finditer(between):
            if between[max(0, thing.start() - 3) : thing.start()].lower() != b"to ":
                at = thing.end()
        if at and not pattern(_TO).within(between[at:]):
            return True
        if (key := pattern(_KEY).search(between)) and not pattern(_WHOSE).within(key.group(1)):
            return True
        if pattern(_CELL).within(self._view.data[begin:start]):
            return True
        if any(_value(run.group()) for run in pattern(_RUN).finditer(between)):
            return True
        text = "" if self._view.text.isascii() else self._view.text[end:start]
        return bool(text) and any(thing in text for thing in _THINGS_ELSEWHERE)


def _value(run: bytes) -> bool:
    """Whether digits between a word and a number are a value of their own, neither a time nor one number of a list."""
    digits = sum(48 <= sign <= 57 for sign in run)
    return (3 <= digits <= 5 and b":" not in run) or (digits == 8 and pattern(_DAY).within(run))


def _places(text: str, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield at, at + len(word)
            at = text.find(word, at + len(word))
