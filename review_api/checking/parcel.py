"""Unpacks a delivery that came as a ZIP file, which is not trusted."""

import errno
import mmap
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from review_api.display import shown
from review_api.errors import ParcelTooLargeError, UnusableParcelError

ENTRY_MARK = b"PK\x01\x02"
BLOCK_BYTES = 1 << 20
LONGEST_NAME = 200
"""Bytes of one part of a path; file systems take 255."""
DEEPEST = 12

ENCRYPTED = 0x1
# Others need as much memory to unpack as the file asks for.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_OURS = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EACCES, errno.EROFS, errno.EMFILE)
"""Failures of this machine, for which the sender can do nothing."""

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    UnicodeError,
    ValueError,
    OSError,
)
"""What the ZIP reader raises over damaged files."""


@dataclass(frozen=True, slots=True)
class ParcelLimits:
    """``most_bytes`` when unpacked, ``most_files`` in all."""

    most_bytes: int
    most_files: int = 2_000


def unpack(parcel: BinaryIO, folder: Path, limits: ParcelLimits) -> None:
    """Unpack ``parcel``, an open file on disk, into the empty ``folder``.

    Every name is checked and every byte is counted as it is written, whatever the file says of itself.
    Raises ``UnusableParcelError`` and ``ParcelTooLargeError``.
    """
    try:
        _check_count(parcel, limits)
        with zipfile.ZipFile(parcel) as opened:
            left = limits.most_bytes
            for info in opened.infolist():
                if not info.is_dir():
                    left -= _unpack_one(opened, info, folder, left)
    except _BROKEN as error:
        if isinstance(error, OSError) and error.errno in _OURS:
            raise
        # The words of an OSError would name our folders.
        words = error.strerror if isinstance(error, OSError) else str(error)
        raise UnusableParcelError(
            f"The ZIP file cannot be unpacked: {shown(words or type(error).__name__)[:200]}.",
            remedy="Pack the delivery again, each file once and without a password, and send it whole.",
        ) from error


def _check_count(parcel: BinaryIO, limits: ParcelLimits) -> None:
    """Count the entries by their marks first: the reader keeps a record of each in memory."""
    with mmap.mmap(parcel.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for number, _ in enumerate(_marks(data), start=1):
            if number > limits.most_files:
                raise ParcelTooLargeError(f"The ZIP file holds more than {limits.most_files} files.")


def _marks(data: mmap.mmap) -> Iterator[int]:
    position = data.find(ENTRY_MARK)
    while position >= 0:
        yield position
        position = data.find(ENTRY_MARK, position + 1)


def _unpack_one(opened: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path, left: int) -> int:
    """Unpack one file and return its size in bytes; ``left`` is how large it may be."""
    path = folder.joinpath(*_parts(info))
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with opened.open(info) as source, path.open("xb") as target:
        while block := source.read(min(BLOCK_BYTES, left - size + 1)):
            size += len(block)
            if size > left:
                raise ParcelTooLargeError("The delivery is too large when it is unpacked.")
            target.write(block)
    return size


def _parts(info: zipfile.ZipInfo) -> tuple[str, ...]:
    """The parts of an entry's name. Raises where it is more than a relative path to a plain file."""
    name = info.filename
    path = PurePosixPath(name)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.flag_bits & ENCRYPTED or info.compress_type not in METHODS:
        raise _refused(name, "is encrypted or packed in a way other than deflate")
    if kind not in (0, stat.S_IFREG):
        raise _refused(name, "is a link or another special file")
    if "\\" in name or path.is_absolute() or ".." in path.parts or not path.parts:
        raise _refused(name, "leads out of the delivery")
    if len(path.parts) > DEEPEST or any(len(part.encode()) > LONGEST_NAME for part in path.parts):
        raise _refused(name, "has a name that is too long")
    return path.parts


def _refused(name: str, why: str) -> UnusableParcelError:
    return UnusableParcelError(
        f"The entry '{shown(name)[:200]}' of the ZIP file {why}.",
        remedy="Pack plain files under relative names, with / between folders.",
    )
