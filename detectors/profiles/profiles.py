"""Measures a track against what is known of its name, its ISRC and its words, and remembers it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from contracts.features.profiles import PROFILE_FEATURES
from contracts.track import Track
from detectors.profiles.habits import Habits, share
from detectors.profiles.shelf import DatabaseShelf, Kind, MemoryShelf, Place, Shelf
from detectors.titles.features import full_title
from detectors.titles.shape import is_numbered_series
from detectors.titles.skeleton import name_key
from detectors.titles.words import folded, words
from detectors.uploads.keys import isrc_prefix, sender_key
from detectors.uploads.sketch import mark

_DAY_S = 86_400.0
_ALIKE_S = 3
_MOST_KEPT = 24
_FEWEST_NAMES = 3
_MOST_NUMBERED = 100_000

Values = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a track is remembered. Marks are hexadecimal; what is not known is the empty string."""

    at: float
    sender: str
    label: str
    genre: str
    language: str
    artist: Place | None
    prefix: Place | None
    isrc: Place | None
    words: Place | None
    series: Place | None
    names: Place
    wording: int
    recording: tuple[int, int]

    @property
    def places(self) -> tuple[Place, ...]:
        """Where its records lie."""
        every = (self.artist, self.prefix, self.isrc, self.words, self.series, self.names)
        return tuple(place for place in every if place is not None)


def traits_of(track: Track, duration_s: float | None) -> Traits:
    """What of ``track`` is remembered, given its length as heard."""
    artist, sender = name_key(track.display_artist), sender_key(track)
    prefix = isrc_prefix(track.isrc)
    spoken = words(full_title(track))
    stem = " ".join(spoken[:-1]) if is_numbered_series(spoken) else ""
    whose = mark(" ".join(sorted(spoken)) + "\0" + artist)
    return Traits(
        at=track.received_at.timestamp(),
        sender=_hex(sender),
        label=_hex(name_key(track.release.label or "")),
        genre=_hex(folded(track.release.genre or "")),
        language=_hex(folded(track.language or "")),
        artist=(Kind.ARTIST, mark(artist)) if artist else None,
        prefix=(Kind.PREFIX, mark(prefix)) if prefix else None,
        isrc=(Kind.ISRC, mark(name_key(track.isrc or ""))) if prefix else None,
        words=(Kind.WORDS, mark(f"{sender}\0{' '.join(sorted(spoken))}")) if len(spoken) > 1 else None,
        series=(Kind.SERIES, mark(f"{sender}\0{stem}")) if stem else None,
        names=(Kind.SENDER, mark(sender)),
        wording=mark(" ".join(spoken)),
        recording=(whose, -1 if duration_s is None else round(duration_s)),
    )


def _hex(text: str) -> str:
    return format(mark(text), "x") if text else ""


class Profiles:
    """Profiles of names, prefixes, ISRCs and words on a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    @classmethod
    def on(cls, connection: Connection) -> "Profiles":
        """Profiles in the database, within one open transaction."""
        return cls(DatabaseShelf(connection))

    @classmethod
    def in_memory(cls) -> "Profiles":
        """Profiles without a database."""
        return cls(MemoryShelf())

    def open(self, every: Iterable[Traits]) -> None:
        """Read what the given tracks need, in few statements."""
        self._shelf.open({place for traits in every for place in traits.places})

    def measure(self, traits: Traits) -> Values:
        """Every feature of ``contracts.features.profiles`` by name, before the track is remembered."""
        values: Values = {spec.name: None for spec in PROFILE_FEATURES}
        if traits.artist is not None:
            values |= self._artist(traits, Habits.of(self._shelf.read(traits.artist))) | self._sender(traits)
        if traits.prefix is not None:
            senders = Habits.of(self._shelf.read(traits.prefix)).senders
            values["isrc_prefix_sender_share"] = share(senders, traits.sender)
        if traits.isrc is not None:
            values["isrc_other_recordings"] = float(
                sum(not _same(known, traits.recording) for known in self._shelf.read(traits.isrc))
            )
        if traits.words is not None:
            known = self._shelf.read(traits.words)
            values["title_permutations"] = float(len(set(known) - {traits.wording}))
        if traits.series is not None:
            values["title_series_length"] = float(sum(self._shelf.read(traits.series)))
        return values

    def add(self, traits: Traits) -> None:
        """Remember the track."""
        if traits.artist is not None:
            self._count_name(traits, Habits.of(self._shelf.read(traits.artist)))
        for place in (traits.artist, traits.prefix):
            if place is not None:
                habits = Habits.of(self._shelf.read(place))
                habits.add(traits.at, traits.sender, traits.label, traits.genre, traits.language)
                self._shelf.put(place, habits.record())
        if traits.isrc is not None:
            known = self._shelf.read(traits.isrc)
            if len(known) < _MOST_KEPT and not any(_same(k, traits.recording) for k in known):
                self._shelf.put(traits.isrc, [*known, [*traits.recording]])
        if traits.words is not None:
            known = self._shelf.read(traits.words)
            if traits.wording not in known and len(known) < _MOST_KEPT:
                self._shelf.put(traits.words, [*known, traits.wording])
        if traits.series is not None:
            count = sum(self._shelf.read(traits.series))
            self._shelf.put(traits.series, [min(count + 1, _MOST_NUMBERED)])

    def flush(self) -> None:
        """Write what was remembered."""
        self._shelf.flush()

    def _sender(self, traits: Traits) -> Values:
        names, foreign = self._shelf.read(traits.names) or (0, 0)
        return {
            "sender_foreign_names": float(foreign),
            "sender_foreign_name_share": foreign / names if names >= _FEWEST_NAMES else None,
        }

    def _count_name(self, traits: Traits, known: Habits) -> None:
        """Count the artist's name for the sender who uses it for the first time."""
        if traits.sender in known.senders:
            return
        names, foreign = self._shelf.read(traits.names) or (0, 0)
        is_foreign = known.tracks > 0 and traits.label not in known.labels and not self._is_licensed(traits)
        self._shelf.put(traits.names, [names + 1, foreign + is_foreign])

    def _is_licensed(self, traits: Traits) -> bool:
        """Whether this recording is known under this ISRC, as on a compilation of others' recordings."""
        known = self._shelf.read(traits.isrc) if traits.isrc is not None else []
        return any(_same(each, traits.recording) for each in known)

    def _artist(self, traits: Traits, known: Habits) -> Values:
        if not known.tracks:
            return {"artist_known_tracks": 0.0}
        return {
            "artist_known_tracks": float(known.tracks),
            "artist_sender_share": share(known.senders, traits.sender),
            "artist_label_share": share(known.labels, traits.label),
            "artist_genre_share": share(known.genres, traits.genre),
            "artist_language_share": share(known.languages, traits.language),
            "artist_idle_days": max(traits.at - known.last, 0.0) / _DAY_S,
        }


def _same(known: list[int], own: tuple[int, int]) -> bool:
    """Whether a record is of the same recording: the same words and artist, and about the same length."""
    lengths_known = known[1] >= 0 and own[1] >= 0
    return known[0] == own[0] and (not lengths_known or abs(known[1] - own[1]) <= _ALIKE_S)
