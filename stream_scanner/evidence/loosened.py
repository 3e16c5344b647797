"""Recogniser of national numbers beside their own names, whatever signs stand between their digits.

The name of one nation's number and its check digits together are proof enough, so that stars, hearts and underscores
need not be told from separators.
"""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence.digit_words import said
from stream_scanner.evidence.labels import Labels
from stream_scanner.evidence.national import told
from stream_scanner.evidence.nations import Nation, nations, varied
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit, digits_of
from stream_scanner.evidence.views import View

REACH = 110
"""Characters behind a name in which its number begins and ends."""
FEWEST = 8
"""Digits of the shortest one."""

# Signs of any script but letters, digits and ends of lines; a plain number has at most one blank or dash in a place.
_RUN = rb"[0-9](?:[^0-9A-Za-z\n\xe9]{0,4}[0-9]){7,17}"
_ODD = rb"[0-9](?:[^0-9A-Za-z\n\xe9 ./-]|[^0-9A-Za-z\n\xe9]{2,4})[0-9]"
_SPELLED = rb"(?:[a-z\xe9\x80]{2,14}[ ,./|-]{1,3}){7}"
_FIRST = rb"^(?:[^0-9]*[^0-9A-Za-z])?$"


def loosened_numbers(view: View) -> Iterator[Hit]:
    """``PESEL 840*317*096*28``, ``TC: 271🌷936🌷405🌷30``, ``cpf, por extenso: nove três três, um oito ...``."""
    data = view.data
    signs = view.digits >= FEWEST and pattern(_ODD).within(data)
    if not (signs or pattern(_SPELLED).within(data)) or not told(view):
        return
    words = [number for number in said(view) if len(number.digits) >= FEWEST]
    plain = view.text.isascii()
    for nation in nations():
        if nation.check is varied or nation.check is bool:
            continue
        named = Labels(view, nation.words, () if plain else nation.elsewhere)
        for _, at in named.places if signs else ():
            # The first number behind it, on its line or the next.
            window = b"\n".join(data[at : at + REACH].split(b"\n", 2)[:2])
            match = pattern(_RUN).search(window)
            if match is None or not pattern(_FIRST).within(window[: match.start()]):
                continue
            usual = pattern(nation.shape).match(match.group())
            if usual is not None and usual.end() == len(match.group()):
                continue  # whether one as it is printed is one is told by what stands around it
            if _fits(nation, digits_of(match.group())) and not window[match.end() : match.end() + 1].isalnum():
                yield Hit("SSN_LIKE", at + match.start(), at + match.end(), 0.75)
        for number in words if named else ():
            if named.near(number.start, REACH) and _fits(nation, number.digits):
                yield Hit("SSN_LIKE", number.start, number.end, 0.75)


def _fits(nation: Nation, digits: str) -> bool:
    shaped = pattern(nation.shape).match(digits.encode())
    return shaped is not None and shaped.end() == len(digits) and nation.check(digits)
