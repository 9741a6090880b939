"""The mono stream keeps what it is compared by, however the sound comes in."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
import soxr
from numpy.typing import NDArray

from detectors.audio.mono import MONO_RATE_HZ, MonoStream

FloatArray = NDArray[np.float32]


class Ear:
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.heard: list[FloatArray] = []

    def push(self, mono: FloatArray) -> None:
        self.heard.append(mono)


def streamed(pair: FloatArray, rate_hz: int, cuts: Sequence[int] = ()) -> FloatArray:
    ear = Ear()
    stream = MonoStream(rate_hz, ear)
    for start, end in pairwise([0, *cuts, len(pair)]):
        stream.push(np.ascontiguousarray(pair[start:end]).view(np.complex64)[:, 0])
    stream.close()
    return np.concatenate(ear.heard)


def noise(seconds: float, rate_hz: int) -> FloatArray:
    return (0.1 * np.random.default_rng(2).standard_normal((int(seconds * rate_hz), 2))).astype(np.float32)


def spectra(mono: FloatArray) -> NDArray[np.complex128]:
    frames = mono[: len(mono) // 4096 * 4096].reshape(-1, 4096)
    return np.fft.rfft(frames * np.blackman(4096), axis=1)


@pytest.mark.parametrize("rate_hz", [22_050, 44_100, 88_200, 176_400])
def test_what_is_compared_is_what_a_sharper_filter_leaves(rate_hz: int) -> None:
    pair = noise(4.03, rate_hz)
    found = streamed(pair, rate_hz)
    expected = soxr.resample(pair.mean(axis=1), rate_hz, MONO_RATE_HZ, quality="VHQ")
    assert abs(len(found) - len(expected)) <= 1
    here, there = spectra(found), spectra(expected[: len(found)])
    compared = round(3_520.0 / MONO_RATE_HZ * 4096)
    apart = np.abs(here - there)[1:-1, :compared]
    assert apart.max() < 1e-3 * np.abs(there).max()


@pytest.mark.parametrize("rate_hz", [44_100, 48_000])
def test_it_does_not_matter_how_the_sound_is_cut(rate_hz: int) -> None:
    pair = noise(1.0, rate_hz)
    whole = streamed(pair, rate_hz)
    np.testing.assert_allclose(streamed(pair, rate_hz, (1, 2, 9, 30, 5_001, 40_000)), whole, atol=1e-6)


@pytest.mark.parametrize("samples", [0, 1, 3, 17])
def test_a_sound_shorter_than_the_filter_comes_out_as_short(samples: int) -> None:
    assert len(streamed(noise(samples / 44_100 + 1e-9, 44_100), 44_100)) == round(samples / 4)
