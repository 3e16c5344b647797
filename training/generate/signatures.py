# ruff: noqa: E501 - one sentence or pattern a line reads better than a wrapped one
"""How business mail ends: blocks of name, job, firm, address and numbers, legal notices, and the mails it answers.

What stands there is published by its owner with every mail: labelled, and no harm.
"""

from __future__ import annotations

from random import Random
from typing import Final

from training.generate import frames_email
from training.generate.scribe import Scribe
from training.generate.thread import Part, Parts, assemble, joined
from training.generate.values import Person

LINES: Final = ("\n--\n", "\n-- \n", "\n\n", "\n\n", "\n")
PHONES: Final = (
    "T ", "T: ", "Tel: ", "Tel. ", "Tel.: ", "Phone: ", "Fon ", "Tél. ", "Tél : ", "Tfno. ", "Telefon: ", "Direct: ", "D ", "M: ",
    "Mobile ", "Mobil: ", "Cell: ", "Office: ", "p: ", "+", "",
)  # fmt: skip
MARKS: Final = ("\n", "\n", " | ", " · ", " - ", ", ")
REGISTERS: Final = (
    "Registered in {city}, no. {n_order}", "{city} Local Court, HRB {n}{n}", "Amtsgericht {city}, HRB {n}{n}, Geschäftsführung: siehe Website",
    "VAT no. on request", "Registered office: {city}. Company number {n_order}.", "RCS {city} {n} {n} {n}", "Member of the {company} group",
    "KvK {n_order}", "ISO 9001 certified", "www.{word}.example", "https://www.{word}.example", "Follow us on social media",
)  # fmt: skip
NOTICES: Final = (
    "This e-mail and its attachments are confidential and intended solely for the addressee. If you have received it in error, please tell the sender and delete it.",
    "Confidentiality notice: this message may hold {FOOTNDA}. Any use by others than the intended recipient is prohibited.",
    "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, informieren Sie bitte den Absender und löschen Sie diese Mail.",
    "Ce message et ses pièces jointes sont confidentiels et établis à l'intention exclusive de leurs destinataires.",
    "Este mensaje es confidencial y va dirigido únicamente a su destinatario.", "Please consider the environment before printing this e-mail.",
    "Questo messaggio è riservato. Se l'avete ricevuto per errore, vi preghiamo di cancellarlo.", "Denna e-post kan innehålla konfidentiell information.",
    "Although this email has been scanned for viruses, {company} accepts no liability for any damage it causes.", "Prices are net of VAT. Our general terms apply.",
    "[EXTERNAL] This email originated outside of the organisation. Do not click links unless you know the sender.",
)  # fmt: skip
QUOTED: Final = (
    "-----Original Message-----\nFrom: {who}\nSent: {date}\nSubject: {subject}\n\n", "On {date} at {time}, {who} wrote:\n", "Am {date} schrieb {who}:\n",
    "Le {date}, {who} a écrit :\n", "From: {who}\nDate: {date}\nTo: {city} team\n\n", "________________________________\nVon: {who}\nGesendet: {date}\nBetreff: {subject}\n\n",
    "El {date}, {who} escribió:\n",
)  # fmt: skip


def signature(scribe: Scribe, person: Person) -> Parts:
    """A block of what its owner tells everybody, in some order and layout."""
    rng, mark = scribe.rng, scribe.rng.choice(MARKS)
    lines: list[Parts] = []
    if rng.random() < 0.8:
        lines.append([Part(_text(scribe, rng.choice(("{job}", "{job}, {team}", "{team}", "{job} | {company}"))))])
    if rng.random() < 0.8:
        lines.append([Part(_text(scribe, "{company}"))])
    if rng.random() < 0.55:
        lines.append(_harmless(scribe.write(rng.choice(("{PUBADDR}", "{ADDR}", "{ADDRBLOCK}")))))
    numbers: list[Parts] = []
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        label = rng.choice(PHONES)
        numbers.append([Part("" if label == "+" else label), Part(scribe.values.phone(), "PHONE")])
    if rng.random() < 0.5:
        numbers.append(
            [Part(rng.choice(("", "", "E: ", "Mail: ", "E-mail "))), Part(scribe.values.email(person), "EMAIL")]
        )
    if numbers:
        lines.append(joined(numbers, mark))
    if rng.random() < 0.35:
        lines.append([Part(_text(scribe, rng.choice(REGISTERS)))])
    if rng.random() < 0.2:
        rng.shuffle(lines)
    return [Part(rng.choice(LINES)), Part(person.full, "NAME"), Part("\n"), *joined(lines, "\n")]


def notice(scribe: Scribe) -> Parts:
    """What lawyers put under every mail."""
    return [Part("\n\n"), *scribe.write(scribe.rng.choice(NOTICES))]


def history(scribe: Scribe, text: Parts) -> Parts:
    """An earlier mail of somebody else under the one that answers it; ``text`` is what it said."""
    rng, other = scribe.rng, scribe.values.latin()
    head, _, tail = rng.choice(QUOTED).partition("{who}")
    tail = tail.replace("{subject}", _text(scribe, rng.choice(frames_email.SUBJECTS["operations"])))
    body: Parts = [*scribe.write(rng.choice(frames_email.GREETINGS)), Part("\n\n"), *text]
    body += [Part("\n\n" + rng.choice(frames_email.SIGNOFFS)), *signature(scribe, other)]
    if rng.random() < 0.4:
        body += notice(scribe)
    if rng.random() < 0.4:
        body = [part._replace(text=part.text.replace("\n", "\n> ")) if part.label is None else part for part in body]
    return [Part("\n\n"), *scribe.write(head), Part(other.full, "NAME"), *scribe.write(tail), *_harmless(body)]


def _text(scribe: Scribe, template: str) -> str:
    return assemble(scribe.write(template))[0]


def _harmless(parts: Parts) -> Parts:
    return [part._replace(harm=0.0) for part in parts]


def wanted(rng: Random) -> tuple[bool, bool, bool]:
    """Whether a letter has a block, a notice and a history."""
    return rng.random() < 0.3, rng.random() < 0.2, rng.random() < 0.18
