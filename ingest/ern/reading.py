"""What is kept while one message is read: its version, its parties, and what did not fit."""

from collections.abc import Callable
from typing import TypeVar

from ingest.ern.node import Descendants, Node
from ingest.ern.parties import Party
from ingest.ern.place import Place
from ingest.ern.record import record
from ingest.ern.stray import Stray
from ingest.ern.versions import ErnVersion

T = TypeVar("T")


@record
class Malformed:
    """A value that could not be understood.

    ``what`` is the element's name, or all that is to be said where ``observed`` is None.
    """

    place: Place
    what: str
    observed: str | None
    expected: str


class Reading:
    """The reading of one message. Values that do not fit are noted, never raised."""

    def __init__(self, version: ErnVersion, parties: dict[str, Party], descendants: Descendants) -> None:
        self.version = version
        self.parties = parties
        self.descendants = descendants
        self.malformed: list[Malformed] = []
        self.stray: list[Stray] = []

    def value(self, parent: Node, name: str, convert: Callable[[str], T]) -> T | None:
        """Convert the text of the first child called ``name``.

        None where it is absent, empty or malformed (then noted).
        """
        text = parent.text(name)
        if text is None:
            return None
        try:
            return convert(text)
        except ValueError as error:
            self.note(parent.first(name) or parent, error)
            return None

    def note(self, node: Node, error: ValueError) -> None:
        """Note that the text of ``node`` is malformed; ``error`` says what was expected."""
        self.malformed.append(Malformed(node, node.name, node.content[:200], str(error)))
