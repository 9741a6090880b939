"""Finds the file that a message names, beside the message or in ``resources/``."""

from pathlib import Path

from ingest.errors import UnsafeNameError
from ingest.files.names import spellings

RESOURCES = "resources"


def locate(folder: Path, name: str) -> Path | None:
    """The regular file in the message's ``folder`` that ``name`` means; None where there is none.

    Looks under the declared path, then in ``resources/``, then beside the message where the
    declared path starts with ``resources/``. Raises ``UnsafeNameError`` where the name, or a
    symbolic link on the way, leads out of the folder.
    """
    root = folder.resolve()
    for parts in spellings(name):
        for candidate in _candidates(root, parts):
            resolved = _inside(root, candidate, name)
            if resolved is not None:
                return resolved
    return None


def near(folder: Path, name: str) -> str | None:
    """The name of a file with the same stem and another ending, where the named one should be."""
    try:
        parts = spellings(name)[-1]
    except UnsafeNameError:
        return None
    stem = Path(parts[-1]).stem.lower()
    for candidate in _candidates(folder, parts):
        if candidate.parent.is_dir():
            for sibling in sorted(candidate.parent.iterdir()):
                if sibling.is_file() and sibling.stem.lower() == stem:
                    return sibling.name
    return None


def _candidates(root: Path, parts: tuple[str, ...]) -> list[Path]:
    found = [root.joinpath(*parts), root.joinpath(RESOURCES, *parts)]
    if parts[0].lower() == RESOURCES and len(parts) > 1:
        found.append(root.joinpath(*parts[1:]))
    return found


def _inside(root: Path, candidate: Path, name: str) -> Path | None:
    try:
        resolved = candidate.resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    if not resolved.is_relative_to(root):
        raise UnsafeNameError(
            f"The file {name[:100]!r} is a link that leads out of the delivery.",
            remedy="Deliver the file itself in place of the link.",
        )
    return resolved if resolved.is_file() else None
