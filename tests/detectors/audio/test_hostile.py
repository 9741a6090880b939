"""Whatever lies in a folder of media, each file gets a clear status and the workers go on."""

import os
from pathlib import Path

import pytest

from contracts.scored_track import ListeningStatus
from detectors.audio.listener import Listener
from runtime.settings import Settings
from runtime.workers import Limits, WorkerPool
from tests.detectors.audio.hostile import OK, Hostile, hostile_files, make_others, silence
from tests.detectors.audio.signals import written

LIMITS = Limits(memory_bytes=1 << 30, cpu_s=60, wall_s=120.0)
MOST_DECODED_S = 2 * 3600.0


def endings(folder: Path) -> dict[str, frozenset[str]]:
    """Fill ``folder``; how each thing in it may end."""
    may = make_others(folder)
    for file in hostile_files():
        assert file.name not in may
        written(folder / file.name, file.data)
        may[file.name] = file.may
    return may


def test_a_folder_of_broken_media_passes_with_a_status_each_and_the_same_workers(tmp_path: Path) -> None:
    may = endings(tmp_path)
    assert len(may) >= 200
    settings = Settings(home=tmp_path, max_decoded_s=MOST_DECODED_S)
    wrong = {}
    with WorkerPool(1, LIMITS) as pool:
        listener = Listener(pool, settings)
        before = pool.call(os.getpid)
        for name, endings_ in sorted(may.items()):
            heard = listener.listen(tmp_path / name)
            told = heard.listening.reason or ""
            clear = heard.listening.status is ListeningStatus.OK or (
                name in told and "DEADWAX_WORKER" not in told
            )
            if heard.listening.status.value not in endings_ or not clear or str(tmp_path) in told:
                wrong[name] = (heard.listening.status.value, told)
            if heard.listening.status is not ListeningStatus.OK and heard.listening.duration_s is None:
                assert set(heard.features.values()) == {None}
        assert wrong == {}
        assert pool.call(os.getpid) == before


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(memory_bytes=1 << 30, cpu_s=60, wall_s=0.2), "took longer"),
        (Limits(memory_bytes=1 << 30, cpu_s=2, wall_s=120.0), "of CPU"),
    ],
)
def test_a_limit_costs_one_file_and_says_which(limits: Limits, words: str, tmp_path: Path) -> None:
    path = written(tmp_path / "song.flac", silence(8 * 3600, 8_000, "flac"))
    with WorkerPool(1, limits) as pool:
        heard = Listener(pool, Settings(home=tmp_path, max_decoded_s=1e6)).listen(path)
        assert heard.listening.status is ListeningStatus.FAILED
        assert "song.flac" in str(heard.listening.reason)
        assert words in str(heard.listening.reason)


def test_the_folder_holds_sound_too() -> None:
    files: list[Hostile] = list(hostile_files())
    assert sum(file.may == OK for file in files) >= 10
