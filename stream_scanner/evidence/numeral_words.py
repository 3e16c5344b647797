"""Numbers below a thousand in the words of thirty languages, as they are read out digit by digit or in pairs."""

from __future__ import annotations

import itertools
import unicodedata
from functools import cache
from typing import Final

_DIGITS = {
    "en": "zero one two three four five six seven eight nine",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun",
    "it": "zero uno due tre quattro cinque sei sette otto nove",
    "pt": "zero um dois três quatro cinco seis sete oito nove",
    "nl": "nul een twee drie vier vijf zes zeven acht negen",
    "sv": "noll ett två tre fyra fem sex sju åtta nio",
    "da": "nul en to tre fire fem seks syv otte ni",
    "no": "null en to tre fire fem seks sju åtte ni",
    "fi": "nolla yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän",
    "pl": "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
    "cs": "nula jedna dva tři čtyři pět šest sedm osm devět",
    "ro": "zero unu doi trei patru cinci șase șapte opt nouă",
    "hu": "nulla egy kettő három négy öt hat hét nyolc kilenc",
    "ca": "zero un dos tres quatre cinc sis set vuit nou",
    "hr": "nula jedan dva tri četiri pet šest sedam osam devet",
    "sk": "nula jeden dva tri štyri päť šesť sedem osem deväť",
    "ga": "náid aon dó trí ceathair cúig sé seacht ocht naoi",
    "tr": "sıfır bir iki üç dört beş altı yedi sekiz dokuz",
    "id": "nol satu dua tiga empat lima enam tujuh delapan sembilan",
    "zh": "ling yi er san si wu liu qi ba jiu",
    "hi": "shunya ek do teen char paanch chhe saat aath nau",
    "ru": "ноль один два три четыре пять шесть семь восемь девять",
    "uk": "нуль один два три чотири п'ять шість сім вісім дев'ять",
    "el": "μηδέν ένα δύο τρία τέσσερα πέντε έξι επτά οκτώ εννέα",
    "ar": "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة",
    "hin": "शून्य एक दो तीन चार पांच छह सात आठ नौ",
    "vi": "không một hai ba bốn năm sáu bảy tám chín",
    "fa": "صفر یک دو سه چهار پنج شش هفت هشت نه",
    "roman": "n i ii iii iv v vi vii viii ix",
}
_MORE = {
    "en": {"oh": "0", "o": "0", "nought": "0", "naught": "0", "niner": "9", "fower": "4", "fife": "5", "tree": "3"},
    "es": {"un": "1", "una": "1"},
    "fr": {"une": "1"},
    "de": {"zwo": "2", "fuenf": "5", "ein": "1"},
    "pt": {"meia": "6"},
    "nl": {"één": "1"},
    "cs": {"jeden": "1", "dvě": "2"},
    "pl": {"jedna": "1"},
    "ru": {"нуль": "0"},
    "hi": {"zero": "0", "paach": "5", "panch": "5", "che": "6", "chah": "6", "sat": "7", "ath": "8"},
    "id": {"kosong": "0"},
    "vi": {"linh": "0", "mốt": "1", "tư": "4", "lăm": "5"},
    "zh": {"yao": "1", "liang": "2"},
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingt-dix",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "sv": "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio",
    "da": "tyve tredive fyrre halvtreds tres halvfjerds firs halvfems",
    "no": "tjue tretti førti femti seksti sytti åtti nitti",
    "pl": "dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt"
    " dziewięćdziesiąt",
    "cs": "dvacet třicet čtyřicet padesát šedesát sedmdesát osmdesát devadesát",
    "ro": "douăzeci treizeci patruzeci cincizeci șaizeci șaptezeci optzeci nouăzeci",
    "hu": "húsz harminc negyven ötven hatvan hetven nyolcvan kilencven",
    "tr": "yirmi otuz kırk elli altmış yetmiş seksen doksan",
    "ru": "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "uk": "двадцять тридцять сорок п'ятдесят шістдесят сімдесят вісімдесят дев'яносто",
    "fa": "بیست سی چهل پنجاه شصت هفتاد هشتاد نود",
    "el": "είκοσι τριάντα σαράντα πενήντα εξήντα εβδομήντα ογδόντα ενενήντα",
}
_TEENS = {
    "en": "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "es": "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve",
    "fr": "dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
    "de": "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "it": "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
    "pt": "dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove",
    "nl": "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien",
    "sv": "tio elva tolv tretton fjorton femton sexton sjutton arton nitton",
    "da": "ti elleve tolv tretten fjorten femten seksten sytten atten nitten",
    "no": "ti elleve tolv tretten fjorten femten seksten sytten atten nitten",
    "pl": "dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście"
    " dziewiętnaście",
    "cs": "deset jedenáct dvanáct třináct čtrnáct patnáct šestnáct sedmnáct osmnáct devatenáct",
    "ro": "zece unsprezece doisprezece treisprezece paisprezece cincisprezece șaisprezece șaptesprezece optsprezece"
    " nouăsprezece",
    "hu": "tíz tizenegy tizenkettő tizenhárom tizennégy tizenöt tizenhat tizenhét tizennyolc tizenkilenc",
    "tr": "on on-bir on-iki on-üç on-dört on-beş on-altı on-yedi on-sekiz on-dokuz",
    "ru": "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать"
    " девятнадцать",
    "uk": "десять одинадцять дванадцять тринадцять чотирнадцять п'ятнадцять шістнадцять сімнадцять вісімнадцять"
    " дев'ятнадцять",
    "fa": "ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده",
    "el": "δέκα έντεκα δώδεκα δεκατρία δεκατέσσερα δεκαπέντε δεκαέξι δεκαεπτά δεκαοκτώ δεκαεννέα",
}
# A hyphen may be a blank. Whoever reads out a telephone number in threes says hundreds: "девятьсот шестнадцать".
_HUNDREDS = {
    "ru": "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот",
    "uk": "сто двісті триста чотириста п'ятсот шістсот сімсот вісімсот дев'ятсот",
    "pl": "sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset",
    "cs": "sto dvě-stě tři-sta čtyři-sta pět-set šest-set sedm-set osm-set devět-set",
    "es": "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos",
    "pt": "cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos",
    "fa": "صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد",
    "tr": "yüz iki-yüz üç-yüz dört-yüz beş-yüz altı-yüz yedi-yüz sekiz-yüz dokuz-yüz",
}
_JOINT = {
    "en": "-", "es": " y ", "fr": "-", "de": "und", "it": "", "pt": " e ", "nl": "en", "sv": "", "da": "og", "no": "",
    "pl": " ", "cs": " ", "ro": " și ", "hu": "", "tr": " ", "ru": " ", "uk": " ", "el": " ", "fa": " و ",
}  # fmt: skip
_UNIT_FIRST = frozenset(("de", "nl", "da"))
"""Languages that say the unit before the ten."""
ALIKE: Final = str.maketrans({"\u2019": "'", "ی": "ي", "ک": "ك"})
"""Letters that are written for one another."""
TIMES: Final = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4, "doble": 2, "doppel": 2, "dupla": 2}
HUNDRED: Final = "hundred"
LANGUAGES: Final = frozenset(_DIGITS)


