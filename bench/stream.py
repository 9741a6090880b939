"""Times the whole chain, from a delivery on the log to a flag in the review API.

usage: python bench/stream.py [--deliveries 100] [--tracks 5] [--workers 1] [--rate 50] [--sound 0]
           [--kafka] [--postgresql]

Deliveries with their message inside and no files go through all stages: read, answer, register, detect
(which finds nothing to listen to), decide, hand over. Each worker is a process that runs all stages, as
``deadwax run`` does. Printed are messages a second, counted at every stage, by wall clock, and processor
time for a track, which other work on the machine changes little: of the workers with the processes that
listen, of the broker, and of the database. ``--rate R`` then sends R tracks a second and prints how long
they took to be decided: median and 99th percentile. ``--sound S`` gives each track S seconds of sound.

Kafka and PostgreSQL are started for the purpose, as the tests start them.
"""

import argparse
import contextlib
import hashlib
import logging
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path

# As a script this file would itself be found under the name of the room that it measures.
sys.path[0] = str(Path(__file__).resolve().parents[1])

import structlog  # noqa: E402  # the path is set above
from sqlalchemy import func, select  # noqa: E402

from contracts.delivery import DeliveredFile, Delivery  # noqa: E402
from contracts.topics import DELIVERIES  # noqa: E402
from deadwax.demo.ern_writer import write  # noqa: E402
from deadwax.demo.sound import produce  # noqa: E402
from deadwax.line import Line  # noqa: E402
from deadwax.tables import tracks  # noqa: E402
from deadwax.wiring import STAGES, Plant, plant  # noqa: E402
from ingest.inbox import Inbox  # noqa: E402
from policy.tables import decisions  # noqa: E402
from runtime.codec import encode  # noqa: E402
from runtime.settings import Settings  # noqa: E402
from runtime.tables import processed  # noqa: E402
from tests.deadwax.inboxes import lay, recipe, release  # noqa: E402
from tests.integration.kafka.broker import Broker  # noqa: E402
from tests.integration.postgresql.server import PrivateServer, binaries  # noqa: E402

