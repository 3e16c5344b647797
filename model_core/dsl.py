"""The typed DSL: an event as a list of marked values, each of which knows the raw field it came from.

A document is never parsed back from text. Its values are tokenised one by one and markers become control ids
between them, so text inside a value cannot turn into a marker, whatever it spells.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Final

KINDS: Final = ("email", "chat", "pr", "upload")
SCOPES: Final = ("internal", "external", "public")
FIELDS: Final = (
    *("from", "name", "role", "to", "cc", "bcc", "channel"),
    *("subject", "body", "file", "mime", "text", "link", "meta", "value"),
)
MARKERS: Final[tuple[str, ...]] = tuple(f"<|{name}|>" for name in (*KINDS, *SCOPES, *FIELDS))
"""Control symbols of the vocabulary, in id order."""
RECIPIENTS: Final = 24
"""Recipients that a document lists; of further ones only the first of each scope, which is what they add."""
MARKER_INDEX: Final[dict[str, int]] = {marker[2:-2]: index for index, marker in enumerate(MARKERS)}


@dataclasses.dataclass(frozen=True, slots=True)
class Value:
    """One raw string of the event under its markers.

    Attributes:
        markers: names out of `MARKER_INDEX`, in order, put before the value.
        field: path of the raw field that ``text`` is, whole and unchanged.
        content: whether spans may lie in it; addresses of the header are context, not content.
    """

    markers: tuple[str, ...]
    field: str
    text: str
    content: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Document:
    """An event in DSL order: kind, sender, recipients, subject, body, attachments, links, metadata."""

    values: tuple[Value, ...]

    def content(self) -> Iterator[tuple[str, str]]:
        """(field path, raw text) of every value in which spans may lie."""
        return ((value.field, value.text) for value in self.values if value.content)

    @property
    def text(self) -> str:
        """The document as a person reads it, one value a line. Not an input of the model: see the module's head."""
        return "\n".join("".join(f"<|{name}|>" for name in value.markers) + value.text for value in self.values)


def serialize(event: Mapping[str, Any]) -> Document:
    """Lay out an event, a mapping of the shape of ``schemas/event.schema.json``, as a document."""
    return Document(tuple(_values(event)))


def _values(event: Mapping[str, Any]) -> Iterator[Value]:
    sender = event["sender"]
    scope = sender.get("scope", "internal")
    yield Value((event["kind"], "from", scope), "sender.address", sender["address"], content=False)
    for key in ("name", "role"):
        if sender.get(key):
            yield Value((key,), f"sender.{key}", sender[key], content=False)
    scopes = set()
    for index, recipient in enumerate(event.get("recipients", ())):
        scope = recipient.get("scope", "internal")
        if index >= RECIPIENTS and scope in scopes:
            continue
        scopes.add(scope)
        channel = recipient.get("channel")
        markers = (recipient.get("via", "to"), *(("channel",) if channel is not None else ()), scope)
        text = recipient["address"] if channel is None else channel
        yield Value(markers, f"recipients[{index}]", text, content=False)
    if event.get("subject"):
        yield Value(("subject",), "subject", event["subject"], content=True)
    yield Value(("body",), "body", event.get("body", ""), content=True)
    for index, attachment in enumerate(event.get("attachments", ())):
        path = f"attachments[{index}]"
        yield Value(("file",), f"{path}.name", attachment["name"], content=True)
        if attachment.get("mime"):
            yield Value(("mime",), f"{path}.mime", attachment["mime"], content=False)
        if attachment.get("text"):
            yield Value(("text",), f"{path}.text", attachment["text"], content=True)
    for index, link in enumerate(event.get("links", ())):
        yield Value(("link",), f"links[{index}]", link, content=True)
    for key, value in event.get("metadata", {}).items():
        yield Value(("meta",), "metadata", key, content=False)
        yield Value(("value",), f"metadata.{key}", value, content=True)
