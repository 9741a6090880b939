"""Turns untrusted bytes into an element tree, within limits and in bounded time.

Every check that can be made on the bytes is made before the parser sees them, because the cost of a
hostile document is paid while its tree is built.
"""

import re
from functools import lru_cache

from lxml import etree

from ingest.ern.limits import DEFAULT_LIMITS, Limits
from ingest.errors import UnreadableXmlError

# Encodings in which an ASCII character is its ASCII byte, so that the scans below see every tag.
ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252"})

_BOM = b"\xef\xbb\xbf"
_DECLARATION = re.compile(rb"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_MISC = re.compile(rb"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_FEW_MARKS = 64
_LEAST_ELEMENT = len(b"<a/>")
_OTHERS = (
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"<\0", "UTF-16"),
    (b"\0<", "UTF-16"),
    (b"\x1f\x8b", "a gzip file"),
    (b"PK\x03\x04", "a ZIP file"),
)
"""What is sent in the place of XML in UTF-8, by its first bytes."""
_TOO_DEEP = "Excessive depth"
_ASK = "Send the message again as well-formed UTF-8 XML without a DOCTYPE."


def parse(data: bytes, limits: Limits = DEFAULT_LIMITS) -> etree._Element:
    """Return the root element of the XML document in ``data``, without comments and instructions.

    Raises ``UnreadableXmlError`` where the bytes are no well-formed XML, carry a DOCTYPE, or exceed
    one of ``limits``.
    """
    _check_bytes(data, limits)
    is_plain = not (_has_markup(data, b"!") or _has_markup(data, b"?", known=1))
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,  # no table of xml:id, which nobody asks for
        # Half of a message's nodes are the spaces between its elements. Spaces beside a comment or a
        # section may be part of a text, and libxml2 cannot tell: then all are kept.
        remove_blank_text=is_plain,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if _TOO_DEEP in str(error.msg):
            raise _too_deep(limits) from error
        raise UnreadableXmlError(
            f"The XML is not well-formed: {_words(error)}.",
            expected="a well-formed XML document",
            remedy="Correct the XML at this line and send the message again.",
            line=error.lineno or None,
        ) from error
    _check_tree(root, data, limits, is_plain=is_plain)
    return root


def _check_bytes(data: bytes, limits: Limits) -> None:
    if len(data) > limits.max_bytes:
        raise _over(
            f"The message has more than {limits.max_bytes} bytes.", f"at most {limits.max_bytes} bytes"
        )
    if not data or data.isspace():
        raise UnreadableXmlError("The message is empty.", expected="an ERN message in XML", remedy=_ASK)
    if other := next((kind for head, kind in _OTHERS if data.startswith(head)), None):
        raise UnreadableXmlError(f"The message is {other}.", expected="XML in UTF-8, not packed", remedy=_ASK)
    nul = data.find(b"\0")
    if nul >= 0:
        raise UnreadableXmlError(
            f"Byte {nul} is NUL.",
            expected="UTF-8 text without NUL bytes (UTF-16 is not read)",
            remedy=_ASK,
            line=data.count(b"\n", 0, nul) + 1,
        )
    declared = _DECLARATION.match(data.removeprefix(_BOM))
    if declared and declared[1].decode().lower() not in ENCODINGS:
        raise UnreadableXmlError(
            f"The XML declaration names the encoding {declared[1].decode()!r}.", expected="UTF-8", remedy=_ASK
        )
    doctype = _doctype_line(data)
    if doctype:
        raise _has_doctype(doctype)
    # A start tag and an end tag make two "<" for each element at most, comments and text add few.
    if len(data) > 2 * limits.max_elements and data.count(b"<") > 2 * limits.max_elements:
        raise _too_many_elements(limits)


def _doctype_line(data: bytes) -> int | None:
    """The line of a DOCTYPE between the start of the document and its root element."""
    position = len(_BOM) if data.startswith(_BOM) else 0
    while match := _MISC.match(data, position):
        position = match.end()
    if data[position : position + 9].upper() == b"<!DOCTYPE":
        return data.count(b"\n", 0, position) + 1
    return None


