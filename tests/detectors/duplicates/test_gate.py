"""Sounds that all sound alike are kept out of the comparison; music is not."""

import numpy as np
import pytest

from detectors.duplicates.bands import RATE_HZ
from detectors.duplicates.gate import Gate
from tests.detectors.duplicates.sounds import Sound, fingerprint, noise, tune

TIME = np.arange(20 * RATE_HZ) / RATE_HZ


def coloured(power: float) -> Sound:
    spectrum = np.fft.rfft(noise(3, 20.0))
    hz = np.maximum(1, np.arange(len(spectrum)))
    sound = np.fft.irfft(spectrum / hz**power)
    return (sound / np.abs(sound).max() * 0.5).astype(np.float32)


@pytest.mark.parametrize("seed", range(4))
def test_music_passes(seed: int) -> None:
    assert fingerprint(tune(seed)).gate is Gate.OPEN


@pytest.mark.parametrize(
    "sound", [noise(1, 20.0), coloured(0.5), coloured(1.0)], ids=["white", "pink", "brown"]
)
def test_noise_does_not(sound: Sound) -> None:
    assert fingerprint(sound).gate is Gate.NOISE


def test_a_tone_and_a_held_chord_do_not() -> None:
    for notes in ((440.0,), (220.0, 277.2, 329.6)):
        sound = sum(0.2 * np.sin(2 * np.pi * hz * TIME) for hz in notes)
        assert fingerprint(np.asarray(sound, dtype=np.float32)).gate is Gate.TONE


def test_silence_does_not() -> None:
    dither = noise(1, 20.0) / 3000
    assert fingerprint(np.zeros(20 * RATE_HZ, dtype=np.float32)).gate is Gate.SILENCE
    assert fingerprint(dither).gate is Gate.SILENCE


def test_a_few_seconds_do_not() -> None:
    assert fingerprint(tune(1, 6.0)).gate is Gate.SHORT
