"""Every recording's sound in the database: what the index is made of, and what copies are laid over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from sqlalchemy import Connection, Row, select

from contracts.track import Track
from detectors.duplicates.bands import FloatArray
from detectors.duplicates.fingerprint import Fingerprint
from detectors.duplicates.hashes import kept
from detectors.duplicates.head import Entry
from detectors.duplicates.owner import Owner, owner_of
from detectors.duplicates.signature import pack, signs, unpack
from detectors.tables import sound_prints, sounds


@dataclass(frozen=True, slots=True)
class KnownSound:
    """A recording that was delivered before: in words, whose it is, and its signature (rows, STEPS)."""

    number: int
    track_id: str
    received_at: datetime
    title: str
    artist: str
    sender: str
    owner: Owner
    signature: FloatArray


class SoundStore:
    """Known sounds in one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self, numbers: Sequence[int]) -> dict[int, KnownSound]:
        """The recordings with these numbers; one that is not there is left out."""
        query = (
            select(sounds, sound_prints.c.signature)
            .join(sound_prints, sounds.c.sound_id == sound_prints.c.sound_id)
            .where(sounds.c.sound_id.in_(numbers))
        )
        return {row.sound_id: _known(row) for row in self._connection.execute(query)}

    def add(self, track: Track, fingerprint: Fingerprint) -> None:
        """Remember ``track``. It gets the next number."""
        owner = owner_of(track)
        row = {
            "track_id": track.track_id,
            "received_at": track.received_at,
            "isrc": owner.isrc,
            "title": f"{track.title} ({track.version_title})" if track.version_title else track.title,
            "artist": track.display_artist,
            "sender": track.sender.name,
            "sender_key": owner.sender,
            "rights": owner.rights,
            "hashes": kept(fingerprint.items).astype("<u4").tobytes(),
            "vector": fingerprint.vector.tobytes(),
        }
        made = self._connection.execute(sounds.insert().values(row)).inserted_primary_key
        number = made[0] if made is not None else None
        prints = {
            "sound_id": number,
            "items": fingerprint.items.astype("<u4").tobytes(),
            "signature": pack(signs(fingerprint.image.astype(np.float32))),
        }
        self._connection.execute(sound_prints.insert().values(prints))


def entries(connection: Connection, after: int, also: Iterable[int], limit: int) -> list[Entry]:
    """What the index holds of the recordings numbered above ``after``, and of those in ``also``, in order."""
    columns = sounds.c
    wanted = columns.sound_id > after
    late = list(also)
    if late:
        wanted |= columns.sound_id.in_(late)
    query = select(columns.sound_id, columns.hashes, columns.vector).where(wanted)
    found = connection.execute(query.order_by(columns.sound_id).limit(limit))
    return [
        Entry(
            number=row.sound_id,
            hashes=np.frombuffer(row.hashes, dtype="<u4").astype(np.uint32),
            vector=np.frombuffer(row.vector, dtype=np.int8),
        )
        for row in found
    ]


def _known(row: Row[tuple[object, ...]]) -> KnownSound:
    return KnownSound(
        number=row.sound_id,
        track_id=row.track_id,
        received_at=row.received_at,
        title=row.title,
        artist=row.artist,
        sender=row.sender,
        owner=Owner(row.isrc, row.artist, row.sender_key, row.rights),
        signature=unpack(row.signature),
    )
