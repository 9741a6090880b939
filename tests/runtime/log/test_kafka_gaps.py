"""What a log deletes before it is read is counted, and its own gaps are not."""

from runtime.log.kafka.gaps import Gaps
from runtime.log.record import TopicPartition

PLACE = TopicPartition("t", 0)


def test_records_before_the_beginning_of_the_partition_were_missed() -> None:
    gaps = Gaps()
    gaps.restart({PLACE: 3})
    assert not gaps.is_before(PLACE, 3)
    assert gaps.is_before(PLACE, 10)
    gaps.jumped(PLACE, 8)
    gaps.read(PLACE, 12)
    assert gaps.take() == {PLACE: 5}
    assert gaps.take() == {}
    assert not gaps.is_before(PLACE, 13)


def test_a_gap_that_the_log_made_itself_is_none() -> None:
    gaps = Gaps()
    gaps.restart({PLACE: 3})
    gaps.jumped(PLACE, 0)
    assert gaps.take() == {}


def test_a_group_that_never_committed_misses_nothing() -> None:
    gaps = Gaps()
    gaps.restart({})
    assert not gaps.is_before(PLACE, 100)
    gaps.read(PLACE, 100)
    assert gaps.is_before(PLACE, 102)
