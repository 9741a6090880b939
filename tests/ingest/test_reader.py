"""A delivery becomes tracks, findings and an acknowledgement."""

import hashlib
from collections.abc import Callable

import pytest

from contracts.acknowledgement import AcknowledgementStatus
from contracts.delivery import Delivery
from contracts.disclosure import DisclosureLevel, Facet
from contracts.finding import Severity
from contracts.track import Track
from ingest.errors import ChangedMessageError
from ingest.reader import ReadDelivery, read_delivery
from runtime.errors import MissingObjectError
from runtime.objects import Objects
from tests.ingest.messages import DPID, FLAC, GRID, ICPN, Song, ern3, ern4, generative_ai, hash_sum, party

Deliver = Callable[..., Delivery]
MD5 = hashlib.md5(FLAC).hexdigest()


def only(read: ReadDelivery) -> Track:
    (track,) = read.tracks
    return track


def codes(read: ReadDelivery) -> list[str]:
    return [finding.code for finding in read.findings]


def test_a_clean_delivery_is_accepted(deliver: Deliver, objects: Objects) -> None:
    song = Song(ai="None", files={"resources/A1.flac": hash_sum("MD5", MD5)})
    delivery = deliver(ern4(song, cover_ai="None"))
    read = read_delivery(delivery, objects.open)
    assert read.findings == ()
    assert read.status is AcknowledgementStatus.ACCEPTED
    answer = read.acknowledgement
    assert (answer.delivery_id, answer.ern_message_id, answer.ern_version) == (
        delivery.delivery_id,
        "MSG-1",
        "4.3.2",
    )
    assert (answer.track_count, answer.isrcs) == (1, ("QZABC2600001",))
    assert answer.sender is not None
    assert answer.sender.identifiers == {"DPID": DPID}


@pytest.mark.parametrize("build", [ern3, ern4])
def test_a_track_says_all_that_the_message_says(
    build: Callable[..., bytes], deliver: Deliver, objects: Objects
) -> None:
    delivery = deliver(build(Song(files={"resources/A1.flac": ""})))
    track = only(read_delivery(delivery, objects.open))
    assert (track.isrc, track.title, track.version_title) == ("QZABC2600001", "Low Tide", "Dub")
    assert (track.display_artist, track.duration_s, track.sequence) == ("Ana Harbour", 184.0, 1)
    assert (track.release.icpn, track.release.grid, track.release.label) == (ICPN, GRID, "Quay Records")
    assert track.release.track_count == 1
    assert track.deal.start is not None
    assert track.deal.start.date().isoformat() == "2026-11-01"
    assert track.partition_key == DPID
    assert track.received_at == delivery.received_at
    sound = track.sound
    assert sound is not None
    assert (sound.name, sound.size) == ("resources/A1.flac", len(FLAC))
    assert sound.sha256 == hashlib.sha256(FLAC).hexdigest()
    assert Track.model_validate_json(track.model_dump_json()) == track


@pytest.mark.parametrize(
    ("name", "expected"),
    [("resources/A1.flac", hashlib.sha256(FLAC).hexdigest()), ("resources/absent.jpg", MD5)],
)
def test_a_release_knows_its_front_cover(
    name: str, expected: str, deliver: Deliver, objects: Objects
) -> None:
    image = (
        "<Image><ResourceReference>A91</ResourceReference><Type>FrontCoverImage</Type><TechnicalDetails>"
        f"<TechnicalResourceDetailsReference>T91</TechnicalResourceDetailsReference><File><URI>{name}</URI>"
        f"{hash_sum('MD5', MD5)}</File></TechnicalDetails></Image>"
    )
    track = only(read_delivery(deliver(ern4(Song(), resources=image)), objects.open))
    assert track.release.cover == expected
    assert only(read_delivery(deliver(ern4(Song())), objects.open)).release.cover is None


