"""What is remembered of one sender, label or artist."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from detectors.uploads.bucket import GRAINS, Bucket, Grain
from detectors.uploads.upload import Upload

DELIVERIES_KEPT = 64


@dataclass(slots=True)
class History:
    """The rings of one key, when it was first seen, and its latest delivery times.

    ``rings[grain.name]`` maps a slot to the bucket that lies in it now. ``times`` holds up to 64
    different delivery times in whole seconds, in order. ``changed`` names what was touched since
    the history was loaded, for a store to write back.
    """

    first_seen: float | None = None
    times: list[int] = field(default_factory=list)
    rings: dict[str, dict[int, Bucket]] = field(default_factory=lambda: {g.name: {} for g in GRAINS})
    changed: set[tuple[str, int]] = field(default_factory=set)

    def add(self, upload: Upload, *, new_artist: bool) -> None:
        """Count ``upload``, in any order of time.

        A late event goes into its own bucket. One that is older than a ring reaches back is left
        out of that ring, whose windows it could not touch any more.
        """
        self.first_seen = upload.at if self.first_seen is None else min(self.first_seen, upload.at)
        self._note_time(int(upload.at))
        for grain in GRAINS:
            bucket = self._bucket(grain, grain.index(upload.at))
            if bucket is not None:
                bucket.add(upload, grain, new_artist=new_artist)
                self.changed.add((grain.name, bucket.index % grain.slots))

    def _bucket(self, grain: Grain, index: int) -> Bucket | None:
        ring = self.rings[grain.name]
        there = ring.get(index % grain.slots)
        if there is not None and there.index > index:
            return None
        if there is None or there.index < index:
            there = ring[index % grain.slots] = Bucket(index)
        return there

    def _note_time(self, at: int) -> None:
        place = bisect_left(self.times, at)
        if place == len(self.times) or self.times[place] != at:
            self.times.insert(place, at)
            del self.times[:-DELIVERIES_KEPT]

    def window(self, grain: Grain, at: float, buckets: int) -> list[Bucket]:
        """The last ``buckets`` buckets up to and with the one of ``at``; later ones are left out.

        The window thus reaches back between ``(buckets - 1)`` and ``buckets`` grains.
        """
        last = grain.index(at)
        return self.between(grain, last - buckets + 1, last)

    def between(self, grain: Grain, first: int, last: int) -> list[Bucket]:
        """The buckets with numbers from ``first`` to ``last``, those with uploads only."""
        return [b for b in self.rings[grain.name].values() if first <= b.index <= last]


def tracks_in(buckets: Iterable[Bucket]) -> int:
    """Tracks counted in ``buckets``."""
    return sum(bucket.tracks for bucket in buckets)
