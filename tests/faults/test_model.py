"""A model of log, stage and outbox under every fault at once, driven by Hypothesis.

The database, the ledger, the outbox and the whole of the runner are the real ones; the log is a fake
whose group can be rebalanced at will. Whatever happens in whichever order, in the end every input is
decided or dead, once, and everything decided was sent.
"""

import shutil
import tempfile
import threading
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import event, func, select

from contracts.delivery import Delivery
from contracts.message import content_id
from contracts.topics import ACKNOWLEDGEMENTS, DELIVERIES, dead_letter_topic
from runtime.clock import SystemClock
from runtime.codec import encode
from runtime.database import engine as database
from runtime.database.migrate import locations, upgrade
from runtime.errors import PoisonError, RetryableError
from runtime.log.record import Record, TopicPartition
from runtime.stages.backoff import Backoff
from runtime.stages.dead_letters import Cemetery
from runtime.stages.effects import Effects
from runtime.stages.ledger import Ledger
from runtime.stages.outbox import Outbox, OutboxRelay
from runtime.stages.shift import Shift
from runtime.stages.shipping import Shipping
from runtime.stages.source import Source
from runtime.stages.tally import Tally
from runtime.stages.work import Work
from runtime.tables import dead_letters, outbox, processed
from runtime.telemetry.metrics import Metrics
from runtime.telemetry.pulse import Pulse
from runtime.telemetry.tracing import Tracing
from tests.faults.fake_log import FakeConsumer, FakeLog
from tests.runtime.stages import harness
from tests.runtime.stages.harness import Accept, delivery

GROUP = "deadwax.accept"
PARTITIONS = 2
MOST_WORKERS = 3
NO_PAUSE = Backoff(0.0, 0.0)
KINDS = ("good", "poison", "flaky")


class CrashError(BaseException):
    """The process dies here."""


class Worker:
    """What ``StageRunner`` puts together, turned by hand."""

    def __init__(self, log: FakeLog, url: str, number: int) -> None:
        self.engine = database.create(url)
        self.number = number
        clock = SystemClock()
        tally = Tally("accept", Metrics())
        wake = threading.Event()
        seen: set[str] = set()

        def prepare(message: Delivery) -> str:
            if message.delivery_id.startswith("poison"):
                raise PoisonError("It is broken.")
            if message.delivery_id.startswith("flaky") and message.delivery_id not in seen:
                seen.add(message.delivery_id)
                raise RetryableError("Not yet.")
            return ""

        stage = Accept(prepare)
        ledger, box = Ledger(GROUP, clock), Outbox(GROUP, clock, 1_000_000)
        cemetery = Cemetery("accept", GROUP, ledger, box, clock)
        nothing = lambda _stage, _message, _outgoing: None  # noqa: E731 - as the runner's default
        self.source = Source(log, GROUP, DELIVERIES.name, NO_PAUSE, tally)
        self.shipping = Shipping(OutboxRelay(self.engine, log, GROUP, clock, batch=3), NO_PAUSE, tally)
        self.work = Work(
            stage,
            self.engine,
            ledger,
            Effects(stage, self.engine, ledger, box, cemetery, observe=nothing),
            tally,
            threads=1,
            backoff=NO_PAUSE,
            max_attempts=3,
            max_consecutive_dead=1000,
            wake=wake,
            tracing=Tracing(),
        )
        self.shift = Shift(
            self.source,
            self.shipping,
            self.work,
            tally,
            pulse=Pulse(),
            wake=wake,
            max_in_flight=4,
            hand_over_s=5.0,
        )
        # What passes by after this is the worker's, not the making of the database's connection.
        with self.engine.connect():
            pass
        for name in ("begin", "commit"):
            event.listen(self.engine, name, lambda _connection: log.pass_by())
        self.join()

    def join(self) -> None:
        """Be a member of the group before the first poll."""
        self.source._open()

    @property
    def consumer(self) -> FakeConsumer:
        consumer = self.source._open()
        assert isinstance(consumer, FakeConsumer)
        return consumer

    def wait(self) -> None:
        """Let the threads end what they are at, so that an example can be repeated."""
        for job in self.work._hand:
            if job.future is not None and not job.future.cancelled():
                job.future.exception(timeout=30)

    def turn(self) -> None:
        self.wait()
        self.shift._turn(4 - len(self.work), 0.0)

    def bury(self) -> None:
        """Leave nothing of the process but what it wrote."""
        self.work.close()
        self.engine.dispose()


