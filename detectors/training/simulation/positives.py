"""Music through a simulated neural decoder."""

from collections.abc import Callable

import numpy as np

from detectors.training.decoder_families import FAMILIES, DecoderFamily, random_family
from detectors.training.decoders import DecoderFaults, decode, random_faults
from detectors.training.simulation.piece import Piece, Samples

Generator = np.random.Generator

_KNOWN, _MIXED, _MONO, _SHORTEST_HOPS = 0.6, 0.2, 0.1, 8
_STRONGEST_MIX_DB, _WEAKEST_MIX_DB = 12.0, -6.0


def decoded(piece: Piece, beside: Callable[[], Piece], rng: Generator) -> tuple[Piece, str, str]:
    """The piece after a decoder of a known or a random family; and the kind, and what was done.

    One in five is mixed with what ``beside`` gives, music that no decoder has seen.
    """
    known = bool(rng.random() < _KNOWN)
    family = FAMILIES[int(rng.integers(len(FAMILIES)))] if known else random_family(rng)
    faults = random_faults(rng)
    sound = _stereo(piece, family, faults, rng)
    kind = "decoder" if known else "random decoder"
    words = f"{family.name} at {family.spacing_hz:.2f} Hz, bias {faults.bias:.4f}"
    if rng.random() < _MIXED:
        level_db = float(rng.uniform(_WEAKEST_MIX_DB, _STRONGEST_MIX_DB))
        sound, kind = _mixed(sound, beside().samples, level_db), f"{kind}, mixed"
        words += f", {level_db:+.1f} dB beside other music"
    return piece.with_samples(sound), kind, words


def _stereo(piece: Piece, family: DecoderFamily, faults: DecoderFaults, rng: Generator) -> Samples:
    """Left and right, mid and side (as the faults say), or one channel for both."""
    seed = int(rng.integers(2**32))
    mono = bool(rng.random() < _MONO)
    channels = piece.samples.mean(axis=1, keepdims=True) if mono else piece.samples
    decoded_ = decode(np.ascontiguousarray(channels.T), piece.rate_hz, family, faults, seed).T
    return np.repeat(decoded_, piece.samples.shape[1], axis=1) if mono else decoded_


def _mixed(machine: Samples, people: Samples, level_db: float) -> Samples:
    """Both at once; ``level_db`` is the decoder's level over the other's."""
    length = min(len(machine), len(people))
    a, b = machine[:length], people[:length]
    if b.shape[1] != a.shape[1]:
        b = np.repeat(b.mean(axis=1, keepdims=True), a.shape[1], axis=1)
    gain = _level(b) / max(_level(a), 1e-9) * 10 ** (level_db / 20)
    both = np.float32(gain) * a + b
    return np.asarray(both * np.float32(0.9 / max(float(np.abs(both).max()), 1e-9)), dtype=np.float32)


def _level(samples: Samples) -> float:
    return float(np.sqrt(np.mean(samples**2)))
