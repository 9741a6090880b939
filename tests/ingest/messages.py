"""Small ERN messages that the tests write themselves."""

from dataclasses import dataclass, field
from xml.sax.saxutils import escape

DPID = "PADPIDA2026010101N"
ISNI = "0000000456789012"
ICPN = "4260000000011"
GRID = "A1DEMO00000000017A"
FLAC = b"fLaC" + bytes(range(200))


@dataclass(frozen=True)
class Song:
    """One recording. ``contributors`` and ``extra`` are XML; ``files`` maps names to HashSum XML."""

    reference: str = "A1"
    isrc: str | None = "QZABC2600001"
    title: str = "Low Tide"
    ai: str | None = None
    contributors: str = ""
    files: dict[str, str] = field(default_factory=lambda: {"resources/A1.flac": ""})
    duration: str = "PT3M4S"
    extra: str = ""


def party(role: str, ai: str = "", reference: str = "P1", instruments: str = "") -> str:
    """A contributor of ERN 4.3.1 and later that is a party."""
    roles = f"<Role><Value>{role}</Value>{instruments}</Role>" if role else ""
    declared = f"<AiContribution>{ai}</AiContribution>" if ai else ""
    return (
        f"<Contributor><ContributorPartyReference>{reference}</ContributorPartyReference>"
        f"{roles}{declared}</Contributor>"
    )


def generative_ai(role: str, ai: str = "", instruments: str = "") -> str:
    """A contributor that is generative AI itself."""
    roles = f"<Role><Value>{role}</Value>{instruments}</Role>" if role else ""
    declared = f"<AiContribution>{ai}</AiContribution>" if ai else ""
    return (
        f"<Contributor><SpecialContributor>GenerativeAI</SpecialContributor>{roles}{declared}</Contributor>"
    )


