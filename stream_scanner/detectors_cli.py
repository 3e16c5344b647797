"""The commands ``stream-scanner detectors``: check a detectors file, and make the hashes that go into one."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

import orjson
import typer

from model_core.labels import SHORT
from stream_scanner.console import InputOption, explained, fail, out, source_lines

detectors_app = typer.Typer(help="Own patterns, value sets and allow lists.", no_args_is_help=True)
SALT_BYTES = 32


@detectors_app.command("check", epilog="Example: stream-scanner detectors check detectors.yaml")
def check(file: Annotated[Path, typer.Argument(help="Detectors file.", show_default=False)]) -> None:
    """Say whether a detectors file can be used; status 2 and the first wrong line and key when it cannot."""
    from stream_scanner.evidence.detector_file import load

    with explained():
        found = load(file)
    values = sum(len(known.hashes) for known in found.sets)
    out.print(
        f"{file}: {len(found.patterns)} patterns, {len(found.sets)} sets of {values} values, "
        f"{len(found.allow)} allowances, hash {found.hash}",
        highlight=False,
        soft_wrap=True,
    )


@detectors_app.command("hash", epilog="Example: stream-scanner detectors hash -i accounts.txt --type PAN > own.yaml")
def hash_values(
    source: InputOption = None,
    kind: Annotated[str, typer.Option("--type", help="Type that the values are reported as.")] = "MATTER_ID",
    name: Annotated[str, typer.Option(help="Name of the set.")] = "values",
    detectors: Annotated[
        Path | None, typer.Option("--detectors", help="File whose salt is used; a new salt without it.")
    ] = None,
) -> None:
    """Print a detectors file with one set: the keyed hashes of values, given one a line. No value is printed.

    The salt comes first. Whoever has it and can list all possible values can find out which are in the set.
    """
    from stream_scanner.evidence.custom import tags
    from stream_scanner.evidence.detector_file import load

    if kind not in SHORT:
        fail(f"--type must be one of {', '.join(SHORT)}")
    with explained():
        salt = load(detectors).salt if detectors is not None else secrets.token_bytes(SALT_BYTES)
    if not salt:
        fail(f"{detectors}: has no salt")
    with source_lines(source) as file:
        try:
            hashes, sizes = tags(file.read().decode("utf-8").splitlines(), salt)
        except UnicodeDecodeError:
            fail("the values are not UTF-8")
        except ValueError as error:
            fail(str(error))
    if not hashes:
        fail("there are no values")
    head = f'version: 1\nsalt: "{salt.hex()}"\nsets:\n  - name: {orjson.dumps(name).decode()}\n    type: {kind}\n'
    lines = "\n".join(f"      {value}" for value in hashes)
    out.out(f"{head}    confidence: 0.95\n    sizes: {sizes}\n    hashes: |\n{lines}")
