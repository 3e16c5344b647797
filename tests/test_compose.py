"""docker-compose.yml: valid, safe, documented, and its own commands start real processes on this machine."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from pydantic import SecretStr

from model_core.bundle import MANIFEST
from stream_scanner.config import MODELS, PREFIX, Settings
from stream_scanner.embedded import Broker, RedisServer, embedded
from stream_scanner.metrics import TABLE
from tests.conftest import Exported
from tests.support.pipeline import Client

ROOT = Path(__file__).resolve().parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
ONE_SHOT = {"topics"}
OPERATIONS = (ROOT / "docs" / "OPERATIONS.md").read_text("utf-8")
EXAMPLES = ROOT / "schemas" / "examples"
HAS_MODEL = (MODELS / MANIFEST).is_file()


# The file


def test_it_is_what_the_compose_specification_allows() -> None:
    # Only a file of the package is wanted; the package itself need not be importable beside our version of click.
    vendored = distribution("check-jsonschema").locate_file("check_jsonschema/builtin_schemas/vendor/compose-spec.json")
    schema = json.loads(Path(str(vendored)).read_text("utf-8"))
    jsonschema.validators.validator_for(schema)(schema).validate(COMPOSE)


def test_the_services_are_those_that_are_documented() -> None:
    assert set(SERVICES) == {"kafka", "redis", "topics", "worker-1", "worker-2", "api"}
    assert set(OURS) == {"topics", "worker-1", "worker-2", "api"}


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_runs_as_root_or_may_become_it(name: str) -> None:
    service = SERVICES[name]
    assert str(service.get("user", "")).partition(":")[0] not in ("", "0", "root")
    assert not service.get("privileged", False)
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"kafka"}))  # whose image writes its own configuration
def test_file_systems_are_read_only(name: str) -> None:
    assert SERVICES[name]["read_only"] is True


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_that_stays_up_has_a_health_check(name: str) -> None:
    assert ("healthcheck" in SERVICES[name]) is (name not in ONE_SHOT)


@pytest.mark.parametrize("name", SERVICES)
def test_images_are_pinned_and_services_come_back(name: str) -> None:
    _, colon, tag = SERVICES[name]["image"].rpartition(":")
    assert colon
    assert re.match(r"\d+\.\d+", tag)
    assert SERVICES[name]["restart"] == ("on-failure" if name in ONE_SHOT else "unless-stopped")


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_is_published_beyond_this_machine(name: str) -> None:
    assert all(port.startswith("127.0.0.1:") for port in SERVICES[name].get("ports", []))


def test_data_lies_in_named_volumes() -> None:
    mounted = {volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert mounted == set(COMPOSE["volumes"])


def test_what_is_waited_for_can_come_true() -> None:
    for service in SERVICES.values():
        for other, wanted in service.get("depends_on", {}).items():
            expected = "service_completed_successfully" if other in ONE_SHOT else "service_healthy"
            assert wanted["condition"] == expected


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_a_setting_and_together_they_are_valid(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(variable)
    for variable, value in {**_image_environment(), **_environment(name)}.items():
        assert variable.removeprefix(PREFIX).lower() in Settings.model_fields
        monkeypatch.setenv(variable, value)
    Settings.load()


def test_workers_differ_in_nothing_but_their_names() -> None:
    first, second = _environment("worker-1"), _environment("worker-2")
    assert first.pop("SCANNER_GROUP_INSTANCE_ID") != second.pop("SCANNER_GROUP_INSTANCE_ID")
    assert first == second
    assert float(re.sub(r"\D", "", SERVICES["worker-1"]["stop_grace_period"])) > Settings().drain_deadline


def test_the_example_environment_names_what_the_file_asks_for() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text("utf-8")))
    asked |= {key for name in OURS for key, value in OURS[name].get("environment", {}).items() if value is None}
    named = re.findall(r"^(?:# )?(SCANNER_\w+)=$", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE)
    assert set(named) == asked


def test_the_image_starts_as_nobody_and_answers_for_its_health() -> None:
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    assert "USER scanner" in lines
    assert 'ENTRYPOINT ["stream-scanner"]' in lines
    assert any("HEALTHCHECK" in line and '["stream-scanner", "health"]' in line for line in lines)
    assert not any("torch" in line for line in lines if line.startswith("RUN"))


# What is written about it


def test_every_setting_is_documented_with_its_default() -> None:
    table = dict(re.findall(r"^\| `SCANNER_(\w+)` \| `?([^`|]*?)`? \|", OPERATIONS, re.MULTILINE))
    assert {name.lower(): default for name, default in table.items()} == {
        name: _shown(field.default) for name, field in Settings.model_fields.items()
    }


def _shown(default: Any) -> str:
    match default:
        case None:
            return "none"
        case SecretStr():
            return default.get_secret_value() or "empty"
        case bool():
            return str(default).lower()
        case tuple():
            return ",".join(default)
        case Path():
            return default.name
        case _:
            return str(default).removesuffix(".0") if isinstance(default, float) else str(default)


def test_every_metric_is_documented_with_its_kind_and_labels() -> None:
    rows = re.findall(r"^\| `(scanner_\w+)` \| (\w+) \| ([^|]*)\|", OPERATIONS, re.MULTILINE)
    assert {name: (kind, tuple(re.findall(r"`(\w+)`", labels))) for name, kind, labels in rows} == {
        name: (metric.kind, metric.labels) for name, metric in TABLE.items()
    }


def test_alerts_ask_for_metrics_that_exist_and_say_what_to_do() -> None:
    rules = yaml.safe_load((ROOT / "deploy" / "alerts.yaml").read_text("utf-8"))["groups"][0]["rules"]
    for rule in rules:
        asked = re.findall(r"\bscanner_\w+", rule["expr"])
        assert asked
        assert {re.sub(r"_(bucket|sum|count)$", "", name) for name in asked} <= set(TABLE)
        assert rule["labels"]["severity"] in ("warning", "critical")
        assert rule["annotations"]["summary"]
    assert [rule["alert"] for rule in rules] == re.findall(r"^\| (Scanner\w+) \|", OPERATIONS, re.MULTILINE)


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    wanted = [re.split(r"[<>=\[]", text)[0] for group in groups for text in group]
    given = re.findall(
        r"^\|(?: `[\w-]+` \|)? `([\w-]+)` \| \S", (ROOT / "docs" / "DEPENDENCIES.md").read_text("utf-8"), re.MULTILINE
    )
    assert sorted(given) == sorted(name for name in wanted if name != project["name"])


# The processes


@dataclasses.dataclass(frozen=True)
class Machine:
    """Where the containers' addresses are on this one."""

    broker: Broker
    redis: RedisServer
    bundle: Path


