"""Windows of real texts in which the people, and other labelled values, are exchanged for generated ones."""

from __future__ import annotations

import re
from random import Random

from training.generate.thread import Part, Parts
from training.generate.values import Person, Values

_PARTICLE = re.compile(r"(?:de|la|del|da|dos|di|van|von|der|den|ter|bin|ibn|al|el|le|du|y|e)", re.IGNORECASE)
_BREAK = re.compile(r"\n+|(?<=[.!?;]) +")


def breaks(text: str) -> list[int]:
    """Offsets at which a sentence or a line may begin, the text's ends included."""
    return sorted({0, len(text), *(m.end() for m in _BREAK.finditer(text))})


class Recast:
    """Exchanges the people of one text, each always for the same new one."""

    def __init__(self, rng: Random, values: Values) -> None:
        self.rng = rng
        self.values = values
        self.people: dict[str, Person] = {}
        """By the old last name, or the only one."""
        self.given: dict[str, Person] = {}
        """By the old first name, where a full name told it."""

    def parts(self, parts: Parts) -> Parts:
        """The text with new people; whether other values change too is drawn once a text."""
        for part in parts:
            if part.label == "NAME":
                self._meet(part.text)
        others = {label for label in ("EMAIL", "PHONE", "ADDR") if self.rng.random() < 0.7}
        return [self._one(part, others) for part in parts]

    def _one(self, part: Part, others: set[str]) -> Part:
        rng, values = self.rng, self.values
        if part.label == "NAME":
            return Part(self._renamed(part.text), "NAME", part.harm)
        if part.label not in others:
            return part
        if part.label == "EMAIL":
            return Part(
                values.email(rng.choice(list(self.people.values())) if self.people else None), "EMAIL", part.harm
            )
        if part.label == "PHONE":
            return Part(values.phone(), "PHONE", part.harm)
        # What stands for a street alone stays one, what is a block stays one.
        if "\n" in part.text:
            return Part(values.address(line=False), "ADDR", part.harm)
        whole = "," in part.text or bool(re.search(r"\d{4,}\D*$", part.text))
        return Part(values.address(line=True) if whole else values.street(), "ADDR", part.harm)

    def _meet(self, text: str) -> None:
        first, last = _halves(text)
        if last and last.casefold() not in self.people:
            person = self.people[last.casefold()] = self.values.latin()
            if first:
                self.given.setdefault(first.casefold(), person)

    def _renamed(self, text: str) -> str:
        first, last = _halves(text)
        rng = self.rng
        if not last:
            return text
        person = self.people.get(last.casefold()) or self.values.latin()
        if first:
            if rng.random() < 0.25:
                return self.values.name(person)
            middle = f" {rng.choice('ABCDEFGHJKLMNPRSTW')}." if len(text.split()) > 2 else ""
            new = (
                f"{person.last}, {person.first}{middle.rstrip('.')}"
                if "," in text
                else f"{person.first}{middle} {person.last}"
            )
        elif last.casefold() in self.given:
            new = self.given[last.casefold()].first
        else:
            new = (
                person.last
                if any(k != last.casefold() and p is person for k, p in self.people.items()) or rng.random() < 0.5
                else person.first
            )
        return new.upper() if text.isupper() else new.lower() if text.islower() else new


def _halves(text: str) -> tuple[str, str]:
    """(first, last) of a written name; first is empty for a single word."""
    last, comma, first = text.partition(",")
    words = text.split()
    if comma and first.strip() and not re.match(r"\s*(?:Jr|Sr|I+V?\b|Esq|Ph)", first):
        return first.split()[0], last.strip()
    words = [w.strip(",") for w in last.split() if not _PARTICLE.fullmatch(w)] or words
    return (words[0], words[-1]) if len(words) > 1 else ("", words[0] if words else "")
