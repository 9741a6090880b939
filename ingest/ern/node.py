"""An element with its children by local name, and the way to it."""

from collections.abc import Iterator, KeysView

from lxml import etree

from ingest.ern.place import Place


class Node(Place):
    """A read-only view of an element, which is a place too: its XPath is made when somebody asks.

    Names are local names: a sender that puts ERN's children into a namespace by mistake is read all
    the same. Text is stripped; an absent and an empty element are told apart by :meth:`first`.

    A message has thousands of elements and few that matter. So a node is made for those only that are
    asked for, and its children are looked through once. A node knows its parent, not the nodes of its
    children: without circles all is given back as soon as the message is.
    """

    __slots__ = ("_children", "_way", "element", "name", "number", "parent")

    def __init__(
        self, element: etree._Element, parent: "Node | None" = None, name: str = "", number: int = 1
    ) -> None:
        self.element = element
        self.parent = parent
        self.name = name or local_name(element)
        """The element's local name."""
        self.number = number
        """Its place among its siblings of the same name, from 1."""
        self._children: dict[str, list[etree._Element]] | None = None
        self._way: str | None = None

    @property
    def xpath(self) -> str:
        """The way from the root to the element."""
        xpath = self._way
        if xpath is None:
            parent = self.parent
            xpath = f"{parent.xpath}/{self.name}[{self.number}]" if parent else _root_step(self.element)
            self._way = xpath
        return xpath

    @property
    def line(self) -> int | None:
        """The line on which the element stands."""
        return line_of(self.element)

    @property
    def raw(self) -> str:
        """The element's own text, letter for letter."""
        return self.element.text or ""

    @property
    def content(self) -> str:
        """The element's own text, stripped."""
        text = self.element.text
        return text.strip() if text else ""

    def attribute(self, name: str) -> str | None:
        """The stripped value of an attribute, None where absent or empty."""
        return attribute(self.element, name)

    @property
    def names(self) -> KeysView[str]:
        """The local names of the children, each once, in the message's order."""
        return (self._children or self._by_name()).keys()

    def all(self, *names: str) -> list["Node"]:
        """Every child that has one of ``names``."""
        children = self._children or self._by_name()
        nodes: list[Node] = []
        for name in names:
            if name in children:
                nodes += [Node(child, self, name, number) for number, child in enumerate(children[name], 1)]
        return nodes

    def only(self, name: str) -> list["Node"]:
        """Every child called ``name``, for a node of which nothing else is asked."""
        children = self.element.iterchildren("{*}" + name)
        return [Node(child, self, name, number) for number, child in enumerate(children, 1)]

    def first(self, *path: str) -> "Node | None":
        """The first descendant along ``path``, None where there is none."""
        node = self
        for name in path:
            children = node._children or node._by_name()
            if name not in children:
                return None
            node = Node(children[name][0], node, name)
        return node

    def text(self, name: str) -> str | None:
        """The stripped text of the first child called ``name``, None where absent or empty."""
        children = (self._children or self._by_name()).get(name)
        text = children[0].text if children else None
        return (text.strip() or None) if text else None

    def texts(self, *names: str) -> tuple[str, ...]:
        """The stripped texts of every child that has one of ``names``, without empty ones."""
        children = self._children or self._by_name()
        found: list[str] = []
        for name in names:
            if name in children:
                found += [text.strip() for child in children[name] if (text := child.text)]
        return tuple(filter(None, found))

    def contents(self, name: str) -> list[str]:
        """The stripped texts of every child called ``name``, empty ones too."""
        found = (self._children or self._by_name()).get(name)
        return [(child.text or "").strip() for child in found] if found else []

    def forget(self) -> None:
        """Give the children back; they are looked through again when somebody asks."""
        self._children = None

    def has(self, name: str) -> bool:
        """Whether there is a child called ``name``."""
        return name in (self._children or self._by_name())

    def _by_name(self) -> dict[str, list[etree._Element]]:
        children = self._children
        if children is None:
            children = self._children = {}
            for child in self.element:  # the parser left out comments and instructions
                tag: str = child.tag
                if "{" in tag:
                    tag = tag.rpartition("}")[2]
                if tag in children:
                    children[tag].append(child)
                else:
                    children[tag] = [child]
        return children


class Descendants:
    """The nodes of elements anywhere in a tree; the children of one parent are numbered in one walk."""

    def __init__(self, root: Node) -> None:
        self._root = root
        self._nodes = {root.element: root}

    def named(self, name: str) -> Iterator[Node]:
        """Every element called ``name``, in the message's order."""
        return map(self.node, self._root.element.iter("{*}" + name))

    def node(self, element: etree._Element) -> Node:
        """The node of ``element``."""
        if element not in self._nodes:
            above = element.getparent()
            parent = self._root if above is None else self.node(above)
            self._nodes.update((node.element, node) for node in parent.all(*parent.names))
        return self._nodes[element]


def local_name(element: etree._Element) -> str:
    """The name of ``element`` without its namespace."""
    tag: str = element.tag
    return tag.rpartition("}")[2] if "{" in tag else tag


def attribute(element: etree._Element, name: str) -> str | None:
    """The stripped value of an attribute of ``element``, None where absent or empty."""
    value = element.get(name)
    return (value.strip() or None) if value else None


def line_of(element: etree._Element) -> int | None:
    """The line on which ``element`` stands, counted from 1."""
    line = element.sourceline
    return line if isinstance(line, int) else None


def _root_step(element: etree._Element) -> str:
    """The first step of an XPath, with the root's own prefix."""
    name = local_name(element)
    return f"/{element.prefix}:{name}" if element.prefix else f"/{name}"
