"""Calls the app in the same process, through httpx and without a socket."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any

import httpx
from starlette.types import ASGIApp


class InProcessTransport(httpx.BaseTransport):
    """A transport for a synchronous ``httpx.Client`` that runs the app on an event loop of its own.

    Safe to use from several threads: their requests run at the same time, as they would on a server.
    The app's lifespan is not run; close what the app made with ``review_api.app.close_app``.
    """

    def __init__(self, app: ASGIApp, *, client: tuple[str, int] = ("127.0.0.1", 0)) -> None:
        self._inner = httpx.ASGITransport(app, raise_app_exceptions=False, client=client)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="in-process-api", daemon=True)
        self._thread.start()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Run the request through the app and return the whole response."""
        return self._run(self._exchange(request))

    async def _exchange(self, request: httpx.Request) -> httpx.Response:
        body = request.read()
        copy = httpx.Request(
            request.method, request.url, headers=request.headers, content=body, extensions=request.extensions
        )
        response = await self._inner.handle_async_request(copy)
        content = await response.aread()
        # The client decodes the body by these headers itself, so they go along as they are.
        return httpx.Response(
            response.status_code, headers=response.headers, stream=httpx.ByteStream(content)
        )

    def _run(self, work: Coroutine[Any, Any, httpx.Response]) -> httpx.Response:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def close(self) -> None:
        """Stop the event loop and its threads. A second close does nothing."""
        if self._loop.is_closed():
            return
        asyncio.run_coroutine_threadsafe(self._loop.shutdown_default_executor(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
