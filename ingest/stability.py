"""Tells how long something has looked the same, which is how a finished transfer is recognised."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from runtime.clock import Clock


@dataclass(slots=True)
class _Seen:
    fingerprint: Hashable
    first: datetime
    unchanged_since: datetime


class Stability:
    """Remembers, by path, when a fingerprint was first seen and when it last changed."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: dict[Path, _Seen] = {}

    def look(self, path: Path, fingerprint: Hashable) -> None:
        """Note what ``path`` looks like now."""
        now = self._clock.now()
        seen = self._seen.get(path)
        if seen is None:
            self._seen[path] = _Seen(fingerprint, now, now)
        elif seen.fingerprint != fingerprint:
            seen.fingerprint, seen.unchanged_since = fingerprint, now

    def unchanged_s(self, path: Path) -> float:
        """Seconds for which ``path`` has looked as it does."""
        return (self._clock.now() - self._seen[path].unchanged_since).total_seconds()

    def age_s(self, path: Path) -> float:
        """Seconds since ``path`` was first seen."""
        return (self._clock.now() - self._seen[path].first).total_seconds()

    def forget_all_but(self, present: set[Path]) -> None:
        """Drop what is no longer there."""
        for path in self._seen.keys() - present:
            del self._seen[path]