class Model(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="deadwax-model-"))
        self.log = FakeLog(PARTITIONS)
        self.workers: list[Worker] = []
        self.sent: Counter[str] = Counter()
        self.made = 0
        self.engine = database.create(self.url)
        upgrade(self.engine, locations("runtime"))
        harness.metadata.create_all(self.engine)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.home / 'd.sqlite3'}"

    @initialize()
    def start(self) -> None:
        self.join()

    @rule(kind=st.sampled_from(KINDS), again=st.booleans())
    def deliver(self, kind: str, *, again: bool) -> None:
        """A message comes in, or one that came before comes again under its id."""
        number = st_number(self.sent, kind) if again else None
        if number is None:
            number = len(self.sent)
        message = delivery(number, kind)
        self.sent[message.message_id] += 1
        self.log.append(DELIVERIES.name, *encode(message))

    @rule()
    def deliver_garbage(self) -> None:
        key, value = f"g{len(self.sent)}", b"no message %d" % len(self.sent)
        self.log.append(DELIVERIES.name, key, value, {})
        place = TopicPartition(DELIVERIES.name, sum(key.encode()) % PARTITIONS)
        record = self.log.records[place][-1]
        self.sent[unreadable_id(record)] += 1

    @rule(who=st.integers(0, MOST_WORKERS - 1), times=st.integers(1, 4))
    def turn(self, who: int, times: int) -> None:
        if self.workers:
            for _ in range(times):
                self.workers[who % len(self.workers)].turn()

    @precondition(lambda self: len(self.workers) < MOST_WORKERS)
    @rule()
    def join(self) -> None:
        self.made += 1
        self.workers.append(Worker(self.log, self.url, self.made))
        self.rebalance()

    @rule()
    def rebalance(self) -> None:
        self.log.assign(DELIVERIES.name, [worker.consumer for worker in self.workers])

    @precondition(lambda self: self.workers)
    @rule(who=st.integers(0, MOST_WORKERS - 1), point=st.integers(1, 14))
    def crash(self, who: int, point: int) -> None:
        """A worker dies at the n-th point from now: around a poll, a transaction, a flush or a commit."""
        worker = self.workers[who % len(self.workers)]
        left = [point]

        def pass_by() -> None:
            left[0] -= 1
            if left[0] == 0:
                raise CrashError

        self.log.pass_by = pass_by
        try:
            for _ in range(3):
                worker.turn()
        except CrashError:
            worker.bury()
            self.workers.remove(worker)
        finally:
            self.log.pass_by = lambda: None
        # The group notices later: until the next rebalance the dead one's partitions stand still.

    @precondition(lambda self: len(self.workers) > 1)
    @rule(who=st.integers(0, MOST_WORKERS - 1), steps=st.integers(1, 3))
    def zombie(self, who: int, steps: int) -> None:
        """A worker is frozen with work in hand, loses everything, and goes on as if nothing were."""
        frozen = self.workers[who % len(self.workers)]
        frozen.turn()
        frozen.wait()
        self.log.assign(DELIVERIES.name, [w.consumer for w in self.workers if w is not frozen])
        for other in self.workers:
            if other is not frozen:
                for _ in range(steps):
                    other.turn()
        frozen.shift._finish()
        frozen.source.commit()

    @rule(partition=st.integers(0, PARTITIONS - 1), back=st.integers(1, 5))
    def rewind(self, partition: int, back: int) -> None:
        """The committed offset is set back: what was done comes again."""
        place = TopicPartition(DELIVERIES.name, partition)
        self.log.committed[place] = max(0, self.log.committed.get(place, 0) - back)
        self.rebalance()

    @rule(count=st.integers(1, 2))
    def brokers_away(self, count: int) -> None:
        self.log.failing_flushes = count

    @invariant()
    def no_offset_passes_an_unfinished_record(self) -> None:
        ended = self.ended()
        for place, offset in self.log.committed.items():
            for record in self.log.records.get(place, [])[:offset]:
                assert identity(record) in ended, f"{record.offset} of {place} was passed and has not ended"

    @invariant()
    def no_effect_is_there_twice(self) -> None:
        assert harness.twice_applied(self.engine) == []
        with self.engine.connect() as connection:
            rows = select(func.count()).select_from(outbox)
            done = select(func.count()).select_from(processed)
            assert connection.execute(rows).scalar_one() == connection.execute(done).scalar_one()

    def ended(self) -> dict[str, str]:
        with self.engine.connect() as connection:
            rows = connection.execute(select(processed.c.message_id, processed.c.outcome))
            return {row.message_id: row.outcome for row in rows}

    def teardown(self) -> None:
        try:
            self._settle_and_balance()
        finally:
            for worker in self.workers:
                worker.bury()
            self.engine.dispose()
            shutil.rmtree(self.home)

    def _settle_and_balance(self) -> None:
        self.log.failing_flushes = 0
        last = Worker(self.log, self.url, 0)
        self.workers.append(last)
        self.log.assign(DELIVERIES.name, [last.consumer])
        for _ in range(1000):
            last.turn()
            if not len(last.work) and not any(last.consumer.lag().values()) and last.shipping.is_empty():
                break
        ended = self.ended()
        assert set(ended) == set(self.sent), "every input has ended, and nothing else"
        applied = {name for name, outcome in ended.items() if outcome == "applied"}
        assert sorted(f"delivery-{name}" for name in harness.applied(self.engine)) == sorted(applied)
        with self.engine.connect() as connection:
            letters = connection.execute(select(dead_letters.c.message_id)).scalars().all()
        assert sorted(letters) == sorted(set(ended) - applied)
        answers = {record.headers["ce_id"] for record in self._all(ACKNOWLEDGEMENTS.name)}
        assert answers == {name.replace("delivery-", "acknowledgement-", 1) for name in applied}
        assert len(
            {r.headers["dead_letter_id"] for r in self._all(dead_letter_topic(DELIVERIES.name))}
        ) == len(letters)

    def _all(self, topic: str) -> list[Record]:
        return [r for place, queue in self.log.records.items() if place.topic == topic for r in queue]


def st_number(sent: Counter[str], kind: str) -> int | None:
    """The number of the first message of ``kind`` that was sent."""
    prefix = f"delivery-{kind}"
    return next((int(name.removeprefix(prefix)) for name in sent if name.startswith(prefix)), None)


def unreadable_id(record: Record) -> str:
    digest = content_id(record.topic, str(record.partition), str(record.offset), record.value.hex())
    return f"unreadable-{digest}"


def identity(record: Record) -> str:
    return record.headers.get("ce_id") or unreadable_id(record)


TestModel = Model.TestCase
TestModel.settings = settings(
    max_examples=20,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
