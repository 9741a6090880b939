"""The compiled loops of the envelope spectrum give what numpy gives."""

import numpy as np

from detectors.audio.envelope_loops import band_roots, cut


def test_frames_are_cut_and_windowed() -> None:
    signal = np.arange(80, dtype=np.float32)
    window = np.repeat(np.hanning(9)[:-1].astype(np.float32), 2)
    frames = np.zeros((5, 16), dtype=np.float32)
    cut(signal, 3, 4, window, frames, 4)
    for row in range(4):
        start = 2 * (3 + 4 * row)
        np.testing.assert_array_equal(frames[row], signal[start : start + 16] * window)
    assert not frames[4].any()


def test_bands_hold_both_channels() -> None:
    rng = np.random.default_rng(4)
    left, right = rng.standard_normal((2, 6, 32))
    spectra = np.fft.fft(left + 1j * right, axis=1).astype(np.complex64)
    bands = np.array([[1, 4], [4, 9], [9, 16]], dtype=np.int64)
    roots = np.empty((6, 3), dtype=np.float32)
    band_roots(np.ascontiguousarray(spectra).view(np.float32), bands, roots)
    power = sum(np.abs(np.fft.fft(x, axis=1)) ** 2 for x in (left, right)) * 2
    expected = np.stack([power[:, a:b].sum(axis=1) for a, b in bands], axis=1) ** 0.25
    np.testing.assert_allclose(roots, expected, rtol=1e-5)
