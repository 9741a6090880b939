"""The database and memory count alike, and nothing is lost between processes."""

import itertools
import random
import threading
from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, func, select

from detectors import tables
from detectors.uploads.features import ai_features, upload_features
from detectors.uploads.keys import KeyKind
from detectors.uploads.memory import MemoryUploads
from detectors.uploads.store import UploadStore
from detectors.uploads.upload import Upload, upload_of
from runtime.database.engine import reading
from tests.detectors.tracks import make_track


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ("runtime", "detectors")


def stream(n: int = 150) -> list[Upload]:
    """A mixed stream over 100 days with late events."""
    rng = random.Random(4)
    uploads = []
    for i in range(n):
        back = timedelta(seconds=rng.choice((0, 0, 0, rng.randrange(50 * 86_400))))
        track = make_track(
            sender=rng.choice(("One", "Two")),
            label=rng.choice(("Red", "Blue", None)),
            display_artist=f"Artist {rng.randrange(30)}",
            isrc=f"QZ{rng.choice('AB')}AA26{i:05d}",
            icpn=rng.choice((None, f"50600000{rng.randrange(3)}{i:04d}")),
            cover=rng.choice((None, f"{rng.randrange(20):064x}")),
            p_line=rng.choice((None, "(P) 2026 Red", "(P) 2026 Blue")),
            after=timedelta(hours=16 * i) - back,
        )
        uploads.append(upload_of(track, rng.uniform(20, 300), rng.choice((None, rng.random()))))
    return uploads


def values(store: UploadStore | MemoryUploads, upload: Upload) -> dict[str, float | None]:
    histories = store.load(upload.keys, upload.at)
    by_kind = {key.kind: history for key, history in histories.items()}
    found = upload_features(by_kind, upload.at) | ai_features(by_kind[KeyKind.SENDER], upload.at)
    store.add(upload, histories)
    return found


def test_the_database_gives_the_same_features_as_memory(engine: Engine) -> None:
    memory = MemoryUploads()
    for upload in stream():
        with engine.begin() as connection:
            stored = values(UploadStore(connection), upload)
        assert stored == values(memory, upload)


def batched(engine: Engine, uploads: list[Upload], sizes: list[int]) -> list[dict[str, float | None]]:
    """Values of every upload, counted in batches of the given sizes over and over."""
    found = []
    at = 0
    for size in itertools.cycle(sizes):
        batch = uploads[at : at + size]
        if not batch:
            return found
        with engine.begin() as connection:
            store = UploadStore(connection)
            store.open(batch)
            for upload in batch:
                histories = store.load(upload.keys, upload.at)
                by_kind = {key.kind: history for key, history in histories.items()}
                found.append(
                    upload_features(by_kind, upload.at) | ai_features(by_kind[KeyKind.SENDER], upload.at)
                )
                store.add(upload, histories)
            store.flush()
        at += size
    return found


@pytest.mark.parametrize("sizes", [[1], [7, 1, 30], [1000]])
def test_batches_of_any_size_give_the_same_features(engine: Engine, sizes: list[int]) -> None:
    memory = MemoryUploads()
    uploads = stream()
    assert batched(engine, uploads, sizes) == [values(memory, upload) for upload in uploads]


def test_counting_without_measuring_gives_the_same_features_afterwards(engine: Engine) -> None:
    memory = MemoryUploads()
    *past, last = stream()
    for upload in past:
        values(memory, upload)
    for batch in (past[:40], past[40:]):
        with engine.begin() as connection:
            store = UploadStore(connection)
            store.open(batch, measure=False)
            for upload in batch:
                store.add(upload, store.load(upload.keys, upload.at))
            store.flush()
    with engine.begin() as connection:
        assert values(UploadStore(connection), last) == values(memory, last)


def test_a_transaction_that_fails_counts_nothing(engine: Engine) -> None:
    upload = upload_of(make_track(), 100.0, None)

    def half_way() -> None:
        with engine.begin() as connection:
            values(UploadStore(connection), upload)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_way()
    with engine.begin() as connection:
        assert values(UploadStore(connection), upload)["sender_tracks_24h"] == 0


def test_writers_of_one_label_lose_no_upload(engine: Engine) -> None:
    def work(sender: str) -> None:
        for i in range(12):
            track = make_track(sender=sender, label="Shared", after=timedelta(seconds=i))
            upload = upload_of(track, 100.0, None)
            with engine.begin() as connection:
                store = UploadStore(connection)
                store.add(upload, store.load(upload.keys, upload.at))

    threads = [threading.Thread(target=work, args=(name,)) for name in ("A", "B", "C")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.begin() as connection:
        upload = upload_of(make_track(sender="D", label="Shared", after=timedelta(minutes=1)), 1.0, None)
        assert values(UploadStore(connection), upload)["label_tracks_24h"] == 36


def test_a_key_keeps_a_bounded_number_of_rows(sqlite_engine: Engine) -> None:
    with sqlite_engine.begin() as connection:
        store = UploadStore(connection)
        for i in range(260):
            track = make_track(label=None, display_artist="", after=timedelta(hours=12 * i))
            values(store, upload_of(track, None, None))
    with reading(sqlite_engine) as connection:
        rows = connection.execute(select(func.count()).select_from(tables.upload_buckets)).scalar_one()
    assert rows <= 2 * 97 + 48  # the sender's and the ISRC prefix's days, the sender's hours


def test_the_migrated_layout_is_that_of_the_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "include_name": _is_ours},
        )
        assert compare_metadata(context, tables.METADATA) == []


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or name in tables.METADATA.tables