def test_territories_and_their_exceptions_are_kept(deliver: Deliver, objects: Objects) -> None:
    track = only(read_delivery(deliver(ern3()), objects.open))
    assert (track.deal.territories, track.deal.excluded_territories) == (("Worldwide",), ("US",))


def test_the_declaration_comes_with_its_facets(deliver: Deliver, objects: Objects) -> None:
    song = Song(ai="Partly", contributors=generative_ai("LeadVocalist") + party("Composer", "None"))
    track = only(read_delivery(deliver(ern4(song)), objects.open))
    assert track.disclosure.level is DisclosureLevel.PARTLY
    assert track.disclosure.declared_value == "Partly"
    said = [(f.facet, f.level, f.role, f.contributor) for f in track.disclosure.facets]
    assert said == [
        (Facet.VOCALS, DisclosureLevel.ALL, "LeadVocalist", "GenerativeAI"),
        (Facet.COMPOSITION_LYRICS, DisclosureLevel.NONE, "Composer", "Ana Harbour"),
    ]
    by_name = {c.name: c for c in track.contributors if not c.is_display_artist}
    assert by_name["GenerativeAI"].ai_contribution is DisclosureLevel.UNDECLARED  # as declared


def test_undeclared_and_not_carried_are_told_apart(deliver: Deliver, objects: Objects) -> None:
    for version, carried in (("432", True), ("43", False)):
        track = only(read_delivery(deliver(ern4(version=version)), objects.open))
        assert track.disclosure.level is DisclosureLevel.UNDECLARED
        assert track.disclosure.declared_value is None
        assert track.disclosure.carried is carried


def test_artwork_by_ai_is_a_facet_of_the_release(deliver: Deliver, objects: Objects) -> None:
    data = ern4(Song(ai="None")).replace(b"</Type></Image>", b"</Type><ContainsAI>All</ContainsAI></Image>")
    facets = only(read_delivery(deliver(data), objects.open)).release.disclosure.facets
    assert [(f.facet, f.level) for f in facets] == [(Facet.ARTWORK, DisclosureLevel.ALL)]


def test_a_track_carries_its_own_findings_and_its_releases(deliver: Deliver, objects: Objects) -> None:
    good = Song(reference="A2", isrc="QZABC2600002", title="Ebb", ai="None", files={"A2.flac": ""})
    bad = Song(ai="None", contributors=generative_ai("Composer"))
    files = {"resources/A1.flac": FLAC, "A2.flac": FLAC + b"2"}
    first, second = read_delivery(deliver(ern4(bad, good, release_ai="All"), files), objects.open).tracks
    assert {f.code for f in first.findings} == {"DX-C01", "DX-C05", "DX-H02"}
    assert {f.code for f in second.findings} == {"DX-C05", "DX-H02"}


def test_a_wrong_hash_is_told_and_the_track_goes_on(deliver: Deliver, objects: Objects) -> None:
    song = Song(ai="None", files={"resources/A1.flac": hash_sum("MD5", MD5[::-1])})
    read = read_delivery(deliver(ern4(song, cover_ai="None")), objects.open)
    (finding,) = read.findings
    assert (finding.code, finding.severity) == ("DX-H01", Severity.CRITICAL)
    assert (finding.file, finding.isrc) == ("resources/A1.flac", "QZABC2600001")
    assert MD5 in finding.observed
    assert read.status is AcknowledgementStatus.ACCEPTED_WITH_WARNINGS
    assert only(read).sound is not None


def test_a_missing_file_is_told_and_the_track_goes_on(deliver: Deliver, objects: Objects) -> None:
    read = read_delivery(deliver(ern4(Song(ai="None"), cover_ai="None"), {}), objects.open)
    assert codes(read) == ["DX-H02", "DX-H03"]
    assert only(read).sound is None
    assert only(read).audio[0].location is None


def test_an_empty_file_is_told(deliver: Deliver, objects: Objects) -> None:
    read = read_delivery(deliver(ern4(Song(ai="None")), {"resources/A1.flac": b""}), objects.open)
    assert "0 bytes" in next(f.observed for f in read.findings if f.code == "DX-H03")