def ern4(
    *songs: Song,
    version: str = "432",
    release_ai: str | None = None,
    resources: str = "",
    parties: str = "",
    start: str = "2026-11-01",
    sender: str = DPID,
    message_id: str = "MSG-1",
    icpn: str = ICPN,
    avs: str = "9",
    cover_ai: str | None = None,
) -> bytes:
    """A NewReleaseMessage of ERN 4 (``version`` as in the namespace, ``432`` for 4.3.2)."""
    songs = songs or (Song(),)
    group = "".join(
        f"<ResourceGroupContentItem><SequenceNumber>{number}</SequenceNumber>"
        f"<ReleaseResourceReference>{song.reference}</ReleaseResourceReference></ResourceGroupContentItem>"
        for number, song in enumerate(songs, start=1)
    )
    ai = "" if release_ai is None else f"<ContainsAI>{release_ai}</ContainsAI>"
    cover = "" if cover_ai is None else f"<ContainsAI>{cover_ai}</ContainsAI>"
    recordings = "".join(_recording4(song, with_editions=version >= "43") for song in songs)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ern:NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/{version}" AvsVersionId="{avs}">
{_header(sender, message_id)}
<PartyList>
<Party><PartyReference>P1</PartyReference><PartyName><FullName>Ana Harbour</FullName></PartyName>
<PartyId><ISNI>{ISNI}</ISNI><IpiNameNumber>00052210040</IpiNameNumber></PartyId></Party>
<Party><PartyReference>P2</PartyReference><PartyName><FullName>Quay Records</FullName></PartyName></Party>
{parties}</PartyList>
<ResourceList>{recordings}{resources}
<Image><ResourceReference>A90</ResourceReference><Type>FrontCoverImage</Type>{cover}</Image></ResourceList>
<ReleaseList><Release><ReleaseReference>R0</ReleaseReference><ReleaseType>Single</ReleaseType>
<ReleaseId><GRid>{GRID}</GRid><ICPN>{icpn}</ICPN><CatalogNumber Namespace="Q">Q-1</CatalogNumber></ReleaseId>
<DisplayTitleText>Tides</DisplayTitleText><DisplayTitle><TitleText>Tides</TitleText></DisplayTitle>
<DisplayArtistName>Ana Harbour</DisplayArtistName>
<ReleaseLabelReference>P2</ReleaseLabelReference>
<PLine><PLineText>(P) 2026 Quay Records</PLineText></PLine>
<Genre><GenreText>Folk</GenreText></Genre><ReleaseDate>2026-11-01</ReleaseDate>
<ResourceGroup>{group}<LinkedReleaseResourceReference>A90</LinkedReleaseResourceReference></ResourceGroup>
{ai}</Release></ReleaseList>
<DealList><ReleaseDeal><DealReleaseReference>R0</DealReleaseReference><Deal><DealTerms>
<TerritoryCode>DE</TerritoryCode><TerritoryCode>AT</TerritoryCode>
<ValidityPeriod><StartDate>{start}</StartDate></ValidityPeriod>
<CommercialModelType>SubscriptionModel</CommercialModelType></DealTerms></Deal></ReleaseDeal></DealList>
</ern:NewReleaseMessage>""".encode()


def ern3(*songs: Song, version: str = "382", main: str = ' IsMainRelease="true"') -> bytes:
    """A NewReleaseMessage of ERN 3.8."""
    songs = songs or (Song(),)
    listed = "".join(
        f"<ReleaseResourceReference>{song.reference}</ReleaseResourceReference>" for song in songs
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ern:NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/{version}" MessageSchemaVersionId="ern/{version}">
{_header(DPID, "MSG-1")}
<ResourceList>{"".join(_recording3(song) for song in songs)}
<Image><ImageType>FrontCoverImage</ImageType><ResourceReference>A90</ResourceReference></Image></ResourceList>
<ReleaseList><Release{main}><ReleaseId><GRid>{GRID}</GRid><ICPN>{ICPN}</ICPN></ReleaseId>
<ReleaseReference>R0</ReleaseReference><ReferenceTitle><TitleText>Tides</TitleText></ReferenceTitle>
<ReleaseResourceReferenceList>{listed}</ReleaseResourceReferenceList><ReleaseType>Single</ReleaseType>
<ReleaseDetailsByTerritory><TerritoryCode>Worldwide</TerritoryCode>
<DisplayArtistName>Ana Harbour</DisplayArtistName><LabelName>Quay Records</LabelName>
<ReleaseDate>2026-11-01</ReleaseDate></ReleaseDetailsByTerritory></Release></ReleaseList>
<DealList><ReleaseDeal><DealReleaseReference>R0</DealReleaseReference><Deal><DealTerms>
<CommercialModelType>SubscriptionModel</CommercialModelType><TerritoryCode>Worldwide</TerritoryCode>
<ExcludedTerritoryCode>US</ExcludedTerritoryCode><ValidityPeriod/></DealTerms></Deal>
<EffectiveDate>2026-11-01</EffectiveDate></ReleaseDeal></DealList>
</ern:NewReleaseMessage>""".encode()


def hash_sum(algorithm: str, value: str) -> str:
    """A HashSum of ERN 4."""
    return f"<HashSum><Algorithm>{algorithm}</Algorithm><HashSumValue>{value}</HashSumValue></HashSum>"


def manifest(*entries: tuple[str, str, str], count: int | None = None) -> bytes:
    """A ManifestMessage; each entry is a MessageId, a URL and HashSum XML."""
    listed = "".join(
        f"<MessageInBatch><MessageType>NewReleaseMessage</MessageType><MessageId>{message_id}</MessageId>"
        f"<URL>{url}</URL>{hashes}</MessageInBatch>"
        for message_id, url, hashes in entries
    )
    return (
        '<m:ManifestMessage xmlns:m="http://ddex.net/xml/ern-c-sftp/18">'
        f"<NumberOfMessages>{len(entries) if count is None else count}</NumberOfMessages>{listed}"
        "</m:ManifestMessage>"
    ).encode()


def _header(sender: str, message_id: str) -> str:
    return f"""<MessageHeader><MessageThreadId>T1</MessageThreadId><MessageId>{message_id}</MessageId>
<MessageSender><PartyId>{sender}</PartyId><PartyName><FullName>Quay</FullName></PartyName></MessageSender>
<SentOnBehalfOf><PartyId>{sender}</PartyId><PartyName><FullName>Pier</FullName></PartyName></SentOnBehalfOf>
<MessageRecipient><PartyId>{DPID}</PartyId></MessageRecipient>
<MessageCreatedDateTime>2026-10-01T10:00:00+02:00</MessageCreatedDateTime></MessageHeader>"""


