import time

import numpy as np
import pytest

from detectors.errors import TrainingError
from detectors.training.synthesis.style import Style
from detectors.training.synthesiser import synthesise


@pytest.mark.parametrize("style", list(Style))
def test_every_style_makes_stereo_music_of_the_length_asked_for(style: Style) -> None:
    sound = synthesise(3, style=style, duration_s=8.0)
    assert sound.shape == (2, 8 * 44_100)
    assert sound.dtype == np.float32
    assert 0.4 < np.abs(sound).max() < 1.0
    assert np.abs(sound[:, 44_100:]).reshape(2, 7, -1).max(axis=2).min() > 0.01, "no second is silent"


def test_a_seed_gives_one_sound_and_another_seed_another() -> None:
    first = synthesise(11, duration_s=3.0)
    assert np.array_equal(first, synthesise(11, duration_s=3.0))
    assert not np.array_equal(first, synthesise(12, duration_s=3.0))


def test_left_and_right_differ() -> None:
    left, right = synthesise(4, style=Style.BAND, duration_s=5.0)
    assert np.sqrt(np.mean((left - right) ** 2)) > 0.01


def test_high_band_is_not_empty() -> None:
    sound = synthesise(4, style=Style.BAND, duration_s=10.0)
    power = np.abs(np.fft.rfft(sound[0])) ** 2
    frequency = np.fft.rfftfreq(sound.shape[1], 1 / 44_100)
    band = power[(frequency > 10_000) & (frequency < 18_000)].mean() / power[frequency < 4_000].mean()
    assert 10 * np.log10(band) > -70


def test_strokes_are_never_on_an_exact_grid() -> None:
    sound = np.abs(synthesise(21, style=Style.ELECTRONIC, duration_s=20.0)).sum(axis=0)
    envelope = sound[: sound.size // 64 * 64].reshape(-1, 64).max(axis=1)
    rises = np.flatnonzero(np.diff(envelope) > 0.35 * envelope.max())
    strokes = rises[np.concatenate([[True], np.diff(rises) > 80])] * 64
    gaps = np.diff(strokes)
    assert strokes.size > 15
    assert len(set(gaps.tolist())) > 0.5 * gaps.size, (
        "the distances between strokes vary by more than a sample"
    )


def test_a_minute_costs_less_than_a_second_of_processor_time() -> None:
    synthesise(1, style=Style.BAND, duration_s=2.0)
    start = time.process_time()
    synthesise(2, style=Style.BAND, duration_s=60.0)
    assert time.process_time() - start < 1.0


@pytest.mark.parametrize(
    ("duration_s", "rate_hz"), [(0.0, 44_100), (-3.0, 44_100), (601.0, 44_100), (5.0, 8_000)]
)
def test_impossible_wishes_are_refused_with_a_remedy(duration_s: float, rate_hz: int) -> None:
    with pytest.raises(TrainingError, match="ask for"):
        synthesise(1, duration_s=duration_s, sample_rate_hz=rate_hz)
