"""Resource files as a message names them."""

from collections.abc import Sequence

from ingest.ern.node import Node
from ingest.ern.place import Place
from ingest.ern.reading import Reading
from ingest.ern.record import record
from ingest.ern.values import boolean, duration_s, sample_rate_hz

TECHNICAL = (
    "TechnicalDetails",
    "TechnicalSoundRecordingDetails",
    "TechnicalVideoDetails",
    "TechnicalImageDetails",
    "TechnicalTextDetails",
)
_ANY_TECHNICAL = frozenset(TECHNICAL)
PREVIEW = ("IsPreview", "IsClip")
DETAILED = frozenset({"SamplingRate", "AudioCodecType", "Duration", "IsProvidedInDelivery"})


@record
class DeclaredHash:
    """A checksum as declared."""

    algorithm: str
    value: str
    place: Place


@record
class DeclaredFile:
    """A file that a resource names. ``name`` is the declared path, ``/`` between its parts.

    ``provided`` is False where the message itself says that the file does not come along.
    """

    name: str
    place: Place
    hashes: tuple[DeclaredHash, ...] = ()
    codec: str | None = None
    sample_rate_hz: int | None = None
    duration_s: float | None = None
    is_preview: bool = False
    provided: bool = True


def read_files(bodies: Sequence[Node], reading: Reading) -> tuple[DeclaredFile, ...]:
    """Read the files of ``bodies``; a file that several territories repeat is taken once."""
    files: dict[str, DeclaredFile] = {}
    for body in bodies:
        if body.names.isdisjoint(_ANY_TECHNICAL):
            continue
        for technical in body.all(*TECHNICAL):
            for file in _technical(technical, reading):
                files.setdefault(file.name, file)
    return tuple(files.values())


def _technical(technical: Node, reading: Reading) -> list[DeclaredFile]:
    """ERN 3 and 4.1 to 4.2 keep ``File`` here, ERN 4.3 keeps ``DeliveryFile`` and clips around it."""
    names = technical.names
    preview = not names.isdisjoint(PREVIEW) and any(
        reading.value(technical, name, boolean) for name in PREVIEW if name in names
    )
    found = _files_in(technical, reading, is_preview=preview) if "File" in names else []
    if "DeliveryFile" in names:
        for delivery in technical.all("DeliveryFile"):
            found += _files_in(delivery, reading, is_preview=preview)
    if "ClipDetails" in names:
        for clip in technical.all("ClipDetails"):
            for delivery in clip.only("DeliveryFile"):
                found += _files_in(delivery, reading, is_preview=True)
    technical.forget()
    return found


def _files_in(details: Node, reading: Reading, *, is_preview: bool) -> list[DeclaredFile]:
    named = [(name, file, _hashes(file)) for file in details.all("File") if (name := _name(file))]
    if not named or details.names.isdisjoint(DETAILED):
        return [DeclaredFile(*each, is_preview=is_preview) for each in named]
    rate, codec = details.first("SamplingRate"), details.first("AudioCodecType")
    unit = rate.attribute("UnitOfMeasure") if rate else None
    sample_rate = reading.value(details, "SamplingRate", lambda text: sample_rate_hz(text, unit))
    duration = reading.value(details, "Duration", duration_s)
    provided = reading.value(details, "IsProvidedInDelivery", boolean)
    codec_name = (codec.attribute("UserDefinedValue") or codec.content or None) if codec else None
    return [
        DeclaredFile(*each, codec_name, sample_rate, duration, is_preview, provided is not False)
        for each in named
    ]


def _name(file: Node) -> str:
    uri = file.text("URI") or file.text("URL")
    if uri:
        return uri
    return in_folder(file.text("FilePath"), file.text("FileName"))


def in_folder(folder: str | None, name: str | None) -> str:
    """The path of the file ``name`` in ``folder``, as far as they are given."""
    if folder and name:
        return f"{folder.rstrip('/')}/{name}"
    return name or folder or ""


def _hashes(file: Node) -> tuple[DeclaredHash, ...]:
    return tuple(map(_hash, file.all("HashSum"))) if file.has("HashSum") else ()


def _hash(node: Node) -> DeclaredHash:
    algorithm = node.first("Algorithm") or node.first("HashSumAlgorithmType")
    return DeclaredHash(
        algorithm=(algorithm.attribute("UserDefinedValue") or algorithm.content) if algorithm else "",
        value=node.text("HashSumValue") or node.text("HashSum") or "",
        place=node,
    )
