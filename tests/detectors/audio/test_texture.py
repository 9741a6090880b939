"""Texture, stereo and levels are measured as their names say."""

import numpy as np
import pytest

from contracts.features.audio import AUDIO_FEATURES
from contracts.features.texture import TEXTURE_FEATURES
from detectors.audio.analysis import analyse
from detectors.audio.exhibit import waveform
from detectors.audio.frames import stretches
from detectors.audio.levels import LevelMeter
from detectors.audio.texture import texture_features
from tests.detectors.audio.signals import Samples, blocks, music

RATE = 44_100


def features(sound: Samples) -> dict[str, float | None]:
    analysis = analyse(blocks(sound, 10_000), RATE, sound.shape[1], comb=False)
    return texture_features(analysis.frames, analysis.stereo, analysis.levels)


def test_the_names_are_those_of_the_vocabulary() -> None:
    assert set(features(music(3.0))) == {spec.name for spec in TEXTURE_FEATURES}
    names = [spec.name for spec in AUDIO_FEATURES]
    assert len(names) == len(set(names))
    for spec in AUDIO_FEATURES:
        assert "{" not in spec.high.format(value=0.5)
        assert "{" not in spec.low.format(value=0.5)


def test_music_in_stereo_has_every_value() -> None:
    values = features(music(5.0))
    assert [name for name, value in values.items() if value is None or not np.isfinite(value)] == []


def test_mono_has_no_stereo_values_and_neither_has_twice_the_same_channel() -> None:
    mono = music(4.0, channels=1)
    for sound in (mono, np.repeat(mono, 2, axis=1)):
        values = features(sound)
        assert values["coherence_low"] is None
        assert values["centroid_hz_mean"] is not None


def test_independent_channels_are_incoherent_and_near_equal_ones_coherent() -> None:
    noise = (np.random.default_rng(1).standard_normal((RATE * 4, 2)) * 0.1).astype(np.float32)
    apart = features(noise)
    together = features(noise[:, :1] + np.float32(0.01) * noise)
    for band in ("low", "mid", "high"):
        assert apart[f"coherence_{band}"] < 0.15
        assert together[f"coherence_{band}"] > 0.95
        assert apart[f"side_mid_db_{band}"] == pytest.approx(0.0, abs=0.5)
        assert together[f"side_mid_db_{band}"] < -35
        assert apart[f"phase_spread_{band}"] > together[f"phase_spread_{band}"]


def test_silence_zeros_and_clipping_are_counted() -> None:
    sound = music(4.0) * np.float32(3.0)
    clipped = np.clip(sound, -1.0, 1.0)
    clipped[: RATE * 2] = 0.0
    values = features(clipped)
    assert values["silent_share"] == pytest.approx(0.5, abs=0.03)
    assert values["digital_zero_share"] == pytest.approx(0.5, abs=0.01)
    assert values["clipped_share"] > 0.005
    assert features(music(4.0))["clipped_share"] < 0.001


def test_the_size_of_the_stretches_changes_no_level() -> None:
    sound = music(3.0)
    seen = []
    for size in (9_990, 32_768, len(sound)):
        meter = LevelMeter(RATE)
        for stretch in stretches([sound], size):
            meter.push(stretch)
        seen.append(meter.levels())
    loudest = np.abs(sound).max(axis=1)
    np.testing.assert_array_equal(
        seen[0].peaks, [loudest[i : i + 2205].max() for i in range(0, len(loudest), 2205)]
    )
    for other in seen[1:]:
        np.testing.assert_array_equal(other.peaks, seen[0].peaks)
        assert other.digital_zero == seen[0].digital_zero
        assert other.side == seen[0].side


def test_the_waveform_keeps_every_peak() -> None:
    peaks = np.random.default_rng(0).uniform(0, 0.5, 5000).astype(np.float32)
    peaks[3210] = 2.0
    drawn = waveform(peaks)
    assert len(drawn) == 800
    assert drawn[int(3210 / 5000 * 800)] == 1.0
    assert waveform(peaks[:10]).tolist() == peaks[:10].tolist()
