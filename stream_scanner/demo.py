"""The whole service in one terminal: embedded broker and Redis, a worker process, traffic, verdicts as they come."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import orjson
from rich.columns import Columns
from rich.console import Console, Group
from rich.live import Live
from rich.panel import Panel
from rich.table import Table

from model_core.bundle import Bundle
from stream_scanner import clients, demo_events
from stream_scanner.config import Settings
from stream_scanner.console import COLOURS
from stream_scanner.demo_events import TENANT, Script
from stream_scanner.dlq import ERROR_HEADER
from stream_scanner.threads import thread_memory

SHOWN = 12
SETTLE = 1.5
"""Seconds to go on listening after the last answer, in case one comes twice."""


class Watch:
    """What has come back so far."""

    def __init__(self, expected: int) -> None:
        self.expected = expected
        self.verdicts: dict[str, list[dict[str, Any]]] = {}
        self.dead: list[dict[str, Any]] = []
        self.recent: deque[dict[str, Any]] = deque(maxlen=SHOWN)
        self.latency: list[float] = []
        self.sent_at: dict[str, float] = {}

    def take(self, record: clients.Received, dlq_topic: str) -> None:
        """Count one record of the verdicts or dead letter topic."""
        if record.topic == dlq_topic:
            self.dead.append(orjson.loads(record.headers[ERROR_HEADER]))
            return
        verdict = orjson.loads(record.value or b"{}")
        self.verdicts.setdefault(verdict["event_id"], []).append(verdict)
        self.recent.append(verdict)
        if verdict["event_id"] in self.sent_at:
            self.latency.append(time.monotonic() - self.sent_at[verdict["event_id"]])

    @property
    def answered(self) -> int:
        """Events with a verdict, and dead letters."""
        return len(self.verdicts) + len(self.dead)

    def table(self, since: float) -> Table:
        """The latest verdicts."""
        title = f"dlp.verdicts: {self.answered} of {self.expected} answered, {time.monotonic() - since:.0f} s"
        table = Table(title=title, expand=True, title_justify="left")
        for name in ("decision", "kind of spans", "sens", "expo", "ctx", "obf", "segments", "event"):
            table.add_column(name, no_wrap=True, ratio=2 if name == "kind of spans" else 1)
        for v in self.recent:
            table.add_row(
                f"[{COLOURS[v['decision']]}]{v['decision']}", ", ".join(sorted({s["type"] for s in v["spans"]})),
                *(f"{v['scores'][n]:.2f}" for n in ("sensitivity", "exposure", "context", "obfuscation")),
                f"{v['segments_read']}/{v['segments_total']} {v['stopped'].replace('_', ' ')}", v["event_id"],
            )  # fmt: skip
        return table


@contextlib.contextmanager
def services(
    settings: Settings, console: Console, log: IO[bytes]
) -> Iterator[tuple[Settings, subprocess.Popen[bytes]]]:
    """Embedded broker and Redis in a process of their own, and a worker in another."""
    host = subprocess.Popen(
        [sys.executable, "-m", "stream_scanner.embedded", "--until-eof", "--join-delay", "0.5"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    worker: subprocess.Popen[bytes] | None = None
    try:
        assert host.stdout is not None
        where = json.loads(host.stdout.readline() or b"null")
        if where is None:
            raise RuntimeError("the embedded broker and Redis did not start")
        console.print(f"Kafka (embedded) at {where['brokers']}, Redis at {where['redis_url']}", highlight=False)
        reached = settings.model_copy(
            update={"brokers": tuple(where["brokers"].split(",")), "redis_url": where["redis_url"]}
        )
        environment = os.environ | {
            "SCANNER_BROKERS": where["brokers"],
            "SCANNER_REDIS_URL": where["redis_url"],
            "SCANNER_BUNDLE": str(settings.bundle),
            "SCANNER_THREADS": str(os.cpu_count() or 1),
        }
        worker = subprocess.Popen([sys.executable, "-m", "stream_scanner.cli", "worker"], env=environment, stderr=log)
        yield reached, worker
    finally:
        if worker is not None:
            _end(worker)
        if host.stdin is not None:
            host.stdin.close()
        _end(host)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def run(count: int, timeout: float, settings: Settings) -> int:
    """Run the demo; 0 only if every event ended in exactly one verdict or dead letter."""
    console = Console()
    bundle = Bundle.open(settings.bundle)
    script = demo_events.script(count)
    watch = Watch(len(script.records))
    with tempfile.NamedTemporaryFile(prefix="stream-scanner-demo-", suffix=".log", delete=False) as log:
        console.print(f"[bold]Stream Scanner demo[/bold]: {len(script.records)} records, model {bundle.model}")
        with services(settings, console, log) as (reached, worker):
            started = _watch(console, reached, worker, script, watch, timeout)
            memory = asyncio.run(thread_memory(reached, TENANT, script.memory_thread))
    elapsed = time.monotonic() - started
    _summary(console, script, watch, memory, elapsed)
    wrong = _unaccounted(script, watch)
    if wrong:
        console.print(f"[red]{wrong}[/red]; the worker's log is {log.name}")
        return 1
    Path(log.name).unlink()
    console.print(f"[green]every one of {watch.expected} events ended in exactly one verdict or dead letter[/green]")
    return 0


def _watch(
    console: Console, settings: Settings, worker: subprocess.Popen[bytes], script: Script, watch: Watch, timeout: float
) -> float:
    started = time.monotonic()
    done_at: float | None = None

    def finished() -> bool:
        nonlocal done_at
        now = time.monotonic()
        if watch.answered >= watch.expected and done_at is None:
            done_at = now
        late = done_at is not None and now - done_at > SETTLE
        return late or now - started > timeout or worker.poll() is not None

    producer = threading.Thread(target=_produce, args=(settings, script, watch))
    topics = [settings.verdicts_topic, settings.dlq_topic]
    with Live(console=console, refresh_per_second=4, transient=True) as live:
        for number, record in enumerate(clients.follow(settings, topics, from_start=True, stop=finished)):
            if number == 0:
                producer.start()
            if record is not None:
                watch.take(record, settings.dlq_topic)
            live.update(watch.table(started))
    if producer.ident is not None:
        producer.join()
    console.print(watch.table(started))
    return started


def _produce(settings: Settings, script: Script, watch: Watch) -> None:
    def paced() -> Iterator[tuple[bytes, bytes]]:
        for key, value in script.records:
            with contextlib.suppress(orjson.JSONDecodeError):
                watch.sent_at[orjson.loads(value)["event_id"]] = time.monotonic()
            yield key, value
            # A stream, not a burst: about a hundred events a second.
            time.sleep(0.01)

    clients.produce(settings, paced(), lambda: None)


def _unaccounted(script: Script, watch: Watch) -> str | None:
    missing = [i for i in script.ids if i not in watch.verdicts]
    twice = [i for i, verdicts in watch.verdicts.items() if len({v["verdict_id"] for v in verdicts}) != 1]
    poison = watch.expected - len(script.ids)
    if missing or twice or len(watch.dead) != poison:
        return (
            f"{len(missing)} without a verdict, {len(twice)} with several, {len(watch.dead)} of {poison} dead letters"
        )
    return None


def _summary(console: Console, script: Script, watch: Watch, memory: dict[str, Any] | None, elapsed: float) -> None:
    verdicts = [found[0] for found in watch.verdicts.values()]
    if not verdicts:
        return
    early = sum(v["stopped"].startswith("early") for v in verdicts)
    several = sum(v["segments_total"] > 1 for v in verdicts)
    scan = sorted(v["timings"]["total"] for v in verdicts)
    whole = sorted(watch.latency)
    facts = Table("what", "value", title="summary")
    facts.add_row("events", f"{watch.expected} in {elapsed:.0f} s")
    facts.add_row("scan time p50 / p95", f"{_at(scan, 0.5):.0f} / {_at(scan, 0.95):.0f} ms")
    facts.add_row("produce to verdict p50 / p95", f"{_at(whole, 0.5):.2f} / {_at(whole, 0.95):.2f} s")
    facts.add_row("early exits", f"{early} of {several} messages longer than a segment")
    facts.add_row("dead letters", "\n".join(f"{d['field']}: {d['reason']}" for d in watch.dead))
    decisions = Table("decision", "events", title="decisions")
    for name, number in Counter(v["decision"] for v in verdicts).most_common():
        decisions.add_row(f"[{COLOURS[name]}]{name}", str(number))
    spans = Table("type", "spans", title="spans")
    for name, number in Counter(s["type"] for v in verdicts for s in v["spans"]).most_common():
        spans.add_row(name, str(number))
    kept = Table("memory", "value", title=f"memory of thread {script.memory_thread!r}")
    for name, value in (memory or {}).items():
        kept.add_row(name, str(value))
    console.print(Columns([facts, decisions, spans, kept]))
    by_id = {v["event_id"]: v for v in verdicts}
    watched = Table("case", "decision", "sens", "expo", "ctx", "obf", "spans", "why", title="worth a look")
    for event_id, caption in script.watched.items():
        if event_id in by_id:
            v = by_id[event_id]
            watched.add_row(
                caption, f"[{COLOURS[v['decision']]}]{v['decision']}",
                *(f"{v['scores'][n]:.2f}" for n in ("sensitivity", "exposure", "context", "obfuscation")),
                ", ".join(sorted({s["type"] for s in v["spans"]})), "; ".join(v["rationale"]),
            )  # fmt: skip
    console.print(watched)
    if script.with_memory in by_id and script.without_memory in by_id:
        one, two = by_id[script.with_memory], by_id[script.without_memory]
        text = (
            f"The same message: {two['decision']} in a thread of its own, {one['decision']} after the NDA. "
            f"Sensitivity {two['scores']['sensitivity']:.2f} → {one['scores']['sensitivity']:.2f}, "
            f"context {two['scores']['context']:.2f} → {one['scores']['context']:.2f}."
        )
        console.print(Panel(Group(text), title="what memory changes"))


def _at(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, int(share * len(values)))] if values else 0.0
