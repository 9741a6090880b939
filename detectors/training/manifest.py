"""Lists of sounds with what is known about each: what a model is fitted on and measured with."""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from detectors.errors import TrainingError

REQUIRED = ("path", "label", "source")


class Label(StrEnum):
    """What a sound is. ``RECONSTRUCTED`` is human music passed through a neural decoder."""

    AI = "ai"
    HUMAN = "human"
    RECONSTRUCTED = "reconstructed"


@dataclass(frozen=True, slots=True)
class Example:
    """One sound. ``group`` names what must not be split between folds: the same song, or its publisher."""

    path: Path
    label: Label
    source: str
    group: str
    vocals: str = ""

    @property
    def family(self) -> str:
        """The generator or codec behind the source, else the source itself."""
        return family(self.source)


# Sources that are one generator under several names. Longest prefix first.
_FAMILIES = (
    ("noise2music", "Noise2Music"),
    ("stable audio", "Stable Audio"),
    ("elevenlabs", "ElevenLabs"),
    ("google lyria", "Lyria"),
    ("audioldm2", "TANGO/AudioLDM"),
    ("musicgen", "MusicGen"),
    ("ace-step", "ACE-Step"),
    ("riffusion", "Riffusion"),
    ("mustango", "TANGO/AudioLDM"),
    ("encodec (", "EnCodec"),
    ("musika", "Musika"),
    ("dac/lac", "DAC"),
    ("tango", "TANGO/AudioLDM"),
    ("suno", "Suno"),
    ("udio", "Udio"),
)


def family(source: str) -> str:
    """The generator family of a source; a source that is in no family is one of its own."""
    lowered = source.lower()
    return next((name for prefix, name in _FAMILIES if lowered.startswith(prefix)), source)


def read(manifest: Path) -> list[Example]:
    """Read a manifest: CSV with ``path`` (relative to it), ``label``, ``source``; optional ``song_group``.

    Raises TrainingError that names the line of a missing column, label or file.
    """
    try:
        with manifest.open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            lacking = [column for column in REQUIRED if column not in (reader.fieldnames or ())]
            if lacking:
                raise TrainingError(
                    f"{manifest}: the column {lacking[0]} is missing.",
                    remedy="A manifest is a CSV file with the columns path, label and source.",
                )
            return [_example(manifest, number, row) for number, row in enumerate(reader, start=2)]
    except OSError as error:
        raise TrainingError(
            f"{manifest}: cannot be read: {error.strerror}.", remedy="Name a manifest that is there."
        ) from error


def _example(manifest: Path, line: int, row: dict[str, str]) -> Example:
    if row["label"] not in set(Label):
        raise TrainingError(
            f"{manifest}, line {line}: {row['label']!r} is no label.",
            remedy=f"Use one of {', '.join(Label)}.",
        )
    path = manifest.parent / row["path"]
    if not path.is_file():
        raise TrainingError(
            f"{manifest}, line {line}: there is no file {row['path']}.",
            remedy="Paths are relative to the manifest.",
        )
    return Example(
        path=path,
        label=Label(row["label"]),
        source=row["source"],
        group=row.get("song_group") or row.get("repo") or row["source"],
        vocals=row.get("vocals") or "",
    )


def digest(examples: Sequence[Example]) -> str:
    """SHA-256 over labels, sources and file names in order: names what a model was fitted on."""
    sha256 = hashlib.sha256()
    for example in examples:
        sha256.update(f"{example.label}\t{example.source}\t{example.path.name}\n".encode())
    return sha256.hexdigest()
