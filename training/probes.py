"""Questions put to the scanner by changed input: moved text, forgotten threads, hidden values."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Any, Final

import numpy as np
from tqdm import tqdm

from model_core.dsl import serialize
from model_core.labels import SCORES
from model_core.tokenizer import Tokenizer
from stream_scanner.events import Event, validate
from stream_scanner.scanner import Scan
from training.figures import Measure
from training.generate import Message, Thread, obfuscate
from training.generate.smalltalk import sentences
from training.metrics import NAN, Estimate, Floats, Ints, Mark, covered, draws, ratio
from training.passes import (
    Case,
    Systems,
    gold_marks,
    marks,
    paired,
    remember,
    scores,
    severity,
    true_facts,
)

SHIFT: Final = 200
"""Tokens put in front or taken away."""
DIFFERENT: Final = 0.2
"""Targets of a pair's last messages that lie this far apart have an order."""
PLAIN: Final = "plain"
SOFT: Final = frozenset({"NAME", "ADDRESS", "NDA_TERM"})
"""Types that are hidden only where nothing else could be."""
PREAMBLE: Final = (
    "Good morning. The kitchen on the second floor is open again, and the coffee machine works. Please put used cups "
    "into the dishwasher and not on top of it. The lift will be serviced on a day that the landlord has not told us "
    "yet, so take the stairs if you can. Whoever left an umbrella in the large meeting room can fetch it at the front "
    "desk. The plants near the window need water twice a week, and nobody has felt responsible for them so far. The "
    "summer party was a success, and the band would like to play again next year. Bicycles belong in the shed and not "
    "in the hall, because the fire brigade has asked us to keep the hall clear. The new chairs can be tried in the "
    "small meeting room; leave a note on the board if you like one of them. Lunch is soup, bread and fruit. The quiet "
    "room is for rest and not for calls. Thank you for reading this to the end, and have a pleasant day. "
)


# --- moved text ---


def body_offset(tokenizer: Tokenizer, event: dict[str, Any], count: int) -> int | None:
    """Characters of the body up to the first white space after ``count`` tokens; None for a body without one."""
    document = serialize(event)
    tokens = tokenizer.encode(document)
    body = next(i for i, value in enumerate(document.values) if value.field == "body")
    ends = tokens.end[(tokens.value == body) & (tokens.end > tokens.start)]
    if len(ends) <= count:
        return None
    text = event["body"]
    return next((i + 1 for i in range(int(ends[count - 1]), len(text)) if text[i].isspace()), None)


def preamble(tokenizer: Tokenizer, text: str = PREAMBLE) -> str:
    """About `SHIFT` tokens of office small talk that hold nothing to be found; ``text`` is said again as needed."""
    event = {"kind": "chat", "sender": {"address": ""}, "body": text * SHIFT}
    return str(event["body"])[: body_offset(tokenizer, event, SHIFT)].strip()


def drawn_preamble(tokenizer: Tokenizer, number: int) -> str:
    """The same of sentences that the test split owns, in an order of the number's own."""
    lines = [*sentences("test")]
    Random(number).shuffle(lines)
    return preamble(tokenizer, " ".join(lines) + " ")


def shifted(case: Case, tokenizer: Tokenizer, fronts: Mapping[str, str]) -> Iterator[tuple[str, int, Event]]:
    """The message behind each of the fronts and, if it starts with `SHIFT` tokens that hold no span, without those:
    (name, characters that body offsets move by, event)."""
    event = case.message.event
    for name, front in fronts.items():
        longer = f"{front}\n\n"
        yield name, len(longer), validate({**event, "body": longer + event["body"]})
    end = body_offset(tokenizer, event, SHIFT)
    found = {*case.gold, *marks(case.whole)}
    if end is not None and not any(m.field == "body" and m.start < end for m in found):
        yield f"-{SHIFT}", -end, validate({**event, "body": event["body"][end:]})


