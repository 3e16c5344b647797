"""The finder, the floors and the merge: offsets, arbitration, bands, linear time."""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream_scanner.evidence import Evidence, Finding, find, live_counts, merge, obfuscation_floor, sensitivity_floor
from stream_scanner.evidence.finder import Union
from stream_scanner.evidence.merge import possible
from stream_scanner.evidence.normalise import digits_joined, normalise
from stream_scanner.evidence.views import Ranges, View

RELAXED = settings(deadline=None)  # a slow machine is not a failure

VALUES = {
    "PAN": "4539578763621486",
    "EMAIL": "ann.lee@host.org",
    "DB_URI": "postgres://app:tr0ub4dor@db.host.org:5432/main",
}
WRAPS: dict[str, Callable[[str], str]] = {
    "percent": lambda s: "".join(f"%{b:02x}" for b in s.encode()),
    "quote": lambda s: quote(s, safe=""),
    "html": lambda s: "".join(f"&#{ord(c)};" for c in s),
    "backslash": lambda s: "".join(f"\\u{ord(c):04x}" for c in s),
    "zero_width": "\u200b".join,
    "wide": lambda s: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in s),
    "strike": lambda s: "".join(c + "\u0336" if c.isalnum() else c for c in s),
    "base64": lambda s: base64.b64encode(s.encode()).decode(),
    "hex": lambda s: s.encode().hex(),
}
PROSE = st.text(alphabet="abc défгж日\n ", max_size=20)


@RELAXED
@given(st.sampled_from(sorted(VALUES)), st.sampled_from(sorted(WRAPS)), PROSE, PROSE)
def test_wrapped_value_is_found_where_it_stands(kind: str, wrap: str, before: str, after: str) -> None:
    hidden = WRAPS[wrap](VALUES[kind])
    text = f"{before} {hidden} {after}"
    evidence = find([("body", text)])
    at = len(before) + 1
    hits = [f for f in evidence.findings if f.type == kind]
    assert [text[f.start : f.end] for f in hits] == [hidden]
    assert hits[0].start == at
    if hidden != VALUES[kind]:
        assert hits[0].transforms
        assert not evidence.clean([("body", at + 1, at + 2)])
    else:
        assert hits[0].transforms == ()


@RELAXED
@given(st.sampled_from(["zero_width", "wide", "strike", "html"]), st.sampled_from(["percent", "html", "backslash"]))
def test_two_transforms(inner: str, outer: str) -> None:
    hidden = WRAPS[outer](WRAPS[inner](VALUES["PAN"]))
    evidence = find([("body", f"see {hidden} ok")])
    assert [(f.type, f.start, f.end) for f in evidence.findings] == [("PAN", 4, 4 + len(hidden))]
    assert obfuscation_floor(evidence) >= 0.7


@RELAXED
@given(
    st.sampled_from(["base64", "hex"]),
    st.sampled_from(["base64", "hex", "percent", "html"]),
    st.sampled_from(sorted(VALUES)),
)
def test_islands_inside_islands(outer: str, inner: str, kind: str) -> None:
    hidden = WRAPS[outer](f"note: {WRAPS[inner](VALUES[kind])} end")
    (finding,) = find([("body", f"see {hidden} ok")]).findings
    assert (finding.type, finding.start, finding.end) == (kind, 4, 4 + len(hidden))
    assert finding.transforms[0] == outer


@RELAXED
@given(st.lists(st.tuples(st.sampled_from(["body", "subject"]), st.text(alphabet=st.characters(), max_size=200))))
def test_any_text_is_searched(fields: list[tuple[str, str]]) -> None:
    evidence = find(fields)
    assert 0.0 <= obfuscation_floor(evidence) <= 1.0
    assert 0.0 <= sensitivity_floor(evidence.findings) <= 1.0


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *VALUES.values(),
            *("%40", "&#64;", "\\u0040", "\u200b", "４", "а", "@", " at ", "1 2 3 4 ", "://", "=", "\n", '"', "\ud800"),
            *("password=", "-----BEGIN PRIVATE KEY-----", "eyJhbGciOiJIUzI1NiJ9.eyJh", "+1 212 867 5309", "\U000e0041"),
        ]
    ),
    max_size=12,
)


