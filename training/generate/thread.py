"""What the generator yields (threads, messages, spans) and the labelled text pieces it is built from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias
from zlib import crc32

from model_core.labels import TYPES

Split = Literal["train", "dev", "test"]
Level = Literal["easy", "full"]
ALL_TYPES: frozenset[str] = frozenset(TYPES)


class LabelSpan(NamedTuple):
    """A labelled run of characters, end exclusive, in one content field.

    ``field`` is ``subject``, ``body``, ``attachments[i].name``, ``attachments[i].text``, ``links[i]`` or
    ``metadata.KEY``. Sender and recipients are never labelled.
    """

    type: str
    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Message:
    """One event with everything training may learn from it.

    Attributes:
        event: plain JSON value of the event's shape.
        known: short types whose spans are exhaustive here; a type outside is unknown, not absent.
        scores: targets of the four doc heads for the whole message, given the thread so far.
        base: the same heads while no labelled span and no stated destination has been read yet.
        flags: the thread's flags after this message.
        template: ids of the frames, inserts or carrier it was made from, joined by ``+``.
        source: what kind of material that is, for figures per source.
        obfuscation: name of the transform that hides a value, if one does.
    """

    event: dict[str, Any]
    spans: tuple[LabelSpan, ...]
    known: frozenset[str]
    scores: dict[str, float]
    base: dict[str, float]
    flags: dict[str, bool]
    template: str
    source: str
    obfuscation: str | None


Thread: TypeAlias = list[Message]


class Part(NamedTuple):
    """A piece of text. With a label it is one span; ``harm`` is the sensitivity that the value alone justifies."""

    text: str
    label: str | None = None
    harm: float = 0.0


Parts: TypeAlias = list[Part]


class Run(NamedTuple):
    """A labelled run inside one assembled field."""

    label: str
    start: int
    end: int
    harm: float


def assemble(parts: Iterable[Part]) -> tuple[str, list[Run]]:
    """Join the parts and say where the labelled ones ended up, without white space at a span's edges."""
    texts: list[str] = []
    runs: list[Run] = []
    at = 0
    for text, label, harm in parts:
        texts.append(text)
        if label is not None:
            start = at + len(text) - len(text.lstrip())
            end = at + len(text.rstrip())
            if end > start:
                runs.append(Run(label, start, end, harm))
        at += len(text)
    return "".join(texts), runs


def joined(rows: Iterable[Parts], mark: str) -> Parts:
    """Rows of parts with a mark between any two."""
    out: Parts = []
    for row in rows:
        if out:
            out.append(Part(mark))
        out += row
    return out


def split_of(value: str) -> Split:
    """The split that owns a value: eight in ten belong to training. Stable over runs and machines."""
    bucket = crc32(value.encode()) % 10
    return "dev" if bucket == 8 else "test" if bucket == 9 else "train"


def share(values: Iterable[str], split: Split) -> list[str]:
    """The part of a list that a split owns. Ranked by hash within the list, so that no split of a list stays empty.

    Lists of fewer than five entries are too short to divide; they hold no material worth keeping apart.
    """
    ranked = sorted(dict.fromkeys(values), key=lambda v: (crc32(v.encode()), v))
    if len(ranked) < 5:
        return ranked
    tenth = max(1, round(len(ranked) / 10))
    if split == "dev":
        return ranked[:tenth]
    if split == "test":
        return ranked[tenth : 2 * tenth]
    return ranked[2 * tenth :]
