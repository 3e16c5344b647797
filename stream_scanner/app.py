"""The service on Faust. The only module that imports it, and it takes little of it: the group, the fetching and the
flow control. Acknowledging is the worker's own, because Faust commits events that were never finished:

- ``take()`` acknowledges its buffer when the agent raises, and a plain ``async for`` the event that raised;
- acknowledgements out of order are committed past an event still in flight;
- without its C extension, an event of an older assignment is skipped and acknowledged.

So the topic has ``acks=False``, which makes every acknowledgement of Faust's void, and `Worker` commits positions
itself. The agent does nothing but pump.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import faust
from faust.types import TP
from mode.supervisors import CrashingSupervisor

from stream_scanner.config import Settings
from stream_scanner.dlq import Record
from stream_scanner.health import Health
from stream_scanner.memory import MemoryStore
from stream_scanner.metrics import Metrics
from stream_scanner.publisher import Publisher
from stream_scanner.worker import LAST_COMMIT, Worker

if TYPE_CHECKING:
    from stream_scanner.scanner import Scans

log = logging.getLogger(__name__)
STREAM_BUFFER = 16
"""Records that Faust holds before the worker takes them; the worker's own cap is the one to set."""
STOP = 5.0
"""Seconds that the consumer has for leaving the group, after drain and commit."""
GROUP_ERRORS = 5
"""Failures of the group's coordination, without an assignment in between, that end the service."""


