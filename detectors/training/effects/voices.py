"""Vocoders of the studio: a voice made of a synthesiser, and a robot's."""

from itertools import pairwise

import numpy as np
import scipy.signal
from numpy.typing import NDArray

Samples = NDArray[np.float32]

_BANDS = 16
_FOLLOW_HZ = 40.0
_SIZE = 1_024


def channel_vocoder(samples: Samples, rate_hz: int, *, pitch_hz: float, wet: float) -> Samples:
    """A sawtooth at ``pitch_hz`` that follows the sound's levels in sixteen bands (Dudley 1939)."""
    mono = samples.mean(axis=1)
    time = np.arange(len(mono)) * (pitch_hz / rate_hz)
    carrier = (2.0 * (time % 1.0) - 1.0).astype(np.float32)
    edges = np.geomspace(90.0, 0.42 * rate_hz, _BANDS + 1)
    smooth = scipy.signal.butter(1, _FOLLOW_HZ, fs=rate_hz, output="sos")
    made = np.zeros_like(mono)
    for low, high in pairwise(edges):
        band = scipy.signal.butter(2, (low, high), "bandpass", fs=rate_hz, output="sos")
        level = scipy.signal.sosfilt(smooth, np.abs(scipy.signal.sosfilt(band, mono)))
        made += (scipy.signal.sosfilt(band, carrier) * level).astype(np.float32)
    return _mixed(samples, made, wet)


def robot(samples: Samples, *, hop: int, wet: float) -> Samples:
    """Every frame with all phases at zero: one pitch, the sample rate over ``hop``, whatever is sung."""
    window = np.hanning(_SIZE).astype(np.float32)
    mono = np.pad(samples.mean(axis=1), (0, _SIZE))
    starts = np.arange(0, len(mono) - _SIZE, hop)
    frames = np.fft.rfft(mono[starts[:, None] + np.arange(_SIZE)] * window)
    voices = np.fft.fftshift(np.fft.irfft(np.abs(frames)), axes=1).astype(np.float32) * window
    made = np.zeros_like(mono)
    for start, frame in zip(starts, voices, strict=True):
        made[start : start + _SIZE] += frame
    return _mixed(samples, made[: len(samples)], wet)


def _mixed(samples: Samples, made: Samples, wet: float) -> Samples:
    """``wet`` of what was made, at the level of the sound itself, and the rest of the sound."""
    level = np.sqrt(np.mean(samples**2)) / max(float(np.sqrt(np.mean(made**2))), 1e-9)
    return np.asarray((1 - wet) * samples + np.float32(wet * level) * made[:, None], dtype=np.float32)
