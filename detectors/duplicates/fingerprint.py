"""All by which a recording is known again."""

import struct
from dataclasses import dataclass

import numpy as np

from detectors.duplicates.bands import LONGEST_FRAMES, STEPS
from detectors.duplicates.chromaprint import Items
from detectors.duplicates.gate import Gate
from detectors.duplicates.image import Image
from detectors.duplicates.whitening import DIMENSIONS, Vector

FORMAT = 1
"""Changes when items, image, vector or its whitening change: old and new ones cannot be compared."""
_HEADER = struct.Struct(">4sBBII")
_MAGIC = b"DWFP"
_GATES = tuple(Gate)
_MOST_ROWS = LONGEST_FRAMES


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Chromaprint's ``items``, the chroma ``image`` (rows, STEPS), and the whitened ``vector``.

    Where ``gate`` is not open the recording is not compared with others: it would resemble too many.
    """

    gate: Gate
    items: Items
    image: Image
    vector: Vector

    def to_bytes(self) -> bytes:
        """A compact form to leave a worker with, about 31 kB for three minutes."""
        head = _HEADER.pack(_MAGIC, FORMAT, _GATES.index(self.gate), len(self.items), len(self.image))
        return head + self.vector.tobytes() + self.items.astype("<u4").tobytes() + self.image.tobytes()

    @classmethod
    def from_bytes(cls, value: bytes) -> "Fingerprint":
        """Read what :meth:`to_bytes` wrote. Raises ValueError for anything else."""
        if len(value) < _HEADER.size:
            raise ValueError("no fingerprint: too few bytes")
        magic, version, gate, items, rows = _HEADER.unpack_from(value)
        whole = _HEADER.size + DIMENSIONS + 4 * items + STEPS * rows
        if magic != _MAGIC or version != FORMAT or gate >= len(_GATES):
            raise ValueError("no fingerprint of this version")
        if rows > _MOST_ROWS or items > _MOST_ROWS or len(value) != whole:
            raise ValueError("no fingerprint: its length does not fit")
        body = value[_HEADER.size :]
        end = DIMENSIONS + 4 * items
        return cls(
            gate=_GATES[gate],
            vector=np.frombuffer(body[:DIMENSIONS], dtype=np.int8),
            items=np.frombuffer(body[DIMENSIONS:end], dtype="<u4").astype(np.uint32),
            image=np.frombuffer(body[end:], dtype=np.int8).reshape(rows, STEPS),
        )
