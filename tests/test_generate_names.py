"""Silver names, recast people, addresses and dense messages; texts here are made up."""

from __future__ import annotations

import gzip
import json
import re
from itertools import chain, islice
from pathlib import Path
from random import Random

import pytest

from training.generate import carriers, silver, threads
from training.generate.carriers import Carriers, load
from training.generate.gazetteer import pools
from training.generate.judged import DIGITS, FILE, VERDICTS, Judged, Verdict, collection, digest
from training.generate.names_found import Found
from training.generate.recast import Recast
from training.generate.score import CLASSES
from training.generate.thread import Part, assemble
from training.generate.values import Values

TEXT = "Dr. Mary Wilson's plan went to Wilson Street Bank. Yesterday we and Wilson called Xanadu and Zorblat agreed."


def entity(text: str, part: str, label: str) -> tuple[int, int, str]:
    return text.index(part), text.index(part) + len(part), label


def values(seed: int = 1) -> Values:
    return Values(Random(seed), pools("train"), "train")


def test_titles_and_possessives_stay_outside_and_later_mentions_are_found() -> None:
    found = Found(TEXT, [entity(TEXT, "Dr. Mary Wilson's", "PERSON"), entity(TEXT, "Wilson Street Bank", "ORG")])
    assert [TEXT[a:b] for a, b in found.names] == ["Mary Wilson", "Wilson"]
    # An unknown capitalised word inside a sentence may be a name; what opens a sentence may not.
    assert {TEXT[a:b] for a, b in found.doubts} >= {"Zorblat"}
    assert "Yesterday" not in {TEXT[a:b] for a, b in found.doubts}


def test_what_is_no_name_is_a_doubt() -> None:
    text = "Best regards 42nd Fleet and Monday Park were tagged."
    found = Found(text, [entity(text, "42nd Fleet", "PERSON"), entity(text, "Monday Park", "PERSON")])
    assert not found.names
    assert {text[a:b] for a, b in found.doubts} >= {"42nd Fleet", "Monday Park"}


