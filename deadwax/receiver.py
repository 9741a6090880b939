"""Where flags go over the network: the review API, or another moderation system."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import httpx

from deadwax.errors import UsageError
from deadwax.lazy import load
from deadwax.stages.deliver import FlagReceiver
from deadwax.wiring import Plant
from review_api.circuit_transport import CircuitTransport
from review_api.client import ReviewClient
from review_api.webhook import WebhookClient, WebhookKey
from runtime.circuit import Circuit, CircuitState
from runtime.clock import Clock
from runtime.settings import Settings
from runtime.stages.backoff import Backoff
from runtime.telemetry.metrics import Metrics


def receiving(plant: Plant) -> AbstractContextManager[FlagReceiver]:
    """The review API or webhook over the network where its address is set, else the API in this process."""
    settings = plant.settings
    if settings.webhook_url is not None:
        return over_webhook(settings, plant.clock, plant.metrics)
    if settings.api_url is not None:
        return over_network(settings, plant.metrics)
    here: AbstractContextManager[FlagReceiver] = load("deadwax.in_process:in_process")(
        settings, plant.engine, plant.log, plant.clock, plant.workers, tracing=plant.tracing
    )
    return here


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
