"""A record behaves as a frozen dataclass does for whoever keeps to the types."""

from dataclasses import fields, replace

import pytest

from ingest.ern.record import record


@record
class Point:
    x: int
    y: int = 0


def test_records_with_equal_fields_are_equal_and_have_one_hash() -> None:
    assert Point(1, 2) == Point(1, 2)
    assert len({Point(1, 2), Point(1, 2), Point(2, 1)}) == 2


def test_a_record_is_replaced_and_never_changed() -> None:
    point = Point(1, 2)
    assert replace(point, y=3) == Point(1, 3)
    assert point == Point(1, 2)
    assert [field.name for field in fields(point)] == ["x", "y"]


def test_a_record_has_its_fields_and_no_others() -> None:
    with pytest.raises(AttributeError):
        Point(1).z = 1  # type: ignore[attr-defined]
