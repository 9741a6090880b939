from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from detectors.training.delivery_chain import DeliveryChain, deliver, draw
from detectors.training.synthesiser import synthesise

RATE_HZ = 44_100
PLAIN = DeliveryChain(codec="flac", bit_rate=None, gain_db=0.0, tilt_db=0.0, rate_hz=None, mono=False)


@pytest.fixture(scope="module")
def song() -> np.ndarray:
    return np.ascontiguousarray(synthesise(7, duration_s=4.0, sample_rate_hz=RATE_HZ).T)


def decoded(path: Path) -> tuple[np.ndarray, int]:
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
        stream = container.streams.audio[0]
        shape = (-1, stream.channels)
        planar = stream.format.is_planar
        rows = [frame.T if planar else frame.reshape(shape) for frame in frames]
        return np.concatenate(rows), stream.rate


def test_the_same_seed_draws_the_same_chain() -> None:
    assert draw(np.random.default_rng(3)) == draw(np.random.default_rng(3))


def test_chains_differ_in_codec_and_rate() -> None:
    rng = np.random.default_rng(0)
    chains = [draw(rng) for _ in range(200)]
    assert {chain.codec for chain in chains} == {"flac", "mp3", "aac", "opus"}
    assert {chain.mono for chain in chains} == {True, False}


@pytest.mark.parametrize(
    ("codec", "bit_rate"), [("flac", None), ("mp3", 128_000), ("aac", 128_000), ("opus", 96_000)]
)
@pytest.mark.parametrize("channels", [1, 2])
def test_what_is_delivered_is_the_same_music(
    tmp_path: Path, song: np.ndarray, codec: str, bit_rate: int | None, channels: int
) -> None:
    chain = replace(PLAIN, codec=codec, bit_rate=bit_rate, mono=channels == 1)
    path = tmp_path / f"song{chain.suffix}"
    deliver(song, RATE_HZ, chain, path)
    got, rate = decoded(path)
    assert got.shape[1] == channels
    assert abs(len(got) / rate - len(song) / RATE_HZ) < 0.2
    assert np.abs(got).max() > 0.5


def test_a_tilt_raises_the_treble_by_its_decibels(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, (RATE_HZ * 2, 2)).astype(np.float32)
    levels = []
    for tilt in (0.0, 6.0):
        path = tmp_path / f"{tilt}.flac"
        deliver(noise, RATE_HZ, replace(PLAIN, tilt_db=tilt), path)
        spectrum = np.abs(np.fft.rfft(decoded(path)[0][:, 0].astype(np.float64)))
        bass, treble = spectrum[20:400].mean(), spectrum[-20_000:].mean()
        levels.append(20 * np.log10(treble / bass))
    assert levels[1] - levels[0] == pytest.approx(6.0, abs=0.8)
