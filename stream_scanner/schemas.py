"""JSON Schemas (2020-12) of what the service reads and writes: ``python -m stream_scanner.schemas [--check] [DIR]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_args

import orjson

from model_core.labels import SCORES, SHORT, THREAD_FLAGS
from stream_scanner.dlq import DeadLetter
from stream_scanner.events import MAX_EVENT_BYTES, Event, Kind
from stream_scanner.policy import CONTENT, DECISIONS, EXPOSURE
from stream_scanner.verdicts import Verdict

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
DEFAULT_DIRECTORY: Final = Path(__file__).resolve().parent.parent / "schemas"
Schema = dict[str, Any]


def schemas() -> dict[str, Schema]:
    """Every schema by its file name."""
    event = Event.model_json_schema()
    # The one rule of the model that no annotation of it can say.
    event["$defs"]["Recipient"]["oneOf"] = [
        {"required": [name], "properties": {name: {"type": "string"}}} for name in ("address", "channel")
    ]
    event["description"] = f"One message of a conversation; UTF-8 JSON of at most {MAX_EVENT_BYTES} bytes."
    # What is written holds every key, also those that have a default.
    verdict = Verdict.model_json_schema(mode="serialization")
    letter = DeadLetter.model_json_schema(mode="serialization")
    named = {"event": event, "verdict": verdict, "dead-letter": letter, "policy": _policy()}
    return {f"{name}.schema.json": _headed(name, schema) for name, schema in named.items()}


def differing(directory: Path) -> Iterator[str]:
    """Names of the schemas that ``directory`` lacks or has otherwise."""
    for name, schema in schemas().items():
        path = directory / name
        if not path.is_file() or path.read_bytes() != _text(schema):
            yield name


def write(directory: Path) -> None:
    """Write every schema into ``directory``."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (directory / name).write_bytes(_text(schema))


def _headed(name: str, schema: Schema) -> Schema:
    title = {"event": "Event", "verdict": "Verdict", "dead-letter": "DeadLetter", "policy": "Policy"}[name]
    return {"$schema": DIALECT, "$id": f"urn:stream-scanner:schema:{name}:1", **schema, "title": title}


def _text(schema: Schema) -> bytes:
    return orjson.dumps(schema, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _policy() -> Schema:
    """Shape of the policy file. `Policy.parse` checks more: names of groups, bounds in order, names given once."""
    kinds = [*SHORT]
    condition = {"$ref": "#/$defs/Condition"}
    return {
        "description": "The decision policy, a YAML file. Rules are tried in order and the first match decides; every "
        "reason that matches is told.",
        "type": "object",
        "required": ["version", "rules", "default"],
        "additionalProperties": False,
        "properties": {
            "version": {"const": 1},
            "groups": {
                "description": "Names for several types, for use in spans and cumulative.",
                "type": "object",
                "propertyNames": {"not": {"enum": kinds}},
                "additionalProperties": _list({"enum": kinds}),
            },
            "rules": _list({"$ref": "#/$defs/Rule"}),
            "default": {"description": "Decision when no rule matches.", "enum": [*DECISIONS]},
            "reasons": _list({"$ref": "#/$defs/Reason"}),
        },
        "$defs": {
            "Rule": _closed(
                {
                    "name": {"type": "string", "minLength": 1, "not": {"const": "default"}},
                    "decision": {"enum": [*DECISIONS]},
                    "when": condition,
                }
            ),
            "Reason": _closed({"say": {"type": "string", "minLength": 1}, "when": condition}),
            "Condition": {
                "description": "Holds when all of its keys hold.",
                "type": "object",
                "minProperties": 1,
                "additionalProperties": False,
                "properties": {
                    "scores": _each(SCORES, "ScoreBounds", "Score by head. context is P(it fits): high is good."),
                    "spans": _any_of("Live values in this message, by type or group."),
                    "cumulative": _any_of("The same over the whole thread with this message."),
                    "exposure": _each(
                        EXPOSURE,
                        "CountBounds",
                        "Recipients (outside: any of the first three; own_mailbox: outside, by the sender's name; "
                        "visible_mailboxes: private, not in Bcc) and shared links.",
                    ),
                    "content": _each(CONTENT, "CountBounds", "Files, and rows of tables about people."),
                    "flags": {
                        "description": "Flags of the thread after this message.",
                        "type": "object",
                        "minProperties": 1,
                        "additionalProperties": False,
                        "properties": {name: {"type": "boolean"} for name in THREAD_FLAGS},
                    },
                    "kind": _list({"enum": [*get_args(Kind)]}),
                    "tenant": _list({"type": "string", "minLength": 1}),
                    "any": {"description": "One of these must hold.", **_list(condition)},
                },
            },
            "ScoreBounds": _bounds({"type": "number", "minimum": 0, "maximum": 1}),
            "CountBounds": _bounds({"type": "integer", "minimum": 0}),
        },
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "items": items}


def _closed(properties: Schema) -> Schema:
    return {
        "type": "object",
        "required": [*properties],
        "additionalProperties": False,
        "properties": properties,
    }


def _bounds(value: Schema) -> Schema:
    return {
        "description": "Both ends are inclusive.",
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {"min": value, "max": value},
    }


def _each(names: tuple[str, ...], bounds: str, description: str) -> Schema:
    return {
        "description": description,
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {name: {"$ref": f"#/$defs/{bounds}"} for name in names},
    }


def _any_of(description: str) -> Schema:
    return {
        "description": description,
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {"$ref": "#/$defs/CountBounds"},
    }


def main(arguments: list[str] | None = None) -> int:
    """Write the schemas, or with ``--check`` say which of them are not as they would be written."""
    parser = argparse.ArgumentParser(prog="python -m stream_scanner.schemas", description=main.__doc__)
    parser.add_argument("directory", nargs="?", type=Path, default=DEFAULT_DIRECTORY, metavar="DIR")
    parser.add_argument("--check", action="store_true", help="write nothing; status 1 when a file differs")
    options = parser.parse_args(arguments)
    if not options.check:
        write(options.directory)
        return 0
    wrong = [*differing(options.directory)]
    for name in wrong:
        print(f"{options.directory / name} differs from the models; run python -m stream_scanner.schemas")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
