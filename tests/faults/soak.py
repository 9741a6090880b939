"""Workers on a real Kafka and a real PostgreSQL, killed at random while broker and database come and go.

``bench/faults.py`` makes long runs and prints the ledger.
"""

import logging
import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from threading import Event

import structlog
from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient
from sqlalchemy import func, select, text

from contracts.topics import ACKNOWLEDGEMENTS, DELIVERIES, dead_letter_topic
from runtime.codec import encode
from runtime.database import engine as database
from runtime.database.migrate import locations, upgrade
from runtime.log.kafka import KafkaLog
from runtime.settings import Settings
from runtime.stages.runner import StageRunner
from runtime.tables import dead_letters, outbox, processed
from runtime.telemetry.metrics import Metrics
from tests.faults.worker import FLAKY, POISON, stage
from tests.integration.kafka.broker import Broker
from tests.integration.kafka.cluster import Cluster
from tests.integration.kafka.groups import committed
from tests.integration.postgresql.server import PrivateServer
from tests.runtime.stages import harness
from tests.runtime.stages.harness import delivery, effects

PARTITIONS = 6
PATIENCE_S = 300.0
FROZEN_S = 5.0
DAY_S = 86_400.0
LAST_FAULT = 0.95
"""When this share of the messages has ended no further fault comes."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is sent and what is done to it.

    ``outages``: breaks of broker, database and dead letter topic, each. ``jumps``: of the workers' clocks.
    ``leader_moves`` need a cluster.
    """

    messages: int
    kills: int
    workers: int = 2
    freezes: int = 0
    outages: int = 0
    jumps: int = 0
    leader_moves: int = 0
    seed: int = 7
    delay_s: float = 0.005
    pause_s: float = 0.3


@dataclass(slots=True)
class Ledger:
    """What every run counts: what was sent, what became of it, and what was done meanwhile."""

    inputs: int = 0
    sent_twice: int = 0
    dead: int = 0
    duplicates: int = 0
    lost: int = 0
    unsent: int = 0
    waiting: int = 0
    kills: int = 0
    freezes: int = 0
    jumps: int = 0
    leader_moves: int = 0
    ended_at_last_fault: int = 0
    outages: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Nothing lost, nothing twice, nothing left."""
        return not (self.duplicates or self.lost or self.unsent or self.waiting)


@dataclass(slots=True)
class Books(Ledger):
    """The ledger. Everything is counted by message id, out of the database and out of the topics."""

    applied: int = 0
    answers: int = 0
    dead_on_topic: int = 0

    @property
    def is_balanced(self) -> bool:
        """Nothing lost, nothing twice, nothing left, and the topics say the same."""
        return (
            self.applied + self.dead == self.inputs
            and self.answers == self.applied
            and self.dead_on_topic == self.dead
            and self.is_clean
        )

    def line(self) -> str:
        """The ledger in one line."""
        return (
            f"{self.inputs} inputs: {self.applied} decided, {self.dead} dead, "
            f"{self.duplicates} duplicates, {self.lost} lost; {self.kills} kills, {self.freezes} frozen, "
            f"{self.jumps} clock jumps, {self.leader_moves} leaders moved, {len(self.outages)} outages"
        )


def settings_of(home: Path, bootstrap: str) -> Settings:
    copies = 1 + bootstrap.count(",")
    return harness.settings(
        home,
        log="kafka",
        kafka_bootstrap=bootstrap,
        log_partitions=PARTITIONS,
        kafka_replication=copies,
        kafka_session_timeout_s=2.0,
        kafka_max_poll_interval_s=4.0,
        max_consecutive_dead=1_000_000,
        max_attempts=100,  # the database is away for longer than the tests' short pauses
        backoff_max_s=0.5,
        stop_grace_s=1.0,
    )


@dataclass(frozen=True, slots=True)
class SetClock:
    """The machine's clock, set forward or back by ``offset_s``, which another process may change."""

    offset_s: "Synchronized[float]"

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.offset_s.value)

    def install(self) -> None:
        """Have everything in this process that asks for the time see this clock, the client of Kafka too."""
        machine = time.time
        time.time = lambda: machine() + self.offset_s.value


def work(home: Path, bootstrap: str, url: str, delay_s: float, clock: SetClock) -> None:
    """A worker, until it is killed."""
    clock.install()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    logging.disable(logging.CRITICAL)
    chosen = settings_of(home, bootstrap)
    engine = database.create(url)
    StageRunner(stage(delay_s), KafkaLog(chosen), engine, chosen, Metrics(), clock=clock).run(Event())


