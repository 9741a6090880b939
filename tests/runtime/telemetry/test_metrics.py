"""Metrics live in a registry of their own and forget what a stage no longer holds."""

from runtime.log.record import TopicPartition
from runtime.telemetry.metrics import Metrics


def test_two_sets_of_metrics_do_not_meet() -> None:
    one, other = Metrics(), Metrics()
    one.read.labels("s").inc()
    assert one.registry.get_sample_value("deadwax_records_read_total", {"stage": "s"}) == 1
    assert other.registry.get_sample_value("deadwax_records_read_total", {"stage": "s"}) is None


def test_the_lag_of_a_lost_partition_is_forgotten() -> None:
    metrics = Metrics()
    metrics.lag("s", {TopicPartition("t", 0): 3, TopicPartition("t", 1): 4})
    metrics.lag("other", {TopicPartition("t", 0): 9})
    metrics.lag("s", {TopicPartition("t", 1): 0})

    def lag(stage: str, partition: str) -> float | None:
        labels = {"stage": stage, "topic": "t", "partition": partition}
        return metrics.registry.get_sample_value("deadwax_lag", labels)

    assert (lag("s", "0"), lag("s", "1"), lag("other", "0")) == (None, 0, 9)
