"""The embedded broker and Redis, in this process and in one of their own."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest
from confluent_kafka import Consumer, Message, Producer
from redis import Redis

from stream_scanner.embedded import Broker, EmbeddedError, RedisServer


def _produce(brokers: str, topic: str, *values: bytes) -> None:
    producer = Producer({"bootstrap.servers": brokers, "log_level": 0})
    for value in values:
        producer.produce(topic, value)
    assert producer.flush(10) == 0


def _consume(brokers: str, topic: str, count: int, seconds: float = 15) -> list[Message]:
    consumer = Consumer(
        {"bootstrap.servers": brokers, "group.id": "reader", "auto.offset.reset": "earliest", "log_level": 0}
    )
    consumer.subscribe([topic])
    found: list[Message] = []
    deadline = time.monotonic() + seconds
    while len(found) < count and time.monotonic() < deadline:
        message = consumer.poll(0.2)
        # A message is as long as its value: a tombstone would be false.
        if message is not None and message.error() is None:
            found.append(message)
    consumer.close()
    return found


def test_a_broker_keeps_what_is_produced_and_survives_an_outage() -> None:
    with Broker({"t": 2}, join_delay=0.1) as broker:
        _produce(broker.bootstrap, "t", b"a", b"b")
        broker.down()
        broker.up()
        broker.push_errors(0, [7, 7])  # REQUEST_TIMED_OUT, which a producer tries again
        _produce(broker.bootstrap, "t", b"c")
        assert sorted(message.value() for message in _consume(broker.bootstrap, "t", 3)) == [b"a", b"b", b"c"]


def test_a_topic_cannot_be_created_twice() -> None:
    with Broker({"t": 1}) as broker, pytest.raises(EmbeddedError, match="t"):
        broker.create_topic("t", 1)


def test_redis_keeps_its_data_over_a_restart_and_a_kill() -> None:
    with RedisServer() as server, Redis.from_url(server.url) as client:
        client.set("a", "1")
        server.stop()
        server.start()
        assert client.get("a") == b"1"
        version = client.info("server")["redis_version"]
        assert version.split(".")[0] in ("6", "7", "8")
        server.stop(kill=True)
        server.start()
        assert client.ping()


def test_the_two_in_a_process_of_their_own() -> None:
    command = [sys.executable, "-m", "stream_scanner.embedded", "--until-eof", "--topic", "x:2", "--join-delay", "0.1"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        where = json.loads(process.stdout.readline())
        with Redis.from_url(where["redis_url"]) as client:
            assert client.ping()
        _produce(where["brokers"], "x", b"hello")
        assert [message.value() for message in _consume(where["brokers"], "x", 1)] == [b"hello"]
        process.stdin.close()
        assert process.wait(15) == 0
