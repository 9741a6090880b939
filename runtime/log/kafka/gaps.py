"""Finds records that a log deleted before they were read. Pure."""

from collections.abc import Mapping

from runtime.log.record import TopicPartition


class Gaps:
    """Knows, by partition, which offset is to be read next, and counts what is missing there.

    A log may leave gaps of its own, for example after a transaction; only what lies before the
    beginning of the partition was deleted.
    """

    def __init__(self) -> None:
        self._next: dict[TopicPartition, int] = {}
        self._expired: dict[TopicPartition, int] = {}

    def restart(self, committed: Mapping[TopicPartition, int]) -> None:
        """Reading starts anew at the committed offsets; a partition without one may begin anywhere."""
        self._next = dict(committed)

    def is_before(self, place: TopicPartition, offset: int) -> bool:
        """Whether something before ``offset`` should have come first."""
        return self._next.get(place, offset) < offset

    def jumped(self, place: TopicPartition, start: int) -> None:
        """Reading went on at ``start`` or later, where the partition begins by now."""
        missed = start - self._next[place]
        if missed > 0:
            self._expired[place] = self._expired.get(place, 0) + missed

    def read(self, place: TopicPartition, last: int) -> None:
        """Everything up to ``last`` was read."""
        self._next[place] = last + 1

    def take(self) -> Mapping[TopicPartition, int]:
        """What was missed since last asked."""
        expired, self._expired = self._expired, {}
        return expired
