"""What the pinned Faust does with acknowledgements, so that an upgrade that changes it is noticed.

The first three are why the service acknowledges nothing through Faust; the last two are what it relies on instead.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import faust
import pytest
from confluent_kafka import Consumer, Producer, TopicPartition
from faust.types import TP

from stream_scanner.embedded import Broker

TOPIC, EVENTS = "pins", 10
Pump = Callable[[Any, asyncio.Event], Awaitable[None]]


@pytest.fixture(scope="module")
def broker() -> Iterator[Broker]:
    with Broker({TOPIC: 1}, join_delay=0.1) as running:
        producer = Producer({"bootstrap.servers": running.bootstrap, "log_level": 0})
        for number in range(EVENTS):
            producer.produce(TOPIC, b"%d" % number, b"k")
        assert producer.flush(10) == 0
        yield running


async def _committed_by(
    broker: Broker,
    directory: Path,
    group: str,
    pump: Pump,
    *,
    acks: bool = True,
    after: Callable[[Any], Awaitable[Any]] | None = None,
) -> int:
    """Run an agent until it says that it is done, let Faust commit, and ask the broker; -1001 means nothing."""
    app = faust.App(
        group,
        broker=f"kafka://{broker.bootstrap}",
        datadir=str(directory),
        store="memory://",
        web_enabled=False,
        key_serializer="raw",
        value_serializer="raw",
        topic_disable_leader=True,
        topic_allow_declare=False,
        broker_commit_interval=0.1,
        stream_wait_empty=False,
        consumer_auto_offset_reset="earliest",
    )
    done = asyncio.Event()

    async def agent(stream: Any) -> None:
        if done.is_set():  # Faust has started the agent again after its error: acknowledge nothing more
            async for _ in stream.noack().events():
                pass
        await pump(stream, done)

    app.agent(app.topic(TOPIC, acks=acks), concurrency=1)(agent)
    await app.start()
    try:
        await asyncio.wait_for(done.wait(), 30)
        if after is not None:
            await after(app)
        await asyncio.sleep(0.5)
    finally:
        await app.stop()
    consumer = Consumer({"bootstrap.servers": broker.bootstrap, "group.id": group, "log_level": 0})
    [position] = await asyncio.to_thread(consumer.committed, [TopicPartition(TOPIC, 0)], 10)
    consumer.close()
    return int(position.offset)


async def test_take_commits_what_the_agent_never_finished(broker: Broker, tmp_path: Path) -> None:
    async def pump(stream: Any, done: asyncio.Event) -> None:
        async for _ in stream.take(5, within=1):
            done.set()
            raise RuntimeError("nothing of this batch was worked on")

    assert await _committed_by(broker, tmp_path, "take", pump) == 5


async def test_a_plain_loop_commits_the_event_that_raised(broker: Broker, tmp_path: Path) -> None:
    async def pump(stream: Any, done: asyncio.Event) -> None:
        async for _ in stream:
            done.set()
            raise RuntimeError("this event was not worked on")

    assert await _committed_by(broker, tmp_path, "plain", pump) == 1


async def test_acknowledging_out_of_order_commits_past_an_event_in_flight(broker: Broker, tmp_path: Path) -> None:
    held: list[Any] = []

    async def pump(stream: Any, done: asyncio.Event) -> None:
        async for event in stream.noack().events():
            held.append(event)
            if len(held) == 2:
                event.ack()
                done.set()

    assert await _committed_by(broker, tmp_path, "order", pump) == 2
    assert held[0].message.offset == 0
    assert not held[0].message.acked


async def test_a_topic_without_acks_commits_nothing_by_itself(broker: Broker, tmp_path: Path) -> None:
    async def pump(stream: Any, done: asyncio.Event) -> None:
        async for _ in stream:
            done.set()
            raise RuntimeError("this event was not worked on")

    assert await _committed_by(broker, tmp_path, "void", pump, acks=False) < 0


async def test_the_commit_below_faust_takes_the_positions_it_is_given(broker: Broker, tmp_path: Path) -> None:
    async def pump(stream: Any, done: asyncio.Event) -> None:
        async for _ in stream.noack().events():
            done.set()

    async def commit(app: Any) -> None:
        assert await app.consumer._commit({TP(TOPIC, 0): 7})

    assert await _committed_by(broker, tmp_path, "given", pump, acks=False, after=commit) == 7
