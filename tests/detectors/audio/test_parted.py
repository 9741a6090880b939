"""A transform in parts is the same transform, its bins in another order."""

import numpy as np
import pytest

from detectors.audio.parted import PartedTransform, turn
from detectors.audio.parted_logs import CHUNK, add_logs
from detectors.audio.transform import rows


def noise(count: int, size: int) -> np.ndarray:
    frames = rows(count, size)
    rng = np.random.default_rng(size)
    frames[:] = rng.standard_normal((count, size)) + 1j * rng.standard_normal((count, size))
    return frames


@pytest.mark.parametrize(("size", "parts"), [(1024, 4), (8192, 4), (8192, 16), (32_768, 16)])
def test_it_is_the_discrete_fourier_transform(size: int, parts: int) -> None:
    frames = noise(3, size)
    kept, spectra = frames.copy(), rows(3 * parts, size // parts)
    transform = PartedTransform(size, parts)
    for _ in range(2):
        transform.run(frames, spectra)
    found = spectra.reshape(3, parts, -1)[:, transform.order].swapaxes(1, 2).reshape(3, size)
    expected = np.fft.fft(kept.astype(np.complex128), axis=1)
    assert np.abs(found - expected).max() < 1e-6 * np.abs(expected).max()
    np.testing.assert_array_equal(frames, kept)


@pytest.mark.parametrize(("size", "parts"), [(1024, 4), (8192, 4), (4096, 16)])
def test_logarithms_of_mid_and_side_go_to_the_frame_s_kind(size: int, parts: int) -> None:
    frames, spectra = noise(2, size), rows(2 * parts, size // parts)
    transform = PartedTransform(size, parts)
    transform.run(frames, spectra)
    room = -(-size // (2 * parts) // CHUNK) * CHUNK
    mid, side = np.ones((2, 2, parts, room), dtype=np.float32)
    add_logs(spectra.view(np.float32), transform.order, 2, np.array([1, 0], dtype=np.int8), mid, side)
    window = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(size) / size)
    for sums, sign in ((mid, 1.0), (side, -1.0)):
        signal = (frames.real.astype(np.float64) + sign * frames.imag) / 2.0
        power = np.abs(np.fft.rfft(signal * window, axis=1)) ** 2
        found = sums.swapaxes(1, 2).reshape(2, -1)[::-1, : size // 2]
        np.testing.assert_allclose(found, 1.0 + np.log2(power[:, : size // 2] + 1e-12), atol=2e-3)


@pytest.mark.parametrize("bits", [9, 12, 13, 16, 18])
def test_a_very_long_transform_takes_the_place_of_the_samples(bits: int) -> None:
    frame = noise(1, 1 << bits)[0]
    expected = np.fft.fft(frame.astype(np.complex128))
    parts, order = turn(frame)
    assert np.shares_memory(parts, frame)
    assert np.abs(parts[order].T.reshape(-1) - expected).max() < 1e-6 * np.abs(expected).max()
