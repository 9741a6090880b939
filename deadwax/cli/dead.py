"""``deadwax dead``: messages that could not be processed."""

import base64
import time
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text
from sqlalchemy import Connection, Engine

from deadwax.cli.application import ExitCode
from deadwax.cli.output import err, out, write_json
from deadwax.database import open_database
from deadwax.errors import UsageError
from runtime.clock import SystemClock
from runtime.database.engine import reading
from runtime.errors import LogUnavailableError, UnknownDeadLetterError
from runtime.log.opening import open_log
from runtime.settings import Settings
from runtime.stages import dead_letters
from runtime.stages.dead_letters import REPLAY_ORIGIN, DeadLetter
from runtime.stages.outbox import Outbox, OutboxRelay

dead = typer.Typer(no_args_is_help=True, help="Messages that could not be processed, kept with their reason.")
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
    with open_database(Settings.load()) as engine:
        letters, more = _open(engine, stage, code, limit)
    if as_json:
        for letter in letters:
            write_json(_short(letter))
    elif letters:
        _print_letters(letters, _counted(len(letters)))
    else:
        err().print("No dead letters.")
    _tell_of_more(more)
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
        # Not wrapped: a message whose lines were broken is not the message that came.
        out().print(f"[bold]{name}[/bold]: {escape(str(value))}", soft_wrap=True)


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
        chosen, more = _chosen(engine, letter_ids or [], stage, code, limit, every=every)
        if dry_run:
            _print_letters(chosen, f"{len(chosen)} would be replayed; nothing was done")
            _tell_of_more(more)
            return
        outbox = Outbox(REPLAY_ORIGIN, clock, settings.max_record_bytes)
        done = _each(
            engine, chosen, lambda connection, id_: dead_letters.replay(connection, id_, outbox, clock)
        )
        _send(settings, engine)
    for letter in done:
        err().print(f"Sent {escape(letter.message_id)} to {letter.topic} again.")
    if not chosen:
        err().print("No open dead letter is like that: nothing was sent.")
    _tell_of_more(more)


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
        chosen, more = _chosen(engine, letter_ids or [], stage, code, limit, every=every)
        if dry_run:
            _print_letters(chosen, f"{len(chosen)} would be dropped; nothing was done")
            _tell_of_more(more)
            return
        why = because.strip()
        done = _each(engine, chosen, lambda connection, id_: dead_letters.drop(connection, id_, why, clock))
    err().print(f"Dropped {_counted(len(done))}.")
    _tell_of_more(more)


def _each(
    engine: Engine, chosen: Sequence[DeadLetter], act: Callable[[Connection, str], DeadLetter]
) -> Sequence[DeadLetter]:
    """Act on each in a transaction of its own; those that nobody else was quicker to act on."""
    done = []
    for letter in chosen:
        try:
            with engine.begin() as connection:
                done.append(act(connection, letter.id))
        except UnknownDeadLetterError as error:
            err().print(f"[yellow]Left out:[/yellow] {escape(error.message)}")
    return done


def _send(settings: Settings, engine: Engine) -> None:
    """Send what waits to be replayed, also what a command that was interrupted left behind."""
    log = open_log(settings)
    relay = OutboxRelay(engine, log, REPLAY_ORIGIN, SystemClock())
    try:
        # None: another process replays just now, and may have looked before these were written.
        while relay.relay() is None:
            time.sleep(BUSY_S)
    except LogUnavailableError:
        err().print("What was not sent now is sent by a worker within an hour, or by the next replay.")
        raise
    finally:
        relay.close()
        log.close()


def _chosen(
    engine: Engine, ids: Sequence[str], stage: str | None, code: str | None, limit: int, *, every: bool
) -> tuple[Sequence[DeadLetter], bool]:
    """The open dead letters that the command line names: by id, or by what they have in common.

    And whether there are more of the kind than ``limit`` lets through.
    """
    common = every or stage is not None or code is not None
    if bool(ids) == common:
        raise UsageError(
            "Say which dead letters: by their ids, or by --stage, --code or --all.",
            remedy="List the open ones with: deadwax dead list",
        )
    if common:
        return _open(engine, stage, code, limit)
    with reading(engine) as connection:
        return [dead_letters.find_open(connection, letter_id) for letter_id in dict.fromkeys(ids)], False


def _open(
    engine: Engine, stage: str | None, code: str | None, limit: int
) -> tuple[Sequence[DeadLetter], bool]:
    """The oldest ``limit`` open ones, and whether there are more."""
    with reading(engine) as connection:
        found = dead_letters.open_dead_letters(connection, stage, limit + 1, code)
    return found[:limit], len(found) > limit


def _counted(number: int) -> str:
    return f"{number} dead letter{'' if number == 1 else 's'}"


def _tell_of_more(more: bool) -> None:
    if more:
        err().print("There are more of them: run it again, or give a higher --limit.")


def _print_letters(letters: Sequence[DeadLetter], title: str) -> None:
    """Each on a line of its own that may be copied, with what happened below: no column would hold that."""
    out().print(f"[bold]{title}[/bold]")
    for letter in letters:
        died = f"{letter.died_at:%Y-%m-%d %H:%M:%S} UTC"
        line = f"{letter.id}  {letter.stage}  {died}  {letter.error_code}"
        out().print(line, soft_wrap=True, highlight=False)
        out().print(Padding(Text(letter.error_text), (0, 0, 0, 4)))


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
