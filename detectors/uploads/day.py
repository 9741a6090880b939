"""What one key uploaded on one day, beside how much."""

import struct
from dataclasses import dataclass, field

from detectors.uploads.sketch import Sketch
from detectors.uploads.upload import Upload

SHORT_S = (30.0, 45.0)
_LONGEST_S = 7200
_HEAD = struct.Struct("<IIQIH")


def whole_seconds(duration_s: float) -> int:
    """The length as it is counted: whole seconds, two hours at most."""
    return min(round(duration_s), _LONGEST_S)


@dataclass(slots=True)
class Day:
    """``durations`` counts whole seconds. ``ai_steps`` sums ``heard`` tracks' AI scores in millionths."""

    new_artists: int = 0
    heard: int = 0
    ai_steps: int = 0
    undeclared: int = 0
    artists: Sketch = field(default_factory=Sketch)
    titles: Sketch = field(default_factory=Sketch)
    durations: dict[int, int] = field(default_factory=dict)

    def add(self, upload: Upload, *, new_artist: bool) -> None:
        """Count ``upload``; ``new_artist`` says that the key had never delivered this artist."""
        self.new_artists += new_artist
        if upload.artist is not None:
            self.artists.add(upload.artist)
        self.titles.add(upload.title)
        if upload.duration_s is not None:
            second = whole_seconds(upload.duration_s)
            self.durations[second] = self.durations.get(second, 0) + 1
        if upload.ai_steps is not None:
            self.heard += 1
            self.ai_steps += upload.ai_steps
            self.undeclared += upload.is_undeclared_trace

    def packed(self) -> bytes:
        """Bytes that :meth:`unpacked` reads."""
        n = len(self.durations)
        head = _HEAD.pack(self.new_artists, self.heard, self.ai_steps, self.undeclared, n)
        lengths = struct.pack(f"<{n}H{n}I", *self.durations.keys(), *self.durations.values())
        return b"".join((head, lengths, self.artists.packed(), self.titles.packed()))

    @classmethod
    def unpacked(cls, data: bytes) -> "Day":
        """Read what :meth:`packed` wrote."""
        new_artists, heard, ai_steps, undeclared, n = _HEAD.unpack_from(data)
        lengths = struct.unpack_from(f"<{n}H{n}I", data, _HEAD.size)
        artists, at = Sketch.unpacked(data, _HEAD.size + 6 * n)
        titles, _ = Sketch.unpacked(data, at)
        durations = dict(zip(lengths[:n], lengths[n:], strict=True))
        return cls(new_artists, heard, ai_steps, undeclared, artists, titles, durations)
