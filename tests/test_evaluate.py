"""The evaluation: its probes on messages made for them, the whole of it on a tiny random network, and its report."""

import itertools
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model_core.dsl import serialize
from model_core.labels import SCORES, THREAD_FLAGS, TYPES
from model_core.tokenizer import Tokenizer
from stream_scanner.policy import Policy
from stream_scanner.scanner import Scanner
from tests.conftest import Exported
from training import evaluate, probes, public_rows, report
from training.generate import LabelSpan, Message, Thread, threads
from training.metrics import Mark
from training.passes import clusters, gold_marks, paired, true_facts
from training.report_blocks import Cell, Heading, Table, Text, markdown, page

CARD = "4539 1488 0343 6467"


def message(
    body: str, *labels: tuple[str, str], source: str = "frame", to: str = "internal", **scores: float
) -> Message:
    """A chat line with (type, value) labels."""
    spans = tuple(LabelSpan(kind, "body", body.index(v), body.index(v) + len(v)) for kind, v in labels)
    reader = {"address": "bob@partner.example", "scope": to}
    event = {
        "event_id": "e", "tenant": "t", "thread_id": "x", "kind": "chat",
        "sender": {"address": "a@b.example"}, "recipients": [reader], "body": body,
    }  # fmt: skip
    targets = dict.fromkeys(SCORES, 0.1) | {"context": 0.9} | scores
    flags = dict.fromkeys(THREAD_FLAGS, False)
    return Message(event, spans, frozenset(TYPES), targets, targets, flags, "script/x:1", source, None)


def scripted(body: str, sensitivity: float) -> Thread:
    return [message("before"), message(body, source="script", sensitivity=sensitivity)]


def test_pairs_are_neighbours_that_end_alike_and_mean_different_things() -> None:
    one, two = scripted("as agreed", 0.9), scripted("as agreed", 0.1)
    other, plain = scripted("something else", 0.1), [message("as agreed")]
    assert paired(one, two)
    assert not paired(one, other)
    assert not paired(one, one)
    assert not paired(plain, plain)
    assert list(probes.pairs([plain, one, two, other])) == [(one, two)]
    assert clusters([plain, one, two, other]).tolist() == [0, 1, 1, 2]
    # A third that looks alike begins a pair of its own.
    assert clusters([one, two, one, two]).tolist() == [0, 0, 1, 1]


def test_the_generator_yields_such_pairs() -> None:
    drawn = list(itertools.islice(threads(5, "test", None), 60))
    found = list(probes.pairs(drawn))
    assert len(found) >= 3
    assert all(one[-1].event["body"] == two[-1].event["body"] for one, two in found)
    assert 60 - len(found) == clusters(drawn)[-1] + 1


def test_order_asks_only_heads_whose_targets_differ() -> None:
    high = {"sensitivity": 0.8, "exposure": 0.5, "context": 0.2, "obfuscation": 0.1}
    low = {"sensitivity": 0.1, "exposure": 0.4, "context": 0.9, "obfuscation": 0.1}
    given = np.array([0.6, 0.1, 0.7, 0.0]), np.array([0.5, 0.9, 0.7, 0.9])
    assert probes.order((high, low), given) == {"sensitivity": 1.0, "context": 0.5}
    assert probes.order((low, high), given) == {"sensitivity": 0.0, "context": 0.5}


def test_the_policy_is_told_what_the_thread_holds() -> None:
    thread = [
        message("ours", to="internal"),
        message(f"card {CARD}", ("PAN", CARD), sensitivity=0.9),
        message("about that card", to="external", sensitivity=0.3),
    ]
    facts = true_facts(thread)
    assert [f.counts.get("PAN", 0) for f in facts] == [0, 1, 0]
    assert [f.cumulative.get("PAN", 0) for f in facts] == [0, 1, 1]
    assert [f.flags["pii_shared"] for f in facts] == [False, True, True]
    assert [f.flags["external_joined"] for f in facts] == [False, False, True]
    policy = Policy.load()
    assert [policy.decide(f).decision for f in facts] == ["ALLOW", "ALLOW_WITH_WARNING", "ALLOW_WITH_WARNING"]
    leak = true_facts([message(f"card {CARD}", ("PAN", CARD), to="external")])
    assert policy.decide(leak[0]).decision == "BLOCK"


def test_gold_marks_are_trimmed() -> None:
    assert gold_marks(message(f"({CARD}).", ("PAN", f"({CARD})."))) == [Mark("PAN", "body", 1, 1 + len(CARD))]


def test_a_hidden_value_is_known_only_where_there_is_one() -> None:
    lone = replace(message(f"card {CARD} for Jo", ("PAN", CARD), ("NAME", "Jo")), obfuscation="spaced")
    found = probes.hidden(lone)
    assert found is not None
    assert (found.transform, found.mark.type) == ("spaced", "PAN")
    assert probes.hidden(message(f"{CARD} a@b.example", ("PAN", CARD), ("EMAIL", "a@b.example"))) is None
    plain = probes.hidden(message("ask Jo", ("NAME", "Jo")))
    assert plain is not None
    assert plain.transform == probes.PLAIN
    assert probes.hidden(message("nothing")) is None
    assert probes.hidden(message(f"and {CARD}", ("PAN", CARD), source="script")) is None


