"""Reads a message from its bytes."""

from lxml import etree

from ingest.ern.deals import read_deals
from ingest.ern.glance import read_recordings
from ingest.ern.header import Header, read_header
from ingest.ern.limits import DEFAULT_LIMITS, Limits
from ingest.ern.links import Links
from ingest.ern.message import ErnMessage
from ingest.ern.node import Descendants, Node, line_of, local_name
from ingest.ern.parse import parse
from ingest.ern.parties import read_party_list
from ingest.ern.reading import Reading
from ingest.ern.releases import read_purged, read_releases
from ingest.ern.resources import read_resources
from ingest.ern.stray import homeless_in
from ingest.ern.versions import NUMBERS, VERSIONS, ErnVersion
from ingest.ern.works import read_work_list
from ingest.errors import (
    IncompleteMessageError,
    ManifestError,
    UnreadableXmlError,
    UnsupportedMessageError,
)

NEW_RELEASE = "NewReleaseMessage"
MANIFEST = "ManifestMessage"
PURGE = "PurgeReleaseMessage"


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> ErnMessage:
    """Read an ERN NewReleaseMessage or PurgeReleaseMessage.

    Raises an ``UnusableMessageError`` where nothing can be taken from ``data``: unreadable XML, an
    unsupported version or kind of message, no sender, no recordings and no videos. Everything else
    that is wrong is noted in the message returned.
    """
    root = Node(parse(data, limits))
    _check_no_manifest(root)
    version = _version(root.element)
    _check_kind(root)
    _check_count(root.all("PartyList"), limits.max_parties)
    reading = Reading(version, read_party_list(root), Descendants(root))
    header = read_header(root, reading)
    if root.name == PURGE:
        return _purge(root, reading, header)
    resource_lists = root.all("ResourceList")
    for lists in (resource_lists, root.all("ReleaseList")):
        _check_count(lists, limits.max_resources)
    nodes = [node for resources in resource_lists for node in resources.all("SoundRecording")]
    recordings = read_recordings(nodes, reading)
    resources = read_resources(resource_lists, reading)
    if not recordings and not any(resource.kind == "Video" for resource in resources):
        raise _no_resources(root)
    releases, deals = read_releases(root, reading), read_deals(root, reading)
    return ErnMessage(
        version=version,
        place=root,
        header=header,
        links=Links.of(recordings, resources, releases, deals),
        avs_version=root.attribute("AvsVersionId"),
        recordings=recordings,
        resources=resources,
        releases=releases,
        deals=deals,
        parties=tuple(reading.parties.values()),
        works=read_work_list(root),
        malformed=tuple(reading.malformed),
        stray=(*reading.stray, *homeless_in(reading.descendants)),
        says_update=root.text("UpdateIndicator") == "UpdateMessage",
    )


def _purge(root: Node, reading: Reading, header: Header) -> ErnMessage:
    releases = read_purged(root, reading)
    if not releases:
        place = root.first("PurgedRelease") or root
        raise IncompleteMessageError(
            "The message does not say which release to purge.",
            expected="a PurgedRelease with a ReleaseId",
            remedy="Name the release by its ICPN or GRid.",
            line=place.line,
            xpath=place.xpath,
        )
    return ErnMessage(
        version=reading.version,
        place=root,
        header=header,
        links=Links.of((), (), releases, ()),
        avs_version=root.attribute("AvsVersionId"),
        releases=releases,
        malformed=tuple(reading.malformed),
        is_purge=True,
    )


def _no_resources(root: Node) -> IncompleteMessageError:
    place = root.first("ResourceList") or root
    return IncompleteMessageError(
        "The message has no SoundRecording and no Video.",
        expected="a ResourceList with at least one SoundRecording or Video",
        remedy="Add the recordings that the releases refer to.",
        line=place.line,
        xpath=place.xpath,
    )


def _version(root: etree._Element) -> ErnVersion:
    namespace = root.tag.rpartition("}")[0][1:]
    version = VERSIONS.get(namespace)
    if version is None:
        raise UnsupportedMessageError(
            f"The root element {local_name(root)} is in the namespace {namespace[:200]!r}."
            if namespace
            else f"The root element {local_name(root)} has no namespace.",
            expected=f"an ERN namespace of the versions {NUMBERS}",
            remedy="Send the message in one of these versions, with its namespace on the root element.",
            line=line_of(root),
        )
    return version


def _check_no_manifest(root: Node) -> None:
    if root.name == MANIFEST:
        raise ManifestError(
            "The file is a batch's manifest, no message.",
            expected="a NewReleaseMessage",
            remedy="Name the manifest BatchComplete_<batch>.xml and put it into the batch's folder.",
            line=root.line,
            xpath=root.xpath,
        )


def _check_count(lists: list[Node], most: int) -> None:
    count = sum(len(each.element) for each in lists)
    if count > most:
        raise UnreadableXmlError(
            f"The {lists[0].name} holds {count} entries.",
            expected=f"at most {most} entries",
            remedy="Split the message.",
            line=lists[0].line,
            xpath=lists[0].xpath,
        )


def _check_kind(root: Node) -> None:
    if root.name not in (NEW_RELEASE, PURGE):  # in a namespace of ERN
        raise UnsupportedMessageError(
            f"The message is a {root.name}.",
            expected="a NewReleaseMessage or a PurgeReleaseMessage",
            remedy="Send deliveries as NewReleaseMessage.",
            line=root.line,
            xpath=root.xpath,
        )
