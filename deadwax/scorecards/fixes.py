"""How long a sender takes to put right what it was told about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivery of one recording: the codes of what was wrong with it then."""

    sender: str
    isrc: str
    at: datetime
    problems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of one recording, told at ``told_at``; ``fixed_at`` is None while it stands."""

    sender: str
    isrc: str
    code: str
    told_at: datetime
    fixed_at: datetime | None

    @property
    def hours(self) -> float | None:
        """How long it stood."""
        return None if self.fixed_at is None else (self.fixed_at - self.told_at).total_seconds() / 3600


def problems_of(delivered: Iterable[Delivered]) -> Iterator[Problem]:
    """Every problem of the recordings in ``delivered``, which is sorted by sender, ISRC and time.

    A problem is fixed by the first later delivery of the recording that lacks it. If it comes back, it is
    a new one.
    """
    for (sender, isrc), history in groupby(delivered, key=lambda each: (each.sender, each.isrc)):
        told_at: dict[str, datetime] = {}
        for each in history:
            for code in sorted(told_at.keys() - each.problems):
                yield Problem(sender, isrc, code, told_at.pop(code), each.at)
            for code in each.problems:
                told_at.setdefault(code, each.at)
        for code in sorted(told_at):
            yield Problem(sender, isrc, code, told_at[code], None)
