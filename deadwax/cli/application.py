"""The command group: turns every error into one clear line and an exit code."""

import os
import sys
from enum import IntEnum
from typing import Any

import typer
from rich.markup import escape
from typer.core import TyperGroup

from deadwax.cli.output import err
from deadwax.lazy import load
from runtime.errors import DeadwaxError, SettingsError
from runtime.settings import Settings, unknown_settings


class ExitCode(IntEnum):
    """How every command ends."""

    DONE = 0
    FINDINGS = 1
    """Done, and something needs attention: findings, failed files, dead letters."""
    UNUSABLE = 2
    """The command line or its input cannot be used."""
    FAILED = 3
    """Deadwax could not do it; the error names the place and the remedy."""
    DEFECT = 70
    """An error that Deadwax does not name."""
    INTERRUPTED = 130


EPILOG = (
    "Exit codes: 0 done · 1 done, and something needs attention · 2 wrong usage or unreadable input · "
    "3 could not be done, the message says why · 70 a defect in Deadwax · 130 interrupted"
)
TRACEBACK = "DEADWAX_TRACEBACK"


class Commands(TyperGroup):
    """Runs a command; a named error ends it with its sentence, never with a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run, and translate what goes wrong."""
        warn_of_unknown_settings()
        log_to_standard_error()
        try:
            return super().invoke(ctx)
        except typer.TyperException as error:
            error.message = error.message.replace("Value error, ", "")  # how pydantic begins its sentences
            raise
        except (typer.Exit, typer.Abort):
            raise
        except DeadwaxError as error:
            report(error)
            raise typer.Exit(ExitCode.FAILED) from error
        except KeyboardInterrupt as error:
            err().print("Interrupted.")
            raise typer.Exit(ExitCode.INTERRUPTED) from error
        except BrokenPipeError as error:
            # Whoever read our output has gone; nothing is left to say to them.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(ExitCode.DONE) from error
        except Exception as error:
            if os.environ.get(TRACEBACK):
                raise
            if isinstance(error, OSError) and error.filename is not None:
                # A folder without rights, a full disk: the system's words say what to do.
                place = escape(str(error.filename))
                err().print(f"[red]Error:[/red] {place}: {error.strerror}.")
                raise typer.Exit(ExitCode.FAILED) from error
            what = escape(f"{type(error).__name__}: {error}")
            err().print(
                f"[red]Deadwax failed unexpectedly:[/red] {what}\n"
                f"This is a defect. Run again with {TRACEBACK}=1 to see where, and report it."
            )
            raise typer.Exit(ExitCode.DEFECT) from error


def warn_of_unknown_settings() -> None:
    """Name the environment variables that look like settings and are none."""
    for name, meant in unknown_settings(os.environ).items():
        hint = f" Did you mean {meant}?" if meant else " runtime/settings.py lists the settings."
        err().print(f"[yellow]Warning:[/yellow] {escape(name)} is no setting and does nothing.{hint}")


def log_to_standard_error() -> None:
    """Keep log lines out of what programs read; commands that work on until they are stopped tell more."""
    try:
        settings = Settings.load()
    except SettingsError:
        return  # said by the command itself, if it needs settings at all
    if settings.log_level in ("DEBUG", "INFO"):
        settings = settings.model_copy(update={"log_level": "WARNING"})
    load("runtime.telemetry.logs:configure")(settings)


def report(error: DeadwaxError) -> None:
    """Print an error's sentence, its remedy and its code."""
    remedy = f"\n{escape(error.remedy)}" if error.remedy else ""
    err().print(f"[red]Error:[/red] {escape(error.message)}{remedy} [dim]({error.code})[/dim]")
