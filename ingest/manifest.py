"""Batch manifests: DDEX's ``ManifestMessage`` of the ERN choreography over SFTP."""

from dataclasses import dataclass

from ingest.ern.files import DeclaredHash
from ingest.ern.limits import DEFAULT_LIMITS, Limits
from ingest.ern.node import Node
from ingest.ern.parse import parse
from ingest.ern.place import Place
from ingest.ern.reader import MANIFEST
from ingest.ern.values import integer
from ingest.errors import UnsupportedMessageError


@dataclass(frozen=True, slots=True)
class Entry:
    """One message that the manifest lists; ``url`` is relative to the batch's folder."""

    place: Place
    message_id: str | None
    url: str | None
    hashes: tuple[DeclaredHash, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """``count`` is the number of messages that the manifest claims, a text where it is no number.

    None where it gives none.
    """

    place: Place
    count: int | str | None
    entries: tuple[Entry, ...]


def read_manifest(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Manifest:
    """Read a manifest. Raises an ``UnusableMessageError`` where ``data`` is none."""
    root = Node(parse(data, limits))
    if root.name != MANIFEST:
        raise UnsupportedMessageError(
            f"The batch marker is a {root.name}.",
            expected="a ManifestMessage, or an empty file that ends in .complete",
            remedy="Send the batch's ManifestMessage.",
            line=root.line,
        )
    told = root.text("NumberOfMessages")
    count: int | str | None
    try:
        count = integer(told) if told else None
    except ValueError:
        count = told
    return Manifest(root, count, tuple(_entry(node) for node in root.all("MessageInBatch")))


def _entry(node: Node) -> Entry:
    return Entry(
        place=node,
        message_id=node.text("MessageId"),
        url=node.text("URL"),
        hashes=tuple(_hash(each) for each in node.all("HashSum")),
    )


def _hash(node: Node) -> DeclaredHash:
    algorithm = node.text("HashSumAlgorithmType") or node.text("Algorithm") or ""
    return DeclaredHash(algorithm, node.text("HashSum") or node.text("HashSumValue") or "", node)
