"""The label set shared by training and serving: BIO tag ids, span types and their display names, doc heads."""

from __future__ import annotations

from typing import Final

# The seed's short names are the model's ids; people see the display names.
DISPLAY: Final[dict[str, str]] = {
    "EMAIL": "EMAIL",
    "PHONE": "PHONE",
    "PAN": "PAN",
    "SSN": "SSN_LIKE",
    "SECRET": "SECRET_KEY",
    "DBURI": "DB_URI",
    "NDA": "NDA_TERM",
    "MATTER": "MATTER_ID",
    "NAME": "NAME",
    "ADDR": "ADDRESS",
}
SHORT: Final[dict[str, str]] = {display: short for short, display in DISPLAY.items()}
TYPES: Final[tuple[str, ...]] = tuple(DISPLAY)
"""Short type names in tag order: B-TYPES[k] has tag id 2k, I-TYPES[k] has tag id 2k+1."""

BIO_TAGS: Final[tuple[str, ...]] = (*(f"{prefix}-{t}" for t in TYPES for prefix in "BI"), "O")
OUTSIDE: Final[int] = len(BIO_TAGS) - 1
IGNORE: Final[int] = -100
"""Target id of a token that takes no part in the tag loss."""

SCORES: Final[tuple[str, ...]] = ("sensitivity", "exposure", "context", "obfuscation")
"""Doc heads in logit order. ``context`` is P(the content fits the conversation): high is good."""

THREAD_FLAGS: Final[tuple[str, ...]] = (
    "has_nda",
    "has_matter",
    "secret_shared",
    "pii_shared",
    "external_joined",
)
"""What a thread's memory says in plain words beside its vector."""


def begin_tag(short: str) -> int:
    """Id of ``B-short``; the matching ``I-short`` is one more."""
    return 2 * TYPES.index(short)
