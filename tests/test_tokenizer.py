from hypothesis import given
from hypothesis import strategies as st

from model_core.dsl import MARKERS, Document, Value, serialize
from model_core.tokenizer import MARKER_BASE, UNK, Tokenizer

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
PLAIN_EVENT = {"kind": "chat", "sender": {"address": "a@b.example"}, "body": "hello"}


def document(text: str) -> Document:
    return Document((Value(("chat",), "subject", "", True), Value(("body",), "body", text, True)))


def pieces(tokenizer: Tokenizer, text: str) -> list[tuple[int, int]]:
    tokens = tokenizer.encode(document(text))
    return [(int(s), int(e)) for s, e in zip(tokens.start, tokens.end, strict=True) if e > 0]


@given(TEXT)
def test_offsets_tile_any_text(tokenizer: Tokenizer, text: str) -> None:
    spans = pieces(tokenizer, text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    # Bytes of one character share its range; apart from that the pieces follow each other without a gap.
    at = 0
    for start, end in spans:
        assert start == at or (end == at and start == at - 1)
        at = end
    assert at == len(text)


@given(TEXT)
def test_pieces_spell_the_text(tokenizer: Tokenizer, text: str) -> None:
    tokens = tokenizer.encode(document(text))
    assert UNK not in tokens.ids
    assert tokenizer.decode(tokens.ids[2:]) == text.replace("\u2581", " ")


@given(st.lists(st.sampled_from([*MARKERS, "<|mask|>", "<0x41>", "<unk>", "<pad>", "x", " ", "\n"]), max_size=12))
def test_marker_text_never_becomes_a_marker(tokenizer: Tokenizer, parts: list[str]) -> None:
    tokens = tokenizer.encode(document("".join(parts)))
    content = tokens.ids[2:]
    assert not ((content >= 0) & (content < MARKER_BASE + len(MARKERS))).any()


def test_every_field_of_an_event_has_its_markers(tokenizer: Tokenizer) -> None:
    event = {
        "kind": "email",
        "sender": {"address": "a@b.example", "name": "Ann", "role": "legal", "scope": "internal"},
        "recipients": [
            {"address": "c@d.example", "via": "bcc", "scope": "external"},
            {"channel": "general", "scope": "public"},
        ],
        "subject": "s",
        "body": "b",
        "attachments": [{"name": "n.pdf", "mime": "application/pdf", "size": 1, "text": "t"}],
        "links": ["https://x.example"],
        "metadata": {"repo": "r/s"},
    }
    doc = serialize(event)
    assert doc.text.splitlines() == [
        "<|email|><|from|><|internal|>a@b.example",
        "<|name|>Ann",
        "<|role|>legal",
        "<|bcc|><|external|>c@d.example",
        "<|to|><|channel|><|public|>general",
        "<|subject|>s",
        "<|body|>b",
        "<|file|>n.pdf",
        "<|mime|>application/pdf",
        "<|text|>t",
        "<|link|>https://x.example",
        "<|meta|>repo",
        "<|value|>r/s",
    ]
    assert [field for field, _ in doc.content()] == [
        *("subject", "body", "attachments[0].name", "attachments[0].text", "links[0]", "metadata.repo")
    ]
    tokens = tokenizer.encode(doc)
    assert (tokens.ids < MARKER_BASE + len(MARKERS)).sum() == sum(len(v.markers) for v in doc.values)


def test_an_empty_body_still_has_its_marker(tokenizer: Tokenizer) -> None:
    doc = serialize(PLAIN_EVENT | {"body": ""})
    assert doc.values[-1].field == "body"
    assert len(tokenizer.encode(doc)) > 0
