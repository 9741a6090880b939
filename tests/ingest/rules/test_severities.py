"""A severity depends on the sender's contract, the version, the day and the age of the music."""

from datetime import UTC, date, datetime

import pytest

from contracts.finding import Severity
from ingest.ern.reader import read
from ingest.rules.severities import Agreed, CatalogueAge, Occasion, Severities
from tests.ingest.messages import DPID, ern4

CODE = "DX-D01"
DAY = date(2026, 11, 1)


def line(**given: object) -> Agreed:
    return Agreed(CODE, Severity.CRITICAL, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("agreed", "holds"),
    [
        (line(), True),
        (line(versions=frozenset({"4.3.2"})), True),
        (line(versions=frozenset({"4.3.1"})), False),
        (line(since=date(2026, 11, 1)), True),
        (line(since=date(2026, 11, 2)), False),
        (line(until=date(2026, 11, 1)), True),
        (line(until=date(2026, 10, 31)), False),
        (line(age=CatalogueAge.NEW), True),
        (line(age=CatalogueAge.BACK), False),
    ],
)
def test_a_line_holds_on_its_occasions_only(agreed: Agreed, *, holds: bool) -> None:
    occasion = Occasion(DPID, "4.3.2", DAY)
    assert agreed.holds(occasion) is holds
    severities = Severities(by_sender={DPID: (agreed,)})
    assert severities.of(CODE, occasion) is (Severity.CRITICAL if holds else Severity.INFORMATION)


def test_a_line_with_dates_does_not_hold_where_the_day_is_unknown() -> None:
    assert not line(since=DAY).holds(Occasion())


def test_the_first_line_that_holds_counts_and_the_senders_go_first() -> None:
    calm = Agreed(CODE, Severity.WARNING)
    severities = Severities(for_all=(calm,), by_sender={DPID: (line(age=CatalogueAge.BACK), calm, line())})
    assert severities.of(CODE, Occasion(DPID, age=CatalogueAge.BACK)) is Severity.CRITICAL
    assert severities.of(CODE, Occasion(DPID)) is Severity.WARNING
    assert severities.of(CODE, Occasion("PADPIDA0000000000X")) is Severity.WARNING


def test_what_a_rule_knows_better_goes_before_the_default_only() -> None:
    assert Severities().of(CODE, Occasion(), Severity.WARNING) is Severity.WARNING
    assert Severities(for_all=(line(),)).of(CODE, Occasion(), Severity.WARNING) is Severity.CRITICAL


@pytest.mark.parametrize(
    ("received", "backfill", "age"),
    [
        (datetime(2026, 11, 2, tzinfo=UTC), False, CatalogueAge.NEW),
        (datetime(2026, 11, 2, tzinfo=UTC), True, CatalogueAge.BACK),
        (datetime(2027, 11, 2, tzinfo=UTC), False, CatalogueAge.BACK),
    ],
)
def test_back_catalogue_is_said_or_seen_by_the_release_date(
    received: datetime, *, backfill: bool, age: CatalogueAge
) -> None:
    said = b"</MessageHeader><IsBackfill>true</IsBackfill>" if backfill else b"</MessageHeader>"
    occasion = Severities().occasion(read(ern4().replace(b"</MessageHeader>", said)), received)
    assert occasion == Occasion(DPID, "4.3.2", received.date(), age)
