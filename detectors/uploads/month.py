"""What one key uploaded in 30 days, beside how much."""

from collections.abc import Sequence
from dataclasses import dataclass

from detectors.uploads.day import SHORT_S, Day, whole_seconds
from detectors.uploads.grain import MONTH_DAYS
from detectors.uploads.sketch import merged
from detectors.uploads.upload import Upload


@dataclass(slots=True)
class Month:
    """The 30 days up to and with day number ``last`` as one :class:`Day`.

    It is made once and then kept true by :meth:`add`: merging 30 days for every upload would cost
    more than everything else. ``timed`` tracks have a known length; ``short`` of them last 30 to 45
    seconds; ``modal`` is the largest number within a second of one length.
    """

    last: int
    sum: Day
    timed: int
    short: int
    modal: int

    @classmethod
    def of(cls, last: int, days: Sequence[Day]) -> "Month":
        """The month that ends with day number ``last`` and has uploads on ``days``."""
        durations: dict[int, int] = {}
        for day in days:
            for second, count in day.durations.items():
                durations[second] = durations.get(second, 0) + count
        whole = Day(
            new_artists=sum(d.new_artists for d in days),
            heard=sum(d.heard for d in days),
            ai_steps=sum(d.ai_steps for d in days),
            undeclared=sum(d.undeclared for d in days),
            artists=merged(d.artists for d in days),
            titles=merged(d.titles for d in days),
            durations=durations,
        )
        short = sum(n for s, n in durations.items() if _is_short(s))
        modal = max((_alike(durations, s) for s in durations), default=0)
        return cls(last, whole, sum(durations.values()), short, modal)

    def covers(self, day: int) -> bool:
        """Whether day number ``day`` lies in the month."""
        return self.last - MONTH_DAYS < day <= self.last

    def add(self, upload: Upload, *, new_artist: bool) -> None:
        """Count an upload of one of the month's days."""
        self.sum.add(upload, new_artist=new_artist)
        if upload.duration_s is None:
            return
        second = whole_seconds(upload.duration_s)
        self.timed += 1
        self.short += _is_short(second)
        # Only lengths within a second of the new one have gained.
        durations = self.sum.durations
        for near in (second - 1, second, second + 1):
            if near in durations:
                self.modal = max(self.modal, _alike(durations, near))


def _is_short(second: int) -> bool:
    return SHORT_S[0] <= second <= SHORT_S[1]


def _alike(durations: dict[int, int], second: int) -> int:
    return durations.get(second - 1, 0) + durations.get(second, 0) + durations.get(second + 1, 0)
