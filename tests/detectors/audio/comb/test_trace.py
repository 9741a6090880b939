"""Lines at a decoder's spacing are found; what else makes lines is told apart."""

import numpy as np
import pytest
from numpy.typing import NDArray

from detectors.audio.analysis import analyse
from detectors.audio.comb.families import FAMILIES
from detectors.audio.comb.features import comb_features
from detectors.audio.comb.trace import Trace, trace
from tests.detectors.audio.signals import blocks, music, with_lines

RATE = 44_100
SOUND = music(11.0)
Samples = NDArray[np.float32]


def traced(sound: Samples, rate: int = RATE) -> Trace:
    analysis = analyse(blocks(sound), rate, sound.shape[1])
    assert analysis.comb is not None
    found = trace(analysis.comb)
    assert found is not None
    return found


def features(sound: Samples, rate: int = RATE) -> dict[str, float]:
    values = comb_features(traced(sound, rate))
    return {name: np.nan if value is None else value for name, value in values.items()}


def test_music_without_lines_has_no_comb() -> None:
    assert features(SOUND)["comb_pair"] < 4.0


@pytest.mark.parametrize("slug", ["50", "86_13", "100", "172_27", "200"])
def test_lines_at_a_family_s_spacing_are_found(slug: str) -> None:
    family = next(f for f in FAMILIES if f.slug == slug)
    sound = with_lines(SOUND, family.spacing_hz)
    found = traced(sound)
    assert found.best is family
    values = features(sound)
    # What a beat would explain is taken off, and the many finer lines of chance cost a little.
    assert values["comb_pair"] > 9.0
    assert values["comb_short"] > 3.0
    assert values["comb_exact"] > 10.0
    assert values["agree_exact"] > 9.0
    assert values["evidence_first"] > 1.0
    assert values["comb_margin"] > 3.0
    assert values["comb_line_share"] > 0.6
    assert values["comb_persistence"] == 1.0
    assert values["comb_finer"] < 1.0


def test_lines_in_the_side_signal_alone_are_found() -> None:
    mono = np.repeat(SOUND[:, :1], 2, axis=1)
    side = (with_lines(SOUND * 0, 50.0)[:, :1] + music(11.0, channels=1, seed=9) * 0.02).astype(np.float32)
    sound = mono + np.concatenate([side, -side], axis=1)
    found = traced(sound)
    assert found.best.slug == "50"
    assert found.best_in_side
    assert features(sound)["comb_persistence"] == 1.0


def test_a_beat_s_lines_are_taken_away() -> None:
    # Clicks every 0.1 s, exact to the sample: lines every 10 Hz, among them those of 50, 100 and 200 Hz.
    clicks = np.zeros_like(SOUND)
    clicks[:: RATE // 10] = 0.2
    values = features(SOUND + clicks)
    assert values["comb_pair"] < 4.0


def test_a_sped_up_recording_shows_its_lines_in_the_search_over_speeds() -> None:
    sound = with_lines(SOUND, 100.0 * 1.03)
    values = features(sound)
    assert values["comb_pair"] < 6.0
    assert values["comb_scaled"] > 10.0
    assert values["comb_scaled_agreed"] > 10.0


def test_a_lines_only_passage_shows_in_its_chunks() -> None:
    sound = music(34.0)
    half = len(sound) // 2
    sound[half:] = with_lines(sound[half:], 200.0)
    chunks = traced(sound).chunks
    first = [c.z for c in chunks if c.end_s < 16.5]
    last = [c.z for c in chunks if c.start_s > 17.5]
    assert max(first) < 4.0 < min(last)
    assert chunks[0].start_s == 0.0
    assert all(c.end_s <= 34.5 for c in chunks)


def test_dull_sound_gives_no_trace() -> None:
    t = np.arange(RATE * 8) / RATE
    tone = (0.5 * np.sin(2 * np.pi * 220 * t))[:, None].astype(np.float32)
    analysis = analyse(blocks(tone), RATE, 1)
    assert analysis.comb is not None
    assert trace(analysis.comb) is None
    assert set(comb_features(None).values()) == {None}


def test_loudness_changes_nothing() -> None:
    loud, soft = features(with_lines(SOUND, 100.0)), features(with_lines(SOUND, 100.0) * np.float32(0.1))
    assert soft["comb_pair"] == pytest.approx(loud["comb_pair"], rel=0.02)


def test_mono_and_two_equal_channels_are_the_same() -> None:
    mono = with_lines(music(8.0, channels=1), 100.0)
    assert features(np.repeat(mono, 2, axis=1)) == pytest.approx(features(mono), rel=1e-3, nan_ok=True)
