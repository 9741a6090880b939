"""What is fuzzed: each target takes any bytes, and raises only where a promise is broken."""

import contextlib
import hashlib
import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from lxml import etree

from contracts.acknowledgement import Acknowledgement
from contracts.delivery import DeliveredFile, Delivery
from contracts.party import Party
from ingest.acknowledgement_xml import acknowledgement_xml
from ingest.errors import UnusableMessageError
from ingest.manifest import read_manifest
from ingest.marks.found import marks_in
from ingest.marks.registry import Registry
from ingest.marks.tags import read_tags
from ingest.reader import ReadDelivery, read_delivery
from tests.ingest.bytes_store import Store
from tests.ingest.messages import DPID, FLAC

OURS = Party(name="Harbour Music", identifiers={"DPID": DPID})
REGISTRY = Registry.load()
AT = datetime(2026, 11, 21, tzinfo=UTC)
FILES = {"resources/A1.flac": FLAC, "resources/A2.flac": b""}


def message(data: bytes) -> None:
    """A delivery with these bytes as its message ends in an answer that can be sent, and in its tracks."""
    read = delivered(data)
    for finding in read.findings:
        assert finding.observed
        assert finding.expected
        assert finding.fix
    if read.message is None:
        assert read.findings
        assert not read.tracks
    else:
        assert len(read.tracks) == len(read.message.recordings)
        assert len({track.track_id for track in read.tracks}) == len(read.tracks)
    for track in read.tracks:
        assert type(track).model_validate_json(track.model_dump_json()) == track
    answer = read.acknowledgement
    assert Acknowledgement.model_validate_json(answer.model_dump_json()) == answer
    xml = acknowledgement_xml(answer, OURS)
    if xml is not None:
        etree.fromstring(xml)


def manifest(data: bytes) -> None:
    """A batch's manifest is read, or refused with one clear error."""
    with contextlib.suppress(UnusableMessageError):
        for entry in read_manifest(data).entries:
            assert entry.place.xpath


def tags(data: bytes) -> None:
    """A sound file's tags are read as far as they can be, whatever they claim."""
    found = read_tags(io.BytesIO(data))
    for mark in marks_in(found.tags, REGISTRY):
        assert mark.model_dump_json().encode()


def delivered(data: bytes) -> ReadDelivery:
    """Read a delivery of this message and two files."""
    store = Store({"message": data, **FILES})
    files = tuple(_file(name, name, content) for name, content in FILES.items())
    delivery = Delivery(
        delivery_id="d",
        folder="/d",
        message=_file("message.xml", "message", data),
        files=files,
        received_at=AT,
    )
    return read_delivery(delivery, store.open)


def _file(name: str, location: str, content: bytes) -> DeliveredFile:
    return DeliveredFile(
        name=name, location=location, size=len(content), sha256=hashlib.sha256(content).hexdigest()
    )


TARGETS: Mapping[str, Callable[[bytes], None]] = MappingProxyType(
    {"message": message, "manifest": manifest, "tags": tags}
)
