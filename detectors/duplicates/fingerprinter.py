"""Takes a track's fingerprint from the listening pass."""

import numpy as np
from numpy.typing import NDArray

from detectors.duplicates.bands import Bands
from detectors.duplicates.chromaprint import chromaprint
from detectors.duplicates.fingerprint import Fingerprint
from detectors.duplicates.gate import gate_of
from detectors.duplicates.image import chroma_image
from detectors.duplicates.invariant import invariant
from detectors.duplicates.whitening import Whitening, shipped


class Fingerprinter:
    """Made for one track: push its mono stream at 11,025 Hz, full scale 1, then finish."""

    def __init__(self, whitening: Whitening | None = None) -> None:
        self._bands = Bands()
        self._whitening = whitening or shipped()

    def push(self, mono: NDArray[np.float32]) -> None:
        """Add samples, as many at a time as there are. After half an hour of sound they are ignored."""
        self._bands.push(mono)

    def finish(self) -> Fingerprint | None:
        """The fingerprint; None where there was not one item."""
        notes = self._bands.notes()
        items = chromaprint(notes)
        if not len(items):
            return None
        image = chroma_image(self._bands.steps())
        return Fingerprint(
            gate=gate_of(notes, items, image),
            items=items,
            image=image,
            vector=self._whitening.of(invariant(image)),
        )
