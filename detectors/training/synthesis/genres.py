"""Kinds of sequenced and played music, as data: tempo, looseness, instruments and rhythms.

They were chosen for what a detector of evenly spaced lines is most easily fooled by: sample-exact
repetition at 100 to 180 beats a minute, steady synthesiser tones, distorted guitars, chip tunes.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an instrument does in a bar."""

    BASS = "bass"
    CHORDS = "chords"
    ARPEGGIO = "arpeggio"
    LEAD = "lead"
    DRONE = "drone"


@dataclass(frozen=True, slots=True)
class Instrument:
    """``programs`` are General MIDI programs (from 0), ``voice`` is the own synthesiser's; gain is linear.

    ``step`` is the length in beats from one note to the next, ``held`` the share of it that sounds.
    """

    role: Role
    programs: tuple[int, ...]
    voice: str
    gain: float
    octave: int
    step: float = 1.0
    held: float = 0.9


@dataclass(frozen=True, slots=True)
class Genre:
    """``looseness_ms`` is the standard deviation of the timing (0 is exact to the sample).

    ``swing`` delays every second eighth by that share of an eighth. ``beat`` names a drum pattern, or none.
    ``measuring`` genres are kept out of what models learn from, so that false alarms are measured on others.
    """

    name: str
    tempo_bpm: tuple[int, int]
    looseness_ms: float
    swing: float
    beat: str | None
    instruments: tuple[Instrument, ...]
    measuring: bool = False


BEATS: dict[str, tuple[tuple[int, float, float], ...]] = {
    # General MIDI drum key, step in beats, first beat; each stroke comes again every step.
    "four": ((36, 1.0, 0.0), (39, 2.0, 1.0), (42, 0.25, 0.0), (46, 1.0, 0.5)),
    "machine": ((36, 1.0, 0.0), (38, 2.0, 1.0), (42, 0.5, 0.0), (56, 4.0, 2.5)),
    "break": ((36, 4.0, 0.0), (36, 4.0, 2.5), (38, 2.0, 1.0), (42, 0.5, 0.0), (38, 4.0, 3.75)),
    "boom": ((36, 4.0, 0.0), (36, 4.0, 1.75), (36, 4.0, 2.5), (38, 2.0, 1.0), (42, 0.5, 0.0)),
    "rock": ((36, 2.0, 0.0), (36, 4.0, 2.5), (38, 2.0, 1.0), (42, 0.5, 0.0), (49, 16.0, 0.0)),
    "blast": ((36, 0.25, 0.0), (38, 0.5, 0.25), (51, 0.5, 0.0), (49, 8.0, 0.0)),
    "ride": ((51, 1.0, 0.0), (51, 2.0, 1.5), (42, 2.0, 1.0), (36, 4.0, 0.0)),
    "latin": ((36, 2.0, 0.0), (36, 2.0, 1.5), (37, 4.0, 0.75), (70, 0.25, 0.0), (56, 4.0, 3.0)),
    "march": ((36, 2.0, 0.0), (38, 0.5, 0.0), (38, 4.0, 3.75), (49, 8.0, 0.0)),
    "brushes": ((38, 2.0, 1.0), (42, 1.0, 0.0), (36, 4.0, 0.0)),
}

_B, _C, _A, _L, _D = Role.BASS, Role.CHORDS, Role.ARPEGGIO, Role.LEAD, Role.DRONE

