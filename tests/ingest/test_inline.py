"""A message may travel in its delivery, without a file."""

import hashlib
from datetime import UTC, datetime

import pytest

from contracts.acknowledgement import AcknowledgementStatus
from contracts.delivery import DeliveredFile, Delivery
from ingest.errors import ChangedMessageError
from ingest.inline import inline_delivery
from ingest.reader import read_delivery
from tests.ingest.bytes_store import Store
from tests.ingest.messages import FLAC, Song, ern4

AT = datetime(2026, 11, 1, tzinfo=UTC)
SOUND = DeliveredFile(
    name="resources/A1.flac",
    location="file:///sounds/A1.flac",
    size=len(FLAC),
    sha256=hashlib.sha256(FLAC).hexdigest(),
)


def test_an_inline_message_is_read_as_one_from_a_folder() -> None:
    delivery = inline_delivery(ern4(Song(ai="None")), AT, files=[SOUND])
    over_the_log = Delivery.model_validate_json(delivery.model_dump_json())
    assert over_the_log == delivery
    read = read_delivery(over_the_log, Store({SOUND.location: FLAC}).open)
    (track,) = read.tracks
    assert track.sound is not None
    assert track.sound.sha256 == SOUND.sha256


def test_equal_content_is_the_same_delivery_whenever_it_comes() -> None:
    later = datetime(2026, 11, 2, tzinfo=UTC)
    assert inline_delivery(ern4(), AT).delivery_id == inline_delivery(ern4(), later).delivery_id
    assert inline_delivery(ern4(), AT).delivery_id != inline_delivery(ern4(), AT, files=[SOUND]).delivery_id


def test_bytes_that_are_no_utf_8_survive_and_are_refused_as_a_message() -> None:
    delivery = Delivery.model_validate_json(inline_delivery(b"\xff\x00<a>", AT).model_dump_json())
    assert delivery.message.content == b"\xff\x00<a>"
    assert read_delivery(delivery, Store({}).open).status is AcknowledgementStatus.REJECTED


def test_bytes_that_are_not_what_the_delivery_says_are_refused() -> None:
    delivery = inline_delivery(ern4(), AT)
    forged = delivery.model_copy(
        update={"message": delivery.message.model_copy(update={"content": ern4(Song(title="Other"))})}
    )
    with pytest.raises(ChangedMessageError):
        read_delivery(forged, Store({}).open)
