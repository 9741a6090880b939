import hashlib
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from deadwax.demo.plan import Format, Recipe
from deadwax.demo.sound import produce, sound
from detectors.training.decoder_families import FAMILIES
from detectors.training.decoders import DecoderFaults
from detectors.training.synthesis.style import Style

RECIPE = Recipe(seed=3, style=Style.BAND, duration_s=4.0, format=Format.FLAC)


@pytest.mark.parametrize("form", list(Format))
def test_every_format_is_written_as_it_is_described(form: Format, tmp_path: Path) -> None:
    path = tmp_path / f"sound.{form.value}"
    written = produce(replace(RECIPE, format=form), path)
    assert written.name == path.name
    assert written.md5 == hashlib.md5(path.read_bytes()).hexdigest()
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        samples = sum(frame.samples for frame in container.decode(stream))
        assert stream.rate == written.sample_rate_hz
        assert stream.channels == 2
        assert samples / stream.rate == pytest.approx(4.0, abs=0.1)


def test_a_file_that_is_there_is_described_and_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "sound.flac"
    first = produce(RECIPE, path)
    made = path.stat().st_mtime_ns
    assert produce(RECIPE, path) == first
    assert path.stat().st_mtime_ns == made
    assert [p.name for p in tmp_path.iterdir()] == ["sound.flac"]


def test_speed_makes_the_same_music_shorter() -> None:
    plain, faster = sound(RECIPE), sound(replace(RECIPE, speed=1.25))
    assert faster.shape[1] == pytest.approx(plain.shape[1] / 1.25, abs=2)
    assert replace(RECIPE, speed=1.25).delivered_s == pytest.approx(3.2)


def test_a_decoder_changes_the_sound_a_little() -> None:
    plain = sound(RECIPE)
    decoded = sound(replace(RECIPE, decoder=FAMILIES[4], faults=DecoderFaults(bias=0.01)))
    assert decoded.shape == plain.shape
    assert 20 < 10 * np.log10(np.sum(plain**2) / np.sum((decoded - plain) ** 2)) < 40
