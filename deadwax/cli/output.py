"""What commands write: results on standard output, everything else on standard error."""

import errno
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import BaseModel
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table


class Terminal(Console):
    """A console that ends nothing by itself: Rich's own would exit with 1, which means findings here."""

    def on_broken_pipe(self) -> None:
        """Let the command group end the command quietly."""
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))


def out() -> Console:
    """The console for results. Made anew each time, since tests and pipes exchange the stream."""
    return Terminal(file=sys.stdout, highlight=False)


def err() -> Console:
    """The console for progress, warnings and errors."""
    return Terminal(file=sys.stderr, highlight=False)


def write_json(value: object) -> None:
    """Write one JSON value on one line, characters as they are."""
    if isinstance(value, BaseModel):
        value = value.model_dump(mode="json")
    sys.stdout.write(json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n")
    sys.stdout.flush()


def table(title: str, *columns: str, right: tuple[str, ...] = (), whole: tuple[str, ...] = ()) -> Table:
    """A table with a title; columns named in ``right`` are aligned to the right, in ``whole`` not broken."""
    made = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        # A number that is broken into two lines is misread, an id cannot be copied; long texts may be.
        made.add_column(
            column,
            justify="right" if column in right else "left",
            overflow="fold",
            no_wrap=column in right + whole,
        )
    return made


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on standard error; silent where that is no terminal."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=err(),
        disable=not sys.stderr.isatty(),
    ) as bar:
        yield bar
