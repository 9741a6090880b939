"""Learns the whitening of sound vectors: ``python -m detectors.training.sound_vectors OUT MANIFEST FOLDER…``.

No labels are needed. Of the songs in the manifest one half is learned from; ``bench/duplicates.py`` measures
on the other.
"""

import csv
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from detectors.audio.decoding.decode import Recording
from detectors.duplicates.bands import RATE_HZ, Bands
from detectors.duplicates.image import ROWS_PER_S, Image, chroma_image
from detectors.duplicates.invariant import invariant
from detectors.duplicates.whitening import Whitening, fit
from detectors.errors import AudioError

LONGEST_S = 200.0
SHORTEST_S = 15.0
_PART_S = 45.0


def learned_from(song: str) -> bool:
    """Whether a song of the manifest belongs to the half that is learned from."""
    return zlib.crc32(song.encode()) % 2 == 0


def mono(path: Path, longest_s: float = LONGEST_S) -> Iterator[NDArray[np.float32]]:
    """The recording's beginning in mono at ``RATE_HZ``. Raises AudioError."""
    with Recording(path) as recording:
        rate_hz = recording.facts.sample_rate_hz
        stream = soxr.ResampleStream(rate_hz, RATE_HZ, 1, dtype="float32")
        frames = 0
        for block in recording.blocks():
            frames += len(block)
            yield stream.resample_chunk(np.ascontiguousarray(block[:, :2].mean(axis=1)))
            if frames > longest_s * rate_hz:
                break
        yield stream.resample_chunk(np.zeros(0, dtype=np.float32), last=True)


def parts(image: Image) -> Iterator[Image]:
    """The whole image, and where it is long its thirds: short recordings have to be learned as well."""
    yield image
    if len(image) > 3 * _PART_S * ROWS_PER_S:
        yield from np.array_split(image, 3)


def learn(paths: Iterable[Path]) -> tuple[Whitening, int]:
    """The whitening of the recordings at ``paths``, and how many of them could be read."""
    raws, read = [], 0
    for path in paths:
        bands = Bands()
        try:
            for block in mono(path):
                bands.push(block)
        except AudioError:
            continue
        image = chroma_image(bands.steps())
        if len(image) < SHORTEST_S * ROWS_PER_S:
            continue
        read += 1
        raws += [invariant(part) for part in parts(image)]
    return fit(np.array(raws)), read


def main(out: Path, manifest: Path, *folders: Path) -> None:
    """Write the whitening to ``out``."""
    with manifest.open(newline="") as file:
        songs = [row for row in csv.DictReader(file) if learned_from(row["song_group"])]
    paths = [manifest.parent / row["path"] for row in songs if row["label"] != "reconstructed"]
    for folder in folders:
        paths += sorted(path for path in folder.iterdir() if path.is_file())
    whitening, read = learn(paths)
    np.savez_compressed(out, mean=whitening.mean, basis=whitening.basis)
    sys.stdout.write(f"{read} recordings\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
