"""What the commands have in common: where they write, how they fail, what they are told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, Any, BinaryIO, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from model_core.bundle import BundleError
from stream_scanner.config import Settings, SettingsError
from stream_scanner.nodes import FileError

out, err = Console(), Console(stderr=True)
COLOURS = {"ALLOW": "green", "ALLOW_WITH_WARNING": "yellow", "REVIEW": "magenta", "BLOCK": "red"}

BundleOption = Annotated[Path | None, typer.Option("--bundle", help="Model bundle; default SCANNER_BUNDLE or models/.")]
PolicyOption = Annotated[Path | None, typer.Option("--policy", help="Policy file; default SCANNER_POLICY or built in.")]
InputOption = Annotated[Path | None, typer.Option("-i", "--input", help="JSON Lines; default stdin.")]
OutputOption = Annotated[Path | None, typer.Option("-o", "--output", help="JSON Lines; default stdout.")]


def fail(message: str) -> NoReturn:
    """Say what is wrong on stderr, in one line, and end with status 2."""
    err.print(f"[red]error:[/red] {escape(message)}", highlight=False, soft_wrap=True)
    raise typer.Exit(2)


@contextmanager
def explained() -> Iterator[None]:
    """Turn the errors that an operator can mend into one clear line."""
    from stream_scanner.clients import Unreachable
    from stream_scanner.threads import RedisUnreachable

    try:
        yield
    except (SettingsError, BundleError, FileError, Unreachable, RedisUnreachable) as error:
        fail(str(error))


def load_settings(**overrides: Any) -> Settings:
    """The environment's settings, with what the command line says over them."""
    return Settings.load(**{name: value for name, value in overrides.items() if value is not None})


@contextmanager
def progress(what: str) -> Iterator[Any]:
    """A counter on stderr, where stderr is a terminal."""
    columns = (SpinnerColumn(), TextColumn(what), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda: bar.advance(task)


@contextmanager
def source_lines(path: Path | None) -> Iterator[BinaryIO]:
    """The lines of a file, or of stdin."""
    if path is not None and not path.is_file():
        fail(f"{path}: no such file")
    with path.open("rb") if path else nullcontext(sys.stdin.buffer) as lines:
        yield lines


def write_lines(target: Path | None, lines: Iterator[tuple[bool, bytes]], what: str) -> None:
    """Write each line as it comes, to a file or stdout; status 1 when some say only why they are none."""
    bad = 0
    with progress(what) as advance, target.open("wb") if target else nullcontext(sys.stdout.buffer) as sink:
        for good, line in lines:
            sink.write(line + b"\n")
            if target is None:
                sink.flush()
            bad += not good
            advance()
    if bad:
        err.print(f"[yellow]{bad} lines were no events; their result lines say why[/yellow]")
        raise typer.Exit(1)