@RELAXED
@given(FRAGMENTS)
def test_findings_are_sorted_disjoint_and_inside(parts: list[str]) -> None:
    text = "".join(parts)
    findings = find([("body", text)]).findings
    at = 0
    for finding in findings:
        assert at <= finding.start < finding.end <= len(text)
        at = finding.end
        view, _ = normalise("body", View(text[finding.start : finding.end]))
        if finding.type == "PAN" and "base64" not in finding.transforms and "hex" not in finding.transforms:
            digits = "".join(c for c in digits_joined(view)[0].text if c.isdigit())
            assert 12 <= len(digits) <= 19


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "the quick brown fox ",
            "4539578763621486 ",
            "a@b.co ",
            "AIza",
            "%41",
            "а",
            "a\u200b",
            "1 ",
            "+1 ",
            "(",
            "ｗ",
        ),
        *("password=", "-----BEGIN PRIVATE KEY-----", "db://a:b@", "one two ", "aGVsbG8gd29ybGQgb3V0IHRoZXJl "),
    ],
)
def test_long_repetition_ends_and_stays_inside_the_text(unit: str) -> None:
    # How long it takes is measured by bench.growth.
    text = unit * (64_000 // len(unit))
    for finding in find([("body", text)]).findings:
        assert 0 <= finding.start < finding.end <= len(text)


def test_a_clean_message_leaves_nothing() -> None:
    text = "Dear all, the meeting moves to Thursday at ten; please bring the figures for the third quarter. " * 21
    assert find([("body", text)]) == Evidence()


def test_uri_swallows_what_lies_inside() -> None:
    assert [f.type for f in find([("b", "postgres://ann@host.org:tr0ub4dor@db.host.org/x")]).findings] == ["DB_URI"]


def test_clean_asks_only_about_the_ranges() -> None:
    evidence = find([("subject", "hi"), ("body", "write to ann@host.org, to\u200bken")])
    assert evidence.clean([("subject", 0, 2), ("body", 0, 9)])
    assert not evidence.clean([("body", 20, 21)])
    assert not evidence.clean([("body", 25, 26)])
    assert evidence.clean([("other", 0, 99)])


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("plain prose", 0.0, 0.0),
        ("pro\u200bse", 0.1, 0.2),
        ("card 4539\u200b5787\u200b6362\u200b1486", 0.7, 1.0),
        ("4 5 3 9 5 7 8 7 6 3 6 2 1 4 8 6", 0.7, 1.0),
        ("https://host.org/?to=ann%40host.org", 0.1, 0.4),
        (WRAPS["base64"]("password = gr33nT4pir!"), 0.7, 1.0),
        ("card 4539578763621486", 0.0, 0.0),
    ],
)
def test_obfuscation_floor(text: str, low: float, high: float) -> None:
    assert low <= obfuscation_floor(find([("body", text)])) <= high


@pytest.mark.parametrize(
    ("text", "floor"),
    [
        ("nothing", 0.0),
        ("ann@host.org", 0.2),
        ("card 4111111111111111", 0.1),
        ("card 4539578763621486", 0.8),
        ("order 4539578763621486", 0.5),
        ("ssn 536-90-4399", 0.8),
        ("postgres://a:tr0ub4dor@h/x", 0.95),
        ("postgres://a:<password>@h/x", 0.0),
    ],
)
def test_sensitivity_floor(text: str, floor: float) -> None:
    assert sensitivity_floor(find([("body", text)]).findings) == floor


@dataclasses.dataclass
class Tagged:
    type: str
    field: str
    start: int
    end: int
    confidence: float = 0.8


def test_merge_joins_vetoes_and_keeps_order() -> None:
    text = "Ann Lee, card 4539578763621486, NDA, room 12"
    findings = find([("body", text)]).findings
    model = [
        Tagged("NAME", "body", 0, 7),
        Tagged("PAN", "body", 9, 30),
        Tagged("NDA_TERM", "body", 32, 36),
        Tagged("PAN", "body", 42, 44),
    ]
    spans = merge(model, findings, {"body": text})
    assert [(s.type, text[s.start : s.end], s.source) for s in spans] == [
        ("NAME", "Ann Lee", "model"),
        ("PAN", "4539578763621486", "both"),
        ("NDA_TERM", "NDA", "both"),
    ]
    assert spans[1].confidence > 0.97


def test_merge_evidence_wins_over_another_type() -> None:
    text = "4539578763621486"
    spans = merge([Tagged("PHONE", "body", 0, 16, 0.99)], find([("body", text)]).findings, {"body": text})
    assert [(s.type, s.source) for s in spans] == [("PAN", "evidence")]


def test_merge_shows_a_placeholder_that_counts_for_nothing() -> None:
    text = "postgres://user:password@host/db"
    findings = find([("body", text)]).findings
    spans = merge([], findings, {"body": text})
    assert [(s.type, s.source) for s in spans] == [("DB_URI", "evidence")]
    assert not live_counts(spans, findings)


def test_live_counts_leave_out_test_values() -> None:
    text = "cards 4111111111111111 and 4539578763621486"
    findings = find([("body", text)]).findings
    spans = merge([], findings, {"body": text})
    assert len(spans) == 2
    assert live_counts(spans, findings) == {"PAN": 1}


