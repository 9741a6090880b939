"""The project's own music, made of numpy: for training material and for the demo world.

It imitates what matters for listening: several instruments with drifting pitch, players that are
milliseconds off the beat, breath and cymbals up to the top of the band, a room, and stereo. Nothing
of it is taken from any recording.
"""

import numpy as np
from numpy.typing import NDArray

from detectors.errors import TrainingError
from detectors.training.synthesis.song import render
from detectors.training.synthesis.style import Style

LONGEST_S = 600.0
LOWEST_RATE_HZ = 16_000


def synthesise(
    seed: int, *, style: Style | None = None, duration_s: float = 60.0, sample_rate_hz: int = 44_100
) -> NDArray[np.float32]:
    """Make a piece of music. Shape (2, samples), peak 0.5 … 0.98; one seed gives one sound.

    Without ``style`` the seed chooses one. ``duration_s`` may be up to ten minutes, the sample
    rate must be at least 16 kHz; TrainingError otherwise.
    """
    if not 0 < duration_s <= LONGEST_S:
        raise TrainingError(
            f"cannot synthesise {duration_s} s of music",
            remedy=f"ask for more than 0 and at most {LONGEST_S:.0f} s",
        )
    if sample_rate_hz < LOWEST_RATE_HZ:
        raise TrainingError(
            f"cannot synthesise at {sample_rate_hz} Hz", remedy=f"ask for at least {LOWEST_RATE_HZ} Hz"
        )
    rng = np.random.default_rng([seed, 0x5EED])
    chosen = style or list(Style)[int(rng.integers(len(Style)))]
    return render(chosen, duration_s, sample_rate_hz, rng)
