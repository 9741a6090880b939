"""What a sound gives away by itself: steady noise, silence around it, one loop over and over."""

from collections.abc import Sequence

import numpy as np
from scipy.ndimage import uniform_filter1d

from contracts.evidence import AudioExhibit
from contracts.features.content import CONTENT_FEATURES
from detectors.delivery import Values
from detectors.duplicates.fingerprint import Fingerprint
from detectors.duplicates.gate import Gate
from detectors.duplicates.image import ROWS_PER_S, Image
from detectors.duplicates.signature import signs

SILENCE = 10.0 ** (-60.0 / 20.0)
PAID_S = 30.0
_SHORTEST_S = 12.0
_SHORTEST_LOOP_S = 1.0
_TRIED = 5
_AROUND = 8
_AGREES = 0.8
"""Repeated by copying, bits agree to 0.86 and more; of music played again or varied, seldom for long."""


def content_features(fingerprint: Fingerprint | None, exhibit: AudioExhibit | None) -> Values:
    """Every feature of ``contracts.features.content`` that one recording shows by itself.

    ``slice_joins`` needs the tracks before it and is missing here.
    """
    values: Values = {spec.name: None for spec in CONTENT_FEATURES}
    if exhibit is not None and exhibit.waveform:
        around = edge_silence_s(exhibit.waveform, exhibit.duration_s)
        padded = exhibit.duration_s >= PAID_S > exhibit.duration_s - around
        values |= {"edge_silence_s": around, "padded_past_30_s": float(padded)}
    if fingerprint is not None and fingerprint.gate is not Gate.SHORT:
        values["steady_noise"] = float(fingerprint.gate is Gate.NOISE)
    if fingerprint is not None and len(fingerprint.image) >= _SHORTEST_S * ROWS_PER_S:
        share, lag_s = loop(fingerprint.image)
        values |= {"loop_share": share, "loop_s": lag_s}
    return values


def edge_silence_s(waveform: Sequence[float], duration_s: float) -> float:
    """Seconds before the first and after the last peak over -60 dBFS; all of them where there is none."""
    sounding = np.flatnonzero(np.asarray(waveform) >= SILENCE)
    if not len(sounding):
        return duration_s
    silent = int(sounding[0]) + len(waveform) - 1 - int(sounding[-1])
    return silent / len(waveform) * duration_s


def loop(image: Image) -> tuple[float, float]:
    """Which share of the rows comes again unchanged after which time (s); (0, 0) where nothing does.

    The time is one loop or several: rows lie a quarter of a second apart, and a loop whose length is no
    multiple of that agrees best where several of them are. The recording has to hold it twice.
    """
    bits = signs(image.astype(np.float32))
    rows = len(bits)
    lags = np.arange(max(1, round(_SHORTEST_LOOP_S * ROWS_PER_S)), rows // 2)
    if not len(lags):
        return 0.0, 0.0
    size = 1 << (2 * rows - 1).bit_length()
    power = (np.abs(np.fft.rfft(bits, size, axis=0)) ** 2).sum(axis=1)
    agreed = np.fft.irfft(power, size)[lags] / (rows - lags)
    best = (0.0, 0.0)
    for lag in lags[np.argsort(-agreed)[:_TRIED]]:
        local = uniform_filter1d((bits[lag:] * bits[:-lag]).mean(axis=1), _AROUND)
        best = max(best, (float((local >= _AGREES).mean()), float(lag / ROWS_PER_S)))
    return best if best[0] > 0 else (0.0, 0.0)
