"""From scores, spans and exposure to a decision with reasons, by one ordered, validated YAML file."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, cast, get_args

import yaml

from model_core.labels import SCORES, SHORT, THREAD_FLAGS
from stream_scanner.events import Event, Kind
from stream_scanner.verdicts import Decision

DEFAULT_PATH: Final = Path(__file__).parent / "policies" / "default.yaml"
DECISIONS: Final[tuple[str, ...]] = get_args(Decision)
EXPOSURE: Final = ("external", "freemail", "public", "outside", "recipients")


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


FREEMAIL: Final = _listed(
    """gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de ymail.com hotmail.com hotmail.co.uk
    outlook.com live.com msn.com icloud.com me.com mac.com aol.com proton.me protonmail.com pm.me gmx.com gmx.de
    gmx.net web.de mail.com mail.ru yandex.ru yandex.com zoho.com fastmail.com tutanota.com tuta.io hey.com qq.com
    163.com 126.com naver.com daum.net rediffmail.com t-online.de orange.fr free.fr laposte.net libero.it
    comcast.net verizon.net att.net mailinator.com guerrillamail.com 10minutemail.com temp-mail.org sharklasers.com
    yopmail.com"""
)
"""Domains of mailboxes that belong to a person or to nobody, never to an employer."""


class PolicyError(ValueError):
    """A policy file that cannot be used; the message names the file, the line (from 1) and the key."""

    def __init__(self, source: str, line: int, key: str, reason: str) -> None:
        super().__init__(f"{source}:{line}: {key}: {reason}")
        self.line = line
        self.key = key


@dataclasses.dataclass(frozen=True)
class Exposure:
    """Who can read a message, in recipients. A freemail address marked internal still counts as freemail."""

    external: int = 0
    freemail: int = 0
    public: int = 0
    recipients: int = 0


@dataclasses.dataclass(frozen=True)
class Facts:
    """Everything a rule may ask about one message.

    Attributes:
        scores: calibrated score by head.
        counts: live values by display type in this message.
        external: recipients outside the organisation; ``freemail`` and ``public`` likewise, they may overlap.
        recipients: all of them.
        flags: thread flags after this message.
        cumulative: live values by display type over the thread, this message included.
    """

    scores: Mapping[str, float]
    counts: Mapping[str, int] = dataclasses.field(default_factory=dict)
    kind: str = "chat"
    tenant: str = "default"
    external: int = 0
    freemail: int = 0
    public: int = 0
    recipients: int = 0
    flags: Mapping[str, bool] = dataclasses.field(default_factory=dict)
    cumulative: Mapping[str, int] = dataclasses.field(default_factory=dict)

    @property
    def outside(self) -> int:
        """Recipients that are in any way outside."""
        return max(self.external, self.freemail) + self.public


@dataclasses.dataclass(frozen=True)
class Ruling:
    """A decision, the reasons for people, and the rule that made it (``default`` when none matched)."""

    decision: Decision
    rationale: list[str]
    rule: str


def exposure_facts(event: Event) -> Exposure:
    """Count an event's recipients by how far outside they are."""
    external = freemail = public = 0
    for recipient in event.recipients:
        public += recipient.scope == "public"
        external += recipient.scope == "external"
        if recipient.address is not None and recipient.scope != "public":
            domain = recipient.address.rpartition("@")[2].strip(" .>").lower()
            freemail += domain in FREEMAIL
    return Exposure(external, freemail, public, len(event.recipients))


def exposure_prior(exposure: Exposure) -> float:
    """ExposureRisk by recipients alone, 0 to 1, for a scan without a model: the farthest recipient decides."""
    if exposure.public:
        return 0.9
    if exposure.freemail:
        return 0.75
    return 0.5 if exposure.external else 0.05


# A test answers with the facts that make it true, in words, or with None.
Test = Callable[[Facts], list[str] | None]


@dataclasses.dataclass(frozen=True)
class _Rule:
    name: str
    decision: Decision
    test: Test


@dataclasses.dataclass(frozen=True)
class _Reason:
    say: str
    test: Test


