"""X, V and S: the shape of the message."""

import pytest

from contracts.finding import Severity
from tests.ingest.messages import Song, ern3, ern4, party
from tests.ingest.rules.codes import codes, told


def severities(data: bytes, code: str) -> list[Severity]:
    return [finding.severity for finding in told(data) if finding.code == code]


@pytest.mark.parametrize("data", [ern3(), ern4(version="43"), ern4(Song(ai="None"))])
def test_a_sound_message_is_in_shape(data: bytes) -> None:
    assert [code for code in codes(data) if code[3] in "XVS"] == []


def test_x03_mandatory_parts() -> None:
    assert severities(ern4(message_id=""), "DX-X03") == [Severity.WARNING]
    assert "DX-X03" in codes(ern4().replace(b"ReleaseList>", b"ReleasesList>"))


def test_x03_references() -> None:
    assert "DX-X03" in codes(ern4(Song(reference="")))
    assert "DX-X03" in codes(ern4(Song(), Song(isrc="QZABC2600002")))


def test_x03_a_contributor_is_one_of_two_kinds() -> None:
    both = party("Composer").replace("<Role>", "<SpecialContributor>GenerativeAI</SpecialContributor><Role>")
    assert severities(ern4(Song(contributors=both)), "DX-X03") == [Severity.CRITICAL]


def test_x03_stray_elements() -> None:
    assert severities(ern4(Song(extra="<Mood>sad</Mood>")), "DX-X03") == [Severity.CRITICAL]
    assert severities(ern3(Song(extra="<Mood>sad</Mood>")), "DX-X03") == [Severity.CRITICAL]
    hidden = ern4().replace(b"</DealTerms>", b"<ContainsAI>All</ContainsAI></DealTerms>")
    assert severities(hidden, "DX-X03") == [Severity.CRITICAL]


def test_x03_ai_in_a_version_that_has_none_is_told_and_kept() -> None:
    data = ern4(Song(ai="All"), version="43")
    assert severities(data, "DX-X03") == [Severity.WARNING]


@pytest.mark.parametrize(
    ("version", "told_of"), [("9", False), ("12", False), ("13", True), ("", False), ("x", True), ("0", True)]
)
def test_x04_unknown_value_sets(version: str, *, told_of: bool) -> None:
    assert ("DX-X04" in codes(ern4(avs=version))) is told_of


def test_v01_malformed_values() -> None:
    (finding,) = [f for f in told(ern4(Song(duration="3:04"))) if f.code == "DX-V01"]
    assert "3:04" in finding.observed
    assert "PT3M4S" in finding.expected
    assert finding.isrc == "QZABC2600001"


def test_s01_references_to_nothing() -> None:
    assert "DX-S01" in codes(ern4().replace(b"Reference>A90</Linked", b"Reference>A91</Linked"))
    assert "DX-S01" in codes(ern4(Song(contributors=party("Composer", reference="P9"))))


def test_s02_a_recording_that_no_release_holds() -> None:
    data = ern4().replace(b"Reference>A1</ReleaseRes", b"Reference>A90</ReleaseRes")
    assert "DX-S02" in codes(data)


def test_s02_a_part_of_a_mix_needs_no_release() -> None:
    related = (
        "<RelatedResource><ResourceRelationshipType>HasContentFrom</ResourceRelationshipType>"
        "<ResourceRelatedResourceReference>A2</ResourceRelatedResourceReference></RelatedResource>"
    )
    data = ern4(Song(extra=related), Song(reference="A2", isrc="QZABC2600002", files={}))
    item = b"<ResourceGroupContentItem><SequenceNumber>2</SequenceNumber>"
    start = data.index(item)
    end = data.index(b"</ResourceGroupContentItem>", start) + len(b"</ResourceGroupContentItem>")
    assert "DX-S02" not in codes(data[:start] + data[end:])


def test_s03_the_main_release_is_marked_in_ern_3() -> None:
    assert "DX-S03" in codes(ern3(main=""))


def test_s04_deals() -> None:
    no_list = ern4().replace(b"DealList>", b"DealsList>")
    assert severities(no_list, "DX-S04") == [Severity.INFORMATION]
    other = ern4().replace(b"<DealReleaseReference>R0", b"<DealReleaseReference>R9")
    assert severities(other, "DX-S04") == [Severity.WARNING]


def test_s05_front_cover() -> None:
    assert "DX-S05" in codes(ern4().replace(b"FrontCoverImage", b"BackCoverImage"))


def test_s08_a_test_is_told() -> None:
    control = b"<MessageControlType>TestMessage</MessageControlType></MessageHeader>"
    assert severities(ern4().replace(b"</MessageHeader>", control), "DX-S08") == [Severity.INFORMATION]
    live = control.replace(b"Test", b"Live")
    assert severities(ern4().replace(b"</MessageHeader>", live), "DX-S08") == []


def test_s03_a_marked_track_release_alone_may_be_main_in_ern_4() -> None:
    data = ern4().replace(b"<Release><ReleaseRef", b"<TrackRelease><ReleaseRef")
    data = data.replace(b"</Release></ReleaseList>", b"</TrackRelease></ReleaseList>")
    assert "DX-S03" in codes(data)
    assert "DX-S03" not in codes(data.replace(b"<TrackRelease>", b'<TrackRelease IsMainRelease="true">'))


def test_s06_videos_only_is_no_fault() -> None:
    data = (
        ern4(version="43")
        .replace(b"SoundRecording>", b"Video>")
        .replace(b"SoundRecordingEdition>", b"VideoEdition>")
    )
    assert severities(data, "DX-S06") == [Severity.INFORMATION]


def test_x03_a_second_declaration_hides_nothing() -> None:
    twice = ern4(Song(ai="None")).replace(
        b"<ContainsAI>None</ContainsAI>", b"<ContainsAI>None</ContainsAI><ContainsAI>All</ContainsAI>"
    )
    assert [f.xpath for f in told(twice) if "more than once" in f.observed] == [
        "/ern:NewReleaseMessage/ResourceList[1]/SoundRecording[1]/ContainsAI[2]"
    ]


def test_x03_ai_in_ern_3_is_told_once() -> None:
    data = ern3().replace(b"<Duration>", b"<ContainsAI>Partly</ContainsAI><Duration>", 1)
    assert [f.severity.value for f in told(data) if f.code == "DX-X03"] == ["Warning"]
    assert "DX-D05" not in codes(data)  # there is no place to say which part
