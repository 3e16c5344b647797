"""The policy: its decisions, its reasons, its hash, and errors that name line and key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model_core.labels import SCORES, SHORT
from stream_scanner.events import Event, Recipient, Sender
from stream_scanner.exposure import exposure_facts, exposure_floor
from stream_scanner.policy import (
    DECISIONS,
    DEFAULT_PATH,
    Facts,
    Policy,
    PolicyError,
)

RELAXED = settings(deadline=None)  # a slow machine is not a failure

POLICY = Policy.load()


def facts(
    sensitivity: float = 0.1, exposure: float = 0.1, context: float = 0.9, obfuscation: float = 0.05, **rest: Any
) -> Facts:
    scores = dict(zip(SCORES, (sensitivity, exposure, context, obfuscation), strict=True))
    return Facts(scores=scores, **{"recipients": 1, **rest})


def test_the_standing_example() -> None:
    ruling = POLICY.decide(facts(0.91, 0.24, 0.78, 0.06, counts={"PAN": 1, "NDA_TERM": 1}, flags={"has_nda": True}))
    assert ruling.decision == "ALLOW_WITH_WARNING"
    assert {"PII detected", "High legal context"} <= set(ruling.rationale)
    assert any(ruling.rule in line for line in ruling.rationale)


@pytest.mark.parametrize(
    ("given_facts", "decision"),
    [
        (facts(), "ALLOW"),
        (facts(0.95, counts={"SECRET_KEY": 1}, external=1), "BLOCK"),
        (facts(0.95, counts={"DB_URI": 1}, public=1), "BLOCK"),
        (facts(0.8, counts={"PAN": 1}, freemail=1), "BLOCK"),
        (facts(0.8, counts={"SSN_LIKE": 1}, external=1), "BLOCK"),
        (facts(0.95, 0.8), "BLOCK"),
        (facts(0.95, 0.1, obfuscation=0.7), "BLOCK"),
        (facts(0.7, obfuscation=0.8, external=1), "BLOCK"),
        (facts(0.7, obfuscation=0.8), "REVIEW"),
        (facts(0.6, 0.8), "REVIEW"),
        (facts(0.7, context=0.1), "REVIEW"),
        (facts(counts={"NDA_TERM": 1}, freemail=1), "REVIEW"),
        (facts(counts={"EMAIL": 30}, external=1), "REVIEW"),
        (facts(0.8, counts={"PAN": 1}, cumulative={"PAN": 5}), "REVIEW"),
        (facts(0.95, counts={"SECRET_KEY": 1}, cumulative={"SECRET_KEY": 2, "DB_URI": 1}), "REVIEW"),
        (facts(counts={"EMAIL": 1}, cumulative={"EMAIL": 40}, external=1), "REVIEW"),
        (facts(counts={}, cumulative={"PAN": 9}), "ALLOW"),
        (facts(0.95, counts={"SECRET_KEY": 1}), "ALLOW_WITH_WARNING"),
        (facts(0.25, external=1, flags={"secret_shared": True, "external_joined": True}), "ALLOW_WITH_WARNING"),
        (facts(0.1, external=1, flags={"secret_shared": True, "external_joined": True}), "ALLOW"),
        (facts(0.6, 0.03), "ALLOW"),
        (facts(0.6, 0.15), "ALLOW"),
        (facts(0.6, 0.4, external=1), "ALLOW_WITH_WARNING"),
        (facts(0.9, 0.03), "ALLOW"),
        (facts(0.9, 0.15), "ALLOW_WITH_WARNING"),
        (facts(counts={"EMAIL": 2, "NAME": 3}, external=1), "ALLOW"),
    ],
)
def test_default_policy(given_facts: Facts, decision: str) -> None:
    assert POLICY.decide(given_facts).decision == decision


UNIT = st.floats(0, 1)


@RELAXED
@given(UNIT, UNIT, UNIT, UNIT, st.dictionaries(st.sampled_from(sorted(SHORT)), st.integers(0, 50)), st.integers(0, 3))
def test_every_fact_has_a_ruling(a: float, b: float, c: float, d: float, counts: dict[str, int], external: int) -> None:
    ruling = POLICY.decide(facts(a, b, c, d, counts=counts, external=external))
    assert ruling.decision in DECISIONS
    assert ruling.rationale


@RELAXED
@given(UNIT, UNIT, UNIT, UNIT, st.integers(0, 2))
def test_more_exposure_is_never_judged_milder(a: float, b: float, c: float, d: float, pans: int) -> None:
    inside = POLICY.decide(facts(a, b, c, d, counts={"PAN": pans}))
    outside = POLICY.decide(facts(a, b, c, d, counts={"PAN": pans}, external=1))
    order = ["ALLOW", "ALLOW_WITH_WARNING", "REVIEW", "BLOCK"]
    assert order.index(outside.decision) >= order.index(inside.decision)


RULE = "version: 1\nrules:\n  - name: a\n    decision: BLOCK\n    when:\n      {}\ndefault: ALLOW\n"


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("", 1, "$"),
        ("- 1", 1, "$"),
        ("version: 1\ndefault: 2024-13-45", 1, "$"),
        ("version: 1\ndefault: !!python/name:os x", 2, "$"),
        ("version: 1\nrules: &a [*a]", 1, "$"),
        ("version: 1\nrules: [", 2, "$"),
        ("version: 2\nrules:\n  - {name: a, decision: BLOCK, when: {kind: [pr]}}\ndefault: ALLOW", 1, "version"),
        ("version: 1\nrules:\n  - {name: a, decision: BLOCK, when: {kind: [pr]}}", 1, "default"),
        ("version: 1\nrules: []\ndefault: ALLOW", 2, "rules"),
        ("version: 1\nrules:\n  - {name: a, decision: NO, when: {kind: [pr]}}\ndefault: ALLOW", 3, "rules[0].decision"),
        ("version: 1\nrules:\n  - {name: a, decision: BLOCK}\ndefault: ALLOW", 3, "rules[0].when"),
        ("version: 1\nversion: 1\n", 2, "$.version"),
        ("version: 1\nextra: 1\n", 2, "$.extra"),
        ("version: 1\ngroups: {PAN: [PAN]}\nrules: [1]\ndefault: ALLOW", 2, "groups.PAN"),
        ("version: 1\ngroups:\n  g: [PAN, NOPE]\nrules: [1]\ndefault: ALLOW", 3, "groups.g"),
        (RULE.format("{}"), 6, "rules[0].when"),
        (RULE.format("scores: {sense: {min: 1}}"), 6, "rules[0].when.scores.sense"),
        (RULE.format("scores: {context: {min: 2}}"), 6, "rules[0].when.scores.context.min"),
        (RULE.format("scores: {context: {min: yes}}"), 6, "rules[0].when.scores.context.min"),
        (RULE.format("scores: {context: {min: .nan}}"), 6, "rules[0].when.scores.context.min"),
        (RULE.format("scores: {context: {}}"), 6, "rules[0].when.scores.context"),
        (RULE.format("scores: {context: {min: 0.5, max: 0.4}}"), 6, "rules[0].when.scores.context"),
        (RULE.format("spans: {PAN: {min: 0.5}}"), 6, "rules[0].when.spans.PAN.min"),
        (RULE.format("spans: {PAN: {min: -1}}"), 6, "rules[0].when.spans.PAN.min"),
        (RULE.format("spans: {pans: {min: 1}}"), 6, "rules[0].when.spans.pans"),
        (RULE.format("exposure: {outer: {min: 1}}"), 6, "rules[0].when.exposure.outer"),
        (RULE.format("flags: {has_nda: 1}"), 6, "rules[0].when.flags.has_nda"),
        (RULE.format("flags: {unknown: true}"), 6, "rules[0].when.flags.unknown"),
        (RULE.format("kind: [fax]"), 6, "rules[0].when.kind"),
        (RULE.format("any: [{kind: [fax]}]"), 6, "rules[0].when.any[0].kind"),
    ],
)
def test_errors_name_line_and_key(text: str, line: int, key: str) -> None:
    with pytest.raises(PolicyError) as caught:
        Policy.parse(text, "p.yaml")
    assert (caught.value.line, caught.value.key) == (line, key)
    assert str(caught.value).startswith(f"p.yaml:{line}: {key}: ")


def test_rule_names_are_distinct() -> None:
    rule = "  - {name: a, decision: BLOCK, when: {kind: [pr]}}\n"
    with pytest.raises(PolicyError, match="already"):
        Policy.parse(f"version: 1\nrules:\n{rule}{rule}default: ALLOW")


def test_hash_ignores_layout_and_sees_content(tmp_path: Path) -> None:
    text = DEFAULT_PATH.read_text("utf-8")
    assert len(POLICY.hash) == 16
    assert Policy.parse("# a comment\n" + text).hash == POLICY.hash
    assert Policy.parse(text.replace("default: ALLOW", "default: REVIEW")).hash != POLICY.hash
    copy = tmp_path / "policy.yaml"
    copy.write_text(text, "utf-8")
    assert Policy.load(copy).hash == POLICY.hash


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"none\.yaml:1: file: cannot be read"):
        Policy.load(tmp_path / "none.yaml")


def test_kind_and_tenant() -> None:
    policy = Policy.parse(RULE.format("kind: [pr]\n      tenant: [t1]"))
    assert policy.decide(facts(kind="pr", tenant="t1")).decision == "BLOCK"
    ruling = policy.decide(facts(kind="pr", tenant="t2"))
    assert (ruling.decision, ruling.rule) == ("ALLOW", "default")


def test_first_rule_wins() -> None:
    text = "version: 1\nrules:\n"
    for name, decision in (("a", "REVIEW"), ("b", "BLOCK")):
        text += f"  - {{name: {name}, decision: {decision}, when: {{exposure: {{recipients: {{min: 1}}}}}}}}\n"
    assert Policy.parse(text + "default: ALLOW").decide(facts()).rule == "a"


def event(*recipients: Recipient) -> Event:
    return Event(
        event_id="e", thread_id="t", kind="email", sender=Sender(address="a@corp.io"), recipients=list(recipients)
    )


def test_exposure_facts() -> None:
    exposure = exposure_facts(
        event(
            Recipient(address="b@corp.io"),
            Recipient(address="c@other.io", scope="external"),
            Recipient(address="Dee <d@Gmail.com>", scope="external"),
            Recipient(address="e@gmail.com"),
            Recipient(channel="announcements", scope="public"),
        )
    )
    assert (exposure.external, exposure.freemail, exposure.public, exposure.recipients) == (2, 2, 1, 5)
    assert exposure_floor(exposure) == 0.9


def test_exposure_floor_grows_with_distance() -> None:
    inside = exposure_floor(exposure_facts(event(Recipient(address="b@corp.io"))))
    outside = exposure_floor(exposure_facts(event(Recipient(address="b@other.io", scope="external"))))
    free = exposure_floor(exposure_facts(event(Recipient(address="b@gmail.com"))))
    assert inside < outside < free < 0.9
