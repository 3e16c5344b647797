"""Lower bounds of scores that evidence alone justifies, whatever the model says."""

from __future__ import annotations

from collections.abc import Iterable

from stream_scanner.evidence.finder import Evidence, Finding

EVERYDAY = frozenset({"percent", "html_entity", "backslash_escape"})
"""Transforms that machines apply without meaning to hide: links, mark-up, JSON."""

HIDDEN = 0.75
EVERYDAY_CONTACT = 0.3
STRAY = {"bidi": 0.3, "combining_marks": 0.25, "tag_characters": 0.6, "confusable": 0.3, "zero_width": 0.15}
STRAY_OTHER = 0.1

_SENSITIVITY = {
    "DB_URI": 0.95, "SECRET_KEY": 0.95, "PAN": 0.8, "SSN_LIKE": 0.8, "PHONE": 0.2, "EMAIL": 0.2, "NDA_TERM": 0.3,
    "MATTER_ID": 0.25, "NAME": 0.2, "ADDRESS": 0.2,
}  # fmt: skip
RECORDS = 0.8
TEST_VALUE = 0.1
SURE = 0.6
UNSURE = 0.5
"""A finding below `SURE` (no label, odd place) claims no more than this."""


def obfuscation_floor(evidence: Evidence) -> float:
    """Least ObfuscationRisk: 0.75 where a transform hides a live finding, less for strays, 0 for none.

    A contact behind an everyday escape (``mailto:a%40b.org``) is a link, not a disguise: 0.3.
    """
    floor = 0.0
    for finding in evidence.findings:
        if finding.transforms and finding.band != "placeholder":
            contact = finding.type in ("EMAIL", "PHONE", "ADDRESS", "NAME") and EVERYDAY.issuperset(finding.transforms)
            floor = max(floor, EVERYDAY_CONTACT if contact else HIDDEN)
    for fired in evidence.transforms:
        if fired.name not in EVERYDAY:
            floor = max(floor, STRAY.get(fired.name, STRAY_OTHER))
    return floor


def sensitivity_floor(findings: Iterable[Finding], records: int = 0) -> float:
    """Least Sensitivity: live secret or database URI 0.95, card, national number or table about people 0.8, legal term
    0.25 to 0.3, contact 0.2, published test value 0.1, placeholder 0; an unsure finding at most 0.5."""
    floor = RECORDS if records else 0.0
    for finding in findings:
        if finding.band == "live":
            value = _SENSITIVITY[finding.type]
            floor = max(floor, value if finding.confidence >= SURE else min(value, UNSURE))
        elif finding.band == "test":
            floor = max(floor, TEST_VALUE)
    return floor
