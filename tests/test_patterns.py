"""The thin wrapper finds what re2's own classes find."""

from __future__ import annotations

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from stream_scanner.evidence.patterns import letters, pattern

SOURCES = [
    rb"a",
    rb"\ba+b?",
    rb"(a)|b(c)?",
    rb"^a|b$",
    rb"(?m)^[ab]+$",
    rb"\xe9+",
    rb"(?i)A[^b]",
    rb"(?:a*)(b)?",
    rb"$",
]
TEXTS = st.binary(max_size=12) | st.text(alphabet="abcAB \n\xe9", max_size=12).map(lambda s: s.encode("latin-1"))


@pytest.mark.parametrize("source", SOURCES)
@settings(deadline=None)
@given(data=TEXTS)
def test_same_as_the_public_classes(source: bytes, data: bytes) -> None:
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    public, own = re2.compile(source, options), pattern(source)
    expected = [m for m in public.finditer(data) if m.group()]
    found = list(own.finditer(data))
    assert [m.span() for m in found] == [m.span() for m in expected]
    for one, other in zip(found, expected, strict=True):
        for group in range(public.groups + 1):
            assert one.span(group) == other.span(group)
            assert one.has(group) is (other.group(group) is not None)
            assert one.group(group) == (other.group(group) or b"")
    assert own.findall(data) == [m.group() for m in expected]
    assert own.within(data) is (public.search(data) is not None)
    for at in range(len(data) + 1):
        for mine, theirs in (
            (own.search(data, at), public.search(data, at)),
            (own.match(data, at), public.match(data, at)),
        ):
            assert (mine and mine.span()) == (theirs and theirs.span())


def test_letters_tell_where_in_characters() -> None:
    half = "\ud800"
    text = f"😀{half} ул. Лесная 7, ул. Мира 12"
    found = [(text[m.start : m.end], text[m.low : m.high]) for m in letters(r"ул\. (\pL+)").finditer(text)]
    assert found == [("ул. Лесная", "Лесная"), ("ул. Мира", "Мира")]
    assert letters(r"\pL+").search(text) == (3, 5, 3, 5)
    assert letters(r"\pL+").match(text) is None
    assert letters(r"ж*").match("") == (0, 0, 0, 0)
