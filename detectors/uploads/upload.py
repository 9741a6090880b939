"""One upload as the windows count it."""

from dataclasses import dataclass

from contracts.disclosure import DisclosureLevel
from contracts.track import Track
from detectors.titles.features import full_title
from detectors.titles.skeleton import name_key
from detectors.titles.words import permuted_key
from detectors.uploads.keys import Key, KeyKind, keys_of, sender_key
from detectors.uploads.sketch import mark

__all__ = ["Key", "KeyKind", "Upload", "declares_ai", "keys_of", "sender_key", "upload_of"]

_TRACE = 0.5
_FIRST, _LAST = 0.0, 4_102_444_800.0
"""What the windows count lies between the beginnings of 1970 and 2100; a recording may be older."""
AI_STEPS = 1_000_000


@dataclass(frozen=True, slots=True)
class Upload:
    """What is counted of a track. Times are seconds since 1970 (UTC), durations seconds.

    ``artist`` and ``title`` are marks. ``ai_probability`` is None where nobody could hear the track;
    ``declares_ai`` is True where the recording or its release declares that AI was used, wholly or
    partly.
    """

    track_id: str
    at: float
    keys: tuple[Key, ...]
    artist: int | None
    title: int
    duration_s: float | None
    ai_probability: float | None
    declares_ai: bool

    @property
    def ai_steps(self) -> int | None:
        """The AI score in whole millionths: their sums do not depend on the order of adding."""
        return None if self.ai_probability is None else round(self.ai_probability * AI_STEPS)

    @property
    def is_undeclared_trace(self) -> bool:
        """Whether a decoder's trace was found and no AI declared."""
        return self.ai_probability is not None and self.ai_probability >= _TRACE and not self.declares_ai


def upload_of(track: Track, duration_s: float | None, ai_probability: float | None) -> Upload:
    """What the windows count of ``track``, given its length as heard and its AI score."""
    artist = name_key(track.display_artist)
    return Upload(
        track_id=track.track_id,
        at=min(max(track.received_at.timestamp(), _FIRST), _LAST),
        keys=keys_of(track),
        artist=mark(artist) if artist else None,
        title=mark(permuted_key(full_title(track))),
        duration_s=duration_s,
        ai_probability=ai_probability,
        declares_ai=declares_ai(track),
    )


def declares_ai(track: Track) -> bool:
    """Whether the recording or its release declares that AI was used."""
    declared = (DisclosureLevel.PARTLY, DisclosureLevel.ALL)
    levels = [track.disclosure.level, track.release.disclosure.level]
    levels += [f.level for d in (track.disclosure, track.release.disclosure) for f in d.facets]
    return any(level in declared for level in levels)
