"""What the reader of the compiled form promises."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.conditions.wire import referenced_names, string_constants


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(referenced_names(data), frozenset)


def test_a_field_that_ends_behind_the_data_is_refused() -> None:
    with pytest.raises(ValueError, match="behind the data"):
        referenced_names(b"\x12\x7f\x00")


@given(st.binary(max_size=200))
def test_constants_are_read_from_any_bytes_or_refused(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(string_constants(data), frozenset)
