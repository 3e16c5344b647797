"""Messages of wanted lengths, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from bench.peer_harmless import PROSE, message
from model_core.dsl import serialize
from model_core.tokenizer import Tokenizer
from stream_scanner.events import Event, validate

MEDIAN, SPREAD, LONGEST = 120, 1.0, 4000
"""Tokens of a message of the mixed stream: the median, sigma of the logarithm, and where the tail is cut."""
SHORTEST = 24
"""Tokens; the markers and addresses of an event alone take about twenty."""


def prose(rng: Random, characters: int) -> str:
    """Sentences that hold no value."""
    text = ""
    while len(text) < characters:
        text += rng.choice(PROSE) + rng.choice((" ", " ", "\n"))
    return text[:characters]


def two_kilobytes(seed: int = 0) -> str:
    """2,048 characters of prose with a value in every twelfth sentence or so."""
    return message(Random(seed), 2048)


def record(body: str, number: int = 0, thread: str = "") -> dict[str, Any]:
    """A chat message inside the organisation, in a thread of its own unless one is named."""
    return {
        "event_id": f"bench-{number}", "thread_id": thread or f"bench-{number}", "kind": "chat",
        "sender": {"address": "ann@corp.example"}, "recipients": [{"channel": "#team"}], "body": body,
    }  # fmt: skip


def event(body: str, number: int = 0) -> Event:
    """The same, decoded."""
    return validate(record(body, number))


def lengths(count: int, seed: int) -> list[int]:
    """Tokens of the messages of a mixed stream: log-normal."""
    rng = Random(seed)
    drawn = (int(MEDIAN * rng.lognormvariate(0, SPREAD)) for _ in range(count))
    return [min(LONGEST, max(SHORTEST, n)) for n in drawn]


class Sizer:
    """Texts by the tokens of the event that they are the body of."""

    def __init__(self, bundle: Path) -> None:
        self._tokenizer = Tokenizer(bundle / "tokenizer.model")

    def tokens(self, body: str) -> int:
        """Tokens of the whole event."""
        return len(self._tokenizer.encode(serialize(event(body).model_dump(exclude={"time"}))))

    def body(self, tokens: int, seed: int, make: Callable[[Random, int], str] = message) -> str:
        """The longest beginning of a made text whose event has at most ``tokens``."""
        text = make(Random(seed), 8 * tokens)
        low, high = 0, len(text)
        while high - low > 1:
            middle = (low + high) // 2
            if self.tokens(text[:middle]) <= tokens:
                low = middle
            else:
                high = middle
        return text[:low]

    def mixed(self, count: int, seed: int = 1) -> list[str]:
        """Bodies of a mixed stream."""
        return [self.body(tokens, seed + at) for at, tokens in enumerate(lengths(count, seed))]
