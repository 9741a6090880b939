"""Blocks of samples from miniaudio: WAV, FLAC and MP3."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from _miniaudio import ffi, lib  # what miniaudio wraps; the wrapper would import the network's modules
from numpy.typing import NDArray

from detectors.audio.decoding.facts import AudioFacts
from detectors.audio.decoding.headers import Declared, flac_declared, wav_declared
from detectors.audio.decoding.sniff import Kind
from detectors.errors import DamagedAudioError

BLOCK_FRAMES = 32_768


class MiniaudioBlocks:
    """An open file; ``facts`` are known at once, ``blocks`` decodes. Close it."""

    def __init__(self, path: Path, kind: Kind) -> None:
        """Raises DamagedAudioError where miniaudio cannot open the file."""
        self._decoder: Any = ffi.new("ma_decoder *")
        config = lib.ma_decoder_config_init(lib.ma_format_f32, 0, 0)
        self._open = lib.ma_decoder_init_file(os.fsencode(path), ffi.addressof(config), self._decoder) == 0
        if not self._open:
            raise DamagedAudioError(
                f"{path.name}: the {kind.demuxer} data cannot be decoded.",
                remedy="Deliver the recording again.",
            )
        declared = _declared(path, kind)
        self.present = declared.present
        self.facts = AudioFacts(
            codec=declared.codec,
            sample_rate_hz=int(self._decoder.outputSampleRate),
            channels=int(self._decoder.outputChannels),
            declared_s=declared.seconds,
        )

    def blocks(self) -> Iterator[NDArray[np.float32]]:
        """Samples as (frames, channels), full scale 1, 32,768 frames at a time."""
        channels = self.facts.channels
        read = ffi.new("ma_uint64 *")
        while True:
            block = np.empty((BLOCK_FRAMES, channels), dtype=np.float32)
            lib.ma_decoder_read_pcm_frames(
                self._decoder, ffi.cast("void *", block.ctypes.data), BLOCK_FRAMES, read
            )
            frames = int(read[0])
            if frames:
                yield block[:frames]
            if frames < BLOCK_FRAMES:
                return

    def close(self) -> None:
        """Free the decoder. A second close does nothing."""
        if self._open:
            self._open = False
            lib.ma_decoder_uninit(self._decoder)


def _declared(path: Path, kind: Kind) -> Declared:
    if kind.demuxer == "wav":
        return wav_declared(path)
    return flac_declared(path) if kind.demuxer == "flac" else Declared("mp3", None)
