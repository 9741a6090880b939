"""Examples for H and B: files and batches."""

import hashlib

from ingest.examples.case import FILE, SOUND, Case, Example, case
from ingest.examples.sounds import comment, wav

_HASHED = (
    f"<File><URI>{FILE}</URI><HashSum><Algorithm>{{}}</Algorithm>"
    "<HashSumValue>{}</HashSumValue></HashSum></File>"
)
_RIGHT = hashlib.sha256(SOUND).hexdigest()
_SECOND = (
    "<SoundRecording><ResourceReference>A2</ResourceReference><SoundRecordingEdition><ResourceId>"
    "<ISRC>QZABC2600002</ISRC></ResourceId><TechnicalDetails><DeliveryFile><File><URI>{}</URI></File>"
    "</DeliveryFile></TechnicalDetails></SoundRecordingEdition></SoundRecording>"
)
_MANIFEST = (
    '<m:ManifestMessage xmlns:m="http://ddex.net/xml/ern-c-sftp/18">'
    "<NumberOfMessages>{}</NumberOfMessages><MessageInBatch><MessageId>M-1</MessageId>"
    "<URL>message.xml</URL></MessageInBatch></m:ManifestMessage>"
)

EXAMPLES = (
    Example(
        "DX-H01",
        case(file=_HASHED.format("SHA-256", "0" * 64)),
        case(file=_HASHED.format("SHA-256", _RIGHT)),
    ),
    Example(
        "DX-H02", case(file=f"<File><URI>{FILE}</URI></File>"), case(file=_HASHED.format("SHA-256", _RIGHT))
    ),
    Example(
        "DX-H03",
        Case(files={}, note="The file is not beside the message."),
        Case(note="The file lies beside the message."),
    ),
    Example(
        "DX-H04",
        case(recordings=_SECOND.format(FILE)),
        Case(
            {"recordings": _SECOND.format("resources/A2.wav")},
            files={FILE: SOUND, "resources/A2.wav": wav(184, comment("another recording"))},
            note="The second file has other bytes.",
        ),
    ),
    Example(
        "DX-H05",
        Case(
            {"file": "<File><URI>resources/A1.flac</URI></File>"},
            files={"resources/A1.flac": SOUND},
            note="The file holds WAV.",
        ),
        Case({"file": f"<File><URI>{FILE}</URI></File>"}, note="The file holds WAV."),
    ),
    Example(
        "DX-H06",
        case("The file lasts 3:04.", duration="<Duration>PT4M3S</Duration>"),
        case("The file lasts 3:04.", duration="<Duration>PT3M4S</Duration>"),
    ),
    Example(
        "DX-B01",
        Case(manifest=_MANIFEST.format(2), note="The manifest counts two messages, the batch holds one."),
        Case(manifest=_MANIFEST.format(1)),
    ),
)
