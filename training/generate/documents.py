# ruff: noqa: E501 - one sentence or pattern a line reads better than a wrapped one
"""Attachments and uploads: tables, records, logs, configuration, diffs, contracts and letters, with values or without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from training.generate.frames_code import FILE_STEMS
from training.generate.scribe import Scribe
from training.generate.thread import Part, Parts, joined

CLAUSES = (
    "This Agreement is made on {date} between {company} and {company}.", "Either party may terminate on {n} days' written notice.",
    "The fees are {amount} per month, payable within {n} days of invoice.", "This Agreement is governed by the laws of {city}.",
    "No waiver is effective unless in writing.", "Notices take effect on receipt.", "Liability is limited to {amount}.",
    "The Supplier shall deliver the Services with reasonable skill and care.", "Neither party may assign without consent.",
    "If a provision is invalid, the remaining ones stay in force.", "Schedule {n} sets out the service levels.", "Force majeure suspends the duties affected.",
)  # fmt: skip
NDA_CLAUSES = (
    "\"{NDA}\" means all non-public information disclosed by {company}, in any form.", "The Receiving Party shall use {NDA} solely for the Purpose.",
    "Upon request all {NDA} shall be returned or destroyed.", "This {NDA} remains in force for {n} years after {date}.",
    "The parties entered into a {NDA} dated {date}.", "Nothing in this Section licenses any {NDA}.", "Breach of the {NDA} entitles {company} to injunctive relief.",
)  # fmt: skip
NEUTRAL_LINES = (
    "{n_date} INFO  {word}.{word} started in {n} ms", "{n_date} WARN  retry {n} of {n}", "{n_date} DEBUG cache hit {n_decimal}", "timeout: {n}", "log_level: info",
    "    return {n_camel}({n_camel})", "    if {n_camel} is None:", "def {n_camel}(self, {word}):", "replicas: {n}", "import {word}", "# see {ticket}", "enabled = true", "+    {n_camel} = {n}",
    "-    {n_camel} = {n}", "@@ -{n},{n} +{n},{n} @@", "SELECT count(*) FROM {word} WHERE id > {n};", "GET /api/{word}/{n} 200 {n}ms", "  region: eu-west-{n}", "PORT={n}", "DEBUG=false",
)  # fmt: skip
PROSE_LINES = (
    "The meeting opened at {time}.", "Action: {team} to report by {date}.", "Budget: {amount}, of which {percent} is spent.", "Next review on {weekday}.", "Status of {project}: on track.",
    "Risk {n}: supplier delay, medium.", "The committee took note of the figures for {month}.", "Open points were postponed to {date}.", "Scope: {product} in {city} and {city}.",
    "Table {n} lists the results.", "Version {version}, {date}", "Approved with {n} votes in favour.", "Decision: continue until {quarter}.", "Page {n} of {n}",
)  # fmt: skip
COLUMNS: dict[str, tuple[tuple[str, ...], str]] = {
    "NAME": (("name", "full_name", "Customer", "employee", "Contact", "patient", "Name", "Nachname"), "{NAME}"),
    "EMAIL": (("email", "E-Mail", "mail", "contact_email", "login"), "{EMAIL}"),
    "PHONE": (("phone", "tel", "Mobile", "phone_number", "Telefon"), "{PHONE}"),
    "PAN": (("card", "card_number", "PAN", "cc", "payment"), "{PAN}"),
    "SSN": (("ssn", "SSN", "tax_id", "national_id", "nino"), "{SSN}"),
    "ADDR": (("address", "Street address", "ship_to", "home", "Adresse"), "{ADDR}"),
    "SECRET": (("password", "api_key", "token", "pin_code", "initial_pw"), "{PASSWORD}"),
    "MATTER": (("matter", "case_no", "docket", "client_matter", "file_no"), "{MATTER}"),
}  # fmt: skip
PLAIN_COLUMNS: tuple[tuple[str, str], ...] = (
    ("id", "{n}"), ("order_id", "{n_order}"), ("tracking_number", "{n_order}"), ("amount", "{amount}"), ("date", "{n_date}"), ("sku", "{n_part}"), ("uuid", "{n_guid}"),
    ("city", "{city}"), ("company", "{company}"), ("version", "{n_version}"), ("score", "{n_decimal}"), ("imei", "{n_luhn}"), ("status", "{{open|closed|paid|new}}"), ("qty", "{n}"),
    ("ip", "{n_ip}"), ("iban", "{n_iban}"), ("commit", "{n_sha}"), ("updated_at", "{n_epoch}"), ("location", "{n_placename}"), ("ticket", "{n_ticket}"),
)  # fmt: skip


class Document(NamedTuple):
    """A file's name, type and text."""

    name: Parts
    mime: str
    text: Parts


def table(scribe: Scribe, labels: Sequence[str], rows: int) -> tuple[str, str, Parts]:
    """A CSV or TSV file; with no labels only look-alike columns."""
    rng = scribe.rng
    mark = rng.choice((",", ",", ";", "\t", " | "))
    columns = [(rng.choice(COLUMNS[label][0]), COLUMNS[label][1]) for label in labels if label in COLUMNS]
    columns += rng.sample(PLAIN_COLUMNS, rng.randint(1, 4) if columns else rng.randint(3, 6))
    if rng.random() < 0.5:
        rng.shuffle(columns)
    lines: list[Parts] = []
    if rng.random() < 0.9:
        lines.append([Part(mark.join(name for name, _ in columns))])
    for _ in range(rows):
        cells: list[Parts] = []
        for _, template in columns:
            cell = scribe.write(template)
            if any(mark in part.text for part in cell):
                cell = [Part('"'), *cell, Part('"')]
            cells.append(cell)
        lines.append(joined(cells, mark))
    ending, mime = (
        ("tsv", "text/tab-separated-values") if mark == "\t" else (rng.choice(("csv", "csv", "xlsx")), "text/csv")
    )
    return ending, mime, joined(lines, "\n")


