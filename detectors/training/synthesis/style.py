"""What kinds of music the synthesiser plays."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Style(StrEnum):
    """A kind of music."""

    BAND = "band"
    ELECTRONIC = "electronic"
    LOFI = "lofi"
    PIANO = "piano"
    AMBIENT = "ambient"
    STRINGS = "strings"
    RAIN = "rain"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Which parts a style has, as linear gains (0 leaves the part out), and how loosely it is played.

    ``tempo_bpm`` is a range. ``timing_ms`` is the standard deviation of a player's timing error,
    ``swing`` the delay of every second eighth as a share of an eighth.
    """

    tempo_bpm: tuple[float, float]
    timing_ms: float
    swing: float
    drums: float
    bass: float
    pad: float
    pluck: float
    lead: float
    weather: float
    room: float


ARRANGEMENTS: MappingProxyType[Style, Arrangement] = MappingProxyType(
    {
        Style.BAND: Arrangement((84, 148), 7, 0.04, 0.9, 0.7, 0.18, 0.5, 0.42, 0.004, 0.16),
        Style.ELECTRONIC: Arrangement((112, 138), 3, 0.0, 1.0, 0.8, 0.3, 0.34, 0.3, 0.003, 0.2),
        Style.LOFI: Arrangement((68, 92), 11, 0.18, 0.7, 0.6, 0.3, 0.5, 0.0, 0.03, 0.12),
        Style.PIANO: Arrangement((60, 110), 14, 0.0, 0.0, 0.0, 0.0, 1.0, 0.25, 0.003, 0.24),
        Style.AMBIENT: Arrangement((48, 72), 20, 0.0, 0.0, 0.3, 0.8, 0.2, 0.2, 0.02, 0.4),
        Style.STRINGS: Arrangement((66, 104), 16, 0.0, 0.0, 0.4, 0.7, 0.0, 0.6, 0.004, 0.3),
        Style.RAIN: Arrangement((40, 50), 30, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.05),
    }
)
"""How every style is played."""
