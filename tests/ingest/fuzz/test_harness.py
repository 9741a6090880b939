"""The fuzzers find what is broken, and say where; a short run of each finds nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.ingest.fuzz import run, targets
from tests.ingest.fuzz.measure import measured
from tests.ingest.fuzz.seeds import SEEDS

ROOT = Path(__file__).resolve().parents[3]


def test_work_that_takes_too_much_or_dies_fails() -> None:
    assert measured(lambda: 7, memory_mb=64, cpu_s=5).result == 7
    with pytest.raises(AssertionError, match="MemoryError"):
        measured(lambda: len(bytes(200_000_000)), memory_mb=64, cpu_s=5)
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        measured(lambda: 1 / 0, memory_mb=64, cpu_s=5)
    with pytest.raises(AssertionError, match=r"SIGXCPU|SIGKILL"):
        measured(lambda: sum(1 for _ in iter(int, 1)), memory_mb=64, cpu_s=1)


def test_memory_is_measured() -> None:
    used = measured(lambda: len(bytearray(b"x" * 50_000_000)), memory_mb=512, cpu_s=5)
    assert used.memory_mb > 40


def test_a_broken_promise_is_a_find_with_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, object, object]] = []

    class Pipe:
        def send(self, message: tuple[str, object, object]) -> None:
            told.append(message)

    def breaks(data: bytes) -> None:
        assert data in SEEDS["manifest"], "oops"

    monkeypatch.setattr(run, "TARGETS", {"manifest": breaks})
    monkeypatch.setattr(run, "limit_growth", lambda _: None)
    run.child(Pipe(), "manifest", None, 100, 20)  # type: ignore[arg-type]
    broken = [message for message in told if message[0] == "broken"]
    assert broken
    assert "oops" in str(broken[0][2])
    assert told[-1][0] == "done"


def test_a_short_run_goes_through_all_its_inputs(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.ingest.fuzz.run",
            "manifest",
            "--inputs",
            "50",
            "--save",
            str(tmp_path / "f"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "50 inputs" in done.stdout
    assert not (tmp_path / "f").exists()


def test_the_harness_of_atheris_runs() -> None:
    pytest.importorskip("atheris")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.ingest.fuzz.atheris_harness",
            "tags",
            "-runs=200",
            "-seed=1",
            "-print_final_stats=1",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    assert "Done 200 runs" in done.stderr


def test_the_targets_are_those_with_seeds() -> None:
    assert set(SEEDS) == set(targets.TARGETS)
