"""The review API in this very process."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import httpx
from sqlalchemy import Engine

from review_api.accounts import create_api_key, extend_api_key, revoke_api_key
from review_api.app import close_app, create_app
from review_api.client import ReviewClient
from review_api.in_process import InProcessTransport
from review_api.roles import Scope
from runtime.clock import Clock
from runtime.log.port import Log
from runtime.settings import Settings
from runtime.telemetry.tracing import Tracing
from runtime.workers import WorkerPool

HERE = "http://in-process"
KEY_NAME = "deadwax run, in process"
SCOPES = (Scope.FLAGS_WRITE,)
LIFETIME = timedelta(hours=1)
"""How long the key of a killed process stays valid at most."""


@contextmanager
def in_process(
    settings: Settings,
    engine: Engine,
    log: Log,
    clock: Clock,
    workers: WorkerPool,
    *,
    tracing: Tracing | None = None,
) -> Iterator[ReviewClient]:
    """The review API over the same database, called without a network.

    Its key is made for this process, whose memory alone holds it, and revoked at the end. That of a
    process which was killed expires by itself.
    """
    app = create_app(settings, engine, log, clock=clock, workers=workers, tracing=tracing)
    key = create_api_key(engine, clock, KEY_NAME, SCOPES, lifetime=LIFETIME)
    try:
        renew = partial(extend_api_key, engine, clock, key.key_id, LIFETIME)
        transport = Renewing(InProcessTransport(app), renew, clock)
        with ReviewClient(HERE, key.secret, transport=transport) as client:
            yield client
    finally:
        revoke_api_key(engine, clock, key.key_id)
        close_app(app)


class Renewing(httpx.BaseTransport):
    """Renews the key in time, before a request goes on to ``inner``. Safe to use from several threads."""

    def __init__(self, inner: httpx.BaseTransport, renew: Callable[[], None], clock: Clock) -> None:
        self._inner = inner
        self._renew = renew
        self._clock = clock
        self._lock = threading.Lock()
        self._due = clock.now() + LIFETIME / 2

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request with a key that is valid."""
        with self._lock:
            if self._clock.now() >= self._due:
                self._renew()
                self._due = self._clock.now() + LIFETIME / 2
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Close the inner one."""
        self._inner.close()
