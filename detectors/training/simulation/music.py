"""Where the music comes from: rendered by the project itself, or recordings that somebody names."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from detectors.audio.decoding.decode import Recording
from detectors.errors import TrainingError
from detectors.training.manifest import Entry, Label, read_manifests
from detectors.training.simulation.piece import Piece
from detectors.training.synthesis.genres import GENRES
from detectors.training.synthesis.score import compose
from detectors.training.synthesis.sequencer import sequence
from detectors.training.synthesis.soundfont import render
from detectors.training.synthesis.style import Style
from detectors.training.synthesiser import synthesise

SHORTEST_S, LONGEST_S = 20.0, 28.0
_RATES_HZ, _ODDS = (44_100, 48_000), (0.7, 0.3)
_MEASURING_STYLES = frozenset((Style.ELECTRONIC, Style.STRINGS, Style.RAIN))
_SOUNDS = frozenset((".aac", ".aiff", ".aif", ".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wav"))
_HEARD_S = 100.0


class Purpose(StrEnum):
    """What is made for: learning and measuring share no genre and no style; any takes all."""

    ANY = "any"
    LEARNING = "learning"
    MEASURING = "measuring"

    def takes(self, *, measuring: bool) -> bool:
        """Whether a kind of music is for this purpose."""
        return self is Purpose.ANY or measuring == (self is Purpose.MEASURING)


@dataclass(frozen=True, slots=True)
class Rendered:
    """The project's own music: sequenced, played, or rendered through SoundFonts where there are any."""

    fonts: tuple[Path, ...] = ()
    purpose: Purpose = Purpose.ANY

    def take(self, number: int, rng: np.random.Generator) -> Piece:
        """Another piece for every ``rng``; its song is ``number``."""
        makers = ("sequencer", "players", "SoundFont") if self.fonts else ("sequencer", "players")
        maker = str(rng.choice(makers, p=(0.45, 0.2, 0.35) if self.fonts else (0.7, 0.3)))
        rate = int(rng.choice(_RATES_HZ, p=_ODDS))
        seconds = float(rng.uniform(SHORTEST_S, LONGEST_S))
        if maker == "players":
            style = self._style(rng)
            sound = synthesise(int(rng.integers(2**31)), style=style, duration_s=seconds, sample_rate_hz=rate)
            return _piece(sound, rate, f"rendered by players ({style})", number)
        genres = [g for g in GENRES if self.purpose.takes(measuring=g.measuring)]
        genre = genres[int(rng.integers(len(genres)))]
        score = compose(genre, seconds, rng)
        if maker == "sequencer":
            return _piece(sequence(score, rate, rng), rate, f"rendered by sequencer ({genre.name})", number)
        font = self.fonts[int(rng.integers(len(self.fonts)))]
        source = f"rendered by SoundFont {font.stem} ({genre.name})"
        return _piece(render(score, font, rate, rng), rate, source, number)

    def _style(self, rng: np.random.Generator) -> Style:
        styles = [s for s in Style if self.purpose.takes(measuring=s in _MEASURING_STYLES)]
        return styles[int(rng.integers(len(styles)))]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Recordings by people; each is taken in turn, and from another place in it the next time round."""

    entries: tuple[Entry, ...]

    def take(self, number: int, rng: np.random.Generator) -> Piece:
        """Half a minute of recording ``number``; AudioError where it cannot be decoded."""
        entry = self.entries[number % len(self.entries)]
        blocks = []
        with Recording(entry.path) as recording:
            for block in recording.blocks():
                blocks.append(block[:, :2])
                if recording.decoded_s > _HEARD_S:
                    break
            rate = recording.facts.sample_rate_hz
        sound = np.concatenate(blocks)
        length = round(float(rng.uniform(SHORTEST_S, LONGEST_S)) * rate)
        first = int(rng.integers(max(1, len(sound) - length)))
        return Piece(sound[first : first + length], rate, entry.source, entry.song, entry.vocals)


Music = Rendered | Recorded


def recorded(path: Path) -> Recorded:
    """Recordings by people in a manifest (rows labelled human), or all sounds in a folder.

    TrainingError where there is none. A folder's sounds have the folder's name as their source.
    """
    if path.is_dir():
        sounds = sorted(p for p in path.rglob("*") if p.suffix.lower() in _SOUNDS and p.is_file())
        entries = tuple(
            Entry(p, Label.HUMAN, path.name, path.name.lower(), f"{path.name}/{p.relative_to(path)}")
            for p in sounds
        )
    else:
        try:
            entries = tuple(e for e in read_manifests([path]) if e.label is Label.HUMAN)
        except (UnicodeDecodeError, csv.Error) as error:
            raise TrainingError(
                f"{path}: this is no manifest", remedy="name a CSV file or a folder of sounds"
            ) from error
    if not entries:
        raise TrainingError(
            f"{path}: no recording by people is in it", remedy="name another folder or manifest"
        )
    return Recorded(entries)


def _piece(sound: np.ndarray, rate: int, source: str, number: int) -> Piece:
    return Piece(np.ascontiguousarray(sound.T), rate, source, f"rendered {number}")
