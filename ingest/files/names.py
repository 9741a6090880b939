"""File names from a message. They come from outside and are never trusted as paths."""

import re
from urllib.parse import unquote

from ingest.errors import UnsafeNameError

MAX_NAME_CHARS = 1024
MAX_PART_BYTES = 255
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_REMEDY = "Name the file by its path inside the delivery, such as resources/track.flac."


def safe_parts(name: str) -> tuple[str, ...]:
    """The parts of a relative path that stays inside its delivery.

    Raises ``UnsafeNameError`` for absolute paths, schemes, ``..``, backslashes, control characters
    and over-long names.
    """
    if not name or len(name) > MAX_NAME_CHARS:
        raise UnsafeNameError(f"The file name has {len(name)} characters.", remedy=_REMEDY)
    shown = repr(name[:100])
    if _CONTROL.search(name):
        raise UnsafeNameError(f"The file name {shown} holds control characters.", remedy=_REMEDY)
    if "\\" in name:
        raise UnsafeNameError(f"The file name {shown} holds a backslash.", remedy=_REMEDY)
    if _SCHEME.match(name):
        raise UnsafeNameError(f"The file name {shown} is a URL or has a drive.", remedy=_REMEDY)
    if name.startswith("/"):
        raise UnsafeNameError(f"The file name {shown} is an absolute path.", remedy=_REMEDY)
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    if not parts or ".." in parts:
        raise UnsafeNameError(f"The file name {shown} leads out of the delivery.", remedy=_REMEDY)
    if any(len(part.encode("utf-8", "surrogatepass")) > MAX_PART_BYTES for part in parts):
        raise UnsafeNameError(f"The file name {shown} has a part that is too long.", remedy=_REMEDY)
    return parts


def spellings(name: str) -> list[tuple[str, ...]]:
    """The safe parts of ``name`` as written and, where it is percent-encoded, as meant."""
    found = [safe_parts(name)]
    if "%" in name:
        decoded = safe_parts(unquote(name))
        if decoded not in found:
            found.append(decoded)
    return found
