"""Hard negatives: no neural network was near, and yet something in them is like a decoder's trace."""

from collections.abc import Callable

import numpy as np

from detectors.training.delivery_chain import through_codec
from detectors.training.effects import delays, mastering, stretching, voices
from detectors.training.simulation.piece import Piece, Samples

Generator = np.random.Generator
Treatment = Callable[[Piece, Generator], Piece]

_PLAIN = 0.45
"""The share that is not treated: music alone, before its delivery chain."""


def treated(piece: Piece, rng: Generator) -> tuple[Piece, str]:
    """A piece as it is, or after one of the treatments; and the treatment's name."""
    if rng.random() < _PLAIN:
        return piece, "plain"
    name = str(rng.choice(list(TREATMENTS)))
    return TREATMENTS[name](piece, rng), name


def _samples(change: Callable[[Samples, int, Generator], Samples]) -> Treatment:
    """A treatment that keeps the rate."""
    return lambda piece, rng: piece.with_samples(change(piece.samples, piece.rate_hz, rng))


def _coded(piece: Piece, codec: str, kbps: int) -> Piece:
    sound, rate = through_codec(piece.samples, piece.rate_hz, codec, kbps)
    return Piece(sound, rate, piece.source, piece.song, piece.vocals)


def _mp3(piece: Piece, rng: Generator) -> Piece:
    return _coded(piece, "mp3", int(rng.choice((48, 64))))


def _narrow_aac(piece: Piece, rng: Generator) -> Piece:
    mono = piece.samples.mean(axis=1, keepdims=True)
    narrow = mastering.low_pass(mono, piece.rate_hz, float(rng.uniform(5_000, 10_000)))
    return _coded(piece.with_samples(narrow), "aac", int(rng.choice((64, 96, 128))))


def _twice(piece: Piece, rng: Generator) -> Piece:
    first, second = rng.choice(("mp3", "aac", "opus", "vorbis"), 2)
    once = _coded(piece, str(first), int(rng.choice((64, 96, 128))))
    return _coded(once, str(second), int(rng.choice((96, 128, 192))))


def _echo(x: Samples, rate: int, rng: Generator) -> Samples:
    count = int(rng.integers(1, 4))
    delays_s = rng.uniform(0.004, 0.04, count) if rng.random() < 0.6 else rng.uniform(0.08, 0.4, count)  # noqa: PLR2004  odds
    return delays.echo(x, rate, tuple((float(d), float(rng.uniform(0.2, 0.8))) for d in delays_s))


def _flanger(x: Samples, rate: int, rng: Generator) -> Samples:
    return delays.flanger(
        x,
        rate,
        delay_s=float(rng.uniform(0.001, 0.025)),
        depth=float(rng.uniform(0.02, 0.9)),
        cycle_s=float(rng.uniform(0.5, 10)),
        gain=float(rng.uniform(0.4, 0.95)),
    )


def _stretch(x: Samples, rate: int, rng: Generator) -> Samples:
    factor = float(rng.uniform(0.85, 1.18))
    return stretching.tempo(x, rate, factor) if rng.random() < 0.5 else stretching.vocoder_tempo(x, factor)  # noqa: PLR2004  odds


def _pitch(x: Samples, rate: int, rng: Generator) -> Samples:
    return stretching.pitch(x, rate, float(rng.choice((-3, -2, -1, 1, 2, 3))))


def _vocoder(x: Samples, rate: int, rng: Generator) -> Samples:
    wet = float(rng.uniform(0.2, 0.7))
    return voices.channel_vocoder(x, rate, pitch_hz=float(rng.uniform(55, 220)), wet=wet)


def _robot(x: Samples, rate: int, rng: Generator) -> Samples:
    return voices.robot(x, hop=int(rng.integers(rate // 250, rate // 70)), wet=float(rng.uniform(0.05, 0.4)))


def _old(x: Samples, rate: int, rng: Generator) -> Samples:
    return mastering.old_mono(x, rate, band_hz=float(rng.uniform(4_500, 8_000)), rng=rng)


def _hum(x: Samples, rate: int, rng: Generator) -> Samples:
    return mastering.hum(
        x,
        rate,
        mains_hz=float(rng.choice((50.0, 60.0, 100.0, 120.0))),
        level_db=float(rng.uniform(-50, -25)),
        fall=float(rng.uniform(0.5, 1.5)),
    )


def _remaster(x: Samples, rate: int, rng: Generator) -> Samples:
    for at_hz in rng.uniform(80, 14_000, 4):
        x = mastering.peak(
            x, rate, at_hz=float(at_hz), gain_db=float(rng.uniform(-5, 5)), q=float(rng.uniform(0.5, 3))
        )
    x = mastering.compressed(
        x, rate, threshold_db=float(rng.uniform(-24, -10)), ratio=float(rng.uniform(1.5, 6))
    )
    x = mastering.widened(x, float(rng.uniform(0.7, 1.6)))
    return mastering.limited(x, rate, push_db=float(rng.uniform(0, 9)))


def _denoise(x: Samples, rate: int, rng: Generator) -> Samples:
    clean = mastering.denoised(
        x, rate, floor_db=float(rng.uniform(6, 18)), residue=float(rng.uniform(0.03, 0.3))
    )
    return _remaster(clean, rate, rng)


TREATMENTS: dict[str, Treatment] = {
    "MP3 at 48 or 64 kb/s": _mp3,
    "AAC on a narrow band": _narrow_aac,
    "two codecs": _twice,
    "echo": _samples(_echo),
    "flanger or chorus": _samples(_flanger),
    "time stretch": _samples(_stretch),
    "pitch shift": _samples(_pitch),
    "channel vocoder": _samples(_vocoder),
    "robot voice": _samples(_robot),
    "old mono": _samples(_old),
    "mains hum": _samples(_hum),
    "remaster": _samples(_remaster),
    "denoised remaster": _samples(_denoise),
}
"""By name, as manifests and reports say it."""
