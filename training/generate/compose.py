"""Single messages: a frame or a carrier, values and look-alikes put in, sometimes hidden, sometimes out of place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from random import Random
from typing import NamedTuple
from zlib import crc32

from training.generate import (
    artefacts,
    frames_chat,
    frames_code,
    frames_email,
    frames_values,
    inserts,
    obfuscate,
    signatures,
    written,
)
from training.generate.carriers import Carrier, Carriers
from training.generate.documents import Document, document
from training.generate.recast import Recast
from training.generate.score import CLASSES
from training.generate.scribe import Scribe
from training.generate.smalltalk import surround
from training.generate.thread import ALL_TYPES, Level, Part, Parts, Split, share

LABELS = ("NAME", "EMAIL", "PHONE", "PAN", "SSN", "SECRET", "DBURI", "NDA", "MATTER", "ADDR")
WEIGHTS = (13, 12, 13, 12, 12, 16, 14, 10, 13, 11)
REGISTERS = {"email": "prose", "chat": "chat", "pr": "code", "upload": "prose"}
PR_TOPICS = ("engineering", "security")
ARTEFACTS = {"prose": artefacts.PROSE, "chat": artefacts.PROSE, "code": artefacts.CODE}
HARMLESS = 0.25
"""Sensitivity of a text by its meaning alone, up to which it is routine."""
_BREAKS = ("\n", ". ", "? ", "! ", "; ")


class Frame(NamedTuple):
    """A text without values, its id and its sensitivity class."""

    id: str
    text: str
    floor: float


class Texts(NamedTuple):
    """A split's share of everything that is written in this package."""

    bodies: dict[tuple[str, str], list[list[Frame]]]
    inserts: dict[tuple[str, str], list[str]]
    harmless: dict[str, list[str]]
    titles: list[str]
    subjects: dict[str, list[str]]
    statements: list[tuple[str, float]]


def frame_id(group: str, text: str) -> str:
    """A short id that stays the same while the text does."""
    return f"{group}:{crc32(text.encode()):08x}"


def _frames(group: str, values: Sequence[str], split: Split) -> list[list[Frame]]:
    # Each list is shared out by itself: lines that come later move none of the others to another split.
    lists = (share(rows, split) for rows in (values, *written.frames(group.replace("/", "_"))))
    return [[_made(group, value) for value in rows] for rows in lists]


def _made(group: str, value: str) -> Frame:
    letter, _, text = value.partition("|")
    return Frame(frame_id(group, value), text, CLASSES[letter])


@lru_cache(maxsize=3)
def texts(split: Split) -> Texts:
    """The split's frames, inserts, titles and subjects."""
    bodies: dict[tuple[str, str], list[list[Frame]]] = {}
    for topic in frames_chat.TOPICS:
        bodies["email", topic] = _frames(f"email/{topic}", frames_email.BODIES[topic], split)
        bodies["chat", topic] = _frames(f"chat/{topic}", frames_chat.BODIES[topic], split)
        bodies["upload", topic] = _frames("upload", frames_code.UPLOAD_NOTES, split)
        bodies["pr", topic] = _frames("pr", frames_code.PR_BODIES, split)
    more: dict[str, dict[str, tuple[str, ...]]] = {"prose": frames_values.PROSE, "chat": frames_values.CHAT}
    tables = {"prose": inserts.PROSE, "chat": inserts.CHAT, "code": inserts.CODE}
    return Texts(
        bodies,
        {
            (register, label): share((*rows, *more.get(register, {}).get(label, ())), split)
            for register, table in tables.items()
            for label, rows in table.items()
        },
        {
            # Shared out apart, so that lines that came later moved none of the others to another split.
            register: share((*rows, *frames_values.DISGUISED), split) + share(ARTEFACTS[register], split)
            for register, rows in inserts.HARMLESS.items()
        },
        share(frames_code.PR_TITLES, split),
        {topic: share(rows, split) for topic, rows in frames_email.SUBJECTS.items()},
        [
            pair
            for pair in frames_code.STATEMENTS
            if pair[0] in share([text for text, _ in frames_code.STATEMENTS], split)
        ],
    )


