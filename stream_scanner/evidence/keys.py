"""Recognisers of SECRET_KEY that need no context beyond a published prefix."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence import validators
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.providers import formats, prefixes
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View

LONGEST_KEY = 4096
"""Characters of a provider key that are looked at; bounds the work on a text made of prefixes."""
_BODY = rb"[A-Za-z0-9_.\-+/=%@!$]{15}"
_BASE64 = rb"^[A-Za-z0-9+/]{24}$"
_DOCUMENTATION = rb"(?i)EXAMPLE|x{6,}|\.{3}|0{12,}|your[_-]|placeholder|redacted|<|dummy"


def provider_keys(view: View) -> Iterator[Hit]:
    """Keys with a published prefix and body; documentation values are left out."""
    data = view.data
    if not pattern(_BODY).within(data):
        return
    at = 0
    start_of_key = pattern(prefixes())
    while (match := start_of_key.search(data, at)) is not None:
        start, prefix = match.start(), match.group(1)
        at = start + len(prefix)
        if start and data[start - 1] < 0x80 and chr(data[start - 1]).isalnum():
            continue
        # Inside of Base64, or the end of a compound such as session-key-.
        if data[start - 1 : start] in (b"/", b"+") and pattern(_BASE64).within(data[max(0, start - 24) : start]):
            continue
        if len(prefix) <= 4 and data[start - 1 : start] == b"-" and data[max(0, start - 2) : start - 1].isalnum():
            continue
        body, low, high = formats()[prefix]
        rest = pattern(body + b"+").match(data[at : at + (high + 1 if high else LONGEST_KEY)])
        value = rest.group() if rest else b""
        if len(value) < low or (high and len(value) > high):
            continue
        if not high and len(kept := value.rstrip(b"-_")) >= low:
            value = kept
        at += len(value)
        if (
            len(set(value)) < 6
            or 2 * value.count(b"A") > len(value)  # what zeros are in Base64
            or pattern(_DOCUMENTATION).search(prefix + value)
            or _worded(prefix, value.decode("latin-1"))
        ):
            continue
        yield Hit("SECRET_KEY", start, at, 0.97, "test" if b"_test_" in prefix else "live")


def _worded(prefix: bytes, value: str) -> bool:
    # A value typed by hand to look like a key; behind a short prefix, also an identifier that happens to begin so.
    return validators.sequence(value) or (len(prefix) <= 3 and len(value) < 80 and validators.rarity(value) < 0.4)
