"""What lies in an inbox: messages, and the markers that say that a batch is complete.

Layouts: a message with its files in one folder, and ``<batch>/<ICPN>/<ICPN>.xml`` with the files
in ``resources/`` beside it. A batch is complete when ``BatchComplete….xml``, another
``ManifestMessage`` or a file ending in ``.complete`` lies in its folder.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import structlog

from ingest.files.locate import RESOURCES

_MANIFEST_NAME = re.compile(r"(?:BatchComplete|Manifest).*\.xml", re.IGNORECASE)
_BATCH_ID = re.compile(r"BatchComplete_(.+)\.xml", re.IGNORECASE)
_log = structlog.get_logger("deadwax.inbox")
_UNFINISHED = (".part", ".partial", ".tmp", ".filepart", "~")


@dataclass(frozen=True, slots=True)
class Marker:
    """Says that the batch in ``folder`` is complete. ``manifest`` is False for a bare marker file."""

    folder: Path
    path: Path
    batch_id: str
    manifest: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A message in the inbox. ``marker`` is that of its batch, None where there is none (yet)."""

    path: Path
    batch_id: str | None
    marker: Marker | None


@dataclass(frozen=True, slots=True)
class Layout:
    """What lies in an inbox; ``candidates`` in the order of arrival (the file's time, then its path).

    ``links`` are those to folders, to messages outside and to nothing: they are not followed.
    """

    candidates: tuple[Candidate, ...]
    markers: tuple[Marker, ...]
    links: tuple[Path, ...] = ()


def look(root: Path) -> Layout:
    """Every message and marker under ``root``."""
    messages: list[Path] = []
    markers: dict[Path, Marker] = {}
    links: list[Path] = []
    for path in _files(root, links):
        if marker := _marker(path):
            # A manifest says more than an empty marker.
            if marker.manifest or path.parent not in markers:
                markers[path.parent] = marker
        elif path.suffix.lower() == ".xml":
            messages.append(path)
    candidates = [_candidate(root, path, markers) for path in messages]
    candidates.sort(key=lambda candidate: (_time(candidate.path), str(candidate.path)))
    return Layout(tuple(candidates), tuple(markers.values()), tuple(links))


def is_manifest(path: Path) -> bool:
    """Whether a file's name is that of a batch manifest."""
    return _MANIFEST_NAME.fullmatch(path.name) is not None


def _files(root: Path, links: list[Path]) -> Iterator[Path]:
    """Regular files, not in hidden folders nor in ``resources/``; links are followed only inside ``root``.

    Links that are not followed, though they look like something to take in, are added to ``links``.
    """
    inside = root.resolve()
    waiting = [root]
    while waiting:  # os.walk would call itself for each folder in a folder, as deep as a sender likes
        folder = waiting.pop()
        try:
            with os.scandir(folder) as scanned:
                entries = sorted(scanned, key=lambda entry: entry.name)
        except OSError as error:
            _log.warning("inbox.unreadable", path=str(folder), error=str(error))
            continue
        waiting += [
            Path(entry.path)
            for entry in reversed(entries)
            if entry.is_dir(follow_symlinks=False) and _is_searched(entry.name)
        ]
        for entry in entries:
            if not _came_to_stay(entry.name):
                continue
            if _is_delivered(entry, inside):
                yield Path(entry.path)
            elif entry.is_symlink() and (Path(entry.path).is_dir() or entry.name.lower().endswith(".xml")):
                links.append(Path(entry.path))


def _is_searched(folder: str) -> bool:
    return not folder.startswith(".") and folder.lower() != RESOURCES


def _came_to_stay(name: str) -> bool:
    return not name.startswith(".") and not name.endswith(_UNFINISHED)


def _is_delivered(entry: os.DirEntry[str], inside: Path) -> bool:
    """Whether a folder's entry is a file in ``inside``."""
    path = Path(entry.path)
    if entry.is_symlink():
        try:
            if not path.resolve().is_relative_to(inside):
                return False
        except (OSError, RuntimeError):  # a link to itself
            return False
    return path.is_file()


def _marker(path: Path) -> Marker | None:
    if path.suffix.lower() == ".complete":
        return Marker(path.parent, path, path.parent.name, manifest=False)
    if is_manifest(path):
        named = _BATCH_ID.fullmatch(path.name)
        return Marker(path.parent, path, named[1] if named else path.parent.name, manifest=True)
    return None


def _candidate(root: Path, path: Path, markers: dict[Path, Marker]) -> Candidate:
    for folder in path.parents:
        if marker := markers.get(folder):
            return Candidate(path, marker.batch_id, marker)
        if folder == root:
            break
    # <root>/<batch>/<ICPN>/<message>: the folder above the message's own names the batch.
    deep = len(path.relative_to(root).parts) > 2  # noqa: PLR2004  # own folder and message
    return Candidate(path, path.parent.parent.name if deep else None, None)


def _time(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
