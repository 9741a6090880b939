"""Releases: those that hold little are read in fewer steps, and nothing that they hold is lost."""

from datetime import date

import pytest
from lxml import etree

from contracts.disclosure import DisclosureLevel
from ingest.ern.node import Descendants, Node
from ingest.ern.reading import Reading
from ingest.ern.releases import Release, read_releases
from ingest.ern.versions import BASE, VERSIONS

GROUP = (
    "<ResourceGroup><ResourceGroupContentItem><SequenceNumber>{}</SequenceNumber>"
    "<ReleaseResourceReference>A2</ReleaseResourceReference></ResourceGroupContentItem></ResourceGroup>"
)


def _read(more: str) -> tuple[Release, Reading]:
    root = Node(
        etree.fromstring(
            "<NewReleaseMessage><ReleaseList><TrackRelease><ReleaseReference>R1</ReleaseReference>"
            "<ReleaseId><ProprietaryId>7</ProprietaryId></ReleaseId><ReleaseId><GRid>A1</GRid></ReleaseId>"
            "<ReleaseResourceReference>A1</ReleaseResourceReference>"
            f"{more}</TrackRelease></ReleaseList></NewReleaseMessage>"
        )
    )
    reading = Reading(VERSIONS[f"{BASE}432"], {}, Descendants(root))
    (release,) = read_releases(root, reading)
    return release, reading


@pytest.mark.parametrize(
    "more", ["", "<ReleaseDate>2026-11-21</ReleaseDate>", "<ReleaseType>Single</ReleaseType>"]
)
def test_a_track_release_says_which_it_is_and_what_it_holds(more: str) -> None:
    release, _ = _read(more)
    assert (release.kind, release.reference, release.is_track) == ("TrackRelease", "R1", True)
    assert (release.grid, release.icpn, release.isrc) == ("A1", None, None)
    assert release.resources == {"A1": 1}


def test_what_few_track_releases_hold_is_read_too() -> None:
    assert _read("<ReleaseType> Single </ReleaseType>")[0].type == "Single"
    assert _read("<GlobalOriginalReleaseDate>2026</GlobalOriginalReleaseDate>")[0].release_date == date(
        2026, 1, 1
    )
    assert _read("<ContainsAI>All</ContainsAI>")[0].ai.level is DisclosureLevel.ALL
    artist = "<DisplayArtist><ArtistPartyReference>P1</ArtistPartyReference></DisplayArtist>"
    assert [credit.reference for credit in _read(artist)[0].credits] == ["P1"]
    assert _read(GROUP.format(1))[0].resources == {"A2": 1, "A1": 2}
    listed = "<ReleaseResourceReferenceList>{}</ReleaseResourceReferenceList>"
    reference = "<ReleaseResourceReference>A3</ReleaseResourceReference>"
    assert _read(listed.format(reference))[0].resources == {"A1": 1, "A3": 2}


def test_a_malformed_number_of_an_item_is_noted() -> None:
    release, reading = _read(GROUP.format("one"))
    assert release.resources == {"A2": 1, "A1": 2}
    (malformed,) = reading.malformed
    assert malformed.place.xpath.endswith("/ResourceGroupContentItem[1]/SequenceNumber[1]")
