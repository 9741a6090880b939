"""The pass in single precision gives what a plain computation in double precision gives."""

import numpy as np
import pytest
import scipy.signal

from detectors.audio.analysis import Analysis, analyse
from detectors.audio.comb.spectra import LONG, SHORT
from detectors.audio.frames import stretch_samples
from detectors.audio.stereo import BANDS_HZ
from tests.detectors.audio.signals import Samples, blocks, music

RATE = 44_100
WHOLE = stretch_samples(RATE)


def wide(seconds: float, rate: int = RATE) -> Samples:
    """Music whose channels differ, at several levels."""
    sound = music(seconds, rate)
    sound[:, 1] = 0.6 * np.roll(sound[:, 1], 7) + 0.05 * music(seconds, rate, channels=1, seed=4)[:, 0]
    sound[: len(sound) // 3] *= 0.2
    return sound


SOUND = wide(11.0)


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyse(blocks(SOUND, 7_777), RATE, 2)


def plain_levels(signal: np.ndarray, size: int) -> np.ndarray:
    """10 log10 of the power of Hann frames end to end, shape (frames, bins), in double precision."""
    count = len(signal) // size
    frames = signal[: count * size].astype(np.float64).reshape(count, size)
    spectrum = np.fft.rfft(frames * scipy.signal.get_window("hann", size), axis=1)
    return 10.0 * np.log10(np.abs(spectrum) ** 2 + 1e-12)


def mid_and_side() -> tuple[np.ndarray, np.ndarray]:
    left, right = SOUND.astype(np.float64).T
    return (left + right) / 2, (left - right) / 2


@pytest.mark.parametrize("size", [SHORT, LONG])
def test_averaged_spectra_agree_to_a_hundredth_of_a_decibel(analysis: Analysis, size: int) -> None:
    assert analysis.comb is not None
    mid, side = mid_and_side()
    for signal, averages in ((mid, analysis.comb.mid), (side, analysis.comb.side)):
        level = averages[size].level_db
        expected = plain_levels(signal, size)
        assert averages[size].frames == len(expected)
        np.testing.assert_allclose(level, expected.mean(axis=0)[: len(level)], atol=0.01)


def test_stretches_and_thirds_agree_to_a_hundredth_of_a_decibel(analysis: Analysis) -> None:
    assert analysis.comb is not None
    mid, _ = mid_and_side()
    expected = plain_levels(mid, SHORT)
    energy = (mid[: len(expected) * SHORT].reshape(-1, SHORT) ** 2).sum(axis=1)
    segments = analysis.comb.mid_segments
    assert segments is not None
    per, bins = WHOLE // SHORT, segments.level_db.shape[1]
    assert segments.seconds == pytest.approx(WHOLE / RATE)
    assert len(segments.level_db) == len(SOUND) // WHOLE
    quiet, loud = [], []
    for start in range(0, len(expected), per):
        part, order = expected[start : start + per, :bins], np.argsort(energy[start : start + per])
        third = len(part) // 3
        quiet.extend(part[order[:third]])
        loud.extend(part[order[len(part) - third :]])
        if len(part) == per:
            np.testing.assert_allclose(segments.level_db[start // per], part.mean(axis=0), atol=0.01)
    np.testing.assert_allclose(segments.quiet_db, np.mean(quiet, axis=0), atol=0.01)
    np.testing.assert_allclose(segments.loud_db, np.mean(loud, axis=0), atol=0.01)


def test_the_stereo_field_agrees_to_a_thousandth(analysis: Analysis) -> None:
    count = len(SOUND) // 2048 // 32
    window = scipy.signal.get_window("hann", 2048)[:, None]
    frames = SOUND[: count * 32 * 2048].astype(np.float64).reshape(count, 32, 2048, 2) * window
    left, right = np.moveaxis(np.fft.rfft(frames, axis=2), 3, 0)
    cross = (left * right.conj()).sum(axis=1)
    power = [(np.abs(x) ** 2).sum(axis=1) for x in (left, right)]
    stereo = analysis.stereo
    assert stereo is not None
    for i, (low, high) in enumerate(BANDS_HZ):
        part = slice(round(low * 2048 / RATE), round(high * 2048 / RATE))
        both = power[0][:, part] * power[1][:, part]
        coherence = np.median(np.abs(cross[:, part]) ** 2 / both, axis=1)
        spread = 1 - np.abs(cross[:, part].sum(axis=1)) / np.sqrt(both).sum(axis=1)
        assert stereo.coherence[i] == pytest.approx(np.median(coherence), abs=1e-3)
        assert stereo.phase_spread[i] == pytest.approx(np.median(spread), abs=1e-3)
        mid, side = ((np.abs(left + s * right) ** 2 / 4)[:, :, part].sum() for s in (1, -1))
        assert stereo.side_mid_db[i] == pytest.approx(10 * np.log10(side / mid), abs=0.01)


@pytest.mark.parametrize("rate", [8_000, 22_050, 96_000])
def test_other_rates_agree_too(rate: int) -> None:
    sound = wide(6.0, rate)
    found = analyse(blocks(sound), rate, 2).comb
    assert found is not None
    level = found.mid[SHORT].level_db
    size = round(rate / found.mid[SHORT].bin_hz)
    expected = plain_levels(sound.astype(np.float64).mean(axis=1), size).mean(axis=0)
    np.testing.assert_allclose(level, expected[: len(level)], atol=0.01)


def test_the_size_of_the_blocks_changes_nothing(analysis: Analysis) -> None:
    other = analyse([SOUND], RATE, 2)
    assert analysis.comb is not None
    assert other.comb is not None
    for size, average in analysis.comb.mid.items():
        np.testing.assert_array_equal(other.comb.mid[size].level_db, average.level_db)
    np.testing.assert_array_equal(other.levels.peaks, analysis.levels.peaks)


def test_the_mono_stream_is_the_whole_recording_resampled() -> None:
    heard: list[np.ndarray] = []

    class Ear:
        def push(self, mono: np.ndarray) -> None:
            heard.append(mono.copy())

    tone = np.sin(2 * np.pi * 440 * np.arange(RATE * 7) / RATE).astype(np.float32)
    analyse(blocks(np.stack([tone, 0.5 * tone], axis=1)), RATE, 2, comb=False, mono=Ear())
    mono = np.concatenate(heard)
    assert abs(len(mono) - 7 * 11_025) <= 1
    expected = 0.75 * np.sin(2 * np.pi * 440 * np.arange(len(mono)) / 11_025)
    np.testing.assert_allclose(mono[500:-500], expected[500:-500], atol=2e-3)
