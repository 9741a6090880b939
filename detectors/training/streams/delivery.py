"""What simulated senders deliver, and how it becomes the pipeline's own message."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np

from contracts.disclosure import Disclosure, DisclosureLevel
from contracts.party import Party
from contracts.track import AudioFile, Release, Track
from detectors.training.streams import words
from detectors.training.streams.paperwork import Paperwork, paperwork_of

DAY_S = 86_400.0
HOUR_S = 3600.0
_SHARED_LOOPS, _STEADY = 0.01, 0.5
_NEW_RELEASE_DAYS = (-28, -14, -7, -7, -3, -1, 0, 0, 0, 1, 5)
START = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Piece:
    """One recording. ``ai`` is the simulated AI score, None where nobody could hear it.

    ``isrc`` and ``file`` are new ones where None. ``sound`` names what it sounds like, at ``speed`` times
    the speed; None is like nothing else. A ``steady`` sound (noise, rain) cannot be told from others, and
    ``loops`` are shared with somebody else who bought them.
    """

    title: str
    artist: str
    duration_s: float
    ai: float | None
    version: str | None = None
    isrc: str | None = None
    file: str | None = None
    declares: DisclosureLevel = DisclosureLevel.UNDECLARED
    sound: str | None = None
    speed: float = 1.0
    steady: bool = False
    loops: bool = False


@dataclass(frozen=True, slots=True)
class Drop:
    """One delivery: seconds after the world's start, its release and recordings.

    ``kind`` is who really sends it and ``spam`` the truth about it. ``age_days`` is how long ago the
    release came out, negative before its date; None draws it as for any new release, so that it
    tells nobody apart. ``group`` names the operation behind several accounts, else it is the sender.
    ``traits`` are the odd habits of agents that are put together from such. ``cover`` and ``genre`` are
    drawn where they are None.
    """

    at: float
    sender: str
    label: str
    pieces: tuple[Piece, ...]
    kind: str
    spam: bool
    age_days: float | None = None
    group: str | None = None
    traits: tuple[str, ...] = ()
    cover: str | None = None
    genre: str | None = None


@dataclass(slots=True)
class Studio:
    """The randomness and the counters of one world, and what honest senders delivered in it."""

    rng: np.random.Generator
    world: int
    days: float
    made: int = 0
    isrcs: dict[str, int] = field(default_factory=dict)
    papers: dict[str, Paperwork] = field(default_factory=dict)
    honest: list[Drop] = field(default_factory=list)

    def fresh(self, prefix: str) -> str:
        """A name that nobody has yet in any world."""
        self.made += 1
        return f"{prefix}{self.world:03d}{self.made:06d}"

    def isrc(self, prefix: str = "ZZX00") -> str:
        """An ISRC of the prefix that nobody has yet in this world."""
        number = self.isrcs[prefix] = self.isrcs.get(prefix, -1) + 1
        return f"{prefix}{26 + number // 100_000:02d}{number % 100_000:05d}"

    def paperwork(self, drop: "Drop") -> Paperwork:
        """The identifiers and lines that the delivery's sender always uses."""
        if drop.sender not in self.papers:
            self.papers[drop.sender] = paperwork_of(self.world, drop.group or drop.sender, spam=drop.spam)
        return self.papers[drop.sender]

    def chance(self, share: float) -> bool:
        """True in ``share`` of all cases."""
        return words.chance(self.rng, share)

    def human(self) -> float | None:
        """An AI score of human music: low, with 1 % false alarms; 2 % are not heard."""
        if self.chance(0.02):
            return None
        return float(self.rng.beta(6, 3) if self.chance(0.01) else self.rng.beta(0.5, 20))

    def machine(self) -> float | None:
        """An AI score of generated music: high, with 8 % misses; 2 % are not heard."""
        if self.chance(0.02):
            return None
        return float(self.rng.beta(1, 4) if self.chance(0.08) else self.rng.beta(12, 0.6))

    def song_s(self) -> float:
        """The length of an ordinary song in seconds."""
        return float(np.clip(self.rng.lognormal(5.29, 0.28), 45, 900))

    def office(self, day: float) -> float:
        """A moment in the working hours of ``day``."""
        return (math.floor(day) + float(self.rng.normal(0.58, 0.13))) * DAY_S

    def song(self, title: str, artist: str, **given: object) -> Piece:
        """An ordinary human recording, with whatever is ``given`` otherwise."""
        fields: dict[str, object] = {"duration_s": self.song_s(), "ai": self.human()}
        fields |= {"sound": self.fresh("s"), "loops": self.chance(_SHARED_LOOPS)}
        fields["steady"] = any(sound in title for sound in words.SOUNDS) and self.chance(_STEADY)
        return Piece(title=title, artist=artist, **(fields | given))  # type: ignore[arg-type]


def tracks_of(studio: Studio, drop: Drop) -> Sequence[Track]:
    """The delivery's recordings as ingest would make them, without sound."""
    received = START + timedelta(seconds=drop.at)
    age_days = drop.age_days if drop.age_days is not None else float(studio.rng.choice(_NEW_RELEASE_DAYS))
    papers = studio.paperwork(drop)
    delivery_id = studio.fresh("simulated-")
    release = Release(
        reference="R0",
        label=drop.label,
        track_count=len(drop.pieces),
        release_date=(received - timedelta(days=age_days)).date(),
        icpn=f"{papers.products}{studio.made % 10_000:04d}0",
        cover=drop.cover or papers.cover or studio.fresh("cover "),
        genre=drop.genre or papers.genre(drop.pieces[0].artist),
        p_line=f"(P) 2026 {drop.label if papers.by_label else drop.pieces[0].artist}",
    )
    return [
        _track(studio, piece, release, drop, received=received, track_id=f"{delivery_id}-{number}")
        for number, piece in enumerate(drop.pieces)
    ]


def _track(
    studio: Studio, piece: Piece, release: Release, drop: Drop, *, received: datetime, track_id: str
) -> Track:
    papers = studio.paperwork(drop)
    return Track(
        track_id=track_id,
        delivery_id=track_id,
        ern_version="4.3.2",
        ern_message_id=track_id,
        sender=Party(name=drop.sender),
        received_at=received,
        resource_reference="A1",
        isrc=piece.isrc or studio.isrc(papers.prefix),
        title=piece.title,
        version_title=piece.version,
        display_artist=piece.artist,
        language=papers.language,
        duration_s=piece.duration_s,
        release=release,
        audio=(AudioFile(name="a.flac", location="simulated:", sha256=piece.file or studio.fresh("f")),),
        disclosure=Disclosure(level=piece.declares),
    )