@dataclasses.dataclass(frozen=True)
class Policy:
    """A loaded policy. ``hash``: first 16 hex digits of SHA-256 over the content, blind to comments and layout."""

    hash: str
    _rules: tuple[_Rule, ...]
    _reasons: tuple[_Reason, ...]
    _default: Decision

    @classmethod
    def load(cls, path: Path | str | None = None) -> Policy:
        """Read and validate a policy file; without one, `DEFAULT_PATH`.

        Raises:
            PolicyError: naming the first line and key that is wrong, or why the file cannot be read.
        """
        path = DEFAULT_PATH if path is None else Path(path)
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise PolicyError(str(path), 1, "file", f"cannot be read ({type(error).__name__})") from None
        return cls.parse(text, str(path))

    @classmethod
    def parse(cls, text: str, source: str = "policy") -> Policy:
        """Validate a policy given as YAML text; errors as in `load`."""
        return _Parser(source).policy(text)

    def decide(self, facts: Facts) -> Ruling:
        """The first rule that matches decides; every reason that matches is told, then the rule and its facts."""
        rationale = [reason.say for reason in self._reasons if reason.test(facts) is not None]
        for rule in self._rules:
            because = rule.test(facts)
            if because is not None:
                return Ruling(rule.decision, [*rationale, f"Rule {rule.name}: {', '.join(because)}"], rule.name)
        return Ruling(self._default, [*rationale, "No rule applies"], "default")


