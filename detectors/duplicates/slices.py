"""Short tracks that go on where the one before ended, as slices of one recording do."""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from contracts.evidence import AudioExhibit
from contracts.track import Track
from detectors.duplicates.bands import FloatArray
from detectors.duplicates.fingerprint import Fingerprint
from detectors.rows import upsert
from detectors.tables import sound_ends
from detectors.titles.skeleton import name_key
from detectors.uploads.keys import sender_key

LONGEST_S = 120.0
_ROWS = 2
_APART = 3
_STEP = 1.2
_LEVEL_DB = 9.0
_FADED = 0.1
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Ends:
    """A recording's beginning and end: rows of the chroma image, and peaks over the recording's own (0 to 1).

    ``step`` is how far rows three quarters of a second apart lie from one another, in the median.
    """

    head: FloatArray
    tail: FloatArray
    head_peak: float
    tail_peak: float
    peak: float
    step: float


def ends_of(fingerprint: Fingerprint | None, exhibit: AudioExhibit | None) -> Ends | None:
    """The ends of a short recording; None where it is long, was not heard or is silent."""
    if fingerprint is None or exhibit is None or not exhibit.waveform or exhibit.duration_s >= LONGEST_S:
        return None
    image, wave = fingerprint.image.astype(np.float32), np.asarray(exhibit.waveform)
    peak = float(wave.max())
    if len(image) <= _APART or peak == 0.0:
        return None
    # A point of the drawing is the peak of 0.15 s in a track of two minutes, of less in a shorter one.
    near = max(1, round(0.15 / exhibit.duration_s * len(wave)))
    return Ends(
        head=image[:_ROWS].mean(axis=0),
        tail=image[-_ROWS:].mean(axis=0),
        head_peak=float(wave[:near].max()),
        tail_peak=float(wave[-near:].max()),
        peak=peak,
        step=float(np.median(np.abs(image[_APART:] - image[:-_APART]).mean(axis=1))),
    )


def goes_on(tail: FloatArray, level: float, step: float, after: Ends) -> bool:
    """Whether ``after`` begins as a recording ended: no further in pitch than its own steps, at its level."""
    if min(level, after.head_peak) < _FADED * after.peak:
        return False
    apart = float(np.abs(tail - after.head).mean())
    louder = 20.0 * abs(np.log10(level / after.head_peak))
    return apart < _STEP * max(step, after.step, 1e-3) and bool(louder < _LEVEL_DB)


class SliceStore:
    """The end of the latest short track of each artist at each sender, within one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def joins(self, track: Track, ends: Ends | None) -> float:
        """How many short tracks in a row go on where another ended, ``track`` included; remember it."""
        if ends is None:
            return 0.0
        key = _key(track)
        row = self._connection.execute(select(sound_ends).where(sound_ends.c.key == key)).one_or_none()
        tracks, joins = (row.tracks + 1, row.joins) if row is not None else (1, 0)
        if row is not None:
            tail: NDArray[np.float32] = np.frombuffer(row.tail, dtype="<f2").astype(np.float32)
            joins += goes_on(tail, row.level, row.step, ends)
        if tracks > 1 and joins < _MOSTLY * (tracks - 1) - 1:
            tracks, joins = 1, 0  # no chain: begin again
        kept = {"key": key, "tail": ends.tail.astype("<f2").tobytes(), "level": ends.tail_peak}
        upsert(self._connection, sound_ends, [kept | {"step": ends.step, "tracks": tracks, "joins": joins}])
        return float(joins) if joins >= _MOSTLY * (tracks - 1) else 0.0


def _key(track: Track) -> int:
    """A number of 63 bits for the sender and the artist; the same on every machine."""
    said = f"{sender_key(track)}\0{name_key(track.display_artist)}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(said, digest_size=8).digest(), "big") >> 1