class Service:
    """A worker, the Faust application that feeds it, and its health server.

    Attributes:
        stuck: the consumer could not be stopped; its thread would keep the process from ending.
    """

    def __init__(
        self, app: Any, worker: Worker, metrics: Metrics, settings: Settings, watch: Callable[[], None] | None = None
    ) -> None:
        self.app, self.worker, self.metrics = app, worker, metrics
        self._watch = watch
        self.stuck = False
        self._settings = settings
        self.assigned = False
        self.health = Health(metrics, live=self._live, ready=self._ready)

    def _live(self) -> str | None:
        return self.worker.failure.result() if self.worker.failure.done() else None

    def _ready(self) -> str | None:
        if not self.assigned or not self.app.started or self.app.rebalancing or self.app.should_stop:
            return "not assigned"
        return self._live()

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop`` is set, then drain and commit.

        Raises:
            RuntimeError: when the worker or the consumer could not go on.
        """
        endings: list[asyncio.Future[Any]] = [
            asyncio.ensure_future(stop.wait()),
            asyncio.ensure_future(self._serve()),
            asyncio.ensure_future(self._watch_group()),
            asyncio.ensure_future(self._watch_files()),
        ]
        try:
            await asyncio.wait([*endings, self.worker.failure], return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._stop_app()
            await self.worker.stop()
            await self.health.close()
            for ending in endings:
                ending.cancel()
            await asyncio.wait(endings)
        for ending in endings:
            if not ending.cancelled():
                ending.result()
        if self.worker.failure.done():
            raise RuntimeError(self.worker.failure.result())
        if self.app.crash_reason is not None:
            raise RuntimeError(f"the consumer failed: {type(self.app.crash_reason).__name__}")

    async def _stop_app(self) -> None:
        # This drains the worker, through the signal below, while the group still knows us. When the brokers are away
        # the consumer's thread may die in stopping, and Faust would wait a minute for it.
        stopping = asyncio.ensure_future(self.app.stop())
        await asyncio.wait([stopping], timeout=self._settings.drain_deadline + LAST_COMMIT + STOP)
        if stopping.done():
            stopping.result()
        else:
            log.warning("the consumer did not stop in time; ending without it")
            self.stuck = True

    async def _serve(self) -> None:
        if self._settings.health_port:
            await self.health.start(self._settings.health_host, self._settings.health_port)
        await self.worker.start()
        await self.app.start()
        await self.app.wait_until_stopped()

    async def _watch_files(self) -> None:
        while self._watch is not None and self._settings.reload_interval:
            await asyncio.sleep(self._settings.reload_interval)
            await asyncio.to_thread(self._watch)
        await asyncio.Event().wait()

    async def _watch_group(self) -> None:
        """Take up the errors of the group's coordination, and a topic that is not known yet.

        The client sets coordination aside until someone asks for the error, and asks when it is polled; Faust polls
        nothing without partitions. A worker whose join failed would be up, idle and out of the group for ever. And one
        that leads the group since the brokers came back, but has not heard of the topic's partitions, gives them to
        nobody until the client looks again, minutes later.

        Raises:
            RuntimeError: when joining the group fails again and again.
        """
        errors = 0
        while errors < GROUP_ERRORS:
            await asyncio.sleep(1.0)
            if not self.app.started or self.app.should_stop or self.app.consumer._thread._consumer is None:
                continue
            thread = self.app.consumer._thread
            coordinator = thread._consumer._coordinator
            await thread.call_thread(_look_up, coordinator, self._settings.events_topic)
            name = await thread.call_thread(_group_error, coordinator)
            if name:
                errors += 1
                log.error("coordination of the group failed: %s", name)
            elif not self.app.rebalancing and self.app.consumer.assignment():
                errors = 0
        raise RuntimeError(f"coordination of the group failed {errors} times")


def build_app(settings: Settings, scans: Scans, *, datadir: Path, watch: Callable[[], None] | None = None) -> Service:
    """Put the service together; call it inside the running event loop. No I/O happens before `Service.run`.

    Args:
        datadir: Faust makes an empty directory for tables there, which it cannot be talked out of.
        watch: looks after files that may have changed; called in a thread, every ``settings.reload_interval`` seconds.
    """
    app = faust.App(
        settings.group_id,
        broker=[f"kafka://{broker}" for broker in settings.brokers],
        datadir=str(datadir),
        store="memory://",
        web_enabled=False,
        autodiscover=False,
        key_serializer="raw",
        value_serializer="raw",
        agent_supervisor=CrashingSupervisor,
        table_standby_replicas=0,
        topic_disable_leader=True,
        topic_allow_declare=False,
        stream_buffer_maxsize=STREAM_BUFFER,
        stream_wait_empty=False,
        broker_commit_interval=settings.commit_interval,
        broker_session_timeout=settings.session_timeout,
        broker_heartbeat_interval=settings.heartbeat_interval,
        broker_rebalance_timeout=settings.rebalance_timeout,
        broker_request_timeout=settings.request_timeout,
        producer_request_timeout=settings.produce_timeout,
        consumer_auto_offset_reset=settings.auto_offset_reset,
        consumer_group_instance_id=settings.group_instance_id,
        consumer_max_fetch_size=settings.max_request_bytes,
    )
    metrics = Metrics()

    async def commit(positions: Mapping[int, int]) -> bool:
        topic = settings.events_topic
        # The public commit takes the positions of Faust's own acknowledgements; this is what it calls with them.
        return bool(await app.consumer._commit({TP(topic, p): offset for p, offset in positions.items()}))

    worker = Worker(
        settings,
        scans,
        commit,
        store=MemoryStore(settings, dim=scans.memory_dim, model=scans.identity.model),
        publisher=Publisher(settings),
        metrics=metrics,
    )

    async def pump(stream: Any) -> None:
        async for event in stream.noack().events():
            await worker.submit(_record(event.message))

    # `revoke` returns before the group goes on, so that its commit still belongs to the old assignment.
    async def revoked(*_: Any, **__: Any) -> None:
        await worker.revoke()

    app.agent(app.topic(settings.events_topic, acks=False), concurrency=1, name="pump")(pump)
    app.on_partitions_revoked.connect(revoked)
    app.on_before_shutdown.connect(revoked)
    service = Service(app, worker, metrics, settings, watch)

    # Also sent to a member that gets no partition: it is ready all the same.
    async def assigned(*_: Any, **__: Any) -> None:
        service.assigned = True

    app.on_partitions_assigned.connect(assigned)
    return service


def run(settings: Settings, scans: Scans, watch: Callable[[], None] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; returns the exit status: 0 after a drain, 1 when the service could not go on.

    ``watch`` as in `build_app`.
    """
    # At DEBUG the Kafka clients log keys and values of records, which no log may hold.
    for name in ("aiokafka", "faust", "mode"):
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.getEffectiveLevel(), logging.WARNING))

    async def serve() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        with tempfile.TemporaryDirectory(prefix="stream-scanner-") as directory:
            service = build_app(settings, scans, datadir=Path(directory), watch=watch)
            try:
                await service.run(stop)
            finally:
                if service.stuck:
                    # All that could be committed is; nothing is left to lose by leaving threads behind.
                    logging.shutdown()
                    os._exit(1)

    try:
        asyncio.run(serve())
    except RuntimeError as error:
        log.critical("stopped: %s", error)
        return 1
    return 0


# Both run in the thread of the client, which the coordinator belongs to.


async def _look_up(coordinator: Any, topic: str) -> None:
    if not coordinator._cluster.partitions_for_topic(topic):
        # News of the partitions makes the client join again by itself.
        coordinator._client.force_metadata_update()


async def _group_error(coordinator: Any) -> str:
    # Asking consumes the error.
    try:
        coordinator.check_errors()
    except Exception as error:  # noqa: BLE001 - handed on by its name
        return type(error).__name__
    return ""


def _record(message: Any) -> Record:
    timestamp = None if message.timestamp is None else round(message.timestamp * 1000)
    headers = message.headers.items() if isinstance(message.headers, Mapping) else message.headers or ()
    return Record(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        timestamp=timestamp,
        key=message.key,
        value=message.value,
        headers=tuple((name, bytes(value or b"")) for name, value in headers),
    )
