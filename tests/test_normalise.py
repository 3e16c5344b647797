"""Normalisation: what each transform undoes, what it leaves alone, and that offsets always lead back."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stream_scanner.evidence.islands import islands
from stream_scanner.evidence.normalise import digits_joined, normalise
from stream_scanner.evidence.views import Edit, View, project

RELAXED = settings(deadline=None)  # a slow machine is not a failure


def undone(text: str) -> tuple[str, list[tuple[str, str]]]:
    view, fired = normalise("body", View(text))
    return view.text, [(f.name, text[f.start : f.end]) for f in fired]


@pytest.mark.parametrize(
    ("raw", "plain", "fired"),
    [
        ("ｋｅｙ ４２", "key 42", [("wide_letters", "ｋｅｙ"), ("wide_letters", "４２")]),
        ("𝐤𝐞𝐲", "key", [("wide_letters", "𝐤𝐞𝐲")]),
        ("①②", "12", [("wide_letters", "①②")]),
        ("to\u200bken", "token", [("zero_width", "\u200b")]),
        ("to\u00adken", "token", [("zero_width", "\u00ad")]),
        ("\u202eabc", "abc", [("bidi", "\u202e")]),
        ("4\u03362\u0336", "42", [("combining_marks", "4\u03362\u0336")]),
        ("раypal", "paypal", [("confusable", "ра")]),
        ("αlpha@x.io", "alpha@x.io", [("confusable", "α")]),
        ("a%40b", "a@b", [("percent", "%40")]),
        ("a%2540b", "a@b", [("percent", "%2540")]),
        ("a&#64;b&#x41;", "a@bA", [("html_entity", "&#64;"), ("html_entity", "&#x41;")]),
        (r"\u0041\x42\u{43}", "ABC", [("backslash_escape", r"\u0041\x42\u{43}")]),
        ("ann [at] host [dot] io", "ann@host.io", [("spelled_address", " [at] "), ("spelled_address", " [dot] ")]),
        ("ann【at】host.io", "ann@host.io", [("spelled_address", "【at】")]),
        ("ann at host dot com", "ann@host.com", [("spelled_address", " at "), ("spelled_address", " dot ")]),
        ("ann at gmail.com", "ann@gmail.com", [("spelled_address", " at ")]),
        ("\U000e0041\U000e0042", "AB", [("tag_characters", "\U000e0041\U000e0042")]),
    ],
)
def test_undoes(raw: str, plain: str, fired: list[tuple[str, str]]) -> None:
    text, found = undone(raw)
    assert text == plain
    if raw == "a%2540b":  # two rounds, each reported
        assert {name for name, _ in found} == {"percent"}
    else:
        assert found == fired


@pytest.mark.parametrize(
    "text",
    [
        "Plain prose with 100% of nothing, R&D & co; C:\\users\\x",
        "Это обычный текст про IP-адрес и Wi-Fi.",
        "Ελληνικό κείμενο, 日本語のテキスト、한국어",
        "日 @ 日 и @ я 他 at 她",
        "Meet at noon (at the office); a dot is a dot.",
        "café naïve Zürich – “quoted” …",
        "👩\u200d👩\u200d👧 ❤\ufe0f می\u200cخواهم",
        "https://x.io/a%20b%2Fc?d=%C3%A9 &nbsp;&amp;",
        "cafe\u0301",
    ],
)
def test_everyday_text_fires_nothing(text: str) -> None:
    assert undone(text)[1] == []


def test_plain_ascii_is_not_copied() -> None:
    view = View("nothing to see here")
    assert normalise("body", view)[0] is view


@pytest.mark.parametrize(
    ("raw", "joined"),
    [
        ("4 1 1 1 1 1 1 1 1", "411111111"),
        ("four one one one two two two", "4111222"),
        ("4111/1111/1111/1111", "4111111111111111"),
        ("41-11-11-11-11-11-11-11", "4111111111111111"),
        ("2024-05-06 07:08:09.123", "2024-05-06 07:08:09.123"),
        ("10.20.30.40", "10.20.30.40"),
        ("one or two of them", "one or two of them"),
    ],
)
def test_digit_runs(raw: str, joined: str) -> None:
    assert digits_joined(View(raw))[0].text == joined


def test_islands_map_to_their_stretch() -> None:
    hidden = base64.b64encode(b"meet me at the old bridge").decode()
    text = f"é {hidden} end"
    ((name, ranges, _, view),) = islands(View(text))
    assert name == "base64"
    assert [text[start:end] for start, end in ranges] == [hidden]
    assert view.text == "é meet me at the old bridge\n\n end"
    start, end = view.raw(7, 9)
    assert text[start:end] == hidden


@pytest.mark.parametrize("text", ["getAuthenticationTokenProvider", "d41d8cd98f00b204e9800998ecf8427e", "A" * 64])
def test_no_islands(text: str) -> None:
    assert list(islands(View(text))) == []


@RELAXED
@given(st.text(alphabet=st.characters(), max_size=200))
def test_projection_is_one_byte_per_character(text: str) -> None:
    data = project(text)
    assert len(data) == len(text)
    assert all(a == ord(c) if c.isascii() else a >= 0x80 for a, c in zip(data, text, strict=True))


@RELAXED
@given(st.text(max_size=120), st.data())
def test_edits_keep_offsets(text: str, data: st.DataObject) -> None:
    """Any chain of edits: untouched characters map to themselves, replaced ones to the whole replaced range."""
    view = View(text)
    for _ in range(2):
        cuts = sorted(data.draw(st.lists(st.integers(0, len(view.text)), max_size=8)))
        edits = [
            Edit(a, b, data.draw(st.sampled_from(["", "x", "yz"])), "n")
            for a, b in zip(cuts[::2], cuts[1::2], strict=False)
            if a < b
        ]
        edits = [e for k, e in enumerate(edits) if not k or edits[k - 1].end <= e.start]
        view = view.edited(edits)
    last = 0
    for at, char in enumerate(view.text):
        start, end = view.raw(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert start >= last
        last = start
        if end - start == 1 and char not in "xyz":
            assert text[start] == char


@RELAXED
@given(st.text(alphabet=st.characters(), max_size=300))
def test_never_raises(text: str) -> None:
    view, fired = normalise("body", View(text))
    assert all(0 <= f.start < f.end <= len(text) for f in fired)
    digits_joined(view)
    list(islands(view))


WRAPS = [
    lambda s: quote(s, safe="").replace(".", "%2E"),
    lambda s: "".join(f"%{b:02X}" for b in s.encode()),
    lambda s: "".join(f"&#{ord(c)};" for c in s),
    lambda s: "".join(f"\\u{ord(c):04x}" for c in s),
    lambda s: "\u200b".join(s),
    lambda s: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in s),
]


@RELAXED
@given(
    st.text(alphabet="abcXYZ019@._", min_size=1, max_size=20),
    st.sampled_from(WRAPS),
    st.text(alphabet="日é ,", max_size=5),
)
@example("@", WRAPS[0], "日")
def test_wrapped_text_comes_back(value: str, wrap: object, around: str) -> None:
    assert callable(wrap)
    hidden = wrap(value)
    raw = f"{around} {hidden} {around}"
    view, _ = normalise("body", View(raw))
    at = view.text.find(value)
    assert at >= 0
    start, end = view.raw(at, at + len(value))
    assert raw[start:end] == hidden
