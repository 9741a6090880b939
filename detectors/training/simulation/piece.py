"""Music to work on."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Piece:
    """Samples (frames, channels) and where they come from, as manifests say it."""

    samples: Samples
    rate_hz: int
    source: str
    song: str
    vocals: str = ""

    def with_samples(self, samples: Samples) -> "Piece":
        """The same piece in another form."""
        return replace(self, samples=np.ascontiguousarray(samples, dtype=np.float32))
