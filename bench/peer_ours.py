"""Stream Scanner behind the peers' protocol: ``python -m bench.peer_ours full|evidence BUNDLE``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from bench.peer_adapters import Answer, Span, each, serve
from stream_scanner.events import from_text
from stream_scanner.scanner import Scanner


def load(mode: str, bundle: Path) -> Callable[[list[str]], list[Answer]]:
    """The whole scan core, every segment read; or the same without the network."""
    scanner = Scanner.open(bundle, use_model=mode == "full", early_exit=False)

    def find(text: str) -> list[Span]:
        verdict = scanner.scan(from_text("bench", text), scanner.empty_memory()).verdict
        return [(span.type, span.start, span.end) for span in verdict.spans]

    return each(find)


if __name__ == "__main__":
    serve(lambda: load(sys.argv[1], Path(sys.argv[2])))
