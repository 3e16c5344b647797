"""The texts that stand in files: well-formed, of known classes and slots, and shared out by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from random import Random

import pytest

from training.generate import compose, written
from training.generate.frames_chat import TOPICS
from training.generate.gazetteer import pools
from training.generate.scenarios import _lines
from training.generate.score import CLASSES
from training.generate.scribe import Scribe
from training.generate.scripts import SCRIPTS, UNSEEN
from training.generate.template import Node, parse
from training.generate.thread import Split

FILES = sorted({re.sub(r"_[0-9]$", "", path.stem) for path in written.FOLDER.glob("*.txt")})
FRAMES = {"upload", "pr", *(f"{register}_{topic}" for register in ("email", "chat") for topic in TOPICS)}
CARD = re.compile(r"\{CARD[AB]\}")
PLAIN = {"smalltalk", "people_news", "people_talk", "people_forms", "people_posts"}
SPLITS: tuple[Split, ...] = ("train", "dev", "test")


@pytest.fixture(scope="module")
def scribe() -> Scribe:
    return Scribe(Random(1), pools("train"), "train")


def test_every_file_is_of_a_group_that_is_drawn_from() -> None:
    assert set(FILES) <= FRAMES | PLAIN


@pytest.mark.parametrize("name", FILES)
def test_frames_have_a_class_and_known_slots(name: str, scribe: Scribe) -> None:
    lists = written.frames(name)
    assert all(len(lines) >= 30 for lines in lists)
    lines = [line for rows in lists for line in rows]
    assert len(set(lines)) == len(lines)
    for line in lines:
        letter, _, text = line.partition("|") if name in FRAMES else ("t", "", line)
        assert letter in CLASSES, line
        assert "".join(part.text for part in scribe.write(text)).strip(), line


def slots(nodes: Iterable[Node], certain: bool) -> set[str]:
    """Slots of a template: those that are filled whatever is chosen, or all of them."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, tuple):
            found |= set(node)
        elif isinstance(node, list):
            choices = [slots(choice, certain) for choice in node]
            found |= set.intersection(*choices) if certain else set.union(*choices)
    return found


def test_lines_of_scripts_belong_to_their_script(scribe: Scribe) -> None:
    known = {script.name: script for script in SCRIPTS if script.name not in UNSEEN}
    told = [
        (name, part, lines)
        for parts in written.scripts()
        for name, by_part in parts.items()
        for part, lines in by_part.items()
    ]
    assert {name for name, *_ in told} == set(known)
    for name, part, lines in told:
        first = getattr(known[name], part)
        needed = set.intersection(*(slots(parse(line), True) for line in first)) if first else set()
        for line in lines:
            scribe.write(CARD.sub("", line))
            assert line not in first
            assert slots(parse(line), True) >= needed, line
            for slot in slots(parse(line), False) - {"CARDA", "CARDB"}:
                scribe.write(f"{{{slot}}}")


def test_more_lines_move_none_to_another_split(monkeypatch: pytest.MonkeyPatch) -> None:
    def shares() -> list[tuple[set[str], list[str]]]:
        return [
            (
                {f.id for rows in compose._frames("email/hr", compose.frames_email.BODIES["hr"], split) for f in rows},
                _lines(SCRIPTS[0], "fact", split),
            )
            for split in SPLITS
        ]

    more = shares()
    monkeypatch.setattr(written, "frames", lambda _: ())
    monkeypatch.setattr(written, "lines", lambda *_: [])
    for (frames, lines), (every_frame, every_line) in zip(shares(), more, strict=True):
        assert frames < every_frame
        assert set(lines) < set(every_line)
