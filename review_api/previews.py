"""Sound that a browser plays, made anew from the delivered file and kept by its SHA-256."""

import contextlib
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from contracts.track import AudioFile
from review_api.errors import PreviewUnavailableError
from review_api.preview_encoder import encode_preview
from review_api.preview_files import SUFFIX
from runtime.errors import DeadwaxError
from runtime.objects import Objects, sha256_of
from runtime.workers import WorkerPool

HEX_DIGITS = frozenset("0123456789abcdef")
SHA256_LENGTH = 64


class Previews:
    """Makes previews in worker processes and keeps them under ``folder``."""

    def __init__(self, folder: Path, objects: Objects, workers: WorkerPool, longest_s: float) -> None:
        self._folder = folder
        self._objects = objects
        self._workers = workers
        self._longest_s = longest_s
        self._making: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()

    def of(self, sound: AudioFile) -> Path:
        """Return the preview of a delivered file, made now where it was not before.

        Raises ``PreviewUnavailableError`` in plain words: not delivered, gone, changed, not playable.
        """
        digest = (sound.sha256 or "").lower()
        if sound.location is None or len(digest) != SHA256_LENGTH or not HEX_DIGITS.issuperset(digest):
            raise PreviewUnavailableError("The delivery came without a sound file for this track.")
        kept = self._folder / f"{digest}{SUFFIX}"
        with self._one_at_a_time(digest):
            if kept.is_file():
                # The time of access is when it was last played; file systems do not always keep it.
                os.utime(kept, ns=(time.time_ns(), kept.stat().st_mtime_ns))
            else:
                self._make(sound.location, digest, kept)
        return kept

    @contextlib.contextmanager
    def _one_at_a_time(self, digest: str) -> Iterator[None]:
        with self._guard:
            lock = self._making.setdefault(digest, threading.Lock())
        try:
            with lock:
                yield
        finally:
            with self._guard:
                self._making.pop(digest, None)

    def _make(self, location: str, digest: str, kept: Path) -> None:
        source = self._source(location, digest)
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(suffix=".part", dir=self._folder)
        os.close(descriptor)
        part = Path(name)
        try:
            length_s = self._encoded(source, part)
            if not length_s:
                raise PreviewUnavailableError("The delivered file holds no sound that can be decoded.")
            part.replace(kept)
        finally:
            part.unlink(missing_ok=True)

    def _source(self, location: str, digest: str) -> Path:
        try:
            source = self._objects.path(location)
        except DeadwaxError as error:
            raise PreviewUnavailableError(
                "The delivered file is no longer where it was.",
                remedy="Ask for a redelivery if it is needed.",
            ) from error
        if sha256_of(source) != digest:
            raise PreviewUnavailableError(
                "The file has changed since the track was flagged, so it is not played here."
            )
        return source

    def _encoded(self, source: Path, part: Path) -> float:
        try:
            return float(self._workers.call(encode_preview, str(source), str(part), self._longest_s))
        except DeadwaxError as error:
            raise PreviewUnavailableError(f"The delivered file cannot be played: {error.message}") from error
