"""Pauses double up to a bound."""

from hypothesis import given
from hypothesis import strategies as st

from runtime.stages.backoff import Backoff


def test_pauses_double() -> None:
    backoff = Backoff(0.5, 10)
    assert [backoff.pause_s(n) for n in range(1, 8)] == [0.5, 1, 2, 4, 8, 10, 10]


@given(st.floats(0, 100), st.floats(0, 1000), st.integers(-5, 10**9))
def test_a_pause_stays_within_its_bounds(first: float, most: float, failures: int) -> None:
    assert 0 <= Backoff(first, most).pause_s(failures) <= most
