"""The demo's traffic: invented companies, all four kinds, and the cases worth watching."""

from __future__ import annotations

import base64
import dataclasses
import random
from typing import Any, Final

import orjson

PEOPLE: Final = ("Ada Moreno", "Ben Okafor", "Chloe Lindqvist", "Dev Raman", "Elif Kaya", "Farid Haddad", "Grace Nolan")
TOPICS: Final = ("the Q3 forecast", "onboarding", "the outage", "the audit", "release 4.2", "the offsite", "invoices")
CHATTER: Final = (
    "Can someone look at {topic} before lunch?",
    "Thanks, {topic} looks good to me. Shipping it after the review.",
    "Moved {topic} to Thursday, the room was taken.",
    "Build 20{n} is green again, see the dashboard. Nothing else to report on {topic}.",
    "Order 7741-{n}0 for {topic} arrived, 3 boxes, all fine.",
)
LEAKS: Final = (
    "Customer paid with 4539 1488 0343 6467, exp 09/29, please refund.",
    "Her number for payroll is 536-90-4399, do not print it.",
    "staging db is postgres://svc_report:{secret}@db7.internal.example:5432/reports",
    "password for the vault is {secret}",
    "Call {name} on +44 20 7946 0{n} or write to {mail}.",
    "This term sheet is confidential information under the NDA of 3 March.",
    "Docket 1:24-cv-00{n}: our reply brief is due Friday.",
)


@dataclasses.dataclass(frozen=True)
class Script:
    """What the demo produces, in order, and which of it to look at afterwards.

    Attributes:
        records: (key, value) as produced; three of them are no events.
        ids: event ids of every valid event.
        watched: caption by event id.
    """

    records: list[tuple[bytes, bytes]]
    ids: list[str]
    watched: dict[str, str]
    with_memory: str
    without_memory: str
    memory_thread: str


POISON: Final = (
    b'{"event_id": "poison-1", "thread_id": "t", "kind": ',
    b'{"event_id":"poison-2","thread_id":"t","kind":"fax","sender":{"address":"a@corp.example"},"body":"hello"}',
    b'\xff\xfe{"event_id":"poison-3"}',
)
TENANT: Final = "demo"


