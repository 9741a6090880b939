"""Examples for H and B: files and batches."""

import hashlib

from ingest.examples.case import FILE, SOUND, Case, Example, case

_HASHED = (
    f"<File><URI>{FILE}</URI><HashSum><Algorithm>{{}}</Algorithm>"
    "<HashSumValue>{}</HashSumValue></HashSum></File>"
)
_RIGHT = hashlib.sha256(SOUND).hexdigest()
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
        "DX-B01",
        Case(manifest=_MANIFEST.format(2), note="The manifest counts two messages, the batch holds one."),
        Case(manifest=_MANIFEST.format(1)),
    ),
)
