"""What the writers of all ERN versions share."""

from collections.abc import Iterator
from dataclasses import dataclass

from contracts.disclosure import DisclosureLevel
from deadwax.demo.element import Element
from deadwax.demo.identifiers import dpid
from deadwax.demo.plan import Format, PlannedRelease, PlannedTrack

RECIPIENT_DPID = dpid(2026000001)
CODECS = {Format.FLAC: "FLAC", Format.MP3: "MP3", Format.AAC: "AAC", Format.WAV: "PCM"}


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A delivered file as its message describes it. ``name`` lies in the folder ``resources``."""

    name: str
    md5: str
    sample_rate_hz: int


def codec(form: Format) -> tuple[str, str, str]:
    """Codec name, namespace and user-defined value; the DDEX list has no Opus."""
    name = CODECS.get(form)
    return (name, "", "") if name else ("UserDefined", RECIPIENT_DPID, "Opus")


def duration(seconds: float) -> str:
    """An ISO 8601 duration with milliseconds: ``PT1M2.5S``."""
    minutes, rest = divmod(round(seconds, 3), 60)
    return f"PT{int(minutes)}M{rest:g}S" if minutes else f"PT{rest:g}S"


def ddex_level(level: DisclosureLevel) -> str:
    """The allowed value of ContainsAI: ``All``, ``None`` or ``Partly``."""
    return level.value.capitalize()


def profile(release: PlannedRelease) -> str:
    """The DDEX release profile."""
    return "SimpleAudioSingle" if len(release.tracks) == 1 else "Audio"


def recording_title(track: PlannedTrack) -> str:
    """The title as it is shown, with its version in brackets."""
    return f"{track.title} ({track.version})" if track.version else track.title


def header(root: Element, release: PlannedRelease) -> None:
    """The message header, the same in every version of ERN."""
    made = root.add("MessageHeader")
    made.add("MessageThreadId", release.message_id)
    made.add("MessageId", release.message_id)
    for tag, party_id, name in (
        ("MessageSender", release.sender.dpid, release.sender.name),
        ("MessageRecipient", RECIPIENT_DPID, "Demo Streaming Service"),
    ):
        party = made.add(tag)
        party.add("PartyId", party_id)
        party.path("PartyName").add("FullName", name)
    made.add("MessageCreatedDateTime", release.arrival.isoformat())
    made.add("MessageControlType", "LiveMessage")


def deals(root: Element, release: PlannedRelease) -> Iterator[Element]:
    """A deal for the release and for each track; the terms of each, still empty."""
    made = root.add("DealList")
    for number in range(len(release.tracks) + 1):
        deal = made.add("ReleaseDeal")
        deal.add("DealReleaseReference", f"R{number}")
        yield deal.path("Deal", "DealTerms")
