"""What is kept while one message is read: its version, its parties, and what did not fit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from ingest.ern.node import Node, local_name, place_of
from ingest.ern.parties import Party
from ingest.ern.place import Place
from ingest.ern.versions import ErnVersion

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Malformed:
    """A value that could not be understood. ``what`` is the element's name."""

    place: Place
    what: str
    observed: str
    expected: str


class Reading:
    """The reading of one message. Values that do not fit are noted, never raised."""

    def __init__(self, version: ErnVersion, parties: dict[str, Party]) -> None:
        self.version = version
        self.parties = parties
        self.malformed: list[Malformed] = []

    def value(self, node: Node | None, convert: Callable[[str], T]) -> T | None:
        """Convert the text of ``node``; None where it is absent, empty or malformed (then noted)."""
        if node is None or not node.content:
            return None
        try:
            return convert(node.content)
        except ValueError as error:
            self.malformed.append(Malformed(node.place, node.name, node.content[:200], str(error)))
            return None

    def text(self, text: str, convert: Callable[[str], T], element: etree._Element) -> T | None:
        """Convert ``text``, which stands in ``element``; None where malformed (then noted)."""
        try:
            return convert(text)
        except ValueError as error:
            self.malformed.append(Malformed(place_of(element), local_name(element), text[:200], str(error)))
            return None
