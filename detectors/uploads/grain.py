"""The rings of time that uploads are counted in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grain:
    """A ring of ``slots`` buckets of ``seconds`` each.

    A ring is longer than its longest window, so that a late event still finds its bucket.
    """

    name: str
    seconds: int
    slots: int

    def index(self, at: float) -> int:
        """The number of the bucket that the time ``at`` falls into."""
        return int(at // self.seconds)


FIVE_MINUTES = Grain("5m", 300, 24)
HOUR = Grain("1h", 3600, 48)
DAY = Grain("1d", 86_400, 97)
GRAINS = (FIVE_MINUTES, HOUR, DAY)
MONTH_DAYS = 30
