"""``python -m training.generate``: look at generated messages or count them."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from itertools import chain, islice
from pathlib import Path
from statistics import mean

from training.generate.stream import threads
from training.generate.thread import Message


def main() -> None:
    """Print messages as JSON lines, or a table of statistics."""
    parser = argparse.ArgumentParser(prog="training.generate", description=main.__doc__)
    parser.add_argument("--carriers", type=Path, default=None, help="folder of real texts; without it, frames alone")
    parser.add_argument("--split", choices=("train", "dev", "test"), default="train")
    parser.add_argument("--level", choices=("easy", "full"), default="full")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20, help="messages")
    parser.add_argument("--stats", action="store_true", help="print figures instead of messages")
    options = parser.parse_args()
    messages = chain.from_iterable(threads(options.seed, options.split, options.carriers, options.level))
    first = next(messages)
    start = time.perf_counter()
    drawn = chain((first,), islice(messages, options.count - 1))
    if options.stats:
        _stats(list(drawn), start)
        return
    for message in drawn:
        row = {name: getattr(message, name) for name in message.__slots__} | {"known": sorted(message.known)}
        row["spans"] = [
            {**span._asdict(), "text": _text(message, span.field)[span.start : span.end]} for span in message.spans
        ]
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def _text(message: Message, place: str) -> str:
    value: object = message.event
    for step in place.replace("[", ".").replace("]", "").split(".", 1 if place.startswith("metadata.") else -1):
        value = value[int(step)] if isinstance(value, list) else value[step]  # type: ignore[index]
    return str(value)


def _stats(messages: list[Message], start: float) -> None:
    from rich.console import Console
    from rich.table import Table

    seconds = time.perf_counter() - start
    count = len(messages)
    table = Table("figure", "value", title=f"{count} messages")
    table.add_row("messages/s", f"{count / seconds:.0f}")
    table.add_row("without any span", f"{sum(not m.spans for m in messages) / count:.1%}")
    table.add_row("obfuscated", f"{sum(m.obfuscation is not None for m in messages) / count:.1%}")
    table.add_row("frames and carriers", str(len({part for m in messages for part in m.template.split("+")})))
    sizes = sorted(len(json.dumps(m.event, ensure_ascii=False)) for m in messages)
    table.add_row(
        "event characters p10 p50 p90 p99", " ".join(str(sizes[int(count * q)]) for q in (0.1, 0.5, 0.9, 0.99))
    )
    for title, values in (
        ("span", Counter(s.type for m in messages for s in m.spans)),
        ("field", Counter(s.field.split("[")[0].split(".")[0] for m in messages for s in m.spans)),
        ("kind", Counter(m.event["kind"] for m in messages)),
        ("source", Counter(m.source for m in messages)),
        ("hidden by", Counter(m.obfuscation for m in messages if m.obfuscation)),
        ("flag", Counter(name for m in messages for name, on in m.flags.items() if on)),
    ):
        for name, number in values.most_common():
            table.add_row(f"{title} {name}", str(number))
    by_scope: defaultdict[str, list[Message]] = defaultdict(list)
    for message in messages:
        scopes = {r["scope"] for r in message.event["recipients"]}
        by_scope[next(s for s in ("public", "external", "internal") if s in scopes)].append(message)
    for scope, rows in sorted(by_scope.items()):
        figures = "  ".join(f"{head} {mean(m.scores[head] for m in rows):.2f}" for head in rows[0].scores)
        table.add_row(f"mean scores, {scope}", figures)
    Console().print(table)


if __name__ == "__main__":
    main()
