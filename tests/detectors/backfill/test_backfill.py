"""A catalogue of the past is counted once, whatever happens on the way."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import Engine

from detectors.backfill.backfill import Backfill, Progress
from detectors.backfill.entry import cleaned, entry_of
from detectors.backfill.source import Source, entries, open_source
from detectors.errors import CatalogueError
from detectors.observer import Observer
from tests.detectors.tracks import START, make_track

FIELDS = ("title", "artist", "received_at", "sender", "label", "isrc", "duration_s", "sha256")


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ("runtime", "detectors")


def rows(n: int) -> list[dict[str, str]]:
    return [
        {
            "title": f"Song {i}",
            "artist": f"Artist {i % 7}",
            "received_at": (START - timedelta(hours=3 * (n - i))).isoformat(),
            "sender": "Old Hands",
            "label": "Red",
            "isrc": f"QZOLD25{i:05d}",
            "duration_s": str(100 + i % 50),
            "sha256": f"{i:064x}",
        }
        for i in range(n)
    ]


def write(path: Path, every: list[dict[str, str]]) -> Source:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows(every)
    return open_source(path)


def run(engine: Engine, source: Source, batch: int = 50) -> Progress:
    *_, last = Backfill(engine, source, batch=batch).run(lambda: datetime(2026, 4, 1, tzinfo=UTC))
    return last


def seen(engine: Engine) -> dict[str, float | None]:
    """What a new track of the same names is told."""
    with engine.begin() as connection:
        track = make_track(sender="Old Hands", label="Red", display_artist="Artist 3", isrc="QZOLD2600001")
        return Observer.on(connection).observe(track, 120.0, None)


def test_windows_and_names_know_the_past(engine: Engine, tmp_path: Path) -> None:
    told = run(engine, write(tmp_path / "c.csv", rows(160)))
    assert (told.done, told.counted, told.skipped) == (160, 160, 0)
    values = seen(engine)
    assert values["sender_tracks_7d"] == 51  # six whole days and nine hours
    assert values["label_artists_30d"] == 7
    assert values["artist_known_tracks"] == 23
    assert values["artist_sender_share"] == 1
    assert values["isrc_prefix_sender_share"] == 1
    assert values["sender_age_days"] == pytest.approx(20, abs=0.1)


def test_a_backfill_in_batches_is_the_same_as_the_pipeline(engine: Engine, tmp_path: Path) -> None:
    every = rows(60)
    source = write(tmp_path / "c.csv", every)
    run(engine, source, batch=7)
    in_batches = seen(engine)
    # The same tracks one after another, as the pipeline counts them, under other names.
    for number, row in enumerate(every):
        entry = entry_of(row, "x", number, tmp_path)
        assert not isinstance(entry, str)
        named = {
            "sender": entry.track.sender.model_copy(update={"name": "One By One"}),
            "display_artist": f"Other {entry.track.display_artist}",
        }
        release = entry.track.release.model_copy(update={"label": "Blue"})
        file = entry.track.audio[0].model_copy(update={"sha256": None})
        track = entry.track.model_copy(
            update=named | {"release": release, "audio": (file,), "isrc": f"QZNEW25{number:05d}"}
        )
        with engine.begin() as connection:
            Observer.on(connection).observe(track, entry.duration_s, None)
    with engine.begin() as connection:
        track = make_track(
            sender="One By One", label="Blue", display_artist="Other Artist 3", isrc="QZNEW2600001"
        )
        one_by_one = Observer.on(connection).observe(track, 120.0, None)
    for name in in_batches:
        if name.startswith(("sender_", "label_", "isrc_prefix_")):
            assert one_by_one[name] == in_batches[name], name


def test_it_goes_on_where_it_ended_and_counts_nothing_twice(engine: Engine, tmp_path: Path) -> None:
    source = write(tmp_path / "c.csv", rows(120))
    steps = Backfill(engine, source, batch=50).run(lambda: datetime(2026, 4, 1, tzinfo=UTC))
    assert [next(steps).done for _ in range(3)][-1] == 100
    steps.close()  # killed after two batches
    assert run(engine, source).done == 120
    again = run(engine, source)
    assert (again.done, again.counted) == (120, 120)
    assert seen(engine)["sender_tracks_30d"] == 120


def test_the_same_tracks_in_another_file_are_known(engine: Engine, tmp_path: Path) -> None:
    every = rows(40)
    run(engine, write(tmp_path / "a.csv", every))
    other = run(engine, write(tmp_path / "b.csv", every[::-1]))
    assert (other.done, other.counted) == (40, 0)


def test_rows_that_say_too_little_are_skipped_and_told(engine: Engine, tmp_path: Path) -> None:
    every = [*rows(2), {"title": "", "artist": ""}, {"title": "A", "artist": "B", "received_at": "yesterday"}]
    told = run(engine, write(tmp_path / "c.csv", every))
    assert (told.counted, told.skipped) == (2, 2)
    assert told.problems == [
        "row 3: it has neither title nor artist",
        "row 4: 'yesterday' is no time or day",
    ]


def test_parquet_is_read_like_csv(engine: Engine, tmp_path: Path) -> None:
    write(tmp_path / "c.csv", rows(30))
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * FROM read_csv('{tmp_path}/c.csv')) TO '{tmp_path}/c.parquet' (FORMAT parquet)"
        )
    source = open_source(tmp_path / "c.parquet")
    assert source.rows == 30
    assert run(engine, source).counted == 30
    assert seen(engine)["sender_tracks_30d"] == 30


@pytest.mark.parametrize(
    ("name", "text"), [("c.csv", "a,b\n1,2\n"), ("c.parquet", "no parquet"), ("c.csv", "")]
)
def test_what_is_no_catalogue_is_refused(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(CatalogueError):
        open_source(tmp_path / name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="absent"):
        open_source(tmp_path / "absent.csv")


@pytest.mark.parametrize(("text", "day"), [("2019-06-14", 14), ("2019-06", 1), ("2019", 1)])
def test_a_release_date_stands_in_for_the_delivery(text: str, day: int, tmp_path: Path) -> None:
    entry = entry_of({"title": "A", "artist": "B", "release_date": text}, "x", 1, tmp_path)
    assert not isinstance(entry, str)
    assert entry.track.received_at.day == day


def test_music_older_than_1970_is_counted_and_what_is_yet_to_come_is_told(
    engine: Engine, tmp_path: Path
) -> None:
    (tmp_path / "c.csv").write_text(
        "title,artist,release_date,received_at,sender\n"
        "Blue,Old Quartet,1955-01-01,,Old Hands\n"
        "Green,Old Quartet,1726,,Old Hands\n"
        "Red,Old Quartet,,2036-01-01,Old Hands\n"
        "Grey,Old Quartet,,9999-12-31T23:59:59-12:00,Old Hands\n"
        "White,Old Quartet,,2026-02-01T08:00:00,Old Hands\n"
    )
    told = run(engine, open_source(tmp_path / "c.csv"))
    assert (told.done, told.counted, told.skipped) == (5, 3, 2)
    assert told.problems == [
        "row 3: its time, 2036-01-01, lies in the future",
        "row 4: '9999-12-31T23:59:59-12:00' is no time or day",
    ]
    with engine.begin() as connection:
        track = make_track(sender="Old Hands", display_artist="Old Quartet")
        values = Observer.on(connection).observe(track, 120.0, None)
    assert values["artist_known_tracks"] == 3
    assert values["sender_tracks_30d"] == 1


@pytest.mark.parametrize(("encoding", "separator"), [("utf-16", "\t"), ("utf-8", ";"), ("utf-8-sig", "|")])
def test_what_spreadsheets_write_is_read(
    engine: Engine, tmp_path: Path, encoding: str, separator: str
) -> None:
    text = (
        separator.join(("title", "artist", "received_at"))
        + "\n"
        + separator.join(("Sæglópur", "Ö, A", "2025-01-02"))
    )
    (tmp_path / "list.csv").write_text(text, encoding=encoding)
    source = open_source(tmp_path / "list.csv")
    assert run(engine, source).counted == 1
    with entries(source, 0) as found:
        assert list(found) == [{"title": "Sæglópur", "artist": "Ö, A", "received_at": "2025-01-02"}]


def test_names_are_not_damaged_by_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "title,artist,received_at\nSæglópur,A,2025-01-02\n", encoding="latin-1"
    )
    with pytest.raises(CatalogueError, match="neither UTF-8 nor UTF-16") as raised:
        open_source(tmp_path / "list.csv")
    assert raised.value.remedy == "Write it anew as UTF-8."


def test_a_product_code_in_a_column_of_numbers_is_read_whole() -> None:
    columns = {"icpn": "upc", "title": "title"}
    assert cleaned({"upc": "5012345678900.0", "title": "2.0"}, columns) == {
        "icpn": "5012345678900",
        "title": "2.0",
    }
