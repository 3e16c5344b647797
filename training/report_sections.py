"""What a report tells, in what order and in what words; every number in it comes from the figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from model_core.labels import SCORES
from training.report_blocks import Block, Cell, Heading, Plot, Table, Text

MEANING: Final = {
    "sensitivity": "harm to be expected if an outsider read it",
    "exposure": "how far outside its readers are",
    "context": "whether it fits thread, sender and readers (high is good)",
    "obfuscation": "whether something in it is disguised",
}
MISSING: Final = "–"


def number(value: float | None, digits: int = 3) -> str:
    """A figure, or a dash where it could not be computed."""
    return MISSING if value is None else f"{value:.{digits}f}"


def cell(figure: dict[str, Any], digits: int = 3, sign: bool = False) -> Cell:
    """A figure with its interval."""
    if figure["value"] is None:
        return Cell(MISSING)
    value = f"{figure['value']:+.{digits}f}" if sign else number(figure["value"], digits)
    interval = "" if figure["low"] is None else f"[{figure['low']:.{digits}f}, {figure['high']:.{digits}f}]"
    return Cell(value, interval)


def percent(figure: dict[str, Any]) -> Cell:
    """A share with its interval."""
    if figure["value"] is None:
        return Cell(MISSING)
    interval = "" if figure["low"] is None else f"[{figure['low']:.0%}, {figure['high']:.0%}]"
    return Cell(f"{figure['value']:.1%}", interval)


def sections(figures: dict[str, Any]) -> Iterator[Block]:
    """The whole report."""
    yield from _opening(figures)
    yield from _heads(figures)
    yield from _spans(figures)
    yield from _hidden(figures["hidden"])
    yield from _alarms(figures["false_alarms"])
    yield from _decisions(figures["decisions"])
    yield from _memory(figures["memory"])
    yield from _shift(figures["shift"])
    yield from _groups(figures["groups"])
    yield from _exits(figures["exits"])
    if "rows" in figures:
        yield from _rows(figures["rows"])
    yield from _words()


def _opening(figures: dict[str, Any]) -> Iterator[Block]:
    about, spans = figures["about"], figures["spans"]
    yield Heading("How well the scanner does what it says", 1)
    trained = about["training"] if isinstance(about["training"], dict) else {}
    steps = f", trained for {trained['steps']:,} steps over {trained['tokens']:,} tokens" if "tokens" in trained else ""
    yield Text(
        f"Bundle `{about['model']}`{steps}. Measured as it ships: int8 graphs, calibrated, default policy. "
        f"{about['messages']:,} messages in {about['threads']:,} generated threads of the test split"
        f"{', laid into real texts' if about['carriers'] else ''}: templates, values and carrier texts that training "
        "never saw. **Generated text is easier than real mail; read these figures as an upper bound.**"
    )
    yield Text(
        "Three systems answer. The **whole scanner** is what is served. The **evidence alone** is the same scanner "
        "without its network (`--no-model`): patterns, checksums and decoding. The **network alone** is the int8 "
        "graphs' own answer, from 0.5 on, before it is merged with the evidence, whose marks it reads. "
        "Brackets hold 95 % intervals: whole threads were drawn again "
        f"{about['replicates']:,} times, and this is where the middle 95 % of the results lie. Two figures whose "
        "intervals overlap widely should not be called different."
    )
    heads, hidden = figures["heads"], figures["hidden"].get("all hidden")
    decided, memory = figures["decisions"]["scanner"], figures["memory"]
    rows: list[tuple[str | Cell, ...]] = [
        (
            "Messages that call for BLOCK and were let through without a hold",
            percent(decided["leak_passed"]),
            "low",
        ),
        ("Messages that call for ALLOW and were held (REVIEW or BLOCK)", percent(decided["harmless_held"]), "low"),
        ("Same decision as the policy makes when told the labels", percent(decided["same"]), "high"),
        ("Spans found exactly, F1 averaged over types", cell(spans["scanner"]["macro"]["f1"]), "high"),
        ("the same without the network", cell(spans["evidence"]["macro"]["f1"]), "high"),
    ]
    if hidden:
        rows.append(("Hidden values found (half of their characters)", percent(hidden["scanner_50"]), "high"))
    rows.append(("False spans per 1,000 clean messages", cell(figures["false_alarms"]["all"]["scanner"], 1), "low"))
    rows += [
        (f"Harmless messages flagged when 95 % of the positives are: {head}",
         percent(heads[head]["scanner"]["fp_at_95r"]), "low")
        for head in SCORES
    ]  # fmt: skip
    if memory["pairs"]:
        rows.append(("Scripted pairs told apart by memory (0.5 is chance)", cell(memory["with"]["ordered"]), "high"))
    rows += [
        (f"Same decision after a shift of {name} tokens", percent(figures["shift"][name]["same_decision"]), "high")
        for name in figures["shift"]
        if name != "tokens"
    ]
    yield Heading("In short")
    yield Table(("figure", "whole scanner", "good is"), tuple(rows))


def _heads(figures: dict[str, Any]) -> Iterator[Block]:
    heads = figures["heads"]
    yield Heading("Scores of a message")
    yield Text(points=tuple(f"**{head}**: {meaning}" for head, meaning in MEANING.items()))
    yield Text(
        "A target from 0.5 on counts as positive. **FP@95R** is the first figure to look at: with the threshold set so "
        "low that 95 % of the positives are found, this share of the negatives is flagged too (95 % is what a coin "
        "gets). **AUPRC** is the area under the precision-recall curve; a random score gets the **base rate**, the "
        "share of positives. **ECE** is the mean gap between the score given and the target, over "
        f"{figures['about']['bins']} equally wide bins of the score and the soft targets themselves, not 0 or 1."
    )
    rows: list[tuple[str | Cell, ...]] = []
    for head in SCORES:
        for system, words in (("scanner", "whole scanner"), ("network", "network"), ("evidence", "evidence")):
            f = heads[head][system]
            row = (cell(f["auprc"]), cell(f["ece"]), cell(f["base_rate"]))
            rows.append((f"{head}, {words}", percent(f["fp_at_95r"]), *row))
    yield Table(("head", "FP@95R", "AUPRC", "ECE", "base rate"), tuple(rows))
    yield Plot(
        "plots/reliability.svg",
        "Are the scores to be taken at their word? Each dot is a bin of the whole scanner's scores, as large as the "
        "share of messages in it. On the dashed line a score of 0.7 means 0.7; dots below it are scores that claim too "
        "much, dots above it scores that claim too little.",
    )
    yield Plot(
        "plots/precision_recall.svg",
        "What a threshold buys. To the right, more of what matters is found; upwards, less of what is flagged is "
        "harmless. A line no higher than the dashed one knows nothing.",
    )


def _spans(figures: dict[str, Any]) -> Iterator[Block]:
    spans = figures["spans"]
    yield Heading("Spans")
    yield Text(
        "A span is right in the **strict** sense if type and both edges agree, white space and punctuation at the "
        "edges aside. **Overlap** asks only for the type and one common character: the figure for SECRET_KEY, whose "
        "edges even people draw differently. **cov50** and **cov90** are the shares of labelled spans of which 50 and "
        "90 % of the characters were found as their type, whatever the edges: what redaction would have removed. "
        "In texts where nobody looked for a type, predictions of it do not count. **macro** is the mean over types."
    )
    for system, words in (
        ("scanner", "Whole scanner"), ("evidence", "Evidence alone"), ("network", "Network alone"),
    ):  # fmt: skip
        yield Heading(words, 3)
        rows = []
        for kind, f in spans[system].items():
            values = [cell(f[r]) for r in ("f1", "precision", "recall", "overlap_f1", "cov50", "cov90")]
            rows.append((f"**{kind}**" if kind == "macro" else kind, str(f.get("gold", "")), *values))
        yield Table(
            ("type", "labelled", "strict F1", "precision", "recall", "overlap F1", "cov50", "cov90"), tuple(rows)
        )
    yield Plot("plots/spans.svg", "Strict F1 by type: what ships, and what each half would do without the other.")
    yield Heading("What the network adds", 3)
    yield Text(
        "Strict F1 of the whole scanner less that of the evidence alone, both on the same draws of threads. An "
        "interval that holds 0 means that nothing was shown; one below 0 that the network costs more than it brings."
    )
    yield Table(("type", "strict F1 gained"), tuple((k, cell(g, sign=True)) for k, g in spans["gain"].items()))
    yield Heading("The surest spans of severe types", 3)
    yield Text(
        "Of the k spans of a type with the highest confidence, the share that is right: what an analyst who reads from "
        "the top will see. Strict first, overlap in brackets; spans of equal confidence at the cut count by their "
        "mean. A dash means that fewer than k were predicted."
    )
    tops = list(next(iter(figures["surest"].values()))["exact"])
    yield Table(
        ("type", "predicted", *(f"k = {k}" for k in tops)),
        tuple(
            (
                kind,
                str(f["predicted"]),
                *(_surest(f, k) for k in tops),
            )
            for kind, f in figures["surest"].items()
        ),
    )
    yield Heading("What the network takes for what", 3)
    yield Plot(
        "plots/confusion.svg",
        "Tokens of the network alone, before any threshold: each row is a labelled type and says to which types its "
        "tokens were tagged. The diagonal is right; the last column is what the network overlooked, the last row what "
        "it made up.",
    )


def _surest(f: dict[str, Any], k: str) -> Cell:
    exact, near = f["exact"][k], f["touching"][k]
    return Cell(number(exact, 2), "" if near is None else f"({near:.2f})")


def _hidden(found: dict[str, Any]) -> Iterator[Block]:
    yield Heading("Hidden values")
    yield Text(
        "Messages with one value that a transform has hidden, each read in a thread of its own. Found means that at "
        "least 50 (90) % of the hidden run's characters were tagged with the right type. **noticed** is the share of "
        "messages whose obfuscation score reaches 0.5, whether or not the value was found. `plain` are messages with "
        "one value as it is: what the rest is to be compared with, though the types in a row differ. Transforms with "
        "an asterisk were kept out of training: they stand for the next trick somebody thinks of."
    )
    rows = []
    for name, f in sorted(found.items(), key=lambda item: (item[0] != "plain", item[0] != "all hidden", item[0])):
        label = f"{name.replace('_', ' ')}{' *' if f['unseen'] else ''}"
        values = (percent(f["scanner_50"]), percent(f["scanner_90"]), percent(f["evidence_50"]))
        rows.append((label, str(f["messages"]), *values, percent(f["scanner_noticed"])))
    head = ("transform", "messages", "found 50 %", "found 90 %", "evidence alone, 50 %", "noticed")
    yield Table(head, tuple(rows))
    yield Plot("plots/hidden.svg", "Hidden values found, by transform; in brackets the number of messages.")


def _alarms(alarms: dict[str, Any]) -> Iterator[Block]:
    yield Heading("False alarms")
    yield Text(
        "Spans in messages that hold nothing, per 1,000 such messages, by the material the message is made from "
        "(`frame` and `script` are written for the generator, the rest are real texts). Published test values, which "
        "the scanner shows but no rule counts, are included. In real texts only types whose absence is known count. "
        "**Messages hit** are those with at least one false span, per 1,000: one long list of look-alikes is "
        "one nuisance, not thirty."
    )
    rows = []
    for source, f in alarms.items():
        kinds = ", ".join(f"{kind} {count}" for kind, count in f["types"].items()) or MISSING
        rows.append(
            (
                source,
                str(f["messages"]),
                cell(f["scanner"], 1),
                cell(f["messages_hit"], 1),
                cell(f["evidence"], 1),
                kinds,
            )
        )
    head = ("source", "clean messages", "whole scanner", "messages hit", "evidence alone", "whole scanner's types")
    yield Table(head, tuple(rows))


def _decisions(decided: dict[str, Any]) -> Iterator[Block]:
    yield Heading("Decisions")
    yield Text(
        "The right decision is what the default policy says if it is told the labels instead of the scanner's answers: "
        "target scores, labelled spans, true thread flags, the message's own recipients. So this asks about the "
        "scanner, not about the policy. Labelled test values count as real here, which makes the scanner look too mild "
        "where it is right. Held means REVIEW or BLOCK."
    )
    words = (
        ("same", "same decision"), ("too_mild", "milder than right"), ("too_strict", "stricter than right"),
        ("leak_passed", "right is BLOCK, not held"), ("harmless_held", "right is ALLOW, held"),
    )  # fmt: skip
    rows = tuple((text, percent(decided["scanner"][key]), percent(decided["evidence"][key])) for key, text in words)
    yield Table(("share of messages", "whole scanner", "evidence alone"), rows)
    yield Plot("plots/decisions.svg", "Messages by the decision that is right (rows) and the one made (columns).")


def _memory(memory: dict[str, Any]) -> Iterator[Block]:
    yield Heading("Memory of a conversation")
    if not memory["pairs"]:
        yield Text("No scripted pair among these threads; evaluate more threads.")
        return
    yield Text(
        "The generator plays scripts in pairs: two threads that end in word for word the same message, which means "
        "another thing in each, because only one of them told a fact before (an agreement, an embargo, the first half "
        "of a card number). **Ordered**: for every head whose two targets lie 0.2 or more apart, the share of pairs "
        "whose two scores lie in the targets' order; equal scores count half, so a scanner that remembers nothing gets "
        "exactly 0.5. **Decided**: of the pairs for which the right decisions differ, the share in which both messages "
        "get the right one. **Apart**: of the same pairs, the share in which the severer one is decided more severely. "
        f"The {memory['pairs']} pairs ({memory['telling_pairs']} with different right decisions) were read with memory "
        "and with the last message in a thread of its own."
    )
    rows: list[tuple[str | Cell, ...]] = [
        ("ordered, mean over heads", cell(memory["with"]["ordered"]), cell(memory["without"]["ordered"])),
        *(
            (f"ordered: {head}", cell(memory["with"]["heads"][head]), cell(memory["without"]["heads"][head]))
            for head in memory["with"]["heads"]
        ),
        ("decided", percent(memory["with"]["decided"]), percent(memory["without"]["decided"])),
        ("apart", percent(memory["with"]["apart"]), percent(memory["without"]["apart"])),
    ]
    yield Table(("figure", "with memory", "without"), tuple(rows))
    yield Table(
        ("script", "pairs", "ordered with memory", "without"),
        tuple(
            (name.replace("_", " "), str(f["pairs"]), number(f["with"], 2), number(f["without"], 2))
            for name, f in memory["scripts"].items()
        ),
    )


def _shift(shift: dict[str, Any]) -> Iterator[Block]:
    yield Heading("Stability under a shift")
    yield Text(
        f"Small talk of {shift['tokens']} tokens in front of the body (`+{shift['tokens']}`: one office notice; "
        "`drawn`: sentences that training never saw, in another order each time), or the body's own first "
        f"{shift['tokens']} tokens taken away where they hold no span (`-{shift['tokens']}`). Nothing that matters has "
        "changed, so the decision should not. Spans are compared at their moved places; score changes are mean "
        "absolute differences."
    )
    rows: list[tuple[str | Cell, ...]] = []
    for name, f in shift.items():
        if name != "tokens":
            changes = (cell(f["score_change"][head]) for head in SCORES)
            row = (percent(f["same_decision"]), percent(f["same_spans"]), *changes)
            rows.append((f"`{name}`", str(f["messages"]), *row))
    head = ("shift", "messages", "same decision", "same spans", *(f"{head} moved by" for head in SCORES))
    yield Table(head, tuple(rows))


def _groups(groups: dict[str, Any]) -> Iterator[Block]:
    yield Heading("By kind, length and segment")
    yield Text(
        "The whole scanner's heads and spans by kind of event and by length, and the network's heads by the segment "
        "that was just read, against what the message's text up to there justifies. Below a few hundred messages a "
        "figure of these tables is a hint. A dash: the group holds only positives or only negatives. Span F1 here is "
        "pooled over types."
    )
    for title, table in groups.items():
        rows: list[tuple[str | Cell, ...]] = []
        for name, f in table.items():
            spans = (cell(f["span_f1"]),) if "span_f1" in f else ()
            heads = [f["heads"][head] for head in SCORES]
            shares = [Cell(f"{number(h['auprc']['value'], 2)}", _bracket(h)) for h in heads]
            rows.append((name, str(f["messages"]), *spans, *shares))
        span = ("strict span F1",) if title != "segment" else ()
        yield Heading(f"By {title}", 3)
        yield Table((title, "messages", *span, *(f"{head} AUPRC (FP@95R)" for head in SCORES)), tuple(rows))


def _bracket(head: dict[str, Any]) -> str:
    value = head["fp_at_95r"]["value"]
    return "" if value is None else f"({value:.0%})"


def _exits(exits: dict[str, Any]) -> Iterator[Block]:
    yield Heading("Early exit")
    yield Text(
        "The scanner stops reading when the answer is clear (a sure leak, or nothing sensitive in a short message "
        "whose rest the evidence has cleared). Messages that stopped early were read again to their end, to see "
        "whether that would have changed anything."
    )
    stopped = ", ".join(f"{name} {count}" for name, count in sorted(exits["stopped"].items()))
    yield Table(
        ("figure", "value"),
        (
            ("messages", str(exits["messages"])),
            ("of them longer than one segment", str(exits["longer_than_a_segment"])),
            ("why reading stopped", stopped),
            ("segments saved, of all", percent(exits["segments_saved"])),
            ("segments saved, of messages longer than one", percent(exits["saved_of_longer"])),
            ("same decision when read to the end", percent(exits["same_decision"])),
            ("spans that reading on would have added", str(exits["spans_lost"])),
        ),
    )


def _rows(rows: dict[str, Any]) -> Iterator[Block]:
    yield Heading("Public rows of other authors")
    yield Text(
        f"{rows['rows']:,} labelled texts from public sources, each read as a chat message of its own. Figures are "
        "means over sources, so that one large source cannot drown the others; a source counts for a type if it holds "
        "a labelled span of it. Intervals draw rows within each source."
    )
    for system, words in (("scanner", "Whole scanner on public rows"), ("evidence", "Evidence alone on public rows")):
        yield Heading(words, 3)
        yield Table(
            ("type", "sources", "labelled", "strict F1", "precision", "recall", "overlap F1", "cov50", "cov90"),
            tuple(
                (kind, str(f["sources"]), str(f["gold"]),
                 *(cell(f[r]) for r in ("f1", "precision", "recall", "overlap_f1", "cov50", "cov90")))
                for kind, f in rows[system]["macro"].items()
            ),
        )  # fmt: skip
    clean, alone = rows["scanner"]["false_alarms"], rows["evidence"]["false_alarms"]
    yield Heading("False spans per 1,000 clean public rows", 3)
    yield Table(
        ("source", "clean rows", "whole scanner", "evidence alone"),
        tuple((s, str(f["rows"]), cell(f["per_1000"], 1), cell(alone[s]["per_1000"], 1)) for s, f in clean.items()),
    )


def _words() -> Iterator[Block]:
    yield Heading("How to make this report")
    yield Text(
        "`python -m training.evaluate --bundle models --carriers DIR --out DIR`. All figures are in `figures.json` "
        "beside this page; `python -m training.report DIR` renders them again without measuring."
    )
