"""When a recording carries the trace that its evidence rests on.

A second pass, for recordings that are worth one: every stretch of some nine seconds is looked at as the whole
was, but at the one spacing that the whole was found by. What is asked there is far less than "is there any
decoder", so nine seconds are enough for it.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contracts.evidence import ChunkScore, Grounds
from detectors.audio.comb.clean import Band
from detectors.audio.comb.families import MP3_LINES
from detectors.audio.comb.listen import CombListener, CombSpectra
from detectors.audio.comb.pulse import Pulses
from detectors.audio.comb.ripple import dips
from detectors.audio.comb.rival import pairs
from detectors.audio.comb.spectra import AveragedSpectrum
from detectors.audio.comb.together import together
from detectors.audio.comb.trace import LEAST_ALIVE_HZ
from detectors.audio.comb.whiten import LOWEST_HZ, whiten, without_comb
from detectors.audio.frames import stretch_samples, stretches

ComplexArray = NDArray[np.complex64]

MOST_CHUNKS = 120
_STRETCHES = 2
_SHORTEST_S = 5.0
_SILENCE = _SAME = 1e-4


@dataclass(frozen=True, slots=True)
class _Part:
    first: int
    sound: ComplexArray


def timeline(
    blocks: Iterable[NDArray[np.float32]], sample_rate_hz: int, grounds: Grounds, duration_s: float
) -> tuple[ChunkScore, ...]:
    """How strongly each part carries the trace, in deviations; about N(0, 1) and seldom over 3 without it.

    ``blocks`` are (frames, channels). Parts are two stretches long (9 s at 44.1 kHz) and begin one stretch
    apart; of a recording that would give more than ``MOST_CHUNKS`` only every second one, third one … is
    looked at. The last part ends where the sound ends. Silent parts are left out.
    """
    length = stretch_samples(sample_rate_hz)
    every = max(1, int(np.ceil(duration_s * sample_rate_hz / length / MOST_CHUNKS)))
    scores = []
    for part in _parts(blocks, length, every):
        strength = _strength(part.sound, sample_rate_hz, grounds)
        if strength is not None:
            start = part.first / sample_rate_hz
            end = start + len(part.sound) / sample_rate_hz
            scores.append(ChunkScore(start_s=round(start, 3), end_s=round(end, 3), z=round(strength, 3)))
    return tuple(scores)


def _parts(blocks: Iterable[NDArray[np.float32]], length: int, every: int) -> Iterable[_Part]:
    held: deque[ComplexArray] = deque(maxlen=_STRETCHES)
    first = number = 0
    for stretch in stretches(blocks, length):
        if len(stretch) < length:
            # The tail: as much from before as makes a part of the usual length.
            sound = np.concatenate([*held, stretch])[-_STRETCHES * length :]
            yield _Part(first + len(stretch) - len(sound), sound)
            return
        held.append(stretch.copy())
        first += length
        if len(held) == _STRETCHES:
            if number % every == 0:
                yield _Part(first - _STRETCHES * length, np.concatenate(held))
            number += 1
    if len(held) == 1:
        yield _Part(0, held[0])


def _strength(sound: ComplexArray, rate_hz: int, grounds: Grounds) -> float | None:
    if len(sound) < min(_SHORTEST_S * rate_hz, stretch_samples(rate_hz)):
        return None
    loudest = float(np.abs(sound).max())
    if loudest < _SILENCE:
        return None
    listener, length = CombListener(rate_hz), stretch_samples(rate_hz)
    for start in range(0, len(sound), length):
        listener.push(np.ascontiguousarray(sound[start : start + length]))
    different = float(np.abs(sound.real - sound.imag).max()) > _SAME * loudest
    spectra = listener.spectra(side=different)
    if grounds.kind == "ripple":
        return dips(spectra.mid, spectra.side, grounds.band_end_hz)
    return _lines(spectra, grounds)


def _lines(spectra: CombSpectra, grounds: Grounds) -> float | None:
    """All looks at the one spacing together; None where there is too little sound to look at."""
    spacing, speed, stop = grounds.spacing_hz, grounds.speed, grounds.band_end_hz
    signals = (spectra.mid, spectra.side)
    bands = [
        band
        for views in signals
        for average in views.values()
        if (band := _band(average, speed, stop)) is not None
    ]
    if not bands:
        return None
    exact = () if spectra.exact is None else spectra.exact.bands(stop)
    pulse = Pulses.of(spectra.envelope).at((spacing,), speed)
    comb, line = _highest(bands, spacing, speed), _highest(exact, spacing, speed)
    return float(together(np.array([comb]), np.array([line]), pulse)[0])


def _highest(bands: Iterable[Band], spacing_hz: float, speed: float) -> float:
    found = [z for band in bands if (z := band.clean_comb(spacing_hz, speed)) is not None]
    return max(found, default=np.nan)


def _band(average: AveragedSpectrum, speed: float, stop_hz: float) -> Band | None:
    """What stands out of one view, MP3's own lines taken away as in the search."""
    view = whiten(average.level_db, average.bin_hz, stop_hz)
    if view is None or view.alive.sum() * view.bin_hz < LEAST_ALIVE_HZ:
        return None
    for spacing in MP3_LINES:
        view = without_comb(view, spacing * speed)
    return Band(pairs(view), view.bin_hz, LOWEST_HZ, view.stop_hz)
