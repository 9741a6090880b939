"""Processes that start fast, so that they can be killed often."""

from multiprocessing import get_context
from multiprocessing.context import ForkServerContext

import pytest


@pytest.fixture(scope="session")
def processes() -> ForkServerContext:
    """Forks from a server that has imported the worker already."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.worker"])
    return context
