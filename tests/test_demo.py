import collections
import os
import subprocess
import sys

import orjson
import pytest

from stream_scanner import demo_events
from stream_scanner.events import EventError, decode
from tests.conftest import Exported


def test_the_script_holds_what_the_demo_promises() -> None:
    script = demo_events.script(320)
    kinds: collections.Counter[str] = collections.Counter()
    bad = 0
    for _, value in script.records:
        try:
            kinds[decode(value).kind] += 1
        except EventError:
            bad += 1
    assert bad == 3
    assert kinds.total() == len(script.ids) == len(set(script.ids)) == 320
    assert set(kinds) == {"email", "chat", "pr", "upload"}
    assert set(script.watched) <= set(script.ids)
    by_id = {event["event_id"]: event for event in map(orjson.loads, _valid(script))}
    assert len(by_id["long-email"]["body"].encode()) >= 20_000
    with_, without = by_id[script.with_memory], by_id[script.without_memory]
    assert {name for name in with_ if with_[name] != without[name]} == {"event_id", "thread_id"}
    assert [i for i in script.ids if by_id[i]["thread_id"] == script.memory_thread] == [
        *("memory-1", "memory-2", "memory-3")
    ]


def _valid(script: demo_events.Script) -> list[bytes]:
    poison = set(demo_events.POISON)
    return [value for _, value in script.records if value not in poison]


@pytest.mark.timeout(200)
def test_the_demo_runs_and_accounts_for_every_event(exported: Exported) -> None:
    environment = os.environ | {"SCANNER_BUNDLE": str(exported.bundle), "COLUMNS": "140"}
    ended = subprocess.run(
        [sys.executable, "-m", "stream_scanner.cli", "demo"], env=environment, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "every one of 323 events ended in exactly one verdict or dead letter" in ended.stdout
    assert "what memory changes" in ended.stdout
