"""YAML files read node by node, because only nodes know their line: what policy and detectors share."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import yaml


class FileError(ValueError):
    """A file that cannot be used; the message names the file, the line (from 1) and the key."""

    def __init__(self, source: str, line: int, key: str, reason: str) -> None:
        super().__init__(f"{source}:{line}: {key}: {reason}")
        self.line = line
        self.key = key


def read(path: Path, error: type[FileError]) -> str:
    """Text of a file; raises ``error`` when there is none to be had."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as failure:
        raise error(str(path), 1, "file", f"cannot be read ({type(failure).__name__})") from None


class Nodes:
    """Reads parts of one YAML file, and names line and key of what is wrong.

    Args:
        source: the file's name, for errors.
        error: class of the errors.

    Attributes:
        digest: first 16 hex digits of SHA-256 over what the file says, blind to comments and layout.
    """

    def __init__(self, source: str, error: type[FileError]) -> None:
        self._source, self._error = source, error
        self.digest = ""

    def root(self, text: str, keys: set[str], required: tuple[str, ...]) -> dict[str, yaml.Node]:
        """The parts of the file, whose ``version`` must be 1."""
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
            # Tags that stand for objects, and dates that are none, fail only here.
            self.digest = _digest(yaml.safe_load(text))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            raise self._error(self._source, mark.line + 1 if mark else 1, "$", "not YAML") from None
        except (yaml.YAMLError, ValueError, TypeError, RecursionError):
            raise self._error(self._source, 1, "$", "not YAML") from None
        if root is None:
            raise self._error(self._source, 1, "$", "is empty")
        top = self.mapping(root, "$", {"version", *keys})
        for key in ("version", *required):
            if key not in top:
                raise self.wrong(root, key, "is required")
        if self.scalar(top["version"], "version") != 1:
            raise self.wrong(top["version"], "version", "only 1 is known")
        return top

    def wrong(self, node: yaml.Node, key: str, reason: str, below: int = 0) -> FileError:
        """The error that ``key``, ``below`` lines under the start of its node, is wrong."""
        return self._error(self._source, node.start_mark.line + 1 + below, key, reason)

    def pairs(self, node: yaml.Node, path: str) -> Iterator[tuple[str, yaml.Node]]:
        """Keys and values of a mapping, in its order."""
        if not isinstance(node, yaml.MappingNode):
            raise self.wrong(node, path, "must be a mapping")
        seen: set[str] = set()
        for key, value in node.value:
            name = self.text(key, path)
            if name in seen:
                raise self.wrong(key, f"{path}.{name}", "is given twice")
            seen.add(name)
            yield name, value

    def mapping(
        self, node: yaml.Node, path: str, keys: set[str], required: tuple[str, ...] = ()
    ) -> dict[str, yaml.Node]:
        """A mapping closed to other keys."""
        found: dict[str, yaml.Node] = {}
        for name, value in self.pairs(node, path):
            if name not in keys:
                raise self.wrong(value, f"{path}.{name}", f"unknown key; known are {', '.join(sorted(keys))}")
            found[name] = value
        for name in required:
            if name not in found:
                raise self.wrong(node, f"{path}.{name}", "is required")
        return found

    def items(self, node: yaml.Node, path: str) -> list[yaml.Node]:
        """The nodes of a list that is not empty."""
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            raise self.wrong(node, path, "must be a list that is not empty")
        return list(node.value)

    def scalar(self, node: yaml.Node, path: str) -> Any:
        """A single value, typed as YAML does."""
        if not isinstance(node, yaml.ScalarNode):
            raise self.wrong(node, path, "must be a single value")
        return yaml.safe_load(yaml.serialize(node))

    def text(self, node: yaml.Node, path: str) -> str:
        """A single value as it is written, not empty."""
        if not isinstance(node, yaml.ScalarNode) or not node.value:
            raise self.wrong(node, path, "must be text")
        return cast(str, node.value)

    def texts(self, node: yaml.Node, path: str) -> list[str]:
        """A list of texts."""
        return [self.text(item, path) for item in self.items(node, path)]

    def number(self, node: yaml.Node, path: str, unit: bool) -> float:
        """A number from 0 to 1 when ``unit``, else a whole number from 0."""
        value = self.scalar(node, path)
        if isinstance(value, bool) or not isinstance(value, (int, float) if unit else int):
            raise self.wrong(node, path, "must be a number" if unit else "must be a whole number")
        if value < 0 or (unit and value > 1) or value != value:
            raise self.wrong(node, path, "must lie between 0 and 1" if unit else "must not be negative")
        return cast(float, value)

    def choice(self, node: yaml.Node, path: str, choices: tuple[str, ...]) -> str:
        """One of the choices."""
        value = self.text(node, path)
        if value not in choices:
            raise self.wrong(node, path, f"must be one of {', '.join(choices)}")
        return value

    def choices(self, node: yaml.Node, path: str, choices: tuple[str, ...]) -> list[str]:
        """A list of some of the choices."""
        return [self.choice(item, path, choices) for item in self.items(node, path)]


def _digest(value: Any) -> str:
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]
