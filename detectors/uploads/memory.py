"""Keeps the upload histories in memory: for training, where a simulated stream is counted once."""

from collections.abc import Mapping, Sequence

from detectors.uploads.history import History
from detectors.uploads.upload import Key, KeyKind, Upload


class MemoryUploads:
    """The same as the store in the database, without one."""

    def __init__(self) -> None:
        self._histories: dict[Key, History] = {}
        self._artists: set[tuple[Key, int]] = set()

    def load(self, keys: Sequence[Key], at: float) -> dict[Key, History]:  # noqa: ARG002 - as the store
        """The histories of ``keys``."""
        return {key: self._histories.setdefault(key, History()) for key in keys}

    def add(self, upload: Upload, histories: Mapping[Key, History]) -> None:
        """Count ``upload`` in ``histories``."""
        for key in upload.keys:
            new = False
            if upload.artist is not None and key.kind is not KeyKind.ARTIST:
                new = (key, upload.artist) not in self._artists
                self._artists.add((key, upload.artist))
            histories[key].add(upload, new_artist=new)
            histories[key].changed.clear()
