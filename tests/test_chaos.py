"""Real processes, really killed: every event ends in exactly one distinct verdict, and threads keep their order."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stream_scanner.embedded import Broker, RedisServer, embedded
from tests.support.pipeline import PARTITIONS, Client, Workers, event

PRODUCE, FETCH, OFFSET_COMMIT, HEARTBEAT = 0, 1, 8, 12
NOT_LEADER, TIMED_OUT, NOT_COORDINATOR, NOT_ENOUGH_REPLICAS = 6, 7, 16, 19


class Trial:
    """A machine, a client, workers, and what was sent."""

    def __init__(self, broker: Broker, redis: RedisServer, logs: Path) -> None:
        self.broker, self.redis = broker, redis
        self.client = Client(broker.bootstrap)
        self.workers = Workers(broker, redis, logs, session_timeout=4)
        self.sent: dict[str, list[str]] = {}
        self.count = 0

    def send(self, events: int, threads: int = 12) -> None:
        for _ in range(events):
            thread = f"t{self.count % threads}"
            self.sent.setdefault(thread, []).append(f"e{self.count}")
            self.client.produce(event(f"e{self.count}", thread), thread)
            self.count += 1

    def wait_for(self, verdicts: int, seconds: float = 40) -> None:
        self.client.read_until(lambda: self.workers.revive() or len(self.seen()) >= verdicts, seconds)

    def seen(self) -> set[str]:
        return {seen.event_id for seen in self.client.verdicts}

    def finish(self, seconds: float = 60) -> None:
        """Wait for every event, then judge."""
        self.client.flush()
        self.wait_for(self.count, seconds)
        self.client.read(0.5)
        assert self.client.by_thread() == self.sent
        assert self.client.letters == []
        distinct = {(seen.event_id, seen.value) for seen in self.client.verdicts}
        assert len(distinct) == self.count
        if not any(seen.body["degraded"] for seen in self.client.verdicts):
            counts = {seen.event_id: seen.body["rationale"] for seen in self.client.verdicts}
            for ids in self.sent.values():
                # Each event was scanned with what all those before it left in memory, once.
                assert [counts[identifier] for identifier in ids] == [
                    [f"event {number} of its thread"] for number in range(1, len(ids) + 1)
                ]

    def close(self) -> None:
        self.client.close()
        self.workers.close()


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Trial]:
    with embedded(PARTITIONS, join_delay=0.2) as (broker, redis):
        made = Trial(broker, redis, tmp_path)
        yield made
        made.close()


def test_a_killed_worker_loses_nothing_and_another_takes_over(trial: Trial) -> None:
    first = trial.workers.start(0.01)
    trial.send(300)
    trial.wait_for(60)
    first.kill()
    trial.workers.start(0.002)
    trial.finish()


def test_a_worker_that_joins_and_one_that_leaves_disturb_nothing(trial: Trial) -> None:
    first = trial.workers.start(0.01)
    trial.send(150)
    trial.wait_for(30)
    trial.workers.start(0.005)
    trial.send(150)
    trial.wait_for(150)
    assert trial.workers.stop(first) == 0
    trial.send(100)
    trial.finish()


def test_broker_errors_and_an_outage_are_waited_out(trial: Trial) -> None:
    worker = trial.workers.start(0.005)
    trial.send(100)
    trial.wait_for(20)
    trial.broker.push_errors(PRODUCE, [NOT_LEADER, TIMED_OUT, NOT_ENOUGH_REPLICAS] * 2)
    trial.broker.push_errors(FETCH, [NOT_LEADER, TIMED_OUT])
    trial.broker.push_errors(OFFSET_COMMIT, [NOT_COORDINATOR, TIMED_OUT])
    trial.broker.push_errors(HEARTBEAT, [NOT_COORDINATOR])
    trial.wait_for(60)
    trial.broker.down()
    time.sleep(1.5)
    trial.broker.up()
    trial.send(100)
    trial.finish()
    assert worker.poll() is None


def test_redis_restarted_under_load_is_waited_for(trial: Trial) -> None:
    trial.workers.start(0.005, memory_unavailable="stall", memory_timeout=0.3)
    trial.send(200)
    trial.wait_for(40)
    trial.redis.stop(kill=True)
    time.sleep(1)
    trial.redis.start()
    trial.finish()
    assert not any(seen.body["degraded"] for seen in trial.client.verdicts)


def test_without_redis_verdicts_go_on_degraded(trial: Trial) -> None:
    trial.workers.start(memory_unavailable="degrade", memory_wait=0.2, memory_timeout=0.3)
    trial.send(40)
    trial.wait_for(40)
    trial.redis.stop()
    trial.send(40)
    trial.finish()
    assert sum(seen.body["degraded"] == ["memory"] for seen in trial.client.verdicts) == 40


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_killed(trial: Trial, seed: int) -> None:
    chance = random.Random(seed)
    live: list[Any] = [trial.workers.start(0.005), trial.workers.start(0.005)]
    for _ in range(5):
        trial.send(120)
        before = len(trial.seen())
        trial.wait_for(min(before + chance.randint(1, 100), trial.count))
        match chance.choice(["kill", "kill", "term", "broker", "redis", "join"]):
            case "kill":
                live.pop(chance.randrange(len(live))).kill()
                live.append(trial.workers.start(0.005))
            case "term":
                trial.workers.stop(live.pop(chance.randrange(len(live))))
                live.append(trial.workers.start(0.005))
            case "join":
                live.append(trial.workers.start(0.005))
            case "broker":
                trial.broker.down()
                time.sleep(chance.random() * 3)
                trial.broker.up()
            case "redis":
                trial.redis.stop(kill=True)
                time.sleep(chance.random() * 2)
                trial.redis.start()
    trial.finish(120)


@pytest.mark.slow
def test_a_stop_without_brokers_still_ends(trial: Trial) -> None:
    worker = trial.workers.start()
    trial.send(20)
    trial.wait_for(20)
    trial.broker.down()
    trial.workers.stop(worker, 30)
    trial.broker.up()
    trial.workers.start()
    trial.send(20)
    trial.finish()
