"""A message comes back from the log as it went in; anything else is told apart."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.acknowledgement import Acknowledgement, AcknowledgementStatus
from contracts.delivery import Delivery
from contracts.message import Message
from runtime.codec import decode, encode
from runtime.errors import NewerSchemaError, PoisonError, UnreadableMessageError
from runtime.log.record import Record


def acknowledgement(delivery_id: str = "d1") -> Acknowledgement:
    return Acknowledgement(
        delivery_id=delivery_id,
        status=AcknowledgementStatus.REJECTED,
        received_at=datetime(2026, 1, 1, 10, 30, 0, 123456, tzinfo=UTC),
    )


def record(message: Message, **headers: str) -> Record:
    key, value, own = encode(message)
    return Record("topic", 2, 7, key, value, {**own, **headers})


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_a_message_comes_back_as_it_was(delivery_id: str) -> None:
    message = acknowledgement(delivery_id)
    assert decode(record(message), Acknowledgement) == message


def test_the_headers_are_those_of_cloud_events() -> None:
    key, _, headers = encode(acknowledgement())
    assert key == "d1"
    assert headers == {
        "ce_specversion": "1.0",
        "ce_id": "acknowledgement-d1",
        "ce_type": "deadwax.Acknowledgement",
        "ce_source": "deadwax",
        "ce_dataschema": "urn:deadwax:Acknowledgement:1.0",
        "content-type": "application/json",
        "schema_version": "1.0",
    }


def test_a_message_without_headers_is_read() -> None:
    key, value, _ = encode(acknowledgement())
    assert decode(Record("t", 0, 0, key, value, {}), Acknowledgement) == acknowledgement()


def test_a_newer_minor_version_is_read_with_its_unknown_fields_left_out() -> None:
    message = acknowledgement()
    value = message.model_dump_json()[:-1].encode() + b',"brand_new":1}'
    newer = Record("t", 0, 0, "", value, {"schema_version": "1.99"})
    assert decode(newer, Acknowledgement) == message


def test_a_newer_major_version_is_refused_with_a_remedy() -> None:
    with pytest.raises(NewerSchemaError, match="Upgrade this worker"):
        decode(record(acknowledgement(), schema_version="2.0"), Acknowledgement)


def test_another_type_is_refused() -> None:
    with pytest.raises(UnreadableMessageError, match=r"holds a deadwax\.Acknowledgement"):
        decode(record(acknowledgement()), Delivery)


def test_the_error_names_the_place_and_the_fields() -> None:
    broken = Record("tracks", 3, 42, "", b'{"delivery_id": 1, "status": "maybe"}', {})
    with pytest.raises(UnreadableMessageError) as caught:
        decode(broken, Acknowledgement)
    text = str(caught.value)
    assert "tracks/3 at offset 42" in text
    assert "delivery_id: Input should be a valid string" in text
    assert "(3 in all)" in text


@given(st.binary(max_size=200), st.text(max_size=10))
def test_any_bytes_are_read_or_refused_as_poison(value: bytes, version: str) -> None:
    with pytest.raises(PoisonError):
        decode(Record("t", 0, 0, "", value, {"schema_version": version or "x"}), Acknowledgement)
