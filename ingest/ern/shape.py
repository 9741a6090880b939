"""The shape of a composite: which element stands where in it, whatever it says.

A message's recordings have few shapes, a sender's too. What can be known from the shape alone is found once.
"""

from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from lxml import etree

from ingest.ern.node import Node, line_of
from ingest.ern.place import Place

MOST_ELEMENTS = 400
MOST_NAMES = 16_384
NOWHERE = -1
"""The index of an element that is not there; its text is empty."""

Key = tuple[str | int, ...]
"""What tells one shape from another: all names, then all numbers of children, in the message's order.

Together they leave no doubt about the tree.
"""

_TAG, _TEXT = attrgetter("tag"), attrgetter("text")


class Sight(NamedTuple):
    """A composite looked at once: its elements in the message's order, itself the first, and their shape."""

    elements: list[etree._Element]
    key: Key

    def texts(self) -> list[str]:
        """The stripped text of each element, and an empty one for ``NOWHERE``."""
        texts = [text.strip() if text else "" for text in map(_TEXT, self.elements)]
        texts.append("")
        return texts


def look(element: etree._Element) -> Sight | None:
    """Look at ``element`` and all that is in it, None where that is more than ``MOST_ELEMENTS``."""
    elements = [*islice(element.iter(), MOST_ELEMENTS + 1)]
    if len(elements) > MOST_ELEMENTS:
        return None
    return Sight(elements, (*map(_TAG, elements), *map(len, elements)))


class LongNamesError(ValueError):
    """The names of a shape are too long for it to be kept."""


def check_names(key: Key) -> None:
    """Raise ``LongNamesError`` where all names together are longer than ``MOST_NAMES``."""
    if len("".join(map(str, key[: len(key) // 2]))) > MOST_NAMES:
        raise LongNamesError


class Shape:
    """The tree of names of one composite. Elements are numbers: their places in the message's order."""

    __slots__ = ("children", "names", "numbers", "parents", "ways")

    def __init__(self, key: Key) -> None:
        tags, counts = key[: len(key) // 2], key[len(key) // 2 :]
        self.names = [str(tag).rpartition("}")[2] for tag in tags]
        self.children: list[dict[str, list[int]]] = [{} for _ in tags]
        self.numbers = [1] * len(tags)
        self.ways = [""] * len(tags)
        """The XPath of each element from the composite on."""
        self.parents = [0] * len(tags)
        open_: list[int] = []  # the element that each next one lies in, once for each child to come
        for index, name in enumerate(self.names):
            if open_:
                above = self.parents[index] = open_.pop()
                alike = self.children[above].setdefault(name, [])
                alike.append(index)
                self.numbers[index] = len(alike)
                self.ways[index] = f"{self.ways[above]}/{name}[{len(alike)}]"
            open_ += [index] * int(counts[index])

    def all(self, index: int, *names: str) -> list[int]:
        """Every child of ``index`` that has one of ``names``, by name."""
        children = self.children[index]
        return [child for name in names for child in children.get(name, ())]

    def first(self, index: int, *names: str) -> int:
        """The first child called as the first of ``names`` that there is, else ``NOWHERE``."""
        return next(iter(self.all(index, *names)), NOWHERE)


class Spot(Place):
    """A place inside a composite, known by the way from there. Its XPath is made when somebody asks."""

    __slots__ = ("_above", "_element", "_way")

    def __init__(self, above: Node, element: etree._Element, way: str) -> None:
        self._above = above
        self._element = element
        self._way = way

    @property
    def xpath(self) -> str:
        """The way from the root to the element."""
        return self._above.xpath + self._way

    @property
    def line(self) -> int | None:
        """The line on which the element stands."""
        return line_of(self._element)
