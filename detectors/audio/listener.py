"""Listens to files in worker processes."""

from pathlib import Path

from pydantic import ValidationError

from contracts.evidence import ChunkScore
from contracts.scored_track import ListeningStatus
from detectors.audio.far_side import hear, look
from detectors.audio.heard import Heard, ListenOptions, from_json, heard_in_process, unheard, with_parts
from runtime.settings import Settings
from runtime.workers import (
    WorkerCallError,
    WorkerCrashedError,
    WorkerMemoryError,
    WorkerPool,
    WorkerResultError,
    WorkerTimeoutError,
)

__all__ = ["Heard", "Listener", "heard_in_process"]

_LOST = (
    WorkerCallError,
    WorkerCrashedError,
    WorkerMemoryError,
    WorkerResultError,
    WorkerTimeoutError,
)


class Listener:
    """Decodes and measures files in the pool's processes. Safe to call from many threads."""

    def __init__(self, workers: WorkerPool, settings: Settings) -> None:
        self._workers = workers
        self._options = ListenOptions(longest_s=settings.max_decoded_s, comb=settings.decoder_comb)

    def listen(self, path: Path) -> Heard:
        """What was heard of the file at ``path``; a file that cannot be heard says so in ``listening``."""
        try:
            sent = self._workers.call(hear, str(path), self._options.longest_s, self._options.comb)
            return from_json(sent)
        except _LOST as error:
            return unheard(ListeningStatus.FAILED, f"{path.name}: {error}")
        except (ValidationError, KeyError, TypeError, ValueError) as error:
            return unheard(
                ListeningStatus.FAILED,
                f"{path.name}: a worker sent something else than what it heard ({error}).",
            )

    def look_closer(self, path: Path, heard: Heard) -> Heard:
        """The same with its parts by time: for recordings whose score is worth a second pass.

        What cannot be looked at again is left as it was heard.
        """
        exhibit = heard.exhibit
        if exhibit is None or exhibit.grounds is None:
            return heard
        grounds = exhibit.grounds.model_dump(mode="json")
        try:
            sent = self._workers.call(look, str(path), grounds, exhibit.duration_s, self._options.longest_s)
            return with_parts(heard, tuple(ChunkScore.model_validate(part) for part in sent))
        except (*_LOST, ValidationError, TypeError):
            return heard
