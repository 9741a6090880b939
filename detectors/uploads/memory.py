"""Keeps the upload histories in memory: for training, where a simulated stream is counted once."""

from collections.abc import Mapping, Sequence

from detectors.uploads.artists import ArtistsSeen
from detectors.uploads.history import History
from detectors.uploads.keys import Key
from detectors.uploads.store import new_history
from detectors.uploads.upload import Upload


class MemoryUploads:
    """The same as the store in the database, without one."""

    def __init__(self) -> None:
        self._histories: dict[Key, History] = {}
        self._seen = ArtistsSeen()

    def load(self, keys: Sequence[Key], at: float) -> dict[Key, History]:  # noqa: ARG002 - as the store
        """The histories of ``keys``."""
        for key in keys:
            if key not in self._histories:
                self._histories[key] = new_history(key.kind)
        return {key: self._histories[key] for key in keys}

    def add(self, upload: Upload, histories: Mapping[Key, History]) -> None:
        """Count ``upload`` in ``histories``."""
        for key in upload.keys:
            history = histories[key]
            history.add(upload, new_artist=self._seen.is_new(key, upload.artist))
            history.settle()
