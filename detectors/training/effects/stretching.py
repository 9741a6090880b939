"""Another tempo at the same pitch, another pitch at the same tempo, and both at once."""

import numpy as np
import scipy.fft
import soxr
from numpy.typing import NDArray
from scipy.signal.windows import hann

Samples = NDArray[np.float32]

_SIZE, _HOP = 2_048, 512
_FRAME_S, _SEEK_S = 0.04, 0.012


def speed(samples: Samples, rate_hz: int, factor: float) -> Samples:
    """Play faster above 1, as a turntable does: pitch and tempo together."""
    return np.asarray(soxr.resample(samples, rate_hz * factor, rate_hz, quality="HQ"), dtype=np.float32)


def pitch(samples: Samples, rate_hz: int, semitones: float) -> Samples:
    """Another pitch at about the same length: a phase vocoder's stretch, played at another speed."""
    factor = 2.0 ** (semitones / 12)
    return speed(vocoder_tempo(samples, 1 / factor), rate_hz, factor)


def vocoder_tempo(samples: Samples, factor: float) -> Samples:
    """Shorter above 1, by a phase vocoder (Flanagan and Golden 1966) of 2048 points."""
    if len(samples) < 2 * _SIZE:
        return samples
    channels = [_vocoded(samples[:, c], factor) for c in range(samples.shape[1])]
    return np.stack(channels, axis=1)


def _vocoded(channel: Samples, factor: float) -> Samples:
    window = hann(_SIZE, sym=False).astype(np.float32)
    starts = np.arange(0, len(channel) - _SIZE - _HOP, _HOP * factor)
    places = np.rint(starts).astype(int)
    frame = np.arange(_SIZE)
    now = scipy.fft.rfft(channel[places[:, None] + frame] * window)
    later = scipy.fft.rfft(channel[places[:, None] + _HOP + frame] * window)
    # Each frame goes on from the last one by the phase that the sound itself gains in one hop.
    turned = np.angle(now).astype(np.float64)
    phase = np.cumsum(np.concatenate([turned[:1], (np.angle(later) - turned)[:-1]]), axis=0) % (2 * np.pi)
    frames = scipy.fft.irfft(np.abs(now) * np.exp(1j * phase.astype(np.float32))) * window
    return _overlapped(frames, window)


def _overlapped(frames: Samples, window: Samples) -> Samples:
    out = np.zeros((len(frames) - 1) * _HOP + _SIZE, dtype=np.float32)
    weight = np.zeros_like(out)
    for k in range(_SIZE // _HOP):
        # Every fourth frame does not overlap the one before, so they lie end to end.
        part = frames[k :: _SIZE // _HOP]
        first, size = k * _HOP, part.size
        out[first : first + size] += part.ravel()
        weight[first : first + size] += np.tile(window**2, len(part))
    # At the ends few frames overlap: dividing by little would make clicks there.
    return np.asarray(out / np.maximum(weight, 0.5), dtype=np.float32)


def tempo(samples: Samples, rate_hz: int, factor: float) -> Samples:
    """Shorter above 1, by pieces of the sound put where they fit (WSOLA, Verhelst and Roelands 1993)."""
    size = round(_FRAME_S * rate_hz) // 2 * 2
    half, seek = size // 2, round(_SEEK_S * rate_hz)
    if len(samples) < 4 * size:
        return samples
    mono = samples.mean(axis=1)
    fade = hann(size, sym=False).astype(np.float32)[:, None]
    steps = int((len(samples) - size - seek - half) / (half * factor))
    out = np.zeros((steps * half + half, samples.shape[1]), dtype=np.float32)
    last = 0
    for step in range(steps):
        wanted = int(step * half * factor)
        place = wanted if step == 0 else _best(mono, last + half, max(0, wanted - seek), wanted + seek, half)
        out[step * half : step * half + size] += fade * samples[place : place + size]
        last = place
    return out


def _best(mono: Samples, follow: int, low: int, high: int, length: int) -> int:
    """Where in ``low … high`` the sound goes on most like it would have from ``follow``."""
    target = mono[follow : follow + length : 4]
    likeness = np.correlate(mono[low : high + length : 4], target, "valid")
    return min(low + 4 * int(np.argmax(likeness)), high)
