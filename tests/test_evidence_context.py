"""What stands beside a value moves its confidence, both ways; and every transform is reported with its place."""

from __future__ import annotations

import base64

import pytest

from stream_scanner.evidence import Finding, find, sensitivity_floor


def confidence(kind: str, text: str) -> float:
    (finding,) = (f for f in find([("body", text)]).findings if f.type == kind)
    return finding.confidence


@pytest.mark.parametrize(
    ("kind", "value", "word", "other"),
    [
        ("PAN", "4539578763621486", "visa", "order"),
        ("PAN", "4539578763621486", "credit card", "serial"),
        ("SSN_LIKE", "536-90-4399", "ssn", "part"),
        ("SSN_LIKE", "536-90-4399", "social security", "tracking"),
        ("PHONE", "212-867-5309", "phone", "invoice"),
        ("PHONE", "212-867-5309", "call", "sku"),
    ],
)
def test_words_move_confidence_both_ways(kind: str, value: str, word: str, other: str) -> None:
    plain = confidence(kind, f"it was {value} then")
    raised = confidence(kind, f"{word} {value} then")
    lowered = confidence(kind, f"{other} {value} then")
    assert lowered < plain < raised
    # Its own word outweighs the other one.
    assert confidence(kind, f"{other} for {word} {value} then") > lowered
    assert sensitivity_floor([Finding(kind, "body", 0, 1, lowered)]) <= 0.5


CARD = "4539578763621486"
HIDDEN = {
    "percent": "".join(f"%{ord(c):02x}" for c in CARD),
    "html_entity": "".join(f"&#{ord(c)};" for c in CARD),
    "backslash_escape": "".join(f"\\u{ord(c):04x}" for c in CARD),
    "zero_width": "\u200b".join(CARD),
    "bidi": f"{CARD[:8]}\u202e{CARD[8:]}",
    "wide_letters": "".join(chr(ord(c) + 0xFEE0) for c in CARD),
    "combining_marks": "".join(c + "\u0336" for c in CARD),
    "control_characters": "\x01".join(CARD),
    "tag_characters": "".join(chr(0xE0000 + ord(c)) for c in CARD),
    "spaced_digits": " ".join(CARD),
    "leet_digits": "4S39-S787-6362-I486",
    "markup": f"{CARD[:8]}<b></b>{CARD[8:]}",
    "quoted_printable": "".join(f"={ord(c):02X}" for c in CARD),
    "base64": base64.b64encode(f"card {CARD} ok".encode()).decode(),
    "base32": base64.b32encode(f"card {CARD} ok!!".encode()).decode().rstrip("="),
    "hex": f"card {CARD} ok".encode().hex(),
    "reversed": f"backwards {CARD[::-1]}",
}
SPELLED = "four five three nine five seven eight seven six three six two one four eight six"


@pytest.mark.parametrize(("name", "hidden"), [*HIDDEN.items(), ("spelled_digits", SPELLED)])
def test_every_transform_is_reported_with_name_field_and_range(name: str, hidden: str) -> None:
    text = f"please see card {hidden} today"
    evidence = find([("subject", "none here"), ("body", text)])
    start = text.index(hidden) + (len("backwards ") if name == "reversed" else 0)
    end = text.index(hidden) + len(hidden)
    fired = [f for f in evidence.transforms if f.name == name]
    assert fired, evidence.transforms
    for transform in fired:
        assert transform.field == "body"
        assert start <= transform.start < transform.end <= end
    (finding,) = (f for f in evidence.findings if f.type == "PAN")
    assert name in finding.transforms
    assert (finding.start, finding.end) == (start, end)


def test_the_same_text_in_two_fields_is_reported_in_both() -> None:
    hidden = HIDDEN["zero_width"]
    evidence = find([("subject", hidden), ("attachments[0].text", f"x {hidden}")])
    assert {(f.field, f.start) for f in evidence.findings} == {("subject", 0), ("attachments[0].text", 2)}
    assert {f.field for f in evidence.transforms} == {"subject", "attachments[0].text"}
