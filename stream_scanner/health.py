"""HTTP for those who look after the service: ``/live``, ``/ready`` and ``/metrics``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from aiohttp import web

from stream_scanner.metrics import Metrics

Check = Callable[[], str | None]
"""Says what is wrong, or none when nothing is."""


class Health:
    """A small HTTP server.

    Args:
        live: a wrong that only a restart can right. ready: a reason not to count on this worker now.
    """

    def __init__(self, metrics: Metrics, *, live: Check, ready: Check) -> None:
        self._metrics, self._live, self._ready = metrics, live, ready
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def start(self, host: str, port: int) -> None:
        """Listen; port 0 picks a free one, found in ``port`` afterwards."""
        application = web.Application()
        application.router.add_get("/live", partial(_answer, self._live))
        application.router.add_get("/ready", partial(_answer, self._ready))
        application.router.add_get("/metrics", self._scrape)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        self.port = self._runner.addresses[0][1]

    async def close(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _scrape(self, _: web.Request) -> web.Response:
        return web.Response(body=self._metrics.render(), content_type="text/plain", charset="utf-8")


async def _answer(check: Check, _: web.Request) -> web.Response:
    wrong = check()
    return web.Response(text=f"{wrong or 'ok'}\n", status=200 if wrong is None else 503)
