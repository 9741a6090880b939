"""The folder that the sealed segments lie in, and the list of those that count."""

import fcntl
import json
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from detectors.duplicates.fingerprint import FORMAT
from detectors.duplicates.segment import Segment

_LIST = "segments.json"
_LOCK = "lock"
_LAYOUT = 1


class Shelf:
    """Segments by name. Several processes may use one folder; one at a time changes it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def stamp(self) -> int:
        """Changes whenever the list changed; 0 where there is none."""
        try:
            state = (self._folder / _LIST).stat()
        except OSError:
            return 0
        return hash((state.st_mtime_ns, state.st_ino))

    def read(self, known: Mapping[str, Segment]) -> dict[str, Segment]:
        """The segments that count, by name; those that are ``known`` are not opened again.

        Raises OSError or ValueError where the folder is damaged or of another version.
        """
        try:
            text = (self._folder / _LIST).read_text()
        except FileNotFoundError:
            return {}
        listed = json.loads(text)
        if not isinstance(listed, dict) or (listed.get("layout"), listed.get("format")) != (_LAYOUT, FORMAT):
            raise ValueError("the list of segments is of another version")
        return {name: known.get(name) or Segment.read(self._folder / name) for name in listed["segments"]}

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether this process may change the folder now; at the end another one may."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / _LOCK).open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def add(self, segment: Segment) -> str:
        """Write ``segment`` and return its name. It counts from :meth:`write` on."""
        name = f"{segment.numbers[0]}-{segment.numbers[-1]}-{uuid.uuid4().hex[:8]}"
        segment.write(self._folder / name)
        return name

    def write(self, names: Sequence[str]) -> None:
        """From now on the segments called ``names`` count, and no others."""
        unfinished = self._folder / f".{_LIST}.{os.getpid()}"
        with unfinished.open("w") as file:
            json.dump({"layout": _LAYOUT, "format": FORMAT, "segments": list(names)}, file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._folder / _LIST)

    def clear(self, names: Sequence[str]) -> None:
        """Delete every segment but those called ``names``; who has one open goes on reading it."""
        for path in self._folder.iterdir():
            if path.is_dir() and path.name not in names:
                shutil.rmtree(path, ignore_errors=True)