@dataclass(slots=True)
class Content:
    """What a message says, before it is known where it goes."""

    topic: str
    floor: float = 0.05
    known: frozenset[str] = ALL_TYPES
    subject: Parts = field(default_factory=list)
    body: Parts = field(default_factory=list)
    attachments: list[Document] = field(default_factory=list)
    links: list[Parts] = field(default_factory=list)
    metadata: dict[str, Parts] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    source: str = "frame"
    obfuscation: str | None = None
    hidden: float = 0.02
    stated: float = 0.0
    """Exposure that the text or the links state themselves."""
    misplaced: bool = False
    """The parts of the content do not belong together."""


class Composer:
    """Writes the contents of messages for one thread."""

    def __init__(self, scribe: Scribe, carriers: Carriers, level: Level) -> None:
        self.scribe = scribe
        self.rng: Random = scribe.rng
        self.texts = texts(scribe.split)
        self.carriers = carriers
        self.full = level == "full"

    def insert(self, label: str, register: str, ids: list[str] | None = None) -> Parts:
        """A sentence or line with a value of a label."""
        row = self.rng.choice(self.texts.inserts[register, label])
        if ids is not None:
            ids.append(frame_id(f"{register}/{label}", row))
        return self.scribe.write(row)

    def harmless(self, register: str) -> Parts:
        """A line with a look-alike."""
        return self.scribe.write(self.rng.choice(self.texts.harmless[register]))

    def labels(self) -> list[str]:
        """What a message that is not clean holds."""
        count = self.rng.choice((1, 1, 1, 2, 2, 3)) if self.full else self.rng.choice((1, 1, 2))
        picked = list(dict.fromkeys(self.rng.choices(LABELS, WEIGHTS, k=count)))
        # A name alone is no sensitive value; it comes with something that is.
        if picked == ["NAME"]:
            picked.append(self.rng.choices(LABELS[1:], WEIGHTS[1:])[0])
        return picked

    def compose(self, kind: str, topic: str, *, labels: Sequence[str] | None = None, real: bool = False) -> Content:
        """A message's content. ``labels`` fixes its values, ``real`` puts them into a carrier."""
        rng = self.rng
        if labels is None:
            labels = self.labels() if rng.random() < 0.5 else ()
        content = Content(topic)
        carrier = self._stretch(kind) if real else None
        special: list[Parts] = []
        placed = list(labels)
        content.attachments = self._attached(content, kind, placed)
        register = REGISTERS[kind] if rng.random() < 0.85 else rng.choice(("prose", "chat", "code"))
        special += [self.insert(label, register, content.ids) for label in placed]
        if self.full and rng.random() < 0.45:
            special += [self.harmless(register) for _ in range(rng.choice((1, 1, 2, 3)))]
        if rng.random() < 0.05:
            text, content.stated = rng.choice(self.texts.statements)
            special.append([Part(text + rng.choice((".", "", "!")))])
        elif rng.random() < 0.05:
            special.append([Part(rng.choice(frames_code.REMARKS))])
        rng.shuffle(special)
        if carrier is not None:
            self._on_carrier(content, kind, carrier, special)
        else:
            self._on_frame(content, kind, special)
        self._extras(content, kind, labels)
        if self.full and labels and rng.random() < 0.4:
            self._hide(content)
        if self.full and rng.random() < 0.2:
            content.body = surround(rng, content.body, self.scribe.split)
        return content

    def _stretch(self, kind: str) -> Carrier | None:
        """A stretch of a real text, half of them with other people in it."""
        rng = self.rng
        stretch = self.carriers.passage(rng, kind)
        if stretch is None:
            whole = self.full and rng.random() < 0.12
            carrier = self.carriers.draw(rng, kind)
            if carrier is None:
                return None
            stretch = carrier.window(rng, 2_500 if whole else rng.randint(120, 700), named=rng.random() < 0.5)
        if rng.random() < 0.5:
            return replace(stretch, parts=tuple(Recast(rng, self.scribe.values).parts(list(stretch.parts))))
        return stretch

    def foreign_subject(self, kind: str) -> Parts:
        """The subject of some other real text; empty if that has none."""
        other = self.carriers.draw(self.rng, kind)
        return _heading(other) if other else []

    def _on_carrier(self, content: Content, kind: str, carrier: Carrier, special: Sequence[Parts]) -> None:
        rng = self.rng
        pieces = list(carrier.parts)
        known = carrier.known
        ids = [carrier.id]
        # Some messages run far beyond one segment, so that what matters stands late.
        while self.full and rng.random() < 0.04 and sum(len(p.text) for p in pieces) < 12_000:
            drawn = self.carriers.draw(rng, carrier.kind)
            if drawn is None:
                break
            more = drawn.window(rng, 1_500)
            pieces += [Part("\n\n"), *more.parts]
            known &= more.known
            ids.append(more.id)
        for parts in special:
            pieces = _inserted(rng, pieces, parts, late=rng.random() < 0.35)
        if kind == "upload":
            name = [
                Part(
                    f"{rng.choice(('document', 'scan', 'page', 'notes', 'export'))}-{rng.randint(1, 999)}"
                    f".{rng.choice(('txt', 'md', 'pdf'))}"
                )
            ]
            content.attachments.append(Document(name, "text/plain", pieces))
        else:
            content.body = pieces
            content.subject = _heading(carrier) if kind != "chat" else []
        content.known = known
        content.floor = max(carrier.floor, content.floor)
        content.ids = [*ids, *content.ids]
        content.source = carrier.source

    def _on_frame(self, content: Content, kind: str, special: Sequence[Parts]) -> None:
        rng, scribe = self.rng, self.scribe
        topic = content.topic
        frames = self.texts.bodies[kind, topic]
        frame = self._frame(frames)
        content.floor = max(content.floor, frame.floor)
        content.ids.insert(0, frame.id)
        sentences = [scribe.write(frame.text)]
        if kind == "email" and self.full and rng.random() < 0.35:
            for other in dict.fromkeys(self._frame(frames) for _ in range(rng.choice((1, 1, 2, 3)))):
                if other is not frame:
                    sentences.append(scribe.write(other.text))
                    content.floor = max(content.floor, other.floor)
                    content.ids.append(other.id)
        if kind == "chat":
            sentences[0].append(Part(assembled_tail(scribe)))
            if special and rng.random() < 0.4:
                # People paste a value and say nothing else.
                sentences, content.floor = [], 0.05
            elif self.full and rng.random() < 0.25:
                for other in [self._frame(frames) for _ in range(rng.choice((1, 2, 4)))]:
                    sentences.append(scribe.write(other.text))
                    content.floor = max(content.floor, other.floor)
                    content.ids.append(other.id)
        for parts in special:
            sentences.insert(rng.randint(0, len(sentences)), parts)
        if kind == "email":
            if rng.random() < 0.4:
                sentences.insert(0, scribe.write(rng.choice(frames_email.OPENINGS)))
            if rng.random() < 0.4:
                sentences.append(scribe.write(rng.choice(frames_email.CLOSINGS)))
        mark = {
            "email": rng.choice((" ", " ", "\n", "\n\n")),
            "chat": rng.choice(("\n", " ", " - ")),
            "pr": "\n\n",
            "upload": " ",
        }[kind]
        body: Parts = []
        for sentence in sentences:
            if body and sentence:
                body.append(Part(mark))
            body += sentence
        if kind == "email":
            body = self._letter(body, topic)
        content.body = body

    def _frame(self, lists: Sequence[Sequence[Frame]]) -> Frame:
        """One of a topic's texts, each list as often as the others; more of them are sensitive than messages are."""
        frames = self.rng.choice(lists)
        weighty = self.rng.random() < 0.3
        return self.rng.choice([f for f in frames if (f.floor > HARMLESS) == weighty] or list(frames))

    def _letter(self, body: Parts, topic: str) -> Parts:
        rng, scribe = self.rng, self.scribe
        if rng.random() < 0.4:
            body = [*scribe.write(rng.choice(frames_email.GREETINGS)), Part(rng.choice(("\n\n", "\n", " "))), *body]
        signed, warned, answer = signatures.wanted(rng) if self.full else (False, False, False)
        roll = rng.random()
        if signed:
            body += [Part("\n\n" + rng.choice(frames_email.SIGNOFFS)), *signatures.signature(scribe, scribe.me)]
        elif roll < 0.4:
            body += [Part("\n\n" + rng.choice(frames_email.SIGNOFFS) + "\n")]
            if roll < 0.13:
                body += [Part(scribe.me.first, "NAME")]
            elif roll < 0.32:
                body += [Part(scribe.me.full, "NAME")]
            else:
                # A signature block is published by its owner with every mail: labelled, but no harm.
                body += [Part(scribe.me.full, "NAME"), Part(f"\n{scribe.slot('job')}, {scribe.slot('company')}\n")]
                body += [Part(rng.choice(("T ", "Tel: ", "M: ", "")))]
                body += [
                    Part(scribe.values.phone(), "PHONE"),
                    Part("\n"),
                    Part(scribe.values.email(scribe.me), "EMAIL"),
                ]
        if rng.random() < 0.12:
            body += [Part("\n\n"), *scribe.write(rng.choice(frames_email.FOOTERS))]
        if warned:
            body += signatures.notice(scribe)
        if answer:
            routine = [f for rows in self.texts.bodies["email", topic] for f in rows if f.floor <= HARMLESS]
            body += signatures.history(scribe, scribe.write(rng.choice(routine).text))
        return body

    def _attached(self, content: Content, kind: str, labels: list[str]) -> list[Document]:
        """Files of a message; labels that go into a file are taken off the list."""
        rng = self.rng
        share_of = {"email": 0.22, "chat": 0.05, "pr": 0.5, "upload": 0.85}[kind]
        if rng.random() > share_of:
            return []
        inside = [label for label in labels if rng.random() < (0.9 if kind == "upload" else 0.6)]
        if not self.full:
            inside = inside[:1]
        for label in inside:
            labels.remove(label)

        def insert(label: str, register: str) -> Parts:
            return self.insert(label, register, content.ids)

        out = [document(self.scribe, content.topic, inside, insert, self.harmless, easy=not self.full)]
        if "NDA" in inside:
            content.floor = max(content.floor, 0.6)
        if self.full and rng.random() < 0.15:
            out.append(document(self.scribe, content.topic, (), insert, self.harmless))
        return out

    def _extras(self, content: Content, kind: str, labels: Sequence[str]) -> None:
        """Subject, links and metadata; now and then one of them carries a value."""
        rng, scribe = self.rng, self.scribe
        if kind == "pr":
            content.subject = content.subject or scribe.write(rng.choice(self.texts.titles))
            content.metadata["branch"] = [
                Part(f"{rng.choice(('fix', 'feat', 'chore'))}/{scribe.slot('word')}-{scribe.slot('n')}")
            ]
        elif kind == "email":
            content.subject = content.subject or scribe.write(rng.choice(self.texts.subjects[content.topic]))
            if rng.random() < 0.2:
                content.subject.insert(0, Part(rng.choice(("RE: ", "FW: ", "Re: ", "Fwd: ", "AW: "))))
        loose = [label for label in labels if label in ("EMAIL", "PHONE", "PAN", "SSN", "SECRET", "MATTER", "NAME")]
        if loose and kind in ("email", "pr") and rng.random() < 0.12:
            content.subject += [Part(rng.choice((" ", " - ", ": "))), *scribe.write("{" + rng.choice(loose) + "}")]
        if rng.random() < 0.15:
            content.links.append([Part(str(scribe.slot("link")))])
        if "SECRET" in labels and rng.random() < 0.12:
            content.links.append(
                [
                    Part(str(scribe.slot("link")) + "?token="),
                    Part(scribe.values.secret(short=True)[1].replace("\n", ""), "SECRET", 0.95),
                ]
            )
        if "EMAIL" in labels and rng.random() < 0.1:
            content.links.append([Part("mailto:"), Part(scribe.values.email(), "EMAIL", 0.35)])
        if rng.random() < 0.03:
            # An open link makes everybody a reader, whatever the recipients are.
            content.links.append(
                [
                    Part(
                        str(scribe.slot("link"))
                        + rng.choice(("?usp=sharing&access=anyone", "?anyone=1", "&share=public"))
                    )
                ]
            )
            content.stated = max(content.stated, 0.93)
        roll = rng.random()
        if roll < 0.1:
            content.metadata["ticket"] = [Part(scribe.negatives.ticket())]
        elif roll < 0.2:
            content.metadata["message_id"] = [Part(scribe.negatives.guid())]
        elif roll < 0.26:
            content.metadata["client"] = [Part(f"{scribe.slot('word')}/{scribe.negatives.version()}")]
        elif roll < 0.3 and loose:
            label = rng.choice(loose)
            key = {
                "EMAIL": "reply_to",
                "PHONE": "caller",
                "NAME": "author",
                "SECRET": "x-api-key",
                "MATTER": "matter",
            }.get(label, "note")
            content.metadata[key] = scribe.write("{" + label + "}")

    def _hide(self, content: Content) -> None:
        """Hide the values of one field."""
        places = [content.body, content.subject, *(d.text for d in content.attachments)]
        for place in self.rng.sample(places, len(places)):
            result = obfuscate.hide(self.rng, place, self.scribe.split)
            if result is not None:
                place[:], content.obfuscation, content.hidden = result
                return


