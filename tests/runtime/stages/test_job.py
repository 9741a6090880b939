"""Jobs stand in the order of their partition."""

from concurrent.futures import Future

import pytest

from contracts.delivery import Delivery
from runtime.log.record import Record
from runtime.stages.job import Hand, Job
from runtime.telemetry.tracing import Tracing
from tests.runtime.stages.harness import delivery


def job(partition: int, offset: int, message_id: str = "") -> Job[Delivery, str]:
    record = Record("t", partition, offset, "k", b"", {})
    name = message_id or f"{partition}-{offset}"
    return Job(record, name, delivery(offset), Tracing().begin(record, "stage", "group", name))


def test_heads_are_the_first_of_each_partition() -> None:
    hand: Hand[Delivery, str] = Hand()
    jobs = [job(0, 1), job(1, 7), job(0, 2)]
    for one in jobs:
        hand.add(one)
    assert hand.heads() == [jobs[0], jobs[1]]
    hand.remove(jobs[0])
    assert hand.heads() == [jobs[2], jobs[1]]
    assert len(hand) == 2
    assert list(hand) == [jobs[2], jobs[1]]


def test_only_the_first_of_a_partition_may_go() -> None:
    hand: Hand[Delivery, str] = Hand()
    first, second = job(0, 1), job(0, 2)
    hand.add(first)
    hand.add(second)
    with pytest.raises(ValueError, match="not the first"):
        hand.remove(second)


def test_ids_are_counted() -> None:
    hand: Hand[Delivery, str] = Hand()
    first, twin = job(0, 1, "same"), job(1, 1, "same")
    hand.add(first)
    hand.add(twin)
    assert hand.count("same") == 2
    hand.remove(first)
    assert hand.count("same") == 1
    assert hand.count("other") == 0


def test_dropping_calls_off_what_has_not_begun() -> None:
    hand: Hand[Delivery, str] = Hand()
    waiting = job(0, 1)
    waiting.future = Future()
    hand.add(waiting)
    hand.drop()
    assert waiting.future.cancelled()
    assert len(hand) == 0
    assert hand.count(waiting.message_id) == 0


def test_a_job_is_prepared_when_its_result_is_there() -> None:
    one = job(0, 1)
    assert not one.is_prepared
    one.future = Future()
    assert not one.is_prepared
    one.future.set_result("done")
    assert one.is_prepared
    failed = job(0, 2)
    failed.future = Future()
    failed.future.set_exception(ValueError())
    assert not failed.is_prepared
