"""Checksums, number plans, placeholders and rarity: what tells a value from a look-alike."""

from __future__ import annotations

import itertools
import string
from functools import cache, lru_cache

from stream_scanner.evidence.checksums import luhn
from stream_scanner.evidence.patterns import pattern


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


TEST_CARDS = _listed(
    """4111111111111111 4012888888881881 4222222222222 4242424242424242 4000056655665556 4000000000000002
    4484070000000000 4917300800000000 4917610000000000 4000000000003220 4000002500003155 4000000000009995
    5555555555554444 5105105105105100 5200828282828210 5454545454545454 5500000000000004 2223003122003222
    2223000048400011 2222400070000005 378282246310005 371449635398431 378734493671000 340000000000009
    370000000000002 30569309025904 38520000023237 36006666333344 30000000000004 6011111111111117 6011000990139424
    6011000000000004 6011000400000000 3530111333300000 3566002020360505 3528000700000000 6200000000000005
    6759649826438453 5019717010103742 6331101999990016 122000000000003 5610591081018250 6304000000000000"""
)
"""Card numbers that payment networks and gateways publish for tests; they reach no account."""

TEST_SSNS = frozenset({"078051120", "219099999", "457555462", "123456789", "111111111", "123121234", "987654321"})
"""Numbers made public by advertising or used as the standing example."""


def issuer(digits: str) -> str | None:
    """The card scheme whose range and length fit, or None. Ranges: ISO/IEC 7812 registrations as schemes publish."""
    return _scheme(digits[:4], len(digits))


def card(digits: str) -> bool:
    """Whether digits of a card's usual length have an issuer's beginning and the check digit: proof without a word."""
    return len(digits) in (14, 15, 16) and issuer(digits) is not None and luhn(digits)


@lru_cache(maxsize=4096)
def _scheme(digits: str, size: int) -> str | None:
    p2, p3, p4 = int(digits[:2]), int(digits[:3]), int(digits)
    for name, fits, sizes in (
        ("visa", digits[0] == "4", (13, 16, 19)),
        ("mastercard", 51 <= p2 <= 55 or 2221 <= p4 <= 2720, (16,)),
        ("amex", p2 in (34, 37), (15,)),
        ("discover", p4 == 6011 or 644 <= p3 <= 649 or p2 == 65, (16, 19)),
        ("unionpay", p2 == 62, (16, 17, 18, 19)),
        ("diners", 300 <= p3 <= 305 or p3 == 309 or p2 in (36, 38, 39), (14, 16)),
        ("jcb", 3528 <= p4 <= 3589, (16, 17, 18, 19)),
        ("mir", 2200 <= p4 <= 2204, (16,)),
        ("troy", p4 == 9792, (16,)),
        ("maestro", p2 in (50, 56, 57, 58, 63, 67) or p4 in (6304, 6759), (12, 13, 14, 15, 16, 17, 18, 19)),
        ("uatp", digits[0] == "1", (15,)),
    ):
        if fits and size in sizes:
            return name
    return None


def test_card(digits: str) -> bool:
    """Whether a card number is a published or an obviously made-up test value."""
    return digits in TEST_CARDS or len(set(digits)) <= 3 or "0000000" in digits


def ssn(digits: str) -> bool:
    """US Social Security number or ITIN by the rules of issue: no area 000, 666 or 9xx (ITIN groups apart), no zero
    group, no zero serial."""
    area, group, serial = int(digits[:3]), int(digits[3:5]), int(digits[5:])
    if area in (0, 666) or group == 0 or serial == 0:
        return False
    return area < 900 or 50 <= group <= 65 or 70 <= group <= 88 or 90 <= group <= 92 or 94 <= group <= 99


def sin(digits: str) -> bool:
    """Canadian Social Insurance Number: Luhn, first digit neither 0 nor 8."""
    return digits[0] not in "08" and luhn(digits) and len(set(digits)) > 2


def nino(value: str) -> bool:
    """UK National Insurance number: prefix rules; ``value`` is upper case without spaces and of the right shape."""
    return value[:2] not in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ") and value[2:8] != "000000"


def sequence(text: str, size: int = 6) -> bool:
    """Whether ``size`` neighbours in a row count up or down, as made-up values do: 123456, fedcba."""
    up = down = 1
    for left, right in itertools.pairwise(text):
        step = ord(right) - ord(left)
        up = up + 1 if step == 1 else 1
        down = down + 1 if step == -1 else 1
        if up >= size or down >= size:
            return True
    return False