class _Parser:
    """Walks YAML nodes, not values, because only nodes know their line."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._groups: dict[str, tuple[str, ...]] = {}

    def policy(self, text: str) -> Policy:
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            raise PolicyError(self._source, mark.line + 1 if mark else 1, "$", "not YAML") from None
        except yaml.YAMLError:
            raise PolicyError(self._source, 1, "$", "not YAML") from None
        if root is None:
            raise PolicyError(self._source, 1, "$", "is empty")
        top = self._mapping(root, "$", {"version", "groups", "rules", "default", "reasons"})
        for key in ("version", "rules", "default"):
            if key not in top:
                raise self._error(root, key, "is required")
        if self._scalar(top["version"], "version") != 1:
            raise self._error(top["version"], "version", "only 1 is known")
        if "groups" in top:
            for name, node in self._pairs(top["groups"], "groups"):
                path = f"groups.{name}"
                if name in SHORT:
                    raise self._error(node, path, "is the name of a type")
                self._groups[name] = tuple(self._choices(node, path, tuple(SHORT)))
        rules = tuple(self._rule(node, f"rules[{i}]") for i, node in enumerate(self._items(top["rules"], "rules")))
        names: set[str] = set()
        for rule, node in zip(rules, self._items(top["rules"], "rules"), strict=True):
            if rule.name in names or rule.name == "default":
                raise self._error(node, rule.name, "is already the name of a rule")
            names.add(rule.name)
        listed = self._items(top["reasons"], "reasons") if "reasons" in top else []
        reasons = tuple(self._reason(node, f"reasons[{i}]") for i, node in enumerate(listed))
        default = self._choice(top["default"], "default", DECISIONS)
        canonical = json.dumps(yaml.safe_load(text), sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(canonical.encode()).hexdigest()[:16]
        return Policy(digest, rules, reasons, cast(Decision, default))

    def _rule(self, node: yaml.Node, path: str) -> _Rule:
        parts = self._mapping(node, path, {"name", "decision", "when"}, required=True)
        decision = self._choice(parts["decision"], f"{path}.decision", DECISIONS)
        name = self._text(parts["name"], f"{path}.name")
        return _Rule(name, cast(Decision, decision), self._condition(parts["when"], f"{path}.when"))

    def _reason(self, node: yaml.Node, path: str) -> _Reason:
        parts = self._mapping(node, path, {"say", "when"}, required=True)
        return _Reason(self._text(parts["say"], f"{path}.say"), self._condition(parts["when"], f"{path}.when"))

    # --- conditions ---

    def _condition(self, node: yaml.Node, path: str) -> Test:
        tests: list[Test] = []
        keys = {"scores", "spans", "cumulative", "exposure", "flags", "kind", "tenant", "any"}
        for key, value in self._mapping(node, path, keys).items():
            here = f"{path}.{key}"
            if key == "scores":
                tests += self._bounds(value, here, SCORES, lambda facts, head: facts.scores[head], unit=True)
            elif key == "exposure":
                tests += self._bounds(value, here, EXPOSURE, lambda facts, name: cast(int, getattr(facts, name)))
            elif key in ("spans", "cumulative"):
                tests += self._bounds(value, here, (*SHORT, *self._groups), self._counter(key))
            elif key == "flags":
                tests += self._flags(value, here)
            elif key == "kind":
                tests.append(_member("kind", self._choices(value, here, get_args(Kind))))
            elif key == "tenant":
                tests.append(_member("tenant", [self._text(n, here) for n in self._items(value, here)]))
            else:
                options = [self._condition(n, f"{here}[{i}]") for i, n in enumerate(self._items(value, here))]
                tests.append(_any(options))
        if not tests:
            raise self._error(node, path, "holds no condition")
        return _all(tests)

    def _counter(self, key: str) -> Callable[[Facts, str], int]:
        def count(facts: Facts, name: str) -> int:
            counts = facts.counts if key == "spans" else facts.cumulative
            return sum(counts.get(kind, 0) for kind in self._groups.get(name, (name,)))

        return count

    def _bounds(
        self,
        node: yaml.Node,
        path: str,
        names: tuple[str, ...],
        read: Callable[[Facts, str], float],
        *,
        unit: bool = False,
    ) -> Iterator[Test]:
        words = "this conversation's " if path.endswith("cumulative") else ""
        for name, limits in self._mapping(node, path, set(names)).items():
            here = f"{path}.{name}"
            ends = self._mapping(limits, here, {"min", "max"})
            if not ends:
                raise self._error(limits, here, "needs min or max")
            low, high = (
                self._number(ends[end], f"{here}.{end}", unit) if end in ends else None for end in ("min", "max")
            )
            if low is not None and high is not None and low > high:
                raise self._error(limits, here, "min is above max")
            yield _between(words + name, name, low, high, read)

    def _flags(self, node: yaml.Node, path: str) -> Iterator[Test]:
        for name, value in self._mapping(node, path, set(THREAD_FLAGS)).items():
            wanted = self._scalar(value, f"{path}.{name}")
            if not isinstance(wanted, bool):
                raise self._error(value, f"{path}.{name}", "must be true or false")
            yield _flag(name, wanted)

    # --- nodes ---

    def _error(self, node: yaml.Node, key: str, reason: str) -> PolicyError:
        return PolicyError(self._source, node.start_mark.line + 1, key, reason)

    def _pairs(self, node: yaml.Node, path: str) -> Iterator[tuple[str, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            raise self._error(node, path, "must be a mapping")
        seen: set[str] = set()
        for key, value in node.value:
            name = self._text(key, path)
            if name in seen:
                raise self._error(key, f"{path}.{name}", "is given twice")
            seen.add(name)
            yield name, value

    def _mapping(self, node: yaml.Node, path: str, keys: set[str], *, required: bool = False) -> dict[str, yaml.Node]:
        found: dict[str, yaml.Node] = {}
        for name, value in self._pairs(node, path):
            if name not in keys:
                raise self._error(value, f"{path}.{name}", f"unknown key; known are {', '.join(sorted(keys))}")
            found[name] = value
        if required and (missing := sorted(keys - found.keys())):
            raise self._error(node, f"{path}.{missing[0]}", "is required")
        return found

    def _items(self, node: yaml.Node, path: str) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            raise self._error(node, path, "must be a list that is not empty")
        return list(node.value)

    def _scalar(self, node: yaml.Node, path: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            raise self._error(node, path, "must be a single value")
        return yaml.safe_load(yaml.serialize(node))

    def _text(self, node: yaml.Node, path: str) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value:
            raise self._error(node, path, "must be text")
        return cast(str, node.value)

    def _number(self, node: yaml.Node, path: str, unit: bool) -> float:
        value = self._scalar(node, path)
        if isinstance(value, bool) or not isinstance(value, (int, float) if unit else int):
            raise self._error(node, path, "must be a number" if unit else "must be a whole number")
        if value < 0 or (unit and value > 1) or value != value:
            raise self._error(node, path, "must lie between 0 and 1" if unit else "must not be negative")
        return cast(float, value)

    def _choice(self, node: yaml.Node, path: str, choices: tuple[str, ...]) -> str:
        value = self._text(node, path)
        if value not in choices:
            raise self._error(node, path, f"must be one of {', '.join(choices)}")
        return value

    def _choices(self, node: yaml.Node, path: str, choices: tuple[str, ...]) -> list[str]:
        return [self._choice(item, path, choices) for item in self._items(node, path)]


def _all(tests: list[Test]) -> Test:
    def test(facts: Facts) -> list[str] | None:
        words: list[str] = []
        for part in tests:
            found = part(facts)
            if found is None:
                return None
            words += found
        return words

    return test


def _any(tests: list[Test]) -> Test:
    return lambda facts: next((found for part in tests if (found := part(facts)) is not None), None)


def _between(words: str, name: str, low: float | None, high: float | None, read: Callable[[Facts, str], float]) -> Test:
    def test(facts: Facts) -> list[str] | None:
        value = read(facts, name)
        if (low is not None and value < low) or (high is not None and value > high):
            return None
        return [f"{words} {value:.2f}" if isinstance(value, float) else f"{words} {value}"]

    return test


def _flag(name: str, wanted: bool) -> Test:
    return lambda facts: [f"{name} {str(wanted).lower()}"] if facts.flags.get(name, False) is wanted else None


def _member(name: str, allowed: list[str]) -> Test:
    # The tenant's own name stays out of the words: it comes from the event.
    return lambda facts: [f"{name} listed"] if getattr(facts, name) in allowed else None
