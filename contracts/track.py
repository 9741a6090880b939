"""One sound recording of one delivery."""

from datetime import date, datetime
from typing import ClassVar

from pydantic import Field

from contracts.disclosure import Disclosure
from contracts.finding import Finding
from contracts.mark import Marks
from contracts.message import Message, Part
from contracts.party import Contributor, Party


class Hash(Part):
    """A checksum as the message declares it; ``algorithm`` is the DDEX name."""

    algorithm: str
    value: str


class AudioFile(Part):
    """The file that a recording names, and what was found in its place.

    ``location``, ``size`` and ``sha256`` are None where the delivery lacks the file.
    """

    name: str
    location: str | None = None
    size: int | None = None
    sha256: str | None = None
    declared_hashes: tuple[Hash, ...] = ()
    declared_codec: str | None = None
    declared_sample_rate_hz: int | None = None
    is_preview: bool = False


class Release(Part):
    """The release that a recording is delivered on.

    ``cover`` is the checksum of its front cover: SHA-256 of the delivered file, else as declared.
    """

    reference: str
    icpn: str | None = None
    grid: str | None = None
    catalog_number: str | None = None
    title: str = ""
    display_artist: str = ""
    label: str | None = None
    type: str | None = None
    genre: str | None = None
    release_date: date | None = None
    p_line: str | None = None
    c_line: str | None = None
    track_count: int = 0
    cover: str | None = None
    disclosure: Disclosure = Disclosure()


class Deal(Part):
    """The earliest start of the deals that cover a recording and the territories they name."""

    start: datetime | None = None
    territories: tuple[str, ...] = ()
    excluded_territories: tuple[str, ...] = ()
    commercial_models: tuple[str, ...] = ()


class Track(Message):
    """A sound recording with all that its message says of it.

    ``track_id`` is made of the delivery's id and the resource reference. ``findings`` are those
    of this recording and of its release. ``edition_isrcs`` are the ISRCs of further editions of
    the same recording (ERN 4.3 and later), where it has any; ``iswcs`` are those of the works that it
    performs. ``is_backfill`` and ``is_test`` are what
    the message says of itself: part of a large catalogue's delivery, and not meant to go live.
    ``recording_id`` is the same in every delivery of the recording on its release by its sender;
    ``revision`` counts those that changed something, from 1, and ``supersedes`` is the ``track_id`` of
    the one before.
    """

    SCHEMA_VERSION: ClassVar[str] = "1.0"

    track_id: str
    delivery_id: str
    ern_version: str
    ern_message_id: str
    batch_id: str | None = None
    sender: Party
    on_behalf_of: Party | None = None
    message_created_at: datetime | None = None
    is_backfill: bool = False
    is_test: bool = False
    received_at: datetime

    resource_reference: str
    isrc: str | None = None
    edition_isrcs: tuple[str, ...] = ()
    iswcs: tuple[str, ...] = ()
    proprietary_ids: dict[str, str] = Field(default_factory=dict)
    title: str
    version_title: str | None = None
    display_artist: str = ""
    contributors: tuple[Contributor, ...] = ()
    language: str | None = None
    duration_s: float | None = None
    is_instrumental: bool | None = None
    has_vocal_performance: bool | None = None
    parental_warning: str | None = None
    p_line: str | None = None
    sequence: int | None = None
    release: Release
    deal: Deal = Deal()
    audio: tuple[AudioFile, ...] = ()
    disclosure: Disclosure = Disclosure()
    findings: tuple[Finding, ...] = ()
    marks: Marks = Marks()
    recording_id: str = ""
    revision: int = 1
    supersedes: str | None = None

    @property
    def message_id(self) -> str:
        return f"track-{self.track_id}"

    @property
    def partition_key(self) -> str:
        """The sender: its upload windows are counted in order."""
        return self.sender.identifiers.get("DPID") or self.sender.name

    @property
    def sound(self) -> AudioFile | None:
        """The file to listen to: the first full one that is there, else the first preview."""
        present = [f for f in self.audio if f.location is not None]
        full = [f for f in present if not f.is_preview]
        return next(iter(full or present), None)
