import numpy as np
import pytest

from detectors.training.evaluation.attacks import ATTACKS, MIXED, PUBLISHED
from tests.detectors.audio.signals import music

RATE = 44_100
SOUND = music(12.0)
OTHER = music(9.0, seed=5)


@pytest.mark.parametrize("name", ATTACKS)
def test_every_attack_leaves_music_of_a_plausible_length_and_level(name: str) -> None:
    before = SOUND.copy()
    after, rate = ATTACKS[name](before, RATE, OTHER)
    np.testing.assert_array_equal(before, SOUND)
    assert after.dtype == np.float32
    assert after.ndim == 2
    assert np.isfinite(after).all()
    assert float(np.sqrt(np.mean(after**2))) > 0.02
    expected_s = {"first 10 seconds": 10.0, MIXED: 9.0}.get(name, 12.0)
    assert len(after) / rate == pytest.approx(expected_s, rel=0.06)


def test_as_published_is_the_recording_itself() -> None:
    same, rate = ATTACKS[PUBLISHED](SOUND, RATE, None)
    assert rate == RATE
    np.testing.assert_array_equal(same, SOUND)


def test_music_beside_is_six_decibels_lower_and_none_is_no_attack() -> None:
    both, _ = ATTACKS[MIXED](SOUND, RATE, OTHER)
    own = SOUND[: len(OTHER)]
    scale = np.vdot(both[:, 0], own[:, 0]) / np.vdot(own[:, 0], own[:, 0])
    added = both / scale - own
    assert 10 * np.log10(np.mean(own**2) / np.mean(added**2)) == pytest.approx(6.0, abs=0.5)
    assert ATTACKS[MIXED](SOUND, RATE, None)[0] is SOUND


def test_an_attack_is_the_same_every_time() -> None:
    for name in ("noise at 30 dB", "pitch +1 semitone", "MP3 64 kb/s"):
        first, again = (ATTACKS[name](SOUND, RATE, None)[0] for _ in range(2))
        np.testing.assert_array_equal(first, again)