class Soak:
    """One run. ``tell`` is given a line now and then."""

    def __init__(
        self,
        broker: Broker | Cluster,
        server: PrivateServer,
        plan: Plan,
        processes: ForkServerContext,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._broker = broker
        self._server = server
        self._plan = plan
        self._processes = processes
        self._tell = tell
        self._chance = random.Random(plan.seed)
        self._home = Path(tempfile.mkdtemp(prefix="deadwax-soak-"))
        self._url = server.url("postgres")
        self._engine = database.create(self._url)
        self._log = KafkaLog(settings_of(self._home, broker.bootstrap))
        self._workers: list[ForkServerProcess] = []
        self._clock_s = processes.Value("d", 0.0)
        self._expected: set[str] = set()
        self._books: Books = Books()

    def run(self) -> Books:
        """Send, disturb, wait for the end, count."""
        began = time.monotonic()
        self._prepare()
        self._send()
        try:
            for _ in range(self._plan.workers):
                self._start_worker()
            self._disturb()
            self._wait_for_the_end()
            self._end_workers()
            self._count()
        finally:
            self._end_workers()
            self._engine.dispose()
            shutil.rmtree(self._home)
        self._books.seconds = round(time.monotonic() - began, 1)
        self._tell(self._books.line())
        return self._books

    def _end_workers(self) -> None:
        for worker in self._workers:
            worker.kill()
            worker.join()

    def _prepare(self) -> None:
        upgrade(self._engine, locations("runtime"))
        harness.metadata.create_all(self._engine)
        self._log.create_topics([DELIVERIES.name, ACKNOWLEDGEMENTS.name, dead_letter_topic(DELIVERIES.name)])

    def _send(self) -> None:
        producer = self._log.producer()
        kinds = ["", "", "", "", "", "", "", FLAKY, POISON, "unreadable"]
        for number in range(self._plan.messages):
            kind = self._chance.choice(kinds)
            if kind == "unreadable":
                producer.append(DELIVERIES.name, str(number), b"no message %d" % number, {})
                self._expected.add(f"unreadable {number}")
                continue
            message = delivery(number, kind)
            again = self._chance.random() < 0.02
            for _ in range(1 + again):
                producer.append(DELIVERIES.name, *encode(message))
            self._books.sent_twice += again
            self._expected.add(message.message_id)
        producer.flush(PATIENCE_S)
        producer.close()
        self._books.inputs = len(self._expected)

    def _disturb(self) -> None:
        acts = [self._kill] * self._plan.kills + [self._freeze] * self._plan.freezes
        acts += [self._set_clock] * self._plan.jumps + [self._move_leaders] * self._plan.leader_moves
        acts += [self._break_broker, self._break_database, self._fill_dead_letter_topic] * self._plan.outages
        self._chance.shuffle(acts)
        # Told by how much has ended, not by time, so that every fault meets work in hand.
        moments = sorted(self._chance.uniform(0.0, LAST_FAULT) * self._books.inputs for _ in acts)
        for number, (act, moment) in enumerate(zip(acts, moments, strict=True), 1):
            self._wait_for(partial(self._has_ended, moment))
            time.sleep(self._chance.uniform(0.0, self._plan.pause_s))
            self._books.ended_at_last_fault = self._ended()
            act()
            if number % 10 == 0:
                self._tell(f"{number} of {len(acts)} faults, {self._ended()} of {self._books.inputs} ended")

    def _kill(self) -> None:
        self._revive()
        worker = self._workers.pop(self._chance.randrange(len(self._workers)))
        worker.kill()
        worker.join()
        self._books.kills += worker.exitcode == -signal.SIGKILL
        worker.close()
        self._start_worker()

    def _freeze(self) -> None:
        """One worker stands still until the group has given its partitions away, then goes on."""
        self._revive()
        pid = self._chance.choice(self._workers).pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)
        time.sleep(FROZEN_S)
        os.kill(pid, signal.SIGCONT)
        self._books.freezes += 1

    def _set_clock(self) -> None:
        """The clocks of all workers are set forward or back, by up to a day."""
        self._clock_s.value = self._chance.uniform(-DAY_S, DAY_S)
        self._books.jumps += 1

    def _move_leaders(self) -> None:
        assert isinstance(self._broker, Cluster)
        self._books.leader_moves += self._broker.move_leaders()

    def _break_broker(self) -> None:
        assert isinstance(self._broker, Broker)
        self._broker.kill()
        time.sleep(self._chance.uniform(0.5, 3.0))
        self._broker.start()
        self._books.outages.append("broker killed")

    def _break_database(self) -> None:
        self._server.kill()
        time.sleep(self._chance.uniform(0.2, 1.0))
        self._server.start()
        self._engine.dispose()
        self._revive()
        self._books.outages.append("database killed")

    def _fill_dead_letter_topic(self) -> None:
        """The dead letter topic takes nothing for a while, as if its disk were full."""
        self._refuse(replicas=9)
        time.sleep(self._chance.uniform(1.0, 3.0))
        self._refuse(replicas=1)
        self._books.outages.append("dead letter topic full")

    def _refuse(self, replicas: int) -> None:
        admin = KafkaAdminClient(bootstrap_servers=self._broker.bootstrap.split(","))
        resource = ConfigResource(
            ConfigResourceType.TOPIC,
            dead_letter_topic(DELIVERIES.name),
            configs={"min.insync.replicas": str(replicas)},
        )
        admin.alter_configs([resource])
        admin.close()

    def _start_worker(self) -> None:
        made = self._worker()
        made.start()
        self._workers.append(made)

    def _worker(self) -> ForkServerProcess:
        given = (self._home, self._broker.bootstrap, self._url, self._plan.delay_s, SetClock(self._clock_s))
        return self._processes.Process(target=work, args=given)

    def _revive(self) -> None:
        """A worker that ended by itself, since something was away for too long, is started again."""
        for worker in [worker for worker in self._workers if not worker.is_alive()]:
            self._workers.remove(worker)
            self._start_worker()

    def _wait_for_the_end(self) -> None:
        self._wait_for(lambda: self._has_ended(self._books.inputs) and not self._unsent())
        # The last commits of offsets follow.
        self._wait_for(lambda: not self._waiting())

    def _wait_for(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            self._revive()
            if time.monotonic() > deadline:
                self._tell("it did not come to an end in time")
                return
            time.sleep(0.05)

    def _has_ended(self, count: float) -> bool:
        return self._ended() >= count

    def _ended(self) -> int:
        return self._number("SELECT count(*) FROM processed")

    def _unsent(self) -> int:
        return self._number("SELECT count(*) FROM outbox WHERE sent_at IS NULL")

    def _number(self, query: str) -> int:
        with self._engine.connect() as connection:
            return int(connection.execute(text(query)).scalar_one())

    def _waiting(self) -> int:
        offsets = committed(self._broker.bootstrap, "deadwax.accept")
        done = sum(offset.offset for place, offset in offsets.items() if place.topic == DELIVERIES.name)
        return self._books.inputs + self._books.sent_twice - done

    def _count(self) -> None:
        books = self._books
        with self._engine.connect() as connection:
            ids = set(connection.execute(select(processed.c.message_id)).scalars())
            applied = connection.execute(select(effects.c.delivery_id)).scalars().all()
            letters = connection.execute(select(dead_letters.c.value, dead_letters.c.message_id)).all()
            books.unsent = connection.execute(
                select(func.count()).select_from(outbox).where(outbox.c.sent_at.is_(None))
            ).scalar_one()
        unreadable = {
            f"unreadable {bytes(letter.value).split()[-1].decode()}"
            for letter in letters
            if letter.message_id.startswith("unreadable-")
        }
        ended = {name for name in ids if not name.startswith("unreadable-")} | unreadable
        books.applied, books.dead = len(set(applied)), len({letter.message_id for letter in letters})
        books.duplicates = len(applied) - len(set(applied)) + len(letters) - books.dead
        books.lost = len(self._expected - ended)
        books.answers = len(self._on_topic(ACKNOWLEDGEMENTS.name, "ce_id", books.applied))
        books.dead_on_topic = len(
            self._on_topic(dead_letter_topic(DELIVERIES.name), "dead_letter_id", books.dead)
        )
        books.waiting = self._waiting()

    def _on_topic(self, topic: str, header: str, count: int) -> set[str]:
        consumer = self._log.consumer(f"count.{topic}", [topic])
        found: set[str] = set()
        deadline = time.monotonic() + 60
        while len(found) < count and time.monotonic() < deadline:
            found.update(record.headers[header] for record in consumer.poll(0.5, 1_000))
        consumer.close()
        return found


def context() -> ForkServerContext:
    """Processes that start fast, so that they can be killed often."""
    made = get_context("forkserver")
    made.set_forkserver_preload(["tests.faults.soak"])
    return made
