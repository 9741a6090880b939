"""A recording that was found again."""

from dataclasses import dataclass

from detectors.duplicates.alignment import Alignment
from detectors.duplicates.store import KnownSound

ALTERED_SPEED = 0.01
ALTERED_SEMITONES = 0.25
"""From here on a recording counts as modified: Pex's definition."""


@dataclass(frozen=True, slots=True)
class Match:
    """A known recording that the track is, wholly or in part. ``share`` is of the track's seconds."""

    known: KnownSound
    alignment: Alignment
    share: float
    same_owner: bool


def altered(alignment: Alignment) -> bool:
    """Whether speed or pitch differ by so much that it was done on purpose."""
    return abs(alignment.speed - 1.0) >= ALTERED_SPEED or abs(alignment.semitones) >= ALTERED_SEMITONES
