"""By what uploads are counted."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from contracts.track import Track
from detectors.titles.skeleton import name_key

_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}")
_ISRC_PREFIX = 5
_GTIN = 14
_PRODUCT_DIGITS = 5
_FEWEST_DIGITS = 8
_RIGHTS_YEAR = re.compile(r"^\W*(?:[pc\u2117\u00a9]\W*)?(?:(?:19|20)\d\d\W*)+", re.IGNORECASE)


class KeyKind(StrEnum):
    """Whose uploads are counted."""

    SENDER = "sender"
    LABEL = "label"
    ARTIST = "artist"
    ISRC_PREFIX = "isrc_prefix"
    UPC_PREFIX = "upc_prefix"
    COVER = "cover"
    RIGHTS_LINE = "rights_line"


@dataclass(frozen=True, slots=True)
class Key:
    """One sender, label, prefix and so on. ``name`` is never longer than about 130 characters."""

    kind: KeyKind
    name: str

    @property
    def number(self) -> int:
        """The key's 63-bit number in the database; the same on every machine."""
        text = f"{self.kind}\0{self.name}".encode("utf-8", "surrogatepass")
        return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big") >> 1


def keys_of(track: Track) -> tuple[Key, ...]:
    """The track's keys; what the message does not name has none."""
    names = (
        (KeyKind.SENDER, sender_key(track)),
        (KeyKind.LABEL, name_key(track.release.label or "")),
        (KeyKind.ARTIST, name_key(track.display_artist)),
        (KeyKind.ISRC_PREFIX, isrc_prefix(track.isrc)),
        (KeyKind.UPC_PREFIX, product_prefix(track.release.icpn)),
        (KeyKind.COVER, track.release.cover or ""),
        (KeyKind.RIGHTS_LINE, rights_line(track)),
    )
    return tuple(Key(kind, name) for kind, name in names if name)


def sender_key(track: Track) -> str:
    """The sender's identity: its DPID, else its name. Never empty."""
    dpid = track.sender.identifiers.get("DPID")
    return (name_key(dpid) if dpid else "") or name_key(track.sender.name) or "unnamed"


def isrc_prefix(isrc: str | None) -> str:
    """Country and registrant of a well-formed ISRC, its first five characters; else nothing."""
    text = "".join(c for c in isrc or "" if c.isalnum()).upper()
    return text[:_ISRC_PREFIX] if _ISRC.fullmatch(text) else ""


def product_prefix(icpn: str | None) -> str:
    """A product code (EAN, UPC) without its last five digits; nothing where there are too few digits.

    The length of a GS1 company prefix cannot be told from the code: this is a block of 10,000 products.
    """
    text = "".join(c for c in icpn or "" if c.isascii() and c.isdigit())
    if len(text) < _FEWEST_DIGITS or not text.strip("0"):
        return ""
    return text.zfill(_GTIN)[:-_PRODUCT_DIGITS]


def rights_line(track: Track) -> str:
    """The release's (P) line, else the recording's, else the (C) line, without sign and years."""
    line = track.release.p_line or track.p_line or track.release.c_line or ""
    return name_key(_RIGHTS_YEAR.sub("", line.strip()))
