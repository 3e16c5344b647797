"""Tables about people: how many rows tell something private of somebody, by the heads of their columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Final

from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.views import View

MANY: Final = 3
"""Rows from which a table is one of people, and no form or example."""
LONGEST_HEAD: Final = 400
"""Characters of a line that may be the heads of a table."""

_HEAD = rb"^[^0-9.!?:][^.!?:]{0,31}$"
_PERSON = (
    rb"(?:(?:sur|last|first|given|family|full|vor|nach|familien|middle)?[ _.-]?names?|[a-z]{2,10}[ _]name|first|last"
    rb"|pr[e\xe9]nom|noms?|nombres?|apellidos?|cognome|nome|imi\xe9|nazwisko(?: [a-z] imi\xe9)?|osoba|jm\xe9no"
    rb"|p\xe9\xe9jmen\xe9|naam|voornaam|achternaam|navn|namn|soyadi"
    rb"|(?:employee|emp|staff|worker|personnel|pers|patient|student|member|applicant|candidate|tenant)s?"
    rb"(?:[ _.-]?(?:no|id|nr|name|number))?|empleados?|mitarbeiter(?:in)?|personal(?:nummer|nr)|bewerber(?:in)?"
    rb"|patientin|paciente|mrn|pupils?|sch\xe9ler(?:in)?|mieter(?:in)?|residents?|claimants?|mitglied(?:er)?|id_?socio"
    rb"|beneficiary|insured|versicherte[rn]?|salari\xe9e?|dipendente|pracownik)"
)
_PRIVATE = (
    rb"(?:[a-z]{1,10}[ _.-])?(?:birth(?:[ _.-]?(?:date|day|year))?|date[ _.-]of[ _.-]birth|d\.?o\.?b\.?|born|geb\.?"
    rb"|geburts?(?:datum|tag|jahr)|naissance|nacimiento|fnac|nac|nascita|nascimento|urodzenia|ur|geboortedatum"
    rb"|f\xe9delsedatum|salar(?:y|ies)|pay|wages?|bonus|remuneration|gehalt|[a-z]{4,8}gehalt|lohn|entgelt|brutto|netto"
    rb"|neto|bruto|salaire|sueldo|salario|stipendio|wynagrodzenie|loon|l\xe9n|diagnos(?:is|es|e|en)|dx|icd|rozpoznanie"
    rb"|befund|allerg(?:ies|y)|blood|medication|disability|behinderung|hba?1c|a1c|sick(?:[ _.-](?:days|leave))?"
    rb"|krankheitstage|fehltage|absences?|ssn|sin|nino|national[ _.-](?:id|insurance)|passport|pesel|dni|nie|nif|cpf"
    rb"|bsn|cnp|steuer[ _.-]?id|tax[ _.-]id|iban|marital|familienstand|children|kinder|hijos|religion|konfession"
    rb"|ethnicity|nationality|rating|appraisal|beurteilung|pip|warnings?|abmahnung(?:en)?|convictions?|debts?|arrears)"
    rb"(?:[ _.-][a-z0-9]{1,10}){0,2}"
)
_MARK = rb"[ \"'+*\r]{0,3}"
_GATE = rb"(?im)(?:^|[\t|;,])" + _MARK + _PRIVATE + _MARK + rb"(?:$|[\t|;,])"


def people(view: View) -> int:
    """Rows below heads for a person and for something private, in delimited tables of `MANY` rows or more; 0 for fewer.
    Names with addresses and numbers alone are what every list of a project holds."""
    if view.text.count("\n") < MANY or not pattern(_GATE).within(view.data):
        return 0
    count = 0
    rows = iter(view.data.split(b"\n"))
    for line in rows:
        delimiter = next((mark for mark in (b"\t", b"|", b";", b",") if mark in line), b"")
        if not delimiter or len(line) > LONGEST_HEAD:
            continue
        heads = [cell.strip(b" \"'+*\r") for cell in line.strip(b"|").split(delimiter)]
        if all(pattern(_HEAD).within(head) for head in heads) and _one(heads, _PERSON) and _one(heads, _PRIVATE):
            found = _below(rows, delimiter, len(heads) - 1)
            count += found if found >= MANY else 0
    return count


def _one(heads: Iterable[bytes], kind: bytes) -> bool:
    return any(pattern(rb"(?i)^" + kind + rb"$").within(head) for head in heads)


def _below(rows: Iterator[bytes], delimiter: bytes, least: int) -> int:
    table = takewhile(lambda row: row.count(delimiter) >= least, rows)
    return sum(b"--" not in row for row in table)  # the line under a Markdown table's heads is no row
