"""How far a consumer has come: which offsets are done without a gap. Pure."""

from collections.abc import Mapping

from runtime.log.record import TopicPartition


class Progress:
    """Keeps, by partition, what was taken and what of it is finished, and says what may be committed.

    The offset to commit never passes an unfinished record. Records are taken in the order of their
    partition and may finish in any order. Offsets may leave gaps that the log made itself.
    """

    def __init__(self) -> None:
        self._taken: dict[TopicPartition, dict[int, bool]] = {}
        self._next: dict[TopicPartition, int] = {}
        self._last: dict[TopicPartition, int] = {}

    def take(self, place: TopicPartition, offset: int) -> None:
        """A record was handed out. Raises ``ValueError`` where it does not come after the last one."""
        last = self._last.get(place, -1)
        if offset <= last:
            raise ValueError(f"{place} offset {offset} came after offset {last}")
        self._last[place] = offset
        self._taken.setdefault(place, {})[offset] = False

    def finish(self, place: TopicPartition, offset: int) -> None:
        """A record ended. Raises ``KeyError`` where it was not taken, or finished before."""
        taken = self._taken.get(place, {})
        if taken.get(offset) is not False:
            raise KeyError(f"{place} offset {offset} is not in hand")
        taken[offset] = True
        while taken and taken[first := next(iter(taken))]:
            del taken[first]
            self._next[place] = first + 1

    def committable(self) -> Mapping[TopicPartition, int]:
        """The next offset of every partition that got on since it was last committed."""
        return dict(self._next)

    def committed(self, offsets: Mapping[TopicPartition, int]) -> None:
        """``offsets``, as :meth:`committable` gave them, are stored."""
        for place, offset in offsets.items():
            if self._next.get(place) == offset:
                del self._next[place]

    def in_hand(self) -> int:
        """How many records were taken and not yet passed, finished ones behind a gap included."""
        return sum(len(taken) for taken in self._taken.values())

    def reset(self) -> None:
        """Forget everything: the partitions have changed hands."""
        self._taken.clear()
        self._next.clear()
        self._last.clear()
