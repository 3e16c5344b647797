"""Files that change while the service runs: taken up when they are right, told about and left when they are not."""

from __future__ import annotations

import asyncio
import logging
import os
from pathlib import Path
from typing import Any

import pytest

from stream_scanner.app import Service
from stream_scanner.config import Settings
from stream_scanner.metrics import Metrics
from stream_scanner.policy import DEFAULT_PATH, Policy
from stream_scanner.reload import Reload
from stream_scanner.scanner import Scanner
from stream_scanner.verdicts import verdict_id
from tests.test_policy_cli import STRICT, scan_by


@pytest.fixture
def strict(tmp_path: Path) -> Path:
    path = tmp_path / "strict.yaml"
    path.write_text(STRICT, "utf-8")
    return path


@pytest.fixture
def reloading(tmp_path: Path) -> tuple[Scanner, Reload, Path]:
    path = tmp_path / "policy.yaml"
    path.write_text(DEFAULT_PATH.read_text("utf-8"), "utf-8")
    settings = Settings(policy=path, detectors=None)
    scanner = Scanner.configured(settings, use_model=False)
    reload = Reload(settings, scanner)
    reload.check()
    return scanner, reload, path


def swap(path: Path, text: str) -> None:
    new = path.with_suffix(".new")
    new.write_text(text, "utf-8")
    os.replace(new, path)


def test_a_new_policy_is_taken_up_and_names_itself(reloading: tuple[Scanner, Reload, Path]) -> None:
    scanner, reload, path = reloading
    before = scan_by(scanner)
    reload.check()
    assert scan_by(scanner).identity == before.identity
    swap(path, STRICT)
    reload.check()
    after = scan_by(scanner)
    assert (before.decision, after.decision) == ("ALLOW_WITH_WARNING", "BLOCK")
    assert after.identity.policy == Policy.load(path).hash != before.identity.policy
    assert after.verdict_id == verdict_id(after.tenant, after.event_id, after.identity) != before.verdict_id
    assert scanner.identity == after.identity


def test_a_bad_new_policy_is_told_once_and_the_old_one_stays(
    reloading: tuple[Scanner, Reload, Path], caplog: pytest.LogCaptureFixture
) -> None:
    scanner, reload, path = reloading
    before = scan_by(scanner)
    swap(path, "version: 1\nrules: []\ndefault: ALLOW")
    with caplog.at_level(logging.ERROR):
        reload.check()
        reload.check()
    assert [f"{path}:2: rules: must be a list" in record.message for record in caplog.records] == [True]
    assert scan_by(scanner).identity == before.identity
    path.unlink()
    reload.check()
    swap(path, STRICT)
    reload.check()
    assert scan_by(scanner).decision == "BLOCK"


def test_shadow_and_detectors_are_reloaded_too(tmp_path: Path, strict: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("version: 1\nallow:\n  - {values: ['1234']}\n")
    settings = Settings(shadow_policy=strict, detectors=own)
    scanner = Scanner.configured(settings, use_model=False)
    reload = Reload(settings, scanner)
    swap(own, "version: 1\nallow:\n  - {types: [PAN]}\n")
    swap(strict, DEFAULT_PATH.read_text("utf-8"))
    reload.check()
    verdict = scan_by(scanner)
    assert verdict.spans == []
    assert verdict.shadow.policy == Policy.load().hash


async def test_the_service_looks_at_intervals() -> None:
    looks: list[int] = []
    service: Any = Service(None, None, Metrics(), Settings(reload_interval=0.01), lambda: looks.append(1))  # type: ignore[arg-type]
    watching = asyncio.ensure_future(service._watch_files())
    async with asyncio.timeout(5):
        while len(looks) < 3:  # noqa: ASYNC110 - it has no event to wait for
            await asyncio.sleep(0.01)
    watching.cancel()


@pytest.mark.parametrize(("interval", "watch"), [(0, lambda: 1 / 0), (0.01, None)])
async def test_the_service_can_be_told_not_to_look(interval: float, watch: Any) -> None:
    service: Any = Service(None, None, Metrics(), Settings(reload_interval=interval), watch)  # type: ignore[arg-type]
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await service._watch_files()
