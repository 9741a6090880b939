"""What a message says is read, the same for every version, and what is malformed is noted."""

from datetime import UTC, date, datetime

import pytest

from contracts.disclosure import DisclosureLevel
from ingest.ern.limits import Limits
from ingest.ern.reader import read
from ingest.errors import (
    IncompleteMessageError,
    ManifestError,
    UnreadableXmlError,
    UnsupportedMessageError,
    UnusableMessageError,
)
from tests.ingest.messages import (
    DPID,
    GRID,
    ICPN,
    ISNI,
    Song,
    ern3,
    ern4,
    generative_ai,
    hash_sum,
    manifest,
    party,
)

VERSIONS_3 = [("381", "3.8.1"), ("382", "3.8.2"), ("383", "3.8.3")]
VERSIONS_4 = [
    ("41", "4.1"),
    ("411", "4.1.1"),
    ("42", "4.2"),
    ("43", "4.3"),
    ("431", "4.3.1"),
    ("432", "4.3.2"),
]


@pytest.mark.parametrize(("namespace", "number"), VERSIONS_3 + VERSIONS_4)
def test_every_version_gives_the_same_recording(namespace: str, number: str) -> None:
    build = ern3 if namespace.startswith("38") else ern4
    song = Song(files={"resources/A1.flac": "", "resources/A1 b.flac": ""})
    message = read(build(song, version=namespace))
    assert message.version.number == number
    assert message.version.carries_disclosure is (number in ("4.3.1", "4.3.2"))
    (recording,) = message.recordings
    assert (recording.key, recording.isrc, recording.title) == ("A1", "QZABC2600001", "Low Tide")
    assert recording.version_title == "Dub"
    assert recording.display_artist == "Ana Harbour"
    assert recording.duration_s == 184.0
    assert [file.name for file in recording.files] == ["resources/A1.flac", "resources/A1 b.flac"]
    assert {file.codec for file in recording.files} == {"FLAC"}
    assert {file.sample_rate_hz for file in recording.files} == {44_100}
    artist = next(credit for credit in recording.credits if credit.is_display_artist)
    assert artist.party is not None
    assert artist.party.identifiers["ISNI"] == ISNI
    assert [role.value for role in artist.roles] == ["MainArtist"]
    assert not message.malformed
    assert not message.stray


@pytest.mark.parametrize("data", [ern3(), ern4()], ids=["3", "4"])
def test_release_header_and_deal_are_read(data: bytes) -> None:
    message = read(data)
    release = message.main_release
    assert release is not None
    assert (release.icpn, release.grid, release.label, release.title) == (ICPN, GRID, "Quay Records", "Tides")
    assert release.release_date == date(2026, 11, 1)
    assert release.type == "Single"
    assert release.resources["A1"] == 1
    header = message.header
    assert (header.message_id, header.thread_id) == ("MSG-1", "T1")
    assert (header.sender.name, header.sender.identifiers) == ("Quay", {"DPID": DPID})
    assert header.on_behalf_of is not None
    assert header.on_behalf_of.name == "Pier"
    assert header.created_at == datetime(2026, 10, 1, 8, tzinfo=UTC)
    (deal,) = message.links.deals_of([release])
    assert deal.start == datetime(2026, 11, 1, tzinfo=UTC)
    assert deal.commercial_models == {"SubscriptionModel"}


def test_contributors_of_erns_three_keep_roles_and_instruments() -> None:
    (recording,) = read(ern3()).recordings
    said = {c.name: ([r.value for r in c.roles], c.all_instruments) for c in recording.credits}
    assert said["Ben Mole"] == (["Musician"], ("Piano",))
    assert said["Cy Sand"] == (["Composer"], ())


def test_erns_four_roles_are_read_with_and_without_a_value_element() -> None:
    old = (
        "<Contributor><ContributorPartyReference>P1</ContributorPartyReference>"
        '<Role>Musician</Role><Role Namespace="N" UserDefinedValue="Whistler">UserDefined</Role>'
        "<InstrumentType>Piano</InstrumentType></Contributor>"
    )
    new = party("Musician", instruments="<InstrumentType>Piano</InstrumentType>")
    for version, xml in (("43", old), ("432", new)):
        credit = read(ern4(Song(contributors=xml), version=version)).recordings[0].credits[1]
        assert credit.roles[0].value == "Musician"
        assert credit.all_instruments == ("Piano",)
    assert read(ern4(Song(contributors=old), version="43")).recordings[0].credits[1].roles[1].label == (
        "UserDefined:Whistler"
    )


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("All", DisclosureLevel.ALL),
        ("Partly", DisclosureLevel.PARTLY),
        ("None", DisclosureLevel.NONE),
        ("none", DisclosureLevel.UNDECLARED),
        (" None", DisclosureLevel.UNDECLARED),
        ("", DisclosureLevel.UNDECLARED),
        ("Assisted", DisclosureLevel.UNDECLARED),
    ],
)
def test_a_declaration_is_kept_letter_for_letter(text: str, level: DisclosureLevel) -> None:
    declared = read(ern4(Song(ai=text))).recordings[0].ai
    assert (declared.text, declared.level) == (text, level)
    assert declared.place is not None
    assert declared.place.xpath.endswith("SoundRecording[1]/ContainsAI[1]")


def test_silence_is_undeclared_and_never_none() -> None:
    declared = read(ern4()).recordings[0].ai
    assert declared.text is None
    assert declared.level is DisclosureLevel.UNDECLARED


def test_generative_ai_means_all_unless_it_says_otherwise() -> None:
    song = Song(contributors=generative_ai("Composer") + generative_ai("Lyricist", "Partly"))
    _, silent, partly = read(ern4(song)).recordings[0].credits
    assert (silent.ai.level, silent.level) == (DisclosureLevel.UNDECLARED, DisclosureLevel.ALL)
    assert partly.level is DisclosureLevel.PARTLY


