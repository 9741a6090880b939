"""Blocks of samples from FFmpeg's libraries through PyAV: AAC, ALAC, Ogg, Opus, AIFF and the rest."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from detectors.audio.decoding.facts import AudioFacts
from detectors.audio.decoding.sniff import Kind
from detectors.errors import DamagedAudioError, NotAudioError

BLOCK_FRAMES = 32_768
_MAX_BAD_PACKETS = 100


class AvBlocks:
    """An open file; ``facts`` are known at once, ``blocks`` decodes. Close it.

    The demuxer is the one that the content names: FFmpeg's own guess could choose a playlist format,
    which opens further files and addresses.
    """

    def __init__(self, path: Path, kind: Kind) -> None:
        """Raises DamagedAudioError where FFmpeg cannot open it, NotAudioError where it holds no sound."""
        self._name = path.name
        self.present = 1.0
        try:
            self._container: Any = av.open(
                str(path),
                format=kind.demuxer,
                metadata_errors="ignore",
                options={"protocol_whitelist": "file"},
            )
        except (av.FFmpegError, ValueError, OSError) as error:
            raise DamagedAudioError(
                f"{path.name}: the {kind.demuxer} data cannot be opened ({_words(error)}).",
                remedy="Deliver the recording again.",
            ) from error
        if not self._container.streams.audio:
            self._container.close()
            raise NotAudioError(f"{path.name}: the file holds no sound.", remedy="Deliver an audio file.")
        self._stream = self._container.streams.audio[0]
        self.facts = _facts(self._stream)

    def blocks(self) -> Iterator[NDArray[np.float32]]:
        """Samples as (frames, channels), full scale 1, 32,768 frames at a time.

        Packets hold a thousand samples or so: they are put together before they become an array, which costs
        more than to decode them.
        """
        waiting, kind = av.AudioFifo(), None
        for frame in self._frames():
            came = (frame.format.name, frame.layout.nb_channels, frame.sample_rate)
            if came != kind:
                # The FIFO holds one kind, and does not look whether another comes.
                yield from self._rest(waiting)
                waiting, kind = av.AudioFifo(), came
            # Gaps in time are no gaps in sound.
            frame.pts = None
            waiting.write(frame)
            while waiting.samples >= BLOCK_FRAMES:
                yield samples_of(waiting.read(BLOCK_FRAMES), self.facts.channels)
        yield from self._rest(waiting)

    def _rest(self, waiting: Any) -> Iterator[NDArray[np.float32]]:
        if waiting.samples:
            yield samples_of(waiting.read(), self.facts.channels)

    def _frames(self) -> Iterator[Any]:
        bad = 0
        packets = iter(self._container.demux(self._stream))
        while True:
            try:
                packet = next(packets, None)
                if packet is None:
                    return
                decoded = packet.decode()
            except (av.FFmpegError, ValueError) as error:
                # One broken packet is heard as a gap; a file made of them is not heard at all.
                bad += 1
                if bad > _MAX_BAD_PACKETS:
                    raise DamagedAudioError(
                        f"{self._name}: more than {_MAX_BAD_PACKETS} packets cannot be decoded"
                        f" ({_words(error)}).",
                        remedy="Deliver the recording again.",
                    ) from error
                continue
            yield from decoded

    def close(self) -> None:
        """Free the decoder. A second close does nothing."""
        self._container.close()


def samples_of(frame: Any, channels: int) -> NDArray[np.float32]:
    """A frame as (frames, channels) float32; missing channels repeat the last, surplus ones are dropped."""
    raw = frame.to_ndarray()
    planes = raw if frame.format.is_planar else raw.reshape(-1, frame.layout.nb_channels).T
    if planes.dtype.kind == "u":
        planes = planes.astype(np.float32) / 128.0 - 1.0
    elif planes.dtype.kind == "i":
        planes = planes.astype(np.float32) / float(np.iinfo(planes.dtype).max + 1)
    if len(planes) < channels:
        planes = np.concatenate([planes, np.repeat(planes[-1:], channels - len(planes), axis=0)])
    return np.ascontiguousarray(planes[:channels].T, dtype=np.float32)


def _facts(stream: Any) -> AudioFacts:
    context = stream.codec_context
    length = float(stream.duration * stream.time_base) if stream.duration and stream.time_base else None
    return AudioFacts(
        codec=context.name,
        sample_rate_hz=int(context.sample_rate or 0),
        channels=int(context.channels or 0),
        declared_s=length,
    )


def _words(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)