@pytest.fixture(scope="module")
def machine(exported: Exported) -> Iterator[Machine]:
    with embedded(join_delay=0.1) as (broker, redis):
        yield Machine(broker, redis, MODELS if HAS_MODEL else exported.bundle)


def test_topics_finds_the_topics_there(machine: Machine) -> None:
    # The embedded broker has the three topics and cannot create any, so this is the second run of the job, the one
    # after every restart. The first one needs a real Kafka.
    done = _run(_command("topics"), _native("topics", machine))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["dlp.events: exists", "dlp.verdicts: exists", "dlp.events.dlq: exists"]


def test_topics_fails_where_no_broker_answers(machine: Machine) -> None:
    environment = {**_native("topics", machine), "SCANNER_BROKERS": f"127.0.0.1:{_free_port()}"}
    done = _run(_command("topics"), environment)
    assert done.returncode == 2
    assert "no Kafka broker answered" in done.stderr


@pytest.mark.parametrize("name", ["worker-1", "worker-2"])
def test_a_worker_gets_ready_serves_and_ends_on_request(name: str, machine: Machine, tmp_path: Path) -> None:
    # Each on a broker of its own: the embedded one takes a whole session timeout, which the file leaves at 45 seconds,
    # to let a second member in. Workers beside each other are tested with shorter sessions elsewhere.
    log = tmp_path / "log"
    with Broker(join_delay=0.1) as broker, contextlib.closing(Client(broker.bootstrap)) as client:
        environment = _native(name, dataclasses.replace(machine, broker=broker))
        with _running(_command(name), environment, log) as process:
            _wait_for(f"http://127.0.0.1:{environment['SCANNER_HEALTH_PORT']}/ready", process, log)
            events = [json.loads(line) for line in (EXAMPLES / "events.jsonl").read_bytes().splitlines()]
            for event in events:
                client.produce(json.dumps(event), event["thread_id"])
            client.flush()
            client.read_ids([event["event_id"] for event in events], 20)
            assert client.letters == []
            # The container's own health check, word for word.
            done = _run([*_command(name)[:-1], *SERVICES[name]["healthcheck"]["test"][2:]], environment)
            assert (done.returncode, done.stdout.strip()) == (0, "ok")
            process.terminate()
            assert process.wait(20) == 0, log.read_text("utf-8")
            assert "4539" not in log.read_text("utf-8")


