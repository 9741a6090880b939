"""A small delivery that an example is made of."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Template
from types import MappingProxyType

from ingest.examples.sounds import wav

SOUND = wav(184)
FILE = "resources/A1.wav"

_SLOTS = MappingProxyType(
    {
        "version": "432",
        "avs": "9",
        "message_id": "<MessageId>M-1</MessageId>",
        "sender": "PADPIDA2026010101N",
        "created": "2026-10-01T10:00:00Z",
        "control": "",
        "party": "<PartyName><FullName>Ana Harbour</FullName></PartyName>"
        "<PartyId><ISNI>0000000456789012</ISNI></PartyId>",
        "reference": "<ResourceReference>A1</ResourceReference>",
        "isrc": "<ISRC>QZABC2600001</ISRC>",
        "file": f"<File><URI>{FILE}</URI><HashSum><Algorithm>SHA-256</Algorithm>"
        f"<HashSumValue>{hashlib.sha256(SOUND).hexdigest()}</HashSumValue></HashSum></File>",
        "contributors": "",
        "duration": "<Duration>PT3M4S</Duration>",
        "ai": "<ContainsAI>None</ContainsAI>",
        "flags": "",
        "recordings": "",
        "image": "<Image><ResourceReference>A9</ResourceReference><Type>FrontCoverImage</Type>"
        "<ContainsAI>None</ContainsAI></Image>",
        "release_ids": "<ICPN>4260000000011</ICPN>",
        "resources": "<ReleaseResourceReference>A1</ReleaseResourceReference>",
        "release_ai": "",
        "deals": "<DealList><ReleaseDeal><DealReleaseReference>R0</DealReleaseReference><Deal><DealTerms>"
        "<TerritoryCode>Worldwide</TerritoryCode><ValidityPeriod><StartDate>2026-11-01</StartDate>"
        "</ValidityPeriod></DealTerms></Deal></ReleaseDeal></DealList>",
    }
)
_MESSAGE = Template(
    """<ern:NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/$version" AvsVersionId="$avs">
<MessageHeader>$message_id<MessageSender><PartyId>$sender</PartyId></MessageSender>
<MessageCreatedDateTime>$created</MessageCreatedDateTime>$control</MessageHeader>
<PartyList><Party><PartyReference>P1</PartyReference>$party</Party></PartyList>
<ResourceList><SoundRecording>$reference<SoundRecordingEdition><ResourceId>$isrc</ResourceId>
<TechnicalDetails><DeliveryFile>$file</DeliveryFile></TechnicalDetails></SoundRecordingEdition>
<DisplayTitle><TitleText>Low Tide</TitleText></DisplayTitle>
<DisplayArtist><ArtistPartyReference>P1</ArtistPartyReference>
<DisplayArtistRole>MainArtist</DisplayArtistRole></DisplayArtist>
$contributors$duration$ai$flags</SoundRecording>$recordings$image</ResourceList>
<ReleaseList><Release><ReleaseReference>R0</ReleaseReference><ReleaseType>Single</ReleaseType>
<ReleaseId>$release_ids</ReleaseId><DisplayTitle><TitleText>Tides</TitleText></DisplayTitle>
<ReleaseDate>2026-11-01</ReleaseDate><ResourceGroup>$resources
<LinkedReleaseResourceReference>A9</LinkedReleaseResourceReference></ResourceGroup>$release_ai</Release>
</ReleaseList>$deals
</ern:NewReleaseMessage>"""
)


@dataclass(frozen=True, slots=True)
class Signed:
    """The file carries content credentials with this digitalSourceType."""

    source: str
    trusted: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A message and the files beside it.

    ``slots`` are the parts in which the message differs from one without any finding; ``raw`` is a
    whole message in its place. ``earlier`` are the slots of an earlier delivery, ``manifest`` is that
    of the batch. ``files`` map names to bytes; ``signed`` says that the first one is to be signed.
    ``schemas`` are the versions whose official schema is at hand, None where nothing is validated.
    ``note`` says for people what XML cannot show.
    """

    slots: Mapping[str, str] = field(default_factory=dict)
    raw: str | None = None
    files: Mapping[str, bytes] = field(default_factory=lambda: {FILE: SOUND})
    earlier: Mapping[str, str] | None = None
    manifest: str | None = None
    note: str | None = None
    signed: Signed | None = None
    schemas: tuple[str, ...] | None = None

    @property
    def message(self) -> bytes:
        """The message."""
        return (self.raw if self.raw is not None else _filled(self.slots)).encode()

    @property
    def earlier_message(self) -> bytes | None:
        """The message of the earlier delivery."""
        return None if self.earlier is None else _filled(self.earlier).encode()

    @property
    def shown(self) -> str:
        """What makes the case: the parts in which it differs, for people."""
        parts = [self.raw] if self.raw is not None else [_named(*slot) for slot in self.slots.items()]
        if self.earlier is not None:
            before = "\n".join(_named(*slot) for slot in self.earlier.items())
            parts = ["<!-- delivered before -->", before, "<!-- now -->", *parts]
        if self.manifest is not None:
            parts.append(self.manifest)
        return "\n".join(part for part in parts if part)


def case(note: str | None = None, /, **slots: str) -> Case:
    """A case whose message differs in ``slots``."""
    return Case(slots, note=note)


@dataclass(frozen=True, slots=True)
class Example:
    """A delivery that gets ``code``, and one that does not."""

    code: str
    failing: Case
    passing: Case


def _filled(slots: Mapping[str, str]) -> str:
    return _MESSAGE.substitute(_SLOTS | dict(slots))


def _named(slot: str, text: str) -> str:
    """XML as it is; the values that stand in attributes or texts with their names."""
    if not text:
        return f"<!-- no {slot.replace('_', ' ')} -->"
    return text if text.startswith("<") else f"<!-- {slot.replace('_', ' ')}: {text} -->"
