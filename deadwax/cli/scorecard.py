"""``deadwax scorecard``: how well each sender delivers, month by month."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import typer
from rich.markup import escape

from contracts.acknowledgement import AcknowledgementStatus
from contracts.finding import Severity
from deadwax.cli.output import err, out, table, write_json
from deadwax.database import open_database
from deadwax.scorecards.query import BookScorecards
from review_api.display import shown
from review_api.schemas.scorecard import Fixes, Rate, Scorecard
from runtime.clock import SystemClock
from runtime.settings import Settings

MOST_CODES = 6
WIDTH_OF_TABLE = 140
COUNTS = ("deliveries", "rejected", "tracks", "disclosed", "marked", "contradictory", "hours to fix")


def scorecard(
    sender: Annotated[str | None, typer.Option(help="Only this sender: its DPID or its name.")] = None,
    month: Annotated[
        str | None, typer.Option("--from", help="The first month, such as 2026-03; this one if not given.")
    ] = None,
    last: Annotated[str | None, typer.Option("--to", help="The last month; this one if not given.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one line of JSON per sender and month.")
    ] = False,
) -> None:
    """Show how well each sender delivers: findings, disclosure, marks, contradictions, time to fix."""
    now = SystemClock().now().strftime("%Y-%m")
    to = _month(last) if last else max(now, month or "")
    first = _month(month) if month else to
    if first > to:
        raise typer.BadParameter(f"--from {first} comes after --to {to}.")
    with open_database(Settings.load()) as engine:
        cards = BookScorecards(engine).scorecards(sender, first, to)
    if as_json:
        for card in cards:
            write_json(card)
    elif cards:
        _print(cards, first, to)
    else:
        who = f" by a sender with the DPID or name {escape(repr(sender))}" if sender else ""
        err().print(f"No deliveries from {first} to {to}{who}.")


def _month(text: str) -> str:
    try:
        return datetime.strptime(text, "%Y-%m").strftime("%Y-%m")  # noqa: DTZ007  # a month has no zone
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no month. Write it as 2026-03.") from None


def _print(cards: Sequence[Scorecard], first: str, last: str) -> None:
    span = first if first == last else f"{first} to {last}"
    if out().width < WIDTH_OF_TABLE:
        out().print(f"Senders, {span}")
        for card in cards:
            _print_block(card)
    else:
        _print_table(cards, span)
    out().print(
        "[dim]disclosed: tracks that say anything about AI · marked: tracks with a generator's mark, out of "
        "those whose files were searched · contradictory: declarations against themselves or the marks · "
        "hours to fix: median, and how many problems still stand[/dim]"
    )


def _print_block(card: Scorecard) -> None:
    """One sender and month in lines, where a table would be too wide to read."""
    rejected = card.deliveries[AcknowledgementStatus.REJECTED]
    rates = ("disclosed", card.disclosed), ("marked", card.marked), ("contradictory", card.contradictory)
    lines = [
        f"\n[bold]{escape(shown(_name(card)))}[/bold], {card.month}",
        f"  deliveries: {sum(card.deliveries.values())} ({rejected} rejected), tracks: {card.tracks}",
        f"  {' · '.join(f'{name} {_rate(rate)}' for name, rate in rates)}",
        f"  hours to fix: {_fixes(card.fixes)}",
    ]
    if codes := _codes(card):
        lines.append(f"  most told: {codes}")
    out().print("\n".join(lines), soft_wrap=True)


def _print_table(cards: Sequence[Scorecard], span: str) -> None:
    made = table(f"Senders, {span}", "month", "sender", *COUNTS, "most told", right=COUNTS)
    for card in cards:
        made.add_row(
            card.month,
            escape(shown(_name(card))),
            str(sum(card.deliveries.values())),
            str(card.deliveries[AcknowledgementStatus.REJECTED]),
            str(card.tracks),
            _rate(card.disclosed),
            _rate(card.marked),
            _rate(card.contradictory),
            _fixes(card.fixes),
            _codes(card),
        )
    out().print(made)


def _name(card: Scorecard) -> str:
    if not card.sender_id:
        return "(unknown: the messages name nobody)"
    return card.sender if card.sender_id == card.sender else f"{card.sender} {card.sender_id}"


def _rate(rate: Rate) -> str:
    return "none" if rate.share is None else f"{rate.share:.1%} of {rate.of}"


def _fixes(fixes: Fixes) -> str:
    middle = "none" if fixes.median_hours is None else f"{fixes.median_hours:.1f}"
    return f"{middle} ({fixes.fixed} fixed, {fixes.open} open)"


def _codes(card: Scorecard) -> str:
    """The codes that were told most, without mere information."""
    told = [found for found in card.findings if found.severity is not Severity.INFORMATION]
    told.sort(key=lambda found: (-found.count, found.code))
    return ", ".join(f"{found.code} {found.count}" for found in told[:MOST_CODES])
