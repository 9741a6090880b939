"""Known files and titles in memory: for training on a simulated stream."""

from collections import defaultdict
from collections.abc import Sequence

from detectors.duplicates.files import Identity
from detectors.duplicates.speed_copies import TitledRecording


class MemoryFiles:
    """The same as the store in the database, without one."""

    def __init__(self) -> None:
        self._known: dict[str, list[Identity]] = defaultdict(list)

    def known(self, sha256: str) -> Sequence[Identity]:
        """Every identity of the file."""
        return self._known.get(sha256, ())

    def add(self, sha256: str, identity: Identity, track_id: str) -> None:  # noqa: ARG002 - as the store
        """Remember one more."""
        self._known[sha256].append(identity)


class MemoryTitles:
    """The same as the store in the database, without one."""

    def __init__(self) -> None:
        self._known: dict[int, list[TitledRecording]] = defaultdict(list)

    def known(self, title: int) -> Sequence[TitledRecording]:
        """Recordings whose titles have the same words."""
        return self._known.get(title, ())

    def add(self, recording: TitledRecording) -> None:
        """Remember one more."""
        if recording not in self._known[recording.title]:
            self._known[recording.title].append(recording)
