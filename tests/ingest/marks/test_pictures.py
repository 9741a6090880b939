"""Marks in cover pictures: read by their formats, held against what is declared of the picture."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contracts.delivery import Delivery
from contracts.finding import Finding
from ingest.marks.examine import Examiner
from ingest.marks.registry import Registry
from ingest.marks.source import Source
from ingest.marks.tags import FileTags, read_tags
from ingest.reader import read_delivery
from runtime.objects import Objects
from runtime.workers import WorkerPool
from tests.ingest.marks.sounds import Authority, manifest
from tests.ingest.messages import ern4

SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
XMP = f'<x:xmpmeta><rdf:Description Iptc4xmpExt:DigitalSourceType="{SOURCE}"/></x:xmpmeta>'
PARAMETERS = "a harbour at dusk\nSteps: 30, Sampler: Euler a, CFG scale: 7"
COVER = "resources/cover.{}"


def jpeg(*segments: bytes) -> bytes:
    """A real picture with further segments behind its start."""
    codec = av.CodecContext.create("mjpeg", "w")
    codec.width = codec.height = 16
    codec.pix_fmt = "yuvj420p"
    codec.time_base = Fraction(1, 25)
    frame = av.VideoFrame.from_ndarray(np.full((16, 16, 3), 90, np.uint8)).reformat(format="yuvj420p")
    (packet,) = codec.encode(frame)
    plain = bytes(packet)
    return plain[:2] + b"".join(segments) + plain[2:]


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def xmp_segment(text: str = XMP) -> bytes:
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + text.encode())


def png(*chunks: bytes) -> bytes:
    """A picture of one pixel with further chunks."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    rest = chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + rest


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def international(key: str, text: str, *, packed: bool = False) -> bytes:
    body = zlib.compress(text.encode()) if packed else text.encode()
    return chunk(b"iTXt", key.encode() + b"\0" + bytes((packed,)) + b"\0en\0\0" + body)


def tags(data: bytes) -> FileTags:
    return read_tags(io.BytesIO(data))


@pytest.mark.parametrize(
    ("data", "name", "text"),
    [
        (jpeg(xmp_segment()), "xmp", XMP),
        (jpeg(segment(0xFE, b"made by hand")), "comment", "made by hand"),
        (png(chunk(b"tEXt", b"parameters\0" + PARAMETERS.encode())), "parameters", PARAMETERS),
        (png(chunk(b"zTXt", b"parameters\0\0" + zlib.compress(b"Steps"))), "parameters", "Steps"),
        (png(international("XML:com.adobe.xmp", XMP)), "xmp", XMP),
        (png(international("prompt", "Größe", packed=True)), "prompt", "Größe"),
    ],
)
def test_the_texts_of_pictures(data: bytes, name: str, text: str) -> None:
    told = tags(data)
    assert (told.problem, told.has_credentials) == (None, False)
    assert [(tag.name, tag.text) for tag in told.tags][:1] == [(name, text)]


@pytest.mark.parametrize(
    "data",
    [
        jpeg()[:40],
        b"\xff\xd8\xff\xe1\xff\xff" + bytes(20),
        b"\xff\xd8\xff\xe0\0\x02\0\0\0\0",
        png()[:20],
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 1 << 31) + b"tEXt",
        png(chunk(b"zTXt", b"a\0\0not packed")),
        png(chunk(b"tEXt", b"a" * 200)),
    ],
)
def test_a_damaged_picture_is_told_and_never_raised(data: bytes) -> None:
    assert tags(data).problem


def test_a_text_that_unpacks_to_far_more_is_cut() -> None:
    bomb = png(chunk(b"zTXt", b"parameters\0\0" + zlib.compress(bytes(50_000_000))))
    assert all(len(tag.text) <= 1 << 16 for tag in tags(bomb).tags)


@example(b"AIFF", b"\x89PNG\r\n\x1a\n")
@given(st.binary(max_size=300), st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]))
def test_any_bytes_behind_a_beginning_are_read_or_told(data: bytes, magic: bytes) -> None:
    told = tags(magic + data)
    assert told.container in ("jpeg", "png")
    assert Source.of(data).size == len(data)


@pytest.fixture(scope="module")
def workers() -> Iterator[WorkerPool]:
    with WorkerPool(1) as pool:
        yield pool


Codes = Callable[..., dict[str, Finding]]


@pytest.fixture
def codes(deliver: Callable[..., Delivery], objects: Objects, workers: WorkerPool) -> Codes:
    """The findings about marks of a delivery whose cover is ``data``."""

    def codes(
        data: bytes, ai: str | None = "None", anchors: str = "", ending: str = "jpg"
    ) -> dict[str, Finding]:
        name = COVER.format(ending)
        file = f"<File><URI>{name}</URI></File>"
        cover = "<Type>FrontCoverImage</Type>"
        there = f"{cover}<TechnicalDetails>{file}</TechnicalDetails>"
        message = ern4(cover_ai=ai).replace(cover.encode(), there.encode())
        examiner = Examiner(Registry.load(), objects.open, objects.path, workers, anchors)
        delivery = deliver(message, {name: data})
        read = read_delivery(delivery, objects.open, examiner=examiner)
        assert read.tracks[0].marks.found == ()
        return {f.code: f for f in read.findings if f.code.startswith("DX-P")}

    return codes


def test_a_cover_that_says_it_is_made_by_ai_against_its_declaration(codes: Codes) -> None:
    told = codes(jpeg(xmp_segment()))["DX-P04"]
    assert told.file == COVER.format("jpg")
    assert "/Image[1]/ContainsAI[1]" in (told.xpath or "")
    assert "DX-P04" in codes(jpeg(xmp_segment()), None)
    assert codes(jpeg(xmp_segment()), "All") == {}
    assert codes(jpeg()) == {}
    painted = png(chunk(b"tEXt", b"parameters\0" + PARAMETERS.encode()))
    assert set(codes(painted, ending="png")) == {"DX-P04"}


@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_content_credentials_of_a_cover(codes: Codes, tmp_path: Path, ending: str) -> None:
    authority = Authority.make("Picture Maker")
    plain = tmp_path / f"plain.{ending}"
    plain.write_bytes(jpeg() if ending == "jpg" else png())
    signed = authority.sign(plain, tmp_path / f"signed.{ending}", manifest("trainedAlgorithmicMedia"))
    data = signed.read_bytes()
    assert tags(data).has_credentials is True
    assert set(codes(data, anchors=authority.root, ending=ending)) == {"DX-P01"}
    assert set(codes(data, None, authority.root, ending)) == {"DX-P02"}
    assert set(codes(data, ending=ending)) == {"DX-P03"}
    assert codes(data, "All", authority.root, ending) == {}
