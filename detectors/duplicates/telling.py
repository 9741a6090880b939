"""Says in words which recording a track is, for a moderator who wants to hear both."""

import math
from collections.abc import Iterable

from contracts.evidence import Evidence
from detectors.conclusions import CLOSE_COPY
from detectors.duplicates.alignment import Alignment
from detectors.duplicates.match import Match

MOST_TOLD = 3
_SAME_SPEED = 0.005
_SAME_PITCH = 0.2
_USUAL = "of two different recordings three in ten or more do"
_OCTAVE = 12.0
_EXPLAINED = 0.35


def copy_evidence(found: Iterable[Match]) -> tuple[Evidence, ...]:
    """One sentence for each of the longest few matches, other owners' first."""
    ordered = sorted(found, key=lambda match: match.same_owner)
    return tuple(_evidence(match) for match in ordered[:MOST_TOLD])


def _evidence(match: Match) -> Evidence:
    known, laid = match.known, match.alignment
    isrc = f"ISRC {known.owner.isrc}, " if known.owner.isrc else ""
    source = (
        f"\u201c{known.title}\u201d by {known.artist or 'no named artist'} "
        f"({isrc}delivered by {known.sender} on {known.received_at:%d %B %Y})"
    )
    place = (
        f"{_clock(laid.start_s)}\u2013{_clock(laid.end_s)} of this track is its "
        f"{_clock(laid.other_start_s)}\u2013{_clock(laid.other_end_s)}{_how(laid.speed, _as_played(laid))}"
    )
    begin = "the same owner's recording" if match.same_owner else "same recording"
    if laid.error > CLOSE_COPY:
        begin = f"perhaps {begin}" if match.same_owner else f"perhaps the {begin}"
    differ = f"{laid.error:.0%} of the fingerprint's bits differ; {_USUAL}."
    return Evidence(
        code="SOUND_OWN_VERSION" if match.same_owner else "SOUND_COPY",
        text=f"{begin[0].upper()}{begin[1:]} as {source}: {place}. {differ}",
        value=laid.matched_s,
        unit="s",
        feature=None if match.same_owner else "sound_copy_matched_s",
        start_s=laid.start_s,
        end_s=laid.end_s,
    )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(max(0, round(seconds)), 60)
    return f"{minutes}:{rest:02d}"


def _as_played(laid: Alignment) -> float:
    """The change of pitch in semitones. Octaves look alike: where speed alone explains it, that is it."""
    by_speed = _OCTAVE * math.log2(laid.speed)
    played = laid.semitones + _OCTAVE * round((by_speed - laid.semitones) / _OCTAVE)
    return played if abs(played - by_speed) < _EXPLAINED else laid.semitones


def _how(speed: float, semitones: float) -> str:
    """The change of speed and pitch in words; nothing where there is none."""
    percent = abs(speed - 1.0) * 100
    pitch = f"{abs(semitones):.1f} semitones {'higher' if semitones > 0 else 'lower'}"
    same_speed, same_pitch = abs(speed - 1.0) < _SAME_SPEED, abs(semitones) < _SAME_PITCH
    if same_speed and same_pitch:
        return ""
    if same_speed:
        return f", {pitch} at the same speed"
    faster = "sped up" if speed > 1.0 else "slowed down"
    if same_pitch:
        return f", {faster} {percent:.0f} % at the same pitch"
    return f", {faster} {percent:.0f} % and {pitch}"
