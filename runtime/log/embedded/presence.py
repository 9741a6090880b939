"""How the members of a group on one machine know that another one has died."""

import fcntl
import os
import uuid
from pathlib import Path


class Presence:
    """Holds a lock on a file of its own; the kernel lets go of it when the process ends, however.

    So the partitions of a killed worker are free at once. (A worker that hangs keeps the lock; its
    lease runs out instead. A child made by ``fork`` without ``exec`` would keep the lock as well.)
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.member = f"{os.getpid()}-{uuid.uuid4().hex}"
        self._path = folder / self.member
        self._descriptor = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def close(self) -> None:
        """Be gone."""
        self._path.unlink(missing_ok=True)
        os.close(self._descriptor)


def is_alive(folder: Path, member: str) -> bool:
    """Whether the process of ``member`` still lives; removes what a dead one left."""
    path = folder / member
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        path.unlink(missing_ok=True)
        return False
    finally:
        os.close(descriptor)
