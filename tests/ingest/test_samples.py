"""The shared sample messages: every track is read, every broken one is told by its codes."""

from pathlib import Path

import pytest
from lxml import etree

from contracts.acknowledgement import AcknowledgementStatus
from contracts.finding import Severity
from ingest.arrival import look_at, make_delivery
from ingest.check import check
from ingest.reader import ReadDelivery, read_delivery
from runtime.objects import Objects

pytestmark = pytest.mark.shared

DDEX = [
    *[
        f"ddex-4.2/{name}"
        for name in ("1 Audio", "3 MixedMedia", "4 SimpleAudioSingle", "5 SimpleVideoSingle", "8 DjMix")
    ],
    *[
        f"ddex-4.3/{name}"
        for name in (
            "1 Audio",
            "2 Video",
            "3 MixedMedia",
            "4 SimpleAudioSingle",
            "5 SimpleVideoSingle",
            "6 Ringtone",
            "7 LongformMusicalWorkVideo",
            "8 DjMix",
            "Variant Classical",
        )
    ],
]
DEDEX_SOUND = [
    "dedex-3.8.2/001_audioalbum_complete",
    "dedex-3.8.2/015_ern411",
    "dedex-3.8.2/016_utf8_artists",
]
# What each broken message has to hear, besides what its source 001 hears as well.
DEDEX = {
    "002_erroneous_xml": {"DX-X01"},
    "003_version_not_supported": {"DX-X02"},
    "004_xmlns_ern_missing": {"DX-X01"},
    "005_not_valid_xsd": {"DX-X03"},
    "006_zero_sound_recordings": {"DX-X03"},
    "007_zero_image": {"DX-S01", "DX-S05"},
    "008_one_image_not_front": {"DX-S05"},
    "009_no_main_release": {"DX-S03"},
    "010_no_album_release": {"DX-S03"},
    "011_one_resource_unused": {"DX-S02"},
    "012_missing_isrc": {"DX-I01", "DX-S02"},
    "013_isrc_empty_string": {"DX-I01"},
    "014_missing_deal": {"DX-S03", "DX-S04"},
    "017_purged_release": {"DX-S07", "DX-S08", "DX-I01", "DX-I02"},
}
REJECTED = {
    "002_erroneous_xml",
    "003_version_not_supported",
    "004_xmlns_ern_missing",
    "006_zero_sound_recordings",
}
AI = {
    "all_but_human_contributor": {"DX-C02", "DX-C07", "DX-D07"},
    "both_refs": {"DX-C09", "DX-X03", "DX-D01"},
    "generativeai_aicontribution_none": {"DX-C03"},
    "lowercase_none": {"DX-D03"},
    "none_but_contributor_partly": {"DX-C01"},
    "none_but_generativeai_contributor": {"DX-C01", "DX-C07"},
    "none_consistent": set(),
    "partly_no_ai_contributor": {"DX-D05", "DX-D07"},
    "party_human_aicontribution_all": {"DX-C04", "DX-C07", "DX-C09", "DX-D07"},
    "release_none_track_all": {"DX-C05", "DX-C07", "DX-D07"},
    "role_vocalist_w_instrumenttype": {"DX-C07", "DX-C08", "DX-D07"},
    "specialcontributor_userdefined_no_value": {"DX-D04", "DX-D05", "DX-D07"},
    "undeclared": {"DX-D01"},
    "unknown_value": {"DX-D03"},
}
# Each is a test message without deals and cover, and has one identifier with a wrong check digit.
AI_ALL = {"DX-S04", "DX-S05", "DX-S08", "DX-I02"}
FILES = {"DX-H02", "DX-H03"}


def delivered(path: Path) -> ReadDelivery:
    return read_delivery(make_delivery(look_at(path), None), Objects([path.parent]).open)


@pytest.mark.parametrize("name", DDEX + DEDEX_SOUND)
def test_every_recording_of_a_sound_sample_is_a_track(name: str, shared: Path) -> None:
    path = shared / "ern" / f"{name}.xml"
    tree = etree.parse(path)
    expected = [
        (
            node.xpath("string(ResourceReference)"),
            node.xpath("string((.//ResourceId|SoundRecordingId)/ISRC)"),
            node.xpath("string((DisplayTitle|ReferenceTitle)[1]/TitleText)"),
            sorted({text.strip() for text in node.xpath(".//File/URI/text() | .//File/FileName/text()")}),
        )
        for node in tree.xpath("/*/ResourceList/SoundRecording")
    ]
    read = delivered(path)
    assert read.status is not AcknowledgementStatus.REJECTED
    assert len(read.tracks) == int(tree.xpath("count(//SoundRecording)"))
    assert [
        (t.resource_reference, t.isrc or "", t.title, sorted(a.name.rpartition("/")[2] for a in t.audio))
        for t in read.tracks
    ] == [
        (ref, isrc, title, [name.rpartition("/")[2] for name in names])
        for ref, isrc, title, names in expected
    ]
    for track in read.tracks:
        assert track.display_artist
        assert track.duration_s
        assert track.sender.identifiers["DPID"]
        assert track.release.reference == "R0"
        assert track.release.title
        assert track.release.label


