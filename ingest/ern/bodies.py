"""ERN 3 says things by territory; this puts the details in the order in which they are believed."""

from collections.abc import Sequence

from ingest.ern.node import Node

WORLDWIDE = "Worldwide"
_KINDS = "Release SoundRecording Video Image Text SheetMusic Software Midi MIDI UserDefinedResource"
DETAILS = frozenset(f"{kind}DetailsByTerritory" for kind in _KINDS.split())
_PREFERENCES = (("IsDefault", "true"), ("IsDefault", "1"), ("ApplicableTerritoryCode", WORLDWIDE))


def bodies(node: Node) -> list[Node]:
    """``node`` itself, then its ``…DetailsByTerritory``, the worldwide ones first."""
    names = node.names
    if names.isdisjoint(DETAILS):  # as in all of ERN 4
        return [node]
    details = node.all(*(name for name in names if name in DETAILS))
    details.sort(key=lambda detail: WORLDWIDE not in detail.texts("TerritoryCode"))
    return [node, *details]


def preferred(nodes: list[Node]) -> Node | None:
    """Of several values for territories and languages: the default, else worldwide, else the first."""
    if len(nodes) > 1:
        for attribute, wanted in _PREFERENCES:
            for node in nodes:
                if node.attribute(attribute) == wanted:
                    return node
    return nodes[0] if nodes else None


def first_text(among: Sequence[Node], name: str) -> str | None:
    """The first text of a child called ``name`` in any of ``among``."""
    for node in among:
        if text := node.text(name):
            return text
    return None


def inner_text(among: Sequence[Node], outer: str, inner: str) -> str | None:
    """The first text of a child ``inner`` of the first ``outer`` in any of ``among``."""
    for node in among:
        child = node.first(outer)
        if child and (text := child.text(inner)):
            return text
    return None


def first_with(among: Sequence[Node], *names: str) -> tuple[Node, str] | None:
    """The first of ``among``, by name, that has a child with one of ``names``; and that name."""
    for name in names:
        for node in among:
            if node.has(name):
                return node, name
    return None
