"""Deliveries in a temporary folder."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from contracts.delivery import Delivery
from ingest.arrival import look_at, make_delivery
from runtime.objects import Objects
from tests.ingest.messages import FLAC

Lay = Callable[..., Path]


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """Lays a message and files into a folder under the test's own; returns the message's path."""

    def lay(
        message: bytes,
        files: dict[str, bytes] | None = None,
        folder: str = "delivery",
        name: str = "message.xml",
        mtime: float | None = None,
    ) -> Path:
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for file, content in ({"resources/A1.flac": FLAC} if files is None else files).items():
            (path.parent / file).parent.mkdir(parents=True, exist_ok=True)
            (path.parent / file).write_bytes(content)
        path.write_bytes(message)
        if mtime is not None:
            os.utime(path, (mtime, mtime))
        return path

    return lay


@pytest.fixture
def deliver(lay: Lay) -> Callable[..., Delivery]:
    """Lays a delivery and takes it in as it lies."""

    def deliver(message: bytes, files: dict[str, bytes] | None = None) -> Delivery:
        return make_delivery(look_at(lay(message, files)), None)

    return deliver


@pytest.fixture
def objects(tmp_path: Path) -> Objects:
    return Objects([tmp_path])
