"""Noise, padding and loops give themselves away; music does not."""

import numpy as np
import pytest

from contracts.evidence import AudioExhibit
from contracts.features.content import CONTENT_FEATURES
from detectors.duplicates.bands import RATE_HZ
from detectors.duplicates.content import content_features, edge_silence_s, loop
from tests.detectors.duplicates.sounds import Sound, fingerprint, noise, tune


def drawn(*peaks: float, duration_s: float) -> AudioExhibit:
    return AudioExhibit(duration_s=duration_s, waveform=peaks)


def tiled(sound: Sound, loop_s: float, seconds: float) -> Sound:
    one = sound[: round(loop_s * RATE_HZ)]
    return np.tile(one, int(seconds / loop_s) + 1)[: round(seconds * RATE_HZ)]


@pytest.mark.parametrize("loop_s", [2.0, 3.37, 4.13, 7.9])
def test_a_copied_loop_is_found(loop_s: float) -> None:
    share, lag_s = loop(fingerprint(tiled(tune(3), loop_s, 48.0)).image)
    assert share > 0.9
    assert lag_s / loop_s == pytest.approx(round(lag_s / loop_s), abs=0.1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_music_and_noise_are_no_loop(seed: int) -> None:
    assert loop(fingerprint(tune(seed, 48.0)).image)[0] < 0.3
    assert loop(fingerprint(noise(seed, 48.0)).image)[0] < 0.3


def test_silence_is_no_loop() -> None:
    found = fingerprint(np.zeros(40 * RATE_HZ, dtype=np.float32))
    assert loop(found.image) == (0.0, 0.0)


def test_noise_is_told_from_music() -> None:
    assert content_features(fingerprint(noise(1)), None)["steady_noise"] == 1.0
    assert content_features(fingerprint(tune(1)), None)["steady_noise"] == 0.0


@pytest.mark.parametrize(
    ("peaks", "silent_s", "padded"),
    [
        ((0.5, 0.5, 0.5, 0.5), 0.0, 0.0),
        ((0.0, 0.5, 0.5, 0.0), 20.0, 1.0),
        ((0.5, 0.0, 0.0, 0.5), 0.0, 0.0),  # a pause is music
        ((0.0, 0.0, 0.0, 0.0), 40.0, 1.0),
    ],
)
def test_silence_around_the_sound_is_counted(
    peaks: tuple[float, ...], silent_s: float, padded: float
) -> None:
    assert edge_silence_s(peaks, 40.0) == pytest.approx(silent_s)
    assert content_features(None, drawn(*peaks, duration_s=40.0))["padded_past_30_s"] == padded


def test_what_is_short_or_long_enough_is_not_padded() -> None:
    assert content_features(None, drawn(0.5, 0.0, duration_s=28.0))["padded_past_30_s"] == 0.0
    assert content_features(None, drawn(0.5, 0.5, 0.0, duration_s=180.0))["padded_past_30_s"] == 0.0


def test_what_was_not_heard_is_missing() -> None:
    assert content_features(None, None) == dict.fromkeys(spec.name for spec in CONTENT_FEATURES)