GENRES: tuple[Genre, ...] = (
    Genre(
        "techno",
        (120, 150),
        0.0,
        0.0,
        "four",
        (
            Instrument(_B, (38, 39), "saw", 0.5, 0, 0.5, 0.5),
            Instrument(_A, (81, 80), "pulse", 0.3, 2, 0.25, 0.6),
            Instrument(_D, (90, 95), "saw", 0.12, 1, 16.0, 1.0),
        ),
    ),
    Genre(
        "house",
        (118, 128),
        0.0,
        0.0,
        "four",
        (
            Instrument(_B, (38, 36), "saw", 0.5, 0, 0.5, 0.6),
            Instrument(_C, (4, 16), "organ", 0.3, 2, 1.5, 0.4),
        ),
        measuring=True,
    ),
    Genre(
        "trance",
        (132, 145),
        0.0,
        0.0,
        "four",
        (
            Instrument(_B, (38, 81), "saw", 0.45, 0, 0.25, 0.8),
            Instrument(_C, (90, 81), "supersaw", 0.3, 2, 4.0, 1.0),
            Instrument(_A, (80, 81), "saw", 0.3, 3, 0.25, 0.5),
        ),
        measuring=True,
    ),
    Genre(
        "drum and bass",
        (160, 180),
        0.0,
        0.0,
        "break",
        (
            Instrument(_B, (39, 87), "fm", 0.5, 0, 1.0, 0.9),
            Instrument(_D, (89, 95), "organ", 0.15, 1, 8.0, 1.0),
        ),
    ),
    Genre(
        "chip tune",
        (100, 180),
        0.0,
        0.0,
        "machine",
        (
            Instrument(_B, (80,), "chip", 0.4, 1, 0.5, 0.8),
            Instrument(_A, (80,), "chip", 0.3, 3, 0.125, 1.0),
            Instrument(_L, (80, 81), "chip", 0.3, 3, 0.5, 0.9),
        ),
    ),
    Genre(
        "console game",
        (110, 170),
        0.0,
        0.0,
        "rock",
        (
            Instrument(_B, (33, 38), "fm", 0.5, 0, 0.5, 0.9),
            Instrument(_A, (80, 62), "fm", 0.3, 2, 0.25, 0.9),
            Instrument(_L, (81, 56), "pulse", 0.3, 3, 1.0, 0.9),
        ),
        measuring=True,
    ),
    Genre(
        "synth pop",
        (100, 130),
        0.0,
        0.0,
        "machine",
        (
            Instrument(_B, (38,), "saw", 0.5, 0, 0.5, 0.8),
            Instrument(_C, (50, 90), "supersaw", 0.25, 1, 4.0, 1.0),
            Instrument(_L, (80, 82), "pulse", 0.3, 2, 0.5, 0.9),
        ),
    ),
    Genre(
        "hip hop",
        (80, 100),
        0.0,
        0.3,
        "boom",
        (
            Instrument(_B, (38, 33), "sine", 0.7, 0, 1.0, 0.9),
            Instrument(_C, (4, 5), "keys", 0.3, 1, 2.0, 0.9),
        ),
    ),
    Genre(
        "swing beat",
        (95, 115),
        3.0,
        0.33,
        "boom",
        (
            Instrument(_B, (33, 32), "pluck", 0.6, 0, 0.5, 0.8),
            Instrument(_C, (5, 11), "keys", 0.3, 1, 1.0, 0.6),
            Instrument(_L, (65, 73), "bow", 0.3, 2, 0.5, 0.9),
        ),
        measuring=True,
    ),
    Genre(
        "rock",
        (110, 150),
        8.0,
        0.0,
        "rock",
        (
            Instrument(_B, (33, 34), "pluck", 0.5, 0, 0.5, 0.9),
            Instrument(_C, (29, 30), "distorted", 0.35, 1, 0.5, 0.9),
            Instrument(_L, (29, 27), "distorted", 0.25, 2, 0.5, 0.9),
        ),
    ),
    Genre(
        "metal",
        (140, 180),
        3.0,
        0.0,
        "blast",
        (
            Instrument(_B, (34,), "distorted", 0.5, 0, 0.25, 0.8),
            Instrument(_C, (30,), "distorted", 0.5, 1, 0.25, 0.7),
        ),
        measuring=True,
    ),
    Genre(
        "jazz",
        (100, 180),
        14.0,
        0.5,
        "ride",
        (
            Instrument(_B, (32,), "pluck", 0.6, 0, 1.0, 0.9),
            Instrument(_C, (0, 26), "keys", 0.3, 1, 1.5, 0.5),
            Instrument(_L, (65, 56), "bow", 0.35, 2, 0.5, 0.9),
        ),
    ),
    Genre(
        "bossa nova",
        (110, 140),
        9.0,
        0.0,
        "latin",
        (Instrument(_B, (32,), "pluck", 0.5, 0, 1.5, 0.9), Instrument(_C, (24,), "pluck", 0.35, 1, 0.5, 0.9)),
        measuring=True,
    ),
    Genre(
        "folk guitar",
        (80, 130),
        10.0,
        0.0,
        None,
        (
            Instrument(_A, (24, 25), "pluck", 0.5, 1, 0.5, 1.0),
            Instrument(_B, (25,), "pluck", 0.4, 0, 2.0, 1.0),
        ),
    ),
    Genre(
        "banjo",
        (110, 160),
        6.0,
        0.1,
        None,
        (
            Instrument(_A, (105,), "pluck", 0.5, 2, 0.25, 1.0),
            Instrument(_B, (32,), "pluck", 0.4, 0, 1.0, 0.8),
        ),
        measuring=True,
    ),
    Genre(
        "piano",
        (60, 120),
        14.0,
        0.0,
        None,
        (Instrument(_A, (0, 1), "keys", 0.5, 1, 0.5, 1.0), Instrument(_L, (0, 1), "keys", 0.5, 2, 1.0, 1.0)),
    ),
    Genre(
        "music box",
        (90, 140),
        0.0,
        0.0,
        None,
        (Instrument(_A, (10, 9), "fm", 0.5, 3, 0.5, 1.0), Instrument(_L, (10, 14), "fm", 0.4, 3, 1.0, 1.0)),
        measuring=True,
    ),
    Genre(
        "organ",
        (60, 100),
        10.0,
        0.0,
        None,
        (
            Instrument(_D, (19, 16), "organ", 0.4, 1, 4.0, 1.0),
            Instrument(_L, (19, 20), "organ", 0.3, 2, 1.0, 1.0),
        ),
    ),
    Genre(
        "accordion",
        (90, 150),
        8.0,
        0.0,
        "march",
        (
            Instrument(_C, (21, 23), "organ", 0.3, 1, 1.0, 0.6),
            Instrument(_L, (21, 22), "organ", 0.35, 2, 0.5, 0.95),
        ),
        measuring=True,
    ),
    Genre(
        "drone",
        (40, 60),
        0.0,
        0.0,
        None,
        (
            Instrument(_D, (89, 95), "saw", 0.3, 0, 16.0, 1.0),
            Instrument(_D, (91, 94), "organ", 0.3, 1, 16.0, 1.0),
        ),
    ),
    Genre(
        "test tones",
        (50, 60),
        0.0,
        0.0,
        None,
        (
            Instrument(_D, (80, 81), "pulse", 0.4, 1, 16.0, 1.0),
            Instrument(_D, (79, 78), "sine", 0.2, 3, 8.0, 1.0),
        ),
        measuring=True,
    ),
    Genre(
        "orchestra",
        (60, 120),
        16.0,
        0.0,
        None,
        (
            Instrument(_B, (43, 58), "bow", 0.4, 0, 2.0, 1.0),
            Instrument(_C, (48, 49), "bow", 0.3, 1, 4.0, 1.0),
            Instrument(_L, (73, 68, 40), "bow", 0.35, 3, 0.5, 0.95),
        ),
    ),
    Genre(
        "brass band",
        (96, 126),
        12.0,
        0.0,
        "march",
        (
            Instrument(_B, (58,), "bow", 0.5, 0, 1.0, 0.8),
            Instrument(_C, (61, 60), "bow", 0.3, 1, 1.0, 0.5),
            Instrument(_L, (56, 57), "bow", 0.35, 2, 0.5, 0.9),
        ),
        measuring=True,
    ),
    Genre(
        "choir",
        (60, 90),
        18.0,
        0.0,
        "brushes",
        (
            Instrument(_C, (52, 53), "bow", 0.4, 1, 4.0, 1.0),
            Instrument(_L, (53, 54), "bow", 0.3, 2, 1.0, 1.0),
        ),
    ),
)
"""Every genre; about half of them are for measuring alone."""
