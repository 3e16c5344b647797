"""Recogniser of NAME in tables: what stands below the heads that lists of people have."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence.context import Columns, parted, unquoted
from stream_scanner.evidence.known import listed_name
from stream_scanner.evidence.names import no_name
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View

# Only people have two of them, or one that says whose it is.
_PERSONS = (
    rb"(?:sur|fore|last|first|given|family|middle|maiden|employee|staff|patient|student|pupil|guest|tenant|applicant"
    rb"|candidate|guardian|parent|teacher|cardholder)[ _-]?names?|vorname|nachname|familienname|pr[e\xe9]noms?"
    rb"|apellidos?|cognome|imi\xe9|nazwisko|p\xe9\xe9jmen\xe9|jm\xe9no|voornaam|achternaam|f\xe9rnamn|efternamn|etternavn"
)
# Things have these as well, so what stands below has to be a listed name.
_ANYTHING = (
    rb"(?:full|customer|client|member|contact|user|display)?[ _-]?name|nom|nombre|nome|naam|navn|namn|employee|patient"
    rb"|tenant|guest|applicant|contact|owner|author|assignee|reviewer|instructor|mieter|kunde|mitarbeiter"
)
# Beside a head "name" these say that people are listed.
_OF_PEOPLE = (
    rb"(?im)^[^\n]*\bname\b[^\n]*\b(?:dept|department|ext|extension|dob|born|date of birth|ni no|nino|ssn|e-?mail|phone"
    rb"|mobile|salary|grade|hired|start date|gender|job title|room|shift)\b"
)
_PERSON = (
    rb"^[A-Z\xe9][A-Za-z\xe9.'-]*(?:,?[ ](?:[A-Z\xe9][A-Za-z\xe9.'-]*|van|von|der|den|de|del|di|da|dos|la|bin"
    rb"|al)){0,4}$"
)
_QUOTES = b"\"'`*"
LONGEST = 60
"""Characters of a cell that holds a name."""


def column_names(view: View) -> Iterator[Hit]:
    """Cells below ``last_name``, ``Vorname`` and their kin, and listed names below ``name`` or ``contact``."""
    if b"\n" not in view.data:
        return
    people = pattern(_OF_PEOPLE).within(view.data)
    for words, known in ((_PERSONS, False), (_ANYTHING, True)):
        if not pattern(rb"(?i)" + words).within(view.data):
            continue
        # A head is a cell of its own, and no sentence with such a word in it.
        whole = pattern(rb"(?i)^[^a-z]*(?:[a-z]{1,12}[ _-])?(?:" + words + rb")(?:[ _-][a-z0-9]{1,8})?[^a-z]*$")
        for start, end, head in Columns(view.data, words).cells():
            if not whole.within(parted(head)):
                continue
            start, end = unquoted(view.data, start, end, _QUOTES)
            if 1 < end - start <= LONGEST and _person(view, start, end, known and not people):
                yield Hit("NAME", start, end, 0.8)


def _person(view: View, start: int, end: int, known: bool) -> bool:
    told = view.text[start:end]
    if not pattern(_PERSON).within(view.data[start:end]) or no_name(told):
        return False
    return listed_name(told) if known else any(map(str.isalpha, told[1:]))
