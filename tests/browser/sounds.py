"""Sounds for the page: music of the project's own synthesiser, plain or through a simulated decoder."""

import wave
from pathlib import Path

import numpy as np

from detectors.training.decoder_families import FAMILIES
from detectors.training.decoders import DecoderFaults, decode
from detectors.training.synthesiser import synthesise

RATE_HZ = 44_100
SECONDS = 24.0


def write_sound(path: Path, seed: int, decoder: str | None = None) -> Path:
    """Write 24 seconds of music as a WAV file, passed through the named decoder where one is given."""
    music = synthesise(seed, duration_s=SECONDS, sample_rate_hz=RATE_HZ)
    if decoder is not None:
        family = next(family for family in FAMILIES if family.name == decoder)
        music = decode(music, RATE_HZ, family, DecoderFaults(bias=0.02), seed)
    samples = (np.clip(music, -1.0, 1.0).T * 32_767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples.tobytes())
    return path
