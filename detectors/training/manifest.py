"""Lists of labelled recordings to learn from."""

import csv
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from detectors.errors import TrainingError

_NEEDED = ("path", "label", "source")
_ONE_ORIGIN = (
    # Generators that come in several forms, or that share one trained decoder.
    ("suno", "suno"),
    ("udio", "udio"),
    ("musicgen", "musicgen"),
    ("stable audio", "stable audio"),
    ("noise2music", "noise2music"),
    ("musika", "musika"),
    ("audioldm2", "audioldm"),
    ("mustango", "audioldm"),
    ("tango", "audioldm"),
    # Music that is published under two names.
    ("assaultcube", "assaultcube"),
    ("valyriatear", "valyriatear"),
    ("stepmania", "stepmania"),
    ("itgmania", "stepmania"),
    ("howler.js", "howler"),
    ("goldfire", "howler"),
    ("waveform-playlist", "waveform-playlist"),
    ("naomiaro", "waveform-playlist"),
)


class Label(StrEnum):
    """What a recording is known to be; ``RECONSTRUCTED`` is music by people through a neural codec."""

    AI = "ai"
    HUMAN = "human"
    RECONSTRUCTED = "reconstructed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One recording. ``family`` groups sources of one origin; no fold may split it, nor a ``song``.

    ``publisher`` is who published it, where the manifest says so in ``repo``.
    """

    path: Path
    label: Label
    source: str
    family: str
    song: str
    vocals: str = ""
    publisher: str = ""

    @property
    def identity(self) -> str:
        """Label, source and file, as digests and reports name it."""
        return f"{self.label}/{self.source}/{self.path.name}"


def family_of(source: str) -> str:
    """The origin of a source: generators in several forms are one, repositories of one owner are one."""
    name = re.sub(r"\s*\(.*?\)", "", source).strip().lower()
    for start, origin in _ONE_ORIGIN:
        if name.startswith(start):
            return origin
    return name.split("/")[0] if "/" in name else name


def read_manifests(paths: Sequence[Path]) -> tuple[Entry, ...]:
    """All entries of manifest files: CSV with ``path`` (beside the manifest), ``label`` and ``source``.

    ``song_group``, ``vocals`` and ``repo`` are read where they are there. Rows of other labels are refused,
    and so are files that are absent: TrainingError names the manifest and the row.
    """
    entries = [entry for path in paths for entry in _read(path)]
    if not entries:
        raise TrainingError("no recording to learn from", remedy="name a manifest with rows")
    return tuple(entries)


def _read(path: Path) -> list[Entry]:
    try:
        with path.open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
            if missing:
                raise TrainingError(
                    f"{path}: the manifest has no column {', '.join(missing)}",
                    remedy="write a CSV with the columns path, label and source",
                )
            return [_entry(path, number, row) for number, row in enumerate(reader, start=2)]
    except OSError as error:
        raise TrainingError(f"{path}: cannot be read: {error.strerror}", remedy="check the path") from error


def _entry(manifest: Path, line: int, row: dict[str, str]) -> Entry:
    sound = manifest.parent / row["path"]
    if row["label"] not in set(Label):
        raise TrainingError(
            f"{manifest}, line {line}: {row['label']!r} is no label",
            remedy=f"use one of {', '.join(Label)}",
        )
    if not sound.is_file():
        raise TrainingError(
            f"{manifest}, line {line}: {row['path']} is not there",
            remedy="take the row out or bring the file",
        )
    return Entry(
        path=sound,
        label=Label(row["label"]),
        source=row["source"],
        family=family_of(row["source"]),
        song=row.get("song_group") or f"{row['source']}/{row['path']}",
        vocals=row.get("vocals") or "",
        publisher=row.get("repo") or "",
    )


def digest(entries: Iterable[Entry]) -> str:
    """SHA-256 (hex) over the sorted identities: which rows a model was trained on."""
    lines = "\n".join(sorted(entry.identity for entry in entries))
    return hashlib.sha256(lines.encode()).hexdigest()
