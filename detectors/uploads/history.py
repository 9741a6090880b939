"""What is remembered of one key."""

import struct
from bisect import bisect_left
from dataclasses import dataclass, field

from detectors.uploads.baseline import Usual, usual
from detectors.uploads.day import Day
from detectors.uploads.grain import DAY, GRAINS, HOUR, MONTH_DAYS, Grain
from detectors.uploads.month import Month
from detectors.uploads.sketch import Sketch, merged
from detectors.uploads.upload import Upload

DELIVERIES_KEPT = 64
BASELINE_DAYS = 90
_HEAD = struct.Struct("<dHHHH")
_NEVER = float("inf")


@dataclass(slots=True)
class History:
    """When a key was first seen, its latest delivery times, and its rings.

    ``times`` holds up to 64 different delivery times in whole seconds, in order. ``counts[grain.name]``
    maps bucket numbers to tracks; a ring forgets what lies as far back as it is long. ``hours`` holds
    the artists of each hour, for keys that have them, and ``days`` all else. ``changed``,
    ``touched_hours`` and ``touched_days`` name what was changed since the history was loaded, for a
    store to write back.
    """

    first_seen: float | None = None
    times: list[int] = field(default_factory=list)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: {g.name: {} for g in GRAINS})
    hours: dict[int, Sketch] | None = None
    days: dict[int, Day] = field(default_factory=dict)
    changed: bool = False
    touched_hours: set[int] = field(default_factory=set)
    touched_days: set[int] = field(default_factory=set)
    _month: Month | None = None
    _usual: tuple[int, Usual | None] | None = None

    def add(self, upload: Upload, *, new_artist: bool) -> None:
        """Count ``upload``, in any order of time.

        A late event goes into its own bucket. One that is older than a ring reaches back is left
        out of that ring, whose windows it could not touch any more.
        """
        self.changed = True
        self.first_seen = upload.at if self.first_seen is None else min(self.first_seen, upload.at)
        self._note_time(int(upload.at))
        for grain in GRAINS:
            bucket = grain.index(upload.at)
            if not self._counted(grain, bucket):
                continue
            if grain is HOUR and self.hours is not None:
                self._add_to_hour(bucket, upload)
            elif grain is DAY:
                self._add_to_day(bucket, upload, new_artist=new_artist)

    def _counted(self, grain: Grain, bucket: int) -> bool:
        """Count one more track in ``bucket``; False where the ring does not reach back so far."""
        ring = self.counts[grain.name]
        if bucket in ring:
            ring[bucket] += 1
            return True
        newest = max(ring, default=bucket)
        if bucket <= newest - grain.slots:
            return False
        ring[bucket] = 1
        if bucket > newest:
            self._forget(grain, bucket - grain.slots)
        return True

    def _forget(self, grain: Grain, until: int) -> None:
        ring = self.counts[grain.name]
        for old in [bucket for bucket in ring if bucket <= until]:
            del ring[old]
            if grain is DAY:
                self.days.pop(old, None)
                self.touched_days.discard(old)
            elif grain is HOUR and self.hours is not None:
                self.hours.pop(old, None)
                self.touched_hours.discard(old)

    def _note_time(self, at: int) -> None:
        place = bisect_left(self.times, at)
        if place == len(self.times) or self.times[place] != at:
            self.times.insert(place, at)
            del self.times[:-DELIVERIES_KEPT]

    def _add_to_hour(self, hour: int, upload: Upload) -> None:
        if self.hours is None or upload.artist is None:
            return
        self.hours.setdefault(hour, Sketch()).add(upload.artist)
        self.touched_hours.add(hour)

    def _add_to_day(self, day: int, upload: Upload, *, new_artist: bool) -> None:
        self.days.setdefault(day, Day()).add(upload, new_artist=new_artist)
        self.touched_days.add(day)
        if self._month is not None and self._month.covers(day):
            self._month.add(upload, new_artist=new_artist)
        # The usual day is made of days before yesterday: only a late event changes it.
        if self._usual is not None and day < self._usual[0] - 1:
            self._usual = None

    def settle(self) -> None:
        """Forget what was changed: it was written."""
        self.changed = False
        self.touched_hours.clear()
        self.touched_days.clear()

    def tracks(self, grain: Grain, at: float, buckets: int) -> int:
        """Tracks in the last ``buckets`` buckets up to and with the one of ``at``; later ones are left out.

        The window thus reaches back between ``(buckets - 1)`` and ``buckets`` grains.
        """
        last = grain.index(at)
        ring = self.counts[grain.name]
        if len(ring) <= buckets:
            # A loop: this is asked some thirty times for each track, and a generator takes twice as long.
            tracks, before = 0, last - buckets
            for bucket, n in ring.items():
                if before < bucket <= last:
                    tracks += n
            return tracks
        return sum(ring.get(bucket, 0) for bucket in range(last - buckets + 1, last + 1))

    def month(self, at: float) -> Month:
        """The 30 days up to the day of ``at``."""
        last = DAY.index(at)
        if self._month is None or self._month.last != last:
            chosen = [day for number, day in self.days.items() if last - MONTH_DAYS < number <= last]
            self._month = Month.of(last, chosen)
        return self._month

    def artists_of_day(self, at: float) -> float:
        """Different artists in the 24 hours up to ``at``, for keys whose artists are counted by the hour."""
        last = HOUR.index(at)
        return merged(s for hour, s in (self.hours or {}).items() if last - 24 < hour <= last).distinct

    def usual(self, at: float) -> Usual | None:
        """The key's own usual day of the 90 days before yesterday; None where there are too few."""
        today = DAY.index(at)
        if self._usual is None or self._usual[0] != today:
            ring = self.counts[DAY.name]
            days = [n for day, n in ring.items() if today - BASELINE_DAYS <= day <= today - 2]
            self._usual = today, usual(days)
        return self._usual[1]

    def packed(self) -> bytes:
        """All but hours and days as bytes that :meth:`unpack` reads."""
        rings = [self.counts[grain.name] for grain in GRAINS]
        head = _HEAD.pack(
            _NEVER if self.first_seen is None else self.first_seen, len(self.times), *map(len, rings)
        )
        numbers = [*self.times]
        for ring in rings:
            numbers += [*ring.keys(), *ring.values()]
        return head + struct.pack(f"<{len(numbers)}I", *numbers)

    def unpack(self, data: bytes) -> None:
        """Fill the history with what :meth:`packed` wrote."""
        first, times, *lengths = _HEAD.unpack_from(data)
        numbers = struct.unpack_from(f"<{times + 2 * sum(lengths)}I", data, _HEAD.size)
        self.first_seen = None if first == _NEVER else first
        self.times = list(numbers[:times])
        at = times
        for grain, n in zip(GRAINS, lengths, strict=True):
            ring = zip(numbers[at : at + n], numbers[at + n : at + 2 * n], strict=True)
            self.counts[grain.name] = dict(ring)
            at += 2 * n
