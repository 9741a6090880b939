"""What is old is deleted, and nothing that is still needed."""

import os
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, Table, func, select

from contracts.topics import DELIVERIES, TRACKS, dead_letter_topic
from deadwax.feeder import GROUP
from deadwax.upkeep import Upkeep, kept_up
from review_api.intake import take_flag
from review_api.principal import Machine
from review_api.tables import flags, idempotency
from runtime.clock import FixedClock
from runtime.database.lock import exclusive
from runtime.log.embedded import EmbeddedLog
from runtime.log.record import Record
from runtime.settings import Settings
from runtime.stages.ledger import Ledger, Outcome
from runtime.stages.outbox import Outbox, OutboxRelay
from runtime.tables import outbox, processed
from tests.deadwax.messages import flag

DAY_S = 86_400.0


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 5, 1, tzinfo=UTC))


@pytest.fixture
def log(tmp_path: Path) -> EmbeddedLog:
    return EmbeddedLog(tmp_path / "log.sqlite3")


@pytest.fixture
def upkeep(settings: Settings, engine: Engine, log: EmbeddedLog, clock: FixedClock) -> Upkeep:
    return Upkeep(settings, engine, log, clock)


def count(engine: Engine, table: Table) -> int:
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def test_a_ledger_forgets_the_stages_messages_and_never_what_was_fed(
    upkeep: Upkeep, engine: Engine, clock: FixedClock
) -> None:
    with engine.begin() as connection:
        Ledger("deadwax.decide", clock).enter(connection, "m", Outcome.APPLIED)
        Ledger(GROUP, clock).enter(connection, "delivery", Outcome.APPLIED)
    clock.advance(89 * DAY_S)
    assert (upkeep.tidy() or {})["ledger_rows"] == 0
    clock.advance(2 * DAY_S)
    assert (upkeep.tidy() or {})["ledger_rows"] == 1
    with engine.connect() as connection:
        assert connection.execute(select(processed.c.group_name)).scalars().all() == [GROUP]


def test_the_outbox_loses_what_was_sent_a_day_ago_whoever_sent_it(
    upkeep: Upkeep, engine: Engine, log: EmbeddedLog, clock: FixedClock
) -> None:
    box = Outbox("review-api", clock, 100_000)
    with engine.begin() as connection:
        box.add_record(connection, TRACKS.name, "k", b"sent", {})
    relay = OutboxRelay(engine, log, "review-api", clock)
    relay.relay()
    relay.close()
    with engine.begin() as connection:
        box.add_record(connection, TRACKS.name, "k", b"unsent", {})
    clock.advance(DAY_S + 1)
    assert (upkeep.tidy() or {})["outbox_rows"] == 1
    assert count(engine, outbox) == 1


def test_idempotency_keys_go_and_the_flag_is_still_known(
    upkeep: Upkeep, engine: Engine, clock: FixedClock
) -> None:
    caller = Machine(key_id="k", name="k", scopes=frozenset())
    assert not take_flag(engine, clock, flag(), caller, "key").replayed
    assert (upkeep.tidy() or {})["idempotency_keys"] == 0
    clock.advance(31 * DAY_S)
    assert (upkeep.tidy() or {})["idempotency_keys"] == 1
    assert count(engine, idempotency) == 0
    assert take_flag(engine, clock, flag(), caller, "key").replayed
    assert count(engine, flags) == 1


def test_previews_that_nobody_played_for_long_are_deleted(upkeep: Upkeep, settings: Settings) -> None:
    folder = settings.home / "previews"
    folder.mkdir(parents=True)
    old, young = folder / f"{'a' * 64}.opus", folder / f"{'b' * 64}.opus"
    for path in (old, young):
        path.write_bytes(b"sound")
    long_ago = time.time() - 31 * DAY_S
    os.utime(old, (long_ago, long_ago))
    assert (upkeep.tidy() or {})["previews"] == 1
    assert not old.exists()
    assert young.exists()


def test_the_embedded_log_loses_copies_and_what_is_done(
    settings: Settings, engine: Engine, log: EmbeddedLog, clock: FixedClock
) -> None:
    producer = log.producer()
    for topic in (DELIVERIES.name, dead_letter_topic(DELIVERIES.name)):
        producer.append(topic, "k", b"v", {})
    producer.flush(10)
    producer.close()
    at_once = settings.model_copy(update={"log_keep_days": 1e-9})
    assert (Upkeep(at_once, engine, log, clock).tidy() or {})["log_records"] == 1, "nobody read the delivery"
    reader = log.consumer("deadwax.ingest", [DELIVERIES.name])
    (record,) = wait_for(lambda: reader.poll(0.1, 10))
    reader.commit({record.place: 1})
    reader.close()
    assert (Upkeep(at_once, engine, log, clock).tidy() or {})["log_records"] == 1


def wait_for(read: Callable[[], Sequence[Record]]) -> Sequence[Record]:
    deadline = time.monotonic() + 60
    while not (found := read()):
        assert time.monotonic() < deadline
    return found


def test_one_process_at_a_time_tidies(upkeep: Upkeep, engine: Engine) -> None:
    with exclusive(engine, "upkeep") as taken:
        assert taken
        assert upkeep.tidy() is None


def test_it_goes_on_in_the_background_and_survives_a_failure(
    settings: Settings, engine: Engine, log: EmbeddedLog, clock: FixedClock
) -> None:
    calls = threading.Semaphore(0)

    class Failing(Upkeep):
        def tidy(self) -> None:
            calls.release()
            raise OSError("the disk is away")

        def keep(self, stop: threading.Event, every_s: float = 0.01) -> None:
            super().keep(stop, every_s)

    with kept_up(Failing(settings, engine, log, clock)):
        assert all(calls.acquire(timeout=30) for _ in range(3))