def test_a_name_that_leads_out_is_told_and_never_opened(deliver: Deliver) -> None:
    opened: list[str] = []
    song = Song(ai="None", files={"../../secret.flac": ""})
    delivery = deliver(ern4(song))
    message = open(delivery.message.location.removeprefix("file://"), "rb")  # noqa: SIM115, PTH123  # closed by the reader

    def open_file(location: str) -> object:
        opened.append(location)
        return message

    read = read_delivery(delivery, open_file)  # type: ignore[arg-type]
    assert opened == [delivery.message.location]
    assert next(f for f in read.findings if f.code == "DX-H03").severity is Severity.CRITICAL


def test_a_file_that_changed_after_arrival_is_told(deliver: Deliver, objects: Objects) -> None:
    delivery = deliver(ern4(Song(ai="None")))
    objects.path(delivery.files[0].location).write_bytes(b"other")
    read = read_delivery(delivery, objects.open)
    assert "changed" in next(f.observed for f in read.findings if f.code == "DX-H03")


def test_a_file_that_vanished_after_arrival_is_told(deliver: Deliver, objects: Objects) -> None:
    delivery = deliver(ern4(Song(ai="None")))
    objects.path(delivery.files[0].location).unlink()
    read = read_delivery(delivery, objects.open)
    assert "no longer there" in next(f.observed for f in read.findings if f.code == "DX-H03")


def test_a_message_that_changed_or_vanished_is_no_delivery_any_more(
    deliver: Deliver, objects: Objects
) -> None:
    delivery = deliver(ern4())
    path = objects.path(delivery.message.location)
    path.write_bytes(ern4(Song(title="Other")))
    with pytest.raises(ChangedMessageError, match="changed"):
        read_delivery(delivery, objects.open)
    path.unlink()
    with pytest.raises(MissingObjectError):
        read_delivery(delivery, objects.open)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<a>", "DX-X01"),
        (b"<!DOCTYPE a><a/>", "DX-X01"),
        (b"<a/>", "DX-X02"),
        (ern4().replace(b"NewReleaseMessage", b"PurgeReleaseMessage"), "DX-X03"),
        (ern4().replace(b"SoundRecording>", b"Software>"), "DX-X03"),
    ],
)
def test_an_unusable_message_is_rejected_with_one_finding(
    data: bytes, code: str, deliver: Deliver, objects: Objects
) -> None:
    read = read_delivery(deliver(data), objects.open)
    assert codes(read) == [code]
    assert read.status is AcknowledgementStatus.REJECTED
    assert read.acknowledgement.status is AcknowledgementStatus.REJECTED
    assert read.tracks == ()


def test_videos_only_make_no_tracks_and_no_rejection(deliver: Deliver, objects: Objects) -> None:
    data = (
        ern4(Song(ai="None"))
        .replace(b"SoundRecording>", b"Video>")
        .replace(b"RecordingEdition", b"VideoEdition")
    )
    read = read_delivery(deliver(data.replace(b"SoundVideoEdition", b"VideoEdition")), objects.open)
    assert read.tracks == ()
    assert read.status is AcknowledgementStatus.ACCEPTED
    assert "DX-S06" in codes(read)


def test_two_recordings_of_one_reference_are_two_tracks(deliver: Deliver, objects: Objects) -> None:
    read = read_delivery(deliver(ern4(Song(), Song(title="Other", isrc="QZABC2600002"))), objects.open)
    assert len({track.track_id for track in read.tracks}) == 2


def test_the_same_delivery_makes_the_same_tracks(deliver: Deliver, objects: Objects) -> None:
    first = read_delivery(deliver(ern4()), objects.open)
    second = read_delivery(deliver(ern4()), objects.open)
    assert [t.track_id for t in first.tracks] == [t.track_id for t in second.tracks]
