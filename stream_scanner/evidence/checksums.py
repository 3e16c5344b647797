"""Check digits of other nations' numbers, each over the bare digits and capitals. Shapes are checked before."""

from __future__ import annotations

import string

_ONCE = bytes.maketrans(b"0123456789", bytes(range(10)))
_TWICE = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))


def luhn(digits: str) -> bool:
    """ISO/IEC 7812-1 check digit."""
    return luhn_sum(digits) == 0


def luhn_sum(digits: str, *, shifted: bool = False) -> int:
    """Sum that the check digit makes 0, modulo ten; ``shifted``: an odd number of digits follows, which add theirs."""
    octets = digits.encode()
    last, other = (_TWICE, _ONCE) if shifted else (_ONCE, _TWICE)
    return (sum(octets[-1::-2].translate(last)) + sum(octets[-2::-2].translate(other))) % 10


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def _varied(digits: str) -> bool:
    return len(set(digits)) > 2


def verhoeff(digits: str) -> bool:
    """Aadhaar: Verhoeff's check digit, in the dihedral group of order ten."""
    check = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit)
        for _ in range(position % 8):
            value = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)[value]
        # d(check, value) of the group: rotations 0 to 4, reflections 5 to 9; a reflection turns the next one around.
        turn = check + value if check < 5 else check - value
        check = turn % 5 + 5 * ((check < 5) != (value < 5))
    return check == 0 and _varied(digits)


def steuer_id(digits: str) -> bool:
    """German tax number: ISO 7064 MOD 11,10, and exactly one digit of the first ten stands twice or three times."""
    if len(digits) != 11 or max(digits[:10].count(d) for d in digits[:10]) not in (2, 3):
        return False
    product = 10
    for digit in digits[:10]:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(digits[10])


def nir(value: str) -> bool:
    """French social security number: 97 minus the rest by 97; Corsica counts 2A as 19, 2B as 18."""
    body = value[:13].replace("2A", "19").replace("2B", "18")
    return body.isdigit() and len(value) == 15 and 97 - int(body) % 97 == int(value[13:])


def dni(value: str) -> bool:
    """Spanish DNI and NIE: letter by the rest by 23; X, Y, Z count 0, 1, 2."""
    body = value[:-1].translate(str.maketrans("XYZ", "012"))
    return body.isdigit() and "TRWAGMYFPDXBNJZSQVHLCKE"[int(body) % 23] == value[-1]


def codice_fiscale(value: str) -> bool:
    """Italian tax code: check letter over odd and even places."""
    odd = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
    places = [int(c) if c.isdigit() else string.ascii_uppercase.index(c) for c in value]
    total = sum(odd[place] if at % 2 == 0 else place for at, place in enumerate(places[:15]))
    return total % 26 == places[15]


def cpf(digits: str) -> bool:
    """Brazilian CPF: two check digits by 11."""
    if len(digits) != 11 or len(set(digits)) == 1:
        return False
    for size in (9, 10):
        rest = _weighted(digits[:size], tuple(range(size + 1, 1, -1))) * 10 % 11 % 10
        if rest != int(digits[size]):
            return False
    return True


def tfn(digits: str) -> bool:
    """Australian tax file number of nine digits: weighted sum by 11."""
    return _varied(digits) and _weighted(digits, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0


def bsn(digits: str) -> bool:
    """Dutch citizen service number: weighted sum by 11, the last digit counting minus one."""
    return _varied(digits) and _weighted(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def pesel(digits: str) -> bool:
    """Polish PESEL: weighted sum by 10."""
    return _varied(digits) and _weighted(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def personnummer(digits: str) -> bool:
    """Swedish personal number: a date and a Luhn check over the last ten digits."""
    ten = digits[-10:]
    return 1 <= int(ten[2:4]) <= 12 and 1 <= int(ten[4:6]) <= 31 and luhn(ten)


def ahv(digits: str) -> bool:
    """Swiss social security number: check digit of EAN-13."""
    return _weighted(digits, (1, 3) * 6 + (1,)) % 10 == 0 and _varied(digits)


def hetu(value: str) -> bool:
    """Finnish personal identity code: a date, and a sign by the rest by 31."""
    body = value[:6] + value[-4:-1]
    dated = 1 <= int(value[:2]) <= 31 and 1 <= int(value[2:4]) <= 12
    return dated and "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(body) % 31] == value[-1]


def fodselsnummer(digits: str) -> bool:
    """Norwegian national identity number: two weighted sums by 11."""
    first = _weighted(digits[:10], (3, 7, 6, 1, 8, 9, 4, 5, 2, 1))
    second = _weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))
    return first % 11 == 0 and second % 11 == 0 and _varied(digits)


def cpr(digits: str) -> bool:
    """Danish CPR number: a date; since 2007 there is no check digit."""
    return 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12


def niss(digits: str) -> bool:
    """Belgian national number: 97 minus the rest by 97, with a 2 in front for who was born from 2000 on."""
    return int(digits[9:]) in (97 - int(century + digits[:9]) % 97 for century in ("", "2"))


def nhs(digits: str) -> bool:
    """NHS number of England: weighted sum by 11."""
    return _weighted(digits, (10, 9, 8, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0 and _varied(digits)


def rrn(digits: str) -> bool:
    """Korean resident registration number: weighted sum by 11."""
    rest = _weighted(digits[:12], (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)) % 11
    return (11 - rest) % 10 == int(digits[12])


def ric(value: str) -> bool:
    """Chinese resident identity number (GB 11643): ISO 7064 MOD 11-2 over a date of birth and a place."""
    total = _weighted(value[:17], (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2))
    return "10X98765432"[total % 11] == value[17] and value[6:8] in ("19", "20")
