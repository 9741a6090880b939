"""Where flags go: over the network, or to the review API in this very process."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import httpx
from sqlalchemy import Engine

from deadwax.errors import UsageError
from review_api.accounts import create_api_key, extend_api_key, revoke_api_key
from review_api.app import close_app, create_app
from review_api.circuit_transport import CircuitTransport
from review_api.client import ReviewClient
from review_api.in_process import InProcessTransport
from review_api.roles import Scope
from review_api.webhook import WebhookClient, WebhookKey
from runtime.circuit import Circuit, CircuitState
from runtime.clock import Clock
from runtime.log.port import Log
from runtime.settings import Settings
from runtime.stages.backoff import Backoff
from runtime.telemetry.metrics import Metrics
from runtime.workers import WorkerPool

HERE = "http://in-process"
KEY_NAME = "deadwax run, in process"
SCOPES = (Scope.FLAGS_WRITE,)
LIFETIME = timedelta(hours=1)
"""How long the key of a killed process stays valid at most."""


@contextmanager
def over_network(settings: Settings, metrics: Metrics) -> Iterator[ReviewClient]:
    """The review API at ``DEADWAX_API_URL``. Raises ``UsageError`` without a key."""
    if settings.api_url is None or settings.api_key is None:
        raise UsageError(
            "Flags cannot be delivered: DEADWAX_API_URL and DEADWAX_API_KEY belong together.",
            remedy="Make a key where the review API runs (deadwax key add NAME) and set both.",
        )
    transport = guarded(httpx.HTTPTransport(), settings, metrics)
    with ReviewClient(settings.api_url, settings.api_key.get_secret_value(), transport=transport) as client:
        yield client


@contextmanager
def over_webhook(settings: Settings, clock: Clock, metrics: Metrics) -> Iterator[WebhookClient]:
    """Another moderation system at ``DEADWAX_WEBHOOK_URL``. Raises ``UsageError`` without a secret."""
    secrets = settings.webhook_secrets.get_secret_value().split() if settings.webhook_secrets else []
    if settings.webhook_url is None or not secrets or settings.api_url is not None:
        raise UsageError(
            "Flags cannot be delivered: DEADWAX_WEBHOOK_URL and DEADWAX_WEBHOOK_SECRETS belong together, "
            "without DEADWAX_API_URL.",
            remedy="Set both and unset the other, or the other way round.",
        )
    transport = guarded(httpx.HTTPTransport(), settings, metrics)
    keys = [WebhookKey(secret) for secret in secrets]
    with WebhookClient(settings.webhook_url, keys, clock, transport=transport) as client:
        yield client


def guarded(inner: httpx.BaseTransport, settings: Settings, metrics: Metrics) -> CircuitTransport:
    """``inner`` behind a circuit breaker, whose state is a metric.

    It opens after more failures in a row than one message may have, so that a single flag that fails
    becomes a dead letter while a service that fails makes all flags wait.
    """
    gauge = metrics.circuit.labels("moderation")
    gauge.set(0)
    circuit = Circuit(settings.max_attempts + 2, Backoff(1.0, settings.backoff_max_s))
    return CircuitTransport(inner, circuit, lambda state: gauge.set(state is not CircuitState.CLOSED))


@contextmanager
def in_process(
    settings: Settings, engine: Engine, log: Log, clock: Clock, workers: WorkerPool
) -> Iterator[ReviewClient]:
    """The review API over the same database, called without a network.

    Its key is made for this process, whose memory alone holds it, and revoked at the end. That of a
    process which was killed expires by itself.
    """
    app = create_app(settings, engine, log, clock=clock, workers=workers)
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