def shift(systems: Systems, measure: Measure, limit: int) -> dict[str, Any]:
    """Answers to messages of up to ``limit`` threads whose body has moved, against those to the message as it came."""
    front = preamble(systems.tokenizer)
    rows: dict[str, list[tuple[int, bool, bool, Floats]]] = defaultdict(list)
    lasts = {case.cluster: i for i, case in enumerate(measure.cases)}
    chosen = set(sorted(lasts.values())[:limit])
    for i, case in enumerate(tqdm(measure.cases, unit="message", desc="shifting", dynamic_ncols=True)):
        fronts = {}
        # Few messages are long enough to lose their start, so all of those are asked.
        if i in chosen:
            fronts = {f"+{SHIFT}": front, f"+{SHIFT} drawn": drawn_preamble(systems.tokenizer, i)}
        for name, by, event in shifted(case, systems.tokenizer, fronts):
            if len(rows[name]) >= limit:
                continue
            scan = systems.shipped.scan(event, case.before)
            before = {
                m._replace(start=m.start + by, end=m.end + by) if m.field == "body" else m for m in marks(case.whole)
            }
            same = scan.verdict.decision == case.whole.verdict.decision
            change = np.abs(scores(scan) - scores(case.whole))
            rows[name].append((int(measure.clusters[i]), same, before == set(marks(scan)), change))
    out: dict[str, Any] = {"tokens": SHIFT}
    for name, answers in rows.items():
        at = np.array([a[0] for a in answers], np.int64)
        ones = np.ones(len(at))

        def mean(values: Sequence[float] | Floats, at: Ints = at, ones: Floats = ones) -> Estimate:
            return ratio(np.asarray(values, np.float64), ones, at, measure.drawn)

        out[name] = {
            "messages": len(answers),
            "same_decision": mean([a[1] for a in answers]),
            "same_spans": mean([a[2] for a in answers]),
            "score_change": {head: mean([a[3][k] for a in answers]) for k, head in enumerate(SCORES)},
        }
    return out


# --- forgotten threads ---


def pairs(drawn: Sequence[Thread]) -> Iterator[tuple[Thread, Thread]]:
    """Scripted threads with their counterparts, which the generator puts side by side."""
    at = 0
    while at + 1 < len(drawn):
        if paired(drawn[at], drawn[at + 1]):
            yield drawn[at], drawn[at + 1]
            at += 1
        at += 1


def order(targets: tuple[dict[str, float], dict[str, float]], given: tuple[Floats, Floats]) -> dict[str, float]:
    """For each head whose two targets lie `DIFFERENT` apart: 1 if the scores are in the same order, 0.5 if equal."""
    out: dict[str, float] = {}
    for k, head in enumerate(SCORES):
        wanted = targets[0][head] - targets[1][head]
        if abs(wanted) >= DIFFERENT:
            out[head] = 0.5 + 0.5 * float(np.sign(wanted) * np.sign(given[0][k] - given[1][k]))
    return out


def memory(systems: Systems, found: Sequence[tuple[Thread, Thread]], replicates: int) -> dict[str, Any]:
    """What remembering is worth on scripted pairs: two threads that end in the same message, which means another thing
    in each, because only one of them told a fact before (an agreement, an embargo, half of a card number).

    - ordered: over heads whose two targets lie 0.2 or more apart, the share of pairs whose two scores lie in the
      targets' order; equal scores count half, so that a scanner without memory, which can't tell the messages apart,
      has exactly 0.5.
    - decided: among pairs for which the policy, told the labels, would decide differently on the two last messages,
      the share in which both get that decision.

    "Without" scans the last message with the memory of a thread that was never seen.
    """
    cases: dict[str, list[dict[str, Any]]] = {"with": [], "without": []}
    empty = systems.shipped.empty_memory()
    for pair in tqdm(found, unit="pair", desc="remembering", dynamic_ncols=True):
        events = [[validate(m.event) for m in thread] for thread in pair]
        wanted = tuple(systems.policy.decide(true_facts(thread)[-1]).decision for thread in pair)
        answers: dict[str, list[Scan]] = {
            "with": [remember(systems.shipped, thread)[-1][1] for thread in events],
            "without": [systems.shipped.scan(thread[-1], empty) for thread in events],
        }
        targets = (pair[0][-1].scores, pair[1][-1].scores)
        for name, (one, two) in answers.items():
            decided = (one.verdict.decision, two.verdict.decision)
            cases[name].append(
                {
                    "script": pair[0][-1].template.partition(":")[0].removeprefix("script/"),
                    "order": order(targets, (scores(one), scores(two))),
                    "telling": wanted[0] != wanted[1],
                    "decided": wanted == decided,
                    "apart": np.sign(severity(wanted[0]) - severity(wanted[1]))
                    == np.sign(severity(decided[0]) - severity(decided[1])),
                }
            )
    count = len(found)
    out: dict[str, Any] = {"pairs": count}
    if not count:
        return out
    at, drawn = np.arange(count), draws(count, replicates)
    out["telling_pairs"] = sum(c["telling"] for c in cases["with"])
    for name, rows in cases.items():

        def mean(
            value: Callable[[dict[str, Any]], float], held: Callable[[dict[str, Any]], bool], rows: Any = rows
        ) -> Estimate:
            top = np.array([value(c) if held(c) else 0.0 for c in rows], np.float64)
            return ratio(top, np.array([held(c) for c in rows], np.float64), at, drawn)

        out[name] = {
            "ordered": mean(lambda c: float(np.mean(list(c["order"].values()))), lambda c: bool(c["order"])),
            "heads": {
                head: mean(lambda c, h=head: c["order"][h], lambda c, h=head: h in c["order"])  # type: ignore[misc]
                for head in SCORES
                if any(head in c["order"] for c in rows)
            },
            "decided": mean(lambda c: c["decided"], lambda c: c["telling"]),
            "apart": mean(lambda c: c["apart"], lambda c: c["telling"]),
        }
    scripts = sorted({c["script"] for c in cases["with"]})
    out["scripts"] = {
        script: {
            "pairs": sum(c["script"] == script for c in cases["with"]),
            **{name: _mean_order(rows, script) for name, rows in cases.items()},
        }
        for script in scripts
    }
    return out


