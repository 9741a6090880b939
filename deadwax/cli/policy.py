"""``deadwax policy``: show and check policy documents."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from contracts.features.registry import FEATURES
from deadwax.cli.application import ExitCode, report
from deadwax.cli.output import out, table, write_json
from policy.errors import PolicyInvalidError, PolicyNotReadError
from policy.facts import POSSIBLE_TEXTS, declared_facts
from policy.load import load
from runtime.settings import Settings

policy = typer.Typer(no_args_is_help=True, help="What is done with a track, in rules that people can read.")
File = Annotated[
    Path | None, typer.Argument(help="A policy document; without it the live one (DEADWAX_POLICY_PATH).")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@policy.command("show")
def show(path: File = None, as_json: AsJson = False) -> None:
    """Show the rules and thresholds of a policy, and its content hash."""
    document = load(path or Settings.load().policy_path).document
    if as_json:
        write_json({"sha256": document.sha256, **document.model_dump(mode="json")})
        return
    console = out()
    console.print(f"[bold]{escape(document.name)}[/bold] {escape(document.description)}")
    console.print(f"[dim]sha256 {document.sha256}[/dim]")
    limits = table("Thresholds", "score", "name", "value", right=("value",))
    for score, named in document.thresholds.items():
        for name, value in named.items():
            limits.add_row(score, name, f"{value:g}")
    console.print(limits)
    rules = table("Rules: the strongest action of those that match wins", "rule", "action", "when", "reason")
    for rule in document.rules:
        rules.add_row(rule.id, rule.action.value, escape(rule.when.strip()), rule.reason)
    console.print(rules)


@policy.command("facts")
def facts(path: File = None, as_json: AsJson = False) -> None:
    """List every fact that a condition may name, with its type and, where it has but a few, its values."""
    document = load(path or Settings.load().policy_path).document
    declared = sorted(declared_facts(document.thresholds).items())
    rows = [(name, kind.value, sorted(POSSIBLE_TEXTS.get(name, ()))) for name, kind in declared]
    if as_json:
        write_json([{"name": name, "type": kind, "values": values} for name, kind, values in rows])
        return
    listing = table("Facts", "name", "type", "values or meaning")
    for name, kind, values in rows:
        spec = FEATURES.get(name.removeprefix("feature."))
        listing.add_row(name, kind, escape(", ".join(values) or (spec.meaning if spec else "")))
    out().print(listing)


@policy.command("check")
def check(path: File = None, as_json: AsJson = False) -> None:
    """Check a policy document. Exit 0 usable, 1 with problems, 2 unreadable."""
    try:
        compiled = load(path or Settings.load().policy_path)
    except PolicyInvalidError as error:
        if as_json:
            problems = [
                {"place": p.place, "line": p.line, "text": p.text, "remedy": p.remedy} for p in error.problems
            ]
            write_json({"status": "invalid", "problems": problems})
        else:
            report(error)
        raise typer.Exit(ExitCode.FINDINGS) from error
    except PolicyNotReadError as error:
        report(error)
        raise typer.Exit(ExitCode.UNUSABLE) from error
    if as_json:
        write_json({"status": "valid", "sha256": compiled.document.sha256, "problems": []})
    else:
        count = len(compiled.document.rules)
        out().print(
            f"{escape(compiled.document.name)}: {count} rules, usable. sha256 {compiled.document.sha256}"
        )
