"""The generator of labelled threads: determinism, sound spans, disjoint splits, balanced targets; no carriers."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter, defaultdict
from itertools import chain, islice, pairwise
from statistics import mean
from typing import get_args

import pytest

from model_core.labels import SCORES, THREAD_FLAGS, TYPES
from training.generate import Message, Split, Thread, threads
from training.generate.frames_chat import TOPICS
from training.generate.gazetteer import pools
from training.generate.obfuscate import UNSEEN, methods
from training.generate.scripts import SCRIPTS
from training.generate.values import TEST_CARDS, luhn_ok

SPLITS: tuple[Split, ...] = get_args(Split)


@pytest.fixture(scope="module")
def drawn() -> list[Thread]:
    return list(islice(threads(3, "train", None), 2600))


@pytest.fixture(scope="module")
def messages(drawn: list[Thread]) -> list[Message]:
    return list(chain.from_iterable(drawn))


def field_text(event: dict, field: str) -> str:
    if field.startswith("metadata."):
        return event["metadata"][field.removeprefix("metadata.")]
    if field.startswith("links["):
        return event["links"][int(field[6:-1])]
    if field.startswith("attachments["):
        index, _, name = field.removeprefix("attachments[").partition("].")
        return event["attachments"][int(index)][name]
    assert field in ("subject", "body")
    return event[field]


def test_same_seed_gives_the_same_threads() -> None:
    one, two = (list(islice(threads(7, "train", None), 60)) for _ in range(2))
    assert one == two
    assert one != list(islice(threads(8, "train", None), 60))


def test_gazetteer_does_not_depend_on_the_process() -> None:
    # Values are drawn by libraries; one that ignored its seed would make runs differ without anybody noticing.
    code = (
        "from training.generate.gazetteer import pools; p = pools('dev'); print([p.addresses, p.cities, p.phones[:9]])"
    )
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    here = pools("dev")
    assert there == f"{[here.addresses, here.cities, here.phones[:9]]}\n"


def test_spans_lie_in_their_fields_and_never_overlap(messages: list[Message]) -> None:
    for message in messages:
        by_field = defaultdict(list)
        for span in message.spans:
            text = field_text(message.event, span.field)
            assert 0 <= span.start < span.end <= len(text)
            assert span.type in TYPES
            assert text[span.start : span.end].strip() == text[span.start : span.end] or message.obfuscation
            by_field[span.field].append(span)
        for spans in by_field.values():
            spans.sort(key=lambda span: span.start)
            assert all(a.end <= b.start for a, b in pairwise(spans))


def test_scores_flags_and_ids_are_sound(messages: list[Message]) -> None:
    for message in messages:
        for target in (message.scores, message.base):
            assert tuple(target) == SCORES
            assert all(0 <= value <= 1 for value in target.values())
        assert tuple(message.flags) == THREAD_FLAGS
        assert message.template
        assert message.source
        assert message.known <= set(TYPES)
    ids = [message.event["event_id"] for message in messages]
    assert len(ids) == len(set(ids))


def test_events_are_accepted_by_the_service(messages: list[Message]) -> None:
    from stream_scanner.events import validate

    for message in messages[:400]:
        validate(message.event)


def test_plain_cards_pass_the_check_digit(messages: list[Message]) -> None:
    good = total = 0
    for message in messages:
        if message.obfuscation or message.source == "script":
            continue
        for span in message.spans:
            if span.type == "PAN":
                digits = "".join(filter(str.isdigit, field_text(message.event, span.field)[span.start : span.end]))
                total += 1
                good += luhn_ok(digits)
    # Typing errors are wanted, but rare.
    assert total > 100
    assert 0.85 < good / total < 0.99
    assert all(map(luhn_ok, TEST_CARDS))


def test_every_label_kind_topic_field_and_transform_occurs(messages: list[Message]) -> None:
    assert {span.type for m in messages for span in m.spans} == set(TYPES)
    assert {m.event["kind"] for m in messages} == {"email", "chat", "pr", "upload"}
    assert {m.obfuscation for m in messages} - {None} == set(methods("train"))
    assert {s.field.split("[")[0].split(".")[0] for m in messages for s in m.spans} == {
        "subject", "body", "attachments", "links", "metadata",
    }  # fmt: skip
    used = {part.split(":")[0] for m in messages for part in m.template.split("+")}
    assert {f"email/{topic}" for topic in TOPICS} <= used
    flags = Counter(name for m in messages for name, on in m.flags.items() if on)
    assert set(flags) == set(THREAD_FLAGS)


def test_shares_are_as_planned(messages: list[Message]) -> None:
    count = len(messages)
    assert 0.35 < sum(not m.spans for m in messages) / count < 0.48
    assert 0.08 < sum(m.obfuscation is not None for m in messages) / count < 0.15


def test_splits_share_no_frames_values_or_seen_transforms() -> None:
    used = {}
    for split in SPLITS:
        rows = chain.from_iterable(islice(threads(5, split, None), 500))
        used[split] = {part for message in rows for part in message.template.split("+")}
    for a, b in (("train", "dev"), ("train", "test"), ("dev", "test")):
        assert not used[a] & used[b]
        for name in ("first", "last", "foreign", "addresses", "phones", "companies", "domains", "codenames"):
            one, two = getattr(pools(a), name), getattr(pools(b), name)
            assert one
            assert not set(one) & set(two), name
    assert not UNSEEN & set(methods("train"))
    assert set(methods("dev")) >= UNSEEN


def test_header_does_not_predict_sensitivity(messages: list[Message]) -> None:
    by_scope = defaultdict(list)
    for message in messages:
        scopes = {r["scope"] for r in message.event["recipients"]}
        widest = next(s for s in ("public", "external", "internal") if s in scopes)
        by_scope[widest].append(message.scores["sensitivity"])
    means = [mean(values) for values in by_scope.values()]
    assert len(means) == 3
    assert max(means) - min(means) < 0.1


def test_exposure_follows_the_header(messages: list[Message]) -> None:
    by_scope = defaultdict(list)
    for message in messages:
        scopes = {r["scope"] for r in message.event["recipients"]}
        by_scope[next(s for s in ("public", "external", "internal") if s in scopes)].append(message.scores["exposure"])
    assert mean(by_scope["internal"]) < 0.2 < mean(by_scope["external"]) < mean(by_scope["public"])


def test_pairs_end_in_the_same_message_with_other_targets(drawn: list[Thread]) -> None:
    scripted = [t for t in drawn if any(m.source == "script" for m in t)]
    names = set()
    for one, two in zip(scripted[::2], scripted[1::2], strict=False):
        a, b = one[-1], two[-1]
        names.add(a.template.split(":")[0])
        for key in ("kind", "subject", "body", "attachments", "links", "sender", "recipients"):
            assert a.event[key] == b.event[key]
        assert a.scores != b.scores
    assert len(names) >= len(SCRIPTS) - 2


def test_easy_level_is_short_and_open() -> None:
    rows = list(chain.from_iterable(islice(threads(2, "train", None, "easy"), 400)))
    assert all(m.obfuscation is None and m.source != "script" for m in rows)
    assert sorted(len(m.event["body"]) for m in rows)[len(rows) * 9 // 10] < 600
