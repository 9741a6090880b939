"""Releases and track releases."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date

from ingest.ern.bodies import DETAILS, bodies, first_text, first_with, inner_text, preferred
from ingest.ern.credits import CREDITED, read_credits
from ingest.ern.declared import ABSENT, Declared, read_declared
from ingest.ern.node import Node
from ingest.ern.parties import Party, proprietary_ids
from ingest.ern.place import Place
from ingest.ern.reading import Reading
from ingest.ern.record import record
from ingest.ern.titles import Words
from ingest.ern.values import day, integer

KINDS = ("Release", "TrackRelease", "ClipRelease")
_DATES = (
    "ReleaseDate",
    "GlobalReleaseDate",
    "OriginalReleaseDate",
    "OriginalDigitalReleaseDate",
    "GlobalOriginalReleaseDate",
)
_GROUPS = ("ResourceGroup", "ReleaseResourceReferenceList")
_IDS = frozenset({"ICPN", "GRid", "ISRC", "CatalogNumber"})
_MORE = DETAILS.union(CREDITED, _DATES, _GROUPS, {"Character", "ReleaseType", "ContainsAI"})
"""What the many track releases of ERN 4 have none of."""


@record
class Release(Words):
    """One release. ``resources`` maps the references of its resources to their place in the order.

    ``is_track`` is True for a release that sells one track: ERN 4's ``TrackRelease``, ERN 3's
    release type of that name. ``parties`` are the message's, of which one may be its label.
    """

    kind: str
    reference: str
    place: Place
    is_marked_main: bool = False
    is_track: bool = False
    icpn: str | None = None
    grid: str | None = None
    isrc: str | None = None
    catalog_number: str | None = None
    type: str | None = None
    release_date: date | None = None
    ai: Declared = ABSENT
    resources: Mapping[str, int] = field(default_factory=dict)
    parties: Mapping[str, Party] = field(default_factory=dict, repr=False)

    @property
    def proprietary_ids(self) -> dict[str, str]:
        """The sender's own identifiers by namespace."""
        among = [ids for node in self.bodies[:1] for ids in node.all("ReleaseId")]
        return {kind: value for each in among for kind, value in proprietary_ids(each)}

    @property
    def label(self) -> str | None:
        """The label's name."""
        return _label(self.bodies, self.parties)

    @property
    def genre(self) -> str | None:
        """The genre in the sender's words."""
        found = (inner_text(self.bodies, name, "GenreText") for name in ("Genre", "DisplayGenre"))
        return next(filter(None, found), None)

    @property
    def c_line(self) -> str | None:
        """The text of the first line about the copyright."""
        return inner_text(self.bodies, "CLine", "CLineText")


def read_releases(root: Node, reading: Reading) -> tuple[Release, ...]:
    """Read every release in the order of the message, the releases before the track releases."""
    return tuple(
        _release(node, reading) for releases in root.all("ReleaseList") for node in releases.all(*KINDS)
    )


def read_purged(root: Node, reading: Reading) -> tuple[Release, ...]:
    """The releases that a PurgeReleaseMessage names, where it gives them an identifier."""
    named = [_release(node, reading) for node in root.all("PurgedRelease")]
    return tuple(r for r in named if r.icpn or r.grid or r.isrc or r.catalog_number or r.proprietary_ids)


def main_release(releases: tuple[Release, ...]) -> Release | None:
    """The release that a message is about: the marked one, else the first that is no track release.

    ERN 4.3.2 lets a track release be marked; where there is a whole release, that is the main one.
    """
    whole = [release for release in releases if not release.is_track]
    marked = [release for release in whole or releases if release.is_marked_main]
    return next(iter(marked or whole or releases), None)


def _release(node: Node, reading: Reading) -> Release:
    if _MORE.isdisjoint(node.names):
        return Release(*_what(node), resources=_listed(node, {}), parties=reading.parties, bodies=(node,))
    among = tuple(bodies(node))
    dated = first_with(among, *_DATES)
    types = [kind for body in among for kind in body.texts("ReleaseType")]
    return Release(
        *_what(node, types),
        types[0] if types else None,
        reading.value(*dated, day) if dated else None,
        read_declared(node, "ContainsAI"),
        _resources(among, reading),
        reading.parties,
        bodies=among,
        credits=read_credits(among, reading),
    )


def _what(
    node: Node, types: Sequence[str] = ()
) -> tuple[str, str, Place, bool, bool, str | None, str | None, str | None, str | None]:
    """Which release it is: the first nine values of a :class:`Release`."""
    ids = [each for each in node.all("ReleaseId") if not _IDS.isdisjoint(each.names)]
    return (
        node.name,
        node.text("ReleaseReference") or "",
        node,
        node.attribute("IsMainRelease") in ("true", "1"),
        node.name != "Release" or "TrackRelease" in types,
        first_text(ids, "ICPN"),
        first_text(ids, "GRid"),
        first_text(ids, "ISRC"),
        first_text(ids, "CatalogNumber"),
    )


def _label(among: Sequence[Node], parties: Mapping[str, Party]) -> str | None:
    """ERN 3 names the label, ERN 4 refers to a party; a reference of a special type comes second."""
    references = [node for body in among for node in body.all("ReleaseLabelReference") if node.content]
    plain = [node for node in references if not node.attribute("LabelType")]
    chosen = preferred(plain or references)
    if chosen is None:
        return first_text(among, "LabelName")
    party = parties.get(chosen.content)
    return party.name if party else None


def _resources(among: Sequence[Node], reading: Reading) -> dict[str, int]:
    """References in the order in which the groups list them, then those that only the release lists."""
    found: dict[str, int] = {}
    for body in among:
        for group in body.all("ResourceGroup"):
            _collect(group, reading, found)
    for body in among:
        for node in (body, *body.all("ReleaseResourceReferenceList")):
            _listed(node, found)
    return found


def _collect(group: Node, reading: Reading, found: dict[str, int]) -> None:
    """Groups lie inside groups, as deep as the parser's depth limit lets them."""
    for item in group.all("ResourceGroupContentItem"):
        reading.value(item, "SequenceNumber", integer)
        _listed(item, found)
    for inner in group.all("ResourceGroup"):
        _collect(inner, reading, found)
    _listed(group, found)


def _listed(node: Node, found: dict[str, int]) -> dict[str, int]:
    """Add the references that ``node`` itself lists to those ``found``."""
    for reference in node.texts("ReleaseResourceReference", "LinkedReleaseResourceReference"):
        found.setdefault(reference, len(found) + 1)
    return found
