"""Files that live in memory."""

import io
from collections.abc import Mapping
from typing import BinaryIO

from runtime.errors import MissingObjectError


class Store:
    """Opens what it was given, by location."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def open(self, location: str) -> BinaryIO:
        """Open ``location`` for reading."""
        if location not in self._files:
            raise MissingObjectError(f"No file at {location!r}.")
        return io.BytesIO(self._files[location])
