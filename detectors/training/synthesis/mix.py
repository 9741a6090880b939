"""The mixing desk: places sounds in time and between the speakers, adds a room, sets the level."""

import numpy as np
from numpy.typing import NDArray
from scipy.signal import oaconvolve

Sound = NDArray[np.float32]

ROOM_S = 0.35


class Mix:
    """A stereo bus of ``samples`` at ``rate_hz``. Sounds that run past the end are cut there."""

    def __init__(self, samples: int, rate_hz: int) -> None:
        self._bus = np.zeros((2, samples), dtype=np.float32)
        self._rate_hz = rate_hz

    def add(self, sound: Sound, at_s: float, gain: float, pan: float) -> None:
        """Add a mono sound at ``at_s`` with a linear gain. ``pan`` is -1 (left) … 1 (right), equal power."""
        start = max(0, round(at_s * self._rate_hz))
        end = min(start + sound.size, self._bus.shape[1])
        if end <= start:
            return
        angle = (pan + 1) * np.pi / 4
        part = sound[: end - start]
        self._bus[0, start:end] += np.float32(gain * np.cos(angle)) * part
        self._bus[1, start:end] += np.float32(gain * np.sin(angle)) * part

    def add_stereo(self, sound: Sound, gain: float) -> None:
        """Add a stereo sound of the bus's own length."""
        self._bus += np.float32(gain) * sound

    def finish(self, room: float, level: float, rng: np.random.Generator) -> Sound:
        """Add the room, limit softly and set the peak to ``level``. Shape (2, samples)."""
        if room > 0:
            wet = self._room(rng)
            self._bus += np.float32(room) * wet
        peak = np.float32(max(np.abs(self._bus).max(), 1e-6))
        limited: Sound = np.tanh(self._bus * (np.float32(1.6) / peak))
        limited *= np.float32(level / max(np.abs(limited).max(), 1e-6))
        return limited

    def _room(self, rng: np.random.Generator) -> Sound:
        """Convolve the mono sum with decaying noise, another one for each side."""
        size = round(ROOM_S * self._rate_hz)
        decay = np.exp(-6 * np.arange(size, dtype=np.float32) / np.float32(size))
        echoes = rng.standard_normal((2, size), dtype=np.float32) * decay
        echoes *= np.float32(1 / np.sqrt((echoes**2).sum(axis=1).mean()))
        mono = self._bus.mean(axis=0)
        wet = oaconvolve(mono[None, :], echoes, axes=1)[:, : mono.size]
        return np.asarray(wet, dtype=np.float32)
