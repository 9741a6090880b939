"""The shared spectrogram's numbers are librosa's."""

import librosa
import numpy as np
import pytest

from detectors.audio.filters import FRAME, mel_bank
from detectors.audio.frames import stretch_samples, stretches
from detectors.audio.spectrogram import FrameStatistics, ShortSpectrogram
from tests.detectors.audio.signals import Samples, blocks, music

RATE = 44_100
SOUND = music(6.0)
MID = SOUND.mean(axis=1)


def described(sound: Samples, block: int) -> FrameStatistics:
    short = ShortSpectrogram(RATE)
    for stretch in stretches(blocks(sound, block), stretch_samples(RATE)):
        short.push(stretch)
    found = short.statistics()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def statistics() -> FrameStatistics:
    return described(SOUND, 10_007)


@pytest.fixture(scope="module")
def magnitude() -> np.ndarray:
    return np.abs(librosa.stft(MID, n_fft=FRAME, hop_length=FRAME, center=False))


def test_mel_bands_are_librosa_s(statistics: FrameStatistics) -> None:
    expected = librosa.feature.melspectrogram(
        y=MID, sr=RATE, n_fft=FRAME, hop_length=FRAME, center=False, n_mels=48
    )
    np.testing.assert_allclose(statistics.mel.T, expected, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000, 192_000])
def test_the_mel_bank_is_librosa_s_at_every_rate(rate: int) -> None:
    expected = librosa.filters.mel(sr=rate, n_fft=FRAME, n_mels=48)
    np.testing.assert_allclose(mel_bank(rate).T, expected, rtol=1e-4, atol=1e-8)


def test_centroid_bandwidth_rolloff_are_librosa_s(statistics: FrameStatistics, magnitude: np.ndarray) -> None:
    centroid = librosa.feature.spectral_centroid(S=magnitude, sr=RATE)[0]
    np.testing.assert_allclose(statistics.centroid_hz, centroid, rtol=1e-3)
    bandwidth = librosa.feature.spectral_bandwidth(S=magnitude, sr=RATE)[0]
    np.testing.assert_allclose(statistics.bandwidth_hz, bandwidth, rtol=1e-3)
    rolloff = librosa.feature.spectral_rolloff(S=magnitude, sr=RATE)[0]
    np.testing.assert_allclose(statistics.rolloff_hz, rolloff, atol=1.01 * RATE / FRAME)


def test_flatness_is_librosa_s(statistics: FrameStatistics, magnitude: np.ndarray) -> None:
    step = RATE / FRAME
    low, high = int(np.ceil(2000 / step)), int(np.ceil(8000 / step))
    expected = librosa.feature.spectral_flatness(S=magnitude[low:high])[0]
    np.testing.assert_allclose(statistics.flatness[:, 1], expected, rtol=2e-2, atol=1e-4)


def test_energy_and_flux_are_what_they_are_called(statistics: FrameStatistics, magnitude: np.ndarray) -> None:
    np.testing.assert_allclose(statistics.energy, (magnitude**2).sum(axis=0), rtol=1e-3)
    before = np.concatenate([np.zeros_like(magnitude[:, :1]), magnitude[:, :-1]], axis=1)
    rise = np.maximum(magnitude - before, 0.0).sum(axis=0) / magnitude.sum(axis=0)
    np.testing.assert_allclose(statistics.flux, rise, rtol=1e-3, atol=1e-5)


def test_the_size_of_the_blocks_changes_nothing() -> None:
    first, *others = (described(SOUND, size) for size in (1_000, 32_768, len(SOUND)))
    for other in others:
        np.testing.assert_array_equal(other.mel, first.mel)
        np.testing.assert_array_equal(other.flux, first.flux)


def test_silence_is_described_without_a_warning() -> None:
    silent = described(np.zeros((FRAME * 4, 2), dtype=np.float32), 5_000)
    assert np.isfinite(silent.centroid_hz).all()
    assert np.isfinite(silent.flatness).all()


def test_the_bank_is_made_once() -> None:
    assert mel_bank(RATE) is mel_bank(RATE)
