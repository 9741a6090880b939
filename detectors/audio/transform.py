"""The complex Fourier transform that every spectrum is made of."""

import ctypes
from functools import lru_cache
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from detectors.audio.far import call_rows
from detectors.audio.split import halve, interleave, places, turns

ComplexArray = NDArray[np.complex64]

_ALIGNED = 64
_FLOAT_FFT = 0
_STEP = 8
_KNOWN_MAJORS = range(57, 61)
_LONGEST = 1 << 17


class Transform:
    """Forward complex transforms of ``size`` points (a power of two), single precision.

    FFmpeg's ``av_tx`` (public in libavutil, which PyAV brings) takes a third to a half of the time that
    numpy takes; where it cannot be found numpy does the same. It has no fast way beyond 131,072 points:
    longer transforms are halved first, and lose what is in ``frames``. Not for two threads at once.
    """

    def __init__(self, size: int, *, native: bool = True) -> None:
        self.size = size
        self._parts = max(1, size // _LONGEST)
        usable = native and _library() is not None
        self._native = _Native(size // self._parts) if usable else None

    @property
    def native(self) -> bool:
        """Whether FFmpeg's transform is used."""
        return self._native is not None

    def run(self, frames: ComplexArray, spectra: ComplexArray, count: int) -> None:
        """Transform the first ``count`` rows of ``frames`` into ``spectra``, both made by :func:`rows`."""
        if self._native is None:
            spectra[:count] = np.fft.fft(frames[:count], axis=1)
        elif self._parts == 1:
            self._native.run(frames, spectra, count)
        else:
            for row in range(count):
                self._run_long(self._native, frames[row], spectra[row])

    def _run_long(self, native: "_Native", frame: ComplexArray, spectrum: ComplexArray) -> None:
        plain, length = frame.view(np.float32), self.size
        while length > _LONGEST:
            coarse, fine = turns(length)
            for start in range(0, self.size, length):
                halve(plain, start, length, coarse, fine)
            length //= 2
        part = rows(1, length)
        for i, first in enumerate(places(self._parts)):
            native.run(frame[i * length :].reshape(-1, length), part, 1)
            interleave(part[0].view(np.float32), spectrum.view(np.float32), first, self._parts)


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
