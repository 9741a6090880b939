"""The player: puts notes and strokes into the mix, a little off the beat and never twice the same."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from detectors.training.synthesis import drums, tone
from detectors.training.synthesis.harmony import Harmony
from detectors.training.synthesis.mix import Mix
from detectors.training.synthesis.style import Arrangement, Style

Sound = NDArray[np.float32]

BEATS = 4
TAKES = 2
STROKES = 6
OFF_BEAT = 0.5
DRUMS: tuple[tuple[str, Callable[[int, np.random.Generator], Sound]], ...] = (
    ("kick", drums.kick),
    ("snare", drums.snare),
    ("closed", drums.closed_hat),
    ("open", drums.open_hat),
)


@dataclass(frozen=True, slots=True)
class Cue:
    """When and how loud: ``beat`` from the start, length in beats, linear gain, pan -1 … 1."""

    beat: float
    beats: float
    gain: float
    pan: float = 0.0


@dataclass(slots=True)
class Player:
    """Plays one song into its mix. ``beats`` are the beats' times in seconds, ``air`` white noise."""

    style: Style
    arrangement: Arrangement
    harmony: Harmony
    beats: NDArray[np.float64]
    mix: Mix
    rate_hz: int
    air: Sound
    rng: np.random.Generator
    shelf: dict[tuple[str, float, float, int], Sound] = field(default_factory=dict)

    @property
    def bars(self) -> int:
        """How many bars begin within the song."""
        return (len(self.beats) - 2) // BEATS

    def chance(self, share: float) -> bool:
        """True in ``share`` of the calls."""
        return bool(self.rng.random() < share)

    def play(self, part: str, voice: tone.Voice, pitch_hz: float, cue: Cue) -> None:
        """Play a note; a pitch of one length comes back in one of a few takes."""
        length = float(np.round(cue.beats * (self.beats[1] - self.beats[0]), 2))
        key = (part, round(pitch_hz, 3), length, int(self.rng.integers(TAKES)))
        if key not in self.shelf:
            duration = length + voice.release_s
            self.shelf[key] = tone.note(
                voice, pitch_hz, duration, rate_hz=self.rate_hz, air=self.air, rng=self.rng
            )
        self._place(self.shelf[key], cue)

    def strike(self, drum: str, cue: Cue) -> None:
        """Strike a drum: one of six strokes, chosen at random."""
        key = (drum, 0.0, 0.0, int(self.rng.integers(STROKES)))
        if key not in self.shelf:
            self.shelf[key] = dict(DRUMS)[drum](self.rate_hz, self.rng)
        self._place(self.shelf[key], cue)

    def _place(self, sound: Sound, cue: Cue) -> None:
        self.mix.add(sound, self._when(cue.beat), cue.gain * self.rng.uniform(0.72, 1.0), cue.pan)

    def _when(self, beat: float) -> float:
        """Time in seconds of a beat, with swing and the player's own error."""
        index = min(int(beat), len(self.beats) - 2)
        share = beat - index
        if share == OFF_BEAT:
            share += self.arrangement.swing / 2
        time = self.beats[index] + share * (self.beats[index + 1] - self.beats[index])
        return float(time + self.rng.normal(0, self.arrangement.timing_ms / 1000))
