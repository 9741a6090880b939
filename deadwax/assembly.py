"""Puts lines together: all stages with the feeder, or the feeder alone."""

from collections.abc import Sequence
from pathlib import Path

from deadwax.errors import InboxError
from deadwax.feeder import Feeder
from deadwax.gate import gate_of
from deadwax.line import Line
from deadwax.wiring import STAGES, Plant
from ingest.inbox import Inbox


def assemble(made: Plant, inbox: Inbox) -> Line:
    """All stages and the feeder, not yet at work."""
    runners = {name: made.runner(name) for name in STAGES}
    return Line(runners, _feeder(made, inbox).feed)


def _feeder(made: Plant, inbox: Inbox) -> Feeder:
    return Feeder(made.engine, made.log, made.settings, made.clock, inbox.scan, tracing=made.tracing)


def inbox_alone(made: Plant, folders: Sequence[Path]) -> Line:
    """The feeder of one folder, not yet at work. Raises ``InboxError`` where there are more or none."""
    if len(folders) != 1:
        raise InboxError("The inbox reads one folder.", remedy="Name it with --inbox.")
    inbox = Inbox(folders[0], agreed=gate_of(made.settings).agreed)
    return Line({}, _feeder(made, inbox).feed)
