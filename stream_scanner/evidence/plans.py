"""Telephone numbers as they are dialled at home: a trunk zero, a country's grouping, and a person beside them."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence.context import COUNTED, OPPOSING, Words
from stream_scanner.evidence.known import after_name
from stream_scanner.evidence.labels import Labels
from stream_scanner.evidence.numerals import apart
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit, digits_of
from stream_scanner.evidence.validators import sequence
from stream_scanner.evidence.views import View

_GROUPED = (
    rb"\b0(?:"
    # Switzerland, Sweden, Ukraine; Turkey; Belgium and Finland; France.
    rb"[1-9][0-9][ .-][0-9]{3}(?:[ ][0-9]{2}[ ][0-9]{2}|\.[0-9]{2}\.[0-9]{2}|-[0-9]{2}-[0-9]{2})"
    rb"|[2-5][0-9]{2} [0-9]{3} [0-9]{2} [0-9]{2}|4[0-9]{2}[ /][0-9]{2}[ .][0-9]{2}[ .][0-9]{2}"
    rb"|[1-79](?:(?: [0-9]{2}){4}|(?:\.[0-9]{2}){4}|(?:-[0-9]{2}){4})"
    # The Philippines and Nigeria; Australian, Kenyan and Taiwanese mobiles; South Africa, Thailand, New Zealand.
    rb"|[789][0-9]{2}(?: [0-9]{3} [0-9]{4}|-[0-9]{3}-[0-9]{4})"
    rb"|[1-9][0-9]{2}(?: [0-9]{3} [0-9]{3}|-[0-9]{3}-[0-9]{3})|[1-9][0-9](?: [0-9]{3} [0-9]{4}|-[0-9]{3}-[0-9]{4})"
    # Australia; London, Japan and Korea; the rest of the United Kingdom.
    rb"|[2378] [0-9]{4} [0-9]{4}|[1-9][0-9](?: [0-9]{4} [0-9]{4}|-[0-9]{4}-[0-9]{4})"
    rb"|[1237][0-9]{3}[ -][0-9]{3}[ -]?[0-9]{3}|1[0-9]{3} [0-9]{5,6}|1[0-9]1[ -][0-9]{3}[ -]?[0-9]{4}"
    # German mobiles; the Netherlands, Israel and Pakistan; Sweden.
    rb"|1[567][0-9]{1,2}(?: ?[/-] ?| )(?:[0-9]{7,8}|[0-9]{3,4} [0-9]{3,5})"
    # Germany's and Austria's area codes.
    rb"|[2-9][0-9]{1,4} ?/ ?[0-9]{2,4}(?:[ -][0-9]{2,4}){1,3}"
    rb"|6-[0-9]{8}|6[ -](?:[0-9]{4} [0-9]{4}|[0-9]{2}(?: [0-9]{2}){3})|[1-9][0-9]{1,2}-[0-9]{7}"
    rb"|8-[0-9]{2,3} [0-9]{3} [0-9]{2}|[1-9][0-9]{1,2}-[0-9]{2,3} [0-9]{2}(?: [0-9]{2})?"
    rb")\b"
)
# Mobiles without a gap: the United Kingdom, Nigeria, the Philippines, Germany, France and the Netherlands, Australia,
# Turkey, Indonesia.
_RUN = (
    rb"\b0(?:7[0-9]{9}|[789][01][0-9]{8}|9[0-9]{9}|1[567][0-9]{8,9}|[67][0-9]{8}|4[0-9]{8}"
    rb"|5[03-5][0-9]{8}|81[0-9]{7,9})\b"
)
# With the two zeros that many countries dial before another one's code.
_ABROAD = rb"\b00(?:3[0-46-9]|35[1-9]|4[0134-9]|42[01])[ ][1-9][0-9]{0,3}(?:[ ][0-9]{2,4}){2,4}\b"
# What people are asked, named or paid through by their telephone number. A word of them calls for one that fits a plan.
_CALLING = (
    rb"(?:my|his|her|their|your|our) (?:phone )?number|ruf(?:en|t)?\b|rung\b|votre disposition|soit(?:a|ta)|emergency"
    rb"|pr.venir|urgence|notfall|mum\b|mom\b|dad\b|mama\b|papa\b|maman|oma\b|opa\b|mother|father|wife|husband|.pouse?\b"
    rb"|contact(?:ed|able)?|kontakt|contato|contacto|contatto|try (?:the|my|his|her|their|our|me)|next of kin|nok\b"
    rb"|fr.gor|fragen|r.ckfragen|vragen|questions\?|n.s p.|ringa?\b|bel(?:len)?\b|app(?:en|je)?(?: even|:)"
    rb"|even (?:app|bel)|ara(?:y.n|yabilir|r m.s)|cep\b|ligue\b|liga (?:para|pra)|chiama|soita|volejte|h.vj"
    rb"|suna[\xe9t]|hubungi|telp\b|h.rer|abheben|anruf|melden|privat\b|priv.\b|landline|(?:arbets|hem|jobb|kontakt)tel"
    rb"|gr[u\xe9](?:ss|\xe9)|mvh\b|regards|cheers|cordialement|bien . vous|grtj?s\b|groet(?:en|jes)?"
    rb"|saludos|pozdrawiam"
    rb"|opay|palmpay|m-?pesa|gcash|paymaya|bizum|swish|momo\b|paytm|blik\b|twint|vipps|mobilepay|venmo|airtel|zelle"
    rb"|(?:on|via|per|auf) signal\b|viber|telegram\b|zalo\b|wpp\b|zap\b|cp (?:no|number"
    rb"|#)|cp:|my (?:line|digits)|reception|pager"
)
_OTHER = rb"(?i)(?:[#0-9][ ./-]?|\b(?:room|code|id|konto|account|ref|art|iban|bic|v|version|model)[.:#]{0,2} ?)$"
_COUNT = rb"(?i)\b(?:no|nr|nummer|number)[.:#]{0,2} ?$"
_GOES_ON = rb"^(?:[ ./-]?[0-9]|[ ]?[%\xe9A-Za-z]?[A-Z]{2}\b)"
# A chat with times before the lines, and no more than a word before the number.
_CHAT = rb"(?m)^\[?[0-9][^\n\]]{4,24}[\]-] ?[^:\n]{1,30}: (?:[A-Za-z\xe9]+,? ){0,2}$"
# In a signature: below a line that may be a name, and no more than two lines of words between.
_BELOW = (
    rb"(?:^|\n)[ >]*([A-Z\xe9][A-Za-z\xe9.'-]+(?: [A-Z\xe9][A-Za-z\xe9.'-]*){1,3}),?\r?\n"
    rb"(?:[^0-9\n:]{0,48}\n){0,2}[ >]*$"
)


def planned(view: View) -> Iterator[Hit]:
    """Numbers of a national plan beside a word of calling, behind a person's name, or below it in a signature."""
    data = view.data
    if b"0" not in data:
        return
    words: Labels | None = None
    for source in (_ABROAD, _GROUPED, _RUN):
        for match in pattern(source).finditer(data):
            start, end = match.span()
            if words is None:
                words, opposing = Labels(view, _CALLING), Words(data, OPPOSING)
            if opposing.near(start, 40) or not apart(data, start, end, listed=True):
                continue
            if source is _ABROAD:
                yield Hit("PHONE", start, end, 0.6)
                continue
            before = data[max(0, start - 96) : start]
            if pattern(_GOES_ON).within(data[end : end + 5]) or pattern(COUNTED).within(data[end : end + 12]):
                continue
            if sequence(digits_of(match.group()), 8):
                continue
            named = words.name(start, 40)
            if pattern(_OTHER).within(before[-10:]) or (not named and pattern(_COUNT).within(before[-10:])):
                continue
            led = named and words.points(start, 4 if source is _GROUPED else 2)
            if led or (source is _GROUPED and _met(view, before, start, end)):
                yield Hit("PHONE", start, end, 0.6)


def _met(view: View, before: bytes, start: int, end: int) -> bool:
    """Whether a person's name or a line of a chat leads to a number, or a signature ends with it."""
    if after_name(view, start) or pattern(_CHAT).within(before):
        return True
    return view.data[end : end + 1] in (b"", b"\n", b"\r") and _signed(view, before, start)


def _signed(view: View, before: bytes, start: int) -> bool:
    match = pattern(_BELOW).search(before)
    return match is not None and after_name(view, start - len(before) + match.end(1))
