"""Chains change how a recording is packed and nothing else."""

import numpy as np
import pytest
from numpy.typing import NDArray

from detectors.training.delivery_chain import Chain, draw, pass_through, through_codec
from tests.detectors.audio.signals import music

SOUND = music(6.0)


def level(sound: NDArray[np.float32]) -> float:
    return float(20 * np.log10(np.sqrt((sound**2).mean())))


@pytest.mark.parametrize("codec", ["mp3", "aac", "opus", "vorbis"])
@pytest.mark.parametrize("channels", [1, 2])
def test_every_codec_gives_back_the_same_music(codec: str, channels: int) -> None:
    sound, rate = through_codec(SOUND[:, :channels], 44_100, codec, 192)
    assert rate == (48_000 if codec == "opus" else 44_100)
    assert abs(len(sound) / rate - 6.0) < 0.15
    assert level(sound) == pytest.approx(level(SOUND), abs=1.0)


def test_an_empty_chain_is_the_recording_itself() -> None:
    sound, rate = pass_through(SOUND, 44_100, Chain(start=0.0, seconds=60.0))
    assert rate == 44_100
    np.testing.assert_allclose(sound, np.clip(SOUND, -0.98, 0.98), atol=1e-6)


def test_each_step_does_what_it_says() -> None:
    assert len(pass_through(SOUND, 44_100, Chain(0.5, 2.0))[0]) == 88_200
    assert pass_through(SOUND, 44_100, Chain(0.0, 60.0, rate_hz=32_000))[1] == 32_000
    assert pass_through(SOUND, 44_100, Chain(0.0, 60.0, mono=True))[0].shape[1] == 1
    fast, _ = pass_through(SOUND, 44_100, Chain(0.0, 60.0, speed=1.05))
    assert len(fast) == pytest.approx(len(SOUND) / 1.05, rel=1e-3)
    soft, _ = pass_through(SOUND, 44_100, Chain(0.0, 60.0, gain_db=-6.0))
    assert level(soft) == pytest.approx(level(SOUND) - 6.0, abs=0.05)
    dull, _ = pass_through(SOUND, 44_100, Chain(0.0, 60.0, tilt=(1000.0, -6.0)))
    spectra = [np.abs(np.fft.rfft(x[:, 0])) ** 2 for x in (SOUND, dull)]
    top = slice(12_000 * 6, 15_000 * 6)
    assert 10 * np.log10(spectra[1][top].sum() / spectra[0][top].sum()) == pytest.approx(-6.0, abs=0.3)


def test_chains_are_drawn_alike_from_alike_seeds_and_cover_all_codecs() -> None:
    chains = [draw(np.random.default_rng(seed)) for seed in range(300)]
    assert chains == [draw(np.random.default_rng(seed)) for seed in range(300)]
    assert {c.codec for c in chains} == {None, "mp3", "aac", "opus", "vorbis"}
    assert 0.15 < np.mean([c.codec is None for c in chains]) < 0.35
    assert 0.04 < np.mean([c.speed is not None for c in chains]) < 0.18
    assert {c.kbps for c in chains} >= {64, 128, 320}
