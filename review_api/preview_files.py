"""Where previews are kept, and for how long."""

from pathlib import Path

FOLDER = "previews"
SUFFIX = ".opus"


def forget_previews(folder: Path, before: float) -> int:
    """Delete previews last played before ``before`` (seconds since 1970); return how many."""
    count = 0
    for kept in folder.glob(f"*{SUFFIX}"):
        try:
            if kept.stat().st_atime < before:
                kept.unlink()
                count += 1
        except FileNotFoundError:
            continue
    return count
