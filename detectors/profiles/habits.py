"""Under whom, where and in what an artist's name or an ISRC prefix usually comes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

_KEPT = 16


@dataclass(slots=True)
class Habits:
    """Tracks so far, when the last came (seconds since 1970), and counts by mark.

    ``senders``, ``labels``, ``genres`` and ``languages`` keep the 16 commonest each.
    """

    tracks: int = 0
    last: float = 0.0
    senders: dict[str, int] = field(default_factory=dict)
    labels: dict[str, int] = field(default_factory=dict)
    genres: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, record: Sequence[Any]) -> "Habits":
        """Read what :meth:`record` gave; an empty one is nobody's."""
        return cls(*record) if record else cls()

    def record(self) -> list[Any]:
        """The habits as JSON values."""
        return [self.tracks, self.last, self.senders, self.labels, self.genres, self.languages]

    def add(self, at: float, sender: str, label: str, genre: str, language: str) -> None:
        """Count one more track; what is not known is the empty string."""
        self.tracks += 1
        self.last = max(self.last, at)
        for counts, mark in (
            (self.senders, sender),
            (self.labels, label),
            (self.genres, genre),
            (self.languages, language),
        ):
            if mark:
                counts[mark] = counts.get(mark, 0) + 1
                if len(counts) > _KEPT:
                    # The rarest goes, the latest among equals: who was there first stays.
                    del counts[min(reversed(counts), key=lambda m, c=counts: c[m])]  # type: ignore[misc]


def share(counts: dict[str, int], mark: str) -> float | None:
    """The share of ``mark``; None where it or everything is unknown."""
    total = sum(counts.values())
    return counts.get(mark, 0) / total if total and mark else None
