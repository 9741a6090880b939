"""Times decoding and the whole audio analysis on three-minute files that it makes itself.

usage: python -m bench.throughput [--seconds 180] [--repeats 5] [--no-peer]

Prints CPU seconds of one process (medians over the repeats; every repeat times all ways one after the
other), the ratio of everything to decoding alone, the peak memory of a worker process and what that makes
in tracks a day on two cores. Beside it, if librosa is installed, a plain script on top of it.
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
from detectors.audio.far_side import hear
from detectors.audio.heard import heard_in_process
from detectors.models.scorer import Scorer
from runtime.workers import WorkerPool

RATE = 44_100
CORES = 2
PEER_READS = ("FLAC", "MP3")
"""What librosa reads without a program of FFmpeg's beside it."""
TARGET = 1_000_000
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


def worker_megabytes(path: Path) -> float:
    """The peak resident memory of a worker that has listened to ``path`` three times."""
    with WorkerPool(1) as pool:
        for _ in range(3):
            pool.call(hear, str(path), 3600.0, True)
        status = Path(f"/proc/{pool.call(os.getpid)}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024.0


def timed(ways: dict[str, Callable[[], object]], repeats: int) -> dict[str, list[float]]:
    """The CPU seconds of each way in each repeat, after one call each to warm up."""
    for way in ways.values():
        way()
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeats):
        for name, way in ways.items():
            start = time.process_time()
            way()
            spent[name].append(time.process_time() - start)
    return spent


def peer() -> Callable[[Path], object] | None:
    """The plain librosa script, where librosa is installed."""
    try:
        from bench.librosa_features import features  # noqa: PLC0415  a peer, no dependency
    except ImportError:
        return None
    return features


def line(name: str, path: Path, repeats: int, scorer: Scorer, plain: Callable[[Path], object] | None) -> str:
    """One format's line of the table."""
    ways: dict[str, Callable[[], object]] = {
        "decode": lambda: decode(path),
        "listen": lambda: scorer.score(heard_in_process(path).features),
    }
    if plain is not None and name in PEER_READS:
        ways["peer"] = lambda: plain(path)
    spent = timed(ways, repeats)
    middle = {way: statistics.median(times) for way, times in spent.items()}
    pairs = zip(spent["listen"], spent["decode"], strict=True)
    ratio = statistics.median(listen / decoding for listen, decoding in pairs)
    a_day = CORES * 86_400 / middle["listen"]
    text = (
        f"{name:8}{middle['decode']:8.3f}{middle['listen']:10.3f}{ratio:8.2f}{worker_megabytes(path):11.0f}"
    )
    text += f"{a_day:13,.0f}{a_day / TARGET:9.0%}"
    if "peer" in middle:
        text += f"{middle['peer']:12.3f}{middle['peer'] / middle['listen']:9.1f} x"
    return text


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=180.0)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--no-peer", action="store_true")
    options = parser.parse_args()
    samples = sound(options.seconds)
    scorer, plain = Scorer.load("ai"), None if options.no_peer else peer()
    print(f"{options.seconds:.0f} s of stereo at {RATE} Hz; CPU seconds of one process, one thread")
    print(f"medians of {options.repeats} runs; tracks a day on {CORES} cores, a process each")
    print("listen: every feature, the fingerprint, the score; target: a million tracks a day")
    head = "format    decode    listen   ratio  worker MB   tracks/day   target"
    print(head + ("     librosa  / listen" if plain is not None else ""))
    with tempfile.TemporaryDirectory() as folder, threadpool_limits(1):
        for name in FORMATS:
            path = Path(folder) / f"track.{name.lower()}"
            write(path, samples, name)
            print(line(name, path, options.repeats, scorer, plain), flush=True)


if __name__ == "__main__":
    main()
