"""Sounds made for tests."""

import io
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]


def music(seconds: float = 12.0, rate: int = 44_100, channels: int = 2, seed: int = 1) -> Samples:
    """Full-band sound with notes that change every 0.31 s: nothing in it is evenly spaced."""
    rng = np.random.default_rng(seed)
    n = int(seconds * rate)
    t = np.arange(n) / rate
    sound = rng.standard_normal((n, channels)) * 0.02
    step = int(0.31 * rate)
    for start in range(0, n, step):
        part = t[start : start + step]
        for pitch in rng.uniform(80, 900, 3):
            harmonics = np.arange(1, min(25, int(0.4 * rate / pitch)))
            wave = (np.sin(2 * np.pi * pitch * np.outer(part, harmonics)) / harmonics**1.3).sum(axis=1)
            sound[start : start + step] += 0.05 * wave[:, None]
    return (sound / np.abs(sound).max() * 0.7).astype(np.float32)


def with_lines(sound: Samples, spacing: float, rate: int = 44_100, level: float = 5e-4) -> Samples:
    """``sound`` with steady lines at the multiples of ``spacing``, as decoders leave them."""
    spectrum = np.zeros(len(sound) // 2 + 1, dtype=np.complex128)
    multiples = np.arange(1, int(min(16_500, 0.45 * rate) / spacing)) * spacing
    phases = np.random.default_rng(5).uniform(0, 2 * np.pi, len(multiples))
    spectrum[np.rint(multiples * len(sound) / rate).astype(int)] = np.exp(1j * phases) * len(sound) / 2
    lines = np.fft.irfft(spectrum, len(sound))
    return (sound + level * lines[:, None]).astype(np.float32)


def blocks(sound: Samples, size: int = 32_768) -> list[Samples]:
    return [sound[i : i + size] for i in range(0, len(sound), size)]


CODECS = {
    "wav": ("wav", "pcm_s16le", "s16"),
    "flac": ("flac", "flac", "s16"),
    "mp3": ("mp3", "libmp3lame", "fltp"),
    "aac": ("adts", "aac", "fltp"),
    "m4a": ("mp4", "aac", "fltp"),
    "alac": ("mp4", "alac", "s16p"),
    "opus": ("ogg", "libopus", "flt"),
    "ogg": ("ogg", "vorbis", "fltp"),
    "aiff": ("aiff", "pcm_s16be", "s16"),
    "mka": ("matroska", "flac", "s16"),
}


def encoded(sound: Samples, kind: str, rate: int = 44_100) -> bytes:
    """``sound`` as a file's bytes."""
    container_name, codec, sample_format = CODECS[kind]
    rate = 48_000 if kind == "opus" else rate
    buffer = io.BytesIO()
    layout = "mono" if sound.shape[1] == 1 else "stereo"
    with av.open(buffer, "w", format=container_name) as container:
        stream = container.add_stream(codec, rate=rate, options={"strict": "-2"} if kind == "ogg" else {})
        stream.layout = layout
        stream.format = sample_format
        if "pcm" not in codec and codec not in ("flac", "alac"):
            stream.bit_rate = 192_000
        size = stream.codec_context.frame_size or 4096
        for start in range(0, len(sound), size):
            part = sound[start : start + size]
            if sample_format.startswith("s16"):
                part = np.round(part * 32767).astype(np.int16)
            data = part.T if sample_format.endswith("p") else part.reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(data), format=sample_format, layout=layout
            )
            frame.sample_rate = rate
            frame.pts = start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return buffer.getvalue()


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
