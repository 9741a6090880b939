"""``deadwax dead``: messages that could not be processed."""

import base64
from typing import Annotated, Any

import typer
from rich.markup import escape

from deadwax.cli.application import ExitCode
from deadwax.cli.output import err, out, table, write_json
from deadwax.wiring import open_database
from runtime.clock import SystemClock
from runtime.database.engine import reading
from runtime.log.opening import open_log
from runtime.settings import Settings
from runtime.stages import dead_letters
from runtime.stages.dead_letters import DeadLetter
from runtime.stages.outbox import Outbox, OutboxRelay

dead = typer.Typer(no_args_is_help=True, help="Messages that could not be processed, kept with their reason.")
ORIGIN = "deadwax.replay"
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@dead.command("list")
def list_letters(
    stage: Annotated[str | None, typer.Option(help="Only those of this stage.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 1_000,
    as_json: AsJson = False,
) -> None:
    """List the dead letters that were not replayed, the oldest first. Exit 1 where there are any."""
    with open_database(Settings.load()) as engine, reading(engine) as connection:
        letters = dead_letters.open_dead_letters(connection, stage, limit)
    if as_json:
        for letter in letters:
            write_json(_short(letter))
    elif letters:
        made = table(f"{len(letters)} dead letters", "id", "stage", "died", "code", "what happened")
        for letter in letters:
            died = letter.died_at.isoformat(timespec="seconds")
            made.add_row(letter.id, letter.stage, died, letter.error_code, escape(letter.error_text))
        out().print(made)
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
def replay_letter(letter_id: Annotated[str, typer.Argument(help="The id that list gives.")]) -> None:
    """Send a dead letter's message to its topic again, for its stage to process anew."""
    settings, clock = Settings.load(), SystemClock()
    with open_database(settings) as engine:
        with engine.begin() as connection:
            outbox = Outbox(ORIGIN, clock, settings.max_record_bytes)
            letter = dead_letters.replay(connection, letter_id, outbox, clock)
        log = open_log(settings)
        relay = OutboxRelay(engine, log, ORIGIN, clock)
        relay.relay()
        relay.close()
        log.close()
    err().print(f"Sent {letter.message_id} to {letter.topic} again.")


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
    }


def _value(value: bytes) -> dict[str, str]:
    """The message as text where it is text, as Base64 where not."""
    try:
        return {"value": value.decode("utf-8")}
    except UnicodeDecodeError:
        return {"value_base64": base64.b64encode(value).decode("ascii")}