@pytest.mark.parametrize(
    ("kind", "text", "answer"),
    [
        ("PAN", "4539 5787 6362 1486", True),
        ("PAN", "４５３９５７８７６３６２１４８６", True),
        ("PAN", "12345", False),
        ("EMAIL", "ann at host", True),
        ("EMAIL", "ann", False),
        ("DB_URI", "Server=x;Password=y", True),
        ("DB_URI", "the database", False),
        ("DB_URI", "://", False),
        ("DB_URI", "redis://:pw@cache", True),
        ("DB_URI", "spacingLeft=4;spacingRight=4;points=[[", False),
        ("PHONE", "79", False),
        ("SSN_LIKE", "536-90-4399", True),
        ("SSN_LIKE", "536", False),
        ("ADDRESS", "68", False),
        ("ADDRESS", "60440", True),
        ("ADDRESS", "B7", True),
        ("NDA_TERM", "--", False),
        ("NDA_TERM", "NDA", True),
        ("NAME", "Ann", True),
        ("NAME", "ann", True),
        ("NAME", "élodie", True),
        ("NAME", "Оксана", True),
        ("NAME", "тестового", False),
        ("NAME", "管理画面", False),
        ("SECRET_KEY", "$2b$12$" + "Qx7" * 17 + "Ab", False),
        ("SECRET_KEY", "Tr0ub4dor&3", True),
        ("NAME", "zyKwgPsLhWPGmF", False),
        ("NAME", "svc_batch", False),
        ("NAME", "PJN7XXM2HQ", False),
        ("NAME", "LeAnn McDonald", True),
        ("SSN_LIKE", "1FTFW1ET5DFC10312", False),
        ("SSN_LIKE", "29AABCT1332L1ZV", False),
    ],
)
def test_possible(kind: str, text: str, answer: bool) -> None:
    assert possible(kind, text) is answer


TRIPLES = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)), max_size=20)


@RELAXED
@given(TRIPLES, st.integers(0, 40), st.integers(1, 10))
def test_union_agrees_with_brute_force(ranges: list[tuple[int, int]], start: int, size: int) -> None:
    hit = any(a < start + size and start < a + n for a, n in ranges)
    assert Union((a, a + n) for a, n in ranges).touches(start, start + size) is hit


@RELAXED
@given(TRIPLES)
def test_ranges_stay_disjoint(ranges: list[tuple[int, int]]) -> None:
    taken, kept = Ranges(), []
    for start, size in ranges:
        free = all(start + size <= a or b <= start for a, b in kept)
        assert taken.add(start, start + size) is free
        if free:
            kept.append((start, start + size))


def test_findings_are_values() -> None:
    assert Finding("PAN", "body", 0, 1, 0.5) == Finding("PAN", "body", 0, 1, 0.5)
    with pytest.raises(AttributeError):
        Finding("PAN", "body", 0, 1, 0.5).start = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    ("parts", "between", "one"),
    [
        (("P.O. Box 951", "Wilmington, DE 19899"), "\n", True),
        (("7 Oak St", "Suite 1100", "Rome"), ",\n ", True),
        (("7 Oak St", "5th Floor"), "\n", True),
        (("7 Oak St, Rome, NY 13440", "9 Elm St"), "\n", False),
        (("7 Oak St", "9 Elm St"), "\n", False),
        (("7 Oak St", "5th Floor"), "\n\n", False),
        (("7 Oak St", "5th Floor"), " or ", False),
    ],
)
def test_lines_of_one_address_are_one_span_and_a_list_is_not(parts: tuple[str, ...], between: str, one: bool) -> None:
    text = between.join(parts)
    spans = [Tagged("ADDRESS", "body", text.index(p), text.index(p) + len(p)) for p in parts]
    merged = [text[s.start : s.end] for s in merge(spans, (), {"body": text})]
    assert merged == ([text] if one else list(parts))


def test_a_town_alone_is_no_address() -> None:
    text = "off to Rome, then 7 Oak St\nRome"
    spans = [Tagged("ADDRESS", "body", at, at + len(p)) for p, at in (("Rome", 7), ("7 Oak St", 18), ("Rome", 27))]
    assert [text[s.start : s.end] for s in merge(spans, (), {"body": text})] == ["7 Oak St\nRome"]


def test_a_doubtful_model_span_settles_edges_but_does_not_stand_alone() -> None:
    text = "send it to 12 Oak Street, Rome, GA 30161 or to the mill"
    findings = find([("body", text)]).findings
    [address] = [f for f in findings if f.type == "ADDRESS"]
    wider = Tagged("ADDRESS", "body", address.start, address.end, 0.6)
    alone = Tagged("ADDRESS", "body", text.index("the mill"), len(text), 0.6)
    lowest = dict.fromkeys(("ADDRESS", "NAME"), 0.9)
    [span] = [s for s in merge([wider, alone], findings, {"body": text}, lowest) if s.type == "ADDRESS"]
    assert (span.start, span.end, span.source) == (address.start, address.end, "both")
