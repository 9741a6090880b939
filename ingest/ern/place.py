"""Where in a message something stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """The XPath of an element, by local names, and its line, counted from 1."""

    xpath: str
    line: int | None = None
