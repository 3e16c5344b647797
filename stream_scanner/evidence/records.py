"""Tables about people: how many rows tell something private of somebody, by the heads of their columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from stream_scanner.evidence.context import parted
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.views import View

MANY: Final = 3
"""Rows from which a table is one of people, and no form or example."""
LONGEST_LINE: Final = 400
"""Characters of a line that may be the heads of a table."""
LONGEST_HEAD: Final = 40
MEAN_HEAD: Final = 24
"""Characters of a head; the parts of a sentence are longer."""

_NAMED = (
    rb"^(?:(?:full |user )?names?|noms?|nombres?|nome|naam|namn|navn|osoba|tenants?|resident|holder|beneficiary"
    rb"|insured)$"
)
# A thing has a name; only people have two of them, or a number in a file of staff or of patients.
_PERSON = (
    rb"^(?:(?:sur|last|first|given|family|middle) ?names?|(?:vor|nach|familien)name|first|last|pr[e\xe9]nom|apellidos?"
    rb"|cognome|imi\xe9(?: i nazwisko)?|nazwisko(?: i imi\xe9)?|jm\xe9no|p\xe9\xe9jmen\xe9|voornaam|achternaam"
    rb"|f\xe9rnamn|efternamn|soyadi|(?:employee|emp|staff|worker|personnel|pers|personal|mitarbeiter(?:in)?|patient"
    rb"|student|member|applicant|candidate)s?(?: ?(?:no|id|nr|name|number|nummer))?|empleados?|bewerber(?:in)?"
    rb"|patientin|paciente|mrn|pupils?|sch\xe9ler(?:in)?|mieter(?:in)?|claimants?|mitglied(?:er)?|id socio"
    rb"|versicherte[rn]?|salari\xe9e?|dipendente|pracownik)$"
)
_PRIVATE_WORDS = (
    rb"birth(?: ?(?:date|day|year))?|dob|d o b|born|geb|geburts?(?:datum|tag|jahr)|naissance|nacimiento|fnac|nascita"
    rb"|nascimento|narozen\xe9|urodzenia|rok ur|geboortedatum|f\xe9delsedatum|salar(?:y|ies|is)|wages?|remuneration"
    rb"|gehalt|[a-z]{4,8}gehalt|lohn|entgelt|salaire|sueldo|salario|stipendio|wynagrodzenie|plat|diagnos(?:is|es|e|en)"
    rb"|dx|icd|rozpoznanie|befund|allerg(?:ies|y)|medication|disability|behinderung|hba?1c|a1c|sick(?: (?:days|leave))?"
    rb"|krankheitstage|fehltage|ssn|nino|national (?:id|insurance)|passport|pesel|dni|cpf|bsn|cnp|steuer ?id|marital"
    rb"|familienstand|religion|konfession|ethnicity|appraisal|beurteilung|abmahnung(?:en)?|convictions?"
)
# What things have as well; private beside a person.
_WEAK_WORDS = (
    rb"base pay|pay|bonus|l\xe9n|loon|brutto|netto|neto|bruto|blood|absences?|sin|nie|iban|children|kinder|hijos"
    rb"|nationality|rating|pip|warnings?|debts?|arrears|tax id"
)
_PRIVATE = rb"^(?:[a-z]{1,10} ){0,2}(?:" + _PRIVATE_WORDS + rb")(?: [a-z0-9]{1,10}){0,2}$"
_WEAK = rb"^(?:[a-z]{1,10} ){0,2}(?:" + _WEAK_WORDS + rb")(?: [a-z0-9]{1,10})?$"
# A cell in which one of them stands, as it is written; what exactly is looked at once its line is known.
_CELL = (
    rb"(?i)(?:^|[\n\t|;,])[^\n\t|;,]{0,24}(?:" + (_PRIVATE_WORDS + rb"|" + _WEAK_WORDS).replace(b" ", rb"[ _.-]{0,2}")
    + rb")[^\n\t|;,]{0,16}(?:[\n\t|;,]|$)"
)  # fmt: skip
_AROUND = b" \t\r\n\"'+*>\x80|"


def people(view: View) -> int:
    """Rows below heads for a person and for something private, in delimited tables of `MANY` rows or more; 0 for fewer.
    Names with addresses and numbers alone are what every list of a project holds."""
    if view.text.count("\n") < MANY:
        return 0
    data, at, count = view.data, 0, 0
    while (match := pattern(_CELL).search(data, at)) is not None:
        start, end = _line(data, match.start() + (data[match.start()] == 0x0A))
        line, at = data[start:end], end + 1
        delimiter = next((mark for mark in (b"\t", b"|", b";", b",") if mark in line), b"")
        if not delimiter or len(line) > min(LONGEST_LINE, MEAN_HEAD * (line.count(delimiter) + 1)):
            continue
        cells = [cell.strip(_AROUND) for cell in line.strip(_AROUND).split(delimiter)]
        if len(cells) > 1 and _private([_head(cell) for cell in cells if len(cell) <= LONGEST_HEAD]):
            found, at = _below(data, at, delimiter, len(cells) - 1)
            count += found if found >= MANY else 0
    return count


def _line(data: bytes, at: int) -> tuple[int, int]:
    end = data.find(b"\n", at)
    return data.rfind(b"\n", 0, at) + 1, len(data) if end < 0 else end


def _head(cell: bytes) -> bytes:
    """``Salary (USD)``, ``annual_salary``, ``dateOfBirth``, ``Geb.`` as words."""
    told = parted(cell.partition(b"(")[0]).replace(b"_", b" ").replace(b"-", b" ").replace(b".", b" ")
    return b" ".join(word for word in told.lower().split() if not word.isdigit())


def _private(heads: Sequence[bytes]) -> bool:
    person, named, private, weak = (
        any(pattern(kind).within(head) for head in heads) for kind in (_PERSON, _NAMED, _PRIVATE, _WEAK)
    )
    return (person and (private or weak)) or (named and private)


def _below(data: bytes, at: int, delimiter: bytes, least: int) -> tuple[int, int]:
    """The rows from ``at`` on, and where they end. A blank line between them does no harm, and the one under a Markdown
    table's heads is none."""
    found = 0
    while at < len(data):
        start, end = _line(data, at)
        row = data[start:end]
        told = bool(row.strip(_AROUND))
        if told and row.count(delimiter) < least:
            break
        found, at = found + (told and b"--" not in row), end + 1
    return found, at