def test_the_api_answers(tmp_path: Path, machine: Machine) -> None:
    port = str(_free_port())
    published = SERVICES["api"]["ports"][0].rpartition(":")[2]
    command = [port if part == published else part for part in _command("api")]
    with _running(command, _native("api", machine), tmp_path / "log") as process:
        for path in ("/live", "/ready"):
            _wait_for(f"http://127.0.0.1:{port}{path}", process, tmp_path / "log")
        request = urllib.request.Request(f"http://127.0.0.1:{port}/scan", b'{"text": "see you on Thursday"}')
        with urllib.request.urlopen(request, timeout=20) as response:
            assert set(json.load(response)) == {"scores", "spans", "memory", "decision", "rationale"}
        process.terminate()
        # The server finishes what it has and then ends by the signal itself.
        assert process.wait(20) in (0, -signal.SIGTERM)


def _environment(name: str) -> dict[str, str]:
    """The service's environment as compose passes it where neither shell nor .env sets anything."""
    found = SERVICES[name].get("environment", {})
    return {
        key: re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", str(value)) for key, value in found.items() if value is not None
    }  # fmt: skip


def _image_environment() -> dict[str, str]:
    """The settings that the image brings."""
    return dict(re.findall(r"\b(SCANNER_\w+)=(\S+)", (ROOT / "Dockerfile").read_text("utf-8")))


def _native(name: str, machine: Machine) -> dict[str, str]:
    """The same with this machine's addresses in place of those of the containers' network."""
    own = {**_image_environment(), **_environment(name)}
    here = {
        "SCANNER_BROKERS": machine.broker.bootstrap,
        "SCANNER_REDIS_URL": machine.redis.url,
        "SCANNER_HEALTH_PORT": str(_free_port()),
        "SCANNER_BUNDLE": str(machine.bundle),
    }
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)}
    return {**inherited, "PYTHONPATH": str(ROOT), **own, **{key: here[key] for key in own if key in here}}


def _command(name: str) -> list[str]:
    """The service's command behind the image's entry point."""
    return [sys.executable, "-m", "stream_scanner.cli", *SERVICES[name]["command"]]


def _run(command: list[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
    )  # fmt: skip


@contextlib.contextmanager
def _running(command: list[str], environment: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (
        log.open("wb") as file,
        subprocess.Popen(command, env=environment, cwd=ROOT, stdout=file, stderr=file) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2) as response:
            if response.status == 200:
                return
        time.sleep(0.1)
    pytest.fail(f"{url} did not answer:\n{log.read_text('utf-8')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
