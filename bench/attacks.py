"""What people do to a recording before they deliver it again as their own."""

import io
from collections.abc import Iterator
from fractions import Fraction

import av
import numpy as np
import soxr
from numpy.typing import NDArray

Sound = NDArray[np.float32]

RATE_HZ = 44_100
SPEEDS = (0.90, 0.95, 0.98, 1.02, 1.05, 1.10)
PITCHES = (-2, -1, 1, 2)
TEMPOS = (0.90, 0.95, 1.05, 1.10)


def attacked(sound: Sound, seed: int) -> Iterator[tuple[str, Sound]]:
    """Each attack by name, and ``sound`` (mono at ``RATE_HZ``) after it."""
    length = len(sound)
    yield "MP3 64 kbit/s", coded(sound, "mp3", "libmp3lame", 64_000)
    yield "AAC 48 kbit/s", coded(sound, "adts", "aac", 48_000)
    yield "trim: first 15 % gone", sound[round(0.15 * length) :]
    yield "trim: middle 60 %", sound[round(0.2 * length) : round(0.8 * length)]
    rng = np.random.default_rng(seed)
    level = np.float32(np.sqrt(np.mean(sound**2)) * 0.1)
    yield "noise, 20 dB below", sound + level * rng.standard_normal(length, dtype=np.float32)
    bands = (("equalizer", "f=200:t=o:w=1:g=6"), ("equalizer", "f=2000:t=o:w=1:g=-6"))
    yield "EQ +6 dB low, -6 dB mid", filtered(sound, *bands)
    for speed in SPEEDS:
        yield f"speed {speed - 1:+.0%}", played(sound, speed)
    for semitones in PITCHES:
        ratio = 2.0 ** (semitones / 12.0)
        yield f"pitch {semitones:+d} semitones", stretched(played(sound, ratio), 1.0 / ratio)
    for tempo in TEMPOS:
        yield f"tempo {tempo - 1:+.0%}", stretched(sound, tempo)


def played(sound: Sound, speed: float) -> Sound:
    """Faster and higher, as a resampler does it."""
    return soxr.resample(sound, RATE_HZ * speed, RATE_HZ)


def stretched(sound: Sound, tempo: float) -> Sound:
    """Faster at the same pitch, by FFmpeg's atempo (overlap-add in the time domain)."""
    return filtered(sound, ("atempo", f"{tempo:.6f}"))


def filtered(sound: Sound, *filters: tuple[str, str]) -> Sound:
    """Through FFmpeg's filters, each with its arguments."""
    graph = av.filter.Graph()
    base = Fraction(1, RATE_HZ)
    last = graph.add_abuffer(sample_rate=RATE_HZ, format="flt", layout="mono", time_base=base)
    for name, arguments in (*filters, ("abuffersink", "")):
        node = graph.add(name, arguments)
        last.link_to(node)
        last = node
    graph.configure()
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound[None]), format="flt", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = RATE_HZ, 0, base
    graph.push(frame)
    graph.push(None)
    parts = []
    while True:
        try:
            parts.append(graph.pull().to_ndarray()[0].copy())
        except (av.FFmpegError, EOFError):
            return np.concatenate(parts)


def coded(sound: Sound, form: str, encoder: str, bit_rate: int) -> Sound:
    """Through an encoder, in stereo as deliveries are, and back."""
    file = io.BytesIO()
    with av.open(file, "w", format=form) as container:
        stream = container.add_stream(encoder, rate=RATE_HZ)
        stream.layout, stream.format, stream.bit_rate = "stereo", "fltp", bit_rate
        for start in range(0, len(sound), 8192):
            part = np.repeat(sound[None, start : start + 8192], 2, axis=0)
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(part), format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = RATE_HZ, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    file.seek(0)
    with av.open(file) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
