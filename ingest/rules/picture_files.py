"""H03, H05: what the file of an image is, against its name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from ingest.ern.files import DeclaredFile
from ingest.ern.resources import Resource
from ingest.rules.found import Found

_KINDS = MappingProxyType(
    {
        "jpg": "JPEG",
        "jpeg": "JPEG",
        "png": "PNG",
        "gif": "GIF",
        "tif": "TIFF",
        "tiff": "TIFF",
        "webp": "WebP",
        "bmp": "BMP",
    }
)


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A file of an image that is there and not empty; ``kind`` is None where it is no picture known here."""

    image: Resource
    file: DeclaredFile
    kind: str | None


def found_in_pictures(pictures: Iterable[PictureFile]) -> list[Found]:
    """What the rules find in each file."""
    return [found for each in pictures for found in _found(each)]


def _found(picture: PictureFile) -> Iterator[Found]:
    file, ending = picture.file, PurePosixPath(picture.file.name).suffix.lower().lstrip(".")
    named = _KINDS.get(ending)
    if named and picture.kind is None:
        yield Found(
            "DX-H03",
            file.place,
            f"{picture.image.subject}The file is named .{ending} and holds no picture.",
            "a file of the format that its name says",
            "Export the picture again and send the file.",
            file=file.name,
            file_status="ResourceCorrupt",
        )
    elif named and picture.kind != named:
        yield Found(
            "DX-H05",
            file.place,
            f"{picture.image.subject}The file is named .{ending} and is {picture.kind}.",
            "a file that is what its name says",
            "Name the file by its kind, or convert it to the kind that was agreed.",
            file=file.name,
        )
