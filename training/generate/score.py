"""Targets of the four doc heads and the thread flags, from what was put into a message and where it goes."""

from __future__ import annotations

from collections.abc import Sequence

from training.generate.thread import Run

CLASSES = {"t": 0.03, "r": 0.09, "p": 0.6, "h": 0.6, "l": 0.8}
"""Sensitivity of a text by its class alone; see `frames_email`."""
EXPOSURE = {
    "bare": 0.1, "named": 0.02, "list": 0.15, "partner": 0.35, "external": 0.55, "freemail": 0.85, "public": 0.95,
}  # fmt: skip
"""Exposure by the widest reader."""
FITS, MISFITS = 0.95, 0.12
PERSONAL = frozenset({"NAME", "EMAIL", "PHONE", "ADDR", "SSN", "PAN"})


def sensitivity(floor: float, runs: Sequence[Run]) -> float:
    """Harm to be expected if an outsider read it: the worst value, more for many, most for bulk."""
    score = floor
    harmful = [run for run in runs if run.harm > 0.0]
    for run in harmful:
        score = max(score, run.harm)
    persons = [run for run in harmful if (run.label in PERSONAL and run.harm > 0.1) or run.label == "NAME"]
    kinds = {run.label for run in persons}
    contacts = sum(run.label != "NAME" for run in persons)
    if contacts and "NAME" in kinds:
        # Somebody's number, given to somebody: worth knowing of, and half of all business mail.
        score = max(score, 0.48)
    if contacts >= 10 or len(persons) >= 25:
        score = max(score, 0.95)
    elif contacts >= 4:
        score = max(score, 0.8)
    worst = sum(run.harm >= 0.7 for run in harmful)
    if worst >= 2:
        score = max(score, min(0.97, score + 0.02 * worst))
    return round(min(score, 0.98), 3)


def flags_after(before: dict[str, bool], runs: Sequence[Run], *, outside: bool) -> dict[str, bool]:
    """The thread's flags once a message is in; they never turn back."""
    labels = {run.label for run in runs if run.harm > 0.1}
    return {
        "has_nda": before["has_nda"] or "NDA" in labels,
        "has_matter": before["has_matter"] or "MATTER" in labels,
        "secret_shared": before["secret_shared"] or bool(labels & {"SECRET", "DBURI"}),
        "pii_shared": before["pii_shared"] or bool(labels & {"PAN", "SSN", "EMAIL", "PHONE", "ADDR"}),
        "external_joined": before["external_joined"] or outside,
    }
