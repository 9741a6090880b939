"""Access to delivered files by their location, which comes from outside and is not trusted."""

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from runtime.errors import ForbiddenLocationError, MissingObjectError

BLOCK_BYTES = 1 << 20


class Objects:
    """Opens files under the given folders, and nothing else.

    A location is a ``file://`` URI or an absolute path. Symbolic links are followed only as long as
    they stay inside the folders. Only regular files are opened.
    """

    def __init__(self, roots: Iterable[Path]) -> None:
        self._roots = tuple(root.resolve() for root in roots)

    def path(self, location: str) -> Path:
        """Return the resolved path of ``location``.

        Raises ``ForbiddenLocationError`` outside the folders, ``MissingObjectError`` where no
        regular file is.
        """
        path = _local(location)
        try:
            resolved = path.resolve(strict=True)
        except (FileNotFoundError, NotADirectoryError) as error:
            self._inside(path.resolve(strict=False), location)
            raise MissingObjectError(
                f"No file at {location!r}.", remedy="Deliver the file again, or put it back."
            ) from error
        except (OSError, RuntimeError) as error:
            raise ForbiddenLocationError(f"{location!r} cannot be followed: {error}.") from error
        self._inside(resolved, location)
        if not stat.S_ISREG(resolved.stat().st_mode):
            raise MissingObjectError(
                f"{location!r} is no regular file.", remedy="Deliver a file in its place."
            )
        return resolved

    def open(self, location: str) -> BinaryIO:
        """Open ``location`` for reading. Raises like :meth:`path`."""
        path = self.path(location)
        try:
            # The last part must still be no link, should somebody have swapped it meanwhile.
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError as error:
            raise MissingObjectError(
                f"No file at {location!r}.", remedy="Deliver the file again, or put it back."
            ) from error
        return os.fdopen(descriptor, "rb")

    def _inside(self, resolved: Path, location: str) -> None:
        if not any(resolved.is_relative_to(root) for root in self._roots):
            allowed = ", ".join(str(root) for root in self._roots) or "none"
            raise ForbiddenLocationError(
                f"{location!r} lies outside the folders that Deadwax may read ({allowed}).",
                remedy="Move the delivery, or add its folder to DEADWAX_OBJECT_ROOTS.",
            )


def location_of(path: Path) -> str:
    """The location that names ``path``: a ``file://`` URI of the absolute path."""
    return path.absolute().as_uri()


def sha256_of(path: Path) -> str:
    """The SHA-256 of the file at ``path`` in hex, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def _local(location: str) -> Path:
    if "\0" in location:
        raise ForbiddenLocationError(f"{location!r} holds a NUL character.")
    if location.startswith("/"):
        return Path(location)
    try:
        parts = urlsplit(location)
    except ValueError as error:
        raise ForbiddenLocationError(f"{location!r} is no URI: {error}.") from error
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        raise ForbiddenLocationError(
            f"{location!r} is neither an absolute path nor a file:// URI of this machine.",
            remedy="Give the location as file:///… or as an absolute path.",
        )
    path = unquote(parts.path, errors="surrogateescape")
    if "\0" in path or not path.startswith("/"):
        raise ForbiddenLocationError(f"{location!r} names no absolute path.")
    return Path(path)
