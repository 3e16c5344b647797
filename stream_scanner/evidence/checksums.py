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
    return "10X98765432"[total % 11] == value[17] and value[6:8] in ("19", "20") and day(value[10:14])


def day(digits: str) -> bool:
    """Whether four digits are a month and a day."""
    return 1 <= int(digits[:2]) <= 12 and 1 <= int(digits[2:4]) <= 31


def nif(digits: str) -> bool:
    """Portuguese tax number: weighted sum by 11; a rest of ten counts zero."""
    return _varied(digits) and -_weighted(digits[:8], (9, 8, 7, 6, 5, 4, 3, 2)) % 11 % 10 == int(digits[8])


def tckn(digits: str) -> bool:
    """Turkish identity number: odd and even places by 10, and the sum of the first ten."""
    places = [int(digit) for digit in digits]
    tenth = (7 * sum(places[:9:2]) - sum(places[1:8:2])) % 10
    return digits[0] != "0" and places[9] == tenth and sum(places[:10]) % 10 == places[10] and _varied(digits)


def inn(digits: str) -> bool:
    """Russian tax number of a person: two weighted sums by 11."""
    first = _weighted(digits[:10], (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) % 11 % 10
    second = _weighted(digits[:11], (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) % 11 % 10
    return first == int(digits[10]) and second == int(digits[11]) and _varied(digits)


def snils(digits: str) -> bool:
    """Russian pension insurance number: weighted sum by 101."""
    return _weighted(digits[:9], (9, 8, 7, 6, 5, 4, 3, 2, 1)) % 101 % 100 == int(digits[9:]) and _varied(digits)


def rut(value: str) -> bool:
    """Chilean RUT: weighted sum by 11; ten is written K."""
    body = [int(digit) for digit in value[-2::-1]]
    rest = -sum(digit * (2 + at % 6) for at, digit in enumerate(body)) % 11
    return "0123456789K"[rest] == value[-1] and len(set(value)) > 2


def cuil(digits: str) -> bool:
    """Argentine CUIL of a person: weighted sum by 11."""
    return -_weighted(digits[:10], (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11 == int(digits[10]) and _varied(digits)


def south_african(digits: str) -> bool:
    """South African identity number: a date of birth, citizenship, and Luhn."""
    return day(digits[2:6]) and digits[10] in "012" and luhn(digits)


def nric(value: str) -> bool:
    """Singaporean NRIC and FIN: a letter by the weighted sum by 11."""
    total = _weighted(value[1:8], (2, 7, 6, 5, 4, 3, 2)) + {"T": 4, "G": 4, "M": 3}.get(value[0], 0)
    letters = {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "F": "XWUTRQPNMLK", "G": "XWUTRQPNMLK", "M": "XWUTRQPNJLK"}
    return letters[value[0]][total % 11] == value[8]


def pps(value: str) -> bool:
    """Irish PPS number: a letter by the weighted sum by 23; a second letter counts nine times its place."""
    second = value[8:].replace("W", "")
    total = _weighted(value[:7], (8, 7, 6, 5, 4, 3, 2)) + (9 * (ord(second) - 64) if second else 0)
    return "WABCDEFGHIJKLMNOPQRSTUV"[total % 23] == value[7]


def cnp(digits: str) -> bool:
    """Romanian CNP: sex and century, a date of birth, and a weighted sum by 11; a rest of ten counts one."""
    rest = _weighted(digits[:12], (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return digits[0] != "0" and day(digits[3:7]) and (1 if rest == 10 else rest) == int(digits[12])


def rodne_cislo(digits: str) -> bool:
    """Czech and Slovak birth number: a date (women's months count 50 more, later ones 20), divisible by 11."""
    month = int(digits[2:4]) % 50
    dated = 1 <= (month - 20 if month > 20 else month) <= 12 and 1 <= int(digits[4:6]) <= 31
    return dated and (len(digits) == 9 or int(digits[:9]) % 11 % 10 == int(digits[9]))


def svnr(digits: str) -> bool:
    """Austrian social insurance number: three digits, the check on all others by 11, a date of birth."""
    weights = (3, 7, 9, 5, 8, 4, 2, 1, 6)
    return len(digits) == 10 and _weighted(digits[:3] + digits[4:], weights) % 11 == int(digits[3])


def rvnr(value: str) -> bool:
    """German pension insurance number: digits of weighted places by 10, its letter counted as two (VKVV, section 4)."""
    body = f"{value[:8]}{ord(value[8]) - 64:02d}{value[9:11]}"
    weighted = (int(digit) * weight for digit, weight in zip(body, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True))
    return sum(sum(divmod(number, 10)) for number in weighted) % 10 == int(value[11])


def israeli(digits: str) -> bool:
    """Israeli identity number: Luhn."""
    return luhn(digits) and _varied(digits)


def my_number(digits: str) -> bool:
    """Japanese individual number: weighted sum by 11."""
    rest = _weighted(digits[:11], (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return (0 if rest < 2 else 11 - rest) == int(digits[11]) and _varied(digits)


def numero_fiscal(digits: str) -> bool:
    """French tax number of a person: the rest of the first ten digits by 511."""
    return int(digits[:10]) % 511 == int(digits[10:]) and digits[0] in "0123"


def taj(digits: str) -> bool:
    """Hungarian social insurance number: weighted sum by 10."""
    return _weighted(digits[:8], (3, 7) * 4) % 10 == int(digits[8]) and _varied(digits)


def hungarian_tax(digits: str) -> bool:
    """Hungarian tax number of a person: an 8, and a weighted sum by 11."""
    return digits[0] == "8" and _weighted(digits[:9], tuple(range(1, 10))) % 11 == int(digits[9])


def egn(digits: str) -> bool:
    """Bulgarian EGN: a date of birth, and a weighted sum by 11."""
    rest = _weighted(digits[:9], (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10
    return 1 <= int(digits[2:4]) % 20 <= 12 and 1 <= int(digits[4:6]) <= 31 and rest == int(digits[9])


def oib(digits: str) -> bool:
    """Croatian OIB: ISO 7064 MOD 11,10."""
    product = 10
    for digit in digits[:10]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(digits[10]) and _varied(digits)


def jmbg(digits: str) -> bool:
    """Number of a citizen in the states that were Yugoslavia: a date of birth, and a weighted sum by 11."""
    rest = -_weighted(digits[:12], (7, 6, 5, 4, 3, 2) * 2) % 11
    return day(digits[2:4] + digits[:2]) and rest == int(digits[12])


def baltic(digits: str) -> bool:
    """Estonian and Lithuanian personal code: sex and century, a date of birth, and weighted sums by 11."""
    rest = _weighted(digits[:10], (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    if rest == 10:
        rest = _weighted(digits[:10], (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    return digits[0] in "123456" and day(digits[3:7]) and rest == int(digits[10])


def afm(digits: str) -> bool:
    """Greek tax number: powers of two by 11."""
    total = _weighted(digits[:8], tuple(2**power for power in range(8, 0, -1)))
    return total % 11 % 10 == int(digits[8]) and _varied(digits)


def amka(digits: str) -> bool:
    """Greek social security number: a date of birth, and Luhn."""
    return day(digits[2:4] + digits[:2]) and luhn(digits)


def ukrainian(digits: str) -> bool:
    """Ukrainian tax number of a person: weighted sum by 11."""
    rest = (-int(digits[0]) + _weighted(digits[1:9], (5, 7, 9, 4, 6, 10, 5, 7))) % 11 % 10
    return rest == int(digits[9]) and _varied(digits)


def curp(value: str) -> bool:
    """Mexican CURP: a date of birth, and a check digit over all that stands before it."""
    places = "0123456789ABCDEFGHIJKLMN\x00OPQRSTUVWXYZ"
    total = sum(places.index(sign) * (18 - at) for at, sign in enumerate(value[:17]))
    return day(value[6:10]) and -total % 10 == int(value[17])


def thai(digits: str) -> bool:
    """Thai identity number: weighted sum by 11."""
    return (11 - _weighted(digits[:12], tuple(range(13, 1, -1))) % 11) % 10 == int(digits[12]) and _varied(digits)


def hkid(value: str) -> bool:
    """Hong Kong identity card: weighted sum by 11 over letters (A is 10) and digits; one letter has a blank before."""
    signs = [36 if sign == " " else int(sign, 36) for sign in value[:-1].rjust(8)]
    rest = -sum(sign * weight for sign, weight in zip(signs, range(9, 1, -1), strict=True)) % 11
    return "0123456789A"[rest] == value[-1]


def taiwanese(value: str) -> bool:
    """Taiwanese identity number: the letter counts two digits, and all is weighted by 10."""
    letter = 10 + "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(value[0])
    return (letter // 10 + _weighted(f"{letter % 10}{value[1:]}", (9, 8, 7, 6, 5, 4, 3, 2, 1, 1))) % 10 == 0


def ird(digits: str) -> bool:
    """New Zealand tax number: weighted sum by 11, and another where that leaves ten."""
    body, last = digits[:-1].rjust(8, "0"), int(digits[-1])
    for weights in ((3, 2, 7, 6, 5, 4, 3, 2), (7, 4, 3, 2, 5, 2, 7, 6)):
        if (rest := -_weighted(body, weights) % 11) != 10:
            return rest == last and _varied(digits)
    return False


def melli(digits: str) -> bool:
    """Iranian national code: weighted sum by 11."""
    rest = _weighted(digits[:9], (10, 9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return (rest if rest < 2 else 11 - rest) == int(digits[9]) and _varied(digits)


def cedula(digits: str) -> bool:
    """Ecuadorian identity card: a province, and Luhn."""
    return 1 <= int(digits[:2]) <= 24 and luhn(digits) and _varied(digits)


def born(digits: str) -> bool:
    """Whether six digits begin it that are a date of birth: year, month, day."""
    return day(digits[2:6])


def nik(digits: str) -> bool:
    """Indonesian identity number: a date of birth within, women's days counting 40 more."""
    return 1 <= int(digits[6:8]) % 40 <= 31 and 1 <= int(digits[8:10]) <= 12


def emirates(digits: str) -> bool:
    """Identity number of the Emirates: a year of birth, and Luhn."""
    return digits[3:5] in ("19", "20") and luhn(digits)


def saudi(digits: str) -> bool:
    """Saudi identity and residence number: Luhn."""
    return luhn(digits) and _varied(digits)


def egyptian(digits: str) -> bool:
    """Egyptian national number: a century and a date of birth."""
    return day(digits[3:7])
