"""Opens a file by its content and hands out its samples under limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from detectors.audio.decoding.av_blocks import AvBlocks
from detectors.audio.decoding.facts import AudioFacts
from detectors.audio.decoding.miniaudio_blocks import MiniaudioBlocks
from detectors.audio.decoding.sniff import sniff
from detectors.errors import (
    AudioError,
    AudioLimitError,
    DamagedAudioError,
    EmptyAudioError,
    NotAudioError,
    TruncatedAudioError,
)

_MAY_BE_MISSING = 0.02
_MAY_BE_MISSING_S = 1.0
_CEILING = 64.0
_EXACT_LENGTH = frozenset({"flac", "alac", "aac"})


@dataclass(frozen=True, slots=True)
class DecodeLimits:
    """How much is decoded: ``seconds`` of sound and ``samples`` over all channels."""

    seconds: float = 4 * 3600.0
    samples: int = 4 * 3600 * 96_000 * 2


class Recording:
    """An open recording. Use it in a ``with`` statement.

    ``blocks`` may be read once; afterwards ``decoded_s`` holds the length that was decoded.
    """

    def __init__(self, path: Path, limits: DecodeLimits | None = None) -> None:
        """Raises the kinds of AudioError: empty, not audio, damaged, outside the limits."""
        self._path = path
        self._limits = limits or DecodeLimits()
        self._source = _open(path)
        self._frames = 0
        try:
            self.facts: AudioFacts = self._source.facts.checked(path.name)
        except AudioError:
            self._source.close()
            raise

    @property
    def decoded_s(self) -> float:
        """The seconds decoded so far."""
        return self._frames / self.facts.sample_rate_hz

    @property
    def bit_rate(self) -> int | None:
        """The file's size over the decoded length, in bits per second."""
        return int(self._path.stat().st_size * 8 / self.decoded_s) if self._frames else None

    def blocks(self) -> Iterator[NDArray[np.float32]]:
        """Blocks of (frames, channels) float32, finite, full scale 1.

        Raises AudioLimitError, DamagedAudioError, and at the end EmptyAudioError or
        TruncatedAudioError where less came than the file declares.
        """
        declared = self.facts.declared_s
        if declared is not None and declared > self._limits.seconds:
            raise self._too_long(declared)
        most = self._limits.seconds * self.facts.sample_rate_hz
        most = min(most, self._limits.samples / self.facts.channels)
        for block in self._source.blocks():
            self._frames += len(block)
            if self._frames > most:
                raise self._too_long(self.decoded_s)
            yield finite(block, self._path.name)
        self._check_length()

    def _too_long(self, seconds: float) -> AudioLimitError:
        return AudioLimitError(
            f"{self._path.name}: {seconds:.0f} s of sound at {self.facts.sample_rate_hz} Hz in"
            f" {self.facts.channels} channels are more than the {self._limits.seconds:.0f} s listened to.",
            remedy="Raise DEADWAX_MAX_DECODED_S if recordings of this length are in order.",
        )

    def _check_length(self) -> None:
        if self._frames == 0:
            raise EmptyAudioError(
                f"{self._path.name}: the file holds not one sample.", remedy="Deliver the recording again."
            )
        declared = self.facts.declared_s
        exact = self.facts.codec in _EXACT_LENGTH or self._source.present < 1.0
        if declared is None or not exact:
            return
        if declared - self.decoded_s > max(_MAY_BE_MISSING_S, _MAY_BE_MISSING * declared):
            raise TruncatedAudioError(
                f"{self._path.name}: the file ends after {self.decoded_s:.1f} s"
                f" of the {declared:.1f} s that it declares.",
                remedy="Deliver the whole recording.",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._source.close()


def _open(path: Path) -> MiniaudioBlocks | AvBlocks:
    try:
        kind = sniff(path)
        if kind.miniaudio:
            try:
                return MiniaudioBlocks(path, kind)
            except DamagedAudioError:
                # WAV may wrap codecs that miniaudio does not know.
                return AvBlocks(path, kind)
        return AvBlocks(path, kind)
    except OSError as error:
        raise NotAudioError(
            f"{path.name}: cannot be read: {error.strerror}.", remedy="Check the file and its permissions."
        ) from error


def finite(block: NDArray[np.float32], name: str) -> NDArray[np.float32]:
    """``block`` itself, with single samples that are no number or beyond +36 dBFS set right.

    Raises DamagedAudioError where one sample in ten is none.
    """
    if block.size == 0 or (block.max() <= _CEILING and block.min() >= -_CEILING):
        return block
    wrong = ~(np.abs(block) <= _CEILING)
    if wrong.mean() > 0.1:  # noqa: PLR2004  noise read as floats looks like this, music does not
        raise DamagedAudioError(
            f"{name}: the samples are no numbers that sound can have.", remedy="Deliver the recording again."
        )
    return np.where(wrong, np.float32(0.0), block)
