"""Scorecards count what the books hold, on either database."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from contracts.acknowledgement import AcknowledgementStatus
from contracts.disclosure import Disclosure, DisclosureLevel
from contracts.finding import Finding, Severity
from contracts.mark import FileMarks, Mark, MarkCheck, MarkClaim, MarkKind, Marks
from contracts.party import Party
from deadwax.scorecards.query import BookScorecards
from deadwax.stages.acknowledge import AcknowledgeStage
from deadwax.stages.register import RegisterStage
from review_api.schemas.scorecard import Rate, Scorecard
from tests.deadwax.messages import AT, acknowledgement, track

ACKNOWLEDGE, REGISTER = AcknowledgeStage.apply, RegisterStage()
OTHER = Party(name="Ümlaut \0 Records")


def finding(code: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(code=code, severity=severity, observed="o", expected="e", fix="f")


def marks(check: MarkCheck, count: int = 0) -> Marks:
    mark = Mark(id="suno", kind=MarkKind.TEXT, claim=MarkClaim.ALL, place="COMM", text="made with suno")
    return Marks(files=(FileMarks(file="a.mp3", check=check, found=(mark,) * count),))


def enter(engine: Engine, *messages: object, tmp: AcknowledgeStage) -> None:
    with engine.begin() as connection:
        for message in messages:
            stage = REGISTER if hasattr(message, "track_id") else tmp
            for _ in range(2):  # a replay counts nothing twice
                stage.apply(message, None, connection)  # type: ignore[arg-type]


@pytest.fixture
def stage(tmp_path_factory: pytest.TempPathFactory) -> AcknowledgeStage:
    return AcknowledgeStage(tmp_path_factory.mktemp("acknowledgements"))


def cards(
    engine: Engine, sender: str | None = None, first: str = "2026-03", last: str = "2026-03"
) -> list[Scorecard]:
    return list(BookScorecards(engine).scorecards(sender, first, last))


def test_a_month_of_a_sender_is_counted(engine: Engine, stage: AcknowledgeStage) -> None:
    warned = AcknowledgementStatus.ACCEPTED_WITH_WARNINGS
    enter(
        engine,
        acknowledgement(1, status=warned, findings=(finding("DX-C01"), finding("DX-C01"), finding("DX-H02"))),
        acknowledgement(
            2, status=warned, findings=(finding("DX-C01"), finding("DX-D01", Severity.INFORMATION))
        ),
        acknowledgement(3),
        track(1, findings=(finding("DX-C01"),), disclosure=Disclosure(level=DisclosureLevel.NONE)),
        track(2, findings=(finding("DX-D05"),), marks=marks(MarkCheck.CHECKED, 2)),
        track(3, findings=(finding("DX-C08", Severity.INFORMATION),), marks=marks(MarkCheck.CHECKED)),
        track(4, marks=marks(MarkCheck.FAILED, 1)),
        tmp=stage,
    )
    (card,) = cards(engine)
    assert (card.sender_id, card.sender, card.month) == ("PADPIDA0000000001X", "Kind Distribution", "2026-03")
    assert card.deliveries == {
        AcknowledgementStatus.ACCEPTED: 1,
        warned: 2,
        AcknowledgementStatus.REJECTED: 0,
    }
    assert [(f.code, f.severity.value, f.count, f.deliveries) for f in card.findings] == [
        ("DX-C01", "Warning", 3, 2),
        ("DX-D01", "Information", 1, 1),
        ("DX-H02", "Warning", 1, 1),
    ]
    assert card.tracks == 4
    assert card.disclosed == Rate(count=1, of=4)
    assert card.marked == Rate(count=1, of=2)
    assert card.contradictory == Rate(count=1, of=4)
    assert (card.fixes.fixed, card.fixes.open, card.fixes.median_hours) == (0, 2, None)


def test_the_time_to_fix_is_counted_in_the_month_of_the_telling(
    engine: Engine, stage: AcknowledgeStage
) -> None:
    later = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
    enter(
        engine,
        acknowledgement(1),
        acknowledgement(2, received_at=later),
        track(1, findings=(finding("DX-C01"), finding("DX-H01")), received_at=AT),
        track(2, isrc="ZZ1012600001", received_at=AT + timedelta(hours=5), findings=(finding("DX-H01"),)),
        track(3, isrc="ZZ1012600001", received_at=later),
        tmp=stage,
    )
    march, april = cards(engine, last="2026-04")
    assert (march.fixes.fixed, march.fixes.open) == (2, 0)
    assert march.fixes.median_hours == pytest.approx((5 + 30 * 24) / 2)
    assert (april.fixes.fixed, april.fixes.open) == (0, 0)
    assert cards(engine) == [march]


def test_senders_are_told_apart_and_one_can_be_asked_for(engine: Engine, stage: AcknowledgeStage) -> None:
    nobody = acknowledgement(3, sender=None, status=AcknowledgementStatus.REJECTED)
    enter(
        engine,
        acknowledgement(1),
        acknowledgement(2, sender=OTHER),
        track(2, sender=OTHER),
        nobody,
        tmp=stage,
    )
    assert [card.sender_id for card in cards(engine)] == ["", "PADPIDA0000000001X", "Ümlaut \\x00 Records"]
    (card,) = cards(engine, sender="Ümlaut \\x00 Records")
    assert card.tracks == 1
    (card,) = cards(engine, sender="Kind Distribution")
    assert card.sender_id == "PADPIDA0000000001X"
    assert cards(engine, sender="PADPIDA0000000001X") == [card]
    assert cards(engine, sender="Somebody") == []


def test_the_month_is_that_of_the_arrival_in_utc(engine: Engine, stage: AcknowledgeStage) -> None:
    enter(engine, acknowledgement(1, received_at="2026-04-01T01:00:00+02:00"), tmp=stage)
    assert [card.month for card in cards(engine, first="2026-01", last="2026-12")] == ["2026-03"]


def test_long_names_and_codes_from_outside_can_be_entered(engine: Engine, stage: AcknowledgeStage) -> None:
    sender = Party(name="𝄞" * 5_000)
    enter(engine, acknowledgement(1, sender=sender), track(1, sender=sender, isrc="𝄞" * 5_000), tmp=stage)
    (card,) = cards(engine)
    assert card.sender_id == "𝄞" * 200


def test_an_empty_book_gives_no_cards(engine: Engine) -> None:
    assert cards(engine) == []


def test_a_sender_keeps_its_name_where_one_message_gives_none(
    engine: Engine, stage: AcknowledgeStage
) -> None:
    named = Party(name="Kelp Records", identifiers={"DPID": "PADPIDA2026010101N"})
    nameless = Party(name="PADPIDA2026010101N", identifiers={"DPID": "PADPIDA2026010101N"})
    warned = AcknowledgementStatus.ACCEPTED_WITH_WARNINGS
    enter(
        engine,
        acknowledgement(1, sender=nameless),
        acknowledgement(2, sender=named, status=warned),
        acknowledgement(3, sender=nameless, status=warned),
        tmp=stage,
    )
    (card,) = cards(engine)
    assert (card.sender_id, card.sender) == ("PADPIDA2026010101N", "Kelp Records")
