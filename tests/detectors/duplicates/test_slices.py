"""Slices that continue each other are counted; separate tracks are not."""

from collections.abc import Iterable

import numpy as np
import pytest
from sqlalchemy import Engine

from contracts.evidence import AudioExhibit
from contracts.track import Track
from detectors.duplicates.bands import RATE_HZ
from detectors.duplicates.slices import Ends, SliceStore, ends_of
from tests.detectors.duplicates.sounds import Sound, fingerprint, tune
from tests.detectors.tracks import make_track


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ("runtime", "detectors")


def ends(sound: Sound) -> Ends | None:
    size = len(sound) // 800
    peaks = np.abs(sound[: size * 800]).reshape(800, size).max(axis=1)
    drawn = AudioExhibit(duration_s=len(sound) / RATE_HZ, waveform=tuple(float(p) for p in peaks))
    return ends_of(fingerprint(sound), drawn)


def drone(seconds: float) -> Sound:
    """A chord that moves slowly: what is sold in slices."""
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    voices = (
        np.sin(2 * np.pi * f * time) * (1.2 + np.sin(time / p)) for f, p in ((220, 9), (277, 13), (330, 17))
    )
    return (0.1 * sum(voices)).astype(np.float32)


def counted(engine: Engine, sounds: Iterable[Sound], *tracks: Track) -> list[float]:
    given = iter(tracks)
    with engine.begin() as connection:
        store = SliceStore(connection)
        return [store.joins(next(given, make_track()), ends(sound)) for sound in sounds]


def test_slices_of_one_recording_join(sqlite_engine: Engine) -> None:
    slices = np.split(drone(31.0 * 6), 6)
    assert counted(sqlite_engine, slices) == [0, 1, 2, 3, 4, 5]


def test_separate_tracks_do_not(sqlite_engine: Engine) -> None:
    assert max(counted(sqlite_engine, [tune(seed, 31.0) for seed in range(8)])) <= 2


def test_other_artists_and_senders_are_other_chains(sqlite_engine: Engine) -> None:
    one, two = np.split(drone(62.0), 2)
    assert counted(sqlite_engine, [one, two], make_track(), make_track(display_artist="B")) == [0, 0]
    assert counted(sqlite_engine, [one, two], make_track(sender="C"), make_track(sender="D")) == [0, 0]


def test_faded_ends_do_not_join(sqlite_engine: Engine) -> None:
    slices = np.split(drone(31.0 * 4), 4)
    fade = np.minimum(
        1.0, np.minimum(np.arange(len(slices[0])), np.arange(len(slices[0]))[::-1]) / RATE_HZ / 3
    )
    assert counted(sqlite_engine, [(s * fade).astype(np.float32) for s in slices]) == [0, 0, 0, 0]


def test_long_tracks_are_left_alone(sqlite_engine: Engine) -> None:
    assert counted(sqlite_engine, np.split(drone(250.0), 2)) == [0, 0]
