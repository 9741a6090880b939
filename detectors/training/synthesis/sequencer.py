"""Plays a score with the same samples every time, on an exact grid: what sequencers and trackers do."""

import numpy as np
from numpy.typing import NDArray

from detectors.training.synthesis import voices, weather
from detectors.training.synthesis.harmony import pitch_hz
from detectors.training.synthesis.mix import Mix
from detectors.training.synthesis.score import DRUMS, Note, Score

Sound = NDArray[np.float32]

GRIDS = (1, 1, 1, 64, 128, 256, 512, 1024)
"""Samples: most sequencers place a note on its sample, others at the start of a buffer."""
_ROOM = 0.25
_HISS = 0.002


def sequence(score: Score, rate_hz: int, rng: np.random.Generator) -> Sound:
    """Shape (2, samples), peak 0.5 … 0.98. Every key of an instrument sounds the same each time."""
    samples = round(score.seconds * rate_hz)
    mix = Mix(samples, rate_hz)
    grid = int(rng.choice(GRIDS))
    pans = rng.uniform(-0.6, 0.6, len(score.genre.instruments) + 1)
    shelf: dict[tuple[int, int, float], Sound] = {}
    for note in score.notes:
        at = round(note.start_s * rate_hz / grid) * grid / rate_hz
        mix.add(_sample(note, score, shelf, rate_hz, rng), at, note.velocity, float(pans[note.instrument]))
    if rng.random() < 0.5:  # noqa: PLR2004  half of all productions have some hiss
        bed = weather.bed(samples, rate_hz, rng)
        mix.add_stereo(bed, _HISS)
    room = float(rng.uniform(0.0, _ROOM)) if rng.random() < 0.5 else 0.0  # noqa: PLR2004  half are dry
    return mix.finish(room, float(rng.uniform(0.5, 0.98)), rng)


def _sample(
    note: Note,
    score: Score,
    shelf: dict[tuple[int, int, float], Sound],
    rate_hz: int,
    rng: np.random.Generator,
) -> Sound:
    key = (note.instrument, note.key, round(note.length_s, 3))
    if key not in shelf:
        if note.instrument == DRUMS:
            shelf[key] = voices.strike(note.key, rate_hz, rng)
        else:
            voice = score.genre.instruments[note.instrument].voice
            shelf[key] = voices.play(voice, pitch_hz(note.key, score.tuning), note.length_s, rate_hz, rng)
    return shelf[key]
