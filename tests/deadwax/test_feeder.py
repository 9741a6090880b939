from collections.abc import Iterable

import pytest
from sqlalchemy import func, select

from contracts.delivery import Delivery
from contracts.topics import DELIVERIES
from deadwax.feeder import GROUP, Feeder
from deadwax.wiring import Plant
from runtime.codec import decode
from runtime.database.engine import reading
from runtime.tables import outbox, processed
from tests.deadwax.messages import delivery


def feeder(made: Plant, deliveries: Iterable[Delivery]) -> Feeder:
    return Feeder(made.engine, made.log, made.settings, made.clock, lambda: deliveries)


def in_log(made: Plant) -> list[str]:
    consumer = made.log.consumer("test", [DELIVERIES.name])
    found: list[str] = []
    while records := consumer.poll(0.3, 100) or consumer.poll(0.3, 100):
        found += [decode(record, Delivery).delivery_id for record in records]
    consumer.close()
    return found


def test_every_delivery_comes_to_the_log_once_however_often_the_inbox_is_looked_through(made: Plant) -> None:
    deliveries = [delivery(number) for number in range(25)]
    first, second = feeder(made, deliveries), feeder(made, deliveries)
    assert first.feed() == 25
    assert first.feed() == 0
    assert second.feed() == 0
    assert sorted(in_log(made)) == sorted(d.delivery_id for d in deliveries)
    first.close()
    second.close()


def test_what_a_crash_left_in_the_outbox_is_sent_at_the_next_start(made: Plant) -> None:
    class Crash(BaseException):
        pass

    def broken() -> Iterable[Delivery]:
        yield delivery(1)
        yield delivery(2)
        raise Crash

    crashed = Feeder(made.engine, made.log, made.settings, made.clock, broken)
    with pytest.raises(Crash):
        crashed.feed()
    with reading(made.engine) as connection:
        waiting = select(func.count()).select_from(outbox).where(outbox.c.sent_at.is_(None))
        assert connection.execute(waiting).scalar_one() == 1
    crashed.close()
    again = feeder(made, [delivery(1), delivery(2), delivery(3)])
    assert again.feed() == 1
    assert len(in_log(made)) == 3
    with reading(made.engine) as connection:
        entered = select(func.count()).select_from(processed).where(processed.c.group_name == GROUP)
        assert connection.execute(entered).scalar_one() == 3
    again.close()
