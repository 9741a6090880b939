"""Times decoding and the whole audio analysis on three-minute files that it makes itself.

usage: python -m bench.throughput [--seconds 180] [--repeats 5]

Prints CPU seconds of one process (medians over the repeats) and what that makes in tracks a day.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
from threadpoolctl import threadpool_limits

from detectors.audio.decoding.decode import Recording
from detectors.audio.heard import heard_in_process
from detectors.models.scorer import Scorer

RATE = 44_100
FORMATS = {
    "FLAC": ("flac", "flac", "s16", 0),
    "MP3": ("mp3", "libmp3lame", "fltp", 192),
    "AAC": ("mp4", "aac", "fltp", 256),
}


def sound(seconds: float) -> np.ndarray:
    """Stereo noise, tones and beats that fill the band: nothing that compresses to nothing."""
    rng = np.random.default_rng(1)
    t = np.arange(int(seconds * RATE)) / RATE
    beat = np.exp(-8.0 * (t % 0.52))
    tones = sum(np.sin(2 * np.pi * f * t) / f for f in (110.0, 277.2, 440.0, 1318.5, 3520.0)) * 30.0
    noise = rng.standard_normal((len(t), 2)) * 0.2
    return np.asarray(0.2 * (noise * beat[:, None] + tones[:, None] * 0.5), dtype=np.float32)


def write(path: Path, samples: np.ndarray, name: str) -> None:
    """Encode ``samples`` into ``path``."""
    container_name, codec, sample_format, kbps = FORMATS[name]
    with av.open(str(path), "w", format=container_name) as container:
        stream = container.add_stream(codec, rate=RATE)
        stream.layout, stream.format = "stereo", sample_format
        if kbps:
            stream.bit_rate = kbps * 1000
        for start in range(0, len(samples), 4096):
            part = samples[start : start + 4096]
            data = (
                part.T if sample_format == "fltp" else np.round(part * 32767).astype(np.int16).reshape(1, -1)
            )
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(data), format=sample_format, layout="stereo"
            )
            frame.sample_rate, frame.pts = RATE, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def decode(path: Path) -> None:
    """Read every block and let it go."""
    with Recording(path) as recording:
        for _ in recording.blocks():
            pass


def timed(call: Callable[[], object], repeats: int) -> float:
    """The median CPU seconds of ``call`` over the repeats, after one call to warm up."""
    call()
    spent = []
    for _ in range(repeats):
        start = time.process_time()
        call()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=180.0)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    samples = sound(options.seconds)
    scorer = Scorer.load("ai")
    cores = os.cpu_count() or 1
    print(f"{options.seconds:.0f} s of stereo at {RATE} Hz; CPU seconds of one process, one thread")
    print(f"medians of {options.repeats} runs; tracks a day on {cores} idle cores, a process each")
    print("format    decode    listen   ratio     score  x real time    tracks/day")
    with tempfile.TemporaryDirectory() as folder, threadpool_limits(1):
        for name in FORMATS:
            path = Path(folder) / f"track.{name.lower()}"
            write(path, samples, name)
            decoding = timed(lambda p=path: decode(p), options.repeats)
            listening = timed(lambda p=path: heard_in_process(p), options.repeats)
            features = heard_in_process(path).features
            scoring = timed(lambda f=features: scorer.score(f), options.repeats * 10)
            total = listening + scoring
            print(
                f"{name:8}{decoding:8.3f}{listening:10.3f}{listening / decoding:8.1f}{scoring * 1000:8.2f}ms"
                f"{options.seconds / total:13.0f}{cores * 86_400 / total:14,.0f}"
            )


if __name__ == "__main__":
    main()