def _recording4(song: Song, *, with_editions: bool) -> str:
    isrc = "" if song.isrc is None else f"<ISRC>{song.isrc}</ISRC>"
    files = "".join(f"<File><URI>{escape(name)}</URI>{xml}</File>" for name, xml in song.files.items())
    ids = f'<ResourceId>{isrc}<ProprietaryId Namespace="Q">S-{song.reference}</ProprietaryId></ResourceId>'
    if song.isrc is None:
        ids = ""
    codec = '<AudioCodecType>FLAC</AudioCodecType><SamplingRate UnitOfMeasure="kHz">44.1</SamplingRate>'
    if with_editions:
        delivery = f"<DeliveryFile><Type>AudioFile</Type>{codec}{files}</DeliveryFile>"
        inside = f"{ids}<TechnicalDetails>{delivery}</TechnicalDetails>"
        body = f"<SoundRecordingEdition>{inside}</SoundRecordingEdition>"
        technical = ""
    else:
        body, technical = ids, f"<TechnicalDetails>{codec}{files}</TechnicalDetails>"
    ai = "" if song.ai is None else f"<ContainsAI>{song.ai}</ContainsAI>"
    return f"""<SoundRecording><ResourceReference>{song.reference}</ResourceReference>
<Type>MusicalWorkSoundRecording</Type>{body}
<DisplayTitleText>{escape(song.title)} (Dub)</DisplayTitleText>
<DisplayTitle><TitleText>{escape(song.title)}</TitleText><SubTitle>Dub</SubTitle></DisplayTitle>
<DisplayArtistName>Ana Harbour</DisplayArtistName>
<DisplayArtist SequenceNumber="1"><ArtistPartyReference>P1</ArtistPartyReference>
<DisplayArtistRole>MainArtist</DisplayArtistRole></DisplayArtist>{song.contributors}
<Duration>{song.duration}</Duration><ParentalWarningType>NotExplicit</ParentalWarningType>{ai}{song.extra}
<LanguageOfPerformance>en</LanguageOfPerformance>{technical}</SoundRecording>"""


def _recording3(song: Song) -> str:
    files = "".join(
        f"<File><FileName>{escape(name.rpartition('/')[2])}</FileName>"
        f"<FilePath>{escape(name.rpartition('/')[0])}</FilePath>{xml}</File>"
        for name, xml in song.files.items()
    )
    isrc = "" if song.isrc is None else f"<SoundRecordingId><ISRC>{song.isrc}</ISRC></SoundRecordingId>"
    return f"""<SoundRecording><SoundRecordingType>MusicalWorkSoundRecording</SoundRecordingType>{isrc}
<ResourceReference>{song.reference}</ResourceReference>
<ReferenceTitle><TitleText>{escape(song.title)}</TitleText><SubTitle>Dub</SubTitle></ReferenceTitle>
<Duration>{song.duration}</Duration>{song.extra}<SoundRecordingDetailsByTerritory>
<TerritoryCode>Worldwide</TerritoryCode><DisplayArtist><PartyName><FullName>Ana Harbour</FullName></PartyName>
<PartyId IsISNI="true">{ISNI}</PartyId><ArtistRole>MainArtist</ArtistRole></DisplayArtist>
<ResourceContributor><PartyName><FullName>Ben Mole</FullName></PartyName>
<ResourceContributorRole>Musician</ResourceContributorRole><InstrumentType>Piano</InstrumentType>
</ResourceContributor><IndirectResourceContributor><PartyName><FullName>Cy Sand</FullName></PartyName>
<IndirectResourceContributorRole>Composer</IndirectResourceContributorRole></IndirectResourceContributor>
{song.contributors}<TechnicalSoundRecordingDetails><AudioCodecType>FLAC</AudioCodecType>
<SamplingRate>44100</SamplingRate>{files}</TechnicalSoundRecordingDetails></SoundRecordingDetailsByTerritory>
</SoundRecording>"""
