"""Policy and detectors files that change while the service runs."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from stream_scanner.config import Settings
from stream_scanner.nodes import FileError
from stream_scanner.scanner import FILES, Scanner

log = logging.getLogger(__name__)
_MISSING: Final = (0, 0, 0)


class Reload:
    """Gives a scanner the files that its settings name, whenever they have changed. Not thread-safe.

    A file that cannot be used is told once, as an error with line and key, and what it would replace stays.
    """

    def __init__(self, settings: Settings, scanner: Scanner) -> None:
        named = {"policy": settings.policy, "shadow": settings.shadow_policy, "detectors": settings.detectors}
        self._paths = {name: path for name, path in named.items() if path is not None}
        self._scanner = scanner
        # What the scanner opened is not known to the instant, so the first check reads every file again.
        self._seen: dict[str, tuple[int, int, int]] = {}

    def check(self) -> None:
        """Look at every file once; reads those whose time, size or inode is another. Blocks on the disk."""
        for name, path in self._paths.items():
            seen = _state(path)
            if self._seen.get(name) == seen:
                continue
            self._seen[name] = seen
            try:
                loaded = FILES[name](path)
            except FileError as error:
                log.error("the old %s stays: %s", name, error)
                continue
            except Exception as error:  # noqa: BLE001 - whatever a file does to its reader, the service goes on
                log.error("the old %s stays: %s makes %s", name, path, type(error).__name__)
                continue
            if self._scanner.replace(name, loaded):
                log.info("%s is now %s", name, loaded.hash)


def _state(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return _MISSING
    return found.st_mtime_ns, found.st_size, found.st_ino
