"""Writes a score as a Standard MIDI File, format 0."""

import struct

from detectors.training.synthesis.score import DRUMS, Score

TICKS_PER_BEAT = 960
_TEMPO_US = 500_000
_TICKS_PER_S = TICKS_PER_BEAT * 1_000_000 / _TEMPO_US
_DRUM_CHANNEL = 9
_LOUDEST = 127
_CHANNELS = tuple(c for c in range(16) if c != _DRUM_CHANNEL)


def midi(score: Score) -> bytes:
    """The file's bytes: ticks of 0.52 ms, one channel for each instrument, drums on channel 10."""
    events = [
        (0, 0, bytes((0xC0 | channel, p))) for channel, p in zip(_CHANNELS, score.programs, strict=False)
    ]
    for note in score.notes:
        channel = _DRUM_CHANNEL if note.instrument == DRUMS else _CHANNELS[note.instrument]
        velocity = max(1, min(_LOUDEST, round(_LOUDEST * (0.35 + 0.65 * note.velocity))))
        on = round(note.start_s * _TICKS_PER_S)
        off = max(on + 1, round((note.start_s + note.length_s) * _TICKS_PER_S))
        events.append((on, 2, bytes((0x90 | channel, note.key, velocity))))
        events.append((off, 1, bytes((0x80 | channel, note.key, 0))))
    # At one tick an old note ends before a new one of the same key begins.
    events.sort(key=lambda event: event[:2])
    track = bytearray(b"\x00\xff\x51\x03" + _TEMPO_US.to_bytes(3, "big"))
    now = 0
    for tick, _, data in events:
        track += _variable(tick - now) + data
        now = tick
    track += _variable(TICKS_PER_BEAT) + b"\xff\x2f\x00"
    head = b"MThd" + struct.pack(">IHHH", 6, 0, 1, TICKS_PER_BEAT)
    return head + b"MTrk" + struct.pack(">I", len(track)) + bytes(track)


def _variable(number: int) -> bytes:
    """A number in groups of seven bits, the last one without the top bit."""
    groups = [number & 0x7F]
    while number := number >> 7:
        groups.insert(0, (number & 0x7F) | 0x80)
    return bytes(groups)
