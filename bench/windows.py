"""How fast upload windows count, on SQLite and PostgreSQL, and whether a replay gives the same features.

    python -m bench.windows [--events 20000] [--batch 2000] [--postgresql URL]

The events are a simulated day of deliveries (detectors/training/streams), not real ones. Times are
processor time of this process; on PostgreSQL the server's own time comes on top and is shown as the
time that passed. "counted" reads, counts and writes; "measured" computes every window feature of every
event before it is counted as well.
"""

import argparse
import hashlib
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url, text

from detectors.training.upload_simulator import tracks
from detectors.uploads.features import upload_features
from detectors.uploads.store import UploadStore
from detectors.uploads.upload import Upload, upload_of
from runtime.database import engine as database
from runtime.database.migrate import locations, upgrade


def events(n: int) -> list[Upload]:
    """Uploads of as many simulated worlds as it takes, shifted so that they share no name."""
    found: list[Upload] = []
    world = 0
    while len(found) < n:
        wanted = n - len(found)
        found += [upload_of(track, track.duration_s, 0.02) for track in islice(tracks(world, 9), wanted)]
        world += 1
    return sorted(found, key=lambda upload: upload.at)


def count(engine: Engine, uploads: Sequence[Upload], batch: int, *, measure: bool) -> str:
    """Count ``uploads`` in batches; returns a digest of the features where they are measured."""
    digest = hashlib.sha256()
    for start in range(0, len(uploads), batch):
        chosen = uploads[start : start + batch]
        with engine.begin() as connection:
            store = UploadStore(connection)
            store.open(chosen, measure=measure)
            for upload in chosen:
                histories = store.load(upload.keys, upload.at)
                if measure:
                    by_kind = {key.kind: history for key, history in histories.items()}
                    digest.update(json.dumps(upload_features(by_kind, upload.at)).encode())
                store.add(upload, histories)
            store.flush()
    return digest.hexdigest()


@contextmanager
def fresh(kind: str, url: str | None) -> Iterator[Engine]:
    """An empty database with the detectors' tables."""
    if kind == "SQLite":
        with tempfile.TemporaryDirectory() as folder:
            engine = database.create(f"sqlite:///{Path(folder) / 'windows.sqlite3'}")
            upgrade(engine, locations("detectors"))
            yield engine
            engine.dispose()
        return
    name = f"deadwax_bench_{time.monotonic_ns()}"
    admin = create_engine(
        make_url(url or "").set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine = database.create(make_url(url or "").set(database=name).render_as_string(hide_password=False))
    upgrade(engine, locations("detectors"))
    yield engine
    engine.dispose()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def run(kind: str, url: str | None, uploads: Sequence[Upload], batch: int) -> None:
    """Print one line for each way of counting."""
    digests = []
    for what, measure in (("counted", False), ("measured", True), ("measured again", True)):
        with fresh(kind, url) as engine:
            began, passed = time.process_time(), time.perf_counter()
            digests.append(count(engine, uploads, batch, measure=measure))
            spent, passed = time.process_time() - began, time.perf_counter() - passed
        rate = len(uploads) / spent
        print(f"{kind:<11} {what:<15} {len(uploads):>7} {rate:>14,.0f} {len(uploads) / passed:>14,.0f}")
    print(
        f"{kind:<11} features of both replays are {'identical' if digests[1] == digests[2] else 'DIFFERENT'}"
    )


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--batch", type=int, default=2_000)
    parser.add_argument("--postgresql", help="URL of a server whose user may create databases")
    given = parser.parse_args()
    uploads = events(given.events)
    keys = {key for upload in uploads for key in upload.keys}
    print(f"Simulated stream, {len(uploads)} events, {len(keys)} keys, batches of {given.batch}.")
    print(f"{'database':<11} {'':<15} {'n':>7} {'events/s a core':>14} {'events/s':>14}")
    run("SQLite", None, uploads, given.batch)
    if given.postgresql:
        run("PostgreSQL", given.postgresql, uploads, given.batch)


if __name__ == "__main__":
    main()
