"""Counts the scorecards from the books."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Select,
    Table,
    and_,
    cast,
    func,
    or_,
    select,
)

from contracts.acknowledgement import AcknowledgementStatus
from contracts.disclosure import DisclosureLevel
from contracts.finding import Severity
from contracts.mark import MarkCheck
from deadwax.scorecards.fixes import Delivered, problems_of
from deadwax.tables import acknowledged_findings, acknowledgements, tracks
from review_api.schemas.scorecard import FindingCount, Fixes, Rate, Scorecard
from runtime.database.engine import reading

Key = tuple[str, str]
"""A sender and a month."""

_EMPTY = Rate(count=0, of=0)


class BookScorecards:
    """The scorecards of everything that was acknowledged and registered."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def scorecards(self, sender: str | None, first: str, last: str) -> Sequence[Scorecard]:
        """One for each sender and month from ``first`` to ``last`` (``2026-03``), in one look.

        ``sender`` is a DPID or a name; senders of one name each have their own.
        """
        with reading(self._engine) as connection:
            return scorecards(connection, sender, first, last)


def scorecards(connection: Connection, sender: str | None, first: str, last: str) -> list[Scorecard]:
    """The scorecards by month, then sender."""
    made: dict[Key, dict[str, Any]] = {}
    for row in connection.execute(_deliveries(sender, first, last)):
        card = made.setdefault((row.sender_key, row.month), _card(row))
        if card["sender"] == row.sender_key:
            card["sender"] = row.sender
        card["deliveries"][AcknowledgementStatus(row.status)] = row.count
    for row in connection.execute(_findings(sender, first, last)):
        found = FindingCount(
            code=row.code, severity=Severity(row.severity), count=row.count, deliveries=row.deliveries
        )
        made[row.sender_key, row.month]["findings"].append(found)
    for row in connection.execute(_tracks(sender, first, last)):
        # A track's delivery may be acknowledged a moment later: its card then shows no delivery yet.
        made.setdefault((row.sender_key, row.month), _card(row)).update(_rates(row))
    for key, fixes in _fixes(connection, sender, first, last):
        made[key]["fixes"] = fixes
    return [Scorecard(**card) for _, card in sorted(made.items(), key=lambda item: item[0][::-1])]


def _card(row: Any) -> dict[str, Any]:
    return {
        "sender_id": row.sender_key,
        "sender": row.sender,
        "month": row.month,
        "deliveries": dict.fromkeys(AcknowledgementStatus, 0),
        "findings": [],
        "tracks": 0,
        "disclosed": _EMPTY,
        "marked": _EMPTY,
        "contradictory": _EMPTY,
        "fixes": Fixes(fixed=0, open=0, median_hours=None),
    }


def _rates(row: Any) -> dict[str, Any]:
    return {
        "tracks": row.tracks,
        "disclosed": Rate(count=row.disclosed, of=row.tracks),
        "marked": Rate(count=row.marked, of=row.checked),
        "contradictory": Rate(count=row.contradictory, of=row.tracks),
    }


def _deliveries(sender: str | None, first: str, last: str) -> Select[Any]:
    books = acknowledgements.c
    return (
        select(
            books.sender_key,
            books.month,
            books.status,
            _name(acknowledgements).label("sender"),
            func.count().label("count"),
        )
        .where(_within(acknowledgements, sender, first, last))
        .group_by(books.sender_key, books.month, books.status)
    )


def _findings(sender: str | None, first: str, last: str) -> Select[Any]:
    books, found = acknowledgements.c, acknowledged_findings.c
    keys = (books.sender_key, books.month, found.code, found.severity)
    return (
        select(
            *keys,
            cast(func.sum(found.count), Integer).label("count"),
            func.count().label("deliveries"),
        )
        .select_from(acknowledgements.join(acknowledged_findings, books.delivery_id == found.delivery_id))
        .where(_within(acknowledgements, sender, first, last))
        .group_by(*keys)
        .order_by(*keys)
    )


def _tracks(sender: str | None, first: str, last: str) -> Select[Any]:
    entered = tracks.c
    return (
        select(
            entered.sender_key,
            entered.month,
            _name(tracks).label("sender"),
            func.count().label("tracks"),
            _count_where(entered.disclosure != DisclosureLevel.UNDECLARED.value).label("disclosed"),
            _count_where(entered.mark_check == MarkCheck.CHECKED.value).label("checked"),
            _count_where(and_(entered.mark_check == MarkCheck.CHECKED.value, entered.mark_count > 0)).label(
                "marked"
            ),
            _count_where(entered.contradictory).label("contradictory"),
        )
        .where(_within(tracks, sender, first, last))
        .group_by(entered.sender_key, entered.month)
    )


def _fixes(connection: Connection, sender: str | None, first: str, last: str) -> Iterator[tuple[Key, Fixes]]:
    """The problems that were told of in each month, and what became of them up to now."""
    stood: dict[Key, list[float | None]] = {}
    for problem in problems_of(_histories(connection, sender, first)):
        month = problem.told_at.strftime("%Y-%m")
        if month <= last:
            stood.setdefault((problem.sender, month), []).append(problem.hours)
    for key, all_hours in stood.items():
        hours = [each for each in all_hours if each is not None]
        middle = median(hours) if hours else None
        yield key, Fixes(fixed=len(hours), open=len(all_hours) - len(hours), median_hours=middle)


def _histories(connection: Connection, sender: str | None, first: str) -> Iterator[Delivered]:
    """The deliveries, since ``first``, of every recording that had a problem since then."""
    entered, troubled = tracks.c, tracks.alias("troubled")
    wanted = _since(tracks, sender, first)
    again = (
        select(troubled.c.track_id)
        .where(
            troubled.c.sender_key == entered.sender_key,
            troubled.c.isrc == entered.isrc,
            troubled.c.has_problems,
            troubled.c.month >= first,
        )
        .exists()
    )
    query = (
        select(entered.sender_key, entered.isrc, entered.received_at, entered.problems)
        .where(wanted, entered.isrc.is_not(None), again)
        .order_by(entered.sender_key, entered.isrc, entered.received_at, entered.track_id)
    )
    for row in connection.execute(query).yield_per(1_000):
        yield Delivered(row.sender_key, row.isrc, row.received_at, frozenset(row.problems))


def _within(table: Table, sender: str | None, first: str, last: str) -> ColumnElement[bool]:
    return and_(_since(table, sender, first), table.c.month <= last)


def _since(table: Table, sender: str | None, first: str) -> ColumnElement[bool]:
    since: ColumnElement[bool] = table.c.month >= first
    if sender is None:
        return since
    books = acknowledgements.c
    so_called = select(books.sender_key).where(books.month >= first, books.sender == sender)
    return and_(since, or_(table.c.sender_key == sender, table.c.sender_key.in_(so_called)))


def _name(table: Table) -> ColumnElement[str]:
    """The sender's name; its key where no message gives one, as purges seldom do."""
    given = func.max(func.nullif(table.c.sender, table.c.sender_key))
    return func.coalesce(given, func.max(table.c.sender))


def _count_where(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)
