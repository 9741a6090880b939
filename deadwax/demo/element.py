"""A few lines over lxml to write an XML tree from the outside in."""

from lxml import etree


class Element:
    """An XML element that children are added to in order."""

    def __init__(self, node: etree._Element) -> None:
        self.node = node

    def add(self, tag: str, text: str | None = None, /, **attributes: str) -> "Element":
        """Append a child and return it."""
        child = etree.SubElement(self.node, tag, {k: v for k, v in attributes.items() if v})
        child.text = text
        return Element(child)

    def path(self, *tags: str) -> "Element":
        """Append a chain of children, each inside the one before, and return the last."""
        element = self
        for tag in tags:
            element = element.add(tag)
        return element


def message(namespace: str, tag: str, **attributes: str) -> Element:
    """Start a message whose root alone is in the namespace, as DDEX has it."""
    return Element(etree.Element(f"{{{namespace}}}{tag}", attributes, nsmap={"ern": namespace}))


def serialise(root: Element) -> bytes:
    """The document as UTF-8 with declaration and line breaks."""
    data: bytes = etree.tostring(root.node, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data
