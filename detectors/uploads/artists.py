"""Which artists a key ever had."""

from dataclasses import dataclass, field

from detectors.uploads.keys import Key, KeyKind

_SPREAD = 0x9E3779B97F4A7C15
_SPACE = (1 << 63) - 1


def pair(key: Key, artist: int) -> int | None:
    """A 63-bit number for the artist (by mark) under the key; None for artists themselves."""
    if key.kind is KeyKind.ARTIST:
        return None
    mixed = (key.number ^ (artist * _SPREAD)) * _SPREAD
    return (mixed ^ (mixed >> 64)) & _SPACE


@dataclass(slots=True)
class ArtistsSeen:
    """Pairs that are known; ``fresh`` holds those that became known here, in order."""

    known: set[int] = field(default_factory=set)
    fresh: list[int] = field(default_factory=list)

    def is_new(self, key: Key, artist: int | None) -> bool:
        """Whether the key never had the artist; from now on it has."""
        number = None if artist is None else pair(key, artist)
        if number is None or number in self.known:
            return False
        self.known.add(number)
        self.fresh.append(number)
        return True