def folder(tmp_path: Path, text: str, entities: list[tuple[int, int, str]]) -> Carriers:
    row = {"source": "s", "license": "l", "kind": "email", "text": text}
    with gzip.open(tmp_path / "email_made.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps(row) + "\n")
    stored = {"id": "email_made:0", "read": len(text), "entities": entities}
    (tmp_path / silver.FILE).write_text(json.dumps(stored) + "\n" + '{"cut off', encoding="utf-8")
    load.cache_clear()
    return next(c for split in ("train", "dev", "test") if (c := load(tmp_path, split)).has("email"))


def test_silver_names_become_labels_and_doubts_make_a_window_unknown(tmp_path: Path) -> None:
    carrier = folder(tmp_path, TEXT, [entity(TEXT, "Dr. Mary Wilson's", "PERSON")]).draw(Random(1), "email")
    assert carrier is not None
    assert [p.text for p in carrier.parts if p.label == "NAME"] == ["Mary Wilson", "Wilson"]
    assert "NAME" not in carrier.window(Random(1), 10_000).known
    sure = "Mary Wilson came in. Then we left for lunch."
    carrier = folder(tmp_path, sure, [entity(sure, "Mary Wilson", "PERSON")]).draw(Random(1), "email")
    assert carrier is not None
    assert "NAME" in carrier.window(Random(1), 10_000).known


def test_windows_cut_at_breaks_and_never_through_a_value(tmp_path: Path) -> None:
    text = " ".join(f"Mary Wilson wrote line {n} of it." for n in range(40))
    carrier = folder(tmp_path, text, [(m, m + 11, "PERSON") for m in range(len(text)) if text.startswith("Mary", m)])
    drawn = carrier.draw(Random(1), "email")
    assert drawn is not None
    for seed in range(50):
        window = drawn.window(Random(seed), 120, named=True)
        joined = "".join(p.text for p in window.parts)
        assert joined.strip() in text
        assert joined.startswith("Mary")
        assert joined.strip().endswith(".")
        assert {p.text for p in window.parts if p.label} == {"Mary Wilson"}


def test_a_person_is_always_exchanged_for_the_same_one() -> None:
    parts = [Part("Mary Wilson", "NAME"), Part(" and "), Part("WILSON", "NAME"), Part(", "), Part("Mary", "NAME")]
    for seed in range(30):
        new = Recast(Random(seed), values(seed)).parts(list(parts))
        text, runs = assemble(new)
        assert len(runs) == 3
        assert "Wilson" not in text
        assert new[1].text == " and "
        assert new[2].text.isupper()
        if "," not in new[0].text and new[0].text.istitle():
            assert new[2].text.split()[-1].casefold() in new[0].text.casefold()


def test_addresses_hold_digits_or_a_corner_and_differ() -> None:
    places = values(3).places
    drawn = [places.whole() for _ in range(400)]
    assert len(set(drawn)) > 395
    numbered = sum(any(c.isdigit() for c in text) for text in drawn)
    assert numbered > 380
    assert all(text == text.strip() for text in drawn)
    assert any("\n" in text for text in drawn)
    assert {places.whole(line=True).count("\n") for _ in range(200)} == {0}


def test_bare_messages_look_like_the_service_s_own(tmp_path: Path) -> None:
    from model_core.dsl import serialize
    from stream_scanner.events import from_text

    rows = chain.from_iterable(islice(threads(4, "train", None), 300))
    bare = [m for m in rows if m.event["sender"]["address"] == "unknown"]
    assert len(bare) > 20
    ours = serialize(from_text("1", bare[0].event["body"]).model_dump(mode="json"))
    assert [v.markers for v in ours.values] == [v.markers for v in serialize(bare[0].event).values]


def test_dense_messages_are_short() -> None:
    rows = [m for m in chain.from_iterable(islice(threads(6, "train", None), 600)) if m.source == "dense"]
    sizes = sorted(len(m.event["body"]) for m in rows if m.event["body"])
    assert len(rows) > 300
    assert sizes[len(sizes) * 9 // 10] < 500


def test_readers_decide_what_rules_leave_open() -> None:
    text = (
        "We saw Brittany Runs Fast with Zorblat Quex and Mary Wilson. Wilson said so.\n"
        "To: Quex, Zorblat A; Lee, Ann\nThe Quex Foundation paid.\nMary Wilson\nSent"
    )
    verdicts: dict[str, Verdict] = {
        "Brittany Runs": "none",
        "Fast": "none",
        "Foundation": "none",
        "Zorblat": "name",
        "Quex": "name",
        "Wilson": "unsure",
    }
    entities = [
        entity(text, "Brittany Runs", "WORK_OF_ART"),
        entity(text, "Mary Wilson", "PERSON"),
        (text.rindex("Mary"), len(text), "PERSON"),
    ]
    found = Found(text, entities, verdicts.get)
    named = {text[a:b] for a, b in found.names}
    doubts = {text[a:b] for a, b in found.doubts}
    # Two words that are names are one person's; half of a list's "Last, First" and a firm's first word are nobody.
    assert named == {"Zorblat Quex", "Mary Wilson"}
    assert {"Wilson", "Quex"} <= doubts
    assert not {"Brittany Runs", "Fast", "Foundation"} & doubts


def test_words_of_a_collection_are_known_by_their_hash() -> None:
    assert collection("email_ewt") == collection("email_clinton_foia") != collection("chat_sgd")
    assert len(digest("email", "Mary")) == DIGITS
    assert digest("email", "Mary") != digest("chat_sgd", "Mary")
    lines = FILE.read_text(encoding="ascii").splitlines()
    hashes = [line[at : at + DIGITS] for line in lines if line not in VERDICTS for at in range(0, len(line), DIGITS)]
    assert set(VERDICTS) <= set(lines)
    assert len(hashes) == len(set(hashes)) > 10_000
    assert all(re.fullmatch(rf"[0-9a-f]{{{DIGITS}}}", value) for value in hashes)
    assert Judged("email")("no such words stand there") is None


def test_passages_that_were_weighed_are_drawn_with_what_they_are_worth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = tmp_path / "passages.txt"
    listed.write_text("email_made:0 4 15 l\n", encoding="ascii")
    monkeypatch.setattr(carriers, "PASSAGES", listed)
    carriers._weighed.cache_clear()
    drawn = folder(tmp_path, TEXT, [entity(TEXT, "Dr. Mary Wilson's", "PERSON")])
    passage = drawn.passage(Random(1), "email", share=1.0)
    assert passage is not None
    assert "".join(part.text for part in passage.parts) == TEXT[4:15] == "Mary Wilson"
    assert passage.floor == CLASSES["l"]
    assert drawn.passage(Random(1), "email", share=0.0) is None
    assert drawn.passage(Random(1), "chat", share=1.0) is None
    carriers._weighed.cache_clear()


def test_every_listed_passage_has_a_class_and_a_length() -> None:
    rows = carriers._weighed()
    assert len(rows) > 4_000
    assert all(low < high and letter in CLASSES for _, low, high, letter in rows)
