"""The whole chain on a real Kafka and a real PostgreSQL, killed at random: every delivery ends once."""

import hashlib
import logging
import os
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from threading import Event
from types import MappingProxyType

import structlog
from kafka import KafkaConsumer
from kafka import TopicPartition as Place
from sqlalchemy import func, select

from contracts.delivery import DeliveredFile, Delivery
from contracts.topics import ACKNOWLEDGEMENTS, DELIVERIES, FLAGS, SCORED_TRACKS, TRACKS, dead_letter_topic
from deadwax.database import ROOMS
from deadwax.demo.ern_writer import write
from deadwax.demo.sound import produce
from deadwax.line import Line
from deadwax.tables import acknowledgements, tracks
from deadwax.wiring import STAGES, plant
from policy.tables import decisions
from review_api.tables import cases, flags
from runtime.codec import encode
from runtime.database.migrate import locations, upgrade
from runtime.settings import Settings
from runtime.tables import dead_letters, outbox
from tests.deadwax.inboxes import recipe, release
from tests.faults.soak import PARTITIONS, PATIENCE_S, Ledger, SetClock, Soak
from tests.integration.kafka.groups import committed

AT = datetime(2026, 5, 4, tzinfo=UTC)
SOURCES = MappingProxyType(
    {
        "ingest": DELIVERIES,
        "acknowledge": ACKNOWLEDGEMENTS,
        "register": TRACKS,
        "detect": TRACKS,
        "decide": SCORED_TRACKS,
        "deliver-flags": FLAGS,
        "deliver-changes": ACKNOWLEDGEMENTS,
    }
)
"""What each stage reads."""
MAKERS = ("ingest", "acknowledge", "register", "detect", "decide", "deliver")


@dataclass(slots=True)
class ChainBooks(Ledger):
    """The ledger of the whole chain, counted out of the database and, for ``waiting``, out of Kafka."""

    decided: int = 0
    rejected: int = 0
    flagged: int = 0
    handed_over: int = 0

    @property
    def is_balanced(self) -> bool:
        """Nothing lost, nothing twice, nothing left."""
        return (
            self.decided + self.rejected + self.dead == self.inputs
            and self.flagged == self.handed_over
            and self.is_clean
        )

    def line(self) -> str:
        """The ledger in one line."""
        return (
            f"{self.inputs} inputs: {self.decided} decided, {self.rejected} rejected, {self.dead} dead, "
            f"{self.duplicates} duplicates, {self.lost} lost; {self.kills} kills of the whole chain"
        )


def work(home: Path, bootstrap: str, url: str, clock: SetClock) -> None:
    """A worker that runs all stages, until it is killed."""
    clock.install()
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    chosen = Settings(
        home=home / str(os.getpid()),
        database_url=url,
        log="kafka",
        kafka_bootstrap=bootstrap,
        log_partitions=PARTITIONS,
        kafka_session_timeout_s=6.0,
        kafka_max_poll_interval_s=10.0,
        max_consecutive_dead=1_000_000,
        max_attempts=100,
        backoff_s=0.1,
        backoff_max_s=0.5,
        stop_grace_s=2.0,
        workers=1,
    )
    with plant(chosen) as made:
        made.clock = clock
        Line({name: made.runner(name) for name in STAGES}, lambda: 0).run(Event())