@pytest.mark.parametrize("name", DDEX)
def test_a_valid_sample_has_no_critical_finding_but_its_missing_files(name: str, shared: Path) -> None:
    read = delivered(shared / "ern" / f"{name}.xml")
    critical = {f.code for f in read.findings if f.severity is Severity.CRITICAL}
    assert critical <= {"DX-H03"}
    assert "DX-V01" not in {f.code for f in read.findings}


@pytest.mark.parametrize("name", [name for name in DDEX + DEDEX_SOUND if "DjMix" not in name])
def test_deals_are_found_where_the_sample_has_them(name: str, shared: Path) -> None:
    path = shared / "ern" / f"{name}.xml"
    has_deals = bool(etree.parse(path).xpath("/*/DealList/ReleaseDeal"))
    for track in delivered(path).tracks:
        assert (track.deal.start is not None) is has_deals
        assert bool(track.deal.territories) is has_deals


@pytest.mark.parametrize("name", [name for name in DDEX if "Video" in name])
def test_a_message_of_videos_only_is_taken_without_tracks(name: str, shared: Path) -> None:
    read = delivered(shared / "ern" / f"{name}.xml")
    assert read.tracks == ()
    assert read.status is not AcknowledgementStatus.REJECTED
    assert "DX-S06" in {f.code for f in read.findings}


@pytest.mark.parametrize("name", DEDEX)
def test_every_broken_sample_is_told_what_is_wrong(name: str, shared: Path) -> None:
    folder = shared / "ern" / "dedex-3.8.2"
    sound = {f.code for f in delivered(folder / "001_audioalbum_complete.xml").findings}
    read = delivered(folder / f"{name}.xml")
    codes = {f.code for f in read.findings}
    assert DEDEX[name] <= codes
    assert codes <= DEDEX[name] | sound
    assert (read.status is AcknowledgementStatus.REJECTED) is (name in REJECTED)
    if name in REJECTED:
        assert len(read.findings) == 1
    else:
        assert bool(read.tracks) is (name != "017_purged_release")


def test_the_recordings_without_an_isrc_are_told_by_place(shared: Path) -> None:
    for name in ("012_missing_isrc", "013_isrc_empty_string"):
        read = delivered(shared / "ern" / "dedex-3.8.2" / f"{name}.xml")
        critical = [f for f in read.findings if f.code == "DX-I01" and f.severity is Severity.CRITICAL]
        assert len(critical) == 1
        assert "SoundRecording[" in (critical[0].xpath or "")
        assert sum(1 for track in read.tracks if track.isrc is None) == 1


@pytest.mark.parametrize("name", AI)
def test_every_ai_sample_gets_its_codes(name: str, shared: Path) -> None:
    read = delivered(shared / "ern" / "ai-4.3.2" / f"ern432_{name}.xml")
    assert {f.code for f in read.findings} - FILES == AI[name] | AI_ALL
    assert len(read.tracks) == 1


def test_all_ai_samples_are_covered(shared: Path) -> None:
    assert {path.stem.removeprefix("ern432_") for path in (shared / "ern" / "ai-4.3.2").iterdir()} == set(AI)


@pytest.mark.parametrize(
    ("folder", "codes", "missing"),
    [
        ("001_complete", {"DX-H02", "DX-H03"}, 0),
        ("002_missing_audio", {"DX-H02", "DX-H03"}, 1),
        ("003_image_wrong_ext", {"DX-H02", "DX-H03"}, 2),
        ("004_complete", {"DX-H01", "DX-H03"}, 0),
    ],
)
def test_the_samples_with_assets(folder: str, codes: set[str], missing: int, shared: Path) -> None:
    (result,) = check(shared / "ern" / "dedex-3.8.2" / "with_assets" / folder)
    told = [f for f in result.findings if f.code.startswith("DX-H")]
    assert {f.code for f in told} == codes
    assert sum("not in the delivery" in f.observed for f in told) == missing
    # All files of these samples are empty.
    named = sum(len(track.audio) for track in result.tracks) + 1
    assert sum("0 bytes" in f.observed for f in told) == named - missing
