"""What people spell out: addresses in words, digits in words, in groups, or as letters that look like them."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Iterator

from stream_scanner.evidence import validators
from stream_scanner.evidence.checksums import luhn
from stream_scanner.evidence.context import Words, near
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import digits_of
from stream_scanner.evidence.views import Edit, View, project

_BRACKETED = rb"(?i)[ \t]?[\[({<][ \t]*(at|@|dot|\.)[ \t]*[\])}>][ \t]?"
_SPELLED = (
    rb"(?i)\b[a-z0-9][a-z0-9._+-]*([ \t]+(?:at|arroba|chiocciola)[ \t]+|[ \t]*@[ \t]*)[a-z0-9-]+(?:(?:[ \t]+(?:dot"
    rb"|period|punto|punkt|point)[ \t]+|\.)[a-z0-9-]+)*"
    rb"[ \t]+(?:dot|period|punto|punkt|point)[ \t]+(?:com|org|net|edu|gov|io|co|uk|de|fr|info|dev|ai|us|ca|au|in|eu"
    rb"|biz)\b"
)
_MAILBOX = (
    rb"(?i)\b[a-z0-9][a-z0-9._+-]{2,}([ \t]+at[ \t]+)"
    rb"(?:gmail|yahoo|hotmail|outlook|icloud|protonmail|proton|aol|gmx|live)\.(?:com|net|me|de|co\.uk)\b"
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
_UNDERSCORED = rb"(?i)\b[a-z0-9]+(?:(?:_dot_|[.-])[a-z0-9]+)*_at_[a-z0-9-]+(?:_dot_[a-z0-9-]+)*_dot_[a-z]{2,}\b"
_UNDERSCORE = rb"(?i)_(?:at|dot)_"
# A letter counts things as well: with blanks about it only a name that no word could be stands in front.
_LETTER_A = (
    rb"(?i)(?:\b[a-z][a-z0-9+-]*[._0-9][a-z0-9._+-]*[ \t]?[\[(]a[\])][ \t]?|\b[a-z][a-z0-9._+-]{2,}[\[(]a[\])])"
    rb"(?:[a-z0-9-]+\.)+[a-z]{2,12}\b"
)
_SPACED = (
    rb"(?i)\b[a-z0-9][a-z0-9._+-]*([ \t]{1,2}@[ \t]{0,2}|@[ \t]{1,2}"
    rb"|[ \t]{1,2}@)[a-z0-9-]+(?:[ \t]{0,2}\.[ \t]{0,2}[a-z0-9-]+)*"
    rb"[ \t]{0,2}\.[ \t]{0,2}(?:com|org|net|edu|gov|io|co|uk|de|fr|info|dev|ai|us|ca|au|in|eu|biz)\b"
)
_SEPARATOR = (
    rb"(?i)[ \t]+(at|arroba|chiocciola|dot|period|punto|punkt|point)[ \t]+|[ \t]*(@)[ \t]*|[ \t]+(\.)[ \t]*|(\.)[ \t]+"
)


def spelled_addresses(view: View) -> Iterator[Edit]:
    """``name [at] host [dot] org``, ``name at host dot com``, ``name at gmail.com`` and ``name (a) host.org``."""
    data = view.data
    signs = {"at": "@", "@": "@", "arroba": "@", "chiocciola": "@"}
    low = data.lower()
    if (b"(a)" in low or b"[a]" in low) and b"(b)" not in low and b"[b]" not in low:
        yield from _by_letter(data)
    if b"at" not in low and b"@" not in low and b"arroba" not in low and b"chiocciola" not in low:
        return
    if any(mark in low for mark in (b"at]", b"at)", b"at}", b"at>", b"at ", b"@")) or b"dot" in low:
        found = list(pattern(_BRACKETED).finditer(data))
        # A lone "(at)" or "[dot]" is prose; an address needs the at sign in one form or the other.
        if any(m.group(1).lower() in (b"at", b"@") for m in found) or (found and b"@" in data):
            yield from (
                Edit(m.start(), m.end(), signs.get(m.group(1).decode().lower(), "."), "spelled_address") for m in found
            )
    prose = b" at " in low or b" dot " in low or b"arroba" in low or b"chiocciola" in low
    spaced = b" @" in low or b"@ " in low or (b"@" in low and b" ." in low)
    forms = [(_SPELLED, _SEPARATOR), (_MAILBOX, _SEPARATOR)] if prose else []
    forms += [(_SPACED, _SEPARATOR)] if spaced else []
    forms += [(_UNDERSCORED, _UNDERSCORE)] if b"_at_" in low else []
    for source, separator in forms:
        for match in pattern(source).finditer(data):
            first = pattern(rb"^[A-Za-z-]+[ \t]+at").search(match.group())
            if first and match.group().split()[0].lower() in _NOBODY:
                continue
            for part in pattern(separator).finditer(match.group()):
                spelled = part.group().strip(b" \t_").decode().lower()
                sign = signs.get(spelled, ".")
                if part.group() == sign.encode():
                    continue
                yield Edit(match.start() + part.start(), match.start() + part.end(), sign, "spelled_address")


def _by_letter(data: bytes) -> Iterator[Edit]:
    for match in pattern(_LETTER_A).finditer(data):
        if data[match.end() : match.end() + 1] != b"(":
            [sign] = pattern(rb"(?i)[ \t]?[\[(]a[\])][ \t]?").finditer(match.group())
            yield Edit(match.start() + sign.start(), match.start() + sign.end(), "@", "spelled_address")


_LANGUAGES = (
    b"zero one two three four five six seven eight nine",
    b"cero uno dos tres cuatro cinco seis siete ocho nueve",
    b"z\xe9ro un deux trois quatre cinq six sept huit neuf",
    b"null eins zwei drei vier f\xe9nf sechs sieben acht neun",
    b"zero uno due tre quattro cinque sei sette otto nove",
    b"zero um dois tr\xe9s quatro cinco seis sete oito nove",
)
_DIGIT_WORDS = {word: str(digit) for words in _LANGUAGES for digit, word in enumerate(words.split())}
_DIGIT_WORDS |= {b"oh": "0", b"fuenf": "5", b"zwo": "2"}
_WORD = rb"(?:" + b"|".join(_DIGIT_WORDS) + rb")"
_WORD_RUN = rb"(?i)\b(?:" + _WORD + rb"|[0-9]{1,4})(?:[ \t,.\-]{1,3}(?:" + _WORD + rb"|[0-9]{1,4})){6,}\b"
_SPACED_RUN = rb"\b[0-9](?:[ \t\n.,_/|*~:;-]{1,3}[0-9]){8,}\b"
_GAP = rb"[ \t\n.,_/|*~:;-]{1,3}"
_GROUP_RUN = (
    rb"\b[0-9]{4}(?:" + _GAP + rb"[0-9]{4}){3}\b|\b[0-9]{4}" + _GAP + rb"[0-9]{6}" + _GAP + rb"[0-9]{5}\b"
    rb"|\b[0-9]{2}(?:" + _GAP + rb"[0-9]{2}){7}\b"
)
_HINT = rb"phone|number|no\.|call|ring|text|tel|mobile|cell|reach|contact|dial|fax|sms|whats ?app|handy"
_NANP = rb"^1?([2-9][0-9]{2})([2-9][0-9]{2})([0-9]{4})$"
_ABROAD = rb"^(?:44|49|33|34|39|31|32|41|43|45|46|47|48|351|353|358|61|64|65|81|82|86|91|52|55|27)[0-9]{9,10}$"


TABLE = 4
"""Runs of digits alike that make a table."""
_NO_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_GAPS = bytes(c for c in range(256) if not 48 <= c <= 57)
_PRINTED = frozenset((b" ", b"-", b"."))


def digit_runs(view: View) -> Iterator[Edit]:
    """Runs of single digits, of equal groups, or of digit words, each joined into one number."""
    data = view.data
    hints = Words(data, _HINT)
    if pattern(rb"(?i)" + _WORD + rb"[ \t,.\-]+" + _WORD).search(data):
        for match in pattern(_WORD_RUN).finditer(data):
            parts = [p.lower() for p in pattern(rb"[A-Za-z\xe9]+|[0-9]+").findall(match.group())]
            if any(p in _DIGIT_WORDS for p in parts):
                digits = "".join(_DIGIT_WORDS.get(p) or p.decode("latin-1") for p in parts)
                # Nobody spells ten digits out that are no number.
                told = hints.near(match.start(), 40) or not validators.sequence(digits, 4)
                yield Edit(match.start(), match.end(), _dialled(digits) if told else digits, "spelled_digits")
    for source in (_SPACED_RUN, _GROUP_RUN):
        runs: dict[tuple[bytes, int], list[tuple[int, int, str]]] = defaultdict(list)
        for match in pattern(source).finditer(data):
            gaps = {gap for gap in match.group().translate(_NO_DIGITS).split(b"0") if gap}
            # Mixed gaps are dates, addresses and tables; four digits and a space are how cards are printed.
            if len(gaps) == 1 and not (source is _GROUP_RUN and match.group()[4:5] in _PRINTED and not gaps - _PRINTED):
                digits = match.group().translate(None, _GAPS).decode()
                runs[gaps.pop(), len(digits)].append((*match.span(), digits))
        for alike in runs.values():
            table = _tabulated([digits for *_, digits in alike])
            for start, end, digits in alike:
                if table and not near(data, start, rb"card|visa|amex|pan\b|credit|debit", 40):
                    continue
                told = source is _SPACED_RUN and hints.near(start, 40)
                yield Edit(start, end, _dialled(digits) if told else digits, "spaced_digits")


def _tabulated(numbers: list[str]) -> bool:
    """Whether runs of one shape are rows of a table: there are many, and few of them are cards."""
    cards = sum(validators.issuer(number) is not None and luhn(number) for number in numbers)
    return len(numbers) >= TABLE and len(numbers[0]) > 12 and 2 * cards < len(numbers)


def _dialled(digits: str) -> str:
    # As it is printed when it can be a telephone number: the recogniser has nothing else to tell it by.
    if plan := pattern(_NANP).search(digits.encode()):
        return b"-".join(map(plan.group, (1, 2, 3))).decode()
    return "+" + digits if pattern(_ABROAD).within(digits.encode()) and not luhn(digits) else digits


_LEET = str.maketrans("OoQDIli|!ZzEASsGbTBgq", "000011111223455667899")
# Letters of other scripts that are drawn as digits.
_DRAWN = {"0": "ОоΟοՕօ", "1": "ІіӀӏΙǀ", "2": "Ƨƻ", "3": "ЗзƷӠ", "4": "Чч", "5": "Ƽƽ", "6": "бƂ", "8": "Ȣȣ"}
_TWINS = {ord(odd): digit for digit, odds in _DRAWN.items() for odd in odds}
_L = rb"[0-9OoQDIli|!ZzEASsGbTBgq]"
_LEET_RUN = (
    rb"(?:\b|^)(?:" + _L + rb"{4}(?:[ -]?" + _L + rb"{4}){3}|" + _L + rb"{3}-" + _L + rb"{2}-" + _L + rb"{4}|" + _L
    + rb"{4}[ -]?" + _L + rb"{6}[ -]?" + _L + rb"{4,5})(?:\b|$)"
)  # fmt: skip
_LEET_PHONE = (
    rb"(?:\+" + _L + rb"{1,3}|\b[1Il])[ .-](?:\(?" + _L + rb"{2,5}\)?[ .-]){1,4}" + _L + rb"{3,5}\b|(?:\b|\()" + _L
    + rb"{3}(?:\) ?|[ .-])" + _L + rb"{3}[ .-]" + _L + rb"{4}\b"
)  # fmt: skip


def leet_digits(view: View) -> Iterator[Edit]:
    """Numbers with letters for digits (``4S39 ...``), only where the digits make a card, a social security number, or a
    telephone number beside a word for one."""
    # One character stays one, so offsets hold.
    data = view.data if view.text.isascii() else project(view.text.translate(_TWINS))
    hints: Words | None = None
    for source in (_LEET_RUN, _LEET_PHONE):
        for match in pattern(source).finditer(data):
            text = view.text[match.start() : match.end()]
            octets = match.group()
            plain = octets.decode().translate(_LEET)
            if text == plain:
                continue
            letters = sum(map(operator.ne, text, plain))
            digits = digits_of(plain.encode())
            if source is _LEET_RUN:
                # Issuer and check digit are proof enough, were it not for words; nine digits have none.
                card = len(digits) in (14, 15, 16) and validators.issuer(digits) is not None and luhn(digits)
                known = card and len(digits) - letters >= 2
                if len(digits) == 9 and text.count("-") == 2 and 2 * letters <= 9 and validators.ssn(digits):
                    # So are many reference numbers written that begin with a word.
                    spelt = any(group.isalpha() for group in text.split("-")) or letters > 2
                    known = not spelt or near(data, match.start(), rb"(?i)\bssn|social|tax ?id", 40)
            elif 2 * letters > len(digits) and text.isascii():
                continue
            else:
                known = octets[0] == 0x2B and digits[0] != "1" and 10 <= len(digits) <= 13
                if not known and pattern(_NANP).within(digits.encode()):
                    hints = Words(data, _HINT) if hints is None else hints
                    known = octets[0] == 0x2B or hints.near(match.start(), 40)
            if known:
                yield Edit(match.start(), match.end(), plain, "leet_digits")
