"""Our items are Chromaprint's, bit for bit."""

import shutil
import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.duplicates.bands import RATE_HZ, Bands
from detectors.duplicates.chromaprint import chromaprint
from tests.detectors.duplicates.sounds import Sound, noise, tune
from tests.services import absent

GOLDEN = (
    11_281_422,
    78_525_455,
    79_578_126,
    77_519_878,
    80_668_726,
    97_380_466,
    1_196_288_210,
    1_120_781_458,
    1_116_520_882,
    1_116_259_234,
    1_116_226_214,
    1_116_357_302,
    1_116_357_559,
    1_116_428_196,
    3_259_562_404,
    3_255_364_004,
    3_255_364_012,
    3_256_412_505,
    3_256_543_498,
    3_258_638_602,
    3_270_222_090,
    3_265_835_306,
    3_332_944_170,
    3_333_989_163,
    3_350_770_216,
    3_319_300_648,
    2_232_976_936,
    2_367_200_840,
    2_399_715_016,
    2_399_791_688,
    2_400_184_905,
    2_412_767_579,
    2_412_636_267,
    2_681_182_315,
    2_546_961_643,
    2_513_405_065,
    2_442_101_128,
    2_173_534_856,
    2_177_745_577,
    2_198_688_427,
    2_198_811_306,
    2_249_143_978,
    2_248_877_994,
)
"""What fpcalc 1.5.1 gives for ``tune(1, 8.0)``."""


@pytest.fixture(scope="module")
def fpcalc() -> str:
    found = shutil.which("fpcalc")
    if found is None:
        absent("fpcalc", "fpcalc is not installed (Debian: libchromaprint-tools)")
    return found


def items(sound: Sound, block: int = 4096) -> list[int]:
    bands = Bands()
    for start in range(0, len(sound), block):
        bands.push(sound[start : start + block])
    return [int(item) for item in chromaprint(bands.notes())]


def reference(fpcalc: str, sound: Sound, path: Path) -> list[int]:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(np.clip(np.rint(sound * 32_768), -32_768, 32_767).astype("<i2").tobytes())
    command = [fpcalc, "-raw", "-plain", "-length", "0", str(path)]
    # It ends with status 3 where FFmpeg says no more than that the file has ended.
    told = subprocess.run(command, capture_output=True, check=False).stdout
    return [int(item) for item in told.split(b",")]


def test_a_tune_has_the_items_that_fpcalc_gave_it() -> None:
    assert items(tune(1, 8.0)) == list(GOLDEN)


@pytest.mark.fpcalc
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_tunes_have_the_items_of_fpcalc(fpcalc: str, seed: int, tmp_path: Path) -> None:
    sound = tune(seed, 20.0)
    assert items(sound) == reference(fpcalc, sound, tmp_path / "tune.wav")


@pytest.mark.fpcalc
def test_noise_silence_and_clipping_have_the_items_of_fpcalc(fpcalc: str, tmp_path: Path) -> None:
    for sound in (noise(1, 10.0), np.zeros(10 * RATE_HZ, dtype=np.float32), tune(4, 10.0) * 9):
        assert items(sound) == reference(fpcalc, sound, tmp_path / "sound.wav")


@pytest.mark.fpcalc
@pytest.mark.shared
def test_recordings_have_the_items_of_fpcalc(fpcalc: str, shared: Path, tmp_path: Path) -> None:
    from detectors.training.sound_vectors import mono  # noqa: PLC0415 - opens audio files

    paths = sorted((shared / "corpus" / "human").rglob("*.mp3"))[::8]
    assert len(paths) >= 5
    for path in paths:
        sound = np.concatenate(list(mono(path)))
        assert items(sound) == reference(fpcalc, sound, tmp_path / "recording.wav"), path.name


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(1, 30_000), min_size=1, max_size=12))
def test_the_pieces_that_a_stream_comes_in_do_not_matter(sizes: list[int]) -> None:
    sound = tune(5, 10.0)
    bands, start = Bands(), 0
    for size in sizes:
        bands.push(sound[start : start + size])
        start += size
    bands.push(sound[start:])
    assert [int(item) for item in chromaprint(bands.notes())] == items(sound)


def test_a_stream_that_is_too_short_has_no_items() -> None:
    assert items(tune(1, 2.0)) == []
    assert items(np.zeros(0, dtype=np.float32)) == []
