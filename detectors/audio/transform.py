"""The complex Fourier transform that every spectrum is made of."""

import ctypes
from functools import lru_cache
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from detectors.audio.far import call_rows

ComplexArray = NDArray[np.complex64]

_ALIGNED = 64
_FLOAT_FFT = 0
_STEP = 8
_KNOWN_MAJORS = range(57, 61)


class Transform:
    """Forward complex transforms of ``size`` points (a power of two), single precision.

    FFmpeg's ``av_tx`` (public in libavutil, which PyAV brings) takes a third to a half of the time that
    numpy takes; where it cannot be found numpy does the same. Beyond 2,048 points each costs more and more:
    see parted.py. Not for two threads at once.
    """

    def __init__(self, size: int, *, native: bool = True) -> None:
        self.size = size
        self._native = _Native(size) if native and _library() is not None else None

    @property
    def native(self) -> bool:
        """Whether FFmpeg's transform is used."""
        return self._native is not None

    def run(self, frames: ComplexArray, spectra: ComplexArray, count: int) -> None:
        """Transform the first ``count`` rows of ``frames`` into ``spectra``, both made by :func:`rows`."""
        if self._native is None:
            spectra[:count] = np.fft.fft(frames[:count], axis=1)
        else:
            self._native.run(frames, spectra, count)


class _Native:
    """One ``AVTXContext``."""

    def __init__(self, size: int) -> None:
        library = _library()
        assert library is not None  # noqa: S101  the caller looked
        self._library = library
        self._context, self._function = ctypes.c_void_p(), ctypes.c_void_p()
        scale = ctypes.c_float(1.0)
        status = library.av_tx_init(
            ctypes.byref(self._context),
            ctypes.byref(self._function),
            ctypes.c_int(_FLOAT_FFT),
            ctypes.c_int(0),
            ctypes.c_int(size),
            ctypes.byref(scale),
            ctypes.c_uint64(0),
        )
        if status < 0 or not self._function.value:
            raise ValueError(f"FFmpeg has no transform of {size} points")
        self._call = (self._function.value, self._context.value or 0)

    def run(self, frames: ComplexArray, spectra: ComplexArray, count: int) -> None:
        call_rows(*self._call, frames, spectra, count)

    def __del__(self) -> None:
        self._library.av_tx_uninit(ctypes.byref(self._context))


def rows(count: int, size: int) -> ComplexArray:
    """``count`` rows of ``size`` complex zeros, aligned as FFmpeg's vector code wants them."""
    room = np.zeros(count * size * _STEP + _ALIGNED, dtype=np.uint8)
    start = -room.ctypes.data % _ALIGNED
    return room[start : start + count * size * _STEP].view(np.complex64).reshape(count, size)


@lru_cache(maxsize=1)
def _library() -> ctypes.CDLL | None:
    """The libavutil that PyAV has loaded, where it is one whose interface is known."""
    for path in _candidates():
        try:
            library = ctypes.CDLL(str(path))
            library.avutil_version.restype = ctypes.c_uint
            library.av_tx_init.restype = ctypes.c_int
            library.av_tx_uninit.restype = None
        except (OSError, AttributeError):
            continue
        if library.avutil_version() >> 16 in _KNOWN_MAJORS:
            return library
    return None


def _candidates() -> list[Path]:
    home = Path(av.__file__).parent
    folders = (home.parent / "av.libs", home / ".dylibs")
    return sorted(path for folder in folders for path in folder.glob("libavutil*"))
