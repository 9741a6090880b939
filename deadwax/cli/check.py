"""``deadwax check``: lint an ERN message or a delivery folder before it is sent."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from textwrap import shorten
from typing import Annotated

import typer
from rich.markup import escape

from contracts.acknowledgement import AcknowledgementStatus
from contracts.finding import Finding, Severity
from contracts.track import Track
from deadwax import __version__
from deadwax.cli.application import ExitCode, report
from deadwax.cli.output import out, write_json
from deadwax.examining import examining
from deadwax.gate import gate_of
from ingest.check import CheckResult
from ingest.errors import NothingToCheckError
from ingest.sarif import sarif
from review_api.display import shown
from runtime.settings import Settings

COLOURS = {Severity.CRITICAL: "red", Severity.WARNING: "yellow", Severity.INFORMATION: "blue"}
WORDS = {
    AcknowledgementStatus.ACCEPTED: "[green]would be accepted[/green]",
    AcknowledgementStatus.ACCEPTED_WITH_WARNINGS: "[yellow]would be accepted, with warnings[/yellow]",
    AcknowledgementStatus.REJECTED: "[red]would be rejected[/red]",
}

LONGEST_TITLE = 120


class FailOn(StrEnum):
    """How severe a finding must be to end the command with 1."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFORMATION = "information"
    NEVER = "never"

    @property
    def severity(self) -> Severity | None:
        """The mildest severity that fails; None where none does."""
        return None if self is FailOn.NEVER else Severity(self.value.capitalize())


def check(
    path: Annotated[Path, typer.Argument(help="An ERN message, a delivery folder, or a batch of them.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one line of JSON per message.")] = False,
    as_sarif: Annotated[
        bool, typer.Option("--sarif", help="Print one SARIF 2.1.0 document, for code hosts.")
    ] = False,
    fail_on: Annotated[
        FailOn, typer.Option(help="The mildest finding that ends with 1; a rejected message ends with 2.")
    ] = FailOn.WARNING,
) -> None:
    """Say what is wrong with a delivery and how to fix it. Exit 0 clean, 1 findings, 2 unreadable."""
    if as_json and as_sarif:
        raise typer.BadParameter("--json and --sarif exclude each other: ask for one of them.")
    try:
        settings = Settings.load()
        with examining(settings) as make_examiner:
            results = gate_of(settings).check(path, make_examiner)
    except NothingToCheckError as error:
        report(error)
        raise typer.Exit(ExitCode.UNUSABLE) from error
    if as_sarif:
        write_json(sarif(results, Path.cwd(), __version__))
    elif as_json:
        for result in results:
            write_json(result.to_json())
    else:
        for result in results:
            _print(result)
        _print_sum(results)
    raise typer.Exit(max(result.exit_code(fail_on.severity) for result in results))


def _print(result: CheckResult) -> None:
    """The findings by recording, the severest first, each with its place and what to do."""
    counts = f"{_counted(len(result.tracks), 'recording')}, {_counted(len(result.findings), 'finding')}"
    severities = Counter(finding.severity for finding in result.findings)
    told = ", ".join(f"{severities[each]} {each.value}" for each in Severity if severities[each])
    counts += f": {told}" if told else ""
    _line(f"[bold]{_safe(result.shown_path)}[/bold]: {WORDS[result.status]} ({counts})")
    for track, findings in result.by_recording():
        _line(f"  [bold]{_safe(_name(track))}[/bold]")
        for finding in findings:
            _print_finding(finding)


def _print_finding(finding: Finding) -> None:
    colour, severity = COLOURS[finding.severity], finding.severity.value
    place = [f"line {finding.line}"] if finding.line else []
    place += [finding.file] if finding.file else []
    where = f"{_safe(', '.join(place))}: " if place else ""
    _line(f"    [{colour}]{finding.code} {severity}[/{colour}] {where}{_safe(finding.observed)}")
    _line(f"      expected: {_safe(finding.expected)}")
    _line(f"      fix: {_safe(finding.fix)}")
    if finding.xpath:
        _line(f"      [dim]{_safe(finding.xpath)}[/dim]")


def _print_sum(results: Sequence[CheckResult]) -> None:
    """One line that says how much there is of what, where there is more than one message."""
    if len(results) == 1:
        return
    severities = Counter(finding.severity for result in results for finding in result.findings)
    statuses = Counter(result.status for result in results)
    told = "; ".join(f"{statuses[status]} {WORDS[status]}" for status in WORDS if statuses[status])
    found = ", ".join(f"{severities[each]} {each.value}" for each in Severity)
    _line(f"[bold]{len(results)} messages[/bold]: {told}. Findings: {found}.")


def _name(track: Track | None) -> str:
    if track is None:
        return "The message and its release"
    title = shorten(track.title, LONGEST_TITLE, placeholder=" …")
    return f"{track.resource_reference} {track.isrc or 'without ISRC'} “{title}”"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _safe(text: str) -> str:
    """Delivered text for a terminal: neither markup nor a control character does anything."""
    return escape(shown(text))


def _line(markup: str) -> None:
    # Not wrapped: a path or an XPath that is broken cannot be copied.
    out().print(markup, soft_wrap=True)
