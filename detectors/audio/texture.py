"""Features of the sound's texture, from the shared short spectrogram. None where nothing was measured."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detectors.audio.levels import Levels
from detectors.audio.spectrogram import FrameStatistics
from detectors.audio.stereo import StereoStatistics

Features = dict[str, float | None]
FloatArray = NDArray[np.float64]

MFCCS = 13
STEREO_BANDS = ("low", "mid", "high")
_TINY = 1e-10
_SILENT_DB = 60.0


def texture_features(
    frames: FrameStatistics | None, stereo: StereoStatistics | None, levels: Levels
) -> Features:
    """All texture features by name. Frames 60 dB under the loudest are silence and do not count."""
    values: Features = dict.fromkeys(_NAMES)
    values |= {
        "silent_share": levels.silent,
        "clipped_share": levels.clipped,
        "digital_zero_share": levels.digital_zero,
    }
    if stereo is not None:
        values |= _stereo(stereo)
    if frames is None:
        return values
    level = 10.0 * np.log10(frames.energy.astype(np.float64) + _TINY)
    heard = level > level.max() - _SILENT_DB
    if heard.sum() < 2:  # noqa: PLR2004  no spread without two frames
        return values
    return values | _mel(frames.mel[heard]) | _frame(frames, heard, level[heard])


def _stereo(stereo: StereoStatistics) -> Features:
    values: Features = {}
    for i, band in enumerate(STEREO_BANDS):
        for name in ("coherence", "phase_spread", "side_mid_db"):
            value = float(getattr(stereo, name)[i])
            values[f"{name}_{band}"] = None if np.isnan(value) else value
    return values


def _mel(mel: NDArray[np.float32]) -> Features:
    """Features of the mel bands' power, which is lost."""
    # In place and in single precision: at this moment a worker needs most memory.
    level = mel
    level += np.float32(_TINY)
    np.log(level, out=level)
    level *= np.float32(10.0 / np.log(10.0))
    np.maximum(level, level.max() - 90.0, out=level)
    centred = level - level.mean(axis=1, keepdims=True, dtype=np.float64).astype(np.float32)
    squares = centred * centred
    spread = np.sqrt(squares.mean(axis=1, dtype=np.float64)) + _TINY
    skewness = np.einsum("ij,ij->i", squares, centred) / mel.shape[1] / spread**3
    kurtosis = np.einsum("ij,ij->i", squares, squares) / mel.shape[1] / spread**4
    cepstrum = level @ _cosines(mel.shape[1])
    over_time = level.std(axis=0, dtype=np.float64)
    values: Features = {
        "mel_skewness_mean": float(skewness.mean()),
        "mel_skewness_std": float(skewness.std()),
        "mel_kurtosis_mean": float(kurtosis.mean()),
        "mel_kurtosis_std": float(kurtosis.std()),
        "mel_movement_low": float(over_time[:16].mean()),
        "mel_movement_mid": float(over_time[16:32].mean()),
        "mel_movement_high": float(over_time[32:].mean()),
    }
    for i in range(MFCCS):
        values[f"mfcc_{i + 1}_mean"] = float(cepstrum[:, i].mean())
        values[f"mfcc_{i + 1}_std"] = float(cepstrum[:, i].std())
    return values


@lru_cache(maxsize=1)
def _cosines(bands: int) -> FloatArray:
    """The orthonormal discrete cosine transform (type 2) from bands to coefficients 1 to ``MFCCS``."""
    places = (np.arange(bands) + 0.5) * np.pi / bands
    return np.asarray(np.sqrt(2.0 / bands) * np.cos(np.outer(places, np.arange(1, MFCCS + 1))))


def _frame(frames: FrameStatistics, heard: NDArray[np.bool_], level: FloatArray) -> Features:
    low, high = np.percentile(level, [10, 95])
    values: Features = {"dynamics_db": float(high - low)}
    for name in ("centroid_hz", "bandwidth_hz", "rolloff_hz", "flux"):
        column = getattr(frames, name)[heard]
        values[f"{name}_mean"] = float(column.mean())
        values[f"{name}_std"] = float(column.std())
    for i, band in enumerate(STEREO_BANDS):
        column = frames.flatness[heard, i]
        values[f"flatness_{band}_mean"] = float(column.mean())
        values[f"flatness_{band}_std"] = float(column.std())
    return values


_NAMES = (
    *(f"{name}_{band}" for name in ("coherence", "phase_spread", "side_mid_db") for band in STEREO_BANDS),
    "mel_skewness_mean",
    "mel_skewness_std",
    "mel_kurtosis_mean",
    "mel_kurtosis_std",
    *(f"mel_movement_{band}" for band in STEREO_BANDS),
    *(f"mfcc_{i + 1}_{what}" for i in range(MFCCS) for what in ("mean", "std")),
    "dynamics_db",
    *(
        f"{n}_{what}"
        for n in ("centroid_hz", "bandwidth_hz", "rolloff_hz", "flux")
        for what in ("mean", "std")
    ),
    *(f"flatness_{band}_{what}" for band in STEREO_BANDS for what in ("mean", "std")),
)
