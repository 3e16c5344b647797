"""What is found: rows and answers to shares of values found, by disguise, by sort of value, and by scanner."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from bench import peer_adapters
from bench.disguised import KINDS, PERSONAL, SECRET, SORTS, Row, rows
from bench.peer_adapters import Answer, ours
from bench.peer_harmless import HARMLESS, clean
from bench.peer_process import OURS, Process
from bench.sheet import Sheet
from model_core.labels import DISPLAY

ACCEPTED = {kind: {kind} for kind in DISPLAY.values()}
ACCEPTED |= {kind: {"SECRET_KEY", "DB_URI"} for kind in ("SECRET_KEY", "DB_URI")}
"""Our type to the types that count as finding it: to a scanner of secrets a database URI is one."""
ALARMS = {shape.type for shape in SORTS.values()}
BATCH = 64


def coverage(spans: Iterable[tuple[int, int]], start: int, end: int) -> float:
    """Share of the characters of ``[start, end)`` that any of the spans covers."""
    covered, at = 0, start
    for first, last in sorted(spans):
        first, last = max(first, at), min(last, end)
        if last > first:
            covered, at = covered + last - first, last
    return covered / (end - start)


def scored(peer: str, row: Row, answer: Answer) -> tuple[bool, bool, bool]:
    """Whether spans of a fitting type cover half of the value, nine tenths of it, and spans of any type half."""
    spans = answer[0]
    typed = coverage(((s, e) for n, s, e in spans if ours(peer, n) in ACCEPTED[row.type]), row.start, row.end)
    return typed >= 0.5, typed >= 0.9, coverage(((s, e) for _, s, e in spans), row.start, row.end) >= 0.5


def share(flags: Sequence[bool]) -> str:
    """In per cent."""
    return f"{100 * sum(flags) / len(flags):.0f}" if flags else "–"


Outcomes = dict[str, list[tuple[Row, tuple[bool, bool, bool]]]]


def claims(peer: str, sort: str) -> bool:
    """Whether a scanner has a type that fits values of this sort."""
    types = peer_adapters.TYPES.get(peer)
    return types is None or not ACCEPTED[SORTS[sort].type].isdisjoint(types.values())


def kinds_sheet(title: str, sorts: tuple[str, ...], outcomes: Outcomes) -> Sheet:
    """Disguises by scanners, over values of the given sorts."""
    peers = [name for name in outcomes if any(claims(name, sort) for sort in sorts)]
    sheet = Sheet(title, ["disguise", "rows", *peers], [])
    for kind in KINDS:
        chosen = {n: [hit for row, hit in outcomes[n] if row.kind == kind and row.sort in sorts] for n in peers}
        if size := len(chosen[peers[0]]):
            cells = ["{}/{} ({})".format(*map(share, zip(*hits, strict=True))) for hits in chosen.values()]
            sheet.rows.append([kind, str(size), *cells])
    return sheet


def sorts_sheet(outcomes: Outcomes) -> Sheet:
    """Sorts of values by scanners: plain, and over all disguises."""
    sheet = Sheet("Plain → disguised, by value: typed, half covered", ["value", *outcomes], [])
    for sort in SORTS:
        cells = []
        for name, hits in outcomes.items():
            plain = [hit[0] for row, hit in hits if row.sort == sort and row.kind == "plain"]
            hidden = [h[0] for r, h in hits if r.sort == sort and r.kind != "plain"]
            cells.append(f"{share(plain)} → {share(hidden)}" if claims(name, sort) else "–")
        sheet.rows.append([sort, *cells])
    return sheet


def behind(outcomes: Outcomes) -> Iterator[list[str]]:
    """Where a peer finds more than the whole Stream Scanner: disguise, value, peer, shares of both by both measures."""
    groups: dict[str, dict[tuple[str, str], list[tuple[bool, bool, bool]]]] = defaultdict(lambda: defaultdict(list))
    for name, hits in outcomes.items():
        for row, hit in hits:
            groups[name][row.kind, row.sort].append(hit)
    own = groups[next(iter(OURS))]
    for name in outcomes.keys() - OURS.keys():
        for place, hits_ in groups[name].items():
            theirs, mine = ([sum(h[m] for h in hits_) for m in (0, 1)], [sum(h[m] for h in own[place]) for m in (0, 1)])
            if theirs[0] > mine[0] or theirs[1] > mine[1]:
                figures = [f"{a} / {b} of {len(hits_)}" for a, b in (theirs, mine)]
                yield [*place, name, *figures]


def detection(args: argparse.Namespace, running: list[Process], say: Callable[[str], None]) -> list[Sheet]:
    """The tables of what is found, and of what is found where nothing is."""
    hidden, harmless = list(rows(args.seed, args.rows)), list(clean(args.seed, args.rows + 2))
    outcomes: Outcomes = {}
    alarms: dict[str, dict[str, list[bool]]] = {}
    raised: dict[str, int] = {}
    for peer in running:
        say(f"{peer.name}: {len(hidden)} values, {len(harmless)} clean texts")
        texts = [row.text for row in hidden] + [text for _, text in harmless]
        answers = [a for at in range(0, len(texts), BATCH) for a in peer.scan(texts[at : at + BATCH])]
        raised[peer.name] = sum(bool(error) for _, _, error in answers)
        outcomes[peer.name] = [(row, scored(peer.name, row, a)) for row, a in zip(hidden, answers, strict=False)]
        alarms[peer.name] = defaultdict(list)
        for (kind, _), answer in zip(harmless, answers[len(hidden) :], strict=True):
            alarms[peer.name][kind].append(any(ours(peer.name, n) in ALARMS for n, _, _ in answer[0]))
        alarms[peer.name]["all"] = [flag for flags in list(alarms[peer.name].values()) for flag in flags]
    false = Sheet("Clean texts with a finding of one of the six types, %", ["clean text", "rows", *outcomes], [])
    for kind in (*HARMLESS, "all"):
        false.rows.append([kind, str(len(alarms[running[0].name][kind])), *(share(alarms[n][kind]) for n in outcomes)])
    lost = Sheet(
        "Where a peer finds more: half / nine tenths covered", ["disguise", "value", "peer", "peer's", "ours"], []
    )
    lost.rows += sorted(behind(outcomes), key=lambda line: (list(KINDS).index(line[0]), line[1:]))
    sheets = [
        kinds_sheet(f"{', '.join(PERSONAL)}: % found, half / nine tenths covered (any type)", PERSONAL, outcomes),
        kinds_sheet(f"Keys of {', '.join(SECRET)}: % found, half / nine tenths covered (any type)", SECRET, outcomes),
        sorts_sheet(outcomes), false, lost,
    ]  # fmt: skip
    failures = [[name, str(count)] for name, count in raised.items() if count]
    if failures:
        sheets.append(Sheet("Texts that made a scanner raise", ["scanner", "texts"], failures))
    return sheets
