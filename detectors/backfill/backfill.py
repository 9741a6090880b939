"""Counts a catalogue into the memory of the detectors, in batches, and goes on where it ended."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Protocol

from sqlalchemy import Connection, Engine, select

from detectors.audio.heard import Heard
from detectors.backfill.entry import Entry, entry_of
from detectors.backfill.source import Source, entries
from detectors.backfill.tables import backfills
from detectors.duplicates.files import Identity, identity_of, is_redelivery
from detectors.duplicates.speed_copies import titled
from detectors.profiles.profiles import Profiles, traits_of
from detectors.rows import among, insert_missing, upsert, values
from detectors.tables import counted_tracks, known_titles, sound_files
from detectors.uploads.store import UploadStore
from detectors.uploads.upload import upload_of

BATCH, HEARD_BATCH = 2000, 50
"""Tracks in one transaction; fewer where they are heard, so that little is heard again after a crash."""
_MOST_TOLD = 20
_CLOCKS_DIFFER = timedelta(days=1)


class Hearing(Protocol):
    """Listens to the files of a catalogue and remembers what they sound like."""

    def listen(self, found: Sequence[Entry]) -> Mapping[str, Heard]:
        """What was heard, by track id; what could not be heard is left out. No transaction is open."""

    def remember(self, entry: Entry, heard: Heard, connection: Connection) -> None:
        """Enter the sound, in the transaction that counts the track."""


@dataclass(slots=True)
class Progress:
    """How far a catalogue was read in. ``problems`` are the first rows that were skipped, in words."""

    done: int = 0
    counted: int = 0
    skipped: int = 0
    problems: list[str] = field(default_factory=list)


class Backfill:
    """One catalogue on its way into the database.

    Each batch is one transaction that also writes how far it came: after a crash the next run goes
    on behind the last batch, and a track that was counted before, in this file or another or by the
    pipeline, is not counted again. Within a file the rows should be in order of time: what comes
    more than 97 days behind a later one no longer counts in its windows.
    """

    def __init__(
        self, engine: Engine, source: Source, *, hearing: Hearing | None = None, batch: int = BATCH
    ) -> None:
        self._engine = engine
        self._source = source
        self._hearing = hearing
        self._batch = batch

    def run(self, now: Callable[[], datetime]) -> Iterator[Progress]:
        """Read on, and tell after each batch how far it is."""
        progress = self._begun()
        yield progress
        with entries(self._source, progress.done) as rows:
            while chunk := list(islice(rows, self._batch)):
                found = self._read(chunk, progress, now() + _CLOCKS_DIFFER)
                heard = self._listen(found)
                with self._engine.begin() as connection:
                    self._take(connection, found, heard, progress)
                    finished = now() if progress.done >= self._source.rows else None
                    self._note(connection, progress, finished)
                yield progress

    def _begun(self) -> Progress:
        with self._engine.begin() as connection:
            query = select(backfills).where(backfills.c.sha256 == self._source.sha256)
            row = connection.execute(query).one_or_none()
        return Progress(row.rows_done, row.counted, row.skipped) if row else Progress()

    def _note(self, connection: Connection, progress: Progress, finished: datetime | None) -> None:
        row = {
            "sha256": self._source.sha256,
            "name": self._source.path.name,
            "rows_done": progress.done,
            "counted": progress.counted,
            "skipped": progress.skipped,
            "finished_at": finished,
        }
        upsert(connection, backfills, [row])

    def _read(self, chunk: Sequence[dict[str, str]], progress: Progress, latest: datetime) -> list[Entry]:
        folder = self._source.path.absolute().parent
        found = []
        for row in chunk:
            progress.done += 1
            entry = entry_of(row, self._source.sha256[:16], progress.done, folder)
            if isinstance(entry, Entry) and entry.track.received_at > latest:
                # It would push all that really comes until then out of its windows.
                entry = f"its time, {entry.track.received_at:%Y-%m-%d}, lies in the future"
            if isinstance(entry, str):
                progress.skipped += 1
                if len(progress.problems) < _MOST_TOLD:
                    progress.problems.append(f"row {progress.done}: {entry}")
            else:
                found.append(entry)
        return found

    def _listen(self, found: Sequence[Entry]) -> Mapping[str, Heard]:
        """Hear what was not counted before. That takes long, and nobody shall wait for it: no transaction."""
        if self._hearing is None:
            return {}
        with self._engine.begin() as connection:
            there = _counted(connection, found)
        return self._hearing.listen(
            [e for e in found if e.path is not None and e.track.track_id not in there]
        )

    def _take(
        self, connection: Connection, found: Sequence[Entry], heard: Mapping[str, Heard], progress: Progress
    ) -> None:
        fresh = [e.as_heard(heard.get(e.track.track_id)) for e in _fresh(connection, found)]
        progress.counted += count(connection, fresh)
        for entry in fresh:
            if self._hearing is not None and (sound := heard.get(entry.track.track_id)) is not None:
                self._hearing.remember(entry, sound, connection)


def count(connection: Connection, found: Sequence[Entry]) -> int:
    """Count entries of the past in windows, profiles, files and titles; returns how many were new uploads."""
    uploads = [upload_of(e.track, e.duration_s, e.ai_probability) for e in found]
    traits = [traits_of(e.track, e.duration_s) for e in found]
    store, profiles = UploadStore(connection), Profiles.on(connection)
    store.open(uploads, measure=False)
    profiles.open(traits)
    known = _identities(connection, found)
    counted = 0
    for entry, upload, trait in zip(found, uploads, traits, strict=True):
        sha256 = entry.track.sound.sha256 if entry.track.sound else None
        own = identity_of(entry.track)
        before = known.setdefault(sha256, set()) if sha256 else set()
        if not is_redelivery(own, before):
            store.add(upload, store.load(upload.keys, upload.at))
            profiles.add(trait)
            counted += 1
        before.add(own)
    store.flush()
    profiles.flush()
    _remember(connection, found)
    return counted


def _fresh(connection: Connection, found: Sequence[Entry]) -> list[Entry]:
    """Entries that were never counted, each once; from now on they are."""
    by_id = {entry.track.track_id: entry for entry in reversed(found)}
    there = _counted(connection, found)
    fresh = [entry for entry in reversed(by_id.values()) if entry.track.track_id not in there]
    rows = [{"track_id": e.track.track_id, "counted_for": e.track.received_at} for e in fresh]
    insert_missing(connection, counted_tracks, rows)
    return fresh


def _counted(connection: Connection, found: Sequence[Entry]) -> set[str]:
    """The ids of those that were counted before."""
    dialect = connection.dialect.name
    query = select(counted_tracks.c.track_id).where(among(dialect, counted_tracks.c.track_id))
    return set(connection.execute(query, values(dialect, {e.track.track_id for e in found})).scalars())


def _identities(connection: Connection, found: Sequence[Entry]) -> dict[str, set[Identity]]:
    files = {e.track.sound.sha256 for e in found if e.track.sound and e.track.sound.sha256}
    dialect, c = connection.dialect.name, sound_files.c
    query = select(c.sha256, c.isrc, c.artist, c.sender).where(among(dialect, c.sha256))
    known: dict[str, set[Identity]] = {}
    for row in connection.execute(query, values(dialect, files)):
        known.setdefault(row.sha256, set()).add(Identity(row.isrc, row.artist, row.sender))
    return known


def _remember(connection: Connection, found: Sequence[Entry]) -> None:
    """Keep files and titles, each identity once."""
    titles, files = {}, {}
    for entry in found:
        if (recording := titled(entry.track, entry.duration_s)) is not None:
            titles[recording] = {
                "title": recording.title,
                "wording": recording.wording,
                "artist": recording.artist,
                "sender": recording.sender,
                "duration_s": recording.duration_s,
            }
        sound = entry.track.sound
        if sound is not None and sound.sha256:
            own = identity_of(entry.track)
            files[sound.sha256, own] = {
                "sha256": sound.sha256,
                "isrc": own.isrc,
                "artist": own.artist,
                "sender": own.sender,
                "track_id": entry.track.track_id,
            }
    insert_missing(connection, known_titles, list(titles.values()))
    insert_missing(connection, sound_files, list(files.values()))