def test_offsets_of_tokens_fall_on_white_space(tokenizer: Tokenizer) -> None:
    front = probes.preamble(tokenizer)
    document = serialize(message(front).event)
    tokens = tokenizer.encode(document)
    count = int((tokens.value == len(document.values) - 1).sum())
    assert probes.SHIFT <= count <= probes.SHIFT + 25
    event = message(f"{front} {front}").event
    end = probes.body_offset(tokenizer, event, probes.SHIFT)
    assert end is not None
    assert event["body"][end - 1].isspace()
    assert probes.body_offset(tokenizer, message("short").event, probes.SHIFT) is None


def test_small_talk_holds_nothing() -> None:
    scanner = Scanner.open(Path("none"), use_model=False)
    scan = scanner.scan(public_rows.from_text("row", probes.PREAMBLE), scanner.empty_memory())
    assert scan.verdict.spans == []


ROWS = [
    {
        "id": 1,
        "text": f"card {CARD}.",
        "spans": [{"type": "PAN", "start": 5, "end": 25}],
        "types": ["PAN"],
        "source": "a",
    },
    {"id": 2, "text": "nothing here", "spans": [], "types": ["PAN", "EMAIL"], "source": "a"},
    {"id": 3, "text": "no x@y", "spans": [{"type": "PAN", "start": 0, "end": 2}], "types": ["PAN"], "source": "b"},
    {"id": 4, "text": f"skip {CARD}", "spans": [], "types": ["PAN"], "ignore": [[5, 24]], "source": "b"},
]


def test_rows_are_averaged_over_sources() -> None:
    result = public_rows.score(ROWS, {"evidence": Scanner.open(Path("none"), use_model=False)}, replicates=20)
    pan = result["evidence"]["macro"]["PAN"]
    # Found in one source, the dot at its edge aside, and not in the other.
    assert (pan["sources"], pan["gold"]) == (2, 2)
    assert pan["f1"]["value"] == 0.5
    assert result["evidence"]["by_source"]["a"]["PAN"]["f1"] == 1.0
    # The card in an ignored range is no false alarm.
    assert result["evidence"]["false_alarms"]["all"] == {"rows": 2, "per_1000": {"value": 0.0, "low": 0.0, "high": 0.0}}


@pytest.fixture(scope="module")
def figures(exported: Exported, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    rows = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    rows.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    return evaluate.evaluate(exported.bundle, None, [rows], count=4, replicates=20)


def values(node: Any) -> list[dict[str, float]]:
    """Every estimate of the figures."""
    if isinstance(node, dict):
        return [node] if set(node) == {"value", "low", "high"} else [e for v in node.values() for e in values(v)]
    return []


def test_an_evaluation_answers_every_question(figures: dict[str, Any]) -> None:
    json.dumps(figures, allow_nan=False)
    assert set(figures) == {
        "about", "heads", "spans", "surest", "confusion", "false_alarms", "decisions", "groups", "exits", "shift",
        "memory", "hidden", "rows",
    }  # fmt: skip
    found = values(figures)
    assert len(found) > 300
    assert all(e["low"] <= e["high"] for e in found if e["low"] is not None)
    table = np.array(figures["decisions"]["scanner"]["table"])
    assert table.sum() == figures["about"]["messages"]
    share = np.trace(table) / table.sum()
    assert figures["decisions"]["scanner"]["same"]["value"] == pytest.approx(share, abs=1e-4)
    assert sum(f["messages"] for f in figures["groups"]["kind"].values()) == figures["about"]["messages"]
    # Without memory two equal messages get equal scores, which is what chance is.
    assert figures["memory"]["without"]["ordered"]["value"] == 0.5
    hidden = {name: f["messages"] for name, f in figures["hidden"].items()}
    assert hidden["all hidden"] == sum(n for name, n in hidden.items() if name not in ("plain", "all hidden")) > 0
    assert 0 < figures["hidden"]["plain"]["evidence_50"]["value"] <= 1
    rows = np.array(figures["confusion"]["table"]).sum(axis=1)
    assert all(total == pytest.approx(1, abs=1e-3) or total == 0 for total in rows)


def test_the_bundles_summary_holds_values_alone(figures: dict[str, Any]) -> None:
    summary = evaluate.summary(figures)
    assert summary["heads"]["exposure"]["scanner"]["auprc"] == figures["heads"]["exposure"]["scanner"]["auprc"]["value"]
    assert not values(summary)


def test_a_report_is_rendered_from_figures_alone(figures: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / report.FIGURES).write_text(json.dumps(figures), encoding="utf-8")
    report.write(tmp_path)
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    plots = re.findall(r'<img src="([^"]+)"', html)
    assert len(plots) == 6
    for plot in plots:
        assert (tmp_path / plot).read_text(encoding="utf-8").startswith("<?xml")
        assert plot in text
    assert f"{figures['spans']['scanner']['macro']['f1']['value']:.3f}" in text
    assert "nan" not in re.sub("<[^>]*>", "", html).lower().split()
    # Drawn again, every file is the same.
    before = {path: (tmp_path / path).read_bytes() for path in plots}
    report.write(tmp_path)
    assert before == {path: (tmp_path / path).read_bytes() for path in plots}


def test_blocks_in_both_spellings() -> None:
    blocks = [Heading("A & B"), Text("**x** < `y`"), Table(("n", "v"), (("r", Cell("1.0", "[0, 2]")),))]
    assert markdown(blocks) == "## A & B\n\n**x** < `y`\n\n| n | v |\n| --- | ---: |\n| r | 1.0 [0, 2] |\n"
    html = page(blocks, "t")
    assert '<h2 id="a---b">A &amp; B</h2>' in html
    assert "<p><strong>x</strong> &lt; <code>y</code></p>" in html
    assert '<td>1.0 <span class="interval">[0, 2]</span></td>' in html
