"""The command ``stream-scanner``."""

from __future__ import annotations

import asyncio
import itertools
import logging
import secrets
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Any

import orjson
import typer
from rich.table import Table

from model_core.bundle import Bundle
from stream_scanner.console import (
    COLOURS,
    BundleOption,
    InputOption,
    OutputOption,
    PolicyOption,
    err,
    explained,
    fail,
    load_settings,
    out,
    progress,
    source_lines,
    write_lines,
)  # fmt: skip
from stream_scanner.detectors_cli import detectors_app
from stream_scanner.policy_cli import policy_app

app = typer.Typer(
    help="Data loss prevention for conversations: events in, verdicts out.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
memory_app = typer.Typer(help="What conversations remember.", no_args_is_help=True)
topics_app = typer.Typer(help="The service's Kafka topics.", no_args_is_help=True)
model_app = typer.Typer(help="The model bundle.", no_args_is_help=True)
app.add_typer(memory_app, name="memory")
app.add_typer(topics_app, name="topics")
app.add_typer(model_app, name="model")
app.add_typer(policy_app, name="policy")
app.add_typer(detectors_app, name="detectors")


@app.command(epilog="Example: SCANNER_BROKERS=kafka:9092 SCANNER_REDIS_URL=redis://redis:6379/0 stream-scanner worker")
def worker(
    bundle: BundleOption = None,
    policy: PolicyOption = None,
    model: Annotated[bool, typer.Option("--model/--no-model", help="Scan by evidence alone without it.")] = True,
) -> None:
    """Consume events and publish verdicts until SIGTERM. Settings: environment variables SCANNER_*."""
    from stream_scanner.reload import Reload
    from stream_scanner.scanner import Scanner

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    with explained(), ThreadPoolExecutor(1) as pool:
        settings = load_settings(bundle=bundle, policy=policy)
        opening = pool.submit(Scanner.configured, settings, use_model=model)
        # A second of imports, while the model is loaded.
        from stream_scanner.app import run

        scanner = opening.result()
    logging.getLogger("stream_scanner").info(
        "model %s, policy %s, brokers %s", scanner.identity.model, scanner.identity.policy, ",".join(settings.brokers)
    )
    raise typer.Exit(run(settings, scanner, Reload(settings, scanner).check))


@app.command(epilog='Example: echo \'{"id": 1, "text": "my card is 4539 1488 0343 6467"}\' | stream-scanner scan')
def scan(
    source: InputOption = None,
    target: OutputOption = None,
    no_model: Annotated[bool, typer.Option("--no-model", help="Evidence alone.")] = False,
    no_evidence: Annotated[bool, typer.Option("--no-evidence", help="The network alone, to measure it.")] = False,
    full: Annotated[bool, typer.Option("--full-read", help="Never stop early.")] = False,
    vector: Annotated[bool, typer.Option("--vector", help="With the thread's memory vector, base64.")] = False,
    threads: Annotated[int, typer.Option("--threads", min=1, max=256, help="Threads of one model step.")] = 1,
    bundle: BundleOption = None,
    policy: PolicyOption = None,
) -> None:
    """Scan events, or rows {"id", "text"}, from JSON Lines: one result a row, in order.

    Status 1 when some lines were no events; each of those has a result line with its error.
    """
    from stream_scanner.rows import results
    from stream_scanner.scanner import Scanner

    with source_lines(source) as lines:
        with explained():
            scanner = Scanner.configured(
                load_settings(bundle=bundle, policy=policy), threads=threads,
                use_model=not no_model, use_evidence=not no_evidence, early_exit=not full,
            )  # fmt: skip
        write_lines(target, results(scanner, lines, vector), "scanning")


@app.command(epilog="Example: stream-scanner redact -i events.jsonl -o redacted.jsonl")
def redact(
    source: InputOption = None,
    target: OutputOption = None,
    no_model: Annotated[bool, typer.Option("--no-model", help="Evidence alone.")] = False,
    bundle: BundleOption = None,
) -> None:
    """Write events, or rows {"id", "text"}, back with [TYPE_N] for each sensitive value of their content.

    N is the same for the same value of one thread. Addresses of sender and recipients, and names of metadata, stay.
    Status 1 when some lines were no events; each of those has a line with its error instead.
    """
    from stream_scanner.rows import redactions
    from stream_scanner.scanner import Scanner

    with source_lines(source) as lines:
        with explained():
            # Nothing of this outlives the run, and so neither must its key.
            scanner = Scanner.configured(
                load_settings(bundle=bundle), use_model=not no_model, redact=secrets.token_bytes(32)
            )
        write_lines(target, redactions(scanner, lines), "redacting")


@app.command(epilog="Example: stream-scanner produce -i schemas/examples/events.jsonl")
def produce(source: InputOption = None) -> None:
    """Publish events, one a line, to the events topic under their thread's key. Lines are sent as they are."""
    from stream_scanner import clients

    with source_lines(source) as lines, explained(), progress("producing") as advance:
        settings = load_settings()
        clients.check(settings)
        count = clients.produce(settings, ((_key(line), line.strip()) for line in lines if line.strip()), advance)
    err.print(f"{count} events produced to {settings.events_topic}")


def _key(line: bytes) -> bytes:
    # A line that is no event is still produced: the service dead-letters it, which is what a trial wants to see.
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        return b""
    return str(row.get("thread_id", "")).encode() if isinstance(row, dict) else b""


@app.command(epilog="Example: stream-scanner tail --from-start --json | jq .decision")
def tail(
    from_start: Annotated[bool, typer.Option("--from-start", help="From the oldest verdict.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Whole verdicts, one a line.")] = False,
    dead: Annotated[bool, typer.Option("--dead-letters", help="Follow dead letters instead.")] = False,
    limit: Annotated[int, typer.Option("-n", "--limit", min=0, help="End after this many; 0 never.")] = 0,
) -> None:
    """Follow verdicts as they are published."""
    from stream_scanner import clients
    from stream_scanner.dlq import ERROR_HEADER

    with explained():
        settings = load_settings()
        clients.check(settings)
        topic = settings.dlq_topic if dead else settings.verdicts_topic
        records = clients.follow(settings, [topic], from_start=from_start, stop=lambda: False)
        for record in itertools.islice(filter(None, records), limit or None):
            value = record.headers.get(ERROR_HEADER, b"{}") if dead else record.value or b"{}"
            if as_json or dead:
                out.out(value.decode())
            else:
                out.print(line_of(orjson.loads(value)), highlight=False, soft_wrap=True)


def line_of(verdict: dict[str, Any]) -> str:
    """One verdict in one line of Rich markup."""
    kinds = ", ".join(sorted({span["type"] for span in verdict["spans"]}))
    scores = " ".join(f"{name[0]}{value:.2f}" for name, value in verdict["scores"].items())
    colour = COLOURS[verdict["decision"]]
    return f"[{colour}]{verdict['decision']:18}[/{colour}] {scores}  {verdict['event_id']:24} {kinds}"


@memory_app.command("show", epilog="Example: stream-scanner memory show ticket-4711 --tenant acme")
def memory_show(
    thread: Annotated[str, typer.Argument(help="thread_id of the events.")],
    tenant: Annotated[str, typer.Option(help="Tenant of the events.")] = "default",
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Show what one conversation remembers: flags, counts, version, and the vector's length."""
    from stream_scanner.threads import thread_memory

    with explained():
        shown = asyncio.run(thread_memory(load_settings(), tenant, thread))
    if shown is None:
        fail(f"nothing is remembered of thread {thread} of tenant {tenant}")
    if as_json:
        out.out(orjson.dumps(shown).decode())
        return
    table = Table("what", "value", title=f"thread {thread}")
    for name, value in shown.items():
        table.add_row(name, str(value))
    out.print(table)


@memory_app.command("forget", epilog="Example: stream-scanner memory forget --tenant acme --thread ticket-4711")
def memory_forget(
    tenant: Annotated[str, typer.Option(help="Tenant of the events.")] = "default",
    thread: Annotated[str | None, typer.Option(help="One thread; all of the tenant's without it.")] = None,
) -> None:
    """Delete memory and stored verdicts of a thread or of a whole tenant."""
    from stream_scanner.threads import forget

    with explained():
        count = asyncio.run(forget(load_settings(), tenant, thread))
    out.print(f"{count} keys deleted")


@topics_app.command("apply", epilog="Example: stream-scanner topics apply --partitions 12 --replication 3")
def topics_apply(
    partitions: Annotated[int, typer.Option(min=1)] = 6, replication: Annotated[int, typer.Option(min=1)] = 1
) -> None:
    """Create the topics for events, verdicts and dead letters where they are missing."""
    from stream_scanner import clients

    with explained():
        for name, done in clients.apply_topics(load_settings(), partitions, replication).items():
            out.print(f"{name}: {done}", highlight=False)


@topics_app.command("list", epilog="Example: stream-scanner topics list")
def topics_list() -> None:
    """List topics and their partitions."""
    from stream_scanner import clients

    with explained():
        for name, partitions in clients.list_topics(load_settings()).items():
            out.print(f"{name}: {partitions} partitions", highlight=False)


@model_app.command("info", epilog="Example: stream-scanner model info")
def model_info(bundle: BundleOption = None) -> None:
    """Say which model this is and how it was trained."""
    with explained():
        opened = Bundle.open(load_settings(bundle=bundle).bundle)
    table = Table("what", "value", title=f"model {opened.model}")
    for name, value in {"path": opened.path, **opened.facts, "shape": opened.config}.items():
        table.add_row(name, str(value))
    out.print(table)


@model_app.command("verify", epilog="Example: stream-scanner model verify --bundle models")
def model_verify(bundle: BundleOption = None) -> None:
    """Check every file of the bundle against its manifest, and that each graph runs."""
    from stream_scanner.reader import Reader

    with explained():
        opened = Bundle.open(load_settings(bundle=bundle).bundle)
        Reader(opened)
    out.print(f"{opened.model}: {len(opened.files)} files are as the manifest says, and every graph runs")


@app.command(epilog="Example: SCANNER_HEALTH_PORT=8080 stream-scanner health")
def health(url: Annotated[str | None, typer.Option(help="Default: SCANNER_HEALTH_PORT on this host.")] = None) -> None:
    """Ask a running worker whether it is ready; status 1 when it is not. Made for container health checks."""
    with explained():
        port = load_settings().health_port
    if url is None and port == 0:
        fail("SCANNER_HEALTH_PORT is not set, so the worker serves no health endpoint")
    target = url or f"http://127.0.0.1:{port}/ready"
    try:
        with urllib.request.urlopen(target, timeout=5) as response:
            out.print(response.read().decode().strip() or "ready")
    except urllib.error.HTTPError as error:
        out.print(error.read().decode().strip())
        raise typer.Exit(1) from None
    except (OSError, ValueError) as error:
        out.print(f"{target}: {type(error).__name__}")
        raise typer.Exit(1) from None


@app.command(epilog="Example: stream-scanner api --port 8000")
def api(
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8000,
    threads: Annotated[int, typer.Option(min=1, max=256)] = 1,
) -> None:
    """Serve /scan and /warmup over HTTP (extra ``api``)."""
    try:
        from stream_scanner.api import serve
    except ModuleNotFoundError as error:
        fail(f"{error.name} is not installed: pip install 'stream-scanner[api]'")
    with explained():
        serve(load_settings(), host, port, threads)


@app.command(epilog="Example: stream-scanner demo --events 320")
def demo(
    events: Annotated[int, typer.Option(min=300, help="How many events to produce.")] = 320,
    timeout: Annotated[float, typer.Option(help="Seconds until it gives up.")] = 170.0,
) -> None:
    """Show the whole service on an embedded broker and Redis: no Docker, nothing else to install."""
    from stream_scanner.demo import run

    with explained():
        raise typer.Exit(run(events, timeout, load_settings()))


if __name__ == "__main__":
    app()
