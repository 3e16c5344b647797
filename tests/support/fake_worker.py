"""The whole service with `FakeScans`, as a process: settings from the environment, the delay from the command line."""

from __future__ import annotations

import logging
import sys
import time
from typing import Any

from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor

from stream_scanner.app import run
from stream_scanner.config import Settings
from tests.support.fakes import FakeScans

_assign = RoundRobinPartitionAssignor.assign


def _assign_late(*arguments: Any) -> Any:
    # The mock cluster ends a group's sync at its leader's request and refuses the followers' that come after it, as
    # Kafka does not. So the leader is made to be last.
    time.sleep(0.2)
    return _assign(*arguments)


if __name__ == "__main__":
    RoundRobinPartitionAssignor.assign = _assign_late
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    sys.exit(run(Settings.load(), FakeScans(float(sys.argv[1]))))
