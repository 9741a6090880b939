"""What the rest of Deadwax hears of a file."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from contracts.features.audio import AUDIO_FEATURES
from contracts.scored_track import ListeningStatus
from detectors.audio.heard import ListenOptions, as_json, from_json, heard_in_process, heard_samples
from detectors.audio.listener import Listener
from runtime.settings import Settings
from runtime.workers import Limits, WorkerPool
from tests.detectors.audio.signals import encoded, music, with_lines, written

SOUND = with_lines(music(12.0), 100.0)


@pytest.fixture(scope="module")
def flac(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("flac") / "song.flac", encoded(SOUND, "flac"))


def test_a_recording_is_heard_with_every_feature_and_an_exhibit(flac: Path) -> None:
    heard = heard_in_process(flac)
    assert heard.listening.status is ListeningStatus.OK
    assert heard.listening.reason is None
    assert heard.listening.duration_s == pytest.approx(12.0, abs=0.01)
    assert (heard.listening.codec, heard.listening.sample_rate_hz, heard.listening.channels) == (
        "flac",
        44_100,
        2,
    )
    assert list(heard.features) == [spec.name for spec in AUDIO_FEATURES]
    assert all(value is None or np.isfinite(value) for value in heard.features.values())
    exhibit = heard.exhibit
    assert exhibit is not None
    assert 100 < len(exhibit.waveform) <= 800
    assert 0.0 <= min(exhibit.waveform) <= max(exhibit.waveform) <= 1.0
    assert exhibit.spectrum is not None
    assert exhibit.spectrum.spacing_hz == 100.0
    assert len(exhibit.spectrum.level_db) == len(exhibit.spectrum.residue) <= 1500
    assert all(abs(line / 100.0 - round(line / 100.0)) < 1e-6 for line in exhibit.spectrum.lines_hz)
    assert len(exhibit.spectrum.lines_hz) > 20
    assert exhibit.grounds is not None
    assert (exhibit.grounds.kind, exhibit.grounds.spacing_hz) == ("lines", 100.0)
    assert exhibit.spacings[0].spacing_hz == 100.0
    assert [s.together for s in exhibit.spacings] == sorted(
        (s.together for s in exhibit.spacings), reverse=True
    )
    assert not exhibit.chunks, "parts are looked at on a second pass"


def test_a_closer_look_adds_the_parts_and_nothing_else(flac: Path, tmp_path: Path) -> None:
    with WorkerPool(1, Limits(wall_s=120.0)) as pool:
        listener = Listener(pool, Settings(home=tmp_path))
        heard = listener.listen(flac)
        closer = listener.look_closer(flac, heard)
        assert heard.exhibit is not None
        assert closer.exhibit is not None
        assert closer.exhibit.chunks
        assert closer.exhibit.model_copy(update={"chunks": ()}) == heard.exhibit
        assert replace(closer, exhibit=None) == replace(heard, exhibit=None)
        assert listener.look_closer(tmp_path / "gone.flac", heard) == heard
        unjudged = replace(heard, exhibit=None)
        assert listener.look_closer(flac, unjudged) == unjudged


def test_what_a_worker_sends_is_what_was_heard(flac: Path) -> None:
    heard = heard_in_process(flac)
    read = from_json(json.loads(json.dumps(as_json(heard))))
    assert replace(read, fingerprint=None) == replace(heard, fingerprint=None)
    assert heard.fingerprint is not None
    assert read.fingerprint is not None
    assert read.fingerprint.to_bytes() == heard.fingerprint.to_bytes()


def test_without_a_fingerprint_the_rest_is_the_same(flac: Path) -> None:
    heard = heard_in_process(flac, ListenOptions(fingerprint=False))
    assert heard.fingerprint is None
    assert heard == replace(heard_in_process(flac), fingerprint=None)


def test_a_worker_hears_the_same(flac: Path, tmp_path: Path) -> None:
    with WorkerPool(1, Limits(wall_s=120.0)) as pool:
        listener = Listener(pool, Settings(home=tmp_path))
        # The worker multiplies matrices on one thread, which rounds differently.
        assert listener.listen(flac).features == pytest.approx(
            heard_in_process(flac).features, rel=1e-4, abs=1e-6
        )
        missing = listener.listen(tmp_path / "gone.flac")
        assert missing.listening.status is ListeningStatus.FAILED
        assert "gone.flac" in str(missing.listening.reason)


def test_a_worker_that_is_stopped_makes_the_file_unheard_and_nothing_else(flac: Path, tmp_path: Path) -> None:
    with WorkerPool(1, Limits(wall_s=0.05)) as pool:
        heard = Listener(pool, Settings(home=tmp_path)).listen(flac)
    assert heard.listening.status is ListeningStatus.FAILED
    assert "took longer" in str(heard.listening.reason)
    assert set(heard.features.values()) == {None}


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        (b"", ListeningStatus.FAILED, "empty"),
        (b"words, words, words", ListeningStatus.FAILED, "no audio format"),
        (encoded(SOUND[:100_000], "wav"), ListeningStatus.ABSTAINED, "too short"),
        (encoded(np.zeros((400_000, 2), np.float32), "flac"), ListeningStatus.ABSTAINED, "silent"),
        (encoded(SOUND, "flac")[:200_000], ListeningStatus.FAILED, "ends after"),
    ],
)
def test_what_cannot_be_judged_says_why(
    data: bytes, status: ListeningStatus, words: str, tmp_path: Path
) -> None:
    heard = heard_in_process(written(tmp_path / "song.wav", data))
    assert heard.listening.status is status
    assert words in str(heard.listening.reason)


def test_a_dull_recording_is_not_judged() -> None:
    t = np.arange(44_100 * 8) / 44_100
    tone = (0.5 * np.sin(2 * np.pi * 220 * t))[:, None].astype(np.float32)
    heard = heard_samples(tone, 44_100)
    assert heard.listening.status is ListeningStatus.ABSTAINED
    assert "3 kHz" in str(heard.listening.reason)


def test_too_long_a_recording_is_not_judged(flac: Path) -> None:
    heard = heard_in_process(flac, ListenOptions(longest_s=6.0))
    assert heard.listening.status is ListeningStatus.ABSTAINED
    assert "DEADWAX_MAX_DECODED_S" in str(heard.listening.reason)


def test_without_the_search_for_decoders_the_rest_is_still_there(flac: Path) -> None:
    heard = heard_in_process(flac, ListenOptions(comb=False))
    assert heard.listening.status is ListeningStatus.ABSTAINED
    assert "turned off" in str(heard.listening.reason)
    assert heard.listening.duration_s == pytest.approx(12.0, abs=0.01)
    assert heard.exhibit is not None
    assert heard.exhibit.waveform
    assert all(value is None for name, value in heard.features.items() if name.startswith("comb_"))