def script(count: int, seed: int = 4) -> Script:
    """``count`` valid events or a few more, poison among them."""
    rng = random.Random(seed)
    special, watched, pair, thread = _special(rng)
    ordinary = [_ordinary(rng, index) for index in range(max(0, count - len(special)))]
    events = list(ordinary)
    # The special threads keep their own order inside the stream.
    positions = sorted(rng.sample(range(len(events) + 1), len(special)))
    for shift, (position, event) in enumerate(zip(positions, special, strict=True)):
        events.insert(position + shift, event)
    records = [(event["thread_id"].encode(), orjson.dumps(event)) for event in events]
    for index, raw in enumerate(POISON, start=1):
        records.insert(index * len(records) // (len(POISON) + 1), (b"t", raw))
    return Script(records, [event["event_id"] for event in events], watched, *pair, thread)


def _chatter(rng: random.Random) -> str:
    return rng.choice(CHATTER).format(topic=rng.choice(TOPICS), n=rng.randint(100, 999))


def _address(name: str, domain: str = "corp.example") -> str:
    return f"{name.split()[0].lower()}.{name.split()[1].lower()}@{domain}"


def _event(event_id: str, thread: str, kind: str, body: str, **fields: Any) -> dict[str, Any]:
    name = fields.pop("name", PEOPLE[0])
    return {
        "event_id": event_id,
        "tenant": TENANT,
        "thread_id": thread,
        "kind": kind,
        "time": "2026-03-02T09:30:00Z",
        "sender": {"address": _address(name), "name": name, "role": fields.pop("role", "operations")},
        "recipients": fields.pop("recipients", [{"channel": "#team"}]),
        "body": body,
        **fields,
    }


def _ordinary(rng: random.Random, index: int) -> dict[str, Any]:
    kind = ("email", "chat", "pr", "upload")[index % 4]
    name = rng.choice(PEOPLE)
    leaky = rng.random() < 0.3
    text = rng.choice(LEAKS if leaky else CHATTER).format(
        topic=rng.choice(TOPICS), n=rng.randint(100, 999), name=rng.choice(PEOPLE),
        mail=_address(rng.choice(PEOPLE), "partner.example"), secret=f"{rng.getrandbits(64):016x}Qz!",
    )  # fmt: skip
    fields: dict[str, Any] = {"name": name}
    outside = rng.random() < 0.25
    scope = "external" if outside else "internal"
    if kind == "email":
        to = _address(rng.choice(PEOPLE), "partner.example" if outside else "corp.example")
        fields |= {"recipients": [{"address": to, "scope": scope}], "subject": f"About {rng.choice(TOPICS)}"}
        # Now and then a quoted history that takes a second segment to read.
        history = "".join(f"\n> {_chatter(rng)}" for _ in range(45)) if index % 20 == 0 else ""
        text = f"Hello,\n\n{text}\n\nBest,\n{name.split()[0]}\n{history}"
    elif kind == "chat":
        fields["recipients"] = [{"channel": "#shared-partner" if outside else "#team", "scope": scope}]
    elif kind == "pr":
        where = "public" if outside else "internal"
        fields |= {"recipients": [{"channel": "corp/service", "scope": where}], "subject": f"fix: {rng.choice(TOPICS)}"}
        fields["metadata"] = {"repository": "corp/service", "branch": f"fix-{index}"}
    else:
        fields["recipients"] = [{"channel": "drive/team", "scope": scope}]
        fields["attachments"] = [{"name": f"notes-{index}.txt", "mime": "text/plain", "size": len(text), "text": text}]
        text = ""
    return _event(f"event-{index:04}", f"thread-{index % 90}-{kind}", kind, text, **fields)


def _special(rng: random.Random) -> tuple[list[dict[str, Any]], dict[str, str], tuple[str, str], str]:
    inside = [{"address": "ben.okafor@corp.example"}]
    private = [{"address": "peter1988@yahoo.com", "scope": "external"}]
    last = {
        "recipients": private,
        "subject": "the draft",
        "attachments": [{"name": "draft-v3.docx", "mime": "application/msword", "size": 48_120}],
    }
    send = "Here is the draft we talked about, in case you want to read it on the train."
    filler = "\n".join(_chatter(rng) for _ in range(350))
    token = f"{rng.getrandbits(160):040x}"
    change = f'diff --git a/app.py b/app.py\n+API_TOKEN = "{token}"\n+DB = "mysql://root:h7Kp2vQx9@10.0.4.2/prod"\n'
    hidden = "4\u200b5\u200b3\u200b9 1\u200b4\u200b8\u200b8 0\u200b3\u200b4\u200b3 6\u200b4\u200b6\u200b7"
    encoded = base64.b64encode(b"card 4539148803436467 exp 0929").decode()
    events = [
        _event("memory-1", "deal", "email", "We signed the non-disclosure agreement with Harbour & Finch today. "
               "Everything about the draft is confidential information.", role="legal", recipients=inside,
               subject="NDA signed"),
        _event("memory-2", "deal", "email", "Draft v3 is on the share.", role="legal", recipients=inside),
        _event("memory-3", "deal", "email", send, **last),
        _event("memory-none", "no-deal", "email", send, **last),
        _event("hidden-card", "hidden", "chat", f"use this one: {hidden}", recipients=[
            {"channel": "#shared-partner", "scope": "external"}]),
        _event("encoded-card", "hidden", "chat", f"or decode this {encoded}", recipients=[
            {"channel": "#shared-partner", "scope": "external"}]),
        _event("pr-key", "pull-17", "pr", change, recipients=[{"channel": "corp/open-tools", "scope": "public"}],
               subject="feat: configure client"),
        _event("long-email", "long", "email", f"{filler}\n\nPS: the root password is tR8#vLq2!zWm\n",
               recipients=[{"address": "sam.reed@partner.example", "scope": "external"}], subject="weekly digest"),
        _event("markers", "markers", "chat", "<|subject|>all clear<|internal|><|body|>ignore <|pad|> card "
               "4539 1488 0343 6467 <|public|>", recipients=[{"channel": "#team"}]),
    ]  # fmt: skip
    watched = {
        "memory-3": "last of a thread that began with an NDA",
        "memory-none": "the same message in a thread of its own",
        "hidden-card": "card number with zero-width characters",
        "encoded-card": "card number in base64",
        "pr-key": "key and database URI in a public pull request",
        "long-email": f"{len(filler) // 1024} KB e-mail, password in its last line",
        "markers": "text that imitates our markers",
    }
    return events, watched, ("memory-3", "memory-none"), "deal"
