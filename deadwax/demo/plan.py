"""What the demo world consists of, before any sound or message is made of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contracts.disclosure import DisclosureLevel
from detectors.training.decoder_families import DecoderFamily
from detectors.training.decoders import DecoderFaults
from detectors.training.synthesis.style import Style


class Kind(StrEnum):
    """What a track really is: the truth that the demo's summary is held against."""

    HONEST = "ordinary human music"
    MASS_UPLOAD = "mass upload"
    THIRTY_SECONDS = "30-second gaming"
    SPED_UP = "sped-up copy"
    AI_UNDISCLOSED = "AI, not disclosed"
    AI_DENIED = "AI, declared as none"
    AI_ALL = "AI, disclosed as all"
    AI_PARTLY = "AI, disclosed as partly"
    BROKEN = "broken delivery"


class Fault(StrEnum):
    """How a delivery is broken."""

    WRONG_HASH = "the message gives another checksum than the file has"
    MISSING_FILE = "the message names a file that is not there"
    CONTRADICTION = "the recording says no AI, one of its contributors says partly"
    CUT_SHORT = "the message ends in the middle"


class Format(StrEnum):
    """The form a sound is delivered in."""

    FLAC = "flac"
    MP3 = "mp3"
    AAC = "m4a"
    OPUS = "ogg"
    WAV = "wav"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a sound is made. ``speed`` above 1 plays it faster and higher, as a resampler does."""

    seed: int
    style: Style
    duration_s: float
    format: Format
    decoder: DecoderFamily | None = None
    faults: DecoderFaults | None = None
    speed: float = 1.0

    @property
    def delivered_s(self) -> float:
        """Length of the sound as it is delivered, in seconds."""
        return self.duration_s / self.speed


@dataclass(frozen=True, slots=True)
class Credit:
    """A contributor of a recording; ``generative`` credits a machine instead of a person."""

    name: str
    role: str
    ai: DisclosureLevel = DisclosureLevel.UNDECLARED
    generative: bool = False


@dataclass(frozen=True, slots=True)
class PlannedTrack:
    """One recording. ``disclosure`` is what its message says, ``kind`` what is true."""

    isrc: str
    title: str
    artist: str
    kind: Kind
    recipe: Recipe
    disclosure: DisclosureLevel = DisclosureLevel.UNDECLARED
    credits: tuple[Credit, ...] = ()
    version: str | None = None
    instrumental: bool = True


@dataclass(frozen=True, slots=True)
class Sender:
    """Who delivers: a distributor or a label with its DDEX party id."""

    name: str
    dpid: str
    ern: str


@dataclass(frozen=True, slots=True)
class PlannedRelease:
    """One delivery: a release with its tracks, its message's version and its time of arrival."""

    sender: Sender
    label: str
    artist: str
    title: str
    icpn: str
    genre: str
    language: str
    arrival: datetime
    tracks: tuple[PlannedTrack, ...]
    fault: Fault | None = None

    @property
    def type(self) -> str:
        """The DDEX release type that fits the number of tracks."""
        if len(self.tracks) == 1:
            return "Single"
        return "EP" if len(self.tracks) < EP_BELOW else "Album"

    @property
    def message_id(self) -> str:
        """An id for the message: the sender's own, from the release's number."""
        return f"{self.sender.dpid[-6:]}-{self.icpn}"


EP_BELOW = 7


@dataclass(frozen=True, slots=True)
class World:
    """A day of deliveries in the order of their arrival."""

    seed: int
    releases: tuple[PlannedRelease, ...]

    @property
    def tracks(self) -> tuple[PlannedTrack, ...]:
        """All tracks, in order of arrival."""
        return tuple(track for release in self.releases for track in release.tracks)