def records(scribe: Scribe, labels: Sequence[str], rows: int) -> tuple[str, str, Parts]:
    """JSON objects, one a line or indented."""
    rng = scribe.rng
    columns = [(rng.choice(COLUMNS[label][0]), COLUMNS[label][1]) for label in labels if label in COLUMNS]
    columns += rng.sample(PLAIN_COLUMNS, 2 if columns else 4)
    wide = rng.random() < 0.5
    gap, end = ("\n  ", "\n") if wide else (" ", " ")
    out: list[Parts] = []
    for _ in range(rows):
        fields = [[Part(f'"{name}": "'), *scribe.write(template), Part('"')] for name, template in columns]
        out.append([Part("{" + gap), *joined(fields, "," + gap), Part(end + "}")])
    if rng.random() < 0.5:
        return "jsonl", "application/json", joined(out, "\n")
    return "json", "application/json", [Part("["), *joined(out, ",\n"), Part("]")]


def _lines(scribe: Scribe, pool: Sequence[str], count: int, special: Sequence[Parts], *, late: bool) -> Parts:
    rows = [scribe.write(scribe.rng.choice(pool)) for _ in range(count)]
    for line in special:
        rows.insert(
            len(rows) - scribe.rng.randint(0, min(2, len(rows))) if late else scribe.rng.randint(0, len(rows)),
            list(line),
        )
    return joined(rows, "\n")


Files = tuple[tuple[str, str], ...]
CODE_FILES: Files = (
    ("env", "text/plain"), ("yaml", "application/yaml"), ("log", "text/plain"), ("py", "text/x-python"), ("diff", "text/x-diff"), ("tf", "text/plain"), ("sh", "text/x-shellscript"),
    ("properties", "text/plain"), ("toml", "application/toml"), ("sql", "application/sql"), ("js", "text/javascript"), ("conf", "text/plain"), ("ipynb", "application/json"),
)  # fmt: skip
PROSE_FILES: Files = (
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), ("pdf", "application/pdf"), ("txt", "text/plain"), ("md", "text/markdown"),
    ("rtf", "application/rtf"), ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"), ("eml", "message/rfc822"),
)  # fmt: skip


def document(
    scribe: Scribe,
    topic: str,
    labels: Sequence[str],
    insert: Callable[[str, str], Parts],
    harmless: Callable[[str], Parts],
    *,
    easy: bool = False,
) -> Document:
    """A file that carries the given labels; ``insert`` and ``harmless`` write lines of a register."""
    rng = scribe.rng
    rows = rng.choice((1, 2, 3, 4, 6)) if easy else rng.choice((1, 2, 2, 3, 3, 4, 5, 8, rng.choice((12, 25, 40))))
    fits = all(label in COLUMNS for label in labels)
    roll = rng.random()
    if fits and roll < 0.32:
        ending, mime, text = table(scribe, labels, rows)
    elif fits and roll < 0.42:
        ending, mime, text = records(scribe, labels, min(rows, 12))
    elif roll < 0.72 and "NDA" not in labels and topic not in ("legal",):
        ending, mime = rng.choice(CODE_FILES)
        special = [insert(label, "code") for label in labels]
        if not easy:
            special += [harmless("code") for _ in range(rng.randint(0, 4))]
        text = _lines(
            scribe,
            NEUTRAL_LINES,
            rng.randint(1, 8 if easy or rng.random() < 0.85 else 45),
            special,
            late=rng.random() < 0.4,
        )
    else:
        ending, mime = rng.choice(PROSE_FILES)
        special = [insert(label, "prose") for label in labels]
        if "NDA" in labels:
            special += [scribe.write(clause) for clause in rng.sample(NDA_CLAUSES, rng.randint(0, 3))]
        if not easy:
            special += [harmless("prose") for _ in range(rng.randint(0, 2))]
        pool = CLAUSES if topic == "legal" or "NDA" in labels else PROSE_LINES
        text = _lines(
            scribe, pool, rng.randint(1, 6 if easy or rng.random() < 0.85 else 40), special, late=rng.random() < 0.4
        )
    return Document(file_name(scribe, topic, ending), mime, text)


def file_name(scribe: Scribe, topic: str, ending: str) -> Parts:
    """A file's name; now and then it names a person or a matter."""
    rng = scribe.rng
    stem = rng.choice(FILE_STEMS[topic])
    roll = rng.random()
    if roll < 0.06:
        return [Part(f"{stem}_"), *scribe.write("{NAME}"), Part(f".{ending}")]
    if roll < 0.09 and topic == "legal":
        return [Part(f"{stem} ("), *scribe.write("{MATTER}"), Part(f").{ending}")]
    tail = rng.choice(
        (
            "",
            f"-{rng.randint(2019, 2027)}",
            f"_v{rng.randint(1, 9)}",
            f"-{scribe.slot('n_order')}",
            f"_{scribe.slot('month')}",
            "-final",
        )
    )
    return [Part(f"{stem}{tail}.{ending}".replace("/", "-"))]
