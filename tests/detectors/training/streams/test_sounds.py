"""The simulated comparison by sound knows owners as the real one does."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from contracts.features.duplicates import DUPLICATE_FEATURES
from contracts.track import Track
from detectors.training.streams.delivery import Piece
from detectors.training.streams.sounds import FOUND, FOUND_ALTERED, KnownSounds
from tests.detectors.tracks import make_track

SONG = Piece("River", "Maya", 200.0, None, sound="s1")


@pytest.fixture
def sounds() -> KnownSounds:
    return KnownSounds(np.random.default_rng(1))


def track(sender: str, artist: str, isrc: str, after: int = 0) -> Track:
    return make_track(
        sender=sender, label=sender, display_artist=artist, isrc=isrc, after=timedelta(hours=after)
    )


def test_every_feature_of_the_vocabulary_is_given(sounds: KnownSounds) -> None:
    values = sounds.compare(track("A", "Maya", "QZAAA2600001"), SONG)
    assert set(values) == {spec.name for spec in DUPLICATE_FEATURES}
    assert values["sound_copy_share"] == 0


def test_others_copies_are_found_about_as_often_as_said_and_owners_own_never(sounds: KnownSounds) -> None:
    sounds.compare(track("A", "Maya", "QZAAA2600001"), SONG)
    plain, fast = [], []
    for n in range(400):
        one = KnownSounds(np.random.default_rng(n), known={"s1": list(sounds.known["s1"])})
        thief = track("B", f"Thief {n}", "QZBBB2600001")
        plain.append((one.compare(thief, SONG)["sound_copy_share"] or 0) > 0)
        one = KnownSounds(np.random.default_rng(n), known={"s1": list(sounds.known["s1"])})
        quick = one.compare(thief, replace(SONG, speed=1.25))
        fast.append(quick["sound_copy_altered"] == 1.0)
    assert np.mean(plain) == pytest.approx(FOUND, abs=0.03)
    assert np.mean(fast) == pytest.approx(FOUND_ALTERED, abs=0.05)
    official = sounds.compare(track("A", "Maya", "QZAAA2600002"), replace(SONG, speed=1.2))
    moved = sounds.compare(track("C", "Maya", "QZCCC2600001"), SONG)
    licensed = sounds.compare(track("Hits", "Maya", "QZAAA2600001"), SONG)
    assert [v["sound_copy_share"] for v in (moved, licensed, official)] == [0, 0, 0]


def test_noise_cannot_be_told_from_others(sounds: KnownSounds) -> None:
    rain = replace(SONG, steady=True)
    sounds.compare(track("A", "Maya", "QZAAA2600001"), rain)
    assert set(sounds.compare(track("B", "Thief", "QZBBB2600001"), rain).values()) == {None}


def test_shared_loops_are_no_close_copy(sounds: KnownSounds) -> None:
    values = sounds.compare(track("A", "Maya", "QZAAA2600001"), replace(SONG, loops=True))
    assert 0.2 < (values["sound_copy_error"] or 0) < 0.28