def _heading(carrier: Carrier) -> Parts:
    """The text's own subject: its subject line, or a pull request's first line. Values in it keep their labels."""
    text = "".join(part.text for part in carrier.parts)
    start = text.find("Subject: ") + len("Subject: ") if carrier.kind == "email" else 0
    end = text.find("\n", start)
    if (carrier.kind == "email" and start < len("Subject: ")) or not 0 < end - start < 150:
        return []
    out: Parts = []
    at = 0
    for part in carrier.parts:
        low, high = max(start - at, 0), min(end - at, len(part.text))
        if low < high:
            out.append(Part(part.text[low:high], part.label, part.harm))
        at += len(part.text)
    return out


def assembled_tail(scribe: Scribe) -> str:
    """The small words at the end of a chat line."""
    return "".join(part.text for part in scribe.write(scribe.rng.choice(frames_chat.TAILS)))


def _inserted(rng: Random, pieces: Parts, parts: Parts, *, late: bool) -> Parts:
    """Put parts at a line or sentence break of a plain piece; into the last fifth if ``late``."""
    plain = [i for i, piece in enumerate(pieces) if piece.label is None and len(piece.text) > 2]
    if not plain:
        return [*pieces, Part("\n"), *parts]
    if late:
        plain = plain[-max(1, len(plain) // 5) :]
    index = rng.choice(plain)
    text = pieces[index].text
    start = rng.randint(0, len(text)) if not late else rng.randint(len(text) * 4 // 5, len(text))
    found = [(at, mark) for mark in _BREAKS if (at := text.find(mark, start)) >= 0]
    if not found:
        cut, mark = (len(text), "\n") if index == len(pieces) - 1 else (0, "\n")
        found_line = text.rfind("\n", 0, start)
        if found_line >= 0:
            cut = found_line
    else:
        at, mark = min(found)
        cut = at + (len(mark) if mark != "\n" else 0)
    gap = "\n" if mark == "\n" or rng.random() < 0.3 else " "
    middle: Parts = [Part(text[:cut] + ("" if gap == " " else gap)), *parts, Part(gap + text[cut:].lstrip(" \n"))]
    return [*pieces[:index], *(p for p in middle if p.text), *pieces[index + 1 :]]
