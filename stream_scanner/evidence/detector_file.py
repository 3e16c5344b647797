"""The detectors file: an operator's patterns, sets and allow lists as one validated YAML file."""

from __future__ import annotations

import binascii
from pathlib import Path
from typing import Any, Final, cast

import re2
import yaml

from model_core.labels import SHORT
from stream_scanner.evidence import words
from stream_scanner.evidence.custom import TAG, VALIDATORS, Allowance, Detectors, Pattern, ValueSet
from stream_scanner.nodes import FileError, Nodes, read

BANDS: Final = ("live", "test", "placeholder")
MAX_PATTERNS: Final = 500
MAX_PATTERN: Final = 2_000
"""Characters of one pattern."""
MAX_SIZE: Final = 256
"""Letters and digits of one value of a set."""
MIN_SALT: Final = 16
"""Bytes."""


class DetectorsError(FileError):
    """A detectors file that cannot be used."""


def load(path: Path) -> Detectors:
    """Read and validate a detectors file.

    Raises:
        DetectorsError: naming the first line and key that is wrong, or why the file cannot be read.
    """
    return parse(read(path, DetectorsError), str(path))


def parse(text: str, source: str = "detectors") -> Detectors:
    """Validate detectors given as YAML text; errors as in `load`."""
    return _Parser(source, DetectorsError).detectors(text)


