"""Plays scripts: each as a pair of threads, with the early fact and without it, ending in the same message."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from random import Random

from training.generate import written
from training.generate.compose import Composer, Content, frame_id
from training.generate.conversation import Conversation
from training.generate.documents import PROSE_FILES, Document, file_name
from training.generate.scripts import SCRIPTS, UNSEEN, Script
from training.generate.smalltalk import surround
from training.generate.thread import Part, Parts, Split, Thread, share

AT_HOME = 0.35
"""Share of last messages that go to colleagues where a script says what they are worth there."""
INSIDE = ("named", "named", "named", "list", "external", "public", "freemail")


def pair(composer: Composer, rng: Random) -> Iterator[Thread]:
    """Both threads of one script, in either order."""
    split = composer.scribe.split
    played = [s for s in SCRIPTS if split != "train" or s.name not in UNSEEN]
    script = rng.choices(played, [s.weight for s in played])[0]
    kind, topic = rng.choice(script.kinds), rng.choice(script.topics)
    if kind == "pr" and topic not in ("engineering", "security"):
        topic = "engineering"
    head, tail = _card(composer)
    texts = {name: rng.choice(_lines(script, name, split)) for name in ("fact", "blank", "last")}
    last_text = texts["last"]
    last = _content(composer, script, last_text, topic, kind, (head, tail))
    last.floor = script.last_floor
    if kind != "pr" and rng.random() < script.files:
        ending, mime = rng.choice(PROSE_FILES)
        last.attachments = [Document(file_name(composer.scribe, topic, ending), mime, [])]
    opening = (
        [_content(composer, script, rng.choice(_lines(script, "shared", split)), topic, kind, (head, tail))]
        if script.shared
        else []
    )
    gap = rng.choice((0, 0, 1, 2, 3))
    quiet = [composer.compose(kind, topic, labels=()) for _ in range(gap)]
    home = bool(script.at_home) and rng.random() < AT_HOME
    reach = rng.choice(("named", "list") if home else script.reaches)
    inside = rng.choice(INSIDE) if rng.random() < 0.4 else "named"
    members = Conversation(composer, kind, topic).cast
    variants = ["fact", "blank"]
    rng.shuffle(variants)
    state: object = None
    for variant in variants:
        talk = Conversation(composer, kind, topic)
        talk.cast = members
        for content in opening:
            talk.add(copy.deepcopy(content), inside)
        early = _content(composer, script, texts[variant], topic, kind, (head, tail))
        early.floor = max(script.floor[variant == "blank"], 0.05)
        talk.add(early, inside)
        for content in quiet:
            talk.add(copy.deepcopy(content), inside)
        # The same draws for the last message, so that header and text agree in both threads.
        if state is None:
            state = rng.getstate()
        else:
            rng.setstate(state)  # type: ignore[arg-type]
        final = copy.deepcopy(last)
        if script.labels_need_fact and variant == "blank":
            final.body = [Part(part.text) for part in final.body]
        told = script.at_home if home else script.after_fact
        targets = told if variant == "fact" else script.after_blank
        # Whatever depends on the thread's past is known before the message is read.
        talk.add(final, reach, scores=dict(targets), base=_base(script, targets), scripted=True)
        yield talk.messages


def _lines(script: Script, part: str, split: Split) -> list[str]:
    # Shared out apart, as the frames are.
    return [*share(getattr(script, part), split), *written.lines(script.name, part, split)]


def _base(script: Script, targets: dict[str, float]) -> dict[str, float]:
    """Before the message has been read, its own words cannot yet have raised anything beyond the header."""
    base = {"context": 0.8}
    if "exposure" in targets:
        base["exposure"] = targets["exposure"]
    if "sensitivity" in targets:
        base["sensitivity"] = min(targets["sensitivity"], 0.3)
    return base


def _card(composer: Composer) -> tuple[Parts, Parts]:
    digits = [c for c in composer.scribe.values.pan() if c.isdigit()]
    cut = composer.rng.choice((8, 8, 4, 12))
    mark = composer.rng.choice((" ", "", "-"))

    def grouped(run: list[str]) -> str:
        return mark.join("".join(run[i : i + 4]) for i in range(0, len(run), 4))

    return [Part(grouped(digits[:cut]), "PAN", 0.6)], [Part(grouped(digits[cut:]), "PAN", 0.6)]


def _content(
    composer: Composer, script: Script, text: str, topic: str, kind: str, card: tuple[Parts, Parts]
) -> Content:
    """One scripted message; `{CARDA}` and `{CARDB}` are the two halves of one card."""
    content = Content(topic, source="script", ids=[frame_id(f"script/{script.name}", text)])
    parts: Parts = []
    for i, piece in enumerate(text.replace("{CARDB}", "{CARDA}{+}").split("{CARDA}")):
        if i:
            second = piece.startswith("{+}")
            parts += card[second]
            piece = piece.removeprefix("{+}")
        parts += composer.scribe.write(piece)
    content.body = surround(composer.rng, parts, composer.scribe.split) if composer.rng.random() < 0.1 else parts
    if kind == "email":
        content.subject = composer.scribe.write(composer.rng.choice(composer.texts.subjects[topic]))
    elif kind == "pr":
        content.subject = composer.scribe.write(composer.rng.choice(composer.texts.titles))
    return content
