"""Each look at a spacing sees what it is for, and they are believed together."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from detectors.audio.comb.clean import Band
from detectors.audio.comb.exact import ExactListener
from detectors.audio.comb.line_kernels import running_median
from detectors.audio.comb.pulse import Pulses
from detectors.audio.comb.ripple import dips
from detectors.audio.comb.spectra import LONG, AveragedSpectrum
from detectors.audio.comb.witness import witnesses
from detectors.audio.envelope import EnvelopeGatherer
from detectors.audio.frames import stretch_samples, stretches
from tests.detectors.audio.signals import blocks, music, with_lines

RATE = 44_100
Samples = NDArray[np.float32]


def band_of(z: NDArray[np.float64]) -> Band:
    bins = np.ones((len(z), 2), dtype=np.float32)
    bins[:, 0] = z
    return Band(bins, 1.0, 3_000.0, 15_000.0)


def noise() -> NDArray[np.float64]:
    return np.random.default_rng(1).standard_normal(15_500)


def test_a_decoder_s_lines_count_and_a_beat_s_do_not() -> None:
    decoder, beat = noise(), noise()
    decoder[::100] += 2.0
    beat[::10] += 2.0
    assert band_of(noise()).clean_comb(100.0) == pytest.approx(0.0, abs=3.0)
    found, explained = band_of(decoder).clean_comb(100.0), band_of(beat).clean_comb(100.0)
    assert found is not None
    assert explained is not None
    assert found > 15.0
    assert explained < 4.0


def test_a_broad_note_counts_for_what_it_stands_out_of_its_surroundings() -> None:
    note, decoder = noise(), noise()
    for away in range(-9, 10):
        note[100 + away :: 100] += 3.0 - 0.1 * abs(away)
    decoder[::100] += 3.0
    wide, narrow = (replace(band_of(z), beside=6).clean_comb(100.0) for z in (note, decoder))
    assert wide is not None
    assert narrow is not None
    assert narrow > 3.0 * wide


def test_lines_at_another_speed_score_as_at_the_native_one() -> None:
    # Half of 100 Hz is a decoder's spacing too: it explains nothing, at no speed.
    native, faster = np.zeros(15_500), np.zeros(15_500)
    native[::50] = faster[np.rint(np.arange(0, 15_400 / 52.5) * 52.5).astype(int)] = 2.0
    a, b = band_of(native).clean_comb(100.0), band_of(faster).clean_comb(100.0, 1.05)
    assert a is not None
    assert b == pytest.approx(a, rel=0.1)
    assert a > 15.0


def test_too_few_lines_say_nothing() -> None:
    assert band_of(noise()).clean_comb(2.5) is None
    assert band_of(noise()).clean_comb(2_900.0) is None
    assert band_of(noise()).comb(2_900.0) is None


@given(st.lists(st.floats(-5.0, 5.0), min_size=1, max_size=60), st.sampled_from([1, 3, 7, 15]))
def test_the_running_median_is_the_median_of_what_is_around(values: list[float], width: int) -> None:
    given_values, found = np.array(values), np.empty(len(values))
    running_median(given_values, width, found)
    padded = np.pad(given_values, width // 2, mode="edge")
    expected = [np.median(padded[i : i + width]) for i in range(len(values))]
    np.testing.assert_array_equal(found, expected)


def test_the_long_frame_tells_exact_lines_from_near_ones() -> None:
    sound = with_lines(music(12.0), 100.0)
    listener = ExactListener(RATE)
    for stretch in stretches(blocks(sound), stretch_samples(RATE)):
        listener.push(stretch)
    spectrum = listener.spectrum(side=False)
    assert spectrum is not None
    (band,) = spectrum.bands(15_000.0)
    exact, near = band.clean_comb(100.0), band.clean_comb(100.07)
    assert exact is not None
    assert near is not None
    assert exact > 10.0
    assert near < 5.0
    assert ExactListener(RATE).spectrum(side=False) is None


def test_a_level_that_pulses_shows_at_its_rate_alone() -> None:
    t = np.arange(14 * RATE) / RATE
    pulsing = 1.0 + 0.05 * np.cos(2 * np.pi * 172.27 * t)
    sound = (music(14.0) * pulsing[:, None]).astype(np.float32)
    gatherer = EnvelopeGatherer(RATE)
    for stretch in stretches(blocks(sound), stretch_samples(RATE)):
        gatherer.push(stretch)
    at_rate, elsewhere = Pulses.of(gatherer.spectrum()).at((172.27, 75.0))
    assert at_rate > 4.0
    assert elsewhere < 3.0
    assert np.isnan(Pulses.of(EnvelopeGatherer(RATE).spectrum()).at((75.0,))).all()


def test_dips_are_told_from_lines() -> None:
    step = RATE / 32_768
    frequency = np.arange(12_632) * step
    ripple = np.cos(2 * np.pi * frequency / 25.0)
    rough = np.random.default_rng(2).normal(-60.0, 1.0, len(frequency))
    dipping = {LONG: AveragedSpectrum(rough - 0.4 * ripple, step, 50)}
    rising = {LONG: AveragedSpectrum(rough + 0.4 * ripple, step, 50)}
    deep, high = dips(dipping, {}, 15_000.0), dips(rising, {}, 15_000.0)
    assert deep is not None
    assert high is not None
    assert deep > 6.0
    assert high < -6.0
    assert dips({}, {}, 15_000.0) is None


def test_one_witness_alone_is_not_believed() -> None:
    spacings = np.array([50.0, 100.0])
    views = np.array([[9.0, 9.0, 0.0, 0.0], [0.0, 0.0, np.nan, np.nan]])
    none, weak = np.zeros(2), np.array([0.0, 8.0])
    apart = witnesses(spacings, views, none, weak, None)
    assert apart.all == apart.exact == apart.exact_pulse == apart.pulse == 0.0
    together = witnesses(spacings, views, np.array([8.0, 0.0]), np.array([8.0, 0.0]), None)
    assert together.all == pytest.approx((9.0 * 8.0 * 8.0) ** (1 / 3))
    assert together.exact == pytest.approx(72.0**0.5)
    assert together.ranked[0] > together.ranked[-1]
    assert together.ranked[0] > 1.0 > apart.ranked[0]


def test_lines_of_the_side_signal_count_where_the_sum_hides_them() -> None:
    views = np.array([[0.5, 0.2, 7.0, 6.0], [8.0, 8.0, 8.0, 8.0]])
    nothing = np.zeros(2)
    assert witnesses(np.array([50.0, 100.0]), views, nothing, nothing, 1.5).side_only == pytest.approx(
        42.0**0.5 - 0.5
    )
