"""Holds a track against every recording known: which of them it is, where, at what speed and pitch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from contracts.evidence import Evidence
from contracts.features.duplicates import DUPLICATE_FEATURES
from contracts.track import Track
from detectors.conclusions import CLOSE_COPY
from detectors.delivery import Values
from detectors.duplicates.alignment import Alignment, align
from detectors.duplicates.fingerprint import Fingerprint
from detectors.duplicates.gate import Gate
from detectors.duplicates.image import ROWS_PER_S
from detectors.duplicates.index import Candidate, SoundIndex
from detectors.duplicates.match import Match, altered
from detectors.duplicates.owner import Owner, owner_of, same_owner
from detectors.duplicates.store import KnownSound, SoundStore
from detectors.duplicates.telling import copy_evidence
from detectors.titles.skeleton import name_key

_WHOLE = 0.9
_ALL_SPEEDS = 3


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of the comparison: every feature of the vocabulary by name, and the evidence.

    ``recording`` is the number of the first recording of another owner that it is, else None: alike for
    all copies of one recording.
    """

    features: Values
    evidence: tuple[Evidence, ...]
    recording: int | None = None


class Copies:
    """Compares tracks with those before them, and remembers them. ``index`` belongs to one stage."""

    def __init__(self, index: SoundIndex) -> None:
        self._index = index

    def compare(self, track: Track, fingerprint: Fingerprint | None, connection: Connection) -> Compared:
        """Find ``track`` among the recordings known so far, then add it to them.

        A sound that the gate stops is neither compared nor remembered: its features are missing.
        """
        owner = owner_of(track)
        if fingerprint is None or fingerprint.gate is not Gate.OPEN:
            return Compared(features_of(None, owner), ())
        self._index.catch_up(connection)
        store = SoundStore(connection)
        candidates = self._index.candidates(fingerprint)
        known = _received_before(track, store.known([candidate.number for candidate in candidates]))
        found = matches(fingerprint, owner, candidates, known)
        if not any(_is_redelivery(match, owner) for match in found):
            store.add(track, fingerprint)
        others = [match.known.number for match in found if not match.same_owner]
        return Compared(features_of(found, owner), copy_evidence(found), min(others, default=None))

    def tidy(self) -> None:
        """Keep the index in order; for a time when no transaction is open."""
        self._index.tidy()


def _received_before(track: Track, known: Mapping[int, KnownSound]) -> dict[int, KnownSound]:
    """Stages work side by side, so that a copy may be looked at before its original: it copies nothing."""
    return {number: sound for number, sound in known.items() if sound.received_at <= track.received_at}


def matches(
    fingerprint: Fingerprint,
    owner: Owner,
    candidates: Iterable[Candidate],
    known: Mapping[int, KnownSound],
) -> tuple[Match, ...]:
    """Those of the candidates that are the same recording, the longest first.

    What belongs to the owner of one's own recordings is one's own too, such as a compilation's track. What
    came after one's own recording of it is no original: whoever was copied may deliver again.
    """
    rows = len(fingerprint.image)
    found: list[Match] = []
    for candidate in candidates:
        other = known.get(candidate.number)
        laid = _laid(fingerprint, candidate, other) if other is not None else None
        if other is not None and laid is not None:
            share = min(1.0, laid.matched_s * ROWS_PER_S / rows)
            mine = same_owner(owner, other.owner, altered=altered(laid))
            found.append(Match(other, laid, share, mine))
    own = [match.known.owner for match in found if match.same_owner]
    found = [replace(m, same_owner=_among(m.known.owner, own)) for m in found]
    found = [m for m in found if m.same_owner or not any(_older(mine, m) for mine in found)]
    return tuple(sorted(found, key=lambda match: (-match.alignment.matched_s, match.known.number)))


def _older(mine: Match, other: Match) -> bool:
    """Whether one's own recording has most of what is found in another's, and was there first."""
    as_much = mine.alignment.matched_s >= _WHOLE * other.alignment.matched_s
    return mine.same_owner and as_much and mine.known.received_at < other.known.received_at


def _among(owner: Owner, own: Sequence[Owner]) -> bool:
    return any(same_owner(owner, one, altered=True) for one in own)


def _laid(fingerprint: Fingerprint, candidate: Candidate, other: KnownSound) -> Alignment | None:
    # Hashes are shared only at the same speed and pitch, and there one look is enough.
    at_once = align(fingerprint.image, other.signature, speeds=(1.0,)) if candidate.votes else None
    if at_once is not None or (candidate.cosine == 0.0 and candidate.votes < _ALL_SPEEDS):
        return at_once
    return align(fingerprint.image, other.signature)


def _is_again(match: Match) -> bool:
    """Whether it is the owner's own whole recording, not altered, closer than shared loops are."""
    close = match.alignment.error <= CLOSE_COPY and not altered(match.alignment)
    return match.same_owner and _is_whole(match) and close


def _is_whole(match: Match) -> bool:
    rows = len(match.known.signature)
    return match.share >= _WHOLE and match.alignment.matched_s * ROWS_PER_S >= _WHOLE * rows


def _is_redelivery(match: Match, owner: Owner) -> bool:
    """Whether the sender delivered this very recording under this ISRC before."""
    same = owner.isrc == match.known.owner.isrc and owner.sender == match.known.owner.sender
    return bool(owner.isrc) and same and _is_whole(match) and not altered(match.alignment)


def features_of(found: Sequence[Match] | None, owner: Owner) -> Values:
    """The features of ``contracts.features.duplicates`` by name; None for all where nothing was compared."""
    names = [spec.name for spec in DUPLICATE_FEATURES]
    if found is None:
        return dict.fromkeys(names, None)
    others = [match for match in found if not match.same_owner]
    again = {m.known.owner.isrc for m in found if _is_again(m)} - {"", owner.isrc}
    own: Values = {"sound_own_isrcs": float(len(again))}
    if not others:
        none: Values = dict.fromkeys(names, 0.0)
        return none | own | {"sound_copy_speed": 1.0, "sound_copy_error": None}
    best = others[0]
    owners = [match.known.owner for match in others]
    return own | {
        "sound_copy_share": best.share,
        "sound_copy_matched_s": best.alignment.matched_s,
        "sound_copy_speed": best.alignment.speed,
        "sound_copy_semitones": best.alignment.semitones,
        "sound_copy_altered": float(altered(best.alignment)),
        "sound_copy_error": best.alignment.error,
        "sound_copy_artists": float(len({name_key(o.artist) for o in owners} - {name_key(owner.artist)})),
        "sound_copy_senders": float(len({o.sender for o in owners} - {owner.sender})),
        "sound_copy_isrcs": float(len({o.isrc for o in owners if o.isrc} - {owner.isrc})),
    }
