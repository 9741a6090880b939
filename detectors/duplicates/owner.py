"""Whose recording it is, as far as deliveries say: what tells a copy from an owner's own version."""

import re
from dataclasses import dataclass

from contracts.track import Track
from detectors.titles.skeleton import name_key
from detectors.titles.words import words
from detectors.uploads.keys import sender_key

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Owner:
    """ISRC, the artist's name as displayed, and the keys of the sender and of the rights line.

    The empty string stands for what a delivery does not say.
    """

    isrc: str
    artist: str
    sender: str
    rights: str


def owner_of(track: Track) -> Owner:
    """What the delivery of ``track`` says of its owner."""
    isrc = "".join(c for c in (track.isrc or "") if c.isalnum()).upper()[:20]
    line = track.p_line or track.release.p_line or ""
    return Owner(isrc, track.display_artist, sender_key(track), name_key(_YEAR.sub(" ", line)))


def same_owner(one: Owner, other: Owner, *, altered: bool) -> bool:
    """Whether two deliveries of one sound may well be one owner's.

    - The same ISRC: a re-delivery, or the recording on a compilation.
    - The same artist, where the sound is not altered: a catalogue that moved, a new edition.
    - The same artist from the same sender or with the same rights line: an official altered version. An
      artist is the same where one name's words contain the other's, as with guests.

    Other artists are others also where the sender is the same: farms deliver one sound under many names.
    """
    if one.isrc and one.isrc == other.isrc:
        return True
    shared = one.sender == other.sender or bool(one.rights and one.rights == other.rights)
    if name_key(one.artist) == name_key(other.artist):
        return shared or not altered
    mine, theirs = set(words(one.artist)), set(words(other.artist))
    contained = bool(mine and theirs) and (mine <= theirs or theirs <= mine)
    return shared and contained
