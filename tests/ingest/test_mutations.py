"""However a message is damaged, reading it ends in tracks or in one clear error, never in a crash."""

import contextlib
import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.delivery import DeliveredFile, Delivery
from ingest.ern.reader import read
from ingest.errors import UnusableMessageError
from ingest.manifest import read_manifest
from ingest.reader import ReadDelivery, read_delivery
from tests.ingest.bytes_store import Store
from tests.ingest.messages import Song, ern3, ern4, generative_ai, hash_sum, manifest, party

SONG = Song(
    ai="Partly",
    contributors=party("Composer", "Partly") + generative_ai("LeadVocalist"),
    files={"resources/A1.flac": hash_sum("MD5", "0" * 32)},
    extra="<HasVocalPerformance>true</HasVocalPerformance>",
)
MESSAGES = [
    ern4(SONG, Song(reference="A2", isrc="QZABC2600002"), release_ai="None"),
    ern4(Song(), version="42"),
    ern3(),
]
TAGS = re.compile(rb"<[^<>]*>")
TEXTS = re.compile(rb">([^<>]*)<")
ODD = st.sampled_from(
    [
        b"",
        b" ",
        b"\xff",
        b"\x00",
        b"&#0;",
        b"&lt;",
        b"-1",
        b"9" * 400,
        b"../..",
        b"\xe2\x80\xae",
        b"PT",
        b"]]>",
        b"A1",
    ]
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A message with a few cuts, swaps, repetitions, odd texts and renamed elements."""
    data = draw(st.sampled_from(MESSAGES))
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(
            st.sampled_from(["cut", "byte", "drop", "double", "swap", "text", "element", "attributes"])
        )
        data = _damage(draw, kind, data)
    return data


def _damage(draw: st.DrawFn, kind: str, data: bytes) -> bytes:
    tags = list(TAGS.finditer(data))
    texts = list(TEXTS.finditer(data))
    if not tags or not texts:
        return data
    tag, other, text = (draw(st.sampled_from(each)) for each in (tags, tags, texts))
    start, end = tag.span()
    place = draw(st.integers(0, len(data) - 1))
    ways: dict[str, Callable[[], bytes]] = {
        "cut": lambda: data[:place],
        "byte": lambda: data[:place] + draw(st.binary(min_size=1, max_size=3)) + data[place + 1 :],
        "drop": lambda: data[:start] + data[end:],
        "double": lambda: data[:end] + tag[0] + data[end:],
        "swap": lambda: data.replace(tag[0], b"<swapped/>", 1).replace(other[0], tag[0], 1),
        "attributes": lambda: data[:start] + re.sub(rb'"[^"]*"', b'"?"', tag[0]) + data[end:],
        "text": lambda: data[: text.start(1)] + draw(ODD) + data[text.end(1) :],
        "element": lambda: _without_element(tag[0], data),
    }
    return ways[kind]()


def _without_element(tag: bytes, data: bytes) -> bytes:
    """Drops or empties whole elements, so that what is left is well-formed."""
    name = re.match(rb"</?([\w:]+)", tag)
    if name is None:
        return data
    return re.sub(rb"<%s\b[^>]*>.*?</%s>" % (name[1], name[1]), b"", data, count=1, flags=re.DOTALL)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged())
def test_a_damaged_message_never_crashes_the_reader(data: bytes) -> None:
    result = deliver(data)
    if result.message is None:
        (finding,) = result.findings
        assert finding.observed
        assert finding.expected
        assert finding.fix
    else:
        assert len(result.tracks) == len(result.message.recordings)
        assert len({track.track_id for track in result.tracks}) == len(result.tracks)
    assert result.acknowledgement.model_dump_json()


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_answered(data: bytes) -> None:
    for reader in (read, read_manifest):
        with contextlib.suppress(UnusableMessageError):
            reader(data)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_manifest_is_answered(data: st.DataObject) -> None:
    whole = manifest(("M-1", "a/a.xml", hash_sum("MD5", "0" * 32)), ("M-2", "b/b.xml", ""))
    kind = data.draw(st.sampled_from(["cut", "byte", "drop", "double", "swap", "text", "element"]))
    broken = _damage(data.draw, kind, whole)
    with contextlib.suppress(UnusableMessageError):
        assert read_manifest(broken).place


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_any_title_comes_through_unchanged(title: str) -> None:
    (track,) = deliver(ern4(Song(title=f"_{title}_"))).tracks
    assert track.title == f"_{title}_"


def deliver(data: bytes) -> ReadDelivery:
    store = Store({"message": data})
    sha256 = hashlib.sha256(data).hexdigest()
    message = DeliveredFile(name="message.xml", location="message", size=len(data), sha256=sha256)
    delivery = Delivery(
        delivery_id="d", folder="/d", message=message, received_at=datetime(2026, 11, 21, tzinfo=UTC)
    )
    return read_delivery(delivery, store.open)
