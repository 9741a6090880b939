"""Speed, pitch and certainty are said as a person hears them."""

from datetime import UTC, datetime

import numpy as np
import pytest

from detectors.duplicates.alignment import Alignment
from detectors.duplicates.match import Match
from detectors.duplicates.owner import Owner
from detectors.duplicates.store import KnownSound
from detectors.duplicates.telling import copy_evidence


def told(speed: float, semitones: float, error: float = 0.1) -> str:
    owner = Owner("QZAAA2600001", "An Artist", "name:one", "alabel")
    known = KnownSound(
        1, "t", datetime(2026, 3, 2, tzinfo=UTC), "River", "An Artist", "One", owner, np.zeros((0, 36))
    )
    laid = Alignment(speed, semitones, error, 40.0, 0.0, 16.0, 0.0, 24.0, 16.0)
    (evidence,) = copy_evidence([Match(known, laid, 1.0, same_owner=False)])
    return evidence.text


@pytest.mark.parametrize(
    ("speed", "semitones", "said"),
    [
        (1.08, 1.33, "sped up 8 % and 1.3 semitones higher"),
        (1.5, -4.98, "sped up 50 % and 7.0 semitones higher"),  # 12 x log2(1.5) is 7.02
        (0.66, 4.9, "slowed down 34 % and 7.1 semitones lower"),
        (1.51, 0.0, "sped up 51 % at the same pitch"),
        (1.0, -5.0, "5.0 semitones lower at the same speed"),
    ],
)
def test_pitch_follows_speed_beyond_half_an_octave(speed: float, semitones: float, said: str) -> None:
    assert said in told(speed, semitones)


def test_what_shared_loops_may_explain_is_not_called_the_same() -> None:
    assert told(1.0, 0.0, 0.23).startswith("Same recording as")
    assert told(1.0, 0.0, 0.27).startswith("Perhaps the same recording as")
