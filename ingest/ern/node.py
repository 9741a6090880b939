"""An element with its children by local name, and the way to it."""

from collections.abc import Iterable

from lxml import etree

from ingest.ern.place import Place


class Node:
    """A read-only view of an element.

    Names are local names: a sender that puts ERN's children into a namespace by mistake is read all
    the same. Text is stripped; an absent and an empty element are told apart by :meth:`first`.
    """

    __slots__ = ("_elements", "_nodes", "_xpath", "element", "name", "number", "parent")

    def __init__(
        self, element: etree._Element, parent: "Node | None" = None, name: str = "", number: int = 1
    ) -> None:
        self.element = element
        self.parent = parent
        self.name = name or local_name(element)
        """The element's local name."""
        self.number = number
        """Its place among its siblings of the same name, from 1."""
        # A message has many elements that nobody asks for: nodes are made for those that are.
        self._elements: dict[str, list[etree._Element]] | None = None
        self._nodes: dict[str, list[Node]] | None = None
        self._xpath: str | None = None

    @property
    def xpath(self) -> str:
        """The way from the root to the element."""
        if self._xpath is None:
            parent = self.parent
            step = _root_step(self.element) if parent is None else f"/{self.name}[{self.number}]"
            self._xpath = step if parent is None else parent.xpath + step
        return self._xpath

    @property
    def place(self) -> Place:
        """Where the element stands."""
        return Place(self.xpath, line_of(self.element))

    @property
    def raw(self) -> str:
        """The element's own text, letter for letter."""
        return self.element.text or ""

    @property
    def content(self) -> str:
        """The element's own text, stripped."""
        return (self.element.text or "").strip()

    def attribute(self, name: str) -> str | None:
        """The stripped value of an attribute, None where absent or empty."""
        value = self.element.get(name)
        return (value.strip() or None) if value else None

    @property
    def names(self) -> Iterable[str]:
        """The local names of the children, each once, in the message's order."""
        return self._named().keys()

    @property
    def children(self) -> dict[str, list["Node"]]:
        """The children by local name, in the message's order."""
        return {name: self._made(name) for name in self._named()}

    def all(self, *names: str) -> list["Node"]:
        """Every child that has one of ``names``."""
        found = self._named()
        return [node for name in names if name in found for node in self._made(name)]

    def first(self, *path: str) -> "Node | None":
        """The first descendant along ``path``, None where there is none."""
        node = self
        for name in path:
            if name not in node._named():
                return None
            node = node._made(name)[0]
        return node

    def text(self, *path: str) -> str | None:
        """The stripped text of :meth:`first`, None where absent or empty."""
        if len(path) > 1:
            node = self.first(*path[:-1])
            return node.text(path[-1]) if node is not None else None
        elements = self._named().get(path[0])
        return ((elements[0].text or "").strip() or None) if elements else None

    def texts(self, *names: str) -> tuple[str, ...]:
        """The stripped texts of every child that has one of ``names``, without empty ones."""
        found = self._named()
        given = (element.text for name in names for element in found.get(name, ()))
        return tuple(stripped for text in given if text and (stripped := text.strip()))

    def _named(self) -> dict[str, list[etree._Element]]:
        named = self._elements
        if named is None:
            named = self._elements = {}
            for child in self.element:  # the parser left out comments and instructions
                tag = child.tag
                name = tag if tag[0] != "{" else tag.rpartition("}")[2]
                if name in named:
                    named[name].append(child)
                else:
                    named[name] = [child]
        return named

    def _made(self, name: str) -> list["Node"]:
        made = self._nodes
        if made is None:
            made = self._nodes = {}
        nodes = made.get(name)
        if nodes is None:
            elements = self._named()[name]
            nodes = [Node(element, self, name, number) for number, element in enumerate(elements, start=1)]
            made[name] = nodes
        return nodes


def local_name(element: etree._Element) -> str:
    """The name of ``element`` without its namespace."""
    tag = str(element.tag)
    return tag.rpartition("}")[2] if tag[0] == "{" else tag


def line_of(element: etree._Element) -> int | None:
    """The line on which ``element`` stands, counted from 1."""
    line = element.sourceline
    return line if isinstance(line, int) else None


def place_of(element: etree._Element) -> Place:
    """Where ``element`` stands, for an element that no node was made of."""
    return Place(element.getroottree().getpath(element), line_of(element))


def _root_step(element: etree._Element) -> str:
    """The first step of an XPath, with the root's own prefix."""
    name = local_name(element)
    return f"/{element.prefix}:{name}" if element.prefix else f"/{name}"
