"""ERN 3 says things by territory; this puts the details in the order in which they are believed."""

from ingest.ern.node import Node

WORLDWIDE = "Worldwide"


def bodies(node: Node) -> list[Node]:
    """``node`` itself, then its ``…DetailsByTerritory``, the worldwide ones first."""
    details = [
        child for name in node.names if name.endswith("DetailsByTerritory") for child in node.all(name)
    ]
    details.sort(key=lambda detail: WORLDWIDE not in detail.texts("TerritoryCode"))
    return [node, *details]


def preferred(nodes: list[Node]) -> Node | None:
    """Of several values for territories and languages: the default, else worldwide, else the first."""
    for wanted in (("IsDefault", "true"), ("IsDefault", "1"), ("ApplicableTerritoryCode", WORLDWIDE)):
        for node in nodes:
            if node.attribute(wanted[0]) == wanted[1]:
                return node
    return nodes[0] if nodes else None


def first_text(among: list[Node], *path: str) -> str | None:
    """The first text along ``path`` in any of ``among``."""
    return next((text for node in among if (text := node.text(*path))), None)


def first_node(among: list[Node], *names: str) -> Node | None:
    """The first child with one of ``names``, by name, in any of ``among``."""
    return next((child for name in names for node in among if (child := node.first(name))), None)
