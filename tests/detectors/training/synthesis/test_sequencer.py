import numpy as np
import pytest

from detectors.training.synthesis import sequencer
from detectors.training.synthesis.genres import GENRES, Genre, Instrument, Role
from detectors.training.synthesis.score import compose
from detectors.training.synthesis.sequencer import sequence

TICKS = Genre("ticks", (120, 120), 0.0, 0.0, "four", (Instrument(Role.BASS, (0,), "sine", 0.001, 0, 16.0),))


@pytest.mark.parametrize("genre", GENRES, ids=lambda g: g.name)
def test_every_genre_sounds_through_its_whole_length(genre: Genre) -> None:
    rng = np.random.default_rng(2)
    sound = sequence(compose(genre, 6.0, rng), 44_100, rng)
    assert sound.shape == (2, 6 * 44_100)
    assert sound.dtype == np.float32
    assert 0.4 < np.abs(sound).max() < 1.0
    assert np.abs(sound).reshape(2, 6, -1).max(axis=2).max(axis=0).min() > 0.01, "no second is silent"


def test_the_same_stroke_comes_again_sample_by_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequencer, "GRIDS", (1,))
    for seed in range(20):
        rng = np.random.default_rng(seed)
        score = compose(TICKS, 9.0, rng)
        sound = sequence(score, 48_000, rng)[0]
        # Four bars at 120 beats a minute are eight seconds; half of the draws are dry and without hiss.
        bar = 2 * 48_000
        first, second = sound[bar : bar + 8_000], sound[2 * bar : 2 * bar + 8_000]
        if np.allclose(first, second, atol=2e-3):
            return
    pytest.fail("no draw repeats a bar exactly")


def test_one_generator_state_gives_one_sound() -> None:
    made = []
    for _ in range(2):
        rng = np.random.default_rng(8)
        made.append(sequence(compose(GENRES[0], 3.0, rng), 44_100, rng))
    assert np.array_equal(*made)
