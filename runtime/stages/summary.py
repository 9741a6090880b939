"""What a stage did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StageSummary:
    """Counts since the runner was made. ``applied + skipped + dead`` messages have ended."""

    stage: str
    read: int = 0
    applied: int = 0
    skipped: int = 0
    dead: int = 0
    retries: int = 0
    sent: int = 0

    @property
    def ended(self) -> int:
        """How many messages ended, in whichever way."""
        return self.applied + self.skipped + self.dead
