"""Renders a score through a SoundFont with FluidSynth, where an operator has both."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detectors.errors import TrainingError
from detectors.training.synthesis.midi import midi
from detectors.training.synthesis.score import Score

Sound = NDArray[np.float32]

SUFFIXES = (".sf2", ".sf3")
_LONGEST_S = 120
_PEAK = 0.9


def fonts(folder: Path) -> tuple[Path, ...]:
    """The SoundFonts in a folder, by name; TrainingError where there is none, or no FluidSynth."""
    found = {
        p.resolve(): p for p in sorted(folder.rglob("*")) if p.suffix.lower() in SUFFIXES and p.is_file()
    }
    if not found:
        raise TrainingError(f"{folder}: there is no SoundFont (.sf2, .sf3)", remedy="name another folder")
    if shutil.which("fluidsynth") is None:
        raise TrainingError(
            "SoundFonts need FluidSynth, and it is not installed",
            remedy="install fluidsynth, or leave them out",
        )
    return tuple(sorted(found))


def render(score: Score, font: Path, rate_hz: int, rng: np.random.Generator) -> Sound:
    """Shape (2, samples). Reverb and chorus are on in half of the draws.

    FluidSynth starts notes at multiples of 64 samples, as many software instruments do.
    """
    with tempfile.TemporaryDirectory() as folder:
        song, raw = Path(folder, "song.mid"), Path(folder, "song.raw")
        song.write_bytes(midi(score))
        command = ["fluidsynth", "-q", "-n", "-i", "-o", "synth.dynamic-sample-loading=1", "-g", "0.4"]
        command += ["-R", str(int(rng.integers(2))), "-C", str(int(rng.integers(2)))]
        command += ["-r", str(rate_hz), "-O", "float", "-T", "raw", "-F", str(raw), str(font), str(song)]
        done = subprocess.run(command, capture_output=True, check=False, timeout=_LONGEST_S)
        # With a font that it cannot read FluidSynth takes the machine's default font, and ends with 0.
        said = done.stderr.decode(errors="replace").strip()
        if done.returncode or "error" in said or not raw.is_file():
            raise TrainingError(
                f"{font.name}: FluidSynth failed: {said[-200:]}", remedy="try another SoundFont"
            )
        data = np.fromfile(raw, dtype="<f4")
    sound = data[: len(data) // 2 * 2].reshape(-1, 2).T[:, : round(score.seconds * rate_hz)]
    peak = np.float32(max(float(np.abs(sound).max(initial=0.0)), 1e-6))
    return np.ascontiguousarray(sound * (np.float32(_PEAK) / peak), dtype=np.float32)
