"""How long to wait before the next attempt. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    """Doubles from ``first_s`` with each attempt, up to ``most_s`` seconds."""

    first_s: float
    most_s: float

    def pause_s(self, failures: int) -> float:
        """The pause after ``failures`` failed attempts, from 1 on."""
        doublings = min(max(failures, 1) - 1, 60)
        return min(self.most_s, self.first_s * 2.0**doublings)
