"""What a worker runs: small to import, for every worker holds what it imports."""

from pathlib import Path
from typing import Any

from contracts.evidence import Grounds
from detectors.audio.heard import ListenOptions, as_json, heard_in_process, parts_in_process
from detectors.errors import AudioError


def hear(path: str, longest_s: float, comb: bool) -> dict[str, Any]:  # noqa: FBT001  called through a pipe
    """What was heard of a file, as JSON values."""
    return as_json(heard_in_process(Path(path), ListenOptions(longest_s=longest_s, comb=comb)))


def look(path: str, grounds: dict[str, Any], duration_s: float, longest_s: float) -> list[dict[str, Any]]:
    """What the second pass saw; nothing where the file cannot be read any more."""
    try:
        parts = parts_in_process(Path(path), Grounds.model_validate(grounds), duration_s, longest_s)
    except AudioError:
        return []
    return [part.model_dump(mode="json") for part in parts]
