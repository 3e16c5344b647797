"""Readings that only count when they hold a value, and any composition of transforms."""

from __future__ import annotations

import base64
import codecs
import random
import string
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream_scanner.evidence import find

RELAXED = settings(deadline=None, max_examples=60)  # a slow machine is not a failure
KEY = "gh" + "p_" + "".join(random.Random(7).choices(string.ascii_letters + string.digits, k=36))
CARD = "4539578763621486"


def seen(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(f.type, text[f.start : f.end], f.transforms) for f in find([("body", text)]).findings]


@pytest.mark.parametrize(
    ("frame", "kind", "hidden", "name"),
    [
        ("mail {}", "EMAIL", "moc.tsoh@eel.nna", "reversed"),
        ("{}", "SECRET_KEY", KEY[::-1], "reversed"),
        ("the card backwards: {}", "PAN", CARD[::-1], "reversed"),
        ("my ssn reversed is {}", "SSN_LIKE", "9934-09-635", "reversed"),
        ("mail {}", "EMAIL", "naa.yrr@ubfg.pbz", "rot13"),
        ("mail {}", "EMAIL", "ann.lee (a) host.fr", "spelled_address"),
        ("use '{}' now", "DB_URI", "ytirojam=w&eurt=slt?yap/tsoh.bd@R03lP4tS:sredro//:lqsergtsop", "reversed"),
        ("use {}", "DB_URI", "pnffnaqen://znfgre:Fvyire7483@qo.ubfg:9042/cnl", "rot13"),
        ("use {}", "DB_URI", "cbfgterf://beqref:vgMvi6Wwn9B2@qo.ubfg:5432/cnl", "rot13"),
        ("mail {}", "EMAIL", "\u202emoc.tsoh@eel.nna", "bidi"),
        ("card {}", "PAN", f"\u202e{CARD[::-1]}", "bidi"),
        ("see {}", "SECRET_KEY", codecs.encode(KEY, "rot13"), "rot13"),
        ("sign the {} first", "NDA_TERM", "havyngreny AQN", "rot13"),
        ("under {} since", "NDA_TERM", "tnemeerga ytilaitnedifnoc", "reversed"),
        ('k = "{}"', "SECRET_KEY", f'{KEY[:20]}" + "{KEY[20:]}', "concatenation"),
        ("key: {}", "SECRET_KEY", f"{KEY[:25]}\n{KEY[25:]}", "line_break"),
        ("x {}", "SECRET_KEY", f"{KEY[:9]}<!-- no -->{KEY[9:]}", "markup"),
        ("x {}", "SECRET_KEY", f"{KEY[:9]}<b></b>{KEY[9:]}", "markup"),
        ("x {}", "SECRET_KEY", "\0".join(KEY), "control_characters"),
        ("card {}", "PAN", "4S39 S787 6362 I486", "leet_digits"),
        ("ssn {}", "SSN_LIKE", "S36-9O-4399", "leet_digits"),
        ("a=3D {}", "EMAIL", "ann=40host.org", "quoted_printable"),
        ("x {}", "EMAIL", "".join(f"\\{ord(c):03o}" for c in "ann@host.org"), "backslash_escape"),
        ("x {}", "PAN", "⓸⓹⓷⓽⓹⓻⓼⓻⓺⓷⓺⓶⓵⓸⓼⓺", "wide_letters"),
        ("x {}", "PAN", "\ufe0f\u20e3".join(CARD) + "\ufe0f\u20e3", "combining_marks"),
        ("x {}", "SECRET_KEY", base64.b32encode(b"password = gr33nT4pir!x").decode(), "base32"),
        ("{}", "EMAIL", "ann arroba host punto com", "spelled_address"),
    ],
)
def test_read(frame: str, kind: str, hidden: str, name: str) -> None:
    text = frame.format(hidden)
    assert seen(text) == [(kind, hidden, (name,))]
    assert name in {f.name for f in find([("body", text)]).transforms}


