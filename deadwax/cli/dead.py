"""``deadwax dead``: messages that could not be processed."""

import base64
import time
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.markup import escape
from sqlalchemy import Engine

from deadwax.cli.application import ExitCode
from deadwax.cli.output import err, out, table, write_json
from deadwax.database import open_database
from deadwax.errors import UsageError
from runtime.clock import SystemClock
from runtime.database.engine import reading
from runtime.log.opening import open_log
from runtime.settings import Settings
from runtime.stages import dead_letters
from runtime.stages.dead_letters import DeadLetter
from runtime.stages.outbox import Outbox, OutboxRelay

dead = typer.Typer(no_args_is_help=True, help="Messages that could not be processed, kept with their reason.")
ORIGIN = "deadwax.replay"
BUSY_S = 0.1
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show which ones, and do nothing.")]
Limit = Annotated[int, typer.Option(min=1, help="How many at most.")]
LetterIds = Annotated[list[str] | None, typer.Argument(help="The ids that list gives.")]


@dead.command("list")
def list_letters(
    stage: Annotated[str | None, typer.Option(help="Only those of this stage.")] = None,
    code: Annotated[str | None, typer.Option(help="Only those of this error code.")] = None,
    limit: Limit = 1_000,
    as_json: AsJson = False,
) -> None:
    """List the open dead letters, the oldest first. Exit 1 where there are any."""
    with open_database(Settings.load()) as engine, reading(engine) as connection:
        letters = dead_letters.open_dead_letters(connection, stage, limit, code)
    if as_json:
        for letter in letters:
            write_json(_short(letter))
    elif letters:
        _print_table(letters, f"{len(letters)} dead letters")
    else:
        err().print("No dead letters.")
    raise typer.Exit(ExitCode.FINDINGS if letters else ExitCode.DONE)


@dead.command("show")
def show_letter(
    letter_id: Annotated[str, typer.Argument(help="The id that list gives.")], as_json: AsJson = False
) -> None:
    """Show one dead letter with its message."""
    with open_database(Settings.load()) as engine, reading(engine) as connection:
        letter = dead_letters.find(connection, letter_id)
    whole = _short(letter) | {"headers": letter.headers, "detail": letter.detail, **_value(letter.value)}
    if as_json:
        write_json(whole)
        return
    for name, value in whole.items():
        out().print(f"[bold]{name}[/bold]: {escape(str(value))}")


@dead.command("replay")
def replay_letters(
    letter_ids: LetterIds = None,
    *,
    stage: Annotated[str | None, typer.Option(help="Every open one of this stage.")] = None,
    code: Annotated[str | None, typer.Option(help="Every open one of this error code.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every open one.")] = False,
    limit: Limit = 1_000,
    dry_run: DryRun = False,
) -> None:
    """Send dead letters' messages to their topics again, for their stages to process anew."""
    settings, clock = Settings.load(), SystemClock()
    with open_database(settings) as engine:
        chosen = _chosen(engine, letter_ids or [], stage, code, limit, every=every)
        if dry_run:
            _print_table(chosen, f"{len(chosen)} would be replayed; nothing was done")
            return
        outbox = Outbox(ORIGIN, clock, settings.max_record_bytes)
        for letter in chosen:
            with engine.begin() as connection:
                dead_letters.replay(connection, letter.id, outbox, clock)
        log = open_log(settings)
        relay = OutboxRelay(engine, log, ORIGIN, clock)
        try:
            # None: another process replays just now, and may have looked before these were written.
            while relay.relay() is None:
                time.sleep(BUSY_S)
        finally:
            relay.close()
            log.close()
    for letter in chosen:
        err().print(f"Sent {escape(letter.message_id)} to {letter.topic} again.")


@dead.command("drop")
def drop_letters(
    because: Annotated[str, typer.Option("--because", help="Why; kept with the dead letter.")],
    letter_ids: LetterIds = None,
    *,
    stage: Annotated[str | None, typer.Option(help="Every open one of this stage.")] = None,
    code: Annotated[str | None, typer.Option(help="Every open one of this error code.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every open one.")] = False,
    limit: Limit = 1_000,
    dry_run: DryRun = False,
) -> None:
    """Give up on dead letters. Their bytes and the reason stay in the database."""
    if not because.strip():
        raise UsageError("A dead letter is not dropped without a reason.", remedy="Say why with --because.")
    clock = SystemClock()
    with open_database(Settings.load()) as engine:
        chosen = _chosen(engine, letter_ids or [], stage, code, limit, every=every)
        if dry_run:
            _print_table(chosen, f"{len(chosen)} would be dropped; nothing was done")
            return
        for letter in chosen:
            with engine.begin() as connection:
                dead_letters.drop(connection, letter.id, because.strip(), clock)
    err().print(f"Dropped {len(chosen)} dead letters.")


def _chosen(
    engine: Engine, ids: Sequence[str], stage: str | None, code: str | None, limit: int, *, every: bool
) -> Sequence[DeadLetter]:
    """The open dead letters that the command line names: by id, or by what they have in common."""
    common = every or stage is not None or code is not None
    if bool(ids) == common:
        raise UsageError(
            "Say which dead letters: by their ids, or by --stage, --code or --all.",
            remedy="List the open ones with: deadwax dead list",
        )
    with reading(engine) as connection:
        if common:
            return dead_letters.open_dead_letters(connection, stage, limit, code)
        return [dead_letters.find_open(connection, letter_id) for letter_id in dict.fromkeys(ids)]


def _print_table(letters: Sequence[DeadLetter], title: str) -> None:
    made = table(title, "id", "stage", "died", "code", "what happened")
    for letter in letters:
        died = letter.died_at.isoformat(timespec="seconds")
        made.add_row(letter.id, letter.stage, died, letter.error_code, escape(letter.error_text))
    out().print(made)


def _short(letter: DeadLetter) -> dict[str, Any]:
    return {
        "id": letter.id,
        "stage": letter.stage,
        "message_id": letter.message_id,
        "topic": letter.topic,
        "partition": letter.partition,
        "offset": letter.record_offset,
        "died_at": letter.died_at.isoformat(),
        "attempts": letter.attempts,
        "code": letter.error_code,
        "text": letter.error_text,
        "remedy": letter.remedy,
        "version": letter.version,
        "replayed_at": letter.replayed_at.isoformat() if letter.replayed_at else None,
        "dropped_at": letter.dropped_at.isoformat() if letter.dropped_at else None,
        "dropped_because": letter.dropped_because,
    }


def _value(value: bytes) -> dict[str, str]:
    """The message as text where it is text, as Base64 where not."""
    try:
        return {"value": value.decode("utf-8")}
    except UnicodeDecodeError:
        return {"value_base64": base64.b64encode(value).decode("ascii")}
