import shutil
from pathlib import Path

import numpy as np
import pytest

from detectors.errors import TrainingError
from detectors.training.synthesis import soundfont
from detectors.training.synthesis.genres import GENRES
from detectors.training.synthesis.midi import midi
from detectors.training.synthesis.score import compose
from detectors.training.synthesis.soundfont import fonts, render

SCORE = compose(GENRES[0], 5.0, np.random.default_rng(1))
INSTALLED = Path("/usr/share/sounds")


def events(data: bytes) -> list[tuple[int, int, int, int]]:
    """(tick, status, key, velocity) of every note event, read back byte by byte."""
    assert data[:14] == b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x03\xc0"
    assert data[14:18] == b"MTrk"
    track = data[22:]
    assert int.from_bytes(data[18:22], "big") == len(track)
    found, place, tick = [], 0, 0
    while place < len(track):
        step = 0
        while True:
            byte = track[place]
            place += 1
            step = step << 7 | byte & 0x7F
            if byte < 0x80:
                break
        tick += step
        status = track[place]
        if status == 0xFF:
            place += 3 + track[place + 2]
        elif status & 0xF0 == 0xC0:
            place += 2
        else:
            found.append((tick, status, track[place + 1], track[place + 2]))
            place += 3
    return found


def test_a_midi_file_holds_every_note_at_its_time() -> None:
    found = events(midi(SCORE))
    begun = [e for e in found if e[1] & 0xF0 == 0x90]
    assert len(begun) == len(SCORE.notes)
    assert len(found) == 2 * len(begun)
    at = np.sort([n.start_s for n in SCORE.notes])
    np.testing.assert_allclose([e[0] / 1920 for e in begun], at, atol=0.3e-3)
    assert sorted(e[2] for e in begun) == sorted(n.key for n in SCORE.notes)


def test_a_folder_without_soundfonts_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no SoundFont"):
        fonts(tmp_path)


def test_without_fluidsynth_soundfonts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.sf2").touch()
    monkeypatch.setattr(soundfont.shutil, "which", lambda _: None)
    with pytest.raises(TrainingError, match="not installed"):
        fonts(tmp_path)


@pytest.mark.skipif(shutil.which("fluidsynth") is None, reason="FluidSynth is not installed")
def test_a_file_that_is_no_soundfont_is_an_error_that_names_it(tmp_path: Path) -> None:
    font = tmp_path / "broken.sf2"
    font.write_bytes(b"RIFF nothing")
    assert fonts(tmp_path) == (font.resolve(),)
    with pytest.raises(TrainingError, match="broken"):
        render(SCORE, font, 44_100, np.random.default_rng(1))


@pytest.mark.skipif(
    shutil.which("fluidsynth") is None or not list(INSTALLED.glob("sf*/*.sf2")),
    reason="FluidSynth or SoundFonts are not installed",
)
def test_a_soundfont_plays_the_score() -> None:
    font = min(fonts(INSTALLED), key=lambda path: path.stat().st_size)
    sound = render(SCORE, font, 44_100, np.random.default_rng(1))
    assert sound.shape == (2, 5 * 44_100)
    assert np.abs(sound).max() == pytest.approx(0.9, abs=1e-4)
    assert np.abs(sound).reshape(2, 5, -1).max(axis=2).min() > 0.01
