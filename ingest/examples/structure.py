"""Examples for X, V and S: the shape of a message and how its parts hang together."""

from ingest.examples.case import Case, Example, case

_PURGE = """<ern:PurgeReleaseMessage xmlns:ern="http://ddex.net/xml/ern/432" AvsVersionId="9">
<MessageHeader><MessageId>M-2</MessageId><MessageSender><PartyId>PADPIDA2026010101N</PartyId></MessageSender>
</MessageHeader><PurgedRelease><ReleaseId><ICPN>4260000000011</ICPN></ReleaseId></PurgedRelease>
</ern:PurgeReleaseMessage>"""
_VIDEO = """<ern:NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/432" AvsVersionId="9">
<MessageHeader><MessageId>M-3</MessageId><MessageSender><PartyId>PADPIDA2026010101N</PartyId></MessageSender>
</MessageHeader><ResourceList><Video><ResourceReference>A1</ResourceReference></Video></ResourceList>
</ern:NewReleaseMessage>"""
_TRACK_DEAL = (
    "<DealList><ReleaseDeal><DealReleaseReference>R7</DealReleaseReference><Deal><DealTerms>"
    "<TerritoryCode>Worldwide</TerritoryCode></DealTerms></Deal></ReleaseDeal></DealList>"
)
_BACK_COVER = (
    "<Image><ResourceReference>A9</ResourceReference><Type>BackCoverImage</Type>"
    "<ContainsAI>None</ContainsAI></Image>"
)
_ERN_3 = """<ern:NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/382">
<MessageHeader><MessageId>M-4</MessageId><MessageSender><PartyId>PADPIDA2026010101N</PartyId></MessageSender>
</MessageHeader><ResourceList><SoundRecording><SoundRecordingId><ISRC>QZABC2600001</ISRC></SoundRecordingId>
<ResourceReference>A1</ResourceReference></SoundRecording></ResourceList>
<ReleaseList><Release{main}><ReleaseReference>R0</ReleaseReference><ReleaseResourceReferenceList>
<ReleaseResourceReference>A1</ReleaseResourceReference></ReleaseResourceReferenceList></Release></ReleaseList>
</ern:NewReleaseMessage>"""

EXAMPLES = (
    Example("DX-X01", Case(raw="<!DOCTYPE a [<!ENTITY n 'None'>]><a>&n;</a>"), case()),
    Example("DX-X02", Case(raw='<NewReleaseMessage xmlns="http://ddex.net/xml/ern/35"/>'), case()),
    Example(
        "DX-X03",
        case(contributors="", flags="<Mood>sad</Mood>"),
        case(flags="<IsInstrumental>true</IsInstrumental>"),
    ),
    Example("DX-X04", case(avs="14"), case(avs="12")),
    Example(
        "DX-X05",
        Case(schemas=("4.3",), note="The message is of ERN 4.3.2; the folder of schemas has that of 4.3."),
        Case(schemas=("4.3.2",), note="The folder of schemas has that of ERN 4.3.2."),
    ),
    Example(
        "DX-V01", case(duration="<Duration>3:04</Duration>"), case(duration="<Duration>PT3M4S</Duration>")
    ),
    Example(
        "DX-S01",
        case(resources="<ReleaseResourceReference>A5</ReleaseResourceReference>"),
        case(resources="<ReleaseResourceReference>A1</ReleaseResourceReference>"),
    ),
    Example(
        "DX-S02",
        case("The release does not refer to the recording.", resources=""),
        case(resources="<ReleaseResourceReference>A1</ReleaseResourceReference>"),
    ),
    Example(
        "DX-S03",
        Case(raw=_ERN_3.format(main="")),
        Case(raw=_ERN_3.format(main=' IsMainRelease="true"')),
    ),
    Example("DX-S04", case(deals=_TRACK_DEAL), case("The deal names the release R0.")),
    Example("DX-S05", case(image=_BACK_COVER), case(image=_BACK_COVER.replace("Back", "Front"))),
    Example("DX-S06", Case(raw=_VIDEO), case("The message holds a sound recording.")),
    Example("DX-S07", Case(raw=_PURGE), case("A NewReleaseMessage with deals that are in force.")),
    Example(
        "DX-S08",
        case(control="<MessageControlType>TestMessage</MessageControlType>"),
        case(control="<MessageControlType>LiveMessage</MessageControlType>"),
    ),
    Example(
        "DX-S09",
        Case({"created": "2026-10-02T10:00:00Z"}, earlier={"created": "2026-10-01T10:00:00Z"}),
        case("The first delivery of the recording."),
    ),
)
