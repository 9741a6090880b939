"""Structured logs: readable lines for people, JSON for machines."""

import logging
import sys
from typing import TextIO

import structlog
from structlog.types import Processor

from runtime.settings import Settings
from runtime.telemetry.repeated import Repeated

QUIET = ("kafka", "alembic", "httpx", "httpcore", "numba")
"""Libraries that tell more than anybody wants; warnings and errors still pass."""

REPETITIVE = ("kafka",)
"""Libraries that say the same for every attempt: once a minute is enough."""


def configure(settings: Settings, stream: TextIO | None = None) -> None:
    """Send every log line, the libraries' as well, to ``stream`` (standard error by default).

    Called once, by the program that starts. Times are ISO 8601 in UTC.
    """
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *before,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    target = stream or sys.stderr
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before, processors=_renderers(settings, colors=target.isatty())
        )
    )
    handler.addFilter(Repeated(REPETITIVE))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _renderers(settings: Settings, *, colors: bool) -> list[Processor]:
    strip = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if settings.log_format == "json":
        # Never the local variables of a failing function: passwords and keys pass through some of them.
        transform = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        told = structlog.processors.ExceptionRenderer(transform)
        return [strip, told, structlog.processors.JSONRenderer()]
    plain = structlog.dev.plain_traceback
    return [strip, structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=plain)]
