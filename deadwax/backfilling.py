"""Listens to the sound of a catalogue of the past."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy import Connection

from detectors.audio.listener import Listener
from detectors.backfill.backfill import Hear
from detectors.backfill.entry import Entry
from detectors.duplicates.copies import Copies
from detectors.duplicates.index import SoundIndex
from runtime.errors import DeadwaxError, FatalError
from runtime.settings import Settings
from runtime.workers import WorkerPool

_log = structlog.get_logger("deadwax.backfill")


@contextmanager
def hearing(settings: Settings, *, wanted: bool) -> Iterator[Hear | None]:
    """Listens in worker processes and remembers fingerprints; None where that is not wanted.

    A file that cannot be heard stops nothing: the log says which and why.
    """
    if not wanted:
        yield None
        return
    pool = WorkerPool.of(settings)
    listener, copies = Listener(pool, settings), Copies(SoundIndex())

    def hear(entry: Entry, connection: Connection) -> None:
        if entry.path is None:
            return
        try:
            heard = listener.listen(entry.path)
        except FatalError:
            raise
        except DeadwaxError as error:
            _log.warning("a file was not heard", path=str(entry.path), error=str(error))
            return
        copies.compare(entry.track, heard.fingerprint, connection)
        copies.tidy()

    try:
        yield hear
    finally:
        pool.close()
