"""A log, a database and a runner for the tests of the stages."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from runtime.log.embedded import EmbeddedLog
from runtime.stages.runner import StageRunner
from runtime.telemetry.metrics import Metrics
from tests.runtime.stages import harness


@pytest.fixture
def log(tmp_path: Path) -> Iterator[EmbeddedLog]:
    made = EmbeddedLog(tmp_path / "log.sqlite3", partitions=2)
    yield made
    made.close()


@pytest.fixture
def make_runner(log: EmbeddedLog, engine: Engine, tmp_path: Path) -> Callable[..., StageRunner[Any, Any]]:
    """Makes a runner on the test's log and database; keywords change its settings."""
    harness.metadata.create_all(engine)

    def make(
        stage: harness.Accept, metrics: Metrics | None = None, **changes: object
    ) -> StageRunner[Any, Any]:
        return StageRunner(stage, log, engine, harness.settings(tmp_path, **changes), metrics or Metrics())

    return make
