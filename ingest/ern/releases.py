"""Releases and track releases."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date

from ingest.ern.bodies import bodies, first_text, first_with, inner_text, preferred
from ingest.ern.credits import read_credits
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
    among = tuple(bodies(node))
    ids = node.all("ReleaseId")
    dated = first_with(among, *_DATES)
    types = [kind for body in among for kind in body.all("ReleaseType") if kind.content]
    return Release(
        kind=node.name,
        reference=node.text("ReleaseReference") or "",
        place=node,
        is_marked_main=node.attribute("IsMainRelease") in ("true", "1"),
        is_track=node.name != "Release" or any(kind.content == "TrackRelease" for kind in types),
        icpn=first_text(ids, "ICPN"),
        grid=first_text(ids, "GRid"),
        isrc=first_text(ids, "ISRC"),
        catalog_number=first_text(ids, "CatalogNumber"),
        bodies=among,
        credits=read_credits(among, reading),
        type=types[0].content if types else None,
        release_date=reading.value(*dated, day) if dated else None,
        ai=read_declared(node, "ContainsAI"),
        resources=_resources(among, reading),
        parties=reading.parties,
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
        listed = [body, *body.all("ReleaseResourceReferenceList")]
        for node in listed:
            for reference in node.texts(*_REFERENCES):
                found.setdefault(reference, len(found) + 1)
    return found


_REFERENCES = ("ReleaseResourceReference", "LinkedReleaseResourceReference")


def _collect(group: Node, reading: Reading, found: dict[str, int]) -> None:
    """Groups lie inside groups, as deep as the parser's depth limit lets them."""
    for item in group.all("ResourceGroupContentItem"):
        reading.value(item, "SequenceNumber", integer)
        for reference in item.texts(*_REFERENCES):
            found.setdefault(reference, len(found) + 1)
    for inner in group.all("ResourceGroup"):
        _collect(inner, reading, found)
    for reference in group.texts(*_REFERENCES):
        found.setdefault(reference, len(found) + 1)
