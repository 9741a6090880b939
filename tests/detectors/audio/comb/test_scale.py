"""The search over playing speeds tries those that people set and the semitones, and finds the lines there."""

import numpy as np
import pytest

from detectors.audio.analysis import analyse
from detectors.audio.comb.looks import Looks
from detectors.audio.comb.pulse import Pulses
from detectors.audio.comb.scale import Scaled, search, speeds
from detectors.training.effects.stretching import pitch
from tests.detectors.audio.signals import blocks, music, with_lines

RATE = 44_100
SOUND = music(12.0)


def searched(spacing_hz: float, semitones: int = 0, level: float = 5e-4) -> Scaled:
    sound = with_lines(SOUND, spacing_hz, level=level)
    spectra = analyse(blocks(pitch(sound, RATE, semitones) if semitones else sound), RATE, 2).comb
    assert spectra is not None
    found = search(Looks.of(spectra, 15_000.0))
    assert found is not None
    return found


@pytest.mark.parametrize("speed", [0.95, 1 / 1.02, 2.0 ** (1 / 12)])
def test_a_speed_that_people_set_is_found(speed: float) -> None:
    found = searched(100.0 * speed)
    assert found.speed == pytest.approx(speed, abs=2e-5)
    assert found.z > 9.0
    assert found.seen.exact > 9.0
    assert found.ranked[0] > 1.0


def test_a_speed_that_nobody_sets_and_the_native_one_show_little() -> None:
    for spacing in (103.17, 100.0):
        assert searched(spacing).seen.exact < 4.9


@pytest.mark.parametrize("semitones", [1, -1])
def test_lines_that_a_phase_vocoder_moved_by_a_semitone_are_found(semitones: int) -> None:
    found = searched(100.0, semitones)
    assert found.semitone
    assert found.speed == pytest.approx(2.0 ** (semitones / 12))
    assert found.spacing_hz == pytest.approx(100.0)
    assert found.ranked[0] > 1.0


def test_what_a_phase_vocoder_s_own_frames_leave_is_not_taken_for_a_decoder() -> None:
    # Its hop of 512 samples leaves lines every 86.13 Hz, which the shift moves as it moves a decoder's.
    for semitones in (1, -1):
        found = searched(100.0, semitones, level=0.0)
        assert found.seen.exact < 2.7
        assert min(abs(found.spacing_hz - own) for own in (43.07, 86.13, 172.27)) > 1.0


def test_the_speeds_tried_stay_within_seven_percent_and_leave_the_native_one_out() -> None:
    tried = speeds()
    assert np.abs(tried - 1.0).max() < 0.076
    assert np.abs(tried - 1.0).min() > 0.004
    assert not tried.flags.writeable


def test_nothing_is_tried_without_long_frames() -> None:
    assert search(Looks({}, {}, (), Pulses.of(None))) is None
