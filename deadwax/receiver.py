"""Where flags go: over the network, or to the review API in this very process."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from deadwax.errors import UsageError
from review_api.accounts import create_api_key, revoke_api_key
from review_api.app import close_app, create_app
from review_api.client import ReviewClient
from review_api.in_process import InProcessTransport
from review_api.roles import Scope
from runtime.clock import Clock
from runtime.log.port import Log
from runtime.settings import Settings
from runtime.workers import WorkerPool

HERE = "http://in-process"


@contextmanager
def over_network(settings: Settings) -> Iterator[ReviewClient]:
    """The review API at ``DEADWAX_API_URL``. Raises ``UsageError`` without a key."""
    if settings.api_url is None or settings.api_key is None:
        raise UsageError(
            "Flags cannot be delivered: DEADWAX_API_URL and DEADWAX_API_KEY belong together.",
            remedy="Make a key where the review API runs (deadwax key add NAME) and set both.",
        )
    with ReviewClient(settings.api_url, settings.api_key.get_secret_value()) as client:
        yield client


@contextmanager
def in_process(
    settings: Settings, engine: Engine, log: Log, clock: Clock, workers: WorkerPool
) -> Iterator[ReviewClient]:
    """The review API over the same database, called without a network.

    Its key is made for this process, whose memory alone holds it, and revoked at the end.
    """
    app = create_app(settings, engine, log, clock=clock, workers=workers)
    key = create_api_key(engine, clock, "deadwax run, in process", [Scope.FLAGS_WRITE])
    try:
        with ReviewClient(HERE, key.secret, transport=InProcessTransport(app)) as client:
            yield client
    finally:
        revoke_api_key(engine, clock, key.key_id)
        close_app(app)
