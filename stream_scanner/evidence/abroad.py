"""Recogniser of postal addresses by what they end in: a street with a number, a town, and a country behind them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View

COUNTRIES: Final = (
    "Afghanistan|Albania|Algeria|Andorra|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahamas|Bahrain"
    "|Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Botswana|Brazil|Brunei|Bulgaria|Burundi|Cambodia"
    "|Cameroon|Canada|Chad|Chile|China|Colombia|Congo|Costa Rica|Croatia|Cuba|Cyprus|Czechia|Czech Republic|Denmark"
    "|Djibouti|Dominica|Dominican Republic|Ecuador|Egypt|El Salvador|England|Eritrea|Estonia|Eswatini|Ethiopia|Fiji"
    "|Finland|France|Gabon|Gambia|Georgia|Germany|Ghana|Greece|Greenland|Grenada|Guatemala|Guinea|Guyana|Haiti"
    "|Honduras|Hong Kong|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Ivory Coast|Jamaica|Japan"
    "|Jordan|Kazakhstan|Kenya|Kosovo|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|Lesotho|Liberia|Libya|Liechtenstein"
    "|Lithuania|Luxembourg|Macau|Macedonia|Madagascar|Malawi|Malaysia|Maldives|Mali|Malta|Mauritania|Mauritius|Mexico"
    "|Moldova|Monaco|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Namibia|Nepal|Netherlands|The Netherlands"
    "|New Zealand|Nicaragua|Niger|Nigeria|North Macedonia|Northern Ireland|Norway|Oman|Pakistan|Panama|Paraguay|Peru"
    "|Philippines|Poland|Portugal|Puerto Rico|Qatar|Republic of Ireland|Romania|Russia|Rwanda|Samoa|San Marino"
    "|Saudi Arabia|Scotland|Senegal|Serbia|Seychelles|Sierra Leone|Singapore|Slovakia|Slovenia|Somalia|South Africa"
    "|South Korea|Spain|Sri Lanka|Sudan|Suriname|Sweden|Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Togo"
    "|Tonga|Tunisia|Turkey|Turkmenistan|Uganda|Ukraine|United Arab Emirates|UAE|United Kingdom|UK|United States|USA"
    "|Uruguay|Uzbekistan|Vanuatu|Venezuela|Vietnam|Wales|Yemen|Zambia|Zimbabwe"
    "|Deutschland|\xe9sterreich|Schweiz|Espa\xe9a|Italia|Polska|Nederland|Danmark|Norge|Sverige|Suomi|Brasil|M\xe9xico|Cura\xe9ao|Belgique|Belgi\xe9"
)
"""As they stand at the end of an address, in the projection of `views.project`."""
_WORD: Final = r"(?:[A-Z\xe9\x80][A-Za-z\xe9\x80'-]*|[A-Z\xe9\x80][A-Za-z\xe9\x80]{0,4}\.)"
_SMALL: Final = r"(?:de|del|della|dei|di|da|do|dos|das|du|des|la|le|les|el|los|las|y|e|van|von|der|den|af|av|u\.)"
_WAY: Final = r"(?:rua|rue|calle|via|viale|ulica|ulitsa|ul\.|avenida|avenue|jalan|jl\.)"
_NUMBER: Final = r"[0-9]{1,5}(?:[A-Za-z]|[-/][0-9]{1,4})?"
_STREET: Final = (
    rf"(?:{_NUMBER},? (?:{_NUMBER} )?(?:{_WAY} )?(?:{_SMALL} )?{_WORD}(?: (?:{_SMALL}|{_WORD})){{0,4}}(?: {_NUMBER})?"
    rf"|(?:{_WAY} (?:{_SMALL} )?)?{_WORD}(?: (?:{_SMALL}|{_WORD})){{0,4}},? {_NUMBER})"
)
_NO_STREET: Final = (
    rb"(?i)\b(?:january|february|march|april|may|june|july|august|september|october|november|december|room|team|group"
    rb"|chapter|table|figure|page|top|version|part|day|week|season|stage|gate|terminal|hall|platform|seat|row|game|round"
    rb"|match|flight|people|on|in|at|the|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)
"""Words beside a number that is no house's."""
_BREAK: Final = r"(?:, ?\n?|\n)[ \t>]{0,3}"
_UNIT: Final = r"(?i:apt|apartment|suite|ste|unit|flat|room|floor|p\.?o\.? ?box)\.? ?#?[0-9A-Za-z-]{1,6}"
_TOWN: Final = (
    rf"(?:[A-Z]{{0,2}}-?[0-9][0-9A-Z -]{{2,7}} )?{_WORD}(?:[ -](?:{_SMALL}|{_WORD})){{0,3}}(?: [0-9][0-9A-Z -]{{2,7}})?"
)
_CODE: Final = r"(?:,? [0-9]{4,6}(?:-[0-9]{3,4})?\b)?"


@cache
def _address() -> bytes:
    # Groups: 1 all of it, 2 the street.
    text = (
        rf"(?:^|[^A-Za-z0-9\xe9\x80])(({_STREET})(?:[ ,]{{1,2}}{_UNIT}|{_BREAK}{_UNIT})?"
        rf"{_BREAK}{_TOWN}(?:{_BREAK}{_TOWN})?"
        rf"{_BREAK}(?:{COUNTRIES})\b{_CODE})"
    )
    return text.encode("latin-1")


@cache
def _end() -> bytes:
    return rf"[,\n][ \t>]{{0,3}}(?:{COUNTRIES})\b".encode("latin-1")


def addresses_abroad(view: View) -> Iterator[Hit]:
    """Addresses anywhere that name their country last, in one line or over several."""
    data = view.data
    if not pattern(rb"[0-9]").within(data) or not pattern(_end()).within(data):
        return
    for match in pattern(_address()).finditer(data):
        if not pattern(_NO_STREET).within(match.group(2)):
            yield Hit("ADDRESS", *match.span(1), 0.75)