AT = datetime(2026, 5, 4, tzinfo=UTC)
PATIENCE_S = 900.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where log and database are. ``services``: the processes of broker and database, with their children."""

    name: str
    settings: Settings
    services: tuple[int | None, int | None] = (None, None)


def deliveries(count: int, recordings: int, first: int, folder: Path) -> list[Delivery]:
    """Deliveries of ``recordings`` tracks each, with their message inside and the sound left out."""
    sound = produce(recipe(1, 1.0), folder / "one.wav")
    made = []
    for number in range(first, first + count):
        planned = release(number, [recipe(1, 1.0)] * recordings, sender=number % 20)
        message = write(planned, (sound,) * recordings)
        digest = hashlib.sha256(message).hexdigest()
        file = DeliveredFile(
            name="message.xml", location="", size=len(message), sha256=digest, content=message
        )
        made.append(
            Delivery(
                delivery_id=digest[:32],
                folder=planned.icpn,
                message=file,
                received_at=AT + timedelta(seconds=number),
            )
        )
    return made


def with_sound(count: int, recordings: int, first: int, seconds: float, folder: Path) -> list[Delivery]:
    """Deliveries as folders, each track with a sound of its own."""
    inbox = folder / f"inbox-{first}"
    for number in range(first, first + count):
        sounds = [recipe(number * recordings + each, seconds) for each in range(recordings)]
        lay(inbox, release(number % 400_000, sounds, sender=number % 20))
    return list(Inbox(inbox, once=True).scan())


def work(settings: Settings, stop: Event) -> None:
    """One worker: every stage on a thread of its own, until told to stop."""
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    until = threading.Event()
    with plant(settings) as made:
        line = Line({name: made.runner(name) for name in STAGES}, lambda: 0)
        thread = threading.Thread(target=line.run, args=(until,))
        thread.start()
        stop.wait()
        until.set()
        thread.join()


def send(made: Plant, sent: Sequence[Delivery]) -> None:
    """Put deliveries on the log."""
    producer = made.log.producer()
    for delivery in sent:
        producer.append(DELIVERIES.name, *encode(delivery))
    producer.flush(60)
    producer.close()


def ended(made: Plant) -> int:
    """How many messages all groups have ended."""
    with made.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(processed)).scalar_one())


def decided(made: Plant) -> int:
    """How many tracks are decided."""
    with made.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(decisions)).scalar_one())


def wait_until_decided(made: Plant, count: int) -> None:
    """Return when every track is decided and nothing moves any more."""
    deadline = time.monotonic() + PATIENCE_S
    while decided(made) < count:
        if time.monotonic() > deadline:
            raise SystemExit(f"only {decided(made)} of {count} tracks were decided in {PATIENCE_S:.0f} s")
        time.sleep(0.1)


def cpu_s(roots: Sequence[int | None]) -> float:
    """Processor time of processes and all below them, in seconds; of those that ended, by their parents."""
    below: dict[int, list[int]] = {}
    spent: dict[int, float] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            below.setdefault(int(fields[1]), []).append(int(folder.name))
            spent[int(folder.name)] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    waiting, total = [root for root in roots if root is not None], 0.0
    while waiting:
        pid = waiting.pop()
        total += spent.get(pid, 0.0)
        waiting += below.get(pid, [])
    return total


def measure(place: Place, given: argparse.Namespace, folder: Path) -> None:
    """Print one row of the table, and the latencies where they are asked for."""
    processes = get_context("spawn")
    stop = processes.Event()
    count = given.deliveries * given.tracks
    with plant(place.settings) as made:
        made.log.create_topics([DELIVERIES.name])
        planned = planned_of(given, 0, folder)
        # The workers load models and join their groups before anything is timed.
        send(made, deliveries(2 * given.workers, given.tracks, 900_000, folder))
        workers = [processes.Process(target=work, args=(place.settings, stop)) for _ in range(given.workers)]
        for worker in workers:
            worker.start()
        warm = 2 * given.workers * given.tracks
        wait_until_decided(made, warm)
        roots = ([worker.pid for worker in workers], [place.services[0]], [place.services[1]])
        before, spent, began = ended(made), [cpu_s(each) for each in roots], time.monotonic()
        send(made, planned)
        wait_until_decided(made, warm + count)
        seconds = time.monotonic() - began
        used = [cpu_s(each) - first for each, first in zip(roots, spent, strict=True)]
        messages = ended(made) - before
        late = latencies(made, given, folder) if given.rate else []
        stop.set()
        for worker in workers:
            worker.join(60)
    print(
        f"{place.name:24} {given.workers:7} {messages:9} {count:7} {messages / seconds:11.0f} "
        f"{count / seconds:10.1f} " + " ".join(f"{1000 * each / count:10.1f}" for each in used),
        flush=True,
    )
    if late:
        cut = statistics.quantiles(late, n=100)
        print(f"    {given.rate} a second: median {cut[49]:.2f} s, 99 % {cut[98]:.2f} s (n = {len(late)})")


def planned_of(given: argparse.Namespace, first: int, folder: Path) -> list[Delivery]:
    """The deliveries that the command line asks for."""
    if given.sound:
        return with_sound(given.deliveries, given.tracks, first, given.sound, folder)
    return deliveries(given.deliveries, given.tracks, first, folder)


def latencies(made: Plant, given: argparse.Namespace, folder: Path) -> list[float]:
    """Send deliveries evenly; return how many seconds each track took from the log to its decision."""
    planned = planned_of(given, 100_000, folder)
    base = decided(made)
    sent: dict[str, float] = {}
    began = time.time()
    for number, delivery in enumerate(planned):
        time.sleep(max(0.0, began + number * given.tracks / given.rate - time.time()))
        sent[delivery.delivery_id] = time.time()
        send(made, [delivery])
    wait_until_decided(made, base + len(planned) * given.tracks)
    query = select(tracks.c.delivery_id, decisions.c.decided_at).join_from(
        tracks, decisions, tracks.c.track_id == decisions.c.track_id
    )
    with made.engine.connect() as connection:
        rows = connection.execute(query.where(tracks.c.delivery_id.in_(list(sent)))).all()
    return [row.decided_at.timestamp() - sent[row.delivery_id] for row in rows]


@contextmanager
def places(given: argparse.Namespace, folder: Path) -> Iterator[Place]:
    """The log and the database that were asked for."""
    changes: dict[str, object] = {
        "home": folder / "home",
        "object_roots": (folder,),
        "workers": 1,
        "log_level": "ERROR",
    }
    pids: list[int | None] = [None, None]
    name = ["embedded", "SQLite"]
    with ExitStack() as closing:
        if given.kafka:
            broker = Broker()
            closing.callback(broker.close)
            changes |= {"log": "kafka", "kafka_bootstrap": broker.bootstrap}
            pids[0] = broker.pid
            name[0] = "Kafka"
        if given.postgresql:
            found = binaries()
            if found is None:
                raise SystemExit("PostgreSQL is not installed on this machine.")
            server = PrivateServer(found)
            closing.callback(server.close)
            changes["database_url"] = server.url("postgres")
            pids[1] = server.pid
            name[1] = "PostgreSQL"
        yield Place(" + ".join(name), Settings.model_validate(changes), (pids[0], pids[1]))


def main() -> int:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description="Time the whole chain without sound.")
    parser.add_argument("--deliveries", type=int, default=100)
    parser.add_argument("--tracks", type=int, default=5, help="of each delivery")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--sound", type=float, default=0.0, help="seconds of sound for each track")
    parser.add_argument("--kafka", action="store_true")
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument(
        "--rate", type=float, default=0.0, help="also measure latency, at so many tracks a second"
    )
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    print(f"{'':67} CPU ms a track: workers, broker, database")
    print(f"{'log + database':24} workers  messages  tracks  messages/s   tracks/s")
    with tempfile.TemporaryDirectory(prefix="deadwax-stream-") as home, places(given, Path(home)) as place:
        measure(place, given, Path(home))
    return 0


if __name__ == "__main__":
    sys.exit(main())
