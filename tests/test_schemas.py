"""The published schemas are those of the models, and everything in ``schemas/`` holds to them."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from model_core.labels import SHORT
from stream_scanner import schemas
from stream_scanner.config import Settings
from stream_scanner.dlq import ERROR_HEADER, DeadLetter
from stream_scanner.events import EventError, decode, validate
from stream_scanner.policy import DEFAULT_PATH, Policy, PolicyError
from stream_scanner.verdicts import Verdict, verdict_id

DIRECTORY = Path(__file__).resolve().parents[1] / "schemas"
EXAMPLES = DIRECTORY / "examples"
EVENTS = ("email", "chat", "pr", "upload")
SCHEMAS = schemas.schemas()


def _validator(name: str) -> jsonschema.Draft202012Validator:
    schema = SCHEMAS[f"{name}.schema.json"]
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


def _example(name: str) -> Any:
    return json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))


def test_the_committed_schemas_are_those_of_the_models(capsys: pytest.CaptureFixture[str]) -> None:
    status = schemas.main(["--check"])
    assert (status, capsys.readouterr().out) == (0, "")


def test_a_changed_or_missing_schema_is_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert schemas.main([str(tmp_path)]) == 0
    assert schemas.main(["--check", str(tmp_path)]) == 0
    (tmp_path / "event.schema.json").write_text("{}")
    (tmp_path / "policy.schema.json").unlink()
    assert schemas.main(["--check", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "event.schema.json differs" in said
    assert "policy.schema.json differs" in said
    assert "verdict" not in said


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema_of_its_dialect_with_a_name(name: str) -> None:
    schema = SCHEMAS[name]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == schemas.DIALECT
    assert schema["$id"].startswith("urn:stream-scanner:schema:")
    assert schema["title"]
    assert "examples" not in schema


@pytest.mark.parametrize("name", EVENTS)
def test_an_example_event_is_one_for_the_schema_and_for_the_service(name: str) -> None:
    example = _example(name)
    _validator("event").validate(example)
    assert decode((EXAMPLES / f"{name}.json").read_bytes()).kind == name == example["kind"]


def test_the_lines_are_the_four_examples() -> None:
    lines = (EXAMPLES / "events.jsonl").read_bytes().splitlines()
    assert [json.loads(line) for line in lines] == [_example(name) for name in EVENTS]
    for line in lines:
        decode(line)


def test_examples_name_nobody_who_exists() -> None:
    text = (EXAMPLES / "events.jsonl").read_text("utf-8")
    hosts = re.findall(r"(?:@|//)([\w.-]+\.\w+)", text)
    assert hosts
    assert all(host.endswith(".example") for host in hosts)


def test_the_example_verdict_is_one_of_the_example_event() -> None:
    example = _example("verdict")
    _validator("verdict").validate(example)
    verdict = Verdict.model_validate(example)
    event = decode((EXAMPLES / "email.json").read_bytes())
    assert (verdict.event_id, verdict.tenant, verdict.thread_id) == (event.event_id, event.tenant, event.thread_id)
    assert verdict.verdict_id == verdict_id(verdict.tenant, verdict.event_id, verdict.identity)
    found = {span.type: event.body[span.start : span.end] for span in verdict.spans}
    assert found == {"PAN": "4539 1488 0343 6467", "PHONE": "+46 8 5550 0142", "NAME": "Petra Lindqvist"}


def test_the_example_dead_letter_is_one() -> None:
    example = _example("dead-letter")
    _validator("dead-letter").validate(example)
    DeadLetter.model_validate(example)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "fax"},
        {"event_id": ""},
        {"event_id": "x" * 257},
        {"unknown": 1},
        {"body": None},
        {"sender": {}},
        {"sender": {"address": "x" * 1025}},
        {"recipients": [{}]},
        {"recipients": [{"address": None, "channel": None}]},
        {"recipients": [{"address": "a", "channel": "b"}]},
        {"recipients": [{"channel": "b"}] * 10_001},
        {"attachments": [{"size": 1}]},
        {"attachments": [{"name": "n", "size": -1}]},
        {"links": [1]},
        {"metadata": {"a": 1}},
    ],
)
def test_schema_and_service_refuse_the_same(change: dict[str, Any]) -> None:
    event = {**_example("chat"), **change}
    assert not _validator("event").is_valid(event)
    with pytest.raises(EventError):
        validate(event)


@pytest.mark.parametrize(
    "recipient",
    [{"address": "a"}, {"channel": "b"}, {"address": "a", "channel": None}, {"address": None, "channel": "b"}],
)
def test_schema_and_service_accept_the_same_destinations(recipient: dict[str, Any]) -> None:
    event = {**_example("chat"), "recipients": [recipient]}
    _validator("event").validate(event)
    validate(event)


def test_the_built_in_policy_holds_to_the_schema() -> None:
    _validator("policy").validate(yaml.safe_load(DEFAULT_PATH.read_text("utf-8")))


SMALL_POLICY: dict[str, Any] = {
    "version": 1,
    "default": "ALLOW",
    "rules": [{"name": "r", "decision": "BLOCK", "when": {"spans": {"PAN": {"min": 1}}}}],
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("version", 2),
        ("default", "DENY"),
        ("rules", []),
        ("extra", 1),
        ("groups", {"PAN": ["EMAIL"]}),
        ("groups", {"mine": ["NDA"]}),
        ("reasons", [{"say": "x"}]),
        ("rules.0.name", "default"),
        ("rules.0.decision", "deny"),
        ("rules.0.extra", 1),
        ("rules.0.when", {}),
        ("rules.0.when", {"score": {}}),
        ("rules.0.when", {"scores": {"sensitivity": {"min": 1.5}}}),
        ("rules.0.when", {"scores": {"risk": {"min": 0.5}}}),
        ("rules.0.when", {"spans": {"PAN": {}}}),
        ("rules.0.when", {"spans": {"PAN": {"min": 0.5}}}),
        ("rules.0.when", {"exposure": {"outside": {"least": 1}}}),
        ("rules.0.when", {"flags": {"has_nda": 1}}),
        ("rules.0.when", {"flags": {"other": True}}),
        ("rules.0.when", {"kind": ["fax"]}),
        ("rules.0.when", {"kind": []}),
        ("rules.0.when", {"any": [{}]}),
    ],
)
def test_policy_schema_and_parser_refuse_the_same(path: str, value: Any) -> None:
    policy = copy.deepcopy(SMALL_POLICY)
    _validator("policy").validate(policy)
    Policy.parse(yaml.safe_dump(policy))
    *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    inner: Any = policy
    for parent in parents:
        inner = inner[parent]
    inner[last] = value
    assert not _validator("policy").is_valid(policy)
    with pytest.raises(PolicyError):
        Policy.parse(yaml.safe_dump(policy))


def test_policy_schema_and_parser_know_the_same_names() -> None:
    condition = SCHEMAS["policy.schema.json"]["$defs"]["Condition"]["properties"]
    when: dict[str, Any] = {
        "scores": {name: {"min": 0.5} for name in condition["scores"]["properties"]},
        "exposure": {name: {"max": 5} for name in condition["exposure"]["properties"]},
        "content": {name: {"min": 1} for name in condition["content"]["properties"]},
        "flags": dict.fromkeys(condition["flags"]["properties"], True),
        "kind": condition["kind"]["items"]["enum"],
        "tenant": ["harbourline"],
        "spans": {name: {"min": 1} for name in SHORT},
        "cumulative": {"all": {"min": 1, "max": 2}},
        "any": [{"kind": ["email"]}],
    }
    assert set(when) == set(condition)
    policy = {**SMALL_POLICY, "groups": {"all": [*SHORT]}, "rules": [{"name": "r", "decision": "REVIEW", "when": when}]}
    _validator("policy").validate(policy)
    Policy.parse(yaml.safe_dump(policy))


def test_the_asyncapi_document_names_what_there_is() -> None:
    document = yaml.safe_load((DIRECTORY / "asyncapi.yaml").read_text("utf-8"))
    assert document["asyncapi"].startswith("3.")
    settings = Settings()
    addresses = {channel["address"] for channel in document["channels"].values()}
    assert addresses == {settings.events_topic, settings.verdicts_topic, settings.dlq_topic}
    text = json.dumps(document)
    for reference in set(re.findall(r'"\$ref": "([^"]+)"', text)):
        file, _, pointer = reference.partition("#")
        found = document if not file else json.loads((DIRECTORY / file).read_text("utf-8"))
        for part in pointer.strip("/").split("/") if pointer else ():
            found = found[part]
        assert found
    assert {f"./{name}" for name in SCHEMAS if "policy" not in name} <= set(re.findall(r"\./[\w.-]+", text))
    letters = document["components"]["messages"]["deadLetter"]
    assert ERROR_HEADER in letters["headers"]["properties"]
