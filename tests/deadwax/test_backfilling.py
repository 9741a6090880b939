"""A catalogue that is read in with its sound is known by its sound, its windows and its names."""

import csv
import wave
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine

from contracts.track import Track
from deadwax.backfilling import CatalogueHearing, hearing
from detectors.audio.heard import Heard
from detectors.backfill.backfill import Backfill, Progress
from detectors.backfill.entry import Entry
from detectors.backfill.source import Source, open_source
from detectors.delivery import Values
from detectors.duplicates.bands import RATE_HZ
from detectors.duplicates.copies import Copies
from detectors.duplicates.index import SoundIndex
from detectors.observer import Observer
from runtime.settings import Settings
from tests.detectors.duplicates.sounds import Sound, faster, fingerprint, tune
from tests.detectors.tracks import START, make_track

SONGS = 4


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four songs, a file that is no sound, one that is not there, and a row without a file."""
    made = tmp_path_factory.mktemp("catalogue")
    names = [f"{n}.wav" for n in range(SONGS)]
    for number, name in enumerate(names):
        write_wav(made / name, tune(number, 20.0))
    (made / "text.wav").write_text("no sound", encoding="utf-8")
    with (made / "catalogue.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("title", "artist", "received_at", "sender", "label", "isrc", "path"))
        for number, name in enumerate([*names, "text.wav", "absent.wav", ""]):
            came = START - timedelta(days=8 - number)
            isrc = f"QZOLD25{number:05d}"
            writer.writerow((f"Old {number}", "Maya", came.isoformat(), "Old Hands", "Red", isrc, name))
    return made


@pytest.fixture(scope="module")
def ear() -> Iterator[CatalogueHearing]:
    with hearing(Settings(workers=1), wanted=True) as made:
        assert made is not None
        yield made


class Counting:
    """Hears as the other does, and counts what it was asked for."""

    def __init__(self, ear: CatalogueHearing) -> None:
        self._ear = ear
        self.asked: list[str] = []
        self.remember = ear.remember

    def listen(self, found: Sequence[Entry]) -> Mapping[str, Heard]:
        self.asked += [entry.track.title for entry in found]
        return self._ear.listen(found)


def write_wav(path: Path, sound: Sound) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((sound * 32_768).astype(np.int16).tobytes())


def run(engine: Engine, source: Source, ear: CatalogueHearing | Counting, batch: int = 50) -> Progress:
    *_, last = Backfill(engine, source, hearing=ear, batch=batch).run(
        lambda: datetime(2026, 4, 1, tzinfo=UTC)
    )
    return last


def compared(engine: Engine, track: Track, sound: Sound) -> Values:
    with engine.begin() as connection:
        return Copies(SoundIndex()).compare(track, fingerprint(sound), connection).features


def thief(title: str = "Mine", **given: object) -> Track:
    return make_track(sender="Taker", label="Taker", display_artist="Thief", title=title, **given)


def test_sounds_windows_and_names_know_the_past(engine: Engine, folder: Path, ear: CatalogueHearing) -> None:
    told = run(engine, open_source(folder / "catalogue.csv"), ear)
    assert (told.done, told.counted, told.skipped) == (7, 7, 0)  # files that are no sound stop nothing
    found = compared(engine, thief(), faster(tune(2, 20.0), 1.1))
    assert found["sound_copy_share"] == pytest.approx(1.0, abs=0.1)
    assert found["sound_copy_speed"] == pytest.approx(1.1, abs=0.01)
    assert found["sound_copy_altered"] == 1
    assert compared(engine, thief("Other"), tune(99, 20.0))["sound_copy_share"] == 0
    with engine.begin() as connection:
        own = make_track(sender="Old Hands", label="Red", display_artist="Maya", isrc="QZOLD2600001")
        values = Observer.on(connection).observe(own, 120.0, None)
        turned = thief("0 old").model_copy(update={"duration_s": 20.0 / 1.2})
        copied = Observer.on(connection).observe(turned, 20.0 / 1.2, None)
    assert (values["sender_tracks_30d"], values["artist_known_tracks"]) == (7, 7)
    # The catalogue gave no lengths: that of the past is known as it was heard.
    assert copied["speed_copy_ratio"] == pytest.approx(1.2, abs=0.05)


def test_it_goes_on_where_it_was_killed_and_hears_nothing_twice(
    engine: Engine, folder: Path, ear: CatalogueHearing
) -> None:
    source, counting = open_source(folder / "catalogue.csv"), Counting(ear)
    steps = Backfill(engine, source, hearing=counting, batch=2).run(lambda: datetime(2026, 4, 1, tzinfo=UTC))
    assert [next(steps).done for _ in range(2)] == [0, 2]
    steps.close()  # killed behind the first batch
    assert counting.asked == ["Old 0", "Old 1"]
    assert run(engine, source, counting, batch=2).counted == 7
    assert run(engine, source, counting).counted == 7
    assert counting.asked == [f"Old {number}" for number in range(6)]
    for number in range(SONGS):
        copy = compared(engine, thief(f"Copy {number}", isrc=f"QZTAK26{number:05d}"), tune(number, 20.0))
        assert copy["sound_copy_artists"] == 1, number


def test_tracks_that_were_counted_without_their_sound_are_not_heard_again(
    engine: Engine, folder: Path, ear: CatalogueHearing
) -> None:
    source, counting = open_source(folder / "catalogue.csv"), Counting(ear)
    *_, _last = Backfill(engine, source).run(lambda: datetime(2026, 4, 1, tzinfo=UTC))
    run(engine, source, counting)
    assert counting.asked == []