@cache
def spelled() -> dict[str, dict[str, str]]:
    """Every form, as it is written, with what it says by language."""
    table: dict[str, dict[str, str]] = {}

    def add(form: str, language: str, digits: str) -> None:
        form = form.translate(ALIKE)
        bare = "".join(c for c in unicodedata.normalize("NFD", form) if not unicodedata.combining(c))
        latin = all(c < "\u0250" or c in "șț" for c in form)
        for written in {form, *((bare, bare.replace("ß", "ss"), form.replace("ß", "ss")) if latin else ())}:
            for spaced in {written, written.replace("-", " ")}:
                table.setdefault(spaced, {}).setdefault(language, digits)

    for language, words in _DIGITS.items():
        for digit, word in enumerate(words.split()):
            if not word.isdigit():
                add(word, language, str(digit))
    for language, more in _MORE.items():
        for word, digits in more.items():
            add(word, language, digits)
    for language, words in _TEENS.items():
        teens = words.split()
        for at, word in enumerate(teens):
            add(word, language, str(10 + at))
        units = _DIGITS[language].split()
        for at, ten in enumerate(_TENS[language].split(), start=2):
            add(ten, language, f"{at}0")
            for unit in range(1, 10):
                for form in _compound(language, at, ten, unit, units[unit], teens[unit]):
                    add(form, language, f"{at}{unit}")
    for language, words in _HUNDREDS.items():
        for at, word in enumerate(words.split(), start=1):
            add(word, language, f"{at}00")
            if language == "fa":  # which says "and" behind hundreds, too
                add(word + " و", language, f"{at}00")
    for digit, word in enumerate(_DIGITS["en"].split()):
        choices = [(letter, {"o": "0", "e": "3", "i": "1"}.get(letter, letter)) for letter in word]
        for drawn in itertools.product(*choices):  # f0ur, s3ven
            add("".join(drawn), "en", str(digit))
    return table


def _compound(language: str, ten: int, tens: str, unit: int, word: str, teen: str) -> tuple[str, ...]:
    joint = _JOINT[language]
    if language in _UNIT_FIRST:
        word = "ein" if (language, unit) == ("de", 1) else word
        return (word + ("ën" if language == "nl" and word.endswith("e") else joint) + tens,)
    if language == "hu" and ten == 2:
        return ("huszon" + word,)
    if language == "it":
        return ((tens[:-1] if unit in (1, 8) else tens) + word,)
    if language == "fr":
        if ten in (7, 9):
            return (tens.removesuffix("dix") + teen, tens.removesuffix("-dix") + " et " + teen)
        return (tens + joint + word, f"{tens} et {word}")
    if language == "es" and ten == 2:
        accented = {2: "veintidós", 3: "veintitrés", 6: "veintiséis"}.get(unit, "veinti" + word)
        return ("veinti" + word, accented, "veinte y " + word)
    return (tens + joint + word,)
