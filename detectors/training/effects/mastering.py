"""Equalisers, dynamics, noise and old media."""

import numpy as np
import scipy.signal
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d, uniform_filter1d

Samples = NDArray[np.float32]

_BLOCK_S = 0.005
_STFT, _OVERLAP = 2_048, 1_536
_BUZZ_TO_HZ = 9_000.0


def low_pass(samples: Samples, rate_hz: int, corner_hz: float) -> Samples:
    """A steep low-pass of eighth order."""
    sections = scipy.signal.butter(8, min(corner_hz, 0.45 * rate_hz), fs=rate_hz, output="sos")
    return np.asarray(scipy.signal.sosfilt(sections, samples, axis=0), dtype=np.float32)


def peak(samples: Samples, rate_hz: int, *, at_hz: float, gain_db: float, q: float = 1.0) -> Samples:
    """A bell of an equaliser (Bristow-Johnson's cookbook)."""
    a, w = 10 ** (gain_db / 40), 2 * np.pi * min(at_hz, 0.45 * rate_hz) / rate_hz
    alpha = np.sin(w) / (2 * q)
    top = np.array([1 + alpha * a, -2 * np.cos(w), 1 - alpha * a])
    bottom = np.array([1 + alpha / a, -2 * np.cos(w), 1 - alpha / a])
    return np.asarray(scipy.signal.lfilter(top, bottom, samples, axis=0), dtype=np.float32)


def compressed(samples: Samples, rate_hz: int, *, threshold_db: float, ratio: float) -> Samples:
    """Levels above the threshold (dB below the peak) grow only 1 / ratio as fast; then back to the peak."""
    was = max(float(np.abs(samples).max(initial=0.0)), 1e-9)
    block = max(1, round(_BLOCK_S * rate_hz))
    level = np.sqrt(uniform_filter1d((samples**2).mean(axis=1), 4 * block)[::block])
    over_db = np.maximum(20 * np.log10(np.maximum(level / was, 1e-6)) - threshold_db, 0.0)
    cut_db = uniform_filter1d(over_db * (1 / ratio - 1), 12)
    gain = np.interp(np.arange(len(samples)), np.arange(len(cut_db)) * block, 10 ** (cut_db / 20))
    out = samples * gain.astype(np.float32)[:, None]
    return np.asarray(out * (was / max(float(np.abs(out).max(initial=0.0)), 1e-9)), dtype=np.float32)


def limited(samples: Samples, rate_hz: int, *, push_db: float, ceiling: float = 0.97) -> Samples:
    """Louder by ``push_db`` and held under the ceiling with a look-ahead of 5 ms."""
    pushed = samples * np.float32(10 ** (push_db / 20))
    width = max(3, round(_BLOCK_S * rate_hz))
    peaks = maximum_filter1d(np.abs(pushed).max(axis=1), 2 * width)
    gain = uniform_filter1d(np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9)), width)
    return np.asarray(np.clip(pushed * gain[:, None], -ceiling, ceiling), dtype=np.float32)


def widened(samples: Samples, factor: float) -> Samples:
    """The difference of the channels times ``factor``."""
    if samples.shape[1] == 1:
        return samples
    mid = samples.mean(axis=1, keepdims=True)
    return np.asarray(mid + np.float32(factor) * (samples - mid), dtype=np.float32)


def denoised(samples: Samples, rate_hz: int, *, floor_db: float, residue: float) -> Samples:
    """Spectral gating: what is within ``floor_db`` of each band's quietest is turned down to ``residue``."""
    out = []
    for channel in samples.T:
        _, _, bins = scipy.signal.stft(channel, rate_hz, nperseg=_STFT, noverlap=_OVERLAP)
        level = np.abs(bins)
        floor = np.quantile(level, 0.1, axis=1, keepdims=True) * 10 ** (floor_db / 20)
        kept = np.where(level > floor, 1.0, residue)
        _, sound = scipy.signal.istft(bins * kept, rate_hz, nperseg=_STFT, noverlap=_OVERLAP)
        out.append(sound[: len(channel)])
    return np.asarray(np.stack(out, axis=1), dtype=np.float32)


def noisy(samples: Samples, snr_db: float, rng: np.random.Generator) -> Samples:
    """White noise at ``snr_db`` below the sound's level."""
    level = np.sqrt(np.mean(samples**2)) * 10 ** (-snr_db / 20)
    noise = rng.standard_normal(samples.shape, dtype=np.float32)
    return np.asarray(samples + np.float32(level) * noise, dtype=np.float32)


def hum(samples: Samples, rate_hz: int, *, mains_hz: float, level_db: float, fall: float) -> Samples:
    """Mains hum and a rectifier's buzz, exactly steady; harmonic k is k^-fall as strong, up to 9 kHz.

    ``mains_hz`` counts in whole hertz.
    """
    orders = np.arange(1, int(min(_BUZZ_TO_HZ, 0.45 * rate_hz) / mains_hz) + 1)
    # Mains at whole hertz comes round every second: one second is made, from its lines, and repeated.
    lines = np.zeros(rate_hz // 2 + 1, dtype=np.complex128)
    lines[orders * round(mains_hz)] = orders.astype(np.float64) ** -fall * np.exp(1j * orders)
    second = np.fft.irfft(lines, rate_hz)
    second *= np.sqrt(np.mean(samples**2)) * 10 ** (level_db / 20) / np.sqrt(np.mean(second**2))
    whole = np.resize(second, len(samples)).astype(np.float32)
    return np.asarray(samples + whole[:, None], dtype=np.float32)


def old_mono(samples: Samples, rate_hz: int, *, band_hz: float, rng: np.random.Generator) -> Samples:
    """An old disc: one channel, a narrow band, hiss and crackle."""
    mono = low_pass(samples.mean(axis=1, keepdims=True), rate_hz, band_hz)
    mono = noisy(mono, float(rng.uniform(18, 35)), rng)
    clicks = rng.random(len(mono)) < 20 / rate_hz
    level = np.float32(0.3 * np.abs(mono).max(initial=0.0))
    mono[clicks, 0] += level * rng.standard_normal(int(clicks.sum()), dtype=np.float32)
    return mono
