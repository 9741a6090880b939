"""Places sort by topic, then partition."""

from runtime.log.record import Record, TopicPartition


def test_a_record_knows_its_place() -> None:
    assert Record("t", 3, 9, "k", b"", {}).place == TopicPartition("t", 3)


def test_places_sort() -> None:
    places = [TopicPartition("b", 0), TopicPartition("a", 10), TopicPartition("a", 9)]
    assert sorted(places) == [TopicPartition("a", 9), TopicPartition("a", 10), TopicPartition("b", 0)]
