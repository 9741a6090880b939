"""Examples for I: identifiers."""

from ingest.examples.case import Example, case

_SECOND = (
    "<SoundRecording><ResourceReference>A2</ResourceReference><ResourceId><ISRC>{}</ISRC></ResourceId>"
    "<ContainsAI>None</ContainsAI></SoundRecording>"
)

EXAMPLES = (
    Example("DX-I01", case(isrc="<ISRC>QZ-1</ISRC>"), case(isrc="<ISRC>QZ-ABC-26-00001</ISRC>")),
    Example(
        "DX-I02",
        case(release_ids="<ICPN>4260000000012</ICPN>"),
        case(release_ids="<ICPN>4260000000011</ICPN>"),
    ),
    Example(
        "DX-I03",
        case(recordings=_SECOND.format("QZABC2600001")),
        case(recordings=_SECOND.format("QZABC2600002")),
    ),
    Example("DX-I04", case(isrc="<ISRC>QZABC4000001</ISRC>"), case(isrc="<ISRC>QZABC2600001</ISRC>")),
)