def _mean_order(rows: list[dict[str, Any]], script: str) -> float:
    values = [v for c in rows if c["script"] == script for v in c["order"].values()]
    return float(np.mean(values)) if values else NAN


# --- hidden values ---


@dataclasses.dataclass(frozen=True)
class Hidden:
    """A message with one value that is hidden by a transform, or plain."""

    transform: str
    message: Message
    mark: Mark


def hidden(message: Message) -> Hidden | None:
    """The message's one value, if there is just one that a transform would have chosen.

    Values other than names, addresses and legal terms are hidden first; so the only one of them, or else the only
    value at all, is the one that was hidden.
    """
    # A script's value may be half of one.
    if message.source == "script":
        return None
    gold = gold_marks(message)
    hard = [m for m in gold if m.type not in SOFT]
    chosen = hard or gold
    if len(chosen) != 1:
        return None
    return Hidden(message.obfuscation or PLAIN, message, chosen[0])


def collect(drawn: Iterator[Thread], threads: int, each: int) -> list[Hidden]:
    """Up to ``each`` messages for every transform, and twice as many plain ones, out of so many threads."""
    out: list[Hidden] = []
    count: Counter[str] = Counter()
    for _ in range(threads):
        for message in next(drawn):
            one = hidden(message)
            if one is not None and count[one.transform] < each * (2 if one.transform == PLAIN else 1):
                count[one.transform] += 1
                out.append(one)
    return out


def disguises(systems: Systems, found: Sequence[Hidden], replicates: int) -> dict[str, Any]:
    """For each transform the share of hidden values of which 50 and 90 % of the characters are found as their type, by
    the scanner and by the evidence alone, and the share of messages whose obfuscation score reaches 0.5."""
    rows: dict[str, list[dict[str, float]]] = defaultdict(list)
    for one in tqdm(found, unit="message", desc="uncovering", dynamic_ncols=True):
        event = validate(one.message.event)
        row: dict[str, float] = {}
        for name, scanner in (("scanner", systems.shipped), ("evidence", systems.bare)):
            scan = scanner.scan(event, scanner.empty_memory())
            share = covered(one.mark, [m for m in marks(scan) if m.type == one.mark.type])
            row |= {f"{name}_50": share >= 0.5, f"{name}_90": share >= 0.9}
            row[f"{name}_noticed"] = scan.verdict.scores.obfuscation >= 0.5
        rows[one.transform].append(row)
    out: dict[str, Any] = {}
    every = [row for name, listed in rows.items() if name != PLAIN for row in listed]
    for name, listed in (*sorted(rows.items()), ("all hidden", every)):
        if listed:
            at, drawn, ones = np.arange(len(listed)), draws(len(listed), replicates), np.ones(len(listed))
            out[name] = {"messages": len(listed), "unseen": name in obfuscate.UNSEEN} | {
                key: ratio(np.array([r[key] for r in listed], np.float64), ones, at, drawn) for key in listed[0]
            }
    return out
