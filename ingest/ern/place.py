"""Where in a message something stands."""


class Place:
    """The XPath of an element, by local names, and its line, counted from 1.

    Two places are equal where both are.
    """

    __slots__ = ("_line", "_xpath")

    def __init__(self, xpath: str, line: int | None = None) -> None:
        self._xpath = xpath
        self._line = line

    @property
    def xpath(self) -> str:
        """The way from the root to the element."""
        return self._xpath

    @property
    def step(self) -> str:
        """The element's local name."""
        return self.xpath.rpartition("/")[2].partition("[")[0]

    @property
    def line(self) -> int | None:
        """The line on which the element stands."""
        return self._line

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Place):
            return NotImplemented
        return self is other or (self.xpath == other.xpath and self.line == other.line)

    def __hash__(self) -> int:
        return hash((self.xpath, self.line))

    def __repr__(self) -> str:
        return f"Place({self.xpath!r}, {self.line!r})"
