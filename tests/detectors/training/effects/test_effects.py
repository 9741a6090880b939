"""Every effect does to the sound what its name says, and nothing unheard of."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from detectors.training.effects import delays, mastering, stretching, voices
from tests.detectors.audio.signals import music

Samples = NDArray[np.float32]
RATE = 44_100
SOUND = music(6.0)
RNG = np.random.default_rng(1)


def tone(hz: float, seconds: float = 4.0) -> Samples:
    time = np.arange(int(seconds * RATE)) / RATE
    return (0.3 * np.sin(2 * np.pi * hz * time))[:, None].astype(np.float32)


def strongest_hz(sound: Samples) -> float:
    middle = sound[len(sound) // 4 : -len(sound) // 4, 0]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    return float(np.argmax(spectrum) * RATE / len(middle))


def level_db(sound: Samples, low: float = 0.0, high: float = RATE / 2) -> float:
    power = np.abs(np.fft.rfft(sound[:, 0])) ** 2
    hz = np.fft.rfftfreq(len(sound), 1 / RATE)
    return float(10 * np.log10(power[(hz >= low) & (hz < high)].sum() / len(sound) ** 2))


EFFECTS: dict[str, Callable[[Samples], Samples]] = {
    "echo": lambda x: delays.echo(x, RATE, ((0.01, 0.5), (0.2, 0.3))),
    "flanger": lambda x: delays.flanger(x, RATE, delay_s=0.004, depth=0.7, cycle_s=3, gain=0.7),
    "speed": lambda x: stretching.speed(x, RATE, 1.05),
    "pitch": lambda x: stretching.pitch(x, RATE, -2),
    "vocoder tempo": lambda x: stretching.vocoder_tempo(x, 0.9),
    "tempo": lambda x: stretching.tempo(x, RATE, 1.1),
    "channel vocoder": lambda x: voices.channel_vocoder(x, RATE, pitch_hz=110, wet=0.5),
    "robot": lambda x: voices.robot(x, hop=441, wet=0.3),
    "low-pass": lambda x: mastering.low_pass(x, RATE, 8_000),
    "peak": lambda x: mastering.peak(x, RATE, at_hz=3_000, gain_db=5),
    "compressed": lambda x: mastering.compressed(x, RATE, threshold_db=-20, ratio=4),
    "limited": lambda x: mastering.limited(x, RATE, push_db=9),
    "widened": lambda x: mastering.widened(x, 1.5),
    "denoised": lambda x: mastering.denoised(x, RATE, floor_db=10, residue=0.1),
    "noisy": lambda x: mastering.noisy(x, 30, RNG),
    "hum": lambda x: mastering.hum(x, RATE, mains_hz=50, level_db=-40, fall=1),
}


@pytest.mark.parametrize("name", EFFECTS)
@pytest.mark.parametrize("channels", [1, 2])
def test_it_is_the_same_music_at_about_the_same_level(name: str, channels: int) -> None:
    before = SOUND[:, :channels].copy()
    after = EFFECTS[name](before)
    assert after.dtype == np.float32
    assert after.shape[1] == channels
    assert np.isfinite(after).all()
    assert len(after) == pytest.approx(len(before), rel=0.12)
    assert level_db(after) == pytest.approx(level_db(before), abs=9.5 if name == "limited" else 4)
    assert np.abs(after).max() < 3 * np.abs(before).max()
    np.testing.assert_array_equal(before, SOUND[:, :channels], err_msg="the sound given is left alone")


def test_speed_moves_pitch_and_tempo() -> None:
    fast = stretching.speed(tone(1_000), RATE, 1.05)
    assert len(fast) == pytest.approx(4 * RATE / 1.05, rel=1e-3)
    assert strongest_hz(fast) == pytest.approx(1_050, abs=1)


@pytest.mark.parametrize("factor", [0.9, 1.1])
def test_tempo_keeps_the_pitch(factor: float) -> None:
    for changed in (
        stretching.tempo(tone(1_000), RATE, factor),
        stretching.vocoder_tempo(tone(1_000), factor),
    ):
        assert len(changed) == pytest.approx(4 * RATE / factor, rel=0.03)
        assert strongest_hz(changed) == pytest.approx(1_000, abs=3)


@pytest.mark.parametrize("semitones", [-1, 1])
def test_pitch_keeps_the_length(semitones: int) -> None:
    changed = stretching.pitch(tone(1_000), RATE, semitones)
    assert len(changed) == pytest.approx(4 * RATE, rel=0.03)
    assert strongest_hz(changed) == pytest.approx(1_000 * 2 ** (semitones / 12), abs=3)


def test_a_sound_too_short_to_stretch_stays_as_it_is() -> None:
    short = SOUND[:1_000]
    assert stretching.tempo(short, RATE, 1.1) is short
    assert stretching.vocoder_tempo(short, 1.1) is short


def test_an_echo_comes_after_its_time_and_a_longer_one_never() -> None:
    click = np.zeros((RATE, 1), dtype=np.float32)
    click[0] = 0.5
    late = delays.echo(click, RATE, ((0.1, 0.5), (5.0, 0.9)))
    assert np.flatnonzero(late).tolist() == [0, 4_410]


def test_filters_work_where_they_say() -> None:
    assert level_db(mastering.low_pass(SOUND, RATE, 5_000), 8_000) < level_db(SOUND, 8_000) - 25
    louder = mastering.peak(SOUND, RATE, at_hz=3_000, gain_db=6)
    assert level_db(louder, 2_900, 3_100) == pytest.approx(level_db(SOUND, 2_900, 3_100) + 6, abs=0.5)


def test_a_limiter_holds_its_ceiling_and_a_compressor_evens_out() -> None:
    assert np.abs(mastering.limited(SOUND, RATE, push_db=12)).max() <= 0.97
    steps = tone(300) * np.repeat([0.1, 1.0], 2 * RATE)[:, None].astype(np.float32)
    even = mastering.compressed(steps, RATE, threshold_db=-30, ratio=4)

    def spread(sound: Samples) -> float:
        return level_db(sound[3 * RATE :]) - level_db(sound[RATE // 2 : RATE])

    assert spread(even) < spread(steps) - 5


def test_noise_and_hum_have_the_level_asked_for() -> None:
    added = mastering.noisy(SOUND, 20, RNG) - SOUND
    assert level_db(added) == pytest.approx(level_db(SOUND) - 20, abs=1)
    added = mastering.hum(SOUND, RATE, mains_hz=50, level_db=-30, fall=0.8) - SOUND
    assert np.sqrt(np.mean(added**2) / np.mean(SOUND**2)) == pytest.approx(10**-1.5, rel=0.05)
    assert strongest_hz(added) == pytest.approx(50, abs=1)


def test_an_old_disc_has_one_narrow_channel() -> None:
    old = mastering.old_mono(SOUND, RATE, band_hz=5_000, rng=np.random.default_rng(1))
    assert old.shape == (len(SOUND), 1)


def test_a_robot_speaks_at_one_pitch() -> None:
    spoken = voices.robot(SOUND, hop=441, wet=1.0)
    power = np.abs(np.fft.rfft(spoken[: 6 * RATE, 0])) ** 2
    on_grid = power[:: 6 * 100][:200].sum()
    assert on_grid / power[: 6 * 20_000].sum() > 0.3
