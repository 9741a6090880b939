"""The very same file under other identities."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from contracts.track import Track
from detectors.insert import insert_new
from detectors.tables import sound_files
from detectors.titles.skeleton import name_key
from detectors.uploads.upload import sender_key

MOST_READ = 2000
"""A file known under more identities than this is a copy many times over; counting stops there."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Under which ISRC, artist name and sender a file was delivered; keys, not display text."""

    isrc: str
    artist: str
    sender: str


def identity_of(track: Track) -> Identity:
    """The identity that ``track`` gives its file; an ISRC that is not given is the empty string."""
    isrc = "".join(c for c in (track.isrc or "") if c.isalnum()).upper()[:20]
    return Identity(isrc, name_key(track.display_artist), sender_key(track))


def same_file_features(own: Identity | None, known: Iterable[Identity]) -> dict[str, float | None]:
    """How many other ISRCs, artists and senders delivered the file; None where there is no file.

    An ISRC that is not given differs from none.
    """
    if own is None:
        names = ("same_file_other_isrcs", "same_file_other_artists", "same_file_other_senders")
        return dict.fromkeys(names, None)
    others = tuple(known)
    return {
        "same_file_other_isrcs": float(
            len({k.isrc for k in others if k.isrc} - {own.isrc}) if own.isrc else 0
        ),
        "same_file_other_artists": float(len({k.artist for k in others} - {own.artist})),
        "same_file_other_senders": float(len({k.sender for k in others} - {own.sender})),
    }


class FileStore:
    """Known files in one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self, sha256: str) -> tuple[Identity, ...]:
        """Every identity under which the file was delivered before, up to ``MOST_READ``."""
        columns = sound_files.c
        query = select(columns.isrc, columns.artist, columns.sender).where(columns.sha256 == sha256)
        return tuple(Identity(*row) for row in self._connection.execute(query.limit(MOST_READ)))

    def add(self, sha256: str, identity: Identity, track_id: str) -> None:
        """Remember the file under ``identity``."""
        insert_new(
            self._connection,
            sound_files,
            {
                "sha256": sha256,
                "isrc": identity.isrc,
                "artist": identity.artist,
                "sender": identity.sender,
                "track_id": track_id,
            },
        )


def is_redelivery(own: Identity, known: Iterable[Identity]) -> bool:
    """Whether this sender delivered this very file under this ISRC before.

    That is an update, a correction, or a release on which the recording appears again: no new
    upload, and not counted as one. The file must be the same, so that an ISRC used over and over
    for different recordings does not hide them.
    """
    return bool(own.isrc) and any(k.isrc == own.isrc and k.sender == own.sender for k in known)
