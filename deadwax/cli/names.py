"""``deadwax names``: lists of names to protect, and opinions of others on names."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from deadwax.cli.application import ExitCode
from deadwax.cli.output import err, out, table, write_json
from deadwax.database import open_database
from detectors.names.lists import Use, read_list
from detectors.names.register import keep, remove, summaries
from runtime.clock import SystemClock
from runtime.database.engine import reading
from runtime.settings import Settings

names = typer.Typer(
    no_args_is_help=True, help="Lists of names: whom to protect, and what others hold of whom."
)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@names.command("import")
def import_list(
    path: Annotated[Path, typer.Argument(help="CSV with a column 'name' or 'artist', or YAML.")],
    *,
    use: Annotated[
        Use | None,
        typer.Option(
            help="protected: nobody may imitate these. reputation: an opinion, shown and nothing more."
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option(help="What the list is called; the file's name if not given.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Whose list it is, for moderators to read.")] = None,
    expires: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day on which an opinion counts.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Import a list, in place of one of the same title."""
    given = read_list(path, use=use, title=title, source=source, expires=expires.date() if expires else None)
    now = SystemClock().now()
    with open_database(Settings.load()) as engine, engine.begin() as connection:
        before = next((each for each in summaries(connection) if each.title == given.title), None)
        count = keep(connection, given, now)
    if before:
        err().print(f"It takes the place of a list of {_names(before.names)}, {before.use}.")
    if given.expires_at and given.expires_at <= now:
        err().print(
            f"[yellow]Warning:[/yellow] it ended on {given.expires_at:%Y-%m-%d} and counts for nothing."
        )
    if as_json:
        write_json({"title": given.title, "use": str(given.use), "names": count, "sha256": given.sha256})
    else:
        out().print(f"{escape(given.title)}: {_names(count)}, {given.use}, from {escape(given.source)}.")


def _names(count: int) -> str:
    return f"{count:,} name{'' if count == 1 else 's'}"


@names.command("list")
def list_lists(as_json: AsJson = False) -> None:
    """Show the imported lists."""
    with open_database(Settings.load()) as engine, reading(engine) as connection:
        found = summaries(connection)
    if as_json:
        write_json(
            [
                {
                    "title": each.title,
                    "use": str(each.use),
                    "source": each.source,
                    "names": each.names,
                    "imported_at": each.imported_at.isoformat(),
                    "expires_at": each.expires_at.isoformat() if each.expires_at else None,
                }
                for each in found
            ]
        )
        return
    listing = table(
        "Lists of names", "title", "use", "names", "source", "imported", "until", right=("names",)
    )
    for each in found:
        until = f"{each.expires_at:%Y-%m-%d}" if each.expires_at else ""
        texts = (escape(each.title), str(each.use), f"{each.names:,}", escape(each.source))
        listing.add_row(*texts, f"{each.imported_at:%Y-%m-%d}", until)
    out().print(listing)


@names.command("remove")
def remove_list(title: Annotated[str, typer.Argument(help="The list's title.")]) -> None:
    """Forget a list and its names. Exit 1 where there is none of that title."""
    with open_database(Settings.load()) as engine, engine.begin() as connection:
        there = remove(connection, title)
    if not there:
        err().print(f"There is no list {escape(title)!r}.")
        raise typer.Exit(ExitCode.FINDINGS)
    out().print(f"Forgot {escape(title)}.")
