"""Tags are read from every container, within limits, whatever a file claims."""

import io
import struct
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.marks.tag import MAX_TEXT_BYTES, Tag
from ingest.marks.tags import FileTags, read_tags
from tests.ingest.marks import writers as w

MADE = "made with suno; created=2026-06-15T13:34:40Z; id=1d504ef5-faa0-4966-b320-68330cedcdf1"
AIGC = '{"AIGC": {"Label": "1", "ContentProducer": "Mureka"}}'


def read(data: bytes) -> FileTags:
    return read_tags(io.BytesIO(data))


def pairs(data: bytes) -> dict[str, str]:
    found = read(data)
    assert found.problem is None
    return {tag.name: tag.text for tag in found.tags}


@pytest.mark.parametrize("major", [3, 4])
def test_id3_comments_free_texts_and_links(major: int) -> None:
    frames = (
        w.frame("TPE1", w.text("Udio"), major),
        w.frame("COMM", w.comment("\ufeff" + MADE), major),
        w.frame("TXXX", w.free_text("AIGC", AIGC), major),
        w.frame("WOAS", b"https://suno.com/song/1\0\0", major),
        w.frame("WXXX", b"\x00Source\0https://example.org/a", major),
    )
    assert pairs(w.mp3(*frames, major=major)) == {
        "artist": "Udio",
        "comment": MADE,
        "aigc": AIGC,
        "audio source": "https://suno.com/song/1",
        "source": "https://example.org/a",
    }


def test_id3_of_version_2_2() -> None:
    frames = (
        w.frame("TP1", b"\x00Udio\0", 2),
        w.frame("COM", b"\x00eng\0" + MADE.encode(), 2),
        w.frame("TXX", b"\x00AIGC\0" + AIGC.encode(), 2),
        w.frame("WAS", b"https://suno.com/song/1", 2),
    )
    found = pairs(w.mp3(*frames, major=2))
    assert (found["artist"], found["comment"], found["aigc"]) == ("Udio", MADE, AIGC)
    assert found["audio source"] == "https://suno.com/song/1"


def test_a_comment_with_a_description_is_a_comment_and_its_place_says_so() -> None:
    (tag,) = read(w.mp3(w.frame("COMM", b"\x03eng" + b"AIGC\0" + AIGC.encode()))).tags
    assert tag == Tag("comment", AIGC, "ID3 COMM AIGC:COMM")


def test_several_values_of_one_frame_are_several_tags() -> None:
    found = read(w.mp3(w.frame("TPE1", b"\x03Ana\0Udio\0", 4), major=4))
    assert [tag.text for tag in found.tags] == ["Ana", "Udio"]


def test_plain_sizes_in_version_2_4_are_understood() -> None:
    long = "x" * 300
    plain = w.frame("TXXX", w.free_text("note", long), 3) + w.frame("TPE1", b"\x03Udio", 4)
    assert pairs(w.id3(plain, major=4) + w.MPEG_FRAME)["artist"] == "Udio"


def test_unsynchronised_and_packed_frames_are_undone() -> None:
    body = b"\x00" + b"a\xff\x00b"
    assert pairs(w.id3(w.frame("TIT2", body), flags=0x80) + w.MPEG_FRAME) == {"title": "a\xffb"}
    packed = zlib.compress(b"\x03Udio")
    head = b"TPE1" + struct.pack(">I", len(packed) + 4) + b"\x00\x80"
    assert pairs(w.id3(head + struct.pack(">I", 5) + packed) + w.MPEG_FRAME) == {"artist": "Udio"}


def test_a_packed_bomb_gives_no_more_than_a_tag_may_hold() -> None:
    packed = zlib.compress(b"\x03" + b"a" * (40 << 20))
    head = b"TPE1" + struct.pack(">I", len(packed) + 4) + b"\x00\x80"
    (tag,) = read(w.id3(head + bytes(4) + packed) + w.MPEG_FRAME).tags
    assert len(tag.text) <= MAX_TEXT_BYTES


def test_id3v1_at_the_end() -> None:
    assert pairs(w.MPEG_FRAME * 3 + w.id3v1(b"made with suno"))["comment"] == "made with suno"


@pytest.mark.parametrize("make", [w.flac, w.vorbis, w.opus])
def test_vorbis_comments(make: object) -> None:
    data = make(f"DESCRIPTION={MADE}", f"AIGC={AIGC}", "COMMENTS=one=two")  # type: ignore[operator]
    found = pairs(data)
    assert (found["description"], found["aigc"], found["comments"]) == (MADE, AIGC, "one=two")


def test_a_vorbis_comment_packet_may_span_pages() -> None:
    packet = b"OpusTags" + w.comments("ARTIST=" + "a" * 70_000, f"comment={MADE}")
    half = 255 * 250
    first, second = packet[:half], packet[half:]
    head = b"OggS\0\0" + bytes(8) + struct.pack("<III", 1, 1, 0)
    open_page = head + b"\xfa" + b"\xff" * 250 + first
    data = w.ogg_page(b"OpusHead" + bytes(11)) + open_page + w.ogg_page(second, number=2)
    assert pairs(data)["comment"] == MADE


def test_flac_after_an_id3_tag_and_its_credentials() -> None:
    credentials = w.frame("GEOB", b"\x00application/c2pa\0c2pa\0c2pa manifest store\0" + bytes(50))
    found = read(w.id3(credentials) + w.flac(f"comment={MADE}"))
    assert found.has_credentials is True
    assert found.container == "flac"
    assert [tag.text for tag in found.tags if tag.name == "comment"] == [MADE]


