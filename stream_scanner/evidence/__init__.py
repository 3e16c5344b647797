"""The deterministic half: what patterns, checksums and decoding can vouch for, in linear time."""

from stream_scanner.evidence.custom import Detectors
from stream_scanner.evidence.finder import Evidence, Finding, Union, find
from stream_scanner.evidence.floors import obfuscation_floor, sensitivity_floor
from stream_scanner.evidence.halves import Half, follow
from stream_scanner.evidence.known import lists
from stream_scanner.evidence.listed import borne, given
from stream_scanner.evidence.marks import marks
from stream_scanner.evidence.merge import live_counts, merge, reported
from stream_scanner.evidence.uncovered import altered
from stream_scanner.evidence.views import Fired

__all__ = [
    "Detectors", "Evidence", "Finding", "Fired", "Half", "Union", "altered", "borne", "find", "follow", "given",
    "lists", "live_counts", "marks", "merge", "obfuscation_floor", "reported", "sensitivity_floor",
]  # fmt: skip
