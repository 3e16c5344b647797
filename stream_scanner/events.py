"""The event on ``dlp.events``: its model, its public limits and its decoding from bytes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import orjson
from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

MAX_EVENT_BYTES = 4 * 1024 * 1024
"""Largest accepted record value. Anything above goes to the dead letter topic unread."""

Identifier = Annotated[str, StringConstraints(min_length=1, max_length=256)]
Scope = Literal["internal", "external", "public"]
Kind = Literal["email", "chat", "pr", "upload"]


class EventError(ValueError):
    """An event that can never be scanned.

    Attributes:
        field: path of the offending field, ``$`` for the whole record. Never holds the event's own text.
        reason: what is wrong, in words that hold no value of the event.
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class Strict(BaseModel):
    """Immutable, closed to unknown keys; its errors never carry the input."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Sender(Strict):
    """Who wrote the message."""

    address: str = Field(max_length=1024, description="E-mail address or account name.")
    name: str | None = Field(default=None, max_length=1024)
    role: str | None = Field(default=None, max_length=256, description="For example finance, legal, engineering.")
    scope: Scope = "internal"


class Recipient(Strict):
    """One address or one channel that can read the message."""

    address: str | None = Field(default=None, max_length=1024)
    channel: str | None = Field(default=None, max_length=1024)
    via: Literal["to", "cc", "bcc"] = "to"
    scope: Scope = "internal"

    @model_validator(mode="after")
    def _one_destination(self) -> Recipient:
        if (self.address is None) == (self.channel is None):
            raise ValueError("give exactly one of address and channel")
        return self


class Attachment(Strict):
    """A file beside the message; ``text`` is its extracted content, if the producer has it."""

    name: str = Field(max_length=4096)
    mime: str = Field(default="application/octet-stream", max_length=256)
    size: int = Field(default=0, ge=0, strict=True, description="Bytes.")
    text: str | None = None


def _text(value: object) -> object:
    # Numbers would be taken for seconds or milliseconds, whichever looks likelier.
    if not isinstance(value, (str, datetime)):
        raise ValueError("expected RFC 3339 text")
    return value


Timestamp = Annotated[AwareDatetime, BeforeValidator(_text)]


class Event(Strict):
    """One message of a conversation."""

    event_id: Identifier
    tenant: Identifier = "default"
    thread_id: Identifier = Field(description="Conversation that shares one memory.")
    kind: Kind
    time: Timestamp | None = Field(default=None, description="RFC 3339, with an offset.")
    sender: Sender
    recipients: list[Recipient] = Field(default_factory=list, max_length=10_000)
    subject: str = ""
    body: str = ""
    attachments: list[Attachment] = Field(default_factory=list, max_length=1_000)
    links: list[str] = Field(default_factory=list, max_length=10_000)
    metadata: dict[str, str] = Field(default_factory=dict, max_length=1_000)


def decode(raw: bytes) -> Event:
    """Decode and validate one record value.

    Raises:
        EventError: naming the first offending field and the reason, without any text of the event.
    """
    if len(raw) > MAX_EVENT_BYTES:
        raise EventError("$", f"{len(raw)} bytes exceed the limit of {MAX_EVENT_BYTES}")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EventError("$", f"invalid UTF-8 at byte {error.start}") from None
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise EventError("$", f"malformed JSON at line {error.lineno} column {error.colno}") from None
    return validate(value)


def validate(value: object) -> Event:
    """Validate a parsed JSON value; errors as in `decode`."""
    if not isinstance(value, dict):
        raise EventError("$", "expected a JSON object")
    try:
        return Event.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        raise EventError(_path(first["loc"]), _reason(first["type"], first["msg"])) from None


def from_text(row_id: str, text: str) -> Event:
    """A bare text read as the body of a chat message to an internal channel."""
    return Event(
        event_id=row_id,
        thread_id=row_id,
        kind="chat",
        sender=Sender(address="unknown"),
        recipients=[Recipient(channel="unknown")],
        body=text,
    )


def _path(loc: tuple[int | str, ...]) -> str:
    # Keys of a closed model are ours; an unknown or metadata key is the event's own text and is not repeated.
    path = ""
    for part in loc:
        if isinstance(part, int):
            path += f"[{part}]"
        elif part in _OWN_KEYS:
            path += f".{part}"
        else:
            path += ".*"
    return path.lstrip(".") or "$"


def _reason(kind: str, message: str) -> str:
    return "unknown key" if kind == "extra_forbidden" else message.removeprefix("Value error, ")


_OWN_KEYS = {name for model in (Event, Sender, Recipient, Attachment) for name in model.model_fields}
