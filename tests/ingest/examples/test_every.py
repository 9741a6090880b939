"""Every code has a delivery that gets it and one that does not."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from sqlalchemy import Engine

from contracts.delivery import DeliveredFile, Delivery
from contracts.message import content_id
from ingest.examples.case import Case, case
from ingest.examples.every import EXAMPLES
from ingest.known_store import KnownRecordings
from ingest.manifest import read_manifest
from ingest.reader import read_delivery
from ingest.redelivery import settle
from ingest.rules.batches import BatchMessage, compare
from ingest.rules.catalogue import CATALOGUE
from ingest.rules.severities import Severities
from tests.ingest.bytes_store import Store

MESSAGE = "file:///message.xml"
# Marks and real sounds do not fit into such small deliveries: tests/ingest/rules makes them for these rules.
WITHOUT = {code for code in CATALOGUE if code.startswith("DX-P") or "DX-H03" < code < "DX-I"}


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ("runtime", "ingest")


def delivered(message: bytes, made: Case) -> tuple[Delivery, Store]:
    there = {MESSAGE: message} | {f"file:///{name}": data for name, data in made.files.items()}
    files = tuple(
        DeliveredFile(name=name, location=f"file:///{name}", size=len(data), sha256=sha256(data).hexdigest())
        for name, data in made.files.items()
    )
    file = DeliveredFile(
        name="message.xml", location=MESSAGE, size=len(message), sha256=sha256(message).hexdigest()
    )
    delivery = Delivery(
        delivery_id=content_id(file.sha256),
        folder="/",
        message=file,
        files=files,
        received_at=datetime(2026, 11, 2, tzinfo=UTC),
    )
    return delivery, Store(there)


def codes(made: Case, engine: Engine) -> set[str]:
    """The codes that a delivery gets, its earlier delivery and its batch included."""
    told: set[str] = set()
    with engine.begin() as connection:
        for message in (made.earlier_message, made.message):
            if message is not None:
                delivery, store = delivered(message, made)
                read = read_delivery(delivery, store.open)
                settled = settle(read, KnownRecordings(connection), Severities())
                told = {finding.code for finding in settled.findings}
    if made.manifest is not None:
        batch = compare(
            read_manifest(made.manifest.encode()), [BatchMessage("message.xml", made.message, "M-1")]
        )
        told |= {finding.code for finding in (*batch.of_batch, *batch.of_message["message.xml"])}
    return told


def test_the_delivery_that_all_others_are_made_of_gets_no_finding(sqlite_engine: Engine) -> None:
    assert codes(case(), sqlite_engine) == set()


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_failing_delivery_gets_the_code(code: str, sqlite_engine: Engine) -> None:
    assert code in codes(EXAMPLES[code].failing, sqlite_engine)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_passing_delivery_does_not_get_the_code(code: str, sqlite_engine: Engine) -> None:
    assert code not in codes(EXAMPLES[code].passing, sqlite_engine)


def test_every_code_has_an_example() -> None:
    assert set(EXAMPLES) == set(CATALOGUE) - WITHOUT


def test_every_example_shows_something() -> None:
    for example in EXAMPLES.values():
        assert example.failing.shown or example.failing.note
