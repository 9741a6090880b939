"""The index finds what was committed, forgets what was rolled back, and is made again from the database."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from detectors.duplicates import index as module
from detectors.duplicates.fingerprint import Fingerprint
from detectors.duplicates.gate import Gate
from detectors.duplicates.hashes import KEPT, hashes, kept
from detectors.duplicates.index import SoundIndex
from detectors.duplicates.neighbours import Neighbours, signs_of
from detectors.duplicates.postings import build
from detectors.duplicates.segment import Segment
from detectors.duplicates.store import SoundStore
from detectors.tables import sound_prints, sounds
from tests.detectors.tracks import make_track


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ("runtime", "detectors")


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SEALED_AT", 8)
    monkeypatch.setattr(module, "MERGED", 3)
    monkeypatch.setattr(module, "_CHUNK", 10)


def drawn(seed: int) -> Fingerprint:
    """A fingerprint by lot: for finding, not for comparing."""
    rng = np.random.default_rng(seed)
    return Fingerprint(
        gate=Gate.OPEN,
        items=rng.integers(0, 1 << 32, 300, dtype=np.uint32),
        image=rng.integers(-40, 40, (80, 36)).astype(np.int8),
        vector=rng.integers(-90, 90, 64).astype(np.int8),
    )


def add(engine: Engine, *seeds: int) -> None:
    with engine.begin() as connection:
        for seed in seeds:
            SoundStore(connection).add(make_track(), drawn(seed))


def found(index: SoundIndex, engine: Engine, seed: int) -> list[int]:
    """What is found by hashes: of vectors by lot, some are near one another."""
    with engine.begin() as connection:
        index.catch_up(connection)
    return [candidate.number for candidate in index.candidates(drawn(seed)) if candidate.votes]


def segments(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def test_everything_committed_is_found_by_hashes_and_by_vector(engine: Engine, tmp_path: Path) -> None:
    add(engine, *range(30))
    index = SoundIndex(tmp_path / "index")
    for seed in (0, 7, 8, 29):
        with engine.begin() as connection:
            index.catch_up(connection)
        (best, *_) = index.candidates(drawn(seed))
        assert best.number == seed + 1
        assert best.votes == KEPT
        assert best.cosine == pytest.approx(1.0)
    assert found(index, engine, 99) == []
    assert len(index) == 30


def test_what_was_rolled_back_is_not_found_and_its_number_is_not_lost(engine: Engine, tmp_path: Path) -> None:
    index = SoundIndex(tmp_path / "index")
    add(engine, 1)
    connection = engine.connect()
    transaction = connection.begin()
    index.catch_up(connection)
    SoundStore(connection).add(make_track(), drawn(2))
    transaction.rollback()
    connection.close()
    add(engine, 3)
    assert found(index, engine, 2) == []
    assert len(found(index, engine, 3)) == 1
    assert len(index) == 2


def test_a_transaction_that_ends_late_is_taken_up(sqlite_engine: Engine, tmp_path: Path) -> None:
    add(sqlite_engine, *range(12))
    with sqlite_engine.begin() as connection:
        late = connection.execute(sounds.select().where(sounds.c.sound_id == 5)).one()
        prints = connection.execute(sound_prints.select().where(sound_prints.c.sound_id == 5)).one()
        connection.execute(sound_prints.delete().where(sound_prints.c.sound_id == 5))
        connection.execute(sounds.delete().where(sounds.c.sound_id == 5))
    index = SoundIndex(tmp_path / "index")
    assert found(index, sqlite_engine, 4) == []
    with sqlite_engine.begin() as connection:
        connection.execute(sounds.insert().values(late._asdict()))
        connection.execute(sound_prints.insert().values(prints._asdict()))
    assert found(index, sqlite_engine, 4) == [5]
    for again in (index, SoundIndex(tmp_path / "index")):
        assert found(again, sqlite_engine, 4) == [5]
        assert len(again) == 12


def test_a_new_process_takes_up_the_sealed_segments(engine: Engine, tmp_path: Path) -> None:
    add(engine, *range(20))
    assert found(SoundIndex(tmp_path / "index"), engine, 3) == [4]
    assert segments(tmp_path / "index")
    again = SoundIndex(tmp_path / "index")
    assert found(again, engine, 3) == [4]
    assert len(again) == 20


def test_two_processes_share_a_folder(engine: Engine, tmp_path: Path) -> None:
    one, other = SoundIndex(tmp_path / "index"), SoundIndex(tmp_path / "index")
    for seed in range(40):
        add(engine, seed)
        assert found((one, other)[seed % 2], engine, seed) == [seed + 1]
        if seed % 5 == 0:
            one.tidy()
    for index in (one, other):
        assert [found(index, engine, seed) for seed in range(40)] == [[n] for n in range(1, 41)]
        assert len(index) == 40


def test_segments_are_merged_and_nothing_is_lost(engine: Engine, tmp_path: Path) -> None:
    index = SoundIndex(tmp_path / "index")
    for start in range(0, 80, 8):
        add(engine, *range(start, start + 8))
        found(index, engine, 0)
        index.tidy()
    assert len(segments(tmp_path / "index")) < 5
    assert [found(index, engine, seed) for seed in range(80)] == [[n] for n in range(1, 81)]
    assert len(SoundIndex(tmp_path / "index")) == 0
    assert len(index) == 80


@pytest.mark.parametrize("harm", ["removed", "damaged", "cut", "emptied"])
def test_a_lost_or_damaged_folder_is_made_again(harm: str, engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    add(engine, *range(20))
    running = SoundIndex(folder)
    found(running, engine, 0)
    if harm == "removed":
        shutil.rmtree(folder)
    elif harm == "damaged":
        (folder / "segments.json").write_text("nothing")
    elif harm == "emptied":
        (folder / "segments.json").write_text('{"layout": 1, "format": 1, "segments": []}')
    else:
        (folder / "cut.npy").write_bytes(b"cut")
        (folder / "cut.npy").replace(folder / segments(folder)[0] / "entries.npy")
    for index in (running, SoundIndex(folder)):
        assert [found(index, engine, seed) for seed in range(20)] == [[n] for n in range(1, 21)]
        assert len(index) == 20


def test_an_index_of_another_database_is_not_used(
    sqlite_engine: Engine, engine: Engine, tmp_path: Path
) -> None:
    add(sqlite_engine, *range(20))
    found(SoundIndex(tmp_path / "index"), sqlite_engine, 0)
    if sqlite_engine.url == engine.url:
        with engine.begin() as connection:
            connection.execute(sound_prints.delete())
            connection.execute(sounds.delete())
    add(engine, *range(100, 120))
    index = SoundIndex(tmp_path / "index")
    assert found(index, engine, 3) == []
    assert len(found(index, engine, 103)) == 1


def test_an_index_may_live_in_memory_alone(engine: Engine) -> None:
    index = SoundIndex()
    add(engine, *range(30))
    assert found(index, engine, 20) == [21]
    index.tidy()


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, (1 << 28) - 1), st.integers(0, 50)), max_size=200),
    st.lists(st.integers(0, (1 << 28) - 1), max_size=20),
)
def test_postings_are_the_pairs_that_they_were_built_of(
    pairs: list[tuple[int, int]], asked: list[int]
) -> None:
    pairs = sorted(set(pairs))
    hashed = np.array([h for h, _ in pairs], dtype=np.uint32)
    rows = np.array([r for _, r in pairs], dtype=np.uint32)
    postings = build(hashed, rows, 51)
    again, places = postings.pairs()
    assert list(zip(again.tolist(), places.tolist(), strict=True)) == pairs
    wanted = set(asked) | {h for h, _ in pairs[::3]}
    got, weights = postings.rows(np.array(sorted(wanted), dtype=np.uint32))
    assert sorted(got.tolist()) == sorted(r for h, r in pairs if h in wanted)
    assert len(weights) == len(got)


def test_large_postings_are_built_in_parts() -> None:
    rng = np.random.default_rng(1)
    hashed = rng.integers(0, 1 << 28, 3_000_000, dtype=np.uint32)
    rows = rng.integers(0, 70_000, len(hashed), dtype=np.uint32)
    again, places = build(hashed, rows, 70_000).pairs()
    order = np.lexsort((rows, hashed))
    np.testing.assert_array_equal(again, hashed[order])
    np.testing.assert_array_equal(places, rows[order])


def test_a_hash_that_everybody_has_costs_no_more_than_a_few() -> None:
    everybody = np.full(300_000, 77 << 20, dtype=np.uint32)
    own = np.array([5], dtype=np.uint32)
    rows = np.concatenate([[9], np.arange(300_000)]).astype(np.uint32)
    postings = build(np.concatenate([own, everybody]), rows, 300_000)
    assert postings.rows(np.array([5, 77 << 20], dtype=np.uint32))[0].tolist() == [9]


def test_near_vectors_come_first() -> None:
    rng = np.random.default_rng(2)
    vectors = rng.integers(-100, 100, (500, 64)).astype(np.int8)
    near = Neighbours(signs_of(vectors), vectors)
    noisy = np.clip(vectors[123] + rng.integers(-30, 30, 64), -127, 127).astype(np.int8)
    rows, cosines = near.nearest(noisy, 5, 0.5)
    assert rows[0] == 123
    assert cosines[0] > 0.9
    assert (np.diff(cosines) <= 0).all()


def test_the_same_hashes_are_kept_of_a_recording_that_was_cut() -> None:
    items = np.random.default_rng(3).integers(0, 1 << 32, 1500, dtype=np.uint32)
    whole, part = set(kept(items).tolist()), set(hashes(items[200:1400]).tolist())
    assert len(whole) == KEPT
    assert len(whole & part) > 0.6 * KEPT


def test_a_segment_is_whole_or_refused(tmp_path: Path) -> None:
    segment = Segment.of([3, 9], [np.array([1, 2], dtype=np.uint32)] * 2, np.ones((2, 64), dtype=np.int8))
    segment.write(tmp_path / "s")
    again = Segment.read(tmp_path / "s")
    assert again.numbers.tolist() == [3, 9]
    np.save(tmp_path / "s" / "numbers.npy", np.array([1]))
    with pytest.raises(ValueError, match="do not fit"):
        Segment.read(tmp_path / "s")
