"""The shared spectrogram's numbers are librosa's."""

import librosa
import numpy as np
import pytest

from detectors.audio.filters import FRAME, HOP, filters
from detectors.audio.frames import FrameCutter, hann, scaled_size
from detectors.audio.spectrogram import FrameStatistics, ShortSpectrogram
from tests.detectors.audio.signals import blocks, music

RATE = 44_100
SOUND = music(4.0)
MID = SOUND.mean(axis=1)


@pytest.fixture(scope="module")
def statistics() -> FrameStatistics:
    short = ShortSpectrogram(RATE, 1)
    for block in blocks(MID[:, None], 10_007):
        short.push(np.ascontiguousarray(block.T))
    found = short.statistics()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def magnitude() -> np.ndarray:
    return np.abs(librosa.stft(MID, n_fft=FRAME, hop_length=HOP, center=False))


def test_mel_bands_are_librosa_s(statistics: FrameStatistics) -> None:
    expected = librosa.feature.melspectrogram(
        y=MID, sr=RATE, n_fft=FRAME, hop_length=HOP, center=False, n_mels=48
    )
    np.testing.assert_allclose(statistics.mel.T, expected, rtol=1e-3, atol=1e-6)


def test_chroma_is_librosa_s(statistics: FrameStatistics, magnitude: np.ndarray) -> None:
    expected = librosa.filters.chroma(sr=RATE, n_fft=FRAME, tuning=0.0) @ magnitude**2
    np.testing.assert_allclose(statistics.chroma.T, expected, rtol=1e-3, atol=1e-6)


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


def test_the_size_of_the_blocks_changes_nothing() -> None:
    results = []
    for size in (1_000, 32_768, len(MID)):
        short = ShortSpectrogram(RATE, 1)
        for block in blocks(MID[:, None], size):
            short.push(np.ascontiguousarray(block.T))
        found = short.statistics()
        assert found is not None
        results.append(found)
    for other in results[1:]:
        np.testing.assert_allclose(other.mel, results[0].mel, rtol=1e-4, atol=1e-7)
        np.testing.assert_allclose(other.flux, results[0].flux, rtol=1e-3, atol=1e-5)


def test_frames_are_cut_where_they_should_be() -> None:
    cutter = FrameCutter(1, 8, 4)
    pieces = [cutter.push(np.arange(a, b, dtype=np.float32)[None]) for a, b in ((0, 5), (5, 9), (9, 30))]
    starts = np.concatenate([p[0, :, 0] for p in pieces])
    np.testing.assert_array_equal(starts, np.arange(0, 23, 4))


def test_the_window_is_librosa_s() -> None:
    np.testing.assert_allclose(hann(512), librosa.filters.get_window("hann", 512), atol=1e-6)


@pytest.mark.parametrize(("rate", "size"), [(44_100, 8192), (48_000, 8192), (22_050, 4096), (96_000, 16384)])
def test_frames_keep_their_duration_at_other_rates(rate: int, size: int) -> None:
    assert scaled_size(8192, rate) == size


def test_filters_are_made_once() -> None:
    assert filters(RATE) is filters(RATE)
