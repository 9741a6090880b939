"""Looks at tracks one after another: features as of a track first, then the track is counted."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from sqlalchemy import Connection

from contracts.track import Track
from detectors.delivery import Values, delivery_features
from detectors.duplicates.files import FileStore, Identity, identity_of, is_redelivery, same_file_features
from detectors.duplicates.speed_copies import TitledRecording, TitleStore, speed_copy_ratio, titled
from detectors.profiles.profiles import Profiles, traits_of
from detectors.titles.famous import well_known
from detectors.titles.features import full_title, title_features
from detectors.titles.protected import NameIndex
from detectors.uploads.features import ai_features, upload_features
from detectors.uploads.history import History
from detectors.uploads.store import UploadStore
from detectors.uploads.upload import Key, KeyKind, Upload, upload_of


class Uploads(Protocol):
    """Keeps upload histories."""

    def load(self, keys: Sequence[Key], at: float) -> dict[Key, History]:
        """The histories of ``keys``."""

    def add(self, upload: Upload, histories: Mapping[Key, History]) -> None:
        """Count ``upload`` in ``histories``."""


class Files(Protocol):
    """Knows under which identities a file was delivered."""

    def known(self, sha256: str) -> Iterable[Identity]:
        """Every identity of the file."""

    def add(self, sha256: str, identity: Identity, track_id: str) -> None:
        """Remember one more."""


class Titles(Protocol):
    """Knows recordings by their titles."""

    def known(self, title: int) -> Iterable[TitledRecording]:
        """Recordings whose titles have the same words."""

    def add(self, recording: TitledRecording) -> None:
        """Remember one more."""


class Observer:
    """Features of tracks in the order of a stream. Used by the pipeline and by training alike."""

    def __init__(
        self,
        uploads: Uploads,
        files: Files,
        titles: Titles,
        profiles: Profiles | None = None,
        names: NameIndex | None = None,
    ) -> None:
        self._uploads = uploads
        self._files = files
        self._titles = titles
        self._profiles = profiles or Profiles.in_memory()
        self._names = names or well_known()

    @classmethod
    def on(cls, connection: Connection, names: NameIndex | None = None) -> "Observer":
        """An observer whose memory is the database, within one open transaction."""
        stores = UploadStore(connection), FileStore(connection), TitleStore(connection)
        return cls(*stores, Profiles.on(connection), names)

    def observe(
        self,
        track: Track,
        duration_s: float | None,
        ai_probability: float | None,
        *,
        measure: bool = True,
    ) -> Values:
        """Every feature that is not audio, as of ``track``; then count it.

        A re-delivery of the same file under the same ISRC by the same sender is measured, but no new
        upload. ``measure`` False only counts, and returns nothing.
        """
        upload = upload_of(track, duration_s, ai_probability)
        histories = self._uploads.load(upload.keys, upload.at)
        sha256 = track.sound.sha256 if track.sound else None
        identity = identity_of(track)
        known = tuple(self._files.known(sha256)) if sha256 else ()
        recording = titled(track, duration_s)
        traits = traits_of(track, duration_s)
        self._profiles.open([traits])
        values: Values = {}
        if measure:
            values = self._measure(track, upload, histories, recording)
            values |= same_file_features(identity if sha256 else None, known)
            values |= delivery_features(track, duration_s, ai_probability)
            values |= title_features(track, self._names) | self._profiles.measure(traits)
        if not is_redelivery(identity, known):
            self._uploads.add(upload, histories)
            self._profiles.add(traits)
            self._profiles.flush()
        if sha256 and identity not in known:
            self._files.add(sha256, identity, track.track_id)
        if recording is not None:
            self._titles.add(recording)
        return values

    def _measure(
        self,
        track: Track,
        upload: Upload,
        histories: Mapping[Key, History],
        recording: TitledRecording | None,
    ) -> Values:
        by_kind = {key.kind: history for key, history in histories.items()}
        values = upload_features(by_kind, upload.at) | ai_features(by_kind[KeyKind.SENDER], upload.at)
        known = self._titles.known(recording.title) if recording else ()
        values["speed_copy_ratio"] = speed_copy_ratio(full_title(track), recording, known)
        return values