def _has_markup(data: bytes, mark: bytes, known: int = 0) -> bool:
    """Whether ``mark`` follows "<" more than ``known`` times, as in comments, sections and instructions.

    One "<?" is known: it begins the XML declaration.
    """
    # A single byte that is rare is found many times faster than a pair of which one is frequent.
    position, found = data.find(mark), 0
    for _ in range(_FEW_MARKS):
        if position < 0:
            return False
        found += data[position - 1 : position] == b"<"
        if found > known:
            return True
        position = data.find(mark, position + 1)
    return data.count(b"<" + mark) > known


def _has_run(data: bytes, length: int) -> bool:
    """Whether there may be ``length`` bytes without "<": one of two halves of that length is without."""
    window = max(1, length // 2)
    find = data.find
    return any(find(b"<", start, start + window) < 0 for start in range(0, len(data), window))


def _check_tree(root: etree._Element, data: bytes, limits: Limits, *, is_plain: bool) -> None:
    """Hold the tree against the limits; each is decided in C in one walk, and first by the bytes."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise _has_doctype(1)
    # A chain of steps ends at once where the tree is less deep.
    if _xpath("/*" * (limits.max_depth + 1))(root):
        raise _too_deep(limits)
    if len(data) > _LEAST_ELEMENT * limits.max_elements and _xpath(
        f"count(/descendant::*) > {limits.max_elements}"
    )(root):
        raise _too_many_elements(limits)
    if _xpath(f"/descendant::*/@*[{limits.max_attributes + 1}]")(root):
        raise _over(
            f"An element has more than {limits.max_attributes} attributes.",
            f"at most {limits.max_attributes} attributes on one element",
        )
    # Neither an attribute nor a text without comments and sections holds a "<".
    if (not is_plain or _has_run(data, limits.max_text_chars)) and _xpath(
        f"/descendant::text()[string-length() > {limits.max_text_chars}]"
    )(root):
        raise _over(
            f"The text of an element has more than {limits.max_text_chars} characters.",
            f"texts of at most {limits.max_text_chars} characters",
        )
    if _has_run(data, limits.max_attribute_chars) and _xpath(
        f"/descendant::*/@*[string-length() > {limits.max_attribute_chars}]"
    )(root):
        raise _over(
            f"An attribute has more than {limits.max_attribute_chars} characters.",
            f"attributes of at most {limits.max_attribute_chars} characters",
        )


@lru_cache(maxsize=16)
def _xpath(condition: str) -> etree.XPath:
    """Whether ``condition`` holds in a tree. Few: they are made of the limits alone."""
    return etree.XPath(f"boolean({condition})")


def _too_deep(limits: Limits) -> UnreadableXmlError:
    return _over(
        f"Elements are nested more than {limits.max_depth} deep.", f"at most {limits.max_depth} levels"
    )


def _too_many_elements(limits: Limits) -> UnreadableXmlError:
    return _over(
        f"The message has more than {limits.max_elements} elements.",
        f"at most {limits.max_elements} elements",
    )


def _over(observed: str, expected: str) -> UnreadableXmlError:
    return UnreadableXmlError(
        observed, expected=expected, remedy="Split the message, or remove what does not belong to it."
    )


def _has_doctype(line: int) -> UnreadableXmlError:
    return UnreadableXmlError(
        "The document has a DOCTYPE.",
        expected="no DOCTYPE: ERN messages need none, and one can define entities",
        remedy="Remove the DOCTYPE and send the message again.",
        line=line,
    )


def _words(error: etree.XMLSyntaxError) -> str:
    """What libxml2 says, without the place, which the finding carries itself."""
    text = str(error.msg or error)
    return re.sub(r", line \d+, column \d+.*$", "", text, flags=re.DOTALL).strip().rstrip(".")[:300]
