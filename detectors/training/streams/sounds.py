"""What the comparison by sound would say of simulated tracks, which have no sound.

Who owns what is told by the pipeline's own rules; which sounds are found again is drawn at random, at
the rates that copies are found on real music (docs/duplicates.md) or a little worse.
"""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from contracts.features.duplicates import DUPLICATE_FEATURES
from contracts.track import Track
from detectors.delivery import Values
from detectors.duplicates.match import ALTERED_SPEED
from detectors.duplicates.owner import Owner, owner_of, same_owner
from detectors.titles.skeleton import name_key
from detectors.training.streams.delivery import Piece

FOUND, FOUND_ALTERED = 0.98, 0.93
_NAMES = [spec.name for spec in DUPLICATE_FEATURES]
_AS_PLAYED: Values = {"sound_copy_speed": 1.0, "sound_copy_error": None}
_NONE: Values = {**dict.fromkeys(_NAMES, 0.0), **_AS_PLAYED}
_UNTOLD: Values = dict.fromkeys(_NAMES, None)
_OCTAVE = 12.0


@dataclass(slots=True)
class KnownSounds:
    """Under which owners and at which speeds each simulated recording was delivered."""

    rng: np.random.Generator
    known: dict[str, list[tuple[Owner, float]]] = field(default_factory=lambda: defaultdict(list))

    def compare(self, track: Track, piece: Piece, *, measure: bool = True) -> Values:
        """The features of the vocabulary for ``track``, which carries ``piece``; then remember it."""
        own = owner_of(track)
        before = self.known[piece.sound] if piece.sound and not piece.steady else []
        values = self._values(own, piece, before) if measure else {}
        before.append((own, piece.speed))
        return values

    def _values(self, own: Owner, piece: Piece, before: list[tuple[Owner, float]]) -> Values:
        if piece.steady:
            return _UNTOLD
        mine = [
            same_owner(own, owner, altered=abs(piece.speed / speed - 1) >= ALTERED_SPEED)
            for owner, speed in before
        ]
        family = [owner for (owner, _), is_mine in zip(before, mine, strict=True) if is_mine]
        others = [
            (owner, piece.speed / speed)
            for (owner, speed), is_mine in zip(before, mine, strict=True)
            if not is_mine and not any(same_owner(owner, one, altered=True) for one in family)
        ]
        found = [
            (owner, ratio)
            for owner, ratio in others
            if self.rng.random() < (FOUND_ALTERED if abs(ratio - 1) >= ALTERED_SPEED else FOUND)
        ]
        if found:
            return self._copied(own, [owner for owner, _ in found], found[0][1], piece.duration_s)
        return self._looped(piece) if piece.loops else _NONE

    def _copied(self, own: Owner, owners: list[Owner], speed: float, duration_s: float) -> Values:
        share = float(self.rng.uniform(0.85, 1.0))
        return _NONE | {
            "sound_copy_share": share,
            "sound_copy_matched_s": share * duration_s,
            "sound_copy_speed": speed,
            "sound_copy_semitones": _OCTAVE * float(np.log2(speed)),
            "sound_copy_altered": float(abs(speed - 1) >= ALTERED_SPEED),
            "sound_copy_error": float(np.clip(self.rng.normal(0.12, 0.05), 0.01, 0.28)),
            "sound_copy_artists": float(len({name_key(o.artist) for o in owners} - {name_key(own.artist)})),
            "sound_copy_senders": float(len({o.sender for o in owners} - {own.sender})),
            "sound_copy_isrcs": float(len({o.isrc for o in owners if o.isrc} - {own.isrc})),
        }

    def _looped(self, piece: Piece) -> Values:
        """Loops that somebody else bought too: honest, and close to a copy."""
        share = float(self.rng.uniform(0.05, 0.7))
        return _NONE | {
            "sound_copy_share": share,
            "sound_copy_matched_s": share * piece.duration_s,
            "sound_copy_error": float(self.rng.uniform(0.21, 0.28)),
            "sound_copy_artists": 1.0,
            "sound_copy_senders": 1.0,
            "sound_copy_isrcs": 1.0,
        }
