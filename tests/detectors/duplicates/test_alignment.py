"""A copy is laid over its original at the right place, speed and pitch; another tune is refused."""

import numpy as np
import pytest

from detectors.duplicates.alignment import Alignment, align
from detectors.duplicates.signature import pack, signs, unpack
from tests.detectors.duplicates.sounds import Sound, faster, fingerprint, noise, tune


def laid(copy: Sound, original: Sound) -> Alignment | None:
    return align(fingerprint(copy).image, unpack(pack(signs(fingerprint(original).image))))


def test_the_same_recording_lies_over_itself() -> None:
    found = laid(tune(1), tune(1))
    assert found is not None
    assert found.speed == 1.0
    assert found.semitones == pytest.approx(0.0, abs=0.05)
    assert found.error < 0.01
    assert found.start_s == pytest.approx(0.0, abs=0.5)
    assert found.matched_s == pytest.approx(29.0, abs=1.5)


@pytest.mark.parametrize("speed", [0.75, 0.9, 0.98, 1.02, 1.08, 1.25, 1.4])
def test_speed_and_pitch_are_measured(speed: float) -> None:
    found = laid(faster(tune(2), speed), tune(2))
    assert found is not None
    assert found.speed == pytest.approx(speed, rel=0.006)
    assert found.semitones == pytest.approx(12 * np.log2(speed), abs=0.25)
    assert found.error < 0.3


def test_a_cut_is_found_where_it_was_cut() -> None:
    whole = tune(3, 60.0)
    found = laid(whole[20 * 11_025 : 45 * 11_025], whole)
    assert found is not None
    assert found.speed == pytest.approx(1.0, abs=0.005)
    assert found.other_start_s == pytest.approx(20.0, abs=1.0)
    assert found.other_end_s == pytest.approx(45.0, abs=1.0)


def test_only_the_seconds_that_agree_count() -> None:
    mixed = np.concatenate([tune(4, 40.0), tune(5, 15.0)])
    found = laid(mixed, tune(4, 40.0))
    assert found is not None
    assert found.end_s == pytest.approx(40.0, abs=3.0)
    assert found.matched_s == pytest.approx(40.0, abs=4.0)


def test_other_tunes_and_noises_do_not_agree() -> None:
    for copy, original in ((6, 7), (7, 8), (8, 6)):
        assert laid(tune(copy), tune(original)) is None
    assert laid(noise(1), noise(2)) is None


def test_shared_silence_is_no_agreement() -> None:
    silence = np.zeros(30 * 11_025, dtype=np.float32)
    assert laid(silence, silence) is None
    assert laid(np.concatenate([tune(6), silence]), np.concatenate([tune(7), silence])) is None


def test_too_little_is_not_laid_over_anything() -> None:
    assert laid(tune(1, 7.0), tune(1)) is None


def test_signatures_are_kept_whole() -> None:
    for seconds in (10.0, 10.3, 11.1):
        found = signs(fingerprint(tune(1, seconds)).image)
        kept = unpack(pack(found))
        np.testing.assert_array_equal(kept[found != 0], found[found != 0])
        assert set(np.unique(kept)) == {-1.0, 1.0}
