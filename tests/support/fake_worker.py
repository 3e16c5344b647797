"""The whole service with `FakeScans`, as a process: settings from the environment, the delay from the command line."""

from __future__ import annotations

import logging
import sys

from stream_scanner.app import run
from stream_scanner.config import Settings
from tests.support.fakes import FakeScans

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    sys.exit(run(Settings.load(), FakeScans(float(sys.argv[1]))))
