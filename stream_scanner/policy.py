"""From scores, spans and exposure to a decision with reasons, by one ordered, validated YAML file."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, cast, get_args

import yaml

from model_core.labels import SCORES, SHORT, THREAD_FLAGS
from stream_scanner.events import Kind
from stream_scanner.nodes import FileError, Nodes, read
from stream_scanner.verdicts import Decision

DEFAULT_PATH: Final = Path(__file__).parent / "policies" / "default.yaml"
DECISIONS: Final[tuple[str, ...]] = get_args(Decision)
EXPOSURE: Final = (
    "external", "freemail", "public", "outside", "recipients", "shared_links", "own_mailbox", "visible_mailboxes",
)  # fmt: skip
CONTENT: Final = ("attachments", "records")


class PolicyError(FileError):
    """A policy file that cannot be used."""


@dataclasses.dataclass(frozen=True)
class Facts:
    """Everything a rule may ask about one message.

    Attributes:
        scores: calibrated score by head.
        counts: live values by display type in this message.
        external: recipients outside the organisation; ``freemail`` and ``public`` likewise, they may overlap.
        recipients: all of them.
        shared_links: links that whoever holds them can open.
        own_mailbox: mailboxes outside that carry the sender's own name.
        visible_mailboxes: freemail recipients whom all others see.
        attachments: files that go along. records: rows of tables about people, from three rows on.
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
    shared_links: int = 0
    own_mailbox: int = 0
    visible_mailboxes: int = 0
    attachments: int = 0
    records: int = 0
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


@dataclasses.dataclass(frozen=True)
class Match:
    """A rule that matches, and the facts that make it so, in words."""

    name: str
    decision: Decision
    because: list[str]


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
        return cls.parse(read(path, PolicyError), str(path))

    @classmethod
    def parse(cls, text: str, source: str = "policy") -> Policy:
        """Validate a policy given as YAML text; errors as in `load`."""
        return _Parser(source).policy(text)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the rules, in order."""
        return tuple(rule.name for rule in self._rules)

    def matches(self, facts: Facts) -> Iterator[Match]:
        """Every rule that matches, in order; the first of them is the one that decides."""
        for rule in self._rules:
            because = rule.test(facts)
            if because is not None:
                yield Match(rule.name, rule.decision, because)

    def decide(self, facts: Facts) -> Ruling:
        """The first rule that matches decides; every reason that matches is told, then the rule and its facts."""
        rationale = [reason.say for reason in self._reasons if reason.test(facts) is not None]
        for rule in self.matches(facts):
            return Ruling(rule.decision, [*rationale, f"Rule {rule.name}: {', '.join(rule.because)}"], rule.name)
        return Ruling(self._default, [*rationale, "No rule applies"], "default")


class _Parser(Nodes):
    def __init__(self, source: str) -> None:
        super().__init__(source, PolicyError)
        self._groups: dict[str, tuple[str, ...]] = {}

    def policy(self, text: str) -> Policy:
        top = self.root(text, {"groups", "rules", "default", "reasons"}, ("rules", "default"))
        if "groups" in top:
            for name, node in self.pairs(top["groups"], "groups"):
                path = f"groups.{name}"
                if name in SHORT:
                    raise self.wrong(node, path, "is the name of a type")
                self._groups[name] = tuple(self.choices(node, path, tuple(SHORT)))
        rules = tuple(self._rule(node, f"rules[{i}]") for i, node in enumerate(self.items(top["rules"], "rules")))
        names: set[str] = set()
        for rule, node in zip(rules, self.items(top["rules"], "rules"), strict=True):
            if rule.name in names or rule.name == "default":
                raise self.wrong(node, rule.name, "is already the name of a rule")
            names.add(rule.name)
        listed = self.items(top["reasons"], "reasons") if "reasons" in top else []
        reasons = tuple(self._reason(node, f"reasons[{i}]") for i, node in enumerate(listed))
        default = self.choice(top["default"], "default", DECISIONS)
        return Policy(self.digest, rules, reasons, cast(Decision, default))

    def _rule(self, node: yaml.Node, path: str) -> _Rule:
        parts = self.mapping(node, path, {"name", "decision", "when"}, ("name", "decision", "when"))
        decision = self.choice(parts["decision"], f"{path}.decision", DECISIONS)
        name = self.text(parts["name"], f"{path}.name")
        return _Rule(name, cast(Decision, decision), self._condition(parts["when"], f"{path}.when"))

    def _reason(self, node: yaml.Node, path: str) -> _Reason:
        parts = self.mapping(node, path, {"say", "when"}, ("say", "when"))
        return _Reason(self.text(parts["say"], f"{path}.say"), self._condition(parts["when"], f"{path}.when"))

    # --- conditions ---

    def _condition(self, node: yaml.Node, path: str) -> Test:
        tests: list[Test] = []
        keys = {"scores", "spans", "cumulative", "exposure", "content", "flags", "kind", "tenant", "any"}
        for key, value in self.mapping(node, path, keys).items():
            here = f"{path}.{key}"
            if key == "scores":
                tests += self._bounds(value, here, SCORES, lambda facts, head: facts.scores[head], unit=True)
            elif key in ("exposure", "content"):
                names = EXPOSURE if key == "exposure" else CONTENT
                tests += self._bounds(value, here, names, lambda facts, name: cast(int, getattr(facts, name)))
            elif key in ("spans", "cumulative"):
                tests += self._bounds(value, here, (*SHORT, *self._groups), self._counter(key))
            elif key == "flags":
                tests += self._flags(value, here)
            elif key == "kind":
                tests.append(_member("kind", self.choices(value, here, get_args(Kind))))
            elif key == "tenant":
                tests.append(_member("tenant", self.texts(value, here)))
            else:
                options = [self._condition(n, f"{here}[{i}]") for i, n in enumerate(self.items(value, here))]
                tests.append(_any(options))
        if not tests:
            raise self.wrong(node, path, "holds no condition")
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
        for name, limits in self.mapping(node, path, set(names)).items():
            here = f"{path}.{name}"
            ends = self.mapping(limits, here, {"min", "max"})
            if not ends:
                raise self.wrong(limits, here, "needs min or max")
            low, high = (
                self.number(ends[end], f"{here}.{end}", unit) if end in ends else None for end in ("min", "max")
            )
            if low is not None and high is not None and low > high:
                raise self.wrong(limits, here, "min is above max")
            yield _between(words + name, name, low, high, read)

    def _flags(self, node: yaml.Node, path: str) -> Iterator[Test]:
        for name, value in self.mapping(node, path, set(THREAD_FLAGS)).items():
            wanted = self.scalar(value, f"{path}.{name}")
            if not isinstance(wanted, bool):
                raise self.wrong(value, f"{path}.{name}", "must be true or false")
            yield _flag(name, wanted)


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
