"""Everything that the whole of Deadwax keeps, in a temporary home."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from deadwax.cli import app
from deadwax.database import ROOMS
from deadwax.wiring import Plant, plant
from runtime.settings import Settings

Deadwax = Callable[..., Result]


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ROOMS


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def deadwax(home: Path, monkeypatch: pytest.MonkeyPatch) -> Deadwax:
    """Runs a command in this process, with a home of its own."""
    monkeypatch.setenv("DEADWAX_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str | Path, **options: object) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], **options)  # type: ignore[arg-type]

    return run


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(home=home, workers=1, backoff_s=0.01)


@pytest.fixture
def made(settings: Settings) -> Iterator[Plant]:
    """A plant on SQLite and the embedded log."""
    with plant(settings) as opened:
        yield opened
