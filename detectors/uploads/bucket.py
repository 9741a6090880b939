"""Counts of one key in one stretch of time, and the rings that the buckets lie in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from detectors.uploads.sketch import Sketch
from detectors.uploads.upload import Upload

SHORT_S = (30.0, 45.0)
_LONGEST_S = 7200


@dataclass(frozen=True, slots=True)
class Grain:
    """A ring of ``slots`` buckets of ``seconds`` each.

    A ring is longer than its longest window, so that a late event still finds its bucket.
    ``artists`` and ``details`` say what its buckets count beside tracks.
    """

    name: str
    seconds: int
    slots: int
    artists: bool
    details: bool

    def index(self, at: float) -> int:
        """The number of the bucket that the time ``at`` falls into."""
        return int(at // self.seconds)


FIVE_MINUTES = Grain("5m", 300, 24, artists=False, details=False)
HOUR = Grain("1h", 3600, 48, artists=True, details=False)
DAY = Grain("1d", 86_400, 97, artists=True, details=True)
GRAINS = (FIVE_MINUTES, HOUR, DAY)


@dataclass(slots=True)
class Bucket:
    """What one key uploaded in bucket number ``index`` of a grain.

    ``durations`` counts whole seconds. ``ai_sum`` is the sum of the AI scores of ``heard`` tracks.
    """

    index: int
    tracks: int = 0
    new_artists: int = 0
    heard: int = 0
    ai_sum: float = 0.0
    undeclared: int = 0
    artists: Sketch = field(default_factory=Sketch)
    titles: Sketch = field(default_factory=Sketch)
    durations: dict[int, int] = field(default_factory=dict)

    def add(self, upload: Upload, grain: Grain, *, new_artist: bool) -> None:
        """Count ``upload``; ``new_artist`` says that the key had never delivered this artist."""
        self.tracks += 1
        if grain.artists and upload.artist is not None:
            self.artists.add(upload.artist)
        if not grain.details:
            return
        self.new_artists += new_artist
        self.titles.add(upload.title)
        if upload.duration_s is not None:
            second = min(round(upload.duration_s), _LONGEST_S)
            self.durations[second] = self.durations.get(second, 0) + 1
        if upload.ai_probability is not None:
            self.heard += 1
            self.ai_sum += upload.ai_probability
            self.undeclared += upload.is_undeclared_trace

    def to_json(self, grain: Grain) -> dict[str, object]:
        """What the grain counts beside tracks, as JSON."""
        document: dict[str, object] = {}
        if grain.artists:
            document["artists"] = self.artists.to_json()
        if grain.details:
            document |= {
                "new": self.new_artists,
                "heard": self.heard,
                "ai": self.ai_sum,
                "undeclared": self.undeclared,
                "titles": self.titles.to_json(),
                "durations": {str(k): n for k, n in self.durations.items()},
            }
        return document

    @classmethod
    def from_json(cls, index: int, tracks: int, document: Mapping[str, object]) -> "Bucket":
        """Read what :meth:`to_json` wrote."""
        bucket = cls(index, tracks)
        if isinstance(artists := document.get("artists"), dict):
            bucket.artists = Sketch.from_json(artists)
        if isinstance(titles := document.get("titles"), dict):
            bucket.titles = Sketch.from_json(titles)
        if isinstance(durations := document.get("durations"), dict):
            bucket.durations = {int(k): int(n) for k, n in durations.items()}
        bucket.new_artists = int(str(document.get("new", 0)))
        bucket.heard = int(str(document.get("heard", 0)))
        bucket.ai_sum = float(str(document.get("ai", 0.0)))
        bucket.undeclared = int(str(document.get("undeclared", 0)))
        return bucket