class ChainSoak(Soak):
    """One run. Each good delivery has one track and no sound; some are no ERN message, some no message."""

    def _prepare(self) -> None:
        self._books = ChainBooks()
        upgrade(self._engine, locations(*ROOMS))
        topics = {topic.name for topic in SOURCES.values()}
        self._log.create_topics([*topics, dead_letter_topic(DELIVERIES.name)])

    def _send(self) -> None:
        sound = produce(recipe(1, 1.0), self._home / "one.wav")
        producer = self._log.producer()
        for number in range(self._plan.messages):
            chance = self._chance.random()
            if chance < 0.05:
                producer.append(DELIVERIES.name, str(number), b"no message %d" % number, {})
                self._expected.add(f"unreadable {number}")
                continue
            planned = release(number, [recipe(1, 1.0)], sender=number % 20)
            message = b"<no ERN %d" % number if chance < 0.1 else write(planned, (sound,))
            made = inline(planned.icpn, message, AT + timedelta(seconds=number))
            again = self._chance.random() < 0.02
            for _ in range(1 + again):
                producer.append(DELIVERIES.name, *encode(made))
            self._books.sent_twice += again
            self._expected.add(made.delivery_id)
        producer.flush(PATIENCE_S)
        producer.close()
        self._books.inputs = len(self._expected)

    def _worker(self) -> ForkServerProcess:
        given = (self._home, self._broker.bootstrap, self._url, SetClock(self._clock_s))
        return self._processes.Process(target=work, args=given)

    def _ended(self) -> int:
        with self._engine.connect() as connection:
            counts = [
                select(func.count()).select_from(decisions),
                select(func.count()).where(acknowledgements.c.status == "rejected"),
                select(func.count()).select_from(dead_letters),
            ]
            return sum(connection.execute(count).scalar_one() for count in counts)

    def _waiting(self) -> int:
        """Records that any group has not committed yet."""
        reader = KafkaConsumer(bootstrap_servers=self._broker.bootstrap.split(","))
        waiting = 0
        for stage, topic in SOURCES.items():
            ends = reader.end_offsets([Place(topic.name, number) for number in range(PARTITIONS)])
            done = committed(self._broker.bootstrap, f"deadwax.{stage}")
            waiting += sum(ends.values())
            waiting -= sum(at.offset for place, at in done.items() if place.topic == topic.name)
        reader.close(autocommit=False)
        return waiting

    def _count(self) -> None:
        books = self._books
        with self._engine.connect() as connection:
            joined = select(tracks.c.delivery_id, tracks.c.track_id, decisions.c.action).join_from(
                tracks, decisions, tracks.c.track_id == decisions.c.track_id
            )
            decided = connection.execute(joined).all()
            of_status = select(acknowledgements.c.delivery_id).where(acknowledgements.c.status == "rejected")
            rejected = set(connection.execute(of_status).scalars())
            letters = connection.execute(select(dead_letters.c.value)).scalars().all()
            handed = connection.execute(select(flags.c.track_id)).scalars().all()
            opened = connection.execute(select(cases.c.track_id)).scalars().all()
            unsent = select(func.count()).select_from(outbox).where(outbox.c.sent_at.is_(None))
            books.unsent = connection.execute(unsent).scalar_one()
        buried = {f"unreadable {bytes(value).split()[-1].decode()}" for value in letters}
        of_deliveries = {row.delivery_id for row in decided}
        books.decided, books.rejected, books.dead = len(of_deliveries), len(rejected), len(buried)
        books.flagged = sum(row.action != "allow" for row in decided)
        books.handed_over = len(set(handed))
        twice = [
            Counter(row.delivery_id for row in decided),
            Counter(letters),
            Counter(handed),
            Counter(opened),
        ]
        books.duplicates = sum(count - 1 for each in twice for count in each.values())
        books.lost = len(self._expected - of_deliveries - rejected - buried)
        books.waiting = self._waiting()


def inline(folder: str, message: bytes, at: datetime) -> Delivery:
    """A delivery with its message inside."""
    digest = hashlib.sha256(message).hexdigest()
    file = DeliveredFile(name="message.xml", location="", size=len(message), sha256=digest, content=message)
    return Delivery(delivery_id=digest[:32], folder=folder, message=file, received_at=at)


def context() -> ForkServerContext:
    """Processes that have imported every room when they start."""
    made = get_context("forkserver")
    made.set_forkserver_preload(
        ["tests.faults.chain", *(f"deadwax.stages.{name}" for name in MAKERS), "deadwax.in_process"]
    )
    return made
