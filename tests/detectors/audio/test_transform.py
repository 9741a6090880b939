"""FFmpeg's transform and numpy's are the same transform."""

import numpy as np
import pytest

from detectors.audio.transform import Transform, rows


@pytest.mark.parametrize("size", [512, 2048, 8192, 131_072])
@pytest.mark.parametrize("which", ["ffmpeg", "numpy"])
def test_it_is_the_discrete_fourier_transform(size: int, which: str) -> None:
    rng = np.random.default_rng(size)
    frames, spectra = rows(3, size), rows(3, size)
    frames[:] = rng.standard_normal((3, size)) + 1j * rng.standard_normal((3, size))
    kept = frames.copy()
    Transform(size, native=which == "ffmpeg").run(frames, spectra, 2)
    expected = np.fft.fft(kept[:2].astype(np.complex128), axis=1)
    assert np.abs(spectra[:2] - expected).max() < 1e-6 * np.abs(expected).max()
    np.testing.assert_array_equal(spectra[2], 0)
    np.testing.assert_array_equal(frames, kept)


def test_here_it_is_ffmpeg_s() -> None:
    assert Transform(2048).native
    assert not Transform(2048, native=False).native


def test_rows_lie_where_vector_code_wants_them() -> None:
    for count, size in ((1, 512), (7, 2048)):
        made = rows(count, size)
        assert made.shape == (count, size)
        assert made.ctypes.data % 64 == 0
