"""One piece of music: composed from a seed, then played by people who are never exactly on time."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from detectors.training.synthesis import harmony, parts, weather
from detectors.training.synthesis.mix import Mix
from detectors.training.synthesis.player import Player
from detectors.training.synthesis.style import ARRANGEMENTS, Arrangement, Style

Sound = NDArray[np.float32]

AIR_S = 8
HISS_S = 12
BLOCK_BARS = 4


def render(style: Style, duration_s: float, rate_hz: int, rng: np.random.Generator) -> Sound:
    """Compose and play. Shape (2, samples), peak 0.5 … 0.98."""
    arrangement = ARRANGEMENTS[style]
    samples = round(duration_s * rate_hz)
    mix = Mix(samples, rate_hz)
    if style is not Style.RAIN:
        key = harmony.draw(rng)
        beats = _beats(arrangement, duration_s, rng)
        air = rng.standard_normal(AIR_S * rate_hz, dtype=np.float32)
        player = Player(style, arrangement, key, beats, mix, rate_hz, air, rng)
        for bar, energy in enumerate(_energies(player.bars, rng)):
            parts.bar(player, bar, energy)
    # Rain is heard, so it never repeats; the hiss behind music may.
    bed = weather.bed(samples if style is Style.RAIN else min(samples, HISS_S * rate_hz), rate_hz, rng)
    mix.add_stereo(np.tile(bed, -(-samples // bed.shape[1]))[:, :samples], arrangement.weather)
    return mix.finish(arrangement.room, float(rng.uniform(0.5, 0.98)), rng)


def _beats(arrangement: Arrangement, duration_s: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Times of the beats in seconds: a tempo that wanders by a percent or two."""
    period = 60 / rng.uniform(*arrangement.tempo_bpm)
    count = int(duration_s / period) + 6
    wander = np.cumsum(rng.normal(0, 0.0025, count)).clip(-0.03, 0.03)
    return np.concatenate([[0.0], np.cumsum(period * (1 + wander))]) + 0.05


def _energies(bars: int, rng: np.random.Generator) -> Iterator[float]:
    """A form: blocks of four bars, each louder or thinner than the one before."""
    energy = 0.6
    for bar in range(bars):
        if bar % BLOCK_BARS == 0:
            energy = float(np.clip(energy + rng.normal(0, 0.3), 0.35, 1.0))
        yield energy
