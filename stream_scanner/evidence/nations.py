"""The numbers by which states other than the USA, Canada and the UK know people: shapes, names, check digits."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from stream_scanner.evidence import checksums


class Nation(NamedTuple):
    """A nation's number: its shape, its names, and its check on the digits and capitals alone.

    ``own``: too plain to be told by a word that any nation has for such a number; its own name has to lead to it.
    ``sure``: a shape that nothing else has, once the check holds; ``beside``: one that a person's name before it tells.
    """

    shape: bytes
    words: bytes
    check: Callable[[str], bool]
    elsewhere: tuple[str, ...] = ()
    own: bool = True
    sure: bytes = b""
    beside: bytes = b""


@cache
def nations() -> tuple[Nation, ...]:
    """Those that a word for any such number may name too, and those that need their own."""
    return (*_named_so(), *_europe(), *_overseas())


def _named_so() -> tuple[Nation, ...]:
    return tuple(
        nation._replace(own=False)
        for nation in (
            Nation(
                rb"\b[1-9][0-9](?: ?[0-9]{3}){3}\b",
                rb"steuer-?id|steuerliche|(?:steuer)?identifikation|idnr\b|tin\b|tax id",
                checksums.steuer_id,
            ),
            Nation(
                rb"\b[2-9][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}\b",
                rb"aadhaa?r|uidai|uid\b",
                checksums.verhoeff,
                ("आधार",),
            ),
            Nation(
                rb"\b[12] ?[0-9]{2} ?[0-9]{2} ?[0-9][0-9AB] ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}\b",
                rb"nir\b|insee|s.curit. sociale|num.ro de s.cu|n.{1,2}s.cu|carte vitale",
                checksums.nir,
                sure=rb"\b[12] [0-9]{2} (?:0[1-9]|1[0-2]) [0-9][0-9AB] [0-9]{3} [0-9]{3} [0-9]{2}\b",
            ),
            Nation(
                rb"\b(?:[0-9]{8}|[0-9]{2}\.[0-9]{3}\.[0-9]{3})-?[A-HJ-NP-TV-Z]\b"
                rb"|\b[XYZ]-?[0-9]{7}-?[A-HJ-NP-TV-Z]\b",
                rb"dni\b|nie\b|nif\b",
                checksums.dni,
            ),
            Nation(
                rb"\b[A-Z]{6}[0-9]{2}[A-EHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z]\b",
                rb"codice fiscale|cod\.? ?fisc|c\.?f\.?\b|fiscal code",
                checksums.codice_fiscale,
            ),
            Nation(
                rb"\b[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}-?[0-9]{2}\b",
                rb"cpf\b",
                checksums.cpf,
                sure=rb"\b[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}\b",
            ),
            Nation(rb"\b[0-9]{3} ?[0-9]{3} ?[0-9]{3}\b", rb"tfn\b|tax file", checksums.tfn),
            Nation(
                rb"\b[A-Z]{3}[PCHFATBLJG][A-Z][0-9]{4}[A-Z]\b",
                rb"pan (?:card|number|no)|permanent account|income tax",
                bool,
            ),
            Nation(
                rb"\b[0-9]{9}\b|\b[0-9]{4}\.[0-9]{2}\.[0-9]{3}\b",
                rb"bsn\b|burgerservice|sofinummer",
                checksums.bsn,
            ),
            Nation(rb"\b[0-9]{11}\b", rb"pesel\b", checksums.pesel),
            Nation(
                rb"\b(?:19|20)?[0-9]{6}[-+]?[0-9]{4}\b",
                rb"personn(?:umme|um)?r|personal identity|pnr\b|samordningsn",
                checksums.personnummer,
                beside=rb"\b(?:19[0-9]{2}|20[01][0-9]|[0-9]{2})[01][0-9][0-3][0-9]-[0-9]{4}\b",
            ),
            Nation(
                rb"\b756[. ]?[0-9]{4}[. ]?[0-9]{4}[. ]?[0-9]{2}\b",
                rb"ahv|avs\b|oasi\b|versichertennummer",
                checksums.ahv,
                sure=rb"\b756\.[0-9]{4}\.[0-9]{4}\.[0-9]{2}\b",
            ),
            Nation(
                rb"\b[0-9]{6}[-+A-F]?[0-9]{3}[0-9A-Y]\b",
                rb"hetu\b|henkil.tunnus",
                checksums.hetu,
                sure=rb"\b[0-3][0-9][01][0-9]{3}[-+A-F][0-9]{3}[A-FHJ-NPR-Y]\b",
            ),
            Nation(
                rb"\b[0-9]{6} ?[0-9]{5}\b",
                rb"f.dselsn(?:ummer|r\b)|personnummer|f\.? ?nr\b",
                checksums.fodselsnummer,
                beside=rb"\b[0-3][0-9][01][0-9]{3} ?[0-9]{5}\b",
            ),
            Nation(
                rb"\b[0-3][0-9][01][0-9]{3}-?[0-9]{4}\b",
                rb"cpr\b",
                checksums.cpr,
                beside=rb"\b[0-3][0-9][01][0-9]{3}-[0-9]{4}\b",
            ),
            Nation(
                rb"\b[0-9]{2}\.?[0-9]{2}\.?[0-9]{2}-?[0-9]{3}\.?[0-9]{2}\b",
                rb"rijksregister|nationaal nummer|registre national|num.ro national|niss\b|insz\b|nrn\b|rrn\b",
                checksums.niss,
                sure=rb"\b[0-9]{2}\.[01][0-9]\.[0-3][0-9]-[0-9]{3}\.[0-9]{2}\b",
            ),
            Nation(rb"\b[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}\b", rb"nhs\b", checksums.nhs),
            Nation(
                rb"\b[0-9]{6}-?[1-8][0-9]{6}\b",
                rb"rrn\b|resident registration",
                checksums.rrn,
                ("주민등록번호", "주민번호"),
            ),
            Nation(
                rb"\b[1-9][0-9]{16}[0-9X]\b",
                rb"resident id|identity card|id card|id number",
                checksums.ric,
                ("身份证", "身份證", "身份号码"),
            ),
        )
    )


def _europe() -> tuple[Nation, ...]:
    return (
        Nation(
            rb"\b[1-9][0-9]{3}[ /-]?[0-3][0-9][01][0-9]{3}\b",
            rb"svn?r\b|sv-?n(?:umme)?r|vsnr|(?:sozial)?versicherungsn",
            checksums.svnr,
        ),
        Nation(
            rb"\b[0-9]{2} ?[0-3][0-9][01][0-9]{3} ?[A-Z] ?[0-9]{3}\b",
            rb"rv-?n(?:umme)?r|sv-?n(?:umme)?r|vsnr|(?:sozial|renten)?versicherungsn",
            checksums.rvnr,
            sure=rb"\b[0-9]{2} [0-3][0-9][01][0-9]{3} [A-Z] [0-9]{3}\b",
        ),
        Nation(rb"\b[1-9][0-9]{2} ?[0-9]{3} ?[0-9]{3}\b", rb"nif\b|contribuinte|identifica..o fiscal", checksums.nif),
        Nation(
            rb"\b[1-9][0-9]{10}\b|\b[1-9][0-9]{2} [0-9]{3} [0-9]{3} [0-9]{2}\b",
            rb"t\.? ?c\.? ?kimlik|tckn\b|kimlik n|t\.?c\b\.?(?: ?no\b)?",
            checksums.tckn,
        ),
        Nation(rb"\b[0-9]{12}\b", rb"inn\b", checksums.inn, ("ИНН",)),
        Nation(rb"\b[0-9]{3}-?[0-9]{3}-?[0-9]{3}[ -]?[0-9]{2}\b", rb"snils\b", checksums.snils, ("СНИЛС",)),
        Nation(rb"\b[0-9]{7}[A-W][A-IW]?\b", rb"pps\b|ppsn\b", checksums.pps),
        Nation(rb"\b[1-9][0-9]{12}\b", rb"cnp\b|cod numeric personal", checksums.cnp),
        Nation(
            rb"\b[0-9]{6}(?:/[0-9]{3,4}|[0-9]{4})\b",
            rb"rodn.{1,2}.{1,2}.slo|rodne cislo|r\. ?[c\xe9]\.|rc\b|r\xe9[:. ]",
            checksums.rodne_cislo,
        ),
        Nation(
            rb"\b[0-3][0-9](?: ?[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3})\b",
            rb"num.ro fiscal|n. fiscal|r.f.rence fiscale|spi\b",
            checksums.numero_fiscal,
        ),
        Nation(rb"\b[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}\b", rb"taj\b", checksums.taj),
        Nation(rb"\b8[0-9]{9}\b", rb"ad.azonos.t", checksums.hungarian_tax),
        Nation(rb"\b[0-9]{10}\b", rb"egn\b", checksums.egn, ("ЕГН",)),
        Nation(rb"\b[0-9]{11}\b", rb"oib\b", checksums.oib),
        Nation(rb"\b[0-3][0-9]{12}\b", rb"jmbg\b|em.o\b|embg\b", checksums.jmbg, ("ЈМБГ", "ЕМБГ")),
        Nation(rb"\b[1-6][0-9]{10}\b", rb"isikukood|asmens kod", checksums.baltic),
        Nation(rb"\b[0-3][0-9]{5}-[0-9]{5}\b", rb"personas kod", lambda value: checksums.day(value[2:4] + value[:2])),
        Nation(rb"\b[0-9]{9}\b", rb"afm\b", checksums.afm, ("ΑΦΜ", "Α.Φ.Μ")),
        Nation(rb"\b[0-3][0-9]{10}\b", rb"amka\b", checksums.amka, ("ΑΜΚΑ", "Α.Μ.Κ.Α")),
        Nation(rb"\b[0-9]{10}\b", rb"rnokpp\b", checksums.ukrainian, ("РНОКПП", "ІПН", "ИНН")),
    )


def _overseas() -> tuple[Nation, ...]:
    return (
        # No check digit is published for the next two.
        Nation(rb"\b[1-9][0-9]{10}\b", rb"nin\b|national identification n", varied),
        Nation(rb"\b[0-9]{2}-[0-9]{7}-[0-9]\b", rb"sss\b", varied),
        Nation(rb"\b[0-9]{3}-[0-9]{3}-[0-9]{3}(?:-[0-9]{3,5})?\b", rb"tin\b", varied),
        Nation(rb"\b[0-9]{2}-[0-9]{9}-[0-9]\b", rb"philhealth", varied),
        Nation(
            rb"\b[0-9]{1,2}\.[0-9]{3}\.[0-9]{3}-[0-9Kk]\b|\b[0-9]{7,8}-[0-9Kk]\b",
            rb"rut\b|r\.u\.t|run:|run n|c.dula de identidad",
            lambda value: checksums.rut(value.upper()),
        ),
        Nation(rb"\b2[0347]-?[0-9]{8}-?[0-9]\b", rb"cui[lt]\b", checksums.cuil),
        Nation(rb"\b[1-9][0-9]?\.[0-9]{3}\.[0-9]{3}\b|\b[1-9][0-9]{7}\b", rb"dni\b", varied),
        Nation(
            rb"\b[1-9](?:\.[0-9]{3}){3}\b|\b[1-9][0-9]{0,2}\.[0-9]{3}\.[0-9]{3}\b|\b[1-9][0-9]{7}(?:[0-9]{2})?\b",
            rb"c.dula(?: de ciudadan.a)?(?: n.m\.?| no?\.?| n.?\.?|:)?|c\.c\.",
            varied,
        ),
        Nation(rb"\b[0-2][0-9]{9}\b", rb"c.dula", checksums.cedula),
        Nation(
            rb"\b[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]\b",
            rb"curp\b",
            checksums.curp,
            sure=rb"\b[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]\b",
        ),
        Nation(rb"\b[A-Z]{4}-?[0-9]{6}-?[0-9A-Z]{3}\b", rb"rfc\b", lambda value: checksums.day(value[6:10])),
        Nation(rb"\b[0-9]{11}\b", rb"nss\b|seguro social", lambda value: checksums.luhn(value) and varied(value)),
        Nation(
            rb"\b[0-9]{6} ?[0-9]{4} ?[0-9]{3}\b",
            rb"id[ _]?(?:number|no\b|nr\b)|sa[ _]id\b|identity (?:number|no\b)|rsa id|id\b",
            checksums.south_african,
        ),
        Nation(
            rb"\b[STFGM][0-9]{7}[A-Z]\b",
            rb"nric\b|fin\b|ic (?:no|number)\b|identity card",
            checksums.nric,
            beside=rb"\b[STFG][0-9]{7}[A-Z]\b",
        ),
        Nation(
            rb"\b[0-9]{6}-?[0-9]{2}-?[0-9]{4}\b",
            rb"mykad|nric\b|i/?c (?:no|number)\b|no\.? ?k/?p\b|kad pengenalan",
            checksums.born,
        ),
        Nation(
            rb"\b[0-9]{9}\b|\b[0-9]{8}-[0-9]\b",
            rb"teudat zehut|israeli id",
            checksums.israeli,
            ("תעודת זהות", "מספר זהות", "ת.ז", 'ת"ז'),
        ),
        Nation(
            rb"\b[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}\b",
            rb"mynumber|my number card|individual number",
            checksums.my_number,
            ("マイナンバー", "個人番号"),
        ),
        Nation(
            rb"\b[1-9](?:-?[0-9]{4}-?[0-9]{5}-?[0-9]{2}-?|[0-9]{11})[0-9]\b",
            rb"thai id\b|citizen id",
            checksums.thai,
            ("เลขบัตร", "เลขประจำตัว", "บัตรประชาชน", "ปชช"),
            sure=rb"\b[1-8]-[0-9]{4}-[0-9]{5}-[0-9]{2}-[0-9]\b",
        ),
        Nation(rb"\b[0-9]{12}\b", rb"cccd\b|c.n c..c|s. .{1,2}nh danh", varied),
        Nation(
            rb"\b[A-Z]{1,2}[0-9]{6} ?\([0-9A]\)",
            rb"hkid\b|hong kong id",
            checksums.hkid,
            ("身份證",),
            sure=rb"\b[A-Z]{1,2}[0-9]{6}\([0-9A]\)",
        ),
        Nation(
            rb"\b[A-Z][1289][0-9]{8}\b",
            rb"taiwan(?:ese)? id|arc (?:no|number)",
            checksums.taiwanese,
            ("身分證", "身份證"),
        ),
        Nation(rb"\b[0-9]{2,3}[ -]?[0-9]{3}[ -]?[0-9]{3}\b", rb"ird\b", checksums.ird),
        Nation(rb"\b[0-9]{10}\b|\b[0-9]{3}-[0-9]{6}-[0-9]\b", rb"code melli", checksums.melli, ("کد ملی", "کدملی")),
        Nation(rb"\b[0-9]{16}\b", rb"nik\b|ktp\b", checksums.nik),
        Nation(rb"\b[1-7][0-9]{4}-?[0-9]{7}-?[0-9]\b", rb"cnic\b|nadra\b", varied, ("شناختی",)),
        Nation(
            rb"\b784-?[0-9]{4}-?[0-9]{7}-?[0-9]\b",
            rb"emirates id",
            checksums.emirates,
            ("الهوية", "هوية"),
            sure=rb"\b784-[0-9]{4}-[0-9]{7}-[0-9]\b",
        ),
        Nation(rb"\b[12][0-9]{9}\b", rb"iqama\b|saudi id", checksums.saudi, ("الهوية", "هوية", "الإقامة")),
        Nation(rb"\b[23][0-9]{13}\b", rb"egyptian id", checksums.egyptian, ("الرقم القومي", "رقم قومي", "الهوية")),
        Nation(rb"\b[AP][0-9]{9}[A-Z]\b", rb"kra\b", varied),
        Nation(rb"\bGHA-[0-9]{9}-[0-9]\b", rb"ghana ?card", varied, sure=rb"\bGHA-[0-9]{9}-[0-9]\b"),
        Nation(
            rb"\b[0-9]{7,14}\b",
            rb"(?:national|citizen)(?: ?identity)?(?:[ _-]?(?:id|identity)(?: card)?)(?: ?(?:no\b|number|nr\b|#))?",
            varied,
        ),
    )


def varied(value: str) -> bool:
    """All that can be asked of a number without a check digit."""
    return len(set(value)) > 3
