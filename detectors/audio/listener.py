"""Listens to files in worker processes."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from contracts.scored_track import ListeningStatus
from detectors.audio.heard import Heard, ListenOptions, as_json, from_json, heard_in_process, unheard
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


def hear(path: str, longest_s: float, comb: bool) -> dict[str, Any]:  # noqa: FBT001  called through a pipe
    """What a worker runs."""
    return as_json(heard_in_process(Path(path), ListenOptions(longest_s=longest_s, comb=comb)))
