"""What a plain script on top of librosa does to a track: load it, then one feature after the other.

Only for comparison in bench.throughput; librosa is no dependency of Deadwax.
"""

from pathlib import Path

import librosa
import numpy as np
from numpy.typing import NDArray


def features(path: Path) -> dict[str, float]:
    """Means and spreads of librosa's usual features, at its usual 22,050 Hz in mono."""
    sound, rate = librosa.load(path, sr=22_050, mono=True)
    spectrum = np.abs(librosa.stft(sound))
    tempo, _ = librosa.beat.beat_track(y=sound, sr=rate)
    tables: dict[str, NDArray[np.floating]] = {
        "mfcc": librosa.feature.mfcc(y=sound, sr=rate, n_mfcc=13),
        "chroma": librosa.feature.chroma_stft(S=spectrum**2, sr=rate),
        "contrast": librosa.feature.spectral_contrast(S=spectrum, sr=rate),
        "centroid": librosa.feature.spectral_centroid(S=spectrum, sr=rate),
        "bandwidth": librosa.feature.spectral_bandwidth(S=spectrum, sr=rate),
        "rolloff": librosa.feature.spectral_rolloff(S=spectrum, sr=rate),
        "flatness": librosa.feature.spectral_flatness(S=spectrum),
        "zero_crossings": librosa.feature.zero_crossing_rate(sound),
        "rms": librosa.feature.rms(S=spectrum),
        "tempo": np.atleast_2d(tempo),
    }
    values: dict[str, float] = {}
    for name, table in tables.items():
        for i, line in enumerate(np.atleast_2d(table)):
            values[f"{name}_{i}_mean"], values[f"{name}_{i}_std"] = float(line.mean()), float(line.std())
    return values
