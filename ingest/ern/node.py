"""An element with its children by local name, and the way to it."""

from lxml import etree

from ingest.ern.place import Place


class Node:
    """A read-only view of an element.

    Names are local names: a sender that puts ERN's children into a namespace by mistake is read all
    the same. Text is stripped; an absent and an empty element are told apart by :meth:`first`.
    """

    __slots__ = ("_children", "_xpath", "element", "name", "number", "parent")

    def __init__(
        self, element: etree._Element, parent: "Node | None" = None, name: str = "", number: int = 1
    ) -> None:
        self.element = element
        self.parent = parent
        self.name = name or local_name(element)
        """The element's local name."""
        self.number = number
        """Its place among its siblings of the same name, from 1."""
        self._children: dict[str, list[Node]] | None = None
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
    def children(self) -> dict[str, list["Node"]]:
        """The children by local name, in the message's order."""
        if self._children is None:
            named: dict[str, list[Node]] = {}
            for child in self.element:  # the parser left out comments and instructions
                name = local_name(child)
                siblings = named.setdefault(name, [])
                siblings.append(Node(child, self, name, len(siblings) + 1))
            self._children = named
        return self._children

    def all(self, *names: str) -> list["Node"]:
        """Every child that has one of ``names``."""
        found = self.children
        return [node for name in names for node in found.get(name, ())]

    def first(self, *path: str) -> "Node | None":
        """The first descendant along ``path``, None where there is none."""
        node = self
        for name in path:
            named = node.children.get(name)
            if not named:
                return None
            node = named[0]
        return node

    def text(self, *path: str) -> str | None:
        """The stripped text of :meth:`first`, None where absent or empty."""
        node = self.first(*path)
        return (node.content or None) if node is not None else None

    def texts(self, *names: str) -> tuple[str, ...]:
        """The stripped texts of every child that has one of ``names``, without empty ones."""
        return tuple(text for node in self.all(*names) if (text := node.content))


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