_WORDS = _listed(
    """password passwort passwd passphrase pass pwd secret secrets token tokens key apikey changeme change change_me
    example sample dummy fake test testing foobar foo bar baz username user admin root none null nil true false
    undefined string str bool int required optional value default redacted hidden masked removed placeholder todo
    tbd xxx unknown empty yourpassword mypassword mysecret letmein yes no ask prompt hunter2 qwerty abc123 tiger p
    pw u ps secret_key api_key access_token auth_token bearer basic"""
)
_MASKS = frozenset("*xX.-_#•?0")


def placeholder(value: str) -> bool:
    """Whether a value stands where a secret would: masks, template variables, instructions, standing examples."""
    plain = value.strip("\"'` ")
    if not plain or set(plain) <= _MASKS or plain.lower() in _WORDS:
        return True
    return pattern(_TEMPLATE).within(plain.encode("ascii", "replace"))


_TEMPLATE = (
    rb"(?i)^<[^>]*>?$|^\[[^\]]*\]$|\$\{|\{\{|%\(|^%[a-z_]+%?$|^%[sdrv]$|^\$[a-z_][a-z0-9_]*$|^\$\(|^#\{|^@[a-z.]+@?$"
    rb"|^\{[a-z_0-9.]*\}$|<%|x{5,}|\*{3,}|\.\.\.|example|(?:^|[_-])(?:your|my|the|insert|enter|replace|some|any)[_-]"
    rb"|^your|placeholder|redacted|change[_-]?(?:me|it|this)|dummy|^fake|[_-]fake[_-]|not[_-]?a?[_-]?(?:real|secret)"
    rb"|^test[_-]?(?:key|token|secret|pass|password|pwd)|deadbeef|_passw(?:or)?d$|0{10,}|1234567890|12345678$"
    rb"|abcdefgh|(?:^|[_.-])here$|^(?:process\.env|os\.environ|env\.|env\[|getenv|vault:|ref\+|secrets\.|var\."
    rb"|config\.|settings\.|self\.|this\.|req\.|data\.)"
)


@cache
def _common_pairs() -> frozenset[str]:
    """The letter pairs that make up most of written English and of identifiers."""
    return _listed(
        """th he in er an re nd on en at ou ed ha to or it is hi es ng st ar te se me ve of nt al le ea ti
        ra ro io li ri ne co de ec ta el ic no om ma us ss ce ll la na si ca ac di ch ur rs pe ie ho as lo
        tr et il em ee un so ut wi pr mo we fo wa be po sh id ge ni tu ol ns ir im ly su ab ad ag am ap ul
        up ex pa oo ow ot pl op os sp ay cl ct ke ey ck gr gi go ev ew ue ui ai ry ty my by ub bl br bo bu
        bi ba fi fa fu fe fr da do du sc sk sw vi va vo lt rm rn rt rd rk rl ts wo wn wh ys if ig ia ei eb
        ef eg ep gh ga gu qu au aw av ak ld ls mm mp nn nc nk pp ph pi pt sa sm tt uc ud ug um zi ze xt xp
        ov od ob og oc oa oi ok iv ib iz cr cu cy dd dr ff gl gn hu hr hy ju jo"""
    )


def rarity(value: str) -> float:
    """How unlike language a value is: 0 (a word) to 1 (random); the mean surprise of its adjacent characters.

    Bare entropy cannot tell ``getAuthenticationToken`` from a key of the same length; common letter pairs can.
    """
    return sum(map(_surprise, value, value[1:])) / max(1, len(value) - 1)


@lru_cache(maxsize=1 << 14)
def _surprise(left: str, right: str) -> float:
    if left == right:
        return 0.0
    if left.isalpha() and right.isalpha():
        if left.islower() and right.isupper():
            return 0.45
        common = 0.1 if left.isupper() == right.isupper() else 0.25
        return common if (left + right).lower() in _common_pairs() else 0.9
    if left.isdigit() and right.isdigit():
        return 0.15 if abs(ord(left) - ord(right)) == 1 else 0.6
    return 0.35 if left in string.punctuation or right in string.punctuation else 0.95


def hexadecimal(value: str) -> bool:
    """Whether a value is all hex digits, as hashes and commit ids are."""
    return set(value) <= set(string.hexdigits)
