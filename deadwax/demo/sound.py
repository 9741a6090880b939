"""Makes the sound of a recipe and writes it in the form that it is delivered in."""

import hashlib
from pathlib import Path
from typing import Final

import av
import numpy as np
import soxr
from numpy.typing import NDArray

from deadwax.demo.ern_parts import WrittenFile
from deadwax.demo.plan import Format, Recipe
from detectors.training.decoders import decode
from detectors.training.synthesiser import synthesise

Sound = NDArray[np.float32]

RATE_HZ = 44_100
OPUS_RATE_HZ = 48_000
CHUNK = 1 << 20

# Format: (encoder, sample format, bit rate or None, options). The quick settings keep the demo short.
ENCODERS: Final[dict[Format, tuple[str, str, int | None, dict[str, str]]]] = {
    Format.FLAC: ("flac", "s16", None, {"compression_level": "3"}),
    Format.MP3: ("libmp3lame", "fltp", 192_000, {"compression_level": "9"}),
    Format.AAC: ("aac", "fltp", 192_000, {"aac_coder": "fast"}),
    Format.OPUS: ("libopus", "flt", 128_000, {"compression_level": "2"}),
    Format.WAV: ("pcm_s16le", "s16", None, {}),
}


def produce(recipe: Recipe, path: Path) -> WrittenFile:
    """Make the sound, write it to ``path`` and describe the file.

    A file that is there is whole, and is not made again: it gets its name when it is complete.
    """
    if not path.exists():
        unfinished = path.with_name(f".{path.name}")
        encode(sound(recipe), recipe.format, unfinished)
        unfinished.replace(path)
    rate_hz = OPUS_RATE_HZ if recipe.format is Format.OPUS else RATE_HZ
    digest = hashlib.md5(usedforsecurity=False)
    with path.open("rb") as file:
        while block := file.read(CHUNK):
            digest.update(block)
    return WrittenFile(path.name, digest.hexdigest(), rate_hz)


def sound(recipe: Recipe) -> Sound:
    """The recipe's sound at 44.1 kHz. Shape (2, samples)."""
    music = synthesise(recipe.seed, style=recipe.style, duration_s=recipe.duration_s, sample_rate_hz=RATE_HZ)
    if recipe.decoder and recipe.faults:
        music = decode(music, RATE_HZ, recipe.decoder, recipe.faults, recipe.seed)
    if recipe.speed != 1.0:
        faster = soxr.resample(np.ascontiguousarray(music.T), RATE_HZ * recipe.speed, RATE_HZ)
        music = np.ascontiguousarray(faster.T, dtype=np.float32)
    return np.clip(music, -1.0, 1.0)


def encode(music: Sound, form: Format, path: Path) -> None:
    """Write stereo sound of shape (2, samples) at 44.1 kHz."""
    name, sample_format, bit_rate, options = ENCODERS[form]
    rate_hz = OPUS_RATE_HZ if form is Format.OPUS else RATE_HZ
    with av.open(str(path), "w") as container:
        stream = container.add_stream(name, rate=rate_hz, options=options)
        stream.layout = "stereo"
        stream.format = sample_format
        if bit_rate:
            stream.bit_rate = bit_rate
        frame = av.AudioFrame.from_ndarray(
            _samples(music, sample_format), format=sample_format, layout="stereo"
        )
        frame.sample_rate = RATE_HZ
        for packet in stream.encode(frame):
            container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)


def _samples(music: Sound, sample_format: str) -> NDArray[np.generic]:
    """The sound as PyAV wants it: planar in two rows, interleaved in one."""
    if sample_format == "fltp":
        return np.ascontiguousarray(music)
    interleaved = np.ascontiguousarray(music.T).reshape(1, -1)
    if sample_format == "s16":
        return np.round(interleaved * np.float32(32_767)).astype(np.int16)
    return interleaved
