"""The trace that the theory predicts, measured with a statistic of this test's own."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import median_filter

from detectors.errors import TrainingError
from detectors.training.decoder_families import FAMILIES, DecoderFamily, random_family
from detectors.training.decoders import DecoderFaults, decode, random_faults
from detectors.training.synthesis.style import Style
from detectors.training.synthesiser import synthesise

RATE_HZ = 44_100
FULL_BAND = [f for f in FAMILIES if f.sample_rate_hz >= 44_100]
FLAWLESS = DecoderFaults(bias=0.0, kernel_error=0.0)


@pytest.fixture(scope="module")
def music() -> NDArray[np.float32]:
    return synthesise(5, style=Style.PIANO, duration_s=15.0)


def comb_z(sound: NDArray[np.float32], spacing_hz: float, size: int = 16_384) -> float:
    """How far the lines at multiples of ``spacing_hz`` in 3 … 16 kHz stand above their surroundings,
    in standard deviations of the residue times the root of their number.
    """
    frames = [c[i : i + size] for c in sound for i in range(0, c.size - size, size // 2)]
    spectra = np.abs(np.fft.rfft(np.stack(frames) * np.hanning(size), axis=1))
    level = np.mean(20 * np.log10(spectra + 1e-9), axis=0)
    residue = level - median_filter(level, 15)
    band = residue[int(3_000 * size / RATE_HZ) : int(16_000 * size / RATE_HZ)]
    lines = np.arange(np.ceil(3_000 / spacing_hz), np.floor(16_000 / spacing_hz)) * spacing_hz
    bins = np.round(lines * size / RATE_HZ).astype(int)
    return float((residue[bins].mean() - band.mean()) / band.std() * np.sqrt(bins.size))


def snr_db(sound: NDArray[np.float32], decoded: NDArray[np.float32]) -> float:
    return float(10 * np.log10(np.sum(sound**2) / np.sum((decoded - sound) ** 2)))


@pytest.mark.parametrize("family", FULL_BAND, ids=lambda f: f.name)
def test_bias_leaves_a_comb_at_rate_over_strides(family: DecoderFamily, music: NDArray[np.float32]) -> None:
    assert comb_z(music, family.spacing_hz) < 3
    decoded = decode(music, RATE_HZ, family, DecoderFaults(bias=0.01, kernel_error=0.005), seed=1)
    assert comb_z(decoded, family.spacing_hz) > 10


@pytest.mark.parametrize("kernel_error", [0.0, 0.01])
def test_without_bias_there_is_no_comb(kernel_error: float, music: NDArray[np.float32]) -> None:
    for family in FULL_BAND:
        faults = DecoderFaults(bias=0.0, kernel_error=kernel_error)
        assert comb_z(decode(music, RATE_HZ, family, faults, seed=1), family.spacing_hz) < 3


def test_large_kernel_errors_stay_far_below_what_bias_does(music: NDArray[np.float32]) -> None:
    """Seven levels with 3 % of error leave faint images of low tones; 1 % of bias stands far above them."""
    family = next(f for f in FULL_BAND if f.name == "vocoder-512-44k")
    errors = decode(music, RATE_HZ, family, DecoderFaults(bias=0.0, kernel_error=0.03), seed=1)
    biased = decode(music, RATE_HZ, family, DecoderFaults(bias=0.01, kernel_error=0.03), seed=1)
    assert comb_z(biased, family.spacing_hz) > 4 * comb_z(errors, family.spacing_hz)


def test_a_flawless_decoder_at_the_same_rate_loses_nothing(music: NDArray[np.float32]) -> None:
    for family in FULL_BAND:
        if family.sample_rate_hz == RATE_HZ:
            assert snr_db(music, decode(music, RATE_HZ, family, FLAWLESS, seed=1)) > 110


def test_one_percent_of_bias_costs_about_what_was_measured_elsewhere(music: NDArray[np.float32]) -> None:
    family = next(f for f in FULL_BAND if f.name == "dac-44k")
    decoded = decode(music, RATE_HZ, family, DecoderFaults(bias=0.01, kernel_error=0.0), seed=1)
    assert 29 < snr_db(music, decoded) < 38


@pytest.mark.parametrize("chunk_s", [None, 4.0])
@pytest.mark.parametrize("mid_side", [False, True])
def test_shape_is_kept_and_the_comb_survives_chunks_and_mid_side(
    *, chunk_s: float | None, mid_side: bool, music: NDArray[np.float32]
) -> None:
    family = next(f for f in FULL_BAND if f.name == "oobleck-2048")
    faults = DecoderFaults(bias=0.02, chunk_s=chunk_s, mid_side=mid_side)
    decoded = decode(music, RATE_HZ, family, faults, seed=2)
    assert decoded.shape == music.shape
    assert comb_z(decoded, family.spacing_hz) > 8


def test_seams_of_chunks_leave_no_gap(music: NDArray[np.float32]) -> None:
    family = next(f for f in FULL_BAND if f.name == "dac-44k")
    whole = DecoderFaults(bias=0.0, kernel_error=0.0, chunk_s=2.0)
    assert snr_db(music, decode(music, RATE_HZ, family, whole, seed=1)) > 100


def test_the_same_seed_is_the_same_network(music: NDArray[np.float32]) -> None:
    family = FAMILIES[0]
    faults = DecoderFaults(quantisation=0.02, snake=0.03)
    first = decode(music, RATE_HZ, family, faults, seed=7)
    assert np.array_equal(first, decode(music, RATE_HZ, family, faults, seed=7))
    assert not np.array_equal(first, decode(music, RATE_HZ, family, faults, seed=8))


def test_mono_is_decoded_too(music: NDArray[np.float32]) -> None:
    mono = music[:1]
    assert decode(mono, RATE_HZ, FAMILIES[3], DecoderFaults(mid_side=True), seed=1).shape == mono.shape


def test_random_families_and_faults_stay_in_their_ranges() -> None:
    rng = np.random.default_rng(1)
    for _ in range(200):
        family, faults = random_family(rng), random_faults(rng)
        assert 128 <= family.hop <= 2_048
        assert 0.001 <= faults.bias <= 0.0303
        assert faults.chunk_s is None or 5 <= faults.chunk_s <= 30


def test_known_spacings_are_those_of_the_published_strides() -> None:
    spacing = {f.name: round(f.spacing_hz, 2) for f in FAMILIES}
    assert spacing["dac-44k"] == 86.13
    assert spacing["oobleck-2048"] == 21.53
    assert spacing["musicgen-32k"] == 50.0
    assert spacing["lac-44k"] == 57.42
    assert spacing["encodec-48k"] == 150.0
    assert spacing["hop-240-48k"] == 200.0


def test_sound_shorter_than_one_step_is_refused() -> None:
    with pytest.raises(TrainingError, match="needs sound of shape"):
        decode(np.zeros((2, 100), dtype=np.float32), RATE_HZ, FAMILIES[0], FLAWLESS, seed=1)
