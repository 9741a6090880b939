"""Music as notes in time, before anybody plays it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detectors.training.synthesis.genres import BEATS, Genre, Instrument, Role
from detectors.training.synthesis.harmony import Harmony, draw

BAR = 4
PHRASE_BARS = 4
DRUMS = -1
_EIGHTH = 0.5
_REST = 0.15


@dataclass(frozen=True, slots=True)
class Note:
    """One note or stroke: seconds, MIDI key, velocity 0 … 1; ``instrument`` is a place, -1 the drums."""

    start_s: float
    length_s: float
    key: int
    velocity: float
    instrument: int


@dataclass(frozen=True, slots=True)
class Score:
    """A composed piece. ``programs`` and ``tuning`` (a factor near 1) are this piece's own choice."""

    genre: Genre
    seconds: float
    tempo_bpm: float
    tuning: float
    programs: tuple[int, ...]
    notes: tuple[Note, ...]


def compose(genre: Genre, seconds: float, rng: np.random.Generator) -> Score:
    """Draw a key, a tempo, patterns and melodies; exact genres come to whole beats a minute."""
    harmony = draw(rng)
    tempo = float(rng.integers(genre.tempo_bpm[0], genre.tempo_bpm[1] + 1))
    bars = int(seconds * tempo / 60 / BAR) + 1
    notes = [
        note
        for place, instrument in enumerate(genre.instruments)
        for note in _part(place, instrument, harmony, bars, rng)
    ]
    notes += _drums(genre, bars)
    beat_s = 60 / tempo
    placed = (_placed(note, genre, beat_s, rng) for note in notes)
    return Score(
        genre=genre,
        seconds=seconds,
        tempo_bpm=tempo,
        tuning=harmony.tuning,
        programs=tuple(int(rng.choice(i.programs)) for i in genre.instruments),
        notes=tuple(sorted((n for n in placed if n.start_s < seconds), key=lambda n: n.start_s)),
    )


def _placed(note: Note, genre: Genre, beat_s: float, rng: np.random.Generator) -> Note:
    """From beats to seconds, with swing, and with a player's errors where there is a player."""
    beat = note.start_s
    if genre.swing and abs(beat % 1 - _EIGHTH) < 1e-6:  # noqa: PLR2004  rounding
        beat += genre.swing / 2 * _EIGHTH
    late = rng.normal(0.0, genre.looseness_ms / 1000) if genre.looseness_ms else 0.0
    softer = float(rng.uniform(0.7, 1.0)) if genre.looseness_ms else 1.0
    return Note(
        max(0.0, beat * beat_s + late),
        note.length_s * beat_s,
        note.key,
        note.velocity * softer,
        note.instrument,
    )


def _part(
    place: int, part: Instrument, harmony: Harmony, bars: int, rng: np.random.Generator
) -> Iterator[Note]:
    """One instrument's notes in beats; its pattern comes again every phrase, as sequencers play it."""
    steps = max(1, round(BAR * PHRASE_BARS / part.step))
    pattern = _pattern(part.role, steps, rng)
    rests = rng.random(steps) < (_REST if part.role in (Role.LEAD, Role.BASS) else 0.0)
    for index in range(math.ceil(bars * BAR / part.step)):
        beat = index * part.step
        if rests[index % steps]:
            continue
        chord = harmony.chord(int(beat // BAR))
        for degree in _degrees(part.role, chord, pattern[index % steps]):
            key = harmony.key(degree, part.octave)
            yield Note(beat, part.step * part.held, key, part.gain, place)


def _pattern(role: Role, steps: int, rng: np.random.Generator) -> tuple[int, ...]:
    """For every step of a phrase, how far from the chord's root in chord or scale steps."""
    if role is Role.LEAD:
        walk = np.cumsum(rng.integers(-2, 3, steps))
        return tuple(int(w) % 9 for w in walk)
    if role is Role.ARPEGGIO:
        figure = rng.integers(0, 3, int(rng.choice([3, 4, 8])))
        return tuple(int(figure[i % len(figure)]) for i in range(steps))
    if role is Role.BASS:
        return tuple(int(d) for d in rng.choice([0, 0, 0, 4], steps))
    return (0,) * steps


def _degrees(role: Role, chord: tuple[int, int, int], step: int) -> tuple[int, ...]:
    if role in (Role.CHORDS, Role.DRONE):
        return chord if role is Role.CHORDS else (chord[0], chord[2])
    if role is Role.ARPEGGIO:
        return (chord[step % 3] + 7 * (step // 3),)
    return (chord[0] + step,)


def _drums(genre: Genre, bars: int) -> Iterator[Note]:
    if genre.beat is None:
        return
    for key, step, first in BEATS[genre.beat]:
        for beat in np.arange(first, bars * BAR, step):
            yield Note(float(beat), 0.2, key, 0.9 if beat % BAR == 0 else 0.75, DRUMS)
