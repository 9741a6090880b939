"""Reads pieces of a file within limits, whatever lengths the file claims."""

import io
import os
from typing import BinaryIO

from ingest.marks.errors import DamagedTagsError, TagLimitError

MAX_BYTES = 16 << 20
MAX_READS = 20_000


class Source:
    """A file of ``size`` bytes, read piece by piece by offset.

    What is read is bounded in bytes and in pieces, so that no claim in the file costs more time or memory.
    """

    def __init__(self, file: BinaryIO, *, most_bytes: int = MAX_BYTES, most_reads: int = MAX_READS) -> None:
        self._file = file
        self.size = file.seek(0, os.SEEK_END)
        self._bytes_left = most_bytes
        self._reads_left = most_reads

    @classmethod
    def of(cls, data: bytes) -> "Source":
        """The same over bytes in memory."""
        return cls(io.BytesIO(data))

    def some(self, offset: int, length: int) -> bytes:
        """At most ``length`` bytes at ``offset``; fewer at the file's end. Raises ``TagLimitError``."""
        length = max(0, min(length, self.size - offset))
        self._reads_left -= 1
        self._bytes_left -= length
        if self._reads_left < 0 or self._bytes_left < 0:
            raise TagLimitError(f"The tags are larger or more than is read ({offset} bytes into the file).")
        if length == 0:
            return b""
        self._file.seek(offset)
        return self._file.read(length)

    def exactly(self, offset: int, length: int) -> bytes:
        """``length`` bytes at ``offset``. Raises ``DamagedTagsError`` where the file ends before."""
        data = self.some(offset, length)
        if len(data) != length:
            raise DamagedTagsError(f"The file ends inside a tag ({offset} bytes into it).")
        return data
