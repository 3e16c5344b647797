"""The commands ``stream-scanner policy``: is a policy right, why did it decide so, what would another change."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.markup import escape
from rich.table import Table

from stream_scanner.console import (
    BundleOption,
    InputOption,
    PolicyOption,
    err,
    explained,
    fail,
    load_settings,
    out,
    source_lines,
)  # fmt: skip
from stream_scanner.policy import CONTENT, EXPOSURE, Facts, Policy

policy_app = typer.Typer(help="The policy file.", no_args_is_help=True)
PolicyArgument = Annotated[Path, typer.Argument(help="Policy file.", show_default=False)]
NoModelOption = Annotated[bool, typer.Option("--no-model", help="Scan by evidence alone.")]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON instead of tables.")]


@policy_app.command("check", epilog="Example: stream-scanner policy check policy.yaml")
def check(file: PolicyArgument) -> None:
    """Say whether a policy file can be used; status 2 and the first wrong line and key when it cannot."""
    with explained():
        policy = Policy.load(file)
    out.print(f"{file}: {len(policy.names)} rules, hash {policy.hash}", highlight=False, soft_wrap=True)


@policy_app.command("explain", epilog="Example: stream-scanner policy explain -i event.json")
def explain(
    source: InputOption = None,
    no_model: NoModelOption = False,
    as_json: JsonOption = False,
    bundle: BundleOption = None,
    policy: PolicyOption = None,
) -> None:
    """Show which rules match one event, with which facts. The first that matches decides."""
    from stream_scanner.events import EventError, decode
    from stream_scanner.scanner import Scanner

    with source_lines(source) as file, explained():
        raw = file.read()
        settings = load_settings(bundle=bundle, policy=policy)
        try:
            event = decode(raw)
        except EventError as error:
            fail(str(error))
        scanner = Scanner.configured(settings, use_model=not no_model, shadow=None, redact=None)
        rules = Policy.load(settings.policy)
    scan = scanner.scan(event, scanner.empty_memory())
    matches = list(rules.matches(scan.facts))
    if as_json:
        shown = [{"rule": m.name, "decision": m.decision, "because": m.because} for m in matches]
        reasons = {"decision": scan.verdict.decision, "rationale": scan.verdict.rationale, "matches": shown}
        out.out(orjson.dumps({**reasons, "facts": facts_of(scan.facts)}).decode())
        return
    table = Table("rule", "decision", "because", title=f"policy {rules.hash}: {scan.verdict.decision}")
    for match in matches:
        table.add_row(escape(match.name), match.decision, ", ".join(match.because))
    if not matches:
        table.add_row("default", scan.verdict.decision, "no rule matches")
    out.print(table)
    given = Table("fact", "value", title="facts")
    for name, value in facts_of(scan.facts).items():
        given.add_row(name, str(value))
    out.print(given)


@policy_app.command("diff", epilog="Example: stream-scanner policy diff old.yaml new.yaml -i events.jsonl")
def diff(
    old: PolicyArgument,
    new: PolicyArgument,
    source: InputOption = None,
    no_model: NoModelOption = False,
    as_json: JsonOption = False,
    bundle: BundleOption = None,
) -> None:
    """Replay events under two policies and show what changes. Status 0 whether or not something does.

    Each event is scanned once and judged twice: scores, spans and memory do not depend on the policy.
    """
    from stream_scanner.rows import BadRow, scanned
    from stream_scanner.scanner import Scanner

    with source_lines(source) as lines:
        with explained():
            before, after = Policy.load(old), Policy.load(new)
            settings = load_settings(bundle=bundle, policy=old)
            scanner = Scanner.configured(settings, use_model=not no_model, shadow=None, redact=None)
        table = Table("event", "was", "by", "becomes", "by", title=f"policy {before.hash} to {after.hash}")
        changes: Counter[tuple[str, str]] = Counter()
        events = bad = 0
        for row in scanned(scanner, lines):
            if isinstance(row, BadRow):
                bad += 1
                continue
            events += 1
            was, becomes = before.decide(row.scan.facts), after.decide(row.scan.facts)
            if was.decision == becomes.decision:
                continue
            changes[was.decision, becomes.decision] += 1
            cells = (row.scan.verdict.event_id, was.decision, was.rule, becomes.decision, becomes.rule)
            table.add_row(*map(escape, cells))
            if as_json:
                named = zip(("event_id", "was", "was_by", "becomes", "becomes_by"), cells, strict=True)
                out.out(orjson.dumps(dict(named)).decode())
    if changes and not as_json:
        out.print(table)
    console = err if as_json else out
    console.print(f"{changes.total()} of {events} events change", highlight=False)
    for (one, other), count in changes.most_common():
        console.print(f"  {one} to {other}: {count}", highlight=False)
    if bad:
        err.print(f"[yellow]{bad} lines were no events[/yellow]")
        raise typer.Exit(1)


def facts_of(facts: Facts) -> dict[str, object]:
    """What a policy was asked about, without the zeros."""
    numbers = {name: getattr(facts, name) for name in (*EXPOSURE, *CONTENT) if name != "outside"}
    return {
        "kind": facts.kind,
        **facts.scores,
        **{f"spans {name}": count for name, count in facts.counts.items() if count},
        **{f"cumulative {name}": count for name, count in facts.cumulative.items() if count},
        **{name: count for name, count in numbers.items() if count},
        **{name: value for name, value in facts.flags.items() if value},
    }