def test_children_in_a_namespace_by_mistake_are_read_all_the_same() -> None:
    data = ern4().replace(b'xmlns:ern="', b'xmlns="http://ddex.net/xml/ern/432" xmlns:ern="')
    assert read(data).recordings[0].isrc == "QZABC2600001"


def test_malformed_values_are_noted_and_nothing_else_is_lost() -> None:
    message = read(ern4(Song(duration="3:04", extra="<IsInstrumental>maybe</IsInstrumental>"), start="soon"))
    assert [malformed.what for malformed in message.malformed] == ["Duration", "IsInstrumental", "StartDate"]
    (recording,) = message.recordings
    assert (recording.duration_s, recording.is_instrumental) == (None, None)
    assert recording.isrc == "QZABC2600001"
    assert message.deals[0].start is None
    assert message.deals[0].territories == {"DE", "AT"}
    assert all(malformed.place.line for malformed in message.malformed)


def test_hashes_are_read_in_both_shapes() -> None:
    old = "<HashSum><HashSum>aa</HashSum><HashSumAlgorithmType>MD5</HashSumAlgorithmType></HashSum>"
    for data in (
        ern3(Song(files={"resources/A1.flac": old})),
        ern4(Song(files={"resources/A1.flac": hash_sum("MD5", "aa")})),
    ):
        (declared,) = read(data).recordings[0].files[0].hashes
        assert (declared.algorithm, declared.value) == ("MD5", "aa")


def test_a_preview_is_told_from_the_recording() -> None:
    clip = (
        b"<ClipDetails><DeliveryFile><Type>AudioFile</Type><File><URI>clip.mp3</URI></File></DeliveryFile>"
        b"</ClipDetails></TechnicalDetails>"
    )
    files = read(ern4().replace(b"</TechnicalDetails>", clip)).recordings[0].files
    assert [(file.name, file.is_preview) for file in files] == [
        ("resources/A1.flac", False),
        ("clip.mp3", True),
    ]


def test_a_file_that_the_message_does_not_send_is_known() -> None:
    data = ern4().replace(
        b"</DeliveryFile>", b"<IsProvidedInDelivery>false</IsProvidedInDelivery></DeliveryFile>"
    )
    assert read(data).recordings[0].files[0].provided is False


def test_recordings_with_one_reference_keep_apart() -> None:
    message = read(ern4(Song(), Song(title="Other"), Song(reference="")))
    assert [r.key for r in message.recordings] == ["A1", "A1#2", "SoundRecording[3]"]


def test_a_further_edition_keeps_its_isrc_and_files() -> None:
    second = (
        b"</SoundRecordingEdition><SoundRecordingEdition><ResourceId><ISRC>QZABC2600099</ISRC></ResourceId>"
        b"<TechnicalDetails><DeliveryFile><Type>AudioFile</Type><File><URI>atmos.wav</URI></File></DeliveryFile>"
        b"</TechnicalDetails></SoundRecordingEdition>"
    )
    (recording,) = read(ern4().replace(b"</SoundRecordingEdition>", second)).recordings
    assert recording.isrcs == ("QZABC2600001", "QZABC2600099")
    assert recording.files[1].name == "atmos.wav"


def test_worldwide_details_go_before_those_of_a_territory() -> None:
    local = (
        b"<SoundRecordingDetailsByTerritory><TerritoryCode>JP</TerritoryCode>"
        b"<DisplayArtistName>Hana Minato</DisplayArtistName></SoundRecordingDetailsByTerritory>"
        b"<SoundRecordingDetailsByTerritory>"
    )
    data = ern3().replace(b"<SoundRecordingDetailsByTerritory>", local, 1)
    world = b"<TerritoryCode>Worldwide</TerritoryCode><DisplayArtistName>Ana</DisplayArtistName>"
    data = data.replace(b"<TerritoryCode>Worldwide</TerritoryCode>", world, 1)
    assert read(data).recordings[0].display_artist == "Ana"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"<a/>", UnsupportedMessageError),
        (ern4().replace(b"ern/432", b"ern/999"), UnsupportedMessageError),
        (ern4().replace(b"NewReleaseMessage", b"CatalogListMessage"), UnsupportedMessageError),
        (ern4().replace(b"NewReleaseMessage", b"PurgeReleaseMessage"), IncompleteMessageError),
        (manifest(("M", "a/a.xml", "")), ManifestError),
        (ern4().replace(b"MessageSender>", b"MessageReceiver>"), IncompleteMessageError),
        (ern4().replace(b"MessageHeader>", b"MessageHead>"), IncompleteMessageError),
        (ern4().replace(b"SoundRecording>", b"Software>"), IncompleteMessageError),
        (ern4()[:500], UnreadableXmlError),
    ],
)
def test_an_unusable_message_gives_one_clear_error(data: bytes, error: type[UnusableMessageError]) -> None:
    with pytest.raises(error) as caught:
        read(data)
    assert caught.value.observed
    assert caught.value.expected
    assert caught.value.remedy


def test_too_many_recordings_are_refused_before_they_are_read() -> None:
    data = ern4(*[Song(reference=f"A{number}") for number in range(4)])
    with pytest.raises(UnreadableXmlError, match="5 entries"):
        read(data, Limits(max_resources=4))


def test_a_message_of_videos_only_is_read() -> None:
    data = ern4().replace(b"SoundRecording>", b"Video>").replace(b"SoundRecordingEdition>", b"VideoEdition>")
    message = read(data)
    assert message.recordings == ()
    assert [resource.kind for resource in message.resources] == ["Video", "Image"]