class _Parser(Nodes):
    def detectors(self, text: str) -> Detectors:
        top = self.root(text, {"salt", "patterns", "sets", "allow"}, ())
        salt = self._salt(top["salt"]) if "salt" in top else b""
        patterns = self._listed(top, "patterns")
        if len(patterns) > MAX_PATTERNS:
            raise self.wrong(top["patterns"], "patterns", f"{len(patterns)} are more than {MAX_PATTERNS}")
        found = Detectors(
            self.digest,
            salt,
            tuple(self._pattern(node, path) for node, path in patterns),
            tuple(self._set(node, path) for node, path in self._listed(top, "sets")),
            tuple(self._allowance(node, path) for node, path in self._listed(top, "allow")),
        )
        if not salt and (found.sets or any(allowance.hashes for allowance in found.allow)):
            raise self.wrong(top["sets" if found.sets else "allow"], "salt", "is required where hashes are")
        return found

    def _listed(self, top: dict[str, yaml.Node], key: str) -> list[tuple[yaml.Node, str]]:
        if key not in top:
            return []
        return [(node, f"{key}[{i}]") for i, node in enumerate(self.items(top[key], key))]

    def _salt(self, node: yaml.Node) -> bytes:
        try:
            salt = bytes.fromhex(self.text(node, "salt"))
        except ValueError:
            raise self.wrong(node, "salt", "must be hexadecimal digits") from None
        if len(salt) < MIN_SALT:
            raise self.wrong(node, "salt", f"must have {2 * MIN_SALT} digits or more")
        return salt

    def _pattern(self, node: yaml.Node, path: str) -> Pattern:
        keys = {"name", "type", "pattern", "validator", "confidence", "band", "near"}
        parts = self.mapping(node, path, keys, ("name", "type", "pattern", "confidence"))
        self.text(parts["name"], f"{path}.name")
        validator, near, near_confidence = "none", None, 0.0
        if "validator" in parts:
            validator = self.choice(parts["validator"], f"{path}.validator", tuple(VALIDATORS))
        confidence = self.number(parts["confidence"], f"{path}.confidence", True)
        if "near" in parts:
            here = f"{path}.near"
            beside = self.mapping(parts["near"], here, {"words", "confidence"}, ("words", "confidence"))
            listed = "|".join(re2.escape(word) for word in self.texts(beside["words"], f"{here}.words"))
            edge = r"[^\pL\pN]"
            near = self._compiled(beside["words"], f"{here}.words", rf"(?i)(?:^|{edge})(?:{listed})(?:{edge}|$)")
            near_confidence = self.number(beside["confidence"], f"{here}.confidence", True)
            if near_confidence < confidence:
                raise self.wrong(beside["confidence"], f"{here}.confidence", "must not be below confidence")
        expression = self._expression(parts["pattern"], f"{path}.pattern")
        if expression.search(b"") is not None:
            raise self.wrong(parts["pattern"], f"{path}.pattern", "matches empty text")
        kind = self.choice(parts["type"], f"{path}.type", tuple(SHORT))
        return Pattern(kind, expression, validator, confidence, self._band(parts, path), near, near_confidence)

    def _set(self, node: yaml.Node, path: str) -> ValueSet:
        keys = {"name", "type", "confidence", "band", "sizes", "hashes"}
        parts = self.mapping(node, path, keys, ("name", "type", "confidence", "sizes", "hashes"))
        self.text(parts["name"], f"{path}.name")
        sizes = frozenset(
            int(self.number(n, f"{path}.sizes", False)) for n in self.items(parts["sizes"], f"{path}.sizes")
        )
        if not words.SHORTEST <= min(sizes) <= max(sizes) <= MAX_SIZE:
            raise self.wrong(parts["sizes"], f"{path}.sizes", f"must lie between {words.SHORTEST} and {MAX_SIZE}")
        return ValueSet(
            self.choice(parts["type"], f"{path}.type", tuple(SHORT)),
            self._hashes(parts["hashes"], f"{path}.hashes"),
            sizes,
            self.number(parts["confidence"], f"{path}.confidence", True),
            self._band(parts, path),
        )

    def _allowance(self, node: yaml.Node, path: str) -> Allowance:
        keys = {"types", "values", "hashes", "pattern", "senders", "domains", "tenants"}
        parts = self.mapping(node, path, keys)
        if not parts:
            raise self.wrong(node, path, "allows everything")
        found: dict[str, Any] = {}
        for key, value in parts.items():
            here = f"{path}.{key}"
            if key == "types":
                found[key] = frozenset(self.choices(value, here, tuple(SHORT)))
            elif key == "values":
                found[key] = frozenset(words.fold(words.normalised(text)) for text in self.texts(value, here))
                if "" in found[key]:
                    raise self.wrong(value, here, "must have letters or digits")
            elif key == "hashes":
                found[key] = self._hashes(value, here)
            elif key == "pattern":
                found[key] = self._expression(value, here)
            elif key == "tenants":
                found[key] = frozenset(self.texts(value, here))
            else:
                found[key] = frozenset(text.lower().removeprefix("@") for text in self.texts(value, here))
        return Allowance(**found)

    def _band(self, parts: dict[str, yaml.Node], path: str) -> str:
        return self.choice(parts["band"], f"{path}.band", BANDS) if "band" in parts else "live"

    def _hashes(self, node: yaml.Node, path: str) -> frozenset[bytes]:
        # One text of many lines, not a list: a node for each of a hundred thousand hashes would take a minute to read.
        found: set[bytes] = set()
        for below, line in enumerate(self.text(node, path).splitlines(), start=1):
            try:
                value = binascii.unhexlify(line.strip())
            except ValueError:
                value = b"?"
            if len(value) not in (0, TAG):
                raise self.wrong(node, path, f"must be {2 * TAG} hexadecimal digits a line", below)
            found.add(value)
        return frozenset(found - {b""})

    def _expression(self, node: yaml.Node, path: str) -> Any:
        source = self.text(node, path)
        if len(source) > MAX_PATTERN:
            raise self.wrong(node, path, f"{len(source)} characters are more than {MAX_PATTERN}")
        return self._compiled(node, path, source)

    def _compiled(self, node: yaml.Node, path: str, source: str) -> Any:
        options = re2.Options()
        options.log_errors = False
        options.max_mem = 16 << 20
        try:
            return re2.compile(source.encode(), options)
        except (re2.error, UnicodeEncodeError) as error:
            said = cast(object, error.args[0]) if error.args else ""
            reason = said.decode("utf-8", "replace") if isinstance(said, bytes) else type(error).__name__
            raise self.wrong(node, path, f"is no pattern of RE2: {reason}") from None
