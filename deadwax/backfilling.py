"""Listens to the sound of a catalogue of the past."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import structlog
from sqlalchemy import Connection

from contracts.scored_track import ListeningStatus
from detectors.audio.heard import Heard
from detectors.audio.listener import Listener
from detectors.backfill.entry import Entry
from detectors.duplicates.copies import Copies
from detectors.duplicates.index import SoundIndex
from runtime.errors import DeadwaxError, FatalError
from runtime.settings import Settings
from runtime.workers import WorkerPool

_log = structlog.get_logger("deadwax.backfill")


class CatalogueHearing:
    """Listens in worker processes, as many files at a time as there are workers, and keeps fingerprints.

    A file that cannot be heard stops nothing: the log says which and why.
    """

    def __init__(self, listener: Listener, workers: int) -> None:
        self._listener = listener
        self._workers = workers
        self._copies = Copies(SoundIndex())

    def listen(self, found: Sequence[Entry]) -> Mapping[str, Heard]:
        """What was heard, by track id."""
        self._copies.tidy()
        with ThreadPoolExecutor(self._workers, thread_name_prefix="backfill") as threads:
            heard = threads.map(self._one, found)
            return {e.track.track_id: h for e, h in zip(found, heard, strict=True) if h is not None}

    def remember(self, entry: Entry, heard: Heard, connection: Connection) -> None:
        """Enter the fingerprint among the known ones."""
        self._copies.compare(entry.track, heard.fingerprint, connection)

    def _one(self, entry: Entry) -> Heard | None:
        if entry.path is None:
            return None
        try:
            heard = self._listener.listen(entry.path)
        except FatalError:
            raise
        except DeadwaxError as error:
            _log.warning("a file was not heard", path=str(entry.path), error=str(error))
            return None
        if heard.listening.status is ListeningStatus.FAILED:
            _log.warning("a file was not heard", path=str(entry.path), error=heard.listening.reason)
            return None
        return heard


@contextmanager
def hearing(settings: Settings, *, wanted: bool) -> Iterator[CatalogueHearing | None]:
    """Hears a catalogue in a pool of its own; None where that is not wanted."""
    if not wanted:
        yield None
        return
    pool = WorkerPool.of(settings)
    # Traces of decoders are not looked for: nobody scores the past.
    listener = Listener(pool, settings.model_copy(update={"decoder_comb": False}))
    try:
        yield CatalogueHearing(listener, settings.workers)
    finally:
        pool.close()
