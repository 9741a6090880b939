"""A command's place on the command line, known by name and purpose until it is called."""

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from deadwax.cli.application import EPILOG
from deadwax.lazy import load


class StandIn(TyperCommand):
    """Stands for the command at ``place`` (``module:name``) in the help; loads it when it is called."""

    def __init__(self, name: str, place: str, purpose: str) -> None:
        super().__init__(name, help=purpose)
        self.place = place

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """The context of the command itself, which answers for itself from here on."""
        return self.load().make_context(info_name, args, parent, **extra)

    def load(self) -> TyperCommand | TyperGroup:
        """The command itself."""
        found, alone = load(self.place), typer.Typer(add_completion=False)
        alone.callback()(_nothing)  # makes it a group, even of a single command
        if isinstance(found, typer.Typer):
            alone.add_typer(found, name=self.name)
        else:
            alone.command(self.name, epilog=EPILOG)(found)
        group: Any = typer.main.get_command(alone)
        command: TyperCommand | TyperGroup = group.commands[self.name]
        return command


def _nothing() -> None:
    pass
