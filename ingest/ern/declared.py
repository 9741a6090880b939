"""A declaration about generative AI, as it stands in the message."""

from contracts.disclosure import DisclosureLevel
from ingest.ern.node import Node
from ingest.ern.place import Place
from ingest.ern.record import record

# DDEX allowed value set ContainsAI, the same in every version of the set that has it.
LEVELS = {"All": DisclosureLevel.ALL, "Partly": DisclosureLevel.PARTLY, "None": DisclosureLevel.NONE}


@record
class Declared:
    """A ``ContainsAI`` or ``AiContribution``.

    ``text`` is the element's text letter for letter, None where the element is absent. ``level`` is
    ``UNDECLARED`` where it is absent or holds no allowed value. ``carrier`` says where it stands if not
    in ERN's own field.
    """

    text: str | None = None
    level: DisclosureLevel = DisclosureLevel.UNDECLARED
    place: Place | None = None
    carrier: str | None = None

    @property
    def is_declared(self) -> bool:
        """Whether the message holds an allowed value."""
        return self.level is not DisclosureLevel.UNDECLARED

    @property
    def has_ai(self) -> bool:
        """Whether AI is declared for the whole or a part."""
        return self.level in (DisclosureLevel.PARTLY, DisclosureLevel.ALL)

    @property
    def is_invalid(self) -> bool:
        """Whether the element is there with a text that is no allowed value."""
        return self.text is not None and not self.is_declared


ABSENT = Declared()


def read_declared(parent: Node, name: str) -> Declared:
    """Read the first child called ``name``; the text is not stripped, as the value set is exact."""
    node = parent.first(name)
    if node is None:
        return ABSENT
    return declared(node.raw, node)


def declared(text: str, place: Place) -> Declared:
    """What ``text`` declares, letter for letter."""
    return Declared(text, LEVELS.get(text, DisclosureLevel.UNDECLARED), place)
