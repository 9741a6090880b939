"""What a file holds comes out; what it lacks is said."""

import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from detectors.audio.decoding.decode import DecodeLimits, Recording, finite
from detectors.errors import (
    AudioError,
    AudioLimitError,
    DamagedAudioError,
    EmptyAudioError,
    NotAudioError,
    TruncatedAudioError,
)
from tests.detectors.audio.signals import CODECS, encoded, music, written

SOUND = music(3.0)
LOSSLESS = ("wav", "flac", "alac", "aiff", "mka")


def decoded(path: Path, limits: DecodeLimits | None = None) -> tuple[NDArray[np.float32], Recording]:
    with Recording(path, limits) as recording:
        return np.concatenate(list(recording.blocks())), recording


@pytest.mark.parametrize("kind", sorted(CODECS))
def test_every_format_gives_its_samples_whatever_its_name(kind: str, tmp_path: Path) -> None:
    samples, recording = decoded(written(tmp_path / "song.txt", encoded(SOUND, kind)))
    rate = 48_000 if kind == "opus" else 44_100
    assert (recording.facts.sample_rate_hz, recording.facts.channels) == (rate, 2)
    assert samples.dtype == np.float32
    assert abs(len(samples) - len(SOUND)) < 5000
    if kind in LOSSLESS:
        np.testing.assert_allclose(samples, SOUND[: len(samples)], atol=1e-4)
    else:
        assert np.corrcoef(samples[5000:60000, 0], _aligned(samples, SOUND))[0, 1] > 0.9


def _aligned(samples: NDArray[np.float32], sound: NDArray[np.float32]) -> NDArray[np.float32]:
    part = samples[5000:60000, 0]
    shifts = range(-3000, 3001)
    best = max(shifts, key=lambda s: float(part[:4000] @ sound[5000 + s : 9000 + s, 0]))
    return sound[5000 + best : 60000 + best, 0]


@pytest.mark.parametrize(
    ("kind", "codec"),
    [("flac", "flac"), ("wav", "pcm_s16le"), ("mp3", "mp3"), ("m4a", "aac"), ("alac", "alac")],
)
def test_it_names_the_codec(kind: str, codec: str, tmp_path: Path) -> None:
    assert decoded(written(tmp_path / "x", encoded(SOUND, kind)))[1].facts.codec == codec


@pytest.mark.parametrize(
    ("first", "second"),
    [((1, 44_100), (2, 44_100)), ((2, 44_100), (1, 44_100)), ((2, 48_000), (1, 44_100))],
)
def test_channels_and_rate_may_change_on_the_way(
    first: tuple[int, int], second: tuple[int, int], tmp_path: Path
) -> None:
    parts = [encoded(SOUND[:, :channels], "aac", rate) for channels, rate in (first, second)]
    samples, recording = decoded(written(tmp_path / "x", b"".join(parts)))
    assert (recording.facts.channels, recording.facts.sample_rate_hz) == first
    assert samples.shape[1] == first[0]
    assert abs(len(samples) - 2 * len(SOUND)) < 10_000
    for part in np.array_split(samples, 2):
        assert np.corrcoef(part[5000:60000, 0], _aligned(part, SOUND))[0, 1] > 0.9


def test_an_id3_tag_before_flac_is_skipped(tmp_path: Path) -> None:
    tag = b"ID3\x04\x00\x00" + bytes([0, 0, 2, 0]) + bytes(256)
    samples, recording = decoded(written(tmp_path / "x.mp3", tag + encoded(SOUND, "flac")))
    assert recording.facts.codec == "flac"
    assert len(samples) == len(SOUND)


@pytest.mark.parametrize(
    "data",
    [b"hello, this is a letter", b"%PDF-1.7 " + bytes(5000), b"\x89PNG\r\n\x1a\n" + bytes(100), bytes(9000)],
)
def test_what_is_no_audio_is_called_so(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(NotAudioError, match=r"song\.flac"):
        decoded(written(tmp_path / "song.flac", data))


def test_an_empty_file_is_called_so(tmp_path: Path) -> None:
    with pytest.raises(EmptyAudioError):
        decoded(written(tmp_path / "a.wav", b""))


def test_a_header_without_samples_is_called_so(tmp_path: Path) -> None:
    with pytest.raises((EmptyAudioError, DamagedAudioError)):
        decoded(written(tmp_path / "a.wav", encoded(SOUND[:0], "wav")[:44]))


@pytest.mark.parametrize("kind", ["wav", "flac"])
def test_a_file_that_ends_early_is_called_truncated(kind: str, tmp_path: Path) -> None:
    data = encoded(SOUND, kind)
    with pytest.raises(TruncatedAudioError, match=r"of the 3\.0 s"):
        decoded(written(tmp_path / "a", data[: len(data) // 2]))


def test_a_wav_whose_size_was_left_open_is_read_to_its_end(tmp_path: Path) -> None:
    data = bytearray(encoded(SOUND, "wav"))
    at = bytes(data).index(b"data")
    data[at + 4 : at + 8] = struct.pack("<I", 0xFFFFFFFF)
    assert len(decoded(written(tmp_path / "a.wav", bytes(data)))[0]) >= len(SOUND) - 1


def test_more_than_the_limit_is_not_decoded(tmp_path: Path) -> None:
    path = written(tmp_path / "a.flac", encoded(SOUND, "flac"))
    with pytest.raises(AudioLimitError, match="listened to"):
        decoded(path, DecodeLimits(seconds=1.0))
    with pytest.raises(AudioLimitError):
        decoded(written(tmp_path / "b.mp3", encoded(SOUND, "mp3")), DecodeLimits(samples=50_000))


def test_a_header_that_lies_about_rate_or_channels_is_refused(tmp_path: Path) -> None:
    data = bytearray(encoded(SOUND, "wav"))
    at = bytes(data).index(b"fmt ")
    data[at + 12 : at + 16] = struct.pack("<I", 4_000_000_000)
    with pytest.raises(AudioError):
        decoded(written(tmp_path / "a.wav", bytes(data)))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotAudioError, match=r"gone\.wav"):
        decoded(tmp_path / "gone.wav")


def test_samples_that_are_no_numbers_are_set_right_or_refused() -> None:
    few = np.zeros((1000, 2), dtype=np.float32)
    few[3] = np.nan
    few[4] = np.inf
    assert np.isfinite(finite(few, "x")).all()
    with pytest.raises(DamagedAudioError):
        finite(np.full((1000, 2), 1e30, dtype=np.float32), "x")


VALID = {kind: encoded(SOUND[:30_000], kind) for kind in ("wav", "flac", "mp3", "m4a", "ogg")}


@pytest.mark.parametrize("kind", sorted(VALID))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_bytes_end_in_samples_or_a_named_error(
    kind: str, data: st.DataObject, tmp_path: Path
) -> None:
    content = bytearray(VALID[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    path = written(tmp_path / "x", bytes(content[:cut]))
    assert _ending(path) in ("samples", "named")


def _ending(path: Path) -> str:
    try:
        samples, _ = decoded(path, DecodeLimits(seconds=30.0))
    except AudioError as error:
        return "named" if error.remedy else f"no remedy: {error}"
    return "samples" if np.isfinite(samples).all() else "samples that are no numbers"