def test_riff_texts_also_after_the_sound_and_in_an_id3_chunk() -> None:
    data = w.wav(
        w.chunk(b"bext", b"made with suno".ljust(602, b"\0")),
        w.chunk(b"data", bytes(101)),
        w.info(ICMT=MADE, IART="Udio"),
        w.chunk(b"id3 ", w.id3(w.frame("TXXX", w.free_text("AIGC", AIGC)))),
    )
    assert pairs(data) == {"description": "made with suno", "comment": MADE, "artist": "Udio", "aigc": AIGC}


def test_a_wav_whose_data_was_left_open_is_no_damage() -> None:
    assert read(w.wav() + b"data" + b"\xff" * 4 + bytes(10)).problem is None


def test_rf64_is_followed_past_its_data() -> None:
    sizes = struct.pack("<QQQI", 0, 10, 0, 0)
    data = b"RF64\xff\xff\xff\xffWAVE" + w.chunk(b"ds64", sizes)
    assert pairs(data + b"data\xff\xff\xff\xff" + bytes(10) + w.info(ICMT=MADE))["comment"] == MADE


def test_credentials_in_riff_and_mp4_are_met() -> None:
    assert read(w.wav(w.chunk(b"C2PA", bytes(20)))).has_credentials is True
    kind = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
    assert read(w.mp4(w.box(b"uuid", kind, bytes(20)))).has_credentials is True
    assert read(w.wav()).has_credentials is False


def test_aiff_texts() -> None:
    comment = struct.pack(">HIHH", 1, 0, 0, len(MADE)) + MADE.encode()
    data = w.aiff(
        w.chunk(b"NAME", b"Low Tide", ">"),
        w.chunk(b"AUTH", b"Udio", ">"),
        w.chunk(b"COMT", comment, ">"),
        w.chunk(b"ID3 ", w.id3(w.frame("TXXX", w.free_text("AIGC", AIGC))), ">"),
    )
    assert pairs(data) == {"title": "Low Tide", "artist": "Udio", "comment": MADE, "aigc": AIGC}
    assert pairs(w.aiff(w.chunk(b"ANNO", MADE.encode(), ">"))) == {"comment": MADE}


def test_mp4_items_named_items_and_keys() -> None:
    named = w.box(
        b"----", w.box(b"mean", bytes(4), b"com.x"), w.box(b"name", bytes(4), b"AIGC"), w.data_box(AIGC)
    )
    found = pairs(w.mp4(w.items(w.box(b"\xa9cmt", w.data_box(MADE)), named)))
    assert found == {"comment": MADE, "aigc": AIGC}
    assert pairs(w.mp4(w.keys([("comment", MADE), ("AIGC", AIGC)]))) == {"comment": MADE, "aigc": AIGC}


def test_mp4_texts_of_quicktime_and_a_box_of_its_own_name() -> None:
    old = w.box(b"\xa9cmt", struct.pack(">HH", len(MADE), 0), MADE.encode())
    udta = w.box(b"udta", old, w.box(b"AIGC", AIGC.encode()), bytes(4))
    assert pairs(w.mp4(w.box(b"moov", udta))) == {"comment": MADE, "aigc": AIGC}


@pytest.mark.parametrize(
    "data",
    [
        b"ID3\x03\0\0\0\0\x01\0" + b"TPE1\x7f\xff\xff\xff\0\0" + bytes(200),
        b"fLaC\x84\xff\xff\xff" + bytes(40),
        w.wav(b"LIST\xf0\xff\xff\x7fINFO"),
        w.mp4(b"\x7f\xff\xff\xffmoov"),
        w.ogg_page(b"OpusHead") + b"nonsense" * 10,
    ],
)
def test_a_length_that_lies_is_told_and_costs_nothing(data: bytes) -> None:
    started = time.process_time()
    found = read(data)
    assert time.process_time() - started < 1
    assert found.problem


def test_what_was_read_before_the_damage_stands() -> None:
    broken = w.frame("COMM", w.comment(MADE)) + b"TPE1\x7f\xff\xff\xff\0\0"
    found = read(w.id3(broken) + w.MPEG_FRAME)
    assert [tag.text for tag in found.tags] == [MADE]
    assert found.problem
    assert found.has_credentials is None


def test_a_file_of_another_kind_is_told() -> None:
    found = read(b"%PDF-1.4" + bytes(200))
    assert (found.container, found.tags) == (None, ())
    assert "no kind" in (found.problem or "")


def test_a_picture_of_megabytes_is_passed_over() -> None:
    picture = w.frame("APIC", bytes(30 << 20))
    assert pairs(w.mp3(picture, w.frame("TPE1", w.text("Udio")))) == {"artist": "Udio"}


def test_a_million_tags_end_at_the_limit() -> None:
    found = read(w.id3(w.frame("TPE1", b"\x03a") * 20_000) + w.MPEG_FRAME)
    assert found.problem
    assert len(found.tags) <= 4_001


STARTS = [
    w.mp3(w.frame("COMM", w.comment(MADE))),
    w.flac("a=b"),
    w.vorbis("a=b"),
    w.opus("a=b"),
    w.wav(w.info(ICMT="a")),
    w.aiff(w.chunk(b"COMT", bytes(20), ">")),
    w.mp4(w.keys([("a", "b")])),
    w.mp4(w.items(w.box(b"\xa9cmt", w.data_box("a")))),
]


@settings(max_examples=200, deadline=1000)
@given(
    st.sampled_from(STARTS),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=12),
    st.binary(max_size=60),
)
def test_damage_never_escapes(start: bytes, changes: list[tuple[int, int]], tail: bytes) -> None:
    data = bytearray(start + tail)
    for at, value in changes:
        data[at % len(data)] = value
    found = read(bytes(data))
    assert all(tag.text and tag.name is not None for tag in found.tags)
