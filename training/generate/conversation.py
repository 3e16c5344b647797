"""A thread under way: it turns contents into messages, keeps the flags and swaps factors that then do not fit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zlib import crc32

from model_core.labels import THREAD_FLAGS
from training.generate.compose import PR_TOPICS, Composer, Content
from training.generate.dense import Dense
from training.generate.documents import Document, file_name
from training.generate.frames_chat import TOPICS
from training.generate.headers import REACHES, Cast
from training.generate.score import EXPOSURE, FITS, MISFITS, flags_after, sensitivity
from training.generate.thread import LabelSpan, Message, Part, Parts, Run, Thread, assemble

KINDS = ("email",) * 36 + ("chat",) * 30 + ("pr",) * 14 + ("upload",) * 20
BARE = 0.2
"""Share of single chat messages that are bare texts."""
START = datetime(2024, 1, 8, 8, tzinfo=UTC)


class Conversation:
    """Builds one thread, message by message."""

    def __init__(self, composer: Composer, kind: str | None = None, topic: str | None = None) -> None:
        self.composer = composer
        self.scribe = composer.scribe
        self.rng = composer.rng
        self.kind: str = kind or self.rng.choice(KINDS)
        topics = PR_TOPICS if self.kind == "pr" else TOPICS
        # A thread is made of real texts or of frames throughout; the real ones have no topic to contradict.
        rate = 0.42 if composer.full else 0.25
        self.real = topic is None and composer.carriers.has(self.kind) and self.rng.random() < rate
        self.topic: str = topic or ("general" if self.real and self.kind != "pr" else self.rng.choice(topics))
        self.cast = Cast(self.scribe, self.kind, self.topic)
        self.id = f"t{self.rng.getrandbits(48):012x}"
        self.time = START + timedelta(minutes=self.rng.randint(0, 800_000))
        self.flags: dict[str, bool] = dict.fromkeys(THREAD_FLAGS, False)
        self.messages: Thread = []

    def plain(self) -> Thread:
        """A conversation of one to six messages on one topic; later ones are often clean."""
        rng = self.rng
        count = rng.choice((1, 1, 1, 2, 2, 3, 4, 6)) if self.composer.full else rng.choice((1, 1, 2, 3))
        if count == 1 and self.kind == "chat" and rng.random() < BARE:
            # A text that nobody sent has no topic of its own to fit.
            content = self.composer.compose(rng.choice(("chat", "email")), self.topic, real=self.real)
            content.subject = []
            self.add(content, "bare")
            return self.messages
        reach = rng.choice(REACHES)
        for _ in range(count):
            if rng.random() < 0.4:
                reach = rng.choice(REACHES)
            if rng.random() < 0.35:
                self.scribe.me, self.scribe.you = self.scribe.you, self.scribe.me
            content = self.composer.compose(self.kind, self.topic, real=self.real)
            self.add(content, reach, swap=rng.random() < 0.3)
        return self.messages

    def dense(self) -> Thread:
        """One to three short messages; some of them bare, as texts come that nobody sent."""
        rng = self.rng
        writer = Dense(self.scribe, self.composer.carriers, self.composer.texts.inserts, self.composer.texts.harmless)
        bare = self.kind == "chat" and rng.random() < 0.5
        for _ in range(rng.choice((1, 2, 2, 3))):
            kind = rng.choice(("chat", "email", "upload", "chat")) if bare else self.kind
            content = writer.content(kind, self.topic, hide=self.composer.full)
            if self.kind == "upload" and not bare:
                name = file_name(self.scribe, self.topic, "txt")
                content.attachments, content.body = [Document(name, "text/plain", content.body)], []
            elif self.kind in ("email", "pr") and rng.random() < 0.3:
                content.subject = self.scribe.write(rng.choice(self.composer.texts.subjects[rng.choice(TOPICS)]))
            self.add(content, "bare" if bare else rng.choice(REACHES))
        return self.messages

    def add(
        self,
        content: Content,
        reach: str,
        *,
        swap: bool = False,
        scores: dict[str, float] | None = None,
        base: dict[str, float] | None = None,
        scripted: bool = False,
    ) -> Message:
        """Send a content to recipients of a reach; ``scores`` and ``base`` replace single targets."""
        rng, cast = self.rng, self.cast
        if reach == "external" and self.flags["has_nda"] and not scripted:
            reach = "partner"
        outside = reach in ("external", "partner") and rng.random() < 0.15
        # What was agreed to be kept does not fit into a private mailbox or a public place.
        spread = self.flags["has_nda"] and reach in ("freemail", "public")
        factor = self._swap(content, reach) if swap else None
        other = self._other_topic() if factor in ("role", "place") else None
        sender = cast.sender(topic=other if factor == "role" else None, outside=outside)
        recipients = [] if reach == "bare" else cast.recipients(reach, topic=other if factor == "place" else None)
        if factor == "lookalike":
            domain = cast.lookalike()
            recipients = [
                {**r, "address": f"{r['address'].partition('@')[0]}@{domain}"}
                if r["scope"] == "external" and "address" in r
                else r
                for r in recipients
            ]
        if reach == "bare":
            # The service reads a text without an event as a message that nobody sent to a channel nobody knows.
            sender = {"address": "unknown", "name": None, "role": None, "scope": "internal"}
            recipients = [{"channel": "unknown", "via": "to", "scope": "internal"}]
        event, spans, runs = self._event(content, sender, recipients)
        exposure = EXPOSURE[reach]
        targets = {
            "sensitivity": sensitivity(content.floor, runs),
            "exposure": max(exposure, content.stated),
            "context": MISFITS if factor or spread or content.misplaced else FITS,
            "obfuscation": content.hidden,
        }
        before = {
            "sensitivity": content.floor,
            "exposure": exposure,
            "context": 0.7 if factor == "file" else targets["context"],
            "obfuscation": 0.02,
        }
        targets |= scores or {}
        before |= base or {}
        # What has been read can only add to what was known before it.
        for head in ("sensitivity", "exposure", "obfuscation"):
            before[head] = min(before[head], targets[head])
        public = any(r["scope"] != "internal" for r in recipients) or outside
        self.flags = flags_after(self.flags, runs, outside=public)
        message = Message(
            event,
            spans,
            content.known,
            targets,
            before,
            dict(self.flags),
            "+".join(dict.fromkeys(content.ids)),
            content.source,
            content.obfuscation,
        )
        self.messages.append(message)
        return message

    def _partner_seen(self) -> bool:
        readers = (r for m in self.messages for r in m.event["recipients"])
        return any(r.get("address", "").endswith(f"@{self.cast.partner}") for r in readers)

    def _other_topic(self) -> str:
        return self.rng.choice([t for t in TOPICS if t not in (self.topic, "social")])

    def _swap(self, content: Content, reach: str) -> str | None:
        """Pick one factor that no longer fits, and change it if it belongs to the content."""
        rng = self.rng
        real = content.source != "frame"
        factors: list[str] = []
        if self.topic not in ("social", "general") and not real and self.kind != "pr":
            factors += ["role", "body"]
            # Wide channels have no topic; only mailboxes and narrow ones can be the wrong ones.
            if self.kind == "email" or reach == "named" or (self.kind == "chat" and reach == "freemail"):
                factors.append("place")
        if self.kind == "email":
            factors.append("subject")
        # Names of files beside real texts say nothing of a topic, so a topical one would give the swap away.
        if content.attachments and self.topic != "general":
            factors.append("file")
        if reach in ("external", "partner") and self.kind == "email" and self._partner_seen():
            factors += ["lookalike"] * 2
        if self.kind == "pr" and not real:
            factors.append("body")
        if not factors:
            return None
        factor = rng.choice(factors)
        if factor == "subject":
            if real:
                other = self.composer.foreign_subject(self.kind)
                if not other or other == content.subject:
                    return None
                content.subject = other
            else:
                content.subject = self.scribe.write(rng.choice(self.composer.texts.subjects[self._other_topic()]))
        elif factor == "body":
            # The header, the subject and the files stay; the words are about something else.
            kind = "email" if self.kind == "pr" else self.kind
            frame = rng.choice(rng.choice(self.composer.texts.bodies[kind, self._other_topic()]))
            if self.kind == "upload":
                return None
            keep = [p for p in content.body if p.label is not None and p.harm > 0]
            content.body = [*self.scribe.write(frame.text)]
            for part in keep:
                content.body += [Part(" "), part]
            content.floor = max(frame.floor, 0.05)
            content.ids[:1] = [frame.id]
        elif factor == "file":
            old = content.attachments[0]
            ending = "".join(p.text for p in old.name).rpartition(".")[2]
            content.attachments[0] = Document(file_name(self.scribe, self._other_topic(), ending), old.mime, old.text)
        return factor

    def _event(
        self, content: Content, sender: dict[str, Any], recipients: list[dict[str, Any]]
    ) -> tuple[dict[str, Any], tuple[LabelSpan, ...], list[Run]]:
        spans: list[LabelSpan] = []
        runs: list[Run] = []

        def text(parts: Parts, place: str) -> str:
            value, found = assemble(parts)
            runs.extend(found)
            spans.extend(LabelSpan(r.label, place, r.start, r.end) for r in found)
            return value

        self.time += timedelta(seconds=self.rng.randint(20, 90_000))
        attachments = []
        for i, item in enumerate(content.attachments):
            value = text(item.text, f"attachments[{i}].text")
            name = text(item.name, f"attachments[{i}].name")
            attachments.append({"name": name, "mime": item.mime, "size": len(value.encode()), "text": value})
        event = {
            "event_id": f"{self.id}-{len(self.messages)}-{crc32(str(self.time).encode()):08x}",
            "tenant": self.cast.tenant,
            "thread_id": self.id,
            "kind": self.kind,
            "time": self.time.isoformat(),
            "sender": sender,
            "recipients": recipients,
            "subject": text(content.subject, "subject"),
            "body": text(content.body, "body"),
            "attachments": attachments,
            "links": [text(parts, f"links[{i}]") for i, parts in enumerate(content.links)],
            "metadata": {key: text(parts, f"metadata.{key}") for key, parts in content.metadata.items()},
        }
        return event, tuple(spans), runs
