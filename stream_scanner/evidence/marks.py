"""What the evidence pass tells the network: its findings and disguises as marks on tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from model_core.marks import DISGUISED, ESCAPED, Mark, finding_code
from stream_scanner.evidence.finder import Evidence
from stream_scanner.evidence.floors import EVERYDAY, SURE
from stream_scanner.evidence.listed import listed


def marks(evidence: Evidence, content: Iterable[tuple[str, str]] = (), share: float = 1.0) -> Iterator[Mark]:
    """Marks in order of weight, the weightiest last: listed names, escapes and disguises, then what was found.

    Args:
        content: fields that are looked through for listed names, as (field path, raw text).
        share: of the name lists that is known; see `listed`.
    """
    yield from listed(content, share)
    for fired in evidence.transforms:
        yield Mark(fired.field, fired.start, fired.end, ESCAPED if fired.name in EVERYDAY else DISGUISED)
    for found in evidence.findings:
        band = "harmless" if found.band != "live" else "sure" if found.confidence >= SURE else "unsure"
        yield Mark(found.field, found.start, found.end, finding_code(found.type, band, bool(found.transforms)))
