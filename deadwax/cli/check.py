"""``deadwax check``: lint an ERN message or a delivery folder before it is sent."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from contracts.acknowledgement import AcknowledgementStatus
from contracts.finding import Finding, Severity
from contracts.track import Track
from deadwax.cli.application import ExitCode, report
from deadwax.cli.output import out, write_json
from ingest.check import CheckResult
from ingest.check import check as check_path
from ingest.errors import NothingToCheckError

COLOURS = {Severity.CRITICAL: "red", Severity.WARNING: "yellow", Severity.INFORMATION: "blue"}
WORDS = {
    AcknowledgementStatus.ACCEPTED: "[green]would be accepted[/green]",
    AcknowledgementStatus.ACCEPTED_WITH_WARNINGS: "[yellow]would be accepted, with warnings[/yellow]",
    AcknowledgementStatus.REJECTED: "[red]would be rejected[/red]",
}


def check(
    path: Annotated[Path, typer.Argument(help="An ERN message, a delivery folder, or a batch of them.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one line of JSON per message.")] = False,
) -> None:
    """Say what is wrong with a delivery and how to fix it. Exit 0 clean, 1 findings, 2 unreadable."""
    try:
        results = check_path(path)
    except NothingToCheckError as error:
        report(error)
        raise typer.Exit(ExitCode.UNUSABLE) from error
    for result in results:
        if as_json:
            write_json(result.to_json())
        else:
            _print(result)
    raise typer.Exit(max(result.exit_code for result in results))


def _print(result: CheckResult) -> None:
    """The findings by recording, each with its place and what to do."""
    console = out()
    console.soft_wrap = True  # a path or an XPath that is broken cannot be copied
    counts = f"{len(result.tracks)} recordings, {len(result.findings)} findings"
    console.print(f"[bold]{escape(str(result.path))}[/bold]: {WORDS[result.status]} ({counts})")
    told: list[Finding] = []
    for track in result.tracks:
        own = [f for f in result.findings if f.isrc and f.isrc == track.isrc and f not in told]
        told += own
        _group(_name(track), own)
    _group("The message and its release", [f for f in result.findings if f not in told])


def _name(track: Track) -> str:
    return f"{track.resource_reference} {track.isrc or 'without ISRC'} “{track.title}”"


def _group(name: str, findings: list[Finding]) -> None:
    if not findings:
        return
    console = out()
    console.soft_wrap = True  # a path or an XPath that is broken cannot be copied
    console.print(f"  [bold]{escape(name)}[/bold]")
    for finding in findings:
        colour, severity = COLOURS[finding.severity], finding.severity.value
        line = f"line {finding.line}: " if finding.line else ""
        console.print(f"    [{colour}]{finding.code} {severity}[/{colour}] {line}{escape(finding.observed)}")
        console.print(f"      expected: {escape(finding.expected)}")
        console.print(f"      fix: {escape(finding.fix)}")
        if finding.xpath:
            console.print(f"      [dim]{escape(finding.xpath)}[/dim]")
