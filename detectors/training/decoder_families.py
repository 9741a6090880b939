"""Stride sets of published neural decoders, and random ones for decoders that nobody has seen yet.

The grid of a decoder, in Hz, is its native sample rate divided by the product of its strides. Strides
and rates are facts of the published architectures; no weights and no code of theirs are used.
"""

from dataclasses import dataclass

import numpy as np

RATES_HZ = (24_000, 32_000, 44_100, 48_000)
STRIDES = (2, 3, 4, 5, 6, 8)
HOPS = range(128, 2_049)


@dataclass(frozen=True, slots=True)
class DecoderFamily:
    """An architecture: its native rate, and its strides from the latent towards the sound."""

    name: str
    sample_rate_hz: int
    strides: tuple[int, ...]

    @property
    def hop(self) -> int:
        """Samples for each step of the innermost latent."""
        return int(np.prod(self.strides))

    @property
    def spacing_hz(self) -> float:
        """Distance of the comb's lines: sample rate over the product of the strides."""
        return self.sample_rate_hz / self.hop


FAMILIES: tuple[DecoderFamily, ...] = (
    DecoderFamily("encodec-24k", 24_000, (8, 5, 4, 2)),
    DecoderFamily("encodec-48k", 48_000, (8, 5, 4, 2)),
    DecoderFamily("encodec-at-44k", 44_100, (8, 5, 4, 2)),
    DecoderFamily("musicgen-32k", 32_000, (8, 5, 4, 4)),
    DecoderFamily("dac-44k", 44_100, (8, 8, 4, 2)),
    DecoderFamily("dac-24k", 24_000, (8, 5, 4, 2)),
    DecoderFamily("dac-16k", 16_000, (8, 5, 4, 2)),
    DecoderFamily("lac-44k", 44_100, (6, 4, 4, 2, 2, 2)),
    DecoderFamily("oobleck-1024", 44_100, (8, 8, 4, 4)),
    DecoderFamily("oobleck-2048", 44_100, (8, 8, 4, 4, 2)),
    DecoderFamily("hifi-gan-v1-24k", 24_000, (8, 8, 2, 2)),
    DecoderFamily("hifi-gan-v3-24k", 24_000, (8, 8, 4)),
    DecoderFamily("vocoder-512-44k", 44_100, (4, 4, 2, 2, 2, 2, 2)),
    DecoderFamily("vocoder-512b-44k", 44_100, (8, 8, 2, 2, 2)),
    DecoderFamily("hop-1920-48k", 48_000, (8, 8, 6, 5)),
    DecoderFamily("hop-240-48k", 48_000, (8, 6, 5)),
    DecoderFamily("hop-2048-48k", 48_000, (8, 8, 4, 4, 2)),
    DecoderFamily("snac-32k", 32_000, (8, 8, 3, 2)),
    DecoderFamily("snac-44k", 44_100, (8, 8, 3, 2)),
)
"""Families from published architectures and from spacings observed in closed generators."""


def random_family(rng: np.random.Generator) -> DecoderFamily:
    """Draw a decoder that no table holds: three to six strides with a product of 128 … 2048."""
    while True:
        strides = tuple(int(s) for s in rng.choice(STRIDES, size=int(rng.integers(3, 7))))
        if int(np.prod(strides)) in HOPS:
            rate = int(rng.choice(RATES_HZ))
            return DecoderFamily(f"random-{rate}-" + "x".join(map(str, strides)), rate, strides)
