"""One tag of a file, under a name that does not depend on the container."""

from dataclasses import dataclass
from types import MappingProxyType

MAX_TEXT_BYTES = 1 << 16
"""So much of one tag is read. Marks are short; recipes of generating programs fit."""

_NAMES = MappingProxyType(
    {
        name: canonical
        for canonical, names in {
            "comment": "COMM COM ICMT ANNO COMT \xa9cmt comment com.apple.quicktime.comment",
            "title": "TIT2 TT2 INAM NAME \xa9nam title",
            "artist": "TPE1 TP1 IART AUTH \xa9ART artist",
            "album": "TALB TAL IPRD \xa9alb album",
            "album artist": "TPE2 TP2 aART albumartist album_artist",
            "composer": "TCOM TCM \xa9wrt composer",
            "encoder": "TSSE TSS TENC TEN ISFT ITCH \xa9too \xa9enc encoder encoded_by",
            "copyright": "TCOP TCR ICOP cprt copyright",
            "description": "desc ISBJ description com.apple.quicktime.description",
            "audio source": "WOAS WAS",
            "url": "WXXX WXX \xa9url purl website contact",
        }.items()
        for name in names.casefold().split()
    }
    | {"(c)": "copyright"}
)


@dataclass(frozen=True, slots=True)
class Tag:
    """``name`` is canonical and in lower case, ``place`` names container and field for a person."""

    name: str
    text: str
    place: str


def make_tag(container: str, field: str, text: str, name: str | None = None) -> Tag:
    """The tag ``field`` of ``container``; ``name`` is the sender's own name of a free field."""
    told = (name if name is not None else field).strip("\0 \t\r\n").casefold()
    shown = _printable(f"{container} {field}:{name}" if name and name != field else f"{container} {field}")
    return Tag(_NAMES.get(told, told), text.strip("\ufeff\0 \t\r\n"), shown)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)[:120].strip()
