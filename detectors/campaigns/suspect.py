"""A suspicious track as the graph of campaigns sees it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from contracts.track import Track
from detectors.uploads.keys import KeyKind, isrc_prefix, keys_of

FILE, RECORDING = "file", "recording"
_GLUES_FROM = 0.5


@dataclass(frozen=True, slots=True)
class Tie:
    """Something that tracks may share. ``tracks`` is how many of 30 days have it, this one included."""

    kind: str
    name: str
    shown: str
    tracks: int

    @property
    def number(self) -> int:
        """Its 63-bit number; the same on every machine."""
        text = f"{self.kind}\0{self.name}".encode("utf-8", "surrogatepass")
        return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big") >> 1

    def glues(self, suspicious: int) -> bool:
        """Whether it ties tracks together, given its suspicious ones.

        At least half of what it came with must be suspicious: a large distributor, a common rights
        line or a distributor's ISRC prefix comes with thousands of honest tracks and ties nobody to
        anybody.
        """
        return suspicious >= _GLUES_FROM * max(self.tracks, suspicious)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A suspicious track: when it came (seconds since 1970), its ties, and the codes of its reasons."""

    track_id: str
    at: float
    ties: tuple[Tie, ...]
    reasons: tuple[str, ...]


def suspect_of(
    track: Track,
    features: Mapping[str, float | None],
    reasons: tuple[str, ...],
    recording: int | None = None,
) -> Suspect:
    """``track`` with its ties; ``features`` say how many tracks came with each of them.

    ``recording`` is the number of the recording that it is a copy of, by its sound.
    """
    shown = {
        KeyKind.SENDER: track.sender.name,
        KeyKind.LABEL: track.release.label or "",
        KeyKind.ARTIST: track.display_artist,
        KeyKind.ISRC_PREFIX: isrc_prefix(track.isrc),
        KeyKind.RIGHTS_LINE: track.release.p_line or track.p_line or track.release.c_line or "",
    }
    ties = [
        Tie(str(key.kind), key.name, shown.get(key.kind, key.name), _came(features, f"{key.kind}_tracks_30d"))
        for key in keys_of(track)
    ]
    sha256 = track.sound.sha256 if track.sound else None
    if sha256:
        ties.append(Tie(FILE, sha256, sha256, 1))
    if recording is not None:
        ties.append(Tie(RECORDING, str(recording), str(recording), 1))
    return Suspect(track.track_id, track.received_at.timestamp(), tuple(ties), tuple(dict.fromkeys(reasons)))


def _came(features: Mapping[str, float | None], name: str) -> int:
    return int(features.get(name) or 0.0) + 1
