"""Short messages in which most tokens teach something: sentences, forms, single values, pieces of real texts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from random import Random
from typing import NamedTuple

from training.generate import frames_people, obfuscate, written
from training.generate.carriers import Carriers
from training.generate.compose import LABELS, WEIGHTS, Content, frame_id
from training.generate.recast import Recast
from training.generate.scribe import Scribe
from training.generate.smalltalk import chatter, surround
from training.generate.thread import Parts, Split, joined, share

GENRES = ("news", "talk", "posts", "forms", "alone", "clean", "values", "real", "small")
SHARES = {
    "email": (13, 16, 12, 18, 1, 7, 18, 50, 12),
    "chat": (12, 20, 12, 12, 10, 8, 16, 50, 10),
    "pr": (1, 4, 2, 14, 3, 20, 34, 30, 8),
    "upload": (16, 6, 8, 26, 5, 8, 21, 35, 8),
}
CODE = ("code", "code", "prose")


class Frames(NamedTuple):
    """A split's share of the short texts."""

    news: list[str]
    talk: list[str]
    posts: list[str]
    forms: list[str]
    alone: list[str]
    clean: list[str]


@lru_cache(maxsize=3)
def frames(split: Split) -> Frames:
    """The split's templates by genre."""
    module = frames_people

    def both(values: Sequence[str], genre: str) -> list[str]:
        return [*share(values, split), *written.shared(f"people_{genre}", split)]

    # Single slots are too few to divide; what varies is the value.
    return Frames(
        both(module.NEWS, "news"),
        both(module.TALK, "talk"),
        both((), "posts"),
        both(module.FORMS, "forms"),
        list(module.ALONE),
        share(module.CLEAN, split),
    )


class Dense:
    """Writes short contents for one thread."""

    def __init__(
        self,
        scribe: Scribe,
        carriers: Carriers,
        inserted: dict[tuple[str, str], list[str]],
        harmless: dict[str, list[str]],
    ) -> None:
        self.scribe = scribe
        self.rng: Random = scribe.rng
        self.carriers = carriers
        self.frames = frames(scribe.split)
        self.inserted = inserted
        self.harmless = harmless

    def content(self, kind: str, topic: str, *, hide: bool = True) -> Content:
        """A message of 20 to 150 tokens, rarely more; ``hide`` allows disguised values."""
        rng = self.rng
        content = Content(topic, floor=0.03)
        genre = rng.choices(GENRES, SHARES[kind])[0]
        body = self._real(content, kind) if genre == "real" else []
        if not body:
            content.source = "dense"
            body = self._written("talk" if genre == "real" else genre, content, kind)
        if hide and rng.random() < 0.55 and genre not in ("real", "alone"):
            obfuscated = obfuscate.hide(rng, body, self.scribe.split)
            if obfuscated is not None:
                body, content.obfuscation, content.hidden = obfuscated
        content.body = surround(rng, body, self.scribe.split) if hide and rng.random() < 0.1 else body
        return content

    def _write(self, row: str, content: Content, group: str) -> Parts:
        content.ids.append(frame_id(group, row))
        return self.scribe.write(row)

    def _written(self, genre: str, content: Content, kind: str) -> Parts:
        rng, lists = self.rng, self.frames
        if genre == "small":
            # Nothing but small talk, so that it is told from the plans and worries it stands beside elsewhere.
            content.ids.append(f"smalltalk/{self.scribe.split}")
            return [chatter(rng, self.scribe.split)]
        if genre == "alone":
            # Single slots are shared by the splits and have no id of their own.
            content.ids.append(f"value/{self.scribe.split}")
            return self.scribe.write(rng.choice(lists.alone))
        if genre == "values":
            return self._values(content, kind)
        rows: list[str] = getattr(lists, genre)
        count = rng.choice((1, 1, 2, 2, 3)) if genre in ("news", "talk", "posts", "clean") else rng.choice((1, 1, 1, 2))
        pieces = [self._write(rng.choice(rows), content, f"people/{genre}") for _ in range(count)]
        if genre in ("news", "talk", "posts", "forms") and rng.random() < 0.15:
            pieces.insert(rng.randint(0, len(pieces)), self._write(rng.choice(lists.clean), content, "people/clean"))
        marks = {
            "news": (" ", " ", "\n"),
            "talk": (" ", "\n", "\n"),
            "posts": ("\n", "\n", " "),
            "forms": ("\n", "\n\n"),
            "clean": ("\n", " ", "; "),
        }[genre]
        return joined(pieces, rng.choice(marks))

    def _values(self, content: Content, kind: str) -> Parts:
        rng = self.rng
        register = (
            rng.choice(CODE)
            if kind == "pr"
            else "chat"
            if kind == "chat" and rng.random() < 0.6
            else rng.choice(("prose", "prose", "code"))
        )
        pieces = []
        for label in rng.choices(LABELS, WEIGHTS, k=rng.choice((1, 1, 2))):
            row = rng.choice(self.inserted[register, label])
            pieces.append(self._write(row, content, f"{register}/{label}"))
        for _ in range(rng.choice((0, 0, 1, 2))):
            pieces.insert(rng.randint(0, len(pieces)), self.scribe.write(rng.choice(self.harmless[register])))
        return joined(pieces, rng.choice(("\n", "\n", " ")))

    def _real(self, content: Content, kind: str) -> Parts:
        rng = self.rng
        window = self.carriers.passage(rng, kind)
        if window is None:
            carrier = self.carriers.draw(rng, kind)
            if carrier is None:
                return []
            window = carrier.window(rng, int(60 + rng.expovariate(1 / 180)), named=rng.random() < 0.7)
        parts = list(window.parts)
        if rng.random() < 0.55:
            parts = Recast(rng, self.scribe.values).parts(parts)
        content.ids, content.known, content.floor, content.source = (
            [window.id],
            window.known,
            window.floor,
            window.source,
        )
        return parts
