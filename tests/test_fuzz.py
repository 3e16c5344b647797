"""Hostile and broken inputs, seeded: nothing raises, every range lies in its field, and compositions keep offsets."""

from __future__ import annotations

import base64
import codecs
import itertools
import random
import string
import zlib
from collections.abc import Callable

import pytest

from stream_scanner.evidence import Evidence, find, obfuscation_floor, sensitivity_floor

CARD, MAIL, KEY = "4539578763621486", "ann.lee@host.org", "ghp_9fQ2hZx81LmWpR4tYbN3vHc7Jt5Kd0Sa6Xe2"
VALUES = (
    CARD, MAIL, KEY, "4539 5787 6362 1486", "536-90-4399", "+44 20 7946 0958", "(212) 867-5309 ext. 42",
    "postgres://app:tr0ub4dor@db.host.org:5432/main", 'password = "gr33n-T4pir!"', "the password is gr33nT4pir",
    "-----BEGIN PRIVATE KEY-----\n" + "q8ZkT2mLx9Wv4RpB7nYs1Hd6Jc3F" * 4 + "\n-----END PRIVATE KEY-----",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.q8ZkT2mLx9Wv4RpB7nYs1Hd6Jc3Fg5Xt0Ue2aQ1bW3c",
    "1:21-cv-00437-LJL", "[2019] EWHC 123 (Ch)", "12 Oak Street, Rome, GA 30161", "Name: Ann Lee", "mutual NDA",
    "name,ssn\nann,536904399\n", "four five three nine five seven eight seven six three six two one four eight six",
)  # fmt: skip
WRAPS: dict[str, Callable[[str], str]] = {
    "percent": lambda s: "".join(f"%{b:02X}" for b in s.encode("utf-8", "surrogatepass")),
    "entity": lambda s: "".join(f"&#{ord(c)};" for c in s),
    "backslash": lambda s: "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 else c for c in s),
    "zero width": "\u200b".join,
    "bidi": "\u202e".join,
    "strike": lambda s: "".join(c + "\u0336" if c.isalnum() else c for c in s),
    "wide": lambda s: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in s),
    "control": "\x01".join,
    "base64": lambda s: base64.b64encode(s.encode("utf-8", "surrogatepass")).decode(),
    "base32": lambda s: base64.b32encode(s.encode("utf-8", "surrogatepass")).decode(),
    "hex": lambda s: s.encode("utf-8", "surrogatepass").hex(),
    "rot13": lambda s: codecs.encode(s, "rot13"),
    "reversed": lambda s: s[::-1],
    "spaced": " ".join,
    "by 47": lambda s: s.translate({n: 33 + (n + 14) % 94 for n in range(33, 127)}),
    "put together": lambda s: s[: len(s) // 2] + '" + "' + s[len(s) // 2 :],
    "broken": lambda s: s[: len(s) // 2] + "\n" + s[len(s) // 2 :],
    "compressed": lambda s: base64.b64encode(zlib.compress(s.encode("utf-8", "surrogatepass"))).decode(),
    "quoted-printable": lambda s: "".join(f"={b:02X}" for b in s.encode("utf-8", "surrogatepass")),
}
EXACT = ("percent", "entity", "backslash", "zero width", "strike", "wide", "base64", "hex")
MARKERS = ("<|body|>", "<|subject|>", "[PAN_1]", "[SECRET_KEY_12]", "<s>", "</s>", "<pad>", "<unk>", "▁", "\x00", "￾")
NOISE = "aZ09 \n\t\r,.;:@#%&=+-_/\\\"'`()[]{}<>|!?*$~^éßаѕ中日א؟"
NOISE += "\u200b\u200d\u202e\u0301\ufeff\U000e0041\U0001f600\ud800\udfff"


@pytest.mark.parametrize(("outer", "inner"), list(itertools.product(EXACT, EXACT)))
@pytest.mark.parametrize("value", [CARD, MAIL, KEY])
def test_a_composition_is_found_where_it_stands(outer: str, inner: str, value: str) -> None:
    hidden = WRAPS[outer](WRAPS[inner](value))
    text = f"é see {hidden} ok"
    found = [(f.start, f.end) for f in find([("body", text)]).findings if f.type in ("PAN", "EMAIL", "SECRET_KEY")]
    assert found == [(6, 6 + len(hidden))]


def mutated(rng: random.Random) -> str:
    """A text of real-shaped values, wrapped, cut, flipped and mixed with noise and with the product's own markers."""
    parts = []
    for _ in range(rng.choice((1, 1, 2))):
        part = rng.choice(VALUES)
        for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
            if len(part) > 90:
                break
            part = rng.choice(list(WRAPS.values()))(part)
        kind = rng.random()
        if kind < 0.3:
            part = part[: rng.randint(0, len(part))]
        elif kind < 0.4:
            part = part[rng.randint(0, len(part)) :]
        elif kind < 0.7:
            for _ in range(rng.randint(1, 4)):
                at = rng.randint(0, len(part))
                part = part[:at] + rng.choice((*NOISE, *MARKERS)) + part[at + rng.randint(0, 2) :]
        elif kind < 0.75:
            part = part * rng.randint(2, 3)
        parts += [part, "".join(rng.choices(NOISE + string.ascii_letters, k=rng.randint(0, 12)))]
        if rng.random() < 0.1:
            parts.append("".join(chr(rng.randrange(0x110000)) for _ in range(rng.randint(1, 40))))
    return "".join(parts)


def checked(fields: list[tuple[str, str]]) -> Evidence:
    evidence = find(fields)
    texts = dict(fields)
    last = dict.fromkeys(texts, 0)
    for finding in evidence.findings:
        assert last[finding.field] <= finding.start < finding.end <= len(texts[finding.field])
        assert 0.0 < finding.confidence <= 1.0
        last[finding.field] = finding.end
    for fired in evidence.transforms:
        assert fired.name
        assert 0 <= fired.start < fired.end <= len(texts[fired.field])
    assert 0.0 <= obfuscation_floor(evidence) <= 1.0
    assert 0.0 <= sensitivity_floor(evidence.findings) <= 1.0
    return evidence


@pytest.mark.parametrize("seed", range(5))
def test_ten_thousand_mutants(seed: int) -> None:
    rng = random.Random(seed)
    kinds = set()
    for _ in range(2_000):
        kinds |= {f.type for f in checked([("body", mutated(rng)), ("subject", "")]).findings}
    assert len(kinds) >= 9  # else they test nothing


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 120))
def test_mutants_by_the_hundred_thousand(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(5_000):
        checked([("body", mutated(rng))])


@pytest.mark.parametrize("depth", [1_000, 20_000])
@pytest.mark.parametrize("unit", ['{"a":', "[", "(", "<b>", "&amp;", "%25", "\u202e", "=\n", '" + "', "\\x5c"])
def test_depth(unit: str, depth: int) -> None:
    checked([("body", unit * depth + CARD)])


def test_encodings_in_encodings_end() -> None:
    text = f"card {CARD} ok"
    for _ in range(12):
        text = base64.b64encode(text.encode()).decode()
    checked([("body", text)])
