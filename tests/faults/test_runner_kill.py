"""SIGKILL at any instruction loses nothing and applies each message's effect exactly once."""

import random
import signal
import time
from collections import Counter
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from contracts.topics import ACKNOWLEDGEMENTS, DELIVERIES, dead_letter_topic
from runtime.database import engine as database
from runtime.log.embedded import EmbeddedLog
from runtime.log.record import Record
from runtime.tables import dead_letters, outbox, processed
from tests.faults.worker import FLAKY, POISON, Place, drain, drain_with_fuse
from tests.runtime.stages import harness
from tests.runtime.stages.harness import applied, delivery, publish, publish_bytes

KILLS = 25
GOOD = 150
BAD = 6


@pytest.fixture
def place(engine: Engine, tmp_path: Path) -> Place:
    harness.metadata.create_all(engine)
    url = engine.url.render_as_string(hide_password=False)
    return Place(tmp_path, url)


def records(log: EmbeddedLog, topic: str) -> list[Record]:
    consumer = log.consumer("test.reader", [topic])
    found: list[Record] = []
    while batch := consumer.poll(0.05, 1000):
        found += batch
    consumer.close()
    return found


def test_sigkill_at_random_moments(place: Place, engine: Engine, processes: ForkServerContext) -> None:
    log = place.log()
    names = [delivery(n) for n in range(GOOD)]
    names += [delivery(n, POISON) for n in range(BAD)] + [delivery(n, FLAKY) for n in range(BAD)]
    random.Random(7).shuffle(names)
    publish(log, names)
    for number in range(BAD):
        publish_bytes(log, b"no message %d" % number, key=str(number))

    killed = 0
    moments = random.Random(11)
    for _ in range(KILLS):
        worker = processes.Process(target=drain, args=(place, 0.02))
        worker.start()
        time.sleep(moments.uniform(0.02, 0.35))
        worker.kill()
        worker.join()
        killed += worker.exitcode == -signal.SIGKILL
        worker.close()
    assert killed >= 5, "the worker was too fast to be killed"
    last = processes.Process(target=drain, args=(place,))
    last.start()
    last.join(60)
    assert last.exitcode == 0

    check(log, engine, good=[d.delivery_id for d in names if not d.delivery_id.startswith(POISON)])
    with engine.connect() as connection:
        letters = connection.execute(select(dead_letters.c.message_id)).scalars().all()
    assert len(letters) == len(set(letters)) == 2 * BAD
    copies = {r.headers["dead_letter_id"] for r in records(log, dead_letter_topic(DELIVERIES.name))}
    assert len(copies) == 2 * BAD


def test_sigkill_at_every_step_around_the_commits(
    sqlite_engine: Engine, tmp_path: Path, processes: ForkServerContext
) -> None:
    at = 0
    while True:
        at += 1
        home = tmp_path / str(at)
        home.mkdir()
        place = Place(home, f"sqlite:///{home / 'd.sqlite3'}")
        _copy_database(sqlite_engine, home)
        publish(place.log(), [delivery(n) for n in range(3)])
        worker = processes.Process(target=drain_with_fuse, args=(place, at))
        worker.start()
        worker.join(30)
        code = worker.exitcode
        worker.close()
        assert code in (0, -signal.SIGKILL)
        drain(place)
        engine = database.create(place.database_url)
        check(place.log(), engine, good=[f"{n:05}" for n in range(3)])
        engine.dispose()
        if code == 0:
            break
    assert at > 20, "the fuse must lie around every commit"


def check(log: EmbeddedLog, engine: Engine, good: list[str]) -> None:
    assert Counter(applied(engine)) == Counter(good)
    sent = {record.headers["ce_id"] for record in records(log, ACKNOWLEDGEMENTS.name)}
    assert sent == {f"acknowledgement-{name}" for name in good}
    with engine.connect() as connection:
        unsent = select(func.count()).select_from(outbox).where(outbox.c.sent_at.is_(None))
        assert connection.execute(unsent).scalar_one() == 0
        count = select(func.count()).select_from(processed).where(processed.c.outcome == "applied")
        assert connection.execute(count).scalar_one() == len(good)
    consumer = log.consumer("deadwax.accept", [DELIVERIES.name])
    consumer.poll(0, 1)
    assert sum(consumer.lag().values()) == 0
    consumer.close()


def _copy_database(engine: Engine, home: Path) -> None:
    harness.metadata.create_all(engine)
    with engine.connect() as connection:
        connection.rollback()
        connection.connection.cursor().execute(f"VACUUM INTO '{home / 'd.sqlite3'}'")
