"""What came of listening to a file."""

import base64
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contracts.evidence import AudioExhibit, ChunkScore, Grounds
from contracts.features.audio import AUDIO_FEATURES
from contracts.scored_track import Listening, ListeningStatus
from detectors.audio.analysis import Analysis, analyse
from detectors.audio.comb.features import comb_features
from detectors.audio.comb.trace import Trace, trace
from detectors.audio.decoding.decode import DecodeLimits, Recording
from detectors.audio.decoding.facts import AudioFacts
from detectors.audio.decoding.miniaudio_blocks import BLOCK_FRAMES
from detectors.audio.exhibit import exhibit
from detectors.audio.texture import texture_features
from detectors.audio.timeline import timeline
from detectors.duplicates.fingerprint import Fingerprint
from detectors.duplicates.fingerprinter import Fingerprinter
from detectors.errors import AudioError, AudioLimitError

SHORTEST_S = 5.0
_SILENCE = 10.0 ** (-80.0 / 20.0)

Features = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Heard:
    """How listening ended, every audio feature by name (None where missing), and what the page draws.

    ``fingerprint`` is that by which the recording is known again; None where it was not taken or there was
    too little sound.
    """

    listening: Listening
    features: Features
    exhibit: AudioExhibit | None
    fingerprint: Fingerprint | None = None


@dataclass(frozen=True, slots=True)
class ListenOptions:
    """How much is decoded, whether traces of decoders are looked for, and whether a fingerprint is taken."""

    longest_s: float = DecodeLimits().seconds
    comb: bool = True
    fingerprint: bool = True


def heard_in_process(path: Path, options: ListenOptions | None = None) -> Heard:
    """Listen in this process. What is wrong with the file is said in ``listening``, never raised."""
    chosen = options or ListenOptions()
    try:
        return _heard(path, chosen)
    except AudioLimitError as error:
        return unheard(ListeningStatus.ABSTAINED, str(error))
    except AudioError as error:
        return unheard(ListeningStatus.FAILED, str(error))


def heard_samples(samples: NDArray[np.float32], sample_rate_hz: int) -> Heard:
    """Listen to samples (frames, channels) in memory."""
    blocks = (samples[i : i + BLOCK_FRAMES] for i in range(0, len(samples), BLOCK_FRAMES))
    analysis = analyse(blocks, sample_rate_hz, samples.shape[1])
    facts = AudioFacts("pcm_f32le", sample_rate_hz, samples.shape[1])
    return _judged("samples", analysis, facts, None)


def parts_in_process(
    path: Path, grounds: Grounds, duration_s: float, longest_s: float
) -> tuple[ChunkScore, ...]:
    """Listen again, in this process: how strongly each part carries what ``grounds`` says.

    Raises the kinds of AudioError, as where the file has gone since.
    """
    with Recording(path, DecodeLimits(seconds=longest_s)) as recording:
        return timeline(recording.blocks(), recording.facts.sample_rate_hz, grounds, duration_s)


def with_parts(heard: Heard, parts: tuple[ChunkScore, ...]) -> Heard:
    """The same with its parts by time."""
    if heard.exhibit is None:
        return heard
    return replace(heard, exhibit=heard.exhibit.model_copy(update={"chunks": parts}))


def unheard(status: ListeningStatus, reason: str) -> Heard:
    """A file that was not heard: every feature is missing."""
    return Heard(Listening(status=status, reason=reason), _named({}), None)


def _heard(path: Path, options: ListenOptions) -> Heard:
    with Recording(path, DecodeLimits(seconds=options.longest_s)) as recording:
        facts = recording.facts
        mono = Fingerprinter() if options.fingerprint else None
        analysis = analyse(
            recording.blocks(), facts.sample_rate_hz, facts.channels, comb=options.comb, mono=mono
        )
        bit_rate = recording.bit_rate
    heard = _judged(path.name, analysis, facts, bit_rate)
    return replace(heard, fingerprint=mono.finish()) if mono is not None else heard


def _judged(name: str, analysis: Analysis, facts: AudioFacts, bit_rate: int | None) -> Heard:
    found = trace(analysis.comb) if analysis.comb is not None else None
    reason = _why_not(name, analysis, found)
    listening = Listening(
        status=ListeningStatus.OK if reason is None else ListeningStatus.ABSTAINED,
        reason=reason,
        duration_s=analysis.duration_s,
        codec=facts.codec,
        sample_rate_hz=facts.sample_rate_hz,
        channels=facts.channels,
        bit_rate=bit_rate,
    )
    return Heard(listening, features_of(analysis, found), exhibit(analysis, found))


def features_of(analysis: Analysis, found: Trace | None) -> dict[str, float | None]:
    """Every feature of the vocabulary, by name."""
    texture = texture_features(analysis.frames, analysis.stereo, analysis.levels)
    return _named(comb_features(found) | texture)


def _named(values: Mapping[str, float | None]) -> dict[str, float | None]:
    return {spec.name: _finite(values.get(spec.name)) for spec in AUDIO_FEATURES}


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _why_not(name: str, analysis: Analysis, found: Trace | None) -> str | None:
    """Why no score may be given; None where one may."""
    if float(analysis.levels.peaks.max(initial=0.0)) < _SILENCE:
        return f"{name}: the recording is silent."
    if analysis.duration_s < SHORTEST_S:
        return f"{name}: {analysis.duration_s:.1f} s are too short to judge; {SHORTEST_S:.0f} s are needed."
    if analysis.comb is None:
        return f"{name}: looking for decoder traces is turned off (DEADWAX_DECODER_COMB)."
    if found is None:
        return f"{name}: above 3 kHz there is too little sound to judge it."
    return None


def as_json(heard: Heard) -> dict[str, Any]:
    """JSON values, to leave a worker with."""
    return {
        "listening": heard.listening.model_dump(mode="json"),
        "features": dict(heard.features),
        "exhibit": heard.exhibit.model_dump(mode="json") if heard.exhibit else None,
        "fingerprint": base64.b64encode(heard.fingerprint.to_bytes()).decode() if heard.fingerprint else None,
    }


def from_json(value: Mapping[str, Any]) -> Heard:
    """Read what a worker sent, trusting nothing: models and feature names are checked again.

    Raises ``pydantic.ValidationError``, KeyError, TypeError or ValueError where it is something else.
    """
    sent, taken = value["exhibit"], value["fingerprint"]
    features = {spec.name: _number(value["features"][spec.name]) for spec in AUDIO_FEATURES}
    return Heard(
        listening=Listening.model_validate(value["listening"]),
        features=features,
        exhibit=None if sent is None else AudioExhibit.model_validate(sent),
        fingerprint=None if taken is None else Fingerprint.from_bytes(base64.b64decode(taken, validate=True)),
    )


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