@pytest.mark.parametrize(
    "text",
    [
        "print('a' + 'b')",
        f"use {KEY}\nnextline follows",
        "<p>some <b>bold</b>ed text<!-- a note --></p>",
        "order backwards 12345678901234",
        "moc. is com backwards",
        "x = 3D\ny =40",
        "1\u20442 cup of flour, at a ratio of 3\u22364",
        "see BID-24-0012 and EDI-12-2024",
        "We compare (a) google.com and (b) bing.com today.",
        "the term means (a) Amazon.com, Inc.",
        "foo(a) bar.in and map(a)b.at(0)",
    ],
)
def test_plain_text_is_no_disguise(text: str) -> None:
    assert find([("body", text)]).transforms == ()


WRAPS: tuple[Callable[[str], str], ...] = (
    lambda s: "".join(f"%{b:02X}" for b in s.encode()),
    lambda s: "".join(f"&#{ord(c)};" for c in s),
    lambda s: "".join(f"\\u{ord(c):04x}" for c in s),
    "\u200b".join,
    lambda s: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in s),
    lambda s: base64.b64encode(s.encode()).decode(),
    lambda s: base64.b32encode(s.encode()).decode(),
    lambda s: s.encode().hex(),
)


@RELAXED
@given(st.lists(st.sampled_from(WRAPS), min_size=1, max_size=2), st.sampled_from([KEY, "ann.lee@host.org", CARD]))
def test_composition_keeps_offsets(wraps: list[Callable[[str], str]], value: str) -> None:
    hidden = value
    for wrap in wraps:
        hidden = wrap(hidden)
    text = f"é see {hidden} ok"
    for finding in find([("body", text)]).findings:
        assert 6 <= finding.start < finding.end <= 6 + len(hidden)


@RELAXED
@given(
    st.lists(
        st.sampled_from(
            [KEY, KEY[::-1], CARD, "=3D=40", "<b>", '" + "', "\\101\\102", "\0", "ᴀ", "⓸", "\n", "moc.", "backwards "]
        )
    ),
    st.text(alphabet=st.characters(), max_size=30),
    st.integers(0, 400),
)
def test_mutated_text_never_raises(parts: list[str], noise: str, at: int) -> None:
    text = "".join(parts)
    text = text[:at] + noise + text[at:]
    last = 0
    for finding in find([("body", text)]).findings:
        assert last <= finding.start < finding.end <= len(text)
        last = finding.end


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("my card ƼІ9Ƽ ІЗȢO З24ο бІO2", "PAN"),
        ("my ssn is 2І9-O9-999Ȣ", "SSN_LIKE"),
        ("call +44 2O 7946 О95Ȣ", "PHONE"),
        ("card Eg4S-2TG9", None),
        ("our visa is 4S39 1A88 OEA3 6A67", "PAN"),
        ("my card 53**90-38**45-12**34-56**72", "PAN"),
        ("my ssn is 219**-09**-9998", "SSN_LIKE"),
        ("x = 2**8 + 3**5", None),
        ("write to mar**ia.**lop**ez@**bri**ght**gat**e.c**om", "EMAIL"),
        ("write to maria_dot_lopez_at_brightgate_dot_com", "EMAIL"),
        ("write to j.smitһ@aϲmҽ.cо․uk", "EMAIL"),
        ("look_at_this and that_dot_product_at_scale", None),
        ("see snapshot_at_start.sh and event.starts_at_local.name", None),
        ("GAS-IT-2020, ISO-DE-2019 and BIG-AS-2019", None),
    ],
)
def test_digits_that_are_drawn_or_sown(text: str, kind: str | None) -> None:
    assert [f.type for f in find([("body", text)]).findings] == ([kind] if kind else [])


def test_emphasis_around_an_address_is_no_disguise() -> None:
    text = "contact **john.doe@acme.com** or mail**john.doe@acme.com**today"
    evidence = find([("body", text)])
    assert [text[f.start : f.end] for f in evidence.findings] == ["john.doe@acme.com"] * 2
    assert not evidence.transforms
